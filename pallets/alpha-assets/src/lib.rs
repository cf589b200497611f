//! The ledger of alpha minted, burned and recycled.
//!
//! It counts, for each subnet, what [`AlphaLedger`] reports, and has neither calls nor events. The
//! emission curve does not read it: that goes by the alpha in and outside of the pool.
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(test)]
mod tests;

pub use pallet::*;

use myelin_types::{AlphaBalance, NetUid, alpha_assets::AlphaLedger};

#[allow(clippy::expect_used, reason = "code that the macros of FRAME write")]
#[frame_support::pallet]
pub mod pallet {
    use frame_support::pallet_prelude::*;
    use myelin_types::{AlphaBalance, NetUid};

    /// The pallet.
    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// Nothing is needed from the runtime.
    #[pallet::config]
    pub trait Config: frame_system::Config {}

    /// Alpha minted and not recycled.
    #[pallet::storage]
    pub type TotalAlphaIssuance<T: Config> =
        StorageMap<_, Twox64Concat, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha burned; it still counts as issued.
    #[pallet::storage]
    pub type AlphaBurned<T: Config> = StorageMap<_, Twox64Concat, NetUid, AlphaBalance, ValueQuery>;

    /// Alpha recycled.
    #[pallet::storage]
    pub type AlphaRecycled<T: Config> =
        StorageMap<_, Twox64Concat, NetUid, AlphaBalance, ValueQuery>;
}

impl<T: Config> AlphaLedger for Pallet<T> {
    fn mint(netuid: NetUid, amount: AlphaBalance) {
        if amount.is_zero() {
            return;
        }
        TotalAlphaIssuance::<T>::mutate(netuid, |issuance| {
            *issuance = issuance.saturating_add(amount);
        });
    }

    fn burn(netuid: NetUid, amount: AlphaBalance) {
        if amount.is_zero() {
            return;
        }
        AlphaBurned::<T>::mutate(netuid, |burned| *burned = burned.saturating_add(amount));
    }

    fn recycle(netuid: NetUid, amount: AlphaBalance) {
        if amount.is_zero() {
            return;
        }
        AlphaRecycled::<T>::mutate(netuid, |recycled| {
            *recycled = recycled.saturating_add(amount)
        });
        TotalAlphaIssuance::<T>::mutate(netuid, |issuance| {
            *issuance = issuance.saturating_sub(amount);
        });
    }

    fn clear(netuid: NetUid) {
        TotalAlphaIssuance::<T>::remove(netuid);
        AlphaBurned::<T>::remove(netuid);
        AlphaRecycled::<T>::remove(netuid);
    }
}
