//! What one epoch needs to know, and what it answers.

use crate::SparseRows;
use alloc::vec::Vec;
use myelin_math::I64F64;

/// Hyperparameters and clock of one epoch of one mechanism (spec `yuma.md` section 4).
///
/// [`Params::default`] has the values of a freshly created subnet (section 9.1) at block 0; set at
/// least `block` and `last_tempo`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Params {
    /// Current block number.
    pub block: u64,
    /// Uids registered at this block or later lose the bonds they have; see
    /// [`crate::schedule::last_tempo`].
    pub last_tempo: u64,
    /// A neuron whose last update plus this many blocks is below `block` is inactive.
    pub activity_cutoff: u64,
    /// Majority κ, in 1/65535 of the active stake.
    pub kappa: u16,
    /// Share of the old bonds that survives an epoch, in millionths. The chain accepts any number.
    pub bonds_moving_average: u64,
    /// How far weights above consensus are clipped before they earn bonds, in 1/65535.
    pub bonds_penalty: u16,
    /// Absolute bonds per validator and miner (true) or relative bonds per miner (false).
    pub yuma3: bool,
    /// With `yuma3`: a moving average of its own for every pair of validator and miner.
    pub liquid_alpha: bool,
    /// Lower end of the liquid alpha range, in 1/65535.
    pub alpha_low: u16,
    /// Upper end of the liquid alpha range, in 1/65535.
    pub alpha_high: u16,
    /// Steepness of the liquid alpha sigmoid, in hundredths.
    pub alpha_sigmoid_steepness: i16,
    /// Number of validator permits k.
    pub max_validators: u16,
    /// Stake weight in rao below which a neuron counts as having none.
    pub min_stake: u64,
    /// Whether commit-reveal is on, so that [`Neurons::first_commit`] masks weights.
    pub commit_reveal: bool,
    /// Uid of the subnet owner's hotkey, if it is registered. The owner needs no minimum stake,
    /// always has a permit and may weigh itself.
    pub owner_uid: Option<u16>,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            block: 0,
            last_tempo: 0,
            activity_cutoff: 5_000,
            kappa: 32_767,
            bonds_moving_average: 900_000,
            bonds_penalty: u16::MAX,
            yuma3: true,
            liquid_alpha: false,
            alpha_low: 45_875,
            alpha_high: 58_982,
            alpha_sigmoid_steepness: 1_000,
            max_validators: 64,
            min_stake: 0,
            commit_reveal: false,
            owner_uid: None,
        }
    }
}

/// The neurons of a subnet as vectors indexed by uid.
///
/// `stake` decides how many neurons there are; the other vectors may be shorter (what is missing
/// counts as stated) or longer (the surplus is ignored).
#[derive(Clone, Copy, Debug)]
pub struct Neurons<'a> {
    /// Stake weight T of section 4.1, in rao. Not negative.
    pub stake: &'a [I64F64],
    /// Block at which the neuron last set weights on this mechanism; missing: 0.
    pub last_update: &'a [u64],
    /// Block at which the neuron registered; missing: 0.
    pub registered_at: &'a [u64],
    /// Permits as stored by the previous epoch; missing: none. A vector without any entry lifts
    /// the mask from the active stake (section 5.4), but gives nobody's weights a voice.
    pub permits: &'a [bool],
    /// Block of the oldest live weight commit, `u64::MAX` without any (see
    /// [`crate::commits::LiveCommits`]); missing: `u64::MAX`. Read only with commit-reveal.
    pub first_commit: &'a [u64],
}

/// Result of one epoch of one mechanism. Every vector has one entry per neuron.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Share of the stake S, in 1/65535.
    pub stake_weight: Vec<u16>,
    /// Consensus weight C of each miner, in 1/65535.
    pub consensus: Vec<u16>,
    /// Incentive I, in 1/65535.
    pub incentive: Vec<u16>,
    /// Dividends D, in 1/65535.
    pub dividends: Vec<u16>,
    /// Share of a validator's weights that survived clipping, in 1/65535.
    pub validator_trust: Vec<u16>,
    /// Emission earned as a miner, in rao alpha.
    pub server_emission: Vec<u64>,
    /// Emission earned as a validator, in rao alpha.
    pub validator_emission: Vec<u64>,
    /// Emission earned in both roles, rounded once, in rao alpha.
    pub emission: Vec<u64>,
    /// Permits that apply from the next epoch on.
    pub permits: Vec<bool>,
    /// Whether the neuron updated its weights recently enough.
    pub active: Vec<bool>,
    /// Bonds to store, one row per uid in stored order; empty for uids without a new permit.
    pub bonds: SparseRows,
}

/// The numbers behind the last [`crate::run`], as bits of I32F32 by uid: what an [`Outcome`]
/// shows in 1/65535 before it was cut down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intermediates<'a> {
    /// Normalised stake S (section 5.2).
    pub stake: &'a [u64],
    /// Normalised stake A of active neurons with a permit (section 5.4).
    pub active_stake: &'a [u64],
    /// Consensus C (section 5.6).
    pub consensus: &'a [u64],
    /// Validator trust VT (section 5.8).
    pub validator_trust: &'a [u64],
    /// Incentive I (section 5.9).
    pub incentive: &'a [u64],
    /// Dividends D (sections 5.11 and 5.12).
    pub dividends: &'a [u64],
}
