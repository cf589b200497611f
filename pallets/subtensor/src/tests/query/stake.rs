use frame_support::assert_ok;
use myelin_types::{AlphaBalance, frozen::LockState};
use pallet_subtensor_runtime_api::StakeAvailability;
use substrate_fixed::types::U64F64;

use super::*;
use crate::{pallet::*, query::MOST_COLDKEYS};

/// A coldkey that owns nothing but stake.
const STAKER: u64 = 20;

fn lock(mass: u64, conviction: u64) -> LockState {
    LockState {
        locked_mass: AlphaBalance(mass),
        conviction: U64F64::from_num(conviction),
        last_update: SubtensorModule::now(),
    }
}

#[test]
fn positions_come_by_subnet_and_empty_ones_are_left_out() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let (staker, owner, miner) = (
            account(STAKER),
            account(OWNER_HOTKEY),
            account(MINER_HOTKEY),
        );
        stake(netuid, &staker, &owner, UNIT);
        stake(NetUid::ROOT, &staker, &owner, UNIT);
        let alpha = stake(netuid, &staker, &miner, UNIT);
        let infos = SubtensorModule::get_stake_info_for_coldkey(&staker);
        let places: Vec<_> = infos
            .iter()
            .map(|info| (info.netuid, info.hotkey.clone()))
            .collect();
        let expected = [
            (NetUid::ROOT, owner.clone()),
            (netuid, owner.clone()),
            (netuid, miner.clone()),
        ];
        assert_eq!(places, expected);
        assert_eq!(infos[2].stake, alpha);
        assert_eq!(infos[2].coldkey, staker);
        assert!(infos[2].is_registered && !infos[0].is_registered);

        assert_ok!(SubtensorModule::remove_stake(
            signed(&staker),
            miner,
            netuid,
            alpha
        ));
        let infos = SubtensorModule::get_stake_info_for_coldkey(&staker);
        assert_eq!(infos.len(), 2);
    });
}

#[test]
fn several_coldkeys_are_answered_in_the_given_order() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        stake(netuid, &account(STAKER), &account(MINER_HOTKEY), UNIT);
        let coldkeys = vec![account(99), account(STAKER), account(99)];
        let answers = SubtensorModule::get_stake_info_for_coldkeys(coldkeys.clone());
        let (asked, infos): (Vec<_>, Vec<_>) = answers.into_iter().unzip();
        assert_eq!(asked, coldkeys);
        assert_eq!(infos.iter().map(Vec::len).collect::<Vec<_>>(), [0, 1, 0]);
        assert_eq!(SubtensorModule::get_stake_info_for_coldkeys(vec![]), []);
    });
}

#[test]
fn a_single_position_shows_zeros_where_there_is_none_even_without_a_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let (hotkey, coldkey) = (account(MINER_HOTKEY), account(STAKER));
        let info = |netuid| {
            SubtensorModule::get_stake_info_for_hotkey_coldkey_netuid(&hotkey, &coldkey, netuid)
        };
        let empty = info(netuid).unwrap();
        assert_eq!((empty.stake, empty.is_registered), (AlphaBalance(0), true));
        let alpha = stake(netuid, &coldkey, &hotkey, UNIT);
        AlphaDividendsPerSubnet::<Test>::insert(netuid, &hotkey, AlphaBalance(3));
        let held = info(netuid).unwrap();
        assert_eq!((held.stake, held.emission), (alpha, AlphaBalance(3)));
        let nowhere = info(NOWHERE).unwrap();
        assert_eq!((nowhere.netuid, nowhere.stake), (NOWHERE, AlphaBalance(0)));
        assert!(!nowhere.is_registered);
    });
}

#[test]
fn a_locked_part_of_the_stake_is_not_available() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        let (staker, hotkey) = (account(STAKER), account(MINER_HOTKEY));
        let total = stake(netuid, &staker, &hotkey, UNIT);
        Lock::<Test>::insert((&staker, netuid, &hotkey), lock(1_000, 0));
        let rows = SubtensorModule::get_stake_availability_for_coldkeys(vec![staker.clone()], None);
        let expected = StakeAvailability {
            total,
            locked: AlphaBalance(1_000),
            available: AlphaBalance(total.to_u64() - 1_000),
        };
        assert_eq!(
            rows[&staker].iter().collect::<Vec<_>>(),
            [(&netuid, &expected)]
        );
    });
}

