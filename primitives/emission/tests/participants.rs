//! Alpha for the participants of a subnet, section 4.5.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

mod oracle;

use myelin_emission::{AlphaOut, fraction_of_u16, split_alpha_out};
use myelin_math::U96F32;
use oracle::{Slow, q32};
use proptest::prelude::*;

const ALPHA: u64 = 1_000_000_000;

fn split(owner_cut: Option<u16>, root_proportion_bits: u128) -> [u64; 4] {
    let AlphaOut {
        owner,
        server,
        validator,
        root,
    } = split_alpha_out(ALPHA, owner_cut, U96F32::from_bits(root_proportion_bits));
    [owner, server, validator, root]
}

#[test]
fn the_default_owner_cut_has_the_documented_bits() {
    assert_eq!(fraction_of_u16(11_796).to_bits(), 773_074_452);
}

#[test]
fn splits_of_the_table_come_out() {
    let without_owner = [0, 500_000_000, 375_000_000, 125_000_000];
    assert_eq!(split(None, 1_073_741_824), without_owner);
    assert_eq!(split(Some(0), 1_073_741_824), without_owner);
    assert_eq!(
        split(Some(11_796), 214_924_319),
        [179_995_422, 410_002_288, 389_485_377, 20_516_911]
    );
    assert_eq!(
        split(Some(11_796), 74_113_928),
        [179_995_422, 410_002_288, 402_927_292, 7_074_996]
    );
    for ratio in [0, 1, 1 << 31, 1 << 32] {
        assert_eq!(split(Some(u16::MAX), ratio), [1_000_000_000, 0, 0, 0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn splits_equal_the_oracle_and_lose_at_most_three_rao(
        alpha_out: u64,
        owner_cut: u16,
        ratio_bits in 0..=(1u128 << 32),
    ) {
        let out = split_alpha_out(alpha_out, Some(owner_cut), U96F32::from_bits(ratio_bits));
        let alpha = q32(alpha_out);
        let owner = alpha.mul(&q32(owner_cut).div(&q32(u16::MAX)));
        let alpha = alpha.sub(&owner);
        let half = Slow::new(1u64 << 31, 32);
        let root = Slow::new(ratio_bits, 32).mul(&alpha).mul(&half);
        let server = alpha.mul(&half);
        let validator = alpha.sub(&server).sub(&root);
        let expected = AlphaOut {
            owner: owner.floor(),
            server: server.floor(),
            validator: validator.floor(),
            root: root.floor(),
        };
        prop_assert_eq!(out, expected);
        let paid: u128 = [out.owner, out.server, out.validator, out.root]
            .into_iter()
            .map(u128::from)
            .sum();
        prop_assert!(paid <= u128::from(alpha_out) && u128::from(alpha_out) - paid <= 3);
    }
}
