//! Orders of both directions against each other at one price; only the rest meets the pool.
//!
//! ```text
//!  B  TAO of all purchases, without their fees     E  what the alpha on sale is worth: ⌊p · S⌋
//!  S  alpha of all sales                           out  what the pool gives for the rest
//!
//!            rest for the pool      alpha for the buyers   TAO for the sellers
//!  B ≥ E     B − E  TAO             out + S                E
//!  B < E     S − ⌊B / p⌋  alpha     ⌊B / p⌋                out + B
//! ```
//!
//! Buyers share by what each pays, sellers by what the alpha of each is worth. All shares are
//! rounded down, so together they never exceed what is there: a remainder stays with whoever
//! settles.

use myelin_math::{SafeFixed, U64F64};

use crate::Side;

/// What is left of a set of orders when they have been set off against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Netting {
    /// Which way the rest goes. `Buy` too when nothing is left.
    pub side: Side,
    /// The rest, in the token that is paid: TAO of a purchase, alpha of a sale.
    pub rest: u64,
    price: U64F64,
    /// TAO of the purchases.
    tao: u64,
    /// Alpha of the sales.
    alpha: u64,
    /// What the alpha of the sales is worth.
    value: u64,
}

/// What there is to share out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pots {
    /// Alpha for all buyers.
    pub alpha: u64,
    /// TAO for all sellers.
    pub tao: u64,
    netting: Netting,
}

/// What `alpha` is worth at `price`, rounded down; `None` beyond `u64`.
fn value_of(alpha: u64, price: U64F64) -> Option<u64> {
    U64F64::of(alpha)
        .checked_mul(price)
        .map(SafeFixed::floor_u64)
}

/// `part / whole` of `pot`, rounded down; zero of an empty whole.
fn share(pot: u64, part: u64, whole: u64) -> u64 {
    u128::from(pot)
        .saturating_mul(u128::from(part.min(whole)))
        .checked_div(u128::from(whole))
        .and_then(|share| u64::try_from(share).ok())
        .unwrap_or_default()
}

impl Netting {
    /// Sets purchases for `tao` and sales of `alpha` off against each other at `price`.
    ///
    /// `None` when the value of the alpha exceeds `u64`.
    pub fn new(tao: u64, alpha: u64, price: U64F64) -> Option<Self> {
        let value = value_of(alpha, price)?;
        let (side, rest) = match tao.checked_sub(value) {
            Some(rest) => (Side::Buy, rest),
            // The TAO buys less than all the alpha: its quotient is below `alpha`.
            None => (Side::Sell, alpha.checked_sub(Self::bought(tao, price)?)?),
        };
        Some(Self {
            side,
            rest,
            price,
            tao,
            alpha,
            value,
        })
    }

    /// What `tao` buys at `price`, rounded down: nothing at a price of zero, `None` beyond `u64`.
    fn bought(tao: u64, price: U64F64) -> Option<u64> {
        if price.to_bits() == 0 {
            return Some(0);
        }
        U64F64::of(tao).checked_div(price).map(SafeFixed::floor_u64)
    }

    /// What there is to share out once the pool gave `out` for the rest. `None` beyond `u64`.
    pub fn settle(self, out: u64) -> Option<Pots> {
        let (alpha, tao) = match self.side {
            Side::Buy => (out.checked_add(self.alpha)?, self.value),
            Side::Sell => (
                self.alpha.checked_sub(self.rest)?,
                out.checked_add(self.tao)?,
            ),
        };
        Some(Pots {
            alpha,
            tao,
            netting: self,
        })
    }
}

impl Pots {
    /// Alpha for a purchase of `tao`, which is part of the purchases that were netted.
    pub fn for_buyer(&self, tao: u64) -> u64 {
        share(self.alpha, tao, self.netting.tao)
    }

    /// TAO for a sale of `alpha`, which is part of the sales that were netted.
    pub fn for_seller(&self, alpha: u64) -> u64 {
        // No part is worth more than the whole, whose value fits.
        let value = value_of(alpha, self.netting.price).unwrap_or_default();
        share(self.tao, value, self.netting.value)
    }
}

