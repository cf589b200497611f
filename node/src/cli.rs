//! The command line: the stock flags of the SDK, a few of our own, and their defaults.

use std::{ffi::OsString, path::PathBuf, str::FromStr, time::Duration};

use clap::{CommandFactory, FromArgMatches, Parser};
use hyper::Uri;
use sc_cli::{RunCmd, SubstrateCli};

use crate::{beacon, chain_spec, executor, simulate};

/// A full node, validator or development chain.
#[derive(Debug, Parser)]
pub struct Cli {
    /// What to do instead of running a node.
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,

    /// Flags of the node.
    #[command(flatten)]
    pub run: RunCmd,

    /// Seal blocks without consensus, for development: on request by RPC, for each transaction,
    /// or every so many milliseconds
    ///
    /// `manual`: `engine_createBlock` and `engine_finalizeBlock` make and finalise blocks.
    /// `instant`: each transaction makes a block, finalised at once; no empty blocks.
    /// A number, or `interval=` and a number: a block every so many milliseconds, finalised at
    /// once. GRANDPA and warp sync are off; the clock advances by one slot with each block.
    #[arg(long, value_name = "manual|instant|MS")]
    pub sealing: Option<Sealing>,

    /// Folder where compiled runtimes are kept for the next start
    ///
    /// Default: `myelin/runtime` below `$XDG_CACHE_HOME`, else below `~/.cache`.
    #[arg(long, value_name = "PATH")]
    pub runtime_cache: Option<PathBuf>,

    /// Where to fetch the pulses of the randomness beacon; may be given several times
    ///
    /// Base address of a server with the public interface of drand, such as `https://api.drand.sh`
    /// or one of `myelin-node beacon serve`. Only nodes that make blocks fetch pulses. Default: the
    /// public servers.
    #[arg(long = "drand-endpoint", value_name = "URL", value_parser = endpoint)]
    pub drand_endpoints: Vec<String>,
}

/// Reads the address of a server; gives it without the slash at the end.
fn endpoint(text: &str) -> Result<String, String> {
    let base = text.trim_end_matches('/');
    let is_usable = |address: Uri| {
        let scheme = address.scheme_str();
        let is_http = scheme == Some("http") || scheme == Some("https");
        is_http && address.host().is_some_and(|host| !host.is_empty()) && address.query().is_none()
    };
    match base.parse().is_ok_and(is_usable) {
        true => Ok(base.into()),
        false => Err("expected an address such as https://api.drand.sh".into()),
    }
}

/// What the binary does instead of running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Make, show, insert keys.
    #[command(subcommand)]
    Key(sc_cli::KeySubcommand),

    /// Print a chain specification.
    BuildSpec(sc_cli::BuildSpecCmd),

    /// Write a chain specification to a file.
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Execute one block again and check it.
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Export blocks.
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Export the state of a block as a raw chain specification.
    ExportState(sc_cli::ExportStateCmd),

    /// Import blocks.
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Remove the chain's database.
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Take back the newest blocks.
    Revert(sc_cli::RevertCmd),

    /// Show what the database holds.
    ChainInfo(sc_cli::ChainInfoCmd),

    /// Compute the epochs of one subnet without a chain.
    SimulateEpoch(simulate::Command),

    /// Run a randomness beacon for development, and hide weights until its rounds.
    #[command(subcommand)]
    Beacon(beacon::Command),

    /// Measure the runtime.
    #[cfg(feature = "runtime-benchmarks")]
    #[command(subcommand)]
    Benchmark(Box<frame_benchmarking_cli::BenchmarkCmd>),
}

/// How a development node makes blocks without consensus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
    /// On request by RPC.
    Manual,
    /// For each transaction.
    Instant,
    /// At fixed intervals.
    Interval(Duration),
}

impl FromStr for Sealing {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "manual" => return Ok(Self::Manual),
            "instant" => return Ok(Self::Instant),
            _ => {}
        }
        let number = text.strip_prefix("interval=").unwrap_or(text);
        match number.parse() {
            Ok(milliseconds) if milliseconds > 0 => {
                Ok(Self::Interval(Duration::from_millis(milliseconds)))
            }
            _ => Err("expected `manual`, `instant` or a number of milliseconds above 0".into()),
        }
    }
}

