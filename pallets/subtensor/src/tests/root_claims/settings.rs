//! What becomes of root dividends, for how many coldkeys a block claims, and what is too little.

use std::collections::BTreeSet;

use frame_support::{assert_noop, assert_ok};
use myelin_types::{NetUid, frozen::RootClaimTypeEnum};
use sp_runtime::traits::BadOrigin;
use substrate_fixed::types::I96F32;

use crate::{mock::*, pallet::*, tests::root_stakers::*};

#[test]
fn a_coldkey_chooses_what_becomes_of_its_dividends() {
    ExtBuilder::default().build_and_execute(|| {
        subnet_of_root_stakers();
        let subnets = BTreeSet::from([NetUid(3), NetUid(7)]);
        for choice in [
            RootClaimTypeEnum::Keep,
            RootClaimTypeEnum::KeepSubnets { subnets },
            RootClaimTypeEnum::Swap,
        ] {
            forget_events();
            choose(20, choice.clone());
            assert_eq!(RootClaimType::<Test>::get(account(20)), choice);
            assert_eq!(
                pallet_events(),
                [Event::RootClaimTypeSet {
                    coldkey: account(20),
                    root_claim_type: choice
                }]
            );
        }
        assert_eq!(StakingColdkeys::<Test>::get(account(20)), Some(0));
        assert_eq!(NumStakingColdkeys::<Test>::get(), 1, "once in the list");
    });
}

#[test]
fn a_list_of_subnets_to_keep_names_some_but_not_more_than_can_exist() {
    ExtBuilder::default().build_and_execute(|| {
        SubnetLimit::<Test>::put(3);
        for count in [0, 4] {
            let subnets = (1..=count).map(NetUid).collect();
            assert_noop!(
                SubtensorModule::set_root_claim_type(
                    signed(&account(20)),
                    RootClaimTypeEnum::KeepSubnets { subnets }
                ),
                Error::<Test>::InvalidSubnetNumber
            );
        }
        assert_noop!(
            SubtensorModule::set_root_claim_type(RuntimeOrigin::root(), RootClaimTypeEnum::Keep),
            BadOrigin
        );
        let subnets = (1..=3).map(NetUid).collect();
        choose(20, RootClaimTypeEnum::KeepSubnets { subnets });
    });
}

#[test]
fn root_sets_for_how_many_coldkeys_a_block_claims() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(NumRootClaim::<Test>::get(), 5);
        for value in [0, 50] {
            assert_ok!(SubtensorModule::sudo_set_num_root_claims(
                RuntimeOrigin::root(),
                value
            ));
            assert_eq!(NumRootClaim::<Test>::get(), value);
        }
        assert_noop!(
            SubtensorModule::sudo_set_num_root_claims(RuntimeOrigin::root(), 51),
            Error::<Test>::InvalidNumRootClaim
        );
        assert_noop!(
            SubtensorModule::sudo_set_num_root_claims(signed(&account(1)), 5),
            BadOrigin
        );
    });
}

#[test]
fn root_and_the_owner_of_a_subnet_set_what_is_too_little_to_be_claimed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        assert_eq!(RootClaimableThreshold::<Test>::get(netuid), 500_000);
        for (origin, value) in [
            (RuntimeOrigin::root(), 10_000_000),
            (signed(&account(1)), 0),
            (signed(&account(1)), 12_345),
        ] {
            assert_ok!(SubtensorModule::sudo_set_root_claim_threshold(
                origin, netuid, value
            ));
            assert_eq!(
                RootClaimableThreshold::<Test>::get(netuid),
                I96F32::from_num(value)
            );
        }
    });
}

#[test]
fn nobody_else_sets_the_threshold_and_it_has_a_bound() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        for origin in [signed(&account(2)), RuntimeOrigin::none()] {
            assert_noop!(
                SubtensorModule::sudo_set_root_claim_threshold(origin, netuid, 20_000_000),
                BadOrigin
            );
        }
        assert_noop!(
            SubtensorModule::sudo_set_root_claim_threshold(signed(&account(1)), NetUid(77), 1),
            BadOrigin
        );
        assert_noop!(
            SubtensorModule::sudo_set_root_claim_threshold(RuntimeOrigin::root(), NetUid(77), 1),
            Error::<Test>::SubnetNotExists
        );
        for origin in [signed(&account(1)), RuntimeOrigin::root()] {
            assert_noop!(
                SubtensorModule::sudo_set_root_claim_threshold(origin, netuid, 10_000_001),
                Error::<Test>::InvalidRootClaimThreshold
            );
        }
    });
}

#[test]
fn without_a_threshold_the_last_rao_is_claimed() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        choose(20, RootClaimTypeEnum::Keep);
        stake_on_root(20, 10_000_000);
        assert_ok!(SubtensorModule::sudo_set_root_claim_threshold(
            signed(&account(1)),
            netuid,
            0
        ));
        grant_dividends(netuid, 2, 2);
        assert_eq!(owed(netuid, 20), 1);
        claim(netuid, 20);
        assert_eq!(crate::tests::paying::held(netuid, 20, 2), 1);
    });
}
