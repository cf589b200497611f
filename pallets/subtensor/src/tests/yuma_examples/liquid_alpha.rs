//! Section 11.8: Yuma3 with liquid alpha over many epochs.

use super::*;

/// Three validators and `servers` servers; one epoch without weights has run.
fn subnet(stake: [u64; 3], servers: usize) -> Example {
    let mut stakes = stake.to_vec();
    stakes.resize(3 + servers, 0);
    let example = Example::new(&stakes);
    let netuid = example.netuid;
    MaxAllowedValidators::<Test>::insert(netuid, 3);
    BondsPenalty::<Test>::insert(netuid, 0);
    BondsMovingAverage::<Test>::insert(netuid, 975_000);
    LiquidAlphaOn::<Test>::insert(netuid, true);
    AlphaValues::<Test>::insert(netuid, (6_553, 19_660));
    let stored = example.epoch();
    assert_eq!(stored.permits[..4], [true, true, true, false]);
    example
}

/// Weight rows by the letter of the schedules, as they are sent.
fn row(letter: char) -> &'static [(u16, u16)] {
    match letter {
        'A' => &[(3, 65_535), (4, 0)],
        'B' => &[(3, 0), (4, 65_535)],
        'X' => &[(3, 32_767), (4, 0), (5, 32_767)],
        'Y' => &[(3, 0), (4, 32_767), (5, 32_767)],
        _ => panic!("no such letter"),
    }
}

/// Sends the rows of one schedule entry such as "BAA".
fn send(example: &Example, letters: &str) {
    for (uid, letter) in (0..).zip(letters.chars()) {
        example.send(uid, row(letter));
    }
}

/// Runs epoch number `epoch` of a schedule, whose last entry repeats.
fn step(example: &Example, schedule: &[&str], epoch: usize) -> Stored {
    if let Some(letters) = schedule.get(epoch) {
        send(example, letters);
    }
    example.epoch()
}

/// One line of the tables: bonds of the validators, dividends, emission of the validators.
type Line = ([[u16; 2]; 3], [u16; 3], [u64; 3]);

fn check(stored: &Stored, epoch: usize, (bonds, dividends, emission): &Line) {
    for (uid, bonds) in bonds.iter().enumerate() {
        assert_eq!(stored.bonds_of(uid), bonds, "bonds of {uid} at e{epoch}");
    }
    assert_eq!(stored.dividends[..3], *dividends, "dividends at e{epoch}");
    assert_eq!(stored.emission[..3], *emission, "emission at e{epoch}");
}

/// The first epoch of all schedules that start with AAA and stakes 8, 1, 1.
const AGREEMENT: Line = (
    [[6_640, 0], [6_640, 0], [6_640, 0]],
    [52_428, 6_553, 6_553],
    [400_000_000, 49_999_999, 49_999_999],
);

#[test]
fn the_big_validator_moving_first_gives_the_table_of_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([8, 1, 1], 2);
        let schedule = ["AAA", "BAA", "BBA", "BBB"];
        let lines: [Line; 6] = [
            AGREEMENT,
            (
                [[5_951, 6_640], [24_229, 0], [24_229, 0]],
                [65_535, 0, 0],
                [500_000_000, 0, 0],
            ),
            (
                [[5_336, 12_607], [20_770, 6_640], [36_565, 0]],
                [61_486, 4_048, 0],
                [469_114_009, 30_885_990, 0],
            ),
            (
                [[4_786, 17_970], [18_119, 12_607], [28_221, 6_640]],
                [57_796, 5_068, 2_669],
                [440_959_013, 38_671_990, 20_368_996],
            ),
            (
                [[4_294, 22_789], [15_957, 17_970], [23_518, 12_607]],
                [56_122, 5_531, 3_881],
                [428_185_483, 42_204_163, 29_610_352],
            ),
            (
                [[3_853, 27_120], [14_133, 22_789], [20_244, 17_970]],
                [55_170, 5_795, 4_569],
                [420_923_057, 44_213_590, 34_863_351],
            ),
        ];
        for (epoch, line) in lines.iter().enumerate() {
            let stored = step(&subnet, &schedule, epoch);
            check(&stored, epoch, line);
            let paid = if epoch == 0 {
                [500_000_000, 0]
            } else {
                [0, 500_000_000]
            };
            assert_eq!(stored.emission[3..], paid);
        }
    });
}

