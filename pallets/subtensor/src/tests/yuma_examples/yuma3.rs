//! Sections 11.7 and 11.9: Yuma3 with default parameters, and its variants.

use super::*;

const GIGA: u64 = 1_000_000_000;

/// Section 11.7.
fn three_validators() -> Example {
    let example = Example::new(&[500 * GIGA, 300 * GIGA, 200 * GIGA, 0, 0, 0]);
    MaxAllowedValidators::<Test>::insert(example.netuid, 64);
    example.send(0, &[(3, 65_535), (4, 32_768)]);
    example.send(1, &[(3, 65_535), (4, 65_535)]);
    example.send(2, &[(4, 65_535), (5, 13_107)]);
    example
}

const SERVERS: [u64; 3] = [268_517_576, 231_482_423, 0];

#[test]
fn the_first_two_epochs_store_what_section_11_7_says() {
    ExtBuilder::default().build_and_execute(|| {
        let example = three_validators();
        let first = example.epoch();
        assert_eq!(first.emission[..3], [287_759_880, 164_955_516, 47_284_603]);
        assert_eq!(first.emission[3..], SERVERS);
        assert_eq!(first.incentive, [0, 0, 0, 35_194, 30_340, 0]);
        assert_eq!(first.dividends, [37_716, 21_620, 6_197, 0, 0, 0]);
        assert_eq!(first.consensus, [0, 0, 0, 43_689, 32_767, 0]);
        assert_eq!(first.validator_trust, [65_534, 65_535, 32_767, 0, 0, 0]);
        assert_eq!(first.stake_weight, [32_767, 19_660, 13_106, 0, 0, 0]);
        assert_eq!(first.permits, [true, true, true, false, false, false]);
        assert_eq!(first.bonds[0], [(3, 4_368), (4, 2_184)]);
        assert_eq!(first.bonds[1], [(3, 3_276), (4, 3_276)]);
        assert_eq!(first.bonds[2], [(4, 3_276)]);

        let second = example.epoch();
        assert_eq!(second.emission[..3], [287_759_843, 164_955_490, 47_284_665]);
        assert_eq!(second.emission[3..], SERVERS);
        assert_eq!(second.bonds[0], [(3, 8_300), (4, 4_150)]);
        assert_eq!(second.bonds[1], [(3, 6_225), (4, 6_225)]);
        assert_eq!(second.bonds[2], [(4, 6_225)]);
    });
}

#[test]
fn half_a_bonds_penalty_interpolates_weights_as_in_section_11_7() {
    ExtBuilder::default().build_and_execute(|| {
        let example = three_validators();
        BondsPenalty::<Test>::insert(example.netuid, 32_768);
        let stored = example.epoch();
        assert_eq!(stored.emission[..3], [283_471_426, 159_590_238, 56_938_335]);
        assert_eq!(stored.emission[3..], SERVERS);
        assert_eq!(stored.bonds[2], [(4, 4_368), (5, 546)]);
    });
}

#[test]
fn liquid_alpha_with_the_default_range_stores_what_section_11_7_says() {
    ExtBuilder::default().build_and_execute(|| {
        let example = three_validators();
        LiquidAlphaOn::<Test>::insert(example.netuid, true);
        let first = example.epoch();
        assert_eq!(first.emission[..3], [287_759_880, 164_955_516, 47_284_603]);
        assert_eq!(first.emission[3..], SERVERS);
        assert_eq!(first.bonds[0], [(3, 30_641), (4, 15_321)]);
        assert_eq!(first.bonds[1], [(3, 22_981), (4, 22_981)]);
        assert_eq!(first.bonds[2], [(4, 22_981)]);
        let second = example.epoch();
        assert_eq!(second.emission[..3], [287_759_901, 164_955_530, 47_284_568]);
        assert_eq!(second.bonds[0], [(3, 39_792), (4, 19_896)]);
        assert_eq!(second.bonds[1], [(3, 29_844), (4, 29_844)]);
        assert_eq!(second.bonds[2], [(4, 29_844)]);
    });
}

#[test]
fn the_same_subnet_under_old_yuma_stores_what_section_11_7_says() {
    ExtBuilder::default().build_and_execute(|| {
        let example = three_validators();
        Yuma3On::<Test>::insert(example.netuid, false);
        let stored = example.epoch();
        assert_eq!(stored.emission[..3], [277_777_777, 166_666_666, 55_555_555]);
        assert_eq!(stored.emission[3..], SERVERS);
        assert_eq!(stored.dividends[..3], [36_408, 21_844, 7_281]);
        assert_eq!(stored.bonds[0], [(3, 65_535), (4, 65_535)]);
        assert_eq!(stored.bonds[1], [(3, 29_490), (4, 58_980)]);
        assert_eq!(stored.bonds[2], [(4, 39_320)]);
    });
}

