//! Which orders are refused, why, and in which order the reasons are looked at.

use codec::Encode;
use sp_core::{Pair, ecdsa, ed25519};
use sp_runtime::MultiSignature;

use super::*;

/// Asserts that the order fails for this reason whichever way it is executed, and that nothing
/// changes but for the event of a skipped one.
fn assert_refused(order: SignedOrder<AccountId32>, error: Error<Test>) {
    let order_id = order.order.id();
    let reason: DispatchError = error.into();
    assert_noop!(execute(vec![order.clone()]), reason);
    if order.order.order().netuid == NETUID {
        assert_noop!(batch_of(vec![order.clone()]), reason);
    }
    System::reset_events();
    let books = (
        tao_of(&account("Alice")),
        alpha_of(&account("Alice"), &hotkey()),
        desk(),
    );
    let status = Orders::<Test>::get(order_id);
    assert_ok!(execute_or_skip(vec![order]));
    assert_eq!(events(), [Event::OrderSkipped { order_id, reason }]);
    assert_eq!(
        books,
        (
            tao_of(&account("Alice")),
            alpha_of(&account("Alice"), &hotkey()),
            desk()
        )
    );
    assert_eq!(Orders::<Test>::get(order_id), status);
}

#[test]
fn an_order_for_root_is_refused() {
    on_a_chain(|| {
        let order = Order {
            netuid: NetUid::ROOT,
            ..buy("Alice", 100)
        };
        assert_refused(signed_by("Alice", order), Error::RootNetUidNotAllowed);
        assert_noop!(
            LimitOrders::execute_batched_orders(
                RuntimeOrigin::signed(relayer()),
                NetUid::ROOT,
                Default::default()
            ),
            Error::<Test>::RootNetUidNotAllowed
        );
    });
}

#[test]
fn an_order_for_another_chain_is_refused() {
    on_a_chain(|| {
        let order = Order {
            chain_id: 964,
            ..buy("Alice", 100)
        };
        assert_refused(signed_by("Alice", order), Error::ChainIdMismatch);
    });
}

#[test]
fn an_order_signed_by_somebody_else_or_changed_after_signing_is_refused() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = buy("Alice", 100);
        assert_refused(signed_by("Bob", order.clone()), Error::InvalidSignature);
        let changed = SignedOrder {
            order: VersionedOrder::V1(buy("Alice", 101)),
            ..signed_by("Alice", order)
        };
        assert_refused(changed, Error::InvalidSignature);
    });
}

#[test]
fn a_signature_over_wrapped_bytes_is_refused() {
    on_a_chain(|| {
        let order = VersionedOrder::V1(buy("Alice", 100));
        let wrapped = [b"<Bytes>", order.encode().as_slice(), b"</Bytes>"].concat();
        let signed = SignedOrder {
            signature: pair("Alice").sign(&wrapped).into(),
            order,
            partial_fill: None,
        };
        assert_refused(signed, Error::InvalidSignature);
    });
}

#[test]
fn a_valid_signature_that_is_not_sr25519_is_refused() {
    on_a_chain(|| {
        let ed = ed25519::Pair::from_string("//Alice", None).unwrap();
        let ec = ecdsa::Pair::from_string("//Alice", None).unwrap();
        let signers = [
            AccountId32::from(ed.public()),
            sp_io::hashing::blake2_256(ec.public().as_ref()).into(),
        ];
        for (signer, is_ed) in signers.into_iter().zip([true, false]) {
            let order = VersionedOrder::V1(Order {
                signer,
                ..buy("Alice", 100)
            });
            let signature: MultiSignature = match is_ed {
                true => ed.sign(&order.encode()).into(),
                false => ec.sign(&order.encode()).into(),
            };
            let signed = SignedOrder {
                order,
                signature,
                partial_fill: None,
            };
            assert_refused(signed, Error::InvalidSignature);
        }
    });
}

#[test]
fn an_order_that_was_executed_or_cancelled_is_refused() {
    on_a_chain(|| {
        let order = buy("Alice", 100);
        Orders::<Test>::insert(id(&order), OrderStatus::Fulfilled);
        let signed = signed_by("Alice", order.clone());
        assert_refused(signed.clone(), Error::OrderAlreadyProcessed);
        Orders::<Test>::insert(id(&order), OrderStatus::Cancelled);
        assert_refused(signed, Error::OrderCancelled);
    });
}

