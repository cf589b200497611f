//! Orders that are filled in parts.

use super::*;

fn part(order: &Order<AccountId32>, amount: Option<u64>) -> Vec<SignedOrder<AccountId32>> {
    vec![SignedOrder {
        partial_fill: amount,
        ..signed_by("Alice", order.clone())
    }]
}

#[test]
fn an_order_is_filled_part_by_part_until_its_amount_is_reached() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = in_parts(buy("Alice", 100));
        assert_ok!(execute(part(&order, Some(30))));
        assert_eq!(status_of(&order), Some(OrderStatus::PartiallyFilled(30)));
        assert_ok!(execute(part(&order, Some(50))));
        assert_eq!(status_of(&order), Some(OrderStatus::PartiallyFilled(80)));
        assert_ok!(execute(part(&order, Some(20))));
        assert_eq!(status_of(&order), Some(OrderStatus::Fulfilled));
        assert_noop!(
            execute(part(&order, Some(1))),
            Error::<Test>::OrderAlreadyProcessed
        );
        assert_eq!(
            events(),
            [
                executed(&order, 30, 15),
                executed(&order, 50, 25),
                executed(&order, 20, 10)
            ]
        );
        assert_eq!(tao_of(&order.signer), 900);
    });
}

#[test]
fn a_part_as_large_as_the_order_fulfils_it() {
    on_a_chain(|| {
        endow("Alice", 0, 100);
        let order = in_parts(sell("Alice", 100));
        assert_ok!(execute(part(&order, Some(100))));
        assert_eq!(status_of(&order), Some(OrderStatus::Fulfilled));
    });
}

#[test]
fn a_part_of_nothing_or_of_more_than_is_left_is_refused() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = in_parts(buy("Alice", 100));
        let wrong: DispatchError = Error::<Test>::IncorrectPartialFillAmount.into();
        for amount in [0, 101, u64::MAX] {
            assert_noop!(execute(part(&order, Some(amount))), wrong);
            assert_noop!(batch_of(part(&order, Some(amount))), wrong);
        }
        assert_ok!(execute(part(&order, Some(60))));
        for amount in [0, 41, u64::MAX] {
            assert_noop!(execute(part(&order, Some(amount))), wrong);
            assert_noop!(batch_of(part(&order, Some(amount))), wrong);
        }
    });
}

#[test]
fn an_order_filled_in_part_cannot_be_executed_as_a_whole() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = in_parts(buy("Alice", 100));
        assert_ok!(execute(part(&order, Some(60))));
        let wrong: DispatchError = Error::<Test>::IncorrectPartialFillAmount.into();
        assert_noop!(execute(part(&order, None)), wrong);
        assert_noop!(batch_of(part(&order, None)), wrong);
    });
}

#[test]
fn an_order_that_may_be_filled_in_parts_may_be_executed_as_a_whole() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = in_parts(buy("Alice", 100));
        assert_ok!(execute(part(&order, None)));
        assert_eq!(status_of(&order), Some(OrderStatus::Fulfilled));
    });
}

#[test]
fn parts_need_a_list_of_relayers_and_permission() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = Order {
            relayer: None,
            ..in_parts(buy("Alice", 100))
        };
        assert_noop!(
            execute(part(&order, Some(10))),
            Error::<Test>::RelayerRequiredForPartialFill
        );
        let order = Order {
            partial_fills_enabled: false,
            ..in_parts(buy("Alice", 100))
        };
        assert_noop!(
            execute(part(&order, Some(10))),
            Error::<Test>::PartialFillsNotEnabled
        );
    });
}

#[test]
fn a_batch_takes_parts_and_their_fees() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = Order {
            fee_rate: Perbill::from_percent(10),
            ..in_parts(buy("Alice", 1_000))
        };
        assert_ok!(batch_of(part(&order, Some(100))));
        assert_eq!(status_of(&order), Some(OrderStatus::PartiallyFilled(100)));
        assert_eq!(tao_of(&account("recipient")), 10);
        assert_ok!(execute(part(&order, Some(200))));
        assert_eq!(status_of(&order), Some(OrderStatus::PartiallyFilled(300)));
        assert_eq!(tao_of(&account("recipient")), 30);
        assert_eq!(tao_of(&order.signer), 700);
        assert_eq!(alpha_of(&order.signer, &hotkey()), 45 + 90);
    });
}
