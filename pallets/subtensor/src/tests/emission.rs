//! Emission, block by block.

use myelin_math::U96F32;
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use substrate_fixed::types::I96F32;

use crate::{mock::*, pallet::*};

/// A subnet in the state of the worked example of emission.md 4.6: price 2, moving price 1.5, root
/// so large that it counts for nearly everything, 201 600 blocks after its start.
fn example_subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    TaoWeight::<Test>::put(u64::MAX);
    set_reserves(NetUid::ROOT, 1_000_000_000_000_000, 0);
    set_reserves(netuid, 2_000_000_000_000, 1_000_000_000_000);
    SubnetMovingPrice::<Test>::insert(netuid, I96F32::from_bits(6_442_450_944));
    SubnetEmissionEnabled::<Test>::insert(netuid, true);
    netuid
}

#[test]
fn a_part_of_nothing_does_not_wait_for_the_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example_subnet();
        TaoWeight::<Test>::put(0);
        OwnerCutEnabled::<Test>::insert(netuid, false);
        SubtensorModule::run_coinbase(&[netuid]);
        assert!(PendingServerEmission::<Test>::contains_key(netuid));
        assert!(PendingValidatorEmission::<Test>::contains_key(netuid));
        assert!(!PendingOwnerCut::<Test>::contains_key(netuid));
        // Root would sell, but nothing of this is its.
        assert!(!PendingRootAlphaDivs::<Test>::contains_key(netuid));
        TaoWeight::<Test>::put(u64::MAX);
        SubtensorModule::run_coinbase(&[netuid]);
        assert!(PendingRootAlphaDivs::<Test>::contains_key(netuid));
    });
}

#[test]
fn one_block_emits_as_in_the_worked_example() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example_subnet();
        let next = u64::from(block()) + 1;
        EMAPriceHalvingBlocks::<Test>::insert(netuid, 201_600);
        let issuance = TotalIssuance::<Test>::get();
        let balances = Balances::total_issuance();
        let total_stake = TotalStake::<Test>::get();
        // Two steps of the same block: the coinbase, then the price with the age of the example.
        let emitting = SubtensorModule::run_coinbase(&[netuid]);
        assert_eq!(emitting.len(), 1);

        assert_eq!(
            TotalIssuance::<Test>::get().to_u64() - issuance.to_u64(),
            1_000_000_000
        );
        assert_eq!(Balances::total_issuance() - balances, 1_000_000_000);
        assert_eq!(
            SubnetTaoInEmission::<Test>::get(netuid),
            TaoBalance(1_000_000_000)
        );
        assert_eq!(
            SubnetTAO::<Test>::get(netuid),
            TaoBalance(2_001_000_000_000)
        );
        assert_eq!(
            TotalStake::<Test>::get().to_u64() - total_stake.to_u64(),
            1_000_000_000
        );
        assert_eq!(
            SubnetAlphaInEmission::<Test>::get(netuid),
            AlphaBalance(500_000_000)
        );
        assert_eq!(
            SubnetAlphaIn::<Test>::get(netuid),
            AlphaBalance(1_000_500_000_000)
        );
        assert_eq!(SubnetExcessTao::<Test>::get(netuid), TaoBalance::ZERO);
        assert_eq!(
            SubnetAlphaOutEmission::<Test>::get(netuid),
            AlphaBalance(1_000_000_000)
        );
        assert_eq!(
            SubnetAlphaOut::<Test>::get(netuid),
            AlphaBalance(1_000_000_000)
        );
        assert_eq!(
            RootProp::<Test>::get(netuid),
            U96F32::from_bits(4_290_670_189)
        );
        assert_eq!(
            PendingOwnerCut::<Test>::get(netuid),
            AlphaBalance(179_995_422)
        );
        assert_eq!(
            PendingServerEmission::<Test>::get(netuid),
            AlphaBalance(410_002_288)
        );
        assert_eq!(
            PendingValidatorEmission::<Test>::get(netuid),
            AlphaBalance(410_206)
        );
        assert_eq!(
            PendingRootAlphaDivs::<Test>::get(netuid),
            AlphaBalance(409_592_082)
        );
        assert_eq!(
            pallet_alpha_assets::TotalAlphaIssuance::<Test>::get(netuid),
            AlphaBalance(1_500_000_000)
        );

        FirstEmissionBlockNumber::<Test>::insert(netuid, next);
        let aged: Vec<_> = emitting
            .into_iter()
            .map(|subnet| crate::emission::EmittingSubnet {
                first_block: next,
                ..subnet
            })
            .collect();
        SubtensorModule::update_moving_prices(next + 201_600 - 1, &aged);
        assert_eq!(
            SubnetMovingPrice::<Test>::get(netuid),
            I96F32::from_bits(6_442_447_722)
        );
    });
}

