//! The markets of the subnets: TAO against the alpha of each.
//!
//! Every subnet with the dynamic mechanism has one weighted pool. This pallet keeps the weights of
//! the pool and its fee rate, and answers what a trade costs and yields; the arithmetic is that of
//! [`myelin_amm`]. The reserves belong to the pallet behind [`Config::Pools`], which asks for
//! trades through [`myelin_types::market::Market`] and moves the reserves by what it is told.
//!
//! ```text
//!  subnet created        init_swap                    weights 1/2, pool started
//!  every block           adjust_protocol_liquidity    weights follow what the protocol adds
//!  stake and unstake     swap_*_for_*                 nothing stored
//!  end of every block    on_finalize                  square roots of the prices
//!  subnet dissolved      clear_protocol_liquidity     reserves zero, every entry removed
//! ```
//!
//! A limit on the price is in rao of TAO per whole alpha and has a meaning between 1000 and 10^15;
//! beyond, `u64::MAX` for a purchase and zero for a sale mean that there is none.
//!
//! | module | what lives there |
//! |---|---|
//! | [`pallet`] | storage, event, errors, calls |
//! | `market` | the market as the staking pallet sees it |
//! | `query` | prices and quotes for the runtime API |
//! | `prices` | the stored square roots of the prices |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod legacy;
mod market;
mod prices;
mod query;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use legacy::{PositionId, TickIndex};
pub use pallet::*;
pub use weights::WeightInfo;

#[allow(clippy::expect_used, reason = "code that the macros of FRAME write")]
#[frame_support::pallet]
pub mod pallet {
    use core::num::NonZeroU64;

    use frame_support::{PalletId, pallet_prelude::*, traits::ConstU16};
    use frame_system::pallet_prelude::*;
    use myelin_amm::Balancer;
    use myelin_types::{AlphaBalance, NetUid, market::SubnetPools};
    use substrate_fixed::types::U64F64;

    use crate::{PositionId, TickIndex, WeightInfo};

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// What the pallet needs of the runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {
        /// The reserves and the subnets.
        type Pools: SubnetPools;

        /// Identifier of the account of the market. The account holds nothing.
        #[pallet::constant]
        type ProtocolId: Get<PalletId>;

        /// Highest fee rate, in parts of 65535.
        #[pallet::constant]
        type MaxFeeRate: Get<u16>;

        /// Smallest liquidity of a position. There are no positions any more.
        #[pallet::constant]
        type MinimumLiquidity: Get<u64>;

        /// Smallest reserve, in rao, from which a pool pays.
        #[pallet::constant]
        type MinimumReserve: Get<NonZeroU64>;

        /// What calls and hooks weigh.
        type WeightInfo: WeightInfo;

