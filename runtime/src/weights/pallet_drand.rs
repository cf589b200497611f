//! Weights of `pallet_drand`, to be measured by `scripts/bench.sh --frame`, which writes this
//! file. Do not edit.

use core::marker::PhantomData;

use frame_support::{traits::Get, weights::RuntimeDbWeight};

/// What was measured; a call without a benchmark keeps its estimate.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_drand::WeightInfo for Measured<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }
}
