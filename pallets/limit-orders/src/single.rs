//! Orders one by one, each with a trade of its own.

use frame_support::storage::with_storage_layer;
use myelin_types::{
    AlphaBalance, TaoBalance,
    orders::{OrderSwapInterface, Position},
};
use sp_core::H256;
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

use crate::{pallet::*, types::*, validity::Relay};

impl<T: Config> Pallet<T> {
    /// See [`Pallet::execute_orders`].
    pub(crate) fn do_execute_orders(
        relayer: &AccountId32,
        orders: &[SignedOrder<AccountId32>],
        should_fail: bool,
    ) -> DispatchResult {
        Self::ensure_enabled()?;
        let relay = Relay::new::<T>(relayer);
        for signed in orders {
            let identified = signed.order.identified();
            let done = with_storage_layer(|| Self::execute_order(signed, &identified, &relay));
            match done {
                Ok(()) => {}
                Err(reason) if should_fail => return Err(reason),
                Err(reason) => Self::deposit_event(Event::OrderSkipped {
                    order_id: identified.id,
                    reason,
                }),
            }
        }
        Ok(())
    }

    fn execute_order(
        signed: &SignedOrder<AccountId32>,
        identified: &Identified,
        relay: &Relay,
    ) -> DispatchResult {
        let order = signed.order.order();
        let fill = Self::check_order(signed, identified, relay, || {
            T::Swap::current_alpha_price(order.netuid)
        })?;
        T::Swap::ensure_may_act(&order.signer)?;
        let (spent, yielded) = match order.order_type.side() {
            OrderSide::Buy => Self::buy_alone(order, fill.input)?,
            OrderSide::Sell => Self::sell_alone(order, fill.input)?,
        };
        Self::record_execution(order, identified.id, fill.status, spent, yielded);
        Ok(())
    }

    /// Buys, then pays the fee out of what was kept back for it. Returns what was spent and the
    /// alpha.
    fn buy_alone(order: &Order<AccountId32>, input: u64) -> Result<(u64, u64), DispatchError> {
        let fee = order.fee_rate.mul_floor(input);
        let to_spend = input.saturating_sub(fee);
        let (spent, alpha) = T::Swap::buy_alpha(
            Position {
                coldkey: &order.signer,
                hotkey: &order.hotkey,
            },
            order.netuid,
            TaoBalance(to_spend),
            order.pool_limit(),
            true,
        )?;
        Self::forward_fee(order, fee)?;
        Ok((spent.to_u64(), alpha.to_u64()))
    }

    /// Sells, then pays the fee out of the proceeds. Returns the alpha and what is left.
    fn sell_alone(order: &Order<AccountId32>, input: u64) -> Result<(u64, u64), DispatchError> {
        let tao = T::Swap::sell_alpha(
            Position {
                coldkey: &order.signer,
                hotkey: &order.hotkey,
            },
            order.netuid,
            AlphaBalance(input),
            order.pool_limit(),
            true,
        )?
        .to_u64();
        let fee = order.fee_rate.mul_floor(tao);
        Self::forward_fee(order, fee)?;
        Ok((input, tao.saturating_sub(fee)))
    }

    fn forward_fee(order: &Order<AccountId32>, fee: u64) -> DispatchResult {
        if fee == 0 {
            return Ok(());
        }
        T::Swap::transfer_tao(&order.signer, &order.fee_recipient, TaoBalance(fee))
    }

    /// Remembers and announces that an order was executed.
    pub(crate) fn record_execution(
        order: &Order<AccountId32>,
        order_id: H256,
        status: OrderStatus,
        amount_in: u64,
        amount_out: u64,
    ) {
        Orders::<T>::insert(order_id, status);
        Self::deposit_event(Event::OrderExecuted {
            order_id,
            signer: order.signer.clone(),
            netuid: order.netuid,
            order_type: order.order_type,
            amount_in,
            amount_out,
        });
    }
}
