//! Stake that hotkeys lend to each other (staking.md 13).

mod announced;
mod dividends;
mod new_subnets;
mod setting;
mod stake_weight;
mod take;

use frame_support::assert_ok;
use myelin_types::NetUid;
use sp_runtime::{AccountId32, DispatchResult};

use super::paying::pair;
use crate::{delegation::SET_CHILDREN_RATE_LIMIT, mock::*, pallet::*};

/// Parts of a stake with the number of the account that gets each.
type Children<'a> = &'a [(u64, u64)];

fn relations(of: Children) -> Vec<(u64, AccountId32)> {
    of.iter()
        .map(|(proportion, number)| (*proportion, account(*number)))
        .collect()
}

/// The call, by the owner of the hotkey.
fn set(netuid: NetUid, hotkey: u64, children: Children) -> DispatchResult {
    let hotkey = account(hotkey);
    SubtensorModule::set_children(
        signed(&SubtensorModule::owner_of(&hotkey)),
        hotkey,
        netuid,
        relations(children),
    )
    .map(drop)
    .map_err(|refused| refused.error)
}

#[track_caller]
fn assert_children(netuid: NetUid, hotkey: u64, expected: Children) {
    assert_eq!(
        ChildKeys::<Test>::get(account(hotkey), netuid),
        relations(expected)
    );
}

#[track_caller]
fn assert_parents(netuid: NetUid, hotkey: u64, expected: Children) {
    assert_eq!(
        ParentKeys::<Test>::get(account(hotkey), netuid),
        relations(expected)
    );
}

fn is_announced(netuid: NetUid, hotkey: u64) -> bool {
    PendingChildKeys::<Test>::contains_key(netuid, account(hotkey))
}

/// The owner of the subnet, account 1 with hotkey 2, and hotkeys 11, 12 ... of accounts 101, 102
/// ..., which are no neurons.
fn unstarted(hotkeys: u64) -> NetUid {
    let netuid = add_unstarted_network(&account(1), &account(2));
    for number in 1..=hotkeys {
        pair(100 + number, 10 + number);
    }
    netuid
}

/// The same, started, with announcements that wait for 10 blocks.
fn started(hotkeys: u64) -> NetUid {
    let netuid = unstarted(hotkeys);
    assert_ok!(SubtensorModule::start_call(signed(&account(1)), netuid));
    assert_ok!(SubtensorModule::set_pending_childkey_cooldown(
        RuntimeOrigin::root(),
        10
    ));
    netuid
}

/// Lets the epoch of a subnet come in the next block.
fn fire(netuid: NetUid) {
    PendingEpochAt::<Test>::insert(netuid, u64::from(block()) + 1);
    run_blocks(1);
    assert_eq!(LastEpochBlock::<Test>::get(netuid), u64::from(block()));
}

/// Lets the wait between two lists of children pass without blocks.
fn forget_waits() {
    let _ = TransactionKeyLastBlock::<Test>::clear(u32::MAX, None);
}

/// Moves time on by the wait between two lists of children less `blocks`, without hooks.
fn wait_all_but(blocks: u64) {
    let wait = u32::try_from(SET_CHILDREN_RATE_LIMIT - blocks).expect("it is short");
    System::set_block_number(block() + wait);
}
