//! What root stakers may claim, and whose turn it is (section 9; `staking.md` section 15).

use alloc::collections::BTreeSet;

use myelin_math::{I96F32, SafeFixed};

/// Bytes of a block hash that a step of [`claim_indices`] reads.
const WORD: usize = 8;

/// What `amount` rao of root stake have earned at `rate` since the beginning, in whole rao of
/// alpha, rounded down.
pub fn earned(rate: I96F32, amount: u64) -> u128 {
    rate.saturating_mul(I96F32::of(amount)).floor_u128()
}

/// What a position of `stake` rao on root, which has no claim to `claimed` of what it earned at
/// `rate`, is owed in rao of alpha. Negative by less than a rao for each time some of the stake
/// left.
pub fn owed(rate: I96F32, stake: u64, claimed: u128) -> I96F32 {
    rate.saturating_mul(I96F32::of(stake))
        .saturating_sub(I96F32::of(claimed))
}

/// The places in a list of `length` coldkeys that a block with this parent hash claims for,
/// ascending: at most `picks`, fewer when some are drawn twice, none of an empty list.
pub fn claim_indices(parent: &[u8; 32], picks: u64, length: u64) -> BTreeSet<u64> {
    let mut words = parent
        .chunks_exact(WORD)
        .map(|word| {
            word.iter()
                .fold(0u64, |number, byte| (number << u8::BITS) | u64::from(*byte))
        })
        .cycle();
    let mut last = words.clone().next().unwrap_or_default();
    let mut indices = BTreeSet::new();
    for _ in 0..picks {
        let step = words.next().unwrap_or_default();
        let Some(index) = last.saturating_add(step).checked_rem(length) else {
            break;
        };
        last = index;
        indices.insert(index);
    }
    indices
}
