//! What an epoch pays to whom: takes, nominators, parents and children, the owner.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, frozen::RecycleOrBurnEnum};

use super::paying::*;
use crate::{mock::*, pallet::*};

#[test]
fn without_miners_a_lone_validator_gets_everything() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        grant(netuid, 1, 2, BILLION);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 1, 2), 2 * BILLION, 10);
    });
}

#[test]
fn two_equal_validators_get_one_half_each() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        register_neuron(netuid, &account(10), &account(11));
        permit_all(netuid);
        grant(netuid, 1, 2, BILLION);
        grant(netuid, 10, 11, BILLION);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 1, 2), 1_500_000_000, 10);
        assert_close(held(netuid, 10, 11), 1_500_000_000, 10);
    });
}

#[test]
fn root_stake_earns_nothing_of_the_alpha_dividends() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        TaoWeight::<Test>::put(u64::MAX);
        register_neuron(netuid, &account(10), &account(11));
        permit_all(netuid);
        grant(netuid, 1, 2, BILLION);
        grant(netuid, 10, 11, BILLION);
        stake(NetUid::ROOT, &account(1), &account(2), 2 * BILLION);
        stake(NetUid::ROOT, &account(10), &account(11), BILLION);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 1, 2), 1_500_000_000, 10);
        assert_close(held(netuid, 10, 11), 1_500_000_000, 10);
        // By stake weight the first had three fifths of the epoch.
        let emission = Emission::<Test>::get(netuid);
        assert_close(emission[0].to_u64(), 600_000_000, 10);
        assert_close(emission[1].to_u64(), 400_000_000, 10);
    });
}

#[test]
fn the_take_is_paid_first_and_earns_its_part_of_the_rest() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        grant(netuid, 1, 2, BILLION);
        grant(netuid, 20, 2, 3 * BILLION);
        Delegates::<Test>::insert(account(2), 11_796);
        pay(netuid, for_both(500_000_000));
        // Take 179 995 422 to the owner, then 820 004 577 over 1 179 995 422 and 3 000 000 000.
        let nominator = 588_520_675;
        assert_close(held(netuid, 20, 2), 3 * BILLION + nominator, 10);
        let owner = 179_995_422 + 820_004_577 - nominator;
        assert_close(held(netuid, 1, 2), BILLION + owner, 10);
        assert_close(
            AlphaDividendsPerSubnet::<Test>::get(netuid, account(2)).to_u64(),
            820_004_577,
            1,
        );
    });
}

#[test]
fn nominators_of_a_hotkey_without_take_share_pro_rata() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        Delegates::<Test>::insert(account(2), 0);
        for (coldkey, billions) in [(1, 1), (20, 2), (21, 5)] {
            grant(netuid, coldkey, 2, billions * BILLION);
        }
        pay(netuid, for_both(400_000_000));
        for (coldkey, billions) in [(1, 1), (20, 2), (21, 5)] {
            assert_close(
                held(netuid, coldkey, 2),
                billions * (BILLION + 100_000_000),
                10,
            );
        }
    });
}

/// A child, account 10 with hotkey 11, and a parent, coldkey 20 with hotkey 21, with takes of
/// delegates out of the way.
fn family(netuid: NetUid, proportion: u64, child_take: u16) {
    Delegates::<Test>::insert(account(11), 0);
    Delegates::<Test>::insert(account(21), 0);
    assert_ok!(SubtensorModule::sudo_set_max_childkey_take(
        RuntimeOrigin::root(),
        u16::MAX
    ));
    assert_ok!(SubtensorModule::set_childkey_take(
        signed(&account(10)),
        account(11),
        netuid,
        child_take
    ));
    set_children(netuid, &account(21), vec![(proportion, account(11))]);
}

