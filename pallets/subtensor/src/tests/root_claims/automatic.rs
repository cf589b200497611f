//! Claims that the chain makes by itself (emission.md 9, staking.md 15.6).

use frame_support::{assert_ok, weights::WeightMeter};
use myelin_types::{NetUid, TaoBalance, frozen::RootClaimTypeEnum};
use sp_core::H256;
use sp_io::hashing::keccak_256;

use crate::{
    mock::*,
    pallet::*,
    tests::{paying::*, root_stakers::*},
};

fn drawn(parent: &[u8]) -> Vec<u64> {
    myelin_emission::claim_indices(&keccak_256(parent), 15, 15_000)
        .into_iter()
        .collect()
}

/// Claims as a block would whose parent has this hash.
fn claim_for_drawn(parent: [u8; 32], meter: &mut WeightMeter) {
    System::set_parent_hash(H256(parent));
    SubtensorModule::claim_automatically(meter);
}

/// A parent hash that draws all of a short list, one after the other.
fn parent_of_all() -> [u8; 32] {
    let mut hash = [0; 32];
    for word in hash.chunks_exact_mut(8) {
        word.copy_from_slice(&1u64.to_be_bytes());
    }
    hash
}

#[test]
fn the_hash_of_the_parent_draws_the_coldkeys() {
    assert_eq!(
        drawn(b"some"),
        [
            265, 630, 1_286, 1_558, 4_496, 4_861, 5_517, 5_789, 6_803, 8_096, 9_092, 11_034,
            11_399, 12_055, 12_327
        ]
    );
    assert_eq!(
        drawn(b"some2"),
        [
            61, 246, 1_440, 2_855, 3_521, 5_236, 6_130, 6_615, 8_511, 9_405, 9_890, 11_786, 11_971,
            13_165, 14_580
        ]
    );
}

#[test]
fn a_block_claims_for_those_it_has_drawn() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        choose(20, RootClaimTypeEnum::Keep);
        stake_on_root(20, 10_000_000);
        grant_dividends(netuid, 2, 5_000_000);
        let due = owed(netuid, 20);
        run_blocks(1);
        assert_eq!(owed(netuid, 20), due, "no claims were asked for");
        NumRootClaim::<Test>::put(1);
        forget_events();
        run_blocks(1);
        assert_eq!(held(netuid, 20, 2), due);
        assert_eq!(claims_of(20), 1);
    });
}

#[test]
fn all_subnets_and_hotkeys_are_claimed_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet_of_root_stakers();
        let second = add_network(&account(3), &account(4));
        for hotkey in [2, 4] {
            stake(NetUid::ROOT, &account(20), &account(hotkey), 20_000_000);
            for netuid in [first, second] {
                grant_dividends(netuid, hotkey, 10_000_000);
            }
        }
        NumRootClaim::<Test>::put(5);
        claim_for_drawn(parent_of_all(), &mut WeightMeter::new());
        for hotkey in [2, 4] {
            assert!(held(NetUid::ROOT, 20, hotkey) > 20_000_000);
            for netuid in [first, second] {
                assert_eq!(owed_under(netuid, 20, hotkey), 0);
            }
        }
    });
}

#[test]
fn a_claim_of_nothing_is_no_event() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 10_000_000);
        stake_on_root(21, 10_000_000);
        grant_dividends(netuid, 2, 900_000);
        NumRootClaim::<Test>::put(5);
        forget_events();
        claim_for_drawn(parent_of_all(), &mut WeightMeter::new());
        assert_eq!(claims_of(20) + claims_of(21), 0, "too little for both");
        assert_close(owed(netuid, 20), 450_000, 2);
    });
}

