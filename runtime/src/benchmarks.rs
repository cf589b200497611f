//! The pallets whose calls can be measured, and what they need of each other for that.

use myelin_types::NetUid;
use pallet_subtensor::benchmarking::stage;

use crate::{AccountId, Runtime};

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

/// The market of the first subnet of the benchmarks.
pub struct OrderMarket;

impl pallet_limit_orders::BenchmarkHelper for OrderMarket {
    fn market() -> (NetUid, AccountId) {
        stage::open::<Runtime>();
        let netuid = stage::started_subnet::<Runtime>(0);
        (netuid, stage::owner_hotkey::<Runtime>(0))
    }

    fn give_tao(who: &AccountId) {
        stage::rich::<Runtime>(who.clone());
    }

    fn give_stake(who: &AccountId, hotkey: &AccountId, netuid: NetUid) {
        stage::stake::<Runtime>(netuid, who, hotkey, 10 * stage::UNIT);
    }
}
