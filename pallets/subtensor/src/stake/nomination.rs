//! The smallest stake that a nominator, unlike the owner of a hotkey, may keep.

use frame_support::storage::{TransactionOutcome, with_transaction};
use myelin_math::SafeFixed;
use myelin_types::{NetUid, TaoBalance};
use sp_runtime::DispatchError;
use substrate_fixed::types::U64F64;

use super::MIN_STAKE;
use crate::pallet::*;

/// `NominatorMinRequiredStake` counts millionths of the minimum stake.
const PARTS: u64 = 1_000_000;

impl<T: Config> Pallet<T> {
    /// The smallest nomination, in rao of TAO.
    pub fn nominator_required_stake() -> TaoBalance {
        let factor = NominatorMinRequiredStake::<T>::get();
        MIN_STAKE
            .to_u64()
            .saturating_mul(factor)
            .checked_div(PARTS)
            .unwrap_or_default()
            .into()
    }

    /// Sells what is left of a nomination when it has fallen below the minimum; if it cannot be
    /// sold it is given up. What was locked of it is locked no more.
    pub(crate) fn clear_small_nomination(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) {
        let required = Self::nominator_required_stake();
        if required.is_zero() || Self::owns(coldkey, hotkey) {
            return;
        }
        let stake = Self::stake_of(hotkey, coldkey, netuid);
        let minimum = U64F64::saturating_from_num(required.to_u64())
            .safe_div(Self::alpha_price(netuid))
            .saturating_to_num::<u64>();
        if stake.is_zero() || stake.to_u64() >= minimum {
            return;
        }
        let sold = with_transaction(|| {
            let trade = Self::sell_at_any_price();
            match Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, stake, trade) {
                Ok(_) => TransactionOutcome::Commit(Ok::<_, DispatchError>(())),
                Err(error) => TransactionOutcome::Rollback(Err(error)),
            }
        });
        if sold.is_err() {
            let given_up = Self::decrease_one(hotkey, coldkey, netuid, stake);
            debug_assert!(given_up.is_ok(), "the whole position is always there");
        }
        Self::force_reduce_lock(coldkey, netuid, stake);
    }
}
