//! Locked stake and conviction as of the current block (spec, staking section 16).

use alloc::collections::BTreeSet;

use myelin_math::{SafeFixed, exp};
use myelin_types::{AlphaBalance, NetUid, frozen::LockState};
use substrate_fixed::types::{I64F64, U64F64};

use crate::pallet::*;

/// Below this many rao of both mass and conviction a lock is nothing.
const DUST: u64 = 100;

/// How many time constants are told apart: beyond, the decay stays as it is there.
const MAX_TIME_CONSTANTS: i32 = 40;

/// How a lock changes with time.
#[derive(Clone, Copy)]
struct Course {
    now: u64,
    /// Time constant in blocks of the mass of a decaying lock.
    unlock_rate: u64,
    /// Time constant in blocks with which conviction grows.
    maturity_rate: u64,
    /// Whether the mass stays.
    perpetual: bool,
    /// Whether the lock is for the hotkey of the subnet's owner: then conviction is the mass.
    for_owner: bool,
}

/// What is left of 1 after `blocks` with the time constant `rate`, in [0, 1].
fn decay(blocks: u64, rate: u64) -> I64F64 {
    if blocks == 0 {
        return I64F64::of(1);
    }
    let Some(ratio) = I64F64::of(blocks).checked_div(I64F64::of(rate)) else {
        return I64F64::of(0);
    };
    let exponent = ratio.min(I64F64::of(MAX_TIME_CONSTANTS));
    exp(I64F64::of(0).saturating_sub(exponent)).unwrap_or_default()
}

impl Course {
    /// The lock as of `now`.
    fn roll(self, lock: &LockState) -> LockState {
        let blocks = self.now.saturating_sub(lock.last_update);
        let mut rolled = lock.clone();
        if blocks > 0 {
            rolled = self.after(blocks, lock);
        }
        if self.for_owner {
            rolled.conviction = U64F64::of(rolled.locked_mass.to_u64());
        }
        if rolled.locked_mass.to_u64() < DUST && rolled.conviction < DUST {
            rolled.locked_mass = AlphaBalance::ZERO;
            rolled.conviction = U64F64::of(0);
        }
        rolled
    }

    fn after(self, blocks: u64, lock: &LockState) -> LockState {
        let mass = U64F64::of(lock.locked_mass.to_u64());
        let matured = decay(blocks, self.maturity_rate);
        let growth = mass.saturating_mul(U64F64::of(self.growth(blocks, matured)));
        let kept = lock.conviction.saturating_mul(U64F64::of(matured));
        let locked_mass = if self.perpetual {
            lock.locked_mass
        } else {
            let unlocked = U64F64::of(decay(blocks, self.unlock_rate));
            AlphaBalance(mass.saturating_mul(unlocked).floor_u64())
        };
        LockState {
            locked_mass,
            conviction: kept.saturating_add(growth),
            last_update: self.now,
        }
    }

    /// Conviction gained per rao of mass; `matured` is the decay of the maturity.
    fn growth(self, blocks: u64, matured: I64F64) -> I64F64 {
        let zero = I64F64::of(0);
        if self.perpetual {
            return I64F64::of(1).saturating_sub(matured);
        }
        let (unlock, maturity) = (self.unlock_rate, self.maturity_rate);
        if unlock == 0 || maturity == 0 {
            return zero;
        }
        if unlock == maturity {
            let constants = I64F64::of(blocks).safe_div(I64F64::of(maturity));
            return constants.saturating_mul(matured);
        }
        let unlock_constant = I64F64::of(unlock);
        let apart = unlock_constant.saturating_sub(I64F64::of(maturity));
        unlock_constant
            .saturating_mul(decay(blocks, unlock).saturating_sub(matured))
            .safe_div(apart)
            .max(zero)
    }
}

impl<T: Config> Pallet<T> {
    /// The lock of a coldkey on a subnet.
    pub fn get_coldkey_lock(coldkey: &T::AccountId, netuid: NetUid) -> Option<LockState> {
        let (hotkey, lock) = Lock::<T>::iter_prefix((coldkey.clone(), netuid)).next()?;
        let course = Course {
            perpetual: DecayingLock::<T>::get(coldkey, netuid) == Some(false),
            for_owner: SubnetOwnerHotkey::<T>::get(netuid) == hotkey,
            ..Self::course()
        };
        Some(course.roll(&lock))
    }

    /// The conviction behind a hotkey on a subnet.
    pub fn get_hotkey_conviction(hotkey: &T::AccountId, netuid: NetUid) -> U64F64 {
        let is_owner = SubnetOwnerHotkey::<T>::get(netuid) == *hotkey;
        Self::conviction(hotkey, netuid, is_owner, Self::course())
    }

    /// The hotkey with the largest conviction on a subnet; of equal ones the largest account.
    pub fn get_most_convicted_hotkey_on_subnet(netuid: NetUid) -> Option<T::AccountId> {
        let owner = SubnetOwnerHotkey::<T>::get(netuid);
        let mut hotkeys: BTreeSet<T::AccountId> =
            HotkeyLock::<T>::iter_key_prefix(netuid).collect();
        hotkeys.extend(DecayingHotkeyLock::<T>::iter_key_prefix(netuid));
        if OwnerLock::<T>::contains_key(netuid) || DecayingOwnerLock::<T>::contains_key(netuid) {
            hotkeys.insert(owner.clone());
        }
        let course = Self::course();
        hotkeys
            .into_iter()
            .max_by_key(|hotkey| Self::conviction(hotkey, netuid, *hotkey == owner, course))
    }

