//! The queues of time-locked commits, one for each mechanism and epoch. This file alone writes
//! them, and what is known of them without their ciphertexts:
//!
//! | item | what it holds |
//! |---|---|
//! | `TimelockedWeightCommits` | the commits of an epoch, in the order in which they were made |
//! | `TimelockedHotkeys` | whose they are, and how long the queue is |
//! | `TimelockedQueues` | where the oldest queue of each mechanism is, and how much waits on it |
//!
//! A queue may be 13 MB long, so it is read only to be opened. A commit is appended to what is
//! stored without decoding it, and an epoch asks whose commits wait.

use alloc::{collections::BTreeMap, vec::Vec};

use codec::{Compact, Decode, Encode};
use frame_support::{defensive, storage::unhashed};
use myelin_types::NetUidStorageIndex;
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

use super::Entry;
use crate::{MAX_COMMIT_BYTES, pallet::*};

/// Most commits of a queue: ten of each neuron of a full subnet.
pub(crate) const MAX_QUEUE: u32 = 2_560;

/// What a commit has beside its ciphertext, in bytes: hotkey, block, length and round.
const BYTES_AROUND_COMMIT: u32 = 32 + 8 + 2 + 8;

/// The length of a queue with the most and the longest commits.
pub(crate) const MAX_QUEUE_KILOBYTES: u32 =
    kilobytes(MAX_QUEUE.saturating_mul(MAX_COMMIT_BYTES.saturating_add(BYTES_AROUND_COMMIT)));

/// How long so many bytes are, rounded up.
pub(crate) const fn kilobytes(bytes: u32) -> u32 {
    bytes.div_ceil(1_000)
}

/// The queues of a mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WaitingQueues {
    /// Epoch of the oldest.
    pub oldest: u64,
    /// The least round that the oldest waits for, 0 while that is not known.
    pub round: u64,
    /// How many there are.
    pub queues: u32,
    /// How many hotkeys have commits in them; one in two queues counts twice.
    pub hotkeys: u32,
}

/// The hotkeys of a queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode, TypeInfo)]
pub struct WaitingHotkeys {
    /// Length of all commits as they are stored.
    pub bytes: u32,
    /// For each hotkey the block of its oldest commit, and how many it has.
    pub commits: BTreeMap<AccountId32, (u64, u32)>,
}

impl WaitingHotkeys {
    /// How many hotkeys there are.
    pub fn count(&self) -> u32 {
        u32::try_from(self.commits.len()).unwrap_or(u32::MAX)
    }

    /// How many commits of a hotkey wait.
    pub fn commits_of(&self, hotkey: &AccountId32) -> u32 {
        self.commits.get(hotkey).map_or(0, |(_, count)| *count)
    }

    /// How many commits wait.
    pub fn all_commits(&self) -> u32 {
        let counts = self.commits.values().map(|(_, count)| *count);
        counts.fold(0, u32::saturating_add)
    }

    fn add(&mut self, hotkey: &AccountId32, block: u64, length: usize) {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        self.bytes = self.bytes.saturating_add(length);
        let (first, count) = self.commits.entry(hotkey.clone()).or_insert((block, 0));
        *first = block.min(*first);
        *count = count.saturating_add(1);
    }

    /// The hotkeys of these commits.
    pub(super) fn of(commits: &[Waiting<'_>]) -> Self {
        let mut hotkeys = Self::default();
        for commit in commits {
            hotkeys.add(&commit.hotkey, commit.block, commit.encoded.len());
        }
        hotkeys
    }
}

/// A commit of a queue that was read.
#[derive(Debug)]
pub(super) struct Waiting<'a> {
    /// Whose it is.
    pub hotkey: AccountId32,
    /// The block it was made in.
    pub block: u64,
    /// The ciphertext.
    pub commit: &'a [u8],
    /// The round that opens it.
    pub round: u64,
    /// All of it as it is stored.
    encoded: &'a [u8],
}

impl<'a> Waiting<'a> {
    /// Takes the next commit from a queue.
    fn take(queue: &mut &'a [u8]) -> Option<Self> {
        let from_here = *queue;
        let (hotkey, block, Compact(length)) =
            <(AccountId32, u64, Compact<u32>)>::decode(queue).ok()?;
        let after = *queue;
        let (commit, rest) = after.split_at_checked(usize::try_from(length).ok()?)?;
        *queue = rest;
        let round = u64::decode(queue).ok()?;
        let encoded = from_here.get(..from_here.len().checked_sub(queue.len())?)?;
        Some(Self {
            hotkey,
            block,
            commit,
            round,
            encoded,
        })
    }
}

/// The commits of a queue as it is stored.
pub(super) fn take_apart(mut queue: &[u8]) -> Vec<Waiting<'_>> {
    let rest = &mut queue;
    let Ok(Compact(count)) = Compact::<u32>::decode(rest) else {
        defensive!("a queue has no length");
        return Vec::new();
    };
    let commits: Vec<_> = (0..count).map_while(|_| Waiting::take(rest)).collect();
    if commits.len() as u64 != u64::from(count) {
        defensive!("a queue is shorter than it says");
    }
    commits
}

