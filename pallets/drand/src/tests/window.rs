//! The rounds that are kept.

use std::collections::BTreeSet;

use frame_support::assert_ok;
use proptest::prelude::*;

use crate::{
    LastStoredRound, OldestStoredRound, Pulses,
    mock::{Test, pulse, with_beacon, write},
    pulses::{Kept, MAX_KEPT_PULSES, MAX_REMOVED_PULSES},
};

/// What the specification says, step by step.
fn shrink_slowly(kept: &mut Kept) -> u64 {
    let mut removed = 0;
    if kept.oldest == 0 {
        return removed;
    }
    while (kept.last + 1).saturating_sub(kept.oldest) > MAX_KEPT_PULSES
        && removed < MAX_REMOVED_PULSES
    {
        kept.oldest += 1;
        removed += 1;
    }
    removed
}

proptest! {
    #[test]
    fn the_window_shrinks_as_if_round_by_round(
        oldest in 0u64..500_000,
        length in 0u64..300_000,
        behind: bool,
    ) {
        let last = if behind { oldest / 2 } else { oldest + length };
        let mut kept = Kept { oldest, last };
        let mut slow = kept;
        let (first, removed) = kept.shrink();
        prop_assert_eq!(removed, shrink_slowly(&mut slow));
        prop_assert_eq!(kept, slow);
        prop_assert!(removed == 0 || first == oldest);
        prop_assert_eq!(kept.last, last);
    }

    #[test]
    fn the_window_never_holds_more_than_it_may_for_long(last in 1u64..2_000_000) {
        let mut kept = Kept { oldest: 1, last };
        for _ in 0..=last / MAX_REMOVED_PULSES {
            kept.shrink();
        }
        prop_assert!(kept.last - kept.oldest < MAX_KEPT_PULSES);
        prop_assert!(kept.first() == kept.oldest);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whatever comes in whatever order: what is stored is what was accepted and is not too old,
    /// the last round never goes back, and the end of the window follows it.
    #[test]
    fn stored_are_the_accepted_rounds_of_the_window(
        rounds in prop::collection::vec(
            prop_oneof![1u64..30, 215_990u64..216_040, 216_100u64..216_130],
            1..12,
        ),
    ) {
        with_beacon(|| {
            let mut accepted = BTreeSet::new();
            let mut last = 0;
            for round in rounds {
                let before = Kept::load::<Test>();
                let expected = before.lacks::<Test>(round);
                assert_eq!(write(vec![pulse(round)]).is_ok(), expected, "{round} of {before:?}");
                if expected {
                    accepted.insert(round);
                }
                assert!(LastStoredRound::<Test>::get() >= last);
                last = LastStoredRound::<Test>::get();
                let oldest = OldestStoredRound::<Test>::get();
                let stored: BTreeSet<_> = Pulses::<Test>::iter_keys().collect();
                let kept: BTreeSet<_> = accepted.range(oldest..).copied().collect();
                assert_eq!(stored, kept);
                assert_eq!(last, *accepted.last().unwrap());
            }
        });
    }
}

#[test]
fn the_216001st_round_removes_the_first() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(1)]));
        assert_ok!(write(vec![pulse(216_000)]));
        assert!(Pulses::<Test>::contains_key(1));
        assert_ok!(write(vec![pulse(216_001)]));
        assert!(!Pulses::<Test>::contains_key(1));
        assert_eq!(OldestStoredRound::<Test>::get(), 2);
    });
}

#[test]
fn an_oldest_round_of_zero_stops_removal() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(1)]));
        OldestStoredRound::<Test>::put(0);
        assert_ok!(write(vec![pulse(400_000)]));
        assert!(Pulses::<Test>::contains_key(1));
        assert_eq!(OldestStoredRound::<Test>::get(), 0);
    });
}

#[test]
fn numbers_at_the_end_of_their_range_do_no_harm() {
    for (oldest, last) in [(1, u64::MAX), (u64::MAX, u64::MAX), (u64::MAX, 0), (0, 0)] {
        let mut kept = Kept { oldest, last };
        kept.shrink();
        assert!(kept.first() >= 1);
    }
}
