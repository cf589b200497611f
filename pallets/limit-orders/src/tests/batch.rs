//! Orders set off against each other.

use super::*;

fn summary(side: OrderSide, amount: u64, out: u64, count: u32) -> Event<Test> {
    Event::GroupExecutionSummary {
        netuid: NETUID,
        net_side: side,
        net_amount: amount,
        actual_out: out,
        executed_count: count,
    }
}

fn with_fee(order: Order<AccountId32>, percent: u32, recipient: &str) -> Order<AccountId32> {
    Order {
        fee_rate: Perbill::from_percent(percent),
        fee_recipient: account(recipient),
        ..order
    }
}

#[test]
fn buyers_share_what_the_pool_gives_and_what_sellers_bring() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        endow("Bob", 600, 0);
        endow("Charlie", 0, 200);
        set_yield(300);
        let orders = [buy("Alice", 1_000), sell("Charlie", 200), buy("Bob", 600)];
        assert_ok!(batch_of(signed(&[
            ("Alice", &orders[0]),
            ("Charlie", &orders[1]),
            ("Bob", &orders[2]),
        ])));
        assert_eq!(trades(), [(1_200, u64::MAX, false)]);
        // Buyers first, then sellers.
        assert_eq!(
            events(),
            [
                executed(&orders[0], 1_000, 312),
                executed(&orders[2], 600, 187),
                executed(&orders[1], 200, 400),
                summary(OrderSide::Buy, 1_200, 300, 3),
            ]
        );
        assert_eq!(alpha_of(&account("Alice"), &hotkey()), 312);
        assert_eq!(alpha_of(&account("Bob"), &hotkey()), 187);
        assert_eq!(tao_of(&account("Charlie")), 400);
        // The rounding of the two shares stays.
        assert_eq!(desk(), (0, 1));
        for order in &orders {
            assert_eq!(status_of(order), Some(OrderStatus::Fulfilled));
        }
    });
}

#[test]
fn sellers_share_what_the_pool_gives_and_what_buyers_bring() {
    on_a_chain(|| {
        endow("Alice", 200, 0);
        endow("Bob", 0, 300);
        endow("Charlie", 0, 200);
        set_yield(300);
        let orders = [buy("Alice", 200), sell("Bob", 300), sell("Charlie", 200)];
        assert_ok!(batch_of(signed(&[
            ("Alice", &orders[0]),
            ("Bob", &orders[1]),
            ("Charlie", &orders[2]),
        ])));
        assert_eq!(trades(), [(400, 0, false)]);
        assert_eq!(
            events(),
            [
                executed(&orders[0], 200, 100),
                executed(&orders[1], 300, 300),
                executed(&orders[2], 200, 200),
                summary(OrderSide::Sell, 400, 300, 3),
            ]
        );
        assert_eq!(desk(), (0, 0));
    });
}

#[test]
fn fees_are_kept_back_from_buyers_and_sellers() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = with_fee(buy("Alice", 1_000), 1, "Eve");
        assert_ok!(batch_of(signed(&[("Alice", &order)])));
        assert_eq!(trades(), [(990, u64::MAX, false)]);
        assert_eq!(tao_of(&account("Eve")), 10);
        // What went in is gross here.
        let bought = [
            executed(&order, 1_000, 495),
            summary(OrderSide::Buy, 990, 495, 1),
        ];
        assert_eq!(events(), bought);
        System::reset_events();

        endow("Bob", 0, 400);
        let order = with_fee(sell("Bob", 400), 1, "Eve");
        assert_ok!(batch_of(signed(&[("Bob", &order)])));
        let sold = [
            executed(&order, 400, 792),
            summary(OrderSide::Sell, 400, 800, 1),
        ];
        assert_eq!(events(), sold);
        assert_eq!(tao_of(&account("Bob")), 792);
        assert_eq!(tao_of(&account("Eve")), 10 + 8);
        assert_eq!(desk(), (0, 0));
    });
}

#[test]
fn each_recipient_gets_the_fees_of_all_orders_at_once() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        endow("Bob", 1_000, 0);
        endow("Charlie", 0, 1_000);
        let orders = [
            with_fee(buy("Alice", 1_000), 10, "Eve"),
            with_fee(buy("Bob", 1_000), 20, "Dave"),
            with_fee(sell("Charlie", 1_000), 5, "Eve"),
        ];
        assert_ok!(batch_of(signed(&[
            ("Alice", &orders[0]),
            ("Bob", &orders[1]),
            ("Charlie", &orders[2]),
        ])));
        // Buyers bring 1700 net, the alpha is worth 2000: 150 alpha go to the pool for 300 TAO.
        assert_eq!(trades(), [(150, 0, false)]);
        assert_eq!(tao_of(&account("Eve")), 100 + 100);
        assert_eq!(tao_of(&account("Dave")), 200);
        assert_eq!(tao_of(&account("Charlie")), 1_900);
        assert_eq!(alpha_of(&account("Alice"), &hotkey()), 450);
        assert_eq!(alpha_of(&account("Bob"), &hotkey()), 400);
        assert_eq!(desk(), (0, 0));
    });
}

