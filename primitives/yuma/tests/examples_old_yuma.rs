//! Worked examples of spec `yuma.md` sections 11.1 to 11.6: old Yuma, bit for bit.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{EMISSION, Subnet, bits, row_bits};
use myelin_yuma::{Outcome, Scratch};
use myelin_yuma_oracle::{epoch::Trace, helpers::Sparse};

/// The values of the columns from `first` on, of the first `rows` rows.
fn values(matrix: &Sparse, rows: usize) -> Vec<Vec<i64>> {
    (0..rows)
        .map(|row| {
            row_bits(matrix, row)
                .into_iter()
                .map(|entry| entry.1)
                .collect()
        })
        .collect()
}

fn bonds_in(outcome: &Outcome, column: u16, rows: usize) -> Vec<u16> {
    let bond = |row: usize| {
        let found = outcome.bonds.row(row).iter().find(|bond| bond.0 == column);
        found.map_or(0, |bond| bond.1)
    };
    (0..rows).map(bond).collect()
}

/// Section 11.1 up to the first epoch with weights.
fn four_validators_and_four_servers() -> Subnet {
    let mut subnet = Subnet::old_yuma(&[1, 2, 3, 4, 0, 0, 0, 0]);
    let (outcome, _) = subnet.epoch();
    let expected = [true, true, true, true, false, false, false, false];
    assert_eq!(outcome.permits, expected);
    let by_stake = [
        99_999_999,
        199_999_999,
        299_999_999,
        399_999_999,
        0,
        0,
        0,
        0,
    ];
    assert_eq!(outcome.emission, by_stake);
    for uid in 0..4 {
        subnet.set_weights(uid, &[(4, 16_383), (5, 32_767), (6, 49_149), (7, 65_535)]);
    }
    subnet
}

#[test]
fn four_validators_agreeing_on_four_servers_give_every_number_of_section_11_1() {
    let mut subnet = four_validators_and_four_servers();
    let (outcome, trace) = subnet.epoch();
    let stake = [
        429_496_729,
        858_993_459,
        1_288_490_188,
        1_717_986_918,
        0,
        0,
        0,
        0,
    ];
    assert_eq!(bits(&trace.stake), stake);
    assert_eq!(bits(&trace.active_stake), stake);
    let weights = [429_486_243, 858_998_702, 1_288_458_730, 1_718_023_619];
    assert_eq!(values(&trace.weights, 4), vec![weights; 4]);
    assert_eq!(bits(&trace.consensus)[4..], weights);
    assert_eq!(bits(&trace.validator_trust)[..4], [4_294_967_294; 4]);
    assert_eq!(
        bits(&trace.ranks)[4..],
        [429_486_241, 858_998_700, 1_288_458_726, 1_718_023_616]
    );
    assert_eq!(
        bits(&trace.incentive)[4..],
        [429_486_242, 858_998_702, 1_288_458_729, 1_718_023_621]
    );
    assert_bonds(&trace);
    assert_eq!(
        bits(&trace.dividends_raw)[..4],
        [429_496_719, 858_993_450, 1_288_490_190, 1_717_986_922]
    );
    assert_eq!(
        bits(&trace.dividends)[..4],
        [429_496_720, 858_993_452, 1_288_490_194, 1_717_986_928]
    );
    assert_eq!(
        bits(&trace.combined_share),
        [
            214_748_360,
            429_496_726,
            644_245_097,
            858_993_464,
            214_743_121,
            429_499_351,
            644_229_364,
            859_011_810
        ]
    );
    assert_eq!(
        outcome.emission,
        [
            49_999_998,
            99_999_999,
            150_000_000,
            200_000_001,
            49_998_779,
            100_000_610,
            149_996_337,
            200_004_272
        ]
    );
    assert_eq!(
        outcome.incentive,
        [0, 0, 0, 0, 6_553, 13_107, 19_660, 26_214]
    );
    assert_eq!(outcome.dividends[..4], [6_553, 13_106, 19_660, 26_214]);
    assert_eq!(outcome.validator_trust[..4], [65_534; 4]);
    for column in 4..8 {
        let expected = [16_383, 32_767, 49_151, 65_535];
        assert_eq!(bonds_in(&outcome, column, 4), expected);
    }
}

