//! What the chain does by itself in every block, before any transaction (emission.md section 1).

use frame_support::{traits::Get, weights::Weight};

use crate::pallet::*;

/// Storage that one subnet costs in a block without an epoch, as counted by a test.
const READS_PER_SUBNET: u64 = 32;
const WRITES_PER_SUBNET: u64 = 20;
/// Storage of an epoch: for each neuron, and whatever the size of the subnet.
const READS_PER_NEURON: u64 = 12;
const WRITES_PER_NEURON: u64 = 6;
const READS_PER_EPOCH: u64 = 50;
const WRITES_PER_EPOCH: u64 = 20;

/// Runs the block step. Returns what it cost.
///
/// 1. The price of a registration falls on every subnet.
/// 2. The block emission is minted and shared out: TAO into the pools, alpha into what waits for
///    the participants.
/// 3. Subnets whose epoch is due are paid; the number of epochs in a block is bounded by
///    `MaxEpochsPerBlock`, the rest waits for the next block.
/// 4. The smoothed prices move.
pub(crate) fn on_initialize<T: Config>() -> Weight {
    let block = Pallet::<T>::now();
    let all = Pallet::<T>::all_netuids();
    Pallet::<T>::step_registration_prices(block, &all);
    let subnets = all
        .iter()
        .copied()
        .filter(|netuid| !netuid.is_root())
        .collect::<alloc::vec::Vec<_>>();

    let emitting = Pallet::<T>::run_coinbase(&subnets);
    let mut neurons = 0u64;
    let drained = Pallet::<T>::drain_due_subnets(block, &subnets);
    let epochs = drained.len() as u64;
    for (netuid, pending) in drained {
        neurons = neurons.saturating_add(Pallet::<T>::neuron_count(netuid).into());
        Pallet::<T>::pay_epoch(netuid, pending, block);
    }
    Pallet::<T>::update_moving_prices(block, &emitting);
    cost::<T>(all.len() as u64, epochs, neurons)
}

fn cost<T: Config>(subnets: u64, epochs: u64, neurons: u64) -> Weight {
    let reads = subnets
        .saturating_mul(READS_PER_SUBNET)
        .saturating_add(epochs.saturating_mul(READS_PER_EPOCH))
        .saturating_add(neurons.saturating_mul(READS_PER_NEURON));
    let writes = subnets
        .saturating_mul(WRITES_PER_SUBNET)
        .saturating_add(epochs.saturating_mul(WRITES_PER_EPOCH))
        .saturating_add(neurons.saturating_mul(WRITES_PER_NEURON));
    T::DbWeight::get().reads_writes(reads, writes)
}
