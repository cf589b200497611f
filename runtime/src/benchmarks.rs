//! The pallets whose calls can be measured, and what they need of each other for that.

use myelin_types::NetUid;
use pallet_subtensor::benchmarking::stage;

use crate::{AccountId, Runtime, SubtensorModule};

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
