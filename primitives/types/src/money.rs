//! Amounts of TAO and of the alpha of a subnet, in rao (10⁻⁹ of a token).
//!
//! Two types, so that no sum ever mixes them. Arithmetic is explicit: `checked_*` where a user can
//! cause the overflow, `saturating_*` where the protocol says that a counter clamps.

use crate::transparent_integer;

transparent_integer!(
    /// An amount of TAO in rao.
    TaoBalance(u64)
);

transparent_integer!(
    /// An amount of the token of one subnet in rao.
    AlphaBalance(u64)
);

macro_rules! money {
    ($name:ident) => {
        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);
            /// The largest amount.
            pub const MAX: Self = Self(u64::MAX);

            /// The amount as a number of rao.
            pub const fn to_u64(self) -> u64 {
                self.0
            }

            /// Whether this is nothing.
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }

            /// The sum, or `None` beyond the largest amount.
            pub const fn checked_add(self, other: Self) -> Option<Self> {
                match self.0.checked_add(other.0) {
                    Some(sum) => Some(Self(sum)),
                    None => None,
                }
            }

            /// The difference, or `None` below zero.
            pub const fn checked_sub(self, other: Self) -> Option<Self> {
                match self.0.checked_sub(other.0) {
                    Some(difference) => Some(Self(difference)),
                    None => None,
                }
            }

            /// The sum, at most [`Self::MAX`].
            pub const fn saturating_add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }

            /// The difference, at least zero.
            pub const fn saturating_sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl core::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
                amounts.fold(Self::ZERO, Self::saturating_add)
            }
        }
    };
}

money!(TaoBalance);
money!(AlphaBalance);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checked_arithmetic_says_when_an_amount_leaves_its_range() {
        assert_eq!(TaoBalance::MAX.checked_add(TaoBalance(1)), None);
        assert_eq!(AlphaBalance::ZERO.checked_sub(AlphaBalance(1)), None);
        assert_eq!(
            TaoBalance(2).checked_sub(TaoBalance(1)),
            Some(TaoBalance(1))
        );
    }

    #[test]
    fn sums_clamp_instead_of_wrapping() {
        let sum: AlphaBalance = [AlphaBalance::MAX, AlphaBalance(1)].into_iter().sum();
        assert_eq!(sum, AlphaBalance::MAX);
    }
}
