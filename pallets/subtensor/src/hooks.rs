//! What the chain does by itself in every block, before any transaction (emission.md section 1).

use alloc::vec::Vec;

use frame_support::{
    dispatch::DispatchClass,
    traits::Get,
    weights::{RuntimeDbWeight, Weight, WeightMeter},
};

use crate::{
    WeightInfo,
    delegation::ChildrenStep,
    epoch::EpochSize,
    pallet::*,
    weights::{MAX_QUEUE, MAX_QUEUE_KILOBYTES},
};

/// What a part of the block step costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Keys read.
    pub reads: u64,
    /// Keys written.
    pub writes: u64,
    /// Time of the arithmetic, in picoseconds.
    pub ref_time: u64,
}

// The counts are what the tests in `tests/storage_cost.rs` measure, and those hold them. The times
// are three times those that were measured natively with the state in memory, because WASM needs
// up to three times as long. On one core of a shared cloud machine an epoch with Yuma3 took
//
//   neurons   validators   weights and bonds   milliseconds
//       256            8                 121            2.1
//       256           64               1 017            3.5
//       256           64              32 705            5.9
//      1024           64             131 009           36
//
// that is at most 8 us for a neuron, 25 us for a validator and 0.2 us for a weight or a bond.
//
// What the step costs on every chain, and opening commits, are items of `WeightInfo`: there the
// benchmarks replace these numbers. The others depend on too many sizes at once for a benchmark to
// give a weight; `whole_epoch` and `claim_root` show what their sums come to.

/// A key that is looked at because a subnet ends: it may belong to another one.
pub(crate) const PER_END_LOOK: Cost = Cost {
    reads: 1,
    writes: 0,
    ref_time: 3_000_000,
};

/// A key that is removed, or a value that is changed, because a subnet ends.
pub(crate) const PER_END_REMOVAL: Cost = Cost {
    reads: 1,
    writes: 1,
    ref_time: 3_000_000,
};

/// A position that is paid out because a subnet ends: the account of its coldkey.
pub(crate) const PER_END_PAYMENT: Cost = Cost {
    reads: 2,
    writes: 1,
    ref_time: 50_000_000,
};

/// A row of weights that is gone through because a neuron in it is replaced.
pub(crate) const PER_RATING_ROW: Cost = Cost {
    reads: 1,
    writes: 1,
    ref_time: 9_000_000,
};

/// A mechanism beyond the first in which a neuron is replaced.
pub(crate) const PER_FURTHER_MECHANISM: Cost = Cost {
    reads: 3,
    writes: 4,
    ref_time: 20_000_000,
};

/// A hotkey of a coldkey: whether it is registered anywhere.
pub(crate) const PER_OWNED_HOTKEY: Cost = Cost {
    reads: 1,
    writes: 0,
    ref_time: 2_000_000,
};

/// Whatever the number of subnets.
pub(crate) const PER_BLOCK: Cost = Cost {
    reads: 33,
    writes: 9,
    ref_time: 30_000_000,
};

/// A subnet in a block without an epoch, all its parameters set, with a pool that sells alpha for
/// the TAO it cannot take.
pub(crate) const PER_SUBNET: Cost = Cost {
    reads: 30,
    writes: 20,
    ref_time: 60_000_000,
};

/// An epoch, whatever the size of the subnet, with the lock of the owner's cut.
pub(crate) const PER_EPOCH: Cost = Cost {
    reads: 65,
    writes: 25,
    ref_time: 300_000_000,
};

/// A neuron in an epoch: what says its weight, its payment, at most into a new position under the
/// hotkey its owner has chosen, and its voting power.
pub(crate) const PER_NEURON: Cost = Cost {
    reads: 12,
    writes: 5,
    ref_time: 25_000_000,
};

/// What a validator costs more than any neuron: weights, bonds, commits, take and dividends.
pub(crate) const PER_VALIDATOR: Cost = Cost {
    reads: 7,
    writes: 4,
    ref_time: 75_000_000,
};

/// A weight or a bond in an epoch.
pub(crate) const PER_LINK: Cost = Cost {
    reads: 0,
    writes: 0,
    ref_time: 600_000,
};

/// A parent of a neuron in an epoch: its stake, which counts for the child, and its part of the
/// dividends, with take, at most into a new position.
pub(crate) const PER_PARENT: Cost = Cost {
    reads: 10,
    writes: 6,
    ref_time: 50_000_000,
};

/// A subnet with time-locked commits: where it stands.
pub(crate) const PER_TIMELOCK_TURN: Cost = Cost {
    reads: 2,
    writes: 0,
    ref_time: 10_000_000,
};

/// A queue of time-locked commits that is opened: its hotkeys, the queue, whether weights are
/// hidden, the list of queues. What grows with it is counted beside it.
pub(crate) const PER_TIMELOCK_QUEUE: Cost = Cost {
    reads: 4,
    writes: 3,
    ref_time: 10_000_000,
};

