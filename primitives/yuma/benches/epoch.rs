//! Time of one epoch on one core, and its growth with the number of weights.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    reason = "criterion's macros; bench code"
)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use myelin_math::{I64F64, SafeFixed};
use myelin_yuma::{Neurons, Params, Scratch, SparseRows, run};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;

/// A subnet of which the first uids validate.
struct Subnet {
    params: Params,
    stake: Vec<I64F64>,
    last_update: Vec<u64>,
    permits: Vec<bool>,
    weights: SparseRows,
    bonds: SparseRows,
}

impl Subnet {
    /// `validators` give random weights to the same `percent` of `uids` neurons and hold the bonds
    /// of one earlier epoch.
    fn new(uids: u16, validators: u16, percent: u32, params: Params) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut weights = SparseRows::default();
        for uid in 0..uids {
            let weighed = |j: &u16| uid < validators && u32::from(*j) * percent % 100 < percent;
            let columns = (0..uids).filter(weighed);
            weights.push_row(columns.map(|j| (j, rng.gen_range(1..=u16::MAX))));
        }
        let validates = |uid: u16| uid < validators;
        let stake = |uid: u16| match validates(uid) {
            true => I64F64::of(rng.gen_range(1_000_000_000u64..1_000_000_000_000_000)),
            false => I64F64::of(0),
        };
        let mut subnet = Self {
            params,
            stake: (0..uids).map(stake).collect(),
            last_update: vec![100_000; uids.into()],
            permits: (0..uids).map(validates).collect(),
            weights,
            bonds: SparseRows::default(),
        };
        subnet.bonds = subnet.epoch(&mut Scratch::default()).bonds;
        subnet
    }

    fn epoch(&self, scratch: &mut Scratch) -> myelin_yuma::Outcome {
        let neurons = Neurons {
            stake: &self.stake,
            last_update: &self.last_update,
            registered_at: &[],
            permits: &self.permits,
            first_commit: &[],
        };
        let emission = 1_000_000_000;
        run(
            &self.params,
            &neurons,
            &self.weights,
            &self.bonds,
            emission,
            scratch,
        )
    }
}

fn classic() -> Params {
    Params {
        block: 100_001,
        last_tempo: 99_641,
        yuma3: false,
        ..Params::default()
    }
}

fn yuma3(liquid_alpha: bool) -> Params {
    Params {
        yuma3: true,
        liquid_alpha,
        ..classic()
    }
}

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
