//! Trimming: who goes, what goes along, and what the others keep (subnets-and-neurons.md 8.4).

mod cost;
mod random;

use frame_support::{assert_noop, assert_ok};
use myelin_types::{
    AlphaBalance, MechId, NetUid, NetUidStorageIndex,
    frozen::{AxonInfo, NeuronCertificate, PrometheusInfo},
};
use sp_core::H160;
use sp_runtime::{AccountId32, DispatchError, DispatchResult};

use super::paying::*;
use crate::{mock::*, pallet::*};

/// Emissions of the example, by uid.
const EMISSIONS: [u64; 16] = [17, 42, 8, 56, 23, 91, 34, 77, 12, 65, 3, 88, 29, 51, 74, 39];

/// Who stays of them when eight do and uid 6 is immune.
const KEPT: [u16; 8] = [3, 5, 6, 7, 9, 11, 13, 14];

/// The hotkey that first had this uid.
fn hotkey(uid: u16) -> AccountId32 {
    account(1_000 + u64::from(uid))
}

fn index(netuid: NetUid, mechanism: u8) -> NetUidStorageIndex {
    NetUidStorageIndex::new(netuid, MechId(mechanism)).expect("the index fits")
}

/// A subnet that belongs to nobody who has a neuron, with so many neurons past their immunity; it
/// may be trimmed to any number.
fn crowd(neurons: u16) -> NetUid {
    let netuid = quiet_subnet();
    SubnetOwner::<Test>::insert(netuid, account(90));
    SubnetOwnerHotkey::<Test>::insert(netuid, account(91));
    SubtensorModule::replace_neuron(netuid, 0, &hotkey(0));
    for uid in 1..neurons {
        SubtensorModule::append_neuron(netuid, &hotkey(uid));
    }
    run_to_block(10);
    ImmunityPeriod::<Test>::insert(netuid, 5);
    MinAllowedUids::<Test>::insert(netuid, 0);
    netuid
}

/// Gives a neuron everything that a neuron can have, each value another for each uid.
fn furnish(netuid: NetUid, uid: u16) {
    let hotkey = SubtensorModule::hotkey_of(netuid, uid).expect("it has a hotkey");
    let number = u64::from(uid);
    Axons::<Test>::insert(netuid, &hotkey, AxonInfo::default());
    Prometheus::<Test>::insert(netuid, &hotkey, PrometheusInfo::default());
    let certificate = NeuronCertificate::from_call_bytes(&[1, 2, 3]).expect("it is one");
    NeuronCertificates::<Test>::insert(netuid, &hotkey, certificate);
    AssociatedEvmAddress::<Test>::insert(netuid, uid, (H160::from_low_u64_be(number), number));
    LastHotkeyEmissionOnNetuid::<Test>::insert(&hotkey, netuid, AlphaBalance(number));
    // A dividend of nothing is not stored.
    AlphaDividendsPerSubnet::<Test>::insert(netuid, &hotkey, AlphaBalance(number + 1));
}

/// The subnet of the example.
fn example() -> NetUid {
    let netuid = crowd(16);
    Emission::<Test>::insert(netuid, EMISSIONS.map(AlphaBalance).to_vec());
    BlockAtRegistration::<Test>::insert(netuid, 6, 8);
    (0..16).for_each(|uid| furnish(netuid, uid));
    netuid
}

fn trim(netuid: NetUid, places: u16) -> DispatchResult {
    SubtensorModule::trim_to_max_allowed_uids(netuid, places)
}

fn emissions(netuid: NetUid) -> Vec<u64> {
    let emission = Emission::<Test>::get(netuid);
    emission.into_iter().map(AlphaBalance::to_u64).collect()
}

#[test]
fn those_who_earned_least_go_and_the_others_keep_their_order() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example();
        forget_events();
        assert_ok!(trim(netuid, 8));
        assert_eq!(emissions(netuid), [56, 91, 34, 77, 65, 88, 51, 74]);
        let kept = KEPT.map(hotkey);
        assert_eq!(SubtensorModule::hotkeys_of_subnet(netuid), kept);
        assert_eq!(SubtensorModule::neuron_count(netuid), 8);
        assert_eq!(MaxAllowedUids::<Test>::get(netuid), 8);
        let address = |uid: u16| AssociatedEvmAddress::<Test>::get(netuid, uid);
        assert_eq!(address(2), Some((H160::from_low_u64_be(6), 6)));
        assert_eq!(address(7), Some((H160::from_low_u64_be(14), 14)));
        assert_eq!(BlockAtRegistration::<Test>::get(netuid, 2), 8);
        assert_eq!(pallet_events(), []);
    });
}

