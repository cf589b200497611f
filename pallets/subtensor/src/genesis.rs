//! The first state of a chain: root, and subnet 1 with one neuron and a pool at price one.
//!
//! Clients rely on both subnets: the first one that somebody creates is number 2. The neuron and
//! the first stake of subnet 1 belong to the all-zero account, which nobody has a key of; who owns
//! and administers the subnets is a matter of the configuration.
//!
//! The pot of subnet 1 holds what its pool says it holds, and the issuance is the sum of all
//! balances, so that the books of a chain balance from its first block on.

use frame_support::traits::{
    Get,
    fungible::{Inspect, Mutate},
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};

use crate::{defaults::ZeroAccount, pallet::*, subnets::DYNAMIC_SUBNET};

/// Tempo of both subnets, in blocks.
const TEMPO: u16 = 100;
/// Neurons that root takes.
const ROOT_MAX_UIDS: u16 = 64;
/// Neurons that subnet 1 takes.
const SUBNET_MAX_UIDS: u16 = 256;
/// Validators of either subnet.
const MAX_VALIDATORS: u16 = 64;
/// TAO in the pool of subnet 1.
const POOL_TAO: TaoBalance = TaoBalance(10_000_000_000);
/// Alpha in the pool of subnet 1.
const POOL_ALPHA: AlphaBalance = AlphaBalance(10_000_000_000);
/// Alpha of the first neuron of subnet 1.
const FIRST_STAKE: AlphaBalance = AlphaBalance(1_000_000_000);
/// The subnet beside root.
const FIRST_SUBNET: NetUid = NetUid(1);

/// Writes the first state.
///
/// Panics when the configuration makes no consistent chain: a chain must not start with it.
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
    add_root::<T>();
    add_first_subnet::<T>();
    set_owners(config);
    if let Some(delay) = config.start_call_delay {
        StartCallDelay::<T>::put(delay);
    }
    TotalIssuance::<T>::put(issuance(config));
}

/// What is in circulation: the configured amount, or the sum of all balances.
fn issuance<T: Config>(config: &GenesisConfig<T>) -> TaoBalance {
    if config.balances_issuance.is_zero() {
        T::Currency::total_issuance().into()
    } else {
        config.balances_issuance
    }
}

/// What both subnets have in common.
fn add_subnet<T: Config>(netuid: NetUid, max_uids: u16) {
    NetworksAdded::<T>::insert(netuid, true);
    TotalNetworks::<T>::mutate(|total| *total = total.saturating_add(1));
    SubnetworkN::<T>::insert(netuid, 0);
    Tempo::<T>::insert(netuid, TEMPO);
    Burn::<T>::insert(netuid, Burn::<T>::get(netuid));
    MaxAllowedUids::<T>::insert(netuid, max_uids);
    MaxAllowedValidators::<T>::insert(netuid, MAX_VALIDATORS);
    MinAllowedWeights::<T>::insert(netuid, 0);
    NetworkRegistrationAllowed::<T>::insert(netuid, true);
    TokenSymbol::<T>::insert(netuid, Pallet::<T>::symbol_for(netuid));
}

fn add_root<T: Config>() {
    add_subnet::<T>(NetUid::ROOT, ROOT_MAX_UIDS);
    TargetRegistrationsPerInterval::<T>::insert(NetUid::ROOT, 1);
    // Nobody starts root: TAO can be staked there from the first block on.
    SubtokenEnabled::<T>::insert(NetUid::ROOT, true);
}

fn add_first_subnet<T: Config>() {
    let nobody = ZeroAccount::get();
    add_subnet::<T>(FIRST_SUBNET, SUBNET_MAX_UIDS);
    SubnetMechanism::<T>::insert(FIRST_SUBNET, DYNAMIC_SUBNET);
    SubnetLocked::<T>::insert(FIRST_SUBNET, TaoBalance(1));
    LargestLocked::<T>::insert(FIRST_SUBNET, 1);

    Pallet::<T>::open_pool(FIRST_SUBNET, POOL_TAO, POOL_ALPHA);
    SubnetAlphaOut::<T>::insert(FIRST_SUBNET, FIRST_STAKE);
    let pot = Pallet::<T>::subnet_account(FIRST_SUBNET);
    assert!(
        pot.is_some_and(|pot| T::Currency::mint_into(&pot, POOL_TAO.to_u64()).is_ok()),
        "the pot of subnet 1 cannot be funded: the balances of the genesis are too large"
    );
    assert!(
        T::Market::init_swap(FIRST_SUBNET, None).is_ok(),
        "the market of subnet 1 cannot be opened"
    );

    assert!(
        Pallet::<T>::pair_if_unowned(&nobody, &nobody).is_ok(),
        "the first neuron of subnet 1 cannot be paired"
    );
    Pallet::<T>::append_neuron(FIRST_SUBNET, &nobody);
    Pallet::<T>::increase_one(&nobody, &nobody, FIRST_SUBNET, FIRST_STAKE);
}

fn set_owners<T: Config>(config: &GenesisConfig<T>) {
    match &config.subnet_owner {
        Some((coldkey, hotkey)) => {
            for netuid in [NetUid::ROOT, FIRST_SUBNET] {
                SubnetOwner::<T>::insert(netuid, coldkey);
                SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
            }
        }
        None => {
            let nobody = ZeroAccount::get();
            SubnetOwner::<T>::insert(NetUid::ROOT, &nobody);
            SubnetOwnerHotkey::<T>::insert(NetUid::ROOT, &nobody);
            SubnetOwner::<T>::insert(FIRST_SUBNET, &nobody);
        }
    }
}
