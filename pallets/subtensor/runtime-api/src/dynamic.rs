//! The pool of a subnet.

use codec::{Decode, Encode};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, frozen::SubnetIdentityV3};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

use crate::CompactText;

/// The pool of a subnet and what flows through it (spec, RPC section 7).
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct DynamicInfo {
    /// The subnet.
    #[codec(compact)]
    pub netuid: NetUid,
    /// The owner's hotkey.
    pub owner_hotkey: AccountId32,
    /// The owner.
    pub owner_coldkey: AccountId32,
    /// Name of the subnet's identity, or the built-in one.
    pub subnet_name: CompactText,
    /// Symbol of the subnet's token.
    pub token_symbol: CompactText,
    /// Blocks an epoch.
    #[codec(compact)]
    pub tempo: u16,
    /// Block of the last epoch that ran.
    #[codec(compact)]
    pub last_step: u64,
    /// Blocks since then.
    #[codec(compact)]
    pub blocks_since_last_step: u64,
    /// Always 0.
    #[codec(compact)]
    pub emission: u64,
    /// Alpha reserve of the pool.
    #[codec(compact)]
    pub alpha_in: AlphaBalance,
    /// Alpha outside the pool.
    #[codec(compact)]
    pub alpha_out: AlphaBalance,
    /// TAO reserve of the pool.
    #[codec(compact)]
    pub tao_in: TaoBalance,
    /// Alpha created for participants in the last block.
    #[codec(compact)]
    pub alpha_out_emission: AlphaBalance,
    /// Alpha put into the pool in the last block.
    #[codec(compact)]
    pub alpha_in_emission: AlphaBalance,
    /// TAO put into the pool in the last block.
    #[codec(compact)]
    pub tao_in_emission: TaoBalance,
    /// Alpha waiting for the next epoch, validators' and miners' parts together.
    #[codec(compact)]
    pub pending_alpha_emission: AlphaBalance,
    /// Always 0.
    #[codec(compact)]
    pub pending_root_emission: TaoBalance,
    /// TAO traded since the subnet began, in rao.
    #[codec(compact)]
    pub subnet_volume: u128,
    /// Block of the registration.
    #[codec(compact)]
    pub network_registered_at: u64,
    /// How the subnet presents itself.
    pub subnet_identity: Option<SubnetIdentityV3>,
    /// Moving average of the price, TAO per alpha.
    pub moving_price: I96F32,
}