#[test]
fn without_a_subnet_to_emit_to_nothing_is_minted_for_good() {
    ExtBuilder::default().build_and_execute(|| {
        let issuance = TotalIssuance::<Test>::get();
        run_blocks(3);
        assert_eq!(TotalIssuance::<Test>::get(), issuance);
        assert_eq!(BlockEmission::<Test>::get(), 1_000_000_000);
    });
}

#[test]
fn a_subnet_whose_emission_root_has_not_enabled_earns_alpha_but_no_tao() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let (tao, issuance) = (SubnetTAO::<Test>::get(netuid), TotalIssuance::<Test>::get());
        run_blocks(2);
        assert_eq!(SubnetTAO::<Test>::get(netuid), tao);
        assert_eq!(TotalIssuance::<Test>::get(), issuance);
        assert_eq!(
            SubnetAlphaOutEmission::<Test>::get(netuid),
            AlphaBalance(1_000_000_000)
        );
        assert!(PendingServerEmission::<Test>::get(netuid).to_u64() > 0);
    });
}

#[test]
fn a_subnet_that_takes_no_registrations_emits_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        NetworkRegistrationAllowed::<Test>::insert(netuid, false);
        run_blocks(2);
        assert_eq!(SubnetAlphaOut::<Test>::get(netuid), AlphaBalance::ZERO);
        assert_eq!(
            PendingServerEmission::<Test>::get(netuid),
            AlphaBalance::ZERO
        );
    });
}

#[test]
fn emission_is_shared_by_moving_price_among_enabled_subnets() {
    ExtBuilder::default().build_and_execute(|| {
        let first = add_network(&account(1), &account(2));
        let second = add_network(&account(3), &account(4));
        for (netuid, price) in [(first, 0.25), (second, 0.75)] {
            SubnetMovingPrice::<Test>::insert(netuid, I96F32::from_num(price));
            SubnetEmissionEnabled::<Test>::insert(netuid, true);
        }
        let before = [first, second].map(SubnetTAO::<Test>::get);
        SubtensorModule::run_coinbase(&[first, second]);
        let gained = [first, second].map(|netuid| {
            SubnetTaoInEmission::<Test>::get(netuid).to_u64()
                + SubnetExcessTao::<Test>::get(netuid).to_u64()
        });
        assert_eq!(gained, [250_000_000, 750_000_000]);
        let after = [first, second].map(SubnetTAO::<Test>::get);
        for index in 0..2 {
            assert_eq!(
                after[index].to_u64() - before[index].to_u64(),
                gained[index]
            );
        }
    });
}

#[test]
fn an_epoch_pays_what_was_collected_and_loses_only_roundings() {
    ExtBuilder::default().build_and_execute(|| {
        let (owner, hotkey) = (account(1), account(2));
        let netuid = add_network(&owner, &hotkey);
        let (miner, miner_hotkey) = (account(10), account(11));
        register_neuron(netuid, &miner, &miner_hotkey);
        stake(netuid, &owner, &hotkey, 100 * UNIT);
        run_blocks(1);
        frame_support::assert_ok!(SubtensorModule::set_weights(
            signed(&hotkey),
            netuid,
            vec![1],
            vec![1],
            0
        ));
        while !SubtensorModule::should_run_epoch(netuid, u64::from(block()) + 1) {
            run_blocks(1);
        }
        let held = |netuid| -> u64 {
            TotalHotkeyAlpha::<Test>::iter()
                .filter(|(_, n, _)| *n == netuid)
                .map(|(_, _, alpha)| alpha.to_u64())
                .sum()
        };
        let before = held(netuid);
        let out = SubnetAlphaOut::<Test>::get(netuid).to_u64();
        run_blocks(1);
        let minted = SubnetAlphaOut::<Test>::get(netuid).to_u64() - out;
        assert!(minted > 0, "this block's alpha is part of what is paid");
        let paid = held(netuid) - before;
        let root_part: u64 = RootAlphaDividendsPerSubnet::<Test>::iter_prefix_values(netuid)
            .map(AlphaBalance::to_u64)
            .sum();
        let unheld = crate::invariants::unheld_alpha::<Test>(netuid).to_u64();
        assert!(paid > 0);
        assert_eq!(root_part, 0, "nobody stakes on root");
        // Root's part was recycled while prices are low, so the epoch pays a little less than it
        // collected (emission.md section 6); what is left belongs to nobody.
        assert!(unheld < paid / 100, "{unheld} of {paid} was not paid");
    });
}

