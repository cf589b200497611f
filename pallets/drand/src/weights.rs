//! What the calls of the pallet weigh.

use core::marker::PhantomData;

use frame_support::{traits::Get, weights::Weight};

/// Weights of the calls.
pub trait WeightInfo {
    /// `write_pulse` with so many pulses.
    fn write_pulse(pulses: u32) -> Weight;
    /// `set_beacon_config`.
    fn set_beacon_config() -> Weight;
    /// `set_oldest_stored_round`.
    fn set_oldest_stored_round() -> Weight;
}

/// Time to verify one pulse, in picoseconds: a hash to the curve inside WASM, two pairings by the
/// host.
const PULSE_REF_TIME: u64 = 4_294_000_000;

/// The time of the cryptography, counted storage operations and the database weights of the
/// runtime.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn write_pulse(pulses: u32) -> Weight {
        // Reads the beacon and the two ends of what is kept; writes these ends and when that was.
        // Each pulse is written; the one below the newest is looked up before.
        let each =
            Weight::from_parts(PULSE_REF_TIME, 0).saturating_add(T::DbWeight::get().writes(1));
        each.saturating_mul(pulses.into())
            .saturating_add(T::DbWeight::get().reads_writes(3, 3))
    }

    fn set_beacon_config() -> Weight {
        // Writes the beacon and when it may be used.
        T::DbWeight::get().writes(2)
    }

    fn set_oldest_stored_round() -> Weight {
        T::DbWeight::get().writes(1)
    }
}
