//! Random calls of everybody over thousands of blocks: whatever users, owners and root do, the
//! invariants of the pallet hold, and a call that fails changes nothing.

pub(super) mod calls;
pub(super) mod dice;
mod settings;
mod weights;

use std::collections::BTreeMap;

use frame_support::traits::{GetCallName, UnfilteredDispatchable};
use myelin_types::{NetUid, TaoBalance};
use pallet_alpha_assets::TotalAlphaIssuance;
use sp_runtime::StateVersion;

use self::dice::Dice;
use crate::{mock::*, pallet::*, stake::locks::check::BUCKET_TOLERANCE};

/// Blocks of one run.
const BLOCKS: u32 = 3_000;
/// Blocks between two checks of the invariants.
const CHECK_EVERY: u32 = 50;
/// One call in so many is watched: if it fails, the state must be the one before.
const WATCH_ONE_IN: u32 = 50;
/// Blocks that pass before the first random call, so that no clock reads zero.
const WARM_UP: u32 = 5;

/// How often each call was made, and how often it succeeded.
type Tally = BTreeMap<&'static str, (u32, u32)>;

/// A few subnets, accounts of all sizes, and rules that let much happen in little time.
fn set_the_stage(dice: &mut Dice) {
    NetworkMinLockCost::<Test>::put(TaoBalance(10 * UNIT));
    NetworkLockReductionInterval::<Test>::put(50);
    NetworkImmunityPeriod::<Test>::put(200);
    SubnetLimit::<Test>::put(5);
    TxDelegateTakeRateLimit::<Test>::put(20);
    AdminFreezeWindow::<Test>::put(3);
    UnlockRate::<Test>::put(1_000);
    MaturityRate::<Test>::put(1_500);
    fund_coldkeys(dice);
    for number in 1..=2 {
        add_network(&account(number), &account(100 + number));
    }
    run_blocks(WARM_UP);
}

/// Gives TAO to everybody who acts, to some much and to some little.
pub(super) fn fund_coldkeys(dice: &mut Dice) {
    for number in dice::coldkeys() {
        fund(&account(number), dice.power_of_ten(4, 13));
    }
}

/// Pays the fee of a call out of stake now and then, where that is possible.
fn pay_in_alpha(dice: &mut Dice, origin: &RuntimeOrigin, call: &Call<Test>) {
    let Ok(who) = frame_system::ensure_signed(origin.clone()) else {
        return;
    };
    let Some(position) = SubtensorModule::fee_position(&who, call) else {
        return;
    };
    let fee = TaoBalance(dice.power_of_ten(2, 9));
    let before = dice.one_in(WATCH_ONE_IN).then(state_root);
    let paid = SubtensorModule::pay_fee_in_alpha(&who, &position, fee);
    if let (Err(reason), Some(before)) = (paid, before) {
        assert_eq!(state_root(), before, "{reason:?} left a trace");
    }
}

/// Makes one random call, whose name it returns.
fn make_call(dice: &mut Dice, tally: &mut Tally) -> &'static str {
    let (origin, call) = calls::random(dice);
    if dice.one_in(4) {
        pay_in_alpha(dice, &origin, &call);
    }
    let name = call.get_call_name();
    let described = format!("{call:?}");
    let watched = dice.one_in(WATCH_ONE_IN);
    let before = watched.then(state_root);
    let failed = call.dispatch_bypass_filter(origin).is_err();
    if failed && let Some(before) = before {
        assert_eq!(state_root(), before, "{described} failed and left a trace");
    }
    let (made, succeeded) = tally.entry(name).or_default();
    *made += 1;
    *succeeded += u32::from(!failed);
    name
}

pub(super) fn state_root() -> Vec<u8> {
    sp_io::storage::root(StateVersion::V1)
}

/// While no subnet changes its owner, the conviction of every bucket is that of its locks.
fn check_conviction() {
    for (bucket, locks) in SubtensorModule::buckets_and_their_locks() {
        let [bucket, locks] = [bucket, locks].map(|lock| lock.conviction.to_num::<u64>());
        assert!(
            bucket.abs_diff(locks) <= BUCKET_TOLERANCE,
            "conviction of a bucket {bucket}, of its locks {locks}"
        );
    }
}

/// What the ledger of alpha does not know of: alpha that exists in a life of a subnet but was not
/// minted, less what left without being recycled (emission.md 11.4).
#[derive(Default)]
struct Unminted(BTreeMap<(NetUid, u64), i128>);

impl Unminted {
    /// Looks at every subnet. The pool of a new subnet is not minted; after that the difference only
    /// falls, by what registrations buy and by what is recycled of that pool.
    fn check(&mut self, what: &str) {
        for netuid in SubtensorModule::non_root_netuids() {
            let life = RegisteredSubnetCounter::<Test>::get(netuid);
            let minted = TotalAlphaIssuance::<Test>::get(netuid).to_u64();
            let exists = SubtensorModule::alpha_issuance(netuid).to_u64();
            let now = i128::from(exists) - i128::from(minted);
            let before = self.0.insert((netuid, life), now).unwrap_or(now);
            let may_fall = [
                "block",
                "burned_register",
                "register",
                "register_limit",
                "recycle_alpha",
            ];
            assert!(
                now == before || (now < before && may_fall.contains(&what)),
                "{what} changed the unminted alpha of {netuid:?} from {before} to {now}"
            );
        }
    }
}

fn play(seed: u64) {
    let mut tally = Tally::new();
    let mut unminted = Unminted::default();
    new_test_ext().execute_with(|| {
        let mut dice = Dice::new(seed);
        set_the_stage(&mut dice);
        for number in 1..=BLOCKS {
            run_blocks(1);
            idle();
            unminted.check("block");
            for _ in 0..dice.below(5) {
                let name = make_call(&mut dice, &mut tally);
                unminted.check(name);
            }
            if dice.one_in(3) {
                settings::change_one(&mut dice);
            }
            if number % CHECK_EVERY == 0 {
                check_invariants();
                check_conviction();
            }
        }
        check_invariants();
        check_conviction();
    });
    for name in Call::<Test>::get_call_names() {
        let (made, succeeded) = tally.get(name).copied().unwrap_or_default();
        assert!(
            succeeded > 0,
            "{name} was made {made} times and never succeeded: the dice do not reach it"
        );
    }
}

#[test]
fn the_invariants_survive_random_calls_with_the_first_seed() {
    play(1);
}

#[test]
fn the_invariants_survive_random_calls_with_the_second_seed() {
    play(2);
}

#[test]
fn the_invariants_survive_random_calls_with_the_third_seed() {
    play(3);
}
