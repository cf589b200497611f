//! Runtime APIs that wallets, explorers, validators and miners read.
//!
//! Clients call them by `state_call` and decode the answers with the metadata, so the names of
//! traits, methods, arguments and fields and the order of fields are the interface: none of them
//! may change (spec, RPC sections 5 to 10). Methods about one subnet answer `None`, or an empty
//! list, for a subnet or uid that does not exist; none of them fails.
//!
//! | module | what its structures show |
//! |---|---|
//! | [`neuron`] | one neuron, with or without its weights and bonds |
//! | [`subnet`] | the settings of a subnet in brief |
//! | [`hyperparams`] | every parameter of a subnet, as a record or as a list of named values |
//! | [`dynamic`] | the pool of a subnet and what flows through it |
//! | [`metagraph`] | a subnet with all its neurons, whole or in the asked parts |
//! | [`state`] | the per-uid vectors of a subnet |
//! | [`delegate`] | a hotkey that takes delegations |
//! | [`stake`] | positions of coldkeys |
//! | [`eligibility`] | whether somebody may do something, and everything that stands in the way |
//! | [`commits`] | commits of weights that wait for their reveal |
//! | [`epoch`] | where a subnet stands between two epochs |
//! | [`page`] | long lists in parts |
//!
//! The last four are this chain's own, with traits of their own: nothing that clients of other
//! chains know is changed by them.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod commits;
pub mod delegate;
pub mod dynamic;
pub mod eligibility;
pub mod epoch;
pub mod hyperparams;
pub mod metagraph;
pub mod neuron;
pub mod page;
pub mod stake;
pub mod state;
pub mod subnet;

#[cfg(test)]
mod tests;

pub use commits::PendingCommits;
pub use delegate::{DelegateInfo, DelegatedStake};
pub use dynamic::DynamicInfo;
pub use eligibility::{Eligibility, Obstacle};
pub use epoch::EpochState;
pub use hyperparams::{
    HyperparamEntry, HyperparamValue, SubnetHyperparams, SubnetHyperparamsV2, SubnetHyperparamsV3,
};
pub use metagraph::{Metagraph, SelectiveMetagraph};
pub use neuron::{NeuronInfo, NeuronInfoLite};
pub use page::{DelegateSummary, DelegationSummary, NominatorStake, Page};
pub use stake::{StakeAvailability, StakeInfo};
pub use state::SubnetState;
pub use subnet::{SubnetInfo, SubnetInfov2};

use alloc::{collections::BTreeMap, vec::Vec};
use codec::Compact;
use myelin_types::{MechId, NetUid, TaoBalance, frozen::LockState};
use sp_runtime::AccountId32;
use substrate_fixed::types::U64F64;

/// A text as clients expect it: every byte as a compact number, so bytes from 64 on take two.
pub type CompactText = Vec<Compact<u8>>;

/// The text of `bytes` on the wire.
pub fn compact_text(bytes: &[u8]) -> CompactText {
    bytes.iter().copied().map(Compact).collect()
}

