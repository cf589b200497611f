//! What a sale changes in the counters of a subnet, to the rao (staking.md 4.2).

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid};
use pallet_alpha_assets::AlphaBurned;

use super::paying::grant;
use crate::{mock::*, pallet::*};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counters {
    tao: u64,
    alpha_in: u64,
    alpha_out: u64,
    total_stake: u64,
    volume: u128,
    flow: i64,
}

impl Counters {
    fn of(netuid: NetUid) -> Self {
        Self {
            tao: SubnetTAO::<Test>::get(netuid).to_u64(),
            alpha_in: SubnetAlphaIn::<Test>::get(netuid).to_u64(),
            alpha_out: SubnetAlphaOut::<Test>::get(netuid).to_u64(),
            total_stake: TotalStake::<Test>::get().to_u64(),
            volume: SubnetVolume::<Test>::get(netuid),
            flow: SubnetTaoFlow::<Test>::get(netuid),
        }
    }
}

fn remove(netuid: NetUid, alpha: u64) {
    assert_ok!(SubtensorModule::remove_stake(
        signed(&account(5)),
        account(2),
        netuid,
        AlphaBalance(alpha)
    ));
}

/// What the pool of 100 TAO and 100 alpha gives for ten of them, less the fee.
const TAO: u64 = 9_086_747_349;
/// The fee of this sale, in alpha.
const FEE: u64 = 5_035_477;
/// What the pool gives for the fee when the sale is over.
const TAO_OF_FEE: u64 = 4_161_741;

/// A pool of 100 TAO and 100 alpha with a position of 20 alpha.
fn pool_with_staker() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, 100 * UNIT, 100 * UNIT);
    grant(netuid, 5, 2, 20 * UNIT);
    netuid
}

#[test]
fn a_sale_and_that_of_its_fee_change_every_counter() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = pool_with_staker();
        let author = account(99);
        fund(&author, UNIT);
        BlockAuthor::set(Some(author.clone()));
        let before = Counters::of(netuid);
        assert_eq!(before.alpha_out, 20 * UNIT);
        remove(netuid, 10 * UNIT);
        assert_eq!(balance(&account(5)), TAO);
        assert_eq!(balance(&author), UNIT + TAO_OF_FEE);
        let sold = TAO + TAO_OF_FEE;
        let expected = Counters {
            tao: 100 * UNIT - sold,
            alpha_in: 110 * UNIT,
            alpha_out: 10 * UNIT,
            total_stake: before.total_stake - sold,
            volume: before.volume + u128::from(sold),
            flow: before.flow - sold as i64,
        };
        assert_eq!(Counters::of(netuid), expected);
        BlockAuthor::set(None);
    });
}

#[test]
fn a_fee_that_is_burned_stays_outside_the_pool() {
    ExtBuilder::default().build_and_execute(|| {
        BlockAuthor::set(None);
        let netuid = pool_with_staker();
        let before = Counters::of(netuid);
        remove(netuid, 10 * UNIT);
        let expected = Counters {
            tao: 100 * UNIT - TAO,
            alpha_in: 110 * UNIT - FEE,
            alpha_out: 10 * UNIT + FEE,
            total_stake: before.total_stake - TAO,
            volume: before.volume + u128::from(TAO),
            flow: before.flow - TAO as i64,
        };
        assert_eq!(Counters::of(netuid), expected);
        assert_eq!(AlphaBurned::<Test>::get(netuid), AlphaBalance(FEE));
    });
}

#[test]
fn root_stake_that_leaves_and_comes_back_changes_every_counter() {
    ExtBuilder::default().build_and_execute(|| {
        let root = NetUid::ROOT;
        add_network(&account(1), &account(2));
        let before = TotalStake::<Test>::get().to_u64();
        stake(root, &account(5), &account(2), 3 * UNIT);
        remove(root, UNIT);
        let left = Counters {
            tao: 2 * UNIT,
            alpha_in: UNIT,
            alpha_out: 2 * UNIT,
            total_stake: before + 2 * UNIT,
            volume: 4 * u128::from(UNIT),
            flow: 2 * UNIT as i64,
        };
        assert_eq!(Counters::of(root), left);
        stake(root, &account(5), &account(2), UNIT / 4);
        let back = Counters {
            tao: left.tao + UNIT / 4,
            alpha_in: UNIT - UNIT / 4,
            alpha_out: left.alpha_out + UNIT / 4,
            total_stake: left.total_stake + UNIT / 4,
            volume: left.volume + u128::from(UNIT / 4),
            flow: left.flow + (UNIT / 4) as i64,
        };
        assert_eq!(Counters::of(root), back);
    });
}
