//! Powers with fractional exponents: the one function behind the curve of the pool.
//!
//! `(n / d)^(a / b)` is computed as `exp((a / b) * ln(n / d))` on 256 fractional bits. Both series
//! converge fast because their arguments are reduced first: the logarithm's to a ratio below 4/3,
//! the exponential's to `[0, ln 2]`, with the powers of two and of 4/3 taken out exactly. No
//! subtraction cancels digits, so that the result is right for every exponent a pool can have,
//! however far the base is from one.
//!
//! The error of the scaled power stays below 2^-165. It is compared with the next integer at 2^-160
//! before it is rounded down, so that powers that are integers come out as such.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "exponents of two stay below 200; the tables are filled inside their length"
)]

use crate::{balancer::ACCURACY, wide::Wide};

/// ln 2.
const LN_2: Wide = twice_atanh_of_reciprocal(3);

/// ln (4/3).
const LN_4_3: Wide = twice_atanh_of_reciprocal(7);

/// 1 / ln 2 with 32 fractional bits, rounded down.
const INVERSE_LN_2: u128 = 6_196_328_018;

/// 1/3, 1/5, 1/7, …: the logarithm's series. Its argument is below 1/7, so each term adds 5.6 bits.
const ODD_RECIPROCALS: [Wide; 46] = {
    let mut table = [Wide::ZERO; 46];
    let mut i = 0;
    while i < table.len() {
        table[i] = Wide::int(1).div_int(2 * i as u64 + 3);
        i += 1;
    }
    table
};

/// 1/2!, 1/3!, 1/4!, …: the exponential's series. Its argument is below 0.7.
const FACTORIAL_RECIPROCALS: [Wide; 54] = {
    let mut table = [Wide::ZERO; 54];
    let mut last = Wide::int(1);
    let mut i = 0;
    while i < table.len() {
        last = last.div_int(i as u64 + 2);
        table[i] = last;
        i += 1;
    }
    table
};

/// `floor(10^18 * (n / d)^(a / b))`, for exponents `a / b` up to 1000; at most `u64::MAX`.
///
/// `None` if `d` or `b` is zero. Zero to any power is zero.
pub fn pow_scaled(n: u128, d: u128, a: u64, b: u64) -> Option<u64> {
    if d == 0 || b == 0 {
        return None;
    }
    if n == 0 {
        return Some(0);
    }
    if a == 0 || n == d {
        return Some(ACCURACY);
    }
    if a == b
        && let Some(scaled) = n.checked_mul(u128::from(ACCURACY))
    {
        return Some(u64::try_from(scaled / d).unwrap_or(u64::MAX));
    }
    let log = ln_of_ratio(n.max(d), n.min(d)).mul(Wide::int(a).div_int(b));
    Some(match (log, n > d) {
        (Some(log), true) => scaled_exp(log),
        (Some(log), false) => scaled_exp_of_negative(log),
        (None, true) => u64::MAX,
        (None, false) => 0,
    })
}

/// `ln(large / small)`.
fn ln_of_ratio(large: u128, small: u128) -> Wide {
    let shift = small.leading_zeros() - large.leading_zeros();
    let mut large = Wide::from_u128_over_2_127(large << large.leading_zeros());
    let mut small = Wide::from_u128_over_2_127(small << small.leading_zeros());
    let mut twos = u64::from(shift);
    if large < small {
        large = large.double();
        twos -= 1;
    }
    let mut log = saturating(LN_2.mul_int(twos));
    // At most twice: the ratio is below 2.
    while let (Some(three), four) = (large.mul_int(3), small.double().double())
        && three >= four
    {
        (large, small) = (three, four);
        log = saturating(log.add(LN_4_3));
    }
    // ln(l/s) = 2 atanh(z) = 2 (z + z w (1/3 + w/5 + w^2/7 + …)) with w = z^2.
    let z = large.sub(small).div_larger(saturating(large.add(small)));
    let w = z.mul_fraction(z);
    let tail = z.mul_fraction(w).mul_fraction(series(&ODD_RECIPROCALS, w));
    saturating(log.add(saturating(z.add(tail)).double()))
}

/// `floor(10^18 * e^x)`, at most `u64::MAX`.
fn scaled_exp(x: Wide) -> u64 {
    if x.floor() >= 3 {
        return u64::MAX;
    }
    let (twos, logs) = whole_powers_of_two(x);
    let mut result = scaled_exp_of_fraction(x.sub(logs));
    if result.floor().leading_zeros() < twos {
        return u64::MAX;
    }
    for _ in 0..twos {
        result = result.double();
    }
    rounded(result)
}

/// `floor(10^18 * e^-x)`.
fn scaled_exp_of_negative(x: Wide) -> u64 {
    if x.floor() >= 42 {
        return 0;
    }
    let (mut twos, mut logs) = whole_powers_of_two(x);
    while logs < x {
        twos += 1;
        logs = saturating(logs.add(LN_2));
    }
    let mut result = scaled_exp_of_fraction(logs.sub(x));
    for _ in 0..twos {
        result = result.half();
    }
    rounded(result)
}

/// The largest `k` with `k * ln 2 <= x`, or one less, and `k * ln 2`. `x` is below 42.
fn whole_powers_of_two(x: Wide) -> (u32, Wide) {
    let twos = (((x.top() >> 32) * INVERSE_LN_2) >> 64) as u32;
    (twos, saturating(LN_2.mul_int(u64::from(twos))))
}

/// `10^18 * e^x` for `x` in [0, 0.7].
fn scaled_exp_of_fraction(x: Wide) -> Wide {
    // e^x = 1 + x + x^2 (1/2! + x/3! + …)
    let tail = x
        .mul_fraction(x)
        .mul_fraction(series(&FACTORIAL_RECIPROCALS, x));
    let exp = saturating(Wide::int(1).add(saturating(x.add(tail))));
    saturating(exp.mul_int(ACCURACY))
}

/// `c0 + c1 x + c2 x^2 + …` for `x` and the sum in [0, 1).
fn series(coefficients: &[Wide], x: Wide) -> Wide {
    coefficients.iter().rev().fold(Wide::ZERO, |sum, next| {
        saturating(sum.mul_fraction(x).add(*next))
    })
}

/// Rounds down, but a number that misses an integer by less than 2^-160 up to it.
fn rounded(value: Wide) -> u64 {
    value
        .add(Wide::TWO_POW_MINUS_160)
        .map_or(u64::MAX, Wide::floor)
}

/// `2 atanh(1 / n)` for `n` from 2 on.
const fn twice_atanh_of_reciprocal(n: u64) -> Wide {
    let mut power = Wide::int(1).div_int(n);
    let mut sum = Wide::ZERO;
    let mut odd = 1;
    while odd < 200 {
        sum = saturating(sum.add(power.div_int(odd)));
        power = power.div_int(n * n);
        odd += 2;
    }
    sum.double()
}

/// The value of a sum or product that is far below 2^64.
const fn saturating(value: Option<Wide>) -> Wide {
    match value {
        Some(value) => value,
        None => Wide::MAX,
    }
}