impl SubstrateCli for Cli {
    fn impl_name() -> String {
        "Myelin Node".into()
    }

    fn impl_version() -> String {
        env!("SUBSTRATE_CLI_IMPL_VERSION").into()
    }

    fn description() -> String {
        "A blockchain node for markets of machine intelligence".into()
    }

    fn author() -> String {
        "The Myelin developers".into()
    }

    fn support_url() -> String {
        "see the README of the project".into()
    }

    fn copyright_start_year() -> i32 {
        2026
    }

    fn load_spec(&self, id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
        let chain = chain_spec::Chain::parse(id).map_err(|cause| cause.to_string())?;
        let specification = chain.load().map_err(|cause| cause.to_string())?;
        Ok(Box::new(specification))
    }
}

impl Cli {
    /// Reads a command line, the name of the program first.
    ///
    /// # Errors
    ///
    /// When it is not understood, or asks for help or the version only.
    pub fn read<I>(arguments: I) -> Result<Self, clap::Error>
    where
        I: IntoIterator,
        I::Item: Into<OsString> + Clone,
    {
        let matches = Self::specification().try_get_matches_from(arguments)?;
        let mut cli = Self::from_arg_matches(&matches)?;
        // The development chain has one authority, //One: clients check the balance of //Alice to
        // the rao, so she must not earn fees.
        if cli.run.shared_params.dev && cli.run.get_keyring().is_none() {
            cli.run.one = true;
        }
        Ok(cli)
    }

    /// The stock command line with the defaults of this node.
    fn specification() -> clap::Command {
        let chain_help = format!(
            "The chain: {} [also chosen by --dev: dev]",
            chain_spec::choices()
        );
        let command = <Self as SubstrateCli>::setup_command(Self::command())
            .name(env!("CARGO_PKG_NAME"))
            .mut_arg("rpc_max_connections", |argument| {
                argument.default_value("10000")
            })
            .mut_arg("rpc_max_subscriptions_per_connection", |argument| {
                argument.default_value("10000")
            })
            .mut_arg("chain", |argument| {
                argument.help(chain_help).long_help(None)
            })
            .mut_arg("dev", |argument| {
                argument
                    .help(
                        "Run a development chain: --chain dev, --force-authoring, --rpc-cors all, \
                         --one and --tmp, as far as they are not given; without --rpc-port it \
                         answers on 9945 too",
                    )
                    .long_help(None)
            });
        #[cfg(feature = "rocksdb")]
        let command = prefer_paritydb(command);
        command
    }

    /// Folder of the executor's cache, if there is any.
    pub fn runtime_cache(&self) -> Option<PathBuf> {
        self.runtime_cache.clone().or_else(executor::default_cache)
    }
}

