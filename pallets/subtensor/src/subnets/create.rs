//! Creating a subnet.

use frame_support::{ensure, traits::Get};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    frozen::{RateLimitKey, SubnetIdentityV3},
    market::Market,
};
use myelin_yuma::schedule::initial_last_epoch_block;
use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::{I96F32, U64F64};

use super::DYNAMIC_SUBNET;
use crate::pallet::*;

/// First values of a new subnet that differ from the defaults of their items.
const MAX_ALLOWED_UIDS: u16 = 256;
const MAX_ALLOWED_VALIDATORS: u16 = 64;
const MIN_ALLOWED_WEIGHTS: u16 = 1;
const IMMUNITY_PERIOD: u16 = 5_000;
const FIRST_BURN: TaoBalance = TaoBalance(1_000_000_000);

impl<T: Config> Pallet<T> {
    /// See [`Pallet::register_network`] and [`Pallet::register_network_with_identity`].
    pub(crate) fn do_register_network(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        identity: Option<SubnetIdentityV3>,
    ) -> DispatchResult {
        ensure!(
            !Self::hotkey_exists(hotkey) || Self::owns(coldkey, hotkey),
            Error::<T>::NonAssociatedColdKey
        );
        ensure!(
            !Self::is_system_account(hotkey),
            Error::<T>::CannotUseSystemAccount
        );
        Self::ensure_network_registration_open()?;
        let to_prune = Self::subnet_to_make_room()?;
        let cost = Self::network_lock_cost();
        ensure!(
            Self::free_balance(coldkey) >= cost,
            Error::<T>::CannotAffordLockCost
        );
        if let Some(identity) = &identity {
            Self::ensure_subnet_identity_valid(identity)?;
        }

        let netuid = match to_prune {
            Some(pruned) => {
                Self::do_dissolve_network(pruned)?;
                pruned
            }
            None => Self::next_free_netuid(),
        };
        let median_price = Self::median_alpha_price();
        Self::init_subnet(netuid);
        let paid = Self::tao_to_subnet(netuid, coldkey, cost)?;
        NetworkLastLockCost::<T>::put(paid);
        LastRateLimitedBlock::<T>::insert(RateLimitKey::NetworkLastRegistered, Self::now());
        Self::pair_if_unowned(coldkey, hotkey)?;
        Self::append_neuron(netuid, hotkey);
        Self::open_subnet_market(netuid, paid, median_price)?;
        Self::set_subnet_owner(netuid, coldkey, hotkey);
        if let Some(identity) = identity {
            Self::store_subnet_identity(netuid, identity);
        }
        SubnetEmissionEnabled::<T>::insert(netuid, false);
        Self::offer_root_validators_as_parents(netuid, hotkey);
        Self::deposit_event(Event::NetworkAdded(netuid, DYNAMIC_SUBNET));
        Ok(())
    }

    /// Errors: `SubNetRegistrationDisabled` before the first block of registrations,
    /// `NetworkTxRateLimitExceeded` too soon after the last creation by anybody.
    pub(crate) fn ensure_network_registration_open() -> Result<(), DispatchError> {
        let now = Self::now();
        ensure!(
            now >= NetworkRegistrationStartBlock::<T>::get(),
            Error::<T>::SubNetRegistrationDisabled
        );
        ensure!(
            Self::passes_network_rate_limit(now),
            Error::<T>::NetworkTxRateLimitExceeded
        );
        Ok(())
    }

    /// Whether a subnet may be created in block `now`.
    pub(crate) fn passes_network_rate_limit(now: u64) -> bool {
        let last = Self::last_network_registration();
        last == 0 || now.saturating_sub(last) >= NetworkRateLimit::<T>::get()
    }

    /// The subnet that has to go before another can come, if all places are taken.
    ///
    /// Errors: `SubnetLimitReached` when none may go.
    fn subnet_to_make_room() -> Result<Option<NetUid>, DispatchError> {
        let taken = Self::non_root_netuids().len();
        if taken < usize::from(SubnetLimit::<T>::get()) {
            return Ok(None);
        }
        Self::subnet_to_prune()
            .map(Some)
            .ok_or_else(|| Error::<T>::SubnetLimitReached.into())
    }

    /// The smallest netuid from 1 that no subnet has.
    fn next_free_netuid() -> NetUid {
        let mut free = 1u16;
        for netuid in Self::non_root_netuids() {
            if netuid.0 != free {
                break;
            }
            free = free.saturating_add(1);
        }
        NetUid(free)
    }

