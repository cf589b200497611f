//! What it costs a coldkey that its list of hotkeys is long, by its own doing or by that of others.

use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use super::{
    counting::{Sent, send},
    paying::pair,
};
use crate::{
    keys::identity::MOST_HOTKEYS, mock::*, pallet::*, stake::locks::available::MOST_POSITIONS,
};

const COLDKEY: u64 = 30;
/// The hotkey the coldkey stakes to first, and one it stakes to last.
const HOTKEY: u64 = 2;
const LAST_HOTKEY: u64 = 4;
const SUBNET: NetUid = NetUid(2);

/// A subnet and root, on both of which the coldkey has stake under the first hotkey, before so many
/// others come into its list.
fn build(others: u64) {
    assert_eq!(add_network(&account(1), &account(HOTKEY)), SUBNET);
    assert_eq!(
        add_network(&account(3), &account(LAST_HOTKEY)),
        NetUid(SUBNET.0 + 1)
    );
    stake(SUBNET, &account(COLDKEY), &account(HOTKEY), 100 * UNIT);
    stake(NetUid::ROOT, &account(COLDKEY), &account(HOTKEY), UNIT);
    for hotkey in 0..others {
        pair(COLDKEY, 10_000 + hotkey);
    }
    fund(&account(COLDKEY), 1_000 * UNIT);
}

/// The same, where all but `free` of what the coldkey holds on the subnet is locked to a hotkey.
fn build_with_lock(others: u64, hotkey: u64, free: u64) {
    build(others);
    lock_all_but(hotkey, free);
}

fn lock_all_but(hotkey: u64, free: u64) {
    let all = SubtensorModule::coldkey_stake(&account(COLDKEY), SUBNET).to_u64();
    assert_ok!(SubtensorModule::lock_stake(
        signed(&account(COLDKEY)),
        account(hotkey),
        SUBNET,
        AlphaBalance(all - free)
    ));
}

fn on(build: impl FnOnce()) -> sp_io::TestExternalities {
    let mut ext = new_test_ext();
    ext.execute_with(build);
    ext
}

fn remove(hotkey: u64, netuid: NetUid, amount: u64) -> Call<Test> {
    Call::remove_stake {
        hotkey: account(hotkey),
        netuid,
        amount_unstaked: AlphaBalance(amount),
    }
}

fn sent(ext: &mut sp_io::TestExternalities, call: Call<Test>) -> Sent {
    send(&account(COLDKEY), ext, call)
}

#[test]
fn a_long_list_of_hotkeys_makes_leaving_root_no_dearer() {
    let leave = || remove(HOTKEY, NetUid::ROOT, u64::MAX);
    let [short, long] = [1, 1_000].map(|others| {
        let mut ext = on(|| build(others));
        let left = sent(&mut ext, leave());
        assert_ok!(left.result);
        left
    });
    assert_eq!(short.touched, long.touched);
    assert_eq!(short.charged(), long.charged());
}

#[test]
fn a_long_list_of_hotkeys_makes_a_sale_that_its_position_covers_no_dearer_beside_a_lock() {
    for hotkey in [HOTKEY, LAST_HOTKEY] {
        let [short, long] = [1, 1_000].map(|others| {
            let mut ext = on(|| build_with_lock(others, hotkey, 2 * UNIT));
            let sold = sent(&mut ext, remove(HOTKEY, SUBNET, UNIT));
            assert_ok!(sold.result);
            sold.assert_covered();
            sold
        });
        assert_eq!(short.touched, long.touched);
        assert_eq!(short.charged(), long.charged());
    }
}

#[test]
fn a_refusal_beside_a_lock_reads_a_bounded_number_of_positions() {
    let [some, many] = [500, 1_000].map(|others| {
        let mut ext = on(|| build_with_lock(others, HOTKEY, UNIT));
        sent(&mut ext, remove(HOTKEY, SUBNET, 2 * UNIT))
    });
    assert_eq!(some.result, Err(Error::<Test>::StakeUnavailable.into()));
    assert_eq!(some.result, many.result);
    assert_eq!(some.touched, many.touched);
    assert!(many.touched.reads > MOST_POSITIONS);
    assert!(many.touched.reads < MOST_POSITIONS + 40, "{many:?}");
}

#[test]
fn positions_visited_beside_a_lock_count_for_the_block() {
    let scattered = |positions: u64| {
        let mut ext = on(|| {
            build(positions);
            for number in 0..positions {
                let hotkey = account(10_000 + number);
                stake(SUBNET, &account(COLDKEY), &hotkey, 10 * UNIT);
            }
            lock_all_but(HOTKEY, UNIT);
        });
        let last = 10_000 + positions - 1;
        let sold = sent(&mut ext, remove(last, SUBNET, UNIT));
        assert_ok!(sold.result);
        sold.assert_covered();
        sold
    };
    let [few, many] = [3, 30].map(scattered);
    assert_eq!(few.registered.ref_time(), 0);
    let more = many.touched.stored() - few.touched.stored();
    assert!(many.registered.all_gte(more), "{many:?} {few:?}");
}

