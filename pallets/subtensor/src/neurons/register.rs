//! The registration calls.

use frame_support::{dispatch::DispatchResultWithPostInfo, ensure, traits::Get, weights::Weight};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use pallet_subtensor_runtime_api::Obstacle;
use sp_runtime::{DispatchError, DispatchResult};

use super::uids::Replaced;
use crate::{WeightInfo, pallet::*, weight_info::weighing};

/// Root accepts this many times its target of registrations in an interval.
const ROOT_INTERVAL_FACTOR: u16 = 3;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::burned_register`].
    pub(crate) fn do_burned_register(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
    ) -> Result<Replaced, DispatchError> {
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
        let (uid, replaced) = Self::seat_neuron(netuid, replaced, hotkey);
        Self::bump_burn(netuid);
        RegistrationsThisBlock::<T>::mutate(netuid, |count| *count = count.saturating_add(1));
        let recycled = RAORecycledForRegistration::<T>::get(netuid).saturating_add(price);
        RAORecycledForRegistration::<T>::insert(netuid, recycled);
        Self::record_user_inflow(netuid, paid);
        Self::deposit_event(Event::RAORecycledForRegistrationSet(netuid, recycled));
        Self::deposit_event(Event::NeuronRegistered(netuid, uid, hotkey.clone()));
        Ok(replaced)
    }

    /// The most that a registration weighs.
    pub(crate) fn most_for_registration() -> Weight {
        T::WeightInfo::burned_register().saturating_add(Replaced::MOST.weight::<T>())
    }

    /// What a registration has weighed.
    pub(crate) fn weigh_registration(
        result: Result<Replaced, DispatchError>,
    ) -> DispatchResultWithPostInfo {
        let replaced = result.unwrap_or_default();
        let weight = T::WeightInfo::burned_register().saturating_add(replaced.weight::<T>());
        weighing(weight, result.map(drop))
    }

    /// See [`Pallet::register_limit`].
    pub(crate) fn do_register_limit(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        limit_price: u64,
    ) -> Result<Replaced, DispatchError> {
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
            Self::root_block_obstacle(this_block).is_none(),
            Error::<T>::TooManyRegistrationsThisBlock
        );
        let this_interval = RegistrationsThisInterval::<T>::get(root);
        ensure!(
            Self::root_interval_obstacle(this_interval).is_none(),
            Error::<T>::TooManyRegistrationsThisInterval
        );
        ensure!(
            Self::uid_of(root, hotkey).is_none(),
            Error::<T>::HotKeyAlreadyRegisteredInSubNet
        );
        Self::pair_if_unowned(coldkey, hotkey)?;
        let replaced = Self::place_on_root(hotkey)?;
        // Nobody gives weights on root, so there is nothing to weigh.
        let (uid, _) = Self::seat_neuron(root, replaced, hotkey);
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

    /// All places are taken and nobody can be replaced: what [`Self::place_for_neuron`] refuses.
    pub(crate) fn place_obstacle(netuid: NetUid) -> Option<Obstacle> {
        let (neurons, places) = (Self::neuron_count(netuid), MaxAllowedUids::<T>::get(netuid));
        let free = places != 0 && (neurons < places || Self::has_neuron_to_prune(netuid));
        (!free).then_some(Obstacle::NoPlace { neurons, places })
    }

    /// Where a hotkey goes on root: a full root gives up the member with the least root stake.
    ///
    /// Errors: `StakeTooLowForRoot`.
    fn place_on_root(hotkey: &T::AccountId) -> Result<Option<u16>, DispatchError> {
        let Some((lowest, uid)) = Self::weakest_of_full_root() else {
            return Ok(None);
        };
        ensure!(
            Self::root_stake_obstacle(hotkey, lowest).is_none(),
            Error::<T>::StakeTooLowForRoot
        );
        Ok(Some(uid))
    }

    /// The least root stake of a member, and its uid. None while root has a free place.
    pub(crate) fn weakest_of_full_root() -> Option<(AlphaBalance, u16)> {
        let root = NetUid::ROOT;
        let members = Self::neuron_count(root);
        if members < MaxAllowedUids::<T>::get(root) {
            return None;
        }
        let weakest = (0..members)
            .map(|uid| {
                let member = Keys::<T>::get(root, uid);
                (Self::stake_of_hotkey(&member, root), uid)
            })
            .min();
        Some(weakest.unwrap_or((AlphaBalance::MAX, 0)))
    }

    /// No more root stake than the member that would have to go.
    pub(crate) fn root_stake_obstacle(
        hotkey: &T::AccountId,
        lowest: AlphaBalance,
    ) -> Option<Obstacle> {
        let held = Self::stake_of_hotkey(hotkey, NetUid::ROOT);
        (held <= lowest).then(|| Obstacle::RootStakeTooLow {
            needed: lowest.saturating_add(AlphaBalance(1)),
            held,
        })
    }

    /// So many registrations on root in this block that there are no more.
    pub(crate) fn root_block_obstacle(registered: u16) -> Option<Obstacle> {
        let limit = MaxRegistrationsPerBlock::<T>::get(NetUid::ROOT);
        (registered >= limit).then_some(Obstacle::TooManyRegistrationsInBlock { registered, limit })
    }

    /// So many registrations on root in this interval that there are no more.
    pub(crate) fn root_interval_obstacle(registered: u16) -> Option<Obstacle> {
        let target = TargetRegistrationsPerInterval::<T>::get(NetUid::ROOT);
        let limit = target.saturating_mul(ROOT_INTERVAL_FACTOR);
        (registered >= limit).then(|| Obstacle::TooManyRegistrationsInInterval {
            registered,
            limit,
            until_block: Self::epoch_schedule(NetUid::ROOT).next_due_block(Self::now()),
        })
    }

    /// What keeps a coldkey from paying a registration that costs `price`.
    pub(crate) fn payment_obstacle(
        coldkey: &T::AccountId,
        netuid: NetUid,
        price: TaoBalance,
    ) -> Option<Obstacle> {
        if price.is_zero() {
            return None;
        }
        let free = Self::free_balance(coldkey);
        let kept_alive = Self::keep_alive_balance(coldkey);
        if free < price || kept_alive.is_zero() {
            return Some(Obstacle::BalanceTooLow {
                needed: price,
                held: if free < price { free } else { kept_alive },
            });
        }
        let bought = T::Market::sim_swap_tao_for_alpha(netuid, price.min(kept_alive));
        bought.is_err().then(|| Obstacle::PoolTooSmall {
            tao: SubnetTAO::<T>::get(netuid),
            alpha: SubnetAlphaIn::<T>::get(netuid),
        })
    }

    /// Gives a hotkey the place found for it. Returns its uid.
    pub(crate) fn seat_neuron(
        netuid: NetUid,
        replaced: Option<u16>,
        hotkey: &T::AccountId,
    ) -> (u16, Replaced) {
        match replaced {
            None => (Self::append_neuron(netuid, hotkey), Replaced::default()),
            Some(uid) => (uid, Self::replace_neuron(netuid, uid, hotkey)),
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
