//! Weights of `pallet_drand`, measured by `scripts/bench.sh --frame`. Do not edit.
//!
//! Benchmark command of the SDK 64.0.0, 2026-11-30: 17 steps, 5 repetitions, Compiled WASM, AMD EPYC.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

/// What was measured; a call without a benchmark keeps its estimate.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_drand::WeightInfo for Measured<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }

    /// Storage: `Drand::BeaconConfig` (r:1 w:0)
    /// Storage: `Drand::OldestStoredRound` (r:1 w:1)
    /// Storage: `Drand::LastStoredRound` (r:1 w:1)
    /// Storage: `Drand::Pulses` (r:16 w:16)
    /// Storage: `Drand::NextUnsignedAt` (r:0 w:1)
    /// Measured for `p` from 1 to 16.
    fn write_pulse(p: u32) -> Weight {
        // At least 3_868_982 ns.
        Weight::from_parts(149_869_200, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(3_856_437_400, 0).saturating_mul(p.into()))
            .saturating_add(T::DbWeight::get().reads(3))
            .saturating_add(T::DbWeight::get().reads(1_u64.saturating_mul(p.into())))
            .saturating_add(T::DbWeight::get().writes(3))
            .saturating_add(T::DbWeight::get().writes(1_u64.saturating_mul(p.into())))
    }

    /// Storage: `Drand::BeaconConfig` (r:0 w:1)
    /// Storage: `Drand::NextUnsignedAt` (r:0 w:1)
    fn set_beacon_config() -> Weight {
        // At least 732_597 ns.
        Weight::from_parts(744_094_000, 0).saturating_add(T::DbWeight::get().writes(2))
    }

    /// Storage: `Drand::OldestStoredRound` (r:0 w:1)
    fn set_oldest_stored_round() -> Weight {
        // At least 4_556 ns.
        Weight::from_parts(5_208_000, 0).saturating_add(T::DbWeight::get().writes(1))
    }
}
