//! Time of one epoch on one core, and its growth with the number of weights.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    reason = "criterion's macros; bench code"
)]

extern crate alloc;

mod subnet;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use myelin_yuma::Scratch;
use std::hint::black_box;
use subnet::{Subnet, classic, yuma3};

fn sizes(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("epoch");
    let subnets = [
        ("classic 4096x64", Subnet::new(4_096, 64, 100, classic())),
        ("yuma3 4096x64", Subnet::new(4_096, 64, 100, yuma3(false))),
        ("classic 256x64", Subnet::new(256, 64, 100, classic())),
        ("yuma3 256x64", Subnet::new(256, 64, 100, yuma3(false))),
        (
            "yuma3 liquid alpha 256x64",
            Subnet::new(256, 64, 100, yuma3(true)),
        ),
    ];
    for (name, subnet) in &subnets {
        let mut scratch = Scratch::default();
        group.throughput(Throughput::Elements(subnet.weights.entries() as u64));
        group.bench_function(*name, |bencher| {
            bencher.iter(|| black_box(subnet.epoch(&mut scratch)));
        });
    }
    group.finish();
}

/// The time per weight (the throughput) stays level when time is linear in the weights.
fn densities(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("density of 4096x64");
    for percent in [6, 12, 25, 50, 100] {
        let subnet = Subnet::new(4_096, 64, percent, classic());
        let mut scratch = Scratch::default();
        group.throughput(Throughput::Elements(subnet.weights.entries() as u64));
        group.bench_function(BenchmarkId::new("classic", percent), |bencher| {
            bencher.iter(|| black_box(subnet.epoch(&mut scratch)));
        });
    }
    group.finish();
}

criterion_group!(benches, sizes, densities);
criterion_main!(benches);
