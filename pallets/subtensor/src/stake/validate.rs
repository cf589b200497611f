//! The checks before a stake operation (staking.md section 7). Within a function the order of the
//! checks is the order in which a user sees the errors.

use frame_support::ensure;
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use sp_runtime::{DispatchError, DispatchResult};

use super::MIN_STAKE;
use crate::pallet::*;

/// How far an order may be filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill<Amount> {
    /// The most that the limit price allows.
    pub max: Amount,
    /// Whether a part of the order is better than nothing.
    pub allow_partial: bool,
}

/// A move of stake from one (coldkey, hotkey, subnet) to another.
pub(super) struct Transition<'a, AccountId> {
    pub origin_coldkey: &'a AccountId,
    pub destination_coldkey: &'a AccountId,
    pub origin_hotkey: &'a AccountId,
    pub destination_hotkey: &'a AccountId,
    pub origin_netuid: NetUid,
    pub destination_netuid: NetUid,
}

/// An order may not be larger than this many times the reserve it is paid into.
const MAX_ORDER_PER_RESERVE: u64 = 1000;

impl<T: Config> Pallet<T> {
    /// Errors: `SubtokenDisabled` before `start_call`.
    pub(super) fn ensure_subtoken_enabled(netuid: NetUid) -> DispatchResult {
        ensure!(
            SubtokenEnabled::<T>::get(netuid),
            Error::<T>::SubtokenDisabled
        );
        Ok(())
    }

    /// Refuses a purchase far beyond the pool.
    ///
    /// Errors: `InsufficientLiquidity`.
    pub(super) fn ensure_buy_within_reserve(netuid: NetUid, tao: TaoBalance) -> DispatchResult {
        if Self::has_pool(netuid) {
            let cap = SubnetTAO::<T>::get(netuid)
                .to_u64()
                .saturating_mul(MAX_ORDER_PER_RESERVE);
            ensure!(tao.to_u64() <= cap, Error::<T>::InsufficientLiquidity);
        }
        Ok(())
    }

    /// Refuses a sale far beyond the pool.
    ///
    /// Errors: `InsufficientLiquidity`.
    pub(super) fn ensure_sell_within_reserve(
        netuid: NetUid,
        alpha: AlphaBalance,
    ) -> DispatchResult {
        if Self::has_pool(netuid) {
            let cap = SubnetAlphaIn::<T>::get(netuid)
                .to_u64()
                .saturating_mul(MAX_ORDER_PER_RESERVE);
            ensure!(alpha.to_u64() <= cap, Error::<T>::InsufficientLiquidity);
        }
        Ok(())
    }

    fn has_pool(netuid: NetUid) -> bool {
        !netuid.is_root() && Self::is_dynamic(netuid)
    }

    /// Checks a purchase. Returns the amount to spend, which a partial order may lower.
    pub(super) fn validate_add(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        fill: Fill<TaoBalance>,
    ) -> Result<TaoBalance, DispatchError> {
        Self::ensure_market_exists(netuid)?;
        Self::ensure_subtoken_enabled(netuid)?;
        let min_fee = T::Market::sim_swap_tao_for_alpha(netuid, MIN_STAKE).map_or_else(
            |_| T::Market::approx_fee_amount(netuid, MIN_STAKE.to_u64()),
            |bought| bought.fee_paid.to_u64(),
        );
        let minimum = MIN_STAKE.saturating_add(min_fee.into());
        ensure!(amount >= minimum, Error::<T>::AmountTooLow);
        ensure!(
            fill.allow_partial || amount <= fill.max,
            Error::<T>::SlippageTooHigh
        );
        let amount = amount.min(fill.max);
        ensure!(
            amount <= Self::free_balance(coldkey),
            Error::<T>::NotEnoughBalanceToStake
        );
        Self::ensure_hotkey_exists(hotkey)?;
        let bought = T::Market::sim_swap_tao_for_alpha(netuid, amount)
            .map_err(|_| Error::<T>::InsufficientLiquidity)?;
        ensure!(bought.amount_paid_in >= MIN_STAKE, Error::<T>::AmountTooLow);
        ensure!(
            !bought.amount_paid_out.is_zero(),
            Error::<T>::InsufficientLiquidity
        );
        Ok(amount)
    }

    /// Checks a sale out of a position that is worth `stake`.
    pub(super) fn validate_remove(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        stake: AlphaBalance,
        alpha: AlphaBalance,
        fill: Fill<AlphaBalance>,
    ) -> DispatchResult {
        Self::ensure_market_exists(netuid)?;
        ensure!(!alpha.is_zero(), Error::<T>::AmountTooLow);
        ensure!(stake >= alpha, Error::<T>::NotEnoughStakeToWithdraw);
        let sold = T::Market::sim_swap_alpha_for_tao(netuid, alpha)
            .map_err(|_| Error::<T>::InsufficientLiquidity)?;
        ensure!(
            stake == alpha || sold.amount_paid_out >= MIN_STAKE,
            Error::<T>::AmountTooLow
        );
        ensure!(
            fill.allow_partial || alpha <= fill.max,
            Error::<T>::SlippageTooHigh
        );
        Self::ensure_hotkey_exists(hotkey)?;
        Self::ensure_unlocked(coldkey, netuid, hotkey, alpha)
    }

    /// Checks a move, a transfer or a swap of stake. `fill` is given when the user set a limit.
    pub(super) fn validate_transition(
        transition: &Transition<'_, T::AccountId>,
        alpha: AlphaBalance,
        fill: Option<Fill<AlphaBalance>>,
        check_toggle: bool,
    ) -> DispatchResult {
        let origin = transition.origin_netuid;
        let destination = transition.destination_netuid;
        ensure!(
            transition.origin_coldkey != transition.destination_coldkey
                || transition.origin_hotkey != transition.destination_hotkey
                || origin != destination,
            Error::<T>::SameNetuid
        );
        Self::ensure_market_exists(origin)?;
        Self::ensure_market_exists(destination)?;
        Self::ensure_subtoken_enabled(origin)?;
        Self::ensure_subtoken_enabled(destination)?;
        Self::ensure_hotkey_exists(transition.origin_hotkey)?;
        Self::ensure_hotkey_exists(transition.destination_hotkey)?;
        if origin != destination {
            let sold = T::Market::sim_swap_alpha_for_tao(origin, alpha)
                .map_err(|_| Error::<T>::InsufficientLiquidity)?;
            ensure!(sold.amount_paid_out > MIN_STAKE, Error::<T>::AmountTooLow);
            if let Some(fill) = fill {
                ensure!(
                    fill.allow_partial || alpha <= fill.max,
                    Error::<T>::SlippageTooHigh
                );
            }
        }
        if check_toggle {
            ensure!(
                TransferToggle::<T>::get(origin) && TransferToggle::<T>::get(destination),
                Error::<T>::TransferDisallowed
            );
        }
        if origin != destination {
            Self::ensure_unlocked(
                transition.origin_coldkey,
                origin,
                transition.origin_hotkey,
                alpha,
            )?;
        }
        Ok(())
    }
}
