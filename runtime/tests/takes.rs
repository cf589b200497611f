//! Calls that set the take of a delegate, where they cannot work: what the pool says, with its
//! number, and what the call says, alone, in a batch and behind a proxy (runtime-and-node.md 5.2).

use crate::common::{
    account, chain,
    sending::{batched, dispatch, let_charlie_act_for_bob, nested, pool, proxied},
    start_block,
};
use frame_support::assert_ok;
use myelin_runtime::{AccountId, Runtime, RuntimeCall, RuntimeOrigin, SubtensorModule};
use pallet_subtensor::{Call, Delegates, Error, MaxDelegateTake, MinDelegateTake};
use sp_runtime::DispatchError;

const LOWEST: u16 = 100;
const HIGHEST: u16 = 5_000;

/// Takes between these bounds, `//Bob` with the hotkey `//Bob/hot`, `//Dave` with `//Dave/hot`.
fn on_a_chain(test: impl FnOnce()) {
    chain("dev").execute_with(|| {
        start_block(1);
        let_charlie_act_for_bob();
        for coldkey in ["Bob", "Dave"] {
            assert_ok!(SubtensorModule::try_associate_hotkey(
                RuntimeOrigin::signed(account(coldkey)),
                hotkey_of(coldkey)
            ));
        }
        MinDelegateTake::<Runtime>::put(LOWEST);
        MaxDelegateTake::<Runtime>::put(HIGHEST);
        test();
    });
}

fn hotkey_of(coldkey: &str) -> AccountId {
    account(&format!("{coldkey}/hot"))
}

fn both(hotkey: &AccountId, take: u16) -> [RuntimeCall; 2] {
    let hotkey = hotkey.clone();
    [
        Call::increase_take {
            hotkey: hotkey.clone(),
            take,
        },
        Call::decrease_take { hotkey, take },
    ]
    .map(RuntimeCall::SubtensorModule)
}

/// Both calls of `//Bob` are refused, by the pool with `code` and then with `error`, however they
/// are sent. The hotkey keeps its take.
#[track_caller]
fn refused(hotkey: &AccountId, take: u16, code: u8, error: Error<Runtime>) {
    let error: DispatchError = error.into();
    let before = Delegates::<Runtime>::try_get(hotkey);
    for call in both(hotkey, take) {
        println!("{call:?}");
        assert_eq!(pool("Bob", call.clone()), Err(code));
        assert_eq!(pool("Bob", batched(vec![call.clone()])), Err(code));
        assert_eq!(pool("Charlie", proxied(call.clone())), Err(code));
        assert_eq!(dispatch("Bob", call.clone()), Err(error));
        assert_eq!(nested(&call), [Err(error); 2]);
    }
    assert_eq!(Delegates::<Runtime>::try_get(hotkey), before);
}

#[test]
fn takes_that_cannot_be_set_are_refused_by_the_pool_with_their_number() {
    on_a_chain(|| {
        let own = hotkey_of("Bob");
        refused(&own, LOWEST - 1, 26, Error::DelegateTakeTooLow);
        refused(&own, HIGHEST + 1, 27, Error::DelegateTakeTooHigh);
        let nobodys = hotkey_of("Nobody");
        refused(&nobodys, LOWEST, 4, Error::HotKeyAccountNotExists);
        let daves = hotkey_of("Dave");
        refused(&daves, LOWEST, 25, Error::NonAssociatedColdKey);
        // The bounds come first, then whether there is such a hotkey.
        refused(&nobodys, LOWEST - 1, 26, Error::DelegateTakeTooLow);
        refused(&daves, HIGHEST + 1, 27, Error::DelegateTakeTooHigh);
    });
}

#[test]
fn takes_that_can_be_set_enter_the_pool() {
    on_a_chain(|| {
        let own = hotkey_of("Bob");
        Delegates::<Runtime>::insert(&own, 1_000);
        for take in [LOWEST, HIGHEST] {
            for call in both(&own, take) {
                assert_eq!(pool("Bob", call.clone()), Ok(()));
                assert_eq!(pool("Charlie", proxied(call)), Ok(()));
            }
        }
        let [increase, _] = both(&own, HIGHEST);
        assert_ok!(dispatch("Bob", increase));
        assert_eq!(Delegates::<Runtime>::get(&own), HIGHEST);
    });
}

/// The pool knows the bounds and the owner; whether the take would rise or fall says the call.
#[test]
fn a_take_that_goes_the_wrong_way_enters_the_pool_and_fails() {
    on_a_chain(|| {
        let own = hotkey_of("Bob");
        Delegates::<Runtime>::insert(&own, 1_000);
        for call in both(&own, 1_000) {
            assert_eq!(pool("Bob", call.clone()), Ok(()));
            let error = Error::<Runtime>::DelegateTakeTooLow.into();
            assert_eq!(dispatch("Bob", call), Err(error));
        }
    });
}
