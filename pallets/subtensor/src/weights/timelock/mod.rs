//! Hidden weights that the chain opens by itself: a validator encrypts them to a round of the
//! randomness beacon, and once the signature of that round is known anybody can decrypt them.
//!
//! A commit of epoch c is opened in epoch c + P, where P is `RevealPeriodEpochs`, in the first block
//! that knows the signature and has time; then or later it leaves its queue, with an event that says
//! what became of it (weights.md 5, 6).
//!
//! | file | what it does |
//! |---|---|
//! | `mod` | the calls that commit, and what is asked about commits |
//! | `queue` | owns the queues and what is known of them without their ciphertexts |
//! | `open` | opens what is due and drops what has expired, as far as a block has time |

mod open;
mod queue;

use alloc::vec::Vec;
use core::ops::RangeInclusive;

use frame_support::{BoundedVec, dispatch::DispatchResultWithPostInfo, ensure, traits::ConstU32};
use myelin_types::{MechId, NetUid, NetUidStorageIndex, beacon::Beacon};
use pallet_subtensor_runtime_api::Obstacle;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult, traits::Hash};

pub use open::DiscardReason;
pub(crate) use queue::{MAX_QUEUE, MAX_QUEUE_KILOBYTES};
pub use queue::{WaitingHotkeys, WaitingQueues};

use super::commits::queue_obstacle;
use crate::weight_info::weighing;
use crate::{MAX_COMMIT_BYTES, WeightInfo, pallet::*};

/// The clients' idea of a block, whatever the pace of the chain: with it they choose their rounds.
const SECONDS_PER_BLOCK: u64 = 12;

/// The bytes of a commit.
pub(crate) type Commit = BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>;

/// A commit with its hotkey, the block it was made in, and the round that opens it.
type Entry<AccountId> = (AccountId, u64, Commit, u64);

