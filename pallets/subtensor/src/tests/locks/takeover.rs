//! Conviction for the owner, and subnets that change hands by it.

use frame_support::assert_ok;
use myelin_types::NetUidStorageIndex;
use substrate_fixed::types::U64F64;

use super::*;
use crate::subnets::MAX_COUNTED;

/// A block in which the subnet is a year old.
const A_YEAR: u64 = 2_629_800;

fn bucket(mass: u64, conviction: u64) -> LockState {
    LockState {
        locked_mass: AlphaBalance(mass),
        conviction: U64F64::from_num(conviction),
        last_update: SubtensorModule::now(),
    }
}

/// A subnet with 10 000 rao of alpha outside its pool that is as old as it must be, or one block
/// younger, and a bucket of this conviction. The locks behind it are not there, so the invariants
/// do not hold.
fn contested(age: u64, conviction: u64) -> NetUid {
    let netuid = subnet();
    wait(age);
    SubnetAlphaOut::<Test>::insert(netuid, AlphaBalance(10_000));
    put(netuid, FIRST_HOTKEY, bucket(2_000, conviction));
    netuid
}

/// The sum of buckets of the same age.
fn sum(buckets: impl Iterator<Item = LockState>) -> Option<LockState> {
    buckets.reduce(|sum, one| LockState {
        locked_mass: sum.locked_mass.saturating_add(one.locked_mass),
        conviction: sum.conviction + one.conviction,
        last_update: one.last_update,
    })
}

/// Gives a hotkey a perpetual bucket without the locks behind it.
fn put(netuid: NetUid, hotkey: u64, bucket: LockState) {
    HotkeyLock::<Test>::insert(netuid, account(hotkey), bucket);
    let all = sum(HotkeyLock::<Test>::iter_prefix_values(netuid));
    HotkeyLockTotal::<Test>::set(netuid, all);
}

/// The same of a decaying one.
fn put_decaying(netuid: NetUid, hotkey: u64, bucket: LockState) {
    DecayingHotkeyLock::<Test>::insert(netuid, account(hotkey), bucket);
    let all = sum(DecayingHotkeyLock::<Test>::iter_prefix_values(netuid));
    DecayingHotkeyLockTotal::<Test>::set(netuid, all);
}

fn settle(netuid: NetUid) -> u64 {
    SubtensorModule::settle_owner_contest(netuid, SubtensorModule::now())
}

fn owner(netuid: NetUid) -> AccountId32 {
    SubnetOwner::<Test>::get(netuid)
}

#[test]
fn a_tenth_of_the_alpha_in_conviction_takes_over_a_subnet_that_is_a_year_old() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        forget_events();
        assert_eq!(settle(netuid), 1);
        assert_eq!(owner(netuid), account(VALIDATOR));
        let hotkey = account(FIRST_HOTKEY);
        assert_eq!(SubnetOwnerHotkey::<Test>::get(netuid), hotkey);
        assert_eq!(
            pallet_events(),
            [Event::SubnetOwnerChanged {
                netuid,
                old_coldkey: account(OWNER),
                new_coldkey: account(VALIDATOR),
            }]
        );
        assert!(SubtensorModule::uid_of(netuid, &hotkey).is_some());
        // Who owns is convinced at once.
        assert_eq!(OwnerLock::<Test>::get(netuid), Some(bucket(2_000, 2_000)));
        assert!(!HotkeyLock::<Test>::contains_key(netuid, &hotkey));
        // The next epoch changes nothing more.
        settle(netuid);
        assert_eq!(owner(netuid), account(VALIDATOR));
    });
}

#[test]
fn less_conviction_or_a_younger_subnet_keeps_its_owner() {
    for (age, conviction) in [(A_YEAR, 999), (A_YEAR - 1, 1_000)] {
        new_test_ext().execute_with(|| {
            let netuid = contested(age, conviction);
            settle(netuid);
            assert_eq!(owner(netuid), account(OWNER));
            assert_eq!(
                SubnetOwnerHotkey::<Test>::get(netuid),
                account(OWNER_HOTKEY)
            );
        });
    }
}

#[test]
fn without_alpha_outside_the_pool_nobody_takes_over() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        SubnetAlphaOut::<Test>::insert(netuid, AlphaBalance(0));
        assert_eq!(settle(netuid), 0);
        assert_eq!(owner(netuid), account(OWNER));
    });
}