#[test]
fn dividends_are_shared_with_parents_as_in_the_table() {
    // Owner of the parent, to parent, to child: another owner pays the take of the child.
    let cases = [
        (20, 360_003_051, 639_996_948),
        (10, 399_999_999, 600_000_000),
    ];
    for (parent_owner, to_parent, to_child) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = quiet_subnet();
            register_neuron(netuid, &account(10), &account(11));
            pair(parent_owner, 21);
            family(netuid, u64::MAX, 6_553);
            grant(netuid, 10, 11, 600 * BILLION);
            grant(netuid, parent_owner, 21, 400 * BILLION);
            pay(netuid, for_both(500_000_000));
            assert_close(
                held(netuid, parent_owner, 21),
                400 * BILLION + to_parent,
                10,
            );
            assert_close(held(netuid, 10, 11), 600 * BILLION + to_child, 10);
        });
    }
}

/// Dividends, and what is left of them for root, as an epoch stores them.
type Entries = [Vec<(sp_runtime::AccountId32, AlphaBalance)>; 2];

fn entries(netuid: NetUid) -> Entries {
    [
        AlphaDividendsPerSubnet::<Test>::iter_prefix(netuid).collect(),
        RootAlphaDividendsPerSubnet::<Test>::iter_prefix(netuid).collect(),
    ]
}

#[test]
fn a_parent_paid_nothing_leaves_no_entry() {
    // What the parent gives, if there is one. It has stake in the first case, in the second none.
    let paid = |parent: Option<(u64, u64)>| -> (Entries, u64) {
        let mut found = None;
        ExtBuilder::default().build_and_execute(|| {
            let netuid = quiet_subnet();
            TaoWeight::<Test>::put(u64::MAX / 5);
            register_neuron(netuid, &account(10), &account(11));
            permit_all(netuid);
            pair(20, 21);
            grant(netuid, 10, 11, 3 * BILLION);
            stake(NetUid::ROOT, &account(10), &account(11), BILLION);
            if let Some((proportion, stake)) = parent {
                grant(netuid, 20, 21, stake);
                set_children(netuid, &account(21), vec![(proportion, account(11))]);
            }
            let collected = Collected {
                root: 100_000_000,
                ..for_both(500_000_000)
            };
            pay(netuid, collected);
            found = Some((entries(netuid), held(netuid, 10, 11)));
        });
        found.expect("it was paid")
    };
    let without = paid(None);
    let [alpha, root] = &without.0;
    assert_eq!((alpha.len(), root.len()), (1, 1), "the child alone");
    assert_eq!(paid(Some((0, BILLION))), without);
    assert_eq!(paid(Some((u64::MAX, 0))), without);
}

#[test]
fn a_child_that_passes_everything_on_leaves_no_entry() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        register_neuron(netuid, &account(10), &account(11));
        pair(20, 21);
        family(netuid, u64::MAX, 0);
        grant(netuid, 20, 21, BILLION);
        pay(netuid, for_both(500_000_000));
        let [alpha, root] = entries(netuid);
        let paid: Vec<_> = alpha.into_iter().map(|(hotkey, _)| hotkey).collect();
        assert_eq!(paid, [account(21)]);
        assert!(root.is_empty(), "nobody has stake on root");
    });
}

#[test]
fn a_child_without_stake_of_its_own_keeps_its_take() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        register_neuron(netuid, &account(10), &account(11));
        pair(20, 21);
        family(netuid, u64::MAX, 6_553);
        grant(netuid, 20, 21, BILLION);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 1_900_000_000, 10_000);
        assert_close(held(netuid, 10, 11), 100_000_000, 10_000);
    });
}

#[test]
fn the_take_of_a_child_divides_its_dividends_with_the_parent() {
    // Proportion, child take, parts of the parent and of the child in 2 billion of dividends.
    let cases = [
        (u64::MAX, 32_767, 500_000_000, 1_500_000_000),
        (u64::MAX, 65_535, 0, 2 * BILLION),
        (u64::MAX / 2, 0, BILLION, BILLION),
    ];
    for (proportion, take, to_parent, to_child) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = quiet_subnet();
            register_neuron(netuid, &account(10), &account(11));
            register_neuron(netuid, &account(20), &account(21));
            family(netuid, proportion, take);
            for (coldkey, hotkey) in [(10, 11), (20, 21)] {
                grant(netuid, coldkey, hotkey, 100 * BILLION);
                stake(NetUid::ROOT, &account(coldkey), &account(hotkey), BILLION);
            }
            pay(netuid, for_both(BILLION));
            assert_close(held(netuid, 20, 21), 100 * BILLION + to_parent, 20_000);
            assert_close(held(netuid, 10, 11), 100 * BILLION + to_child, 20_000);
        });
    }
}

