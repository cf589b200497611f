//! Positions of coldkeys.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use pallet_subtensor_runtime_api::{StakeAvailability, StakeInfo};

use crate::pallet::*;

/// Most coldkeys that one question is answered for.
pub(crate) const MOST_COLDKEYS: usize = 1_000;

/// A hotkey on a subnet.
type Place<T> = (<T as frame_system::Config>::AccountId, NetUid);

impl<T: Config> Pallet<T> {
    /// All positions of a coldkey that hold something: by netuid, then in the order in which the
    /// coldkey first staked to the hotkeys.
    pub fn get_stake_info_for_coldkey(coldkey: &T::AccountId) -> Vec<StakeInfo> {
        let mut infos: Vec<StakeInfo> = StakingHotkeys::<T>::get(coldkey)
            .iter()
            .flat_map(|hotkey| Self::stake_infos_with(hotkey, coldkey))
            .collect();
        infos.sort_by_key(|info| info.netuid);
        infos
    }

    /// The positions of a coldkey with one hotkey that hold something, by netuid.
    pub(super) fn stake_infos_with(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
    ) -> Vec<StakeInfo> {
        Self::positions_with(hotkey, coldkey)
            .into_iter()
            .filter(|(_, stake)| !stake.is_zero())
            .map(|(netuid, stake)| Self::stake_info(hotkey, coldkey, netuid, stake))
            .collect()
    }

    /// The same for several coldkeys, in the given order. Of more than [`MOST_COLDKEYS`] the rest is
    /// missing in the answer; one that is named twice is looked up once.
    pub fn get_stake_info_for_coldkeys(
        coldkeys: Vec<T::AccountId>,
    ) -> Vec<(T::AccountId, Vec<StakeInfo>)> {
        let mut known: BTreeMap<T::AccountId, Vec<StakeInfo>> = BTreeMap::new();
        coldkeys
            .into_iter()
            .take(MOST_COLDKEYS)
            .map(|coldkey| {
                let infos = known
                    .entry(coldkey.clone())
                    .or_insert_with(|| Self::get_stake_info_for_coldkey(&coldkey))
                    .clone();
                (coldkey, infos)
            })
            .collect()
    }

    /// One position, with zeros if it holds nothing, even on a subnet that does not exist: clients read
    /// the answer without looking whether there is one.
    pub fn get_stake_info_for_hotkey_coldkey_netuid(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
    ) -> Option<StakeInfo> {
        let stake = Self::stake_of(hotkey, coldkey, netuid);
        Some(Self::stake_info(hotkey, coldkey, netuid, stake))
    }

    /// How much of each coldkey's stake is free to move, by subnet; all subnets if `netuids` is
    /// `None`. Rows of nothing are left out, and so are unknown subnets.
    ///
    /// More netuids than there are subnets are answered with empty rows, as is an empty list. Of
    /// more than [`MOST_COLDKEYS`] coldkeys the rest is missing in the answer.
    pub fn get_stake_availability_for_coldkeys(
        coldkeys: Vec<T::AccountId>,
        netuids: Option<Vec<NetUid>>,
    ) -> BTreeMap<T::AccountId, BTreeMap<NetUid, StakeAvailability>> {
        let existing: BTreeSet<NetUid> = Self::all_netuids().into_iter().collect();
        let asked = match netuids {
            None => existing,
            Some(netuids) => {
                let asked: BTreeSet<NetUid> = netuids.into_iter().collect();
                if asked.len() > existing.len() {
                    BTreeSet::new()
                } else {
                    asked.intersection(&existing).copied().collect()
                }
            }
        };
        let coldkeys: BTreeSet<T::AccountId> = coldkeys.into_iter().take(MOST_COLDKEYS).collect();
        coldkeys
            .into_iter()
            .map(|coldkey| {
                let rows = Self::availability(&coldkey, &asked);
                (coldkey, rows)
            })
            .collect()
    }

    /// What the swap charges when `amount` moves from `origin` to `destination`; nothing when
    /// both are the same.
    pub fn get_stake_fee(
        origin: Option<Place<T>>,
        destination: Option<Place<T>>,
        amount: u64,
    ) -> u64 {
        if origin == destination {
            return 0;
        }
        destination.or(origin).map_or(0, |(_, netuid)| {
            T::Market::approx_fee_amount(netuid, amount)
        })
    }

    /// What a coldkey holds under a hotkey, by netuid. Positions worth nothing are listed.
    pub(super) fn positions_with(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
    ) -> Vec<(NetUid, AlphaBalance)> {
        let mut positions: Vec<_> = AlphaV2::<T>::iter_prefix((hotkey.clone(), coldkey.clone()))
            .map(|(netuid, share)| {
                let value = Self::pool_of(hotkey, netuid).value(&share);
                (netuid, AlphaBalance(value))
            })
            .collect();
        positions.sort_unstable();
        positions
    }

    fn stake_info(
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        netuid: NetUid,
        stake: AlphaBalance,
    ) -> StakeInfo {
        StakeInfo {
            hotkey: hotkey.clone(),
            coldkey: coldkey.clone(),
            netuid,
            stake,
            locked: 0,
            emission: AlphaDividendsPerSubnet::<T>::get(netuid, hotkey),
            tao_emission: TaoBalance::ZERO,
            drain: 0,
            is_registered: Uids::<T>::contains_key(netuid, hotkey),
        }
    }

    fn availability(
        coldkey: &T::AccountId,
        asked: &BTreeSet<NetUid>,
    ) -> BTreeMap<NetUid, StakeAvailability> {
        let mut totals: BTreeMap<NetUid, AlphaBalance> = BTreeMap::new();
        if !asked.is_empty() {
            for hotkey in StakingHotkeys::<T>::get(coldkey) {
                for (netuid, stake) in Self::positions_with(&hotkey, coldkey) {
                    let total = totals.entry(netuid).or_default();
                    *total = total.saturating_add(stake);
                }
            }
        }
        asked
            .iter()
            .filter_map(|netuid| {
                let total = totals.get(netuid).copied().unwrap_or_default();
                let locked = Self::get_coldkey_lock(coldkey, *netuid)
                    .map_or(AlphaBalance::ZERO, |lock| lock.locked_mass);
                let row = StakeAvailability {
                    total,
                    locked,
                    available: total.saturating_sub(locked),
                };
                (!total.is_zero() || !locked.is_zero()).then_some((*netuid, row))
            })
            .collect()
    }
}