#[test]
fn who_goes_leaves_nothing_and_who_stays_keeps_everything() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example();
        assert_ok!(trim(netuid, 8));
        for uid in 0..16 {
            let (hotkey, stays) = (hotkey(uid), KEPT.contains(&uid));
            assert_eq!(SubtensorModule::uid_of(netuid, &hotkey).is_some(), stays);
            assert_eq!(
                IsNetworkMember::<Test>::contains_key(&hotkey, netuid),
                stays
            );
            assert_eq!(Axons::<Test>::contains_key(netuid, &hotkey), stays);
            assert_eq!(Prometheus::<Test>::contains_key(netuid, &hotkey), stays);
            assert_eq!(
                NeuronCertificates::<Test>::contains_key(netuid, &hotkey),
                stays
            );
            assert_eq!(
                LastHotkeyEmissionOnNetuid::<Test>::contains_key(&hotkey, netuid),
                stays
            );
            assert_eq!(
                AlphaDividendsPerSubnet::<Test>::contains_key(netuid, &hotkey),
                stays
            );
        }
        for items in [
            BlockAtRegistration::<Test>::iter_prefix(netuid).count(),
            AssociatedEvmAddress::<Test>::iter_prefix(netuid).count(),
            Keys::<Test>::iter_prefix(netuid).count(),
            Uids::<Test>::iter_prefix(netuid).count(),
        ] {
            assert_eq!(items, 8);
        }
    });
}

#[test]
fn weights_and_bonds_of_every_mechanism_follow_their_neurons() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = crowd(5);
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        Emission::<Test>::insert(netuid, [5, 1, 4, 2, 3].map(AlphaBalance).to_vec());
        let (main, second) = (index(netuid, 0), index(netuid, 1));
        Weights::<Test>::insert(main, 0, vec![(0, 7), (1, 9), (4, 8)]);
        Weights::<Test>::insert(main, 1, vec![(0, 1)]);
        Weights::<Test>::insert(main, 2, vec![(1, 6), (3, 5)]);
        Weights::<Test>::insert(second, 4, vec![(2, 3), (3, 4)]);
        Bonds::<Test>::insert(main, 4, vec![(4, 2), (1, 3), (2, 1)]);
        Bonds::<Test>::insert(second, 3, vec![(4, 2)]);
        LastUpdate::<Test>::insert(main, vec![10, 11, 12, 13, 14]);
        // A mechanism that came later knows the first neurons alone.
        LastUpdate::<Test>::insert(second, vec![20, 21, 22]);
        Incentive::<Test>::insert(second, vec![30, 31, 32, 33, 34]);
        assert_ok!(trim(netuid, 3));
        assert_eq!(
            SubtensorModule::hotkeys_of_subnet(netuid),
            [0, 2, 4].map(hotkey)
        );
        let weights: Vec<_> = Weights::<Test>::iter().collect();
        assert_eq!(weights.len(), 2, "{weights:?}");
        assert_eq!(Weights::<Test>::get(main, 0), [(0, 7), (2, 8)]);
        assert_eq!(Weights::<Test>::get(second, 2), [(1, 3)]);
        assert_eq!(Bonds::<Test>::iter().count(), 1);
        assert_eq!(Bonds::<Test>::get(main, 2), [(2, 2), (1, 1)]);
        assert_eq!(LastUpdate::<Test>::get(main), [10, 12, 14]);
        assert_eq!(LastUpdate::<Test>::get(second), [20, 22]);
        assert_eq!(Incentive::<Test>::get(second), [30, 32, 34]);
    });
}

#[test]
fn stake_children_and_commits_stay_with_their_hotkeys() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        for number in [10, 20] {
            register_neuron(netuid, &account(number), &account(number + 1));
        }
        grant(netuid, 20, 21, BILLION);
        set_children(netuid, &account(21), vec![(u64::MAX, account(11))]);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        let hash = sp_core::H256::repeat_byte(7);
        assert_ok!(SubtensorModule::commit_weights(
            signed(&account(21)),
            netuid,
            hash
        ));
        ImmunityPeriod::<Test>::insert(netuid, 0);
        MinAllowedUids::<Test>::insert(netuid, 0);
        let children = ChildKeys::<Test>::get(account(21), netuid);
        assert_eq!(children.len(), 1);
        assert_ok!(trim(netuid, 2));
        assert_eq!(SubtensorModule::uid_of(netuid, &account(21)), None);
        assert_eq!(held(netuid, 20, 21), BILLION);
        assert_eq!(ChildKeys::<Test>::get(account(21), netuid), children);
        assert!(WeightCommits::<Test>::contains_key(
            index(netuid, 0),
            account(21)
        ));
    });
}

