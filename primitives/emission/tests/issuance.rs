//! Block emission, section 3: the table, and the formula with the logarithm behind it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::unwrap_used,
    reason = "tests stop at a failure, and small constants do not overflow"
)]

use myelin_emission::{INITIAL_EMISSION, TOTAL_SUPPLY, block_emission, mintable};
use myelin_math::{I96F32, SafeFixed, log2};
use proptest::prelude::*;

/// First issuance of each level, and its emission.
const LEVELS: [(u64, u64); 31] = [
    (0, 1_000_000_000),
    (10_500_000_000_000_000, 500_000_000),
    (15_750_000_000_000_000, 250_000_000),
    (18_375_000_000_000_000, 125_000_000),
    (19_687_500_000_000_000, 62_500_000),
    (20_343_750_000_000_000, 31_250_000),
    (20_671_875_000_000_000, 15_625_000),
    (20_835_937_500_000_000, 7_812_500),
    (20_917_968_750_000_000, 3_906_250),
    (20_958_984_375_000_000, 1_953_125),
    (20_979_492_187_500_000, 976_562),
    (20_989_746_093_750_000, 488_281),
    (20_994_873_046_875_000, 244_140),
    (20_997_436_523_437_500, 122_070),
    (20_998_718_261_718_750, 61_035),
    (20_999_359_130_859_375, 30_517),
    (20_999_679_565_429_688, 15_258),
    (20_999_839_782_714_844, 7_629),
    (20_999_919_891_357_422, 3_814),
    (20_999_959_945_678_711, 1_907),
    (20_999_979_972_839_356, 953),
    (20_999_989_986_419_678, 476),
    (20_999_994_993_209_839, 238),
    (20_999_997_496_604_920, 119),
    (20_999_998_748_302_460, 59),
    (20_999_999_374_151_230, 29),
    (20_999_999_687_075_615, 14),
    (20_999_999_843_537_808, 7),
    (20_999_999_921_768_904, 3),
    (20_999_999_960_884_452, 1),
    (20_999_999_980_442_226, 0),
];

/// Section 3.1 step by step.
fn formula(issuance: u64) -> u64 {
    if issuance >= TOTAL_SUPPLY {
        return 0;
    }
    let one = I96F32::of(1);
    let full = I96F32::of(2u64).saturating_mul(I96F32::of(10_500_000_000_000_000u64));
    let filled = I96F32::of(issuance).checked_div(full).unwrap();
    let residual = log2(one.checked_div(one.checked_sub(filled).unwrap()).unwrap()).unwrap();
    let mut multiplier = one;
    for _ in 0..residual.floor_u64() {
        multiplier = multiplier.saturating_mul(I96F32::of(2));
    }
    one.safe_div(multiplier)
        .saturating_mul(I96F32::of(INITIAL_EMISSION))
        .floor_u64()
}

#[test]
fn every_level_of_the_table_starts_where_it_says() {
    let mut previous = None;
    for (bound, emission) in LEVELS {
        assert_eq!(block_emission(bound), emission);
        if let Some(previous) = previous {
            assert_eq!(block_emission(bound - 1), previous);
        }
        previous = Some(emission);
    }
}

/// Every step of the formula is monotonic in the issuance, so equality on both sides of each bound
/// is equality everywhere.
#[test]
fn the_steps_equal_the_formula_on_both_sides_of_every_bound() {
    for (bound, _) in LEVELS {
        for issuance in [bound.saturating_sub(1), bound, bound + 1] {
            assert_eq!(block_emission(issuance), formula(issuance), "{issuance}");
        }
    }
}

#[test]
fn nothing_is_emitted_at_the_cap_and_beyond() {
    for issuance in [TOTAL_SUPPLY - 1, TOTAL_SUPPLY, TOTAL_SUPPLY + 1, u64::MAX] {
        assert_eq!(block_emission(issuance), 0);
        assert_eq!(formula(issuance), 0);
    }
}

#[test]
fn minting_stops_at_the_cap() {
    assert_eq!(mintable(5, 0), 5);
    assert_eq!(mintable(5, TOTAL_SUPPLY - 5), 5);
    assert_eq!(mintable(5, TOTAL_SUPPLY - 4), 4);
    assert_eq!(mintable(5, TOTAL_SUPPLY), 0);
    assert_eq!(mintable(5, u64::MAX), 0);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_steps_equal_the_formula_between_the_bounds(
        issuance in prop_oneof![
            any::<u64>(),
            0..TOTAL_SUPPLY,
            (0u32..40, any::<u64>())
                .prop_map(|(shift, n)| TOTAL_SUPPLY - ((n % TOTAL_SUPPLY) >> shift)),
        ],
    ) {
        prop_assert_eq!(block_emission(issuance), formula(issuance));
    }

    #[test]
    fn the_supply_never_passes_the_cap(amount: u64, issued in 0..=TOTAL_SUPPLY) {
        prop_assert!(mintable(amount, issued) <= TOTAL_SUPPLY - issued);
    }
}
