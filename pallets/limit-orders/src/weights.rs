//! What the calls of the pallet weigh. The trait estimates, from what they read and write; weights
//! measured by the benchmarks implement it too and replace the estimates call by call.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

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

/// Orders one by one: each with its status, the price, a trade, the fee.
fn one_by_one(database: RuntimeDbWeight, orders: u32) -> Weight {
    database
        .reads_writes(
            1 + PRICE_READS + TRADE_READS + PAYMENT,
            1 + TRADE_WRITES + PAYMENT,
        )
        .saturating_add(Weight::from_parts(SIGNATURE_REF_TIME + TRADE_REF_TIME, 0))
        .saturating_mul(orders.into())
        .saturating_add(database.reads(COMMON_READS))
}

/// Orders set off against each other: each with its status, the value of its alpha at the price, one
/// handover and one payment (one to the pallet, one back), the fee.
fn together(database: RuntimeDbWeight, orders: u32) -> Weight {
    database
        .reads_writes(
            1 + PRICE_READS + HANDOVER_READS + 2 * PAYMENT,
            1 + HANDOVER_WRITES + 2 * PAYMENT,
        )
        .saturating_add(Weight::from_parts(SIGNATURE_REF_TIME, 0))
        .saturating_mul(orders.into())
        // Once: the price, one trade, the position of the pallet.
        .saturating_add(
            database.reads_writes(COMMON_READS + PRICE_READS + TRADE_READS, TRADE_WRITES),
        )
        .saturating_add(Weight::from_parts(TRADE_REF_TIME, 0))
}

/// Weights of the calls. Sales and purchases read and write different items: a call that may bring
/// either weighs what the dearer of both does.
pub trait WeightInfo {
    /// What the database takes for a read and for a write.
    fn database() -> RuntimeDbWeight;

    /// `execute_orders` with so many sales.
    fn execute_sales(orders: u32) -> Weight {
        one_by_one(Self::database(), orders)
    }

    /// `execute_orders` with so many purchases.
    fn execute_purchases(orders: u32) -> Weight {
        one_by_one(Self::database(), orders)
    }

    /// `execute_batched_orders` with so many sales.
    fn execute_batched_sales(orders: u32) -> Weight {
        together(Self::database(), orders)
    }

    /// `execute_batched_orders` with so many purchases.
    fn execute_batched_purchases(orders: u32) -> Weight {
        together(Self::database(), orders)
    }

    /// `cancel_order`.
    fn cancel_order() -> Weight {
        Self::database().reads_writes(1, 1)
    }

    /// `set_pallet_status`.
    fn set_pallet_status() -> Weight {
        // Reads the owner of the hotkey, writes the switch.
        Self::database().reads_writes(1, 1)
    }
}

/// The estimates, with the database weights of the runtime.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }
}

/// The estimates where the database is free.
impl WeightInfo for () {
    fn database() -> RuntimeDbWeight {
        RuntimeDbWeight::default()
    }
}
