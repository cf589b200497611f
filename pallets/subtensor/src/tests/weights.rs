//! Setting weights: the effects, and every check in its order.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_runtime::DispatchResult;

use crate::{mock::*, pallet::*};

/// A subnet with the owner's neuron 0 and three others, in a block after their registration.
fn subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    for n in 0..3 {
        register_neuron(netuid, &account(10 + n), &account(20 + n));
    }
    run_blocks(1);
    netuid
}

fn set(hotkey: u64, netuid: NetUid, uids: &[u16], values: &[u16]) -> DispatchResult {
    SubtensorModule::set_weights(
        signed(&account(hotkey)),
        netuid,
        uids.to_vec(),
        values.to_vec(),
        0,
    )
}

fn row(netuid: NetUid, uid: u16) -> Vec<(u16, u16)> {
    Weights::<Test>::get(NetUidStorageIndex::main(netuid), uid)
}

#[test]
fn weights_are_scaled_to_the_largest_and_stored_by_uid() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        forget_events();
        assert_ok!(set(2, netuid, &[3, 1, 2], &[0, 21_845, 43_690]));
        assert_eq!(row(netuid, 0), [(1, 32_768), (2, 65_535), (3, 0)]);
        assert_eq!(
            pallet_events(),
            [Event::WeightsSet(NetUidStorageIndex::main(netuid), 0)]
        );
        assert_eq!(
            LastUpdate::<Test>::get(NetUidStorageIndex::main(netuid))[0],
            2
        );
        assert_ok!(set(2, netuid, &[1, 2], &[32_767, 32_767]));
        assert_eq!(row(netuid, 0), [(1, 65_535), (2, 65_535)]);
        assert_ok!(set(2, netuid, &[1, 2], &[0, 0]));
        assert_eq!(row(netuid, 0), [(1, 0), (2, 0)]);
    });
}

#[test]
fn every_neuron_may_weigh_itself() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        MinAllowedWeights::<Test>::insert(netuid, 3);
        assert_ok!(set(20, netuid, &[1], &[5]));
        assert_eq!(row(netuid, 1), [(1, 65_535)]);
        assert_noop!(
            set(20, netuid, &[2], &[5]),
            Error::<Test>::NeuronNoValidatorPermit
        );
    });
}

#[test]
fn a_permit_opens_the_others() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        ValidatorPermit::<Test>::insert(netuid, vec![false, true, false, false]);
        assert_ok!(set(20, netuid, &[0, 2], &[1, 1]));
        assert_noop!(
            set(21, netuid, &[0, 1], &[1, 1]),
            Error::<Test>::NeuronNoValidatorPermit
        );
        // The owner needs none.
        assert_ok!(set(2, netuid, &[1, 2], &[1, 1]));
    });
}

#[test]
fn what_cannot_be_set_is_refused_in_order_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        assert_noop!(
            set(2, NetUid(77), &[0], &[1]),
            Error::<Test>::CommitRevealEnabled
        );
        CommitRevealWeightsEnabled::<Test>::insert(NetUid(77), false);
        CommitRevealWeightsEnabled::<Test>::insert(NetUid::ROOT, false);
        assert_noop!(
            set(2, NetUid::ROOT, &[0], &[]),
            Error::<Test>::CanNotSetRootNetworkWeights
        );
        assert_noop!(
            set(2, NetUid(77), &[0], &[]),
            Error::<Test>::WeightVecNotEqualSize
        );
        assert_noop!(
            set(2, NetUid(77), &[0], &[1]),
            Error::<Test>::MechanismDoesNotExist
        );
        assert_noop!(
            set(2, netuid, &[0, 1, 2, 3, 4], &[1; 5]),
            Error::<Test>::UidsLengthExceedUidsInSubNet
        );
        assert_noop!(
            set(99, netuid, &[0], &[1]),
            Error::<Test>::HotKeyNotRegisteredInSubNet
        );
        assert_noop!(
            set(2, netuid, &[1, 1], &[1, 1]),
            Error::<Test>::DuplicateUids
        );
        assert_noop!(
            set(2, netuid, &[1, 4], &[1, 1]),
            Error::<Test>::UidVecContainInvalidOne
        );
        MinAllowedWeights::<Test>::insert(netuid, 2);
        assert_noop!(
            set(2, netuid, &[1], &[1]),
            Error::<Test>::WeightVecLengthIsLow
        );
        assert_noop!(
            set(2, netuid, &[], &[]),
            Error::<Test>::WeightVecLengthIsLow
        );
        // More than there are neurons is never asked for.
        MinAllowedWeights::<Test>::insert(netuid, 1_000);
        assert_ok!(set(2, netuid, &[0, 1, 2, 3], &[1; 4]));
    });
}

