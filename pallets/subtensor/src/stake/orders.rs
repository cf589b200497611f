//! What limit orders may do with stake and TAO (staking.md section 21): each step whole or not at
//! all.

use frame_support::{defensive_assert, ensure, storage::with_storage_layer};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    market::Market,
    orders::{OrderSwapInterface, Position},
};
use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::U64F64;

use super::{MIN_STAKE, Trade, validate::Fill};
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Errors: `SubnetNotExists`, `SubtokenDisabled`.
    fn ensure_tradable(netuid: NetUid) -> DispatchResult {
        defensive_assert!(!netuid.is_root(), "limit orders refuse the root network");
        Self::ensure_subnet_exists(netuid)?;
        Self::ensure_subtoken_enabled(netuid)
    }

    fn buy_for_order(
        position: Position<'_, T::AccountId>,
        netuid: NetUid,
        tao: TaoBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<(TaoBalance, AlphaBalance), DispatchError> {
        let Position { coldkey, hotkey } = position;
        Self::ensure_tradable(netuid)?;
        if validate {
            Self::ensure_hotkey_exists(hotkey)?;
            ensure!(tao >= MIN_STAKE, Error::<T>::AmountTooLow);
            ensure!(
                tao <= Self::free_balance(coldkey),
                Error::<T>::NotEnoughBalanceToStake
            );
        }
        let trade = Trade {
            limit,
            drop_fees: false,
        };
        if Self::is_dynamic(netuid) {
            let bought =
                T::Market::swap_tao_for_alpha(netuid, tao, trade.limit, trade.drop_fees, true)?;
            let taken = bought.amount_paid_in.saturating_add(bought.fee_paid);
            ensure!(taken == tao, Error::<T>::SlippageTooHigh);
        }
        let spent = tao.min(Self::keep_alive_balance(coldkey));
        let alpha = Self::stake_into_subnet(hotkey, coldkey, netuid, tao, trade)?;
        Ok((spent, alpha))
    }

    fn sell_for_order(
        position: Position<'_, T::AccountId>,
        netuid: NetUid,
        alpha: AlphaBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<TaoBalance, DispatchError> {
        let Position { coldkey, hotkey } = position;
        Self::ensure_tradable(netuid)?;
        if validate {
            // The whole order has to fit the limit, which is looked at below.
            let fill = Fill {
                max: alpha,
                allow_partial: false,
            };
            let stake = Self::stake_of(hotkey, coldkey, netuid);
            Self::validate_remove(coldkey, hotkey, netuid, stake, alpha, fill)?;
        }
        let trade = Trade {
            limit,
            drop_fees: false,
        };
        if Self::is_dynamic(netuid) {
            let sold =
                T::Market::swap_alpha_for_tao(netuid, alpha, trade.limit, trade.drop_fees, true)?;
            let taken = sold.amount_paid_in.saturating_add(sold.fee_paid);
            ensure!(taken == alpha, Error::<T>::SlippageTooHigh);
        }
        Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, alpha, trade)
    }

    fn hand_over_for_order(
        from: Position<'_, T::AccountId>,
        to: Position<'_, T::AccountId>,
        netuid: NetUid,
        alpha: AlphaBalance,
        validate_sender: bool,
        validate_receiver: bool,
    ) -> DispatchResult {
        Self::ensure_tradable(netuid)?;
        if validate_sender {
            Self::ensure_hotkey_exists(from.hotkey)?;
            ensure!(
                !alpha.is_zero() && Self::alpha_value(netuid, alpha) >= MIN_STAKE,
                Error::<T>::AmountTooLow
            );
            Self::ensure_unlocked(from.coldkey, netuid, from.hotkey, alpha)?;
        }
        if validate_receiver {
            Self::ensure_hotkey_exists(to.hotkey)?;
        }
        Self::decrease_one(from.hotkey, from.coldkey, netuid, alpha)?;
        Self::increase_one(to.hotkey, to.coldkey, netuid, alpha);
        Self::stamp_stake_operation(to.coldkey, to.hotkey);
        Ok(())
    }
}

impl<T: Config> OrderSwapInterface<T::AccountId> for Pallet<T> {
    fn buy_alpha(
        position: Position<'_, T::AccountId>,
        netuid: NetUid,
        tao: TaoBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<(TaoBalance, AlphaBalance), DispatchError> {
        with_storage_layer(|| Self::buy_for_order(position, netuid, tao, limit, validate))
    }

    fn sell_alpha(
        position: Position<'_, T::AccountId>,
        netuid: NetUid,
        alpha: AlphaBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<TaoBalance, DispatchError> {
        with_storage_layer(|| Self::sell_for_order(position, netuid, alpha, limit, validate))
    }

    fn transfer_staked_alpha(
        from: Position<'_, T::AccountId>,
        to: Position<'_, T::AccountId>,
        netuid: NetUid,
        alpha: AlphaBalance,
        validate_sender: bool,
        validate_receiver: bool,
    ) -> DispatchResult {
        with_storage_layer(|| {
            Self::hand_over_for_order(from, to, netuid, alpha, validate_sender, validate_receiver)
        })
    }

    fn transfer_tao(from: &T::AccountId, to: &T::AccountId, tao: TaoBalance) -> DispatchResult {
        with_storage_layer(|| Self::transfer_tao(from, to, tao))
    }

    fn staked_alpha(position: Position<'_, T::AccountId>, netuid: NetUid) -> AlphaBalance {
        Self::stake_of(position.hotkey, position.coldkey, netuid)
    }

    fn ensure_may_act(who: &T::AccountId) -> DispatchResult {
        Self::ensure_no_coldkey_swap(who)
    }

    fn current_alpha_price(netuid: NetUid) -> U64F64 {
        Self::alpha_price(netuid)
    }

    fn register_pallet_hotkey(coldkey: &T::AccountId, hotkey: &T::AccountId) -> DispatchResult {
        with_storage_layer(|| Self::pair_if_unowned(coldkey, hotkey))
    }

    fn pallet_hotkey_registered(coldkey: &T::AccountId, hotkey: &T::AccountId) -> bool {
        Self::owns(coldkey, hotkey)
    }
}
