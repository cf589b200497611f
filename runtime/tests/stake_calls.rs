//! Stake calls that cannot work: of an account with an announced coldkey swap, or with input that
//! no chain can accept.

use crate::common::{
    account, apply, chain, events,
    sending::{batched, dispatch, let_charlie_act_for_bob, nested, pool, proxied},
    signed, start_block,
};
use frame_support::assert_ok;
use myelin_runtime::{Executive, Runtime, RuntimeCall, RuntimeEvent, System};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use pallet_subtensor::{Call, ColdkeySwapAnnouncements, ColdkeySwapDisputes, TotalStake};
use sp_core::H256;
use sp_runtime::{
    DispatchError, DispatchResult,
    transaction_validity::{InvalidTransaction, TransactionSource},
};

/// Every call that buys, sells, moves, destroys or redirects stake, with input that no chain can
/// accept.
fn hopeless_stake_calls() -> Vec<RuntimeCall> {
    [purchases(), sales(), moves(), ends()]
        .concat()
        .into_iter()
        .map(RuntimeCall::SubtensorModule)
        .collect()
}

const NOWHERE: NetUid = NetUid(77);
const NO_TAO: TaoBalance = TaoBalance(0);
const NO_ALPHA: AlphaBalance = AlphaBalance(0);

fn purchases() -> Vec<Call<Runtime>> {
    let (hotkey, netuid) = (account("Nobody"), NOWHERE);
    vec![
        Call::add_stake {
            hotkey: hotkey.clone(),
            netuid,
            amount_staked: NO_TAO,
        },
        Call::add_stake_limit {
            hotkey: hotkey.clone(),
            netuid,
            amount_staked: NO_TAO,
            limit_price: NO_TAO,
            allow_partial: true,
        },
        Call::add_stake_burn {
            hotkey,
            netuid,
            amount: NO_TAO,
            limit: None,
        },
    ]
}

fn sales() -> Vec<Call<Runtime>> {
    let (hotkey, netuid) = (account("Nobody"), NOWHERE);
    vec![
        Call::remove_stake {
            hotkey: hotkey.clone(),
            netuid,
            amount_unstaked: NO_ALPHA,
        },
        Call::remove_stake_limit {
            hotkey: hotkey.clone(),
            netuid,
            amount_unstaked: NO_ALPHA,
            limit_price: NO_TAO,
            allow_partial: true,
        },
        Call::remove_stake_full_limit {
            hotkey: hotkey.clone(),
            netuid,
            limit_price: None,
        },
        Call::unstake_all {
            hotkey: hotkey.clone(),
        },
        Call::unstake_all_alpha { hotkey },
    ]
}

fn moves() -> Vec<Call<Runtime>> {
    let hotkey = account("Nobody");
    vec![
        Call::move_stake {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: hotkey.clone(),
            origin_netuid: NOWHERE,
            destination_netuid: NOWHERE,
            alpha_amount: NO_ALPHA,
        },
        Call::move_stake_limit {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: hotkey.clone(),
            origin_netuid: NOWHERE,
            destination_netuid: NOWHERE,
            alpha_amount: NO_ALPHA,
            limit_price: NO_TAO,
            allow_partial: true,
        },
        Call::transfer_stake {
            destination_coldkey: account("Dave"),
            hotkey: hotkey.clone(),
            origin_netuid: NOWHERE,
            destination_netuid: NOWHERE,
            alpha_amount: NO_ALPHA,
        },
        Call::swap_stake {
            hotkey: hotkey.clone(),
            origin_netuid: NOWHERE,
            destination_netuid: NOWHERE,
            alpha_amount: NO_ALPHA,
        },
        Call::swap_stake_limit {
            hotkey,
            origin_netuid: NOWHERE,
            destination_netuid: NOWHERE,
            alpha_amount: NO_ALPHA,
            limit_price: NO_TAO,
            allow_partial: true,
        },
    ]
}

