//! What the end of a subnet takes with it beside the items of the pallet, and what it costs.

use frame_support::{assert_noop, assert_ok, weights::Weight};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    alpha_assets::AlphaLedger,
    frozen::{Hyperparameter, RateLimitKey},
};
use pallet_alpha_assets::{AlphaBurned, AlphaRecycled, TotalAlphaIssuance};

use crate::{
    WeightInfo,
    mock::*,
    pallet::*,
    tests::{
        counting::{Touched, touched_by},
        root_stakers::grant_dividends,
    },
};

fn dissolve(netuid: NetUid) {
    assert_ok!(SubtensorModule::root_dissolve_network(
        RuntimeOrigin::root(),
        netuid
    ));
}

#[test]
fn the_next_subnet_with_a_netuid_inherits_no_alpha_of_the_former() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        stake(netuid, &account(5), &account(2), 100 * UNIT);
        run_blocks(2);
        let coldkey = signed(&account(5));
        for destroy in [SubtensorModule::recycle_alpha, SubtensorModule::burn_alpha] {
            assert_ok!(destroy(
                coldkey.clone(),
                account(2),
                AlphaBalance(UNIT),
                netuid
            ));
        }
        AlphaAssets::mint(netuid, AlphaBalance(1));
        let ledger = || {
            [
                TotalAlphaIssuance::<Test>::get(netuid),
                AlphaBurned::<Test>::get(netuid),
                AlphaRecycled::<Test>::get(netuid),
            ]
        };
        assert!(ledger().into_iter().all(|amount| !amount.is_zero()));
        dissolve(netuid);
        assert_eq!(ledger(), [AlphaBalance::ZERO; 3]);
        assert_eq!(add_network(&account(3), &account(4)), netuid);
        assert_eq!(ledger(), [AlphaBalance::ZERO; 3]);
    });
}

#[test]
fn the_next_owner_of_a_netuid_waits_for_nothing_that_the_former_has_set() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let kept = add_network(&account(5), &account(6));
        let limits = |netuid| {
            Hyperparameter::all()
                .map(move |parameter| RateLimitKey::OwnerHyperparamUpdate(netuid, parameter))
                .chain([RateLimitKey::SetSNOwnerHotkey(netuid)])
        };
        for limit in limits(netuid).chain(limits(kept)) {
            LastRateLimitedBlock::<Test>::insert(limit, SubtensorModule::now());
        }
        let owner_may_set =
            |netuid| SubtensorModule::ensure_owner_may_set(netuid, Hyperparameter::Kappa);
        assert_noop!(owner_may_set(netuid), Error::<Test>::TxRateLimitExceeded);
        dissolve(netuid);
        assert_eq!(add_network(&account(3), &account(4)), netuid);
        assert_ok!(owner_may_set(netuid));
        assert!(!limits(netuid).any(LastRateLimitedBlock::<Test>::contains_key));
        assert!(limits(kept).all(LastRateLimitedBlock::<Test>::contains_key));
    });
}

/// A subnet where so many coldkeys stake, lock and may claim, beside one with as many strangers.
fn populated(coldkeys: u64) -> (sp_io::TestExternalities, NetUid) {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let other = add_network(&account(3), &account(4));
        NetworkLastLockCost::<Test>::put(TaoBalance(1_000_000_000_000));
        let netuid = add_network(&account(1), &account(2));
        for number in 0..coldkeys {
            let (coldkey, hotkey) = (account(1_000 + number), account(2_000 + number));
            assert_ok!(SubtensorModule::try_associate_hotkey(
                signed(&coldkey),
                hotkey.clone()
            ));
            for network in [netuid, other, NetUid::ROOT] {
                stake(network, &coldkey, &hotkey, 10 * UNIT);
            }
            assert_ok!(SubtensorModule::lock_stake(
                signed(&coldkey),
                hotkey,
                netuid,
                AlphaBalance(UNIT)
            ));
            for network in [netuid, other] {
                grant_dividends(network, 2_000 + number, 1_000_000);
                stake(NetUid::ROOT, &coldkey, &account(2_000 + number), UNIT);
            }
        }
        netuid
    });
    (ext, netuid)
}

/// What the end of the subnet touches, and the weight that it registers.
fn cost(coldkeys: u64) -> (Touched, Weight) {
    let (mut ext, netuid) = populated(coldkeys);
    let mut registered = Weight::zero();
    let touched = touched_by(&mut ext, || {
        let before = System::block_weight().total();
        dissolve(netuid);
        registered = System::block_weight().total() - before;
    });
    (touched, registered)
}

fn stored(reads: usize, writes: usize) -> Weight {
    <Test as frame_system::Config>::DbWeight::get().reads_writes(reads as u64, writes as u64)
}

#[test]
fn the_end_of_a_subnet_weighs_as_much_as_it_touches() {
    let [few, many] = [2, 60].map(cost);
    println!("{few:?} {many:?}");
    let more = stored(
        many.0.reads - few.0.reads,
        many.0.writes + many.0.idle_writes - few.0.writes - few.0.idle_writes,
    );
    assert!((many.1 - few.1).all_gte(more), "{more:?}");
    // Nor is it much more than that.
    assert!(
        (many.1 - few.1).ref_time() < 2 * more.ref_time(),
        "{more:?}"
    );
    let own = <Test as Config>::WeightInfo::dissolve_network();
    assert!((own + few.1).all_gte(stored(few.0.reads, few.0.writes + few.0.idle_writes)));
}

#[test]
fn a_subnet_that_makes_room_counts_for_the_block_too() {
    let (mut ext, netuid) = populated(5);
    ext.execute_with(|| {
        NetworkImmunityPeriod::<Test>::put(0);
        SubnetLimit::<Test>::put(3);
        assert_eq!(SubtensorModule::non_root_netuids().len(), 3);
        for other in SubtensorModule::non_root_netuids() {
            let price = u8::from(other != netuid);
            SubnetMovingPrice::<Test>::insert(other, substrate_fixed::types::I96F32::from(price));
        }
        let price = SubtensorModule::network_lock_cost().to_u64();
        fund(&account(7), price + EXISTENTIAL_DEPOSIT);
        let before = System::block_weight().total();
        assert_ok!(SubtensorModule::register_network(
            signed(&account(7)),
            account(8)
        ));
        assert_eq!(
            SubnetOwner::<Test>::get(netuid),
            account(7),
            "it was replaced"
        );
        // Of each of five coldkeys a position, two items of its pool, a lock and its inverse.
        let least = stored(5 * 5, 5 * 5);
        assert!((System::block_weight().total() - before).all_gte(least));
    });
}
