//! Fixed-point operations of `yuma.md` section 1.2, as the split of emission needs them.

use myelin_math::{SafeFixed, U96F32, unit};

/// 0.0.
pub(crate) const ZERO: U96F32 = U96F32::from_bits(0);

/// 1.0.
pub(crate) const ONE: U96F32 = U96F32::from_bits(1 << 32);

/// An amount in rao.
pub(crate) fn whole(amount: u64) -> U96F32 {
    U96F32::from_bits(u128::from(amount) << 32)
}

/// Product, rounded down, saturating. Most operands fit a 128-bit product.
pub(crate) fn mul(left: U96F32, right: U96F32) -> U96F32 {
    match left.to_bits().checked_mul(right.to_bits()) {
        Some(product) => U96F32::from_bits(product >> 32),
        None => left.saturating_mul(right),
    }
}

/// Quotient, rounded down; 0 when the divisor is 0 or the quotient does not fit. Most numerators
/// fit 128 bits.
pub(crate) fn safe_div(numerator: U96F32, divisor: U96F32) -> U96F32 {
    match numerator.to_bits().checked_mul(1 << 32) {
        Some(shifted) => shifted
            .checked_div(divisor.to_bits())
            .map_or(ZERO, U96F32::from_bits),
        None => numerator.safe_div(divisor),
    }
}

/// Half of a number, rounded down.
pub(crate) fn half(number: U96F32) -> U96F32 {
    U96F32::from_bits(number.to_bits() >> 1)
}

/// `part / u64::MAX` as the chain computes it, truncated to 32 fraction bits: proportions of
/// children, `TaoWeight`, `CKBurn`.
///
/// The quotient has the upper half of `part` as its fraction bits, and is 1 for `u64::MAX`.
pub fn fraction_of_u64(part: u64) -> U96F32 {
    if part == u64::MAX {
        ONE
    } else {
        U96F32::from_bits(u128::from(part >> 32))
    }
}

/// `part / 65535`, truncated to 32 fraction bits: takes and cuts.
pub fn fraction_of_u16(part: u16) -> U96F32 {
    U96F32::from_bits(unit::from_u16(part).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers of every magnitude.
    fn numbers() -> impl Strategy<Value = U96F32> {
        (any::<u128>(), 0..=128u32)
            .prop_map(|(bits, shift)| U96F32::from_bits(bits.checked_shr(shift).unwrap_or(0)))
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            cases: 8192,
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn fast_operations_equal_those_of_the_library(a in numbers(), b in numbers()) {
            prop_assert_eq!(mul(a, b), a.saturating_mul(b));
            prop_assert_eq!(safe_div(a, b), a.safe_div(b));
            prop_assert_eq!(half(a), a.saturating_mul(U96F32::from_bits(1 << 31)));
        }

        #[test]
        fn fractions_equal_a_division(part: u64, amount: u64) {
            let divided = U96F32::of(part).safe_div(U96F32::of(u64::MAX));
            prop_assert_eq!(fraction_of_u64(part), divided);
            prop_assert_eq!(whole(amount), U96F32::of(amount));
        }
    }

    #[test]
    fn fractions_at_the_ends_equal_a_division() {
        for part in [0, 1, (1 << 32) - 1, 1 << 32, u64::MAX - 1, u64::MAX] {
            let divided = U96F32::of(part).safe_div(U96F32::of(u64::MAX));
            assert_eq!(fraction_of_u64(part), divided);
        }
        for part in 0..=u16::MAX {
            let divided = U96F32::of(part).safe_div(U96F32::of(u16::MAX));
            assert_eq!(fraction_of_u16(part), divided);
        }
    }
}
