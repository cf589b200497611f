//! Commits of weights that wait for their reveal.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use scale_info::TypeInfo;
use serde::Serialize;
use sp_core::H256;

/// The commits of a hotkey on a mechanism of a subnet.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct PendingCommits {
    /// The block whose state was asked.
    pub block: u64,
    /// The current epoch as commits count it: one more while an epoch is overdue.
    pub epoch: u64,
    /// Commits by hash, which the hotkey reveals, oldest first.
    pub hashed: Vec<HashedCommit>,
    /// Time-locked commits, which the chain opens, oldest first.
    pub timelocked: Vec<TimelockedCommit>,
}

/// When a commit is revealed.
///
/// The blocks are those of the schedule as it is now: a trigger, a deferral or another tempo moves
/// them.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Reveal {
    /// The epoch in which it is revealed; in a later one it has expired.
    pub epoch: u64,
    /// Where that epoch is.
    pub phase: RevealPhase,
    /// First block in which it is possible; none when it is over, or while no epochs run.
    pub from_block: Option<u64>,
    /// Last block in which it is possible; none when it is over, or while no epochs run.
    pub until_block: Option<u64>,
}

/// Where the epoch is in which a commit is revealed.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum RevealPhase {
    /// Still to come.
    TooEarly,
    /// It is the current one.
    Now,
    /// Over: the commit is void.
    Expired,
}

/// A commit by hash.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct HashedCommit {
    /// The hash.
    pub hash: H256,
    /// Block of the commit.
    pub block: u64,
    /// Epoch of the commit.
    pub epoch: u64,
    /// When it is revealed.
    pub reveal: Reveal,
}

/// A time-locked commit.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct TimelockedCommit {
    /// Hash of the ciphertext, as in the event of the commit.
    pub hash: H256,
    /// Block of the commit.
    pub block: u64,
    /// Epoch of the commit.
    pub epoch: u64,
    /// The round of the beacon that opens it.
    pub round: u64,
    /// Whether the chain knows the signature of that round.
    pub round_signed: bool,
    /// When it is opened.
    pub reveal: Reveal,
}
