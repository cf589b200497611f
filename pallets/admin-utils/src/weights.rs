//! What the calls cost: the storage items that the longest path of a call reads and writes.

use frame_support::{traits::Get, weights::Weight};
use frame_system::Config;
use pallet_subtensor::WeightInfo;

/// Whether the subnet exists.
const EXISTENCE: u64 = 1;

/// Whether the subnet is frozen: tempo, last epoch, pending epoch and the length of the window.
const WINDOW: u64 = 4;

/// Who owns the subnet.
const OWNER: u64 = 1;

/// Whether the owner's last time is long enough ago: that block and the number of tempos. The tempo
/// is part of the window.
const LIMIT: u64 = 2;

/// A parameter for owner and root, with its limit and `bounds` items that bound it. What is written
/// is the parameter and the block.
pub(crate) fn owner_or_root<T: Config>(bounds: u64) -> Weight {
    reads_writes::<T>(&[OWNER, LIMIT, EXISTENCE, WINDOW, bounds], 2)
}

/// A parameter for owner and root without a limit.
pub(crate) fn owner_or_root_unlimited<T: Config>() -> Weight {
    reads_writes::<T>(&[OWNER, EXISTENCE, WINDOW], 1)
}

/// The number of mechanisms, for the owner once in a while and for root, and what those have that
/// go.
pub(crate) fn mechanism_count<T: pallet_subtensor::Config>() -> Weight {
    owner_once_in_or_root::<T>(0)
        .saturating_add(<T as pallet_subtensor::Config>::WeightInfo::set_mechanism_count())
}

/// The split over the mechanisms, which the number of mechanisms bounds.
pub(crate) fn mechanism_emission_split<T: Config>() -> Weight {
    owner_once_in_or_root::<T>(1).saturating_add(T::DbWeight::get().writes(1))
}

/// The number of neurons, and those that go.
pub(crate) fn trim<T: pallet_subtensor::Config>() -> Weight {
    owner_once_in_or_root::<T>(0)
        .saturating_add(<T as pallet_subtensor::Config>::WeightInfo::trim_to_max_allowed_uids())
}

/// That the owner may do something again, or that it is root, with `bounds` items that bound what is
/// set. What is written is the block.
fn owner_once_in_or_root<T: Config>(bounds: u64) -> Weight {
    reads_writes::<T>(&[OWNER, 1, EXISTENCE, WINDOW, bounds], 1)
}

/// The owner's hotkey: in any block, with the block of the last time. Locks on the former and the
/// new one change their buckets: two of each kind, rolled with two rates.
pub(crate) fn owner_hotkey<T: Config>() -> Weight {
    reads_writes::<T>(&[OWNER, EXISTENCE, 1, 1 + 2 + 6], 2 + 6)
}

/// A parameter of a subnet for root, with `bounds` items that bound it.
pub(crate) fn root_outside_window<T: Config>(bounds: u64) -> Weight {
    reads_writes::<T>(&[EXISTENCE, WINDOW, bounds], 1)
}

/// A parameter of a subnet for root, in any block.
pub(crate) fn root_on_subnet<T: Config>() -> Weight {
    reads_writes::<T>(&[EXISTENCE], 1)
}

/// The tempo and the block its cycle starts in.
pub(crate) fn tempo<T: Config>() -> Weight {
    reads_writes::<T>(&[EXISTENCE, WINDOW], 2)
}

/// A parameter of the chain.
pub(crate) fn root_on_chain<T: Config>() -> Weight {
    reads_writes::<T>(&[], 1)
}

/// The smallest nomination, and the start of the search for those below it.
pub(crate) fn nominator_minimum<T: Config>() -> Weight {
    reads_writes::<T>(&[1], 2)
}

/// The Aura keys and the digest that announces them.
pub(crate) fn swap_authorities<T: Config>() -> Weight {
    reads_writes::<T>(&[1], 2)
}

/// The pending change of GRANDPA's authorities and the block of the next forced one.
pub(crate) fn schedule_grandpa_change<T: Config>() -> Weight {
    reads_writes::<T>(&[2], 2)
}

fn reads_writes<T: Config>(reads: &[u64], writes: u64) -> Weight {
    T::DbWeight::get().reads_writes(reads.iter().sum(), writes)
}
