//! The price of a new subnet: it doubles with each creation and falls from block to block.

use myelin_types::{TaoBalance, frozen::RateLimitKey};

use crate::pallet::*;

/// Emission of a block before the first halving, in rao.
const FULL_EMISSION: u128 = 1_000_000_000;

/// Price of a new subnet.
///
/// `last` is the price paid last, `created` the block of that (0 when no subnet was ever created),
/// `interval` the blocks in which the doubling is taken back, `minimum` the floor.
fn lock_cost(last: u64, created: u64, now: u64, interval: u64, minimum: u64) -> u64 {
    let factor = if created == 0 { 1 } else { 2 };
    let per_block = last.checked_div(interval).unwrap_or_default();
    last.saturating_mul(factor)
        .saturating_sub(per_block.saturating_mul(now.saturating_sub(created)))
        .max(minimum)
}

impl<T: Config> Pallet<T> {
    /// What creating a subnet costs now, in rao of TAO.
    pub fn network_lock_cost() -> TaoBalance {
        let interval = u128::from(NetworkLockReductionInterval::<T>::get())
            .saturating_mul(u128::from(Self::block_emission().to_u64()))
            .checked_div(FULL_EMISSION)
            .and_then(|interval| u64::try_from(interval).ok())
            .unwrap_or(u64::MAX);
        lock_cost(
            NetworkLastLockCost::<T>::get().to_u64(),
            Self::last_network_registration(),
            Self::now(),
            interval,
            NetworkMinLockCost::<T>::get().to_u64(),
        )
        .into()
    }

    /// The block of the last creation of a subnet, 0 if there was none.
    pub(crate) fn last_network_registration() -> u64 {
        LastRateLimitedBlock::<T>::get(RateLimitKey::NetworkLastRegistered)
    }
}

#[cfg(test)]
mod tests {
    use super::lock_cost;

    #[test]
    fn the_price_doubles_and_falls_back_as_specified() {
        let min = 1_000_000_000_000;
        let cases = [
            (min, 0, 100_800, 2_000_000_000_000),
            (min, 7_200, 100_800, 1_928_571_435_200),
            (min, 50_400, 100_800, 1_500_000_046_400),
            (min, 100_800, 100_800, 1_000_000_092_800),
            (min, 100_801, 100_800, 1_000_000_000_000),
            (2 * min, 7_200, 100_800, 3_857_142_863_200),
            (2 * min, 100_800, 100_800, 2_000_000_084_800),
            (min, 25_200, 50_400, 1_500_000_021_200),
        ];
        for (last, blocks, interval, expected) in cases {
            assert_eq!(lock_cost(last, 10, 10 + blocks, interval, min), expected);
        }
    }

    #[test]
    fn before_the_first_creation_the_price_falls_from_genesis_on() {
        let (initial, min) = (1_000_000_000_000, 100_000_000_000);
        let cases = [
            (0, initial),
            (50_400, 500_000_046_400),
            (100_800, min),
            (u64::MAX, min),
        ];
        for (now, expected) in cases {
            assert_eq!(lock_cost(initial, 0, now, 100_800, min), expected);
        }
        assert_eq!(lock_cost(min, 0, 50_400, 100_800, min), min);
    }

    #[test]
    fn creations_at_the_rate_limit_cost_more_and_more() {
        let min = 1_000_000_000_000;
        let second = lock_cost(min, 10, 7_210, 100_800, min);
        assert_eq!(
            lock_cost(second, 7_210, 14_410, 100_800, min),
            3_719_387_768_800
        );
    }

    #[test]
    fn without_an_interval_the_price_does_not_fall() {
        assert_eq!(lock_cost(5, 10, 1_010, 0, 1), 10);
    }
}
