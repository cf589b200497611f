//! What the calls cost.
//!
//! The trait estimates: it counts the storage items that the longest path of a call reads and
//! writes. What exists once a subnet or once a member of root counts as often as the limits of the
//! chain allow. [`EstimatedWeight`] is these estimates and nothing else; weights measured by the
//! benchmarks implement the trait too and replace the estimates call by call.
//!
//! `claim_root` is no estimate but a budget, so nothing measured replaces it: a claim stops when it
//! is used up, and what it did not use is given back.

use core::marker::PhantomData;

use frame_support::{
    dispatch::{DispatchErrorWithPostInfo, DispatchResultWithPostInfo},
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};
use sp_runtime::DispatchResult;

use crate::hooks::{PER_BLOCK, PER_QUEUE_KILOBYTE, PER_REVEAL, PER_SUBNET};

/// Most subnets that exist: the default of `SubnetLimit`, and root.
pub(crate) const SUBNETS: u64 = 129;

/// Members of root.
pub(crate) const ROOT_MEMBERS: u64 = 64;

/// Items one position of a coldkey in a share pool consists of: its shares, the value of the pool
/// and its denominator.
const POSITION: u64 = 3;

/// Items a trade touches in the market and in the totals: whether the subnet is dynamic, the
/// weights, the fee and the state of the pool, both reserves, the alpha outside, the stake and the
/// volume, and the accounts of coldkey and subnet.
const TRADE: u64 = 11;

/// Items a lock consists of: the lock and its inverse, its mode, the two rates, the hotkey of the
/// subnet's owner, the bucket, and the total of the subnet.
const LOCK: u64 = 8;

/// Positions that are summed for a coldkey with a lock, as many as it mostly takes. More count for
/// the block when they are visited.
pub(crate) const HELD_POSITIONS: u64 = 4;

/// Items that say whether a coldkey with a lock holds enough on a subnet: its list of hotkeys, and
/// its positions with some of them.
const HOLDINGS: u64 = 1 + HELD_POSITIONS * POSITION;

/// Items that exist once a neuron of a subnet and die with it.
const NEURON: u64 = 16;

/// Neurons a subnet can have, over all its mechanisms.
pub(crate) const NEURONS: u64 = 256;

/// Mechanisms a subnet can have.
pub(crate) const MECHANISMS: u64 = 16;

/// Items that exist once a subnet and are written when it is created or dissolved.
const SUBNET: u64 = 50;

/// Parameters of a subnet that its owner may not set at any time.
const PARAMETERS: u64 = 33;

/// The result of a call that has turned out to weigh this, done or refused. A weight that is only
/// registered beside would be forgotten with all the rest when the call or its batch is refused.
pub(crate) fn weighing(weight: Weight, result: DispatchResult) -> DispatchResultWithPostInfo {
    match result {
        Ok(()) => Ok(Some(weight).into()),
        Err(error) => Err(DispatchErrorWithPostInfo {
            post_info: Some(weight).into(),
            error,
        }),
    }
}

