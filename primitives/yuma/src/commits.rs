//! Which weight commits are alive: with commit-reveal on, a validator that committed before a
//! miner registered cannot have meant that miner (spec `yuma.md` section 5.5 step 4).

use alloc::{vec, vec::Vec};

/// Collects for each validator the block of its oldest live commit.
#[derive(Clone, Debug)]
pub struct LiveCommits {
    current_epoch: u64,
    reveal_period: u64,
    first: Vec<u64>,
}

impl LiveCommits {
    /// No commits yet of `uids` validators. `current_epoch` is the epoch index with lookahead
    /// ([`crate::schedule::Schedule::epoch_with_lookahead`]), `reveal_period` counts epochs.
    pub fn new(uids: usize, current_epoch: u64, reveal_period: u64) -> Self {
        Self {
            current_epoch,
            reveal_period,
            first: vec![u64::MAX; uids],
        }
    }

    /// Whether a commit made in `commit_epoch` can no longer be revealed.
    pub fn expired(&self, commit_epoch: u64) -> bool {
        self.current_epoch > commit_epoch.saturating_add(self.reveal_period)
    }

    /// Adds a validator's queue of hashed commits as (epoch, block), oldest first. Only the first
    /// live one counts.
    pub fn add_hashed(&mut self, uid: u16, queue: impl IntoIterator<Item = (u64, u64)>) {
        let live = queue.into_iter().find(|&(epoch, _)| !self.expired(epoch));
        if let Some((epoch, block)) = live {
            self.add_timelocked(uid, epoch, block);
        }
    }

    /// Adds one time-locked commit. Every live one counts. Unknown uids are ignored.
    pub fn add_timelocked(&mut self, uid: u16, epoch: u64, block: u64) {
        if self.expired(epoch) {
            return;
        }
        if let Some(first) = self.first.get_mut(usize::from(uid)) {
            *first = block.min(*first);
        }
    }

    /// Block of the oldest live commit by uid, `u64::MAX` without one: what
    /// [`crate::Neurons::first_commit`] wants.
    pub fn first_blocks(&self) -> &[u64] {
        &self.first
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_expires_after_the_reveal_period() {
        let commits = LiveCommits::new(1, 10, 2);
        assert!(commits.expired(7));
        assert!(!commits.expired(8));
        assert!(!commits.expired(u64::MAX));
    }

    #[test]
    fn of_hashed_commits_only_the_first_live_one_counts() {
        let mut commits = LiveCommits::new(2, 10, 2);
        commits.add_hashed(1, [(7, 100), (9, 300), (8, 200)]);
        assert_eq!(commits.first_blocks(), [u64::MAX, 300]);
    }

    #[test]
    fn of_timelocked_commits_the_oldest_live_one_counts() {
        let mut commits = LiveCommits::new(2, 10, 2);
        commits.add_timelocked(0, 9, 300);
        commits.add_timelocked(0, 8, 200);
        commits.add_timelocked(0, 7, 100);
        commits.add_hashed(0, [(8, 250)]);
        assert_eq!(commits.first_blocks(), [200, u64::MAX]);
    }

    #[test]
    fn commits_of_unknown_uids_are_ignored() {
        let mut commits = LiveCommits::new(1, 0, 1);
        commits.add_timelocked(1, 0, 5);
        assert_eq!(commits.first_blocks(), [u64::MAX]);
    }
}
