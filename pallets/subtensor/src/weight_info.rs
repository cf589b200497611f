//! What the calls cost.
//!
//! The trait estimates: it counts the storage items that the longest path of a call reads and
//! writes. What exists once a subnet or once a member of root counts as often as the limits of the
//! chain allow. [`EstimatedWeight`] is these estimates and nothing else; weights measured by the
//! benchmarks implement the trait too and replace the estimates call by call.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

/// Most subnets that exist: the default of `SubnetLimit`, and root.
const SUBNETS: u64 = 129;

/// Members of root.
const ROOT_MEMBERS: u64 = 64;

/// Items one position of a coldkey in a share pool consists of: its shares, the value of the pool
/// and its denominator.
const POSITION: u64 = 3;

/// Items a trade touches in the market and in the totals: whether the subnet is dynamic, the
/// weights, the fee and the state of the pool, both reserves, the alpha outside, the stake and the
/// volume, and the accounts of coldkey and subnet.
const TRADE: u64 = 11;

/// Items that exist once a neuron of a subnet and die with it.
const NEURON: u64 = 16;

/// Items that exist once a subnet and are written when it is created or dissolved.
const SUBNET: u64 = 50;

/// Declares the trait from one table: for each call, with the number that its weight depends on if
/// there is one, the number of items it reads and the number it writes.
macro_rules! weights {
    ($($(#[$doc:meta])* $call:ident $(($size:ident))?: $reads:expr, $writes:expr;)+) => {
        /// The weight of each call.
        pub trait WeightInfo {
            /// What the database takes for a read and for a write.
            fn database() -> RuntimeDbWeight;

            $($(#[$doc])* fn $call($($size: u32)?) -> Weight {
                $(let _ = $size;)?
                Self::database().reads_writes($reads, $writes)
            })+
        }
    };
}

/// Weights from counted reads and writes, with the cost of each from the runtime's database.
pub struct EstimatedWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for EstimatedWeight<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }
}

weights! {
    /// Finding the netuid and the median price looks at every subnet; every member of root is
    /// offered to the new owner as a parent.
    register_network: 20 + 4 * SUBNETS + 8 * ROOT_MEMBERS, SUBNET + NEURON + 3 * ROOT_MEMBERS;
    /// As `register_network`, and the identity.
    register_network_with_identity:
        20 + 4 * SUBNETS + 8 * ROOT_MEMBERS, SUBNET + NEURON + 3 * ROOT_MEMBERS + 1;
    /// Every item of the subnet, and a full set of neurons with one position each.
    dissolve_network: SUBNET + 256 * (NEURON + POSITION), SUBNET + 256 * (NEURON + POSITION + 1);
    /// Owner, age, delay and whether it was started before.
    start_call: 5, 2;
    /// Owner and the symbols of all subnets.
    update_symbol: 2 + SUBNETS, 1;
    /// The price, the purchase, and the replacement of a neuron: the vectors that decide which one.
    burned_register: 20 + TRADE + NEURON, 6 + TRADE + 2 * NEURON;
    /// The root stake of every member.
    root_register: 12 + 2 * ROOT_MEMBERS, 6 + 2 * NEURON;
    /// At most 20 items whatever the number of targets.
    set_weights(targets): 20, 2;
    /// Owner, window, limit.
    set_tempo: 7, 3;
    /// Owner, window, limit.
    set_activity_cutoff_factor: 7, 2;
    /// Owner, window, limit, pending epoch.
    trigger_epoch: 9, 2;
    /// A purchase and one position.
    add_stake: 6 + TRADE + POSITION, 3 + TRADE + POSITION;
    /// A quote, a purchase, one position, and the take of a new delegate.
    add_stake_limit: 10 + TRADE + POSITION, 4 + TRADE + POSITION;
    /// A sale and one position; too little stake, looked up on every subnet, ends the pending children
    /// there.
    remove_stake: 10 + TRADE + POSITION + 6 * SUBNETS, 3 + TRADE + POSITION + SUBNETS;
    /// A quote, a sale and one position; pending children as above.
    remove_stake_limit: 14 + TRADE + POSITION + 6 * SUBNETS, 3 + TRADE + POSITION + SUBNETS;
    /// A sale on every subnet, and a purchase on root.
    unstake_all: SUBNETS * (6 + TRADE + POSITION), SUBNETS * (3 + TRADE + POSITION);
    /// A sale, a purchase and two positions.
    transition_stake: 12 + 2 * (TRADE + POSITION), 5 + 2 * (TRADE + POSITION);
    /// Two quotes, a sale, a purchase and two positions.
    swap_stake_limit: 20 + 2 * (TRADE + POSITION), 5 + 2 * (TRADE + POSITION);
    /// Owner, bounds, the present take.
    decrease_take: 5, 2;
    /// Owner, bounds, the present take, limit.
    increase_take: 7, 2;
    /// Uid, limit, the former announcement.
    serve_axon: 4, 2;
    /// Uid, limit, the former announcement.
    serve_prometheus: 4, 1;
    /// The hotkeys of the coldkey on every subnet.
    set_identity: 1 + SUBNETS, 1;
    /// Owner.
    set_subnet_identity: 1, 1;
    /// The pairing and both lists of the coldkey.
    try_associate_hotkey: 4, 3;
}
