//! Cost of the arithmetic of one block and of one epoch.
#![allow(missing_docs, reason = "criterion generates the entry point")]
#![allow(clippy::arithmetic_side_effects, reason = "inputs are small constants")]

use criterion::{Criterion, criterion_group, criterion_main};
use myelin_emission::{
    Child, Dividend, Parent, SubnetShare, block_emission, decay_factor, fraction_of_u64,
    kept_proportion, root_proportion, split_alpha_out, split_dividends, split_parents,
    subnet_shares, subnet_tao, terms,
};
use myelin_math::{SafeFixed, U64F64, U96F32};
use std::hint::black_box;

const TAO_WEIGHT: u64 = 971_718_665_099_567_868;

fn block(c: &mut Criterion) {
    let weight = fraction_of_u64(TAO_WEIGHT);
    let subnets: Vec<SubnetShare> = (1u128..=128)
        .map(|n| SubnetShare {
            price: U64F64::from_bits(n << 57),
            miner_burned: U96F32::from_bits(n << 20),
            enabled: n % 16 != 0,
        })
        .collect();
    c.bench_function("shares of 128 subnets", |b| {
        b.iter(|| subnet_shares(black_box(&subnets)));
    });
    c.bench_function("terms and pending alpha of one subnet", |b| {
        let share = U64F64::from_bits(1 << 57);
        let price = U64F64::from_bits(1 << 58);
        b.iter(|| {
            let tao = subnet_tao(black_box(1_000_000_000), share);
            let ratio = root_proportion(black_box(1_000_000_000_000_000), weight, 12_345_678_901);
            let emission = block_emission(black_box(12_345_678_901));
            let injected = terms(tao, price, ratio, emission);
            (injected, split_alpha_out(emission, Some(11_796), ratio))
        });
    });
    c.bench_function("decay factor", |b| b.iter(|| decay_factor(black_box(360))));
}

fn epoch(c: &mut Criterion) {
    let weight = fraction_of_u64(TAO_WEIGHT);
    let dividends: Vec<Dividend> = (1..=256)
        .map(|n| Dividend {
            alpha: n * 1_000_000_007,
            root: n * 3_000_000_019,
            dividend: n * 7_000_003,
        })
        .collect();
    c.bench_function("dividends of 256 hotkeys", |b| {
        b.iter(|| split_dividends(black_box(&dividends), weight, 400_000_000, 100_000_000));
    });
    let parents: Vec<Parent> = (1..=8)
        .map(|n| Parent {
            proportion: u64::MAX / n,
            alpha: n * 1_000_000_007,
            root: n * 3_000_000_019,
            same_owner: n % 2 == 0,
        })
        .collect();
    let child = Child {
        dividend: 123_456_789_012,
        alpha: 5_000_000_000,
        root: 9_000_000_000,
        kept: kept_proportion([u64::MAX / 3]),
        take: 11_796,
    };
    let mut paid = Vec::with_capacity(parents.len());
    c.bench_function("a dividend split among 8 parents", |b| {
        b.iter(|| {
            let burn = U96F32::of(0u64);
            split_parents(black_box(&child), &parents, weight, burn, &mut paid)
        });
    });
}

criterion_group!(benches, block, epoch);
criterion_main!(benches);