#[test]
fn availability_follows_the_asked_subnets() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let staker = account(STAKER);
        stake(netuid, &staker, &account(MINER_HOTKEY), UNIT);
        let rows = |netuids: Option<Vec<NetUid>>| {
            let coldkeys = vec![staker.clone(), staker.clone()];
            let mut answer =
                SubtensorModule::get_stake_availability_for_coldkeys(coldkeys, netuids);
            assert_eq!(answer.len(), 1);
            answer
                .remove(&staker)
                .unwrap()
                .into_keys()
                .collect::<Vec<_>>()
        };
        assert_eq!(rows(None), [netuid]);
        assert_eq!(rows(Some(vec![netuid, netuid, NOWHERE])), [netuid]);
        assert_eq!(rows(Some(vec![NetUid::ROOT])), []);
        assert_eq!(rows(Some(vec![])), []);
        // There are three subnets: root, subnet 1 and the one of the test.
        let too_many = vec![netuid, NetUid::ROOT, NetUid(1), NOWHERE];
        assert_eq!(rows(Some(too_many)), []);
        let nobody = SubtensorModule::get_stake_availability_for_coldkeys(vec![], None);
        assert!(nobody.is_empty());
    });
}

#[test]
fn the_quote_of_a_move_is_the_fee_of_its_destination_or_else_of_its_origin() {
    ExtBuilder::default().build_and_execute(|| {
        let at = |netuid| Some((account(MINER_HOTKEY), netuid));
        let fee = |from, to| SubtensorModule::get_stake_fee(from, to, 1_000_000_000);
        assert_eq!(fee(None, at(NetUid(1))), 503_547);
        assert_eq!(fee(at(NetUid(1)), None), 503_547);
        assert_eq!(fee(at(NetUid(1)), at(NetUid(1))), 0);
        assert_eq!(fee(at(NetUid(1)), at(NetUid::ROOT)), 0);
        assert_eq!(fee(at(NetUid::ROOT), at(NetUid(1))), 503_547);
        assert_eq!(fee(None, None), 0);
    });
}

#[test]
fn a_lock_is_shown_as_of_now() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        let (staker, hotkey) = (account(STAKER), account(MINER_HOTKEY));
        assert_eq!(SubtensorModule::get_coldkey_lock(&staker, netuid), None);
        Lock::<Test>::insert((&staker, netuid, &hotkey), lock(1_000_000, 0));
        System::set_block_number(block() + 934_866);
        let decayed = SubtensorModule::get_coldkey_lock(&staker, netuid).unwrap();
        assert_eq!(decayed.locked_mass, AlphaBalance(367_879));
        assert_eq!(decayed.conviction.to_num::<u64>(), 367_879);
        assert_eq!(decayed.last_update, SubtensorModule::now());
        DecayingLock::<Test>::insert(&staker, netuid, false);
        let perpetual = SubtensorModule::get_coldkey_lock(&staker, netuid).unwrap();
        assert_eq!(perpetual.locked_mass, AlphaBalance(1_000_000));
        assert_eq!(perpetual.conviction.to_num::<u64>(), 632_120);
    });
}

#[test]
fn a_long_list_of_coldkeys_is_answered_for_its_beginning() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        for coldkey in [STAKER, STAKER + 1] {
            stake(netuid, &account(coldkey), &account(OWNER_HOTKEY), UNIT);
        }
        let mut coldkeys: Vec<AccountId32> = (0..MOST_COLDKEYS as u64 - 1)
            .map(|number| account(10_000 + number))
            .collect();
        coldkeys.extend([account(STAKER), account(STAKER + 1)]);
        let infos = SubtensorModule::get_stake_info_for_coldkeys(coldkeys.clone());
        assert_eq!(infos.len(), MOST_COLDKEYS);
        let (last, positions) = infos.last().unwrap();
        assert_eq!((last, positions.len()), (&account(STAKER), 1));
        let rows = SubtensorModule::get_stake_availability_for_coldkeys(coldkeys, None);
        assert_eq!(rows.len(), MOST_COLDKEYS);
        assert!(!rows.contains_key(&account(STAKER + 1)));
        assert_eq!(rows[&account(STAKER)].len(), 1);
    });
}

#[test]
fn conviction_adds_both_kinds_of_locks_and_the_largest_wins() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        let (owner, miner, other) = (account(OWNER_HOTKEY), account(MINER_HOTKEY), account(50));
        let winner = || SubtensorModule::get_most_convicted_hotkey_on_subnet(netuid);
        let conviction =
            |hotkey: &AccountId32| SubtensorModule::get_hotkey_conviction(hotkey, netuid);
        assert_eq!(winner(), None);
        assert_eq!(conviction(&miner), 0);
        HotkeyLock::<Test>::insert(netuid, &miner, lock(1_000, 300));
        DecayingHotkeyLock::<Test>::insert(netuid, &miner, lock(1_000, 200));
        assert_eq!(conviction(&miner), 500);
        assert_eq!(winner(), Some(miner.clone()));
        HotkeyLock::<Test>::insert(netuid, &other, lock(1_000, 500));
        assert_eq!(winner(), Some(other));
        // For the owner the mass itself is the conviction.
        OwnerLock::<Test>::insert(netuid, lock(400, 0));
        DecayingOwnerLock::<Test>::insert(netuid, lock(200, 0));
        assert_eq!(conviction(&owner), 600);
        assert_eq!(winner(), Some(owner.clone()));
        assert_eq!(conviction(&account(51)), 0);
    });
}
