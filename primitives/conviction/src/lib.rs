//! Locked stake: how its mass decays and its conviction grows (`staking.md` section 16).
//!
//! A coldkey locks alpha in favour of a hotkey. The **mass** of a lock is what cannot leave the
//! subnet; its **conviction** grows with time towards the mass. A lock is stored as it was at its
//! last change and brought to the present when somebody looks: [`Course::roll`].
//!
//! Locks are also summed up in **buckets**, by hotkey and kind, so that the conviction behind a
//! hotkey is known without looking at every lock. Mass and conviction at a later time are linear in
//! mass and conviction now, so a bucket rolls by the same rule as its locks and stays their sum, but
//! for the rounding of masses to whole rao. When a lock changes, [`Course::exchange`] brings its
//! bucket to the present first and then applies the difference.
//!
//! Pure arithmetic over plain data; amounts are rao of alpha, times are blocks.
#![cfg_attr(not(feature = "std"), no_std)]

use myelin_math::{I64F64, SafeFixed, U64F64, exp};
use myelin_types::{AlphaBalance, frozen::LockState};

/// Below this many rao of both mass and conviction a lock is nothing.
pub const DUST: u64 = 100;

/// How many time constants are told apart: beyond, the decay stays as it is there.
const MAX_TIME_CONSTANTS: i32 = 40;

/// How a lock, or a bucket of locks of one kind, changes until now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// The present block.
    pub now: u64,
    /// Time constant in blocks of the mass of a decaying lock.
    pub unlock_rate: u64,
    /// Time constant in blocks with which conviction grows.
    pub maturity_rate: u64,
    /// Whether the mass stays.
    pub perpetual: bool,
    /// Whether the lock is for the hotkey of the subnet's owner: then conviction is the mass.
    pub for_owner: bool,
}

/// What is left of 1 after `blocks` with the time constant `rate`, in [0, 1].
pub fn decay(blocks: u64, rate: u64) -> I64F64 {
    if blocks == 0 {
        return I64F64::of(1);
    }
    let Some(ratio) = I64F64::of(blocks).checked_div(I64F64::of(rate)) else {
        return I64F64::of(0);
    };
    let exponent = ratio.min(I64F64::of(MAX_TIME_CONSTANTS));
    exp(I64F64::of(0).saturating_sub(exponent)).unwrap_or_default()
}

/// A lock of nothing, as of `now`.
pub fn nothing(now: u64) -> LockState {
    LockState {
        locked_mass: AlphaBalance::ZERO,
        conviction: U64F64::of(0),
        last_update: now,
    }
}

/// Whether a lock has neither mass nor conviction: such a lock is not stored.
pub fn is_nothing(lock: &LockState) -> bool {
    lock.locked_mass.is_zero() && lock.conviction == 0
}

/// Splits `amount` of the mass, at most all of it, off a lock, with the same part of its
/// conviction. Returns the rest and what was split off. From a lock without mass nothing comes off.
pub fn split(lock: &LockState, amount: AlphaBalance) -> (LockState, LockState) {
    let mass = lock.locked_mass;
    let moved = amount.min(mass);
    let part = U64F64::of(moved.to_u64()).safe_div(U64F64::of(mass.to_u64()));
    let conviction = lock.conviction.saturating_mul(part);
    let state = |locked_mass, conviction| LockState {
        locked_mass,
        conviction,
        last_update: lock.last_update,
    };
    (
        state(
            mass.saturating_sub(moved),
            lock.conviction.saturating_sub(conviction),
        ),
        state(moved, conviction),
    )
}

impl Course {
    /// The lock as of now; nothing when it has become dust.
    pub fn roll(self, lock: &LockState) -> LockState {
        self.settle(self.advance(lock))
    }

    /// The lock as of now, however little is left of it: what it contributes to its bucket.
    pub fn advance(self, lock: &LockState) -> LockState {
        let blocks = self.now.saturating_sub(lock.last_update);
        let mut advanced = if blocks == 0 {
            lock.clone()
        } else {
            self.after(blocks, lock)
        };
        if self.for_owner {
            advanced.conviction = U64F64::of(advanced.locked_mass.to_u64());
        }
        advanced
    }

    /// A lock as of now whose amounts were changed: an owner is convinced at once, dust is nothing.
    pub fn settle(self, mut lock: LockState) -> LockState {
        if self.for_owner {
            lock.conviction = U64F64::of(lock.locked_mass.to_u64());
        }
        if lock.locked_mass.to_u64() < DUST && lock.conviction < DUST {
            lock.locked_mass = AlphaBalance::ZERO;
            lock.conviction = U64F64::of(0);
        }
        lock
    }

    /// The bucket, rolled to now, after `old` in it was replaced by `new`, both as of now. Nothing
    /// of a bucket falls below zero.
    pub fn exchange(
        self,
        bucket: Option<&LockState>,
        old: &LockState,
        new: &LockState,
    ) -> LockState {
        let mut bucket = bucket.map_or_else(|| nothing(self.now), |bucket| self.advance(bucket));
        bucket.locked_mass = bucket
            .locked_mass
            .saturating_add(new.locked_mass)
            .saturating_sub(old.locked_mass);
        bucket.conviction = bucket
            .conviction
            .saturating_add(new.conviction)
            .saturating_sub(old.conviction);
        self.settle(bucket)
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
