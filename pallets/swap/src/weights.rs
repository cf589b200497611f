//! What the calls and hooks of the pallet weigh. The trait estimates, from what they read and
//! write; weights measured by the benchmarks implement it too and replace the estimates call by
//! call.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

/// Time of one price with its square root, in picoseconds, inside WASM.
const PRICE_REF_TIME: u64 = 5_000_000;

/// Weights of the calls and hooks.
pub trait WeightInfo {
    /// What the database takes for a read and for a write.
    fn database() -> RuntimeDbWeight;

    /// `set_fee_rate`.
    fn set_fee_rate() -> Weight {
        // Reads NetworksAdded, writes FeeRate.
        Self::database().reads_writes(1, 1)
    }

    /// A call that only refuses.
    fn deprecated() -> Weight {
        Weight::zero()
    }

    /// Storing the square roots of the prices of `subnets` subnets at the end of a block.
    fn record_prices(subnets: u32) -> Weight {
        // Per subnet: NetworksAdded, mechanism, both reserves, weights and the old root; the new
        // root. Before that, the number of subnets.
        let database = Self::database();
        database
            .reads_writes(6, 1)
            .saturating_add(Weight::from_parts(PRICE_REF_TIME, 0))
            .saturating_mul(subnets.into())
            .saturating_add(database.reads(1))
    }
}

/// The estimates, with the database weights of the runtime.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }
}

/// The estimates where the database is free.
impl WeightInfo for () {
    fn database() -> RuntimeDbWeight {
        RuntimeDbWeight::default()
    }
}
