//! Buying and selling alpha, with everything that must move together: the pool, the position, the
//! TAO, the fee of the block author, the lock, the accounts of root stakers, the event.

use frame_support::{ensure, storage::with_storage_layer};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    alpha_assets::AlphaLedger,
    market::{Bought, Market, Sold},
};
use sp_runtime::DispatchError;
use substrate_fixed::types::U64F64;

use crate::pallet::*;

/// How an order is to be executed.
#[derive(Clone, Copy, Debug)]
pub struct Trade {
    /// Worst price accepted, in rao of TAO for one alpha.
    pub limit: TaoBalance,
    /// Whether the order is free of the fee of the market.
    pub drop_fees: bool,
}

impl<T: Config> Pallet<T> {
    /// Any price will do, fees are due.
    pub(crate) fn buy_at_any_price() -> Trade {
        Trade {
            limit: T::Market::max_price(),
            drop_fees: false,
        }
    }

    /// Any price will do, fees are due.
    pub(crate) fn sell_at_any_price() -> Trade {
        Trade {
            limit: T::Market::min_price(),
            drop_fees: false,
        }
    }

    /// The current price of one alpha in TAO.
    pub fn alpha_price(netuid: NetUid) -> U64F64 {
        T::Market::current_alpha_price(netuid)
    }

    /// What an amount of alpha is worth at the current price, without slippage, rounded down.
    pub fn alpha_value(netuid: NetUid, alpha: AlphaBalance) -> TaoBalance {
        U64F64::saturating_from_num(alpha.to_u64())
            .saturating_mul(Self::alpha_price(netuid))
            .saturating_to_num::<u64>()
            .into()
    }

    /// Swaps TAO for alpha and books it. On a stable subnet the exchange is one to one.
    pub(crate) fn swap_tao_for_alpha(
        netuid: NetUid,
        tao: TaoBalance,
        trade: Trade,
    ) -> Result<Bought, DispatchError> {
        let bought = if Self::is_dynamic(netuid) {
            T::Market::swap_tao_for_alpha(netuid, tao, trade.limit, trade.drop_fees, false)?
        } else {
            Bought {
                amount_paid_in: tao,
                amount_paid_out: AlphaBalance(tao.to_u64()),
                ..Default::default()
            }
        };
        Self::record_buy(netuid, &bought);
        Ok(bought)
    }

    /// Swaps alpha for TAO and books it. On a stable subnet the exchange is one to one.
    pub(crate) fn swap_alpha_for_tao(
        netuid: NetUid,
        alpha: AlphaBalance,
        trade: Trade,
    ) -> Result<Sold, DispatchError> {
        let sold = if Self::is_dynamic(netuid) {
            T::Market::swap_alpha_for_tao(netuid, alpha, trade.limit, trade.drop_fees, false)?
        } else {
            Sold {
                amount_paid_in: alpha,
                amount_paid_out: TaoBalance(alpha.to_u64()),
                ..Default::default()
            }
        };
        Self::record_sell(netuid, &sold);
        Ok(sold)
    }

    /// Takes `tao` from a coldkey, buys alpha with it and stakes that to `hotkey`. Returns the
    /// alpha (staking.md 6.2). TAO that the limit left unspent goes back to the coldkey.
    pub(crate) fn stake_into_subnet(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        tao: TaoBalance,
        trade: Trade,
    ) -> Result<AlphaBalance, DispatchError> {
        let paid = Self::tao_to_subnet(netuid, coldkey, tao)?;
        let bought = Self::swap_tao_for_alpha(netuid, paid, trade)?;
        let alpha = bought.amount_paid_out;
        ensure!(!alpha.is_zero(), Error::<T>::AmountTooLow);
        let spent = bought.amount_paid_in.saturating_add(bought.fee_paid);
        let unspent = paid.saturating_sub(spent);
        if !unspent.is_zero() {
            Self::tao_from_subnet(netuid, coldkey, unspent)?;
        }
        Self::increase_one(hotkey, coldkey, netuid, alpha);
        Self::pay_fee_to_author(netuid, bought.fee_to_block_author);
        Self::record_user_inflow(netuid, bought.amount_paid_in);
        Self::roll_lock(coldkey, netuid);
        Self::stamp_stake_operation(coldkey, hotkey);
        if netuid.is_root() {
            Self::root_stake_added(hotkey, coldkey, alpha);
        }
        Self::deposit_event(Event::StakeAdded(
            coldkey.clone(),
            hotkey.clone(),
            spent,
            alpha,
            netuid,
            bought.fee_paid.to_u64(),
        ));
        Ok(alpha)
    }

