//! What the calls of the pallet weigh, estimated from what they read and write.

use core::marker::PhantomData;

use frame_support::{traits::Get, weights::Weight};

/// Weights of the calls.
pub trait WeightInfo {
    /// `execute_orders` with so many orders.
    fn execute_orders(orders: u64) -> Weight;
    /// `execute_batched_orders` with so many orders.
    fn execute_batched_orders(orders: u64) -> Weight;
    /// `cancel_order`.
    fn cancel_order() -> Weight;
    /// `set_pallet_status`.
    fn set_pallet_status() -> Weight;
}

/// Time to encode and hash an order and to verify its signature, in picoseconds.
const SIGNATURE_REF_TIME: u64 = 70_000_000;

/// Time to simulate a trade and to make it, in picoseconds, inside WASM.
const TRADE_REF_TIME: u64 = 200_000_000;

/// Items that decide about a call: the switch, the time, the chain id.
const COMMON_READS: u64 = 3;

/// Items of a price: mechanism, weights and both reserves.
const PRICE_READS: u64 = 4;

/// Items that a purchase or a sale reads: subnet, subtoken, owner of the hotkey, what the price
/// reads, the fee and the state of the pool, the counters of the subnet, the position with its
/// index, the accounts of coldkey, subnet and author, the stamp.
const TRADE_READS: u64 = 24;

/// Items of them that change.
const TRADE_WRITES: u64 = 16;

/// Items of a position handed over: subnet, subtoken, owner, two positions of a share, a value and
/// a denominator each, the index of the receiver.
const HANDOVER_READS: u64 = 10;

/// Items of them that change: both positions, the index, the stamp.
const HANDOVER_WRITES: u64 = 8;

/// Accounts of a payment in TAO.
const PAYMENT: u64 = 2;

/// Estimates from counted storage operations and the database weights of the runtime.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> EstimatedWeight<T> {
    fn work(reads: u64, writes: u64, ref_time: u64) -> Weight {
        T::DbWeight::get()
            .reads_writes(reads, writes)
            .saturating_add(Weight::from_parts(ref_time, 0))
    }
}

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn execute_orders(orders: u64) -> Weight {
        // Each order: its status, the price, a trade, the fee.
        Self::work(
            1 + PRICE_READS + TRADE_READS + PAYMENT,
            1 + TRADE_WRITES + PAYMENT,
            SIGNATURE_REF_TIME + TRADE_REF_TIME,
        )
        .saturating_mul(orders)
        .saturating_add(T::DbWeight::get().reads(COMMON_READS))
    }

    fn execute_batched_orders(orders: u64) -> Weight {
        // Each order: its status, the value of its alpha at the price, one handover and one payment
        // (one to the pallet, one back), the fee.
        Self::work(
            1 + PRICE_READS + HANDOVER_READS + 2 * PAYMENT,
            1 + HANDOVER_WRITES + 2 * PAYMENT,
            SIGNATURE_REF_TIME,
        )
        .saturating_mul(orders)
        // Once: the price, one trade, the position of the pallet.
        .saturating_add(Self::work(
            COMMON_READS + PRICE_READS + TRADE_READS,
            TRADE_WRITES,
            TRADE_REF_TIME,
        ))
    }

    fn cancel_order() -> Weight {
        T::DbWeight::get().reads_writes(1, 1)
    }

    fn set_pallet_status() -> Weight {
        // Reads the owner of the hotkey, writes the switch.
        T::DbWeight::get().reads_writes(1, 1)
    }
}

impl WeightInfo for () {
    fn execute_orders(_orders: u64) -> Weight {
        Weight::zero()
    }

    fn execute_batched_orders(_orders: u64) -> Weight {
        Weight::zero()
    }

    fn cancel_order() -> Weight {
        Weight::zero()
    }

    fn set_pallet_status() -> Weight {
        Weight::zero()
    }
}