        /// The subnets on which the end of a block is measured.
        #[cfg(feature = "runtime-benchmarks")]
        type BenchmarkHelper: crate::BenchmarkHelper;
    }

    /// Fee of a trade on a subnet, in parts of 65535 of what is paid. 33 are 0.05 %.
    #[pallet::storage]
    pub type FeeRate<T> = StorageMap<_, Twox64Concat, NetUid, u16, ValueQuery, ConstU16<33>>;

    /// Weights of the pool of a subnet.
    #[pallet::storage]
    pub type SwapBalancer<T> = StorageMap<_, Twox64Concat, NetUid, Balancer, ValueQuery>;

    /// Whether the pool of a subnet has been started, that is, whether its weights are stored. The
    /// first trade starts one that has not with equal weights, the first injection with those that
    /// keep its price.
    #[pallet::storage]
    pub type PalSwapInitialized<T> = StorageMap<_, Twox64Concat, NetUid, bool, ValueQuery>;

    /// Square root of the price of a subnet, TAO per alpha, as of the end of the last block. Kept
    /// for clients that read prices from here; the root network has no entry.
    #[pallet::storage]
    pub type AlphaSqrtPrice<T> = StorageMap<_, Twox64Concat, NetUid, U64F64, ValueQuery>;

    /// Always empty. Kept for clients that know the name.
    #[pallet::storage]
    pub type ScrapReservoirAlpha<T> = StorageMap<_, Twox64Concat, NetUid, AlphaBalance, ValueQuery>;

    /// Migrations that have run, by name.
    #[pallet::storage]
    pub type HasMigrationRun<T> =
        StorageMap<_, Identity, BoundedVec<u8, ConstU32<128>>, bool, ValueQuery>;

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// The fee rate of a subnet changed.
        FeeRateSet {
            /// The subnet.
            netuid: NetUid,
            /// The new rate, in parts of 65535.
            rate: u16,
        },
    }

    #[pallet::error]
    pub enum Error<T> {
        /// The fee rate is above the highest one allowed.
        FeeRateTooHigh,
        /// The input is too small for a trade. No longer in use.
        InsufficientInputAmount,
        /// The pool cannot pay what the trade would yield, or no input leads to the price limit.
        InsufficientLiquidity,
        /// The price is already at the limit of the order, or beyond it.
        PriceLimitExceeded,
        /// The balance does not cover the amount. No longer in use.
        InsufficientBalance,
        /// The range of ticks is invalid. No longer in use.
        InvalidTickRange,
        /// The amount of liquidity is invalid. No longer in use.
        InvalidLiquidityValue,
        /// The reserve to pay from is too low, or the amount is too small to yield anything.
        ReservesTooLow,
        /// The subnet does not exist.
        MechanismDoesNotExist,
        /// The token of the subnet cannot be traded yet. No longer in use.
        SubtokenDisabled,
        /// The reserves are so far out of balance that a weight would leave its range.
        ReservesOutOfBalance,
        /// The amount exceeds a thousand times the reserve it would go into.
        SwapInputTooLarge,
        /// The call is no longer in use: pools hold liquidity of the protocol only.
        Deprecated,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn on_initialize(_now: BlockNumberFor<T>) -> Weight {
            T::WeightInfo::record_prices(T::Pools::count().into())
        }

        fn on_finalize(_now: BlockNumberFor<T>) {
            Self::record_prices();
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Sets the fee of trades on a subnet. Root only.
        ///
        /// `rate` is in parts of 65535 of what is paid; 33 are 0.05 %. Emits `FeeRateSet`.
        ///
        /// Errors: `MechanismDoesNotExist` if there is no such subnet, `FeeRateTooHigh` above
        /// `MaxFeeRate`.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::set_fee_rate())]
        pub fn set_fee_rate(origin: OriginFor<T>, netuid: NetUid, rate: u16) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_fee_rate(netuid, rate)
        }

        /// No longer in use: fails with `Deprecated`. Pools hold liquidity of the protocol only.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::deprecated())]
        pub fn add_liquidity(
            _origin: OriginFor<T>,
            _hotkey: T::AccountId,
            _netuid: NetUid,
            _tick_low: TickIndex,
            _tick_high: TickIndex,
            _liquidity: u64,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// No longer in use: fails with `Deprecated`. Pools hold liquidity of the protocol only.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::deprecated())]
        pub fn remove_liquidity(
            _origin: OriginFor<T>,
            _hotkey: T::AccountId,
            _netuid: NetUid,
            _position_id: PositionId,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// No longer in use: fails with `Deprecated`. Pools hold liquidity of the protocol only.
        #[pallet::call_index(3)]
        #[pallet::weight(T::WeightInfo::deprecated())]
        pub fn modify_position(
            _origin: OriginFor<T>,
            _hotkey: T::AccountId,
            _netuid: NetUid,
            _position_id: PositionId,
            _liquidity_delta: i64,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// No longer in use: fails with `Deprecated`. Pools hold liquidity of the protocol only.
        #[pallet::call_index(4)]
        #[pallet::weight(T::WeightInfo::deprecated())]
        pub fn toggle_user_liquidity(
            _origin: OriginFor<T>,
            _netuid: NetUid,
            _enable: bool,
        ) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }

        /// No longer in use: fails with `Deprecated`. Pools hold liquidity of the protocol only.
        #[pallet::call_index(5)]
        #[pallet::weight(T::WeightInfo::deprecated())]
        pub fn disable_lp(_origin: OriginFor<T>) -> DispatchResult {
            Err(Error::<T>::Deprecated.into())
        }
    }
}
