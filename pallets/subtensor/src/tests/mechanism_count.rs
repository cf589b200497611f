//! How many mechanisms a subnet has, and how its emission is split over them
//! (subnets-and-neurons.md section 16, hyperparameters.md 76 and 77).

use frame_support::{BoundedVec, assert_noop, assert_ok};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_core::H256;
use sp_runtime::DispatchResult;

use super::paying::*;
use crate::{mock::*, pallet::*};

/// A subnet with two mechanisms and as many neurons as fit.
fn subnet() -> NetUid {
    let netuid = quiet_subnet();
    MaxAllowedUids::<Test>::insert(netuid, 128);
    assert_ok!(set(netuid, 2));
    netuid
}

fn set(netuid: NetUid, count: u8) -> DispatchResult {
    SubtensorModule::set_mechanism_count(netuid, MechId(count))
}

fn split(netuid: NetUid, shares: &[u16]) -> DispatchResult {
    SubtensorModule::set_mechanism_emission_split(netuid, Some(shares.to_vec()))
}

fn index(netuid: NetUid, mechanism: u8) -> NetUidStorageIndex {
    NetUidStorageIndex::new(netuid, MechId(mechanism)).expect("the index fits")
}

/// What is stored of a mechanism: rows of weights and bonds, vectors, commits of both kinds, and
/// whether a queue is listed.
fn stored(index: NetUidStorageIndex) -> ([usize; 7], bool) {
    let counts = [
        Weights::<Test>::iter_prefix(index).count(),
        Bonds::<Test>::iter_prefix(index).count(),
        LastUpdate::<Test>::get(index).len(),
        Incentive::<Test>::get(index).len(),
        WeightCommits::<Test>::iter_prefix(index).count(),
        TimelockedWeightCommits::<Test>::iter_prefix(index).count(),
        TimelockedHotkeys::<Test>::iter_prefix(index).count(),
    ];
    (counts, TimelockedQueues::<Test>::get().contains_key(&index))
}

/// Gives both mechanisms something of everything.
fn fill(netuid: NetUid) {
    let owner = signed(&account(2));
    for mechanism in [0, 1] {
        let (mecid, index) = (MechId(mechanism), index(netuid, mechanism));
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        assert_ok!(SubtensorModule::set_mechanism_weights(
            owner.clone(),
            netuid,
            mecid,
            vec![0],
            vec![1],
            0
        ));
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        assert_ok!(SubtensorModule::commit_mechanism_weights(
            owner.clone(),
            netuid,
            mecid,
            H256::zero()
        ));
        assert_ok!(SubtensorModule::commit_timelocked_mechanism_weights(
            owner.clone(),
            netuid,
            mecid,
            BoundedVec::truncate_from(vec![1]),
            1_000,
            4
        ));
        Bonds::<Test>::insert(index, 0, vec![(0, 1)]);
        Incentive::<Test>::insert(index, vec![1]);
    }
}

#[test]
fn a_mechanism_that_goes_takes_everything_along_and_comes_back_empty() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        fill(netuid);
        assert_ok!(split(netuid, &[1, 65_534]));
        let full = ([1; 7], true);
        assert_eq!(stored(index(netuid, 1)), full);
        forget_events();
        assert_ok!(set(netuid, 1));
        assert_eq!(stored(index(netuid, 1)), ([0; 7], false));
        assert_eq!(stored(index(netuid, 0)), full, "the main one stays");
        assert_eq!(SubtensorModule::mechanism_count(netuid), 1);
        assert_eq!(MechanismEmissionSplit::<Test>::get(netuid), None);
        assert_eq!(pallet_events(), []);
        assert_ok!(set(netuid, 2));
        assert_eq!(stored(index(netuid, 1)), ([0; 7], false));
        assert_eq!(stored(index(netuid, 0)), full);
    });
}

#[test]
fn what_was_hidden_on_a_mechanism_that_went_cannot_be_revealed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        fill(netuid);
        assert_ok!(set(netuid, 1));
        assert_noop!(
            SubtensorModule::reveal_mechanism_weights(
                signed(&account(2)),
                netuid,
                MechId(1),
                vec![0],
                vec![1],
                vec![],
                0
            ),
            Error::<Test>::NoWeightsCommitFound
        );
        assert_noop!(
            SubtensorModule::commit_mechanism_weights(
                signed(&account(2)),
                netuid,
                MechId(1),
                H256::zero()
            ),
            Error::<Test>::MechanismDoesNotExist
        );
    });
}

#[test]
fn the_same_number_again_keeps_the_split() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_ok!(split(netuid, &[13_107, 52_428]));
        assert_ok!(set(netuid, 2));
        assert_eq!(
            MechanismEmissionSplit::<Test>::get(netuid),
            Some(vec![13_107, 52_428])
        );
        MaxMechanismCount::<Test>::put(MechId(3));
        MaxAllowedUids::<Test>::insert(netuid, 85);
        assert_ok!(set(netuid, 3));
        assert_eq!(MechanismEmissionSplit::<Test>::get(netuid), None);
    });
}

