//! Trades through the interface that the staking pallet uses.

use myelin_types::market::SubnetPools;
use sp_runtime::DispatchError;

use super::*;

fn buy(tao: u64, limit: TaoBalance) -> Result<(u64, u64, u64), DispatchError> {
    Swap::swap_tao_for_alpha(NETUID, TaoBalance(tao), limit, false, false).map(|bought| {
        (
            bought.amount_paid_in.0,
            bought.amount_paid_out.0,
            bought.fee_paid.0,
        )
    })
}

fn sell(alpha: u64, limit: TaoBalance) -> Result<(u64, u64, u64), DispatchError> {
    Swap::swap_alpha_for_tao(NETUID, AlphaBalance(alpha), limit, false, false).map(|sold| {
        (
            sold.amount_paid_in.0,
            sold.amount_paid_out.0,
            sold.fee_paid.0,
        )
    })
}

#[test]
fn a_trade_says_what_it_costs_and_leaves_the_reserves_to_the_caller() {
    with_pool(E9, 4 * E9, || {
        assert_eq!(buy(2_000, NO_LIMIT), Ok((1_999, 7_995, 1)));
        assert_eq!(sell(2_000, NO_FLOOR), Ok((1_999, 499, 1)));
        assert_eq!(Pools::tao_reserve(NETUID), TaoBalance(E9));
        assert_eq!(Pools::alpha_reserve(NETUID), AlphaBalance(4 * E9));
    });
}

#[test]
fn the_whole_fee_goes_to_the_author_of_the_block() {
    with_pool(10 * E9, 5 * E9, || {
        let bought =
            Swap::swap_tao_for_alpha(NETUID, TaoBalance(E9), NO_LIMIT, false, false).unwrap();
        assert_eq!(bought.fee_paid, TaoBalance(503_547));
        assert_eq!(bought.fee_to_block_author, bought.fee_paid);
    });
}

#[test]
fn a_trade_without_fees_pays_none() {
    with_pool(E9, E9, || {
        let bought =
            Swap::swap_tao_for_alpha(NETUID, TaoBalance(E9), NO_LIMIT, true, false).unwrap();
        assert_eq!(bought.amount_paid_in, TaoBalance(E9));
        assert_eq!(bought.amount_paid_out, AlphaBalance(E9 / 2));
        assert_eq!(bought.fee_paid, TaoBalance::ZERO);
        let sold =
            Swap::swap_alpha_for_tao(NETUID, AlphaBalance(E9), NO_FLOOR, true, false).unwrap();
        assert_eq!(sold.fee_paid, AlphaBalance::ZERO);
    });
}

#[test]
fn the_first_trade_starts_the_pool() {
    with_pool(E9, 4 * E9, || {
        assert!(!PalSwapInitialized::<Test>::contains_key(NETUID));
        assert_eq!(buy(2_000, NO_LIMIT), Ok((1_999, 7_995, 1)));
        assert!(PalSwapInitialized::<Test>::get(NETUID));
        assert_eq!(quote_weight(NETUID), 500_000_000_000_000_000);
    });
}

#[test]
fn the_first_injection_starts_the_pool_and_trades_keep_its_weights() {
    with_pool(E9, 4 * E9, || {
        Swap::adjust_protocol_liquidity(NETUID, TaoBalance(E9 / 10), AlphaBalance::ZERO);
        let weight = quote_weight(NETUID);
        assert_ne!(weight, 500_000_000_000_000_000);
        assert!(PalSwapInitialized::<Test>::get(NETUID));
        assert_ok!(buy(2_000, NO_LIMIT));
        assert_ok!(Swap::init_swap(NETUID, None));
        assert_eq!(quote_weight(NETUID), weight);
    });
}

#[test]
fn later_trades_keep_the_weights_of_injections() {
    with_pool(E9, E9, || {
        assert_ok!(Swap::init_swap(NETUID, None));
        Swap::adjust_protocol_liquidity(NETUID, TaoBalance(E9 / 10), AlphaBalance::ZERO);
        let weight = quote_weight(NETUID);
        assert_ok!(buy(2_000, NO_LIMIT));
        assert_eq!(quote_weight(NETUID), weight);
    });
}

#[test]
fn a_simulation_equals_the_execution_and_writes_nothing() {
    with_pool(150 * E9, 100 * E9, || {
        let limit = TaoBalance(24 * E9);
        let order = TaoBalance(900 * E9);
        let simulated = Swap::swap_tao_for_alpha(NETUID, order, limit, false, true);
        assert!(!PalSwapInitialized::<Test>::contains_key(NETUID));
        assert!(!SwapBalancer::<Test>::contains_key(NETUID));
        let executed = Swap::swap_tao_for_alpha(NETUID, order, limit, false, false);
        assert_eq!(simulated, executed);
        assert_eq!(executed.unwrap().amount_paid_out, AlphaBalance(75 * E9));

        let limit = TaoBalance(E9);
        let order = AlphaBalance(900 * E9);
        let simulated = Swap::swap_alpha_for_tao(NETUID, order, limit, false, true);
        let executed = Swap::swap_alpha_for_tao(NETUID, order, limit, false, false);
        assert_eq!(simulated, executed);
    });
}

