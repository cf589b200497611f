//! The oracle's helpers keep the contracts of spec `yuma.md` section 8, edge cases above all.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::fixed;
use myelin_math::{I32F32, I64F64, SafeFixed};
use myelin_yuma_oracle::helpers::*;

fn sparse(rows: &[&[(u16, f64)]]) -> Sparse {
    let entry = |&(j, value): &(u16, f64)| (j, I32F32::from_num(value));
    rows.iter()
        .map(|row| row.iter().map(entry).collect())
        .collect()
}

#[test]
fn a_checked_sum_notices_overflow_and_an_empty_one_is_zero() {
    assert_eq!(checked_sum(&[]), Some(zero()));
    assert_eq!(
        checked_sum(&fixed(&[1.0, 2.5])),
        Some(I32F32::from_num(3.5))
    );
    assert_eq!(checked_sum(&[I32F32::max_value(), one()]), None);
}

#[test]
fn a_vector_is_zero_when_its_sum_is() {
    assert!(is_zero(&[]));
    assert!(is_zero(&fixed(&[0.0, 0.0])));
    assert!(is_zero(&fixed(&[1.0, -1.0])));
    assert!(!is_zero(&fixed(&[0.0, 0.1])));
}

#[test]
fn the_largest_k_are_those_of_section_8() {
    let last_five = [vec![false; 5], vec![true; 5]].concat();
    let with_ties = fixed(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0, 6.0]);
    assert_eq!(is_topk(&with_ties, 5), last_five);
    let rising: Vec<f64> = (0..10).map(|tenths| f64::from(tenths) / 10.0).collect();
    assert_eq!(is_topk(&fixed(&rising), 5), last_five);
    assert!(is_topk(&[], 0).is_empty());
    assert_eq!(is_topk(&fixed(&[0.0, 1.0]), 3), [true, true]);
    assert_eq!(is_topk(&fixed(&[0.0, 1.0]), 2), [true, true]);
    assert_eq!(is_topk(&fixed(&[0.0, 1.0]), 0), [false, false]);
}

#[test]
fn zeros_are_never_among_the_largest_non_zero() {
    assert_eq!(
        is_topk_nonzero(&fixed(&[0.0, 1.0, 0.0]), 3),
        [false, true, false]
    );
    assert_eq!(is_topk_nonzero(&fixed(&[0.0, 1.0]), 5), [false, true]);
    let equal = fixed(&[1.0, 1.0, 1.0]);
    assert_eq!(is_topk_nonzero(&equal, 2), [false, true, true]);
}

#[test]
fn normalising_leaves_a_zero_sum_alone() {
    assert_eq!(normalize(&fixed(&[0.0, 0.0])), fixed(&[0.0, 0.0]));
    assert_eq!(normalize(&fixed(&[1.0, 3.0])), fixed(&[0.25, 0.75]));
    let zeros = [I64F64::of(0); 2];
    assert_eq!(normalize_64(&zeros), zeros);
    let halves = normalize_64(&[I64F64::of(7), I64F64::of(7)]);
    assert_eq!(halves, [I64F64::from_num(0.5); 2]);
}

#[test]
fn rows_are_normalised_only_with_a_positive_sum() {
    let m = sparse(&[&[(0, 1.0), (2, 3.0)], &[(1, 0.0)], &[]]);
    let expected = sparse(&[&[(0, 0.25), (2, 0.75)], &[(1, 0.0)], &[]]);
    assert_eq!(row_normalize(&m), expected);
}

#[test]
fn columns_beyond_the_width_stay_untouched() {
    let m = sparse(&[&[(0, 1.0), (2, 5.0)], &[(0, 3.0), (1, 0.0)]]);
    let expected = sparse(&[&[(0, 0.25), (2, 5.0)], &[(0, 0.75), (1, 0.0)]]);
    assert_eq!(column_normalize(&m, 2), expected);
    let third = 1.0 / 3.0;
    let upscaled = column_max_upscale(&m, 2);
    assert_eq!(upscaled[1], sparse(&[&[(0, 1.0), (1, 0.0)]])[0]);
    assert_eq!(upscaled[0][1], m[0][1]);
    assert!((upscaled[0][0].1.to_num::<f64>() - third).abs() < 1e-9);
}

#[test]
fn an_empty_mask_changes_nothing_and_a_short_one_masks_the_rest() {
    let v = fixed(&[1.0, 2.0, 3.0]);
    assert_eq!(mask_vector(&[], &v), v);
    assert_eq!(mask_vector(&[false, true], &v), fixed(&[1.0, 0.0, 0.0]));
    let m = sparse(&[&[(0, 1.0)], &[(0, 1.0)], &[(0, 1.0)]]);
    assert_eq!(
        mask_rows(&[false, true], &m),
        sparse(&[&[(0, 1.0)], &[], &[]])
    );
    assert_eq!(mask_rows(&[], &m), sparse(&[&[], &[], &[]]));
}

#[test]
fn the_diagonal_is_dropped_except_where_excepted() {
    let m = sparse(&[&[(0, 1.0), (1, 2.0)], &[(0, 3.0), (1, 4.0)]]);
    let none = sparse(&[&[(1, 2.0)], &[(0, 3.0)]]);
    assert_eq!(mask_diag_except(&m, None), none);
    assert_eq!(mask_diag_except(&m, Some(7)), none);
    let second = sparse(&[&[(1, 2.0)], &[(0, 3.0), (1, 4.0)]]);
    assert_eq!(mask_diag_except(&m, Some(1)), second);
}

