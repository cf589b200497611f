//! The market as the staking pallet sees it: a thin layer between storage and [`myelin_amm`].

use frame_support::{ensure, traits::Get};
use myelin_amm::{
    Balancer, Order, Pool, Side, Trade, TradeError, fee_amount, injection::weights_after_injection,
    pool::value_at_price, trade,
};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    market::{Bought, DYNAMIC_MECHANISM, Market, Sold, SubnetPools, SwapResult},
};
use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::U64F64;

use crate::{
    AlphaSqrtPrice, Config, Error, Event, FeeRate, PalSwapInitialized, Pallet, SwapBalancer,
};

/// Price limit of a sale without one, in rao per whole alpha.
const MIN_PRICE: TaoBalance = TaoBalance(1_000);

/// Price limit of a purchase without one, in rao per whole alpha.
const MAX_PRICE: TaoBalance = TaoBalance(1_000_000_000_000_000);

impl<T> From<TradeError> for Error<T> {
    fn from(error: TradeError) -> Self {
        match error {
            TradeError::InputTooLarge => Self::SwapInputTooLarge,
            TradeError::ReservesTooLow => Self::ReservesTooLow,
            TradeError::PriceLimitExceeded => Self::PriceLimitExceeded,
            TradeError::InsufficientLiquidity => Self::InsufficientLiquidity,
        }
    }
}

/// A trade with its amounts in the tokens they are in.
fn in_tokens<In: From<u64>, Out: From<u64>>(trade: Trade) -> SwapResult<In, Out> {
    SwapResult {
        amount_paid_in: trade.paid_in.into(),
        amount_paid_out: trade.paid_out.into(),
        fee_paid: trade.fee.into(),
        fee_to_block_author: trade.fee_to_block_author.into(),
    }
}

impl<T: Config> Pallet<T> {
    pub(crate) fn do_set_fee_rate(netuid: NetUid, rate: u16) -> DispatchResult {
        ensure!(T::Pools::exists(netuid), Error::<T>::MechanismDoesNotExist);
        ensure!(rate <= T::MaxFeeRate::get(), Error::<T>::FeeRateTooHigh);
        FeeRate::<T>::insert(netuid, rate);
        Self::deposit_event(Event::FeeRateSet { netuid, rate });
        Ok(())
    }

    /// Whether the subnet has a pool.
    pub(crate) fn is_dynamic(netuid: NetUid) -> bool {
        T::Pools::mechanism(netuid) == DYNAMIC_MECHANISM
    }

    fn pool(netuid: NetUid, balancer: Balancer) -> Pool {
        Pool {
            tao: T::Pools::tao_reserve(netuid).to_u64(),
            alpha: T::Pools::alpha_reserve(netuid).to_u64(),
            balancer,
        }
    }

    /// Stores the first weights of a pool. Weights are stored if and only if the flag is set.
    fn start(netuid: NetUid, balancer: Balancer) {
        SwapBalancer::<T>::insert(netuid, balancer);
        PalSwapInitialized::<T>::insert(netuid, true);
    }

    /// Trades on the pool of the subnet, and starts the pool if this is its first trade.
    fn swap(
        netuid: NetUid,
        side: Side,
        amount: u64,
        price_limit: TaoBalance,
        drop_fees: bool,
        should_rollback: bool,
    ) -> Result<Trade, Error<T>> {
        // A pool that was started has weights, so the flag need not be read.
        let stored = SwapBalancer::<T>::try_get(netuid).ok();
        let balancer = stored.unwrap_or_default();
        let order = Order {
            side,
            amount,
            price_limit: price_limit.to_u64(),
            fee_rate: if drop_fees {
                0
            } else {
                FeeRate::<T>::get(netuid)
            },
        };
        let minimum_reserve = T::MinimumReserve::get().get();
        let done = trade(&Self::pool(netuid, balancer), &order, minimum_reserve)?;
        if stored.is_none() && !should_rollback {
            Self::start(netuid, balancer);
        }
        Ok(done)
    }

    /// Simulates an order with the fee and without a limit of its own; one to one on a stable
    /// subnet, nothing on one that does not exist.
    fn simulate(
        netuid: NetUid,
        side: Side,
        amount: u64,
        limit: TaoBalance,
    ) -> Result<Trade, Error<T>> {
        if Self::is_dynamic(netuid) {
            return Self::swap(netuid, side, amount, limit, false, true);
        }
        if !T::Pools::exists(netuid) {
            return Ok(Trade::default());
        }
        Ok(Trade {
            paid_in: amount,
            paid_out: amount,
            ..Trade::default()
        })
    }
}

