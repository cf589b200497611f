//! The pool of one hotkey on one subnet (`staking.md` section 3.2).

use crate::SafeFloat;

/// A power of ten beside which a number without it has no digit left, whatever its mantissa and
/// whatever a pool is worth.
const BEYOND_DIGITS: i64 = 44;

/// What a hotkey holds on one subnet for all who staked to it.
///
/// An operation on a number that fails (its exponent leaves `i64`, or something is taken from
/// zero) keeps the old number, as the specification says.
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

    /// Takes `amount` rao from all positions in proportion to their shares. Saturates at 0.
    pub fn decrease_all(&mut self, amount: u64) {
        self.total = self.total.saturating_sub(amount);
    }

    /// Adds `amount` rao to the position that holds `share`; all others keep their value up to
    /// rounding.
    ///
    /// In a pool without shares the amount becomes the denominator and the share. Shares that are
    /// left in a pool without value are worth nothing, and the deposit opens the pool anew so that
    /// they stay worth nothing. Otherwise the new shares are `amount * denominator / total`: none
    /// if the amount is worth none ([`Self::precise_enough`] tells beforehand). The total
    /// saturates.
    pub fn increase_one(&mut self, share: &mut SafeFloat, amount: u64) {
        match self.shares_of(amount) {
            _ if self.is_drained() => self.open_anew(share, amount),
            None => self.open(share, amount),
            Some(change) => {
                let all = &mut self.denominator;
                *share = share.checked_add(&change).unwrap_or(*share);
                *all = all.checked_add(&change).unwrap_or(*all);
            }
        }
        self.increase_all(amount);
    }

    /// Takes `amount` rao from the position that holds `share`; all others keep their value up to
    /// rounding. The caller has checked that the position is worth as much.
    ///
    /// In a pool without shares the amount becomes the denominator and the share, as in
    /// [`Self::increase_one`]. Total, denominator and share never fall below zero.
    pub fn decrease_one(&mut self, share: &mut SafeFloat, amount: u64) {
        match self.shares_of(amount) {
            None => self.open(share, amount),
            Some(change) => {
                let all = &mut self.denominator;
                *share = share.checked_sub(&change).unwrap_or(*share);
                *all = all.checked_sub(&change).unwrap_or(*all);
            }
        }
        self.decrease_all(amount);
    }

    /// Gives up a share that is worth less than a rao, in favour of those who hold the rest. To be
    /// asked of whoever took what its position was worth: a share that stayed behind would in time
    /// be too small for the denominator to know, and outlive it.
    ///
    /// Who holds all but less than a rao keeps its share. Numbers of 21 digits bound what rounding
    /// can leave: after dividends far beyond the deposits, a few rao may belong to nobody, or a
    /// share worth nothing may outlive its pool.
    pub fn give_up_remainder(&mut self, share: &mut SafeFloat) {
        if share.is_zero() || self.value(share) > 0 {
            return;
        }
        match self.denominator.checked_sub(share) {
            // No shares are left at all.
            None => *share = SafeFloat::ZERO,
            Some(rest) if self.value(&rest) > 0 => {
                self.denominator = rest;
                *share = SafeFloat::ZERO;
            }
            Some(_) => (),
        }
    }

    /// Whether a deposit of `amount` rao would receive shares at all. To be asked before every
    /// purchase: a refusal is `InsufficientLiquidity`.
    pub fn precise_enough(&self, amount: u64) -> bool {
        self.is_drained()
            || self
                .shares_of(amount)
                .is_none_or(|shares| !shares.is_zero())
    }

    /// Whether shares are left although nothing is.
    fn is_drained(&self) -> bool {
        self.total == 0 && !self.denominator.is_zero()
    }

    /// The shares that `amount` rao stand for at the present value of a share, or `None` if the
    /// pool has no shares yet.
    fn shares_of(&self, amount: u64) -> Option<SafeFloat> {
        if self.denominator.is_zero() {
            return None;
        }
        SafeFloat::from(amount)
            .checked_mul_div(&self.denominator, &SafeFloat::from(self.total))
            .or(Some(SafeFloat::ZERO))
    }

    /// The first position of a pool: one share is one rao.
    fn open(&mut self, share: &mut SafeFloat, amount: u64) {
        self.denominator = SafeFloat::from(amount);
        *share = self.denominator;
    }

    /// The first position after all value has gone: its shares are so large that all former ones
    /// together vanish beside them.
    fn open_anew(&mut self, share: &mut SafeFloat, amount: u64) {
        let plain = SafeFloat::from(amount);
        let large = self.denominator.exponent().checked_add(BEYOND_DIGITS);
        self.denominator = large
            .filter(|exponent| *exponent > plain.exponent())
            .and_then(|exponent| SafeFloat::new(plain.mantissa(), exponent))
            .unwrap_or(plain);
        *share = self.denominator;
    }
}
