//! Cancelling orders, and switching the pallet on and off.

use sp_runtime::traits::BadOrigin;

use super::*;

fn cancel(name: &str, order: &Order<AccountId32>) -> Result<(), DispatchError> {
    LimitOrders::cancel_order(
        RuntimeOrigin::signed(account(name)),
        VersionedOrder::V1(order.clone()),
    )
}

#[test]
fn a_signer_cancels_an_order_and_nobody_can_execute_it_any_more() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = buy("Alice", 100);
        assert_ok!(cancel("Alice", &order));
        assert_eq!(status_of(&order), Some(OrderStatus::Cancelled));
        let (order_id, signer) = (id(&order), account("Alice"));
        assert_eq!(events(), [Event::OrderCancelled { order_id, signer }]);
        let orders = signed(&[("Alice", &order)]);
        assert_noop!(execute(orders.clone()), Error::<Test>::OrderCancelled);
        assert_noop!(batch_of(orders), Error::<Test>::OrderCancelled);
    });
}

#[test]
fn only_the_signer_cancels_an_order() {
    on_a_chain(|| {
        let order = buy("Alice", 100);
        assert_noop!(cancel("Bob", &order), Error::<Test>::Unauthorized);
        assert_noop!(
            LimitOrders::cancel_order(RuntimeOrigin::root(), VersionedOrder::V1(order)),
            BadOrigin
        );
    });
}

#[test]
fn an_order_that_is_done_cannot_be_cancelled() {
    on_a_chain(|| {
        let order = buy("Alice", 100);
        for status in [OrderStatus::Fulfilled, OrderStatus::Cancelled] {
            Orders::<Test>::insert(id(&order), status);
            assert_noop!(
                cancel("Alice", &order),
                Error::<Test>::OrderAlreadyProcessed
            );
        }
    });
}

#[test]
fn what_is_left_of_an_order_filled_in_part_can_be_cancelled() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = in_parts(buy("Alice", 100));
        let mut orders = signed(&[("Alice", &order)]);
        orders[0].partial_fill = Some(40);
        assert_ok!(execute(orders.clone()));
        assert_ok!(cancel("Alice", &order));
        assert_eq!(status_of(&order), Some(OrderStatus::Cancelled));
        assert_noop!(execute(orders), Error::<Test>::OrderCancelled);
    });
}

#[test]
fn a_new_chain_executes_orders_and_has_the_hotkey_of_the_pallet() {
    on_a_chain(|| {
        use myelin_types::orders::OrderSwapInterface;
        assert!(LimitOrdersEnabled::<Test>::get());
        assert!(Stake::pallet_hotkey_registered(
            &LimitOrders::account(),
            &PalletHotkey::get()
        ));
    });
}

#[test]
fn while_the_pallet_is_off_orders_are_cancelled_but_not_executed() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        assert_ok!(LimitOrders::set_pallet_status(RuntimeOrigin::root(), false));
        assert_eq!(
            events(),
            [Event::LimitOrdersPalletStatusChanged { enabled: false }]
        );
        let order = buy("Alice", 100);
        let off: DispatchError = Error::<Test>::LimitOrdersDisabled.into();
        for orders in [vec![], signed(&[("Alice", &order)])] {
            assert_noop!(execute(orders.clone()), off);
            assert_noop!(execute_or_skip(orders.clone()), off);
            assert_noop!(batch_of(orders), off);
        }
        assert_ok!(cancel("Alice", &order));
        assert_ok!(LimitOrders::set_pallet_status(RuntimeOrigin::root(), true));
        assert_ok!(execute(signed(&[("Alice", &buy("Alice", 101))])));
    });
}

#[test]
fn the_pallet_is_not_switched_on_without_its_hotkey() {
    on_a_chain(|| {
        forget_pallet_hotkey();
        assert_noop!(
            LimitOrders::set_pallet_status(RuntimeOrigin::root(), true),
            Error::<Test>::PalletHotkeyNotRegistered
        );
        // Switching off needs nothing.
        assert_ok!(LimitOrders::set_pallet_status(RuntimeOrigin::root(), false));
    });
}

#[test]
fn only_root_switches_and_only_accounts_execute() {
    on_a_chain(|| {
        assert_noop!(
            LimitOrders::set_pallet_status(RuntimeOrigin::signed(account("Alice")), false),
            BadOrigin
        );
        assert_noop!(
            LimitOrders::execute_orders(RuntimeOrigin::root(), Default::default(), false),
            BadOrigin
        );
        assert_noop!(
            LimitOrders::execute_batched_orders(RuntimeOrigin::none(), NETUID, Default::default()),
            BadOrigin
        );
    });
}

#[test]
fn an_order_filled_with_nothing_would_be_found() {
    on_a_chain(|| {
        let order = buy("Alice", 100);
        Orders::<Test>::insert(id(&order), OrderStatus::PartiallyFilled(0));
        assert!(LimitOrders::do_try_state().is_err());
        Orders::<Test>::remove(id(&order));
    });
}
