//! Setting weights openly.

use alloc::vec::Vec;

use frame_support::ensure;
use myelin_types::{MechId, NetUid};
use sp_runtime::DispatchResult;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::set_weights`] and [`Pallet::set_mechanism_weights`].
    pub(crate) fn do_set_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        uids: Vec<u16>,
        values: Vec<u16>,
        version_key: u64,
    ) -> DispatchResult {
        ensure!(
            !CommitRevealWeightsEnabled::<T>::get(netuid),
            Error::<T>::CommitRevealEnabled
        );
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
            Self::passes_weights_rate_limit(index, uid),
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
        Self::set_last_update(index, uid);
        Self::deposit_event(Event::WeightsSet(index, uid));
        Ok(())
    }
}
