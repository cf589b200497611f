//! Who has which uid.
//!
//! This file alone writes `Keys`, `Uids`, `IsNetworkMember`, `BlockAtRegistration`, `SubnetworkN`
//! and `LastUpdate`, and alone changes the length of the vectors that have one entry a uid. Between
//! epochs such a vector has `SubnetworkN` entries, but for `StakeWeight`, which the next epoch
//! writes. Uids are dense: `0..SubnetworkN`.

use alloc::{vec, vec::Vec};

use frame_support::{storage::StorageDoubleMap, weights::Weight};
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};

use crate::{
    hooks::{PER_FURTHER_MECHANISM, PER_RATING_ROW},
    pallet::*,
    weight_info::{MECHANISMS, NEURONS},
};

/// What the replacement of a neuron went through: the weight of a registration does not cover it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Replaced {
    /// Mechanisms of the subnet.
    mechanisms: u64,
    /// Rows of weights, one for each neuron that has given any.
    rows: u64,
}

impl Replaced {
    /// The most there can be: neurons and mechanisms of a subnet are limited together.
    pub const MOST: Self = Self {
        mechanisms: MECHANISMS,
        rows: NEURONS,
    };

    /// What it weighs. One mechanism is covered.
    pub fn weight<T: Config>(self) -> Weight {
        PER_FURTHER_MECHANISM
            .times::<T>(self.mechanisms.saturating_sub(1))
            .saturating_add(PER_RATING_ROW.times::<T>(self.rows))
    }
}

/// Sets `values[uid]`, filling up with `fill` when the vector is too short.
fn set_or_extend<V: Clone>(values: &mut Vec<V>, uid: u16, fill: V, value: V) {
    let index = usize::from(uid);
    if values.len() <= index {
        values.resize(index.saturating_add(1), fill);
    }
    if let Some(slot) = values.get_mut(index) {
        *slot = value;
    }
}

/// Leaves the values of the uids in `kept`, which is in ascending order.
fn keep_values<V: Copy>(values: &mut Option<Vec<V>>, kept: &[u16]) {
    if let Some(values) = values {
        *values = kept
            .iter()
            .filter_map(|uid| values.get(usize::from(*uid)).copied())
            .collect();
    }
}

/// What a neuron stores about others, by their uids.
type Row = Vec<(u16, u16)>;

/// Gives the rows of a mechanism to the new uids of their neurons, where `new_uids` has them by the
/// old ones. Rows and entries of those without a new uid go.
///
/// Uids only become smaller: in ascending order no row is overwritten before it was read.
fn move_rows<Rows>(index: NetUidStorageIndex, new_uids: &[Option<u16>])
where
    Rows: StorageDoubleMap<NetUidStorageIndex, u16, Row, Query = Row>,
{
    let new_uid = |uid: u16| new_uids.get(usize::from(uid)).copied().flatten();
    for (uid, own) in (0u16..).zip(new_uids) {
        let mut row = Rows::take(index, uid);
        let Some(own) = own else {
            continue;
        };
        row.retain_mut(|(target, _)| {
            let moved = new_uid(*target);
            *target = moved.unwrap_or_default();
            moved.is_some()
        });
        if !row.is_empty() {
            Rows::insert(index, own, row);
        }
    }
}

impl<T: Config> Pallet<T> {
    /// The uid of a hotkey on a subnet.
    pub fn uid_of(netuid: NetUid, hotkey: &T::AccountId) -> Option<u16> {
        Uids::<T>::get(netuid, hotkey)
    }

    /// The hotkey of a uid on a subnet.
    pub fn hotkey_of(netuid: NetUid, uid: u16) -> Option<T::AccountId> {
        Keys::<T>::try_get(netuid, uid).ok()
    }

    /// How many neurons a subnet has.
    pub fn neuron_count(netuid: NetUid) -> u16 {
        SubnetworkN::<T>::get(netuid)
    }

    /// The hotkeys of a subnet by uid.
    pub(crate) fn hotkeys_of_subnet(netuid: NetUid) -> Vec<T::AccountId> {
        (0..Self::neuron_count(netuid))
            .map(|uid| Keys::<T>::get(netuid, uid))
            .collect()
    }

