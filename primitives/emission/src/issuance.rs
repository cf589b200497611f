//! Block emission and the cap on supply (section 3).

/// The cap on the supply of TAO and of every subnet's alpha, in rao.
pub const TOTAL_SUPPLY: u64 = 21_000_000_000_000_000;

/// Emission per block before the first halving, in rao.
pub const INITIAL_EMISSION: u64 = 1_000_000_000;

/// Issuance in rao from which each halving applies. Every further one is half as far from the cap,
/// until nothing is left to halve.
const HALVINGS: [u64; 30] = [
    10_500_000_000_000_000,
    15_750_000_000_000_000,
    18_375_000_000_000_000,
    19_687_500_000_000_000,
    20_343_750_000_000_000,
    20_671_875_000_000_000,
    20_835_937_500_000_000,
    20_917_968_750_000_000,
    20_958_984_375_000_000,
    20_979_492_187_500_000,
    20_989_746_093_750_000,
    20_994_873_046_875_000,
    20_997_436_523_437_500,
    20_998_718_261_718_750,
    20_999_359_130_859_375,
    20_999_679_565_429_688,
    20_999_839_782_714_844,
    20_999_919_891_357_422,
    20_999_959_945_678_711,
    20_999_979_972_839_356,
    20_999_989_986_419_678,
    20_999_994_993_209_839,
    20_999_997_496_604_920,
    20_999_998_748_302_460,
    20_999_999_374_151_230,
    20_999_999_687_075_615,
    20_999_999_843_537_808,
    20_999_999_921_768_904,
    20_999_999_960_884_452,
    20_999_999_980_442_226,
];

/// Emission per block in rao at a given issuance in rao, of TAO or of one subnet's alpha.
///
/// Equal to the formula of section 3.1, `10^9 / 2^floor(log2(1 / (1 - issuance / 21 * 10^15)))` in
/// I96F32, for every issuance.
pub fn block_emission(issuance: u64) -> u64 {
    let mut emission = INITIAL_EMISSION;
    for halving in HALVINGS {
        if issuance < halving {
            break;
        }
        emission /= 2;
    }
    emission
}

/// How much of `amount` may be minted when `balances_issuance` exists already, in rao: the sum
/// never passes [`TOTAL_SUPPLY`] (section 3.2).
pub fn mintable(amount: u64, balances_issuance: u64) -> u64 {
    amount.min(TOTAL_SUPPLY.saturating_sub(balances_issuance))
}
