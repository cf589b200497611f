//! The list of coldkeys that stake on root, from which blocks draw those they claim for.
//!
//! This file alone writes `StakingColdkeys` (the place of a coldkey), its inverse
//! `StakingColdkeysByIndex` and the length `NumStakingColdkeys`. The list has no holes: who leaves
//! is replaced by the last one.

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Puts a coldkey at the end of the list unless it is in it.
    pub(crate) fn index_root_staker(coldkey: &T::AccountId) {
        if StakingColdkeys::<T>::contains_key(coldkey) {
            return;
        }
        let next = NumStakingColdkeys::<T>::get();
        StakingColdkeys::<T>::insert(coldkey, next);
        StakingColdkeysByIndex::<T>::insert(next, coldkey);
        NumStakingColdkeys::<T>::put(next.saturating_add(1));
    }

    /// Takes a coldkey off the list if it has no stake on root under any hotkey.
    pub(crate) fn unindex_former_root_staker(coldkey: &T::AccountId) {
        if !Self::has_root_stake(coldkey) {
            Self::unindex_root_staker(coldkey);
        }
    }

    fn unindex_root_staker(coldkey: &T::AccountId) {
        let Some(index) = StakingColdkeys::<T>::take(coldkey) else {
            return;
        };
        let last = NumStakingColdkeys::<T>::get().saturating_sub(1);
        if let Some(moved) = StakingColdkeysByIndex::<T>::take(last)
            && index != last
        {
            StakingColdkeys::<T>::insert(&moved, index);
            StakingColdkeysByIndex::<T>::insert(index, moved);
        }
        NumStakingColdkeys::<T>::put(last);
    }
}
