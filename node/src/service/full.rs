//! Puts a running node together.

use std::sync::Arc;

use futures::{FutureExt, channel::mpsc};
use log::warn;
use myelin_runtime::opaque::Block;
use sc_client_api::Backend;
use sc_consensus_grandpa::{
    FinalityProofProvider, SharedVoterState, warp_proof::NetworkProvider as WarpProofs,
};
use sc_network::{
    NetworkBackend, config::FullNetworkConfiguration, service::traits::NetworkService,
};
use sc_offchain::{OffchainDb, OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
    BuildNetworkParams, Configuration, SpawnTasksParams, TaskManager, WarpSyncConfig,
};
use sc_telemetry::Telemetry;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_core::crypto::key_types;
use sp_keystore::{Keystore, KeystorePtr};

use super::{Authoring, FullBackend, Hash, Options, Partial, consensus, drand, sealing};
use crate::{cli::Sealing, error::Error, rpc};

/// Requests for sealed blocks that may wait.
const ENGINE_REQUESTS: usize = 1_000;

/// Starts a node on the network backend `N`.
///
/// # Errors
///
/// Whatever keeps the node from starting.
pub fn start<N: NetworkBackend<Block, Hash>>(
    config: Configuration,
    options: Options,
) -> Result<TaskManager, Error> {
    let sealing = options.sealing;
    let (parts, mut tasks) = Partial::new(&config, &options.chain, options.runtime_cache)?;
    let import_queue = parts.import_queue(&config, sealing, &tasks)?;
    let authoring = Authoring {
        pool: parts.pool(&config, &tasks),
        client: parts.client,
        select_chain: parts.select_chain,
        clock: parts.clock,
        registry: config.prometheus_registry().cloned(),
        telemetry: parts.telemetry.as_ref().map(Telemetry::handle),
    };
    let Authoring {
        client,
        pool,
        registry,
        ..
    } = &authoring;
    let keystore = parts.keystore.keystore();
    let authority_set = parts.finality.shared_authority_set().clone();
    let is_authority = config.role.is_authority();

    // Chains sealed without consensus have no finality proofs to vote on or to warp-sync by.
    let metrics = N::register_notification_metrics(registry.as_ref());
    let mut net_config =
        FullNetworkConfiguration::<_, _, N>::new(&config.network, registry.clone());
    let voting = sealing.is_none().then(|| {
        consensus::add_protocol(&config, client, &keystore, &mut net_config, metrics.clone())
    });
    let warp_sync_config = sealing.is_none().then(|| {
        let proofs = WarpProofs::new(parts.backend.clone(), authority_set.clone(), Vec::new());
        WarpSyncConfig::WithProvider(Arc::new(proofs))
    });
    let (network, system_rpc_tx, tx_handler_controller, sync_service, _bitswap) =
        sc_service::build_network(BuildNetworkParams {
            config: &config,
            net_config,
            client: client.clone(),
            transaction_pool: pool.clone(),
            spawn_handle: tasks.spawn_handle(),
            spawn_essential_handle: tasks.spawn_essential_handle(),
            import_queue,
            block_announce_validator_builder: None,
            warp_sync_config,
            block_relay: None,
            metrics,
            gap_sync_body_policy: None,
        })?;
    if config.offchain_worker.enabled && is_authority {
        drand::ensure_key(&*keystore)?;
        if let Some(storage) = parts.backend.offchain_storage() {
            drand::set_endpoints(&mut OffchainDb::new(storage), &options.drand_endpoints);
        }
        spawn_offchain_workers(
            &authoring,
            &parts.backend,
            &keystore,
            network.clone(),
            &tasks,
        )?;
    }

    let voter_state = SharedVoterState::empty();
    let (engine, requests) = (sealing == Some(Sealing::Manual))
        .then(|| mpsc::channel(ENGINE_REQUESTS))
        .unzip();
    let methods = rpc::Methods {
        client: client.clone(),
        pool: pool.clone(),
        engine,
        justifications: parts.finality.justification_stream(),
        authority_set: authority_set.clone(),
        voter_state: voter_state.clone(),
        proofs: FinalityProofProvider::new_for_service(parts.backend.clone(), Some(authority_set)),
    };
    let (force_authoring, with_grandpa) = (config.force_authoring, !config.disable_grandpa);
    let mut telemetry = parts.telemetry;
    #[allow(clippy::result_large_err, reason = "the SDK chose the error")]
    let rpc_builder = Box::new(move |executor| {
        let clash = |clash| sc_service::Error::Application(Box::new(clash));
        methods.module(executor).map_err(clash)
    });
    sc_service::spawn_tasks(SpawnTasksParams {
        config,
        client: client.clone(),
        backend: parts.backend,
        task_manager: &mut tasks,
        keystore: keystore.clone(),
        transaction_pool: pool.clone(),
        rpc_builder,
        network: network.clone(),
        system_rpc_tx,
        tx_handler_controller,
        sync_service: sync_service.clone(),
        telemetry: telemetry.as_mut(),
        tracing_execute_block: None,
    })?;

    if let Some(mode) = sealing {
        sealing::spawn(&authoring, mode, requests, &tasks);
    } else if is_authority {
        warn_of_missing_keys(&keystore);
        let sync = sync_service.clone();
        consensus::spawn_aura(
            &authoring,
            parts.block_import,
            keystore,
            sync,
            force_authoring,
            &tasks,
        )?;
    }
    if let Some(voting) = voting.filter(|_| with_grandpa) {
        consensus::spawn_grandpa(
            &authoring,
            voting,
            parts.finality,
            network,
            sync_service,
            voter_state,
            &tasks,
        )?;
    }
    Ok(tasks)
}

/// Runs the off-chain part of the runtime after each block.
fn spawn_offchain_workers(
    authoring: &Authoring,
    backend: &Arc<FullBackend>,
    keystore: &KeystorePtr,
    network: Arc<dyn NetworkService>,
    tasks: &TaskManager,
) -> Result<(), Error> {
    let workers = OffchainWorkers::new(OffchainWorkerOptions {
        runtime_api_provider: authoring.client.clone(),
        keystore: Some(keystore.clone()),
        offchain_db: backend.offchain_storage(),
        transaction_pool: Some(OffchainTransactionPoolFactory::new(authoring.pool.clone())),
        network_provider: Arc::new(network),
        is_validator: true,
        enable_http_requests: true,
        custom_extensions: |_| Vec::new(),
    })?;
    let work = workers
        .run(authoring.client.clone(), tasks.spawn_handle())
        .boxed();
    tasks
        .spawn_handle()
        .spawn("offchain-workers-runner", "offchain-worker", work);
    Ok(())
}

/// Says which keys of a validator are missing: it runs without them, but takes no part.
fn warn_of_missing_keys(keystore: &KeystorePtr) {
    let kinds = [
        (key_types::AURA, "aura", "sr25519"),
        (key_types::GRANDPA, "gran", "ed25519"),
    ];
    for (kind, name, scheme) in kinds {
        if keystore.keys(kind).is_ok_and(|keys| keys.is_empty()) {
            warn!(
                "This validator has no key of type `{name}` and takes no part without it: insert \
                 one with `myelin-node key insert --key-type {name} --scheme {scheme} --suri \
                 <SECRET> --base-path <PATH> --chain <CHAIN>` and start again"
            );
        }
    }
}
