//! The smallest stake that a nominator, unlike the owner of a hotkey, may keep.
//!
//! Nominations are looked at when their holder takes stake back. When the minimum rises all of them
//! are looked at, a few in each block: `AlphaV2MapLastKey`, which this file alone writes, remembers
//! how far that has come.

use frame_support::{
    storage::{StoragePrefixedMap, with_storage_layer},
    weights::WeightMeter,
};
use myelin_math::SafeFixed;
use myelin_types::{NetUid, TaoBalance};
use substrate_fixed::types::U64F64;

use super::MIN_STAKE;
use crate::{
    hooks::{SWEEP_BLOCK, SWEEP_LOOK, SWEEP_SALE},
    pallet::*,
};

/// Positions looked at in one block, at most.
const SWEEP_POSITIONS: u32 = 64;

/// `NominatorMinRequiredStake` counts millionths of the minimum stake.
const PARTS: u64 = 1_000_000;

impl<T: Config> Pallet<T> {
    /// The smallest nomination, in rao of TAO.
    pub fn nominator_required_stake() -> TaoBalance {
        let factor = NominatorMinRequiredStake::<T>::get();
        MIN_STAKE
            .to_u64()
            .saturating_mul(factor)
            .checked_div(PARTS)
            .unwrap_or_default()
            .into()
    }

    /// Sets the smallest nomination, in millionths of the minimum stake. When it rises, the
    /// nominations that have become too small are sold in the blocks to come.
    pub fn set_nominator_min_required_stake(factor: u64) {
        let before = NominatorMinRequiredStake::<T>::get();
        NominatorMinRequiredStake::<T>::put(factor);
        if factor > before {
            AlphaV2MapLastKey::<T>::put(Some(AlphaV2::<T>::final_prefix().to_vec()));
        }
    }

    /// Looks at positions, from where the last block has stopped, and sells nominations that are
    /// too small, as far as `meter` and the bound of a block allow. After the last position it
    /// rests until the minimum rises again.
    pub(crate) fn sweep_small_nominations(meter: &mut WeightMeter) {
        let start = SWEEP_BLOCK.times::<T>(1);
        let step = SWEEP_LOOK
            .times::<T>(1)
            .saturating_add(SWEEP_SALE.times::<T>(1));
        if !meter.can_consume(start.saturating_add(step)) {
            return;
        }
        meter.consume(start);
        let Some(mut last) = AlphaV2MapLastKey::<T>::get() else {
            return;
        };
        let required = Self::nominator_required_stake();
        let mut positions = AlphaV2::<T>::iter_keys_from(last.clone());
        for _ in 0..SWEEP_POSITIONS {
            if !meter.can_consume(step) {
                break;
            }
            let next = if required.is_zero() {
                None
            } else {
                positions.next()
            };
            let Some((hotkey, coldkey, netuid)) = next else {
                AlphaV2MapLastKey::<T>::kill();
                return;
            };
            meter.consume(SWEEP_LOOK.times::<T>(1));
            if Self::sell_if_small(&hotkey, &coldkey, netuid, required) {
                meter.consume(SWEEP_SALE.times::<T>(1));
            }
            last = AlphaV2::<T>::hashed_key_for((hotkey, coldkey, netuid));
        }
        AlphaV2MapLastKey::<T>::put(Some(last));
    }

    /// Sells what is left of a nomination when it has fallen below the minimum. What cannot be sold
    /// stays where it is.
    pub(crate) fn clear_small_nomination(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) {
        let required = Self::nominator_required_stake();
        if !required.is_zero() {
            Self::sell_if_small(hotkey, coldkey, netuid, required);
        }
    }

    /// Whether the position was a nomination below `required` and its sale was tried.
    fn sell_if_small(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        required: TaoBalance,
    ) -> bool {
        if Self::owns(coldkey, hotkey) {
            return false;
        }
        let stake = Self::stake_of(hotkey, coldkey, netuid);
        let minimum = U64F64::saturating_from_num(required.to_u64())
            .safe_div(Self::alpha_price(netuid))
            .saturating_to_num::<u64>();
        if stake.is_zero() || stake.to_u64() >= minimum {
            return false;
        }
        let trade = Self::sell_at_any_price();
        // What the pool or the coldkey's account cannot take now stays the coldkey's stake.
        let _ = with_storage_layer(|| {
            Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, stake, trade)
        });
        true
    }
}
