//! Setting the children of a hotkey: by its owner, and for members of root when a subnet is
//! created.

use alloc::{collections::BTreeSet, vec};

use frame_support::{dispatch::DispatchResultWithPostInfo, ensure, traits::Get, weights::Weight};
use myelin_types::NetUid;
use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::U64F64;

use super::children::ensure_at_most_everything;
use crate::{
    WeightInfo,
    hooks::PER_ANNOUNCER_POOL,
    limits::TransactionKind,
    pallet::*,
    stake::Relations,
    weight_info::{ROOT_MEMBERS, SUBNETS, weighing},
};

/// Children that a hotkey can have on a subnet.
pub(crate) const MAX_CHILDREN: usize = 5;
/// Blocks between two lists of children of a hotkey on a subnet.
pub(crate) const SET_CHILDREN_RATE_LIMIT: u64 = 150;

impl<T: Config> Pallet<T> {
    /// The most that setting children weighs: stake is looked for on every subnet.
    pub(crate) fn most_for_children() -> Weight {
        T::WeightInfo::set_children().saturating_add(PER_ANNOUNCER_POOL.times::<T>(SUBNETS))
    }

    /// What the creation of a subnet weighs, if without its offers it weighs `creation`: the stake of
    /// every member of root is looked for on every subnet, whose prices are known.
    pub(crate) fn with_offers(creation: Weight) -> Weight {
        let pools = ROOT_MEMBERS.saturating_mul(SUBNETS);
        creation.saturating_add(T::DbWeight::get().reads(pools))
    }

    /// See [`Pallet::set_children`]. Weighs the pools that were looked at for stake.
    pub(crate) fn do_set_children(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Relations<T::AccountId>,
    ) -> DispatchResultWithPostInfo {
        let mut pools = 0;
        let result = Self::try_set_children(coldkey, hotkey, netuid, children, &mut pools);
        let weight = T::WeightInfo::set_children()
            .saturating_add(PER_ANNOUNCER_POOL.times::<T>(pools as u64));
        weighing(weight, result)
    }

    fn try_set_children(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Relations<T::AccountId>,
        pools: &mut usize,
    ) -> DispatchResult {
        Self::ensure_transaction_allowed(
            hotkey,
            netuid,
            TransactionKind::SetChildren,
            SET_CHILDREN_RATE_LIMIT,
        )?;
        ensure!(
            !netuid.is_root(),
            Error::<T>::RegistrationNotPermittedOnRootSubnet
        );
        Self::ensure_subnet_exists(netuid)?;
        Self::ensure_owns(coldkey, hotkey)?;
        let parents = Self::parents_of(hotkey, netuid);
        Self::check_children(hotkey, &children, &parents)?;
        Self::ensure_room_for_parent(hotkey, netuid, children.iter().map(|(_, child)| child))?;
        ensure!(
            children.is_empty() || Self::has_stake_for_children(hotkey, netuid, pools),
            Error::<T>::NotEnoughStakeToSetChildkeys
        );
        Self::stamp_transaction(hotkey, netuid, TransactionKind::SetChildren);
        if SubtokenEnabled::<T>::get(netuid) {
            Self::announce_children(hotkey, netuid, children);
            Ok(())
        } else {
            // What was announced before must not come back later.
            Self::drop_announced_children(hotkey, netuid);
            Self::replace_children(hotkey, netuid, children, parents)
        }
    }

    /// Errors: `DuplicateChild`, `InvalidChild`, `TooManyChildren`, `ProportionOverflow`,
    /// `ChildParentInconsistency`.
    fn check_children(
        hotkey: &T::AccountId,
        children: &Relations<T::AccountId>,
        parents: &Relations<T::AccountId>,
    ) -> Result<(), DispatchError> {
        let unique: BTreeSet<&T::AccountId> = children.iter().map(|(_, child)| child).collect();
        ensure!(unique.len() == children.len(), Error::<T>::DuplicateChild);
        ensure!(!unique.contains(hotkey), Error::<T>::InvalidChild);
        ensure!(unique.len() <= MAX_CHILDREN, Error::<T>::TooManyChildren);
        ensure_at_most_everything::<T>(children.iter().map(|(proportion, _)| *proportion))?;
        ensure!(
            !parents.iter().any(|(_, parent)| unique.contains(parent)),
            Error::<T>::ChildParentInconsistency
        );
        Ok(())
    }

    /// Whether a hotkey has the stake that parents need, what everybody holds under it on all
    /// subnets in TAO at current prices; the hotkey of the subnet's owner needs none. Adds to
    /// `looked_at` on how many subnets it took to find out.
    pub(super) fn has_stake_for_children(
        hotkey: &T::AccountId,
        netuid: NetUid,
        looked_at: &mut usize,
    ) -> bool {
        let threshold = StakeThreshold::<T>::get();
        if threshold == 0 || SubnetOwnerHotkey::<T>::try_get(netuid).as_ref() == Ok(hotkey) {
            return true;
        }
        let threshold = U64F64::saturating_from_num(threshold);
        let mut total = U64F64::from_num(0);
        TotalHotkeyAlpha::<T>::iter_prefix(hotkey).any(|(netuid, alpha)| {
            *looked_at = looked_at.saturating_add(1);
            let alpha = U64F64::saturating_from_num(alpha.to_u64());
            total = total.saturating_add(alpha.saturating_mul(Self::alpha_price(netuid)));
            total >= threshold
        })
    }

    /// Lets every member of root that has not declined give all its stake on a new subnet to the
    /// hotkey of the subnet's owner. Members that may not are left out.
    pub(crate) fn offer_root_validators_as_parents(netuid: NetUid, owner: &T::AccountId) {
        for hotkey in Self::hotkeys_of_subnet(NetUid::ROOT) {
            if hotkey == *owner || !AutoParentDelegationEnabled::<T>::get(&hotkey) {
                continue;
            }
            let coldkey = Self::owner_of(&hotkey);
            let everything = vec![(u64::MAX, owner.clone())];
            // Every check comes before the first change, so a refusal leaves no trace.
            let _ = Self::try_set_children(&coldkey, &hotkey, netuid, everything, &mut 0);
        }
    }

    /// See [`Pallet::set_auto_parent_delegation_enabled`].
    pub(crate) fn do_set_auto_parent_delegation_enabled(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        enabled: bool,
    ) -> DispatchResult {
        Self::ensure_owns(coldkey, hotkey)?;
        ensure!(
            Self::uid_of(NetUid::ROOT, hotkey).is_some(),
            Error::<T>::HotKeyNotRegisteredInSubNet
        );
        AutoParentDelegationEnabled::<T>::insert(hotkey, enabled);
        Self::deposit_event(Event::AutoParentDelegationEnabledSet {
            hotkey: hotkey.clone(),
            enabled,
        });
        Ok(())
    }
}
