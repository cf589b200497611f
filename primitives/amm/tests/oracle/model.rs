//! An obvious, slow implementation of the pool: fixed-point numbers are big integers counting
//! 2^-64, and powers come from `safe-bigmath`.

use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use safe_bigmath::SafeInt;

pub const WHOLE: u64 = 1_000_000_000_000_000_000;

/// A number in steps of 2^-64, below 2^64.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Q(pub BigUint);

impl Q {
    pub fn int(value: u64) -> Self {
        Self(BigUint::from(value) << 64)
    }

    fn largest() -> BigUint {
        BigUint::from(u128::MAX)
    }

    pub fn times(&self, other: &Self) -> Self {
        Self(((&self.0 * &other.0) >> 64usize).min(Self::largest()))
    }

    pub fn over(&self, other: &Self) -> Self {
        if other.0.is_zero() {
            return Self::int(0);
        }
        let quotient = (&self.0 << 64usize) / &other.0;
        if quotient > Self::largest() {
            return Self::int(0);
        }
        Self(quotient)
    }

    pub fn minus(&self, other: &Self) -> Self {
        if self.0 < other.0 {
            return Self::int(0);
        }
        Self(&self.0 - &other.0)
    }

    pub fn floor(&self) -> u64 {
        (&self.0 >> 64usize).to_u64().unwrap()
    }
}

/// `floor(10^18 * (n / d)^(a / b))`.
pub fn power(n: u128, d: u128, a: u64, b: u64, precision: u32) -> Option<SafeInt> {
    SafeInt::pow_ratio_scaled(
        &SafeInt::from(n),
        &SafeInt::from(d),
        &SafeInt::from(a),
        &SafeInt::from(b),
        precision,
        &SafeInt::from(WHOLE),
    )
}

/// A pool seen from a trade: what goes in and what comes out, with the exponents that belong to it.
#[derive(Clone, Debug)]
pub struct Model {
    pub buy: bool,
    pub tao: u64,
    pub alpha: u64,
    pub quote: u64,
}

#[derive(Debug, PartialEq)]
pub enum Refusal {
    TooLarge,
    TooLow,
    Limit,
}

impl Model {
    fn base(&self) -> u64 {
        WHOLE - self.quote
    }

    fn reserves(&self) -> (u64, u64) {
        if self.buy {
            (self.tao, self.alpha)
        } else {
            (self.alpha, self.tao)
        }
    }

    fn price_at(&self, tao: u64, alpha: u64) -> Q {
        let weights = Q::int(self.base()).over(&Q::int(self.quote));
        weights.times(&Q::int(tao).over(&Q::int(alpha)))
    }

    pub fn price(&self) -> Q {
        self.price_at(self.tao, self.alpha)
    }

    fn price_after(&self, paid_in: u64, paid_out: u64) -> Q {
        let (reserve_in, reserve_out) = self.reserves();
        let reserve_in = reserve_in.saturating_add(paid_in);
        let reserve_out = reserve_out.saturating_sub(paid_out);
        if self.buy {
            self.price_at(reserve_in, reserve_out)
        } else {
            self.price_at(reserve_out, reserve_in)
        }
    }

    fn out(&self, paid_in: u64) -> u64 {
        let (reserve_in, reserve_out) = self.reserves();
        let total = reserve_in.saturating_add(paid_in);
        let (a, b) = if self.buy {
            (self.quote, self.base())
        } else {
            (self.base(), self.quote)
        };
        let power = power(reserve_in.into(), total.into(), a, b, 256).unwrap();
        let ratio = Q::int(power.to_u64().unwrap()).over(&Q::int(WHOLE));
        let out = Q::int(reserve_out).times(&Q::int(1).minus(&ratio)).floor();
        // The last rao stays.
        out.min(reserve_out - 1)
    }

    fn to_limit(&self, limit: &Q) -> u64 {
        let bits = |q: &Q| q.0.to_u128().unwrap();
        let (price, limit) = (bits(&self.price()), bits(limit));
        let power = if self.buy {
            power(limit, price, self.base(), WHOLE, 1024)
        } else {
            power(price, limit, self.quote, WHOLE, 1024)
        };
        let power = power.unwrap().to_u64().unwrap_or(u64::MAX);
        let growth = Q::int(power).over(&Q::int(WHOLE)).minus(&Q::int(1));
        Q::int(self.reserves().0).times(&growth).floor()
    }

    /// Paid in, paid out and fee.
    pub fn trade(
        &self,
        amount: u64,
        price_limit: u64,
        rate: u64,
    ) -> Result<(u64, u64, u64), Refusal> {
        let (reserve_in, reserve_out) = self.reserves();
        let full_fee = Q::int(amount)
            .times(&Q::int(rate).over(&Q::int(65535)))
            .floor();
        let net = amount - full_fee;
        if net > reserve_in.saturating_mul(1000) {
            return Err(Refusal::TooLarge);
        }
        if reserve_out < 1 {
            return Err(Refusal::TooLow);
        }
        let limit = Q::int(price_limit).over(&Q::int(1_000_000_000));
        let passes = |first: &Q, second: &Q| {
            if self.buy {
                first < second
            } else {
                first > second
            }
        };
        if !passes(&self.price(), &limit) {
            return Err(Refusal::Limit);
        }
        let stopped = passes(&limit, &self.price_after(net, self.out(net)));
        let (paid_in, fee) = if stopped {
            let paid_in = self.to_limit(&limit).min(net);
            let on_top = Q::int(rate).over(&Q::int(65535 - rate));
            let fee = Q::int(paid_in).times(&on_top).floor();
            (paid_in, fee.min(amount - paid_in))
        } else {
            (net, full_fee)
        };
        let paid_out = if paid_in == 0 { 0 } else { self.out(paid_in) };
        if paid_in != 0 && paid_out == 0 {
            return Err(Refusal::TooLow);
        }
        Ok((paid_in, paid_out, fee))
    }

    /// Weight of TAO after an injection.
    pub fn inject(&self, tao: u64, alpha: u64) -> Option<u64> {
        let part = |weight: u64, factor: u64, reserve: u64, added: u64| {
            let product = BigUint::from(factor) * (BigUint::from(reserve) + added);
            let product = product.min(Q::largest());
            (product * weight + WHOLE / 2) / WHOLE
        };
        let base = part(self.base(), self.tao, self.alpha, alpha);
        let quote = part(self.quote, self.alpha, self.tao, tao);
        let total = (&base + &quote).min(Q::largest());
        let weight = (quote * WHOLE / total).to_u64().unwrap();
        (WHOLE / 100..=WHOLE / 100 * 99)
            .contains(&weight)
            .then_some(weight)
    }
}