#[test]
fn an_order_may_be_executed_up_to_the_millisecond_of_its_expiry() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let order = Order {
            expiry: START,
            ..buy("Alice", 100)
        };
        Now::set(START + 1);
        assert_refused(signed_by("Alice", order.clone()), Error::OrderExpired);
        Now::set(START);
        assert_ok!(execute(signed(&[("Alice", &order)])));
    });
}

#[test]
fn the_price_must_be_where_the_order_wants_it() {
    on_a_chain(|| {
        endow("Alice", 1_000, 1_000);
        // The price is 2; limits are in rao.
        let cases = [
            (OrderType::LimitBuy, 2_000_000_000, 1_999_999_999),
            (OrderType::StopLoss, 2_000_000_000, 1_999_999_999),
            (OrderType::TakeProfit, 2_000_000_000, 2_000_000_001),
        ];
        for (order_type, met, missed) in cases {
            let at = |limit_price| Order {
                limit_price,
                ..order("Alice", order_type, 100)
            };
            assert_refused(signed_by("Alice", at(missed)), Error::PriceConditionNotMet);
            assert_ok!(execute(signed(&[("Alice", &at(met))])));
        }
    });
}

#[test]
fn the_price_is_rounded_down_to_whole_rao() {
    on_a_chain(|| {
        endow("Alice", 1_000, 1_000);
        // A little below 2: 1_999_999_999 rao and a fraction.
        set_price_bits((2u128 << 64) - 1);
        let order = Order {
            limit_price: 1_999_999_999,
            ..buy("Alice", 100)
        };
        assert_ok!(execute(signed(&[("Alice", &order)])));
    });
}

#[test]
fn an_order_with_a_list_of_relayers_is_for_them_only() {
    on_a_chain(|| {
        endow("Alice", 1_000, 0);
        let with = |relayers: Vec<AccountId32>| Order {
            relayer: Some(relayers.try_into().unwrap()),
            ..buy("Alice", 100)
        };
        let nobody = signed_by("Alice", with(vec![]));
        assert_refused(nobody, Error::RelayerMissMatch);
        let others = signed_by("Alice", with(vec![account("Bob"), account("Alice")]));
        assert_refused(others, Error::RelayerMissMatch);
        let ours = with(vec![account("Bob"), relayer()]);
        assert_ok!(execute(signed(&[("Alice", &ours)])));
    });
}

/// With every reason to be refused at once, the first in the list counts; without it, the next.
#[test]
fn the_reasons_are_looked_at_in_the_order_of_the_list() {
    on_a_chain(|| {
        let mut order = Order {
            netuid: NetUid::ROOT,
            chain_id: 0,
            expiry: START - 1,
            limit_price: 0,
            relayer: Some(Default::default()),
            ..buy("Alice", 100)
        };
        let with_part = |signer, order: &Order<AccountId32>| SignedOrder {
            partial_fill: Some(0),
            ..signed_by(signer, order.clone())
        };
        assert_refused(with_part("Bob", &order), Error::RootNetUidNotAllowed);
        order.netuid = NETUID;
        assert_refused(with_part("Bob", &order), Error::ChainIdMismatch);
        order.chain_id = CHAIN;
        Orders::<Test>::insert(id(&order), OrderStatus::Fulfilled);
        assert_refused(with_part("Bob", &order), Error::InvalidSignature);
        assert_refused(with_part("Alice", &order), Error::OrderAlreadyProcessed);
        Orders::<Test>::insert(id(&order), OrderStatus::Cancelled);
        assert_refused(with_part("Alice", &order), Error::OrderCancelled);
        Orders::<Test>::remove(id(&order));
        assert_refused(with_part("Alice", &order), Error::OrderExpired);
        order.expiry = START;
        assert_refused(with_part("Alice", &order), Error::PriceConditionNotMet);
        order.limit_price = u64::MAX;
        assert_refused(with_part("Alice", &order), Error::RelayerMissMatch);
        order.relayer = None;
        assert_refused(
            with_part("Alice", &order),
            Error::RelayerRequiredForPartialFill,
        );
        order.relayer = Some(vec![relayer()].try_into().unwrap());
        assert_refused(with_part("Alice", &order), Error::PartialFillsNotEnabled);
        order.partial_fills_enabled = true;
        assert_refused(
            with_part("Alice", &order),
            Error::IncorrectPartialFillAmount,
        );
    });
}