sp_api::decl_runtime_apis! {
    /// Hotkeys that take delegations.
    pub trait DelegateInfoRuntimeApi {
        /// Every delegate with its nominators.
        fn get_delegates() -> Vec<DelegateInfo>;
        /// One delegate; `None` if the hotkey takes no delegations.
        fn get_delegate(delegate_account: AccountId32) -> Option<DelegateInfo>;
        /// Where the coldkey has delegated: a row for each delegate and subnet. The delegates
        /// come without their nominators.
        fn get_delegated(delegatee_account: AccountId32) -> Vec<DelegatedStake>;
    }

    /// Neurons of a subnet.
    pub trait NeuronInfoRuntimeApi {
        /// All neurons of the subnet, by uid.
        fn get_neurons(netuid: NetUid) -> Vec<NeuronInfo>;
        /// One neuron.
        fn get_neuron(netuid: NetUid, uid: u16) -> Option<NeuronInfo>;
        /// All neurons of the subnet without weights and bonds, by uid.
        fn get_neurons_lite(netuid: NetUid) -> Vec<NeuronInfoLite>;
        /// One neuron without weights and bonds.
        fn get_neuron_lite(netuid: NetUid, uid: u16) -> Option<NeuronInfoLite>;
    }

    /// Subnets: settings, pool, and the state of their neurons.
    ///
    /// Version 2 brought `get_subnet_hyperparams_v3`.
    #[api_version(2)]
    pub trait SubnetInfoRuntimeApi {
        /// The subnet in brief, first layout.
        fn get_subnet_info(netuid: NetUid) -> Option<SubnetInfo>;
        /// All subnets in brief, first layout, by netuid.
        fn get_subnets_info() -> Vec<Option<SubnetInfo>>;
        /// The subnet in brief.
        fn get_subnet_info_v2(netuid: NetUid) -> Option<SubnetInfov2>;
        /// All subnets in brief, by netuid.
        fn get_subnets_info_v2() -> Vec<Option<SubnetInfov2>>;
        /// Superseded by `get_subnet_hyperparams_v3`.
        fn get_subnet_hyperparams(netuid: NetUid) -> Option<SubnetHyperparams>;
        /// Superseded by `get_subnet_hyperparams_v3`.
        fn get_subnet_hyperparams_v2(netuid: NetUid) -> Option<SubnetHyperparamsV2>;
        /// The parameters of the subnet as named values.
        fn get_subnet_hyperparams_v3(netuid: NetUid) -> Option<SubnetHyperparamsV3>;
        /// The pools of all subnets, by netuid.
        fn get_all_dynamic_info() -> Vec<Option<DynamicInfo>>;
        /// The pool of the subnet.
        fn get_dynamic_info(netuid: NetUid) -> Option<DynamicInfo>;
        /// The metagraphs of all subnets, by netuid.
        fn get_all_metagraphs() -> Vec<Option<Metagraph>>;
        /// The metagraph of the subnet, seen from its main mechanism.
        fn get_metagraph(netuid: NetUid) -> Option<Metagraph>;
        /// The metagraphs of all mechanisms, by netuid, then by mechanism.
        fn get_all_mechagraphs() -> Vec<Option<Metagraph>>;
        /// The metagraph seen from one mechanism. Its field `netuid` holds the storage index
        /// `netuid + 4096 * mecid`.
        fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph>;
        /// The per-uid vectors of the subnet.
        fn get_subnet_state(netuid: NetUid) -> Option<SubnetState>;
        /// The fields of the metagraph whose numbers are listed; unknown numbers are ignored.
        fn get_selective_metagraph(
            netuid: NetUid,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph>;
        /// The same, seen from one mechanism.
        fn get_selective_mechagraph(
            netuid: NetUid,
            subid: MechId,
            metagraph_indexes: Vec<u16>,
        ) -> Option<SelectiveMetagraph>;
        /// The hotkey to which the coldkey's mining rewards of the subnet are staked.
        fn get_coldkey_auto_stake_hotkey(
            coldkey: AccountId32,
            netuid: NetUid,
        ) -> Option<AccountId32>;
        /// The subnet that the next registration would replace if none were free.
        fn get_subnet_to_prune() -> Option<NetUid>;
        /// The account that holds the TAO of the subnet's pool.
        fn get_subnet_account_id(netuid: NetUid) -> Option<AccountId32>;
        /// The block at which the subnet's next epoch is due; `None` if its tempo is 0.
        fn get_next_epoch_start_block(netuid: NetUid) -> Option<u64>;
    }

    /// Stake of coldkeys.
    pub trait StakeInfoRuntimeApi {
        /// All positions of the coldkey that hold something.
        fn get_stake_info_for_coldkey(coldkey_account: AccountId32) -> Vec<StakeInfo>;
        /// The same for several coldkeys, in the given order; of more than 1000 the first ones.
        fn get_stake_info_for_coldkeys(
            coldkey_accounts: Vec<AccountId32>,
        ) -> Vec<(AccountId32, Vec<StakeInfo>)>;
        /// One position, with zeros if it holds nothing; never `None`.
        fn get_stake_info_for_hotkey_coldkey_netuid(
            hotkey_account: AccountId32,
            coldkey_account: AccountId32,
            netuid: NetUid,
        ) -> Option<StakeInfo>;
        /// How much of each coldkey's stake is free to move, by subnet; all subnets if `netuids`
        /// is `None`. Of more than 1000 coldkeys the first ones are answered.
        fn get_stake_availability_for_coldkeys(
            coldkey_accounts: Vec<AccountId32>,
            netuids: Option<Vec<NetUid>>,
        ) -> BTreeMap<AccountId32, BTreeMap<NetUid, StakeAvailability>>;
        /// What the swap charges when `amount` moves from `origin` to `destination`.
        fn get_stake_fee(
            origin: Option<(AccountId32, NetUid)>,
            origin_coldkey_account: AccountId32,
            destination: Option<(AccountId32, NetUid)>,
            destination_coldkey_account: AccountId32,
            amount: u64,
        ) -> u64;
        /// The coldkey's lock on the subnet, rolled forward to the current block.
        fn get_coldkey_lock(coldkey: AccountId32, netuid: NetUid) -> Option<LockState>;
        /// The conviction behind the hotkey on the subnet, rolled forward to the current block.
        fn get_hotkey_conviction(hotkey: AccountId32, netuid: NetUid) -> U64F64;
        /// The hotkey with the largest conviction on the subnet.
        fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<AccountId32>;
    }

    /// What a new subnet costs.
    pub trait SubnetRegistrationRuntimeApi {
        /// The price of a registration in the next block.
        fn get_network_registration_cost() -> TaoBalance;
    }

    /// What somebody may do now, and what stands in the way.
    ///
    /// The answers agree with the calls: whatever a call refuses for a reason that does not lie in
    /// its other arguments is listed, all of it at once.
    pub trait EligibilityRuntimeApi {
        /// Whether the hotkey may set weights openly, for others than itself.
        fn may_set_weights(hotkey: AccountId32, netuid: NetUid, mecid: MechId) -> Eligibility;
        /// Whether the hotkey may commit weights by hash.
        fn may_commit_weights(hotkey: AccountId32, netuid: NetUid, mecid: MechId) -> Eligibility;
        /// Whether the hotkey may commit weights that a round of the beacon opens.
        fn may_commit_timelocked_weights(
            hotkey: AccountId32,
            netuid: NetUid,
            mecid: MechId,
        ) -> Eligibility;
        /// Whether the hotkey may reveal a commit by hash of weights for others than itself.
        fn may_reveal_weights(hotkey: AccountId32, netuid: NetUid, mecid: MechId) -> Eligibility;
        /// Whether the hotkey may publish its axon.
        fn may_serve_axon(hotkey: AccountId32, netuid: NetUid) -> Eligibility;
        /// Whether the hotkey may publish where its metrics are read.
        fn may_serve_prometheus(hotkey: AccountId32, netuid: NetUid) -> Eligibility;
        /// Whether the coldkey may register the hotkey on the subnet, at its price, or on root.
        fn may_register(coldkey: AccountId32, hotkey: AccountId32, netuid: NetUid) -> Eligibility;
        /// The hotkey's commits that wait for their reveal; none on a mechanism that does not
        /// exist.
        fn get_pending_commits(
            hotkey: AccountId32,
            netuid: NetUid,
            mecid: MechId,
        ) -> Option<PendingCommits>;
    }

    /// Epochs.
    pub trait EpochRuntimeApi {
        /// Where the subnet stands between two epochs. Root has none.
        fn get_epoch_state(netuid: NetUid) -> Option<EpochState>;
    }

    /// Long lists in parts: `limit` accounts from the one after `start` on, at most [`MAX_PAGE`].
    ///
    /// [`MAX_PAGE`]: page::MAX_PAGE
    pub trait PageRuntimeApi {
        /// Delegates without their nominators, in the order of `get_delegates`.
        fn get_delegates_page(
            start: Option<AccountId32>,
            limit: u32,
        ) -> Page<DelegateSummary>;
        /// Who delegates to the hotkey, in the order of the storage. Nobody for a hotkey that is
        /// no delegate.
        fn get_nominators_page(
            delegate: AccountId32,
            start: Option<AccountId32>,
            limit: u32,
        ) -> Page<NominatorStake>;
        /// Where the coldkey has delegated. A page covers `limit` hotkeys that the coldkey has
        /// ever staked to, and may therefore have fewer entries.
        fn get_delegated_page(
            coldkey: AccountId32,
            start: Option<AccountId32>,
            limit: u32,
        ) -> Page<DelegationSummary>;
        /// All positions of the coldkey that hold something, by hotkey, then by netuid. A page
        /// covers `limit` hotkeys that the coldkey has ever staked to.
        fn get_stake_info_for_coldkey_page(
            coldkey: AccountId32,
            start: Option<AccountId32>,
            limit: u32,
        ) -> Page<StakeInfo>;
    }
}
