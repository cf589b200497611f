//! Opening what is due and dropping what has expired. Everything is paid before it is done: a queue
//! is not read unless there is time for all of it and for one commit more, and a commit is decrypted
//! only when there is time for that.

use alloc::{collections::BTreeMap, vec::Vec};
use core::marker::PhantomData;

use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
    ensure,
    traits::Get,
    weights::{Weight, WeightMeter},
};
use myelin_timelock::{Ciphertext, Failure, Opener, Payload, Signature};
use myelin_types::{MechId, NetUid, NetUidStorageIndex, beacon::Beacon};
use scale_info::TypeInfo;
use sp_runtime::{AccountId32, DispatchError};

use super::queue::{MAX_QUEUE, Waiting, WaitingQueues, kilobytes, take_apart};
use crate::{
    WeightInfo,
    epoch::EpochPlan,
    hooks::{
        MAX_REVEALS, PER_QUEUE_KILOBYTE, PER_TIMELOCK_QUEUE, PER_TIMELOCK_TURN, PER_TIMELOCKED,
        PER_TIMELOCKED_HOTKEY,
    },
    pallet::*,
    weights::{Scores, commits::RevealClock, set::Timing},
};

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

/// What a block has for opening commits, and what it knows of the beacon: every signature is read
/// once, and decoded once if something is opened with it.
struct Work<'a, T: Config, B> {
    meter: &'a mut WeightMeter,
    /// How many commits may still be opened.
    openings: u64,
    last_round: u64,
    signed: BTreeMap<u64, Option<Vec<u8>>>,
    signatures: BTreeMap<u64, Option<Signature<T::BeaconCurve>>>,
    /// Made when something is opened.
    opener: Option<Opener<T::BeaconCurve>>,
    beacon: PhantomData<B>,
}

impl<'a, T: Config, B: Beacon> Work<'a, T, B> {
    fn new(meter: &'a mut WeightMeter) -> Self {
        Self {
            meter,
            openings: MAX_REVEALS,
            last_round: B::last_stored_round(),
            signed: BTreeMap::new(),
            signatures: BTreeMap::new(),
            opener: None,
            beacon: PhantomData,
        }
    }

    /// Pays for something. False if there is no time for it.
    fn pay(&mut self, weight: Weight) -> bool {
        self.meter.try_consume(weight).is_ok()
    }

    /// Pays for opening a commit.
    fn pay_for_opening(&mut self) -> bool {
        let Some(left) = self.openings.checked_sub(1) else {
            return false;
        };
        let paid = self.pay(T::WeightInfo::open_timelocked_weights(1));
        if paid {
            self.openings = left;
        }
        paid
    }

    /// What the beacon keeps as the signature of a round, once it has signed it.
    fn signed(&mut self, round: u64) -> Option<&Vec<u8>> {
        let signed = self.signed.entry(round);
        signed.or_insert_with(|| B::signature(round)).as_ref()
    }

    /// Decrypts a commit; it is not opened if what the beacon keeps is no signature.
    fn decrypt(&mut self, commit: &Waiting<'_>) -> Result<Vec<u8>, Failure> {
        let signature = self.signature(commit.round).ok_or(Failure::WrongKey)?;
        let opener = self.opener.get_or_insert_default();
        opener.decrypt(commit.commit, &signature)
    }

    /// The signature of a round; none if what the beacon keeps is no signature.
    fn signature(&mut self, round: u64) -> Option<Signature<T::BeaconCurve>> {
        if let Some(known) = self.signatures.get(&round) {
            return *known;
        }
        let signature = self
            .signed(round)
            .and_then(|bytes| Signature::decode(bytes));
        self.signatures.insert(round, signature);
        signature
    }
}

/// A mechanism, and where its subnet stands in this block.
struct Turn {
    netuid: NetUid,
    mechanism: MechId,
    index: NetUidStorageIndex,
    clock: RevealClock,
}

impl Turn {
    fn is_expired(&self, waiting: &WaitingQueues) -> bool {
        self.clock.is_expired(waiting.oldest)
    }