/// Hidden weights as they are submitted.
#[derive(Clone, Debug)]
pub(crate) struct Hidden {
    /// The ciphertext.
    pub commit: Commit,
    /// The round that opens it.
    pub round: u64,
    /// Version of its format.
    pub version: u16,
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::commit_timelocked_weights`] and its forms for a mechanism. The weight is that
    /// of the queue the commit joins; where it is refused, no queue is touched.
    pub(crate) fn do_commit_timelocked_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        hidden: Hidden,
    ) -> DispatchResultWithPostInfo {
        let hidden = Self::hide_weights(hotkey, netuid, mechanism, hidden);
        let kilobytes = queue::kilobytes(hidden.unwrap_or_default());
        weighing(
            T::WeightInfo::commit_timelocked_weights(kilobytes),
            hidden.map(drop),
        )
    }

    /// Returns how many bytes the queue had before.
    fn hide_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        hidden: Hidden,
    ) -> Result<u32, DispatchError> {
        let Hidden {
            commit,
            round,
            version,
        } = hidden;
        Self::ensure_may_hide_until(hotkey, netuid, round)?;
        ensure!(!netuid.is_root(), Error::<T>::CanNotSetRootNetworkWeights);
        let index = Self::ensure_weights_hidden(netuid, mechanism)?;
        ensure!(
            version == CommitRevealWeightsVersion::<T>::get(),
            Error::<T>::IncorrectCommitRevealVersion
        );
        let uid = Self::ensure_may_commit_now(hotkey, index)?;
        let epoch = Self::reveal_clock(netuid).epoch;
        let hotkeys = TimelockedHotkeys::<T>::get(index, epoch);
        ensure!(
            hotkeys.obstacle(hotkey, epoch).is_none(),
            Error::<T>::TooManyUnrevealedCommits
        );
        let (bytes, hash) = (hotkeys.bytes, hash_of_commit(&commit));
        let entry = (hotkey.clone(), Self::now(), commit, round);
        Self::append_timelocked(index, epoch, hotkeys, &entry);
        Self::deposit_event(Event::TimelockedWeightsCommitted(
            hotkey.clone(),
            index,
            hash,
            round,
        ));
        Self::set_last_update(index, uid);
        Ok(bytes)
    }

    /// What the pool asks too: stake, and a round that can open the commit in its epoch.
    ///
    /// Errors: `NotEnoughStakeToSetWeights`, `InvalidRevealRound`.
    pub(crate) fn ensure_may_hide_until(
        hotkey: &T::AccountId,
        netuid: NetUid,
        round: u64,
    ) -> DispatchResult {
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        ensure!(
            Self::useful_rounds(netuid).contains(&round),
            Error::<T>::InvalidRevealRound
        );
        Ok(())
    }

    /// The rounds that a commit of now may wait for.
    fn useful_rounds(netuid: NetUid) -> RangeInclusive<u64> {
        T::Beacon::last_stored_round()..=Self::last_useful_round(netuid)
    }

    /// No round that a commit of now could wait for.
    pub(crate) fn rounds_obstacle(netuid: NetUid) -> Option<Obstacle> {
        let rounds = Self::useful_rounds(netuid);
        rounds.is_empty().then(|| Obstacle::NoRoundInTime {
            first_round: *rounds.start(),
            last_round: *rounds.end(),
        })
    }

    /// What keeps a hotkey from another time-locked commit in the current epoch: too many of its
    /// own, or a full queue.
    pub(crate) fn timelocked_obstacle(
        index: NetUidStorageIndex,
        hotkey: &T::AccountId,
    ) -> Option<Obstacle> {
        let (netuid, _) = index.split();
        let epoch = Self::reveal_clock(netuid).epoch;
        TimelockedHotkeys::<T>::get(index, epoch).obstacle(hotkey, epoch)
    }

    /// The last round that may come before a commit of now expires: generous by an epoch, and no
    /// limit where the clock of the beacon is not known or the subnet has no epochs.
    fn last_useful_round(netuid: NetUid) -> u64 {
        let tempo = u64::from(Tempo::<T>::get(netuid));
        if tempo == 0 {
            return u64::MAX;
        }
        let epochs = RevealPeriodEpochs::<T>::get(netuid).saturating_add(2);
        let blocks = epochs.saturating_mul(tempo.saturating_add(1));
        T::Beacon::round_in(blocks.saturating_mul(SECONDS_PER_BLOCK)).unwrap_or(u64::MAX)
    }

    /// The commits of a hotkey that wait on a mechanism, oldest first: epoch, block, hash of the
    /// commit, round.
    pub(crate) fn timelocked_weights_of(
        index: NetUidStorageIndex,
        hotkey: &T::AccountId,
    ) -> Vec<(u64, u64, H256, u64)> {
        let mut found = Vec::new();
        if !TimelockedQueues::<T>::get().contains_key(&index) {
            return found;
        }
        for (epoch, hotkeys) in Self::timelocked_hotkeys(index) {
            if hotkeys.commits_of(hotkey) == 0 {
                continue;
            }
            for (author, block, commit, round) in TimelockedWeightCommits::<T>::get(index, epoch) {
                if author == *hotkey {
                    found.push((epoch, block, hash_of_commit(&commit), round));
                }
            }
        }
        // Stable: within an epoch the order of the queue stays.
        found.sort_by_key(|(epoch, ..)| *epoch);
        found
    }
}

impl WaitingHotkeys {
    /// Too many commits of a hotkey in this queue of the current epoch, or of all hotkeys.
    fn obstacle(&self, hotkey: &sp_runtime::AccountId32, epoch: u64) -> Option<Obstacle> {
        let until_epoch = epoch.saturating_add(1);
        let own = usize::try_from(self.commits_of(hotkey)).unwrap_or(usize::MAX);
        queue_obstacle(own, until_epoch).or_else(|| {
            let waiting = self.all_commits();
            (waiting >= MAX_QUEUE).then_some(Obstacle::TooManyCommits {
                waiting: waiting.into(),
                limit: MAX_QUEUE.into(),
                until_epoch,
            })
        })
    }
}

/// By what a commit is known to its author.
fn hash_of_commit(commit: &Commit) -> H256 {
    sp_runtime::traits::BlakeTwo256::hash(commit)
}
