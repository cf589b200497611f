//! Orders of one subnet set off against each other, and only the rest traded with the pool.
//!
//! ```text
//!  check     every order, before anything moves
//!  collect   TAO of the buyers, then alpha of the sellers, to the account of the pallet
//!  trade     what is left when both are set off against each other
//!  pay       alpha to the buyers, TAO to the sellers, fees to their recipients
//! ```
//!
//! The arithmetic is that of [`myelin_amm::netting`].

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use frame_support::{ensure, traits::Get};
use myelin_amm::{
    Side,
    netting::{Netting, Pots},
};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    orders::{OrderSwapInterface, Position},
};
use sp_core::H256;
use sp_runtime::{AccountId32, DispatchError, DispatchResult};
use substrate_fixed::types::U64F64;

use crate::{
    pallet::*,
    types::*,
    validity::{Fill, Relay},
};

/// A checked order of a batch.
struct Entry<'a> {
    order: &'a Order<AccountId32>,
    id: H256,
    fill: Fill,
    /// The fee that a buyer pays out of the input; that of a seller is known after the trade.
    buyer_fee: u64,
}

impl Entry<'_> {
    fn side(&self) -> OrderSide {
        self.order.order_type.side()
    }

    /// What is traded: TAO without the fee, or alpha.
    fn net(&self) -> u64 {
        self.fill.input.saturating_sub(self.buyer_fee)
    }

    fn position(&self) -> Position<'_, AccountId32> {
        Position {
            coldkey: &self.order.signer,
            hotkey: &self.order.hotkey,
        }
    }
}

/// The orders of one side.
fn of_side<'e, 'a>(
    entries: &'e [Entry<'a>],
    side: OrderSide,
) -> impl Iterator<Item = &'e Entry<'a>> {
    entries.iter().filter(move |entry| entry.side() == side)
}

/// The account and the hotkey of the pallet, on one subnet.
struct Desk {
    coldkey: AccountId32,
    hotkey: AccountId32,
    netuid: NetUid,
}

impl Desk {
    fn position(&self) -> Position<'_, AccountId32> {
        Position {
            coldkey: &self.coldkey,
            hotkey: &self.hotkey,
        }
    }

    /// So much alpha, or what is held if that is less. The position is a share of a pool that
    /// others may stake to, and its value is rounded down: it may be worth less than what was paid
    /// into it.
    fn at_most<T: Config>(&self, alpha: u64) -> AlphaBalance {
        AlphaBalance(alpha).min(T::Swap::staked_alpha(self.position(), self.netuid))
    }
}