#[test]
fn a_mechanism_that_does_not_exist_has_no_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let set = |mechanism: u8| {
            SubtensorModule::set_mechanism_weights(
                signed(&account(2)),
                netuid,
                MechId(mechanism),
                vec![1, 2],
                vec![1, 1],
                0,
            )
        };
        assert_noop!(set(1), Error::<Test>::MechanismDoesNotExist);
        assert_ok!(set(0));
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        assert_ok!(set(1));
        let index = NetUidStorageIndex::new(netuid, MechId(1)).expect("it has an index");
        assert_eq!(Weights::<Test>::get(index, 0), [(1, 65_535), (2, 65_535)]);
    });
}

#[test]
fn a_validator_waits_between_two_sets_of_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsSetRateLimit::<Test>::insert(netuid, 10);
        assert_noop!(
            set(2, netuid, &[1], &[1]),
            Error::<Test>::SettingWeightsTooFast
        );
        run_to_block(11);
        assert_ok!(set(2, netuid, &[1], &[1]));
        run_to_block(20);
        assert_noop!(
            set(2, netuid, &[1], &[1]),
            Error::<Test>::SettingWeightsTooFast
        );
        run_to_block(21);
        assert_ok!(set(2, netuid, &[1], &[1]));
    });
}

#[test]
fn a_version_below_the_subnets_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        WeightsVersionKey::<Test>::insert(netuid, 20);
        let set = |version| {
            SubtensorModule::set_weights(signed(&account(2)), netuid, vec![1], vec![1], version)
        };
        for version in [0, 19] {
            assert_noop!(set(version), Error::<Test>::IncorrectWeightVersionKey);
        }
        for version in [20, 21] {
            assert_ok!(set(version));
        }
    });
}

#[test]
fn weights_need_the_stake_that_the_chain_asks_for() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        TaoWeight::<Test>::put(0);
        ValidatorPermit::<Test>::insert(netuid, vec![false, true, true, true]);
        let alpha = stake(netuid, &account(10), &account(20), 10 * UNIT).to_u64();
        StakeThreshold::<Test>::put(alpha + 1);
        assert_noop!(
            set(20, netuid, &[0, 2], &[1, 1]),
            Error::<Test>::NotEnoughStakeToSetWeights
        );
        StakeThreshold::<Test>::put(alpha);
        assert_ok!(set(20, netuid, &[0, 2], &[1, 1]));
        // The owner is always heard.
        assert_ok!(set(2, netuid, &[1], &[1]));
    });
}

#[test]
fn the_guard_of_the_pool_says_the_same_as_the_call() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let call = Call::<Test>::set_weights {
            netuid,
            dests: vec![1],
            weights: vec![1],
            version_key: 0,
        };
        assert_ok!(SubtensorModule::guard(&account(2), &call));
        WeightsSetRateLimit::<Test>::insert(netuid, 10);
        assert_noop!(
            SubtensorModule::guard(&account(2), &call),
            Error::<Test>::SettingWeightsTooFast
        );
        // Whoever is not registered learns that from the call.
        assert_ok!(SubtensorModule::guard(&account(99), &call));
        StakeThreshold::<Test>::put(1);
        assert_noop!(
            SubtensorModule::guard(&account(99), &call),
            Error::<Test>::NotEnoughStakeToSetWeights
        );
        let take = Call::<Test>::increase_take {
            hotkey: account(2),
            take: 20_000,
        };
        assert_noop!(
            SubtensorModule::guard(&account(1), &take),
            Error::<Test>::DelegateTakeTooHigh
        );
        NetworkRateLimit::<Test>::put(7_200);
        let create = Call::<Test>::register_network { hotkey: account(9) };
        assert_noop!(
            SubtensorModule::guard(&account(1), &create),
            Error::<Test>::NetworkTxRateLimitExceeded
        );
    });
}
