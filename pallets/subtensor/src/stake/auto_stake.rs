//! To which hotkey the mining rewards of a coldkey are staked (staking.md section 18).
//!
//! This file alone writes `AutoStakeDestination` and its inverse `AutoStakeDestinationColdkeys`;
//! both end with the subnet. Payouts follow the first. The second is for readers, and lists no more
//! coldkeys than [`MOST_LISTED`]: anybody can choose any hotkey of the subnet, and whoever changes
//! his choice has to be searched for.

use frame_support::ensure;
use myelin_types::NetUid;
use sp_runtime::DispatchResult;

use crate::{pallet::*, weight_info::NEURONS};

/// Coldkeys that are listed under the hotkey of their choice, on one subnet: as many as there are
/// neurons that could earn for them.
pub(crate) const MOST_LISTED: usize = NEURONS as usize;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::set_coldkey_auto_stake_hotkey`].
    pub(crate) fn do_set_auto_stake_destination(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
    ) -> DispatchResult {
        Self::ensure_subnet_exists(netuid)?;
        ensure!(
            Self::uid_of(netuid, hotkey).is_some(),
            Error::<T>::HotKeyNotRegisteredInSubNet
        );
        let former = AutoStakeDestination::<T>::get(coldkey, netuid);
        ensure!(
            former.as_ref() != Some(hotkey),
            Error::<T>::SameAutoStakeHotkeyAlreadySet
        );
        if let Some(former) = former {
            Self::forget_auto_staker(&former, netuid, coldkey);
        }
        AutoStakeDestination::<T>::insert(coldkey, netuid, hotkey);
        let listed = AutoStakeDestinationColdkeys::<T>::decode_len(hotkey, netuid);
        if listed.unwrap_or_default() < MOST_LISTED {
            AutoStakeDestinationColdkeys::<T>::append(hotkey, netuid, coldkey);
        }
        Self::deposit_event(Event::AutoStakeDestinationSet {
            coldkey: coldkey.clone(),
            netuid,
            hotkey: hotkey.clone(),
        });
        Ok(())
    }

    /// The hotkey that gets what hotkeys of `coldkey` mine, if the coldkey has chosen one. A hotkey
    /// that has lost its uid still gets it: the stake is the coldkey's wherever it stands. One that
    /// does not exist any more does not, because stake under it could not be taken back.
    pub(crate) fn auto_stake_destination(
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) -> Option<T::AccountId> {
        AutoStakeDestination::<T>::get(coldkey, netuid).filter(Self::hotkey_exists)
    }

    fn forget_auto_staker(hotkey: &T::AccountId, netuid: NetUid, coldkey: &T::AccountId) {
        let mut coldkeys = AutoStakeDestinationColdkeys::<T>::get(hotkey, netuid);
        coldkeys.retain(|other| other != coldkey);
        if coldkeys.is_empty() {
            AutoStakeDestinationColdkeys::<T>::remove(hotkey, netuid);
        } else {
            AutoStakeDestinationColdkeys::<T>::insert(hotkey, netuid, coldkeys);
        }
    }
}
