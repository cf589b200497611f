//! What a child earns for its parents, with children set by the call (staking.md 13.6, emission.md
//! 6.1). The payment of an epoch as a whole is tested in `distribution`.

use frame_support::assert_ok;

use super::{
    super::paying::{Collected, assert_close, grant, held, pay, permit_all, quiet_subnet},
    *,
};

const ALL: u64 = u64::MAX;
const BILLION: u64 = 1_000_000_000;

/// Dividends of a billion.
fn dividends() -> Collected {
    Collected {
        validator: BILLION,
        ..Default::default()
    }
}

/// Hotkeys 11, 12 and 13 are neurons of accounts 101, 102 and 103, and take nothing from their
/// nominators.
fn chain_of_three() -> NetUid {
    let netuid = quiet_subnet();
    for number in 1..=3 {
        register_neuron(netuid, &account(100 + number), &account(10 + number));
        Delegates::<Test>::insert(account(10 + number), 0);
    }
    netuid
}

#[test]
fn a_child_that_has_children_shares_its_own_dividend_with_its_parent() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = chain_of_three();
        grant(netuid, 101, 11, 300_000 * BILLION);
        grant(netuid, 102, 12, 100_000 * BILLION);
        assert_ok!(set(netuid, 11, &[(ALL / 2, 12)]));
        assert_ok!(set(netuid, 12, &[(ALL / 2, 13)]));
        assert_ok!(SubtensorModule::set_childkey_take(
            signed(&account(102)),
            account(12),
            netuid,
            u16::MAX / 9
        ));
        // Hotkey 12 alone earns: 150 000 with the stake of 11, 50 000 with what it kept.
        let rewards = [crate::epoch::EpochReward {
            hotkey: account(12),
            uid: 2,
            server: 0,
            validator: BILLION,
        }];
        let (raw, burned) = SubtensorModule::share_with_parents(netuid, &rewards);
        assert!(burned.is_zero());
        assert_close(raw[&account(11)], 666_666_666, 10_000);
        assert_close(raw[&account(12)], 333_333_333, 10_000);
        assert!(!raw.contains_key(&account(13)));
    });
}

#[test]
fn the_table_of_dividends_holds_for_children_set_by_the_call() {
    // Proportion, root stake, owner, take; to the parent, to the child.
    let cases = [
        (ALL, 0, 102, 6_553, 360_003_051, 639_996_948),
        (ALL, 0, 101, 6_553, 399_999_999, 600_000_000),
        (
            ALL / 2,
            1_000_000_000_000,
            102,
            11_796,
            224_603_595,
            775_396_404,
        ),
    ];
    for (proportion, root, owner, take, to_parent, to_child) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = unstarted(1);
            pair(owner, 12);
            grant(netuid, 101, 11, 600 * BILLION);
            grant(netuid, owner, 12, 400 * BILLION);
            if root > 0 {
                stake(NetUid::ROOT, &account(owner), &account(12), root);
            }
            assert_ok!(set(netuid, 12, &[(proportion, 11)]));
            assert_ok!(SubtensorModule::set_childkey_take(
                signed(&account(101)),
                account(11),
                netuid,
                take
            ));
            let rewards = [crate::epoch::EpochReward {
                hotkey: account(11),
                uid: 1,
                server: 0,
                validator: BILLION,
            }];
            let (raw, _) = SubtensorModule::share_with_parents(netuid, &rewards);
            assert_eq!(raw[&account(12)], to_parent);
            assert_eq!(raw[&account(11)], to_child);
        });
    }
}

#[test]
fn the_least_take_of_the_subnet_is_kept_by_a_child_that_chose_none() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = chain_of_three();
        permit_all(netuid);
        MinChildkeyTakePerSubnet::<Test>::insert(netuid, 6_553);
        grant(netuid, 101, 11, BILLION);
        assert_ok!(set(netuid, 11, &[(ALL, 12)]));
        pay(netuid, dividends());
        assert_close(held(netuid, 101, 11), BILLION + 900_007_630, 10_000);
        assert_close(held(netuid, 102, 12), 99_992_370, 10_000);
    });
}

#[test]
fn children_that_are_taken_back_earn_nothing_more_for_the_parent() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = chain_of_three();
        permit_all(netuid);
        grant(netuid, 101, 11, BILLION);
        assert_ok!(set(netuid, 11, &[(ALL, 12)]));
        pay(netuid, dividends());
        assert_close(held(netuid, 101, 11), 2 * BILLION, 10);
        forget_waits();
        assert_ok!(set(netuid, 11, &[]));
        grant(netuid, 102, 12, 2 * BILLION);
        permit_all(netuid);
        // Half of the stake each, so half of the dividends each.
        pay(netuid, dividends());
        assert_close(held(netuid, 101, 11), 2 * BILLION + BILLION / 2, 10);
        assert_close(held(netuid, 102, 12), 2 * BILLION + BILLION / 2, 10);
    });
}
