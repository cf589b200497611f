//! Where `scripts/bench.sh --frame` writes the weights it measures, a file for each pallet.

pub mod pallet_drand;
pub mod pallet_limit_orders;
pub mod pallet_subtensor;
pub mod pallet_swap;
