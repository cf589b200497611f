//! Voting power: a slow moving average of a validator's stake (staking.md section 17).
//!
//! This file alone writes `VotingPower`, `VotingPowerTrackingEnabled`, `VotingPowerDisableAtBlock`
//! and `VotingPowerEmaAlpha`. The owner of a subnet switches the tracking on; it goes on for two
//! weeks after it was switched off, so that whoever votes sees it coming.

use alloc::collections::BTreeMap;

use frame_support::ensure;
use myelin_math::SafeFixed;
use myelin_types::NetUid;
use myelin_yuma::voting::{ALPHA_ONE, Change, update};
use sp_runtime::DispatchResult;

use super::load::SubnetInput;
use crate::pallet::*;

/// Blocks for which tracking goes on after it was switched off: two weeks of twelve seconds each.
const DISABLE_GRACE_BLOCKS: u64 = 100_800;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::enable_voting_power_tracking`].
    ///
    /// Errors: `SubnetNotExists`.
    pub(crate) fn do_enable_voting_power_tracking(netuid: NetUid) -> DispatchResult {
        Self::ensure_subnet_exists(netuid)?;
        VotingPowerTrackingEnabled::<T>::insert(netuid, true);
        VotingPowerDisableAtBlock::<T>::remove(netuid);
        Self::deposit_event(Event::VotingPowerTrackingEnabled { netuid });
        Ok(())
    }

    /// See [`Pallet::disable_voting_power_tracking`].
    pub(crate) fn do_disable_voting_power_tracking(netuid: NetUid) -> DispatchResult {
        ensure!(
            VotingPowerTrackingEnabled::<T>::get(netuid),
            Error::<T>::VotingPowerTrackingNotEnabled
        );
        let disable_at_block = Self::now().saturating_add(DISABLE_GRACE_BLOCKS);
        VotingPowerDisableAtBlock::<T>::insert(netuid, disable_at_block);
        Self::deposit_event(Event::VotingPowerTrackingDisableScheduled {
            netuid,
            disable_at_block,
        });
        Ok(())
    }

    /// See [`Pallet::sudo_set_voting_power_ema_alpha`].
    ///
    /// Errors: `SubnetNotExists`, `InvalidVotingPowerEmaAlpha`.
    pub(crate) fn do_set_voting_power_ema_alpha(netuid: NetUid, alpha: u64) -> DispatchResult {
        Self::ensure_subnet_exists(netuid)?;
        ensure!(alpha <= ALPHA_ONE, Error::<T>::InvalidVotingPowerEmaAlpha);
        VotingPowerEmaAlpha::<T>::insert(netuid, alpha);
        Self::deposit_event(Event::VotingPowerEmaAlphaSet { netuid, alpha });
        Ok(())
    }

    /// The step of an epoch: validators move towards their stake, everybody else has none. One key
    /// is read where nothing is tracked.
    pub(super) fn update_voting_power(
        netuid: NetUid,
        subnet: &SubnetInput<T::AccountId>,
        permits: &[bool],
    ) {
        if !VotingPowerTrackingEnabled::<T>::get(netuid) {
            return;
        }
        let end = VotingPowerDisableAtBlock::<T>::get(netuid);
        if end > 0 && subnet.params.block >= end {
            Self::end_voting_power(netuid);
            return;
        }
        let alpha = VotingPowerEmaAlpha::<T>::get(netuid);
        let mut former: BTreeMap<T::AccountId, u64> =
            VotingPower::<T>::iter_prefix(netuid).collect();
        for ((hotkey, stake), permit) in subnet.hotkeys.iter().zip(&subnet.stake).zip(permits) {
            let entry = former.remove(hotkey);
            let previous = entry.unwrap_or_default();
            let stake = stake.floor_u64();
            match update(*permit, alpha, stake, previous, subnet.params.min_stake) {
                Change::Store(power) if power != previous => {
                    VotingPower::<T>::insert(netuid, hotkey, power);
                }
                Change::Remove if entry.is_some() => VotingPower::<T>::remove(netuid, hotkey),
                _ => {}
            }
        }
        // Those who are no neurons any more.
        for hotkey in former.into_keys() {
            VotingPower::<T>::remove(netuid, hotkey);
        }
    }

    fn end_voting_power(netuid: NetUid) {
        let _ = VotingPower::<T>::clear_prefix(netuid, u32::MAX, None);
        VotingPowerTrackingEnabled::<T>::remove(netuid);
        VotingPowerDisableAtBlock::<T>::remove(netuid);
        Self::deposit_event(Event::VotingPowerTrackingDisabled { netuid });
    }
}
