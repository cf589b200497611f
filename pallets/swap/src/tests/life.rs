//! A pool from its start to its end, and the stored prices.

use frame_support::traits::Hooks;
use myelin_types::market::SubnetPools;

use super::*;

#[test]
fn a_pool_starts_with_equal_weights() {
    with_pool(E9, 4 * E9, || {
        assert_eq!(Swap::current_alpha_price(NETUID), U64F64::from_num(0.25));
        assert_ok!(Swap::init_swap(NETUID, None));
        assert!(PalSwapInitialized::<Test>::get(NETUID));
        assert!(SwapBalancer::<Test>::contains_key(NETUID));
        assert_eq!(quote_weight(NETUID), 500_000_000_000_000_000);
    });
}

#[test]
fn a_pool_can_start_at_a_price() {
    with_pool(E9, 4 * E9, || {
        let price = U64F64::from_num(1) / U64F64::from_num(5);
        assert_ok!(Swap::init_swap(NETUID, Some(price)));
        assert_eq!(quote_weight(NETUID), 555_555_555_864_197_531);
        // Starting it again changes nothing.
        assert_ok!(Swap::init_swap(NETUID, None));
        assert_eq!(quote_weight(NETUID), 555_555_555_864_197_531);
    });
}

#[test]
fn a_pool_does_not_start_at_a_price_its_reserves_cannot_have() {
    with_pool(1, E9, || {
        assert_noop!(
            Swap::init_swap(NETUID, Some(U64F64::from_num(1))),
            Error::<Test>::ReservesOutOfBalance
        );
    });
}

#[test]
fn an_injection_is_granted_and_keeps_the_price() {
    with_pool(1_000 * E9, 4_000 * E9, || {
        let (tao, alpha) = (TaoBalance(E9), AlphaBalance::ZERO);
        let granted = Swap::adjust_protocol_liquidity(NETUID, tao, alpha);
        assert_eq!(granted, (tao, alpha));
        assert_eq!(quote_weight(NETUID), 500_249_875_062_468_765);
        set_reserves(1_001 * E9, 4_000 * E9);
        let price: f64 = Swap::current_alpha_price(NETUID).to_num();
        assert!((price - 0.25).abs() < 1e-12);
    });
}

#[test]
fn an_injection_of_nothing_stores_the_weights() {
    with_pool(E9, E9, || {
        let nothing = (TaoBalance::ZERO, AlphaBalance::ZERO);
        assert_eq!(
            Swap::adjust_protocol_liquidity(STABLE, nothing.0, nothing.1),
            nothing
        );
        assert!(SwapBalancer::<Test>::contains_key(STABLE));
    });
}

#[test]
fn an_injection_that_would_push_a_weight_out_of_range_is_not_granted() {
    with_pool(E9, E9, || {
        let nothing = (TaoBalance::ZERO, AlphaBalance::ZERO);
        let granted =
            Swap::adjust_protocol_liquidity(NETUID, TaoBalance::ZERO, AlphaBalance(99 * E9));
        assert_eq!(granted, nothing);
        assert!(!SwapBalancer::<Test>::contains_key(NETUID));
    });
}

#[test]
fn an_empty_side_is_filled_by_an_injection() {
    with_pool(E9, 0, || {
        let granted = Swap::adjust_protocol_liquidity(NETUID, TaoBalance::ZERO, AlphaBalance(E9));
        assert_eq!(granted, (TaoBalance::ZERO, AlphaBalance(E9)));
        assert_eq!(quote_weight(NETUID), 500_000_000_000_000_000);
    });
}

#[test]
fn clearing_a_pool_leaves_nothing_and_can_be_repeated() {
    with_pool(E9, E9, || {
        assert_ok!(Swap::init_swap(NETUID, None));
        assert_ok!(Swap::set_fee_rate(RuntimeOrigin::root(), NETUID, 500));
        Swap::on_finalize(1);
        let events = System::event_count();
        for _ in 0..2 {
            Swap::clear_protocol_liquidity(NETUID);
            assert_eq!(Pools::tao_reserve(NETUID), TaoBalance::ZERO);
            assert_eq!(Pools::alpha_reserve(NETUID), AlphaBalance::ZERO);
            assert!(!PalSwapInitialized::<Test>::contains_key(NETUID));
            assert!(!FeeRate::<Test>::contains_key(NETUID));
            assert!(!SwapBalancer::<Test>::contains_key(NETUID));
            assert!(!AlphaSqrtPrice::<Test>::contains_key(NETUID));
        }
        assert_eq!(System::event_count(), events);
    });
}

#[test]
fn every_block_ends_with_the_roots_of_its_prices() {
    with_pool(E9, 4 * E9, || {
        Swap::on_finalize(1);
        let root = |netuid| AlphaSqrtPrice::<Test>::get(netuid);
        assert_eq!(root(NETUID), U64F64::from_num(0.5));
        assert_eq!(root(STABLE), U64F64::from_num(1));
        assert!(!AlphaSqrtPrice::<Test>::contains_key(NetUid::ROOT));
        set_reserves(4 * E9, E9);
        Swap::on_finalize(2);
        assert_eq!(root(NETUID), U64F64::from_num(2));
        set_reserves(4 * E9, 0);
        Swap::on_finalize(3);
        assert_eq!(root(NETUID), U64F64::from_num(0));
    });
}

#[test]
fn the_weight_of_the_end_of_a_block_grows_with_the_subnets() {
    with_pool(E9, E9, || {
        let three = Swap::on_initialize(1);
        Subnets::mutate(|subnets| subnets.insert(7, Subnet::default()));
        let four = Swap::on_initialize(2);
        assert!(three.ref_time() > 0);
        assert!(four.ref_time() > three.ref_time());
    });
}

#[test]
fn the_checks_find_what_a_dissolved_subnet_left_behind() {
    with_pool(E9, E9, || {
        assert_ok!(Swap::init_swap(NETUID, None));
        Subnets::mutate(|subnets| subnets.remove(&NETUID.0));
        assert!(Swap::do_try_state().is_err());
        set_reserves(E9, E9);
        FeeRate::<Test>::insert(NETUID, 10_001);
        assert!(Swap::do_try_state().is_err());
        FeeRate::<Test>::remove(NETUID);
        PalSwapInitialized::<Test>::insert(NETUID, false);
        assert!(Swap::do_try_state().is_err());
        PalSwapInitialized::<Test>::insert(NETUID, true);
        AlphaSqrtPrice::<Test>::insert(MISSING, U64F64::from_num(1));
        assert!(Swap::do_try_state().is_err());
        AlphaSqrtPrice::<Test>::remove(MISSING);
    });
}