fn ends() -> Vec<Call<Runtime>> {
    let (hotkey, netuid) = (account("Nobody"), NOWHERE);
    vec![
        Call::recycle_alpha {
            hotkey: hotkey.clone(),
            amount: NO_ALPHA,
            netuid,
        },
        Call::burn_alpha {
            hotkey: hotkey.clone(),
            amount: NO_ALPHA,
            netuid,
        },
        Call::set_coldkey_auto_stake_hotkey { netuid, hotkey },
    ]
}

/// Announces the coldkey swap of `//Bob`, and then disputes it: runs `test` with the number that
/// the pool has for each.
fn while_a_swap_is_announced_or_disputed(test: impl Fn(u8)) {
    chain("dev").execute_with(|| {
        start_block(1);
        let_charlie_act_for_bob();
        let bob = account("Bob");
        ColdkeySwapAnnouncements::<Runtime>::insert(&bob, (10, H256::zero()));
        test(0);
        ColdkeySwapDisputes::<Runtime>::insert(&bob, 1);
        test(21);
    });
}

#[test]
fn nobody_stakes_while_a_coldkey_swap_is_announced_or_disputed() {
    while_a_swap_is_announced_or_disputed(|code| {
        for call in hopeless_stake_calls() {
            assert_eq!(pool("Bob", call.clone()), Err(code), "{call:?}");
            assert_eq!(pool("Bob", batched(vec![call])), Err(code));
        }
    });
}

/// What comes of the call that `//Charlie` makes for `//Bob` in this one.
fn result_behind_the_proxy(call: RuntimeCall) -> DispatchResult {
    System::reset_events();
    assert_ok!(dispatch("Charlie", call));
    let result = events().into_iter().find_map(|event| match event {
        RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
        _ => None,
    });
    result.expect("the event of the proxy tells")
}

#[test]
fn nobody_stakes_in_other_calls_while_a_coldkey_swap_is_announced_or_disputed() {
    let filtered: DispatchError = frame_system::Error::<Runtime>::CallFiltered.into();
    while_a_swap_is_announced_or_disputed(|_| {
        for call in hopeless_stake_calls() {
            println!("{call:?}");
            assert_eq!(dispatch("Bob", call.clone()), Err(filtered));
            assert_eq!(dispatch("Bob", batched(vec![call.clone()])), Err(filtered));
            // The proxy pays for the attempt, so the pool lets it.
            let by_proxy = proxied(call.clone());
            assert_eq!(pool("Charlie", by_proxy.clone()), Ok(()));
            assert_eq!(result_behind_the_proxy(by_proxy.clone()), Err(filtered));
            assert_eq!(
                result_behind_the_proxy(batched(vec![by_proxy])),
                Err(filtered)
            );
            let in_a_batch = proxied(batched(vec![call]));
            assert_eq!(result_behind_the_proxy(in_a_batch), Err(filtered));
        }
    });
}

/// The pool looks at who sends a stake call, not at what it is about: that would cost every node
/// what only the author needs to find out.
#[test]
fn a_stake_call_that_cannot_work_enters_the_pool_and_fails_in_its_block() {
    chain("dev").execute_with(|| {
        start_block(1);
        for (nonce, call) in hopeless_stake_calls().into_iter().enumerate() {
            println!("{call:?}");
            let transaction = signed("Alice", call, nonce as u32, 0);
            let before = TotalStake::<Runtime>::get();
            assert!(apply(transaction).expect("it is valid").is_err());
            assert_eq!(TotalStake::<Runtime>::get(), before);
        }
        for call in hopeless_stake_calls() {
            let source = TransactionSource::External;
            let transaction = signed("Nobody", call, 0, 0);
            assert_eq!(
                Executive::validate_transaction(source, transaction, H256::default()),
                Err(InvalidTransaction::Payment.into())
            );
        }
    });
}

#[test]
fn a_stake_call_that_cannot_work_says_the_same_in_a_batch_and_behind_a_proxy() {
    chain("dev").execute_with(|| {
        start_block(1);
        let_charlie_act_for_bob();
        for call in hopeless_stake_calls() {
            println!("{call:?}");
            let alone = dispatch("Bob", call.clone());
            assert!(alone.is_err());
            assert_eq!(nested(&call), [alone; 2]);
        }
    });
}
