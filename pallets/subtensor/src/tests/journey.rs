//! From a new subnet to the first incentive.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid};

use crate::{mock::*, pallet::*};

/// A subnet with its owner as validator and two miners, whose weights are 1 to 3.
fn scored_subnet() -> NetUid {
    let (owner, owner_hotkey) = (account(1), account(2));
    let netuid = add_network(&owner, &owner_hotkey);
    for miner in [10, 20] {
        register_neuron(netuid, &account(miner), &account(miner + 1));
    }
    stake(netuid, &owner, &owner_hotkey, 100 * UNIT);
    // Weights count only for neurons that were there before them.
    run_blocks(1);
    assert_ok!(SubtensorModule::set_weights(
        signed(&owner_hotkey),
        netuid,
        vec![1, 2],
        vec![1, 3],
        0
    ));
    netuid
}

#[test]
fn weights_become_incentive_after_a_tempo() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = scored_subnet();
        run_blocks(2 * 360 + 2);
        assert_eq!(
            Incentive::<Test>::get(u16_index(netuid)),
            [0, 16_383, 49_151]
        );
        assert_eq!(Dividends::<Test>::get(netuid), [65_535, 0, 0]);
        let emission: u64 = Emission::<Test>::get(netuid)
            .into_iter()
            .map(AlphaBalance::to_u64)
            .sum();
        assert!(emission > 0);
        let small = SubtensorModule::stake_of(&account(11), &account(10), netuid);
        let large = SubtensorModule::stake_of(&account(21), &account(20), netuid);
        assert!(small.to_u64() > 0);
        let ratio = large.to_u64() as f64 / small.to_u64() as f64;
        assert!((ratio - 3.0).abs() < 0.001, "the ratio is {ratio}");
    });
}

fn u16_index(netuid: NetUid) -> myelin_types::NetUidStorageIndex {
    myelin_types::NetUidStorageIndex::main(netuid)
}

#[test]
fn an_unstarted_subnet_pays_nothing_and_takes_no_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let (owner, hotkey) = (account(1), account(2));
        let netuid = add_unstarted_network(&owner, &hotkey);
        fund(&owner, 10 * UNIT);
        assert_noop!(
            SubtensorModule::add_stake(signed(&owner), hotkey.clone(), netuid, UNIT.into()),
            Error::<Test>::SubtokenDisabled
        );
        run_blocks(800);
        assert_eq!(SubnetAlphaOut::<Test>::get(netuid), AlphaBalance::ZERO);
        assert_eq!(
            SubtensorModule::stake_of(&hotkey, &owner, netuid),
            AlphaBalance::ZERO
        );
    });
}
