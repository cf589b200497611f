//! Who gets the TAO of a pool when its subnet ends (staking.md section 20, subnets-and-neurons.md
//! section 5).

use frame_support::assert_ok;
use myelin_share_pool::SafeFloat;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::AccountId32;

use super::paying::grant;
use crate::{mock::*, pallet::*};

/// A subnet with these reserves, of whose alpha the protocol has bought some. Its account holds the
/// TAO of the pool and its deposit.
fn subnet_with_pot(tao: u64, alpha: u64, protocol: u64) -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, tao, alpha);
    SubnetProtocolAlpha::<Test>::insert(netuid, AlphaBalance(protocol));
    let pot = account_of(netuid);
    let rest = balance(&pot) - tao - EXISTENTIAL_DEPOSIT;
    assert_ok!(SubtensorModule::transfer_tao(
        &pot,
        &account(99),
        TaoBalance(rest)
    ));
    netuid
}

fn account_of(netuid: NetUid) -> AccountId32 {
    SubtensorModule::subnet_account(netuid).expect("the subnet exists")
}

/// Gives alpha to a position under hotkey 2 whose coldkey can take a single rao.
fn staker(netuid: NetUid, coldkey: u64, alpha: u64) {
    fund(&account(coldkey), EXISTENTIAL_DEPOSIT);
    grant(netuid, coldkey, 2, alpha);
}

/// Ends the subnet. Returns what each coldkey is paid, and what is recycled.
fn end(netuid: NetUid, coldkeys: &[u64]) -> (Vec<u64>, u64) {
    let balances = || -> Vec<u64> {
        coldkeys
            .iter()
            .map(|coldkey| balance(&account(*coldkey)))
            .collect()
    };
    let (before, issued) = (balances(), TotalIssuance::<Test>::get().to_u64());
    assert_ok!(SubtensorModule::root_dissolve_network(
        RuntimeOrigin::root(),
        netuid
    ));
    let paid = before.iter().zip(balances());
    let paid = paid.map(|(before, after)| after - before).collect();
    (paid, issued - TotalIssuance::<Test>::get().to_u64())
}

#[test]
fn what_the_protocol_holds_is_not_paid_but_recycled() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pot(200, 100, 50);
        staker(netuid, 20, 50);
        let (pot, stake) = (account_of(netuid), TotalStake::<Test>::get());
        forget_events();
        assert_eq!(end(netuid, &[20]), (vec![50], 150));
        assert_eq!(
            TotalStake::<Test>::get(),
            stake.saturating_sub(TaoBalance(200))
        );
        assert_eq!(balance(&pot), EXISTENTIAL_DEPOSIT);
        assert_eq!(pallet_events().last(), Some(&Event::NetworkRemoved(netuid)));
    });
}

#[test]
fn the_alpha_of_the_pool_counts_for_subnets_from_after_the_deployment_block() {
    for (later, paid, recycled) in [(0, 100, 100), (1, 50, 150)] {
        ExtBuilder::default().build_and_execute(|| {
            System::set_block_number(100);
            let netuid = subnet_with_pot(200, 100, 50);
            assert_eq!(NetworkRegisteredAt::<Test>::get(netuid), 100);
            TaoInRefundDeploymentBlock::<Test>::put(100 - later);
            staker(netuid, 20, 50);
            assert_eq!(end(netuid, &[20]), (vec![paid], recycled));
        });
    }
}

#[test]
fn without_a_part_of_the_protocol_the_stakers_share_the_whole_pot() {
    let cases: [(u64, &[u64], &[u64]); 3] = [
        (10_000, &[300, 700], &[3_000, 7_000]),
        (1, &[3, 2], &[1, 0]),
        (99_999, &[5], &[99_999]),
    ];
    for (pot, alphas, parts) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet_with_pot(pot, 0, 0);
            let coldkeys: Vec<u64> = (20..).take(alphas.len()).collect();
            for (coldkey, alpha) in coldkeys.iter().zip(alphas) {
                staker(netuid, *coldkey, *alpha);
            }
            assert_eq!(end(netuid, &coldkeys), (parts.to_vec(), 0));
        });
    }
}

#[test]
fn a_pot_without_stakers_is_recycled() {
    for protocol in [100, 0] {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet_with_pot(100, 0, protocol);
            let stake = TotalStake::<Test>::get();
            assert_eq!(end(netuid, &[]), (vec![], 100));
            assert_eq!(
                TotalStake::<Test>::get(),
                stake.saturating_sub(TaoBalance(100))
            );
        });
    }
}

#[test]
fn a_part_that_opens_no_account_is_recycled_and_nobody_else_is_concerned() {
    let cases = [(998, [499, 0], 499), (1_000, [500, 500], 0)];
    for (pot, paid, recycled) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet_with_pot(pot, 0, 0);
            staker(netuid, 20, 50);
            grant(netuid, 70, 2, 50);
            assert_eq!(end(netuid, &[20, 70]), (paid.to_vec(), recycled));
        });
    }
}

#[test]
fn a_position_that_is_worth_nothing_counts_by_its_share() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pot(700, 0, 0);
        let hotkey = account(2);
        for (coldkey, share) in [(20, 3u64), (21, 4)] {
            fund(&account(coldkey), EXISTENTIAL_DEPOSIT);
            let key = (hotkey.clone(), account(coldkey), netuid);
            AlphaV2::<Test>::insert(key, SafeFloat::from(share));
        }
        TotalHotkeyAlpha::<Test>::insert(&hotkey, netuid, AlphaBalance(1));
        TotalHotkeySharesV2::<Test>::insert(&hotkey, netuid, SafeFloat::from(7u64));
        for coldkey in [20, 21] {
            let worth = SubtensorModule::stake_of(&hotkey, &account(coldkey), netuid);
            assert_eq!(worth, AlphaBalance::ZERO);
        }
        assert_eq!(end(netuid, &[20, 21]), (vec![300, 400], 0));
    });
}

#[test]
fn of_equal_remainders_the_smallest_coldkeys_are_rounded_up_and_the_protocol_last() {
    let cases = [
        (3, [1, 1, 1, 0, 0, 0], 0),
        (6, [1; 6], 0),
        (7, [1; 6], 1),
        (9, [2, 2, 1, 1, 1, 1], 1),
    ];
    for (pot, paid, recycled) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet_with_pot(pot, 0, 1);
            let coldkeys = [20, 21, 22, 23, 24, 25];
            for coldkey in coldkeys {
                staker(netuid, coldkey, 1);
            }
            assert_eq!(end(netuid, &coldkeys), (paid.to_vec(), recycled));
        });
    }
}

#[test]
fn of_equal_remainders_those_under_the_first_stored_hotkey_are_rounded_up_first() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_pot(4, 0, 1);
        let (of_two, of_four) = ([20, 22, 24], [21, 23, 25]);
        for (hotkey, coldkeys) in [(2, of_two), (4, of_four)] {
            for coldkey in coldkeys {
                fund(&account(coldkey), EXISTENTIAL_DEPOSIT);
                grant(netuid, coldkey, hotkey, 1);
            }
        }
        let first = TotalHotkeyAlpha::<Test>::iter_keys()
            .find(|(_, n)| *n == netuid)
            .map(|(hotkey, _)| hotkey);
        let order = if first == Some(account(2)) {
            [of_two, of_four]
        } else {
            [of_four, of_two]
        };
        assert_eq!(end(netuid, &order.concat()), (vec![1, 1, 1, 1, 0, 0], 0));
    });
}
