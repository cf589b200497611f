//! Where a subnet stands between two epochs.

use codec::{Decode, Encode};
use myelin_types::{AlphaBalance, NetUid};
use scale_info::TypeInfo;
use serde::Serialize;

/// The clock of a subnet, and what waits for its next epoch.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct EpochState {
    /// The subnet.
    pub netuid: NetUid,
    /// The block whose state was asked.
    pub block: u64,
    /// Blocks from one epoch to the next; 0 stops epochs.
    pub tempo: u16,
    /// How many epochs came due so far.
    pub epoch_index: u64,
    /// Block of the last epoch, or of the start of the cycle.
    pub last_epoch_block: u64,
    /// Blocks since an epoch ran.
    pub blocks_since_last_step: u64,
    /// Block of the next epoch, if nothing changes the schedule; none if none comes.
    pub next_epoch_block: Option<u64>,
    /// Blocks until then.
    pub blocks_until_next_epoch: Option<u64>,
    /// The block from which the owner's trigger makes an epoch due, if he has pulled it.
    pub triggered_for_block: Option<u64>,
    /// Whether an epoch was due in this block and has to wait, because enough others ran.
    pub deferred: bool,
    /// Whether the owner must leave the parameters alone because an epoch is near.
    pub in_admin_freeze_window: bool,
    /// What the next epoch distributes.
    pub pending: PendingEmission,
}

/// What a subnet has collected since its last epoch, in rao of alpha.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct PendingEmission {
    /// For miners.
    pub server: AlphaBalance,
    /// For validators.
    pub validator: AlphaBalance,
    /// For those who stake TAO on root.
    pub root: AlphaBalance,
    /// For the owner.
    pub owner: AlphaBalance,
}
