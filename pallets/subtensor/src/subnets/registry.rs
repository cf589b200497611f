//! Which subnets exist, and the accounts that hold their TAO.

use alloc::vec::Vec;

use frame_support::{ensure, traits::Get};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_runtime::{DispatchError, traits::AccountIdConversion};

use super::DYNAMIC_SUBNET;
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Whether the subnet exists. Root does.
    pub fn subnet_exists(netuid: NetUid) -> bool {
        NetworksAdded::<T>::contains_key(netuid)
    }

    /// Whether the subnet exists, for those who trade on it and need its mechanism anyway: only a
    /// subnet that exists has a pool. The registry is asked where there is none.
    pub(crate) fn market_exists(netuid: NetUid) -> bool {
        Self::is_dynamic(netuid) || Self::subnet_exists(netuid)
    }

    /// Errors: `SubnetNotExists`.
    pub(crate) fn ensure_market_exists(netuid: NetUid) -> Result<(), DispatchError> {
        ensure!(Self::market_exists(netuid), Error::<T>::SubnetNotExists);
        Ok(())
    }

    /// Errors: `SubnetNotExists`.
    pub(crate) fn ensure_subnet_exists(netuid: NetUid) -> Result<(), DispatchError> {
        ensure!(Self::subnet_exists(netuid), Error::<T>::SubnetNotExists);
        Ok(())
    }

    /// Whether the subnet has a pool and a token of its own.
    pub fn is_dynamic(netuid: NetUid) -> bool {
        SubnetMechanism::<T>::get(netuid) == DYNAMIC_SUBNET
    }

    /// All subnets, root included, in ascending order.
    pub fn all_netuids() -> Vec<NetUid> {
        let mut netuids: Vec<NetUid> = NetworksAdded::<T>::iter_keys().collect();
        netuids.sort_unstable();
        netuids
    }

    /// All subnets but root, in ascending order.
    pub fn non_root_netuids() -> Vec<NetUid> {
        let mut netuids = Self::all_netuids();
        netuids.retain(|netuid| !netuid.is_root());
        netuids
    }

    /// The account that holds the TAO of a subnet. Root and existing subnets have one.
    pub fn subnet_account(netuid: NetUid) -> Option<T::AccountId> {
        (netuid.is_root() || Self::market_exists(netuid))
            .then(|| T::SubtensorPalletId::get().into_sub_account_truncating(netuid.0))
    }

    /// How many incentive mechanisms a subnet has: at least one.
    pub fn mechanism_count(netuid: NetUid) -> u8 {
        MechanismCountCurrent::<T>::get(netuid).0
    }

    /// The storage indices of all mechanisms of a subnet, the main one first.
    pub(crate) fn mechanism_indices(
        netuid: NetUid,
    ) -> impl Iterator<Item = NetUidStorageIndex> + Clone {
        (0..Self::mechanism_count(netuid))
            .filter_map(move |mechanism| NetUidStorageIndex::new(netuid, MechId(mechanism)))
    }

    /// The storage index of a mechanism.
    ///
    /// Errors: `MechanismDoesNotExist` when the subnet or the mechanism does not exist.
    pub(crate) fn ensure_mechanism_exists(
        netuid: NetUid,
        mechanism: MechId,
    ) -> Result<NetUidStorageIndex, DispatchError> {
        // Where there is a neuron there is a subnet: mostly the number answers, which everybody
        // who asks needs anyway.
        let exists = Self::neuron_count(netuid) > 0 || Self::subnet_exists(netuid);
        ensure!(
            exists && mechanism.0 < Self::mechanism_count(netuid),
            Error::<T>::MechanismDoesNotExist
        );
        NetUidStorageIndex::new(netuid, mechanism)
            .ok_or_else(|| Error::<T>::MechanismDoesNotExist.into())
    }
}