#[test]
fn orders_that_match_do_not_touch_the_pool() {
    on_a_chain(|| {
        endow("Alice", 400, 0);
        endow("Bob", 0, 200);
        let orders = [buy("Alice", 400), sell("Bob", 200)];
        assert_ok!(batch_of(signed(&[
            ("Alice", &orders[0]),
            ("Bob", &orders[1])
        ])));
        assert!(trades().is_empty());
        assert_eq!(
            events(),
            [
                executed(&orders[0], 400, 200),
                executed(&orders[1], 200, 400),
                summary(OrderSide::Buy, 0, 0, 2),
            ]
        );
    });
}

#[test]
fn the_rest_is_traded_within_the_tightest_limit_of_its_side() {
    on_a_chain(|| {
        let at = |order: Order<AccountId32>, percent| Order {
            limit_price: 2_000_000_000,
            max_slippage: Some(Perbill::from_percent(percent)),
            ..order
        };
        endow("Alice", 1_000, 1_000);
        endow("Bob", 1_000, 1_000);
        let buys = [
            at(buy("Alice", 500), 3),
            at(buy("Bob", 500), 1),
            buy("Bob", 400),
        ];
        assert_ok!(batch_of(signed(&[
            ("Alice", &buys[0]),
            ("Bob", &buys[1]),
            ("Bob", &buys[2])
        ])));
        let sales = [
            at(sell("Alice", 500), 1),
            at(sell("Bob", 500), 3),
            sell("Bob", 400),
        ];
        assert_ok!(batch_of(signed(&[
            ("Alice", &sales[0]),
            ("Bob", &sales[1]),
            ("Bob", &sales[2])
        ])));
        assert_eq!(
            trades(),
            [(1_400, 2_020_000_000, false), (1_400, 1_980_000_000, false)]
        );
    });
}

#[test]
fn an_empty_batch_does_nothing() {
    on_a_chain(|| {
        assert_storage_noop!(assert_ok!(batch_of(vec![])));
    });
}

#[test]
fn a_batch_with_an_order_twice_is_refused() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = in_parts(buy("Alice", 100));
        let mut orders = signed(&[("Alice", &order), ("Alice", &order)]);
        for signed in &mut orders {
            signed.partial_fill = Some(50);
        }
        assert_noop!(batch_of(orders), Error::<Test>::DuplicateOrderInBatch);
    });
}

#[test]
fn a_batch_with_an_order_for_another_subnet_is_refused() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let other = Order {
            netuid: NetUid(2),
            ..buy("Alice", 100)
        };
        let orders = signed(&[("Alice", &buy("Alice", 100)), ("Alice", &other)]);
        assert_noop!(batch_of(orders), Error::<Test>::OrderNetUidMismatch);
        // Looked at after duplicates, and before anything else about the order.
        let other = Order {
            chain_id: 0,
            ..other
        };
        let orders = signed(&[("Bob", &other)]);
        assert_noop!(batch_of(orders), Error::<Test>::OrderNetUidMismatch);
    });
}

#[test]
fn a_batch_with_one_invalid_order_changes_nothing() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let good = buy("Alice", 100);
        let bad = buy("Bob", 100);
        assert_noop!(
            batch_of(signed(&[("Alice", &good), ("Alice", &bad)])),
            Error::<Test>::InvalidSignature
        );
    });
}

#[test]
fn a_batch_fails_as_a_whole_when_somebody_cannot_pay() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        endow("Bob", 99, 49);
        let good = buy("Alice", 100);
        assert_noop!(
            batch_of(signed(&[("Alice", &good), ("Bob", &buy("Bob", 100))])),
            DispatchError::Other("too poor")
        );
        assert_noop!(
            batch_of(signed(&[("Alice", &good), ("Bob", &sell("Bob", 50))])),
            DispatchError::Other("too little stake")
        );
        // Less than the minimum cannot be sold.
        assert_noop!(
            batch_of(signed(&[("Alice", &good), ("Bob", &sell("Bob", 9))])),
            DispatchError::Other("too little")
        );
    });
}

#[test]
fn a_batch_fails_when_the_hotkey_of_a_buyer_does_not_exist() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = Order {
            hotkey: account("nobody"),
            ..buy("Alice", 100)
        };
        assert_noop!(
            batch_of(signed(&[("Alice", &order)])),
            DispatchError::Other("no such hotkey")
        );
    });
}

#[test]
fn a_batch_fails_when_the_pool_gives_nothing() {
    on_a_chain(|| {
        endow("Alice", 1_000, 1_000);
        set_yield(0);
        for order in [buy("Alice", 100), sell("Alice", 100)] {
            assert_noop!(
                batch_of(signed(&[("Alice", &order)])),
                Error::<Test>::SwapReturnedZero
            );
        }
    });
}

