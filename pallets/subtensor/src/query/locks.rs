//! Locked stake and conviction as of the current block (spec, staking section 16).

use myelin_types::{NetUid, frozen::LockState};
use substrate_fixed::types::U64F64;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// The lock of a coldkey on a subnet.
    pub fn get_coldkey_lock(coldkey: &T::AccountId, netuid: NetUid) -> Option<LockState> {
        Self::lock_of(coldkey, netuid).map(|held| held.rolled())
    }

    /// The conviction behind a hotkey on a subnet.
    pub fn get_hotkey_conviction(hotkey: &T::AccountId, netuid: NetUid) -> U64F64 {
        let owner = SubnetOwnerHotkey::<T>::get(netuid);
        Self::conviction(netuid, hotkey, &owner, Self::conviction_clock())
    }

    /// The hotkey with the largest conviction on a subnet; of equal ones the largest account. Looks
    /// at all of them, one at a time.
    pub fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<T::AccountId> {
        let owner = SubnetOwnerHotkey::<T>::get(netuid);
        let clock = Self::conviction_clock();
        let has_own =
            OwnerLock::<T>::contains_key(netuid) || DecayingOwnerLock::<T>::contains_key(netuid);
        Self::convinced_hotkeys(netuid, None)
            .map(|(hotkey, _)| hotkey)
            .chain(has_own.then(|| owner.clone()))
            .map(|hotkey| (Self::conviction(netuid, &hotkey, &owner, clock), hotkey))
            .max()
            .map(|(_, hotkey)| hotkey)
    }
}
