//! Several weight matrices in one subnet (spec `yuma.md` section 3).

use crate::Outcome;
use alloc::{vec, vec::Vec};
use myelin_math::{SafeFixed, U64F64};

/// Divides `amount` among `count` mechanisms by `split`, their shares in 1/65535, or evenly
/// without one. A split that is too short is continued with zeros. What rounding leaves over goes
/// to the first mechanism.
pub fn split_emissions(amount: u64, count: u8, split: Option<&[u16]>) -> Vec<u64> {
    let mechanisms = usize::from(count);
    let mut parts = match split {
        Some(shares) => {
            let mut parts: Vec<u64> = shares.iter().map(|&share| part(amount, share)).collect();
            parts.resize(mechanisms, 0);
            parts
        }
        None => vec![amount.checked_div(u64::from(count)).unwrap_or(0); mechanisms],
    };
    let given = parts
        .iter()
        .fold(0u64, |sum, &part| sum.saturating_add(part));
    if let Some(first) = parts.first_mut() {
        *first = first.saturating_add(amount.saturating_sub(given));
    }
    parts
}

/// `amount · share / 65535`, rounded down.
fn part(amount: u64, share: u16) -> u64 {
    let product = u128::from(amount).saturating_mul(u128::from(share));
    // At most `amount`.
    (product / 65_535) as u64
}

/// Weight of mechanism number `index` when results are combined: its `part` of the emission
/// `total`. Without emission the first mechanism counts alone.
pub fn mechanism_weight(index: u8, part: u64, total: u64) -> U64F64 {
    if total == 0 {
        U64F64::of(u8::from(index == 0))
    } else {
        U64F64::of(part).safe_div(U64F64::of(total))
    }
}

/// Results of all mechanisms of a subnet, combined by uid.
///
/// Values in 1/65535 are weighted means, rounded down at every step, so that a single mechanism of
/// weight 1 is passed through unchanged. Emission in rao is a plain sum, in all three vectors: what
/// they say adds up to what is paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Combined {
    /// Weighted mean of [`Outcome::stake_weight`].
    pub stake_weight: Vec<u16>,
    /// Weighted mean of [`Outcome::consensus`].
    pub consensus: Vec<u16>,
    /// Weighted mean of [`Outcome::dividends`].
    pub dividends: Vec<u16>,
    /// Weighted mean of [`Outcome::validator_trust`].
    pub validator_trust: Vec<u16>,
    /// Sum of [`Outcome::server_emission`], rao alpha.
    pub server_emission: Vec<u64>,
    /// Sum of [`Outcome::validator_emission`], rao alpha.
    pub validator_emission: Vec<u64>,
    /// Sum of [`Outcome::emission`], rao alpha.
    pub emission: Vec<u64>,
    /// Whether some mechanism grants a permit.
    pub permits: Vec<bool>,
    /// Whether the neuron is active on some mechanism.
    pub active: Vec<bool>,
}

impl Combined {
    /// Adds the result of the next mechanism with its [`mechanism_weight`].
    pub fn add(&mut self, outcome: &Outcome, weight: U64F64) {
        let mean = |sum: &mut u16, value: &u16| *sum = weighted(*sum, *value, weight);
        merge(&mut self.stake_weight, &outcome.stake_weight, mean);
        merge(&mut self.consensus, &outcome.consensus, mean);
        merge(&mut self.dividends, &outcome.dividends, mean);
        merge(&mut self.validator_trust, &outcome.validator_trust, mean);
        let total = |sum: &mut u64, value: &u64| *sum = sum.saturating_add(*value);
        merge(&mut self.server_emission, &outcome.server_emission, total);
        merge(
            &mut self.validator_emission,
            &outcome.validator_emission,
            total,
        );
        merge(&mut self.emission, &outcome.emission, total);
        let any = |sum: &mut bool, value: &bool| *sum |= value;
        merge(&mut self.permits, &outcome.permits, any);
        merge(&mut self.active, &outcome.active, any);
    }
}

