//! Paying one epoch (emission.md section 6).
//!
//! The epoch says who earned what part. Here the parts of validators are shared with the parents
//! that lent them stake, divided between the stakers of alpha and those of TAO on root, and
//! everything is added to positions.

use alloc::{collections::BTreeMap, vec::Vec};

use myelin_emission::{
    Child, Dividend, DividendPayout, Parent, Taken, fraction_of_u64, kept_proportion, miner_burned,
    split_dividends, split_parents, split_take,
};
use myelin_math::U96F32;
use myelin_types::{AlphaBalance, NetUid, alpha_assets::AlphaLedger, frozen::RecycleOrBurnEnum};

use super::drain::Pending;
use crate::{
    epoch::{EpochReward, EpochSize},
    pallet::*,
};

/// What the stakers of alpha and those on root get of an epoch.
///
/// Incentives are paid as computed. Where rounding, or a mechanism without dividends, makes them
/// more than the part of the miners, the rest gives way: no epoch pays more than it collected.
fn dividends_of_epoch(pending: &Pending, incentives: AlphaBalance) -> (AlphaBalance, AlphaBalance) {
    let left = pending.for_epoch().saturating_sub(incentives);
    let for_root = pending.root.min(left);
    // Without miners the validators get everything.
    let for_validators = if incentives.is_zero() {
        pending.validator.saturating_add(pending.server)
    } else {
        pending.validator
    };
    (for_validators.min(left.saturating_sub(for_root)), for_root)
}

impl<T: Config> Pallet<T> {
    /// Runs the epoch of a subnet and pays what it has collected; the owner who won the subnet by
    /// conviction is paid already. Returns how large the epoch was.
    pub(crate) fn pay_epoch(netuid: NetUid, pending: Pending, block: u64) -> EpochSize {
        let candidates = Self::settle_owner_contest(netuid, block);
        let (rewards, mut size) = Self::run_epoch(netuid, pending.for_epoch(), block);
        let incentives: u64 = rewards
            .iter()
            .fold(0, |sum, reward| sum.saturating_add(reward.server));
        let (for_validators, for_root) = dividends_of_epoch(&pending, incentives.into());
        let (raw, burned) = Self::share_with_parents(netuid, &rewards);
        // What the parents' parts lose leaves what is paid out, else stakers would hold more alpha
        // than exists.
        let burned = burned.min(for_validators);
        Self::recycle_alpha_out(netuid, burned);
        let dividends: Vec<Dividend> = raw
            .iter()
            .map(|(hotkey, dividend)| Dividend {
                alpha: Self::stake_of_hotkey(hotkey, netuid).to_u64(),
                root: Self::stake_of_hotkey(hotkey, NetUid::ROOT).to_u64(),
                dividend: *dividend,
            })
            .collect();
        let payouts = split_dividends(
            &dividends,
            fraction_of_u64(Self::tao_weight()),
            for_validators.saturating_sub(burned).to_u64(),
            for_root.to_u64(),
        );
        Self::pay_owner(netuid, pending.owner);
        Self::pay_miners(netuid, &rewards);
        Self::pay_validators(netuid, &raw, &dividends, &payouts);
        LastMechansimStepBlock::<T>::insert(netuid, block);
        size.candidates = candidates;
        size
    }

    /// The raw dividend of every hotkey after parents got their part, by hotkey, and what `CKBurn`
    /// takes of these parts. Whoever gets nothing is left out.
    pub(crate) fn share_with_parents(
        netuid: NetUid,
        rewards: &[EpochReward<T::AccountId>],
    ) -> (BTreeMap<T::AccountId, u64>, AlphaBalance) {
        let tao_weight = fraction_of_u64(Self::tao_weight());
        let burn = fraction_of_u64(CKBurn::<T>::get());
        let mut burned = AlphaBalance::ZERO;
        let mut raw = BTreeMap::new();
        let mut add = |hotkey: T::AccountId, amount: u64| {
            if amount == 0 {
                return;
            }
            let sum: &mut u64 = raw.entry(hotkey).or_default();
            *sum = sum.saturating_add(amount);
        };
        let mut paid = Vec::new();
        for reward in rewards.iter().filter(|reward| reward.validator > 0) {
            let hotkey = &reward.hotkey;
            let relations = ParentKeys::<T>::get(hotkey, netuid);
            if relations.is_empty() {
                add(hotkey.clone(), reward.validator);
                continue;
            }
            let owner = Self::owner_of(hotkey);
            let parents: Vec<Parent> = relations
                .iter()
                .map(|(proportion, parent)| Parent {
                    proportion: *proportion,
                    alpha: Self::stake_of_hotkey(parent, netuid).to_u64(),
                    root: Self::stake_of_hotkey(parent, NetUid::ROOT).to_u64(),
                    same_owner: Self::owner_of(parent) == owner,
                })
                .collect();
            let children = ChildKeys::<T>::get(hotkey, netuid);
            let child = Child {
                dividend: reward.validator,
                alpha: Self::stake_of_hotkey(hotkey, netuid).to_u64(),
                root: Self::stake_of_hotkey(hotkey, NetUid::ROOT).to_u64(),
                kept: kept_proportion(children.into_iter().map(|(proportion, _)| proportion)),
                take: Self::childkey_take(hotkey, netuid),
            };
            let payout = split_parents(&child, &parents, tao_weight, burn, &mut paid);
            burned = burned.saturating_add(payout.recycled.into());
            for ((_, parent), amount) in relations.into_iter().zip(&paid) {
                add(parent, *amount);
            }
            add(hotkey.clone(), payout.own);
        }
        (raw, burned)
    }

