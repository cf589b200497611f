//! The number of `staking.md` section 3.1: its vectors, its limits, and equality with an oracle.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use codec::{Decode, Encode, MaxEncodedLen};
use hex_literal::hex;
use myelin_share_pool::SafeFloat;
use num_bigint::BigInt;
use oracle::{Slow, exact, slow, ten};
use proptest::prelude::*;
use scale_info::{TypeDef, TypeInfo};

const E20: u128 = 100_000_000_000_000_000_000;
const E21: u128 = 1_000_000_000_000_000_000_000;

fn float(mantissa: u128, exponent: i64) -> SafeFloat {
    SafeFloat::new(mantissa, exponent).unwrap()
}

fn parts(x: SafeFloat) -> (u128, i64) {
    (x.mantissa(), x.exponent())
}

fn sum(x: SafeFloat, y: SafeFloat) -> (u128, i64) {
    parts(x.checked_add(&y).unwrap())
}

#[test]
fn digits_below_a_power_of_ten_can_be_cut_off() {
    let number = SafeFloat::new(123_456_789_012_345_678_901, -10).unwrap();
    let cut = |exponent| number.round_down_to(exponent);
    assert_eq!(cut(-10), number);
    assert_eq!(cut(i64::MIN), number);
    assert_eq!(cut(-3), SafeFloat::new(12_345_678_901_234, -3).unwrap());
    assert_eq!(cut(10), SafeFloat::from(10_000_000_000));
    assert_eq!(cut(11), SafeFloat::ZERO);
    assert_eq!(cut(i64::MAX), SafeFloat::ZERO);
    assert_eq!(SafeFloat::ZERO.round_down_to(0), SafeFloat::ZERO);
}

#[test]
fn integers_take_the_canonical_form_of_the_table() {
    assert_eq!(parts(0u64.into()), (0, 0));
    assert_eq!(parts(1u64.into()), (E21, -21));
    assert_eq!(parts(10u64.into()), (E21, -20));
    assert_eq!(parts(1000u64.into()), (E21, -18));
    assert_eq!(parts(float(E20, 0)), (E21, -1));
    assert_eq!(parts(float(E21, 0)), (E21, 0));
    assert_eq!(parts(float(0, 77)), (0, 0));
}

#[test]
fn sums_of_the_table_come_out() {
    let one = SafeFloat::from(1);
    assert_eq!(sum(one, one), (2 * E20, -20));
    assert_eq!(sum(float(E21, 0), float(E21, 0)), (2 * E20, 1));
    let e23 = float(E21, 2);
    assert_eq!(sum(1230.into(), e23), (E20 + 1, 3));
    assert_eq!(sum(4200.into(), e23), (E20 + 4, 3));
    assert_eq!(
        sum(float(E21, 3), float(123_456_789_012_345_678_901, 0)),
        (100_012_345_678_901_234_567, 4)
    );
    assert_eq!(sum(float(E21, 1), e23), (E20 / 10 * 11, 3));
}

#[test]
fn one_encodes_to_the_documented_bytes() {
    let bytes = hex!("0000a0dec5adc9353600000000000000ebffffffffffffff");
    assert_eq!(SafeFloat::from(1).encode(), bytes);
    assert_eq!(
        SafeFloat::decode(&mut &bytes[..]).unwrap(),
        SafeFloat::from(1)
    );
    assert_eq!(SafeFloat::max_encoded_len(), 24);
}

#[test]
fn metadata_shows_a_struct_of_mantissa_and_exponent() {
    let info = SafeFloat::type_info();
    assert_eq!(info.path.ident(), Some("SafeFloat"));
    let TypeDef::Composite(composite) = info.type_def else {
        panic!("not a struct");
    };
    let fields: Vec<_> = composite
        .fields
        .iter()
        .map(|field| (field.name.unwrap(), field.type_name.unwrap()))
        .collect();
    assert_eq!(fields, [("mantissa", "u128"), ("exponent", "i64")]);
}

#[test]
fn a_mantissa_above_the_largest_is_refused() {
    assert_eq!(SafeFloat::new(E21 + 1, 0), None);
    assert_eq!(SafeFloat::new(u128::MAX, 0), None);
}

#[test]
fn an_exponent_that_leaves_its_type_is_refused() {
    assert_eq!(SafeFloat::new(1, i64::MIN), None);
    let largest = float(E21, i64::MAX);
    assert_eq!(largest.checked_add(&largest), None);
    assert_eq!(largest.checked_mul_div(&largest, &SafeFloat::from(1)), None);
    assert_eq!(largest.checked_div(&float(E21, i64::MIN)), None);
}

#[test]
fn zero_is_neutral_in_sums_and_differences() {
    let x = SafeFloat::from(42);
    assert_eq!(x.checked_add(&SafeFloat::ZERO), Some(x));
    assert_eq!(SafeFloat::ZERO.checked_add(&x), Some(x));
    assert_eq!(x.checked_sub(&SafeFloat::ZERO), Some(x));
    assert_eq!(
        SafeFloat::ZERO.checked_sub(&SafeFloat::ZERO),
        Some(SafeFloat::ZERO)
    );
}

