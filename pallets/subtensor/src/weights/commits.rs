//! Weights in two steps: first the hash of what a validator thinks, then, a number of epochs later,
//! what it thought. Nobody can copy the weights of others in time.
//!
//! This file alone writes `WeightCommits`: for each mechanism and hotkey a queue, oldest first, of
//! (hash, epoch, block, 0). A commit made in epoch c can be revealed in epoch c + P alone, where P
//! is `RevealPeriodEpochs`; later it has expired (weights.md sections 3 and 4).

use alloc::{collections::VecDeque, vec::Vec};

use codec::Encode;
use frame_support::ensure;
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use pallet_subtensor_runtime_api::Obstacle;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult, traits::Hash};

use super::{Scores, set::Timing};
use crate::pallet::*;

/// Most commits of one hotkey on one mechanism that may wait for their reveal.
const MAX_UNREVEALED: usize = 10;

/// A commit: hash, epoch, block, and a number that is always 0.
type Commit = (H256, u64, u64, u64);

/// Too many commits of one hotkey, of which the first is out of the way in `until_epoch`.
pub(crate) fn queue_obstacle(waiting: usize, until_epoch: u64) -> Option<Obstacle> {
    (waiting >= MAX_UNREVEALED).then_some(Obstacle::TooManyCommits {
        waiting: waiting as u64,
        limit: MAX_UNREVEALED as u64,
        until_epoch,
    })
}

/// Where a subnet stands between commit and reveal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RevealClock {
    /// The current epoch, one more when the epoch of this block has not run yet.
    pub epoch: u64,
    /// Epochs between commit and reveal.
    pub period: u64,
}

impl RevealClock {
    /// The epoch in which a commit of `epoch` is revealed.
    pub fn reveal_epoch(&self, epoch: u64) -> u64 {
        epoch.saturating_add(self.period)
    }

    /// Whether a commit of `epoch` is revealed now.
    pub fn is_due(&self, epoch: u64) -> bool {
        self.reveal_epoch(epoch) == self.epoch
    }

    /// Whether a commit of `epoch` can no longer be revealed.
    pub fn is_expired(&self, epoch: u64) -> bool {
        self.reveal_epoch(epoch) < self.epoch
    }

    /// Too many commits by hash in a queue without expired ones.
    pub fn live_queue_obstacle(&self, queue: &VecDeque<Commit>) -> Option<Obstacle> {
        let oldest = queue.front().map_or(0, |commit| commit.1);
        queue_obstacle(queue.len(), self.reveal_epoch(oldest).saturating_add(1))
    }
}

/// What a validator reveals: its scores and the salt it hid them with.
#[derive(Clone, Debug)]
pub(crate) struct Reveal {
    /// The scores.
    pub scores: Scores,
    /// Random numbers of the validator's choice.
    pub salt: Vec<u16>,
}

/// What is hashed of a reveal: uids, values, salt, version key.
pub(crate) type Revealed<'a> = (&'a [u16], &'a [u16], &'a [u16], u64);

impl Reveal {
    fn as_parts(&self) -> Revealed<'_> {
        let Scores {
            uids,
            values,
            version_key,
        } = &self.scores;
        (uids, values, &self.salt, *version_key)
    }
}

impl<T: Config> Pallet<T> {
    /// Where a subnet stands between commit and reveal.
    pub(crate) fn reveal_clock(netuid: NetUid) -> RevealClock {
        RevealClock {
            epoch: Self::epoch_schedule(netuid).epoch_with_lookahead(Self::now()),
            period: RevealPeriodEpochs::<T>::get(netuid),
        }
    }

    /// The hash that a commit to these weights consists of (weights.md 4.1).
    pub fn hash_of_weights(
        hotkey: &T::AccountId,
        index: NetUidStorageIndex,
        (uids, values, salt, version_key): Revealed<'_>,
    ) -> H256 {
        let preimage = (hotkey, index, uids, values, salt, version_key).encode();
        sp_runtime::traits::BlakeTwo256::hash(&preimage)
    }