    fn pay_owner(netuid: NetUid, amount: AlphaBalance) {
        let (Ok(owner), Ok(hotkey)) = (
            SubnetOwner::<T>::try_get(netuid),
            SubnetOwnerHotkey::<T>::try_get(netuid),
        ) else {
            return;
        };
        Self::increase_one(&hotkey, &owner, netuid, amount);
        Self::auto_lock_owner_cut(&owner, &hotkey, netuid, amount);
    }

    /// Pays miners; what the owner's own hotkeys earned is withheld.
    fn pay_miners(netuid: NetUid, rewards: &[EpochReward<T::AccountId>]) {
        let mut owned = Self::owner_uids(netuid);
        owned.extend(Self::uid_of(netuid, &SubnetOwnerHotkey::<T>::get(netuid)));
        let (mut total, mut withheld) = (0u64, 0u64);
        for reward in rewards.iter().filter(|reward| reward.server > 0) {
            total = total.saturating_add(reward.server);
            if owned.contains(&reward.uid) {
                withheld = withheld.saturating_add(reward.server);
            } else {
                Self::pay_miner(netuid, &reward.hotkey, reward.server.into());
            }
        }
        Self::withhold(netuid, withheld.into());
        Self::set_miner_burned(netuid, miner_burned(withheld, total));
    }

    fn withhold(netuid: NetUid, amount: AlphaBalance) {
        match RecycleOrBurn::<T>::get(netuid) {
            RecycleOrBurnEnum::Recycle => Self::recycle_alpha_out(netuid, amount),
            RecycleOrBurnEnum::Burn => T::AlphaAssets::burn(netuid, amount),
        }
    }

    /// Stores which part was withheld, if it is another one; nothing withheld has no entry.
    fn set_miner_burned(netuid: NetUid, burned: U96F32) {
        if burned == MinerBurned::<T>::get(netuid) {
            return;
        }
        if burned == 0 {
            MinerBurned::<T>::remove(netuid);
        } else {
            MinerBurned::<T>::insert(netuid, burned);
        }
    }

    fn pay_miner(netuid: NetUid, hotkey: &T::AccountId, amount: AlphaBalance) {
        let owner = Self::owner_of(hotkey);
        let Some(destination) = Self::auto_stake_destination(&owner, netuid) else {
            Self::increase_one(hotkey, &owner, netuid, amount);
            return;
        };
        Self::increase_one(&destination, &owner, netuid, amount);
        Self::deposit_event(Event::AutoStakeAdded {
            netuid,
            destination,
            hotkey: hotkey.clone(),
            owner,
            incentive: amount,
        });
    }

    /// Pays validators and those who stake with them, on the subnet and on root.
    fn pay_validators(
        netuid: NetUid,
        raw: &BTreeMap<T::AccountId, u64>,
        dividends: &[Dividend],
        payouts: &[DividendPayout],
    ) {
        let _ = AlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
        let _ = RootAlphaDividendsPerSubnet::<T>::clear_prefix(netuid, u32::MAX, None);
        for ((hotkey, stake), payout) in raw.keys().zip(dividends).zip(payouts) {
            let take = Delegates::<T>::get(hotkey);
            let owner = Self::owner_of(hotkey);
            let alpha = split_take(payout.alpha, take);
            let root = split_take(payout.root, take);
            // The take comes first, so that the owner has a part in what is for all stakers.
            Self::increase_one(hotkey, &owner, netuid, alpha.take.into());
            Self::pay_stakers(hotkey, &owner, netuid, alpha.rest.into());
            Self::increase_one(hotkey, &owner, netuid, root.take.into());
            if alpha.rest > 0 {
                AlphaDividendsPerSubnet::<T>::insert(netuid, hotkey, AlphaBalance(alpha.rest));
            }
            Self::pay_root_stakers(netuid, hotkey, &owner, root, stake.root.into());
        }
    }

    /// Alpha dividends go to all who stake to the hotkey, to its owner when nobody does: a hotkey
    /// that earned only with the stake of its parents.
    fn pay_stakers(
        hotkey: &T::AccountId,
        owner: &T::AccountId,
        netuid: NetUid,
        amount: AlphaBalance,
    ) {
        if TotalHotkeySharesV2::<T>::contains_key(hotkey, netuid) {
            Self::increase_all(hotkey, netuid, amount);
        } else {
            Self::increase_one(hotkey, owner, netuid, amount);
        }
    }

    /// Root dividends wait until they are claimed; they are paid out at once to the owner when
    /// there is less root stake than dividend.
    fn pay_root_stakers(
        netuid: NetUid,
        hotkey: &T::AccountId,
        owner: &T::AccountId,
        root: Taken,
        root_stake: AlphaBalance,
    ) {
        let amount = AlphaBalance(root.rest);
        if amount.is_zero() {
            return;
        }
        if !Self::add_root_claimable(hotkey, netuid, amount, root_stake) {
            Self::increase_one(hotkey, owner, netuid, amount);
        }
        RootAlphaDividendsPerSubnet::<T>::insert(netuid, hotkey, amount);
    }
}
