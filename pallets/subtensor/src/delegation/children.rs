//! Who lends stake to whom.
//!
//! This file alone writes `ChildKeys`, `ParentKeys` and `ParentCount`. The first two are inverse: a
//! child is listed by its parent with the proportion with which the parent is listed by the child.
//! Children stand in the order of their accounts, no list is empty or longer than it may be, and
//! nobody is both parent and child of the same hotkey. The third counts the relations of a subnet.

use alloc::{collections::BTreeMap, vec::Vec};

use frame_support::ensure;
use myelin_types::NetUid;
use sp_runtime::DispatchError;

use crate::{pallet::*, stake::Relations};

/// Parents that a hotkey can have on a subnet: twice as many as root has members, all of which may
/// become parents of the hotkey of a new subnet's owner. What a neuron weighs, and what it earned,
/// takes a look at each of them.
pub(crate) const MAX_PARENTS: usize = 128;

/// Errors: `ProportionOverflow` when more than everything is given.
pub(super) fn ensure_at_most_everything<T: Config>(
    proportions: impl Iterator<Item = u64>,
) -> Result<(), DispatchError> {
    let mut proportions = proportions;
    let sum = proportions.try_fold(0u64, u64::checked_add);
    ensure!(sum.is_some(), Error::<T>::ProportionOverflow);
    Ok(())
}

impl<T: Config> Pallet<T> {
    /// The hotkeys that lend stake to this one, with the parts of theirs.
    pub(super) fn parents_of(hotkey: &T::AccountId, netuid: NetUid) -> Relations<T::AccountId> {
        ParentKeys::<T>::get(hotkey, netuid)
    }

    /// Gives a hotkey these children in place of those it had. The hotkey itself is left out of
    /// the list, and the last entry of a child counts. `parents` are those of the hotkey.
    ///
    /// Errors: `ProportionOverflow`, `ChildParentInconsistency`, `InvalidChild`; then nothing has
    /// changed.
    pub(crate) fn replace_children(
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Relations<T::AccountId>,
        parents: Relations<T::AccountId>,
    ) -> Result<(), DispatchError> {
        let new: BTreeMap<&T::AccountId, u64> = children
            .iter()
            .filter(|(_, child)| child != hotkey)
            .map(|(proportion, child)| (child, *proportion))
            .collect();
        ensure_at_most_everything::<T>(new.values().copied())?;
        ensure!(
            !parents.iter().any(|(_, parent)| new.contains_key(parent)),
            Error::<T>::ChildParentInconsistency
        );
        Self::ensure_room_for_parent(hotkey, netuid, new.keys().copied())?;
        Self::sort_parents(hotkey, netuid, parents);
        let old = ChildKeys::<T>::get(hotkey, netuid);
        for (_, child) in &old {
            if !new.contains_key(child) {
                Self::remove_parent(child, netuid, hotkey);
            }
        }
        for (child, proportion) in &new {
            Self::put_parent(child, netuid, hotkey, *proportion);
        }
        let sorted: Relations<T::AccountId> = new
            .into_iter()
            .map(|(child, proportion)| (proportion, child.clone()))
            .collect();
        Self::store_children(hotkey, netuid, &old, sorted);
        Self::deposit_event(Event::SetChildren(hotkey.clone(), netuid, children));
        Ok(())
    }

    /// Errors: `InvalidChild` when one of the children has as many parents as it may, and this
    /// hotkey is none of them.
    pub(super) fn ensure_room_for_parent<'a>(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mut children: impl Iterator<Item = &'a T::AccountId>,
    ) -> Result<(), DispatchError> {
        let has_room = |child: &T::AccountId| {
            let parents = Self::parents_of(child, netuid);
            parents.len() < MAX_PARENTS || parents.iter().any(|(_, parent)| parent == hotkey)
        };
        ensure!(children.all(has_room), Error::<T>::InvalidChild);
        Ok(())
    }

    /// Stores the children of a hotkey, and how many more or fewer parents there are with them.
    fn store_children(
        hotkey: &T::AccountId,
        netuid: NetUid,
        old: &Relations<T::AccountId>,
        new: Relations<T::AccountId>,
    ) {
        if new == *old {
            return;
        }
        Self::count_parents(netuid, old.len(), new.len());
        if new.is_empty() {
            ChildKeys::<T>::remove(hotkey, netuid);
        } else {
            ChildKeys::<T>::insert(hotkey, netuid, new);
        }
    }

    /// Counts a parent that has so many children in place of as many as before.
    fn count_parents(netuid: NetUid, before: usize, after: usize) {
        if before == after {
            return;
        }
        let count = ParentCount::<T>::get(netuid)
            .saturating_add(after as u32)
            .saturating_sub(before as u32);
        if count == 0 {
            ParentCount::<T>::remove(netuid);
        } else {
            ParentCount::<T>::insert(netuid, count);
        }
    }

    /// Puts the parents of a hotkey in the order of their accounts.
    fn sort_parents(hotkey: &T::AccountId, netuid: NetUid, parents: Relations<T::AccountId>) {
        let by_account =
            |relation: &(u64, T::AccountId), other: &(u64, T::AccountId)| relation.1.cmp(&other.1);
        if parents.is_sorted_by(|a, b| by_account(a, b).is_lt()) {
            return;
        }
        let mut sorted = parents;
        sorted.sort_by(by_account);
        ParentKeys::<T>::insert(hotkey, netuid, sorted);
    }

    /// Lets a child know what its parent gives; a parent it knows keeps its place.
    fn put_parent(child: &T::AccountId, netuid: NetUid, parent: &T::AccountId, proportion: u64) {
        let mut parents = ParentKeys::<T>::get(child, netuid);
        match parents.iter_mut().find(|(_, known)| known == parent) {
            Some((given, _)) if *given == proportion => return,
            Some((given, _)) => *given = proportion,
            None => parents.push((proportion, parent.clone())),
        }
        ParentKeys::<T>::insert(child, netuid, parents);
    }

    /// Takes a parent from the list of a former child.
    fn remove_parent(child: &T::AccountId, netuid: NetUid, parent: &T::AccountId) {
        let mut parents: Vec<_> = ParentKeys::<T>::get(child, netuid);
        parents.retain(|(_, known)| known != parent);
        if parents.is_empty() {
            ParentKeys::<T>::remove(child, netuid);
        } else {
            ParentKeys::<T>::insert(child, netuid, parents);
        }
    }
}