#[test]
fn a_batch_fails_when_somebody_would_get_nothing() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        endow("Bob", 1, 0);
        let zero: DispatchError = Error::<Test>::ZeroShareInBatch.into();
        // One rao of TAO buys half a rao of alpha.
        let orders = [buy("Alice", 999), buy("Bob", 1)];
        assert_noop!(
            batch_of(signed(&[("Alice", &orders[0]), ("Bob", &orders[1])])),
            zero
        );
        // A fee of everything leaves a buyer nothing to share by, and a seller nothing at all.
        let orders = [buy("Alice", 100), with_fee(buy("Alice", 200), 100, "Eve")];
        assert_noop!(
            batch_of(signed(&[("Alice", &orders[0]), ("Alice", &orders[1])])),
            zero
        );
        endow("Charlie", 0, 100);
        let order = with_fee(sell("Charlie", 100), 100, "Eve");
        assert_noop!(batch_of(signed(&[("Charlie", &order)])), zero);
        // Alpha without a price is worth nothing.
        set_price_bits(0);
        assert_noop!(
            batch_of(signed(&[("Charlie", &sell("Charlie", 100))])),
            zero
        );
    });
}

#[test]
fn a_batch_whose_amounts_cannot_be_added_up_is_refused() {
    on_a_chain(|| {
        let overflow: DispatchError = Error::<Test>::ArithmeticOverflow.into();
        for make in [buy, sell] {
            let orders = [make("Alice", u64::MAX), make("Bob", 1)];
            assert_noop!(
                batch_of(signed(&[("Alice", &orders[0]), ("Bob", &orders[1])])),
                overflow
            );
        }
        // The value of the alpha at a price of 2 exceeds the range.
        assert_noop!(
            batch_of(signed(&[("Alice", &sell("Alice", u64::MAX))])),
            overflow
        );
    });
}

#[test]
fn a_batch_whose_shares_cannot_be_added_up_is_refused() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        endow("Charlie", 0, 200);
        // Together with the alpha of the seller, the buyers would share more than there can be.
        set_yield(u64::MAX);
        let orders = [buy("Alice", 1_000), sell("Charlie", 200)];
        assert_noop!(
            batch_of(signed(&[("Alice", &orders[0]), ("Charlie", &orders[1])])),
            Error::<Test>::ArithmeticOverflow
        );
    });
}

#[test]
fn a_batch_whose_fees_cannot_be_added_up_is_refused() {
    on_a_chain(|| {
        // What is left to trade is little, but the fees of both go to one recipient.
        let almost_all = |name: &str| Order {
            fee_rate: Perbill::from_parts(999_999_999),
            ..buy(name, u64::MAX)
        };
        for name in ["Alice", "Bob"] {
            endow(name, u64::MAX, 0);
        }
        let orders = [almost_all("Alice"), almost_all("Bob")];
        assert_noop!(
            batch_of(signed(&[("Alice", &orders[0]), ("Bob", &orders[1])])),
            Error::<Test>::ArithmeticOverflow
        );
    });
}

#[test]
fn alpha_that_rounding_takes_from_the_pallet_is_neither_sold_nor_paid() {
    on_a_chain(|| {
        set_rounding(1);
        endow("Alice", 0, 400);
        let sale = sell("Alice", 400);
        assert_ok!(batch_of(signed(&[("Alice", &sale)])));
        assert_eq!(trades(), [(399, 0, false)]);
        let sold = [
            executed(&sale, 400, 798),
            summary(OrderSide::Sell, 399, 798, 1),
        ];
        assert_eq!(events(), sold);
        assert_eq!(desk(), (0, 0));
        System::reset_events();

        let names = ["Alice", "Bob", "Charlie"];
        let orders = names.map(|name| {
            endow(name, 1_000, 0);
            buy(name, 1_000)
        });
        let signed_orders = names.into_iter().zip(&orders).collect::<Vec<_>>();
        assert_ok!(batch_of(signed(&signed_orders)));
        // A rao is lost with the purchase and with each payment.
        let bought = [
            executed(&orders[0], 1_000, 500),
            executed(&orders[1], 1_000, 500),
            executed(&orders[2], 1_000, 497),
            summary(OrderSide::Buy, 3_000, 1_500, 3),
        ];
        assert_eq!(events(), bought);
        assert_eq!(desk(), (0, 0));
    });
}

#[test]
fn what_the_pallet_held_before_is_not_paid_out() {
    on_a_chain(|| {
        use myelin_types::{TaoBalance, orders::OrderSwapInterface};
        endow("Alice", 1_000, 0);
        endow("Eve", 77, 0);
        let account_of_pallet = LimitOrders::account();
        assert_ok!(Stake::transfer_tao(
            &account("Eve"),
            &account_of_pallet,
            TaoBalance(77)
        ));
        assert_ok!(batch_of(signed(&[("Alice", &buy("Alice", 101))])));
        assert_eq!(desk(), (77, 0));
    });
}
