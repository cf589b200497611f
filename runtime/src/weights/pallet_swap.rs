//! Weights of `pallet_swap`, measured by `scripts/bench.sh --frame`. Do not edit.
//!
//! Benchmark command of the SDK 64.0.0, 2026-11-30: 17 steps, 5 repetitions, Compiled WASM, AMD EPYC.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

/// What was measured; a call without a benchmark keeps its estimate.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_swap::WeightInfo for Measured<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }

    /// Storage: `SubtensorModule::NetworksAdded` (r:1 w:0)
    /// Storage: `Swap::FeeRate` (r:0 w:1)
    fn set_fee_rate() -> Weight {
        // At least 11_797 ns.
        Weight::from_parts(13_610_000, 0)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }

    fn deprecated() -> Weight {
        // At least 2_804 ns.
        Weight::from_parts(3_195_000, 0)
    }

    /// Storage: `SubtensorModule::NetworksAdded` (r:130 w:0)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:128 w:0)
    /// Storage: `Swap::SwapBalancer` (r:128 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:128 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:128 w:0)
    /// Storage: `Swap::AlphaSqrtPrice` (r:128 w:128)
    /// Measured for `n` from 2 to 129.
    fn record_prices(n: u32) -> Weight {
        // At least 29_775 ns.
        Weight::from_parts(27_844_875, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(13_239_125, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(n.into())))
    }
}