#[cfg(test)]
#[allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "test code"
)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn two() -> U64F64 {
        U64F64::of(2u64)
    }

    #[test]
    fn surplus_tao_buys_and_sellers_are_paid_at_the_price() {
        let netting = Netting::new(1_600, 200, two()).unwrap();
        assert_eq!((netting.side, netting.rest), (Side::Buy, 1_200));
        let pots = netting.settle(300).unwrap();
        assert_eq!(pots.for_buyer(1_000), 312);
        assert_eq!(pots.for_buyer(600), 187);
        assert_eq!(pots.for_seller(200), 400);
    }

    #[test]
    fn surplus_alpha_is_sold_and_buyers_are_paid_at_the_price() {
        let netting = Netting::new(200, 500, two()).unwrap();
        assert_eq!((netting.side, netting.rest), (Side::Sell, 400));
        let pots = netting.settle(300).unwrap();
        assert_eq!(pots.for_buyer(200), 100);
        assert_eq!(pots.for_seller(300), 300);
        assert_eq!(pots.for_seller(200), 200);
    }

    #[test]
    fn orders_that_match_leave_nothing_for_the_pool() {
        let netting = Netting::new(400, 200, two()).unwrap();
        assert_eq!((netting.side, netting.rest), (Side::Buy, 0));
        let pots = netting.settle(0).unwrap();
        assert_eq!((pots.alpha, pots.tao), (200, 400));
    }

    #[test]
    fn alpha_without_a_price_is_worth_nothing() {
        let netting = Netting::new(10, 200, U64F64::of(0u64)).unwrap();
        assert_eq!((netting.side, netting.rest), (Side::Buy, 10));
        assert_eq!(netting.settle(0).unwrap().for_seller(200), 0);
        assert_eq!(Netting::bought(10, U64F64::of(0u64)), Some(0));
    }

    #[test]
    fn a_value_or_a_quotient_beyond_the_range_is_none() {
        assert_eq!(Netting::new(0, u64::MAX, two()), None);
        assert_eq!(Netting::bought(2, U64F64::from_bits(1)), None);
        assert_eq!(Netting::new(5, 1, two()).unwrap().settle(u64::MAX), None);
    }

    /// Amounts up to the largest issuance.
    fn amounts() -> impl Strategy<Value = Vec<u64>> {
        prop::collection::vec(1..100_000_000_000_000u64, 0..20)
    }

    proptest! {
        /// What comes in from the orders and from the pool covers what goes out to the pool and in
        /// shares, and less than one rao a buyer is left over.
        #[test]
        fn shares_never_exceed_what_was_collected(
            buys in amounts(),
            sales in amounts(),
            price_bits in 1u128..(1 << 74),
            out in 0..10_000_000_000_000_000u64,
        ) {
            let price = U64F64::from_bits(price_bits);
            let tao: u64 = buys.iter().sum();
            let alpha: u64 = sales.iter().sum();
            let netting = Netting::new(tao, alpha, price).unwrap();
            let out = if netting.rest == 0 { 0 } else { out };
            let pots = netting.settle(out).unwrap();
            let alpha_paid: u64 = buys.iter().map(|buy| pots.for_buyer(*buy)).sum();
            let tao_paid: u64 = sales.iter().map(|sale| pots.for_seller(*sale)).sum();
            prop_assert!(alpha_paid <= pots.alpha && tao_paid <= pots.tao);
            let (tao_there, alpha_there) = match netting.side {
                Side::Buy => (tao - netting.rest, alpha + out),
                Side::Sell => (tao + out, alpha - netting.rest),
            };
            prop_assert!(tao_paid <= tao_there);
            prop_assert!(alpha_paid <= alpha_there);
            let dust = pots.alpha - alpha_paid;
            prop_assert!(buys.is_empty() || dust <= buys.len() as u64);
        }
    }
}
