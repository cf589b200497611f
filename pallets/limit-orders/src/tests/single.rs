//! Orders one by one.

use super::*;

fn with_fee(order: Order<AccountId32>, percent: u32) -> Order<AccountId32> {
    Order {
        fee_rate: Perbill::from_percent(percent),
        ..order
    }
}

#[test]
fn a_purchase_keeps_its_fee_back_and_pays_it_to_the_recipient() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = with_fee(buy("Alice", 1_000), 1);
        assert_ok!(execute(signed(&[("Alice", &order)])));
        // 1 % of 1000 is 10: 990 are swapped.
        assert_eq!(trades(), [(990, u64::MAX, true)]);
        assert_eq!(tao_of(&order.signer), 0);
        assert_eq!(tao_of(&order.fee_recipient), 10);
        assert_eq!(alpha_of(&order.signer, &order.hotkey), 495);
        assert_eq!(events(), [executed(&order, 990, 495)]);
        assert_eq!(status_of(&order), Some(OrderStatus::Fulfilled));
    });
}

#[test]
fn a_sale_pays_its_fee_out_of_what_it_yields() {
    on_a_chain(|| {
        endow("Alice", 0, 400);
        let order = with_fee(sell("Alice", 400), 1);
        assert_ok!(execute(signed(&[("Alice", &order)])));
        // 400 alpha yield 800 TAO, of which 8 are the fee.
        assert_eq!(trades(), [(400, 0, true)]);
        assert_eq!(tao_of(&order.signer), 792);
        assert_eq!(tao_of(&order.fee_recipient), 8);
        assert_eq!(alpha_of(&order.signer, &order.hotkey), 0);
        assert_eq!(events(), [executed(&order, 400, 792)]);
    });
}

#[test]
fn fees_are_rounded_down() {
    on_a_chain(|| {
        endow("Alice", 199, 99);
        let orders = [
            with_fee(buy("Alice", 199), 1),
            with_fee(sell("Alice", 99), 1),
        ];
        for order in &orders {
            assert_ok!(execute(signed(&[("Alice", order)])));
        }
        // 1.99 of the purchase, 1.98 of the sale.
        assert_eq!(tao_of(&account("recipient")), 2);
    });
}

#[test]
fn the_pool_is_asked_to_stay_within_the_slippage_of_the_order() {
    on_a_chain(|| {
        endow("Alice", 1_000, 1_000);
        let slippage = Some(Perbill::from_percent(1));
        let orders = [
            Order {
                limit_price: 2_000_000_000,
                max_slippage: slippage,
                ..buy("Alice", 100)
            },
            Order {
                limit_price: 2_000_000_000,
                max_slippage: slippage,
                ..sell("Alice", 100)
            },
        ];
        for order in &orders {
            assert_ok!(execute(signed(&[("Alice", order)])));
        }
        assert_eq!(
            trades(),
            [(100, 2_020_000_000, true), (100, 1_980_000_000, true)]
        );
    });
}

#[test]
fn an_order_that_fails_is_skipped_and_the_others_are_executed() {
    on_a_chain(|| {
        endow("Alice", 100, 0);
        endow("Bob", 50, 0);
        let orders = [buy("Alice", 100), buy("Bob", 60), sell("Alice", 20)];
        assert_ok!(execute_or_skip(signed(&[
            ("Alice", &orders[0]),
            ("Bob", &orders[1]),
            ("Alice", &orders[2]),
        ])));
        assert_eq!(
            events(),
            [
                executed(&orders[0], 100, 50),
                Event::OrderSkipped {
                    order_id: id(&orders[1]),
                    // The text of the reason is not stored.
                    reason: DispatchError::Other(""),
                },
                executed(&orders[2], 20, 40),
            ]
        );
        assert_eq!(status_of(&orders[1]), None);
        assert_eq!(tao_of(&account("Bob")), 50);
    });
}

#[test]
fn with_should_fail_one_failure_undoes_all() {
    on_a_chain(|| {
        endow("Alice", 100, 0);
        endow("Bob", 50, 0);
        let (good, bad) = (buy("Alice", 100), buy("Bob", 60));
        assert_noop!(
            execute(signed(&[("Alice", &good), ("Bob", &bad)])),
            DispatchError::Other("too poor")
        );
    });
}

#[test]
fn an_order_whose_fee_cannot_be_paid_leaves_nothing_behind() {
    on_a_chain(|| {
        // The second purchase succeeds, its fee does not.
        endow("Alice", 190, 0);
        let order = with_fee(buy("Alice", 200), 10);
        assert_noop!(
            execute(signed(&[("Alice", &order)])),
            DispatchError::Other("too poor")
        );
        assert_ok!(execute_or_skip(signed(&[("Alice", &order)])));
        assert_eq!(tao_of(&order.signer), 190);
        assert_eq!(alpha_of(&order.signer, &order.hotkey), 0);
        assert_eq!(status_of(&order), None);
    });
}

#[test]
fn the_same_order_twice_in_a_call_is_executed_once() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = buy("Alice", 100);
        assert_ok!(execute_or_skip(signed(&[
            ("Alice", &order),
            ("Alice", &order)
        ])));
        let reason = Error::<Test>::OrderAlreadyProcessed.into();
        let order_id = id(&order);
        assert_eq!(
            events(),
            [
                executed(&order, 100, 50),
                Event::OrderSkipped { order_id, reason }
            ]
        );
        assert_eq!(tao_of(&order.signer), 900);
    });
}

#[test]
fn a_fee_of_everything_leaves_too_little_to_trade() {
    on_a_chain(|| {
        endow("Alice", 100, 0);
        let order = with_fee(buy("Alice", 100), 100);
        assert_noop!(
            execute(signed(&[("Alice", &order)])),
            DispatchError::Other("too little")
        );
    });
}

#[test]
fn a_hundred_orders_fit_a_call_and_no_more() {
    on_a_chain(|| {
        endow("Alice", 1_000_000, 0);
        let orders: Vec<_> = (0..101)
            .map(|number| signed_by("Alice", buy("Alice", 100 + number)))
            .collect();
        let bounded = |orders: &[SignedOrder<AccountId32>]| {
            frame_support::BoundedVec::<_, <Test as Config>::MaxOrdersPerBatch>::try_from(
                orders.to_vec(),
            )
        };
        assert!(bounded(&orders).is_err());
        assert!(bounded(&orders[1..]).is_ok());
        assert_ok!(execute(orders[1..].to_vec()));
        assert_eq!(events().len(), 100);
    });
}
