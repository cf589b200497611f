//! Storing pulses, and what others learn from them.
//!
//! This file alone writes the storage of the pallet.

use alloc::vec::Vec;

use codec::Encode;
use frame_support::{
    dispatch::DispatchClass,
    ensure,
    traits::{Get, Randomness, Time},
};
use frame_system::pallet_prelude::BlockNumberFor;
use myelin_timelock::beacon::{key_of, verify};
use myelin_types::beacon::Beacon;
use sp_runtime::{
    DispatchResult,
    traits::{Hash, One, Saturating},
};

use crate::{
    pallet::*,
    types::{BeaconConfiguration, Pulse},
};

/// Rounds that are kept.
pub const MAX_KEPT_PULSES: u64 = 216_000;

/// Rounds that one call removes at most.
pub const MAX_REMOVED_PULSES: u64 = 100;

/// The rounds that are kept: from the oldest to the last one, both 0 before the first pulse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub oldest: u64,
    pub last: u64,
}

impl Kept {
    pub(crate) fn load<T: Config>() -> Self {
        Self {
            oldest: OldestStoredRound::<T>::get(),
            last: LastStoredRound::<T>::get(),
        }
    }

    fn store<T: Config>(self) {
        OldestStoredRound::<T>::put(self.oldest);
        LastStoredRound::<T>::put(self.last);
    }

    /// The oldest round that can still be added.
    pub(crate) fn first(self) -> u64 {
        let window = self.last.saturating_sub(MAX_KEPT_PULSES.saturating_sub(1));
        self.oldest.max(window).max(1)
    }

    /// Whether a round is new, or one that was left out.
    pub(crate) fn lacks<T: Config>(self, round: u64) -> bool {
        round > self.last || (round >= self.first() && !Pulses::<T>::contains_key(round))
    }

    fn add(&mut self, round: u64) {
        if self.oldest == 0 && self.last == 0 {
            self.oldest = round;
        }
        self.last = self.last.max(round);
    }

    /// Takes out what is too old, as far as one call may. Returns the first of these rounds and
    /// how many they are.
    pub(crate) fn shrink(&mut self) -> (u64, u64) {
        let first = self.oldest;
        if first == 0 {
            return (0, 0);
        }
        let length = self.last.saturating_sub(first).saturating_add(1);
        let removed = length
            .saturating_sub(MAX_KEPT_PULSES)
            .min(MAX_REMOVED_PULSES);
        self.oldest = first.saturating_add(removed);
        (first, removed)
    }
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::write_pulse`].
    pub(crate) fn do_write_pulse(pulses: Vec<Pulse>) -> DispatchResult {
        let key = BeaconConfig::<T>::get().public_key;
        let mut kept = Kept::load::<T>();
        let mut rounds = Vec::with_capacity(pulses.len());
        for pulse in pulses {
            let round = pulse.round;
            let is_signed = verify::<T::Curve>(round, &pulse.signature, &key)
                .map_err(|_| Error::<T>::PulseVerificationError)?;
            if !is_signed {
                continue;
            }
            ensure!(kept.lacks::<T>(round), Error::<T>::InvalidRoundNumber);
            ensure!(pulse.is_consistent(), Error::<T>::UnverifiedPulse);
            Pulses::<T>::insert(round, pulse);
            kept.add(round);
            rounds.push(round);
        }
        Self::prune(&mut kept);
        kept.store::<T>();
        NextUnsignedAt::<T>::put(frame_system::Pallet::<T>::block_number());
        if !rounds.is_empty() {
            Self::deposit_event(Event::NewPulse { rounds });
        }
        Ok(())
    }

    /// Removes what is too old. The weight of the call does not know how much that is.
    fn prune(kept: &mut Kept) {
        let (first, removed) = kept.shrink();
        for round in first..first.saturating_add(removed) {
            Pulses::<T>::remove(round);
        }
        frame_system::Pallet::<T>::register_extra_weight_unchecked(
            T::DbWeight::get().writes(removed),
            DispatchClass::Normal,
        );
    }

    /// See [`Pallet::set_beacon_config`].
    pub(crate) fn do_set_beacon_config(config: BeaconConfiguration) -> DispatchResult {
        ensure!(config.period > 0, Error::<T>::NoneValue);
        key_of::<T::Curve>(&config.public_key).map_err(|_| Error::<T>::PulseVerificationError)?;
        BeaconConfig::<T>::put(config);
        let next = frame_system::Pallet::<T>::block_number().saturating_add(One::one());
        NextUnsignedAt::<T>::put(next);
        Self::deposit_event(Event::BeaconConfigChanged);
        Ok(())
    }

    /// See [`Pallet::set_oldest_stored_round`].
    pub(crate) fn do_set_oldest_stored_round(oldest: u64) {
        OldestStoredRound::<T>::put(oldest);
        Self::deposit_event(Event::SetOldestStoredRound(oldest));
    }

    /// What holds between the items: nothing is newer than the last round, every pulse stands under
    /// its round and has the randomness of its signature.
    #[cfg(any(test, feature = "try-runtime"))]
    pub(crate) fn do_try_state() -> Result<(), sp_runtime::TryRuntimeError> {
        let last = LastStoredRound::<T>::get();
        for (round, pulse) in Pulses::<T>::iter() {
            ensure!(round == pulse.round, "a pulse stands under another round");
            ensure!(round <= last, "a pulse is newer than the last one");
            ensure!(pulse.is_consistent(), "a pulse has another randomness");
        }
        Ok(())
    }
}

impl<T: Config> Beacon for Pallet<T> {
    fn last_stored_round() -> u64 {
        LastStoredRound::<T>::get()
    }

    fn signature(round: u64) -> Option<Vec<u8>> {
        Some(Pulses::<T>::get(round)?.signature.into_inner())
    }

    /// None too while the clock of the chain stands before the first round: then it is not that of
    /// the beacon, as on a chain for development whose time starts at zero.
    fn round_in(seconds: u64) -> Option<u64> {
        let config = BeaconConfig::<T>::get();
        let now = T::Time::now().checked_div(1_000)?;
        let passed = now.checked_sub(config.genesis_time.into())?;
        let rounds = passed
            .saturating_add(seconds)
            .checked_div(config.period.into())?;
        Some(rounds.saturating_add(1))
    }
}

impl<T: Config> Randomness<T::Hash, BlockNumberFor<T>> for Pallet<T> {
    /// From the newest pulse, known since the block before at the latest; zero while there is
    /// none.
    fn random(subject: &[u8]) -> (T::Hash, BlockNumberFor<T>) {
        let known = frame_system::Pallet::<T>::block_number().saturating_sub(One::one());
        let seed = match Pulses::<T>::get(LastStoredRound::<T>::get()) {
            Some(pulse) => (subject, known, pulse.randomness).using_encoded(T::Hashing::hash),
            None => T::Hash::default(),
        };
        (seed, known)
    }
}
