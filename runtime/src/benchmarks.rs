//! The pallets whose calls can be measured, and what they need of each other for that.

use alloc::vec::Vec;

use frame_support::traits::{TrackedStorageKey, WhitelistedStorageKeys};
use myelin_types::NetUid;
use pallet_subtensor::benchmarking::stage;

use crate::{AccountId, AllPalletsWithSystem, Runtime, SubtensorModule};

frame_benchmarking::define_benchmarks!(
    [frame_system, SystemBench::<Runtime>]
    [pallet_admin_utils, AdminUtils]
    [pallet_balances, Balances]
    [pallet_drand, Drand]
    [pallet_limit_orders, LimitOrders]
    [pallet_multisig, Multisig]
    [pallet_preimage, Preimage]
    [pallet_proxy, Proxy]
    [pallet_safe_mode, SafeMode]
    [pallet_scheduler, Scheduler]
    [pallet_subtensor, SubtensorModule]
    [pallet_sudo, Sudo]
    [pallet_swap, Swap]
    [pallet_timestamp, Timestamp]
    [pallet_utility, Utility]
);

impl frame_system_benchmarking::Config for Runtime {}

/// The keys that no call is charged for: those of which the pallets say that each block touches them,
/// the authorities, which each block reads to check its slot, and the account of the author, into which
/// every transaction pays its fee. Of the signer's account the benchmarks say so themselves.
pub fn touched_anyway() -> Vec<TrackedStorageKey> {
    let authorities = pallet_aura::Authorities::<Runtime>::get();
    let authors = authorities.into_iter().map(sp_core::sr25519::Public::from);
    let accounts = authors
        .map(|key| frame_system::Account::<Runtime>::hashed_key_for(AccountId::from(key)).to_vec());
    AllPalletsWithSystem::whitelisted_storage_keys()
        .into_iter()
        .chain(accounts.map(TrackedStorageKey::from))
        .chain([pallet_aura::Authorities::<Runtime>::hashed_key()
            .to_vec()
            .into()])
        .collect()
}

/// Subnets with pools.
pub struct Subnets;

impl pallet_swap::BenchmarkHelper for Subnets {
    fn subnets(count: u32) {
        stage::open::<Runtime>();
        for number in SubtensorModule::all_netuids().len() as u32..count {
            stage::started_subnet::<Runtime>(number);
        }
    }
}

/// The markets of the subnets of the benchmarks.
pub struct OrderMarket;

impl pallet_limit_orders::BenchmarkHelper for OrderMarket {
    fn open() {
        stage::open::<Runtime>();
    }

    fn market(number: u32) -> NetUid {
        stage::started_subnet::<Runtime>(number)
    }

    // The first two strangers hold stake beside it.
    fn hotkey(number: u32) -> AccountId {
        stage::stranger::<Runtime>(number.saturating_add(2) as u16)
    }

    fn give_tao(who: &AccountId) {
        stage::rich::<Runtime>(who.clone());
    }

    fn give_stake(who: &AccountId, hotkey: &AccountId, netuid: NetUid) {
        stage::hold::<Runtime>(netuid, who, hotkey, &stage::stranger::<Runtime>(u16::MAX));
    }
}