#[test]
fn the_owner_stays_as_long_as_its_hotkey_leads() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        DecayingOwnerLock::<Test>::insert(netuid, bucket(1_001, 0));
        settle(netuid);
        assert_eq!(owner(netuid), account(OWNER));
        put_decaying(netuid, FIRST_HOTKEY, bucket(0, 100));
        settle(netuid);
        assert_eq!(owner(netuid), account(VALIDATOR));
        // What was locked to the owner is locked to any hotkey now, with all its conviction.
        let former = DecayingHotkeyLock::<Test>::get(netuid, account(OWNER_HOTKEY));
        assert_eq!(former, Some(bucket(1_001, 1_001)));
        assert_eq!(DecayingOwnerLock::<Test>::get(netuid), None);
    });
}

#[test]
fn conviction_in_many_hands_counts_but_the_largest_wins_and_of_equals_the_largest_account() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 400);
        for hotkey in [OTHER_HOTKEY, OWNER_HOTKEY] {
            put_decaying(netuid, hotkey, bucket(500, 300));
        }
        settle(netuid);
        assert_eq!(owner(netuid), account(VALIDATOR));
    });
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 600);
        put_decaying(netuid, OTHER_HOTKEY, bucket(900, 600));
        let largest = account(FIRST_HOTKEY).max(account(OTHER_HOTKEY));
        settle(netuid);
        assert_eq!(SubnetOwnerHotkey::<Test>::get(netuid), largest);
    });
}

#[test]
fn a_hotkey_of_nobody_or_without_room_wins_nothing() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        put(netuid, 99, bucket(5_000, 5_000));
        settle(netuid);
        assert_eq!(owner(netuid), account(OWNER));
        HotkeyLock::<Test>::remove(netuid, account(99));
        MaxAllowedUids::<Test>::insert(netuid, 1);
        settle(netuid);
        assert_eq!(owner(netuid), account(OWNER));
    });
}

#[test]
fn on_a_full_subnet_the_new_owner_takes_the_place_of_a_neuron() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        let (coldkey, replaced) = (account(40), account(41));
        let uid = register_neuron(netuid, &coldkey, &replaced);
        SubnetAlphaOut::<Test>::insert(netuid, AlphaBalance(10_000));
        MaxAllowedUids::<Test>::insert(netuid, 2);
        ImmunityPeriod::<Test>::insert(netuid, 0);
        MinNonImmuneUids::<Test>::insert(netuid, 0);
        let index = NetUidStorageIndex::main(netuid);
        Weights::<Test>::insert(index, 0, vec![(uid, u16::MAX)]);
        forget_events();
        let before = System::block_weight().total();
        assert_eq!(settle(netuid), 1);
        assert_eq!(owner(netuid), account(VALIDATOR));
        assert_eq!(
            SubnetOwnerHotkey::<Test>::get(netuid),
            account(FIRST_HOTKEY)
        );
        let uid_of = |hotkey: &AccountId32| SubtensorModule::uid_of(netuid, hotkey);
        assert_eq!(uid_of(&account(FIRST_HOTKEY)), Some(uid));
        assert_eq!(uid_of(&account(OWNER_HOTKEY)), Some(0));
        assert_eq!(uid_of(&replaced), None);
        assert!(!IsNetworkMember::<Test>::contains_key(&replaced, netuid));
        assert_eq!(SubtensorModule::neuron_count(netuid), 2);
        assert_eq!(SubtensorModule::owner_of(&replaced), coldkey);
        // What others gave to the neuron that went is nobody's, and the block pays for looking.
        assert_eq!(Weights::<Test>::get(index, 0), [(uid, 0)]);
        assert!((System::block_weight().total() - before).ref_time() > 0);
        assert_eq!(
            pallet_events(),
            [Event::SubnetOwnerChanged {
                netuid,
                old_coldkey: account(OWNER),
                new_coldkey: account(VALIDATOR),
            }]
        );
    });
}

#[test]
fn another_hotkey_of_the_owner_changes_nothing() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        assert_ok!(SubtensorModule::try_associate_hotkey(
            signed(&account(OWNER)),
            account(9)
        ));
        put(netuid, 9, bucket(5_000, 5_000));
        settle(netuid);
        assert_eq!(
            SubnetOwnerHotkey::<Test>::get(netuid),
            account(OWNER_HOTKEY)
        );
    });
}

#[test]
fn an_epoch_pays_its_owner_cut_to_the_new_owner() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        // Enough also after the alpha of the next blocks.
        let much = bucket(2_000 * UNIT, 2_000 * UNIT);
        put(netuid, FIRST_HOTKEY, much);
        PendingOwnerCut::<Test>::insert(netuid, AlphaBalance(5 * UNIT));
        Tempo::<Test>::insert(netuid, 1);
        run_blocks(3);
        assert_eq!(owner(netuid), account(VALIDATOR));
        assert!(total(VALIDATOR, netuid) >= 5 * UNIT);
        assert_eq!(total(OWNER, netuid), 0);
    });
}