#[test]
fn due_epochs_beyond_the_cap_wait_for_the_next_block_and_those_that_waited_go_first() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids: Vec<NetUid> = (0..5)
            .map(|n| add_network(&account(100 + 2 * n), &account(101 + 2 * n)))
            .collect();
        for netuid in &netuids {
            Tempo::<Test>::insert(netuid, 1_000);
            LastEpochBlock::<Test>::insert(netuid, 0);
        }
        // Subnet 1 of genesis is not to be in the way.
        Tempo::<Test>::insert(NetUid(1), 0);
        MaxEpochsPerBlock::<Test>::put(2);
        run_to_block(999);
        forget_events();
        run_to_block(1_000);
        let ran = |netuids: &[NetUid]| -> Vec<u64> {
            netuids.iter().map(LastEpochBlock::<Test>::get).collect()
        };
        assert_eq!(ran(&netuids), [1_000, 1_000, 0, 0, 0]);
        let deferred: Vec<NetUid> = pallet_events()
            .into_iter()
            .filter_map(|event| match event {
                Event::EpochDeferred {
                    netuid,
                    from_block: 1_000,
                    to_block: 1_001,
                } => Some(netuid),
                _ => None,
            })
            .collect();
        assert_eq!(deferred, &netuids[2..]);
        run_to_block(1_002);
        assert_eq!(ran(&netuids), [1_000, 1_000, 1_001, 1_001, 1_002]);
        assert_eq!(PendingEpochAt::<Test>::get(netuids[4]), 0);
    });
}

#[test]
fn a_subnet_with_two_uids_for_one_hotkey_skips_its_epoch_and_keeps_what_it_collected() {
    let mut ext = new_test_ext();
    ext.execute_with(|| {
        let netuid = add_network(&account(1), &account(2));
        register_neuron(netuid, &account(10), &account(11));
        Keys::<Test>::insert(netuid, 1, account(2));
        forget_events();
        run_blocks(361);
        assert!(pallet_events().iter().any(
            |event| matches!(event, Event::EpochSkipped { netuid: skipped, .. } if *skipped == netuid)
        ));
        assert!(PendingServerEmission::<Test>::get(netuid).to_u64() > 0);
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), 1);
    });
}

#[test]
fn tao_in_excess_buys_from_the_pool_as_it_is_with_what_was_injected() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = example_subnet();
        // So little root stake that the pool cannot take all TAO of the block.
        set_reserves(NetUid::ROOT, 1_000, 0);
        let (tao, alpha) = (
            SubnetTAO::<Test>::get(netuid).to_u64(),
            SubnetAlphaIn::<Test>::get(netuid).to_u64(),
        );
        SubtensorModule::run_coinbase(&[netuid]);
        let spent = SubnetExcessTao::<Test>::get(netuid);
        assert!(!spent.is_zero());
        let bought = SubnetProtocolAlpha::<Test>::get(netuid);
        let injected = (
            SubnetTaoInEmission::<Test>::get(netuid).to_u64(),
            SubnetAlphaInEmission::<Test>::get(netuid).to_u64(),
        );
        set_reserves(netuid, tao + injected.0, alpha + injected.1);
        let quote =
            Swap::swap_tao_for_alpha(netuid, spent, TaoBalance(u64::MAX), true, true).unwrap();
        assert_eq!(quote.amount_paid_out, bought);
    });
}
