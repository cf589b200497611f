//! Long lists in parts.
//!
//! Whoever reads a list asks for its first page with no `start`, and then with the `next` of each
//! page for the one after it, until there is none. Every page answers about the block it is asked
//! at: asked at one and the same block, the pages put together are the list.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use myelin_types::{AlphaBalance, NetUid};
use scale_info::TypeInfo;
use serde::Serialize;
use sp_runtime::AccountId32;

use crate::DelegateInfo;

/// Most accounts that a page covers. Who asks for more gets so many, who asks for none gets one.
pub const MAX_PAGE: u32 = 100;

/// A part of a list.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Page<Item> {
    /// The entries.
    pub items: Vec<Item>,
    /// The `start` of the next page; none when this is the last one.
    pub next: Option<AccountId32>,
}

/// A delegate in brief: a `DelegateInfo` without its nominators, of whom there may be many.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct DelegateSummary {
    /// The hotkey.
    pub hotkey: AccountId32,
    /// The coldkey that owns it.
    pub owner: AccountId32,
    /// Its take, in parts of 65535.
    pub take: u16,
    /// Subnets where it has a uid.
    pub registrations: Vec<NetUid>,
    /// Subnets where it may set weights as validator.
    pub validator_permits: Vec<NetUid>,
    /// What 1000 TAO staked with it on root would earn a day, in rao.
    pub return_per_1000: u64,
    /// What it earns a day over all its registrations, in rao.
    pub total_daily_return: u64,
}

impl From<DelegateInfo> for DelegateSummary {
    fn from(info: DelegateInfo) -> Self {
        Self {
            hotkey: info.delegate_ss58,
            owner: info.owner_ss58,
            take: info.take,
            registrations: info.registrations.into_iter().map(|n| n.0).collect(),
            validator_permits: info.validator_permits.into_iter().map(|n| n.0).collect(),
            return_per_1000: info.return_per_1000,
            total_daily_return: info.total_daily_return,
        }
    }
}

/// Stake on one subnet.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, Copy, PartialEq, Eq, Debug)]
pub struct SubnetStake {
    /// The subnet.
    pub netuid: NetUid,
    /// The stake, in rao of alpha.
    pub stake: AlphaBalance,
}

/// A coldkey that delegates, and its stake with the delegate by subnet.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct NominatorStake {
    /// The coldkey.
    pub coldkey: AccountId32,
    /// What it holds, by netuid.
    pub stakes: Vec<SubnetStake>,
}

/// A delegate, and the stake of the asking coldkey with it by subnet.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct DelegationSummary {
    /// The delegate.
    pub delegate: DelegateSummary,
    /// What the coldkey holds with it, by netuid.
    pub stakes: Vec<SubnetStake>,
}