#[test]
fn the_search_goes_on_in_the_next_epoch_when_there_are_many_hotkeys() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 500);
        // Each of them half the bound, in both kinds of buckets, and some in both.
        for number in 0..MAX_COUNTED {
            put_decaying(netuid, 1_000 + number, bucket(200, 1));
            if number % 2 == 0 {
                put(netuid, 1_000 + number, bucket(200, 1));
            }
        }
        // 500 + 256 + 128 are less than 1000: nobody is looked at.
        assert_eq!(settle(netuid), 0);
        assert!(!OwnerContest::<Test>::contains_key(netuid));
        put(netuid, FIRST_HOTKEY, bucket(2_000, 616));
        assert_eq!(settle(netuid), MAX_COUNTED);
        assert!(OwnerContest::<Test>::contains_key(netuid));
        assert_eq!(owner(netuid), account(OWNER));
        assert!(settle(netuid) < MAX_COUNTED);
        assert!(!OwnerContest::<Test>::contains_key(netuid));
        assert_eq!(owner(netuid), account(VALIDATOR));
    });
}

#[test]
fn a_search_that_is_not_over_ends_when_conviction_does_not_suffice_any_more() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 1_000);
        for number in 0..=MAX_COUNTED {
            put(netuid, 1_000 + number, bucket(200, 0));
        }
        settle(netuid);
        assert!(OwnerContest::<Test>::contains_key(netuid));
        put(netuid, FIRST_HOTKEY, bucket(2_000, 999));
        assert_eq!(settle(netuid), 0);
        assert!(!OwnerContest::<Test>::contains_key(netuid));
        assert_eq!(owner(netuid), account(OWNER));
    });
}

#[test]
fn a_lock_that_moves_between_hotkeys_between_two_epochs_counts_once() {
    new_test_ext().execute_with(|| {
        let netuid = contested(A_YEAR, 0);
        HotkeyLock::<Test>::remove(netuid, account(FIRST_HOTKEY));
        HotkeyLockTotal::<Test>::remove(netuid);
        // More hotkeys of one coldkey than an epoch looks at, with 300 together.
        for number in 1_000..1_300 {
            SubtensorModule::pair_if_unowned(&account(VALIDATOR), &account(number)).unwrap();
            put_decaying(netuid, number, bucket(200, 1));
        }
        let order: Vec<_> = DecayingHotkeyLock::<Test>::iter_key_prefix(netuid).collect();
        let [first, last] = [order.first(), order.last()].map(|hotkey| hotkey.unwrap().clone());
        // A lock on the first of them makes it 900.
        let held = bucket(1_000, 600);
        Lock::<Test>::insert((account(STAKER), netuid, &first), &held);
        LockingColdkeys::<Test>::insert((netuid, &first, account(STAKER)), ());
        DecayingHotkeyLock::<Test>::insert(netuid, &first, bucket(1_200, 601));
        let all = sum(DecayingHotkeyLock::<Test>::iter_prefix_values(netuid));
        assert_eq!(all, Some(bucket(61_000, 900)));
        DecayingHotkeyLockTotal::<Test>::set(netuid, all.clone());
        settle(netuid);
        assert_ok!(SubtensorModule::move_lock(
            signed(&account(STAKER)),
            last.clone(),
            netuid
        ));
        let moved = DecayingHotkeyLock::<Test>::get(netuid, &last);
        assert_eq!(moved, Some(bucket(1_200, 601)));
        assert_eq!(DecayingHotkeyLockTotal::<Test>::get(netuid), all);
        settle(netuid);
        assert_eq!(owner(netuid), account(OWNER));
    });
}

#[test]
fn the_totals_of_a_subnet_follow_its_locks_and_its_owner() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let totals = || {
            [
                HotkeyLockTotal::<Test>::get(netuid),
                DecayingHotkeyLockTotal::<Test>::get(netuid),
            ]
            .map(|total| total.map(|total| total.locked_mass.to_u64() / UNIT))
        };
        stake(
            netuid,
            &account(RECEIVER),
            &account(FIRST_HOTKEY),
            50 * UNIT,
        );
        lock(STAKER, FIRST_HOTKEY, netuid, 60 * UNIT);
        lock(RECEIVER, OTHER_HOTKEY, netuid, 10 * UNIT);
        assert_eq!(totals(), [None, Some(70)]);
        let perpetual = |enabled| {
            let staker = signed(&account(STAKER));
            assert_ok!(SubtensorModule::set_perpetual_lock(staker, netuid, enabled));
        };
        perpetual(true);
        assert_eq!(totals(), [Some(60), Some(10)]);
        // What is locked to the owner is no part of them.
        SubtensorModule::set_owner_hotkey(netuid, &account(FIRST_HOTKEY));
        assert_eq!(totals(), [None, Some(10)]);
        SubtensorModule::set_owner_hotkey(netuid, &account(OTHER_HOTKEY));
        assert_eq!(totals(), [Some(60), None]);
    });
}

