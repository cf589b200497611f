//! Random stake calls of many coldkeys on several subnets while nothing is emitted: the sums of the
//! chain agree to the rao after every step, a quote is what then happens, the pools only ever gain,
//! and all who trade are together never richer than they began.

mod quotes;

use std::collections::BTreeMap;

use frame_support::{
    dispatch::DispatchResult,
    storage::{TransactionOutcome, with_transaction},
    traits::{GetCallName, UnfilteredDispatchable},
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use sp_runtime::{AccountId32, DispatchError};

use self::quotes::Promise;
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
/// One step in so many is followed by an injection, where there are any.
const INJECT_ONE_IN: u32 = 20;
/// The calls that a trader is told something about.
const TRADES: [&str; 11] = [
    "add_stake",
    "add_stake_limit",
    "remove_stake",
    "remove_stake_limit",
    "remove_stake_full_limit",
    "move_stake",
    "move_stake_limit",
    "transfer_stake",
    "swap_stake",
    "swap_stake_limit",
    "add_stake_burn",
];
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

/// How deep a pool is, in two ways. Trades never lower either.
#[derive(Clone, Copy)]
struct Depth {
    /// The product of the reserves, where both weigh the same.
    product: Option<u128>,
    /// The logarithm of the invariant `A^wb * T^wq`.
    logarithm: f64,
}

/// What rounding may make of [`Depth::logarithm`].
const TOLERANCE: f64 = 1e-12;

impl Depth {
    fn of(netuid: NetUid) -> Self {
        let tao = SubnetTAO::<Test>::get(netuid).to_u64();
        let alpha = SubnetAlphaIn::<Test>::get(netuid).to_u64();
        let balancer = pallet_swap::SwapBalancer::<Test>::get(netuid);
        let [quote, base] = [balancer.quote(), balancer.base()].map(|part| part.deconstruct());
        let logarithm = quote as f64 * (tao as f64).ln() + base as f64 * (alpha as f64).ln();
        Self {
            product: (quote == base).then(|| u128::from(tao) * u128::from(alpha)),
            logarithm: logarithm / 1e18,
        }
    }

    /// The depth after a trade. The logarithm never falls below what it has ever been, so that
    /// small losses add up.
    #[track_caller]
    fn risen_to(self, now: Self, name: &str) -> Self {
        assert!(self.product <= now.product, "{name} took from a pool");
        assert!(
            self.logarithm <= now.logarithm + TOLERANCE,
            "{name} took from a pool: {} fell to {}",
            self.logarithm,
            now.logarithm
        );
        Self {
            logarithm: self.logarithm.max(now.logarithm),
            ..now
        }
    }
}

/// Adds TAO, alpha or both to a pool as emission does, in any proportion. The price stays, the
/// weights change.
fn inject(dice: &mut Dice, netuid: NetUid) {
    let mut part = |reserve: u64| match dice.below(3) {
        0 => 0,
        1 => dice.within(0..=reserve / 1_000),
        _ => dice.within(0..=reserve / 3),
    };
    let tao = TaoBalance(part(SubnetTAO::<Test>::get(netuid).to_u64()));
    let alpha = AlphaBalance(part(SubnetAlphaIn::<Test>::get(netuid).to_u64()));
    let (tao, alpha) = Swap::adjust_protocol_liquidity(netuid, tao, alpha);
    let pot = SubtensorModule::subnet_account(netuid).expect("the subnet exists");
    fund(&pot, tao.to_u64());
    SubtensorModule::inject_tao(netuid, tao);
    SubtensorModule::inject_alpha(netuid, alpha);
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

/// Makes one random call. Returns its name, whether it succeeded, and whether what it did was told
/// beforehand to the rao.
fn make_call(dice: &mut Dice) -> (&'static str, DispatchResult, bool) {
    let (origin, call) = calls::random_stake(dice);
    let who = frame_system::ensure_signed(origin.clone()).expect("stake calls are signed");
    let name = call.get_call_name();
    let described = format!("{call:?}");
    let promise = Promise::of(&who, &call);
    forget_events();
    let before = dice.one_in(WATCH_ONE_IN).then(state_root);
    let result = call.dispatch_bypass_filter(origin);
    let told = match (&result, before) {
        (Err(_), Some(before)) => {
            assert_eq!(state_root(), before, "{described} failed and left a trace");
            false
        }
        (Err(_), None) => false,
        (Ok(_), _) => promise.hold(&pallet_events(), &described),
    };
    let result = result.map(|_| ()).map_err(|failed| failed.error);
    (name, result, told)
}

/// What happens between the calls.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pools {
    /// Nothing: whoever leaves takes no more than all had at first.
    Alone,
    /// TAO and alpha are injected now and then, which makes positions more valuable.
    Injected,
}

/// Calls that succeed, and those of which what they did was told beforehand to the rao.
type Tally = BTreeMap<&'static str, (u32, u32)>;

fn play(seed: u64, author: Option<AccountId32>, pools: Pools) {
    let mut tally = Tally::new();
    new_test_ext().execute_with(|| {
        let mut dice = Dice::new(seed);
        let netuids = set_the_stage(&mut dice);
        BlockAuthor::set(author);
        let mut richest = wealth();
        let depth_of = |netuid: &NetUid| (*netuid, Depth::of(*netuid));
        let mut depths: BTreeMap<NetUid, Depth> = netuids.iter().map(depth_of).collect();
        for step in 1..=STEPS {
            let (name, result, told) = make_call(&mut dice);
            let (succeeded, exact) = tally.entry(name).or_default();
            *succeeded += u32::from(result.is_ok());
            *exact += u32::from(told);
            check_sums();
            for (netuid, depth) in &mut depths {
                *depth = depth.risen_to(Depth::of(*netuid), name);
            }
            if pools == Pools::Injected && dice.one_in(INJECT_ONE_IN) {
                let netuid = dice.choose(&netuids).expect("there are subnets");
                inject(&mut dice, netuid);
                check_sums();
                depths.insert(netuid, Depth::of(netuid));
            }
            if step % CHECK_EVERY == 0 {
                check_invariants();
                if pools == Pools::Alone {
                    let left = wealth_after_leaving(&mut dice);
                    assert!(left <= richest, "{left} is more than {richest}");
                }
                let fresh = dice.power_of_ten(6, 12);
                fund(&dice.coldkey(), fresh);
                richest += fresh;
            }
        }
        check_invariants();
        BlockAuthor::set(None);
    });
    check_tally(&tally);
}

fn check_tally(tally: &Tally) {
    let of = |name| tally.get(name).copied().unwrap_or_default();
    for name in TRADES {
        let (succeeded, exact) = of(name);
        println!("{name}: {succeeded}, of these {exact} to the rao");
        assert!(succeeded >= 10, "{name} succeeded {succeeded} times");
        assert!(exact >= 5, "{name} was told exactly {exact} times");
    }
    for name in [
        "unstake_all",
        "unstake_all_alpha",
        "recycle_alpha",
        "burn_alpha",
    ] {
        let (succeeded, _) = of(name);
        assert!(succeeded >= 10, "{name} succeeded {succeeded} times");
    }
}

#[test]
fn random_stake_calls_keep_the_sums_when_nobody_authors() {
    play(11, None, Pools::Alone);
}

#[test]
fn random_stake_calls_keep_the_sums_when_an_author_earns_the_fees() {
    play(12, Some(account(3)), Pools::Alone);
}

#[test]
fn random_stake_calls_keep_the_sums_when_the_author_has_no_account_yet() {
    play(13, Some(account(118)), Pools::Alone);
}

#[test]
fn random_stake_calls_never_take_from_pools_of_unequal_weights() {
    play(14, None, Pools::Injected);
}

#[test]
fn an_author_never_takes_from_pools_of_unequal_weights() {
    play(15, Some(account(3)), Pools::Injected);
}
