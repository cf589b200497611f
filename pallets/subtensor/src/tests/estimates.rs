//! What calls that move stake are charged for covers what they touch, beside locks too.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};

use super::counting::{send, touched_by_call};
use crate::{WeightInfo, mock::*, pallet::*};

const FIRST: NetUid = NetUid(2);
const SECOND: NetUid = NetUid(3);
const COLDKEY: u64 = 1_000;
const RECEIVER: u64 = 1_001;
const AUTHOR: u64 = 3_000;
/// The hotkey that the calls are about, and three others the coldkey stakes to.
const HOTKEY: u64 = 11;
const OTHERS: [u64; 3] = [13, 15, 17];

/// What the coldkey has locked on the first subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Locked {
    Nothing,
    /// Everything but what it holds under the hotkey.
    Others,
    /// A quarter of that too.
    More,
}

fn held(netuid: NetUid) -> u64 {
    SubtensorModule::stake_of(&account(HOTKEY), &account(COLDKEY), netuid).to_u64()
}

fn lock(coldkey: u64, hotkey: u64, netuid: NetUid, amount: u64) {
    assert_ok!(SubtensorModule::lock_stake(
        signed(&account(coldkey)),
        account(hotkey),
        netuid,
        AlphaBalance(amount)
    ));
}

/// Five subnets. The coldkey holds stake under four hotkeys on the first; with a lock there it and
/// the receiver have one on the second too.
fn chain(locked: Locked) -> sp_io::TestExternalities {
    let mut ext = new_test_ext();
    BlockAuthor::set(None);
    ext.execute_with(|| {
        for number in 0..5 {
            NetworkLastLockCost::<Test>::put(TaoBalance(1_000_000_000_000));
            add_network(&account(10 + 2 * number), &account(11 + 2 * number));
        }
        fund(&SubtensorModule::burn_account(), UNIT);
        let coldkey = account(COLDKEY);
        stake(FIRST, &coldkey, &account(HOTKEY), 100 * UNIT);
        for hotkey in OTHERS {
            stake(FIRST, &coldkey, &account(hotkey), 20 * UNIT);
        }
        if locked != Locked::Nothing {
            for coldkey in [COLDKEY, RECEIVER] {
                stake(SECOND, &account(coldkey), &account(OTHERS[0]), 20 * UNIT);
                lock(coldkey, OTHERS[0], SECOND, UNIT);
            }
            let all = SubtensorModule::coldkey_stake(&coldkey, FIRST).to_u64();
            let under_hotkey = held(FIRST);
            let free = match locked {
                Locked::More => under_hotkey * 3 / 4,
                _ => under_hotkey,
            };
            lock(COLDKEY, OTHERS[0], FIRST, all - free);
            assert_ok!(SubtensorModule::set_reject_locked_alpha(
                signed(&account(RECEIVER)),
                false
            ));
        }
        for coldkey in [COLDKEY, RECEIVER] {
            fund(&account(coldkey), 1_000 * UNIT);
        }
        StakeThreshold::<Test>::put(u64::MAX);
        NominatorMinRequiredStake::<Test>::put(1_000_000);
        run_blocks(2);
        fund(&account(AUTHOR), UNIT);
        BlockAuthor::set(Some(account(AUTHOR)));
    });
    ext
}

/// Purchases; the last is the first stake to a hotkey that is no delegate yet.
fn purchases() -> Vec<Call<Test>> {
    let (netuid, amount) = (FIRST, TaoBalance(10 * UNIT));
    let burn = |limit| Call::add_stake_burn {
        hotkey: account(HOTKEY),
        netuid,
        amount,
        limit,
    };
    let limited = |hotkey| Call::add_stake_limit {
        hotkey: account(hotkey),
        netuid,
        amount_staked: TaoBalance(100 * UNIT),
        limit_price: TaoBalance(2 * UNIT),
        allow_partial: true,
    };
    vec![
        Call::add_stake {
            hotkey: account(HOTKEY),
            netuid,
            amount_staked: amount,
        },
        Call::add_stake {
            hotkey: account(HOTKEY),
            netuid: NetUid::ROOT,
            amount_staked: amount,
        },
        burn(None),
        burn(Some(TaoBalance(2 * UNIT))),
        limited(HOTKEY),
        limited(19),
    ]
}

