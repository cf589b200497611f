//! Rolling locks: the worked examples of `staking.md` sections 16.2 and 16.8, and buckets as sums.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed"
)]

use myelin_conviction::{Course, decay, is_nothing, nothing, split};
use myelin_math::{I64F64, SafeFixed, U64F64};
use myelin_types::{AlphaBalance, frozen::LockState};
use proptest::prelude::*;

const RATE: u64 = 934_866;

fn course(now: u64, perpetual: bool) -> Course {
    Course {
        now,
        unlock_rate: RATE,
        maturity_rate: RATE,
        perpetual,
        for_owner: false,
    }
}

fn lock(mass: u64) -> LockState {
    LockState {
        locked_mass: AlphaBalance(mass),
        conviction: U64F64::of(0),
        last_update: 0,
    }
}

/// Conviction in millionths of the mass.
fn share(lock: &LockState, mass: u64) -> u64 {
    lock.conviction
        .saturating_mul(U64F64::of(1_000_000))
        .safe_div(U64F64::of(mass))
        .floor_u64()
}

#[test]
fn decay_has_the_bits_of_the_spec() {
    let cases = [
        (RATE, 6_786_177_901_268_885_275),
        (648_000, 9_223_369_393_771_673_268),
        (1, 18_446_724_341_754_161_508),
        (40 * RATE, 78),
        (50 * RATE, 78),
    ];
    for (blocks, bits) in cases {
        assert_eq!(decay(blocks, RATE).to_bits(), bits);
    }
    assert_eq!(decay(0, 0), I64F64::of(1));
    assert_eq!(decay(1, 0), I64F64::of(0));
}

#[test]
fn half_the_mass_is_left_after_648000_blocks() {
    let mass = 1_000_000_000_000;
    let decaying = course(648_000, false).roll(&lock(mass));
    assert!(decaying.locked_mass.to_u64().abs_diff(mass / 2) < 1_000_000);
    assert_eq!(share(&decaying, mass), 346_573);
    let perpetual = course(648_000, true).roll(&lock(mass));
    assert_eq!(perpetual.locked_mass, AlphaBalance(mass));
    assert_eq!(share(&perpetual, mass), 500_000);
}

#[test]
fn after_one_time_constant_mass_and_conviction_are_those_of_the_spec() {
    let mass = 1_000_000_000_000;
    let decaying = course(RATE, false).roll(&lock(mass));
    assert_eq!(decaying.locked_mass.to_u64(), 367_879_441_171);
    assert_eq!(share(&decaying, mass), 367_879);
    let perpetual = course(RATE, true).roll(&lock(mass));
    assert_eq!(share(&perpetual, mass), 632_120);
}

#[test]
fn unequal_rates_give_the_conviction_of_the_spec() {
    let course = Course {
        unlock_rate: 200_000,
        maturity_rate: 240_000,
        ..course(10_000, false)
    };
    let rolled = course.roll(&lock(10_000));
    assert_eq!(rolled.locked_mass, AlphaBalance(9_512));
    let thousandths = rolled.conviction.saturating_mul(U64F64::of(10_000));
    assert_eq!(thousandths.floor_u64(), 3_980_016);
}

#[test]
fn rates_one_block_apart_stay_exact() {
    let unlock_rate = 1_142_108;
    let mass = 21_000_000_000_000_000;
    let course = Course {
        unlock_rate,
        maturity_rate: 1_142_109,
        ..course(unlock_rate, false)
    };
    let rolled = course.roll(&lock(mass));
    let left = rolled.locked_mass.to_u64();
    assert!(left.abs_diff(7_725_468_264_600_288) < 2_000);
    let conviction = rolled.conviction.floor_u64();
    assert!(conviction.abs_diff(7_725_464_882_491_937) < 50_000);
}

#[test]
fn dust_is_nothing_and_an_owner_is_convinced_at_once() {
    let dust = course(0, true).roll(&lock(99));
    assert_eq!((dust.locked_mass, dust.conviction), Default::default());
    let kept = course(0, true).roll(&lock(100));
    assert_eq!(kept.locked_mass, AlphaBalance(100));
    let owner = Course {
        for_owner: true,
        ..course(0, true)
    };
    assert_eq!(owner.roll(&lock(500)).conviction, U64F64::of(500));
}