    /// One reveal of each position of the lists.
    ///
    /// Errors: `InputLengthsUnequal`.
    pub(crate) fn reveals(
        uids: Vec<Vec<u16>>,
        values: Vec<Vec<u16>>,
        salts: Vec<Vec<u16>>,
        version_keys: Vec<u64>,
    ) -> Result<Vec<Reveal>, DispatchError> {
        let lengths = [values.len(), salts.len(), version_keys.len()];
        ensure!(lengths == [uids.len(); 3], Error::<T>::InputLengthsUnequal);
        let scores = uids.into_iter().zip(values).zip(version_keys);
        Ok(scores
            .zip(salts)
            .map(|(((uids, values), version_key), salt)| Reveal {
                scores: Scores::new(uids, values, version_key),
                salt,
            })
            .collect())
    }

    /// See [`Pallet::commit_weights`] and [`Pallet::commit_mechanism_weights`].
    pub(crate) fn do_commit_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        commit_hash: H256,
    ) -> DispatchResult {
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        let index = Self::ensure_weights_hidden(netuid, mechanism)?;
        let uid = Self::ensure_may_commit_now(hotkey, index)?;
        let clock = Self::reveal_clock(netuid);
        let mut queue = Self::live_commits(index, hotkey, clock);
        ensure!(
            clock.live_queue_obstacle(&queue).is_none(),
            Error::<T>::TooManyUnrevealedCommits
        );
        queue.push_back((commit_hash, clock.epoch, Self::now(), 0));
        WeightCommits::<T>::insert(index, hotkey, queue);
        Self::deposit_event(Event::WeightsCommitted(hotkey.clone(), index, commit_hash));
        Self::set_last_update(index, uid);
        Ok(())
    }

    /// The commits of a hotkey that have not expired.
    pub(crate) fn live_commits(
        index: NetUidStorageIndex,
        hotkey: &T::AccountId,
        clock: RevealClock,
    ) -> VecDeque<Commit> {
        let mut queue = WeightCommits::<T>::get(index, hotkey).unwrap_or_default();
        queue.retain(|commit| !clock.is_expired(commit.1));
        queue
    }

    /// Where the commits of a mechanism are stored.
    ///
    /// Errors: `MechanismDoesNotExist`, `CommitRevealDisabled`.
    pub(super) fn ensure_weights_hidden(
        netuid: NetUid,
        mechanism: MechId,
    ) -> Result<NetUidStorageIndex, DispatchError> {
        let index = Self::ensure_mechanism_exists(netuid, mechanism)?;
        Self::ensure_commit_reveal(netuid)?;
        Ok(index)
    }

    /// The uid of one who commits.
    ///
    /// Errors: `HotKeyNotRegisteredInSubNet`, `CommittingWeightsTooFast`.
    pub(super) fn ensure_may_commit_now(
        hotkey: &T::AccountId,
        index: NetUidStorageIndex,
    ) -> Result<u16, DispatchError> {
        let (netuid, _) = index.split();
        let uid = Self::uid_of(netuid, hotkey).ok_or(Error::<T>::HotKeyNotRegisteredInSubNet)?;
        ensure!(
            Self::passes_weights_rate_limit(index, uid),
            Error::<T>::CommittingWeightsTooFast
        );
        Ok(uid)
    }

    pub(super) fn ensure_commit_reveal(netuid: NetUid) -> DispatchResult {
        ensure!(
            CommitRevealWeightsEnabled::<T>::get(netuid),
            Error::<T>::CommitRevealDisabled
        );
        Ok(())
    }

    /// See [`Pallet::reveal_weights`] and [`Pallet::reveal_mechanism_weights`].
    pub(crate) fn do_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        reveal: Reveal,
    ) -> DispatchResult {
        Self::ensure_commit_reveal(netuid)?;
        let (index, mut queue) = Self::commits_of(hotkey, netuid, mechanism)?;
        let clock = Self::reveal_clock(netuid);
        let hash = Self::hash_of_weights(hotkey, index, reveal.as_parts());
        let position = Self::find_due(&queue, hash, clock)?;
        // Commits that are older than a revealed one are void.
        queue.drain(..=position);
        queue.retain(|commit| !clock.is_expired(commit.1));
        Self::store_commits(index, hotkey, queue);
        Self::store_weights(hotkey, netuid, mechanism, reveal.scores, Timing::Committed)?;
        Self::deposit_event(Event::WeightsRevealed(hotkey.clone(), index, hash));
        Ok(())
    }

    /// See [`Pallet::batch_reveal_weights`].
    pub(crate) fn do_batch_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        reveals: Vec<Reveal>,
    ) -> DispatchResult {
        Self::ensure_commit_reveal(netuid)?;
        let (index, mut queue) = Self::commits_of(hotkey, netuid, MechId::MAIN)?;
        let clock = Self::reveal_clock(netuid);
        let mut hashes = Vec::with_capacity(reveals.len());
        for reveal in &reveals {
            let hash = Self::hash_of_weights(hotkey, index, reveal.as_parts());
            Self::find_due(&queue, hash, clock)?;
            hashes.push(hash);
        }
        queue.retain(|commit| !clock.is_expired(commit.1));
        for (reveal, hash) in reveals.into_iter().zip(&hashes) {
            // One that was named twice is gone the second time.
            let position = queue.iter().position(|commit| commit.0 == *hash);
            let position = position.ok_or(Error::<T>::InvalidRevealCommitHashNotMatch)?;
            queue.remove(position);
            Self::store_weights(
                hotkey,
                netuid,
                MechId::MAIN,
                reveal.scores,
                Timing::Committed,
            )?;
        }
        Self::store_commits(index, hotkey, queue);
        Self::deposit_event(Event::WeightsBatchRevealed(hotkey.clone(), netuid, hashes));
        Ok(())
    }

    /// The queue of a hotkey. A mechanism that does not exist has none.
    ///
    /// Errors: `NoWeightsCommitFound`.
    fn commits_of(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Result<(NetUidStorageIndex, VecDeque<Commit>), DispatchError> {
        let index =
            NetUidStorageIndex::new(netuid, mechanism).ok_or(Error::<T>::NoWeightsCommitFound)?;
        let queue =
            WeightCommits::<T>::get(index, hotkey).ok_or(Error::<T>::NoWeightsCommitFound)?;
        Ok((index, queue))
    }

    /// Where the commit to `hash` stands that can be revealed now.
    ///
    /// Errors: `ExpiredWeightCommit`, `NoWeightsCommitFound` when only expired ones of others are
    /// left, `InvalidRevealCommitHashNotMatch`, `RevealTooEarly`.
    fn find_due(
        queue: &VecDeque<Commit>,
        hash: H256,
        clock: RevealClock,
    ) -> Result<usize, DispatchError> {
        let expired = |commit: &Commit| clock.is_expired(commit.1);
        let live = |(_, commit): &(usize, &Commit)| commit.0 == hash && !expired(commit);
        if let Some((position, commit)) = queue.iter().enumerate().find(live) {
            ensure!(clock.is_due(commit.1), Error::<T>::RevealTooEarly);
            return Ok(position);
        }
        let error = if queue.iter().any(|commit| commit.0 == hash) {
            Error::<T>::ExpiredWeightCommit
        } else if queue.iter().all(expired) {
            Error::<T>::NoWeightsCommitFound
        } else {
            Error::<T>::InvalidRevealCommitHashNotMatch
        };
        Err(error.into())
    }

    fn store_commits(index: NetUidStorageIndex, hotkey: &T::AccountId, queue: VecDeque<Commit>) {
        if queue.is_empty() {
            WeightCommits::<T>::remove(index, hotkey);
        } else {
            WeightCommits::<T>::insert(index, hotkey, queue);
        }
    }

    /// Whether the pool may take reveals: the commit to each is there and due (weights.md
    /// section 7).
    ///
    /// Errors: `NoWeightsCommitFound`, `RevealTooEarly` also for a commit that has expired.
    pub(crate) fn check_reveals<'a>(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        reveals: impl IntoIterator<Item = Revealed<'a>>,
    ) -> DispatchResult {
        let (index, queue) = Self::commits_of(hotkey, netuid, mechanism)?;
        let clock = Self::reveal_clock(netuid);
        reveals.into_iter().try_for_each(|revealed| {
            let hash = Self::hash_of_weights(hotkey, index, revealed);
            let mut found = queue.iter().filter(|commit| commit.0 == hash).peekable();
            ensure!(found.peek().is_some(), Error::<T>::NoWeightsCommitFound);
            ensure!(
                found.any(|commit| clock.is_due(commit.1)),
                Error::<T>::RevealTooEarly
            );
            Ok(())
        })
    }
}
