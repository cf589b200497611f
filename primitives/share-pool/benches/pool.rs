//! Cost of one operation on a stake pool.
#![allow(missing_docs, reason = "criterion generates the entry point")]

use criterion::{Criterion, criterion_group, criterion_main};
use myelin_share_pool::{Pool, SafeFloat};
use std::hint::black_box;

fn operations(c: &mut Criterion) {
    let mut pool = Pool::default();
    let mut share = SafeFloat::ZERO;
    let mut other = SafeFloat::ZERO;
    pool.increase_one(&mut other, 123_456_789_012_345);
    pool.increase_one(&mut share, 987_654_321_098);
    pool.increase_all(77_777_777_777);

    c.bench_function("value of a position", |b| {
        b.iter(|| black_box(&pool).value(black_box(&share)));
    });
    c.bench_function("deposit", |b| {
        b.iter(|| {
            let (mut pool, mut share) = (pool, share);
            pool.increase_one(&mut share, black_box(1_234_567_890));
            (pool, share)
        });
    });
    c.bench_function("withdrawal", |b| {
        b.iter(|| {
            let (mut pool, mut share) = (pool, share);
            pool.decrease_one(&mut share, black_box(1_234_567_890));
            (pool, share)
        });
    });
}

criterion_group!(benches, operations);
criterion_main!(benches);
