//! The stake-weighted median of a miner's weights (spec `yuma.md` section 6.1).

use crate::columns::Cell;
use alloc::vec::Vec;
use myelin_math::unit;

/// One validator's opinion: (weight it gives, stake behind it), both bits of I32F32.
type Point = (u64, u64);

/// Finds the highest weight of a miner that a majority of the active stake supports.
#[derive(Debug, Default)]
pub(crate) struct Consensus {
    /// Normalised active stake by uid.
    stakes: Vec<u64>,
    /// Sum of `stakes`.
    total: u64,
    /// Stake that may stand below consensus: the total less the majority. Negative when the
    /// majority asks for more than there is.
    minority: i64,
    points: Vec<Point>,
}

impl Consensus {
    /// Prepares for the active stake A of an epoch and the majority `kappa`, bits of I32F32.
    pub(crate) fn load(&mut self, active_stake: &[u64], kappa: u64) {
        self.stakes.clear();
        self.stakes.extend_from_slice(active_stake);
        unit::normalize(&mut self.stakes);
        self.total = self.stakes.iter().sum();
        self.minority = (self.total as i64).saturating_sub(kappa as i64);
    }

    /// Consensus weight of one miner: `column` says which validators weigh it, ascending, and
    /// `weights` how much, bits of I32F32 in [0, 1].
    ///
    /// A validator with stake that gave nothing counts as having given 0. Of several weights of
    /// one validator the last one counts.
    ///
    /// The specification narrows a set of scores around pivots; whatever the pivots, it ends at
    /// the smallest score x such that the stake on scores up to x exceeds the minority, or at the
    /// largest score if there is none. Scores of 0 need no place in the set: their stake is what
    /// the positive ones leave over.
    pub(crate) fn of_column(&mut self, column: &[Cell], weights: &[u64]) -> u64 {
        let (positive, largest) = self.gather(column, weights);
        let silent = self.total.saturating_sub(positive);
        if positive == 0 || (silent > 0 && silent as i64 > self.minority) {
            return 0;
        }
        let needed = self
            .minority
            .saturating_sub(silent as i64)
            .saturating_add(1)
            .clamp(1, positive as i64);
        select(&mut self.points, largest, needed.unsigned_abs())
    }

    /// Collects the positive weights with stake behind them; returns that stake and the largest.
    fn gather(&mut self, column: &[Cell], weights: &[u64]) -> (u64, u64) {
        self.points.clear();
        let (mut sum, mut largest) = (0u64, 0);
        let mut previous = None;
        for (cell, &weight) in column.iter().zip(weights).rev() {
            let stake = self.stakes.get(usize::from(cell.row)).copied();
            let stake = stake.unwrap_or(0);
            if weight > 0 && stake > 0 && previous != Some(cell.row) {
                self.points.push((weight, stake));
                sum = sum.wrapping_add(stake);
                largest = weight.max(largest);
            }
            previous = Some(cell.row);
        }
        (sum, largest)
    }
}

/// Bits of the weight that one round of [`select`] looks at.
const DIGIT_BITS: u32 = 6;

/// Number of values a digit can take.
const DIGITS: usize = 1 << DIGIT_BITS;

