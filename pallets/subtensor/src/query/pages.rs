//! Long lists in parts. A page costs what it shows, and one account more to see whether there is
//! another page.

use alloc::{collections::BTreeMap, vec, vec::Vec};

use myelin_types::{AlphaBalance, NetUid};
use pallet_subtensor_runtime_api::{
    DelegateSummary, DelegationSummary, NominatorStake, Page, StakeInfo,
    page::{MAX_PAGE, SubnetStake},
};
use sp_runtime::AccountId32;

use super::delegates::SeenSubnets;
use crate::pallet::*;

/// Covers the first `limit` of the accounts that come, within bounds, each with what `show` makes of
/// it.
fn page<Entry, Shown: IntoIterator>(
    entries: impl Iterator<Item = (AccountId32, Entry)>,
    limit: u32,
    mut show: impl FnMut(AccountId32, Entry) -> Shown,
) -> Page<Shown::Item> {
    let mut entries = entries.peekable();
    let (mut items, mut last) = (Vec::new(), None);
    for (account, entry) in entries.by_ref().take(limit.clamp(1, MAX_PAGE) as usize) {
        last = Some(account.clone());
        items.extend(show(account, entry));
    }
    Page {
        items,
        next: last.filter(|_| entries.peek().is_some()),
    }
}

impl<T: Config> Pallet<T> {
    /// Delegates without their nominators, from the one after `start` on.
    pub fn get_delegates_page(start: Option<T::AccountId>, limit: u32) -> Page<DelegateSummary> {
        let delegates = match start {
            Some(hotkey) => Delegates::<T>::iter_from(Delegates::<T>::hashed_key_for(hotkey)),
            None => Delegates::<T>::iter(),
        };
        let mut seen = SeenSubnets::default();
        page(delegates, limit, |hotkey, take| {
            Some(Self::delegate_info(hotkey, take, Vec::new(), &mut seen).into())
        })
    }

    /// Who delegates to a hotkey, from the coldkey after `start` on.
    pub fn get_nominators_page(
        delegate: &T::AccountId,
        start: Option<T::AccountId>,
        limit: u32,
    ) -> Page<NominatorStake> {
        // The positions of a coldkey with the delegate stand side by side.
        let shares = match start {
            Some(coldkey) => {
                let last_of_start = (delegate, coldkey, NetUid(u16::MAX));
                let key = AlphaV2::<T>::hashed_key_for(last_of_start);
                AlphaV2::<T>::iter_prefix_from((delegate.clone(),), key)
            }
            None => AlphaV2::<T>::iter_prefix((delegate.clone(),)),
        };
        let mut shares = shares.peekable();
        let nominators = core::iter::from_fn(|| {
            let ((coldkey, netuid), share) = shares.next()?;
            let mut held = vec![(netuid, share)];
            while let Some(((_, netuid), share)) = shares.next_if(|((next, _), _)| *next == coldkey)
            {
                held.push((netuid, share));
            }
            Some((coldkey, held))
        });
        let takes_part = Delegates::<T>::contains_key(delegate);
        let mut pools = BTreeMap::new();
        page(
            nominators.take_while(|_| takes_part),
            limit,
            |coldkey, held| {
                let positions = held.into_iter().map(|(netuid, share)| {
                    let pool = pools
                        .entry(netuid)
                        .or_insert_with(|| Self::pool_of(delegate, netuid));
                    (netuid, AlphaBalance(pool.value(&share)))
                });
                let stakes = by_netuid(positions.collect());
                Some(NominatorStake { coldkey, stakes })
            },
        )
    }

    /// Where a coldkey has delegated, from the hotkey after `start` on.
    pub fn get_delegated_page(
        coldkey: &T::AccountId,
        start: Option<T::AccountId>,
        limit: u32,
    ) -> Page<DelegationSummary> {
        let mut seen = SeenSubnets::default();
        page(
            Self::staked_to_after(coldkey, start),
            limit,
            |hotkey, ()| {
                let take = Delegates::<T>::try_get(&hotkey).ok()?;
                let stakes = by_netuid(Self::positions_with(&hotkey, coldkey));
                let delegate = Self::delegate_info(hotkey, take, Vec::new(), &mut seen).into();
                (!stakes.is_empty()).then_some(DelegationSummary { delegate, stakes })
            },
        )
    }

    /// The positions of a coldkey that hold something, from the hotkey after `start` on.
    pub fn get_stake_info_for_coldkey_page(
        coldkey: &T::AccountId,
        start: Option<T::AccountId>,
        limit: u32,
    ) -> Page<StakeInfo> {
        page(
            Self::staked_to_after(coldkey, start),
            limit,
            |hotkey, ()| Self::stake_infos_with(&hotkey, coldkey),
        )
    }

    /// The hotkeys that a coldkey has ever staked to, in this order, after `start`; none after one
    /// that is not among them.
    fn staked_to_after(
        coldkey: &T::AccountId,
        start: Option<T::AccountId>,
    ) -> impl Iterator<Item = (T::AccountId, ())> {
        let mut hotkeys = StakingHotkeys::<T>::get(coldkey).into_iter();
        if let Some(start) = start {
            hotkeys.find(|hotkey| *hotkey == start);
        }
        hotkeys.map(|hotkey| (hotkey, ()))
    }
}

/// Positions in ascending order of their subnets.
fn by_netuid(mut positions: Vec<(NetUid, AlphaBalance)>) -> Vec<SubnetStake> {
    positions.sort_unstable();
    positions
        .into_iter()
        .map(|(netuid, stake)| SubnetStake { netuid, stake })
        .collect()
}
