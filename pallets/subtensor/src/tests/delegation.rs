//! Takes of delegates.

use frame_support::{assert_noop, assert_ok};
use sp_runtime::DispatchResult;

use crate::{mock::*, pallet::*};

fn increase(coldkey: u64, hotkey: u64, take: u16) -> DispatchResult {
    SubtensorModule::increase_take(signed(&account(coldkey)), account(hotkey), take)
}

fn decrease(coldkey: u64, hotkey: u64, take: u16) -> DispatchResult {
    SubtensorModule::decrease_take(signed(&account(coldkey)), account(hotkey), take)
}

#[test]
fn a_take_is_lowered_at_once_and_raised_after_a_wait() {
    ExtBuilder::default().build_and_execute(|| {
        add_network(&account(1), &account(2));
        assert_ok!(decrease(1, 2, 5_000));
        assert_eq!(Delegates::<Test>::get(account(2)), 5_000);
        assert_noop!(
            increase(1, 2, 6_000),
            Error::<Test>::DelegateTxRateLimitExceeded
        );
        TxDelegateTakeRateLimit::<Test>::put(10);
        run_blocks(10);
        assert_noop!(
            increase(1, 2, 6_000),
            Error::<Test>::DelegateTxRateLimitExceeded
        );
        run_blocks(1);
        forget_events();
        assert_ok!(increase(1, 2, 6_000));
        assert_eq!(
            pallet_events(),
            [Event::TakeIncreased(account(1), account(2), 6_000)]
        );
    });
}

#[test]
fn a_take_that_was_raised_waits_as_long_before_it_is_raised_again() {
    ExtBuilder::default().build_and_execute(|| {
        add_network(&account(1), &account(2));
        TxDelegateTakeRateLimit::<Test>::put(10);
        // The first entry of a hotkey may have any take within the bounds.
        assert_ok!(increase(1, 2, 1_000));
        assert_noop!(
            increase(1, 2, 1_001),
            Error::<Test>::DelegateTxRateLimitExceeded
        );
        // Lowering it never waits, and the wait begins anew.
        run_blocks(10);
        assert_ok!(decrease(1, 2, 900));
        run_blocks(10);
        assert_noop!(
            increase(1, 2, 1_001),
            Error::<Test>::DelegateTxRateLimitExceeded
        );
        run_blocks(1);
        assert_ok!(increase(1, 2, 1_001));
        assert_eq!(Delegates::<Test>::get(account(2)), 1_001);
    });
}

#[test]
fn a_take_outside_of_its_bounds_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        add_network(&account(1), &account(2));
        TxDelegateTakeRateLimit::<Test>::put(0);
        MinDelegateTake::<Test>::put(100);
        assert_noop!(decrease(1, 2, 99), Error::<Test>::DelegateTakeTooLow);
        assert_noop!(increase(1, 2, 11_797), Error::<Test>::DelegateTakeTooHigh);
        assert_noop!(increase(1, 9, 1_000), Error::<Test>::HotKeyAccountNotExists);
        assert_noop!(increase(9, 2, 1_000), Error::<Test>::NonAssociatedColdKey);
        assert_ok!(decrease(1, 2, 1_000));
        assert_noop!(increase(1, 2, 1_000), Error::<Test>::DelegateTakeTooLow);
        assert_noop!(increase(1, 2, 999), Error::<Test>::DelegateTakeTooLow);
        assert_noop!(decrease(1, 2, 1_000), Error::<Test>::DelegateTakeTooLow);
        assert_ok!(increase(1, 2, 11_796));
    });
}
