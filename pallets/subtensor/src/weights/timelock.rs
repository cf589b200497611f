//! Hidden weights that the chain opens by itself: a validator encrypts them to a round of the
//! randomness beacon, and once the signature of that round is known anybody can decrypt them.
//!
//! This file alone writes `TimelockedWeightCommits`, the queues, one for each mechanism and epoch,
//! and `TimelockedQueues`, which says where queues are. A commit of epoch c is opened in epoch
//! c + P, where P is `RevealPeriodEpochs`, in the first block that knows the signature and has time;
//! then or later it leaves the queue, with an event that says what became of it (weights.md 5, 6).

use alloc::{
    collections::{BTreeMap, VecDeque},
    vec::Vec,
};
use core::{marker::PhantomData, ops::RangeInclusive};

use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
    BoundedVec, ensure,
    traits::{ConstU32, Get},
    weights::{Weight, WeightMeter},
};
use myelin_timelock::{Failure, Payload, Signature, decrypt};
use myelin_types::{MechId, NetUid, NetUidStorageIndex, beacon::Beacon};
use pallet_subtensor_runtime_api::Obstacle;
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult, traits::Hash};

use super::{
    Scores,
    commits::{RevealClock, queue_obstacle},
    set::Timing,
};
use crate::{
    MAX_COMMIT_BYTES, WeightInfo,
    epoch::EpochPlan,
    hooks::{PER_TIMELOCK_QUEUE, PER_TIMELOCKED},
    pallet::*,
};

/// The clients' idea of a block, whatever the pace of the chain: with it they choose their rounds.
const SECONDS_PER_BLOCK: u64 = 12;

/// The bytes of a commit.
pub(crate) type Commit = BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>>;

/// A commit with its hotkey, the block it was made in, and the round that opens it.
type Entry<AccountId> = (AccountId, u64, Commit, u64);

/// The oldest queue of a mechanism: its epoch, and the least round it waits for as far as known.
type Oldest = (u64, u64);

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

/// What is known of a beacon in a block: every signature is decoded once.
struct Known<T: Config, B> {
    last_round: u64,
    signatures: BTreeMap<u64, Option<RoundSignature<T>>>,
    beacon: PhantomData<B>,
}

/// The signature of a round; none if what the beacon keeps is no signature.
type RoundSignature<T> = Option<Signature<<T as Config>::BeaconCurve>>;

impl<T: Config, B: Beacon> Known<T, B> {
    fn new() -> Self {
        Self {
            last_round: B::last_stored_round(),
            signatures: BTreeMap::new(),
            beacon: PhantomData,
        }
    }

    /// None while the beacon has not signed the round.
    fn signature(&mut self, round: u64) -> Option<&RoundSignature<T>> {
        self.signatures
            .entry(round)
            .or_insert_with(|| B::signature(round).map(|bytes| Signature::decode(&bytes)))
            .as_ref()
    }
}

/// Why a time-locked commit was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum DiscardReason {
    /// The signature of its round did not come before its epoch was over.
    Expired,
    /// It is no ciphertext.
    Malformed,
    /// The signature of its round does not open it: it was made for another round or another
    /// beacon, or it was changed.
    WrongRound,
    /// What it hides are no weights.
    NoWeights,
    /// It hides the weights of another hotkey.
    WrongHotkey,
    /// The hotkey has set weights since, when that was possible without hiding them.
    Outdated,
    /// The weights were refused, as `set_weights` would refuse them.
    Refused(DispatchError),
}

impl From<Failure> for DiscardReason {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Malformed => Self::Malformed,
            Failure::WrongKey => Self::WrongRound,
        }
    }
}

