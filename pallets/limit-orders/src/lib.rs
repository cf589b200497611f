//! Limit orders: wishes to trade alpha that a coldkey signs and relayers bring to the chain.
//!
//! An order lives off the chain. Its signer gives it to a relayer, who waits for its price and
//! submits it; from then on the chain remembers how much of it was executed. Nothing is reserved
//! before: an order whose signer has spent the money in the meantime fails.
//!
//! ```text
//!  signer    signs VersionedOrder ───────────────►  relayer
//!  relayer   execute_orders           one trade with the pool an order, each by itself
//!            execute_batched_orders   orders of one subnet set off against each other, one trade
//!                                     with the pool for the rest, all or nothing
//!  signer    cancel_order             what was not executed never will be
//! ```
//!
//! | status | executed again | cancelled |
//! |---|---|---|
//! | none | yes | yes |
//! | `PartiallyFilled(sum)` | by parts, up to the amount | yes |
//! | `Fulfilled`, `Cancelled` | no | no |
//!
//! A batch goes through the account of the pallet and a hotkey of its own. Shares are rounded down
//! and remainders, below one rao a payment, stay there: they keep the account alive, so that the
//! next batch can spend all it collects. A chain should give the account the existential deposit
//! at genesis; without it, the first batch that buys with no fee to pay leaves as much unspent.
//!
//! | module | what lives there |
//! |---|---|
//! | [`pallet`] | storage, events, errors, calls |
//! | [`types`] | orders as they are signed |
//! | `validity` | whether an order may be executed, and how much of it |
//! | `single` | orders one by one |
//! | `batch` | orders set off against each other |
//! | `status` | cancelling, and switching the pallet on and off |
//!
//! Stake and TAO are moved by the stake pallet, behind
//! [`OrderSwapInterface`](myelin_types::orders::OrderSwapInterface).
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod batch;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod single;
mod status;
pub mod types;
mod validity;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::{Order, OrderSide, OrderStatus, OrderType, SignedOrder, VersionedOrder};
pub use weights::WeightInfo;

#[allow(clippy::expect_used, reason = "code that the macros of FRAME write")]
#[frame_support::pallet]
pub mod pallet {
    use core::marker::PhantomData;

    use frame_support::{PalletId, pallet_prelude::*, traits::Time};
    use frame_system::pallet_prelude::*;
    use myelin_types::{NetUid, orders::OrderSwapInterface};
    use sp_core::H256;
    use sp_runtime::AccountId32;

    use crate::{
        WeightInfo,
        types::{OrderSide, OrderStatus, OrderType, SignedOrder, VersionedOrder},
    };

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// What the pallet needs of the runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config<AccountId = AccountId32> {
        /// Moves stake and TAO.
        type Swap: OrderSwapInterface<AccountId32>;

        /// The clock, in milliseconds of Unix time.
        type Time: Time<Moment = u64>;

        /// The number that orders for this chain carry.
        type ChainId: Get<u64>;

        /// Most orders of one call.
        #[pallet::constant]
        type MaxOrdersPerBatch: Get<u32>;

        /// Identifier of the account that batches go through.
        #[pallet::constant]
        type PalletId: Get<PalletId>;

        /// The hotkey that the alpha of a batch is staked to in between.
        #[pallet::constant]
        type PalletHotkey: Get<AccountId32>;

        /// What calls weigh.
        type WeightInfo: WeightInfo;

