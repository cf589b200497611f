//! How much of a coldkey's stake may leave the subnet (staking.md 16.4).

use frame_support::ensure;
use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::DispatchResult;

use crate::{hooks::Cost, keys::listed::Listed, pallet::*, weight_info::HELD_POSITIONS};

/// Most positions that are summed beside a lock, but for those under the hotkeys at hand: a coldkey
/// can be made to have a list of any length.
pub(crate) const MOST_POSITIONS: usize = 128;

/// A position that is visited beyond those that the weights of calls cover.
const PER_VISIT: Cost = Cost {
    reads: 3,
    writes: 0,
    ref_time: 3_000_000,
};

impl<T: Config> Pallet<T> {
    /// What a coldkey holds on a subnet beyond what it has locked there.
    pub fn available_alpha(coldkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        let locked = Self::lock_of(coldkey, netuid)
            .map_or(AlphaBalance::ZERO, |held| held.rolled().locked_mass);
        Self::coldkey_stake(coldkey, netuid).saturating_sub(locked)
    }

    /// Whether `amount` of what a coldkey holds on a subnet, under `hotkey`, may leave it. A coldkey
    /// without a lock there pays one read; positions are summed only beside a lock, and only until
    /// they suffice.
    ///
    /// Errors: `StakeUnavailable`.
    pub(crate) fn ensure_unlocked(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
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
        let likely = [hotkey, &held.hotkey];
        ensure!(
            Self::coldkey_stake_up_to(coldkey, netuid, likely, needed) >= needed,
            Error::<T>::StakeUnavailable
        );
        Ok(())
    }

    /// What a coldkey holds on a subnet, with all hotkeys together; for queries, because it takes as
    /// long as the list of hotkeys is.
    pub(crate) fn coldkey_stake(coldkey: &T::AccountId, netuid: NetUid) -> AlphaBalance {
        StakingHotkeys::<T>::get(coldkey)
            .iter()
            .map(|hotkey| Self::stake_of(hotkey, coldkey, netuid))
            .fold(AlphaBalance::ZERO, AlphaBalance::saturating_add)
    }

    /// The same, not counted further once it reaches `enough`: under the `likely` hotkeys, which
    /// mostly suffice, then under the first [`MOST_POSITIONS`] others. Whoever has more can move
    /// stake to the hotkey of the lock.
    pub(super) fn coldkey_stake_up_to(
        coldkey: &T::AccountId,
        netuid: NetUid,
        likely: [&T::AccountId; 2],
        enough: AlphaBalance,
    ) -> AlphaBalance {
        let [first, second] = likely;
        let mut sum = Self::stake_of(first, coldkey, netuid);
        if sum < enough && second != first {
            sum = sum.saturating_add(Self::stake_of(second, coldkey, netuid));
        }
        if sum >= enough {
            return sum;
        }
        let listed = Listed::at(StakingHotkeys::<T>::hashed_key_for(coldkey));
        let first_ones = listed.get(0..MOST_POSITIONS.saturating_add(likely.len()));
        let others = first_ones.iter().filter(|hotkey| !likely.contains(hotkey));
        let mut visited = likely.len() as u64;
        for hotkey in others.take(MOST_POSITIONS) {
            if sum >= enough {
                break;
            }
            sum = sum.saturating_add(Self::stake_of(hotkey, coldkey, netuid));
            visited = visited.saturating_add(1);
        }
        PER_VISIT.register::<T>(visited.saturating_sub(HELD_POSITIONS));
        sum
    }
}
