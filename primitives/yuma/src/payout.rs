//! From incentive and dividends to emission (spec `yuma.md` section 5.13).

use alloc::vec::Vec;
use myelin_math::unit;

/// Emission by uid in rao.
#[derive(Debug, Default)]
pub(crate) struct Payout {
    pub server: Vec<u64>,
    pub validator: Vec<u64>,
    pub combined: Vec<u64>,
}

/// Shares `emission` out by incentive and dividends. Without either, validators are paid by
/// active stake, or by stake if none is active.
///
/// Shares are bits of I32F32; every amount is rounded down.
pub(crate) fn pay(
    emission: u64,
    incentive: &[u64],
    dividends: &[u64],
    active_stake: &[u64],
    stake: &[u64],
) -> Payout {
    let both = || {
        incentive
            .iter()
            .zip(dividends)
            .map(|(&i, &d)| unit::add(i, d))
    };
    let total = both().fold(0, unit::add);
    let amount = |part: u64| unit::share_of(unit::div(part, total), emission);
    if total != 0 {
        return Payout {
            server: incentive.iter().map(|&part| amount(part)).collect(),
            validator: dividends.iter().map(|&part| amount(part)).collect(),
            combined: both().map(amount).collect(),
        };
    }
    let anyone_active = active_stake.iter().any(|&share| share != 0);
    let shares = if anyone_active { active_stake } else { stake };
    let by_stake: Vec<u64> = shares
        .iter()
        .map(|&share| unit::share_of(share, emission))
        .collect();
    Payout {
        server: alloc::vec![0; incentive.len()],
        validator: by_stake.clone(),
        combined: by_stake,
    }
}
