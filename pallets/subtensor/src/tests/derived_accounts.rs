//! Accounts that belong to no key (runtime-and-node.md section 1).

use frame_support::assert_noop;
use myelin_types::NetUid;
use sp_core::crypto::Ss58Codec;
use sp_runtime::{AccountId32, traits::AccountIdConversion};

use crate::{mock::*, pallet::*};

const SUBNETS: [(u16, &str); 4] = [
    (0, "5EYCAe5jLQhn6ofDSvqF6iY53erXNkwhyE1aCEgvi1NNs91F"),
    (1, "5EYCAe5jLQhn6ofDSvqWqk5fA9XiqK3ahtx5kBNmAqF78mqL"),
    (2, "5EYCAe5jLQhn6ofDSvqnamdFGeCvHs9TSZtbJ84bdf7qQRc6"),
    (256, "5EYCAe5jLQhn6ofDSvqFAHPozxdzP66nvfzRhb4qEUHpQXPv"),
];

fn address(text: &str) -> AccountId32 {
    AccountId32::from_ss58check(text).expect("it is an address")
}

#[test]
fn subnets_have_the_accounts_of_the_table() {
    // Of the subnets only their numbers matter here.
    ExtBuilder::default().build().execute_with(|| {
        for (netuid, expected) in SUBNETS {
            NetworksAdded::<Test>::insert(NetUid(netuid), true);
            let found = SubtensorModule::subnet_account(NetUid(netuid));
            assert_eq!(found, Some(address(expected)));
        }
    });
}

#[test]
fn a_subnet_that_does_not_exist_has_no_account_but_nobody_can_take_its_place() {
    ExtBuilder::default().build_and_execute(|| {
        for (netuid, text) in SUBNETS {
            let exists = SubtensorModule::subnet_exists(NetUid(netuid));
            assert_eq!(exists, netuid < 2);
            let found = SubtensorModule::subnet_account(NetUid(netuid));
            assert_eq!(found.is_some(), exists);
            assert_noop!(
                SubtensorModule::try_associate_hotkey(signed(&account(1)), address(text)),
                Error::<Test>::CannotUseSystemAccount
            );
        }
    });
}

#[test]
fn what_is_burned_and_the_swap_have_the_accounts_of_the_table() {
    assert_eq!(
        SubtensorModule::burn_account(),
        address("5EYCAe5fvqwE4eNE7ddxEfasPGZe11e6SWKvos7FUXP2LUrp")
    );
    let swap: AccountId32 =
        <Test as pallet_swap::Config>::ProtocolId::get().into_account_truncating();
    assert_eq!(
        swap,
        address("5EYCAe5jXJkWTv6niXygVnxL26GtURKkJCHJbswdhGzDESxH")
    );
}
