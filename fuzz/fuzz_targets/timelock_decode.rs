//! Arbitrary bytes as ciphertexts, payloads and signatures.
#![no_main]

#[path = "../../primitives/timelock/tests/fuzzed/mod.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzed::decode(bytes));
