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
    /// Storage: `LimitOrders::Orders` (r:100 w:100)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:100 w:0)
    /// Storage: `Swap::SwapBalancer` (r:100 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:100 w:100)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:100 w:100)
    /// Storage: `SubtensorModule::ColdkeySwapAnnouncements` (r:100 w:0)
    /// Storage: `SubtensorModule::NetworksAdded` (r:100 w:0)
    /// Storage: `SubtensorModule::SubtokenEnabled` (r:100 w:0)
    /// Storage: `SubtensorModule::AlphaV2` (r:100 w:100)
    /// Storage: `SubtensorModule::TotalHotkeyAlpha` (r:100 w:100)
    /// Storage: `SubtensorModule::TotalHotkeySharesV2` (r:100 w:100)
    /// Storage: `Swap::FeeRate` (r:100 w:0)
    /// Storage: `SubtensorModule::Owner` (r:100 w:0)
    /// Storage: `SubtensorModule::Lock` (r:200 w:100)
    /// Storage: `SubtensorModule::DecayingLock` (r:100 w:0)
    /// Storage: `SubtensorModule::SubnetOwnerHotkey` (r:100 w:0)
    /// Storage: `SubtensorModule::UnlockRate` (r:1 w:0)
    /// Storage: `SubtensorModule::MaturityRate` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaOut` (r:100 w:100)
    /// Storage: `SubtensorModule::TotalStake` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetVolume` (r:100 w:100)
    /// Storage: `System::Account` (r:300 w:300)
    /// Storage: `SubtensorModule::SubnetTaoFlow` (r:100 w:100)
    /// Storage: `SubtensorModule::LastColdkeyHotkeyStakeBlock` (r:0 w:100)
    /// Measured for `n` from 1 to 100.
    fn execute_sales(n: u32) -> Weight {
        // At least 514_313 ns.
        Weight::from_parts(0, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(496_465_469, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().reads(23_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(14_u64.saturating_mul(n.into())))
    }

    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:1 w:0)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `ChainSettings::ChainId` (r:1 w:0)
    /// Storage: `LimitOrders::Orders` (r:100 w:100)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:100 w:0)
    /// Storage: `Swap::SwapBalancer` (r:100 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:100 w:100)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:100 w:100)
    /// Storage: `SubtensorModule::ColdkeySwapAnnouncements` (r:100 w:0)
    /// Storage: `SubtensorModule::NetworksAdded` (r:100 w:0)
    /// Storage: `SubtensorModule::SubtokenEnabled` (r:100 w:0)
    /// Storage: `SubtensorModule::Owner` (r:100 w:0)
    /// Storage: `System::Account` (r:300 w:300)
    /// Storage: `Swap::FeeRate` (r:100 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaOut` (r:100 w:100)
    /// Storage: `SubtensorModule::TotalStake` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetVolume` (r:100 w:100)
    /// Storage: `SubtensorModule::TotalHotkeyAlpha` (r:100 w:100)
    /// Storage: `SubtensorModule::TotalHotkeySharesV2` (r:100 w:100)
    /// Storage: `SubtensorModule::AlphaV2` (r:100 w:100)
    /// Storage: `SubtensorModule::LastColdkeyHotkeyStakeBlock` (r:100 w:100)
    /// Storage: `SubtensorModule::StakingHotkeys` (r:100 w:100)
    /// Storage: `SubtensorModule::SubnetTaoFlow` (r:100 w:100)
    /// Storage: `SubtensorModule::Lock` (r:200 w:100)
    /// Storage: `SubtensorModule::DecayingLock` (r:100 w:0)
    /// Storage: `SubtensorModule::SubnetOwnerHotkey` (r:100 w:0)
    /// Storage: `SubtensorModule::UnlockRate` (r:1 w:0)
    /// Storage: `SubtensorModule::MaturityRate` (r:1 w:0)
    /// Measured for `n` from 1 to 100.
    fn execute_purchases(n: u32) -> Weight {
        // At least 451_139 ns.
        Weight::from_parts(0, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(438_716_928, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(6))
            .saturating_add(T::DbWeight::get().reads(25_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(1))
            .saturating_add(T::DbWeight::get().writes(15_u64.saturating_mul(n.into())))
    }

    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:1 w:0)
    /// Storage: `Swap::SwapBalancer` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `ChainSettings::ChainId` (r:1 w:0)
    /// Storage: `LimitOrders::Orders` (r:100 w:100)
    /// Storage: `SubtensorModule::ColdkeySwapAnnouncements` (r:100 w:0)
    /// Storage: `SubtensorModule::NetworksAdded` (r:1 w:0)
    /// Storage: `SubtensorModule::SubtokenEnabled` (r:1 w:0)
    /// Storage: `SubtensorModule::Owner` (r:101 w:0)
    /// Storage: `SubtensorModule::Lock` (r:201 w:0)
    /// Storage: `SubtensorModule::DecayingLock` (r:100 w:0)
    /// Storage: `SubtensorModule::SubnetOwnerHotkey` (r:1 w:0)
    /// Storage: `SubtensorModule::UnlockRate` (r:1 w:0)
    /// Storage: `SubtensorModule::MaturityRate` (r:1 w:0)
    /// Storage: `SubtensorModule::AlphaV2` (r:100 w:101)
    /// Storage: `SubtensorModule::TotalHotkeyAlpha` (r:101 w:101)
    /// Storage: `SubtensorModule::TotalHotkeySharesV2` (r:101 w:101)
    /// Storage: `SubtensorModule::LastColdkeyHotkeyStakeBlock` (r:1 w:1)
    /// Storage: `Swap::FeeRate` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaOut` (r:1 w:1)
    /// Storage: `SubtensorModule::TotalStake` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetVolume` (r:1 w:1)
    /// Storage: `System::Account` (r:202 w:202)
    /// Storage: `SubtensorModule::SubnetTaoFlow` (r:1 w:1)
    /// Measured for `n` from 1 to 100.
    fn execute_batched_sales(n: u32) -> Weight {
        // At least 578_308 ns.
        Weight::from_parts(259_152_615, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(262_489_538, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(24))
            .saturating_add(T::DbWeight::get().reads(11_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(12))
            .saturating_add(T::DbWeight::get().writes(6_u64.saturating_mul(n.into())))
    }

    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetMechanism` (r:1 w:0)
    /// Storage: `Swap::SwapBalancer` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetTAO` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetAlphaIn` (r:1 w:1)
    /// Storage: `Timestamp::Now` (r:1 w:0)
    /// Storage: `ChainSettings::ChainId` (r:1 w:0)
    /// Storage: `LimitOrders::Orders` (r:100 w:100)
    /// Storage: `SubtensorModule::ColdkeySwapAnnouncements` (r:100 w:0)
    /// Storage: `System::Account` (r:202 w:202)
    /// Storage: `SubtensorModule::NetworksAdded` (r:1 w:0)
    /// Storage: `SubtensorModule::SubtokenEnabled` (r:1 w:0)
    /// Storage: `Swap::FeeRate` (r:1 w:0)
    /// Storage: `SubtensorModule::SubnetAlphaOut` (r:1 w:1)
    /// Storage: `SubtensorModule::TotalStake` (r:1 w:1)
    /// Storage: `SubtensorModule::SubnetVolume` (r:1 w:1)
    /// Storage: `SubtensorModule::TotalHotkeyAlpha` (r:101 w:101)
    /// Storage: `SubtensorModule::TotalHotkeySharesV2` (r:101 w:101)
    /// Storage: `SubtensorModule::LastColdkeyHotkeyStakeBlock` (r:101 w:101)
    /// Storage: `SubtensorModule::Owner` (r:101 w:0)
    /// Storage: `SubtensorModule::SubnetTaoFlow` (r:1 w:1)
    /// Storage: `SubtensorModule::Lock` (r:1 w:0)
    /// Storage: `SubtensorModule::AlphaV2` (r:100 w:101)
    /// Storage: `SubtensorModule::StakingHotkeys` (r:100 w:100)
    /// Measured for `n` from 1 to 100.
    fn execute_batched_purchases(n: u32) -> Weight {
        // At least 544_107 ns.
        Weight::from_parts(292_323_348, 0)
            // Standard error 0.
            .saturating_add(Weight::from_parts(251_034_139, 0).saturating_mul(n.into()))
            .saturating_add(T::DbWeight::get().reads(21))
            .saturating_add(T::DbWeight::get().reads(10_u64.saturating_mul(n.into())))
            .saturating_add(T::DbWeight::get().writes(12))
            .saturating_add(T::DbWeight::get().writes(8_u64.saturating_mul(n.into())))
    }

    /// Storage: `LimitOrders::Orders` (r:1 w:1)
    fn cancel_order() -> Weight {
        // At least 19_449 ns.
        Weight::from_parts(24_867_000, 0)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }

    /// Storage: `SubtensorModule::Owner` (r:1 w:0)
    /// Storage: `LimitOrders::LimitOrdersEnabled` (r:0 w:1)
    fn set_pallet_status() -> Weight {
        // At least 12_268 ns.
        Weight::from_parts(13_610_000, 0)
            .saturating_add(T::DbWeight::get().reads(1))
            .saturating_add(T::DbWeight::get().writes(1))
    }
}
