//! What the calls and hooks of the pallet weigh, estimated from what they read and write.

use core::marker::PhantomData;

use frame_support::{traits::Get, weights::Weight};

/// Weights of the calls and hooks.
pub trait WeightInfo {
    /// `set_fee_rate`.
    fn set_fee_rate() -> Weight;
    /// A call that only refuses.
    fn deprecated() -> Weight;
    /// Storing the square roots of the prices of `subnets` subnets at the end of a block.
    fn record_prices(subnets: u64) -> Weight;
}

/// Time of one price with its square root, in picoseconds, inside WASM.
const PRICE_REF_TIME: u64 = 5_000_000;

/// Estimates from counted storage operations and the database weights of the runtime.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn set_fee_rate() -> Weight {
        // Reads NetworksAdded, writes FeeRate.
        T::DbWeight::get().reads_writes(1, 1)
    }

    fn deprecated() -> Weight {
        Weight::zero()
    }

    fn record_prices(subnets: u64) -> Weight {
        // Per subnet: NetworksAdded, mechanism, both reserves, weights and the old root; the new
        // root. Before that, the number of subnets.
        let database = T::DbWeight::get();
        database
            .reads_writes(6, 1)
            .saturating_add(Weight::from_parts(PRICE_REF_TIME, 0))
            .saturating_mul(subnets)
            .saturating_add(database.reads(1))
    }
}

impl WeightInfo for () {
    fn set_fee_rate() -> Weight {
        Weight::zero()
    }

    fn deprecated() -> Weight {
        Weight::zero()
    }

    fn record_prices(_subnets: u64) -> Weight {
        Weight::zero()
    }
}