fn assert_bonds(trace: &Trace) {
    assert_eq!(
        values(&trace.delta_raw, 4),
        [
            [42_948_624, 85_899_870, 128_845_872, 171_802_361],
            [85_897_248, 171_799_740, 257_691_745, 343_604_723],
            [128_845_872, 257_699_610, 386_537_618, 515_407_085],
            [171_794_497, 343_599_480, 515_383_491, 687_209_447],
        ]
    );
    assert_eq!(
        values(&trace.delta, 4),
        [
            [429_496_728, 429_496_729, 429_496_727, 429_496_728],
            [858_993_457, 858_993_459, 858_993_458, 858_993_458],
            [1_288_490_185, 1_288_490_188, 1_288_490_189, 1_288_490_189],
            [1_717_986_924, 1_717_986_918, 1_717_986_920, 1_717_986_919],
        ]
    );
    assert_eq!(
        values(&trace.ema, 4),
        [
            [429_496_722, 429_496_723, 429_496_721, 429_496_721],
            [858_993_455, 858_993_457, 858_993_453, 858_993_453],
            [1_288_490_187, 1_288_490_190, 1_288_490_194, 1_288_490_194],
            [1_717_986_930, 1_717_986_924, 1_717_986_926, 1_717_986_926],
        ]
    );
}

#[test]
fn validators_that_stop_weighing_servers_lose_dividends_as_in_section_11_1() {
    let mut subnet = four_validators_and_four_servers();
    subnet.epoch();

    subnet.set_weights(0, &[(0, 65_535)]);
    let (e2, _) = subnet.epoch();
    assert_eq!(
        e2.emission[..4],
        [44_998_351, 101_110_561, 151_667_215, 202_223_870]
    );
    assert_eq!(e2.dividends[..4], [5_897, 13_252, 19_879, 26_505]);
    assert_eq!(bonds_in(&e2, 4, 4), [14_582, 32_767, 49_151, 65_535]);

    subnet.set_weights(1, &[(1, 65_535)]);
    let (e3, _) = subnet.epoch();
    assert_eq!(
        e3.emission[..4],
        [40_496_805, 90_999_783, 157_929_636, 210_573_773]
    );
    assert_eq!(e3.dividends[..4], [5_307, 11_927, 20_699, 27_599]);
    assert_eq!(bonds_in(&e3, 4, 4), [12_603, 28_321, 49_151, 65_535]);

    subnet.set_weights(2, &[(2, 65_535)]);
    let (e4, _) = subnet.epoch();
    assert_eq!(
        e4.emission[..4],
        [99_999_999, 199_999_999, 299_999_999, 399_999_999]
    );
    assert_eq!(e4.dividends, [0; 8]);
    assert_eq!(e4.consensus, [0; 8]);
    assert_eq!(bonds_in(&e4, 4, 4), [12_602, 28_320, 49_150, 65_535]);

    subnet.set_weights(2, &[(7, 65_535)]);
    let (e5, _) = subnet.epoch();
    assert_eq!(
        e5.emission[..4],
        [36_443_733, 81_898_628, 163_565_493, 218_092_144]
    );
    assert_eq!(e5.emission[7], 500_000_000);
    assert_eq!(e5.dividends[..4], [4_776, 10_734, 21_438, 28_585]);
    assert_eq!(e5.consensus[7], 26_214);
    assert_eq!(e5.validator_trust[..4], [0, 0, 26_214, 26_214]);
    assert_eq!(bonds_in(&e5, 7, 4), [10_951, 24_609, 49_150, 65_535]);
    for column in 4..7 {
        let expected = [12_601, 28_319, 49_149, 65_535];
        assert_eq!(bonds_in(&e5, column, 4), expected);
    }

    let later = [
        (
            [32_799_427, 73_706_612, 168_638_129, 224_855_830],
            [9_559, 21_482],
        ),
        (
            [29_518_068, 66_336_137, 173_203_134, 230_942_659],
            [8_376, 18_824],
        ),
        (
            [26_565_175, 59_701_871, 177_311_856, 236_421_095],
            [7_363, 16_549],
        ),
    ];
    for (emission, bonds) in later {
        let (outcome, _) = subnet.epoch();
        assert_eq!(outcome.emission[..4], emission);
        assert_eq!(bonds_in(&outcome, 7, 2), bonds);
    }
}

