//! The simulator from text to text.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

use serde_json::{Value, json};

use super::{Error, Format, Input, simulate};

fn refusal(text: &str) -> String {
    match Input::read(text) {
        Err(Error::Input(complaint)) => complaint,
        other => panic!("{text}: {other:?}"),
    }
}

fn print(input: &Value, format: Format) -> String {
    let input = Input::read(&input.to_string()).unwrap();
    let mut out = Vec::new();
    simulate(input, format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn epochs(input: &Value) -> Vec<Value> {
    let output: Value = serde_json::from_str(&print(input, Format::Json)).unwrap();
    output["epochs"].as_array().unwrap().clone()
}

/// One field of all neurons of an epoch.
fn column(epoch: &Value, field: &str) -> Vec<Value> {
    let neurons = epoch["neurons"].as_array().unwrap();
    neurons.iter().map(|neuron| neuron[field].clone()).collect()
}

/// Two validators who agree on two miners.
fn agreement() -> Value {
    json!({
        "stake": [3_000_000_000_u64, 1_000_000_000, 0, 0],
        "weights": [[[2, 100], [3, 300]], [[2, 100], [3, 300]], [], []],
    })
}

/// Section 11.1: four validators and four servers under old Yuma.
fn four_and_four() -> Value {
    let row = json!([[4, 16383], [5, 32767], [6, 49149], [7, 65535]]);
    json!({
        "stake": [1, 2, 3, 4, 0, 0, 0, 0],
        "weights": [row, row, row, row, [], [], [], []],
        "permits": [true, true, true, true, true, true, true, true],
        "max_validators": 8,
        "yuma3": false,
    })
}

#[test]
fn an_input_without_the_required_fields_is_refused() {
    assert_eq!(refusal("{}"), "stake: is missing");
    assert_eq!(refusal(r#"{"stake": []}"#), "weights: is missing");
    assert_eq!(refusal(r#"{"stake": null}"#), "stake: is missing");
}

#[test]
fn an_unknown_field_is_refused_with_its_name_and_position() {
    let complaint = refusal("{\"stake\": [],\n \"wieghts\": []}");
    assert!(complaint.contains("`wieghts`"), "{complaint}");
    assert!(complaint.contains("line 2 column"), "{complaint}");
}

#[test]
fn a_field_given_twice_is_refused() {
    let complaint = refusal("{\"stake\": [], \"stake\": []}");
    assert!(complaint.contains("duplicate field `stake`"), "{complaint}");
}

#[test]
fn text_that_is_no_json_object_is_refused_with_its_position() {
    assert!(refusal("").contains("line 1 column 0"), "{}", refusal(""));
    assert!(refusal("{\"stake\": [}").contains("line 1 column"));
    assert!(refusal("[]").contains("an object"), "{}", refusal("[]"));
    assert!(refusal("{} {}").contains("trailing"));
}

#[test]
fn wrong_values_are_refused_with_field_and_position() {
    for (text, complaint) in [
        (r#"{"stake": 5}"#, "stake: expected a list"),
        (r#"{"stake": [1, -1]}"#, "stake[1]: expected a whole number"),
        (
            r#"{"stake": [1, 0.5]}"#,
            "stake[1]: expected a whole number",
        ),
        (
            r#"{"stake": [9223372036854775808]}"#,
            "stake[0]: expected a whole number",
        ),
        (
            r#"{"stake": [1], "weights": 1}"#,
            "weights: expected a list",
        ),
        (
            r#"{"stake": [1], "weights": [7]}"#,
            "weights[0]: expected a list",
        ),
        (
            r#"{"stake": [1], "weights": [[7]]}"#,
            "weights[0][0]: expected a list",
        ),
        (
            r#"{"stake": [1], "weights": [[[0]]]}"#,
            "weights[0][0]: expected a pair",
        ),
        (
            r#"{"stake": [1], "weights": [[[0, 1, 2]]]}"#,
            "weights[0][0]: expected a pair",
        ),
        (
            r#"{"stake": [1], "weights": [[[0, 1], [0, 65536]]]}"#,
            "weights[0][1]: expected a whole",
        ),
    ] {
        assert!(
            refusal(text).starts_with(complaint),
            "{text}: {}",
            refusal(text)
        );
    }
}

#[test]
fn every_scalar_field_is_checked() {
    for (field, value) in [
        ("block", "-1"),
        ("tempo", "65536"),
        ("last_step", "\"1\""),
        ("kappa", "65536"),
        ("bonds_moving_average", "1.5"),
        ("bonds_penalty", "-1"),
        ("yuma3", "1"),
        ("liquid_alpha", "\"yes\""),
        ("alpha_low", "65536"),
        ("alpha_high", "-1"),
        ("alpha_sigmoid_steepness", "32768"),
        ("max_validators", "[]"),
        ("min_stake", "{}"),
        ("activity_cutoff", "true"),
        ("owner_uid", "-1"),
        ("emission", "18446744073709551616"),
        ("epochs", "1e3"),
    ] {
        let text = format!(r#"{{"stake": [1], "weights": [[]], "{field}": {value}}}"#);
        let complaint = refusal(&text);
        assert!(
            complaint.starts_with(&format!("{field}: expected")),
            "{text}: {complaint}"
        );
    }
}

#[test]
fn lists_of_the_wrong_length_are_refused() {
    for field in [
        "weights",
        "permits",
        "last_update",
        "registered_at",
        "bonds",
    ] {
        let mut input = json!({ "stake": [1, 2], "weights": [[], []] });
        input[field] = json!([[], [], []]);
        let complaint = refusal(&input.to_string());
        assert_eq!(complaint, format!("{field}: 3 entries, but `stake` has 2"));
    }
}

#[test]
fn entries_of_lists_are_checked_one_by_one() {
    for (field, list, complaint) in [
        (
            "permits",
            json!([true, 1]),
            "permits[1]: expected true or false",
        ),
        (
            "last_update",
            json!([0, -1]),
            "last_update[1]: expected a whole number",
        ),
        (
            "registered_at",
            json!([null, 0]),
            "registered_at[0]: expected a whole number",
        ),
        (
            "bonds",
            json!([[], [[0, "a"]]]),
            "bonds[1][0]: expected a whole number",
        ),
    ] {
        let mut input = json!({ "stake": [1, 2], "weights": [[], []] });
        input[field] = list;
        let refused = refusal(&input.to_string());
        assert!(refused.starts_with(complaint), "{refused}");
    }
}

#[test]
fn uids_out_of_range_are_refused_with_their_position() {
    let of = |field: &str, value: Value| {
        let mut input = json!({ "stake": [1, 2], "weights": [[], []] });
        input[field] = value;
        refusal(&input.to_string())
    };
    let ending = "uid 2 is out of range, there are 2 neurons";
    assert_eq!(
        of("weights", json!([[[1, 1]], [[0, 1], [2, 1]]])),
        format!("weights[1][1]: {ending}")
    );
    assert_eq!(
        of("bonds", json!([[[2, 1]], []])),
        format!("bonds[0][0]: {ending}")
    );
    assert_eq!(of("owner_uid", json!(2)), format!("owner_uid: {ending}"));
}

#[test]
fn settings_that_make_no_sense_are_refused() {
    let of = |field: &str, value: Value| {
        let mut input = agreement();
        input[field] = value;
        refusal(&input.to_string())
    };
    assert_eq!(of("epochs", json!(0)), "epochs: must be at least 1");
    assert_eq!(of("tempo", json!(0)), "tempo: must be at least 1");
    assert_eq!(
        of("alpha_low", json!(60_000)),
        "alpha_low: is above alpha_high 58982"
    );
    assert_eq!(
        of("last_step", json!(100_001)),
        "last_step: is after block 100000"
    );
    assert_eq!(
        of("epochs", json!(u64::MAX)),
        "epochs: the block of the last one is too high"
    );
}

#[test]
fn what_is_left_out_has_the_values_of_a_new_subnet() {
    let input = Input::read(&agreement().to_string()).unwrap();
    assert_eq!(
        (input.tempo, input.epochs, input.emission),
        (360, 1, 1_000_000_000)
    );
    assert_eq!(
        (input.params.block, input.params.last_tempo),
        (100_000, 99_641)
    );
    assert_eq!(input.params.activity_cutoff, 5_000);
    assert!(input.params.yuma3 && !input.params.liquid_alpha && !input.params.commit_reveal);
    assert_eq!(
        (input.params.max_validators, input.params.kappa),
        (64, 32_767)
    );
    assert_eq!(input.last_update, [99_999; 4]);
    assert_eq!(input.registered_at, [0; 4]);
    assert_eq!((input.bonds.entries(), input.permits), (0, None));
}

#[test]
fn an_epoch_has_the_numbers_of_the_worked_example() {
    let epoch = &epochs(&four_and_four())[0];
    // Section 11.1, epoch e1: shares of the stake, and incentive from bits of I32F32.
    let in_u16 = |bits: u64| Value::from((bits * 65_535) >> 32);
    let stakes = [
        429_496_729,
        858_993_459,
        1_288_490_188,
        1_717_986_918,
        0,
        0,
        0,
        0,
    ]
    .map(in_u16);
    assert_eq!(column(epoch, "stake"), stakes);
    let incentives = [
        0,
        0,
        0,
        0,
        429_486_242,
        858_998_702,
        1_288_458_729,
        1_718_023_621,
    ];
    assert_eq!(column(epoch, "incentive"), incentives.map(in_u16));
    assert_eq!(epoch["block"], 100_000);
    let permits = [true, true, true, true, false, false, false, false];
    assert_eq!(column(epoch, "permit"), permits.map(Value::from));
}

#[test]
fn without_weights_validators_are_paid_by_stake() {
    let mut input = four_and_four();
    input["weights"] = json!([[], [], [], [], [], [], [], []]);
    let epoch = &epochs(&input)[0];
    let paid = [
        99_999_999,
        199_999_999,
        299_999_999,
        399_999_999,
        0,
        0,
        0,
        0,
    ];
    assert_eq!(column(epoch, "emission"), paid.map(Value::from));
}

#[test]
fn permits_default_to_those_the_first_epoch_would_grant() {
    let mut input = agreement();
    let granted = epochs(&input);
    input["permits"] = json!([true, true, false, false]);
    assert_eq!(granted, epochs(&input));
    assert_ne!(granted[0]["neurons"][2]["incentive"], 0);
    input["permits"] = json!([false, false, false, false]);
    assert_eq!(epochs(&input)[0]["neurons"][2]["incentive"], 0);
}

#[test]
fn bonds_and_permits_carry_over_to_the_next_epoch() {
    let mut input = agreement();
    input["epochs"] = json!(3);
    let three = epochs(&input);
    let blocks: Vec<_> = three.iter().map(|epoch| epoch["block"].clone()).collect();
    assert_eq!(blocks, [100_000, 100_360, 100_720].map(Value::from));

    // The second epoch on its own, from the bonds of the first.
    let mut second = agreement();
    second["block"] = json!(100_360);
    second["bonds"] = three[0]["bonds"].clone();
    second["permits"] = Value::from(column(&three[0], "permit"));
    assert_eq!(epochs(&second)[0], three[1]);
    assert_ne!(three[1]["bonds"], three[2]["bonds"]);
}

#[test]
fn neurons_without_weights_fall_asleep_and_the_others_do_not() {
    let mut input = agreement();
    input["epochs"] = json!(3);
    input["activity_cutoff"] = json!(400);
    let last = epochs(&input)[2].clone();
    assert_eq!(
        column(&last, "active"),
        [true, true, false, false].map(Value::from)
    );
}

#[test]
fn a_subnet_without_neurons_has_empty_epochs() {
    let empty = json!({ "stake": [], "weights": [], "epochs": 2 });
    let expected = json!({ "block": 100_000, "neurons": [], "bonds": [] });
    assert_eq!(epochs(&empty)[0], expected);
    assert_eq!(epochs(&empty).len(), 2);
}

#[test]
fn json_names_the_fields_that_programs_read() {
    let epoch = &epochs(&agreement())[0];
    let neuron = epoch["neurons"][0].as_object().unwrap();
    let mut names: Vec<_> = neuron.keys().map(String::as_str).collect();
    names.sort_unstable();
    let mut expected = [
        "uid",
        "stake",
        "consensus",
        "incentive",
        "dividends",
        "validator_trust",
        "server_emission",
        "validator_emission",
        "emission",
        "permit",
        "active",
    ];
    expected.sort_unstable();
    assert_eq!(names, expected);
    assert_eq!(epoch["bonds"].as_array().unwrap().len(), 4);
}

#[test]
fn the_table_shows_a_line_for_each_neuron_and_each_row_of_bonds() {
    let mut input = agreement();
    input["epochs"] = json!(2);
    let text = print(&input, Format::Table);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines[0], "Epoch 1 of 2, block 100000");
    assert!(lines[1].trim_start().starts_with("uid"), "{text}");
    let first: Vec<_> = lines[2].split_whitespace().collect();
    assert_eq!(
        (first[0], first[1], first[9], first[10]),
        ("0", "0.75000", "yes", "yes")
    );
    assert!(lines[6].starts_with("bonds of 0: 2: "), "{text}");
    assert!(text.contains("\n\nEpoch 2 of 2, block 100360\n"), "{text}");
}