impl<T: Config> Market for Pallet<T> {
    fn min_price() -> TaoBalance {
        MIN_PRICE
    }

    fn max_price() -> TaoBalance {
        MAX_PRICE
    }

    fn swap_tao_for_alpha(
        netuid: NetUid,
        tao: TaoBalance,
        price_limit: TaoBalance,
        drop_fees: bool,
        should_rollback: bool,
    ) -> Result<Bought, DispatchError> {
        let amount = tao.to_u64();
        Self::swap(
            netuid,
            Side::Buy,
            amount,
            price_limit,
            drop_fees,
            should_rollback,
        )
        .map(in_tokens)
        .map_err(Into::into)
    }

    fn swap_alpha_for_tao(
        netuid: NetUid,
        alpha: AlphaBalance,
        price_limit: TaoBalance,
        drop_fees: bool,
        should_rollback: bool,
    ) -> Result<Sold, DispatchError> {
        let amount = alpha.to_u64();
        Self::swap(
            netuid,
            Side::Sell,
            amount,
            price_limit,
            drop_fees,
            should_rollback,
        )
        .map(in_tokens)
        .map_err(Into::into)
    }

    fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> Result<Bought, DispatchError> {
        Self::simulate(netuid, Side::Buy, tao.to_u64(), MAX_PRICE)
            .map(in_tokens)
            .map_err(Into::into)
    }

    fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> Result<Sold, DispatchError> {
        Self::simulate(netuid, Side::Sell, alpha.to_u64(), MIN_PRICE)
            .map(in_tokens)
            .map_err(Into::into)
    }

    fn approx_fee_amount(netuid: NetUid, amount: u64) -> u64 {
        if !Self::is_dynamic(netuid) {
            return 0;
        }
        fee_amount(amount, FeeRate::<T>::get(netuid))
    }

    fn current_alpha_price(netuid: NetUid) -> U64F64 {
        if !Self::is_dynamic(netuid) {
            return U64F64::from_num(1);
        }
        Self::pool(netuid, SwapBalancer::<T>::get(netuid)).price()
    }

    fn get_alpha_amount_for_tao(netuid: NetUid, tao: TaoBalance) -> AlphaBalance {
        // On a stable subnet the price is one, and this is the same number.
        value_at_price(Side::Buy, tao.to_u64(), Self::current_alpha_price(netuid)).into()
    }

    fn adjust_protocol_liquidity(
        netuid: NetUid,
        tao: TaoBalance,
        alpha: AlphaBalance,
    ) -> (TaoBalance, AlphaBalance) {
        let stored = SwapBalancer::<T>::try_get(netuid).ok();
        let pool = Self::pool(netuid, stored.unwrap_or_default());
        let Some(balancer) = weights_after_injection(&pool, tao.to_u64(), alpha.to_u64()) else {
            log::warn!(
                target: "runtime::swap",
                "subnet {netuid}: {tao} rao of TAO and {alpha} rao of alpha would push the weights \
                 of the pool out of their range; nothing is added"
            );
            return (TaoBalance::ZERO, AlphaBalance::ZERO);
        };
        match stored {
            None => Self::start(netuid, balancer),
            Some(weights) if weights != balancer => SwapBalancer::<T>::insert(netuid, balancer),
            Some(_) => {}
        }
        (tao, alpha)
    }

    fn init_swap(netuid: NetUid, maybe_price: Option<U64F64>) -> DispatchResult {
        if PalSwapInitialized::<T>::get(netuid) {
            return Ok(());
        }
        let balancer = match maybe_price {
            Some(price) => {
                let tao = T::Pools::tao_reserve(netuid).to_u64();
                let alpha = T::Pools::alpha_reserve(netuid).to_u64();
                Balancer::for_price(tao, alpha, price).ok_or(Error::<T>::ReservesOutOfBalance)?
            }
            None => Balancer::default(),
        };
        Self::start(netuid, balancer);
        Ok(())
    }

    fn clear_protocol_liquidity(netuid: NetUid) {
        T::Pools::clear_reserves(netuid);
        PalSwapInitialized::<T>::remove(netuid);
        FeeRate::<T>::remove(netuid);
        SwapBalancer::<T>::remove(netuid);
        AlphaSqrtPrice::<T>::remove(netuid);
    }
}
