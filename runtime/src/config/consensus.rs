//! Who authors blocks, who votes on finality, and the clock they share.

use crate::{AccountId, Aura, BlockNumber, Grandpa, Runtime, RuntimeEvent, System};
use frame_support::{
    BoundedVec,
    traits::{ConstBool, ConstU32, ConstU64, FindAuthor, Get},
};
use pallet_admin_utils::ConsensusAuthorities;
use pallet_chain_settings::MinimumPeriod;
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityList;
use sp_runtime::DispatchResult;

/// Authorities that a chain can have.
pub type MaxAuthorities = ConstU32<32>;

impl pallet_timestamp::Config for Runtime {
    type Moment = u64;
    type OnTimestampSet = Aura;
    type MinimumPeriod = MinimumPeriod<Runtime>;
    type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_aura::Config for Runtime {
    type AuthorityId = AuraId;
    type DisabledValidators = ();
    type MaxAuthorities = MaxAuthorities;
    type AllowMultipleBlocksPerSlot = ConstBool<false>;
    type SlotDuration = pallet_aura::MinimumPeriodTimesTwo<Runtime>;
}

impl pallet_grandpa::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type WeightInfo = ();
    type MaxAuthorities = MaxAuthorities;
    type MaxNominators = ConstU32<20>;
    type MaxSetIdSessionEntries = ConstU64<0>;
    type KeyOwnerProof = sp_core::Void;
    type EquivocationReportSystem = ();
}

/// The account of the author of the current block: the raw Aura key taken as an account.
///
/// `None` when the block names no slot or no authority owns it.
pub struct BlockAuthor;

impl Get<Option<AccountId>> for BlockAuthor {
    fn get() -> Option<AccountId> {
        let digest = System::digest();
        let slots = digest.logs.iter().filter_map(|log| log.as_pre_runtime());
        let key: AuraId = pallet_aura::AuraAuthorId::<Runtime>::find_author(slots)?;
        Some(AccountId::from(sp_core::sr25519::Public::from(key)))
    }
}

/// The authorities as root replaces them: there are no sessions.
pub struct Authorities;

impl ConsensusAuthorities<BlockNumber, MaxAuthorities> for Authorities {
    fn swap_authors(new_authorities: BoundedVec<AuraId, MaxAuthorities>) {
        Aura::change_authorities(new_authorities);
    }

    fn schedule_finality_change(
        next_authorities: AuthorityList,
        in_blocks: BlockNumber,
        forced: Option<BlockNumber>,
    ) -> DispatchResult {
        Grandpa::schedule_change(next_authorities, in_blocks, forced)
    }
}

impl pallet_admin_utils::Config for Runtime {
    type MaxAuthorities = MaxAuthorities;
    type Authorities = Authorities;
}