/// floor(`sum` + `value` · `weight`), clamped to `u16`.
fn weighted(sum: u16, value: u16, weight: U64F64) -> u16 {
    U64F64::of(sum)
        .saturating_add(U64F64::of(value).saturating_mul(weight))
        .saturating_to_num()
}

/// Applies `add` to each pair of a sum, which starts from zero, and a value.
fn merge<T: Clone + Default>(sums: &mut Vec<T>, values: &[T], add: impl Fn(&mut T, &T)) {
    if sums.len() < values.len() {
        sums.resize(values.len(), T::default());
    }
    for (sum, value) in sums.iter_mut().zip(values) {
        add(sum, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emission_is_split_as_in_the_check_values_of_section_3() {
        assert_eq!(split_emissions(25, 5, None), [5, 5, 5, 5, 5]);
        assert_eq!(split_emissions(10, 4, None), [4, 2, 2, 2]);
        let split = [3_450, 6_899, 10_348, 17_247, 27_594];
        assert_eq!(split_emissions(19, 5, Some(&split)), [1, 2, 3, 5, 8]);
    }

    #[test]
    fn a_split_is_cut_or_filled_up_to_the_number_of_mechanisms() {
        assert_eq!(split_emissions(100, 3, Some(&[32_768])), [100, 0, 0]);
        let halves = [32_767, 32_767, 1];
        assert_eq!(split_emissions(100, 2, Some(&halves)), [51, 49]);
        assert!(split_emissions(100, 0, None).is_empty());
        assert!(split_emissions(100, 0, Some(&halves)).is_empty());
    }

    #[test]
    fn no_part_exceeds_the_largest_amount() {
        assert_eq!(split_emissions(u64::MAX, 1, None), [u64::MAX]);
        let all = [u16::MAX];
        assert_eq!(split_emissions(u64::MAX, 2, Some(&all)), [u64::MAX, 0]);
    }

    #[test]
    fn without_emission_the_first_mechanism_counts_alone() {
        assert_eq!(mechanism_weight(0, 0, 0), 1);
        assert_eq!(mechanism_weight(1, 0, 0), 0);
        assert_eq!(mechanism_weight(1, 1, 4), U64F64::from_num(0.25));
    }

    fn outcome() -> Outcome {
        Outcome {
            stake_weight: vec![65_535, 3],
            consensus: vec![0, 5],
            incentive: vec![7, 9],
            dividends: vec![1, 65_535],
            validator_trust: vec![2, 32_767],
            server_emission: vec![10, 20],
            validator_emission: vec![1, 2],
            emission: vec![11, 22],
            permits: vec![true, false],
            active: vec![false, true],
            ..Outcome::default()
        }
    }

    #[test]
    fn a_single_mechanism_passes_through_unchanged() {
        let outcome = outcome();
        let mut combined = Combined::default();
        combined.add(&outcome, mechanism_weight(0, 33, 33));
        let expected = Combined {
            stake_weight: outcome.stake_weight,
            consensus: outcome.consensus,
            dividends: outcome.dividends,
            validator_trust: outcome.validator_trust,
            server_emission: outcome.server_emission,
            validator_emission: outcome.validator_emission,
            emission: outcome.emission,
            permits: outcome.permits,
            active: outcome.active,
        };
        assert_eq!(combined, expected);
    }

    #[test]
    fn means_are_rounded_down_at_every_step_and_emission_is_summed() {
        let mut other = outcome();
        other.permits = vec![false, false];
        let half = mechanism_weight(0, 1, 2);
        let mut combined = Combined::default();
        combined.add(&outcome(), half);
        combined.add(&other, half);
        assert_eq!(combined.stake_weight, [65_534, 2]);
        assert_eq!(combined.consensus, [0, 4]);
        assert_eq!(combined.emission, [22, 44]);
        assert_eq!(combined.server_emission, [20, 40]);
        assert_eq!(combined.permits, [true, false]);
        assert_eq!(combined.active, [false, true]);
    }
}
