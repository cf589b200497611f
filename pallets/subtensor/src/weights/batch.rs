//! Weights and commits of several subnets in one call: an item that fails leaves the others alone.

use alloc::vec::Vec;

use codec::Compact;
use frame_support::{ensure, storage::with_storage_layer};
use myelin_types::{MechId, NetUid};
use sp_core::H256;
use sp_runtime::DispatchResult;

use super::Scores;
use crate::pallet::*;

/// Weights of one subnet in a batch: pairs of uid and value.
pub(crate) type CompactRow = Vec<(Compact<u16>, Compact<u16>)>;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::batch_set_weights`].
    pub(crate) fn do_batch_set_weights(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        rows: Vec<CompactRow>,
        version_keys: Vec<Compact<u64>>,
    ) -> DispatchResult {
        ensure!(
            netuids.len() == rows.len() && netuids.len() == version_keys.len(),
            Error::<T>::InputLengthsUnequal
        );
        let items = rows.into_iter().zip(version_keys);
        Self::for_each_item(hotkey, netuids, items, |netuid, (row, version_key)| {
            let (uids, values) = row.into_iter().map(|(uid, value)| (uid.0, value.0)).unzip();
            let scores = Scores::new(uids, values, version_key.0);
            Self::do_set_weights(hotkey, netuid, MechId::MAIN, scores)
        });
        Ok(())
    }

    /// See [`Pallet::batch_commit_weights`].
    pub(crate) fn do_batch_commit_weights(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        commit_hashes: Vec<H256>,
    ) -> DispatchResult {
        ensure!(
            netuids.len() == commit_hashes.len(),
            Error::<T>::InputLengthsUnequal
        );
        Self::for_each_item(hotkey, netuids, commit_hashes, |netuid, hash| {
            Self::do_commit_weights(hotkey, netuid, MechId::MAIN, hash)
        });
        Ok(())
    }

    /// Runs every item in a storage layer of its own and reports those that failed.
    fn for_each_item<Item>(
        hotkey: &T::AccountId,
        netuids: Vec<Compact<NetUid>>,
        items: impl IntoIterator<Item = Item>,
        mut run: impl FnMut(NetUid, Item) -> DispatchResult,
    ) {
        let mut failed = Vec::new();
        for (netuid, item) in netuids.iter().zip(items) {
            if let Err(error) = with_storage_layer(|| run(netuid.0, item)) {
                failed.push((netuid.0, error));
            }
        }
        if !failed.is_empty() {
            Self::deposit_event(Event::BatchCompletedWithErrors);
        }
        for (netuid, error) in failed {
            Self::deposit_event(Event::BatchWeightItemFailed(netuid, error));
        }
        Self::deposit_event(Event::BatchWeightsCompleted(netuids, hotkey.clone()));
    }
}
