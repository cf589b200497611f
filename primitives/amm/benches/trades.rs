//! Time of one trade and of one injection.
#![allow(missing_docs, clippy::unwrap_used, reason = "benchmark")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use myelin_amm::{
    Balancer, Order, Pool, Side, injection::weights_after_injection, pool::sqrt_price, trade,
};
use sp_arithmetic::Perquintill;

const TAO: u64 = 5_032_494_439_940;
const ALPHA: u64 = 186_268_425_402_874;

fn pool(parts: u64) -> Pool {
    Pool {
        tao: TAO,
        alpha: ALPHA,
        balancer: Balancer::new(Perquintill::from_parts(parts)).unwrap(),
    }
}

fn benchmarks(c: &mut Criterion) {
    let equal = pool(500_000_000_000_000_000);
    let moved = pool(500_249_875_062_468_765);
    let buy = |amount, price_limit| Order {
        side: Side::Buy,
        amount,
        price_limit,
        fee_rate: 33,
    };
    let free = buy(19_980_000_000, u64::MAX);
    let stopped = buy(1_000_000_000_000, 30_000_000);
    c.bench_function("trade/equal weights", |b| {
        b.iter(|| trade(black_box(&equal), black_box(&free), 1_000_000))
    });
    c.bench_function("trade/moved weights", |b| {
        b.iter(|| trade(black_box(&moved), black_box(&free), 1_000_000))
    });
    c.bench_function("trade/moved weights, stopped by its limit", |b| {
        b.iter(|| trade(black_box(&moved), black_box(&stopped), 1_000_000))
    });
    c.bench_function("injection", |b| {
        b.iter(|| weights_after_injection(black_box(&moved), 1_000_000, 37_000_000))
    });
    let price = moved.price();
    c.bench_function("root of the price", |b| {
        b.iter(|| sqrt_price(black_box(price)))
    });
}

criterion_group!(benches, benchmarks);
criterion_main!(benches);
