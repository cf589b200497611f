//! Scores of the machine, taken as the SDK takes them (sc-sysinfo), though in CPU time,
//! in MiB/s.

use std::hint::black_box;

use crate::clock::cpu_seconds;

/// Length of a measurement.
const SECONDS: f64 = 0.4;

/// Mebibytes a second of `step`, which works through `size` bytes.
fn throughput(size: usize, mut step: impl FnMut()) -> f64 {
    step();
    let begin = cpu_seconds();
    let (mut bytes, mut passed) = (0, 0.0);
    while passed < SECONDS {
        step();
        bytes += size;
        passed = cpu_seconds() - begin;
    }
    bytes as f64 / passed / f64::from(1 << 20)
}

/// BLAKE2b-256 of 32 KiB on one core.
pub fn blake2() -> f64 {
    let buffer = vec![0x66; 32 * 1024];
    throughput(buffer.len(), || {
        black_box(sp_crypto_hashing::blake2_256(black_box(&buffer)));
    })
}

/// Copies of 64 MiB.
pub fn memory() -> f64 {
    let source = vec![0x66_u8; 64 << 20];
    let mut target = vec![0x77_u8; 64 << 20];
    throughput(source.len(), || {
        black_box(&mut target).copy_from_slice(black_box(&source));
    })
}
