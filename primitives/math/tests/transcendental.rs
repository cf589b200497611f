//! Check values of spec `yuma.md` sections 1.3 and 1.4.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "test code"
)]

use myelin_math::{I32F32, I64F64, I96F32, SafeFixed, exp, exp_safe, log2, sigmoid_safe};

#[test]
fn exp_safe_gives_the_check_values_of_section_1_3() {
    let values = [
        (I32F32::of(-20), 8),
        (I32F32::of(-5), 28_939_262),
        (I32F32::of(-1), 1_580_030_169),
        (I32F32::from_num(-0.5), 2_605_029_348),
        (I32F32::of(0), 1 << 32),
        (I32F32::from_num(0.5), 7_081_203_935),
        (I32F32::of(1), 11_674_931_200),
        (I32F32::of(2), 31_735_754_285),
        (I32F32::of(5), 637_429_664_624),
        (I32F32::of(10), 94_602_947_905_357),
        (I32F32::of(20), 2_066_907_302_758_576_256),
    ];
    for (x, bits) in values {
        assert_eq!(exp_safe(x).to_bits(), bits, "exp_safe({x})");
        assert_eq!(exp(x).map(I32F32::to_bits), Some(bits), "exp({x})");
    }
}

#[test]
fn exp_safe_clamps_its_argument_to_twenty() {
    assert_eq!(exp_safe(I32F32::of(21)), exp_safe(I32F32::of(20)));
    assert_eq!(exp_safe(I32F32::max_value()), exp_safe(I32F32::of(20)));
    assert_eq!(exp_safe(I32F32::min_value()), exp_safe(I32F32::of(-20)));
}

#[test]
fn exp_fails_where_a_step_overflows() {
    assert_eq!(exp(I32F32::of(40)), None);
    assert_eq!(exp(I32F32::min_value()), None);
}

#[test]
fn exp_serves_other_types_with_their_own_number_of_terms() {
    assert_eq!(exp(I64F64::of(0)), Some(I64F64::of(1)));
    let difference = exp(I64F64::of(-2)).expect("in range") - I64F64::from_num(0.1353352832366127);
    assert!(difference.abs() < I64F64::from_num(1e-12), "{difference}");
}

#[test]
fn the_sigmoid_gives_the_check_values_of_section_1_3() {
    let half = I32F32::from_num(0.5);
    let inputs = [
        i64::MIN,
        0,
        1_717_986_918,
        2_147_483_648,
        2_576_980_378,
        1 << 32,
        i64::MAX,
    ];
    let expected = [
        8,
        1_313,
        203_692_573,
        2_147_483_648,
        4_091_274_722,
        4_294_965_983,
        4_294_967_288,
    ];
    for (bits, expected) in inputs.into_iter().zip(expected) {
        let value = sigmoid_safe(I32F32::from_bits(bits), I32F32::of(30), half);
        assert_eq!(value.to_bits(), expected, "x bits {bits}");
    }
    let expected = [
        8,
        483,
        26_389,
        1_440_317,
        77_250_183,
        2_147_483_648,
        4_217_717_113,
        4_293_526_978,
        4_294_940_907,
        4_294_966_813,
        4_294_967_288,
    ];
    for (tenths, expected) in (0u8..).zip(expected) {
        let x = I32F32::from_num(f64::from(tenths) / 10.0);
        let value = sigmoid_safe(x, I32F32::of(40), half);
        assert_eq!(value.to_bits(), expected, "x {x}");
    }
}

#[test]
fn log2_of_a_power_of_two_is_its_exponent() {
    for exponent in -20i32..=60 {
        let x = if exponent < 0 {
            I96F32::of(1) >> exponent.unsigned_abs()
        } else {
            I96F32::of(1) << exponent
        };
        assert_eq!(log2(x), Some(I96F32::of(exponent)));
    }
}

#[test]
fn log2_squares_and_halves_as_section_1_4_says() {
    for bits in [
        4_294_967_297i128,
        6_442_450_944,
        11_674_931_200,
        1 << 70,
        3 << 69,
    ] {
        assert_eq!(
            log2(I96F32::from_bits(bits)).map(I96F32::to_bits),
            Some(log2_by_hand(bits))
        );
    }
}

/// Section 1.4 word for word on raw integers with 32 fractional bits, for x ≥ 1.
fn log2_by_hand(mut x: i128) -> i128 {
    let halve = |v: i128| (v >> 1) + (v & 1);
    let mut result = 0i128;
    while x >= 2 << 32 {
        result += 1;
        x = halve(x);
    }
    if x == 1 << 32 {
        return result << 32;
    }
    for _ in 0..32 {
        x = (x * x) >> 32;
        result <<= 1;
        if x >= 2 << 32 {
            result |= 1;
            x = halve(x);
        }
    }
    result
}

#[test]
fn log2_below_one_is_the_negative_of_the_reciprocals() {
    let x = I96F32::from_num(0.3);
    let reciprocal = I96F32::of(1) / x;
    assert_eq!(log2(x), log2(reciprocal).map(|value| -value));
}

#[test]
fn log2_of_zero_or_less_has_no_answer() {
    assert_eq!(log2(I96F32::of(0)), None);
    assert_eq!(log2(I96F32::of(-1)), None);
}
