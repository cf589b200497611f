//! The counters, by the examples of the specification (staking section 22).
#![allow(
    clippy::expect_used,
    reason = "a test that cannot build its state has failed"
)]

use frame_support::derive_impl;
use myelin_types::{AlphaBalance, NetUid, alpha_assets::AlphaLedger};
use sp_runtime::BuildStorage;

use crate::{AlphaBurned, AlphaRecycled, TotalAlphaIssuance};

type Block = frame_system::mocking::MockBlockU32<Test>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        AlphaAssets: crate,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
}

impl crate::Config for Test {}

const NETUID: NetUid = NetUid(7);

fn on_an_empty_ledger(test: impl FnOnce()) {
    let storage = frame_system::GenesisConfig::<Test>::default().build_storage();
    sp_io::TestExternalities::new(storage.expect("the genesis is empty")).execute_with(test);
}

fn mint(amount: u64) {
    AlphaAssets::mint(NETUID, AlphaBalance(amount));
}

fn recycle(amount: u64) {
    AlphaAssets::recycle(NETUID, AlphaBalance(amount));
}

fn issuance() -> u64 {
    TotalAlphaIssuance::<Test>::get(NETUID).to_u64()
}

#[test]
fn burned_alpha_still_counts_as_issued() {
    on_an_empty_ledger(|| {
        mint(100);
        AlphaAssets::burn(NETUID, AlphaBalance(40));
        assert_eq!(issuance(), 100);
        assert_eq!(AlphaBurned::<Test>::get(NETUID), AlphaBalance(40));
    });
}

#[test]
fn recycled_alpha_leaves_the_issuance_which_never_falls_below_zero() {
    on_an_empty_ledger(|| {
        mint(90);
        recycle(30);
        assert_eq!(issuance(), 60);
        recycle(100);
        assert_eq!(issuance(), 0);
        assert_eq!(AlphaRecycled::<Test>::get(NETUID), AlphaBalance(130));
    });
}

#[test]
fn an_amount_of_zero_writes_nothing() {
    on_an_empty_ledger(|| {
        mint(0);
        AlphaAssets::burn(NETUID, AlphaBalance::ZERO);
        recycle(0);
        assert!(!TotalAlphaIssuance::<Test>::contains_key(NETUID));
        assert!(!AlphaBurned::<Test>::contains_key(NETUID));
        assert!(!AlphaRecycled::<Test>::contains_key(NETUID));
    });
}

#[test]
fn a_subnet_that_ends_is_forgotten_and_no_other() {
    on_an_empty_ledger(|| {
        let other = NetUid(8);
        for netuid in [NETUID, other] {
            AlphaAssets::mint(netuid, AlphaBalance(9));
            AlphaAssets::burn(netuid, AlphaBalance(2));
            AlphaAssets::recycle(netuid, AlphaBalance(3));
        }
        AlphaAssets::clear(NETUID);
        assert!(TotalAlphaIssuance::<Test>::iter_keys().eq([other]));
        assert!(AlphaBurned::<Test>::iter_keys().eq([other]));
        assert!(AlphaRecycled::<Test>::iter_keys().eq([other]));
    });
}

#[test]
fn subnets_are_counted_apart() {
    on_an_empty_ledger(|| {
        mint(5);
        assert_eq!(
            TotalAlphaIssuance::<Test>::get(NetUid(8)),
            AlphaBalance::ZERO
        );
    });
}
