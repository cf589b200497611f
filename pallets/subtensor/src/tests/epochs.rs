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

#[test]
fn however_long_the_tempo_an_epoch_runs_in_the_first_block_beyond_50_400_since_the_last() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        Tempo::<Test>::insert(netuid, u16::MAX);
        LastEpochBlock::<Test>::insert(netuid, u64::from(block()));
        BlocksSinceLastStep::<Test>::insert(netuid, 50_399);
        run_blocks(1);
        assert_eq!(BlocksSinceLastStep::<Test>::get(netuid), 50_400);
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), 0);
        run_blocks(1);
        assert_eq!(BlocksSinceLastStep::<Test>::get(netuid), 0);
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), 1);
    });
}

#[test]
fn what_an_owner_sets_is_reported() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        run_to_block(100);
        forget_events();
        assert_ok!(SubtensorModule::set_tempo(signed(&account(1)), netuid, 400));
        assert_ok!(SubtensorModule::set_activity_cutoff_factor(
            signed(&account(1)),
            netuid,
            1_000
        ));
        assert_ok!(SubtensorModule::trigger_epoch(signed(&account(1)), netuid));
        assert_eq!(
            pallet_events(),
            [
                Event::TempoSet(netuid, 400),
                Event::ActivityCutoffFactorMilliSet {
                    netuid,
                    factor_milli: 1_000
                },
                Event::EpochTriggered {
                    netuid,
                    by: account(1),
                    fires_at: 110
                },
            ]
        );
    });
}

#[test]
fn only_the_owner_is_held_up_by_the_freeze_when_it_sets_the_activity_cutoff() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        run_to_block(355);
        let set = |origin| SubtensorModule::set_activity_cutoff_factor(origin, netuid, 2_000);
        assert_noop!(
            set(signed(&account(1))),
            Error::<Test>::AdminActionProhibitedDuringWeightsWindow
        );
        assert_ok!(set(RuntimeOrigin::root()));
        run_to_block(361);
        assert_ok!(set(signed(&account(1))));
    });
}

#[test]
fn a_triggered_epoch_freezes_the_parameters_until_it_runs() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        run_to_block(100);
        assert_ok!(SubtensorModule::trigger_epoch(signed(&account(1)), netuid));
        for block in [101, 109] {
            run_to_block(block);
            assert_noop!(
                SubtensorModule::set_tempo(signed(&account(1)), netuid, 400),
                Error::<Test>::AdminActionProhibitedDuringWeightsWindow
            );
        }
        run_to_block(110);
        assert_ok!(SubtensorModule::set_tempo(signed(&account(1)), netuid, 400));
    });
}

#[test]
fn without_a_freeze_window_a_triggered_epoch_runs_in_the_next_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        AdminFreezeWindow::<Test>::put(0);
        run_to_block(100);
        assert_ok!(SubtensorModule::trigger_epoch(signed(&account(1)), netuid));
        run_to_block(101);
        assert_eq!(LastEpochBlock::<Test>::get(netuid), 101);
        assert_eq!(SubnetEpochIndex::<Test>::get(netuid), 1);
    });
}

/// Subnets that all want an epoch in every second block, on a chain that runs one a block.
fn overloaded(subnets: u64) -> Vec<NetUid> {
    NetworkMinLockCost::<Test>::put(myelin_types::TaoBalance(UNIT));
    let netuids: Vec<_> = (0..subnets)
        .map(|number| add_network(&account(1 + 2 * number), &account(2 + 2 * number)))
        .collect();
    Tempo::<Test>::insert(NetUid(1), 0);
    MaxEpochsPerBlock::<Test>::put(1);
    for netuid in &netuids {
        Tempo::<Test>::insert(netuid, 2);
    }
    netuids
}

#[test]
fn when_there_are_always_too_many_epochs_the_subnets_take_turns() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = overloaded(7);
        run_blocks(70 + 7);
        let epochs: Vec<u64> = netuids.iter().map(SubnetEpochIndex::<Test>::get).collect();
        let (least, most) = (epochs.iter().min(), epochs.iter().max());
        assert!(least >= Some(&10) && most <= Some(&12), "{epochs:?}");
    });
}

#[test]
fn an_epoch_that_waits_is_reported_in_every_block_until_it_runs() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = overloaded(3);
        run_blocks(20);
        // All are due at once; the last of them has waited longest.
        let now = u64::from(block());
        for (netuid, waited) in netuids.iter().zip([10, 11, 12]) {
            LastEpochBlock::<Test>::insert(netuid, now - waited);
        }
        let step = || {
            forget_events();
            run_blocks(1);
            let deferred: Vec<NetUid> = pallet_events()
                .into_iter()
                .filter_map(|event| match event {
                    Event::EpochDeferred {
                        netuid,
                        from_block,
                        to_block,
                    } => {
                        assert_eq!(from_block, u64::from(block()));
                        assert_eq!(to_block, from_block + 1);
                        assert_eq!(PendingEpochAt::<Test>::get(netuid), to_block);
                        Some(netuid)
                    }
                    _ => None,
                })
                .collect();
            deferred
        };
        assert_eq!(step(), [netuids[1], netuids[0]]);
        assert_eq!(LastEpochBlock::<Test>::get(netuids[2]), now + 1);
        assert_eq!(step(), [netuids[0]]);
        assert_eq!(LastEpochBlock::<Test>::get(netuids[1]), now + 2);
        // The first to run is due again, but has not waited as long.
        assert_eq!(step(), [netuids[2]]);
        assert_eq!(LastEpochBlock::<Test>::get(netuids[0]), now + 3);
    });
}

#[test]
fn a_validator_that_sets_no_weights_becomes_inactive_after_the_cutoff() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        Tempo::<Test>::insert(netuid, 10);
        ActivityCutoffFactorMilli::<Test>::insert(netuid, 2_000);
        assert_eq!(SubtensorModule::activity_cutoff(netuid), 20);
        assert_ok!(SubtensorModule::set_weights(
            signed(&account(2)),
            netuid,
            vec![0],
            vec![1],
            0
        ));
        let active_until = u64::from(block()) + 20;
        for _ in 0..4 {
            let epoch = SubnetEpochIndex::<Test>::get(netuid);
            while SubnetEpochIndex::<Test>::get(netuid) == epoch {
                run_blocks(1);
            }
            let active = LastEpochBlock::<Test>::get(netuid) <= active_until;
            assert_eq!(Active::<Test>::get(netuid), [active]);
        }
        assert_eq!(Active::<Test>::get(netuid), [false]);
    });
}
