//! What root stakers are owed in alpha.
//!
//! A hotkey earns alpha of every subnet for its root stake. The part of its nominators is not paid
//! out: `RootClaimable` of the hotkey grows by the amount per rao of root stake, and `RootClaimed`
//! of each coldkey remembers how much of it is not, or no longer, its own. This file alone writes
//! both (staking.md section 15); `claim` pays what is owed, `root_index` lists who may be owed.
//!
//! What a coldkey is owed changes only by dividends and by claims. Stake that comes raises
//! `RootClaimed` by what it would have earned before. Stake that leaves lowers it by as much, and
//! where it has not got as much, because not all was claimed, the difference is paid out at once.

use myelin_emission::earned;
use myelin_types::{AlphaBalance, NetUid};

use crate::{hooks::Cost, pallet::*, subnets::Walk};

/// A subnet of which root stake that comes or leaves has earned.
const PER_ADJUSTMENT: Cost = Cost {
    reads: 1,
    writes: 1,
    ref_time: 3_000_000,
};

/// What was not claimed is paid into a position.
const PER_PAYMENT: Cost = Cost {
    reads: 3,
    writes: 3,
    ref_time: 10_000_000,
};

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

    /// New root stake earns nothing of the past, and its coldkey enters the list of root stakers.
    pub(crate) fn root_stake_added(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        amount: AlphaBalance,
    ) {
        let mut subnets = 0u64;
        for (netuid, rate) in RootClaimable::<T>::get(hotkey) {
            let part = earned(rate, amount.to_u64());
            Self::raise_root_claimed(netuid, hotkey, coldkey, None, part);
            subnets = subnets.saturating_add(1);
        }
        Self::register_claim_work(subnets, 0);
        Self::index_root_staker(coldkey);
    }

    /// Root stake that leaves takes its part of the past with it. What of that was not claimed is
    /// paid to the coldkey as stake on the subnet where it was earned; the rest of what the coldkey
    /// is owed stays claimable. A coldkey without any root stake leaves the list of root stakers.
    ///
    /// To be called when the stake has left.
    pub(crate) fn root_stake_removed(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        amount: AlphaBalance,
    ) {
        let stays = AlphaV2::<T>::contains_key((hotkey, coldkey, NetUid::ROOT));
        let (mut subnets, mut payments) = (0u64, 0u64);
        for (netuid, rate) in RootClaimable::<T>::get(hotkey) {
            let part = earned(rate, amount.to_u64());
            let unclaimed = Self::lower_root_claimed(netuid, hotkey, coldkey, part, stays);
            if !unclaimed.is_zero() {
                Self::increase_one(hotkey, coldkey, netuid, unclaimed);
                payments = payments.saturating_add(1);
            }
            subnets = subnets.saturating_add(1);
        }
        Self::register_claim_work(subnets, payments);
        if payments > 0 {
            Self::deposit_event(Event::RootClaimed {
                coldkey: coldkey.clone(),
            });
        }
        if !stays {
            Self::unindex_former_root_staker(coldkey);
        }
    }

    /// Notes that a pair has no claim, or no longer, to `part` of what its root stake earned on a
    /// subnet. Whoever has read the present value says so.
    pub(super) fn raise_root_claimed(
        netuid: NetUid,
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        present: Option<u128>,
        part: u128,
    ) {
        if part == 0 {
            return;
        }
        let key = (netuid, hotkey, coldkey);
        let present = present.unwrap_or_else(|| RootClaimed::<T>::get(key));
        RootClaimed::<T>::insert(key, present.saturating_add(part));
    }

    /// Forgets `part` of what a pair has claimed of a subnet, and everything when none of its root
    /// `stays`. Returns by how much `part` is more than was claimed.
    fn lower_root_claimed(
        netuid: NetUid,
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        part: u128,
        stays: bool,
    ) -> AlphaBalance {
        let key = (netuid, hotkey, coldkey);
        let claimed = RootClaimed::<T>::get(key);
        let left = claimed.saturating_sub(part);
        if claimed > 0 && (left == 0 || !stays) {
            RootClaimed::<T>::remove(key);
        } else if left < claimed {
            RootClaimed::<T>::insert(key, left);
        }
        let unclaimed = part.saturating_sub(claimed);
        AlphaBalance(u64::try_from(unclaimed).unwrap_or(u64::MAX))
    }

    /// Forgets a subnet that ends: what was not claimed of it is lost.
    ///
    /// Walks what can be claimed of all hotkeys of the chain.
    pub(crate) fn remove_root_claims_of_subnet(netuid: NetUid, walk: &mut Walk) {
        let hotkeys: alloc::vec::Vec<_> = RootClaimable::<T>::iter()
            .inspect(|_| walk.look())
            .filter(|(_, claimable)| claimable.contains_key(&netuid))
            .map(|(hotkey, _)| hotkey)
            .collect();
        walk.remove(hotkeys.len());
        for hotkey in hotkeys {
            RootClaimable::<T>::mutate(hotkey, |claimable| claimable.remove(&netuid));
        }
        walk.cleared(RootClaimed::<T>::clear_prefix((netuid,), u32::MAX, None));
    }

    /// The weights of stake calls know nothing of root claims, which grow with the number of
    /// subnets: that work counts for the block when it is done.
    fn register_claim_work(subnets: u64, payments: u64) {
        PER_ADJUSTMENT.register::<T>(subnets);
        PER_PAYMENT.register::<T>(payments);
    }
}
