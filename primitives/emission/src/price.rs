//! The moving price of a subnet's alpha (sections 4.2 step 1 and 8).

use myelin_math::{I96F32, SafeFixed, U64F64};

const ONE: U64F64 = U64F64::from_bits(1 << 64);

/// The moving price that counts, in TAO per alpha: the stored one for a dynamic subnet, 1 for a
/// stable one. A negative stored price counts as 0.
pub fn price_ema(dynamic: bool, stored: I96F32) -> U64F64 {
    if dynamic { U64F64::of(stored) } else { ONE }
}

/// The weight of the present price in the moving one, `moving_alpha * blocks / (blocks +
/// halving_blocks)`.
///
/// `blocks` counts from the block before the first emission (`block - (FirstEmissionBlockNumber -
/// 1)`, at least 0), `halving_blocks` is `EMAPriceHalvingBlocks`, `moving_alpha` is
/// `SubnetMovingAlpha`.
pub fn smoothing(moving_alpha: I96F32, blocks: u64, halving_blocks: u64) -> U64F64 {
    let age = U64F64::of(blocks).safe_div(U64F64::of(blocks.saturating_add(halving_blocks)));
    U64F64::of(moving_alpha).saturating_mul(age)
}

/// The new moving price to store, `smoothing * min(price, 1) + (1 - smoothing) * old`, cut to 32
/// fraction bits. `old` comes from [`price_ema`], `price` is the pool's, both in TAO per alpha.
pub fn moving_price(old: U64F64, price: U64F64, smoothing: U64F64) -> I96F32 {
    let new = smoothing.saturating_mul(price.min(ONE));
    let kept = ONE.saturating_sub(smoothing).saturating_mul(old);
    I96F32::of(new.saturating_add(kept))
}
