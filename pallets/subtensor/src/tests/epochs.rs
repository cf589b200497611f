//! The calls by which owners influence the schedule of epochs.

use frame_support::{assert_noop, assert_ok};
use myelin_types::NetUid;
use sp_runtime::DispatchError;

use crate::{mock::*, pallet::*};

#[test]
fn the_owner_sets_the_tempo_within_bounds_and_not_too_often() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let set =
            |who: u64, tempo| SubtensorModule::set_tempo(signed(&account(who)), netuid, tempo);
        assert_noop!(set(3, 400), DispatchError::BadOrigin);
        for tempo in [359, 50_401] {
            assert_noop!(set(1, tempo), Error::<Test>::TempoOutOfBounds);
        }
        run_to_block(355);
        assert_noop!(
            set(1, 400),
            Error::<Test>::AdminActionProhibitedDuringWeightsWindow
        );
        run_to_block(361);
        assert_ok!(set(1, 400));
        assert_eq!(Tempo::<Test>::get(netuid), 400);
        assert_eq!(LastEpochBlock::<Test>::get(netuid), 361);
        run_blocks(100);
        assert_noop!(set(1, 500), Error::<Test>::TxRateLimitExceeded);
        run_blocks(300);
        assert_ok!(set(1, 500));
    });
}

#[test]
fn a_triggered_epoch_runs_after_the_freeze_window() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let trigger = |who: u64| SubtensorModule::trigger_epoch(signed(&account(who)), netuid);
        run_to_block(100);
        assert_noop!(trigger(3), DispatchError::BadOrigin);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        assert_noop!(trigger(1), Error::<Test>::DynamicTempoBlockedByCommitReveal);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        assert_ok!(trigger(1));
        assert_eq!(PendingEpochAt::<Test>::get(netuid), 110);
        assert_noop!(trigger(1), Error::<Test>::EpochTriggerAlreadyPending);
        run_to_block(110);
        assert_eq!(LastEpochBlock::<Test>::get(netuid), 110);
        assert_eq!(PendingEpochAt::<Test>::get(netuid), 0);
        assert_noop!(trigger(1), Error::<Test>::TxRateLimitExceeded);
        run_to_block(465);
        assert_noop!(trigger(1), Error::<Test>::AutoEpochAlreadyImminent);
    });
}

#[test]
fn the_activity_cutoff_is_a_multiple_of_the_tempo() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        assert_eq!(SubtensorModule::activity_cutoff(netuid), 5_000);
        let set = |origin: RuntimeOrigin, factor| {
            SubtensorModule::set_activity_cutoff_factor(origin, netuid, factor)
        };
        assert_noop!(set(signed(&account(3)), 2_000), DispatchError::BadOrigin);
        for factor in [999, 50_001] {
            assert_noop!(
                set(RuntimeOrigin::root(), factor),
                Error::<Test>::ActivityCutoffFactorMilliOutOfBounds
            );
        }
        assert_ok!(set(signed(&account(1)), 2_000));
        assert_eq!(SubtensorModule::activity_cutoff(netuid), 720);
        run_blocks(5);
        assert_noop!(
            set(signed(&account(1)), 3_000),
            Error::<Test>::TxRateLimitExceeded
        );
        assert_ok!(set(RuntimeOrigin::root(), 3_000));
    });
}

#[test]
fn a_subnet_without_tempo_never_runs() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        Tempo::<Test>::insert(netuid, 0);
        run_blocks(500);
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), 0);
        assert!(!SubtensorModule::should_run_epoch(NetUid(77), 0));
    });
}