#[test]
fn what_is_burned_of_a_parents_part_can_be_issued_again() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        register_neuron(netuid, &account(10), &account(11));
        pair(20, 21);
        family(netuid, u64::MAX, 0);
        CKBurn::<Test>::put(u64::MAX / 2);
        grant(netuid, 10, 11, 100 * BILLION);
        grant(netuid, 20, 21, 100 * BILLION);
        let out = SubnetAlphaOut::<Test>::get(netuid).to_u64();
        pay(netuid, for_both(500_000_000));
        let recycled = pallet_alpha_assets::AlphaRecycled::<Test>::get(netuid).to_u64();
        assert_close(recycled, 250_000_000, 10);
        // What is left of the parent's half, and the child's half, of which nothing is missing.
        assert_close(held(netuid, 20, 21), 100 * BILLION + 250_000_000, 20);
        assert_close(held(netuid, 10, 11), 100 * BILLION + 500_000_000, 20);
        assert_eq!(
            SubnetAlphaOut::<Test>::get(netuid).to_u64(),
            out + BILLION - recycled
        );
    });
}

#[test]
fn a_validator_that_nobody_stakes_to_is_paid_to_its_owner_even_without_take() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        register_neuron(netuid, &account(10), &account(11));
        pair(20, 21);
        family(netuid, u64::MAX, 65_535);
        grant(netuid, 20, 21, BILLION);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 10, 11), BILLION, 10);
        assert_eq!(held(netuid, 20, 21), BILLION);
    });
}

#[test]
fn the_owner_cut_is_staked_to_the_owners_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        register_neuron(netuid, &account(10), &account(11));
        grant(netuid, 10, 11, BILLION);
        let cut = Collected {
            owner: 123_456,
            ..for_both(1_000)
        };
        pay(netuid, cut);
        assert_eq!(held(netuid, 1, 2), 123_456);
        SubnetOwnerHotkey::<Test>::remove(netuid);
        pay(netuid, cut);
        assert_eq!(
            held(netuid, 1, 2),
            123_456,
            "without a hotkey nobody gets it"
        );
    });
}

#[test]
fn what_the_owners_hotkeys_mine_is_withheld_and_burned_or_recycled() {
    for policy in [RecycleOrBurnEnum::Burn, RecycleOrBurnEnum::Recycle] {
        // The owner's hotkey itself, then another neuron of the owner.
        for uid in [0, 2] {
            ExtBuilder::default().build_and_execute(|| {
                let netuid = quiet_subnet();
                RecycleOrBurn::<Test>::insert(netuid, policy);
                validator_for(netuid, uid);
                register_neuron(netuid, &account(1), &account(3));
                touch_weights(netuid);
                let out = SubnetAlphaOut::<Test>::get(netuid).to_u64();
                pay(netuid, for_both(500_000_000));
                assert_eq!((held(netuid, 1, 2), held(netuid, 1, 3)), (0, 0));
                assert_eq!(MinerBurned::<Test>::get(netuid), 1);
                let burned = pallet_alpha_assets::AlphaBurned::<Test>::get(netuid).to_u64();
                let recycled = pallet_alpha_assets::AlphaRecycled::<Test>::get(netuid).to_u64();
                let now_out = SubnetAlphaOut::<Test>::get(netuid).to_u64();
                let (withheld, other) = match policy {
                    RecycleOrBurnEnum::Burn => (burned, recycled),
                    RecycleOrBurnEnum::Recycle => (recycled, burned),
                };
                assert_close(withheld, 500_000_000, 10);
                assert_eq!(other, 0);
                assert_eq!(now_out, out + BILLION - recycled);
                // The validator is paid all the same.
                assert_close(held(netuid, 10, 11), 1_500_000_000, 10);
            });
        }
    }
}