#[test]
fn a_small_validator_moving_first_gives_the_table_of_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([8, 1, 1], 2);
        let schedule = ["AAA", "ABA", "BBA", "BBB"];
        let lines: [Line; 6] = [
            AGREEMENT,
            (
                [[12_607, 0], [5_951, 19_572], [12_607, 0]],
                [55_350, 3_266, 6_918],
                [422_294_004, 24_919_245, 52_786_750],
            ),
            (
                [[11_235, 6_640], [5_336, 24_229], [28_414, 0]],
                [45_007, 20_527, 0],
                [343_388_321, 156_611_677, 0],
            ),
            (
                [[10_030, 12_607], [4_786, 28_414], [23_641, 6_640]],
                [48_632, 13_700, 3_201],
                [371_042_835, 104_528_080, 24_429_083],
            ),
            (
                [[8_966, 17_970], [4_294, 32_175], [20_336, 12_607]],
                [49_969, 11_183, 4_382],
                [381_239_730, 85_325_643, 33_434_624],
            ),
            (
                [[8_023, 22_789], [3_853, 35_555], [17_771, 17_970]],
                [50_661, 9_879, 4_993],
                [386_523_246, 75_379_034, 38_097_718],
            ),
        ];
        for (epoch, line) in lines.iter().enumerate() {
            check(&step(&subnet, &schedule, epoch), epoch, line);
        }
    });
}

#[test]
fn the_big_validator_moving_last_gives_the_table_of_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([8, 1, 1], 2);
        let schedule = ["AAA", "ABA", "ABB", "BBB"];
        let lines: [Line; 4] = [
            (
                [[17_970, 0], [5_336, 33_299], [11_235, 19_572]],
                [58_761, 2_181, 4_592],
                [448_321_481, 16_641_518, 35_036_999],
            ),
            (
                [[15_832, 6_640], [4_786, 36_565], [10_030, 24_229]],
                [30_561, 21_034, 13_938],
                [233_169_897, 160_486_565, 106_343_537],
            ),
            (
                [[14_026, 12_607], [4_294, 39_500], [8_966, 28_414]],
                [39_164, 15_337, 11_033],
                [298_803_620, 117_019_120, 84_177_258],
            ),
            (
                [[12_471, 17_970], [3_853, 42_138], [8_023, 32_175]],
                [43_202, 12_663, 9_669],
                [329_614_927, 96_613_626, 73_771_445],
            ),
        ];
        step(&subnet, &schedule, 0);
        step(&subnet, &schedule, 1);
        for (epoch, line) in (2..).zip(&lines) {
            check(&step(&subnet, &schedule, epoch), epoch, line);
        }
    });
}

const ONE_DISSENT: [&str; 4] = ["AAA", "AAA", "AAB", "AAA"];

#[test]
fn one_dissent_among_equals_costs_dividends_with_liquid_alpha_as_in_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([33, 33, 34], 2);
        let lines = [
            ([21_626, 21_626, 22_281], [6_640, 0]),
            ([21_626, 21_626, 22_281], [12_607, 0]),
            ([24_784, 24_784, 15_965], [11_235, 19_572]),
            ([23_773, 23_773, 17_988], [16_737, 17_153]),
            ([23_209, 23_209, 19_116], [21_681, 15_147]),
            ([22_851, 22_851, 19_832], [26_124, 13_439]),
        ];
        for (epoch, (dividends, third)) in lines.iter().enumerate() {
            let stored = step(&subnet, &ONE_DISSENT, epoch);
            assert_eq!(stored.dividends[..3], *dividends, "e{epoch}");
            assert_eq!(stored.bonds_of(2), third, "e{epoch}");
        }
    });
}

#[test]
fn one_dissent_among_equals_costs_dividends_without_liquid_alpha_as_in_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([33, 33, 34], 2);
        LiquidAlphaOn::<Test>::insert(subnet.netuid, false);
        let lines = [
            ([21_626, 21_626, 22_281], 1_638, [1_638, 0]),
            ([21_626, 21_626, 22_281], 3_235, [3_235, 0]),
            ([24_470, 24_470, 16_593], 4_792, [3_154, 1_638]),
            ([23_662, 23_662, 18_209], 6_310, [4_713, 1_597]),
            ([23_203, 23_203, 19_128], 7_790, [6_233, 1_557]),
            ([22_907, 22_907, 19_720], 9_233, [7_715, 1_518]),
        ];
        for (epoch, (dividends, loyal, third)) in lines.iter().enumerate() {
            let stored = step(&subnet, &ONE_DISSENT, epoch);
            assert_eq!(stored.dividends[..3], *dividends, "e{epoch}");
            assert_eq!(stored.bonds_of(0)[0], *loyal, "e{epoch}");
            assert_eq!(stored.bonds_of(1)[0], *loyal, "e{epoch}");
            assert_eq!(stored.bonds_of(2), third, "e{epoch}");
        }
    });
}