#[test]
fn stake_beyond_the_positions_summed_counts_once_it_is_under_the_hotkey_of_the_lock() {
    ExtBuilder::default().build_and_execute(|| {
        build(MOST_POSITIONS as u64);
        lock_all_but(HOTKEY, 0);
        stake(SUBNET, &account(COLDKEY), &account(LAST_HOTKEY), 100 * UNIT);
        let sell = |hotkey| {
            SubtensorModule::remove_stake(
                signed(&account(COLDKEY)),
                account(hotkey),
                SUBNET,
                AlphaBalance(UNIT),
            )
        };
        assert_noop!(sell(HOTKEY), Error::<Test>::StakeUnavailable);
        // Under the hotkey of a sale it counts too.
        assert_ok!(sell(LAST_HOTKEY));
        assert_ok!(SubtensorModule::move_stake(
            signed(&account(COLDKEY)),
            account(LAST_HOTKEY),
            account(HOTKEY),
            SUBNET,
            SUBNET,
            AlphaBalance(50 * UNIT)
        ));
        assert_ok!(sell(HOTKEY));
    });
}

#[test]
fn a_long_list_makes_it_no_dearer_to_get_another_hotkey_or_to_stake_to_one() {
    let pairing = Call::try_associate_hotkey {
        hotkey: account(9_999),
    };
    let staking = Call::add_stake {
        hotkey: account(LAST_HOTKEY),
        netuid: SUBNET,
        amount_staked: TaoBalance(UNIT),
    };
    for call in [pairing, staking] {
        let [short, long] = [1, 1_000].map(|others| {
            let mut ext = on(|| build(others));
            let done = sent(&mut ext, call.clone());
            assert_ok!(done.result);
            done.assert_covered();
            done
        });
        assert_eq!(short.touched, long.touched);
        assert_eq!(short.charged(), long.charged());
        assert_eq!(long.registered.ref_time(), 0);
    }
}

#[test]
fn a_hotkey_comes_into_the_list_of_its_stakers_once() {
    ExtBuilder::default().build_and_execute(|| {
        build(0);
        let hotkey = account(LAST_HOTKEY);
        let held = || SubtensorModule::stake_of(&hotkey, &account(COLDKEY), SUBNET);
        for _ in 0..2 {
            stake(SUBNET, &account(COLDKEY), &hotkey, 10 * UNIT);
            assert_ok!(SubtensorModule::remove_stake(
                signed(&account(COLDKEY)),
                hotkey.clone(),
                SUBNET,
                held()
            ));
            // As miners are paid.
            SubtensorModule::increase_one(&hotkey, &account(COLDKEY), SUBNET, AlphaBalance(5));
            assert_ok!(SubtensorModule::decrease_one(
                &hotkey,
                &account(COLDKEY),
                SUBNET,
                held()
            ));
        }
        assert_eq!(
            StakingHotkeys::<Test>::get(account(COLDKEY)),
            [account(HOTKEY), hotkey]
        );
    });
}

#[test]
fn an_identity_weighs_the_hotkeys_that_are_looked_at_and_they_are_bounded() {
    let set_after = |others: u64| {
        let mut ext = on(|| {
            build(others);
            register_neuron(SUBNET, &account(COLDKEY), &account(1_000_000));
        });
        let identity = Call::set_identity {
            name: b"name".to_vec(),
            url: Vec::new(),
            github_repo: Vec::new(),
            image: Vec::new(),
            discord: Vec::new(),
            description: Vec::new(),
            additional: Vec::new(),
        };
        let declared = identity.get_dispatch_info().call_weight;
        let set = sent(&mut ext, identity);
        set.assert_covered();
        assert!(declared.all_gte(set.own));
        (set.result, set.own, declared)
    };
    let most = MOST_HOTKEYS as u64;
    let [first, second, last, beyond, far_beyond] = [0, 1, most - 1, most, 2 * most].map(set_after);
    for found in [&first, &second, &last] {
        assert_ok!(found.0);
    }
    let hotkey = second.1 - first.1;
    assert!(hotkey.ref_time() > 0);
    assert_eq!(last.1 - first.1, hotkey * (most - 1));
    for missed in [beyond, far_beyond] {
        let error = Error::<Test>::HotKeyNotRegisteredInNetwork;
        assert_eq!(missed.0, Err(error.into()));
        assert_eq!(missed.1, missed.2);
    }
}

#[test]
fn the_hotkeys_of_a_subnets_owner_are_found_without_looking_at_more_than_there_are_neurons() {
    let owner = account(1);
    let registered = [700, 701];
    let with_hotkeys = |others: u64| {
        let mut ext = new_test_ext();
        let (netuid, found) = ext.execute_with(|| {
            let netuid = add_network(&owner, &account(HOTKEY));
            for number in 0..10 {
                register_neuron(netuid, &account(100 + number), &account(200 + number));
            }
            for hotkey in registered {
                register_neuron(netuid, &owner, &account(hotkey));
            }
            for hotkey in 0..others {
                pair(1, 10_000 + hotkey);
            }
            MaxAllowedUids::<Test>::insert(netuid, SubtensorModule::neuron_count(netuid));
            let mut found = SubtensorModule::owner_uids(netuid);
            found.sort_unstable();
            fund(&account(COLDKEY), 2 * Burn::<Test>::get(netuid).to_u64());
            (netuid, found)
        });
        let hotkey = account(LAST_HOTKEY);
        let taken = sent(&mut ext, Call::burned_register { netuid, hotkey });
        assert_ok!(taken.result);
        taken.assert_covered();
        (found, taken.touched.reads)
    };
    let [few, some, many] = [0, 100, 1_000].map(with_hotkeys);
    // The hotkey of the owner has uid 0, and these two came last.
    assert_eq!(few.0, [0, 11, 12]);
    assert_eq!(few.0, some.0);
    assert_eq!(few.0, many.0);
    assert_eq!(some.1, many.1);
}
