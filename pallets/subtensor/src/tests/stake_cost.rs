//! A stake call touches its own positions and pools only: what it reads and writes does not depend
//! on how many nominate the same hotkey, how many subnets there are and what others hold.

use frame_support::{assert_ok, traits::UnfilteredDispatchable};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use super::{
    counting::{Touched, touched_by},
    paying::grant,
};
use crate::{mock::*, pallet::*};

const FIRST: NetUid = NetUid(2);
const SECOND: NetUid = NetUid(3);

/// A chain with so many subnets and so many nominators of hotkey 2, each on both of the first two
/// subnets and on root. Account 5 is one of them.
fn chain(subnets: u64, nominators: u64) -> sp_io::TestExternalities {
    let mut ext = new_test_ext();
    ext.execute_with(|| {
        for number in 0..subnets {
            NetworkLastLockCost::<Test>::put(TaoBalance(UNIT));
            add_network(&account(1 + 2 * number), &account(2 + 2 * number));
        }
        let root = NetUid::ROOT;
        set_reserves(root, (nominators + 1) * UNIT, 0);
        for netuid in [FIRST, SECOND] {
            set_reserves(netuid, 1_000_000 * UNIT, 1_000_000 * UNIT);
        }
        let coldkeys = (0..nominators).map(|number| 10_000 + number);
        for coldkey in coldkeys.chain([999]) {
            for netuid in [FIRST, SECOND, root] {
                grant(netuid, coldkey, 2, UNIT);
            }
        }
        fund(&account(999), 1_000 * UNIT);
        fund(&account(998), UNIT);
        BlockAuthor::set(Some(account(998)));
    });
    ext
}

/// A call of every kind that is about given positions.
fn calls() -> Vec<Call<Test>> {
    let hotkey = account(2);
    let (amount, tao) = (AlphaBalance(UNIT / 2), TaoBalance(UNIT));
    let mut calls = vec![
        Call::move_stake {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: account(4),
            origin_netuid: FIRST,
            destination_netuid: FIRST,
            alpha_amount: amount,
        },
        Call::swap_stake {
            hotkey: hotkey.clone(),
            origin_netuid: FIRST,
            destination_netuid: SECOND,
            alpha_amount: amount,
        },
        Call::swap_stake_limit {
            hotkey: hotkey.clone(),
            origin_netuid: FIRST,
            destination_netuid: SECOND,
            alpha_amount: amount,
            limit_price: TaoBalance(UNIT / 2),
            allow_partial: true,
        },
        Call::transfer_stake {
            destination_coldkey: account(997),
            hotkey: hotkey.clone(),
            origin_netuid: FIRST,
            destination_netuid: SECOND,
            alpha_amount: amount,
        },
        Call::recycle_alpha {
            hotkey: hotkey.clone(),
            amount,
            netuid: FIRST,
        },
        Call::burn_alpha {
            hotkey: hotkey.clone(),
            amount,
            netuid: FIRST,
        },
        Call::add_stake_burn {
            hotkey: hotkey.clone(),
            netuid: FIRST,
            amount: tao,
            limit: None,
        },
        Call::set_coldkey_auto_stake_hotkey {
            netuid: FIRST,
            hotkey: hotkey.clone(),
        },
    ];
    for netuid in [FIRST, NetUid::ROOT] {
        calls.extend([
            Call::add_stake {
                hotkey: hotkey.clone(),
                netuid,
                amount_staked: tao,
            },
            Call::add_stake_limit {
                hotkey: hotkey.clone(),
                netuid,
                amount_staked: tao,
                limit_price: TaoBalance(2 * UNIT),
                allow_partial: true,
            },
            Call::remove_stake {
                hotkey: hotkey.clone(),
                netuid,
                amount_unstaked: amount,
            },
            Call::remove_stake_limit {
                hotkey: hotkey.clone(),
                netuid,
                amount_unstaked: amount,
                limit_price: TaoBalance(UNIT / 2),
                allow_partial: true,
            },
            Call::remove_stake_full_limit {
                hotkey: hotkey.clone(),
                netuid,
                limit_price: None,
            },
        ]);
    }
    calls
}

fn cost(ext: &mut sp_io::TestExternalities, call: Call<Test>) -> Touched {
    touched_by(ext, || {
        assert_ok!(call.dispatch_bypass_filter(signed(&account(999))));
    })
}

#[test]
fn ten_thousand_nominators_and_sixty_subnets_make_no_stake_call_dearer() {
    let mut small = chain(2, 1);
    let mut large = chain(60, 10_000);
    for call in calls() {
        let before = cost(&mut small, call.clone());
        let after = cost(&mut large, call.clone());
        println!("{before:?} {call:?}");
        assert_eq!(before, after, "{call:?}");
    }
    BlockAuthor::set(None);
}
