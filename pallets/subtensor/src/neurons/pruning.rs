//! Which neuron makes room for another (subnets-and-neurons.md 8.3).

use alloc::vec::Vec;

use myelin_types::{AlphaBalance, NetUid};

use crate::{keys::listed::Listed, pallet::*};

/// What decides the place of a neuron in the queue of those to go: the lowest goes first.
type Score = (AlphaBalance, u64, u16);

impl<T: Config> Pallet<T> {
    /// The uids of the owner's hotkeys that may never be pruned, the owner hotkey first, then the
    /// oldest registrations, at most `ImmuneOwnerUidsLimit`.
    pub(crate) fn owner_immune_uids(netuid: NetUid) -> Vec<u16> {
        let mut owned: Vec<(u64, u16)> = Self::owner_uids(netuid)
            .into_iter()
            .map(|uid| (BlockAtRegistration::<T>::get(netuid, uid), uid))
            .collect();
        owned.sort_unstable();
        let limit = usize::from(ImmuneOwnerUidsLimit::<T>::get(netuid));
        let mut immune: Vec<u16> = owned.into_iter().map(|(_, uid)| uid).take(limit).collect();
        if let Some(owner_uid) = Self::uid_of(netuid, &SubnetOwnerHotkey::<T>::get(netuid))
            && !immune.contains(&owner_uid)
        {
            immune.insert(0, owner_uid);
            immune.truncate(limit);
        }
        immune
    }

    /// The uids of all hotkeys that the owner of the subnet owns, in no particular order. However many
    /// these are, no more of them are looked at than there are neurons.
    pub(crate) fn owner_uids(netuid: NetUid) -> Vec<u16> {
        let owner = SubnetOwner::<T>::get(netuid);
        let owned = Listed::at(OwnedHotkeys::<T>::hashed_key_for(&owner));
        let neurons = Self::neuron_count(netuid);
        if owned.len <= usize::from(neurons) {
            let hotkeys = owned.get(0..owned.len);
            let uids = hotkeys.iter().filter_map(|it| Self::uid_of(netuid, it));
            return uids.collect();
        }
        let is_owned = |uid: &u16| Self::owns(&owner, &Keys::<T>::get(netuid, uid));
        (0..neurons).filter(is_owned).collect()
    }

    /// Whether [`Self::neuron_to_prune`] finds one, without looking at all neurons: where more than
    /// `MinNonImmuneUids` are unprotected, either more than so many are beyond their immunity period,
    /// or one is within it; where fewer are, one has to be within it.
    pub(crate) fn has_neuron_to_prune(netuid: NetUid) -> bool {
        let protected = Self::owner_immune_uids(netuid);
        let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
        let mut unprotected =
            (0..Self::neuron_count(netuid)).filter(|uid| !protected.contains(uid));
        let enough = usize::from(MinNonImmuneUids::<T>::get(netuid));
        unprotected.clone().nth(enough).is_some()
            || unprotected.any(|uid| {
                let registered = BlockAtRegistration::<T>::get(netuid, uid);
                Self::now().saturating_sub(registered) < immunity
            })
    }

    /// The neuron that goes when a full subnet gets a new one: the one with the lowest emission,
    /// of equals the oldest, of those the one with the smallest uid. Neurons within their immunity
    /// period go only when few others are left. `None` when all are immune for good.
    pub(crate) fn neuron_to_prune(netuid: NetUid) -> Option<u16> {
        let protected = Self::owner_immune_uids(netuid);
        let emission = Emission::<T>::get(netuid);
        let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
        let now = Self::now();
        let (mut best_immune, mut best_other) = (None::<Score>, None::<Score>);
        let mut others = 0u16;
        for uid in 0..Self::neuron_count(netuid) {
            if protected.contains(&uid) {
                continue;
            }
            let registered = BlockAtRegistration::<T>::get(netuid, uid);
            let earned = emission.get(usize::from(uid)).copied().unwrap_or_default();
            let score = (earned, registered, uid);
            let best = if now.saturating_sub(registered) < immunity {
                &mut best_immune
            } else {
                others = others.saturating_add(1);
                &mut best_other
            };
            if best.is_none_or(|best| score < best) {
                *best = Some(score);
            }
        }
        let chosen = if others > MinNonImmuneUids::<T>::get(netuid) {
            best_other
        } else {
            best_immune
        };
        chosen.map(|(_, _, uid)| uid)
    }
}
