//! What must hold after every block, whatever happened in it.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use frame_support::{ensure, traits::fungible::Inspect};
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};
use sp_runtime::TryRuntimeError;

use crate::pallet::*;

/// Positions are shares of a pool, so each may be short of its exact value by a rao.
const ROUNDING_PER_POSITION: u64 = 1;

impl<T: Config> Pallet<T> {
    /// Checks every invariant of the pallet. Walks the whole state.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::check_issuance()?;
        Self::check_pools()?;
        Self::check_relations()?;
        Self::check_root_stakers()?;
        for netuid in Self::all_netuids() {
            Self::check_neurons(netuid)?;
            Self::check_vectors(netuid)?;
            for index in Self::mechanism_indices(netuid) {
                Self::check_rows(netuid, index)?;
            }
        }
        Ok(())
    }

    /// The pallet's issuance is the sum of all accounts, and the accounts of subnets hold what
    /// their pools say.
    fn check_issuance() -> Result<(), TryRuntimeError> {
        ensure!(
            TotalIssuance::<T>::get().to_u64() == T::Currency::total_issuance(),
            "issuance is not the sum of all balances"
        );
        for netuid in Self::all_netuids() {
            let account = Self::subnet_account(netuid).ok_or("a subnet has no account")?;
            let held = T::Currency::total_balance(&account);
            let deposit = T::Currency::minimum_balance();
            ensure!(
                held.saturating_add(deposit) >= SubnetTAO::<T>::get(netuid).to_u64(),
                "a subnet account holds less than its pool"
            );
        }
        Ok(())
    }

    /// A pool is the sum of its shares, its value the sum of its positions, and nothing empty
    /// lingers. What all pools of a subnet hold exists outside its market.
    fn check_pools() -> Result<(), TryRuntimeError> {
        let mut held: BTreeMap<(T::AccountId, NetUid), (u64, u64)> = BTreeMap::new();
        for ((hotkey, coldkey, netuid), share) in AlphaV2::<T>::iter() {
            ensure!(!share.is_zero(), "an empty share is stored");
            ensure!(
                StakingHotkeys::<T>::get(&coldkey).contains(&hotkey),
                "a staker's hotkey is missing in its index"
            );
            let value = Self::pool_of(&hotkey, netuid).value(&share);
            let (sum, count) = held.entry((hotkey, netuid)).or_default();
            *sum = sum.saturating_add(value);
            *count = count.saturating_add(1);
        }
        let mut outside: BTreeMap<NetUid, u64> = BTreeMap::new();
        for (hotkey, netuid, total) in TotalHotkeyAlpha::<T>::iter() {
            ensure!(!total.is_zero(), "an empty pool is stored");
            let total = total.to_u64();
            let (sum, count) = held
                .remove(&(hotkey, netuid))
                .ok_or("a pool has value but no shares")?;
            let tolerance = count
                .saturating_mul(ROUNDING_PER_POSITION)
                .saturating_add(ROUNDING_PER_POSITION);
            ensure!(
                sum <= total.saturating_add(tolerance)
                    && sum.saturating_add(tolerance) >= total,
                "a pool is not the sum of its positions"
            );
            let all = outside.entry(netuid).or_default();
            *all = all.saturating_add(total);
        }
        for (netuid, total) in outside {
            let out = SubnetAlphaOut::<T>::get(netuid).to_u64();
            ensure!(total <= out, "stakers hold more alpha than exists");
        }
        Ok(())
    }

    /// Parents and children say the same of each other.
    fn check_relations() -> Result<(), TryRuntimeError> {
        for (parent, netuid, children) in ChildKeys::<T>::iter() {
            for (proportion, child) in children {
                ensure!(
                    ParentKeys::<T>::get(&child, netuid).contains(&(proportion, parent.clone())),
                    "a child does not know its parent"
                );
            }
        }
        for (child, netuid, parents) in ParentKeys::<T>::iter() {
            for (proportion, parent) in parents {
                ensure!(
                    ChildKeys::<T>::get(&parent, netuid).contains(&(proportion, child.clone())),
                    "a parent does not know its child"
                );
            }
        }
        Ok(())
    }

    /// The index of root stakers is dense and its inverse agrees.
    fn check_root_stakers() -> Result<(), TryRuntimeError> {
        let count = NumStakingColdkeys::<T>::get();
        ensure!(
            StakingColdkeys::<T>::iter().count() as u64 == count
                && StakingColdkeysByIndex::<T>::iter().count() as u64 == count,
            "the index of root stakers has another length than it says"
        );
        for (coldkey, index) in StakingColdkeys::<T>::iter() {
            ensure!(
                index < count && StakingColdkeysByIndex::<T>::get(index) == Some(coldkey),
                "the index of root stakers and its inverse differ"
            );
        }
        Ok(())
    }

    /// `Keys` and `Uids` are inverse and dense, and memberships follow them.
    fn check_neurons(netuid: NetUid) -> Result<(), TryRuntimeError> {
        let count = Self::neuron_count(netuid);
        let keys: BTreeMap<u16, T::AccountId> = Keys::<T>::iter_prefix(netuid).collect();
        ensure!(
            keys.keys().copied().eq(0..count),
            "uids are not dense, or their number is wrong"
        );
        ensure!(
            Uids::<T>::iter_prefix(netuid).count() == usize::from(count),
            "a hotkey has a uid that nobody knows"
        );
        for (uid, hotkey) in keys {
            ensure!(
                Self::uid_of(netuid, &hotkey) == Some(uid),
                "Keys and Uids differ"
            );
            ensure!(
                IsNetworkMember::<T>::get(&hotkey, netuid),
                "a neuron is no member of its subnet"
            );
        }
        Ok(())
    }

    /// Every vector by uid has one entry a neuron.
    fn check_vectors(netuid: NetUid) -> Result<(), TryRuntimeError> {
        let count = usize::from(Self::neuron_count(netuid));
        let lengths = [
            Active::<T>::get(netuid).len(),
            Consensus::<T>::get(netuid).len(),
            Dividends::<T>::get(netuid).len(),
            Emission::<T>::get(netuid).len(),
            ValidatorTrust::<T>::get(netuid).len(),
            ValidatorPermit::<T>::get(netuid).len(),
        ];
        ensure!(
            lengths.iter().all(|length| *length == count),
            "a vector by uid has another length than there are neurons"
        );
        ensure!(
            StakeWeight::<T>::get(netuid).len() <= count,
            "there are more stake weights than neurons"
        );
        for index in Self::mechanism_indices(netuid) {
            ensure!(
                LastUpdate::<T>::get(index).len() <= count
                    && Incentive::<T>::get(index).len() <= count,
                "a mechanism has a longer vector than there are neurons"
            );
        }
        Ok(())
    }

    /// Rows of weights are sorted and unique, rows of weights and bonds belong to neurons and
    /// point to neurons.
    fn check_rows(netuid: NetUid, index: NetUidStorageIndex) -> Result<(), TryRuntimeError> {
        let count = Self::neuron_count(netuid);
        for (uid, row) in Weights::<T>::iter_prefix(index) {
            ensure!(uid < count, "weights of a uid that does not exist");
            let targets: Vec<u16> = row.iter().map(|(target, _)| *target).collect();
            ensure!(
                targets.is_sorted_by(|a, b| a < b),
                "a row of weights is not sorted or names a uid twice"
            );
            ensure!(
                targets.iter().all(|target| *target < count),
                "weights for a uid that does not exist"
            );
        }
        for (uid, row) in Bonds::<T>::iter_prefix(index) {
            ensure!(uid < count, "bonds of a uid that does not exist");
            ensure!(!row.is_empty(), "an empty row of bonds is stored");
            let unique: BTreeSet<u16> = row.iter().map(|(target, _)| *target).collect();
            ensure!(
                unique.len() == row.len(),
                "a row of bonds names a uid twice"
            );
        }
        Ok(())
    }
}

/// Alpha that exists for a subnet but belongs to nobody: what rounding, missing miners and root
/// dividends that were not claimed yet leave outside the market.
#[cfg(test)]
pub(crate) fn unheld_alpha<T: Config>(netuid: NetUid) -> AlphaBalance {
    let held: AlphaBalance = TotalHotkeyAlpha::<T>::iter()
        .filter(|(_, n, _)| *n == netuid)
        .map(|(_, _, total)| total)
        .sum();
    SubnetAlphaOut::<T>::get(netuid).saturating_sub(held)
}
