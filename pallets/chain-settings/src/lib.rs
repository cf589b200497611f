//! The settings of a chain, chosen once at genesis.
//!
//! One runtime serves many chains. The number by which signed messages name a chain is one of its
//! settings, [`ChainId`]; the others are about time.
//!
//! The same runtime serves slow production chains and fast development chains. What differs between
//! them is a single choice, made in the genesis configuration and never changed: how long a block
//! takes, and whether parameters that have a shorter value for tests use it.
//!
//! [`MinimumPeriod`] turns the block time into the period that `pallet-timestamp` wants (Aura's
//! slot is twice that), and [`Paced`] picks one of two values for any other parameter. Both are
//! [`Get`] types, so the constants that a client reads in the metadata show what was chosen.
#![cfg_attr(not(feature = "std"), no_std)]

use core::marker::PhantomData;
use frame_support::traits::Get;

pub use pallet::*;

/// Block time of a production chain, in milliseconds.
pub const PRODUCTION_BLOCK_TIME_MS: u64 = 12_000;

/// The number of a local chain.
pub const LOCAL_CHAIN_ID: u64 = 42;

/// Storage and genesis configuration.
#[allow(clippy::expect_used, reason = "code that the macros of FRAME write")]
#[frame_support::pallet]
pub mod pallet {
    use super::{LOCAL_CHAIN_ID, PRODUCTION_BLOCK_TIME_MS};
    use core::marker::PhantomData;
    use frame_support::{pallet_prelude::*, traits::ConstU64};

    /// The settings pallet: no calls, no events, nothing that changes after genesis.
    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// Needs nothing from the runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {}

    /// Time between two blocks, in milliseconds.
    #[pallet::storage]
    pub type BlockTime<T: Config> =
        StorageValue<_, u64, ValueQuery, ConstU64<PRODUCTION_BLOCK_TIME_MS>>;

    /// Whether parameters with a shorter value for tests use it.
    #[pallet::storage]
    pub type FastValues<T: Config> = StorageValue<_, bool, ValueQuery>;

    /// The number by which messages signed for this chain name it: a limit order carries it, so
    /// that nobody can submit it to another chain.
    #[pallet::storage]
    pub type ChainId<T: Config> = StorageValue<_, u64, ValueQuery, ConstU64<LOCAL_CHAIN_ID>>;

    /// The choice made for a new chain.
    #[pallet::genesis_config]
    pub struct GenesisConfig<T: Config> {
        /// Time between two blocks, in milliseconds: even and at least 2, because Aura's slot is
        /// twice a whole number of milliseconds.
        pub block_time: u64,
        /// Whether parameters with a shorter value for tests use it.
        pub fast_values: bool,
        /// The number by which messages signed for this chain name it. Chains that share accounts
        /// must not share it.
        pub chain_id: u64,
        /// Ties the configuration to its runtime.
        #[serde(skip)]
        pub _runtime: PhantomData<T>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self {
                block_time: PRODUCTION_BLOCK_TIME_MS,
                fast_values: false,
                chain_id: LOCAL_CHAIN_ID,
                _runtime: PhantomData,
            }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            assert!(
                self.block_time >= 2 && self.block_time.is_multiple_of(2),
                "chainSettings.blockTime must be an even number of milliseconds and at least 2, \
                 got {}",
                self.block_time,
            );
            BlockTime::<T>::put(self.block_time);
            FastValues::<T>::put(self.fast_values);
            ChainId::<T>::put(self.chain_id);
        }
    }
}

/// Half of the block time in milliseconds: what `pallet-timestamp` calls its minimum period.
pub struct MinimumPeriod<T>(PhantomData<T>);

impl<T: Config> Get<u64> for MinimumPeriod<T> {
    fn get() -> u64 {
        BlockTime::<T>::get() / 2
    }
}

/// The number of this chain, see [`ChainId`].
pub struct OwnChainId<T>(PhantomData<T>);

impl<T: Config> Get<u64> for OwnChainId<T> {
    fn get() -> u64 {
        ChainId::<T>::get()
    }
}

/// `Fast` on a chain with fast values, `Production` on every other chain.
pub struct Paced<T, Production, Fast>(PhantomData<(T, Production, Fast)>);

impl<T, Value, Production, Fast> Get<Value> for Paced<T, Production, Fast>
where
    T: Config,
    Production: Get<Value>,
    Fast: Get<Value>,
{
    fn get() -> Value {
        if FastValues::<T>::get() {
            Fast::get()
        } else {
            Production::get()
        }
    }
}

#[cfg(test)]
mod tests;
