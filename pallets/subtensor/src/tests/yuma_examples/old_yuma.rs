//! Sections 11.1, 11.2 and 11.4 to 11.6: old Yuma.

use super::*;

/// Section 11.1 up to the first epoch with weights.
fn four_validators_and_four_servers() -> Example {
    let example = Example::old_yuma(&[1, 2, 3, 4, 0, 0, 0, 0]);
    let first = example.epoch();
    assert_eq!(
        first.permits,
        [true, true, true, true, false, false, false, false]
    );
    assert_eq!(
        first.emission,
        [
            99_999_999,
            199_999_999,
            299_999_999,
            399_999_999,
            0,
            0,
            0,
            0
        ]
    );
    for uid in 0..4 {
        example.send(uid, &[(4, 16_383), (5, 32_767), (6, 49_149), (7, 65_535)]);
    }
    example
}

#[test]
fn four_validators_agreeing_on_four_servers_are_paid_as_in_section_11_1() {
    ExtBuilder::default().build_and_execute(|| {
        let stored = four_validators_and_four_servers().epoch();
        assert_eq!(
            stored.emission,
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
            stored.incentive,
            [0, 0, 0, 0, 6_553, 13_107, 19_660, 26_214]
        );
        assert_eq!(stored.dividends[..4], [6_553, 13_106, 19_660, 26_214]);
        assert_eq!(stored.validator_trust[..4], [65_534; 4]);
        for column in 4..8 {
            let expected = [16_383, 32_767, 49_151, 65_535];
            assert_eq!(stored.bonds_in(column, 4), expected);
        }
    });
}

#[test]
fn validators_that_stop_weighing_servers_lose_dividends_as_in_section_11_1() {
    ExtBuilder::default().build_and_execute(|| {
        let example = four_validators_and_four_servers();
        example.epoch();
        example.send(0, &[(0, 65_535)]);
        let e2 = example.epoch();
        assert_eq!(
            e2.emission[..4],
            [44_998_351, 101_110_561, 151_667_215, 202_223_870]
        );
        assert_eq!(e2.dividends[..4], [5_897, 13_252, 19_879, 26_505]);
        assert_eq!(e2.bonds_in(4, 4), [14_582, 32_767, 49_151, 65_535]);

        example.send(1, &[(1, 65_535)]);
        let e3 = example.epoch();
        assert_eq!(
            e3.emission[..4],
            [40_496_805, 90_999_783, 157_929_636, 210_573_773]
        );
        assert_eq!(e3.dividends[..4], [5_307, 11_927, 20_699, 27_599]);
        assert_eq!(e3.bonds_in(4, 4), [12_603, 28_321, 49_151, 65_535]);

        example.send(2, &[(2, 65_535)]);
        let e4 = example.epoch();
        assert_eq!(
            e4.emission[..4],
            [99_999_999, 199_999_999, 299_999_999, 399_999_999]
        );
        assert_eq!((e4.dividends, e4.consensus), (vec![0; 8], vec![0; 8]));
    });
}

#[test]
fn a_validator_that_returns_finds_its_bonds_as_in_section_11_1() {
    ExtBuilder::default().build_and_execute(|| {
        let example = four_validators_and_four_servers();
        example.epoch();
        for uid in 0..3 {
            example.send(uid, &[(uid, 65_535)]);
            let stored = example.epoch();
            let expected = [
                [14_582, 32_767, 49_151, 65_535],
                [12_603, 28_321, 49_151, 65_535],
                [12_602, 28_320, 49_150, 65_535],
            ];
            assert_eq!(stored.bonds_in(4, 4), expected[usize::from(uid)]);
        }
        example.send(2, &[(7, 65_535)]);
        let e5 = example.epoch();
        assert_eq!(
            e5.emission[..4],
            [36_443_733, 81_898_628, 163_565_493, 218_092_144]
        );
        assert_eq!(e5.emission[7], 500_000_000);
        assert_eq!(e5.dividends[..4], [4_776, 10_734, 21_438, 28_585]);
        assert_eq!(e5.consensus[7], 26_214);
        assert_eq!(e5.validator_trust[..4], [0, 0, 26_214, 26_214]);
        assert_eq!(e5.bonds_in(7, 4), [10_951, 24_609, 49_150, 65_535]);
        for column in 4..7 {
            let expected = [12_601, 28_319, 49_149, 65_535];
            assert_eq!(e5.bonds_in(column, 4), expected);
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
            let stored = example.epoch();
            assert_eq!(stored.emission[..4], emission);
            assert_eq!(stored.bonds_in(7, 2), bonds);
        }
    });
}

#[test]
fn an_inactive_validator_loses_dividends_until_it_returns_as_in_section_11_2() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[1; 4]);
        // Whoever was silent for more than a block is inactive.
        let one_block = 0;
        let both = [(2, 65_535), (3, 65_535)];
        example.send(0, &both);
        example.send(1, &both);
        let e1 = example.epoch();
        assert_eq!(e1.emission, [250_000_000; 4]);
        assert_eq!(e1.dividends, [32_767, 32_767, 0, 0]);
        assert_eq!(e1.incentive, [0, 0, 32_767, 32_767]);
        assert_eq!(e1.bonds[..2], [both, both]);

        run_blocks(1);
        ActivityCutoffFactorMilli::<Test>::insert(example.netuid, one_block);
        example.send(0, &both);
        let e2 = example.epoch();
        assert_eq!(e2.active, [true, false, false, false]);
        assert_eq!(
            e2.emission,
            [274_999_999, 224_999_999, 250_000_000, 250_000_000]
        );
        assert_eq!(e2.dividends, [36_044, 29_490, 0, 0]);
        assert_eq!(e2.bonds[..2], [both, [(2, 53_619), (3, 53_619)]]);
        assert_eq!(e2.stake_weight, e1.stake_weight);
        assert_eq!(e2.permits, e1.permits);

        example.send(1, &both);
        let e3 = example.epoch();
        assert_eq!(
            e3.emission,
            [272_501_132, 227_498_866, 250_000_000, 250_000_000]
        );
        assert_eq!(e3.dividends, [35_716, 29_818, 0, 0]);
        assert_eq!(e3.bonds[..2], [both, [(2, 54_712), (3, 54_712)]]);
    });
}

