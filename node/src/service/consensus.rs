//! Aura authoring and GRANDPA voting.

use std::{sync::Arc, time::Duration};

use myelin_runtime::opaque::Block;
use sc_consensus_aura::{SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{GrandpaParams, SharedVoterState, VotingRulesBuilder};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_network::{
    NetworkBackend, NotificationMetrics, NotificationService, config::FullNetworkConfiguration,
    service::traits::NetworkService,
};
use sc_network_sync::SyncingService;
use sc_service::{Configuration, TaskManager};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{SlotDuration, sr25519::AuthorityPair};
use sp_keystore::KeystorePtr;

use super::{
    Authoring, FullClient, Hash,
    parts::{FinalityImport, FinalityLink, JUSTIFICATION_PERIOD},
};
use crate::error::Error;

/// Part of a slot that may be spent on filling a block.
const PROPOSING: f32 = 2.0 / 3.0;

/// How far finality may trail before authors slow down: six blocks of 12 s, and as much time on a
/// chain with shorter blocks, where voting takes no less time.
const FINALITY_SLACK: Duration = Duration::from_secs(6 * 12);

/// Longest wait between two messages of GRANDPA. Chains with short slots wait half a slot, so that
/// finality trails their head by few blocks, too.
const GOSSIP: Duration = Duration::from_millis(333);

/// A GRANDPA voter that has joined the network's protocols.
pub struct Voting {
    config: sc_consensus_grandpa::Config,
    notifications: Box<dyn NotificationService>,
}

/// Announces GRANDPA's protocol to the network.
pub fn add_protocol<N: NetworkBackend<Block, Hash>>(
    config: &Configuration,
    client: &FullClient,
    keystore: &KeystorePtr,
    network: &mut FullNetworkConfiguration<Block, Hash, N>,
    metrics: NotificationMetrics,
) -> Voting {
    let protocol_name = sc_consensus_grandpa::protocol_standard_name(
        &client.info().genesis_hash,
        &config.chain_spec,
    );
    let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<Block, N>(
        protocol_name.clone(),
        metrics,
        network.peer_store_handle(),
    );
    network.add_notification_protocol(protocol);
    let config = sc_consensus_grandpa::Config {
        gossip_duration: GOSSIP,
        justification_generation_period: JUSTIFICATION_PERIOD,
        observer_enabled: false,
        local_role: config.role,
        name: Some(config.network.node_name.clone()),
        keystore: config.role.is_authority().then(|| keystore.clone()),
        telemetry: None,
        protocol_name,
    };
    Voting {
        config,
        notifications,
    }
}

/// Authors blocks in this node's slots.
///
/// # Errors
///
/// When the slot duration is not known.
pub fn spawn_aura(
    authoring: &Authoring,
    block_import: FinalityImport,
    keystore: KeystorePtr,
    sync: Arc<SyncingService<Block>>,
    force_authoring: bool,
    tasks: &TaskManager,
) -> Result<(), Error> {
    let client = authoring.client.clone();
    let slot_duration = sc_consensus_aura::slot_duration(&*client)?;
    let clock = authoring.clock.clone();
    let aura = sc_consensus_aura::start_aura::<AuthorityPair, _, _, _, _, _, _, _, _, _, _>(
        StartAuraParams {
            slot_duration,
            client,
            select_chain: authoring.select_chain.clone(),
            block_import,
            proposer_factory: authoring.proposer(tasks),
            create_inherent_data_providers: move |parent, ()| {
                let providers = clock.real_time(parent);
                async move { providers }
            },
            force_authoring,
            backoff_authoring_blocks: Some(BackoffAuthoringOnFinalizedHeadLagging {
                unfinalized_slack: slack(slot_duration),
                ..Default::default()
            }),
            keystore,
            sync_oracle: sync.clone(),
            justification_sync_link: sync,
            block_proposal_slot_portion: SlotProportion::new(PROPOSING),
            max_block_proposal_slot_portion: None,
            telemetry: authoring.telemetry.clone(),
            compatibility_mode: Default::default(),
        },
    )
    .map_err(sc_service::Error::from)?;
    tasks
        .spawn_essential_handle()
        .spawn_blocking("aura", Some("block-authoring"), aura);
    Ok(())
}

/// Blocks that finality may trail.
fn slack(slot: SlotDuration) -> u32 {
    let slots = FINALITY_SLACK
        .as_millis()
        .checked_div(slot.as_millis().into());
    slots
        .and_then(|slots| slots.try_into().ok())
        .unwrap_or(u32::MAX)
}

/// Wait between two messages of GRANDPA.
fn gossip(slot: SlotDuration) -> Duration {
    GOSSIP.min(Duration::from_millis(slot.as_millis() / 2))
}

/// Votes on finality, or follows the votes of others when this node is no authority.
///
/// # Errors
///
/// When the voter cannot be started.
pub fn spawn_grandpa(
    authoring: &Authoring,
    voting: Voting,
    link: FinalityLink,
    network: Arc<dyn NetworkService>,
    sync: Arc<SyncingService<Block>>,
    shared_voter_state: SharedVoterState,
    tasks: &TaskManager,
) -> Result<(), Error> {
    let telemetry = authoring.telemetry.clone();
    let gossip_duration = match sc_consensus_aura::slot_duration(&*authoring.client) {
        Ok(slot) => gossip(slot),
        // A node that warp-syncs has no state yet.
        Err(_) => GOSSIP,
    };
    let voter = sc_consensus_grandpa::run_grandpa_voter(GrandpaParams {
        config: sc_consensus_grandpa::Config {
            gossip_duration,
            telemetry: telemetry.clone(),
            ..voting.config
        },
        link,
        network,
        sync,
        notification_service: voting.notifications,
        voting_rule: VotingRulesBuilder::default().build(),
        prometheus_registry: authoring.registry.clone(),
        shared_voter_state,
        telemetry,
        offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(authoring.pool.clone()),
    })?;
    tasks
        .spawn_essential_handle()
        .spawn_blocking("grandpa-voter", None, voter);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finality_may_trail_six_blocks_of_twelve_seconds_or_as_much_time() {
        assert_eq!(slack(SlotDuration::from_millis(12_000)), 6);
        assert_eq!(slack(SlotDuration::from_millis(250)), 288);
    }

    #[test]
    fn votes_are_gossiped_within_half_a_short_slot() {
        assert_eq!(gossip(SlotDuration::from_millis(12_000)), GOSSIP);
        assert_eq!(
            gossip(SlotDuration::from_millis(250)),
            Duration::from_millis(125)
        );
    }
}
