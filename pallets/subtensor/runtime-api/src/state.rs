//! The per-uid vectors of a subnet.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// What the neurons of a subnet hold and earn (spec, RPC section 7).
///
/// Every vector is indexed by uid and has one entry a neuron, but for those said to be empty.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct SubnetState {
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// Hotkeys.
    pub hotkeys: Vec<AccountId32>,
    /// Their owners.
    pub coldkeys: Vec<AccountId32>,
    /// Who set weights recently enough.
    pub active: Vec<bool>,
    /// Whose weights count.
    pub validator_permit: Vec<bool>,
    /// Empty: the chain does not keep it.
    pub pruning_score: Vec<Compact<u16>>,
    /// Block of the last weights.
    pub last_update: Vec<Compact<u64>>,
    /// Alpha of the last epoch.
    pub emission: Vec<Compact<AlphaBalance>>,
    /// Shares of the validators' emission, in parts of 65535.
    pub dividends: Vec<Compact<u16>>,
    /// Shares of the miners' emission, in parts of 65535.
    pub incentives: Vec<Compact<u16>>,
    /// Consensus weights, in parts of 65535.
    pub consensus: Vec<Compact<u16>>,
    /// Empty: the chain does not compute it.
    pub trust: Vec<Compact<u16>>,
    /// Empty: the chain does not compute it.
    pub rank: Vec<Compact<u16>>,
    /// Block of each registration.
    pub block_at_registration: Vec<Compact<u64>>,
    /// Alpha behind each hotkey after what parents gave and children got.
    pub alpha_stake: Vec<Compact<AlphaBalance>>,
    /// Root stake behind each hotkey by the same shares, not weighted.
    pub tao_stake: Vec<Compact<TaoBalance>>,
    /// Stake weight: alpha plus weighted root stake.
    pub total_stake: Vec<Compact<TaoBalance>>,
    /// For every subnet the emission of each of these hotkeys there, as last recorded.
    pub emission_history: Vec<Vec<Compact<AlphaBalance>>>,
}
