//! What the calls of the pallet weigh. The trait estimates, from what they read and write and the
//! time of the cryptography; weights measured by the benchmarks implement it too and replace the
//! estimates call by call.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

/// Time to verify one pulse, in picoseconds: a hash to the curve inside WASM, two pairings by the
/// host.
const PULSE_REF_TIME: u64 = 4_294_000_000;

/// Weights of the calls.
pub trait WeightInfo {
    /// What the database takes for a read and for a write.
    fn database() -> RuntimeDbWeight;

    /// `write_pulse` with so many pulses.
    fn write_pulse(pulses: u32) -> Weight {
        // Reads the beacon and the two ends of what is kept; writes these ends and when that was.
        // Each pulse is written; the one below the newest is looked up before.
        let database = Self::database();
        Weight::from_parts(PULSE_REF_TIME, 0)
            .saturating_add(database.writes(1))
            .saturating_mul(pulses.into())
            .saturating_add(database.reads_writes(3, 3))
    }

    /// `set_beacon_config`.
    fn set_beacon_config() -> Weight {
        // Writes the beacon and when it may be used. Reading the key takes less than verifying a
        // pulse with it.
        Self::database()
            .writes(2)
            .saturating_add(Weight::from_parts(PULSE_REF_TIME, 0))
    }

    /// `set_oldest_stored_round`.
    fn set_oldest_stored_round() -> Weight {
        Self::database().writes(1)
    }
}

/// The estimates, with the database weights of the runtime.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }
}
