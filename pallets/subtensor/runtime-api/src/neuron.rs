//! One neuron of a subnet.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_types::{
    AlphaBalance, NetUid,
    frozen::{AxonInfo, PrometheusInfo},
};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// Entries of a row of weights or bonds: uid, then value in parts of 65535.
pub type SparseRow = Vec<(Compact<u16>, Compact<u16>)>;

/// What `rank` and `trust` show: the chain does not compute them.
pub const NO_RANK: u16 = 0;

/// What `pruning_score` shows: the chain does not keep it.
pub const NO_PRUNING_SCORE: u16 = u16::MAX;

/// A neuron with its weights and bonds (spec, RPC section 7).
///
/// Incentive, last update, weights and bonds are those of the main mechanism. Shares are parts
/// of 65535.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct NeuronInfo {
    /// The hotkey that holds the uid.
    pub hotkey: AccountId32,
    /// The coldkey that owns the hotkey.
    pub coldkey: AccountId32,
    /// Place in the per-uid vectors.
    #[codec(compact)]
    pub uid: u16,
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// Whether it set weights recently enough.
    pub active: bool,
    /// Its axon, zeros if never announced.
    pub axon_info: AxonInfo,
    /// Its metrics endpoint, zeros if never announced.
    pub prometheus_info: PrometheusInfo,
    /// One pair: the coldkey, and all stake of the hotkey on this subnet.
    pub stake: Vec<(AccountId32, Compact<AlphaBalance>)>,
    /// Always [`NO_RANK`].
    #[codec(compact)]
    pub rank: u16,
    /// Alpha of the last epoch.
    #[codec(compact)]
    pub emission: AlphaBalance,
    /// Share of the miners' emission.
    #[codec(compact)]
    pub incentive: u16,
    /// Weight that a majority of the stake grants it.
    #[codec(compact)]
    pub consensus: u16,
    /// Always [`NO_RANK`].
    #[codec(compact)]
    pub trust: u16,
    /// How much of its weights survived the clipping to consensus.
    #[codec(compact)]
    pub validator_trust: u16,
    /// Share of the validators' emission.
    #[codec(compact)]
    pub dividends: u16,
    /// Block of its last weights.
    #[codec(compact)]
    pub last_update: u64,
    /// Whether its weights count.
    pub validator_permit: bool,
    /// Its non-zero weights.
    pub weights: SparseRow,
    /// Its non-zero bonds.
    pub bonds: SparseRow,
    /// Always [`NO_PRUNING_SCORE`].
    #[codec(compact)]
    pub pruning_score: u16,
}

/// A neuron without its weights and bonds; field by field equal to [`NeuronInfo`].
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct NeuronInfoLite {
    /// The hotkey that holds the uid.
    pub hotkey: AccountId32,
    /// The coldkey that owns the hotkey.
    pub coldkey: AccountId32,
    /// Place in the per-uid vectors.
    #[codec(compact)]
    pub uid: u16,
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// Whether it set weights recently enough.
    pub active: bool,
    /// Its axon, zeros if never announced.
    pub axon_info: AxonInfo,
    /// Its metrics endpoint, zeros if never announced.
    pub prometheus_info: PrometheusInfo,
    /// One pair: the coldkey, and all stake of the hotkey on this subnet.
    pub stake: Vec<(AccountId32, Compact<AlphaBalance>)>,
    /// Always [`NO_RANK`].
    #[codec(compact)]
    pub rank: u16,
    /// Alpha of the last epoch.
    #[codec(compact)]
    pub emission: AlphaBalance,
    /// Share of the miners' emission.
    #[codec(compact)]
    pub incentive: u16,
    /// Weight that a majority of the stake grants it.
    #[codec(compact)]
    pub consensus: u16,
    /// Always [`NO_RANK`].
    #[codec(compact)]
    pub trust: u16,
    /// How much of its weights survived the clipping to consensus.
    #[codec(compact)]
    pub validator_trust: u16,
    /// Share of the validators' emission.
    #[codec(compact)]
    pub dividends: u16,
    /// Block of its last weights.
    #[codec(compact)]
    pub last_update: u64,
    /// Whether its weights count.
    pub validator_permit: bool,
    /// Always [`NO_PRUNING_SCORE`].
    #[codec(compact)]
    pub pruning_score: u16,
}

impl NeuronInfoLite {
    /// The same neuron with these weights and bonds.
    pub fn with_rows(self, weights: SparseRow, bonds: SparseRow) -> NeuronInfo {
        NeuronInfo {
            hotkey: self.hotkey,
            coldkey: self.coldkey,
            uid: self.uid,
            netuid: self.netuid,
            active: self.active,
            axon_info: self.axon_info,
            prometheus_info: self.prometheus_info,
            stake: self.stake,
            rank: self.rank,
            emission: self.emission,
            incentive: self.incentive,
            consensus: self.consensus,
            trust: self.trust,
            validator_trust: self.validator_trust,
            dividends: self.dividends,
            last_update: self.last_update,
            validator_permit: self.validator_permit,
            weights,
            bonds,
            pruning_score: self.pruning_score,
        }
    }
}