#[test]
fn a_price_beyond_the_limit_is_refused() {
    with_pool(5_032_494_439_940, 186_268_425_402_874, || {
        assert_noop!(
            Swap::swap_tao_for_alpha(
                NETUID,
                TaoBalance(19_980_000_000),
                TaoBalance(26_953_618),
                false,
                false
            ),
            Error::<Test>::PriceLimitExceeded
        );
        assert_noop!(
            Swap::swap_alpha_for_tao(NETUID, AlphaBalance(E9), NO_LIMIT, false, false),
            Error::<Test>::PriceLimitExceeded
        );
    });
}

#[test]
fn a_reserve_below_the_minimum_pays_nothing() {
    with_pool(999_999, E9, || {
        MinReserve::set(1_000_000);
        assert_noop!(
            Swap::swap_alpha_for_tao(NETUID, AlphaBalance(E9), NO_FLOOR, false, false),
            Error::<Test>::ReservesTooLow
        );
        assert_ok!(buy(10_000, NO_LIMIT));
    });
}

#[test]
fn an_amount_too_small_to_yield_anything_is_refused() {
    with_pool(1_000 * E9, E9, || {
        assert_noop!(
            Swap::swap_tao_for_alpha(NETUID, TaoBalance(100), NO_LIMIT, false, false),
            Error::<Test>::ReservesTooLow
        );
    });
}

#[test]
fn an_amount_above_a_thousand_reserves_is_refused() {
    with_pool(1_000, 1_000, || {
        let tao = TaoBalance(1_000_001);
        assert_noop!(
            Swap::swap_tao_for_alpha(NETUID, tao, NO_LIMIT, true, false),
            Error::<Test>::SwapInputTooLarge
        );
        assert_ok!(Swap::swap_tao_for_alpha(
            NETUID,
            TaoBalance(1_000_000),
            Swap::max_price(),
            true,
            true
        ));
        assert_noop!(
            Swap::sim_swap_tao_for_alpha(NETUID, TaoBalance(1_001_000)),
            Error::<Test>::SwapInputTooLarge
        );
        assert_noop!(
            Swap::sim_swap_alpha_for_tao(NETUID, AlphaBalance(1_001_000)),
            Error::<Test>::SwapInputTooLarge
        );
    });
}

#[test]
fn a_pool_too_lopsided_to_reach_a_limit_refuses_the_order() {
    with_pool(1, 99, || {
        assert_ok!(Swap::init_swap(NETUID, Some(U64F64::from_num(1))));
        assert_eq!(quote_weight(NETUID), 10_000_000_000_000_000);
        // All but one part of the weight on the side of which there is next to nothing.
        let turned = myelin_amm::Balancer::new(SwapBalancer::<Test>::get(NETUID).base()).unwrap();
        SwapBalancer::<Test>::insert(NETUID, turned);
        set_reserves(50, u64::MAX);
        assert_eq!(Swap::current_alpha_price(NETUID), U64F64::from_num(0));
        assert_noop!(
            Swap::swap_tao_for_alpha(NETUID, TaoBalance(40_000), TaoBalance(1), false, false),
            Error::<Test>::InsufficientLiquidity
        );
    });
}

#[test]
fn stable_subnets_are_simulated_one_to_one_without_a_fee() {
    with_pool(E9, E9, || {
        let bought = Swap::sim_swap_tao_for_alpha(STABLE, TaoBalance(7)).unwrap();
        assert_eq!(bought.amount_paid_in, TaoBalance(7));
        assert_eq!(bought.amount_paid_out, AlphaBalance(7));
        assert_eq!(bought.fee_paid, TaoBalance::ZERO);
        let sold = Swap::sim_swap_alpha_for_tao(NetUid::ROOT, AlphaBalance(7)).unwrap();
        assert_eq!(sold.amount_paid_out, TaoBalance(7));
        assert_eq!(Swap::approx_fee_amount(STABLE, E9), 0);
        assert_eq!(
            Swap::sim_swap_tao_for_alpha(MISSING, TaoBalance(7)),
            Ok(Default::default())
        );
    });
}

#[test]
fn the_price_limits_of_unlimited_orders_are_those_of_the_protocol() {
    assert_eq!(Swap::min_price(), TaoBalance(1_000));
    assert_eq!(Swap::max_price(), TaoBalance(1_000_000_000_000_000));
}
