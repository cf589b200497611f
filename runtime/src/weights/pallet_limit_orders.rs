//! Weights of `pallet_limit_orders`, measured by `scripts/bench.sh --frame`. Do not edit.
//!
//! Benchmark command of the SDK 64.0.0, 2026-11-30: 17 steps, 5 repetitions, Compiled WASM, AMD EPYC.

use core::marker::PhantomData;

use frame_support::{
    traits::Get,
    weights::{RuntimeDbWeight, Weight},
};

/// What was measured; a call without a benchmark keeps its estimate.
pub struct Measured<T>(PhantomData<T>);

impl<T: frame_system::Config> pallet_limit_orders::WeightInfo for Measured<T> {
    fn database() -> RuntimeDbWeight {
        T::DbWeight::get()
    }

    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:1 w:0)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `ChainSettings::ChainId` (r:1 w:0)
    /// Storage: `LimitOrders::Orders` (r:50 w:50)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:50 w:0)
    /// Storage: `Swap::SwapBalancer` (r:50 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:50 w:50)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:50 w:50)
    /// Storage: `SubtensorModule::ColdkeySwapAnnouncements` (r:50 w:0)
    /// Storage: `SubtensorModule::NetworksAdded` (r:50 w:0)
    /// Storage: `SubtensorModule::SubtokenEnabled` (r:50 w:0)
    /// Storage: `SubtensorModule::AlphaV2` (r:50 w:50)
    /// Storage: `SubtensorModule::TotalHotkeyAlpha` (r:50 w:50)
    /// Storage: `SubtensorModule::TotalHotkeySharesV2` (r:50 w:50)
    /// Storage: `Swap::FeeRate` (r:50 w:0)
    /// Storage: `SubtensorModule::Owner` (r:50 w:0)
    /// Storage: `SubtensorModule::Lock` (r:100 w:50)
    /// Storage: `SubtensorModule::DecayingLock` (r:50 w:0)
    /// Storage: `SubtensorModule::SubnetOwnerHotkey` (r:50 w:0)
    /// Storage: `SubtensorModule::UnlockRate` (r:1 w:0)
    /// Storage: `SubtensorModule::MaturityRate` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaOut` (r:50 w:50)
    /// Storage: `SubtensorModule::TotalStake` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetVolume` (r:50 w:50)
    /// Storage: `System::Account` (r:151 w:151)
    /// Storage: `Aura::Authorities` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetTaoFlow` (r:50 w:50)
    /// Storage: `SubtensorModule::LastColdkeyHotkeyStakeBlock` (r:0 w:50)
    /// Measured for `n` from 1 to 50.
    fn execute_orders(n: u32) -> Weight {
        // At least 522_405 ns.
        Weight::from_parts(48_200_666, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(481_986_333, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(8))
            .saturating_add(T::DbWeight::get().reads(23_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(2))
            .saturating_add(T::DbWeight::get().writes(14_u64.saturating_mul(n.into())))
    }

    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:1 w:0)
    /// Storage: `Swap::SwapBalancer` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `ChainSettings::ChainId` (r:1 w:0)
    /// Storage: `LimitOrders::Orders` (r:50 w:50)
    /// Storage: `SubtensorModule::ColdkeySwapAnnouncements` (r:50 w:0)
    /// Storage: `SubtensorModule::NetworksAdded` (r:1 w:0)
    /// Storage: `SubtensorModule::SubtokenEnabled` (r:1 w:0)
    /// Storage: `SubtensorModule::Owner` (r:50 w:0)
    /// Storage: `SubtensorModule::Lock` (r:101 w:0)
    /// Storage: `SubtensorModule::DecayingLock` (r:50 w:0)
    /// Storage: `SubtensorModule::SubnetOwnerHotkey` (r:1 w:0)
    /// Storage: `SubtensorModule::UnlockRate` (r:1 w:0)
    /// Storage: `SubtensorModule::MaturityRate` (r:1 w:0)
    /// Storage: `SubtensorModule::AlphaV2` (r:50 w:51)
    /// Storage: `SubtensorModule::TotalHotkeyAlpha` (r:51 w:51)
    /// Storage: `SubtensorModule::TotalHotkeySharesV2` (r:51 w:51)
    /// Storage: `SubtensorModule::StakingHotkeys` (r:1 w:0)
    /// Storage: `Swap::FeeRate` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaOut` (r:1 w:1)
    /// Storage: `SubtensorModule::TotalStake` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetVolume` (r:1 w:1)
    /// Storage: `System::Account` (r:103 w:103)
    /// Storage: `Aura::Authorities` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetTaoFlow` (r:1 w:1)
    /// Storage: `SubtensorModule::LastColdkeyHotkeyStakeBlock` (r:0 w:1)
    /// Measured for `n` from 1 to 50.
    fn execute_batched_orders(n: u32) -> Weight {
        // At least 562_205 ns.
        Weight::from_parts(319_098_000, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(253_071_000, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(25))
            .saturating_add(T::DbWeight::get().reads(11_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(13))
            .saturating_add(T::DbWeight::get().writes(6_u64.saturating_mul(n.into())))
    }

    /// Storage: `LimitOrders::Orders` (r:1 w:1)
    fn cancel_order() -> Weight {
        // At least 19_689 ns.
        Weight::from_parts(24_707_000, 0)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }

    /// Storage: `SubtensorModule::Owner` (r:1 w:0)
    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:0 w:1)
    fn set_pallet_status() -> Weight {
        // At least 12_519 ns.
        Weight::from_parts(13_690_000, 0)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}