#[test]
fn an_inactive_validator_loses_dividends_until_it_returns_as_in_section_11_2() {
    let mut subnet = Subnet::old_yuma(&[1; 4]);
    subnet.set_weights(0, &[(2, 65_535), (3, 65_535)]);
    subnet.set_weights(1, &[(2, 65_535), (3, 65_535)]);
    let (e1, _) = subnet.epoch();
    assert_eq!(e1.emission, [250_000_000; 4]);
    assert_eq!(e1.dividends, [32_767, 32_767, 0, 0]);
    assert_eq!(e1.incentive, [0, 0, 32_767, 32_767]);
    for row in 0..2 {
        assert_eq!(e1.bonds.row(row), [(2, 65_535), (3, 65_535)]);
    }

    subnet.last_update = vec![subnet.params.block - 1, 1, 1, 1];
    let (e2, trace) = subnet.epoch();
    assert_eq!(e2.active, [true, false, false, false]);
    assert_eq!(bits(&trace.active_stake), [1 << 32, 0, 0, 0]);
    assert_eq!(bits(&trace.dividends), [2_362_232_013, 1_932_735_282, 0, 0]);
    assert_eq!(
        e2.emission,
        [274_999_999, 224_999_999, 250_000_000, 250_000_000]
    );
    assert_eq!(e2.dividends, [36_044, 29_490, 0, 0]);
    assert_eq!(e2.bonds.row(0), [(2, 65_535), (3, 65_535)]);
    assert_eq!(e2.bonds.row(1), [(2, 53_619), (3, 53_619)]);
    assert_eq!(e2.stake_weight, e1.stake_weight);
    assert_eq!(e2.permits, e1.permits);

    subnet.last_update[1] = subnet.params.block - 1;
    let (e3, trace) = subnet.epoch();
    assert_eq!(bits(&trace.dividends), [2_340_766_909, 1_954_200_386, 0, 0]);
    assert_eq!(
        e3.emission,
        [272_501_132, 227_498_866, 250_000_000, 250_000_000]
    );
    assert_eq!(e3.dividends, [35_716, 29_818, 0, 0]);
    assert_eq!(e3.bonds.row(0), [(2, 65_535), (3, 65_535)]);
    assert_eq!(e3.bonds.row(1), [(2, 54_712), (3, 54_712)]);
}

/// Section 11.3: weights set at block 2 on neurons registered at block 1.
fn before_the_replacement() -> Subnet {
    let mut subnet = Subnet::old_yuma(&[1; 4]);
    subnet.params.block = 2;
    subnet.params.last_tempo = 2;
    subnet.registered_at = vec![1; 4];
    subnet.last_update = vec![2; 4];
    let upscaled = vec![(2, 65_535), (3, 32_768)];
    subnet.weights = vec![
        upscaled.clone(),
        upscaled,
        vec![(2, 65_535)],
        vec![(3, 65_535)],
    ];
    subnet
}

#[test]
fn weights_older_than_a_replaced_server_are_ignored_as_in_section_11_3() {
    let mut subnet = before_the_replacement();
    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        values(&trace.weights, 2),
        [[2_863_296_966, 1_431_670_329]; 2]
    );
    assert_eq!(outcome.incentive, [0, 0, 43_689, 21_845]);
    assert_eq!(
        outcome.emission,
        [250_000_000, 250_000_000, 333_331_637, 166_668_361]
    );

    // A new hotkey without stake takes uid 3 at block 2; validator 0 repeats its weights.
    subnet.stake[3] = 0u8.into();
    subnet.registered_at[3] = 2;
    subnet.permits[3] = false;
    subnet.weights[3].clear();
    subnet.weights[1][1].1 = 0;
    subnet.last_update = vec![3, 2, 2, 2];
    subnet.params.last_tempo = 3;
    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        bits(&trace.stake),
        [1_431_655_765, 1_431_655_765, 1_431_655_765, 0]
    );
    assert_eq!(trace.active_stake, trace.stake);
    assert_eq!(
        row_bits(&trace.weights, 0),
        [(2, 2_863_296_966), (3, 1_431_670_329)]
    );
    assert_eq!(row_bits(&trace.weights, 1), [(2, 1 << 32)]);
    assert!(trace.weights[2].is_empty() && trace.weights[3].is_empty());
    assert_eq!(bits(&trace.consensus), [0, 0, 2_863_296_966, 0]);
    assert_eq!(row_bits(&trace.clipped, 0), [(2, 2_863_296_966)]);
    assert_eq!(row_bits(&trace.clipped, 1), [(2, 2_863_296_966)]);
    assert_eq!(bits(&trace.ranks), [0, 0, 1_908_864_642, 0]);
    assert_eq!(bits(&trace.incentive), [0, 0, 1 << 32, 0]);
    assert_eq!(outcome.validator_trust, [43_689, 43_689, 0, 0]);
    assert_eq!(outcome.consensus, [0, 0, 43_689, 0]);
    assert_eq!(outcome.dividends, [32_767, 32_767, 0, 0]);
    assert_eq!(outcome.stake_weight, [21_844, 21_844, 21_844, 0]);
    assert_eq!(outcome.emission, [250_000_000, 250_000_000, 500_000_000, 0]);
    assert_eq!(outcome.permits, [true, true, true, false]);
    for row in 0..2 {
        assert_eq!(outcome.bonds.row(row), [(2, 65_535), (3, 65_535)]);
    }
}

#[test]
fn a_subnet_without_weights_pays_by_stake_as_in_section_11_4() {
    let mut subnet = Subnet::old_yuma(&[1, 0]);
    subnet.params.max_validators = 1;
    let (outcome, _) = subnet.epoch();
    assert_eq!(outcome.emission, [1_000_000_000, 0]);
    assert_eq!(outcome.permits, [true, false]);
    assert_eq!(outcome.stake_weight, [65_535, 0]);
    for zeros in [
        &outcome.consensus,
        &outcome.incentive,
        &outcome.dividends,
        &outcome.validator_trust,
    ] {
        assert_eq!(*zeros, [0, 0]);
    }
    assert_eq!(outcome.server_emission, [0, 0]);
    assert_eq!(outcome.bonds.entries(), 0);
}