#[test]
fn of_equals_the_one_with_the_highest_uid_goes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = crowd(4);
        Emission::<Test>::insert(netuid, [2, 1, 1, 1].map(AlphaBalance).to_vec());
        assert_ok!(trim(netuid, 2));
        assert_eq!(
            SubtensorModule::hotkeys_of_subnet(netuid),
            [0, 1].map(hotkey)
        );
    });
}

#[test]
fn a_neuron_of_the_owner_that_is_never_pruned_is_never_trimmed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = crowd(4);
        SubnetOwnerHotkey::<Test>::insert(netuid, hotkey(1));
        Emission::<Test>::insert(netuid, [3, 0, 2, 1].map(AlphaBalance).to_vec());
        assert_ok!(trim(netuid, 2));
        assert_eq!(
            SubtensorModule::hotkeys_of_subnet(netuid),
            [0, 1].map(hotkey)
        );
    });
}

#[test]
fn nobody_goes_when_the_subnet_has_no_more_neurons_than_places() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example();
        assert_ok!(trim(netuid, 16));
        assert_eq!(emissions(netuid), EMISSIONS);
        assert_eq!(MaxAllowedUids::<Test>::get(netuid), 16);
        // All are immune, which then does not matter.
        ImmunityPeriod::<Test>::insert(netuid, 100);
        assert_ok!(trim(netuid, 16));
    });
}

#[test]
fn a_number_out_of_bounds_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example();
        MinAllowedUids::<Test>::insert(netuid, 2);
        MaxAllowedUids::<Test>::insert(netuid, 20);
        for places in [0, 1, 21, u16::MAX] {
            assert_noop!(trim(netuid, places), Error::<Test>::InvalidValue);
        }
        assert_ok!(trim(netuid, 20));
        assert_ok!(trim(netuid, 2));
        // Somebody always stays.
        MinAllowedUids::<Test>::insert(netuid, 0);
        assert_noop!(
            trim(netuid, 0),
            Error::<Test>::TrimmingWouldExceedMaxImmunePercentage
        );
    });
}

/// hyperparameters.md section 9, example 10.
#[test]
fn the_immune_may_take_less_than_four_places_of_five() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = crowd(5);
        for uid in 1..5 {
            BlockAtRegistration::<Test>::insert(netuid, uid, 9);
        }
        let refused: DispatchError = Error::<Test>::TrimmingWouldExceedMaxImmunePercentage.into();
        assert_noop!(trim(netuid, 4), refused);
        assert_noop!(trim(netuid, 3), refused);
        MinAllowedUids::<Test>::insert(netuid, 2);
        assert_noop!(trim(netuid, 1), Error::<Test>::InvalidValue);
        BlockAtRegistration::<Test>::insert(netuid, 1, 1);
        assert_ok!(trim(netuid, 4));
        assert_eq!(SubtensorModule::neuron_count(netuid), 4);
        // Three of four are 75 %; of three they are all.
        assert_noop!(
            trim(netuid, 3),
            Error::<Test>::TrimmingWouldExceedMaxImmunePercentage
        );
    });
}

#[test]
fn a_trimmed_subnet_runs_its_epoch_and_takes_neurons_again() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        ImmunityPeriod::<Test>::insert(netuid, 0);
        MinAllowedUids::<Test>::insert(netuid, 0);
        MinNonImmuneUids::<Test>::insert(netuid, 0);
        for number in [20, 30] {
            register_neuron(netuid, &account(number), &account(number + 1));
        }
        register_neuron(netuid, &account(10), &account(11));
        grant(netuid, 10, 11, BILLION);
        ValidatorPermit::<Test>::mutate(netuid, |permits| permits[3] = true);
        Weights::<Test>::insert(index(netuid, 0), 3, vec![(1, 1), (2, u16::MAX)]);
        run_blocks(1);
        SubtensorModule::set_last_update(index(netuid, 0), 3);
        pay(netuid, for_both(500_000_000));
        let before = held(netuid, 30, 31);
        // Uid 1, which earned little, goes; uid 2 is the new one, uid 3 the new two.
        assert_ok!(trim(netuid, 3));
        assert_eq!(SubtensorModule::uid_of(netuid, &account(11)), Some(2));
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 30, 31), before + 500_000_000, 10);
        assert_eq!(Incentive::<Test>::get(index(netuid, 0)), [0, 65_535, 0]);
        // Full: whoever comes replaces one.
        let uid = register_neuron(netuid, &account(40), &account(41));
        assert!(uid < 3);
        assert_eq!(SubtensorModule::neuron_count(netuid), 3);
    });
}
