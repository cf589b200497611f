//! The node itself: client, transaction pool, network, block authoring and finality.
//!
//! | module | what it does |
//! |---|---|
//! | [`parts`] | database, client and import queue, which commands use too |
//! | [`clock`] | slot duration and time stamps |
//! | [`full`] | puts a running node together |
//! | [`consensus`] | Aura authoring and GRANDPA voting |
//! | [`sealing`] | blocks without consensus, for development |
//! | [`drand`] | what the off-chain worker of the beacon needs to be given |

mod clock;
mod consensus;
mod drand;
mod full;
mod parts;
mod sealing;

use std::{path::PathBuf, sync::Arc};

use myelin_runtime::{RuntimeApi, opaque::Block};
use sc_basic_authorship::ProposerFactory;
use sc_service::{Configuration, TFullBackend, TFullClient, TaskManager};
use sc_telemetry::TelemetryHandle;
use substrate_prometheus_endpoint::Registry;

use crate::{chain_spec::Chain, cli::Sealing, error::Error, executor::Executor};

pub use parts::Partial;
pub use sealing::Request as EngineRequest;

/// Hash of a block.
pub type Hash = <Block as sp_runtime::traits::Block>::Hash;

/// The node's client.
pub type FullClient = TFullClient<Block, RuntimeApi, Executor>;

/// The node's database of blocks and states.
pub type FullBackend = TFullBackend<Block>;

/// The node's transaction pool.
pub type Pool = sc_transaction_pool::TransactionPoolHandle<Block, FullClient>;

/// Decides between forks.
type SelectChain = sc_consensus::LongestChain<FullBackend, Block>;

/// What it takes to make blocks, with consensus or without.
struct Authoring {
    client: Arc<FullClient>,
    pool: Arc<Pool>,
    select_chain: SelectChain,
    clock: clock::Clock,
    registry: Option<Registry>,
    telemetry: Option<TelemetryHandle>,
}

impl Authoring {
    /// Fills blocks with transactions of the pool.
    fn proposer(&self, tasks: &TaskManager) -> ProposerFactory<Pool, FullClient> {
        ProposerFactory::new(
            tasks.spawn_handle(),
            self.client.clone(),
            self.pool.clone(),
            self.registry.as_ref(),
            self.telemetry.clone(),
        )
    }
}

/// What a node needs to know beyond the SDK's configuration.
pub struct Options {
    /// The chain to work on.
    pub chain: Chain,
    /// How to make blocks without consensus.
    pub sealing: Option<Sealing>,
    /// Where compiled runtimes are kept.
    pub runtime_cache: Option<PathBuf>,
    /// Servers of the randomness beacon; the public ones if there is none.
    pub drand_endpoints: Vec<String>,
}

/// Starts a node. It runs until the returned tasks are dropped or one of the essential ones ends.
///
/// # Errors
///
/// Whatever keeps the node from starting.
pub fn start(config: Configuration, options: Options) -> Result<TaskManager, Error> {
    use sc_network::config::NetworkBackendType;

    match config.network.network_backend {
        NetworkBackendType::Litep2p => {
            full::start::<sc_network::Litep2pNetworkBackend>(config, options)
        }
        NetworkBackendType::Libp2p => {
            full::start::<sc_network::NetworkWorker<Block, Hash>>(config, options)
        }
    }
}
