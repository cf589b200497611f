//! Sends a call alone, in a batch and behind a proxy, and tells what comes of it.

use super::{account, events, signed};
use frame_support::{
    assert_ok,
    storage::{TransactionOutcome, with_transaction},
};
use myelin_runtime::{
    Executive, Proxy, ProxyType, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use sp_core::H256;
use sp_runtime::{
    DispatchError, DispatchResult, MultiAddress,
    traits::Dispatchable,
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};

/// Makes `//Charlie` the proxy of `//Bob`.
pub fn let_charlie_act_for_bob() {
    assert_ok!(Proxy::add_proxy(
        RuntimeOrigin::signed(account("Bob")),
        MultiAddress::Id(account("Charlie")),
        ProxyType::Any,
        0
    ));
}

/// A batch of calls.
pub fn batched(calls: Vec<RuntimeCall>) -> RuntimeCall {
    RuntimeCall::Utility(pallet_utility::Call::batch { calls })
}

/// What `//Charlie` sends for `//Bob`.
pub fn proxied(call: RuntimeCall) -> RuntimeCall {
    RuntimeCall::Proxy(pallet_proxy::Call::proxy {
        real: MultiAddress::Id(account("Bob")),
        force_proxy_type: None,
        call: Box::new(call),
    })
}

/// What the pool says: the number of the reason if it refuses. As on a node, the state in which it
/// looks at a transaction is forgotten.
pub fn pool(name: &str, call: RuntimeCall) -> Result<(), u8> {
    let validity = with_transaction(|| {
        let transaction = signed(name, call, 0, 0);
        let source = TransactionSource::External;
        let validity = Executive::validate_transaction(source, transaction, H256::zero());
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
    });
    match validity.expect("it is no refusal of a layer") {
        Ok(_) => Ok(()),
        Err(TransactionValidityError::Invalid(InvalidTransaction::Custom(code))) => Err(code),
        other => panic!("{other:?}"),
    }
}

/// Runs a call of `//name`.
pub fn dispatch(name: &str, call: RuntimeCall) -> DispatchResult {
    let done = call.dispatch(RuntimeOrigin::signed(account(name)));
    done.map(drop).map_err(|refused| refused.error)
}

/// What comes of a call of `//Bob` in a batch and behind `//Charlie`, as the events say.
pub fn nested(call: &RuntimeCall) -> [DispatchResult; 2] {
    let result_of = |name: &str, call: RuntimeCall| {
        System::reset_events();
        assert_ok!(dispatch(name, call));
        let result = events().into_iter().rev().find_map(|event| match event {
            RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted { index: 1, error }) => {
                Some(Err(error))
            }
            RuntimeEvent::Utility(pallet_utility::Event::BatchCompleted) => Some(Ok(())),
            RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
            _ => None,
        });
        result.expect("an event tells")
    };
    let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
    [
        result_of("Bob", batched(vec![remark, call.clone()])),
        result_of("Charlie", proxied(call.clone())),
    ]
}