/// Fees by recipient.
type Fees = BTreeMap<AccountId32, u64>;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::execute_batched_orders`].
    pub(crate) fn do_execute_batched_orders(
        relayer: &AccountId32,
        netuid: NetUid,
        orders: &[SignedOrder<AccountId32>],
    ) -> DispatchResult {
        Self::ensure_enabled()?;
        ensure!(!netuid.is_root(), Error::<T>::RootNetUidNotAllowed);
        if orders.is_empty() {
            return Ok(());
        }
        let price = T::Swap::current_alpha_price(netuid);
        let entries = Self::check_batch(relayer, netuid, orders, price)?;
        let netting = Netting::new(
            Self::sum_of(&entries, OrderSide::Buy)?,
            Self::sum_of(&entries, OrderSide::Sell)?,
            price,
        )
        .ok_or(Error::<T>::ArithmeticOverflow)?;
        let desk = Desk {
            coldkey: Self::account(),
            hotkey: T::PalletHotkey::get(),
            netuid,
        };
        Self::collect(&entries, &desk)?;
        let (paid, out) = Self::trade_rest(&entries, &netting, &desk)?;
        let pots = netting.settle(out).ok_or(Error::<T>::ArithmeticOverflow)?;
        let mut fees = Fees::new();
        Self::pay_buyers(&entries, &pots, &desk, &mut fees)?;
        Self::pay_sellers(&entries, &pots, &desk, &mut fees)?;
        for (recipient, fee) in &fees {
            T::Swap::transfer_tao(&desk.coldkey, recipient, TaoBalance(*fee))?;
        }
        Self::deposit_event(Event::GroupExecutionSummary {
            netuid,
            net_side: match netting.side {
                Side::Buy => OrderSide::Buy,
                Side::Sell => OrderSide::Sell,
            },
            net_amount: paid,
            actual_out: out,
            executed_count: entries.len() as u32,
        });
        Ok(())
    }

    /// Checks all orders, each in turn.
    fn check_batch<'a>(
        relayer: &AccountId32,
        netuid: NetUid,
        orders: &'a [SignedOrder<AccountId32>],
        price: U64F64,
    ) -> Result<Vec<Entry<'a>>, DispatchError> {
        let relay = Relay::new::<T>(relayer);
        let mut seen = BTreeSet::new();
        let mut entries = Vec::with_capacity(orders.len());
        for signed in orders {
            let identified = signed.order.identified();
            let order = signed.order.order();
            ensure!(
                seen.insert(identified.id),
                Error::<T>::DuplicateOrderInBatch
            );
            ensure!(order.netuid == netuid, Error::<T>::OrderNetUidMismatch);
            let fill = Self::check_order(signed, &identified, &relay, || price)?;
            T::Swap::ensure_may_act(&order.signer)?;
            entries.push(Entry {
                order,
                id: identified.id,
                fill,
                buyer_fee: match order.order_type.side() {
                    OrderSide::Buy => order.fee_rate.mul_floor(fill.input),
                    OrderSide::Sell => 0,
                },
            });
        }
        Ok(entries)
    }

    /// What the orders of one side trade together.
    fn sum_of(entries: &[Entry], side: OrderSide) -> Result<u64, Error<T>> {
        of_side(entries, side)
            .try_fold(0u64, |sum, entry| sum.checked_add(entry.net()))
            .ok_or(Error::<T>::ArithmeticOverflow)
    }

    /// Takes what the orders pay, fees included.
    fn collect(entries: &[Entry], desk: &Desk) -> DispatchResult {
        for buyer in of_side(entries, OrderSide::Buy) {
            let tao = TaoBalance(buyer.fill.input);
            T::Swap::transfer_tao(&buyer.order.signer, &desk.coldkey, tao)?;
        }
        for seller in of_side(entries, OrderSide::Sell) {
            T::Swap::transfer_staked_alpha(
                seller.position(),
                desk.position(),
                desk.netuid,
                AlphaBalance(seller.fill.input),
                true,
                false,
            )?;
        }
        Ok(())
    }

    /// Trades the rest with the pool, at no worse a price than any order of its side accepts.
    /// Returns what the pool took and what it gave.
    fn trade_rest(
        entries: &[Entry],
        netting: &Netting,
        desk: &Desk,
    ) -> Result<(u64, u64), DispatchError> {
        if netting.rest == 0 {
            return Ok((0, 0));
        }
        let limits = |side| of_side(entries, side).map(|entry| entry.order.pool_limit());
        let (position, netuid) = (desk.position(), desk.netuid);
        let (paid, out) = match netting.side {
            Side::Buy => {
                let limit = limits(OrderSide::Buy).min().unwrap_or(TaoBalance::MAX);
                let tao = TaoBalance(netting.rest);
                let (spent, alpha) = T::Swap::buy_alpha(position, netuid, tao, limit, false)?;
                (spent.to_u64(), alpha.to_u64())
            }
            Side::Sell => {
                let limit = limits(OrderSide::Sell).max().unwrap_or(TaoBalance::ZERO);
                let alpha = desk.at_most::<T>(netting.rest);
                let tao = T::Swap::sell_alpha(position, netuid, alpha, limit, false)?;
                (alpha.to_u64(), tao.to_u64())
            }
        };
        ensure!(out > 0, Error::<T>::SwapReturnedZero);
        Ok((paid, out))
    }

    /// Pays each buyer in alpha.
    fn pay_buyers(entries: &[Entry], pots: &Pots, desk: &Desk, fees: &mut Fees) -> DispatchResult {
        for buyer in of_side(entries, OrderSide::Buy) {
            let alpha = desk.at_most::<T>(pots.for_buyer(buyer.net()));
            ensure!(!alpha.is_zero(), Error::<T>::ZeroShareInBatch);
            T::Swap::transfer_staked_alpha(
                desk.position(),
                buyer.position(),
                desk.netuid,
                alpha,
                false,
                true,
            )?;
            Self::add_fee(fees, buyer.order, buyer.buyer_fee)?;
            let Fill { input, status } = buyer.fill;
            Self::record_execution(buyer.order, buyer.id, status, input, alpha.to_u64());
        }
        Ok(())
    }

    /// Pays each seller in TAO, less the fee.
    fn pay_sellers(entries: &[Entry], pots: &Pots, desk: &Desk, fees: &mut Fees) -> DispatchResult {
        for seller in of_side(entries, OrderSide::Sell) {
            let share = pots.for_seller(seller.net());
            let fee = seller.order.fee_rate.mul_floor(share);
            let tao = share.saturating_sub(fee);
            ensure!(tao > 0, Error::<T>::ZeroShareInBatch);
            T::Swap::transfer_tao(&desk.coldkey, &seller.order.signer, TaoBalance(tao))?;
            Self::add_fee(fees, seller.order, fee)?;
            let Fill { input, status } = seller.fill;
            Self::record_execution(seller.order, seller.id, status, input, tao);
        }
        Ok(())
    }

    fn add_fee(fees: &mut Fees, order: &Order<AccountId32>, fee: u64) -> Result<(), Error<T>> {
        if fee == 0 {
            return Ok(());
        }
        let sum = fees.entry(order.fee_recipient.clone()).or_default();
        *sum = sum.checked_add(fee).ok_or(Error::<T>::ArithmeticOverflow)?;
        Ok(())
    }
}