#[test]
fn a_takeover_leaves_every_lock_in_the_bucket_it_counts_in() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let masses = || {
            [OwnerLock::<Test>::get(netuid), former_owner(netuid)]
                .map(|bucket| bucket.map(|bucket| bucket.locked_mass.to_u64()))
        };
        stake(netuid, &account(OWNER), &account(OWNER_HOTKEY), 10 * UNIT);
        for (coldkey, hotkey, amount) in [(STAKER, FIRST_HOTKEY, 90), (OWNER, OWNER_HOTKEY, 5)] {
            assert_ok!(SubtensorModule::set_perpetual_lock(
                signed(&account(coldkey)),
                netuid,
                true
            ));
            lock(coldkey, hotkey, netuid, amount * UNIT);
        }
        assert_eq!(masses(), [Some(5 * UNIT), None]);
        wait(A_YEAR);
        settle(netuid);
        assert_eq!(owner(netuid), account(VALIDATOR));
        assert_eq!(masses(), [Some(90 * UNIT), Some(5 * UNIT)]);
        check_buckets();
        // Locks go on from there: more of one, less of the other.
        lock(STAKER, FIRST_HOTKEY, netuid, UNIT);
        SubtensorModule::force_reduce_lock(&account(OWNER), netuid, AlphaBalance(UNIT));
        assert_eq!(masses(), [Some(91 * UNIT), Some(4 * UNIT)]);
        check_buckets();
    });
}

/// The perpetual bucket of the hotkey that the subnet was created with.
fn former_owner(netuid: NetUid) -> Option<LockState> {
    HotkeyLock::<Test>::get(netuid, account(OWNER_HOTKEY))
}

#[test]
fn a_lock_on_the_owner_convinces_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        lock(STAKER, OWNER_HOTKEY, netuid, 40 * UNIT);
        assert_eq!(locked(STAKER, netuid), Some((40 * UNIT, 40 * UNIT)));
        let whole = DecayingOwnerLock::<Test>::get(netuid).unwrap();
        assert_eq!(amounts(&whole), (40 * UNIT, 40 * UNIT));
        let hotkey = account(OWNER_HOTKEY);
        let conviction = SubtensorModule::get_hotkey_conviction(&hotkey, netuid);
        assert_eq!(conviction, U64F64::from_num(40 * UNIT));
        assert_eq!(
            SubtensorModule::get_most_convicted_hotkey_on_subnet(netuid),
            Some(hotkey)
        );
        check_buckets();
    });
}

#[test]
fn locks_follow_when_the_owner_names_another_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        stake(
            netuid,
            &account(RECEIVER),
            &account(FIRST_HOTKEY),
            20 * UNIT,
        );
        lock(STAKER, OWNER_HOTKEY, netuid, 40 * UNIT);
        lock(RECEIVER, FIRST_HOTKEY, netuid, 10 * UNIT);
        SubtensorModule::set_owner_hotkey(netuid, &account(FIRST_HOTKEY));
        let mass = |lock: Option<LockState>| lock.map(|lock| lock.locked_mass.to_u64());
        let former = DecayingHotkeyLock::<Test>::get(netuid, account(OWNER_HOTKEY));
        assert_eq!(mass(former), Some(40 * UNIT));
        let present = DecayingOwnerLock::<Test>::get(netuid);
        assert_eq!(mass(present), Some(10 * UNIT));
        assert_eq!(locked(RECEIVER, netuid), Some((10 * UNIT, 10 * UNIT)));
        // Each of the locks is taken out of the bucket that it is in now.
        for coldkey in [STAKER, RECEIVER] {
            SubtensorModule::force_reduce_lock(&account(coldkey), netuid, AlphaBalance::MAX);
        }
        assert_eq!(DecayingOwnerLock::<Test>::get(netuid), None);
        assert_eq!(DecayingHotkeyLock::<Test>::iter().count(), 0);
    });
}
