//! Measures the calls in their worst case. `scripts/bench.sh --frame` runs this and writes the
//! weights.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

use alloc::vec::Vec;

use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::Get};
use frame_system::RawOrigin;
use myelin_types::NetUid;
use sp_core::crypto::KeyTypeId;
use sp_runtime::{AccountId32, Perbill};

use crate::{pallet::*, types::*};

/// Most orders of a call.
const MOST_ORDERS: u32 = 100;

/// What an order pays, in rao: little, because a hundred traders make alpha dear.
const AMOUNT: u64 = 50_000_000;

/// Where the keys of the signers are kept.
const KEYS: KeyTypeId = KeyTypeId(*b"lord");

/// Markets, as the benchmarks need them of the runtime.
pub trait BenchmarkHelper {
    /// Comes first.
    fn open();

    /// A subnet whose alpha trades, another one for each number.
    fn market(number: u32) -> NetUid;

    /// A hotkey that can be staked to, another one for each number.
    fn hotkey(number: u32) -> AccountId32;

    /// Gives an account TAO.
    fn give_tao(who: &AccountId32);

    /// Gives an account stake under the hotkey, as dear to sell as can be.
    fn give_stake(who: &AccountId32, hotkey: &AccountId32, netuid: NetUid);
}

/// An order of a new account, as large as orders are: with ten relayers, and a fee for somebody of
/// its own. A seller has a lock. So has a buyer, who holds nothing under the hotkey, where somebody
/// else does.
fn order<T: Config>(
    number: u32,
    netuid: NetUid,
    order_type: OrderType,
) -> SignedOrder<AccountId32> {
    let hotkey = T::BenchmarkHelper::hotkey(number);
    let key = sp_io::crypto::sr25519_generate(KEYS, None);
    let signer = AccountId32::from(key);
    let fee_recipient = account("recipient of fees", number, 0);
    for who in [&signer, &fee_recipient] {
        T::BenchmarkHelper::give_tao(who);
    }
    let limit_price = match order_type.side() {
        OrderSide::Buy => {
            let staker = account("staker", number, 0);
            T::BenchmarkHelper::give_tao(&staker);
            T::BenchmarkHelper::give_stake(&staker, &hotkey, netuid);
            let elsewhere = T::BenchmarkHelper::hotkey(MOST_ORDERS);
            T::BenchmarkHelper::give_stake(&signer, &elsewhere, netuid);
            u64::MAX
        }
        OrderSide::Sell => {
            T::BenchmarkHelper::give_stake(&signer, &hotkey, netuid);
            0
        }
    };
    let relayers: Vec<AccountId32> = (0..9)
        .map(|number| account("relayer", number, 0))
        .chain([whitelisted_caller()])
        .collect();
    let order = VersionedOrder::V1(Order {
        signer,
        hotkey,
        netuid,
        order_type,
        amount: AMOUNT,
        limit_price,
        expiry: u64::MAX,
        fee_rate: Perbill::from_percent(1),
        fee_recipient,
        relayer: Some(BoundedVec::truncate_from(relayers)),
        max_slippage: None,
        chain_id: T::ChainId::get(),
        partial_fills_enabled: false,
    });
    let signature =
        sp_io::crypto::sr25519_sign(KEYS, &key, &order.encode()).expect("the key is there");
    SignedOrder {
        order,
        signature: signature.into(),
        partial_fill: None,
    }
}

/// So many orders of one type, each under a hotkey of its own, where `market` says.
fn orders<T: Config>(
    count: u32,
    order_type: OrderType,
    market: impl Fn(u32) -> NetUid,
) -> BoundedVec<SignedOrder<AccountId32>, T::MaxOrdersPerBatch> {
    LimitOrdersEnabled::<T>::put(true);
    T::BenchmarkHelper::give_tao(&Pallet::<T>::account());
    let orders = (0..count).map(|number| order::<T>(number, market(number), order_type));
    BoundedVec::truncate_from(orders.collect())
}

/// How many orders were executed.
fn executed<T: Config>() -> usize {
    Orders::<T>::iter_values()
        .filter(|status| *status == OrderStatus::Fulfilled)
        .count()
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// Each on a subnet of its own.
    #[benchmark]
    fn execute_sales(n: Linear<1, MOST_ORDERS>) {
        T::BenchmarkHelper::open();
        let orders = orders::<T>(n, OrderType::TakeProfit, T::BenchmarkHelper::market);
        let relayer: AccountId32 = whitelisted_caller();

        #[extrinsic_call]
        execute_orders(RawOrigin::Signed(relayer), orders, true);

        assert_eq!(executed::<T>(), n as usize);
    }

    /// Each on a subnet of its own.
    #[benchmark]
    fn execute_purchases(n: Linear<1, MOST_ORDERS>) {
        T::BenchmarkHelper::open();
        let orders = orders::<T>(n, OrderType::LimitBuy, T::BenchmarkHelper::market);
        let relayer: AccountId32 = whitelisted_caller();

        #[extrinsic_call]
        execute_orders(RawOrigin::Signed(relayer), orders, true);

        assert_eq!(executed::<T>(), n as usize);
    }

    #[benchmark]
    fn execute_batched_sales(n: Linear<1, MOST_ORDERS>) {
        T::BenchmarkHelper::open();
        let netuid = T::BenchmarkHelper::market(0);
        let orders = orders::<T>(n, OrderType::TakeProfit, |_| netuid);
        let relayer: AccountId32 = whitelisted_caller();

        #[extrinsic_call]
        execute_batched_orders(RawOrigin::Signed(relayer), netuid, orders);

        assert_eq!(executed::<T>(), n as usize);
    }

    #[benchmark]
    fn execute_batched_purchases(n: Linear<1, MOST_ORDERS>) {
        T::BenchmarkHelper::open();
        let netuid = T::BenchmarkHelper::market(0);
        let orders = orders::<T>(n, OrderType::LimitBuy, |_| netuid);
        let relayer: AccountId32 = whitelisted_caller();

        #[extrinsic_call]
        execute_batched_orders(RawOrigin::Signed(relayer), netuid, orders);

        assert_eq!(executed::<T>(), n as usize);
    }

    #[benchmark]
    fn cancel_order() {
        T::BenchmarkHelper::open();
        let netuid = T::BenchmarkHelper::market(0);
        let order = order::<T>(0, netuid, OrderType::TakeProfit).order;
        let (id, signer) = (order.id(), order.order().signer.clone());

        #[extrinsic_call]
        _(RawOrigin::Signed(signer), order);

        assert_eq!(Orders::<T>::get(id), Some(OrderStatus::Cancelled));
    }

    #[benchmark]
    fn set_pallet_status() {
        LimitOrdersEnabled::<T>::put(false);

        #[extrinsic_call]
        _(RawOrigin::Root, true);

        assert!(LimitOrdersEnabled::<T>::get());
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
