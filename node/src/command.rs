//! Runs what the command line asks for.

use std::future::Future;

use myelin_runtime::opaque::Block;
use sc_cli::{CliConfiguration, KeySubcommand, SubstrateCli};
use sc_service::{Configuration, TaskManager};

use crate::{
    chain_spec::{self, Chain},
    cli::{Cli, Subcommand},
    error::Error,
    run,
    service::{FullBackend, Partial},
};

/// Executes the command line.
///
/// # Errors
///
/// Whatever keeps the command from succeeding.
pub fn execute(cli: &Cli) -> Result<(), Error> {
    let Some(subcommand) = &cli.subcommand else {
        return run::until_exit(cli);
    };
    match subcommand {
        // The identity of a node does not depend on the chain: all built-in ones share a folder.
        Subcommand::Key(KeySubcommand::GenerateNodeKey(cmd)) if cmd.chain.is_none() => {
            Ok(cmd.run(chain_spec::ID, &Cli::executable_name())?)
        }
        Subcommand::Key(cmd) => Ok(cmd.run(cli)?),
        Subcommand::SimulateEpoch(cmd) => Ok(cmd.run()?),
        Subcommand::Beacon(cmd) => Ok(cmd.run()?),
        Subcommand::BuildSpec(cmd) => on_configuration(cli, cmd, |config| {
            Ok(cmd.run(config.chain_spec, config.network)?)
        }),
        Subcommand::ExportChainSpec(cmd) => {
            Ok(cmd.run(Box::new(Chain::parse(&cmd.chain)?.load()?))?)
        }
        Subcommand::PurgeChain(cmd) => {
            on_configuration(cli, cmd, |config| Ok(cmd.run(config.database)?))
        }
        Subcommand::ChainInfo(cmd) => {
            on_configuration(cli, cmd, |config| Ok(cmd.run::<Block>(&config)?))
        }
        Subcommand::CheckBlock(cmd) => on_client(cli, cmd, |config, parts, tasks| {
            let queue = parts.import_queue(&config, None, tasks)?;
            Ok(cmd.run(parts.client, queue))
        }),
        Subcommand::ExportBlocks(cmd) => on_client(cli, cmd, |config, parts, _| {
            Ok(cmd.run(parts.client, config.database))
        }),
        Subcommand::ExportState(cmd) => on_client(cli, cmd, |config, parts, _| {
            Ok(cmd.run::<Block, FullBackend, _>(parts.client, config.chain_spec))
        }),
        Subcommand::ImportBlocks(cmd) => on_client(cli, cmd, |config, parts, tasks| {
            let queue = parts.import_queue(&config, None, tasks)?;
            Ok(cmd.run(parts.client, queue))
        }),
        Subcommand::Revert(cmd) => on_client(cli, cmd, |_, parts, _| {
            #[allow(clippy::result_large_err, reason = "the SDK chose the error")]
            let revert_grandpa = Box::new(|client, _, blocks| {
                sc_consensus_grandpa::revert(client, blocks)?;
                Ok(())
            });
            Ok(cmd.run(parts.client, parts.backend, Some(revert_grandpa)))
        }),
        #[cfg(feature = "runtime-benchmarks")]
        Subcommand::Benchmark(cmd) => benchmark(cli, cmd),
    }
}

/// Runs a command that only needs the configuration.
fn on_configuration<C: CliConfiguration>(
    cli: &Cli,
    cmd: &C,
    work: impl FnOnce(Configuration) -> Result<(), Error>,
) -> Result<(), Error> {
    cli.create_runner(cmd)?.sync_run(work)
}

/// Runs a command that works on the client and its database.
fn on_client<C: CliConfiguration, F: Future<Output = sc_cli::Result<()>>>(
    cli: &Cli,
    cmd: &C,
    work: impl FnOnce(Configuration, Partial, &TaskManager) -> Result<F, Error>,
) -> Result<(), Error> {
    let chain = Chain::parse(&cmd.chain_id(cmd.is_dev()?)?)?;
    cli.create_runner(cmd)?.async_run(|config| {
        let (parts, tasks) = Partial::new(&config, &chain, cli.runtime_cache())?;
        let work = work(config, parts, &tasks)?;
        Ok((async move { Ok(work.await?) }, tasks))
    })
}

/// Measures the machine or the runtime's calls.
#[cfg(feature = "runtime-benchmarks")]
fn benchmark(cli: &Cli, cmd: &frame_benchmarking_cli::BenchmarkCmd) -> Result<(), Error> {
    use frame_benchmarking_cli::{BenchmarkCmd, SUBSTRATE_REFERENCE_HARDWARE};
    use sp_runtime::traits::HashingFor;

    match cmd {
        BenchmarkCmd::Pallet(cmd) => on_configuration(cli, cmd, |config| {
            Ok(
                cmd.run_with_spec::<HashingFor<Block>, crate::executor::HostFunctions>(Some(
                    config.chain_spec,
                ))?,
            )
        }),
        BenchmarkCmd::Machine(cmd) => on_configuration(cli, cmd, |config| {
            Ok(cmd.run(&config, SUBSTRATE_REFERENCE_HARDWARE.clone())?)
        }),
        _ => Err(Error::Input(
            "only `benchmark pallet` and `benchmark machine` exist here".into(),
        )),
    }
}
