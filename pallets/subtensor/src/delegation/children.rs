//! Stake that parents lend to children. The relations are read here and written by genesis and by
//! calls that are still to come.

use myelin_types::NetUid;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// The take of a child on a subnet, at least the lowest that is allowed there, out of 65535.
    pub fn childkey_take(hotkey: &T::AccountId, netuid: NetUid) -> u16 {
        ChildkeyTake::<T>::get(hotkey, netuid).max(Self::min_childkey_take(netuid))
    }

    /// The lowest take a child may have on a subnet, out of 65535.
    pub fn min_childkey_take(netuid: NetUid) -> u16 {
        MinChildkeyTake::<T>::get().max(MinChildkeyTakePerSubnet::<T>::get(netuid))
    }

    /// Drops what a hotkey that lost its stake had announced for its children.
    pub(crate) fn drop_pending_children(hotkey: &T::AccountId) {
        for netuid in Self::all_netuids() {
            PendingChildKeys::<T>::remove(netuid, hotkey);
        }
    }
}