impl<T: Config> Pallet<T> {
    /// Adds a commit to the queue of an epoch, whose hotkeys are given. The queue is not decoded.
    pub(super) fn append_timelocked(
        index: NetUidStorageIndex,
        epoch: u64,
        mut hotkeys: WaitingHotkeys,
        entry: &Entry<T::AccountId>,
    ) {
        let (hotkey, block, ..) = entry;
        let is_first = hotkeys.commits.is_empty();
        if hotkeys.commits_of(hotkey) == 0 {
            TimelockedQueues::<T>::mutate(|all| {
                let waiting = all.entry(index).or_insert(WaitingQueues {
                    oldest: epoch,
                    round: 0,
                    queues: 0,
                    hotkeys: 0,
                });
                // An epoch that was due may be put off, and then its number comes later.
                if epoch < waiting.oldest {
                    waiting.oldest = epoch;
                    waiting.round = 0;
                }
                waiting.queues = waiting.queues.saturating_add(is_first.into());
                waiting.hotkeys = waiting.hotkeys.saturating_add(1);
            });
        }
        let encoded = entry.encode();
        hotkeys.add(hotkey, *block, encoded.len());
        TimelockedHotkeys::<T>::insert(index, epoch, hotkeys);
        let key = TimelockedWeightCommits::<T>::hashed_key_for(index, epoch);
        sp_io::storage::append(&key, encoded);
    }

    /// The queue of an epoch as it is stored.
    pub(super) fn encoded_queue(index: NetUidStorageIndex, epoch: u64) -> Vec<u8> {
        let key = TimelockedWeightCommits::<T>::hashed_key_for(index, epoch);
        unhashed::get_raw(&key).unwrap_or_else(|| {
            defensive!("a queue is listed and does not exist");
            Compact(0u32).encode()
        })
    }

    /// Leaves these commits of the oldest queue, of which some others have gone. Returns what
    /// waits now; none if that was all.
    pub(super) fn leave_timelocked(
        index: NetUidStorageIndex,
        mut waiting: WaitingQueues,
        before: &WaitingHotkeys,
        left: &[Waiting<'_>],
    ) -> Option<WaitingQueues> {
        let epoch = waiting.oldest;
        let hotkeys = WaitingHotkeys::of(left);
        let others = waiting.hotkeys.saturating_sub(before.count());
        waiting.hotkeys = others.saturating_add(hotkeys.count());
        if left.is_empty() {
            TimelockedWeightCommits::<T>::remove(index, epoch);
            TimelockedHotkeys::<T>::remove(index, epoch);
            waiting.queues = waiting.queues.saturating_sub(1);
            waiting.oldest = TimelockedHotkeys::<T>::iter_key_prefix(index).min()?;
            waiting.round = 0;
            return Some(waiting);
        }
        let count = u32::try_from(left.len()).unwrap_or(u32::MAX);
        let mut encoded = Compact(count).encode();
        encoded.reserve(usize::try_from(hotkeys.bytes).unwrap_or_default());
        for commit in left {
            encoded.extend_from_slice(commit.encoded);
        }
        let key = TimelockedWeightCommits::<T>::hashed_key_for(index, epoch);
        unhashed::put_raw(&key, &encoded);
        TimelockedHotkeys::<T>::insert(index, epoch, hotkeys);
        Some(waiting)
    }

    /// Remembers what waits on all mechanisms.
    pub(super) fn list_timelocked(waiting: BTreeMap<NetUidStorageIndex, WaitingQueues>) {
        TimelockedQueues::<T>::put(waiting);
    }

    /// Whose commits wait on a mechanism: the epoch of each queue and its hotkeys.
    pub(crate) fn timelocked_hotkeys(
        index: NetUidStorageIndex,
    ) -> impl Iterator<Item = (u64, WaitingHotkeys)> {
        TimelockedHotkeys::<T>::iter_prefix(index)
    }

    /// Forgets what waits on a mechanism that ends. Returns how many keys that were.
    pub(crate) fn forget_timelocked_weights(index: NetUidStorageIndex) -> usize {
        if !TimelockedQueues::<T>::get().contains_key(&index) {
            return 0;
        }
        let commits = TimelockedWeightCommits::<T>::clear_prefix(index, u32::MAX, None);
        let hotkeys = TimelockedHotkeys::<T>::clear_prefix(index, u32::MAX, None);
        TimelockedQueues::<T>::mutate(|queues| queues.remove(&index));
        commits.unique.saturating_add(hotkeys.unique) as usize
    }
}

/// What tests and benchmarks need beside the calls.
#[cfg(any(test, feature = "runtime-benchmarks"))]
impl<T: Config> Pallet<T> {
    /// Puts a whole queue in the place of that of an epoch.
    pub(crate) fn put_timelocked_queue(
        index: NetUidStorageIndex,
        epoch: u64,
        queue: alloc::collections::VecDeque<Entry<T::AccountId>>,
    ) {
        TimelockedWeightCommits::<T>::insert(index, epoch, queue);
        let encoded = Self::encoded_queue(index, epoch);
        let hotkeys = WaitingHotkeys::of(&take_apart(&encoded));
        TimelockedHotkeys::<T>::insert(index, epoch, hotkeys);
        let mut waiting = WaitingQueues {
            oldest: epoch,
            round: 0,
            queues: 0,
            hotkeys: 0,
        };
        for (epoch, hotkeys) in Self::timelocked_hotkeys(index) {
            waiting.oldest = epoch.min(waiting.oldest);
            waiting.queues = waiting.queues.saturating_add(1);
            waiting.hotkeys = waiting.hotkeys.saturating_add(hotkeys.count());
        }
        TimelockedQueues::<T>::mutate(|all| all.insert(index, waiting));
    }
}