        /// The market on which the calls are measured.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper;
    }

    /// What became of each order that was executed or cancelled, by its id: the blake2-256 hash of
    /// the encoded `VersionedOrder`. An order without an entry is unknown to the chain.
    #[pallet::storage]
    pub type Orders<T> = StorageMap<_, Blake2_128Concat, H256, OrderStatus, OptionQuery>;

    /// Whether orders are executed.
    #[pallet::storage]
    pub type LimitOrdersEnabled<T> = StorageValue<_, bool, ValueQuery>;

    /// Migrations that have run, by name.
    #[pallet::storage]
    pub type HasMigrationRun<T> =
        StorageMap<_, Identity, BoundedVec<u8, ConstU32<128>>, bool, ValueQuery>;

    /// Whether a new chain executes orders.
    #[pallet::genesis_config]
    pub struct GenesisConfig<T: Config> {
        /// Whether orders are executed from the first block on.
        pub enabled: bool,
        /// Ties the configuration to its runtime.
        #[serde(skip)]
        pub _runtime: PhantomData<T>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self {
                enabled: true,
                _runtime: PhantomData,
            }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            let registered =
                T::Swap::register_pallet_hotkey(&Pallet::<T>::account(), &T::PalletHotkey::get());
            assert!(
                registered.is_ok(),
                "the hotkey of limit orders cannot be registered"
            );
            LimitOrdersEnabled::<T>::put(self.enabled);
        }
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// An order was executed, as a whole or in part.
        OrderExecuted {
            /// The order.
            order_id: H256,
            /// Whose order it is.
            signer: T::AccountId,
            /// The subnet.
            netuid: NetUid,
            /// What the order wanted.
            order_type: OrderType,
            /// What was paid, in rao: TAO of a purchase (without the fee when executed alone, with
            /// it in a batch), alpha of a sale.
            amount_in: u64,
            /// What the signer got, in rao: alpha of a purchase, TAO of a sale after the fee.
            amount_out: u64,
        },
        /// An order failed and nothing came of it.
        OrderSkipped {
            /// The order.
            order_id: H256,
            /// Why it failed.
            reason: DispatchError,
        },
        /// A signer withdrew an order.
        OrderCancelled {
            /// The order.
            order_id: H256,
            /// Whose order it was.
            signer: T::AccountId,
        },
        /// A batch was executed.
        GroupExecutionSummary {
            /// The subnet.
            netuid: NetUid,
            /// Which way the rest was traded with the pool.
            net_side: OrderSide,
            /// What the pool took of the rest, in rao: TAO of a purchase, alpha of a sale. Zero if
            /// the orders matched.
            net_amount: u64,
            /// What the pool gave for it, in rao of the other token.
            actual_out: u64,
            /// How many orders were executed.
            executed_count: u32,
        },
        /// Root switched the execution of orders on or off.
        LimitOrdersPalletStatusChanged {
            /// Whether orders are executed now.
            enabled: bool,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// The signature is not that of the order's signer over the encoded order, or it is not
        /// sr25519.
        InvalidSignature,
        /// The order was executed as a whole, or cancelled, before.
        OrderAlreadyProcessed,
        /// The signer has cancelled the order.
        OrderCancelled,
        /// The order has expired.
        OrderExpired,
        /// The price is not where the order wants it: try again when it is.
        PriceConditionNotMet,
        /// Only the signer may cancel an order.
        Unauthorized,
        /// The pool gives nothing for what is left of the batch: add or remove orders.
        SwapReturnedZero,
        /// The root network has no alpha to trade.
        RootNetUidNotAllowed,
        /// An order of the batch is for another subnet.
        OrderNetUidMismatch,
        /// Orders are not executed at present: root has switched them off.
        LimitOrdersDisabled,
        /// The order names who may bring it, and the sender is not among them.
        RelayerMissMatch, // frozen name
        /// The order may not be filled in parts.
        PartialFillsNotEnabled,
        /// The part is zero or more than what is left of the order; or an order that was filled in
        /// part has to be filled in parts to its end.
        IncorrectPartialFillAmount,
        /// An order without a list of relayers may not be filled in parts.
        RelayerRequiredForPartialFill,
        /// The order was signed for another chain.
        ChainIdMismatch,
        /// The account of the pallet does not own the hotkey of the pallet.
        PalletHotkeyNotRegistered,
        /// The amounts of the batch are too large to be added up.
        ArithmeticOverflow,
        /// The batch contains an order twice.
        DuplicateOrderInBatch,
        /// The share of an order is less than one rao: leave it out of the batch.
        ZeroShareInBatch,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        #[cfg(feature = "try-runtime")]
        fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Executes signed orders one by one, each with a trade of its own on the pool of its
        /// subnet. Anybody may call who may relay the orders; the caller pays for the transaction.
        ///
        /// The signer of an order pays with its TAO or its alpha and gets what the trade yields,
        /// and the order's fee goes from the signer to its recipient. Emits `OrderExecuted` for
        /// each order. An order that fails changes nothing and emits `OrderSkipped` with the
        /// reason; with `should_fail` the first one that fails undoes the whole call.
        ///
        /// Errors: `LimitOrdersDisabled`. With `should_fail`, for each order in turn:
        /// `RootNetUidNotAllowed`, `ChainIdMismatch`, `InvalidSignature`,
        /// `OrderAlreadyProcessed`, `OrderCancelled`, `OrderExpired`, `PriceConditionNotMet`,
        /// `RelayerMissMatch`, `RelayerRequiredForPartialFill`, `PartialFillsNotEnabled`,
        /// `IncorrectPartialFillAmount`, and those of staking, of unstaking and of paying TAO.
        #[pallet::call_index(0)]
        #[pallet::weight(
            T::WeightInfo::execute_sales(orders.len() as u32)
                .max(T::WeightInfo::execute_purchases(orders.len() as u32))
        )]
        pub fn execute_orders(
            origin: OriginFor<T>,
            orders: BoundedVec<SignedOrder<T::AccountId>, T::MaxOrdersPerBatch>,
            should_fail: bool,
        ) -> DispatchResult {
            let relayer = ensure_signed(origin)?;
            Self::do_execute_orders(&relayer, &orders, should_fail)
        }

        /// Executes signed orders of one subnet together: purchases and sales are set off against
        /// each other at the present price, and only the rest is traded with the pool. All orders
        /// are executed or none. Anybody may call who may relay the orders; the caller pays for
        /// the transaction.
        ///
        /// Buyers share the alpha by what they pay, sellers the TAO by what their alpha is worth,
        /// rounded down. Fees go to their recipients in one transfer each. Emits `OrderExecuted`
        /// for each order and `GroupExecutionSummary`; an empty list does nothing.
        ///
        /// Errors: `LimitOrdersDisabled`, `RootNetUidNotAllowed`; for each order in turn
        /// `DuplicateOrderInBatch`, `OrderNetUidMismatch` and what [`Self::execute_orders`]
        /// checks; then `ArithmeticOverflow`, those of handing over TAO and stake, those of the
        /// trade (`SlippageTooHigh` and those of the market), `SwapReturnedZero`,
        /// `ZeroShareInBatch`.
        #[pallet::call_index(1)]
        #[pallet::weight(
            T::WeightInfo::execute_batched_sales(orders.len() as u32)
                .max(T::WeightInfo::execute_batched_purchases(orders.len() as u32))
        )]
        pub fn execute_batched_orders(
            origin: OriginFor<T>,
            netuid: NetUid,
            orders: BoundedVec<SignedOrder<T::AccountId>, T::MaxOrdersPerBatch>,
        ) -> DispatchResult {
            let relayer = ensure_signed(origin)?;
            Self::do_execute_batched_orders(&relayer, netuid, &orders)
        }

        /// Withdraws an order: what was not executed yet never will be. Only its signer may call,
        /// at any time, also while orders are not executed. Emits `OrderCancelled`.
        ///
        /// Errors: `Unauthorized`, `OrderAlreadyProcessed` when nothing is left to cancel.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::cancel_order())]
        pub fn cancel_order(
            origin: OriginFor<T>,
            order: VersionedOrder<T::AccountId>,
        ) -> DispatchResult {
            let who = ensure_signed(origin)?;
            Self::do_cancel_order(who, &order)
        }

        /// Switches the execution of orders on or off. Root only. Emits
        /// `LimitOrdersPalletStatusChanged`.
        ///
        /// Errors: `PalletHotkeyNotRegistered` when it is to be switched on and the account of the
        /// pallet does not own the hotkey of the pallet.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::set_pallet_status())]
        pub fn set_pallet_status(origin: OriginFor<T>, enabled: bool) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_pallet_status(enabled)
        }
    }
}
