//! Worked examples of spec `yuma.md` sections 11.7 and 11.9: Yuma3 with default parameters and its
//! variants, bit for bit.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{Subnet, bits, row_bits};
use myelin_math::{I64F64, SafeFixed};
use myelin_yuma_oracle::helpers::Sparse;

const GIGA: u64 = 1_000_000_000;

/// Section 11.7.
fn three_validators() -> Subnet {
    let mut subnet = Subnet::new(&[500 * GIGA, 300 * GIGA, 200 * GIGA, 0, 0, 0]);
    subnet.params.max_validators = 64;
    subnet.set_weights(0, &[(3, 65_535), (4, 32_768)]);
    subnet.set_weights(1, &[(3, 65_535), (4, 65_535)]);
    subnet.set_weights(2, &[(4, 65_535), (5, 13_107)]);
    subnet
}

fn first_rows(matrix: &Sparse, rows: usize) -> Vec<Vec<(u16, i64)>> {
    (0..rows).map(|row| row_bits(matrix, row)).collect()
}

fn bond_values(outcome: &myelin_yuma::Outcome) -> Vec<Vec<u16>> {
    (0..3)
        .map(|row| outcome.bonds.row(row).iter().map(|bond| bond.1).collect())
        .collect()
}

#[test]
fn the_first_epoch_gives_every_number_of_section_11_7() {
    let (outcome, trace) = three_validators().epoch();
    let stake = [2_147_483_648, 1_288_490_188, 858_993_459, 0, 0, 0];
    assert_eq!(bits(&trace.stake), stake);
    assert_eq!(bits(&trace.active_stake), stake);
    assert_eq!(
        first_rows(&trace.weights, 3),
        [
            [(3, 2_863_296_966), (4, 1_431_670_329)],
            [(3, 2_147_483_648), (4, 2_147_483_648)],
            [(4, 3_579_139_413), (5, 715_827_882)],
        ]
    );
    assert_eq!(
        bits(&trace.consensus),
        [0, 0, 0, 2_863_296_966, 2_147_483_648, 0]
    );
    assert_eq!(
        first_rows(&trace.clipped, 3),
        [
            vec![(3, 2_863_296_966), (4, 1_431_670_329)],
            vec![(3, 2_147_483_648), (4, 2_147_483_648)],
            vec![(4, 2_147_483_648)],
        ]
    );
    assert_eq!(trace.bond_weights, trace.clipped);
    assert_eq!(
        bits(&trace.validator_trust),
        [4_294_967_295, 4_294_967_296, 2_147_483_648, 0, 0, 0]
    );
    assert_eq!(bits(&trace.ranks)[3..5], [2_075_893_577, 1_789_576_987]);
    assert_eq!(bits(&trace.incentive)[3..5], [2_306_548_420, 1_988_418_875]);
    assert_eq!(
        first_rows(&trace.ema, 3),
        [
            vec![(3, 286_329_696), (4, 143_167_033)],
            vec![(3, 214_748_365), (4, 214_748_365)],
            vec![(4, 214_748_365)],
        ]
    );
    assert_eq!(
        first_rows(&trace.shares, 3),
        [
            vec![(3, 2_454_261_672), (4, 1_073_750_015)],
            vec![(3, 1_840_705_623), (4, 1_610_608_640)],
            vec![(4, 1_610_608_640)],
        ]
    );
    assert_eq!(
        bits(&trace.earned)[..3],
        [1_815_133_303, 1_734_178_807, 745_655_181]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_471_838_550, 1_416_957_095, 406_171_649]
    );
    assert_eq!(
        bits(&trace.server_share)[3..5],
        [1_153_274_210, 994_209_437]
    );
    assert_eq!(
        bits(&trace.validator_share)[..3],
        [1_235_919_275, 708_478_547, 203_085_824]
    );
    assert_eq!(
        outcome.emission,
        [
            287_759_880,
            164_955_516,
            47_284_603,
            268_517_576,
            231_482_423,
            0
        ]
    );
    assert_eq!(outcome.incentive, [0, 0, 0, 35_194, 30_340, 0]);
    assert_eq!(outcome.dividends, [37_716, 21_620, 6_197, 0, 0, 0]);
    assert_eq!(outcome.consensus, [0, 0, 0, 43_689, 32_767, 0]);
    assert_eq!(outcome.validator_trust, [65_534, 65_535, 32_767, 0, 0, 0]);
    assert_eq!(outcome.stake_weight, [32_767, 19_660, 13_106, 0, 0, 0]);
    assert_eq!(outcome.permits, [true, true, true, false, false, false]);
    assert_eq!(outcome.bonds.row(0), [(3, 4_368), (4, 2_184)]);
    assert_eq!(outcome.bonds.row(1), [(3, 3_276), (4, 3_276)]);
    assert_eq!(outcome.bonds.row(2), [(4, 3_276)]);
}

