//! Commits of weights that wait for their reveal.

use myelin_types::{MechId, NetUid};
use myelin_yuma::schedule::Schedule;
use pallet_subtensor_runtime_api::{
    PendingCommits,
    commits::{HashedCommit, Reveal, RevealPhase, TimelockedCommit},
};

use crate::{pallet::*, weights::RevealClock};
use myelin_types::beacon::Beacon;

/// When a commit of `epoch` is revealed, as seen from `block`.
fn reveal_of(epoch: u64, clock: RevealClock, schedule: &Schedule, block: u64) -> Reveal {
    let reveal_epoch = clock.reveal_epoch(epoch);
    let phase = if clock.is_expired(epoch) {
        RevealPhase::Expired
    } else if clock.is_due(epoch) {
        RevealPhase::Now
    } else {
        RevealPhase::TooEarly
    };
    if phase == RevealPhase::Expired {
        return Reveal {
            epoch: reveal_epoch,
            phase,
            from_block: None,
            until_block: None,
        };
    }
    let begins = |index| schedule.start_of_epoch(index, block);
    // While an epoch waits, its commits are revealed already.
    let latest = if phase == RevealPhase::Now {
        block
    } else {
        u64::MAX
    };
    Reveal {
        epoch: reveal_epoch,
        phase,
        from_block: begins(reveal_epoch).map(|begin| begin.min(latest)),
        until_block: begins(reveal_epoch.saturating_add(1)).map(|end| end.saturating_sub(1)),
    }
}

impl<T: Config> Pallet<T> {
    /// The commits of a hotkey that wait on a mechanism. Those that have expired are shown until
    /// they are removed.
    ///
    /// Time-locked commits of all hotkeys stand in one queue for each epoch: those with commits of
    /// the hotkey are read.
    pub fn get_pending_commits(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Option<PendingCommits> {
        let index = Self::ensure_mechanism_exists(netuid, mechanism).ok()?;
        let (block, clock) = (Self::now(), Self::reveal_clock(netuid));
        let schedule = Self::epoch_schedule(netuid);
        let reveal = |epoch| reveal_of(epoch, clock, &schedule, block);
        let hashed = WeightCommits::<T>::get(index, hotkey).unwrap_or_default();
        let timelocked = Self::timelocked_weights_of(index, hotkey);
        Some(PendingCommits {
            block,
            epoch: clock.epoch,
            hashed: hashed
                .into_iter()
                .map(|(hash, epoch, block, _)| HashedCommit {
                    hash,
                    block,
                    epoch,
                    reveal: reveal(epoch),
                })
                .collect(),
            timelocked: timelocked
                .into_iter()
                .map(|(epoch, block, hash, round)| TimelockedCommit {
                    hash,
                    block,
                    epoch,
                    round,
                    round_signed: T::Beacon::signature(round).is_some(),
                    reveal: reveal(epoch),
                })
                .collect(),
        })
    }
}
