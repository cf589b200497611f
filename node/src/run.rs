//! The life of a running node: configuration, first log lines, work, shutdown.

use std::time::Duration;

use futures::FutureExt;
use sc_cli::{CliConfiguration, Signals, SubstrateCli};

use crate::{banner, chain_spec::Chain, cli::Cli, error::Error, ports, service};

/// How long tasks may take to end before they are abandoned.
const SHUTDOWN: Duration = Duration::from_secs(60);

/// Runs a node until it fails or receives an interrupt or termination signal.
///
/// # Errors
///
/// Whatever keeps the node from starting, or stops it.
pub fn until_exit(cli: &Cli) -> Result<(), Error> {
    let is_dev = cli.run.is_dev()?;
    let chain = Chain::parse(&cli.run.chain_id(is_dev)?)?;

    let tokio = sc_cli::build_runtime()?;
    let signals = tokio.block_on(async { Signals::capture() })?;
    let mut config = cli.create_configuration(&cli.run, tokio.handle().clone())?;
    cli.run
        .init(&Cli::support_url(), &Cli::impl_version(), |_| {})?;
    let rpc = &cli.run.rpc_params;
    if rpc.experimental_rpc_endpoint.is_empty() {
        ports::insist_on_rpc_port(&mut config);
        if is_dev && rpc.rpc_port.is_none() {
            ports::answer_as_second_node(&mut config);
        }
    }
    banner::print(&config, &chain);
    ports::check(&config, is_dev)?;

    let options = service::Options {
        chain,
        sealing: cli.sealing,
        runtime_cache: cli.runtime_cache(),
        drand_endpoints: cli.drand_endpoints.clone(),
        pool: service::PoolOptions::new(&cli.run.pool_config, is_dev),
    };
    let mut tasks = tokio.block_on(async { service::start(config, options) })?;
    let outcome = tokio.block_on(signals.run_until_signal(tasks.future().fuse()));

    // Tells every task to end, before the runtime waits for them.
    drop(tasks);
    tokio.shutdown_timeout(SHUTDOWN);
    outcome.map_err(Error::from)
}
