//! How much of a coldkey's stake may leave the subnet (staking.md 16.4).

use frame_support::ensure;
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::DispatchResult;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// What a coldkey holds on a subnet beyond what it has locked there.
    pub fn available_alpha(coldkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        let locked = Self::lock_of(coldkey, netuid)
            .map_or(AlphaBalance::ZERO, |held| held.rolled().locked_mass);
        Self::coldkey_stake(coldkey, netuid).saturating_sub(locked)
    }

    /// Whether `amount` of what a coldkey holds on a subnet may leave it. A coldkey without a lock
    /// there pays one read; positions are summed only beside a lock, and only until they suffice.
    ///
    /// Errors: `StakeUnavailable`.
    pub(crate) fn ensure_unlocked(
        coldkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) -> DispatchResult {
        let Some(held) = Self::lock_of(coldkey, netuid) else {
            return Ok(());
        };
        let locked = held.rolled().locked_mass;
        if locked.is_zero() || amount.is_zero() {
            return Ok(());
        }
        let needed = locked
            .checked_add(amount)
            .ok_or(Error::<T>::StakeUnavailable)?;
        ensure!(
            Self::coldkey_stake_up_to(coldkey, netuid, needed) >= needed,
            Error::<T>::StakeUnavailable
        );
        Ok(())
    }

    /// What a coldkey holds on a subnet, with all hotkeys together.
    pub(crate) fn coldkey_stake(coldkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        Self::coldkey_stake_up_to(coldkey, netuid, AlphaBalance::MAX)
    }

    /// The same, not counted further once it reaches `enough`.
    pub(super) fn coldkey_stake_up_to(
        coldkey: &T::AccountId,
        netuid: NetUid,
        enough: AlphaBalance,
    ) -> AlphaBalance {
        let mut sum = AlphaBalance::ZERO;
        for hotkey in StakingHotkeys::<T>::get(coldkey) {
            if sum >= enough {
                break;
            }
            sum = sum.saturating_add(Self::stake_of(&hotkey, coldkey, netuid));
        }
        sum
    }
}