    /// The block of one neuron's last weights, 0 if it never set any.
    pub(crate) fn last_update_of(index: NetUidStorageIndex, uid: u16) -> u64 {
        LastUpdate::<T>::get(index)
            .get(usize::from(uid))
            .copied()
            .unwrap_or_default()
    }

    /// Notes that a neuron set weights now.
    pub(crate) fn set_last_update(index: NetUidStorageIndex, uid: u16) {
        let now = Self::now();
        LastUpdate::<T>::mutate(index, |updates| set_or_extend(updates, uid, 0, now));
    }

    /// Gives the next uid to a hotkey.
    pub(crate) fn append_neuron(netuid: NetUid, hotkey: &T::AccountId) -> u16 {
        let uid = Self::neuron_count(netuid);
        SubnetworkN::<T>::insert(netuid, uid.saturating_add(1));
        Self::reset_vectors(netuid, uid);
        StakeWeight::<T>::mutate(netuid, |weights| weights.truncate(uid.into()));
        Self::occupy(netuid, uid, hotkey);
        uid
    }

    /// Gives the uid of one neuron to another hotkey. The stake of the old one is not touched.
    /// Without effect when the old one is the hotkey of the subnet's owner.
    pub(crate) fn replace_neuron(netuid: NetUid, uid: u16, hotkey: &T::AccountId) -> Replaced {
        let old = Keys::<T>::get(netuid, uid);
        if SubnetOwnerHotkey::<T>::get(netuid) == old {
            return Replaced::default();
        }
        Self::vacate(netuid, uid, &old);
        Self::reset_vectors(netuid, uid);
        StakeWeight::<T>::mutate(netuid, |weights| {
            if let Some(weight) = weights.get_mut(usize::from(uid)) {
                *weight = 0;
            }
        });
        let mut replaced = Replaced::default();
        for index in Self::mechanism_indices(netuid) {
            Bonds::<T>::remove(index, uid);
            Weights::<T>::remove(index, uid);
            let rows = Self::forget_weights_towards(index, uid);
            replaced.mechanisms = replaced.mechanisms.saturating_add(1);
            replaced.rows = replaced.rows.saturating_add(rows);
        }
        Self::occupy(netuid, uid, hotkey);
        replaced
    }

    /// Removes all neurons but those with the uids in `kept`, which is in ascending order. They keep
    /// their order and get the uids from 0 on. Nobody's stake is touched.
    pub(super) fn keep_neurons(netuid: NetUid, kept: &[u16]) {
        let hotkeys = Self::hotkeys_of_subnet(netuid);
        let mut new_uids = vec![None; hotkeys.len()];
        for (new_uid, uid) in (0u16..).zip(kept) {
            if let Some(slot) = new_uids.get_mut(usize::from(*uid)) {
                *slot = Some(new_uid);
            }
        }
        // In ascending order, for the same reason as in `move_rows`.
        for ((uid, hotkey), new_uid) in (0u16..).zip(&hotkeys).zip(&new_uids) {
            match new_uid {
                Some(new_uid) if *new_uid == uid => {}
                Some(new_uid) => Self::move_neuron(netuid, uid, *new_uid, hotkey),
                None => Self::remove_neuron(netuid, uid, hotkey),
            }
        }
        for index in Self::mechanism_indices(netuid) {
            move_rows::<Weights<T>>(index, &new_uids);
            move_rows::<Bonds<T>>(index, &new_uids);
            LastUpdate::<T>::mutate_exists(index, |values| keep_values(values, kept));
            Incentive::<T>::mutate_exists(index, |values| keep_values(values, kept));
        }
        Active::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        Consensus::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        Dividends::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        Emission::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        StakeWeight::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        ValidatorPermit::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        ValidatorTrust::<T>::mutate_exists(netuid, |values| keep_values(values, kept));
        // There were more neurons than `kept` names, and those had numbers of 16 bits.
        SubnetworkN::<T>::insert(netuid, kept.len() as u16);
    }

