//! Positions of coldkeys.

use codec::{Decode, Encode};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use scale_info::TypeInfo;
use serde::Serialize;
use sp_runtime::AccountId32;

/// What one coldkey holds with one hotkey on one subnet (spec, RPC section 7).
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct StakeInfo {
    /// The hotkey staked to.
    pub hotkey: AccountId32,
    /// The coldkey that holds the position.
    pub coldkey: AccountId32,
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// Value of the position.
    #[codec(compact)]
    pub stake: AlphaBalance,
    /// Always 0; locks have calls of their own.
    #[codec(compact)]
    pub locked: u64,
    /// Dividends of the hotkey, all its nominators together, in the last epoch.
    #[codec(compact)]
    pub emission: AlphaBalance,
    /// Always 0.
    #[codec(compact)]
    pub tao_emission: TaoBalance,
    /// Always 0.
    #[codec(compact)]
    pub drain: u64,
    /// Whether the hotkey has a uid on the subnet.
    pub is_registered: bool,
}

/// How much of a coldkey's stake on one subnet is free to move.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct StakeAvailability {
    /// All of it, over all hotkeys.
    #[codec(compact)]
    pub total: AlphaBalance,
    /// The locked part, as of the current block.
    #[codec(compact)]
    pub locked: AlphaBalance,
    /// The rest.
    #[codec(compact)]
    pub available: AlphaBalance,
}