#[test]
fn comparison_masks_treat_missing_values_as_zero() {
    let m = sparse(&[&[(0, 1.0), (1, 1.0)], &[(0, 1.0), (1, 1.0)]]);
    let masked = mask_pairs(&m, &[5], &[4], |a, b| a <= b);
    assert_eq!(masked, sparse(&[&[(0, 1.0), (1, 1.0)], &[]]));
    let masked = mask_columns(&m, 0, &[4], |a, b| a <= b);
    assert_eq!(masked, sparse(&[&[], &[]]));
    let masked = mask_columns(&m, 4, &[4], |a, b| a <= b);
    assert_eq!(masked, sparse(&[&[(1, 1.0)], &[(1, 1.0)]]));
}

#[test]
fn products_with_vectors_treat_missing_entries_as_the_contract_says() {
    let m = sparse(&[&[(0, 1.0), (2, 2.0)], &[(1, 3.0)]]);
    assert_eq!(
        row_hadamard(&m, &fixed(&[2.0])),
        sparse(&[&[(0, 2.0), (2, 4.0)]])
    );
    assert_eq!(matmul(&m, &fixed(&[2.0]), 2), fixed(&[2.0, 0.0]));
    assert_eq!(
        matmul_transpose(&m, &fixed(&[1.0, 10.0])),
        fixed(&[1.0, 30.0])
    );
    let products = mat_vec_mul(&m, &fixed(&[0.0, 2.0]));
    assert_eq!(products, sparse(&[&[], &[(1, 6.0)]]));
    assert_eq!(row_sum(&m), fixed(&[3.0, 3.0]));
    let product = vec_mul(&[I32F32::max_value(), one()], &fixed(&[2.0, 3.0, 4.0]));
    assert_eq!(product, fixed(&[0.0, 3.0]));
}

#[test]
fn clipping_drops_what_has_no_consensus_and_keeps_zeros() {
    let m = sparse(&[&[(0, 0.5), (1, 0.5), (2, 0.0), (3, 0.5)]]);
    let clipped = column_clip(&m, &fixed(&[0.25, 0.0, 0.0]));
    assert_eq!(clipped, sparse(&[&[(0, 0.25), (2, 0.0)]]));
}

#[test]
fn interpolation_is_exact_at_both_ends_and_sorts_between() {
    let a = sparse(&[&[(2, 1.0), (0, 0.5)]]);
    let b = sparse(&[&[(2, 0.5)]]);
    assert_eq!(interpolate(&a, &b, 3, zero()), a);
    assert_eq!(interpolate(&a, &b, 3, one()), b);
    let half = I32F32::from_num(0.5);
    assert_eq!(
        interpolate(&a, &b, 3, half),
        sparse(&[&[(0, 0.25), (2, 0.75)]])
    );
    let two_rows = sparse(&[&[], &[]]);
    assert_eq!(interpolate(&a, &two_rows, 3, half), two_rows);
}

#[test]
fn the_moving_average_is_as_wide_as_it_has_rows() {
    let new = sparse(&[&[(1, 1.0), (2, 1.0)], &[]]);
    let old = sparse(&[&[(0, 1.0)]]);
    let alpha = I32F32::from_num(0.25);
    let expected = sparse(&[&[(0, 0.75), (1, 0.25)], &[]]);
    assert_eq!(mat_ema(&new, &old, alpha), expected);
}

#[test]
fn the_moving_average_by_pair_gives_the_check_of_section_6_2() {
    let new = sparse(&[&[(0, 0.1), (1, 0.2)], &[(0, 0.3), (1, 0.4)]]);
    let old = sparse(&[&[(0, 0.5), (1, 0.6)], &[(0, 0.7), (1, 0.8)]]);
    let alpha = [fixed(&[0.9, 0.8]), fixed(&[0.5, 0.7])];
    let averaged = mat_ema_alpha(&new, &old, &alpha);
    let expected = [0.14, 0.28, 0.5, 0.52];
    for (entry, expected) in averaged.iter().flatten().zip(expected) {
        assert!((entry.1.to_num::<f64>() - expected).abs() < 1e-4);
    }
    assert_eq!(mat_ema_alpha(&new, &sparse(&[]), &alpha), new);
}

#[test]
fn bonds_without_a_weight_are_lost_under_liquid_alpha() {
    let new = sparse(&[&[(2, 1.0), (0, 0.0), (5, 1.0)]]);
    let old = sparse(&[&[(0, 1.0), (1, 1.0)]]);
    let alpha = [fixed(&[0.25; 3])];
    let expected = sparse(&[&[(2, 0.25), (0, 0.75)]]);
    assert_eq!(mat_ema_alpha(&new, &old, &alpha), expected);
}

#[test]
fn a_forward_cursor_never_returns_to_what_it_passed() {
    let m = sparse(&[&[(3, 0.5), (1, 0.25), (4, 0.75), (4, 1.0)]]);
    let expected = fixed(&[0.0, 0.0, 0.0, 0.5, 0.75]);
    assert_eq!(read_forward(&m[0], 5), expected);
}

#[test]
fn clamping_prefers_the_lower_bound() {
    let clamp = |x, low, high| {
        let bounds = fixed(&[x, low, high]);
        clamp_value(bounds[0], bounds[1], bounds[2])
    };
    assert_eq!(clamp(0.5, 0.0, 1.0), 0.5);
    assert_eq!(clamp(-0.5, 0.0, 1.0), 0.0);
    assert_eq!(clamp(0.5, 0.75, 0.25), 0.75);
}

#[test]
fn the_oracles_median_gives_the_check_values_of_section_6_1() {
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
    let majority = I32F32::from_num(0.51);
    for (stake, score, expected) in values {
        let median = weighted_median(&fixed(stake), &fixed(score), majority);
        assert_eq!(median, I32F32::from_num(expected), "{stake:?} {score:?}");
    }
    assert_eq!(weighted_median(&[], &[], majority), zero());
}
