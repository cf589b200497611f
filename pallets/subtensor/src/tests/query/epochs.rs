//! Where a subnet stands between two epochs.

use frame_support::assert_ok;
use myelin_types::AlphaBalance;
use pallet_subtensor_runtime_api::{EpochState, epoch::PendingEmission};

use super::*;
use crate::pallet::*;

fn state(netuid: NetUid) -> EpochState {
    SubtensorModule::get_epoch_state(netuid).expect("the subnet exists")
}

#[test]
fn root_and_unknown_subnets_have_no_epochs() {
    ExtBuilder::default().build_and_execute(|| {
        for netuid in [NetUid::ROOT, NOWHERE, NetUid(u16::MAX)] {
            assert_eq!(SubtensorModule::get_epoch_state(netuid), None);
        }
    });
}

#[test]
fn the_state_shows_the_clock_and_what_waits() {
    new_test_ext().execute_with(|| {
        let netuid = subnet_with_miner();
        Tempo::<Test>::insert(netuid, 100);
        LastEpochBlock::<Test>::insert(netuid, 1);
        SubnetEpochIndex::<Test>::insert(netuid, 4);
        BlocksSinceLastStep::<Test>::insert(netuid, 6);
        AdminFreezeWindow::<Test>::put(10);
        PendingServerEmission::<Test>::insert(netuid, AlphaBalance(1));
        PendingValidatorEmission::<Test>::insert(netuid, AlphaBalance(2));
        PendingRootAlphaDivs::<Test>::insert(netuid, AlphaBalance(3));
        PendingOwnerCut::<Test>::insert(netuid, AlphaBalance(4));
        System::set_block_number(11);
        let expected = EpochState {
            netuid,
            block: 11,
            tempo: 100,
            epoch_index: 4,
            last_epoch_block: 1,
            blocks_since_last_step: 6,
            next_epoch_block: Some(101),
            blocks_until_next_epoch: Some(90),
            triggered_for_block: None,
            deferred: false,
            in_admin_freeze_window: false,
            pending: PendingEmission {
                server: AlphaBalance(1),
                validator: AlphaBalance(2),
                root: AlphaBalance(3),
                owner: AlphaBalance(4),
            },
        };
        assert_eq!(state(netuid), expected);
        System::set_block_number(92);
        assert!(state(netuid).in_admin_freeze_window);
        Tempo::<Test>::insert(netuid, 0);
        let stopped = state(netuid);
        assert_eq!(stopped.next_epoch_block, None);
        assert_eq!(stopped.blocks_until_next_epoch, None);
    });
}

#[test]
fn the_next_epoch_comes_in_the_block_that_was_told() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        Tempo::<Test>::insert(netuid, 10);
        for _ in 0..30 {
            let before = state(netuid);
            let next = before.next_epoch_block.expect("epochs run");
            run_blocks(1);
            let after = state(netuid);
            assert_eq!(after.block == next, after.epoch_index > before.epoch_index);
            assert_eq!(after.block == next, after.last_epoch_block == next);
        }
    });
}

#[test]
fn a_trigger_shows_its_block_and_brings_the_epoch_forward() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        run_to_block(50);
        AdminFreezeWindow::<Test>::put(5);
        assert_ok!(SubtensorModule::trigger_epoch(
            signed(&account(OWNER)),
            netuid
        ));
        for block in 50..55 {
            let state = state(netuid);
            assert_eq!(state.block, block);
            assert_eq!(state.triggered_for_block, Some(55));
            assert_eq!(state.next_epoch_block, Some(55));
            assert!(!state.deferred && state.in_admin_freeze_window);
            run_blocks(1);
        }
        let fired = state(netuid);
        assert_eq!(
            (fired.triggered_for_block, fired.last_epoch_block),
            (None, 55)
        );
    });
}

#[test]
fn an_epoch_that_has_to_wait_is_deferred_until_it_runs() {
    ExtBuilder::default().build_and_execute(|| {
        MaxEpochsPerBlock::<Test>::put(1);
        let first = subnet_with_miner();
        let second = add_network(&account(30), &account(31));
        for netuid in [first, second] {
            Tempo::<Test>::insert(netuid, 10);
            LastEpochBlock::<Test>::insert(netuid, 20);
        }
        AdminFreezeWindow::<Test>::put(4);
        LastEpochBlock::<Test>::insert(NetUid(1), 1_000);
        run_to_block(29);
        assert!(!state(first).deferred && !state(second).deferred);
        run_to_block(30);
        assert!(!state(first).deferred && state(second).deferred);
        let waiting = state(second);
        assert_eq!(waiting.triggered_for_block, None);
        assert_eq!(waiting.next_epoch_block, Some(31));
        run_to_block(31);
        assert!(!state(second).deferred);
        assert_eq!(state(second).last_epoch_block, 31);
    });
}

#[test]
fn a_triggered_epoch_that_has_to_wait_is_deferred_too() {
    ExtBuilder::default().build_and_execute(|| {
        MaxEpochsPerBlock::<Test>::put(1);
        AdminFreezeWindow::<Test>::put(4);
        let triggered = subnet_with_miner();
        let regular = add_network(&account(30), &account(31));
        Tempo::<Test>::insert(regular, 10);
        LastEpochBlock::<Test>::insert(regular, 14);
        // Who has waited longest goes first.
        LastEpochBlock::<Test>::insert(triggered, 15);
        run_to_block(20);
        assert_ok!(SubtensorModule::trigger_epoch(
            signed(&account(OWNER)),
            triggered
        ));
        run_to_block(23);
        let before = state(triggered);
        assert_eq!(
            (before.triggered_for_block, before.deferred),
            (Some(24), false)
        );
        run_to_block(24);
        assert_eq!(state(regular).last_epoch_block, 24);
        let waiting = state(triggered);
        assert_eq!(
            (waiting.triggered_for_block, waiting.deferred),
            (None, true)
        );
        run_to_block(25);
        assert_eq!(state(triggered).last_epoch_block, 25);
    });
}
