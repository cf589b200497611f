//! What a hotkey must fulfil to set weights (weights.md section 2). The pool asks the same, and so
//! do the queries that tell what stands in the way of a call.

use alloc::vec;

use frame_support::ensure;
use myelin_math::SafeFixed;
use myelin_types::{NetUid, NetUidStorageIndex};
use pallet_subtensor_runtime_api::Obstacle;
use sp_runtime::DispatchError;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// A stake weight below the threshold. The owner's neuron needs none. At most
    /// [`stake_reads`](Self::stake_reads) items are read.
    pub(crate) fn stake_obstacle(netuid: NetUid, hotkey: &T::AccountId) -> Option<Obstacle> {
        let needed = StakeThreshold::<T>::get();
        if needed == 0 {
            return None;
        }
        let held = Self::inherited_stake(hotkey, netuid).weight.floor_u64();
        (held < needed && !Self::is_owner_neuron(netuid, hotkey))
            .then_some(Obstacle::StakeTooLow { needed, held })
    }

    /// Storage items that tell whether a hotkey with so many parents has the stake: the threshold,
    /// the owner's hotkey, the weight of TAO, children and parents; of itself and of each parent
    /// the stake on the subnet and on root.
    pub(crate) fn stake_reads(parents: u64) -> u64 {
        parents.saturating_mul(2).saturating_add(7)
    }

    /// Whether this is the owner's hotkey, and has a uid.
    fn is_owner_neuron(netuid: NetUid, hotkey: &T::AccountId) -> bool {
        SubnetOwnerHotkey::<T>::try_get(netuid).is_ok_and(|owner| owner == *hotkey)
            && Self::uid_of(netuid, hotkey).is_some()
    }

    /// Errors: `NotEnoughStakeToSetWeights`.
    pub(crate) fn ensure_enough_stake_to_set_weights(
        netuid: NetUid,
        hotkey: &T::AccountId,
    ) -> Result<(), DispatchError> {
        ensure!(
            Self::stake_obstacle(netuid, hotkey).is_none(),
            Error::<T>::NotEnoughStakeToSetWeights
        );
        Ok(())
    }

    /// Whether a neuron may set weights again on a mechanism.
    pub fn passes_weights_rate_limit(index: NetUidStorageIndex, uid: u16) -> bool {
        Self::weights_wait(index, uid).is_none()
    }

    /// The time until a neuron may set weights again on a mechanism.
    pub(crate) fn weights_wait(index: NetUidStorageIndex, uid: u16) -> Option<Obstacle> {
        let (netuid, _) = index.split();
        Self::wait_since(Self::last_update_of(index, uid), || {
            WeightsSetRateLimit::<T>::get(netuid)
        })
    }

    /// Errors: `NeuronNoValidatorPermit` without a permit. The owner needs none.
    pub(crate) fn ensure_validator_permit(
        netuid: NetUid,
        uid: u16,
        hotkey: &T::AccountId,
    ) -> Result<(), DispatchError> {
        let permitted = || {
            ValidatorPermit::<T>::get(netuid)
                .get(usize::from(uid))
                .copied()
                .unwrap_or_default()
        };
        ensure!(
            permitted() || Self::is_owner_neuron(netuid, hotkey),
            Error::<T>::NeuronNoValidatorPermit
        );
        Ok(())
    }

    /// Every uid once, and all of them neurons: one pass, no storage.
    ///
    /// Errors: `DuplicateUids`, before `UidVecContainInvalidOne`.
    pub(super) fn ensure_uids_valid(uids: &[u16], neurons: u16) -> Result<(), DispatchError> {
        // One bit for each of the 65536 uids there can be.
        let mut seen = vec![0u64; 1024];
        for uid in uids {
            let bit = 1u64 << (uid & 63);
            if let Some(word) = seen.get_mut(usize::from(uid >> 6)) {
                ensure!(*word & bit == 0, Error::<T>::DuplicateUids);
                *word |= bit;
            }
        }
        ensure!(
            uids.iter().all(|uid| *uid < neurons),
            Error::<T>::UidVecContainInvalidOne
        );
        Ok(())
    }
}
