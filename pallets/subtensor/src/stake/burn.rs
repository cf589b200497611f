//! Alpha that its holder destroys (staking.md 8.8).

use frame_support::ensure;
use myelin_types::{AlphaBalance, NetUid, TaoBalance, alpha_assets::AlphaLedger};
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::recycle_alpha`].
    pub(crate) fn do_recycle_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        amount: AlphaBalance,
        netuid: NetUid,
    ) -> DispatchResult {
        let amount = Self::give_up_alpha(coldkey, hotkey, amount, netuid)?;
        Self::recycle_alpha_out(netuid, amount);
        Self::deposit_event(Event::AlphaRecycled(
            coldkey.clone(),
            hotkey.clone(),
            amount,
            netuid,
        ));
        Ok(())
    }

    /// See [`Pallet::burn_alpha`]. Returns what was burned.
    pub(crate) fn do_burn_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        amount: AlphaBalance,
        netuid: NetUid,
    ) -> Result<AlphaBalance, DispatchError> {
        let amount = Self::give_up_alpha(coldkey, hotkey, amount, netuid)?;
        T::AlphaAssets::burn(netuid, amount);
        Self::deposit_event(Event::AlphaBurned(
            coldkey.clone(),
            hotkey.clone(),
            amount,
            netuid,
        ));
        Ok(amount)
    }

    /// See [`Pallet::add_stake_burn`].
    pub(crate) fn do_add_stake_burn(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        amount: TaoBalance,
        limit: Option<TaoBalance>,
    ) -> DispatchResult {
        let alpha = match limit {
            Some(limit) => Self::do_add_stake_limit(coldkey, hotkey, netuid, amount, limit, false)?,
            None => Self::do_add_stake(coldkey, hotkey, netuid, amount)?,
        };
        let alpha = Self::do_burn_alpha(coldkey, hotkey, alpha, netuid)?;
        Self::deposit_event(Event::AddStakeBurn {
            netuid,
            hotkey: hotkey.clone(),
            amount,
            alpha,
        });
        Ok(())
    }

    /// Takes at most `amount` from a position, for nothing. Returns what was taken.
    fn give_up_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        amount: AlphaBalance,
        netuid: NetUid,
    ) -> Result<AlphaBalance, DispatchError> {
        Self::ensure_subnet_exists(netuid)?;
        ensure!(
            !netuid.is_root(),
            Error::<T>::CannotBurnOrRecycleOnRootSubnet
        );
        Self::ensure_subtoken_enabled(netuid)?;
        Self::ensure_hotkey_exists(hotkey)?;
        let amount = amount.min(Self::stake_of(hotkey, coldkey, netuid));
        ensure!(
            SubnetAlphaOut::<T>::get(netuid) >= amount,
            Error::<T>::InsufficientLiquidity
        );
        Self::ensure_unlocked(coldkey, netuid, hotkey, amount)?;
        Self::decrease_one(hotkey, coldkey, netuid, amount)?;
        Ok(amount)
    }
}
