//! Setting weights: openly, and what a reveal has in common with that.

use alloc::vec::Vec;

use frame_support::ensure;
use myelin_types::{MechId, NetUid};
use sp_runtime::DispatchResult;

use crate::pallet::*;

/// Scores as a validator submits them: `values` belong to `uids` in the same order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scores {
    /// Whom the scores are for.
    pub uids: Vec<u16>,
    /// Scores relative to the greatest one.
    pub values: Vec<u16>,
    /// Version of the validator's software.
    pub version_key: u64,
}

impl Scores {
    /// Scores with `values` for `uids`.
    pub fn new(uids: Vec<u16>, values: Vec<u16>, version_key: u64) -> Self {
        Self {
            uids,
            values,
            version_key,
        }
    }
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::set_weights`] and [`Pallet::set_mechanism_weights`].
    pub(crate) fn do_set_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        scores: Scores,
    ) -> DispatchResult {
        ensure!(
            !CommitRevealWeightsEnabled::<T>::get(netuid),
            Error::<T>::CommitRevealEnabled
        );
        Self::store_weights(hotkey, netuid, mechanism, scores, Timing::Now)
    }

    /// Checks scores and stores them as the weights of a neuron (weights.md section 2).
    ///
    /// Those that were hidden until now neither wait nor make the neuron wait: the commit did.
    pub(super) fn store_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        scores: Scores,
        timing: Timing,
    ) -> DispatchResult {
        let Scores {
            uids,
            values,
            version_key,
        } = scores;
        ensure!(!netuid.is_root(), Error::<T>::CanNotSetRootNetworkWeights);
        ensure!(
            uids.len() == values.len(),
            Error::<T>::WeightVecNotEqualSize
        );
        let index = Self::ensure_mechanism_exists(netuid, mechanism)?;
        let neurons = Self::neuron_count(netuid);
        ensure!(
            uids.len() <= usize::from(neurons),
            Error::<T>::UidsLengthExceedUidsInSubNet
        );
        let uid = Self::uid_of(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        let minimum_version = WeightsVersionKey::<T>::get(netuid);
        ensure!(
            minimum_version == 0 || version_key >= minimum_version,
            Error::<T>::IncorrectWeightVersionKey
        );
        ensure!(
            timing == Timing::Committed || Self::passes_weights_rate_limit(index, uid),
            Error::<T>::SettingWeightsTooFast
        );
        let self_weight = uids == [uid];
        if !self_weight {
            Self::ensure_validator_permit(netuid, uid, hotkey)?;
        }
        Self::ensure_uids_valid(&uids, neurons)?;
        let minimum_length = neurons.min(MinAllowedWeights::<T>::get(netuid));
        ensure!(
            self_weight || values.len() >= usize::from(minimum_length),
            Error::<T>::WeightVecLengthIsLow
        );
        let scaled = myelin_yuma::vectors::max_upscale_u16(&values);
        let mut row: Vec<(u16, u16)> = uids.into_iter().zip(scaled).collect();
        // In the order of uids, so that the epoch reads every row from left to right.
        row.sort_unstable_by_key(|(target, _)| *target);
        Weights::<T>::insert(index, uid, row);
        if timing == Timing::Now {
            Self::set_last_update(index, uid);
        }
        Self::deposit_event(Event::WeightsSet(index, uid));
        Ok(())
    }
}

/// When the scores were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Timing {
    /// In this block: the rate limit counts from here.
    Now,
    /// In the block of their commit, from which the rate limit counted.
    Committed,
}
