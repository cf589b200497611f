//! Accounts that keep still while the swap of their coldkey is announced or disputed.

use sp_runtime::DispatchResult;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Errors: `ColdkeySwapAnnounced`, `ColdkeySwapDisputed`.
    pub fn ensure_no_coldkey_swap(who: &T::AccountId) -> DispatchResult {
        if !ColdkeySwapAnnouncements::<T>::contains_key(who) {
            Ok(())
        } else if ColdkeySwapDisputes::<T>::contains_key(who) {
            Err(Error::<T>::ColdkeySwapDisputed.into())
        } else {
            Err(Error::<T>::ColdkeySwapAnnounced.into())
        }
    }
}
