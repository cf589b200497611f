//! The fee of batches and of proxied calls: that of what they contain.

use codec::Encode;
use frame_support::{
    assert_ok,
    dispatch::{DispatchClass, GetDispatchInfo, Pays},
    storage::{TransactionOutcome, with_transaction_unchecked},
};
use myelin_runtime::{
    Executive, Proxy, ProxyType, Runtime, RuntimeCall, RuntimeOrigin, SubtensorModule,
    TransactionPayment, UncheckedExtrinsic,
    wrapped::{MAX_FREE_ITEMS, corrected, corrected_quote, pays_fee},
};
use pallet_utility::Call as Utility;
use sp_runtime::{
    MultiAddress,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
};

use crate::common::{account, apply, chain, free, signed, start_block};

/// In block 1 Alice owns a hotkey, and Bob is her proxy.
fn with_alice_and_her_proxy(test: impl FnOnce()) {
    chain("dev").execute_with(|| {
        start_block(1);
        assert_ok!(SubtensorModule::try_associate_hotkey(
            RuntimeOrigin::signed(account("Alice")),
            account("AliceHot")
        ));
        assert_ok!(Proxy::add_proxy(
            RuntimeOrigin::signed(account("Alice")),
            MultiAddress::Id(account("Bob")),
            ProxyType::Any,
            0
        ));
        test();
    });
}

/// A free call that Alice may make.
fn free_call() -> RuntimeCall {
    RuntimeCall::SubtensorModule(pallet_subtensor::Call::decrease_take {
        hotkey: account("AliceHot"),
        take: 1_000,
    })
}

fn paid_call() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

fn batches(calls: Vec<RuntimeCall>) -> [RuntimeCall; 3] {
    [
        RuntimeCall::Utility(Utility::batch {
            calls: calls.clone(),
        }),
        RuntimeCall::Utility(Utility::batch_all {
            calls: calls.clone(),
        }),
        RuntimeCall::Utility(Utility::force_batch { calls }),
    ]
}

/// Alice's call, made by somebody else.
fn proxied(call: RuntimeCall) -> RuntimeCall {
    RuntimeCall::Proxy(pallet_proxy::Call::proxy {
        real: MultiAddress::Id(account("Alice")),
        force_proxy_type: None,
        call: Box::new(call),
    })
}

/// What the pool says of a transaction, without a trace.
fn validity(name: &str, call: RuntimeCall) -> TransactionValidity {
    with_transaction_unchecked(|| {
        TransactionOutcome::Rollback(Executive::validate_transaction(
            TransactionSource::External,
            signed(name, call, 0, 0),
            Default::default(),
        ))
    })
}

fn refused(number: u8) -> TransactionValidity {
    Err(TransactionValidityError::Invalid(
        InvalidTransaction::Custom(number),
    ))
}

/// What a transaction cost its signer.
fn cost(name: &str, transaction: UncheckedExtrinsic) -> u64 {
    let before = free(&account(name));
    assert_ok!(apply(transaction).expect("the transaction is valid"));
    before - free(&account(name))
}

#[test]
fn a_batch_is_free_if_every_call_in_it_is() {
    for batch in batches(vec![free_call(), free_call()]) {
        assert_eq!(pays_fee(&batch), Pays::No);
    }
    for batch in batches(vec![free_call(), paid_call()]) {
        assert_eq!(pays_fee(&batch), Pays::Yes);
    }
    for batch in batches(vec![paid_call()]) {
        assert_eq!(pays_fee(&batch), Pays::Yes);
    }
}

#[test]
fn an_empty_batch_pays_and_a_long_one_does_too() {
    for batch in batches(vec![]) {
        assert_eq!(pays_fee(&batch), Pays::Yes);
    }
    for batch in batches(vec![free_call(); MAX_FREE_ITEMS]) {
        assert_eq!(pays_fee(&batch), Pays::No);
    }
    for batch in batches(vec![free_call(); MAX_FREE_ITEMS + 1]) {
        assert_eq!(pays_fee(&batch), Pays::Yes);
    }
}

#[test]
fn a_proxied_call_is_as_free_as_the_call_itself() {
    assert_eq!(pays_fee(&proxied(free_call())), Pays::No);
    assert_eq!(pays_fee(&proxied(paid_call())), Pays::Yes);
    for batch in batches(vec![free_call()]) {
        assert_eq!(pays_fee(&proxied(batch)), Pays::No);
    }
    for batch in batches(vec![proxied(free_call())]) {
        assert_eq!(pays_fee(&batch), Pays::No);
    }
    let announced = RuntimeCall::Proxy(pallet_proxy::Call::proxy_announced {
        delegate: MultiAddress::Id(account("Bob")),
        real: MultiAddress::Id(account("Alice")),
        force_proxy_type: None,
        call: Box::new(free_call()),
    });
    assert_eq!(pays_fee(&announced), Pays::Yes);
}

