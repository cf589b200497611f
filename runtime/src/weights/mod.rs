//! Weights that `scripts/bench.sh --frame` measured in this runtime, a file for each pallet.

pub mod pallet_subtensor;