/// Declares the trait from one table: for each call, with the number that its weight depends on if
/// there is one, the number of items it reads and the number it writes.
macro_rules! weights {
    ($($(#[$doc:meta])* $call:ident $(($size:ident))?: $reads:expr, $writes:expr;)+) => {
        /// The weight of each call.
        pub trait WeightInfo {
            /// What the database takes for a read and for a write.
            fn database() -> RuntimeDbWeight;

            /// The block step of a chain with so many subnets, root among them, without epochs,
            /// reveals, announced children and claims.
            fn block_step(subnets: u32) -> Weight {
                let database = Self::database();
                PER_BLOCK
                    .times_on(database, 1)
                    .saturating_add(PER_SUBNET.times_on(database, subnets.into()))
            }

            /// Opening so many time-locked commits, each of a round of its own.
            fn open_timelocked_weights(commits: u32) -> Weight {
                PER_REVEAL.times_on(Self::database(), commits.into())
            }

            /// A time-locked commit that joins a queue of so many kilobytes: as `commit_weights`,
            /// with the version, the beacon, the hotkeys of the queue and the list of queues.
            fn commit_timelocked_weights(kilobytes: u32) -> Weight {
                let database = Self::database();
                let queue = PER_QUEUE_KILOBYTE.times_on(database, kilobytes.into());
                database.reads_writes(25, 5).saturating_add(queue)
            }

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
    /// offered to the new owner as a parent, and all are counted. Their stake comes on top.
    register_network:
        25 + 4 * SUBNETS + 7 * ROOT_MEMBERS, SUBNET + NEURON + 2 * ROOT_MEMBERS + 2;
    /// As `register_network`, and the identity.
    register_network_with_identity:
        25 + 4 * SUBNETS + 7 * ROOT_MEMBERS, SUBNET + NEURON + 2 * ROOT_MEMBERS + 3;
    /// Every item of the subnet, the limits on its parameters, and a few neurons. What there is more is
    /// counted when it goes.
    dissolve_network:
        SUBNET + 4 * (NEURON + POSITION), SUBNET + PARAMETERS + 4 * (NEURON + POSITION + 1);
    /// Owner, age, delay and whether it was started before.
    start_call: 5, 2;
    /// Owner and the symbols of all subnets.
    update_symbol: 2 + SUBNETS, 1;
    /// The price, the purchase, and the replacement of a neuron: the vectors and the blocks of
    /// registration that decide which one. What `Replaced` says comes on top.
    burned_register: 20 + TRADE + NEURON + NEURONS, 6 + TRADE + 2 * NEURON;
    /// The root stake of every member.
    root_register: 12 + 2 * ROOT_MEMBERS, 6 + 2 * NEURON;
    /// At most 20 items whatever the number of targets.
    set_weights(targets): 20, 2;
    /// Owner, stake, uid, switch, limit, schedule, period, and the queue.
    commit_weights: 20, 2;
    /// A commit and what setting weights takes.
    reveal_weights(targets): 28, 2;
    /// Bounds, the former number, and of each mechanism that goes its weights, bonds, vectors and
    /// hidden weights, of which every neuron has a few.
    set_mechanism_count: 3 + 4 * NEURONS + 6 * MECHANISMS, 3 + 4 * NEURONS + 4 * MECHANISMS;
    /// Bounds, who is immune, the vectors of the subnet and of its mechanisms; who a neuron is, with
    /// its weights and bonds.
    trim_to_max_allowed_uids: 20 + 2 * MECHANISMS + 6 * NEURONS, 10 + 2 * MECHANISMS + 12 * NEURONS;
    /// Owner, window, limit.
    set_tempo: 7, 3;
    /// Owner, window, limit.
    set_activity_cutoff_factor: 7, 2;
    /// Owner, window, limit, pending epoch.
    trigger_epoch: 9, 2;
    /// A purchase, one position and the lock beside it.
    add_stake: 6 + TRADE + POSITION + LOCK, 3 + TRADE + POSITION + LOCK;
    /// A quote, a purchase, one position, the lock, and the take of a new delegate.
    add_stake_limit: 10 + TRADE + POSITION + LOCK, 4 + TRADE + POSITION + LOCK;
    /// A sale and one position; the lock and what the coldkey holds.
    remove_stake: 10 + TRADE + POSITION + LOCK + HOLDINGS, 3 + TRADE + POSITION + LOCK;
    /// A quote, a sale and one position; the lock and what the coldkey holds.
    remove_stake_limit: 14 + TRADE + POSITION + LOCK + HOLDINGS, 3 + TRADE + POSITION + LOCK;
    /// A sale on every subnet, and a purchase on root.
    unstake_all:
        SUBNETS * (6 + TRADE + POSITION + LOCK + HOLDINGS), SUBNETS * (3 + TRADE + POSITION + LOCK);
    /// A sale, a purchase, two positions, two locks and what the coldkey holds.
    move_stake:
        12 + 2 * (TRADE + POSITION + LOCK) + HOLDINGS, 5 + 2 * (TRADE + POSITION + LOCK);
    /// As `move_stake`: to another coldkey, or to another subnet.
    transition_stake:
        12 + 2 * (TRADE + POSITION + LOCK) + HOLDINGS, 5 + 2 * (TRADE + POSITION + LOCK);
    /// Two quotes, a sale, a purchase, two positions, two locks and what the coldkey holds.
    swap_stake_limit:
        20 + 2 * (TRADE + POSITION + LOCK) + HOLDINGS, 5 + 2 * (TRADE + POSITION + LOCK);
    /// A transaction fee paid in alpha: the author, the price, a sale and one position; the lock and
    /// what the coldkey holds.
    pay_fee_in_alpha:
        8 + TRADE + POSITION + LOCK + HOLDINGS, 4 + TRADE + POSITION + LOCK;
    /// As much as a claim may cost: four hotkeys that earn on every subnet, with a sale on each of
    /// the subnets named. What is not used is given back.
    claim_root: 8 + 4 * (SUBNETS + 90), 6 + 4 * (SUBNETS + 61);
    /// The limit of subnets, the choice, and a place in the list of root stakers.
    set_root_claim_type: 4, 4;
    /// One value.
    sudo_set_num_root_claims: 0, 1;
    /// Owner, subnet.
    sudo_set_root_claim_threshold: 2, 1;
    /// Subnet, hotkey, alpha outside the pool, one position, the ledger; the lock and what the
    /// coldkey holds.
    recycle_alpha: 5 + POSITION + 2 + LOCK + HOLDINGS, 1 + POSITION + 2;
    /// As `recycle_alpha`, but the alpha outside the pool stays.
    burn_alpha: 5 + POSITION + 1 + LOCK + HOLDINGS, POSITION + 1;
    /// A quote, a purchase and one position, which is destroyed again; the lock and what the coldkey
    /// holds.
    add_stake_burn: 15 + TRADE + POSITION + LOCK + HOLDINGS, 5 + TRADE + POSITION + LOCK;
    /// Subnet, uid, the choice, and the lists of the former and the new hotkey.
    set_coldkey_auto_stake_hotkey: 5, 3;
    /// Owner, bounds, the present take.
    decrease_take: 5, 2;
    /// Owner, bounds, the present take, limit.
    increase_take: 7, 2;
    /// Limit, subnet, owner, threshold; then at most what `PER_CHILD_LIST` of the block step says. The
    /// pools in which its stake is looked for come on top.
    set_children: 20, 15;
    /// Owner, bounds, the present take, limit.
    set_childkey_take: 7, 2;
    /// One value.
    sudo_set_tx_childkey_take_rate_limit: 0, 1;
    /// One value.
    sudo_set_min_childkey_take: 0, 1;
    /// One value.
    sudo_set_max_childkey_take: 0, 1;
    /// One value.
    set_pending_childkey_cooldown: 0, 1;
    /// Owner, uid on root.
    set_auto_parent_delegation_enabled: 2, 1;
    /// Uid, limit, the former announcement.
    serve_axon: 4, 2;
    /// Uid, limit, the former announcement.
    serve_prometheus: 4, 1;
    /// The hotkeys of the coldkey, and where the first is registered. More of them come on top.
    set_identity: 3, 1;
    /// Owner.
    set_subnet_identity: 1, 1;
    /// The hotkey, the lock, and what the coldkey holds.
    lock_stake: 1 + LOCK + HOLDINGS, 5;
    /// The lock, the owners of both hotkeys, both buckets.
    move_lock: 4 + LOCK, 7;
    /// The subnet, the lock, both buckets, both totals.
    set_perpetual_lock: 3 + LOCK, 7;
    /// The flags.
    set_reject_locked_alpha: 1, 1;
    /// Owner, subnet.
    enable_voting_power_tracking: 2, 2;
    /// Owner, whether it is tracked.
    disable_voting_power_tracking: 2, 1;
    /// Subnet.
    sudo_set_voting_power_ema_alpha: 1, 1;
    /// The pairing and both lists of the coldkey.
    try_associate_hotkey: 4, 3;
}
