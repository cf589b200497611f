//! The registration calls.

use frame_support::{ensure, traits::Get};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

/// Root accepts this many times its target of registrations in an interval.
const ROOT_INTERVAL_FACTOR: u16 = 3;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::burned_register`].
    pub(crate) fn do_burned_register(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
    ) -> DispatchResult {
        ensure!(
            !netuid.is_root(),
            Error::<T>::RegistrationNotPermittedOnRootSubnet
        );
        Self::ensure_subnet_exists(netuid)?;
        ensure!(
            NetworkRegistrationAllowed::<T>::get(netuid),
            Error::<T>::SubNetRegistrationDisabled
        );
        ensure!(
            Self::uid_of(netuid, hotkey).is_none(),
            Error::<T>::HotKeyAlreadyRegisteredInSubNet
        );
        let price = Burn::<T>::get(netuid);
        ensure!(
            Self::free_balance(coldkey) >= price,
            Error::<T>::NotEnoughBalanceToStake
        );
        Self::pair_if_unowned(coldkey, hotkey)?;
        Self::ensure_owns(coldkey, hotkey)?;
        let replaced = Self::place_for_neuron(netuid)?;
        let paid = Self::pay_registration(coldkey, netuid, price)?;
        let uid = Self::seat_neuron(netuid, replaced, hotkey);
        Self::bump_burn(netuid);
        RegistrationsThisBlock::<T>::mutate(netuid, |count| *count = count.saturating_add(1));
        let recycled = RAORecycledForRegistration::<T>::get(netuid).saturating_add(price);
        RAORecycledForRegistration::<T>::insert(netuid, recycled);
        Self::record_user_inflow(netuid, paid);
        Self::deposit_event(Event::RAORecycledForRegistrationSet(netuid, recycled));
        Self::deposit_event(Event::NeuronRegistered(netuid, uid, hotkey.clone()));
        Ok(())
    }

    /// See [`Pallet::register_limit`].
    pub(crate) fn do_register_limit(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        limit_price: u64,
    ) -> DispatchResult {
        ensure!(
            !netuid.is_root(),
            Error::<T>::RegistrationNotPermittedOnRootSubnet
        );
        Self::ensure_subnet_exists(netuid)?;
        ensure!(
            Burn::<T>::get(netuid).to_u64() <= limit_price,
            Error::<T>::RegistrationPriceLimitExceeded
        );
        Self::do_burned_register(coldkey, netuid, hotkey)
    }

    /// See [`Pallet::root_register`].
    pub(crate) fn do_root_register(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> DispatchResult {
        let root = NetUid::ROOT;
        ensure!(
            Self::subnet_exists(root),
            Error::<T>::RootNetworkDoesNotExist
        );
        let this_block = RegistrationsThisBlock::<T>::get(root);
        ensure!(
            this_block < MaxRegistrationsPerBlock::<T>::get(root),
            Error::<T>::TooManyRegistrationsThisBlock
        );
        let this_interval = RegistrationsThisInterval::<T>::get(root);
        let target = TargetRegistrationsPerInterval::<T>::get(root);
        ensure!(
            this_interval < target.saturating_mul(ROOT_INTERVAL_FACTOR),
            Error::<T>::TooManyRegistrationsThisInterval
        );
        ensure!(
            Self::uid_of(root, hotkey).is_none(),
            Error::<T>::HotKeyAlreadyRegisteredInSubNet
        );
        Self::pair_if_unowned(coldkey, hotkey)?;
        let replaced = Self::place_on_root(hotkey)?;
        let uid = Self::seat_neuron(root, replaced, hotkey);
        if !Delegates::<T>::contains_key(hotkey) {
            Delegates::<T>::insert(hotkey, T::InitialDefaultDelegateTake::get());
        }
        RegistrationsThisBlock::<T>::insert(root, this_block.saturating_add(1));
        RegistrationsThisInterval::<T>::insert(root, this_interval.saturating_add(1));
        Self::deposit_event(Event::NeuronRegistered(root, uid, hotkey.clone()));
        Ok(())
    }

    /// Where a new neuron goes: `None` for a new uid, else the uid to be replaced.
    ///
    /// Errors: `NoNeuronIdAvailable`.
    pub(crate) fn place_for_neuron(netuid: NetUid) -> Result<Option<u16>, DispatchError> {
        let places = MaxAllowedUids::<T>::get(netuid);
        ensure!(places != 0, Error::<T>::NoNeuronIdAvailable);
        if Self::neuron_count(netuid) < places {
            return Ok(None);
        }
        Self::neuron_to_prune(netuid)
            .map(Some)
            .ok_or_else(|| Error::<T>::NoNeuronIdAvailable.into())
    }

    /// Where a hotkey goes on root: a full root gives up the member with the least root stake.
    ///
    /// Errors: `StakeTooLowForRoot`.
    fn place_on_root(hotkey: &T::AccountId) -> Result<Option<u16>, DispatchError> {
        let root = NetUid::ROOT;
        let members = Self::neuron_count(root);
        if members < MaxAllowedUids::<T>::get(root) {
            return Ok(None);
        }
        let (lowest, uid) = (0..members)
            .map(|uid| {
                let member = Keys::<T>::get(root, uid);
                (Self::stake_of_hotkey(&member, root), uid)
            })
            .min()
            .unwrap_or((AlphaBalance::MAX, 0));
        ensure!(
            Self::stake_of_hotkey(hotkey, root) > lowest,
            Error::<T>::StakeTooLowForRoot
        );
        Ok(Some(uid))
    }

    /// Gives a hotkey the place found for it. Returns its uid.
    pub(crate) fn seat_neuron(netuid: NetUid, replaced: Option<u16>, hotkey: &T::AccountId) -> u16 {
        match replaced {
            None => Self::append_neuron(netuid, hotkey),
            Some(uid) => {
                Self::replace_neuron(netuid, uid, hotkey);
                uid
            }
        }
    }

    /// The price buys alpha, which nobody gets: the TAO stays in the pool. Returns what was paid.
    fn pay_registration(
        coldkey: &T::AccountId,
        netuid: NetUid,
        price: TaoBalance,
    ) -> Result<TaoBalance, DispatchError> {
        let paid = Self::tao_to_subnet(netuid, coldkey, price)?;
        if !paid.is_zero() {
            let bought = Self::swap_tao_for_alpha(netuid, paid, Self::buy_at_any_price())?;
            Self::withdraw_alpha_out(netuid, bought.amount_paid_out);
        }
        Ok(paid)
    }
}