/// A mechanism whose oldest queue may be opened.
struct Turn {
    netuid: NetUid,
    mechanism: MechId,
    index: NetUidStorageIndex,
    clock: RevealClock,
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::commit_timelocked_weights`] and its forms for a mechanism.
    pub(crate) fn do_commit_timelocked_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        hidden: Hidden,
    ) -> DispatchResult {
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
        let mut queue = TimelockedWeightCommits::<T>::get(index, epoch);
        ensure!(
            Self::timelocked_queue_obstacle(&queue, hotkey, epoch).is_none(),
            Error::<T>::TooManyUnrevealedCommits
        );
        let hash = hash_of_commit(&commit);
        if queue.is_empty() {
            TimelockedQueues::<T>::mutate(|queues| {
                let oldest = queues.entry(index).or_insert((epoch, 0));
                // An epoch that was due may be put off, and then its number comes later.
                if epoch < oldest.0 {
                    *oldest = (epoch, 0);
                }
            });
        }
        queue.push_back((hotkey.clone(), Self::now(), commit, round));
        TimelockedWeightCommits::<T>::insert(index, epoch, queue);
        Self::deposit_event(Event::TimelockedWeightsCommitted(
            hotkey.clone(),
            index,
            hash,
            round,
        ));
        Self::set_last_update(index, uid);
        Ok(())
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

    /// Too many commits of a hotkey in the queue of the current epoch.
    fn timelocked_queue_obstacle(
        queue: &VecDeque<Entry<T::AccountId>>,
        hotkey: &T::AccountId,
        epoch: u64,
    ) -> Option<Obstacle> {
        let waiting = queue.iter().filter(|entry| entry.0 == *hotkey).count();
        queue_obstacle(waiting, epoch.saturating_add(1))
    }

    /// Too many time-locked commits of a hotkey in the current epoch.
    pub(crate) fn timelocked_obstacle(
        index: NetUidStorageIndex,
        hotkey: &T::AccountId,
    ) -> Option<Obstacle> {
        let (netuid, _) = index.split();
        let epoch = Self::reveal_clock(netuid).epoch;
        let queue = TimelockedWeightCommits::<T>::get(index, epoch);
        Self::timelocked_queue_obstacle(&queue, hotkey, epoch)
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

    /// Opens the commits that are due and drops those that have expired, as far as `meter` lasts.
    /// What is left waits for the next block. Subnets whose epoch is due but deferred wait for it.
    /// `B` is the beacon that signs: the runtime's, but where benchmarks sign themselves.
    pub(crate) fn open_timelocked_weights<B: Beacon>(
        block: u64,
        plan: &EpochPlan,
        meter: &mut WeightMeter,
    ) {
        let mut queues = TimelockedQueues::<T>::get();
        if queues.is_empty() {
            return;
        }
        let before = queues.clone();
        let mut known = Known::<T, B>::new();
        for index in in_turn(block, &queues) {
            let Some(turn) = Self::turn_of(index, plan) else {
                continue;
            };
            if meter.try_consume(PER_TIMELOCK_QUEUE.times::<T>(1)).is_err() {
                break;
            }
            if let Some(oldest) = queues.remove(&index)
                && let Some(oldest) = Self::work_off(&turn, oldest, &mut known, meter)
            {
                queues.insert(index, oldest);
            }
        }
        if queues != before {
            TimelockedQueues::<T>::put(queues);
        }
    }

    /// The commits that wait on a mechanism: hotkey, epoch and block of each.
    pub(crate) fn timelocked_weights(
        index: NetUidStorageIndex,
    ) -> impl Iterator<Item = (T::AccountId, u64, u64)> {
        TimelockedWeightCommits::<T>::iter_prefix(index).flat_map(|(epoch, queue)| {
            queue
                .into_iter()
                .map(move |(hotkey, block, ..)| (hotkey, epoch, block))
        })
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
        for (epoch, queue) in TimelockedWeightCommits::<T>::iter_prefix(index) {
            for (author, block, commit, round) in queue {
                if author == *hotkey {
                    found.push((epoch, block, hash_of_commit(&commit), round));
                }
            }
        }
        // Stable: within an epoch the order of the queue stays.
        found.sort_by_key(|(epoch, ..)| *epoch);
        found
    }

    /// Forgets what waits on a mechanism that ends.
    pub(crate) fn forget_timelocked_weights(index: NetUidStorageIndex) {
        let _ = TimelockedWeightCommits::<T>::clear_prefix(index, u32::MAX, None);
        if TimelockedQueues::<T>::get().contains_key(&index) {
            TimelockedQueues::<T>::mutate(|queues| queues.remove(&index));
        }
    }

    /// Where a mechanism stands in this block. None if its subnet waits for its epoch.
    fn turn_of(index: NetUidStorageIndex, plan: &EpochPlan) -> Option<Turn> {
        let (netuid, mechanism) = index.split();
        if plan.deferred.contains(&netuid) {
            return None;
        }
        let due = u64::from(plan.due.contains(&netuid));
        let clock = RevealClock {
            epoch: SubnetEpochIndex::<T>::get(netuid).saturating_add(due),
            period: RevealPeriodEpochs::<T>::get(netuid),
        };
        Some(Turn {
            netuid,
            mechanism,
            index,
            clock,
        })
    }

    /// Goes through the queues of a mechanism, oldest first, until one is not due. Returns the
    /// oldest that is left.
    fn work_off<B: Beacon>(
        turn: &Turn,
        mut oldest: Oldest,
        known: &mut Known<T, B>,
        meter: &mut WeightMeter,
    ) -> Option<Oldest> {
        loop {
            let (epoch, round) = oldest;
            let expired = turn.clock.is_expired(epoch);
            let due = turn.clock.is_due(epoch) && round <= known.last_round;
            if !expired && !due {
                return Some(oldest);
            }
            let queue = TimelockedWeightCommits::<T>::get(turn.index, epoch);
            let length = queue.len();
            consume_for_looking::<T>(meter, PER_TIMELOCKED.times::<T>(length as u64));
            let kept = if expired {
                for (hotkey, ..) in queue {
                    Self::discard(hotkey, turn.index, DiscardReason::Expired);
                }
                VecDeque::new()
            } else {
                Self::open_queue(turn, queue, known, meter)
            };
            if let Some(least) = kept.iter().map(|entry| entry.3).min() {
                if kept.len() < length {
                    TimelockedWeightCommits::<T>::insert(turn.index, epoch, kept);
                }
                return Some((epoch, least));
            }
            TimelockedWeightCommits::<T>::remove(turn.index, epoch);
            let mut left = 0u64;
            let next = TimelockedWeightCommits::<T>::iter_key_prefix(turn.index)
                .inspect(|_| left = left.saturating_add(1))
                .min()?;
            oldest = (next, 0);
            consume_for_looking::<T>(meter, T::DbWeight::get().reads(left));
            if meter.try_consume(PER_TIMELOCK_QUEUE.times::<T>(1)).is_err() {
                return Some(oldest);
            }
        }
    }

    /// Opens what can be opened of a queue. Returns the rest.
    fn open_queue<B: Beacon>(
        turn: &Turn,
        queue: VecDeque<Entry<T::AccountId>>,
        known: &mut Known<T, B>,
        meter: &mut WeightMeter,
    ) -> VecDeque<Entry<T::AccountId>> {
        let hidden = CommitRevealWeightsEnabled::<T>::get(turn.netuid);
        let opening = T::WeightInfo::open_timelocked_weights(1);
        let mut kept = VecDeque::new();
        for entry in queue {
            // Without time left not even the signature is decoded.
            let in_time = meter.can_consume(opening);
            let Some(signature) = in_time.then(|| known.signature(entry.3)).flatten() else {
                kept.push_back(entry);
                continue;
            };
            meter.consume(opening);
            match Self::open(turn, &entry, signature.as_ref(), hidden) {
                Ok(()) => {
                    Self::deposit_event(Event::TimelockedWeightsRevealed(turn.index, entry.0));
                }
                Err(reason) => Self::discard(entry.0, turn.index, reason),
            }
        }
        kept
    }

    /// Decrypts a commit and stores the weights of its hotkey.
    fn open(
        turn: &Turn,
        (hotkey, committed, commit, _): &Entry<T::AccountId>,
        signature: Option<&Signature<T::BeaconCurve>>,
        hidden: bool,
    ) -> Result<(), DiscardReason> {
        let signature = signature.ok_or(DiscardReason::WrongRound)?;
        let payload = Payload::decode(&decrypt(commit, signature)?);
        let Payload {
            hotkey: author,
            scores,
        } = payload.ok_or(DiscardReason::NoWeights)?;
        let own: &[u8; 32] = hotkey.as_ref();
        ensure!(
            author.is_none_or(|author| author == *own),
            DiscardReason::WrongHotkey
        );
        ensure!(
            hidden || !Self::has_set_weights_since(turn, hotkey, *committed),
            DiscardReason::Outdated
        );
        let scores = Scores::new(scores.uids, scores.values, scores.version_key);
        Self::store_weights(
            hotkey,
            turn.netuid,
            turn.mechanism,
            scores,
            Timing::Committed,
        )
        .map_err(DiscardReason::Refused)
    }

    fn has_set_weights_since(turn: &Turn, hotkey: &T::AccountId, block: u64) -> bool {
        Self::uid_of(turn.netuid, hotkey)
            .is_some_and(|uid| Self::last_update_of(turn.index, uid) > block)
    }

    fn discard(hotkey: T::AccountId, index: NetUidStorageIndex, reason: DiscardReason) {
        Self::deposit_event(Event::TimelockedWeightsDiscarded {
            hotkey,
            index,
            reason,
        });
    }
}

/// Consumes what looking at a queue has cost, which nobody knows before. However long the queue,
/// the mechanism whose turn comes first in a block has the time to open a commit.
fn consume_for_looking<T: Config>(meter: &mut WeightMeter, weight: Weight) {
    let spare = meter
        .remaining()
        .saturating_sub(T::WeightInfo::open_timelocked_weights(1));
    meter.consume(weight.min(spare));
}

/// By what a commit is known to its author.
fn hash_of_commit(commit: &Commit) -> H256 {
    sp_runtime::traits::BlakeTwo256::hash(commit)
}

/// All mechanisms with queues, each block another one first, so that all have their turn when there
/// is too much for one block.
fn in_turn(block: u64, queues: &BTreeMap<NetUidStorageIndex, Oldest>) -> Vec<NetUidStorageIndex> {
    let mut order: Vec<_> = queues.keys().copied().collect();
    let first = block.checked_rem(order.len() as u64).unwrap_or_default();
    order.rotate_left(usize::try_from(first).unwrap_or_default());
    order
}
