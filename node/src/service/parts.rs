//! Database, client and import queue: what a node and the commands on its database share.

use std::{path::PathBuf, sync::Arc};

use myelin_runtime::{RuntimeApi, opaque::Block};
use sc_client_api::{Backend, HeaderBackend};
use sc_consensus::import_queue::DefaultImportQueue;
use sc_consensus_grandpa::{GrandpaBlockImport, LinkHalf};
use sc_service::{
    BuildGenesisBlock, Configuration, GenesisBlockBuilder, KeystoreContainer, TaskManager,
};
use sc_telemetry::{Telemetry, TelemetryWorker};
use sp_consensus_aura::sr25519::AuthorityPair;
use sp_runtime::traits::Block as _;
use sp_storage::Storage;

use super::{FullBackend, FullClient, SelectChain, clock::Clock};
use crate::{
    chain_spec::Chain,
    cli::Sealing,
    error::Error,
    executor::{self, Executor},
    genesis,
};

/// Blocks between two finality proofs that are kept for peers that warp-sync.
pub const JUSTIFICATION_PERIOD: u32 = 512;

/// Messages the telemetry worker may hold back.
const TELEMETRY_BUFFER: usize = 16;

/// Verifies and imports blocks.
pub type ImportQueue = DefaultImportQueue<Block>;

/// GRANDPA's hold on the import of blocks.
pub type FinalityImport = GrandpaBlockImport<FullBackend, Block, FullClient, SelectChain>;

/// What the GRANDPA voter is made of.
pub type FinalityLink = LinkHalf<Block, FullClient, SelectChain>;

/// The parts of a node that commands use too.
pub struct Partial {
    /// The client.
    pub client: Arc<FullClient>,
    /// Its database.
    pub backend: Arc<FullBackend>,
    /// The node's keys.
    pub keystore: KeystoreContainer,
    /// Decides between forks.
    pub select_chain: SelectChain,
    /// Imports blocks and follows their finality.
    pub block_import: FinalityImport,
    /// For the GRANDPA voter.
    pub finality: FinalityLink,
    /// Slots and time stamps.
    pub clock: Clock,
    /// Reports to telemetry servers.
    pub telemetry: Option<Telemetry>,
}

impl Partial {
    /// Opens the database and builds the parts.
    ///
    /// # Errors
    ///
    /// When the database is in use, damaged or of another chain, or the genesis cannot be built.
    pub fn new(
        config: &Configuration,
        chain: &Chain,
        runtime_cache: Option<PathBuf>,
    ) -> Result<(Self, TaskManager), Error> {
        Self::build(config, chain, runtime_cache)
            .map_err(|failure| failure.blaming_database(database_path(config)))
    }

    fn build(
        config: &Configuration,
        chain: &Chain,
        runtime_cache: Option<PathBuf>,
    ) -> Result<(Self, TaskManager), Error> {
        let telemetry = telemetry_worker(config)?;
        let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());

        let executor = executor::new(&config.executor, runtime_cache);
        let backend = sc_service::new_db_backend(config.db_config())?;
        let genesis = genesis::storage(chain, config.chain_spec.as_ref(), &executor)?;
        ensure_same_chain(config, &backend, &executor, &genesis)?;
        let genesis = GenesisBlockBuilder::<Block, _, _>::new_with_storage(
            genesis,
            !config.no_genesis(),
            backend.clone(),
            executor.clone(),
        )?;
        let (client, backend, keystore, tasks) =
            sc_service::new_full_parts_with_genesis_builder::<Block, RuntimeApi, _, _>(
                config,
                handle.clone(),
                executor,
                backend,
                genesis,
                false,
            )?;
        let client = Arc::new(client);
        let telemetry = telemetry.map(|(worker, telemetry)| {
            tasks.spawn_handle().spawn("telemetry", None, worker.run());
            telemetry
        });

        let select_chain = SelectChain::new(backend.clone());
        let (block_import, finality) = sc_consensus_grandpa::block_import(
            client.clone(),
            JUSTIFICATION_PERIOD,
            &client,
            select_chain.clone(),
            handle,
        )?;
        let parts = Self {
            clock: Clock::new(client.clone()),
            client,
            backend,
            keystore,
            select_chain,
            block_import,
            finality,
            telemetry,
        };
        Ok((parts, tasks))
    }

    /// Starts the queue that verifies and imports blocks: the stock one of Aura, or one for blocks
    /// without seal.
    ///
    /// # Errors
    ///
    /// When Aura refuses to start.
    pub fn import_queue(
        &self,
        config: &Configuration,
        sealing: Option<Sealing>,
        tasks: &TaskManager,
    ) -> Result<ImportQueue, Error> {
        let client = self.client.clone();
        let spawner = &tasks.spawn_essential_handle();
        let registry = config.prometheus_registry();
        if sealing.is_some() {
            let import = Box::new(client);
            return Ok(sc_consensus_manual_seal::import_queue(
                import, spawner, registry,
            ));
        }
        let clock = self.clock.clone();
        let queue = sc_consensus_aura::import_queue::<AuthorityPair, _, _, _, _, _>(
            sc_consensus_aura::ImportQueueParams {
                block_import: self.block_import.clone(),
                justification_import: Some(Box::new(self.block_import.clone())),
                client,
                create_inherent_data_providers: move |parent, ()| {
                    let providers = clock.real_time(parent);
                    async move { providers }
                },
                spawner,
                registry,
                check_for_equivocation: Default::default(),
                telemetry: self.telemetry.as_ref().map(Telemetry::handle),
                compatibility_mode: Default::default(),
            },
        );
        Ok(queue.map_err(sc_service::Error::from)?)
    }
}

/// The telemetry worker, when the configuration names servers.
fn telemetry_worker(config: &Configuration) -> Result<Option<(TelemetryWorker, Telemetry)>, Error> {
    let Some(endpoints) = config
        .telemetry_endpoints
        .clone()
        .filter(|list| !list.is_empty())
    else {
        return Ok(None);
    };
    let worker = TelemetryWorker::new(TELEMETRY_BUFFER).map_err(sc_service::Error::from)?;
    let telemetry = worker.handle().new_telemetry(endpoints);
    Ok(Some((worker, telemetry)))
}

/// Folder of the database.
fn database_path(config: &Configuration) -> PathBuf {
    config
        .database
        .path()
        .unwrap_or_else(|| config.base_path.path())
        .into()
}

/// Refuses a database that starts with another genesis block.
fn ensure_same_chain(
    config: &Configuration,
    backend: &Arc<FullBackend>,
    executor: &Executor,
    genesis: &Storage,
) -> Result<(), Error> {
    let Some(found) = backend.blockchain().hash(0)? else {
        return Ok(());
    };
    let (expected, _discarded) = GenesisBlockBuilder::<Block, _, _>::new_with_storage(
        genesis.clone(),
        false,
        backend.clone(),
        executor.clone(),
    )?
    .build_genesis_block()?;
    if found == expected.hash() {
        return Ok(());
    }
    Err(Error::DatabaseForeign {
        path: database_path(config),
        found: format!("{found:?}"),
        expected: format!("{:?}", expected.hash()),
    })
}