    /// The median price of all subnets that have one; 1 when none has.
    pub(crate) fn median_alpha_price() -> U64F64 {
        let mut prices: alloc::vec::Vec<U64F64> = Self::non_root_netuids()
            .into_iter()
            .map(Self::alpha_price)
            .filter(|price| *price > 0)
            .collect();
        prices.sort_unstable();
        let middle = prices.len() / 2;
        match (prices.get(middle.wrapping_sub(1)), prices.get(middle)) {
            (_, None) => U64F64::from_num(1),
            (Some(below), Some(above)) if prices.len().is_multiple_of(2) => {
                U64F64::from_bits(below.saturating_add(*above).to_bits() / 2)
            }
            (_, Some(price)) => *price,
        }
    }

    /// Writes the first values of a subnet that differ from what its items default to.
    pub(crate) fn init_subnet(netuid: NetUid) {
        let tempo = T::InitialTempo::get();
        NetworksAdded::<T>::insert(netuid, true);
        TotalNetworks::<T>::mutate(|total| *total = total.saturating_add(1));
        SubnetworkN::<T>::insert(netuid, 0);
        Tempo::<T>::insert(netuid, tempo);
        let start = initial_last_epoch_block(netuid.0, tempo, Self::now());
        LastEpochBlock::<T>::insert(netuid, start);
        NetworkRegistrationAllowed::<T>::insert(netuid, true);
        MaxAllowedUids::<T>::insert(netuid, MAX_ALLOWED_UIDS);
        MaxAllowedValidators::<T>::insert(netuid, MAX_ALLOWED_VALIDATORS);
        MinAllowedWeights::<T>::insert(netuid, MIN_ALLOWED_WEIGHTS);
        ImmunityPeriod::<T>::insert(netuid, IMMUNITY_PERIOD);
        Kappa::<T>::mutate(netuid, |_| ());
        ActivityCutoff::<T>::mutate(netuid, |_| ());
        Yuma3On::<T>::insert(netuid, true);
        Burn::<T>::insert(netuid, FIRST_BURN);
        Self::deposit_event(Event::RegistrationAllowed(netuid, true));
        Self::deposit_event(Event::MaxAllowedUidsSet(netuid, MAX_ALLOWED_UIDS));
        Self::deposit_event(Event::MaxAllowedValidatorsSet(
            netuid,
            MAX_ALLOWED_VALIDATORS,
        ));
        Self::deposit_event(Event::MinAllowedWeightSet(netuid, MIN_ALLOWED_WEIGHTS));
        Self::deposit_event(Event::ImmunityPeriodSet(netuid, IMMUNITY_PERIOD));
    }

    /// Turns what was paid for the subnet into its pool.
    fn open_subnet_market(
        netuid: NetUid,
        paid: TaoBalance,
        median_price: U64F64,
    ) -> DispatchResult {
        let tao = paid.max(NetworkMinLockCost::<T>::get());
        let alpha: AlphaBalance = U64F64::saturating_from_num(tao.to_u64())
            .checked_div(median_price)
            .unwrap_or_default()
            .saturating_to_num::<u64>()
            .into();
        SubnetMechanism::<T>::insert(netuid, DYNAMIC_SUBNET);
        NetworkRegisteredAt::<T>::insert(netuid, Self::now());
        RegisteredSubnetCounter::<T>::mutate(netuid, |count| *count = count.saturating_add(1));
        TokenSymbol::<T>::insert(netuid, Self::symbol_for(netuid));
        Self::open_pool(netuid, tao, alpha);
        SubnetLocked::<T>::insert(netuid, paid);
        RAORecycledForRegistration::<T>::insert(netuid, paid.saturating_sub(tao));
        SubnetMovingPrice::<T>::insert(netuid, I96F32::from_num(0));
        T::Market::init_swap(netuid, None)
    }

    /// Names the owner of a subnet and the hotkey that stands for it.
    pub(crate) fn set_subnet_owner(netuid: NetUid, coldkey: &T::AccountId, hotkey: &T::AccountId) {
        SubnetOwner::<T>::insert(netuid, coldkey);
        Self::set_owner_hotkey(netuid, hotkey);
        Self::deposit_event(Event::SubnetOwnerHotkeySet(netuid, hotkey.clone()));
    }
}
