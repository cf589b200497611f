//! The fee rate, and the calls that only refuse.

use codec::Encode;
use sp_runtime::{DispatchError, traits::BadOrigin};

use super::*;

#[test]
fn root_sets_the_fee_rate_of_a_subnet() {
    with_pool(E9, E9, || {
        assert_eq!(FeeRate::<Test>::get(NETUID), 33);
        assert_ok!(Swap::set_fee_rate(RuntimeOrigin::root(), NETUID, 500));
        assert_eq!(FeeRate::<Test>::get(NETUID), 500);
        System::assert_last_event(
            Event::FeeRateSet {
                netuid: NETUID,
                rate: 500,
            }
            .into(),
        );
        assert_eq!(Swap::approx_fee_amount(NETUID, E9), 7_629_510);
        assert_ok!(Swap::set_fee_rate(RuntimeOrigin::root(), NETUID, 10_000));
        assert_ok!(Swap::set_fee_rate(RuntimeOrigin::root(), NETUID, 0));
        assert_eq!(Swap::approx_fee_amount(NETUID, E9), 0);
    });
}

#[test]
fn nobody_but_root_sets_a_fee_rate() {
    with_pool(E9, E9, || {
        for origin in [RuntimeOrigin::signed(1), RuntimeOrigin::none()] {
            assert_noop!(Swap::set_fee_rate(origin, NETUID, 500), BadOrigin);
        }
    });
}

#[test]
fn a_fee_rate_above_the_highest_is_refused() {
    with_pool(E9, E9, || {
        assert_noop!(
            Swap::set_fee_rate(RuntimeOrigin::root(), NETUID, 10_001),
            Error::<Test>::FeeRateTooHigh
        );
    });
}

#[test]
fn a_subnet_that_does_not_exist_has_no_fee_rate() {
    with_pool(E9, E9, || {
        assert_noop!(
            Swap::set_fee_rate(RuntimeOrigin::root(), MISSING, 10_001),
            Error::<Test>::MechanismDoesNotExist
        );
    });
}

#[test]
fn liquidity_calls_refuse_every_origin() {
    with_pool(E9, E9, || {
        let origins = [
            RuntimeOrigin::root(),
            RuntimeOrigin::signed(1),
            RuntimeOrigin::none(),
        ];
        for origin in origins {
            let (low, high) = (TickIndex(-5), TickIndex(5));
            assert_noop!(
                Swap::add_liquidity(origin.clone(), 1, NETUID, low, high, 7),
                Error::<Test>::Deprecated
            );
            assert_noop!(
                Swap::remove_liquidity(origin.clone(), 1, NETUID, PositionId(3)),
                Error::<Test>::Deprecated
            );
            assert_noop!(
                Swap::modify_position(origin.clone(), 1, NETUID, PositionId(3), -7),
                Error::<Test>::Deprecated
            );
            assert_noop!(
                Swap::toggle_user_liquidity(origin.clone(), NETUID, true),
                Error::<Test>::Deprecated
            );
            assert_noop!(Swap::disable_lp(origin), Error::<Test>::Deprecated);
        }
    });
}

#[test]
fn calls_keep_their_indices_on_the_wire() {
    let bytes = |call: crate::Call<Test>| RuntimeCall::Swap(call).encode();
    let set = crate::Call::set_fee_rate {
        netuid: NetUid(258),
        rate: 33,
    };
    assert_eq!(bytes(set), [28, 0, 2, 1, 33, 0]);
    let toggle = crate::Call::toggle_user_liquidity {
        netuid: NETUID,
        enable: true,
    };
    assert_eq!(bytes(toggle), [28, 4, 1, 0, 1]);
    assert_eq!(bytes(crate::Call::disable_lp {}), [28, 5]);
}

#[test]
fn errors_keep_their_indices_on_the_wire() {
    for (index, error) in [
        (0, Error::<Test>::FeeRateTooHigh),
        (1, Error::InsufficientInputAmount),
        (2, Error::InsufficientLiquidity),
        (3, Error::PriceLimitExceeded),
        (4, Error::InsufficientBalance),
        (5, Error::InvalidTickRange),
        (6, Error::InvalidLiquidityValue),
        (7, Error::ReservesTooLow),
        (8, Error::MechanismDoesNotExist),
        (9, Error::SubtokenDisabled),
        (10, Error::ReservesOutOfBalance),
        (11, Error::SwapInputTooLarge),
        (12, Error::Deprecated),
    ] {
        let DispatchError::Module(module) = DispatchError::from(error) else {
            panic!("an error of a pallet");
        };
        assert_eq!((module.index, module.error), (28, [index, 0, 0, 0]));
    }
}

#[test]
fn the_fee_rate_has_the_storage_key_that_clients_compute() {
    let key =
        "746cc6d1e9dbcf1d03868e492c1d836e9e110c291062e3d22e10ec17c4e83ebdf1577fbf1d628fdd0100";
    let bytes = FeeRate::<Test>::hashed_key_for(NETUID);
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, key);
}

#[test]
fn constants_are_those_of_the_protocol() {
    assert_eq!(<Test as crate::Config>::MaxFeeRate::get(), 10_000);
    assert_eq!(<Test as crate::Config>::MinimumLiquidity::get(), 1_000);
    assert_eq!(<Test as crate::Config>::ProtocolId::get().0, *b"ten/swap");
}
