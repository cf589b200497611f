//! Leaving a hotkey altogether.

use frame_support::ensure;
use myelin_types::{NetUid, TaoBalance};
use sp_runtime::{DispatchError, DispatchResult};

use super::validate::Fill;
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::unstake_all`].
    pub(crate) fn do_unstake_all(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
        Self::ensure_hotkey_exists(hotkey)?;
        Self::unstake_everywhere(coldkey, hotkey, true)?;
        Ok(())
    }

    /// See [`Pallet::unstake_all_alpha`].
    pub(crate) fn do_unstake_all_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> DispatchResult {
        Self::ensure_hotkey_exists(hotkey)?;
        let total = Self::unstake_everywhere(coldkey, hotkey, false)?;
        ensure!(!total.is_zero(), Error::<T>::AmountTooLow);
        let trade = Self::buy_at_any_price();
        Self::stake_into_subnet(hotkey, coldkey, NetUid::ROOT, total, trade)?;
        Ok(())
    }

    /// Sells every position of the pair that may be sold now. Returns the TAO paid out.
    fn unstake_everywhere(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        with_root: bool,
    ) -> Result<TaoBalance, DispatchError> {
        let mut total = TaoBalance::ZERO;
        for netuid in Self::all_netuids() {
            if (netuid.is_root() && !with_root) || !SubtokenEnabled::<T>::get(netuid) {
                continue;
            }
            let amount = Self::stake_of(hotkey, coldkey, netuid);
            let fill = Fill {
                max: amount,
                allow_partial: false,
            };
            if Self::validate_remove(coldkey, hotkey, netuid, amount, amount, fill).is_err() {
                continue;
            }
            let trade = Self::sell_at_any_price();
            let tao = Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, amount, trade)?;
            total = total.saturating_add(tao);
            Self::clear_small_nomination(hotkey, coldkey, netuid);
        }
        Ok(total)
    }
}