#[test]
fn the_second_epoch_builds_on_stored_bonds_as_in_section_11_7() {
    let mut subnet = three_validators();
    subnet.epoch();
    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        first_rows(&trace.old_bonds, 3),
        [
            vec![(3, 286_265_616), (4, 143_132_808)],
            vec![(3, 214_699_212), (4, 214_699_212)],
            vec![(4, 214_699_212)],
        ]
    );
    assert_eq!(
        first_rows(&trace.ema, 3),
        [
            vec![(3, 543_968_750), (4, 271_986_560)],
            vec![(3, 407_977_655), (4, 407_977_655)],
            vec![(4, 407_977_655)],
        ]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_471_838_238, 1_416_956_875, 406_172_182]
    );
    assert_eq!(
        outcome.emission,
        [
            287_759_843,
            164_955_490,
            47_284_665,
            268_517_576,
            231_482_423,
            0
        ]
    );
    assert_eq!(
        bond_values(&outcome),
        [vec![8_300, 4_150], vec![6_225, 6_225], vec![6_225]]
    );
}

#[test]
fn half_a_bonds_penalty_interpolates_weights_as_in_section_11_7() {
    let mut subnet = three_validators();
    subnet.params.bonds_penalty = 32_768;
    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        row_bits(&trace.bond_weights, 2),
        [(4, 2_863_300_607), (5, 357_908_479)]
    );
    assert_eq!(row_bits(&trace.ema, 2), [(4, 286_330_060), (5, 35_790_847)]);
    assert_eq!(row_bits(&trace.shares, 0)[1], (4, 954_446_347));
    assert_eq!(row_bits(&trace.shares, 1)[1], (4, 1_431_654_958));
    assert_eq!(
        row_bits(&trace.shares, 2),
        [(4, 1_908_865_989), (5, 4_294_967_296)]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_435_001_010, 1_370_869_707, 489_096_578]
    );
    assert_eq!(
        outcome.emission,
        [
            283_471_426,
            159_590_238,
            56_938_335,
            268_517_576,
            231_482_423,
            0
        ]
    );
    assert_eq!(outcome.bonds.row(2), [(4, 4_368), (5, 546)]);
}

#[test]
fn liquid_alpha_with_the_default_range_gives_the_numbers_of_section_11_7() {
    let mut subnet = three_validators();
    subnet.params.liquid_alpha = true;
    let (outcome, trace) = subnet.epoch();
    for (row, bonds) in trace.bond_weights.iter().enumerate() {
        for &(column, _) in bonds {
            assert_eq!(
                trace.alpha[row][usize::from(column)].to_bits(),
                3_012_258_989
            );
        }
    }
    assert_eq!(
        first_rows(&trace.ema, 3),
        [
            vec![(3, 2_008_162_444), (4, 1_004_096_543)],
            vec![(3, 1_506_129_494), (4, 1_506_129_494)],
            vec![(4, 1_506_129_494)],
        ]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_471_838_551, 1_416_957_094, 406_171_649]
    );
    assert_eq!(
        outcome.emission,
        [
            287_759_880,
            164_955_516,
            47_284_603,
            268_517_576,
            231_482_423,
            0
        ]
    );
    assert_eq!(
        bond_values(&outcome),
        [vec![30_641, 15_321], vec![22_981, 22_981], vec![22_981]]
    );

    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        first_rows(&trace.ema, 3),
        [
            vec![(3, 2_607_894_880), (4, 1_303_972_547)],
            vec![(3, 1_955_933_714), (4, 1_955_933_714)],
            vec![(4, 1_955_933_714)],
        ]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_471_838_728, 1_416_957_215, 406_171_352]
    );
    assert_eq!(
        outcome.emission[..3],
        [287_759_901, 164_955_530, 47_284_568]
    );
    assert_eq!(
        bond_values(&outcome),
        [vec![39_792, 19_896], vec![29_844, 29_844], vec![29_844]]
    );
}