#[test]
fn a_subnet_that_cannot_pay_keeps_nothing_of_the_others_back() {
    new_test_ext().execute_with(|| {
        let good = subnet_of_root_stakers();
        let empty = add_network(&account(3), &account(4));
        let last = add_network(&account(5), &account(6));
        assert!(
            good < empty && empty < last,
            "one before it and one after it"
        );
        for coldkey in [20, 21, 22] {
            stake_on_root(coldkey, 20_000_000);
        }
        choose(21, RootClaimTypeEnum::Keep);
        for netuid in [good, empty, last] {
            grant_dividends(netuid, 2, 30_000_000);
        }
        let pool = SubtensorModule::subnet_account(empty).unwrap();
        let all = TaoBalance(balance(&pool));
        assert_ok!(SubtensorModule::transfer_tao(&pool, &account(99), all));
        NumRootClaim::<Test>::put(10);
        forget_events();
        let reserves = || {
            (
                SubnetTAO::<Test>::get(empty),
                SubnetAlphaIn::<Test>::get(empty),
                SubnetAlphaOut::<Test>::get(empty),
            )
        };
        let before = reserves();
        claim_for_drawn(parent_of_all(), &mut WeightMeter::new());
        for coldkey in [20, 22] {
            assert_close(owed(good, coldkey), 0, 1);
            assert_close(owed(last, coldkey), 0, 1);
            assert_close(owed(empty, coldkey), 10_000_000, 1);
            assert!(held(NetUid::ROOT, coldkey, 2) > 20_000_000);
            assert_eq!(claims_of(coldkey), 1);
        }
        assert_eq!(reserves(), before);
        assert!(SubnetRootSellTao::<Test>::get(good) > TaoBalance::ZERO);
        assert_eq!(SubnetRootSellTao::<Test>::get(empty), TaoBalance::ZERO);
        for netuid in [good, empty, last] {
            assert_close(held(netuid, 21, 2), 10_000_000, 1);
        }
        assert_eq!(claims_of(21), 1);
        // By the next time only the one that could not pay is due: nothing is claimed.
        forget_events();
        claim_for_drawn(parent_of_all(), &mut WeightMeter::new());
        assert_eq!(claims_of(20) + claims_of(22), 0);
        assert_close(owed(empty, 20), 10_000_000, 1);
    });
}

#[test]
fn what_does_not_fit_a_block_waits_for_the_next() {
    ExtBuilder::default().build_and_execute(|| {
        let first = subnet_of_root_stakers();
        let netuids = [
            first,
            add_network(&account(3), &account(4)),
            add_network(&account(5), &account(6)),
        ];
        choose(20, RootClaimTypeEnum::Keep);
        stake_on_root(20, 20_000_000);
        for netuid in netuids {
            grant_dividends(netuid, 2, 10_000_000);
        }
        NumRootClaim::<Test>::put(1);
        let mut whole = WeightMeter::new();
        frame_support::storage::with_transaction(|| {
            claim_for_drawn(parent_of_all(), &mut whole);
            sp_runtime::TransactionOutcome::Rollback(Ok::<_, sp_runtime::DispatchError>(()))
        })
        .unwrap();
        let most = whole.consumed().mul(4).div(5);
        let mut blocks = 0;
        while netuids.into_iter().any(|netuid| owed(netuid, 20) > 0) {
            let before: u64 = netuids.into_iter().map(|netuid| owed(netuid, 20)).sum();
            let mut meter = WeightMeter::with_limit(most);
            forget_events();
            claim_for_drawn(parent_of_all(), &mut meter);
            assert!(meter.consumed().all_lte(most));
            let after: u64 = netuids.into_iter().map(|netuid| owed(netuid, 20)).sum();
            assert!(after < before, "every block gets further");
            assert_eq!(claims_of(20), 1);
            blocks += 1;
        }
        assert!(blocks > 1, "one block was not enough");
        for netuid in netuids {
            assert_close(held(netuid, 20, 2), 10_000_000, 1);
        }
    });
}

#[test]
fn nothing_is_claimed_without_weight_for_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_of_root_stakers();
        stake_on_root(20, 20_000_000);
        grant_dividends(netuid, 2, 10_000_000);
        let due = owed(netuid, 20);
        NumRootClaim::<Test>::put(5);
        let mut none = WeightMeter::with_limit(Default::default());
        claim_for_drawn(parent_of_all(), &mut none);
        assert_eq!(owed(netuid, 20), due);
        assert_eq!(none.consumed(), Default::default());
    });
}
