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

/// What an order pays, in rao.
const AMOUNT: u64 = 1_000_000_000;

/// Where the keys of the signers are kept.
const KEYS: KeyTypeId = KeyTypeId(*b"lord");

/// A market, as the benchmarks need one of the runtime.
pub trait BenchmarkHelper {
    /// A subnet whose alpha trades, and a hotkey that can be staked to.
    fn market() -> (NetUid, AccountId32);

    /// Gives an account TAO.
    fn give_tao(who: &AccountId32);

    /// Gives an account stake under the hotkey.
    fn give_stake(who: &AccountId32, hotkey: &AccountId32, netuid: NetUid);
}

/// An order of a new account that has what it takes, as large as orders are: with ten relayers, and
/// a fee for somebody of its own.
fn order<T: Config>(
    number: u32,
    order_type: OrderType,
    (netuid, hotkey): &(NetUid, AccountId32),
) -> SignedOrder<AccountId32> {
    let key = sp_io::crypto::sr25519_generate(KEYS, None);
    let signer = AccountId32::from(key);
    let fee_recipient = account("recipient of fees", number, 0);
    for who in [&signer, &fee_recipient] {
        T::BenchmarkHelper::give_tao(who);
    }
    let limit_price = match order_type.side() {
        OrderSide::Buy => u64::MAX,
        OrderSide::Sell => {
            T::BenchmarkHelper::give_stake(&signer, hotkey, *netuid);
            0
        }
    };
    let relayers: Vec<AccountId32> = (0..9)
        .map(|number| account("relayer", number, 0))
        .chain([whitelisted_caller()])
        .collect();
    let order = VersionedOrder::V1(Order {
        signer,
        hotkey: hotkey.clone(),
        netuid: *netuid,
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

/// So many orders: every other one sells.
fn orders<T: Config>(
    count: u32,
) -> (
    NetUid,
    BoundedVec<SignedOrder<AccountId32>, T::MaxOrdersPerBatch>,
) {
    LimitOrdersEnabled::<T>::put(true);
    let market = T::BenchmarkHelper::market();
    T::BenchmarkHelper::give_tao(&Pallet::<T>::account());
    let orders: Vec<_> = (0..count)
        .map(|number| {
            let order_type = match number % 2 {
                0 => OrderType::LimitBuy,
                _ => OrderType::TakeProfit,
            };
            order::<T>(number, order_type, &market)
        })
        .collect();
    (market.0, BoundedVec::truncate_from(orders))
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

    #[benchmark]
    fn execute_orders(n: Linear<1, MOST_ORDERS>) {
        let (_, orders) = orders::<T>(n);
        let relayer: AccountId32 = whitelisted_caller();

        #[extrinsic_call]
        _(RawOrigin::Signed(relayer), orders, true);

        assert_eq!(executed::<T>(), n as usize);
    }

    #[benchmark]
    fn execute_batched_orders(n: Linear<1, MOST_ORDERS>) {
        let (netuid, orders) = orders::<T>(n);
        let relayer: AccountId32 = whitelisted_caller();

        #[extrinsic_call]
        _(RawOrigin::Signed(relayer), netuid, orders);

        assert_eq!(executed::<T>(), n as usize);
    }

    #[benchmark]
    fn cancel_order() {
        let market = T::BenchmarkHelper::market();
        let order = order::<T>(0, OrderType::LimitBuy, &market).order;
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