#[test]
fn self_weights_alone_pay_by_stake_as_in_section_11_4() {
    let mut subnet = Subnet::old_yuma(&[7; 10]);
    for uid in 0..10 {
        subnet.set_weights(uid, &[(uid as u16, 65_535)]);
    }
    assert_eq!(subnet.epoch().0.emission, [99_999_999; 10]);
}

#[test]
fn inactive_validators_are_paid_by_stake_when_nobody_is_active_as_in_section_11_4() {
    let mut subnet = Subnet::old_yuma(&[5, 5]);
    assert_eq!(subnet.epoch().0.emission, [500_000_000; 2]);
    subnet.last_update = vec![0; 2];
    let (outcome, _) = subnet.epoch();
    assert_eq!(outcome.active, [false, false]);
    assert_eq!(outcome.emission, [500_000_000; 2]);
}

#[test]
fn uids_beyond_the_stored_permits_are_forbidden_as_in_section_11_4() {
    let mut subnet = Subnet::old_yuma(&[5, 5]);
    subnet.permits = vec![true];
    assert_eq!(subnet.epoch().0.emission, [1_000_000_000, 0]);
}

#[test]
fn no_stored_permits_at_all_forbid_nobody() {
    let mut subnet = Subnet::old_yuma(&[5, 5]);
    subnet.permits = vec![];
    assert_eq!(subnet.epoch().0.emission, [500_000_000; 2]);
}

#[test]
fn stakes_of_10_30_and_60_share_a_million_as_in_section_11_4() {
    let subnet = Subnet::old_yuma(&[10, 30, 60]);
    let (outcome, _) = subnet.peek(1_000_000, &mut Scratch::default());
    assert_eq!(outcome.emission, [99_999, 299_999, 600_000]);
}

#[test]
fn a_large_symmetric_graph_pays_everybody_alike_as_in_section_11_5() {
    let stakes: Vec<u64> = (0..512).map(|uid| u64::from(uid < 64)).collect();
    let mut subnet = Subnet::old_yuma(&stakes);
    let servers: Vec<(u16, u16)> = (64..512).map(|uid| (uid, 65_535)).collect();
    for uid in 0..64 {
        subnet.set_weights(uid, &servers);
    }
    let (outcome, _) = subnet.epoch();
    for uid in 0..512 {
        let validator = uid < 64;
        assert_eq!(outcome.dividends[uid], if validator { 1_023 } else { 0 });
        let emission = if validator { 7_812_500 } else { 1_116_071 };
        assert_eq!(outcome.emission[uid], emission);
        let share = if validator { 0 } else { 146 };
        assert_eq!(outcome.consensus[uid], share);
        assert_eq!(outcome.incentive[uid], share);
        let all: &[(u16, u16)] = if validator { &servers } else { &[] };
        assert_eq!(outcome.bonds.row(uid), all);
    }
}

fn near(actual: &[myelin_math::I32F32], expected: &[f64]) {
    for (actual, expected) in actual.iter().zip(expected) {
        let difference = actual.to_num::<f64>() - expected;
        assert!(difference.abs() < 1e-7, "{actual} is not {expected}");
    }
}

#[test]
fn the_majority_of_three_equal_validators_decides_as_in_section_11_6() {
    let mut subnet = Subnet::old_yuma(&[1, 1, 1, 0, 0]);
    subnet.set_weights(0, &[(3, 65_535)]);
    subnet.set_weights(1, &[(4, 65_535)]);
    subnet.set_weights(2, &[(3, 65_535)]);
    let (_, trace) = subnet.peek(EMISSION, &mut Scratch::default());
    near(&trace.consensus, &[0.0, 0.0, 0.0, 1.0, 0.0]);
    near(&trace.validator_trust, &[1.0, 0.0, 1.0, 0.0, 0.0]);
    near(&trace.dividends, &[0.5, 0.0, 0.5, 0.0, 0.0]);
    near(&trace.combined_share, &[0.25, 0.0, 0.25, 0.5, 0.0]);

    subnet.set_weights(2, &[(3, 65_535), (4, 65_535)]);
    let (_, trace) = subnet.peek(EMISSION, &mut Scratch::default());
    near(&trace.consensus, &[0.0, 0.0, 0.0, 0.5, 0.5]);
    near(&trace.dividends, &[0.25, 0.25, 0.5, 0.0, 0.0]);
    near(&trace.combined_share, &[0.125, 0.125, 0.25, 0.25, 0.25]);
}
