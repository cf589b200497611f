//! TAO in circulation. This file alone writes `TotalIssuance` and `BlockEmission`.

use frame_support::traits::{
    Imbalance,
    fungible::{Balanced, Credit, Inspect},
};
use myelin_types::TaoBalance;

use crate::pallet::*;

/// TAO that was minted and is not yet on any account.
pub(crate) type Minted<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;

impl<T: Config> Pallet<T> {
    /// The TAO that a block mints at the present issuance.
    pub fn block_emission() -> TaoBalance {
        myelin_emission::block_emission(TotalIssuance::<T>::get().to_u64()).into()
    }

    /// Mints the TAO of a block, never more than the supply allows.
    pub(crate) fn mint_block_emission() -> Minted<T> {
        let emission = Self::block_emission();
        if BlockEmission::<T>::get() != emission.to_u64() {
            BlockEmission::<T>::put(emission.to_u64());
        }
        let minted = myelin_emission::mintable(emission.to_u64(), T::Currency::total_issuance());
        TotalIssuance::<T>::mutate(|total| *total = total.saturating_add(minted.into()));
        T::Currency::issue(minted)
    }

    /// Moves `amount` of what was minted to an account. Returns false, having moved nothing, when
    /// too little is left or the account would stay below the existential deposit.
    pub(crate) fn spend_minted(
        minted: &mut Minted<T>,
        account: &T::AccountId,
        amount: TaoBalance,
    ) -> bool {
        if minted.peek() < amount.to_u64() {
            return false;
        }
        match T::Currency::resolve(account, minted.extract(amount.to_u64())) {
            Ok(()) => true,
            Err(refused) => {
                minted.subsume(refused);
                false
            }
        }
    }

    /// Takes out of existence what nobody got.
    pub(crate) fn recycle_minted(minted: Minted<T>) {
        Self::forget_issuance(minted.peek().into());
        drop(minted);
    }

    /// TAO that ceased to exist.
    pub(crate) fn forget_issuance(amount: TaoBalance) {
        if !amount.is_zero() {
            TotalIssuance::<T>::mutate(|total| *total = total.saturating_sub(amount));
        }
    }
}
