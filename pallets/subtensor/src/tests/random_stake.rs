//! Random stake calls of many coldkeys on several subnets while nothing is emitted: the sums of the
//! chain agree to the rao after every step, a quote is what then happens, the pools only ever gain,
//! and all who trade are together never richer than they began.

use std::collections::BTreeMap;

use frame_support::{
    dispatch::DispatchResult,
    storage::{TransactionOutcome, with_transaction},
    traits::{GetCallName, UnfilteredDispatchable},
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::{AccountId32, DispatchError};

use super::random_calls::{
    calls,
    dice::{self, Dice},
    fund_coldkeys, state_root,
};
use crate::{mock::*, pallet::*};

/// Steps of one run.
const STEPS: u32 = 10_000;
/// One step in so many checks what takes longer.
const CHECK_EVERY: u32 = 300;
/// One call in so many is watched: if it fails, the state must be the one before.
const WATCH_ONE_IN: u32 = 40;
/// Started subnets, each with a pool of another size and price.
const SUBNETS: u64 = 6;

/// Pools from a few TAO to a million, at prices from a thousandth to a thousand, at the default fee
/// and at others.
fn set_the_stage(dice: &mut Dice) -> Vec<NetUid> {
    let netuids: Vec<NetUid> = (0..SUBNETS)
        .map(|number| {
            NetworkLastLockCost::<Test>::put(TaoBalance(UNIT));
            let netuid = add_network(&account(1 + number), &account(101 + number));
            let (tao, alpha) = (dice.power_of_ten(10, 15), dice.power_of_ten(10, 15));
            set_reserves(netuid, tao, alpha);
            if number % 2 == 1 {
                pallet_swap::FeeRate::<Test>::insert(netuid, dice.below(10_001) as u16);
            }
            netuid
        })
        .collect();
    fund_coldkeys(dice);
    for number in dice::hotkeys() {
        let coldkey = dice.coldkey();
        let _ = SubtensorModule::try_associate_hotkey(signed(&coldkey), account(number));
    }
    netuids
}

/// Everybody who may hold TAO or alpha outside of the pools.
fn everybody() -> impl Iterator<Item = AccountId32> {
    dice::coldkeys().chain(dice::hotkeys()).map(account)
}

/// What everybody holds in TAO.
fn wealth() -> u64 {
    everybody().map(|who| balance(&who)).sum()
}

/// What everybody would hold in TAO after selling all stake.
fn wealth_after_leaving(dice: &mut Dice) -> u64 {
    let result: Result<u64, DispatchError> = with_transaction(|| {
        let mut positions: Vec<_> = AlphaV2::<Test>::iter_keys().collect();
        while !positions.is_empty() {
            let index = dice.below(positions.len() as u32) as usize;
            let (hotkey, coldkey, netuid) = positions.swap_remove(index);
            let _ = SubtensorModule::remove_stake(
                signed(&coldkey),
                hotkey,
                netuid,
                AlphaBalance(u64::MAX),
            );
        }
        TransactionOutcome::Rollback(Ok(wealth()))
    });
    result.expect("nothing fails")
}

/// The product of the reserves, which no trade lowers while both weigh the same.
fn invariants(netuids: &[NetUid]) -> Vec<u128> {
    netuids
        .iter()
        .map(|netuid| {
            u128::from(SubnetTAO::<Test>::get(netuid).to_u64())
                * u128::from(SubnetAlphaIn::<Test>::get(netuid).to_u64())
        })
        .collect()
}

/// Sums that agree after every step.
fn check_sums() {
    let mut held: BTreeMap<NetUid, u64> = BTreeMap::new();
    for (_, netuid, total) in TotalHotkeyAlpha::<Test>::iter() {
        *held.entry(netuid).or_default() += total.to_u64();
    }
    let mut pools = 0;
    for netuid in SubtensorModule::all_netuids() {
        let burned = pallet_alpha_assets::AlphaBurned::<Test>::get(netuid).to_u64();
        assert_eq!(
            SubnetAlphaOut::<Test>::get(netuid).to_u64(),
            held.remove(&netuid).unwrap_or_default() + burned,
            "alpha outside of the pool of {netuid} is what somebody holds or has burned"
        );
        pools += SubnetTAO::<Test>::get(netuid).to_u64();
    }
    assert_eq!(TotalStake::<Test>::get(), TaoBalance(pools));
    assert_eq!(
        TotalIssuance::<Test>::get(),
        TaoBalance(Balances::total_issuance())
    );
}

/// What a plain order is told beforehand: TAO, alpha and fee, as its event will say.
fn quote(who: &AccountId32, call: &Call<Test>) -> Option<(NetUid, u64, u64, u64)> {
    match call {
        Call::add_stake {
            netuid,
            amount_staked,
            ..
        } => {
            let spendable = amount_staked.to_u64().min(balance(who).saturating_sub(500));
            let quote = Swap::quote_tao_for_alpha(*netuid, TaoBalance(spendable));
            let paid = quote.tao_amount + quote.tao_fee;
            Some((*netuid, paid, quote.alpha_amount, quote.tao_fee))
        }
        Call::remove_stake {
            hotkey,
            netuid,
            amount_unstaked,
        } => {
            let held = SubtensorModule::stake_of(hotkey, who, *netuid);
            let quote = Swap::quote_alpha_for_tao(*netuid, held.min(*amount_unstaked));
            Some((
                *netuid,
                quote.tao_amount,
                quote.alpha_amount,
                quote.alpha_fee,
            ))
        }
        _ => None,
    }
}

/// What happened, in the same terms.
fn happened() -> Option<(NetUid, u64, u64, u64)> {
    pallet_events().first().and_then(|event| match event {
        Event::StakeAdded(_, _, tao, alpha, netuid, fee)
        | Event::StakeRemoved(_, _, tao, alpha, netuid, fee) => {
            Some((*netuid, tao.to_u64(), alpha.to_u64(), *fee))
        }
        _ => None,
    })
}

/// Makes one random call. Returns its name and whether it succeeded.
fn make_call(dice: &mut Dice) -> (&'static str, DispatchResult) {
    let (origin, call) = calls::random_stake(dice);
    let who = frame_system::ensure_signed(origin.clone()).expect("stake calls are signed");
    let name = call.get_call_name();
    let described = format!("{call:?}");
    let promised = quote(&who, &call);
    forget_events();
    let before = dice.one_in(WATCH_ONE_IN).then(state_root);
    let result = call.dispatch_bypass_filter(origin);
    match (&result, before) {
        (Err(_), Some(before)) => {
            assert_eq!(state_root(), before, "{described} failed and left a trace");
        }
        (Ok(_), _) if promised.is_some() => assert_eq!(happened(), promised, "{described}"),
        _ => (),
    }
    (name, result.map(|_| ()).map_err(|failed| failed.error))
}

fn play(seed: u64, author: Option<AccountId32>) {
    let mut tally: BTreeMap<&str, u32> = BTreeMap::new();
    new_test_ext().execute_with(|| {
        let mut dice = Dice::new(seed);
        let netuids = set_the_stage(&mut dice);
        BlockAuthor::set(author);
        let mut richest = wealth();
        let mut before = invariants(&netuids);
        for step in 1..=STEPS {
            let (name, result) = make_call(&mut dice);
            *tally.entry(name).or_default() += u32::from(result.is_ok());
            check_sums();
            let now = invariants(&netuids);
            assert!(
                before.iter().zip(&now).all(|(before, now)| before <= now),
                "{name} took from a pool"
            );
            before = now;
            if step % CHECK_EVERY == 0 {
                check_invariants();
                let left = wealth_after_leaving(&mut dice);
                assert!(left <= richest, "{left} is more than {richest}");
                let fresh = dice.power_of_ten(6, 12);
                fund(&dice.coldkey(), fresh);
                richest += fresh;
            }
        }
        BlockAuthor::set(None);
    });
    for name in [
        "add_stake",
        "add_stake_limit",
        "remove_stake",
        "remove_stake_limit",
        "remove_stake_full_limit",
        "unstake_all",
        "unstake_all_alpha",
        "move_stake",
        "move_stake_limit",
        "transfer_stake",
        "swap_stake",
        "swap_stake_limit",
        "recycle_alpha",
        "burn_alpha",
        "add_stake_burn",
    ] {
        let succeeded = tally.get(name).copied().unwrap_or_default();
        assert!(succeeded >= 10, "{name} succeeded {succeeded} times");
    }
}

#[test]
fn random_stake_calls_keep_the_sums_when_nobody_authors() {
    play(11, None);
}

#[test]
fn random_stake_calls_keep_the_sums_when_an_author_earns_the_fees() {
    play(12, Some(account(3)));
}

#[test]
fn random_stake_calls_keep_the_sums_when_the_author_has_no_account_yet() {
    play(13, Some(account(118)));
}