#[test]
fn wrapping_a_call_never_raises_its_class() {
    let operational = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
    assert_eq!(
        operational.get_dispatch_info().class,
        DispatchClass::Operational
    );
    let class = |call: RuntimeCall| corrected(&call, &call.get_dispatch_info()).class;
    assert_eq!(class(proxied(operational.clone())), DispatchClass::Normal);
    for batch in batches(vec![operational.clone()]) {
        assert_eq!(class(batch), DispatchClass::Normal);
    }
    assert_eq!(class(operational), DispatchClass::Operational);
}

#[test]
fn a_free_batch_costs_nothing_and_a_paid_one_its_fee() {
    with_alice_and_her_proxy(|| {
        let [free_batch, ..] = batches(vec![free_call()]);
        assert_eq!(cost("Alice", signed("Alice", free_batch, 0, 0)), 0);
        let [paid_batch, ..] = batches(vec![free_call(), paid_call()]);
        assert!(cost("Alice", signed("Alice", paid_batch, 1, 0)) > 0);
    });
}

#[test]
fn a_free_proxied_call_costs_nothing_and_a_paid_one_its_fee() {
    with_alice_and_her_proxy(|| {
        let transaction = signed("Bob", proxied(free_call()), 0, 0);
        assert_eq!(cost("Bob", transaction), 0);
        let transaction = signed("Bob", proxied(paid_call()), 1, 0);
        assert!(cost("Bob", transaction) > 0);
    });
}

#[test]
fn a_free_batch_still_pays_its_tip() {
    with_alice_and_her_proxy(|| {
        let [batch, ..] = batches(vec![free_call()]);
        assert_eq!(cost("Alice", signed("Alice", batch, 0, 77)), 77);
    });
}

#[test]
fn what_is_bound_to_fail_does_not_get_into_a_block_inside_of_a_free_batch_or_proxy() {
    with_alice_and_her_proxy(|| {
        // Bob does not own the hotkey.
        assert_eq!(validity("Bob", free_call()), refused(25));
        for batch in batches(vec![free_call()]) {
            assert_ok!(validity("Alice", batch.clone()));
            assert_eq!(validity("Bob", batch.clone()), refused(25));
            assert_ok!(validity("Bob", proxied(batch)));
        }
        for batch in batches(vec![proxied(free_call()), free_call()]) {
            assert_eq!(validity("Bob", batch), refused(25));
        }
        for batch in batches(batches(vec![free_call()]).into()) {
            assert_eq!(validity("Alice", batch), refused(255));
        }
    });
}

#[test]
fn who_is_no_proxy_of_the_account_does_not_get_a_free_call_into_a_block() {
    with_alice_and_her_proxy(|| {
        assert_ok!(validity("Bob", proxied(free_call())));
        assert_eq!(validity("Charlie", proxied(free_call())), refused(22));
        assert_ok!(validity("Charlie", proxied(paid_call())));
    });
}

#[test]
fn a_proxy_of_a_type_or_with_a_delay_that_forbids_a_free_call_does_not_get_it_into_a_block() {
    with_alice_and_her_proxy(|| {
        for (name, kind, delay) in [
            ("Charlie", ProxyType::Transfer, 0),
            ("Dave", ProxyType::Any, 1),
        ] {
            assert_ok!(Proxy::add_proxy(
                RuntimeOrigin::signed(account("Alice")),
                MultiAddress::Id(account(name)),
                kind,
                delay
            ));
            assert_eq!(validity(name, proxied(free_call())), refused(255));
        }
    });
}

#[test]
fn wallets_are_shown_the_fee_that_is_charged() {
    with_alice_and_her_proxy(|| {
        let shown = |call: RuntimeCall| {
            let transaction = signed("Alice", call.clone(), 0, 0);
            let len = transaction.encoded_size() as u32;
            corrected_quote(&call, TransactionPayment::query_info(transaction, len)).partial_fee
        };
        let [free_batch, ..] = batches(vec![free_call()]);
        assert_eq!(shown(free_batch), 0);
        let [paid_batch, ..] = batches(vec![free_call(), paid_call()]);
        let quote = shown(paid_batch.clone());
        let transaction = signed("Alice", paid_batch.clone(), 0, 0);
        let len = transaction.encoded_size() as u32;
        let info = corrected(&paid_batch, &transaction.get_dispatch_info());
        assert_eq!(quote, TransactionPayment::compute_fee(len, &info, 0));
        assert_eq!(shown(free_call()), 0);
        assert!(shown(paid_call()) > 0);
    });
}

#[test]
fn an_account_that_does_not_exist_can_act_for_free_as_a_proxy() {
    with_alice_and_her_proxy(|| {
        assert_ok!(Proxy::add_proxy(
            RuntimeOrigin::signed(account("Alice")),
            MultiAddress::Id(account("Newcomer")),
            ProxyType::Any,
            0
        ));
        assert!(!frame_system::Account::<Runtime>::contains_key(account(
            "Newcomer"
        )));
        assert_ok!(validity("Newcomer", proxied(free_call())));
        assert_eq!(
            validity("Newcomer", proxied(paid_call())),
            Err(TransactionValidityError::Invalid(
                InvalidTransaction::Payment
            ))
        );
    });
}
