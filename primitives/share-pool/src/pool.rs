//! The pool of one hotkey on one subnet (`staking.md` section 3.2).

use crate::SafeFloat;

/// Shares come and go in steps. A step is a power of ten: three digits below the leading one of
/// what a rao stands for, and so worth less than a thousandth of a rao. This is by how much its
/// exponent is larger than that of a mantissa of 21 digits.
const STEP_EXPONENT: i64 = 17;

/// What a hotkey holds on one subnet for all who staked to it.
///
/// The denominator is the sum of all shares, to the last digit. A share is worth more and more,
/// because roundings favour the pool, so that every step divides all former ones and every share is
/// a whole number of steps; and as long as a pool is worth at most 10^17 rao, five times what the
/// supply of a token is limited to, its 21 digits hold every sum of them. Therefore a pool has
/// shares if and only if it has value, a deposit of a rao or more receives shares, and positions
/// are never worth more than the total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// Value of all positions together, in rao of alpha.
    pub total: u64,
    /// What the shares count in: a position is worth `total * share / denominator`.
    pub denominator: SafeFloat,
}

impl Pool {
    /// Value in rao of a position that holds `share`, rounded down; 0 when the pool has no
    /// shares.
    pub fn value(&self, share: &SafeFloat) -> u64 {
        SafeFloat::from(self.total)
            .checked_mul_div(share, &self.denominator)
            .map_or(0, |value| value.saturating_to_u64())
    }

    /// Adds `amount` rao to all positions in proportion to their shares. Saturates at `u64::MAX`.
    pub fn increase_all(&mut self, amount: u64) {
        self.total = self.total.saturating_add(amount);
    }

    /// Adds `amount` rao to the position that holds `share`; all others keep their value up to
    /// rounding.
    ///
    /// In a pool without shares the amount becomes the denominator and the share. Otherwise the new
    /// shares are `amount * denominator / total`, rounded down to a step. The total saturates.
    pub fn increase_one(&mut self, share: &mut SafeFloat, amount: u64) {
        if let Some((change, _)) = self.shares_of(amount) {
            let all = &mut self.denominator;
            *share = share.checked_add(&change).unwrap_or(*share);
            *all = all.checked_add(&change).unwrap_or(*all);
        } else {
            self.denominator = amount.into();
            *share = self.denominator;
        }
        self.increase_all(amount);
    }

    /// Takes `amount` rao, at most what it is worth, from the position that holds `share`; all
    /// others keep their value up to rounding.
    ///
    /// The shares that go are `amount * denominator / total`, rounded up to a step. If the rest is
    /// worth less than a rao, it goes as well, in favour of the others. Total, denominator and
    /// share never fall below zero.
    pub fn decrease_one(&mut self, share: &mut SafeFloat, amount: u64) {
        if let Some((change, step)) = self.shares_of(amount) {
            let short = self.value(&change) < amount;
            self.take(share, change);
            if short {
                self.take(share, step);
            }
        }
        self.total = self.total.saturating_sub(amount);
        if self.value(share) == 0 {
            self.take(share, *share);
        }
    }

    /// The shares that `amount` rao stand for, rounded down to a step, and the step; `None` if the
    /// pool has no shares.
    fn shares_of(&self, amount: u64) -> Option<(SafeFloat, SafeFloat)> {
        if self.denominator.is_zero() {
            return None;
        }
        let total = SafeFloat::from(self.total);
        let shares = SafeFloat::from(amount).checked_mul_div(&self.denominator, &total)?;
        let one_rao = self.denominator.checked_div(&total)?;
        let step = one_rao.exponent().checked_add(STEP_EXPONENT)?;
        Some((shares.round_down_to(step), SafeFloat::new(1, step)?))
    }

    /// Takes shares out of one position and out of the whole.
    fn take(&mut self, share: &mut SafeFloat, change: SafeFloat) {
        let all = &mut self.denominator;
        *share = share.checked_sub(&change).unwrap_or(*share);
        *all = all.checked_sub(&change).unwrap_or(*all);
    }
}