/// Section 11.7 with uid 5 as the owner, weighing itself, and a minimum stake.
fn with_an_owner(stake: u64) -> Example {
    let example = three_validators();
    example.grant(5, stake);
    SubnetOwnerHotkey::<Test>::insert(example.netuid, example.hotkey(5));
    StakeThreshold::<Test>::put(250 * GIGA);
    example.send(5, &[(5, 65_535)]);
    example
}

#[test]
fn the_owner_weighs_itself_while_small_validators_are_filtered_as_in_section_11_7() {
    ExtBuilder::default().build_and_execute(|| {
        let stored = with_an_owner(0).epoch();
        assert_eq!(
            stored.emission,
            [336_355_168, 163_644_831, 0, 322_220_654, 177_779_345, 0]
        );
        assert_eq!(stored.permits, [true, true, false, false, false, true]);
        assert_eq!(stored.bonds[0], [(3, 4_368), (4, 2_184)]);
        assert_eq!(stored.bonds[1], [(3, 3_276), (4, 2_184)]);
        assert!(stored.bonds[2].is_empty());
        assert!(stored.bonds[5].is_empty());
    });
}

#[test]
fn the_owner_needs_no_minimum_stake_as_in_section_11_7() {
    ExtBuilder::default().build_and_execute(|| {
        let stored = with_an_owner(100 * GIGA).epoch();
        assert_eq!(
            stored.emission,
            [336_355_168, 163_644_831, 0, 322_220_654, 177_779_344, 0]
        );
        assert_eq!(stored.stake_weight, [36_408, 21_844, 0, 0, 0, 7_281]);
    });
}

/// Section 11.9, with rows as the calls store them, and with bonds in the order of uids.
fn two_validators() -> Example {
    let example = Example::new(&[600 * GIGA, 400 * GIGA, 0, 0]);
    let netuid = example.netuid;
    MaxAllowedValidators::<Test>::insert(netuid, 64);
    LiquidAlphaOn::<Test>::insert(netuid, true);
    BondsPenalty::<Test>::insert(netuid, 0);
    ValidatorPermit::<Test>::insert(netuid, vec![true, true, false, false]);
    example.send(0, &[(3, 65_535), (2, 32_768)]);
    example.send(1, &[(2, 65_535), (3, 32_768)]);
    Bonds::<Test>::insert(example.index(), 0, vec![(2, 10_000), (3, 60_000)]);
    Bonds::<Test>::insert(example.index(), 1, vec![(2, 4_000), (3, 50_000)]);
    example
}

#[test]
fn rows_that_are_sent_in_any_order_hide_nothing_from_liquid_alpha_as_in_section_11_9() {
    ExtBuilder::default().build_and_execute(|| {
        let stored = two_validators().epoch();
        assert_eq!(
            stored.emission,
            [311_700_202, 188_299_796, 192_309_046, 307_690_953]
        );
        assert_eq!(stored.bonds[0], [(2, 18_307), (3, 48_337)]);
        assert_eq!(stored.bonds[1], [(2, 33_044), (3, 28_427)]);
    });
}

/// Rows in storage that no call leaves there.
fn with_unsorted_rows(penalty: u16) -> Stored {
    new_test_ext().execute_with(|| {
        let example = two_validators();
        BondsPenalty::<Test>::insert(example.netuid, penalty);
        Weights::<Test>::insert(example.index(), 0, vec![(3, 65_535), (2, 32_768)]);
        Bonds::<Test>::insert(example.index(), 1, vec![(3, 50_000), (2, 4_000)]);
        example.epoch()
    })
}

#[test]
fn rows_that_lie_unsorted_in_storage_count_as_in_section_11_9() {
    let cases = [
        (
            0,
            [311_825_626, 188_174_373, 192_309_046, 307_690_953],
            [(3, 48_337), (2, 18_362)],
            [(2, 33_044), (3, 28_427)],
        ),
        (
            65_535,
            [341_693_556, 158_306_443, 192_309_046, 307_690_953],
            [(3, 48_337), (2, 18_362)],
            [(2, 16_515), (3, 28_427)],
        ),
        (
            32_768,
            [324_736_302, 175_263_697, 192_309_046, 307_690_953],
            [(2, 18_307), (3, 48_337)],
            [(2, 24_335), (3, 28_427)],
        ),
    ];
    for (penalty, emission, first, second) in cases {
        let stored = with_unsorted_rows(penalty);
        assert_eq!(stored.emission, emission, "penalty {penalty}");
        assert_eq!(stored.bonds[0], first, "penalty {penalty}");
        assert_eq!(stored.bonds[1], second, "penalty {penalty}");
    }
}