#[test]
fn the_same_subnet_under_old_yuma_gives_the_numbers_of_section_11_7() {
    let mut subnet = three_validators();
    subnet.params.yuma3 = false;
    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        first_rows(&trace.delta_raw, 3),
        [
            vec![(3, 1_431_648_483), (4, 715_835_164)],
            vec![(3, 644_245_094), (4, 644_245_094)],
            vec![(4, 429_496_729)],
        ]
    );
    assert_eq!(
        first_rows(&trace.ema, 3),
        [
            vec![(3, 2_962_041_734), (4, 1_717_997_406)],
            vec![(3, 1_332_925_561), (4, 1_546_181_935)],
            vec![(4, 1_030_787_953)],
        ]
    );
    assert_eq!(
        bits(&trace.dividends_raw)[..3],
        [2_386_092_941, 1_431_655_764, 477_218_586]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_386_092_943, 1_431_655_765, 477_218_586]
    );
    assert_eq!(
        outcome.emission,
        [
            277_777_777,
            166_666_666,
            55_555_555,
            268_517_576,
            231_482_423,
            0
        ]
    );
    assert_eq!(outcome.dividends[..3], [36_408, 21_844, 7_281]);
    assert_eq!(
        bond_values(&outcome),
        [vec![65_535, 65_535], vec![29_490, 58_980], vec![39_320]]
    );
}

/// Section 11.7 with uid 5 as the owner, weighing itself, and a minimum stake.
fn with_an_owner(stake: u64) -> Subnet {
    let mut subnet = three_validators();
    subnet.stake[5] = I64F64::of(stake);
    subnet.params.owner_uid = Some(5);
    subnet.params.min_stake = 250 * GIGA;
    subnet.set_weights(5, &[(5, 65_535)]);
    subnet
}

#[test]
fn the_owner_weighs_itself_while_small_validators_are_filtered_as_in_section_11_7() {
    let (outcome, trace) = with_an_owner(0).epoch();
    assert_eq!(
        bits(&trace.stake),
        [2_684_354_560, 1_610_612_736, 0, 0, 0, 0]
    );
    assert_eq!(trace.active_stake, trace.stake);
    assert_eq!(row_bits(&trace.weights, 5), [(5, 1 << 32)]);
    assert_eq!(
        bits(&trace.consensus),
        [0, 0, 0, 2_863_296_966, 1_431_670_329, 0]
    );
    assert_eq!(
        bits(&trace.validator_trust),
        [4_294_967_295, 3_579_153_977, 1_431_670_329, 0, 0, 0]
    );
    assert_eq!(bits(&trace.ranks)[3..5], [2_594_866_971, 1_431_670_328]);
    assert_eq!(bits(&trace.incentive)[3..5], [2_767_854_349, 1_527_112_946]);
    assert_eq!(
        bits(&trace.earned)[..3],
        [2_090_665_254, 1_695_264_390, 509_037_648]
    );
    assert_eq!(
        bits(&trace.dividends)[..3],
        [2_889_268_895, 1_405_698_400, 0]
    );
    assert_eq!(
        outcome.emission,
        [336_355_168, 163_644_831, 0, 322_220_654, 177_779_345, 0]
    );
    assert_eq!(outcome.permits, [true, true, false, false, false, true]);
    assert_eq!(
        bond_values(&outcome),
        [vec![4_368, 2_184], vec![3_276, 2_184], vec![]]
    );
    assert!(outcome.bonds.row(5).is_empty());
}

#[test]
fn the_owner_needs_no_minimum_stake_as_in_section_11_7() {
    let (outcome, trace) = with_an_owner(100 * GIGA).epoch();
    assert_eq!(
        bits(&trace.stake),
        [2_386_092_942, 1_431_655_765, 0, 0, 0, 477_218_588]
    );
    assert_eq!(bits(&trace.ranks)[3..5], [2_306_548_418, 1_272_595_846]);
    assert_eq!(bits(&trace.incentive)[3..5], [2_767_854_350, 1_527_112_945]);
    assert_eq!(
        bits(&trace.dividends),
        [2_889_268_896, 1_405_698_399, 0, 0, 0, 0]
    );
    assert_eq!(
        outcome.emission,
        [336_355_168, 163_644_831, 0, 322_220_654, 177_779_344, 0]
    );
    assert_eq!(outcome.stake_weight, [36_408, 21_844, 0, 0, 0, 7_281]);
}

