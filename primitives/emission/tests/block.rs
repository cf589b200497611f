//! The complete block of section 4.6, from the emission to the moving price. The pool is one that
//! takes what it is offered.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

use myelin_emission::{
    AlphaOut, SubnetShare, block_emission, fraction_of_u64, moving_price, price_ema,
    root_proportion, root_sells, smoothing, split_alpha_out, subnet_shares, subnet_tao, terms,
};
use myelin_math::{I96F32, SafeFixed, U64F64, U96F32};

const ROOT_TAO: u64 = 1_000_000_000_000_000;

#[test]
fn one_complete_block_matches_the_documented_state() {
    let (mut subnet_tao_rao, mut alpha_in, mut alpha_out) =
        (2_000_000_000_000, 1_000_000_000_000, 0);
    let tao_weight = fraction_of_u64(u64::MAX);
    let emission = block_emission(5_000_000_000_000_000);
    assert_eq!(emission, 1_000_000_000);

    let old_price = price_ema(true, I96F32::from_bits(6_442_450_944));
    let subnets = [SubnetShare {
        price: old_price,
        miner_burned: U96F32::from_bits(0),
        enabled: true,
    }];
    assert!(root_sells(&subnets));
    let tao = subnet_tao(emission, subnet_shares(&subnets)[0]);

    let before = root_proportion(ROOT_TAO, tao_weight, alpha_in + alpha_out);
    assert_eq!(before.to_bits(), 4_290_676_619);
    let alpha_emission = block_emission(alpha_in + alpha_out);
    let cap = before.saturating_mul(U96F32::of(alpha_emission));
    assert_eq!(cap.floor_u64(), 999_000_998);

    let price = U64F64::of(2u64);
    let injected = terms(tao, price, before, alpha_emission).to_rao();
    assert_eq!(injected, (1_000_000_000, 500_000_000, 0));
    subnet_tao_rao += injected.0;
    alpha_in += injected.1;
    alpha_out += alpha_emission;
    assert_eq!(subnet_tao_rao, 2_001_000_000_000);
    assert_eq!((alpha_in, alpha_out), (1_000_500_000_000, 1_000_000_000));

    let after = root_proportion(ROOT_TAO, tao_weight, alpha_in + alpha_out);
    assert_eq!(after.to_bits(), 4_290_670_189);
    let pending = split_alpha_out(alpha_emission, Some(11_796), after);
    assert_eq!(
        pending,
        AlphaOut {
            owner: 179_995_422,
            server: 410_002_288,
            validator: 410_206,
            root: 409_592_082,
        }
    );
    let paid = pending.owner + pending.server + pending.validator + pending.root;
    assert_eq!(alpha_emission - paid, 2);

    let factor = smoothing(I96F32::from_bits(12_885), 201_600, 201_600);
    let new_price = moving_price(old_price, price, factor);
    assert_eq!(new_price.to_bits(), 6_442_447_722);
}