#[test]
fn what_is_split_off_a_lock_takes_its_part_of_the_conviction() {
    let held = LockState {
        conviction: U64F64::of(1_000),
        ..lock(1_000)
    };
    let (rest, moved) = split(&held, AlphaBalance(400));
    assert_eq!(rest.locked_mass, AlphaBalance(600));
    assert_eq!(rest.conviction.floor_u64(), 600);
    assert_eq!(moved.locked_mass, AlphaBalance(400));
    assert_eq!(rest.conviction + moved.conviction, held.conviction);
    let (rest, moved) = split(&held, AlphaBalance(5_000));
    assert!(is_nothing(&rest));
    assert_eq!(moved, held);
}

#[test]
fn nothing_comes_off_a_lock_without_mass() {
    let remnant = LockState {
        conviction: U64F64::of(500),
        ..lock(0)
    };
    let (rest, moved) = split(&remnant, AlphaBalance(1));
    assert_eq!(rest, remnant);
    assert!(is_nothing(&moved));
}

#[test]
fn a_bucket_grows_and_decays_before_a_difference_is_applied() {
    let course = course(648_000, true);
    let bucket = lock(1_000_000);
    let after = course.exchange(Some(&bucket), &nothing(648_000), &lock(500_000));
    assert_eq!(after.locked_mass, AlphaBalance(1_500_000));
    // Half of the first million has become conviction; the new lock has none yet.
    assert_eq!(after.conviction.floor_u64(), 500_000);
    assert_eq!(after.last_update, 648_000);
}

#[test]
fn a_bucket_never_falls_below_zero_and_its_dust_is_nothing() {
    let course = course(0, true);
    assert!(is_nothing(&course.exchange(
        Some(&lock(1_000)),
        &lock(2_000),
        &nothing(0)
    )));
    assert!(is_nothing(&course.exchange(None, &nothing(0), &lock(99))));
}

proptest! {
    /// What happens to one lock after another is applied to the bucket; the bucket stays the sum,
    /// but for a rao of mass for every rounding.
    #[test]
    fn a_bucket_stays_the_sum_of_its_locks(
        changes in prop::collection::vec((0usize..3, 1u64..200_000, 0u64..10_u64.pow(16)), 1..40),
        perpetual in any::<bool>(),
        unlock_rate in 1u64..2_000_000,
        maturity_rate in 1u64..2_000_000,
    ) {
        let mut course = Course { now: 0, unlock_rate, maturity_rate, perpetual, for_owner: false };
        let mut locks = vec![nothing(0); 3];
        let mut bucket: Option<LockState> = None;
        let mut roundings = 3u64;
        for (which, blocks, amount) in changes {
            course.now += blocks;
            let old = course.advance(&locks[which]);
            // Half of the changes take away.
            let new = if amount % 2 == 0 {
                split(&old, AlphaBalance(amount)).0
            } else {
                let mut more = old.clone();
                more.locked_mass = more.locked_mass.checked_add(AlphaBalance(amount)).unwrap();
                more
            };
            let new = course.settle(LockState { last_update: course.now, ..new });
            bucket = Some(course.exchange(bucket.as_ref(), &old, &new));
            locks[which] = new;
            roundings += 4;
        }
        course.now += 1_000;
        let bucket = course.advance(&bucket.unwrap());
        let (mut mass, mut conviction) = (0u64, U64F64::of(0));
        for lock in &locks {
            let lock = course.advance(lock);
            mass += lock.locked_mass.to_u64();
            conviction += lock.conviction;
        }
        // Dust that settled to nothing in the bucket or in a lock counts beside the roundings.
        let tolerance = roundings + 200;
        prop_assert!(bucket.locked_mass.to_u64().abs_diff(mass) <= tolerance);
        let apart = bucket.conviction.floor_u64().abs_diff(conviction.floor_u64());
        prop_assert!(apart <= tolerance, "{} {}", bucket.conviction, conviction);
    }
}