/// Section 11.9: row 0 of the weights and row 1 of the bonds are not sorted.
fn unsorted_rows() -> Subnet {
    let mut subnet = Subnet::new(&[600 * GIGA, 400 * GIGA, 0, 0]);
    subnet.params.max_validators = 64;
    subnet.params.liquid_alpha = true;
    subnet.params.bonds_penalty = 0;
    subnet.permits = vec![true, true, false, false];
    subnet.set_weights(0, &[(3, 65_535), (2, 32_768)]);
    subnet.set_weights(1, &[(2, 65_535), (3, 32_768)]);
    subnet.bonds[0] = vec![(2, 10_000), (3, 60_000)];
    subnet.bonds[1] = vec![(3, 50_000), (2, 4_000)];
    subnet
}

#[test]
fn rows_that_are_not_sorted_hide_weights_from_liquid_alpha_as_in_section_11_9() {
    let (outcome, trace) = unsorted_rows().epoch();
    assert_eq!(bits(&trace.stake), [2_576_980_377, 1_717_986_918, 0, 0]);
    assert_eq!(trace.active_stake, trace.stake);
    assert_eq!(bits(&trace.consensus), [0, 0, 1_431_670_329, 2_863_296_966]);
    assert_eq!(
        bits(&trace.alpha[0]),
        [3_012_258_989, 3_012_258_989, 3_032_329_741, 3_070_999_132]
    );
    assert_eq!(
        bits(&trace.alpha[1]),
        [3_012_258_989, 3_012_258_989, 3_142_969_612, 3_290_800_454]
    );
    assert_eq!(
        row_bits(&trace.ema, 0),
        [(3, 3_167_915_760), (2, 1_203_453_002)]
    );
    assert_eq!(
        row_bits(&trace.ema, 1),
        [(2, 2_165_615_847), (3, 1_863_074_834)]
    );
    assert_eq!(bits(&trace.dividends), [2_678_561_732, 1_616_405_563, 0, 0]);
    assert_eq!(
        outcome.emission,
        [311_825_626, 188_174_373, 192_309_046, 307_690_953]
    );
    assert_eq!(outcome.bonds.row(0), [(3, 48_337), (2, 18_362)]);
    assert_eq!(outcome.bonds.row(1), [(2, 33_044), (3, 28_427)]);
}

#[test]
fn sorted_rows_hide_nothing_from_liquid_alpha_as_in_section_11_9() {
    let mut subnet = unsorted_rows();
    for row in subnet.weights.iter_mut().chain(&mut subnet.bonds) {
        row.sort();
    }
    let (outcome, trace) = subnet.epoch();
    assert_eq!(
        bits(&trace.alpha[0]),
        [3_012_258_989, 3_012_258_989, 3_012_258_989, 3_070_999_132]
    );
    assert_eq!(
        bits(&trace.alpha[1]),
        [3_012_258_989, 3_012_258_989, 3_142_969_612, 3_290_800_454]
    );
    assert_eq!(
        row_bits(&trace.ema, 0),
        [(2, 1_199_825_284), (3, 3_167_915_760)]
    );
    assert_eq!(
        row_bits(&trace.ema, 1),
        [(2, 2_165_615_847), (3, 1_863_074_834)]
    );
    assert_eq!(bits(&trace.dividends), [2_677_484_357, 1_617_482_938, 0, 0]);
    assert_eq!(
        outcome.emission,
        [311_700_202, 188_299_796, 192_309_046, 307_690_953]
    );
    assert_eq!(outcome.bonds.row(0), [(2, 18_307), (3, 48_337)]);
    assert_eq!(outcome.bonds.row(1), [(2, 33_044), (3, 28_427)]);
}

#[test]
fn clipped_weights_keep_the_order_of_rows_as_in_section_11_9() {
    let mut subnet = unsorted_rows();
    subnet.params.bonds_penalty = 65_535;
    let (outcome, _) = subnet.epoch();
    assert_eq!(
        outcome.emission,
        [341_693_556, 158_306_443, 192_309_046, 307_690_953]
    );
    assert_eq!(outcome.bonds.row(0), [(3, 48_337), (2, 18_362)]);
    assert_eq!(outcome.bonds.row(1), [(2, 16_515), (3, 28_427)]);
}

#[test]
fn interpolated_weights_are_sorted_as_in_section_11_9() {
    let mut subnet = unsorted_rows();
    subnet.params.bonds_penalty = 32_768;
    let (outcome, _) = subnet.epoch();
    assert_eq!(
        outcome.emission,
        [324_736_302, 175_263_697, 192_309_046, 307_690_953]
    );
    assert_eq!(outcome.bonds.row(0), [(2, 18_307), (3, 48_337)]);
    assert_eq!(outcome.bonds.row(1), [(2, 24_335), (3, 28_427)]);
}
