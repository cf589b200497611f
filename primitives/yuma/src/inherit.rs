//! Stake weight of a neuron: own stake, stake passed between parent and child keys, and stake on
//! the root network (spec `yuma.md` section 4.1).

use myelin_math::{I64F64, SafeFixed, U96F32};

/// A stored proportion as a number in [0, 1]: `u64::MAX` is everything.
pub fn proportion(stored: u64) -> U96F32 {
    U96F32::of(stored).safe_div(U96F32::of(u64::MAX))
}

/// Stake of a hotkey after what it passes to its children and receives from its parents, in rao.
///
/// `own` is the stake of the hotkey on the network in question, `children` the stored proportions
/// it passes on, `parents` the stake of each parent there with the stored proportion that it
/// passes to this hotkey. Children cannot take more than there is.
pub fn inherited(
    own: u64,
    children: impl IntoIterator<Item = u64>,
    parents: impl IntoIterator<Item = (u64, u64)>,
) -> u64 {
    let own = U96F32::of(own);
    let to_children = children.into_iter().fold(U96F32::of(0), |sum, stored| {
        sum.saturating_add(own.saturating_mul(proportion(stored)))
    });
    let from_parents = parents
        .into_iter()
        .fold(U96F32::of(0), |sum, (stake, stored)| {
            sum.saturating_add(U96F32::of(stake).saturating_mul(proportion(stored)))
        });
    own.saturating_sub(to_children)
        .saturating_add(from_parents)
        .floor_u64()
}

/// Stake weight T: alpha on the subnet plus root stake times `tao_weight`, a stored proportion.
/// Both stakes in rao, after [`inherited`].
pub fn stake_weight(alpha: u64, tao: u64, tao_weight: u64) -> I64F64 {
    let weight = I64F64::of(proportion(tao_weight));
    I64F64::of(alpha).saturating_add(I64F64::of(tao).saturating_mul(weight))
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "test code"
    )]

    use super::*;

    const HALF: u64 = u64::MAX / 2;

    #[test]
    fn the_default_tao_weight_has_the_bits_of_section_4_1() {
        assert_eq!(proportion(971_718_665_099_567_868).to_bits(), 226_245_882);
    }

    #[test]
    fn the_largest_proportion_is_exactly_one() {
        assert_eq!(proportion(u64::MAX), 1);
        assert_eq!(proportion(0), 0);
    }

    #[test]
    fn a_hotkey_without_relatives_keeps_its_stake() {
        for own in [0, 1, 999_999_999, u64::MAX] {
            assert_eq!(inherited(own, [], []), own);
        }
    }

    #[test]
    fn all_stake_passed_to_a_child_leaves_nothing() {
        assert_eq!(inherited(1_000, [u64::MAX], []), 0);
        assert_eq!(inherited(0, [], [(1_000, u64::MAX)]), 1_000);
    }

    #[test]
    fn children_cannot_take_more_than_there_is() {
        assert_eq!(inherited(1_000, [u64::MAX, HALF], [(10, u64::MAX)]), 10);
    }

    #[test]
    fn parts_are_rounded_once_at_the_end() {
        // A half is one unit short in 32 fractional bits, so 3 · ½ from each side stays below 3.
        assert_eq!(proportion(HALF).to_bits(), (1 << 31) - 1);
        assert_eq!(inherited(3, [HALF], [(3, HALF)]), 3);
        assert_eq!(inherited(0, [], [(3, HALF), (3, HALF)]), 2);
    }

    #[test]
    fn stake_weight_adds_weighted_root_stake() {
        assert_eq!(stake_weight(7, 0, u64::MAX), 7);
        assert_eq!(stake_weight(7, 5, u64::MAX), 12);
        let weighted = stake_weight(0, 1_000_000_000, 971_718_665_099_567_868);
        assert_eq!(weighted.to_bits(), (226_245_882_i128 << 32) * 1_000_000_000);
    }

    #[test]
    fn stake_weight_saturates_at_the_range_of_its_type() {
        assert_eq!(
            stake_weight(u64::MAX, u64::MAX, u64::MAX),
            I64F64::max_value()
        );
    }
}
