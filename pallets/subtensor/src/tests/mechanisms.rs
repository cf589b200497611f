//! Subnets with two matrices of weights (yuma.md section 3).

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex};

use super::paying::*;
use crate::{mock::*, pallet::*};

/// A subnet with two mechanisms, a validator with uid 1 and two miners. The validator gives all its
/// weight to the first miner in one mechanism, to the second in the other.
fn subnet_with_two_matrices() -> NetUid {
    let netuid = quiet_subnet();
    MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
    register_neuron(netuid, &account(10), &account(11));
    for miner in [20, 30] {
        register_neuron(netuid, &account(miner), &account(miner + 1));
    }
    grant(netuid, 10, 11, BILLION);
    ValidatorPermit::<Test>::mutate(netuid, |permits| permits[1] = true);
    run_blocks(1);
    for (mechanism, miner) in [(0, 2), (1, 3)] {
        assert_ok!(SubtensorModule::set_mechanism_weights(
            signed(&account(11)),
            netuid,
            MechId(mechanism),
            vec![miner],
            vec![1],
            0
        ));
    }
    netuid
}

fn index(netuid: NetUid, mechanism: u8) -> NetUidStorageIndex {
    NetUidStorageIndex::new(netuid, MechId(mechanism)).expect("the index fits")
}

#[test]
fn each_mechanism_has_its_own_weights_and_incentives_and_its_part_of_the_emission() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_two_matrices();
        pay(netuid, for_both(500_000_000));
        assert_eq!(Incentive::<Test>::get(index(netuid, 0)), [0, 0, 65_535, 0]);
        assert_eq!(Incentive::<Test>::get(index(netuid, 1)), [0, 0, 0, 65_535]);
        assert_close(held(netuid, 20, 21), 250_000_000, 10);
        assert_close(held(netuid, 30, 31), 250_000_000, 10);
        assert_close(held(netuid, 10, 11), BILLION + 500_000_000, 10);
        let emission = Emission::<Test>::get(netuid);
        assert_eq!(emission.len(), 4);
        // Sums over the mechanisms; the vectors of 16 bits are means.
        assert_close(emission[1].to_u64(), 500_000_000, 10);
        assert_close(emission[2].to_u64(), 250_000_000, 10);
        assert_close(emission[3].to_u64(), 250_000_000, 10);
        assert_eq!(Dividends::<Test>::get(netuid), [0, 65_534, 0, 0]);
    });
}

#[test]
fn a_split_divides_the_emission_between_the_mechanisms() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_two_matrices();
        MechanismEmissionSplit::<Test>::insert(netuid, vec![13_107, 52_428]);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 100_000_000, 10);
        assert_close(held(netuid, 30, 31), 400_000_000, 10);
    });
}

#[test]
fn a_mechanism_that_pays_miners_alone_takes_from_the_validators_of_the_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_two_matrices();
        // Bonds do not move: only the first mechanism has some, and with them dividends.
        BondsMovingAverage::<Test>::insert(netuid, 1_000_000);
        LastMechansimStepBlock::<Test>::insert(netuid, u64::from(block()));
        Bonds::<Test>::insert(index(netuid, 0), 1, vec![(2, u16::MAX)]);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 250_000_000, 10);
        assert_close(held(netuid, 30, 31), 500_000_000, 10);
        assert_close(held(netuid, 10, 11), BILLION + 250_000_000, 10);
    });
}

#[test]
fn both_mechanisms_of_an_epoch_see_the_same_permits() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_two_matrices();
        ValidatorPermit::<Test>::insert(netuid, vec![false; 4]);
        pay(netuid, for_both(500_000_000));
        // Nobody could weigh anything, so the validator is paid by its stake.
        assert_close(held(netuid, 10, 11), 2 * BILLION, 10);
        assert_eq!(
            ValidatorPermit::<Test>::get(netuid),
            [true, true, false, false],
            "the owner needs no stake for its permit"
        );
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 250_000_000, 10);
        assert_close(held(netuid, 30, 31), 250_000_000, 10);
    });
}

#[test]
fn a_mechanism_added_later_pays_by_stake_until_it_has_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        validator_for(netuid, 2);
        register_neuron(netuid, &account(20), &account(21));
        touch_weights(netuid);
        MechanismCountCurrent::<Test>::insert(netuid, MechId(2));
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 250_000_000, 10);
        assert_eq!(Incentive::<Test>::get(index(netuid, 1)), [0, 0, 0]);
        // The whole of the second mechanism only moves proportions of validators, of whom there is
        // one.
        assert_close(held(netuid, 10, 11), BILLION + 500_000_000, 10);
    });
}

#[test]
fn a_replaced_neuron_loses_its_place_in_both_matrices() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_two_matrices();
        pay(netuid, for_both(500_000_000));
        SubtensorModule::replace_neuron(netuid, 3, &account(41));
        assert_eq!(Incentive::<Test>::get(index(netuid, 1)), [0, 0, 0, 0]);
        assert_eq!(Weights::<Test>::get(index(netuid, 1), 1), [(3, 0)]);
        assert_eq!(
            Weights::<Test>::get(index(netuid, 0), 1),
            [(2, u16::MAX)],
            "weights for others stay"
        );
        assert_eq!(Emission::<Test>::get(netuid)[3], AlphaBalance::ZERO);
        SubtensorModule::replace_neuron(netuid, 1, &account(51));
        for mechanism in [0, 1] {
            assert!(!Weights::<Test>::contains_key(index(netuid, mechanism), 1));
            assert!(!Bonds::<Test>::contains_key(index(netuid, mechanism), 1));
        }
    });
}
