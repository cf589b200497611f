//! The border between the market of a subnet and the pallet that owns its reserves.
//!
//! The pool of a subnet is split over two owners. The reserves, and every counter that follows
//! from a trade, belong to the pallet that keeps the stake; the weights of the pool, its fee rate
//! and the arithmetic of a trade belong to the market. Each side sees the other through one trait:
//!
//! * [`Market`] is what the stake side may ask of the market;
//! * [`SubnetPools`] is what the market may ask of the stake side.
//!
//! **A trade never moves a reserve.** [`Market::swap_tao_for_alpha`] and
//! [`Market::swap_alpha_for_tao`] say what a trade costs and yields; whoever asked for it then
//! changes the reserves by exactly [`SwapResult::amount_paid_in`] and
//! [`SwapResult::amount_paid_out`], within the same storage transaction.
//!
//! Prices are TAO per alpha. Where a price is given as [`TaoBalance`] it is in rao per whole alpha
//! (10^9 rao of alpha), so that 10^9 is one TAO per alpha.

use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::U64F64;

use crate::{AlphaBalance, NetUid, TaoBalance};

/// Value of a subnet's mechanism that says that the subnet has a pool. Every other value means a
/// stable subnet: one alpha is one TAO, there is no pool and no fee.
pub const DYNAMIC_MECHANISM: u16 = 1;

/// What a trade costs and yields. `In` is the token that is paid, `Out` the one that is received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SwapResult<In, Out> {
    /// What goes into the pool, **without** the fee. The payer spends this plus
    /// [`fee_paid`](Self::fee_paid); whatever is left of the amount of the order was not used and
    /// is the payer's.
    pub amount_paid_in: In,
    /// What leaves the pool.
    pub amount_paid_out: Out,
    /// The fee, in the token that is paid. The pool keeps nothing of it.
    pub fee_paid: In,
    /// The part of the fee that is due to the author of the block: all of it, or nothing when the
    /// trade took nothing in.
    pub fee_to_block_author: In,
}

/// Outcome of buying alpha.
pub type Bought = SwapResult<TaoBalance, AlphaBalance>;

/// Outcome of selling alpha.
pub type Sold = SwapResult<AlphaBalance, TaoBalance>;

/// The markets of all subnets.
///
/// The `swap_*` functions assume a subnet with a pool and do not look at its mechanism: the caller
/// treats stable subnets itself (paid in = paid out = amount, no fee). All other functions know
/// stable subnets.
pub trait Market {
    /// Price below which no sale without a limit goes: 1000 rao per alpha.
    fn min_price() -> TaoBalance;

    /// Price above which no purchase without a limit goes: 10^15 rao per alpha.
    fn max_price() -> TaoBalance;

    /// Buys alpha for at most `tao`, fee included, as long as the price does not rise above
    /// `price_limit` (rao per alpha; `u64::MAX` and [`max_price`](Self::max_price) mean no limit).
    ///
    /// An order that the limit stops half-way succeeds with what it got; one of which nothing goes
    /// into the pool succeeds with zero output. `drop_fees` trades without a fee. With
    /// `should_rollback` nothing is written; the result is the same.
    ///
    /// # Errors
    ///
    /// Errors of the market pallet, which users see: `SwapInputTooLarge`, `ReservesTooLow`,
    /// `ReservesOutOfBalance`, `PriceLimitExceeded` (the price is already at the limit or above),
    /// `InsufficientLiquidity`. After an error nothing is written.
    fn swap_tao_for_alpha(
        netuid: NetUid,
        tao: TaoBalance,
        price_limit: TaoBalance,
        drop_fees: bool,
        should_rollback: bool,
    ) -> Result<Bought, DispatchError>;

    /// Sells at most `alpha`, fee included, as long as the price does not fall below `price_limit`
    /// (rao per alpha; zero means no limit). Otherwise as
    /// [`swap_tao_for_alpha`](Self::swap_tao_for_alpha), with the same errors.
    fn swap_alpha_for_tao(
        netuid: NetUid,
        alpha: AlphaBalance,
        price_limit: TaoBalance,
        drop_fees: bool,
        should_rollback: bool,
    ) -> Result<Sold, DispatchError>;

    /// What buying for `tao` would give now, with fees and up to [`max_price`](Self::max_price).
    /// On a stable subnet one to one; all zero for a subnet that does not exist. Writes nothing.
    ///
    /// # Errors
    ///
    /// Those of [`swap_tao_for_alpha`](Self::swap_tao_for_alpha).
    fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> Result<Bought, DispatchError>;

    /// What selling `alpha` would give now, with fees and down to [`min_price`](Self::min_price).
    /// Otherwise as [`sim_swap_tao_for_alpha`](Self::sim_swap_tao_for_alpha).
    fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> Result<Sold, DispatchError>;

    /// Fee of an order of `amount` (rao of the token that is paid, whichever it is); zero on a
    /// stable subnet.
    fn approx_fee_amount(netuid: NetUid, amount: u64) -> u64;

    /// The price, TAO per alpha: one for a stable subnet and for one that does not exist, zero
    /// while the pool holds no alpha.
    fn current_alpha_price(netuid: NetUid) -> U64F64;

    /// Alpha worth `tao` at the current price, without slippage or fee, rounded down; zero while
    /// the price is zero. On a stable subnet the same number.
    fn get_alpha_amount_for_tao(netuid: NetUid, tao: TaoBalance) -> AlphaBalance;

    /// Prepares the pool to take `tao` and `alpha` from the protocol **without moving the price**:
    /// recomputes the weights from the reserves as they are before the injection and returns what
    /// the caller must add to the reserves. That is `(tao, alpha)`, or `(0, 0)` when the weights
    /// would leave their range, and then nothing was changed.
    fn adjust_protocol_liquidity(
        netuid: NetUid,
        tao: TaoBalance,
        alpha: AlphaBalance,
    ) -> (TaoBalance, AlphaBalance);

    /// Starts the pool of a new subnet: with equal weights, or with the weights at which the
    /// reserves have the price `maybe_price`. Without effect on a pool that has been started.
    /// The first trade of a pool that was never started starts it with equal weights.
    ///
    /// # Errors
    ///
    /// `ReservesOutOfBalance` when the reserves cannot have that price.
    fn init_swap(netuid: NetUid, maybe_price: Option<U64F64>) -> DispatchResult;

    /// Ends the pool of a subnet that is being dissolved: both reserves become zero and everything
    /// the market stores about the subnet is removed. Running it twice is harmless.
    fn clear_protocol_liquidity(netuid: NetUid);
}

/// The reserves and the facts about subnets that a market needs.
pub trait SubnetPools {
    /// Whether the subnet exists.
    fn exists(netuid: NetUid) -> bool;

    /// All subnets that exist, root included, in the order of the storage.
    fn netuids() -> impl Iterator<Item = NetUid>;

    /// How many subnets exist, root included.
    fn count() -> u16;

    /// The mechanism of the subnet: [`DYNAMIC_MECHANISM`] or a stable one. Zero for a subnet that
    /// does not exist.
    fn mechanism(netuid: NetUid) -> u16;

    /// TAO in the pool.
    fn tao_reserve(netuid: NetUid) -> TaoBalance;

    /// Alpha in the pool.
    fn alpha_reserve(netuid: NetUid) -> AlphaBalance;

    /// Sets both reserves to zero.
    fn clear_reserves(netuid: NetUid);
}
