//! Decay of the registration price (section 2).

/// 1.0 in the scale of decay factors, 2^32.
pub const DECAY_ONE: u64 = 1 << 32;

/// One half in the scale of decay factors.
const DECAY_HALF: u64 = 1 << 31;

/// The factor, in units of 2^-32, that halves a price within `half_life` blocks when applied once
/// per block: the largest one whose power stays at or below one half.
///
/// A half-life of 0 means no decay and gives [`DECAY_ONE`].
pub fn decay_factor(half_life: u16) -> u64 {
    if half_life == 0 {
        return DECAY_ONE;
    }
    // low is good, high is too much, and they close in by bisection.
    let (mut low, mut high) = (0u64, DECAY_ONE);
    while high.saturating_sub(low) > 1 {
        let middle = low.midpoint(high);
        if power(middle, half_life) > DECAY_HALF {
            high = middle;
        } else {
            low = middle;
        }
    }
    low
}

/// `base^exponent` by squaring, each product rounded down to 32 fraction bits. `base` is below 1,
/// so no product reaches 2^64.
fn power(mut base: u64, mut exponent: u16) -> u64 {
    let mut result = DECAY_ONE;
    loop {
        if exponent & 1 == 1 {
            result = result.saturating_mul(base) >> 32;
        }
        exponent >>= 1;
        if exponent == 0 {
            return result;
        }
        base = base.saturating_mul(base) >> 32;
    }
}

/// Decay factors for a loop over subnets: remembers the last one, as most subnets have the same
/// half-life.
#[derive(Clone, Copy, Debug)]
pub struct DecayFactors {
    half_life: u16,
    factor: u64,
}

impl Default for DecayFactors {
    fn default() -> Self {
        Self {
            half_life: 0,
            factor: DECAY_ONE,
        }
    }
}

impl DecayFactors {
    /// The same as [`decay_factor`], computed only when the half-life differs from the last one.
    pub fn factor(&mut self, half_life: u16) -> u64 {
        if half_life != self.half_life {
            *self = Self {
                half_life,
                factor: decay_factor(half_life),
            };
        }
        self.factor
    }
}

/// The price of the next block: `burn * factor`, rounded down, then raised to `min_burn`, then
/// lowered to `max_burn` (all in rao). `factor` is in units of 2^-32; [`DECAY_ONE`] only clamps.
pub fn decay_burn(burn: u64, factor: u64, min_burn: u64, max_burn: u64) -> u64 {
    // A product of two u64 fits u128.
    let decayed = u128::from(burn).saturating_mul(u128::from(factor)) >> 32;
    u64::try_from(decayed)
        .unwrap_or(u64::MAX)
        .max(min_burn)
        .min(max_burn)
}
