//! Voting power: a slow moving average of a validator's stake (spec `yuma.md` section 9.4).

/// The unit of the smoothing factor α.
pub const ALPHA_ONE: u64 = 1_000_000_000_000_000_000;

/// What an epoch does to the stored voting power of one hotkey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The entry stays as it is.
    Keep,
    /// The entry becomes this value.
    Store(u64),
    /// The entry goes.
    Remove,
}

/// Next voting power in rao: `alpha` parts of 10¹⁸ of the new `stake`, the rest of `previous`.
///
/// `alpha` is at most [`ALPHA_ONE`].
pub fn average(alpha: u64, stake: u64, previous: u64) -> u64 {
    let rest = ALPHA_ONE.saturating_sub(alpha);
    let new = u128::from(alpha).saturating_mul(u128::from(stake));
    let old = u128::from(rest).saturating_mul(u128::from(previous));
    let mean = new.saturating_add(old) / 1_000_000_000_000_000_000;
    // A mean of two u64.
    mean.min(u128::from(u64::MAX)) as u64
}

/// What happens to the voting power `previous` (0 without an entry) of a member with or without a
/// new permit. `stake` is its stake weight in rao, `threshold` the stake below which a hotkey that
/// has risen above it loses its entry.
pub fn update(permit: bool, alpha: u64, stake: u64, previous: u64, threshold: u64) -> Change {
    if !permit {
        return Change::Remove;
    }
    match average(alpha, stake, previous) {
        value if value < threshold && previous >= threshold => Change::Remove,
        0 => Change::Keep,
        value => Change::Store(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEFAULT_ALPHA: u64 = 3_570_000_000_000_000;

    #[test]
    fn the_average_moves_by_the_smoothing_factor() {
        assert_eq!(average(DEFAULT_ALPHA, 1_000_000, 0), 3_570);
        assert_eq!(average(DEFAULT_ALPHA, 0, 1_000_000), 996_430);
        assert_eq!(average(ALPHA_ONE, 7, 1_000), 7);
        assert_eq!(average(0, 7, 1_000), 1_000);
        assert_eq!(average(ALPHA_ONE / 2, u64::MAX, u64::MAX), u64::MAX);
    }

    #[test]
    fn losing_the_permit_removes_voting_power() {
        assert_eq!(update(false, DEFAULT_ALPHA, 1, 1, 0), Change::Remove);
    }

    #[test]
    fn falling_below_the_threshold_removes_voting_power() {
        assert_eq!(update(true, ALPHA_ONE, 99, 100, 100), Change::Remove);
        assert_eq!(update(true, ALPHA_ONE, 99, 98, 100), Change::Store(99));
        assert_eq!(update(true, ALPHA_ONE, 100, 100, 100), Change::Store(100));
    }

    #[test]
    fn an_average_of_zero_leaves_the_entry_alone() {
        assert_eq!(update(true, DEFAULT_ALPHA, 0, 0, 1), Change::Keep);
        assert_eq!(update(true, ALPHA_ONE, 0, 5, 10), Change::Keep);
    }
}
