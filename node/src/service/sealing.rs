//! Blocks without consensus, for development.

use std::{pin::Pin, time::Duration};

use futures::{
    Stream, StreamExt,
    channel::mpsc,
    stream::{self, BoxStream},
};
use myelin_runtime::opaque::Block;
use sc_consensus_manual_seal::{
    EngineCommand, ManualSealParams, consensus::aura::AuraConsensusDataProvider, run_manual_seal,
};
use sc_service::TaskManager;
use sc_transaction_pool_api::TransactionPool;
use tokio::time::{MissedTickBehavior, interval};

use super::{Authoring, Hash};
use crate::cli::Sealing;

/// A request for a block, or for its finality.
pub type Request = EngineCommand<Hash>;

/// Makes blocks as `mode` says; `requests` are those that come by RPC.
pub fn spawn(
    authoring: &Authoring,
    mode: Sealing,
    requests: Option<mpsc::Receiver<Request>>,
    tasks: &TaskManager,
) {
    let client = authoring.client.clone();
    let clock = authoring.clock.clone();
    let sealing = run_manual_seal(ManualSealParams {
        block_import: client.clone(),
        env: authoring.proposer(tasks),
        client: client.clone(),
        pool: authoring.pool.clone(),
        commands_stream: commands(authoring, mode, requests),
        select_chain: authoring.select_chain.clone(),
        consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::<Block>::new(client))),
        create_inherent_data_providers: move |parent, ()| {
            let provider = clock.block_time(parent);
            async move { provider }
        },
    });
    tasks
        .spawn_essential_handle()
        .spawn_blocking("sealing", Some("block-authoring"), sealing);
}

/// When to make blocks.
fn commands(
    authoring: &Authoring,
    mode: Sealing,
    requests: Option<mpsc::Receiver<Request>>,
) -> BoxStream<'static, Request> {
    match mode {
        Sealing::Manual => stream::iter(requests).flatten().boxed(),
        Sealing::Instant => {
            let arrivals = authoring.pool.import_notification_stream();
            arrivals.map(|_| seal_and_finalise(false)).boxed()
        }
        Sealing::Interval(period) => ticks(period).map(|()| seal_and_finalise(true)).boxed(),
    }
}

/// A block on top of the best one, final at once.
fn seal_and_finalise(create_empty: bool) -> Request {
    Request::SealNewBlock {
        create_empty,
        finalize: true,
        parent_hash: None,
        sender: None,
    }
}

/// One item each `period`; after a delay the next one comes a whole period later.
fn ticks(period: Duration) -> Pin<Box<dyn Stream<Item = ()> + Send>> {
    let mut timer = interval(period);
    timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    Box::pin(stream::unfold(timer, |mut timer| async move {
        timer.tick().await;
        Some(((), timer))
    }))
}
