//! Locked stake: what it binds, how its conviction grows, and who wins a subnet with it.

mod binding;
mod calls;
mod cost;
mod takeover;
mod transfers;

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, frozen::LockState};
use sp_runtime::AccountId32;

use crate::{mock::*, pallet::*};

/// The owner of the subnet and its hotkey.
const OWNER: u64 = 1;
const OWNER_HOTKEY: u64 = 2;
/// A coldkey with two hotkeys, and another one with one.
const VALIDATOR: u64 = 10;
const FIRST_HOTKEY: u64 = 11;
const SECOND_HOTKEY: u64 = 12;
const OTHER_HOTKEY: u64 = 21;
/// Coldkeys with nothing but stake.
const STAKER: u64 = 30;
const RECEIVER: u64 = 31;

/// The time constant of both mass and conviction.
const RATE: u64 = 934_866;

/// A subnet, and hotkeys to lock stake to; the staker has 100 alpha with the first of them.
fn subnet() -> NetUid {
    let netuid = add_network(&account(OWNER), &account(OWNER_HOTKEY));
    for (coldkey, hotkey) in [
        (VALIDATOR, FIRST_HOTKEY),
        (VALIDATOR, SECOND_HOTKEY),
        (20, OTHER_HOTKEY),
    ] {
        assert_ok!(SubtensorModule::try_associate_hotkey(
            signed(&account(coldkey)),
            account(hotkey)
        ));
    }
    stake(netuid, &account(STAKER), &account(FIRST_HOTKEY), 200 * UNIT);
    let held = total(STAKER, netuid);
    SubtensorModule::decrease_one(
        &account(FIRST_HOTKEY),
        &account(STAKER),
        netuid,
        AlphaBalance(held - 100 * UNIT),
    )
    .expect("it holds that much");
    forget_events();
    netuid
}

/// What a coldkey holds on a subnet.
fn total(coldkey: u64, netuid: NetUid) -> u64 {
    SubtensorModule::coldkey_stake(&account(coldkey), netuid).to_u64()
}

fn lock(coldkey: u64, hotkey: u64, netuid: NetUid, amount: u64) {
    assert_ok!(SubtensorModule::lock_stake(
        signed(&account(coldkey)),
        account(hotkey),
        netuid,
        AlphaBalance(amount)
    ));
}

/// The mass and the whole conviction of what a coldkey has locked, as of now.
fn locked(coldkey: u64, netuid: NetUid) -> Option<(u64, u64)> {
    SubtensorModule::get_coldkey_lock(&account(coldkey), netuid).map(|lock| amounts(&lock))
}

fn amounts(lock: &LockState) -> (u64, u64) {
    (lock.locked_mass.to_u64(), lock.conviction.to_num::<u64>())
}

/// The hotkey of the lock in storage.
fn lock_hotkey(coldkey: u64, netuid: NetUid) -> Option<AccountId32> {
    Lock::<Test>::iter_key_prefix((account(coldkey), netuid)).next()
}

/// Lets `blocks` pass without their hooks.
fn wait(blocks: u64) {
    let later = u64::from(block()) + blocks;
    System::set_block_number(later.try_into().expect("a block number"));
}

/// Fails unless mass and conviction of every bucket are those of its locks, but for a few rao.
fn check_buckets() {
    for (bucket, locks) in SubtensorModule::buckets_and_their_locks() {
        let ((mass, conviction), (locked, convinced)) = (amounts(&bucket), amounts(&locks));
        assert!(mass.abs_diff(locked) <= 5, "{bucket:?} {locks:?}");
        assert!(conviction.abs_diff(convinced) <= 5, "{bucket:?} {locks:?}");
    }
}
