//! Commits, reveals, pulses and blocks of a small chain.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| pallet_subtensor::fuzzed::reveal(bytes));
