//! Scaling and limits of weight vectors (spec `yuma.md` section 8).

use alloc::vec::Vec;
use myelin_math::{I32F32, SafeFixed, unit};

/// Scales `values` so that the largest becomes 65535, rounding to the nearest integer and a half
/// upwards. Zeros alone stay zeros.
///
/// Above 32768 the factor is computed first, so that no product leaves the range of I32F32.
/// Values are not negative.
pub fn max_upscale_to_u16(values: &[I32F32]) -> Vec<u16> {
    let scale = I32F32::of(u16::MAX);
    let max = values.iter().copied().max().unwrap_or_default();
    let upscale = |value: &I32F32| -> I32F32 {
        if max == 0 {
            value.saturating_mul(scale).saturating_floor()
        } else if max > 32_768 {
            value
                .saturating_mul(scale.saturating_div(max))
                .saturating_round()
        } else {
            value
                .saturating_mul(scale)
                .saturating_div(max)
                .saturating_round()
        }
    };
    values
        .iter()
        .map(|value| upscale(value).saturating_to_num())
        .collect()
}

/// [`max_upscale_to_u16`] of integers: the form in which weights are stored.
pub fn max_upscale_u16(values: &[u16]) -> Vec<u16> {
    let values: Vec<I32F32> = values.iter().map(|&value| I32F32::of(value)).collect();
    max_upscale_to_u16(&values)
}

/// Whether no value exceeds `limit` / 65535 of the sum of all.
pub fn check_max_limited(values: &[u16], limit: u16) -> bool {
    let total: u64 = values.iter().map(|&value| u64::from(value)).sum();
    let max = values.iter().copied().max().unwrap_or(0);
    unit::div(u64::from(max), total) <= unit::from_u16(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scaled(values: &[f64]) -> Vec<u16> {
        let values: Vec<I32F32> = values
            .iter()
            .map(|&value| I32F32::from_num(value))
            .collect();
        max_upscale_to_u16(&values)
    }

    #[test]
    fn upscaling_gives_the_check_values_of_section_8() {
        assert!(scaled(&[]).is_empty());
        assert_eq!(scaled(&[0.0]), [0]);
        assert_eq!(scaled(&[0.0, 0.0]), [0, 0]);
        assert_eq!(scaled(&[1.0]), [65_535]);
        assert_eq!(scaled(&[0.0, 1.0]), [0, 65_535]);
        assert_eq!(
            scaled(&[
                0.000001, 0.000006, 0.000007, 0.0001, 0.001, 0.01, 0.1, 0.2, 0.3, 0.4
            ]),
            [0, 1, 1, 16, 164, 1_638, 16_384, 32_768, 49_151, 65_535]
        );
        assert_eq!(
            scaled(&[0.0, 0.5, 1.0, 1.5, 2.0, 32_768.0]),
            [0, 1, 2, 3, 4, 65_535]
        );
        assert_eq!(
            scaled(&[0.0, 0.5, 1.0, 1.5, 2.0, 32_768.0, 32_769.0]),
            [0, 1, 2, 3, 4, 65_533, 65_535]
        );
        let mut with_max: Vec<I32F32> = [0, 1, 32_768, 32_769].map(I32F32::of).to_vec();
        with_max.push(I32F32::max_value());
        assert_eq!(max_upscale_to_u16(&with_max), [0, 0, 1, 1, 65_535]);
    }

    #[test]
    fn upscaling_integers_gives_the_check_values_of_section_8() {
        assert!(max_upscale_u16(&[]).is_empty());
        assert_eq!(max_upscale_u16(&[0, 1, 65_534]), [0, 1, 65_535]);
        let unchanged = [0, 1, 2, 3, 4, 65_533, 65_535];
        assert_eq!(max_upscale_u16(&unchanged), unchanged);
    }

    #[test]
    fn the_largest_weight_is_limited_as_in_the_check_values_of_section_8() {
        const M: u16 = u16::MAX;
        assert!(!check_max_limited(&[0, M, M], 32_767));
        assert!(check_max_limited(&[0, M, M], 32_768));
        assert!(!check_max_limited(&[0, M, M, M], 21_844));
        assert!(check_max_limited(&[0, M, M, M], 21_845));
        assert!(check_max_limited(&[], 0));
        assert!(check_max_limited(&[0], 0));
    }
}