    /// How a perpetual lock for a hotkey that is not the owner's changes until now.
    fn course() -> Course {
        Course {
            now: Self::now(),
            unlock_rate: UnlockRate::<T>::get(),
            maturity_rate: MaturityRate::<T>::get(),
            perpetual: true,
            for_owner: false,
        }
    }

    /// All conviction behind a hotkey, by the aggregates.
    fn conviction(hotkey: &T::AccountId, netuid: NetUid, is_owner: bool, course: Course) -> U64F64 {
        let of = |lock: Option<LockState>, perpetual: bool, for_owner: bool| {
            let course = Course {
                perpetual,
                for_owner,
                ..course
            };
            lock.map_or(U64F64::of(0), |lock| course.roll(&lock).conviction)
        };
        let mut sum = of(HotkeyLock::<T>::get(netuid, hotkey), true, false).saturating_add(of(
            DecayingHotkeyLock::<T>::get(netuid, hotkey),
            false,
            false,
        ));
        if is_owner {
            sum = sum
                .saturating_add(of(OwnerLock::<T>::get(netuid), true, true))
                .saturating_add(of(DecayingOwnerLock::<T>::get(netuid), false, true));
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u64 = 934_866;

    fn course(now: u64, perpetual: bool) -> Course {
        Course {
            now,
            unlock_rate: RATE,
            maturity_rate: RATE,
            perpetual,
            for_owner: false,
        }
    }

    fn lock(mass: u64) -> LockState {
        LockState {
            locked_mass: AlphaBalance(mass),
            conviction: U64F64::of(0),
            last_update: 0,
        }
    }

    /// Conviction in millionths of the mass.
    fn share(lock: &LockState, mass: u64) -> u64 {
        lock.conviction
            .saturating_mul(U64F64::of(1_000_000))
            .safe_div(U64F64::of(mass))
            .floor_u64()
    }

    #[test]
    fn decay_has_the_bits_of_the_spec() {
        let cases = [
            (RATE, 6_786_177_901_268_885_275),
            (648_000, 9_223_369_393_771_673_268),
            (1, 18_446_724_341_754_161_508),
            (40 * RATE, 78),
            (50 * RATE, 78),
        ];
        for (blocks, bits) in cases {
            assert_eq!(decay(blocks, RATE).to_bits(), bits);
        }
        assert_eq!(decay(0, 0), I64F64::of(1));
        assert_eq!(decay(1, 0), I64F64::of(0));
    }

    #[test]
    fn half_the_mass_is_left_after_648000_blocks() {
        let mass = 1_000_000_000_000;
        let decaying = course(648_000, false).roll(&lock(mass));
        assert!(decaying.locked_mass.to_u64().abs_diff(mass / 2) < 1_000_000);
        assert_eq!(share(&decaying, mass), 346_573);
        let perpetual = course(648_000, true).roll(&lock(mass));
        assert_eq!(perpetual.locked_mass, AlphaBalance(mass));
        assert_eq!(share(&perpetual, mass), 500_000);
    }

    #[test]
    fn after_one_time_constant_mass_and_conviction_are_those_of_the_spec() {
        let mass = 1_000_000_000_000;
        let decaying = course(RATE, false).roll(&lock(mass));
        assert_eq!(decaying.locked_mass.to_u64(), 367_879_441_171);
        assert_eq!(share(&decaying, mass), 367_879);
        let perpetual = course(RATE, true).roll(&lock(mass));
        assert_eq!(share(&perpetual, mass), 632_120);
    }

    #[test]
    fn unequal_rates_give_the_conviction_of_the_spec() {
        let course = Course {
            unlock_rate: 200_000,
            maturity_rate: 240_000,
            ..course(10_000, false)
        };
        let rolled = course.roll(&lock(10_000));
        assert_eq!(rolled.locked_mass, AlphaBalance(9_512));
        let thousandths = rolled.conviction.saturating_mul(U64F64::of(10_000));
        assert_eq!(thousandths.floor_u64(), 3_980_016);
    }

    #[test]
    fn rates_one_block_apart_stay_exact() {
        let unlock_rate = 1_142_108;
        let mass = 21_000_000_000_000_000;
        let course = Course {
            unlock_rate,
            maturity_rate: 1_142_109,
            ..course(unlock_rate, false)
        };
        let rolled = course.roll(&lock(mass));
        let left = rolled.locked_mass.to_u64();
        assert!(left.abs_diff(7_725_468_264_600_288) < 2_000);
        let conviction = rolled.conviction.floor_u64();
        assert!(conviction.abs_diff(7_725_464_882_491_937) < 50_000);
    }

    #[test]
    fn dust_is_nothing_and_an_owner_is_convinced_at_once() {
        let dust = course(0, true).roll(&lock(99));
        assert_eq!((dust.locked_mass, dust.conviction), Default::default());
        let kept = course(0, true).roll(&lock(100));
        assert_eq!(kept.locked_mass, AlphaBalance(100));
        let owner = Course {
            for_owner: true,
            ..course(0, true)
        };
        assert_eq!(owner.roll(&lock(500)).conviction, U64F64::of(500));
    }
}
