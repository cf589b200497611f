//! TAO of each subnet: moving price times the part of the miners' emission that reached miners
//! (section 4.2).

use alloc::vec::Vec;
use myelin_math::{SafeFixed, U64F64, U96F32};

const ZERO: U64F64 = U64F64::from_bits(0);
const ONE: U64F64 = U64F64::from_bits(1 << 64);

/// What decides the share of one emitting subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubnetShare {
    /// Moving price in TAO per alpha, from [`crate::price_ema`].
    pub price: U64F64,
    /// Part of the last epoch's miner emission withheld from the owner's hotkeys; above 1 counts
    /// as 1 (`MinerBurned`).
    pub miner_burned: U96F32,
    /// Whether the subnet may receive TAO at all (`SubnetEmissionEnabled`).
    pub enabled: bool,
}

/// The share of the block emission that goes to each subnet, in the given order: each in `0..=1`,
/// together at most 1. All are 0 when no price is above 0.
pub fn subnet_shares(subnets: &[SubnetShare]) -> Vec<U64F64> {
    let prices = total(subnets.iter().map(|subnet| subnet.price));
    let mut shares: Vec<U64F64> = subnets
        .iter()
        .map(|subnet| subnet.price.safe_div(prices))
        .collect();
    weigh_by_miners(subnets, &mut shares);
    if subnets.iter().any(|subnet| !subnet.enabled) {
        redistribute_disabled(subnets, &mut shares);
    }
    shares
}

/// TAO in rao, with fraction, of a subnet that holds `share` of the block emission.
pub fn subnet_tao(block_emission: u64, share: U64F64) -> U96F32 {
    U96F32::of(U64F64::of(block_emission).saturating_mul(share))
}

/// Whether root stakers' alpha dividends are kept for them in this block rather than recycled:
/// the prices of the emitting subnets add up to more than 1.
pub fn root_sells(subnets: &[SubnetShare]) -> bool {
    total(subnets.iter().map(|subnet| subnet.price)) > ONE
}

/// Steps 3 and 4: lowers each share by what its miners did not get, then scales to 1 again. Keeps
/// the shares when nothing would be left.
fn weigh_by_miners(subnets: &[SubnetShare], shares: &mut [U64F64]) {
    let reached = |burned: U96F32| ONE.saturating_sub(unit(burned));
    let weights = total(
        subnets
            .iter()
            .zip(shares.iter())
            .map(|(subnet, share)| share.saturating_mul(reached(subnet.miner_burned))),
    );
    if weights == ZERO {
        return;
    }
    for (subnet, share) in subnets.iter().zip(shares) {
        let weight = share.saturating_mul(reached(subnet.miner_burned));
        *share = weight.safe_div(weights);
    }
}

/// Step 5: nothing for the disabled subnets; the enabled ones scale to 1.
fn redistribute_disabled(subnets: &[SubnetShare], shares: &mut [U64F64]) {
    let enabled = total(
        subnets
            .iter()
            .zip(shares.iter())
            .filter(|(subnet, _)| subnet.enabled)
            .map(|(_, share)| *share),
    );
    for (subnet, share) in subnets.iter().zip(shares) {
        *share = if subnet.enabled {
            share.safe_div(enabled)
        } else {
            ZERO
        };
    }
}

/// At most 1, with 64 fraction bits.
fn unit(number: U96F32) -> U64F64 {
    U64F64::of(number).min(ONE)
}

fn total(numbers: impl Iterator<Item = U64F64>) -> U64F64 {
    numbers.fold(ZERO, |sum, number| sum.saturating_add(number))
}
