//! Section 3.1 of `staking.md` word for word on integers without limit, and exact fractions.

use myelin_share_pool::SafeFloat;
use num_bigint::BigInt;
use num_rational::BigRational;

/// A number as the oracle keeps it: mantissa and exponent, not necessarily within any type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slow(pub BigInt, pub i128);

/// `10^power`.
pub fn ten(power: u32) -> BigInt {
    BigInt::from(10).pow(power)
}

/// The oracle's view of a number.
pub fn slow(x: &SafeFloat) -> Slow {
    Slow(x.mantissa().into(), x.exponent().into())
}

/// The number as an exact fraction.
pub fn exact(x: &SafeFloat) -> BigRational {
    let mantissa = BigRational::from(BigInt::from(x.mantissa()));
    let scale = BigRational::from(ten(x.exponent().unsigned_abs().try_into().unwrap()));
    if x.exponent() < 0 {
        mantissa / scale
    } else {
        mantissa * scale
    }
}

/// One digit at a time, as the rule says.
pub fn normalise(mut mantissa: BigInt, mut exponent: i128) -> Slow {
    if mantissa == BigInt::ZERO {
        return Slow(BigInt::ZERO, 0);
    }
    while mantissa > ten(21) {
        mantissa /= 10;
        exponent += 1;
    }
    while mantissa <= ten(20) {
        mantissa *= 10;
        exponent -= 1;
    }
    Slow(mantissa, exponent)
}

fn align(x: &Slow, y: &Slow) -> (BigInt, BigInt, i128) {
    let cut = |distance: i128| ten(distance.min(22).try_into().unwrap());
    if x.1 >= y.1 {
        (x.0.clone(), &y.0 / cut(x.1 - y.1), x.1)
    } else {
        (&x.0 / cut(y.1 - x.1), y.0.clone(), y.1)
    }
}

/// Sum.
pub fn add(x: &Slow, y: &Slow) -> Slow {
    if x.0 == BigInt::ZERO {
        return y.clone();
    }
    if y.0 == BigInt::ZERO {
        return x.clone();
    }
    let (left, right, exponent) = align(x, y);
    normalise(left + right, exponent)
}

/// Difference, or nothing for something taken from zero.
pub fn sub(x: &Slow, y: &Slow) -> Option<Slow> {
    if y.0 == BigInt::ZERO {
        return Some(x.clone());
    }
    if x.0 == BigInt::ZERO {
        return None;
    }
    let (left, right, exponent) = align(x, y);
    Some(normalise((left - right).max(BigInt::ZERO), exponent))
}

/// Quotient, or nothing for a division by zero.
pub fn div(x: &Slow, y: &Slow) -> Option<Slow> {
    if y.0 == BigInt::ZERO {
        return None;
    }
    Some(normalise(&x.0 * ten(21) / &y.0, x.1 - y.1 - 21))
}

/// `x * a / b`, or nothing for a division by zero.
pub fn mul_div(x: &Slow, a: &Slow, b: &Slow) -> Option<Slow> {
    if b.0 == BigInt::ZERO {
        return None;
    }
    Some(normalise(&x.0 * &a.0 / &b.0, x.1 + a.1 - b.1))
}

/// The integer part, at most `u64::MAX`.
pub fn to_u64(x: &Slow) -> u64 {
    let integer = if x.1 < 0 {
        &x.0 / ten((-x.1).min(22).try_into().unwrap())
    } else {
        &x.0 * ten(x.1.min(30).try_into().unwrap())
    };
    integer.try_into().unwrap_or(u64::MAX)
}
