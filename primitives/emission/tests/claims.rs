//! What root stakers may claim, and whose turn it is, section 9.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

use myelin_emission::{claim_indices, earned, owed};
use myelin_math::I96F32;
use proptest::prelude::*;

fn hash(words: [u64; 4]) -> [u8; 32] {
    let mut bytes = [0; 32];
    for (place, word) in bytes.chunks_exact_mut(8).zip(words) {
        place.copy_from_slice(&word.to_be_bytes());
    }
    bytes
}

fn indices(words: [u64; 4], picks: u64, length: u64) -> Vec<u64> {
    claim_indices(&hash(words), picks, length)
        .into_iter()
        .collect()
}

#[test]
fn the_first_word_of_the_hash_counts_twice_and_then_each_in_turn() {
    // 2 + 2 = 4, 4 + 10 = 14, 14 + 100 = 114, 114 + 1000 = 114 mod 1000, 114 + 2 = 116.
    assert_eq!(indices([2, 10, 100, 1000], 5, 1000), [4, 14, 114, 116]);
}

#[test]
fn words_beyond_the_largest_number_clamp() {
    let largest = u64::MAX % 1000;
    assert_eq!(indices([u64::MAX, 0, 0, 0], 1, 1000), [largest]);
}

#[test]
fn nobody_is_drawn_from_an_empty_list_or_without_draws() {
    assert_eq!(indices([1, 2, 3, 4], 5, 0), [0u64; 0]);
    assert_eq!(indices([1, 2, 3, 4], 0, 10), [0u64; 0]);
}

#[test]
fn a_claim_below_what_was_claimed_is_negative() {
    let half = I96F32::from_bits(1 << 31);
    assert_eq!(earned(half, 7), 3);
    assert_eq!(owed(half, 7, 3), half);
    assert_eq!(owed(half, 7, 4), -half);
}

proptest! {
    #[test]
    fn indices_stay_within_the_list(
        bytes in any::<[u8; 32]>(),
        picks in 0u64..60,
        length in 1u64..=u64::MAX,
    ) {
        let indices = claim_indices(&bytes, picks, length);
        prop_assert!(indices.len() as u64 <= picks);
        prop_assert!(indices.into_iter().all(|index| index < length));
    }

    #[test]
    fn parts_of_a_stake_never_earn_more_than_the_whole(
        rate in 0i128..1 << 40,
        first in any::<u32>(),
        second in any::<u32>(),
    ) {
        let rate = I96F32::from_bits(rate);
        let (first, second) = (u64::from(first), u64::from(second));
        let parts = earned(rate, first) + earned(rate, second);
        let whole = earned(rate, first + second);
        prop_assert!(parts <= whole && whole <= parts + 1);
    }
}