    /// Takes `alpha` from a position, sells it and pays the TAO to `beneficiary`. Returns the TAO
    /// (staking.md 6.3). Alpha that the limit left unsold goes back to the position.
    pub(crate) fn unstake_from_subnet(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        beneficiary: &T::AccountId,
        netuid: NetUid,
        alpha: AlphaBalance,
        trade: Trade,
    ) -> Result<TaoBalance, DispatchError> {
        Self::decrease_one(hotkey, coldkey, netuid, alpha)?;
        let sold = Self::swap_alpha_for_tao(netuid, alpha, trade)?;
        let unsold = alpha.saturating_sub(sold.amount_paid_in.saturating_add(sold.fee_paid));
        Self::increase_one(hotkey, coldkey, netuid, unsold);
        Self::tao_from_subnet(netuid, beneficiary, sold.amount_paid_out)?;
        let fee_tao = Self::sell_fee_for_author(netuid, sold.fee_to_block_author);
        if netuid.is_root() {
            Self::root_stake_removed(hotkey, coldkey, alpha);
        }
        Self::record_user_outflow(netuid, sold.amount_paid_out.saturating_add(fee_tao));
        Self::roll_lock(coldkey, netuid);
        Self::stamp_stake_operation(coldkey, hotkey);
        Self::deposit_event(Event::StakeRemoved(
            coldkey.clone(),
            hotkey.clone(),
            sold.amount_paid_out,
            sold.amount_paid_in,
            netuid,
            sold.fee_paid.to_u64(),
        ));
        Ok(sold.amount_paid_out)
    }

    /// A fee in TAO leaves the subnet account: to the author, or to the burn account when nobody is
    /// known or the author's account cannot take it. A trade never fails because of this: what
    /// nobody can take, because it is below the existential deposit, the subnet keeps.
    fn pay_fee_to_author(netuid: NetUid, fee: TaoBalance) {
        if fee.is_zero() {
            return;
        }
        let paid = Self::block_author()
            .is_some_and(|author| Self::tao_from_subnet(netuid, &author, fee).is_ok());
        if !paid {
            let _ = Self::tao_from_subnet(netuid, &Self::burn_account(), fee);
        }
    }

    /// A fee in alpha is sold for the author, free of fees. Without an author, or when the author
    /// cannot be paid because the fee is worth less than a rao or the account cannot take it, the
    /// alpha is burned: a trade never fails because of this. Returns the TAO paid.
    fn sell_fee_for_author(netuid: NetUid, fee: AlphaBalance) -> TaoBalance {
        if fee.is_zero() {
            return TaoBalance::ZERO;
        }
        let paid =
            Self::block_author().and_then(|author| Self::sell_alpha_to(&author, netuid, fee).ok());
        paid.unwrap_or_else(|| {
            T::AlphaAssets::burn(netuid, fee);
            TaoBalance::ZERO
        })
    }

    /// Sells alpha that belongs to no position, free of fees, and pays `beneficiary`: both or
    /// nothing. What the pool does not take at the lowest price is burned.
    fn sell_alpha_to(
        beneficiary: &T::AccountId,
        netuid: NetUid,
        alpha: AlphaBalance,
    ) -> Result<TaoBalance, DispatchError> {
        let trade = Trade {
            drop_fees: true,
            ..Self::sell_at_any_price()
        };
        with_storage_layer(|| {
            let sold = Self::swap_alpha_for_tao(netuid, alpha, trade)?;
            Self::tao_from_subnet(netuid, beneficiary, sold.amount_paid_out)?;
            let unsold = alpha.saturating_sub(sold.amount_paid_in);
            if !unsold.is_zero() {
                T::AlphaAssets::burn(netuid, unsold);
            }
            Ok(sold.amount_paid_out)
        })
    }

    /// Notes when this pair last changed its stake.
    pub(crate) fn stamp_stake_operation(coldkey: &T::AccountId, hotkey: &T::AccountId) {
        LastColdkeyHotkeyStakeBlock::<T>::insert(coldkey, hotkey, Self::now());
    }
}