/// The smallest weight such that the stake on weights up to it is at least `needed`, which is
/// positive and at most the stake of all points. `largest` is the largest weight.
///
/// Narrows the points down digit by digit, from the highest one. Every round takes time linear in
/// what is left, and six rounds exhaust 33 bits: nobody can submit weights that take long.
fn select(points: &mut Vec<Point>, largest: u64, mut needed: u64) -> u64 {
    let mut shift = (u64::BITS.wrapping_sub(largest.leading_zeros())).saturating_sub(DIGIT_BITS);
    loop {
        let digit = |weight: u64| (weight >> shift) as usize % DIGITS;
        let mut stakes = [0u64; DIGITS];
        for &(weight, stake) in points.iter() {
            if let Some(sum) = stakes.get_mut(digit(weight)) {
                *sum = sum.wrapping_add(stake);
            }
        }
        let mut chosen = 0;
        for (value, &stake) in stakes.iter().enumerate() {
            if needed <= stake {
                chosen = value;
                break;
            }
            needed = needed.wrapping_sub(stake);
        }
        points.retain(|&(weight, _)| digit(weight) == chosen);
        match points[..] {
            [] => return 0,
            [(weight, _)] => return weight,
            [(weight, _), ..] if shift == 0 => return weight,
            _ => shift = shift.saturating_sub(DIGIT_BITS),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "test code"
    )]

    use super::*;
    use alloc::vec;
    use myelin_math::I32F32;

    fn bits(value: f64) -> u64 {
        I32F32::from_num(value).to_bits().unsigned_abs()
    }

    /// Stakes as they are, without normalising them, and a majority of 0.51.
    fn median(stake: &[f64], score: &[f64]) -> f64 {
        let stakes: Vec<u64> = stake.iter().map(|&stake| bits(stake)).collect();
        let total = stakes.iter().sum::<u64>();
        let mut consensus = Consensus {
            total,
            minority: total as i64 - bits(0.51) as i64,
            stakes,
            points: vec![],
        };
        let column: Vec<Cell> = (0..score.len())
            .map(|row| Cell {
                row: row as u16,
                value: 0,
            })
            .collect();
        let weights: Vec<u64> = score.iter().map(|&score| bits(score)).collect();
        let result = consensus.of_column(&column, &weights);
        let chosen = weights.iter().position(|&weight| weight == result);
        chosen.map_or(0.0, |index| score[index])
    }

    #[test]
    fn the_weighted_median_gives_the_check_values_of_section_6_1() {
        let values: [(&[f64], &[f64], f64); 10] = [
            (&[0.51], &[1.0], 1.0),
            (&[0.49, 0.51], &[0.5, 1.0], 1.0),
            (&[0.51, 0.49], &[0.5, 1.0], 0.5),
            (&[0.51, 0.0, 0.49], &[0.5, 0.7, 1.0], 0.5),
            (&[0.49, 0.0, 0.51], &[0.5, 0.7, 1.0], 1.0),
            (&[0.49, 0.01, 0.5], &[0.5, 0.7, 1.0], 0.7),
            (&[0.49, 0.51, 0.0], &[0.5, 0.7, 1.0], 0.7),
            (&[0.0, 0.49, 0.51], &[0.5, 0.7, 1.0], 1.0),
            (&[0.2; 5], &[0.8, 0.2, 1.0, 0.6, 0.4], 0.6),
            (
                &[0.1; 10],
                &[0.8, 0.8, 0.2, 0.2, 1.0, 1.0, 0.6, 0.6, 0.4, 0.4],
                0.6,
            ),
        ];
        for (stake, score, expected) in values {
            assert_eq!(median(stake, score), expected, "{stake:?} {score:?}");
        }
    }

    fn whole_columns(stake: [f64; 4], last: [f64; 3], kappa: f64) -> [f64; 3] {
        let rows = [[0.0, 0.1, 0.0], [0.0, 0.2, 0.4], [0.0, 0.3, 0.1], last];
        let mut consensus = Consensus::default();
        consensus.load(&stake.map(bits), bits(kappa));
        [0, 1, 2].map(|column| {
            let present = (0u16..4).zip(rows.map(|row| row[column]));
            let (cells, weights): (Vec<Cell>, Vec<u64>) = present
                .filter(|(_, weight)| *weight > 0.0)
                .map(|(row, weight)| (Cell { row, value: 0 }, bits(weight)))
                .unzip();
            let result = consensus.of_column(&cells, &weights);
            let found = rows.iter().find(|row| bits(row[column]) == result);
            found.map_or(f64::NAN, |row| row[column])
        })
    }

    #[test]
    fn whole_columns_give_the_check_values_of_section_6_1() {
        let stake = [0.0, 0.75, 0.25, 0.0];
        let last = [0.0, 0.4, 0.5];
        assert_eq!(whole_columns(stake, last, 0.24), [0.0, 0.3, 0.4]);
        assert_eq!(whole_columns(stake, last, 0.26), [0.0, 0.2, 0.4]);
        assert_eq!(whole_columns(stake, last, 0.76), [0.0, 0.2, 0.1]);
        let (stake, last) = ([0.0, 0.3, 0.2, 0.5], [0.0, 0.0, 0.5]);
        assert_eq!(whole_columns(stake, last, 0.51), [0.0, 0.0, 0.4]);
        assert_eq!(whole_columns([0.0; 4], last, 0.51), [0.0, 0.0, 0.0]);
    }

    #[test]
    fn stake_below_that_is_exactly_the_minority_lets_the_higher_weight_win() {
        let mut consensus = Consensus::default();
        let half = unit::ONE / 2;
        consensus.load(&[half, half], half);
        let cells = [0, 1].map(|row| Cell { row, value: 0 });
        assert_eq!(consensus.of_column(&cells, &[3, 7]), 7);
        assert_eq!(consensus.of_column(&cells[..1], &[3]), 3);
        assert_eq!(consensus.of_column(&cells, &[0, 7]), 7);
    }

    #[test]
    fn a_majority_of_nothing_takes_the_largest_weight_and_one_beyond_reach_the_smallest() {
        let mut consensus = Consensus::default();
        let cells = [0, 1].map(|row| Cell { row, value: 0 });
        consensus.load(&[unit::ONE / 2; 2], 0);
        assert_eq!(consensus.of_column(&cells, &[3, 7]), 7);
        consensus.load(&[unit::ONE / 3; 2], unit::ONE);
        assert_eq!(consensus.of_column(&cells, &[3, 7]), 3);
        assert_eq!(consensus.of_column(&cells[..1], &[3]), 0);
    }

    #[test]
    fn the_last_of_several_weights_of_one_validator_counts() {
        let mut consensus = Consensus::default();
        consensus.load(&[unit::ONE], unit::ONE / 2);
        let cells = [Cell { row: 0, value: 0 }; 3];
        assert_eq!(consensus.of_column(&cells, &[5, 9, 7]), 7);
        assert_eq!(consensus.of_column(&cells, &[5, 9, 0]), 0);
    }

    #[test]
    fn the_kept_weight_is_found_whatever_digits_it_shares_with_others() {
        let weights = [1u64 << 32, (1 << 32) - 1, 1, 2, 64, 65, 4_095, 4_096];
        for needed in 1..=weights.len() {
            let mut points: Vec<Point> = weights.iter().map(|&weight| (weight, 1)).collect();
            let mut sorted = weights;
            sorted.sort_unstable();
            let found = select(&mut points, 1 << 32, needed as u64);
            assert_eq!(found, sorted[needed - 1]);
        }
    }
}
