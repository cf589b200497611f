//! Tests of the pallet.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod batch;
mod books;
mod parts;
mod single;
mod status;
mod types;
mod validity;

pub(crate) use frame_support::{assert_noop, assert_ok, assert_storage_noop};
pub(crate) use myelin_types::NetUid;
pub(crate) use sp_runtime::{AccountId32, DispatchError, Perbill};

pub(crate) use crate::{mock::*, pallet::*, types::*};

/// The orders, each signed by its signer under that name.
pub(crate) fn signed(orders: &[(&str, &Order<AccountId32>)]) -> Vec<SignedOrder<AccountId32>> {
    orders
        .iter()
        .map(|(name, order)| signed_by(name, (*order).clone()))
        .collect()
}

/// Executes orders one by one; the first that fails undoes all.
pub(crate) fn execute(orders: Vec<SignedOrder<AccountId32>>) -> Result<(), DispatchError> {
    LimitOrders::execute_orders(
        RuntimeOrigin::signed(relayer()),
        orders.try_into().unwrap(),
        true,
    )
}

/// Executes orders one by one, skipping those that fail.
pub(crate) fn execute_or_skip(orders: Vec<SignedOrder<AccountId32>>) -> Result<(), DispatchError> {
    LimitOrders::execute_orders(
        RuntimeOrigin::signed(relayer()),
        orders.try_into().unwrap(),
        false,
    )
}

/// Executes orders of the subnet of the tests together.
pub(crate) fn batch_of(orders: Vec<SignedOrder<AccountId32>>) -> Result<(), DispatchError> {
    LimitOrders::execute_batched_orders(
        RuntimeOrigin::signed(relayer()),
        NETUID,
        orders.try_into().unwrap(),
    )
}

/// The events of the pallet so far.
pub(crate) fn events() -> Vec<Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::LimitOrders(event) => Some(event),
            RuntimeEvent::System(_) => None,
        })
        .collect()
}

/// The event of an executed order.
pub(crate) fn executed(order: &Order<AccountId32>, amount_in: u64, amount_out: u64) -> Event<Test> {
    Event::OrderExecuted {
        order_id: id(order),
        signer: order.signer.clone(),
        netuid: order.netuid,
        order_type: order.order_type,
        amount_in,
        amount_out,
    }
}

/// The status of an order.
pub(crate) fn status_of(order: &Order<AccountId32>) -> Option<OrderStatus> {
    Orders::<Test>::get(id(order))
}