#[test]
fn an_incentive_goes_to_the_hotkey_its_coldkey_has_chosen() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        validator_for(netuid, 2);
        register_neuron(netuid, &account(20), &account(21));
        assert_ok!(SubtensorModule::set_coldkey_auto_stake_hotkey(
            signed(&account(20)),
            netuid,
            account(11)
        ));
        touch_weights(netuid);
        forget_events();
        pay(netuid, for_both(500_000_000));
        assert_eq!(held(netuid, 20, 21), 0);
        let incentive = Emission::<Test>::get(netuid)[2];
        assert_close(incentive.to_u64(), 500_000_000, 10);
        assert!(pallet_events().contains(&Event::AutoStakeAdded {
            netuid,
            destination: account(11),
            hotkey: account(21),
            owner: account(20),
            incentive,
        }));
        // It was staked before the validator's dividends came, and has a part in them.
        assert!(held(netuid, 20, 11) > incentive.to_u64());
    });
}

#[test]
fn without_a_choice_an_incentive_stays_with_the_miner() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        validator_for(netuid, 2);
        register_neuron(netuid, &account(20), &account(21));
        touch_weights(netuid);
        pay(netuid, for_both(500_000_000));
        assert_close(held(netuid, 20, 21), 500_000_000, 10);
        assert_close(held(netuid, 10, 11), 1_500_000_000, 10);
        assert_eq!(MinerBurned::<Test>::get(netuid), 0);
    });
}

#[test]
fn no_more_is_paid_than_was_collected() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = quiet_subnet();
        TaoWeight::<Test>::put(u64::MAX / 3);
        validator_for(netuid, 3);
        register_neuron(netuid, &account(30), &account(31));
        register_neuron(netuid, &account(20), &account(21));
        grant(netuid, 40, 11, 7_777_777);
        stake(NetUid::ROOT, &account(30), &account(11), 3 * BILLION);
        touch_weights(netuid);
        let before = positions_of(netuid);
        let collected = Collected {
            server: 500_000_001,
            validator: 333_333_333,
            root: 166_666_667,
            owner: 77,
        };
        pay(netuid, collected);
        let claimable: u64 = RootAlphaDividendsPerSubnet::<Test>::iter_prefix_values(netuid)
            .map(AlphaBalance::to_u64)
            .sum();
        assert!(claimable > 0);
        let paid = positions_of(netuid) - before + claimable;
        let total = 500_000_001 + 333_333_333 + 166_666_667 + 77;
        assert!(paid <= total);
        assert_close(paid, total, 10);
    });
}

#[test]
fn emission_that_is_not_enabled_leaves_the_pool_alone_and_pays_alpha_all_the_same() {
    ExtBuilder::default().build_and_execute(|| {
        let subnets = [1, 3, 5].map(|number| add_network(&account(number), &account(number + 1)));
        for netuid in subnets {
            SubnetMechanism::<Test>::insert(netuid, 0);
            SubnetEmissionEnabled::<Test>::insert(netuid, true);
        }
        let gained = || -> [u64; 3] {
            let before = subnets.map(SubnetTAO::<Test>::get);
            SubtensorModule::run_coinbase(&subnets);
            let after = subnets.map(SubnetTAO::<Test>::get);
            [0, 1, 2].map(|index| after[index].to_u64() - before[index].to_u64())
        };
        for tao in gained() {
            assert_close(tao, 333_333_333, 1);
        }
        SubnetEmissionEnabled::<Test>::insert(subnets[1], false);
        let [first, second, third] = gained();
        assert_close(first, 500_000_000, 1);
        assert_eq!(second, 0);
        assert_close(third, 500_000_000, 1);
        assert_eq!(
            SubnetAlphaOutEmission::<Test>::get(subnets[1]),
            AlphaBalance(BILLION)
        );
        SubnetEmissionEnabled::<Test>::insert(subnets[1], true);
        for tao in gained() {
            assert_close(tao, 333_333_333, 1);
        }
    });
}
