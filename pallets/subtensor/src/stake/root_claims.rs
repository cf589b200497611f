//! What root stakers are owed in alpha, and the index of coldkeys that stake on root.
//!
//! A hotkey earns alpha of every subnet for its root stake. The part of its nominators is not paid
//! out: `RootClaimable` of the hotkey grows by the amount per rao of root stake, and `RootClaimed`
//! of each coldkey remembers how much of it is not, or no longer, its own. This file alone writes
//! both, and the index `StakingColdkeys` with its inverse (staking.md section 15).

use myelin_types::{AlphaBalance, NetUid};
use substrate_fixed::types::I96F32;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Books root dividends of `amount` on `netuid` for the nominators of `hotkey`, who hold
    /// `root_stake` in all. Returns false, having done nothing, when there is less root stake than
    /// dividend: then the owner of the hotkey is to be paid at once.
    pub(crate) fn add_root_claimable(
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
        root_stake: AlphaBalance,
    ) -> bool {
        let Some(increment) = myelin_emission::claimable_rate(amount.to_u64(), root_stake.to_u64())
        else {
            return false;
        };
        RootClaimable::<T>::mutate(hotkey, |claimable| {
            let rate = claimable.entry(netuid).or_default();
            *rate = rate.saturating_add(increment);
        });
        true
    }

    /// New root stake earns nothing of the past, and its coldkey enters the index.
    pub(crate) fn root_stake_added(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        amount: AlphaBalance,
    ) {
        for (netuid, part) in Self::claimable_of(hotkey, amount) {
            RootClaimed::<T>::mutate((netuid, hotkey, coldkey), |claimed| {
                *claimed = claimed.saturating_add(part);
            });
        }
        Self::index_root_staker(coldkey);
    }

    /// Root stake that leaves takes its part of the past with it; a coldkey without any root stake
    /// leaves the index.
    pub(crate) fn root_stake_removed(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        amount: AlphaBalance,
    ) {
        for (netuid, part) in Self::claimable_of(hotkey, amount) {
            if !netuid.is_root() {
                RootClaimed::<T>::mutate((netuid, hotkey, coldkey), |claimed| {
                    *claimed = claimed.saturating_sub(part);
                });
            }
        }
        let still_staking = StakingHotkeys::<T>::get(coldkey)
            .iter()
            .any(|hotkey| AlphaV2::<T>::contains_key((hotkey, coldkey, NetUid::ROOT)));
        if !still_staking {
            Self::unindex_root_staker(coldkey);
        }
    }

    /// Forgets a subnet that ends: what was not claimed of it is lost.
    pub(crate) fn remove_root_claims_of_subnet(netuid: NetUid) {
        let hotkeys: alloc::vec::Vec<_> = RootClaimable::<T>::iter()
            .filter(|(_, claimable)| claimable.contains_key(&netuid))
            .map(|(hotkey, _)| hotkey)
            .collect();
        for hotkey in hotkeys {
            RootClaimable::<T>::mutate(hotkey, |claimable| claimable.remove(&netuid));
        }
        let _ = RootClaimed::<T>::clear_prefix((netuid,), u32::MAX, None);
    }

    /// Alpha that `amount` of root stake under `hotkey` has earned since the beginning, subnet by
    /// subnet.
    fn claimable_of(
        hotkey: &T::AccountId,
        amount: AlphaBalance,
    ) -> impl Iterator<Item = (NetUid, u128)> {
        let amount = I96F32::saturating_from_num(amount.to_u64());
        RootClaimable::<T>::get(hotkey)
            .into_iter()
            .map(move |(netuid, rate)| {
                let part = rate.saturating_mul(amount).saturating_to_num::<u128>();
                (netuid, part)
            })
    }

    fn index_root_staker(coldkey: &T::AccountId) {
        if StakingColdkeys::<T>::contains_key(coldkey) {
            return;
        }
        let next = NumStakingColdkeys::<T>::get();
        StakingColdkeys::<T>::insert(coldkey, next);
        StakingColdkeysByIndex::<T>::insert(next, coldkey);
        NumStakingColdkeys::<T>::put(next.saturating_add(1));
    }

    fn unindex_root_staker(coldkey: &T::AccountId) {
        let Some(index) = StakingColdkeys::<T>::take(coldkey) else {
            return;
        };
        let last = NumStakingColdkeys::<T>::get().saturating_sub(1);
        if let Some(moved) = StakingColdkeysByIndex::<T>::take(last)
            && index != last
        {
            StakingColdkeys::<T>::insert(&moved, index);
            StakingColdkeysByIndex::<T>::insert(index, moved);
        }
        NumStakingColdkeys::<T>::put(last);
    }
}
