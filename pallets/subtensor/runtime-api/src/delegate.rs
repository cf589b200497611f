//! A hotkey that takes delegations.

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_types::{AlphaBalance, NetUid};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;

/// A delegate and one position of the asking coldkey with it: the subnet and the stake there.
pub type DelegatedStake = (DelegateInfo, (Compact<NetUid>, Compact<AlphaBalance>));

/// Stake by subnet, in rao of alpha.
pub type StakeBySubnet = Vec<(Compact<NetUid>, Compact<u64>)>;

/// A coldkey that delegates, and its stake with the delegate.
pub type Nominator = (AccountId32, StakeBySubnet);

/// What a nominator wants to know about a delegate (spec, RPC section 7).
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct DelegateInfo {
    /// The hotkey.
    pub delegate_ss58: AccountId32,
    /// Its take, in parts of 65535.
    #[codec(compact)]
    pub take: u16,
    /// Who delegates to it, accounts in ascending byte order.
    pub nominators: Vec<Nominator>,
    /// The coldkey that owns it.
    pub owner_ss58: AccountId32,
    /// Subnets where it has a uid.
    pub registrations: Vec<Compact<NetUid>>,
    /// Subnets where it may set weights as validator.
    pub validator_permits: Vec<Compact<NetUid>>,
    /// What 1000 TAO staked with it on root would earn a day, in rao.
    #[codec(compact)]
    pub return_per_1000: u64,
    /// What it earns a day over all its registrations, in rao.
    #[codec(compact)]
    pub total_daily_return: u64,
}
