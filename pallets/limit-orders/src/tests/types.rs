//! The bytes of orders, and what follows from their fields.

use codec::{Decode, Encode};
use sp_core::H256;
use sp_runtime::MultiSignature;

use super::*;

#[test]
fn an_order_is_encoded_field_by_field_in_the_frozen_order() {
    let bytes_of = |account: &AccountId32| -> [u8; 32] { account.clone().into() };
    let order = Order {
        order_type: OrderType::StopLoss,
        netuid: NetUid(0x0102),
        amount: 3,
        limit_price: 4,
        expiry: 5,
        fee_rate: Perbill::from_parts(6),
        relayer: Some(vec![account("a"), account("b")].try_into().unwrap()),
        max_slippage: Some(Perbill::from_parts(7)),
        chain_id: 8,
        partial_fills_enabled: true,
        ..sell("Alice", 0)
    };
    let expected = [
        vec![0],
        bytes_of(&order.signer).to_vec(),
        bytes_of(&order.hotkey).to_vec(),
        vec![0x02, 0x01, 2],
        3u64.to_le_bytes().to_vec(),
        4u64.to_le_bytes().to_vec(),
        5u64.to_le_bytes().to_vec(),
        6u32.to_le_bytes().to_vec(),
        bytes_of(&order.fee_recipient).to_vec(),
        vec![1, 2 << 2],
        bytes_of(&account("a")).to_vec(),
        bytes_of(&account("b")).to_vec(),
        vec![1],
        7u32.to_le_bytes().to_vec(),
        8u64.to_le_bytes().to_vec(),
        vec![1],
    ]
    .concat();
    assert_eq!(VersionedOrder::V1(order).encode(), expected);
}

#[test]
fn what_surrounds_an_order_is_encoded_as_clients_expect() {
    let bare = signed_by("Alice", buy("Alice", 1));
    let MultiSignature::Sr25519(signature) = &bare.signature else {
        panic!("the tests sign with sr25519");
    };
    let with_part = SignedOrder {
        partial_fill: Some(9),
        ..bare.clone()
    };
    let expected = [
        bare.order.encode(),
        vec![1],
        signature.encode(),
        vec![1],
        9u64.to_le_bytes().to_vec(),
    ]
    .concat();
    assert_eq!(with_part.encode(), expected);
    assert_eq!(
        SignedOrder::<AccountId32>::decode(&mut expected.as_slice()),
        Ok(with_part)
    );
    assert_eq!(OrderStatus::Fulfilled.encode(), [0]);
    assert_eq!(
        OrderStatus::PartiallyFilled(1).encode(),
        [1, 1, 0, 0, 0, 0, 0, 0, 0]
    );
    assert_eq!(OrderStatus::Cancelled.encode(), [2]);
    assert_eq!([OrderSide::Buy, OrderSide::Sell].encode(), [0, 1]);
    assert_eq!(OrderType::LimitBuy.encode(), [0]);
    assert_eq!(OrderType::TakeProfit.encode(), [1]);
}

#[test]
fn more_than_ten_relayers_cannot_be_named() {
    let mut bytes = VersionedOrder::V1(Order {
        relayer: Some(vec![relayer(); 10].try_into().unwrap()),
        ..buy("Alice", 1)
    })
    .encode();
    assert!(VersionedOrder::<AccountId32>::decode(&mut bytes.as_slice()).is_ok());
    // Behind version, signer, hotkey, netuid, type, three numbers, fee and recipient: the list.
    let length = 1 + 32 + 32 + 2 + 1 + 24 + 4 + 32 + 1;
    let counter = bytes.get_mut(length).unwrap();
    assert_eq!(*counter, 10 << 2);
    *counter = 11 << 2;
    assert!(VersionedOrder::<AccountId32>::decode(&mut bytes.as_slice()).is_err());
}

#[test]
fn the_id_of_an_order_is_the_hash_of_its_encoding() {
    let order = buy("Alice", 1);
    let encoded = VersionedOrder::V1(order.clone()).encode();
    assert_eq!(id(&order), H256(sp_io::hashing::blake2_256(&encoded)));
    assert_ne!(id(&order), id(&buy("Alice", 2)));
}

#[test]
fn slippage_moves_the_limit_of_the_pool_away_from_the_price() {
    let limit = |order_type, max_slippage, limit_price| {
        Order {
            max_slippage,
            limit_price,
            ..order("Alice", order_type, 1)
        }
        .pool_limit()
        .to_u64()
    };
    let one_percent = Some(Perbill::from_percent(1));
    assert_eq!(limit(OrderType::LimitBuy, one_percent, 1_000), 1_010);
    assert_eq!(limit(OrderType::TakeProfit, one_percent, 1_000), 990);
    assert_eq!(limit(OrderType::StopLoss, one_percent, 1_000), 990);
    // The slippage is rounded down.
    assert_eq!(limit(OrderType::LimitBuy, one_percent, 199), 200);
    assert_eq!(limit(OrderType::TakeProfit, one_percent, 199), 198);
    // Without slippage there is no limit, and a limit saturates.
    assert_eq!(limit(OrderType::LimitBuy, None, 1_000), u64::MAX);
    assert_eq!(limit(OrderType::StopLoss, None, 1_000), 0);
    assert_eq!(limit(OrderType::LimitBuy, one_percent, u64::MAX), u64::MAX);
    let all = Some(Perbill::one());
    assert_eq!(limit(OrderType::TakeProfit, all, 1_000), 0);
}

#[test]
fn constants_are_those_that_clients_know() {
    use sp_core::crypto::Ss58Codec;
    assert_eq!(
        LimitOrders::account().to_ss58check(),
        "5EYCAe5fvncY7Q8kfKUv3CcjBX3GjPFR5qKrdG53mYvQGX8d"
    );
    assert_eq!(
        PalletHotkey::get().to_ss58check(),
        "5EYCAe5fvncY7XCnFeAMaW4jAaVtzayKdaNNRURB5Nwvtw74"
    );
}