/// Sales and moves of `alpha` held under the hotkey on the first subnet.
fn sales(alpha: u64) -> Vec<Call<Test>> {
    let (hotkey, netuid, amount) = (account(HOTKEY), FIRST, AlphaBalance(alpha));
    let limit = TaoBalance(UNIT / 10);
    vec![
        Call::remove_stake {
            hotkey: hotkey.clone(),
            netuid,
            amount_unstaked: amount,
        },
        Call::remove_stake_limit {
            hotkey: hotkey.clone(),
            netuid,
            amount_unstaked: amount,
            limit_price: limit,
            allow_partial: true,
        },
        Call::move_stake {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: account(OTHERS[1]),
            origin_netuid: netuid,
            destination_netuid: SECOND,
            alpha_amount: amount,
        },
        Call::move_stake_limit {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: account(OTHERS[1]),
            origin_netuid: netuid,
            destination_netuid: SECOND,
            alpha_amount: amount,
            limit_price: limit,
            allow_partial: true,
        },
        Call::transfer_stake {
            destination_coldkey: account(RECEIVER),
            hotkey: hotkey.clone(),
            origin_netuid: netuid,
            destination_netuid: SECOND,
            alpha_amount: amount,
        },
        Call::swap_stake {
            hotkey: hotkey.clone(),
            origin_netuid: netuid,
            destination_netuid: SECOND,
            alpha_amount: amount,
        },
        Call::swap_stake_limit {
            hotkey: hotkey.clone(),
            origin_netuid: netuid,
            destination_netuid: SECOND,
            alpha_amount: amount,
            limit_price: limit,
            allow_partial: true,
        },
        Call::recycle_alpha {
            hotkey: hotkey.clone(),
            amount,
            netuid,
        },
        Call::burn_alpha {
            hotkey,
            amount,
            netuid,
        },
    ]
}

/// Calls that take the whole position.
fn departures() -> Vec<Call<Test>> {
    let hotkey = account(HOTKEY);
    let mut calls = sales(u64::MAX / 2);
    // A limited order is for as much as there is.
    calls.retain(|call| !matches!(call, Call::remove_stake_limit { .. }));
    let full = |limit_price| Call::remove_stake_full_limit {
        hotkey: hotkey.clone(),
        netuid: FIRST,
        limit_price,
    };
    calls.extend([
        full(None),
        full(Some(TaoBalance(UNIT / 10))),
        Call::unstake_all {
            hotkey: hotkey.clone(),
        },
        Call::unstake_all_alpha {
            hotkey: hotkey.clone(),
        },
    ]);
    calls
}

/// Moves within the first subnet, and a lock that grows.
fn within(alpha: u64) -> Vec<Call<Test>> {
    let (hotkey, amount) = (account(HOTKEY), AlphaBalance(alpha));
    vec![
        Call::move_stake {
            origin_hotkey: hotkey.clone(),
            destination_hotkey: account(OTHERS[0]),
            origin_netuid: FIRST,
            destination_netuid: FIRST,
            alpha_amount: amount,
        },
        Call::transfer_stake {
            destination_coldkey: account(RECEIVER),
            hotkey,
            origin_netuid: FIRST,
            destination_netuid: FIRST,
            alpha_amount: amount,
        },
        Call::lock_stake {
            hotkey: account(OTHERS[0]),
            netuid: FIRST,
            amount: AlphaBalance(UNIT),
        },
    ]
}

#[test]
fn the_estimated_weights_cover_what_the_calls_touch() {
    for locked in [Locked::Nothing, Locked::Others, Locked::More] {
        let mut ext = chain(locked);
        let all = ext.execute_with(|| held(FIRST));
        let mut calls = [purchases(), sales(all / 2), within(all)].concat();
        if locked != Locked::More {
            calls.extend(departures());
        }
        for call in calls {
            let sent = send(&account(COLDKEY), &mut ext, call.clone());
            println!("{locked:?} {:?} {call:?}", sent.touched);
            assert_ok!(sent.result);
            sent.assert_covered();
            assert_eq!(sent.registered.ref_time(), 0, "{call:?}");
        }
    }
    BlockAuthor::set(None);
}

#[test]
fn the_weight_of_a_fee_paid_in_alpha_covers_what_it_touches() {
    for locked in [Locked::Nothing, Locked::Others, Locked::More] {
        let mut ext = chain(locked);
        let all = ext.execute_with(|| held(FIRST));
        let touched = touched_by_call(&[], &mut ext, || {
            let position = (account(HOTKEY), FIRST);
            let fee = TaoBalance(all / 2);
            let paid = SubtensorModule::pay_fee_in_alpha(&account(COLDKEY), &position, fee);
            SubtensorModule::confirm_alpha_fee(&account(COLDKEY), paid.expect("it holds enough"));
        });
        let weight = <Test as Config>::WeightInfo::pay_fee_in_alpha();
        assert!(weight.all_gte(touched.stored()), "{locked:?} {touched:?}");
    }
    BlockAuthor::set(None);
}