#[test]
fn a_difference_below_zero_is_zero_but_nothing_can_be_taken_from_zero() {
    let (small, large) = (SafeFloat::from(1), SafeFloat::from(2));
    assert_eq!(small.checked_sub(&large), Some(SafeFloat::ZERO));
    assert_eq!(SafeFloat::ZERO.checked_sub(&small), None);
}

#[test]
fn division_by_zero_is_refused() {
    let x = SafeFloat::from(7);
    assert_eq!(x.checked_div(&SafeFloat::ZERO), None);
    assert_eq!(x.checked_mul_div(&x, &SafeFloat::ZERO), None);
}

#[test]
fn numbers_beyond_u64_convert_to_its_maximum_and_fractions_to_their_integer_part() {
    assert_eq!(float(u64::MAX.into(), 0).saturating_to_u64(), u64::MAX);
    assert_eq!(
        float(u128::from(u64::MAX) + 1, 0).saturating_to_u64(),
        u64::MAX
    );
    assert_eq!(float(E21, i64::MAX).saturating_to_u64(), u64::MAX);
    assert_eq!(float(1999, -3).saturating_to_u64(), 1);
    assert_eq!(float(E21, -22).saturating_to_u64(), 0);
    assert_eq!(float(E21, i64::MIN).saturating_to_u64(), 0);
    assert_eq!(SafeFloat::ZERO.saturating_to_u64(), 0);
}

#[test]
fn a_number_decoded_out_of_canonical_form_fails_instead_of_panicking() {
    let wild = SafeFloat::decode(&mut &(u128::MAX, i64::MAX).encode()[..]).unwrap();
    assert_eq!(wild.checked_mul_div(&wild, &wild), None);
    assert_eq!(wild.checked_add(&wild), None);
    assert_eq!(wild.saturating_to_u64(), u64::MAX);
}

/// Canonical numbers of any mantissa, the exponents near enough that operands interact.
fn floats() -> impl Strategy<Value = SafeFloat> {
    prop_oneof![
        1 => Just(SafeFloat::ZERO),
        2 => any::<u64>().prop_map(SafeFloat::from),
        2 => (0..=64u32).prop_map(|bits| SafeFloat::from(u64::MAX.checked_shr(bits).unwrap_or(0))),
        8 => (0..=E21, -45i64..=25).prop_map(|(m, e)| float(m, e)),
        1 => (E21 - 3..=E21, -45i64..=25).prop_map(|(m, e)| float(m, e)),
        1 => (E20..=E20 + 3, -45i64..=25).prop_map(|(m, e)| float(m, e)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_operation_equals_the_oracle(x in floats(), y in floats(), z in floats()) {
        let (sx, sy, sz) = (slow(&x), slow(&y), slow(&z));
        prop_assert_eq!(x.checked_add(&y).map(|r| slow(&r)), Some(oracle::add(&sx, &sy)));
        prop_assert_eq!(x.checked_sub(&y).map(|r| slow(&r)), oracle::sub(&sx, &sy));
        prop_assert_eq!(x.checked_div(&y).map(|r| slow(&r)), oracle::div(&sx, &sy));
        prop_assert_eq!(
            x.checked_mul_div(&y, &z).map(|r| slow(&r)),
            oracle::mul_div(&sx, &sy, &sz)
        );
        prop_assert_eq!(x.saturating_to_u64(), oracle::to_u64(&sx));
    }

    #[test]
    fn every_result_is_canonical(x in floats(), y in floats(), z in floats()) {
        let results = [
            x.checked_add(&y),
            x.checked_sub(&y),
            x.checked_div(&y),
            x.checked_mul_div(&y, &z),
        ];
        for result in results.into_iter().flatten() {
            let canonical = result.mantissa() > E20 && result.mantissa() <= E21;
            prop_assert!(canonical || result == SafeFloat::ZERO, "{:?}", result);
        }
    }

    #[test]
    fn u64_survives_the_round_trip(n: u64) {
        prop_assert_eq!(SafeFloat::from(n).saturating_to_u64(), n);
        prop_assert_eq!(Some(SafeFloat::from(n)), SafeFloat::new(n.into(), 0));
        prop_assert_eq!(slow(&SafeFloat::from(n)), oracle::normalise(BigInt::from(n), 0));
    }

    #[test]
    fn results_are_never_above_the_exact_value(x in floats(), y in floats(), z in floats()) {
        prop_assert!(exact(&x.checked_add(&y).unwrap()) <= exact(&x) + exact(&y));
        if let Some(result) = x.checked_mul_div(&y, &z) {
            let truth = exact(&x) * exact(&y) / exact(&z);
            prop_assert!(exact(&result) <= truth);
            // One unit of a mantissa of at least 10^20, before normalisation made it longer.
            prop_assert!((&truth - exact(&result)) * ten(19) <= truth);
        }
    }
}

#[test]
fn the_oracle_agrees_with_the_table() {
    let x = oracle::normalise(BigInt::from(1230), 0);
    let y = oracle::normalise(ten(23), 0);
    assert_eq!(oracle::add(&x, &y), Slow(BigInt::from(E20 + 1), 3));
}