#[test]
fn a_stable_third_server_gives_the_table_of_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([8, 1, 1], 3);
        let schedule = ["XXX", "XYX", "YYX", "YYY"];
        let lines = [
            (
                [[3_320, 0, 3_320]; 3],
                [52_428, 6_553, 6_553],
                [32_767, 0, 32_767],
            ),
            (
                [[6_303, 0, 6_303], [2_980, 6_553, 6_303], [6_303, 0, 6_303]],
                [53_911, 4_884, 6_738],
                [31_042, 0, 34_492],
            ),
            (
                [
                    [5_650, 3_320, 8_984],
                    [2_675, 9_209, 8_984],
                    [11_595, 0, 8_984],
                ],
                [50_789, 11_044, 3_700],
                [0, 31_042, 34_492],
            ),
            (
                [
                    [5_067, 6_303, 11_394],
                    [2_402, 11_596, 11_394],
                    [10_347, 3_320, 11_394],
                ],
                [51_538, 8_990, 5_005],
                [0, 32_767, 32_767],
            ),
            (
                [
                    [4_078, 11_394, 15_505],
                    [1_937, 15_668, 15_505],
                    [8_271, 8_984, 15_505],
                ],
                [52_013, 7_688, 5_832],
                [0, 32_767, 32_767],
            ),
        ];
        let mut lines = lines.iter();
        for epoch in 0..6 {
            let stored = step(&subnet, &schedule, epoch);
            if epoch == 4 {
                continue;
            }
            let (expected, dividends, incentive) = lines.next().expect("a line of the table");
            for (uid, expected) in expected.iter().enumerate() {
                assert_eq!(stored.bonds_of(uid), expected, "bonds of {uid} at e{epoch}");
            }
            assert_eq!(stored.dividends[..3], *dividends, "e{epoch}");
            assert_eq!(stored.incentive[3..], *incentive, "e{epoch}");
        }
    });
}

#[test]
fn a_bonds_reset_lets_latecomers_catch_up_as_in_section_11_8() {
    ExtBuilder::default().build_and_execute(|| {
        let subnet = subnet([8, 1, 1], 2);
        let mut storeds = Vec::new();
        for epoch in 0..=40 {
            match epoch {
                0 | 22 => send(&subnet, "AAA"),
                1 => send(&subnet, "ABB"),
                2 => send(&subnet, "BBB"),
                20 => {
                    for uid in 0..3 {
                        Bonds::<Test>::mutate(subnet.index(), uid, |row| {
                            row.retain(|bond| bond.0 != 3)
                        });
                    }
                }
                21 => send(&subnet, "BAA"),
                _ => {}
            }
            storeds.push(subnet.epoch());
        }
        let dividends = [
            (1, [58_617, 3_458, 3_458]),
            (2, [34_272, 15_631, 15_631]),
            (19, [51_897, 6_818, 6_818]),
            (20, [51_958, 6_788, 6_788]),
            (21, [55_491, 5_021, 5_021]),
            (40, [51_958, 6_788, 6_788]),
        ];
        for (epoch, expected) in dividends {
            assert_eq!(storeds[epoch].dividends[..3], expected, "e{epoch}");
        }
        let expected = [
            (19, [1_757, 55_953], [852, 58_813]),
            (20, [0, 56_923], [0, 59_494]),
            (21, [0, 57_795], [19_572, 41_844]),
            (40, [56_923, 3_784], [59_494, 3_425]),
        ];
        for (epoch, big, small) in expected {
            assert_eq!(storeds[epoch].bonds_of(0), big, "e{epoch}");
            assert_eq!(storeds[epoch].bonds_of(1), small, "e{epoch}");
            assert_eq!(storeds[epoch].bonds_of(2), small, "e{epoch}");
        }
    });
}
