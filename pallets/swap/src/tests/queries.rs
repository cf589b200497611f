//! What the runtime API answers.

use codec::Encode;
use pallet_swap_runtime_api::{SimSwapResult, SubnetPrice};

use super::*;

#[test]
fn prices_are_in_rao_per_alpha() {
    with_pool(10 * E9, 5 * E9, || {
        assert_eq!(Swap::current_alpha_price_rao(NETUID), 2 * E9);
        assert_eq!(Swap::current_alpha_price_rao(STABLE), E9);
        assert_eq!(Swap::current_alpha_price_rao(NetUid::ROOT), E9);
        assert_eq!(Swap::current_alpha_price_rao(MISSING), E9);
        let one = Swap::current_alpha_price_rao(STABLE).encode();
        assert_eq!(one, [0, 0xca, 0x9a, 0x3b, 0, 0, 0, 0]);
        set_reserves(10 * E9, 0);
        assert_eq!(Swap::current_alpha_price_rao(NETUID), 0);
    });
}

#[test]
fn prices_are_rounded_down() {
    with_pool(1, 3, || {
        assert_eq!(Swap::current_alpha_price_rao(NETUID), 333_333_333);
    });
}

#[test]
fn every_subnet_has_a_price_the_root_network_included() {
    with_pool(10 * E9, 5 * E9, || {
        let price = |netuid, price| SubnetPrice { netuid, price };
        assert_eq!(
            Swap::current_alpha_price_all(),
            [
                price(NetUid::ROOT, E9),
                price(NETUID, 2 * E9),
                price(STABLE, E9)
            ]
        );
    });
}

#[test]
fn a_purchase_is_quoted_with_fee_and_slippage() {
    with_pool(10 * E9, 5 * E9, || {
        assert_eq!(
            Swap::quote_tao_for_alpha(NETUID, TaoBalance(E9)),
            SimSwapResult {
                tao_amount: 999_496_453,
                alpha_amount: 454_337_367,
                tao_fee: 503_547,
                alpha_fee: 0,
                tao_slippage: 0,
                alpha_slippage: 45_662_633,
            }
        );
    });
}

#[test]
fn a_sale_is_quoted_with_fee_and_slippage() {
    with_pool(10 * E9, 5 * E9, || {
        assert_eq!(
            Swap::quote_alpha_for_tao(NETUID, AlphaBalance(E9)),
            SimSwapResult {
                tao_amount: 1_665_967_237,
                alpha_amount: 999_496_453,
                tao_fee: 0,
                alpha_fee: 503_547,
                tao_slippage: 334_032_763,
                alpha_slippage: 0,
            }
        );
    });
}

#[test]
fn stable_subnets_are_quoted_one_to_one() {
    with_pool(E9, E9, || {
        let one_to_one = SimSwapResult {
            tao_amount: 7,
            alpha_amount: 7,
            ..SimSwapResult::default()
        };
        assert_eq!(Swap::quote_tao_for_alpha(STABLE, TaoBalance(7)), one_to_one);
        assert_eq!(
            Swap::quote_alpha_for_tao(NetUid::ROOT, AlphaBalance(7)),
            one_to_one
        );
    });
}

#[test]
fn a_subnet_that_does_not_exist_is_quoted_as_nothing_but_slippage() {
    with_pool(E9, E9, || {
        assert_eq!(
            Swap::quote_tao_for_alpha(MISSING, TaoBalance(7)),
            SimSwapResult {
                alpha_slippage: 7,
                ..SimSwapResult::default()
            }
        );
        assert_eq!(
            Swap::quote_alpha_for_tao(MISSING, AlphaBalance(7)),
            SimSwapResult {
                tao_slippage: 7,
                ..SimSwapResult::default()
            }
        );
    });
}

#[test]
fn a_trade_that_would_fail_is_quoted_as_zero() {
    with_pool(0, E9, || {
        let zero = SimSwapResult::default();
        assert_eq!(Swap::quote_alpha_for_tao(NETUID, AlphaBalance(7)), zero);
        assert_eq!(Swap::quote_tao_for_alpha(NETUID, TaoBalance(7)), zero);
    });
}

#[test]
fn a_fee_is_paid_with_alpha_at_the_price_without_slippage() {
    with_pool(E9, 4 * E9, || {
        let worth = |netuid, tao| Swap::get_alpha_amount_for_tao(netuid, TaoBalance(tao));
        assert_eq!(worth(NETUID, 1_000_000), AlphaBalance(4_000_000));
        assert_eq!(worth(STABLE, 1_000_000), AlphaBalance(1_000_000));
        set_reserves(E9, 0);
        assert_eq!(worth(NETUID, 1_000_000), AlphaBalance::ZERO);
    });
}

#[test]
fn a_quote_of_a_pool_not_yet_started_is_that_of_equal_weights() {
    with_pool(E9, 4 * E9, || {
        let quote = Swap::quote_tao_for_alpha(NETUID, TaoBalance(2_000));
        assert_eq!(quote.alpha_amount, 7_995);
        assert!(!SwapBalancer::<Test>::contains_key(NETUID));
        assert!(!PalSwapInitialized::<Test>::contains_key(NETUID));
    });
}