#[test]
fn a_subnet_without_weights_pays_by_stake_as_in_section_11_4() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[1, 0]);
        MaxAllowedValidators::<Test>::insert(example.netuid, 1);
        let stored = example.epoch();
        assert_eq!(stored.emission, [1_000_000_000, 0]);
        assert_eq!(stored.permits, [true, false]);
        assert_eq!(stored.stake_weight, [65_535, 0]);
        for zeros in [
            stored.consensus,
            stored.incentive,
            stored.dividends,
            stored.validator_trust,
        ] {
            assert_eq!(zeros, [0, 0]);
        }
        assert!(stored.bonds.iter().all(Vec::is_empty));
    });
}

#[test]
fn self_weights_alone_pay_by_stake_as_in_section_11_4() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[7; 10]);
        for uid in 0..10 {
            example.send(uid, &[(uid, 65_535)]);
        }
        assert_eq!(example.epoch().emission, [99_999_999; 10]);
    });
}

#[test]
fn inactive_validators_are_paid_by_stake_when_nobody_is_active_as_in_section_11_4() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[5, 5]);
        assert_eq!(example.epoch().emission, [500_000_000; 2]);
        ActivityCutoffFactorMilli::<Test>::insert(example.netuid, 0);
        run_blocks(2);
        let stored = example.epoch();
        assert_eq!(stored.active, [false, false]);
        assert_eq!(stored.emission, [500_000_000; 2]);
    });
}

#[test]
fn uids_beyond_the_stored_permits_are_forbidden_as_in_section_11_4() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[5, 5]);
        ValidatorPermit::<Test>::insert(example.netuid, vec![true]);
        assert_eq!(example.epoch().emission, [1_000_000_000, 0]);
    });
}

#[test]
fn stakes_of_10_30_and_60_share_a_million_as_in_section_11_4() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example {
            emission: 1_000_000,
            ..Example::old_yuma(&[10, 30, 60])
        };
        assert_eq!(example.epoch().emission, [99_999, 299_999, 600_000]);
    });
}

#[test]
fn a_large_symmetric_graph_pays_everybody_alike_as_in_section_11_5() {
    ExtBuilder::default().build_and_execute(|| {
        let stakes: Vec<u64> = (0..512).map(|uid| u64::from(uid < 64)).collect();
        let example = Example::old_yuma(&stakes);
        let servers: Vec<(u16, u16)> = (64..512).map(|uid| (uid, 1)).collect();
        for uid in 0..64 {
            example.send(uid, &servers);
        }
        let stored = example.epoch();
        let full: Vec<(u16, u16)> = (64..512).map(|uid| (uid, 65_535)).collect();
        for uid in 0..512 {
            let validator = uid < 64;
            assert_eq!(stored.dividends[uid], if validator { 1_023 } else { 0 });
            let emission = if validator { 7_812_500 } else { 1_116_071 };
            assert_eq!(stored.emission[uid], emission);
            let share = if validator { 0 } else { 146 };
            assert_eq!(
                (stored.consensus[uid], stored.incentive[uid]),
                (share, share)
            );
            let bonds: &[(u16, u16)] = if validator { &full } else { &[] };
            assert_eq!(stored.bonds[uid], bonds);
        }
    });
}

/// Parts of one as they are stored: a unit may be lost.
#[track_caller]
fn near(stored: &[u16], parts: &[f64]) {
    for (stored, part) in stored.iter().zip(parts) {
        let expected = part * 65_535.0;
        assert!((f64::from(*stored) - expected).abs() <= 1.0, "{stored}");
    }
}

#[test]
fn the_majority_of_three_equal_validators_decides_as_in_section_11_6() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[1, 1, 1, 0, 0]);
        example.send(0, &[(3, 65_535)]);
        example.send(1, &[(4, 65_535)]);
        example.send(2, &[(3, 65_535)]);
        let stored = example.epoch();
        near(&stored.consensus, &[0.0, 0.0, 0.0, 1.0, 0.0]);
        near(&stored.validator_trust, &[1.0, 0.0, 1.0, 0.0, 0.0]);
        near(&stored.dividends, &[0.5, 0.0, 0.5, 0.0, 0.0]);
        assert_eq!(stored.emission[3], 500_000_000);
    });
}

#[test]
fn a_validator_that_splits_its_weights_joins_both_sides_as_in_section_11_6() {
    ExtBuilder::default().build_and_execute(|| {
        let example = Example::old_yuma(&[1, 1, 1, 0, 0]);
        example.send(0, &[(3, 65_535)]);
        example.send(1, &[(4, 65_535)]);
        example.send(2, &[(3, 65_535), (4, 65_535)]);
        let stored = example.epoch();
        near(&stored.consensus, &[0.0, 0.0, 0.0, 0.5, 0.5]);
        near(&stored.dividends, &[0.25, 0.25, 0.5, 0.0, 0.0]);
        for (uid, part) in [125, 125, 250, 250, 250].into_iter().enumerate() {
            assert!(stored.emission[uid].abs_diff(part * 1_000_000) <= 1);
        }
    });
}