/// Keeps ParityDB the default in a binary that also knows RocksDB.
#[cfg(feature = "rocksdb")]
fn prefer_paritydb(command: clap::Command) -> clap::Command {
    let choose = |command: clap::Command| {
        if command
            .get_arguments()
            .any(|argument| argument.get_id() == "database")
        {
            command.mut_arg("database", |argument| argument.default_value("paritydb"))
        } else {
            command
        }
    };
    choose(command).mut_subcommands(choose)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;
    use sc_cli::CliConfiguration;

    fn read(arguments: &[&str]) -> Result<Cli, clap::Error> {
        Cli::read(std::iter::once("myelin-node").chain(arguments.iter().copied()))
    }

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        Cli::specification().debug_assert();
    }

    #[test]
    fn dev_authors_as_one_and_never_as_alice() {
        let cli = read(&["--dev"]).unwrap();
        assert_eq!(
            cli.run.dev_key_seed(true).unwrap().as_deref(),
            Some("//One")
        );
        assert_eq!(cli.run.chain_id(true).unwrap(), "dev");
        assert!(cli.run.force_authoring().unwrap());
        assert!(cli.run.role(true).unwrap().is_authority());
        assert_eq!(cli.run.rpc_cors(true).unwrap(), None);
    }

    #[test]
    fn dev_with_another_key_keeps_that_key() {
        let cli = read(&["--dev", "--two"]).unwrap();
        assert_eq!(
            cli.run.dev_key_seed(true).unwrap().as_deref(),
            Some("//Two")
        );
    }

    #[test]
    fn dev_accepts_another_chain() {
        let cli = read(&["--dev", "--chain", "dev-12s"]).unwrap();
        assert_eq!(cli.run.chain_id(true).unwrap(), "dev-12s");
    }

    #[test]
    fn no_flag_means_no_chain() {
        let cli = read(&[]).unwrap();
        assert_eq!(cli.run.chain_id(cli.run.is_dev().unwrap()).unwrap(), "");
        let refusal = cli.load_spec("").err().unwrap();
        assert!(refusal.contains("no chain given"), "{refusal}");
    }

    #[test]
    fn rpc_limits_fit_clients_that_open_many_sockets() {
        let cli = read(&["--dev"]).unwrap();
        assert_eq!(cli.run.rpc_max_connections().unwrap(), 10_000);
        assert_eq!(
            cli.run.rpc_max_subscriptions_per_connection().unwrap(),
            10_000
        );
        assert!(cli.run.rpc_max_response_size().unwrap() >= 15);
        assert_eq!(cli.run.rpc_rate_limit().unwrap(), None);
        let cli = read(&["--dev", "--rpc-max-connections", "7"]).unwrap();
        assert_eq!(cli.run.rpc_max_connections().unwrap(), 7);
    }

    #[test]
    fn sealing_knows_three_forms() {
        let sealing = |value: &str| read(&["--dev", "--sealing", value]).map(|cli| cli.sealing);
        let milliseconds = |number| Some(Sealing::Interval(Duration::from_millis(number)));
        assert_eq!(sealing("manual").unwrap(), Some(Sealing::Manual));
        assert_eq!(sealing("instant").unwrap(), Some(Sealing::Instant));
        assert_eq!(sealing("500").unwrap(), milliseconds(500));
        assert_eq!(sealing("interval=500").unwrap(), milliseconds(500));
        assert_eq!(read(&["--dev"]).unwrap().sealing, None);
    }

    #[test]
    fn sealing_refuses_everything_else() {
        for value in [
            "",
            "0",
            "-1",
            "1.5",
            "soon",
            "interval",
            "interval=0",
            "interval=x",
        ] {
            let refusal = read(&["--dev", &format!("--sealing={value}")])
                .unwrap_err()
                .to_string();
            assert!(refusal.contains("--sealing"), "{value}: {refusal}");
        }
    }

    #[test]
    fn the_flags_of_the_local_network_are_understood() {
        let cli = read(&[
            "--base-path=/tmp/one",
            "--chain=local",
            "--one",
            "--port=30334",
            "--rpc-port=9944",
            "--validator",
            "--rpc-cors=all",
            "--allow-private-ipv4",
            "--discover-local",
            "--unsafe-force-node-key-generation",
        ])
        .unwrap();
        assert_eq!(
            cli.run.dev_key_seed(false).unwrap().as_deref(),
            Some("//One")
        );
        assert_eq!(cli.run.chain_id(false).unwrap(), "local");
    }

    #[test]
    fn servers_of_the_beacon_are_read_without_the_slash_at_the_end() {
        assert!(read(&["--dev"]).unwrap().drand_endpoints.is_empty());
        let cli = read(&[
            "--dev",
            "--drand-endpoint",
            "http://127.0.0.1:8080/",
            "--drand-endpoint=https://api.drand.secureweb3.com:6875",
        ]);
        assert_eq!(
            cli.unwrap().drand_endpoints,
            [
                "http://127.0.0.1:8080",
                "https://api.drand.secureweb3.com:6875"
            ]
        );
    }

    #[test]
    fn what_is_no_address_of_a_server_is_refused() {
        for value in [
            "",
            "/",
            "127.0.0.1:8080",
            "ftp://127.0.0.1",
            "http://",
            "http:///public",
            "https://a b",
            "http://a?b",
        ] {
            let refusal = read(&["--dev", &format!("--drand-endpoint={value}")])
                .unwrap_err()
                .to_string();
            assert!(refusal.contains("--drand-endpoint"), "{value}: {refusal}");
        }
    }

    #[test]
    fn the_runtime_cache_can_be_placed() {
        let cli = read(&["--dev", "--runtime-cache", "/elsewhere"]).unwrap();
        assert_eq!(cli.runtime_cache(), Some("/elsewhere".into()));
    }
}
