//! What lent stake counts: the table of staking.md 13.5.

use frame_support::assert_ok;
use substrate_fixed::types::I64F64;

use super::{super::paying::grant, *};

const ALL: u64 = u64::MAX;

fn inherited(netuid: NetUid, hotkey: u64) -> u64 {
    SubtensorModule::inherited_stake(&account(hotkey), netuid)
        .alpha
        .to_u64()
}

/// The inherited alpha of hotkeys 11, 12 ... when these hold `alpha` and have these children.
#[track_caller]
fn assert_inherited(alpha: &[u64], families: &[(u64, Children)], expected: &[u64]) {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(alpha.len() as u64);
        for (number, alpha) in (1..).zip(alpha) {
            if *alpha > 0 {
                grant(netuid, 100 + number, 10 + number, *alpha);
            }
        }
        for (parent, children) in families {
            assert_ok!(set(netuid, *parent, children));
        }
        let found: Vec<u64> = (11..)
            .take(expected.len())
            .map(|hotkey| inherited(netuid, hotkey))
            .collect();
        assert_eq!(found, expected);
    });
}

#[test]
fn a_child_gets_all_that_its_parent_gives() {
    assert_inherited(
        &[1_000_000_000, 0],
        &[(11, &[(ALL, 12)])],
        &[0, 1_000_000_000],
    );
}

#[test]
fn a_child_adds_up_what_its_parents_give() {
    let half: Children = &[(ALL / 2, 13)];
    assert_inherited(
        &[1_000, 2_000, 0],
        &[(11, half), (12, half)],
        &[500, 1_000, 1_499],
    );
}

#[test]
fn a_parent_keeps_what_thirds_leave() {
    assert_inherited(
        &[3_000, 0, 0],
        &[(11, &[(ALL / 3, 12), (ALL / 3, 13)])],
        &[1_000, 999, 999],
    );
}

#[test]
fn quarters_are_truncated_at_32_bits() {
    assert_inherited(
        &[100_000_000_000_000, 0, 0, 0],
        &[(11, &[(ALL / 4, 12), (ALL / 4, 13), (ALL / 4, 14)])],
        &[
            25_000_000_069_849,
            24_999_999_976_716,
            24_999_999_976_716,
            24_999_999_976_716,
        ],
    );
}

#[test]
fn stake_goes_one_level_and_no_further() {
    assert_inherited(
        &[1_000, 0, 0, 0],
        &[(11, &[(ALL / 2, 12), (ALL / 2, 13)]), (12, &[(ALL, 14)])],
        &[0, 499, 499, 0],
    );
}

#[test]
fn root_stake_is_lent_by_the_relations_of_the_subnet_and_root_itself_knows_none() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(2);
        stake(NetUid::ROOT, &account(101), &account(11), UNIT);
        assert_ok!(set(netuid, 11, &[(ALL, 12)]));
        let seen = |hotkey: u64, netuid| SubtensorModule::inherited_stake(&account(hotkey), netuid);
        assert_eq!(seen(11, netuid).tao.to_u64(), 0);
        assert_eq!(seen(12, netuid).tao.to_u64(), UNIT);
        // Total = alpha + tao times the weight with the bits of section 14.
        assert_eq!(
            seen(12, netuid).weight,
            I64F64::from_bits((226_245_882_i128 << 32) * i128::from(UNIT))
        );
        assert_eq!(seen(11, NetUid::ROOT).alpha.to_u64(), UNIT);
        assert_eq!(seen(12, NetUid::ROOT).alpha.to_u64(), 0);
    });
}

#[test]
fn children_give_a_neuron_the_stake_to_set_weights() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = unstarted(1);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        WeightsSetRateLimit::<Test>::insert(netuid, 0);
        register_neuron(netuid, &account(105), &account(15));
        StakeThreshold::<Test>::put(1_000);
        grant(netuid, 101, 11, 1_000_000_000_000);
        let set_weights =
            || SubtensorModule::set_weights(signed(&account(15)), netuid, vec![1], vec![1], 0);
        frame_support::assert_noop!(set_weights(), Error::<Test>::NotEnoughStakeToSetWeights);
        assert_ok!(set(netuid, 11, &[(ALL / 2, 15)]));
        assert_ok!(set_weights());
    });
}