    /// Gives another uid to a neuron; its vectors and rows are moved with those of the others.
    fn move_neuron(netuid: NetUid, uid: u16, new_uid: u16, hotkey: &T::AccountId) {
        Keys::<T>::remove(netuid, uid);
        Keys::<T>::insert(netuid, new_uid, hotkey);
        Uids::<T>::insert(netuid, hotkey, new_uid);
        let registered = BlockAtRegistration::<T>::take(netuid, uid);
        BlockAtRegistration::<T>::insert(netuid, new_uid, registered);
        if let Some(address) = AssociatedEvmAddress::<T>::take(netuid, uid) {
            AssociatedEvmAddress::<T>::insert(netuid, new_uid, address);
        }
    }

    /// Ends a neuron whose uid nobody gets.
    fn remove_neuron(netuid: NetUid, uid: u16, hotkey: &T::AccountId) {
        Self::vacate(netuid, uid, hotkey);
        Keys::<T>::remove(netuid, uid);
        BlockAtRegistration::<T>::remove(netuid, uid);
        LastHotkeyEmissionOnNetuid::<T>::remove(hotkey, netuid);
        AlphaDividendsPerSubnet::<T>::remove(netuid, hotkey);
    }

    /// Removes the membership of all neurons of a subnet that ends.
    pub(crate) fn remove_memberships(netuid: NetUid) {
        for hotkey in Keys::<T>::iter_prefix_values(netuid) {
            IsNetworkMember::<T>::remove(hotkey, netuid);
        }
    }

    /// Everything that says who a uid is.
    fn occupy(netuid: NetUid, uid: u16, hotkey: &T::AccountId) {
        for index in Self::mechanism_indices(netuid) {
            Self::set_last_update(index, uid);
        }
        Keys::<T>::insert(netuid, uid, hotkey);
        Uids::<T>::insert(netuid, hotkey, uid);
        BlockAtRegistration::<T>::insert(netuid, uid, Self::now());
        IsNetworkMember::<T>::insert(hotkey, netuid, true);
    }

    /// Everything that the old hotkey of a uid loses.
    fn vacate(netuid: NetUid, uid: u16, old: &T::AccountId) {
        Uids::<T>::remove(netuid, old);
        AssociatedEvmAddress::<T>::remove(netuid, uid);
        IsNetworkMember::<T>::remove(old, netuid);
        Axons::<T>::remove(netuid, old);
        NeuronCertificates::<T>::remove(netuid, old);
        Prometheus::<T>::remove(netuid, old);
    }

    /// A uid starts from nothing.
    fn reset_vectors(netuid: NetUid, uid: u16) {
        Active::<T>::mutate(netuid, |active| set_or_extend(active, uid, true, true));
        Emission::<T>::mutate(netuid, |emission| {
            set_or_extend(emission, uid, AlphaBalance::ZERO, AlphaBalance::ZERO);
        });
        Consensus::<T>::mutate(netuid, |consensus| set_or_extend(consensus, uid, 0, 0));
        Dividends::<T>::mutate(netuid, |dividends| set_or_extend(dividends, uid, 0, 0));
        ValidatorTrust::<T>::mutate(netuid, |trust| set_or_extend(trust, uid, 0, 0));
        ValidatorPermit::<T>::mutate(netuid, |permits| {
            set_or_extend(permits, uid, false, false);
        });
        for index in Self::mechanism_indices(netuid) {
            Incentive::<T>::mutate(index, |incentive| set_or_extend(incentive, uid, 0, 0));
        }
    }

    /// Sets to zero what everybody gave to a uid that has a new hotkey. Returns how many rows it went
    /// through.
    fn forget_weights_towards(index: NetUidStorageIndex, uid: u16) -> u64 {
        let rows: Vec<_> = Weights::<T>::iter_prefix(index).collect();
        let count = rows.len() as u64;
        for (validator, mut row) in rows {
            let mut changed = false;
            for (target, weight) in &mut row {
                if *target == uid && *weight != 0 {
                    *weight = 0;
                    changed = true;
                }
            }
            if changed {
                Weights::<T>::insert(index, validator, row);
            }
        }
        count
    }
}