/// A kilobyte of a queue of time-locked commits: read, taken apart, written and hashed again; with
/// the hotkeys of the commits in it.
pub(crate) const PER_QUEUE_KILOBYTE: Cost = Cost {
    reads: 0,
    writes: 0,
    ref_time: 6_000_000,
};

/// A time-locked commit that is looked at, the signature of its round, and its event.
pub(crate) const PER_TIMELOCKED: Cost = Cost {
    reads: 1,
    writes: 0,
    ref_time: 15_000_000,
};

/// The hotkeys of a queue of time-locked commits in an epoch.
pub(crate) const PER_TIMELOCK_LIST: Cost = Cost {
    reads: 1,
    writes: 0,
    ref_time: 2_000_000,
};

/// A hotkey of a queue of time-locked commits: when it has made the first.
pub(crate) const PER_TIMELOCKED_HOTKEY: Cost = Cost {
    reads: 0,
    writes: 0,
    ref_time: 1_000_000,
};

/// Opening a time-locked commit: a pairing and a multiple of the generator of G2, which the node
/// computes, the decoding of a point of G2, which it does not; then what setting weights takes.
pub(crate) const PER_REVEAL: Cost = Cost {
    reads: 20,
    writes: 1,
    ref_time: 4_000_000_000,
};

/// Most time-locked commits that a block opens.
pub(crate) const MAX_REVEALS: u64 = 64;

/// A subnet that is gone over for announced children, with a step of the list of such subnets.
pub(crate) const PER_CHILDREN_TURN: Cost = Cost {
    reads: 2,
    writes: 1,
    ref_time: 10_000_000,
};

/// An announcement of children that is looked at.
pub(crate) const PER_ANNOUNCEMENT: Cost = Cost {
    reads: 1,
    writes: 0,
    ref_time: 3_000_000,
};

/// An announcement that takes effect: the lists of the hotkey, and those of five children that go
/// and five that come.
pub(crate) const PER_CHILD_LIST: Cost = Cost {
    reads: 12,
    writes: 13,
    ref_time: 60_000_000,
};

/// A pool of a hotkey that must have some stake for its announcement: its value, the price.
pub(crate) const PER_ANNOUNCER_POOL: Cost = Cost {
    reads: 6,
    writes: 0,
    ref_time: 5_000_000,
};

/// A hotkey whose conviction is counted in an epoch: both its buckets, each brought to the present.
pub(crate) const PER_CANDIDATE: Cost = Cost {
    reads: 3,
    writes: 0,
    ref_time: 100_000_000,
};

/// Whether small nominations are looked for, the minimum, and how far the search has come.
pub(crate) const SWEEP_BLOCK: Cost = Cost {
    reads: 2,
    writes: 1,
    ref_time: 1_000_000,
};

/// Looking at a position: its key, the next one, its share, its pool, the owner of the hotkey, the
/// price.
pub(crate) const SWEEP_LOOK: Cost = Cost {
    reads: 9,
    writes: 0,
    ref_time: 5_000_000,
};

/// Selling a nomination that is too small, on root or for a fee to the author of the block. What
/// follows for claims when it was on root is registered beside it.
pub(crate) const SWEEP_SALE: Cost = Cost {
    reads: 24,
    writes: 16,
    ref_time: 60_000_000,
};

/// Automatic claims of root dividends may use one part in so many of a block.
const CLAIMS_PART: u64 = 20;

/// The most that the automatic claims of a block may cost.
pub(crate) fn most_for_claims<T: Config>() -> Weight {
    T::BlockWeights::get().max_block.div(CLAIMS_PART)
}

/// Epochs may use one part in so many of a block, as far as their cost is known before they run.
const EPOCHS_PART: u64 = 2;

/// The most that the epochs of a block may cost; one that costs more runs alone.
pub(crate) fn most_for_epochs<T: Config>() -> Weight {
    T::BlockWeights::get().max_block.div(EPOCHS_PART)
}

/// Time-locked commits may use one part in so many of a block.
const REVEALS_PART: u64 = 10;

/// The most that opening time-locked commits may cost a block: as many as it may open, and looking
/// at the fullest queue.
pub(crate) fn most_for_reveals<T: Config>() -> Weight {
    T::WeightInfo::open_timelocked_weights(1)
        .saturating_mul(MAX_REVEALS)
        .saturating_add(PER_TIMELOCK_QUEUE.times::<T>(1))
        .saturating_add(PER_QUEUE_KILOBYTE.times::<T>(MAX_QUEUE_KILOBYTES.into()))
        .saturating_add(PER_TIMELOCKED.times::<T>(MAX_QUEUE.into()))
        .saturating_add(PER_TIMELOCKED_HOTKEY.times::<T>(MAX_QUEUE.into()))
        .min(T::BlockWeights::get().max_block.div(REVEALS_PART))
}