    /// Whether something can be done with the oldest queue.
    fn has_come(&self, waiting: &WaitingQueues, last_round: u64) -> bool {
        let is_due = self.clock.is_due(waiting.oldest) && waiting.round <= last_round;
        is_due || self.is_expired(waiting)
    }
}

/// What became of a commit.
enum Outcome {
    /// There was no time for it.
    OutOfTime,
    /// The beacon has not signed its round.
    NotSigned,
    /// It has left the queue.
    Gone(Result<(), DiscardReason>),
}

impl<T: Config> Pallet<T> {
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
        let mut work = Work::<T, B>::new(meter);
        let mut turns = Self::turns(&queues, plan, &mut work);
        // Each block another one first, so that all have their turn when there is too much for one
        // block.
        let first = block.checked_rem(turns.len() as u64).unwrap_or_default();
        turns.rotate_left(usize::try_from(first).unwrap_or_default());
        for turn in turns {
            if let Some(waiting) = queues.remove(&turn.index)
                && let Some(waiting) = Self::work_off(&turn, waiting, &mut work)
            {
                queues.insert(turn.index, waiting);
            }
        }
        if queues != before {
            Self::list_timelocked(queues);
        }
    }

    /// The mechanisms with something to do.
    fn turns<B: Beacon>(
        queues: &BTreeMap<NetUidStorageIndex, WaitingQueues>,
        plan: &EpochPlan,
        work: &mut Work<'_, T, B>,
    ) -> Vec<Turn> {
        let mut clocks = BTreeMap::new();
        let mut turns = Vec::new();
        for (index, waiting) in queues {
            let (netuid, mechanism) = index.split();
            if plan.deferred.contains(&netuid) {
                continue;
            }
            if !clocks.contains_key(&netuid) && !work.pay(PER_TIMELOCK_TURN.times::<T>(1)) {
                break;
            }
            let clock = clocks.entry(netuid);
            let turn = Turn {
                netuid,
                mechanism,
                index: *index,
                clock: *clock.or_insert_with(|| Self::clock_in_hook(netuid, plan)),
            };
            if turn.has_come(waiting, work.last_round) {
                turns.push(turn);
            }
        }
        turns
    }

    /// Where a subnet stands before the epochs of this block.
    fn clock_in_hook(netuid: NetUid, plan: &EpochPlan) -> RevealClock {
        let due = u64::from(plan.due.contains(&netuid));
        RevealClock {
            epoch: SubnetEpochIndex::<T>::get(netuid).saturating_add(due),
            period: RevealPeriodEpochs::<T>::get(netuid),
        }
    }

    /// Goes through the queues of a mechanism, oldest first, until one is not due or there is no
    /// time for it. Returns what waits then.
    fn work_off<B: Beacon>(
        turn: &Turn,
        mut waiting: WaitingQueues,
        work: &mut Work<'_, T, B>,
    ) -> Option<WaitingQueues> {
        while turn.has_come(&waiting, work.last_round) {
            if work.openings == 0 && !turn.is_expired(&waiting) {
                break;
            }
            // Whose commits they are, and which queue is the next.
            let hotkeys = waiting.hotkeys.min(MAX_QUEUE).into();
            let known = PER_TIMELOCK_QUEUE
                .times::<T>(1)
                .saturating_add(PER_TIMELOCKED_HOTKEY.times::<T>(hotkeys))
                .saturating_add(T::DbWeight::get().reads(waiting.queues.into()));
            if !work.pay(known) {
                break;
            }
            let before = TimelockedHotkeys::<T>::get(turn.index, waiting.oldest);
            if !Self::pay_for_queue(turn, &waiting, before.bytes, work) {
                break;
            }
            let queue = Self::encoded_queue(turn.index, waiting.oldest);
            let commits = take_apart(&queue);
            let count = commits.len();
            let left = if turn.is_expired(&waiting) {
                Self::drop_expired(turn, commits, work)
            } else {
                let left = Self::open_queue(turn, commits, work);
                let rounds = left.iter().map(|commit| commit.round);
                waiting.round = rounds.min().unwrap_or_default();
                left
            };
            if left.len() < count || count == 0 {
                waiting = Self::leave_timelocked(turn.index, waiting, &before, &left)?;
            }
            if !left.is_empty() {
                break;
            }
        }
        Some(waiting)
    }

    /// Pays for reading the oldest queue and for writing what is left of it, if there is also time
    /// for one of its commits.
    fn pay_for_queue<B: Beacon>(
        turn: &Turn,
        waiting: &WaitingQueues,
        bytes: u32,
        work: &mut Work<'_, T, B>,
    ) -> bool {
        let queue = PER_QUEUE_KILOBYTE.times::<T>(kilobytes(bytes).into());
        let mut least = queue.saturating_add(PER_TIMELOCKED.times::<T>(1));
        if !turn.is_expired(waiting) {
            least = least.saturating_add(T::WeightInfo::open_timelocked_weights(1));
        }
        work.meter.can_consume(least) && work.pay(queue)
    }

    /// Drops what has expired from the front. Returns the rest.
    fn drop_expired<'q, B: Beacon>(
        turn: &Turn,
        commits: Vec<Waiting<'q>>,
        work: &mut Work<'_, T, B>,
    ) -> Vec<Waiting<'q>> {
        let mut left = Vec::new();
        for commit in commits {
            if left.is_empty() && work.pay(PER_TIMELOCKED.times::<T>(1)) {
                Self::discard(commit.hotkey, turn.index, DiscardReason::Expired);
            } else {
                left.push(commit);
            }
        }
        left
    }

    /// Opens what can be opened of a queue. Returns the rest.
    fn open_queue<'q, B: Beacon>(
        turn: &Turn,
        commits: Vec<Waiting<'q>>,
        work: &mut Work<'_, T, B>,
    ) -> Vec<Waiting<'q>> {
        let hidden = CommitRevealWeightsEnabled::<T>::get(turn.netuid);
        let mut left = Vec::new();
        let mut commits = commits.into_iter();
        for commit in commits.by_ref() {
            match Self::look_at(turn, &commit, hidden, work) {
                Outcome::OutOfTime => {
                    left.push(commit);
                    break;
                }
                Outcome::NotSigned => left.push(commit),
                Outcome::Gone(Ok(())) => {
                    let hotkey = commit.hotkey;
                    Self::deposit_event(Event::TimelockedWeightsRevealed(turn.index, hotkey));
                }
                Outcome::Gone(Err(reason)) => Self::discard(commit.hotkey, turn.index, reason),
            }
        }
        left.extend(commits);
        left
    }

    /// Opens a commit if its round is signed. What is no ciphertext costs little.
    fn look_at<B: Beacon>(
        turn: &Turn,
        commit: &Waiting<'_>,
        hidden: bool,
        work: &mut Work<'_, T, B>,
    ) -> Outcome {
        if !work.pay(PER_TIMELOCKED.times::<T>(1)) {
            return Outcome::OutOfTime;
        }
        if work.signed(commit.round).is_none() {
            return Outcome::NotSigned;
        }
        if let Err(failure) = Ciphertext::parse(commit.commit) {
            return Outcome::Gone(Err(failure.into()));
        }
        if !work.pay_for_opening() {
            return Outcome::OutOfTime;
        }
        let opened = work.decrypt(commit).map_err(DiscardReason::from);
        Outcome::Gone(opened.and_then(|payload| Self::take_weights(turn, commit, &payload, hidden)))
    }

    /// Stores the weights that a commit hid.
    fn take_weights(
        turn: &Turn,
        commit: &Waiting<'_>,
        payload: &[u8],
        hidden: bool,
    ) -> Result<(), DiscardReason> {
        let hotkey = &commit.hotkey;
        let payload = Payload::decode(payload);
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
            hidden || !Self::has_set_weights_since(turn, hotkey, commit.block),
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

    fn has_set_weights_since(turn: &Turn, hotkey: &AccountId32, block: u64) -> bool {
        Self::uid_of(turn.netuid, hotkey)
            .is_some_and(|uid| Self::last_update_of(turn.index, uid) > block)
    }

    fn discard(hotkey: AccountId32, index: NetUidStorageIndex, reason: DiscardReason) {
        Self::deposit_event(Event::TimelockedWeightsDiscarded {
            hotkey,
            index,
            reason,
        });
    }
}
