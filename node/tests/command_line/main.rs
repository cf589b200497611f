//! The binary from outside: exit codes and messages.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

mod start;

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_myelin-node"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_start_without_chain_fails_and_lists_the_choices() {
    let output = run(&[], "");
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    for choice in [
        "no chain given",
        "dev",
        "dev-12s",
        "local",
        "local-fast",
        "--dev",
    ] {
        assert!(message.contains(choice), "{message} lacks {choice}");
    }
}

#[test]
fn an_unknown_chain_fails_and_lists_the_choices() {
    let output = run(&["build-spec", "--chain", "finney"], "");
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(
        message.contains("`finney`") && message.contains("local-fast"),
        "{message}"
    );
}

#[test]
fn the_simulator_reads_standard_input_and_prints_json() {
    let output = run(
        &["simulate-epoch", "-", "--format", "json"],
        r#"{"stake": [1000000000, 0], "weights": [[[1, 65535]], []]}"#,
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let result: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(result["epochs"][0]["neurons"][1]["incentive"], 65_535);
}

#[test]
fn unusable_input_of_the_simulator_ends_with_code_two() {
    let output = run(
        &["simulate-epoch", "-"],
        r#"{"stake": [1], "weights": [[[1, 5]]]}"#,
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    let message = text(&output.stderr);
    assert!(
        message.contains("weights[0][0]: uid 1 is out of range"),
        "{message}"
    );
}

#[test]
fn a_file_that_is_not_there_ends_with_code_two() {
    let output = run(&["simulate-epoch", "no-such-file.json"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no-such-file.json"));
}

#[test]
fn node_keys_are_made_without_naming_a_chain() {
    let output = run(&["key", "generate-node-key"], "");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).trim().len(), 64);
}
