//! Movements of TAO. Everything that leaves or enters an account because of stake goes through
//! here, so that the pallet's issuance follows the dust that a reaped account loses.

use frame_support::{
    ensure,
    traits::{
        Get,
        fungible::{Inspect, Mutate},
        tokens::{Fortitude, Precision, Preservation},
    },
};
use myelin_types::{NetUid, TaoBalance};
use sp_runtime::DispatchError;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// TAO that `who` could spend at once, the existential deposit included.
    pub(crate) fn free_balance(who: &T::AccountId) -> TaoBalance {
        T::Currency::reducible_balance(who, Preservation::Expendable, Fortitude::Polite).into()
    }

    /// TAO that `who` could spend and still keep the account.
    pub(crate) fn keep_alive_balance(who: &T::AccountId) -> TaoBalance {
        T::Currency::reducible_balance(who, Preservation::Preserve, Fortitude::Polite).into()
    }

    /// The account that fees of the current block go to, if its author is known.
    pub(crate) fn block_author() -> Option<T::AccountId> {
        T::BlockAuthor::get()
    }

    /// Moves `amount` and lets the sender's account die if it must.
    ///
    /// Dust lost with the account leaves the pallet's issuance too.
    ///
    /// Errors: `InsufficientBalance`.
    pub(crate) fn transfer_tao(
        from: &T::AccountId,
        to: &T::AccountId,
        amount: TaoBalance,
    ) -> Result<(), DispatchError> {
        ensure!(
            amount <= Self::free_balance(from),
            Error::<T>::InsufficientBalance
        );
        let before = T::Currency::total_issuance();
        T::Currency::transfer(from, to, amount.into(), Preservation::Expendable)?;
        let dust = before.saturating_sub(T::Currency::total_issuance());
        Self::forget_issuance(dust.into());
        Ok(())
    }

    /// Moves at most `amount` from `coldkey` to the account of a subnet, keeping the coldkey alive.
    /// Returns what was moved.
    ///
    /// Errors: `SubnetNotExists`, `InsufficientBalance` when nothing can be moved.
    pub(crate) fn tao_to_subnet(
        netuid: NetUid,
        coldkey: &T::AccountId,
        amount: TaoBalance,
    ) -> Result<TaoBalance, DispatchError> {
        if amount.is_zero() {
            return Ok(amount);
        }
        let account = Self::subnet_account(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        let moved = amount.min(Self::keep_alive_balance(coldkey));
        ensure!(!moved.is_zero(), Error::<T>::InsufficientBalance);
        T::Currency::transfer(coldkey, &account, moved.into(), Preservation::Preserve)?;
        Ok(moved)
    }

    /// Pays `amount` out of the account of a subnet.
    ///
    /// Errors: `SubnetNotExists`, `InsufficientBalance`.
    pub(crate) fn tao_from_subnet(
        netuid: NetUid,
        to: &T::AccountId,
        amount: TaoBalance,
    ) -> Result<(), DispatchError> {
        let account = Self::subnet_account(netuid).ok_or(Error::<T>::SubnetNotExists)?;
        Self::transfer_tao(&account, to, amount)
    }

    /// Takes `amount` out of existence: it can be minted again.
    ///
    /// Errors: `InsufficientBalance`, `BalanceWithdrawalError`.
    pub(crate) fn recycle_tao(
        from: &T::AccountId,
        amount: TaoBalance,
    ) -> Result<(), DispatchError> {
        ensure!(
            amount <= Self::keep_alive_balance(from),
            Error::<T>::InsufficientBalance
        );
        T::Currency::burn_from(
            from,
            amount.into(),
            Preservation::Preserve,
            Precision::Exact,
            Fortitude::Polite,
        )
        .map_err(|_| Error::<T>::BalanceWithdrawalError)?;
        Self::forget_issuance(amount);
        Ok(())
    }
}
