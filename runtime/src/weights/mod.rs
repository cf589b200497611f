//! Where `scripts/bench.sh --frame` writes the weights it measures, a file for each pallet.

pub mod pallet_subtensor;