#[test]
fn a_number_out_of_bounds_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        for count in [0, 3, 16, 255] {
            assert_noop!(set(netuid, count), Error::<Test>::InvalidValue);
        }
        // It has 256 uids.
        assert_noop!(set(netuid, 2), Error::<Test>::TooManyUIDsPerMechanism);
        assert_noop!(set(netuid, 3), Error::<Test>::InvalidValue);
        MaxAllowedUids::<Test>::insert(netuid, 129);
        assert_noop!(set(netuid, 2), Error::<Test>::TooManyUIDsPerMechanism);
        MaxAllowedUids::<Test>::insert(netuid, 128);
        assert_ok!(set(netuid, 2));
        MaxMechanismCount::<Test>::put(MechId(16));
        assert_noop!(set(netuid, 16), Error::<Test>::TooManyUIDsPerMechanism);
        MaxAllowedUids::<Test>::insert(netuid, 16);
        assert_noop!(set(netuid, 17), Error::<Test>::InvalidValue);
        assert_ok!(set(netuid, 16));
        assert_eq!(SubtensorModule::mechanism_indices(netuid).count(), 16);
    });
}

#[test]
fn a_subnet_with_256_neurons_is_trimmed_to_128_for_a_second_mechanism() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        for number in 1..256 {
            SubtensorModule::append_neuron(netuid, &account(1_000 + number));
        }
        ImmunityPeriod::<Test>::insert(netuid, 0);
        assert_noop!(set(netuid, 2), Error::<Test>::TooManyUIDsPerMechanism);
        assert_ok!(SubtensorModule::trim_to_max_allowed_uids(netuid, 128));
        assert_ok!(set(netuid, 2));
        pay(netuid, for_both(500_000_000));
        assert_eq!(Incentive::<Test>::get(index(netuid, 1)).len(), 128);
    });
}

#[test]
fn the_shares_of_a_split_are_the_whole_and_no_more_than_the_mechanisms() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        for shares in [
            &[][..],
            &[0],
            &[65_534],
            &[52_428, 13_106],
            &[52_428, 13_108],
            &[65_535, 65_535],
            &[65_535, 0, 0],
            &[21_845, 21_845, 21_845],
        ] {
            assert_noop!(split(netuid, shares), Error::<Test>::InvalidValue);
        }
        for shares in [&[13_107, 52_428][..], &[65_535], &[0, 65_535]] {
            assert_ok!(split(netuid, shares));
            assert_eq!(
                MechanismEmissionSplit::<Test>::get(netuid),
                Some(shares.to_vec())
            );
        }
        assert_ok!(SubtensorModule::set_mechanism_emission_split(netuid, None));
        assert!(!MechanismEmissionSplit::<Test>::contains_key(netuid));
    });
}

#[test]
fn a_mechanism_without_a_share_pays_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        validator_for(netuid, 2);
        register_neuron(netuid, &account(20), &account(21));
        Weights::<Test>::insert(index(netuid, 1), 1, vec![(0, u16::MAX)]);
        touch_weights(netuid);
        assert_ok!(split(netuid, &[65_535]));
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 500_000_000, 10);
        assert_eq!(held(netuid, 1, 2), 0);
    });
}

#[test]
fn a_neuron_that_registers_after_a_mechanism_came_has_its_place_there() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        register_neuron(netuid, &account(10), &account(11));
        let uid = register_neuron(netuid, &account(20), &account(21));
        assert_eq!(uid, 2);
        let now = u64::from(block());
        assert_eq!(LastUpdate::<Test>::get(index(netuid, 1)), [0, now, now]);
        assert_eq!(Incentive::<Test>::get(index(netuid, 1)).len(), 3);
    });
}

#[test]
fn bonds_with_a_neuron_end_on_every_mechanism_where_that_is_allowed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        for number in [10, 20] {
            register_neuron(netuid, &account(number), &account(number + 1));
        }
        for mechanism in [0, 1] {
            Bonds::<Test>::insert(index(netuid, mechanism), 0, vec![(2, 5)]);
            Bonds::<Test>::insert(index(netuid, mechanism), 1, vec![(1, 7), (2, 9)]);
        }
        let reset = |hotkey: u64| SubtensorModule::reset_bonds(netuid, &account(hotkey));
        let bonds = |mechanism: u8| -> Vec<_> {
            let mut rows: Vec<_> = Bonds::<Test>::iter_prefix(index(netuid, mechanism)).collect();
            rows.sort_unstable();
            rows
        };
        let before = bonds(0);
        reset(21);
        assert_eq!(bonds(0), before, "the subnet does not allow it");
        BondsResetOn::<Test>::insert(netuid, true);
        reset(99);
        assert_eq!(bonds(0), before, "no neuron");
        reset(21);
        for mechanism in [0, 1] {
            assert_eq!(bonds(mechanism), [(1, vec![(1, 7)])]);
        }
    });
}
