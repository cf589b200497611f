//! Epochs of arbitrary subnets, compared with the oracle.
#![no_main]

#[path = "../../primitives/yuma/tests/common/mod.rs"]
mod common;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| common::fuzzed::epoch(bytes));