impl Cost {
    /// The weight of `count` such parts.
    pub fn times<T: Config>(self, count: u64) -> Weight {
        self.times_on(T::DbWeight::get(), count)
    }

    /// The same on a database whose costs are given.
    pub fn times_on(self, database: RuntimeDbWeight, count: u64) -> Weight {
        database
            .reads_writes(self.reads, self.writes)
            .saturating_add(Weight::from_parts(self.ref_time, 0))
            .saturating_mul(count)
    }

    /// Counts so many such parts for the block. The weights of calls know nothing of work that can
    /// grow without them: it counts when it is done.
    pub fn register<T: Config>(self, count: u64) {
        if count > 0 {
            frame_system::Pallet::<T>::register_extra_weight_unchecked(
                self.times::<T>(count),
                DispatchClass::Normal,
            );
        }
    }
}

impl EpochSize {
    /// The weight of an epoch of this size.
    pub(crate) fn weight<T: Config>(self) -> Weight {
        PER_EPOCH
            .times::<T>(1)
            .saturating_add(PER_NEURON.times::<T>(self.neurons))
            .saturating_add(PER_VALIDATOR.times::<T>(self.validators))
            .saturating_add(PER_LINK.times::<T>(self.links))
            .saturating_add(PER_TIMELOCK_LIST.times::<T>(self.timelock_queues))
            .saturating_add(PER_TIMELOCKED_HOTKEY.times::<T>(self.timelocked))
            .saturating_add(PER_PARENT.times::<T>(self.parents))
            .saturating_add(PER_CANDIDATE.times::<T>(self.candidates))
    }
}

impl ChildrenStep {
    /// The weight of what was done about announced children.
    pub(crate) fn weight<T: Config>(self) -> Weight {
        PER_CHILDREN_TURN
            .times::<T>(self.turns)
            .saturating_add(PER_ANNOUNCEMENT.times::<T>(self.looked_at))
            .saturating_add(PER_CHILD_LIST.times::<T>(self.due))
            .saturating_add(PER_ANNOUNCER_POOL.times::<T>(self.pools))
    }
}

/// Runs the block step. Returns what it cost.
///
/// 1. The price of a registration falls on every subnet.
/// 2. Time-locked weights whose time has come are opened, so that they count in an epoch of this
///    block. That costs at most [`most_for_reveals`]; the rest goes on in the next.
/// 3. The block emission is minted and shared out: TAO into the pools, alpha into what waits for
///    the participants.
/// 4. Subnets whose epoch is due are paid; the number of epochs in a block is bounded by
///    `MaxEpochsPerBlock` and by [`most_for_epochs`], the rest waits for the next block.
/// 5. The smoothed prices move.
/// 6. Announced children take effect on the subnets whose turn it was; what is too much for one
///    block goes on in the next.
/// 7. Root dividends are claimed for a few coldkeys. That costs at most [`most_for_claims`];
///    what does not fit waits until the coldkey is drawn again.
pub(crate) fn on_initialize<T: Config>() -> Weight {
    let block = Pallet::<T>::now();
    let all = Pallet::<T>::all_netuids();
    Pallet::<T>::step_registration_prices(block, &all);
    let subnets: Vec<_> = all
        .iter()
        .copied()
        .filter(|netuid| !netuid.is_root())
        .collect();

    Pallet::<T>::count_block(&subnets);
    let plan = Pallet::<T>::plan_epochs(block, &subnets);
    let mut reveals = WeightMeter::with_limit(most_for_reveals::<T>());
    Pallet::<T>::open_timelocked_weights::<T::Beacon>(block, &plan, &mut reveals);
    let emitting = Pallet::<T>::run_coinbase(&subnets);
    let mut weight = T::WeightInfo::block_step(all.len() as u32);
    let drained = Pallet::<T>::drain_due_subnets(block, plan);
    for (netuid, pending) in drained.paid {
        let size = Pallet::<T>::pay_epoch(netuid, pending, block);
        weight = weight.saturating_add(size.weight::<T>());
    }
    Pallet::<T>::update_moving_prices(block, &emitting);
    let children = Pallet::<T>::apply_announced_children(block, &drained.fired);
    let mut claims = WeightMeter::with_limit(most_for_claims::<T>());
    Pallet::<T>::claim_automatically(&mut claims);
    weight
        .saturating_add(children.weight::<T>())
        .saturating_add(claims.consumed())
        .saturating_add(reveals.consumed())
}

/// Does with what a block has left over what can wait: looking for nominations that are too small.
/// Returns what it cost.
pub(crate) fn on_idle<T: Config>(remaining: Weight) -> Weight {
    let mut meter = WeightMeter::with_limit(remaining);
    Pallet::<T>::sweep_small_nominations(&mut meter);
    meter.consumed()
}
