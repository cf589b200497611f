//! The epoch of spec `yuma.md` sections 5 and 6, step by step on dense and sparse vectors of
//! `substrate-fixed` numbers: slow, and close to the text.

use crate::helpers::*;
use myelin_math::{I32F32, I64F64, I96F32, SafeFixed};
use myelin_yuma::{Neurons, Outcome, Params, SparseRows};

/// Every quantity that the worked examples name.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs, reason = "the names are those of sections 5 and 11")]
pub struct Trace {
    pub stake: Vector,
    pub active_stake: Vector,
    pub weights: Sparse,
    pub consensus: Vector,
    pub clipped: Sparse,
    pub validator_trust: Vector,
    pub ranks: Vector,
    pub incentive: Vector,
    pub bond_weights: Sparse,
    /// Old bonds as loaded: column-normalised (old Yuma) or in [0, 1] (Yuma3).
    pub old_bonds: Sparse,
    /// Old Yuma: before and after column normalisation.
    pub delta_raw: Sparse,
    pub delta: Sparse,
    /// The moving average, in old Yuma column-normalised.
    pub ema: Sparse,
    /// Yuma3: column-normalised bonds N and the sums t.
    pub shares: Sparse,
    pub earned: Vector,
    /// Liquid alpha by row and column.
    pub alpha: Vec<Vector>,
    pub dividends_raw: Vector,
    pub dividends: Vector,
    pub server_share: Vector,
    pub validator_share: Vector,
    pub combined_share: Vector,
}

fn integers(rows: &SparseRows, n: usize, keep: impl Fn(u16) -> bool) -> Sparse {
    (0..n)
        .map(|i| {
            let kept = rows.row(i).iter().filter(|entry| keep(entry.0));
            kept.map(|&(j, value)| (j, I32F32::of(value))).collect()
        })
        .collect()
}

fn proportion(value: u16) -> I32F32 {
    I32F32::of(value).safe_div(I32F32::of(65_535))
}

fn to_u16(x: I32F32) -> u16 {
    x.saturating_mul(I32F32::of(65_535)).saturating_to_num()
}

fn all_to_u16(v: &[I32F32]) -> Vec<u16> {
    v.iter().map(|&x| to_u16(x)).collect()
}

/// One epoch of one mechanism, with everything it went through.
pub fn epoch(
    params: &Params,
    neurons: &Neurons<'_>,
    weights: &SparseRows,
    bonds: &SparseRows,
    emission: u64,
) -> (Outcome, Trace) {
    let mut trace = Trace::default();
    let n = neurons.stake.len();
    let owner = params.owner_uid;
    let is_owner = |uid: usize| owner.map(usize::from) == Some(uid);
    let pad = |v: &[u64], fill: u64| -> Vec<u64> {
        (0..n).map(|i| v.get(i).copied().unwrap_or(fill)).collect()
    };
    let updated = pad(neurons.last_update, 0);
    let registered = pad(neurons.registered_at, 0);
    let first_commit = pad(neurons.first_commit, u64::MAX);

    // 5.1
    let inactive: Vec<bool> = updated
        .iter()
        .map(|&updated| updated.saturating_add(params.activity_cutoff) < params.block)
        .collect();

    // 5.2
    let filtered: Vec<I64F64> = (0..n)
        .map(|i| {
            let stake = neurons.stake[i];
            let enough = is_owner(i) || stake.floor_u64() >= params.min_stake;
            if enough { stake } else { I64F64::of(0) }
        })
        .collect();
    trace.stake = normalize_64(&filtered)
        .into_iter()
        .map(I32F32::of)
        .collect();

    // 5.3
    let mut new_permits = is_topk_nonzero(&trace.stake, usize::from(params.max_validators));
    if let Some(permit) = owner.and_then(|uid| new_permits.get_mut(usize::from(uid))) {
        *permit = true;
    }

    // 5.4
    let mut old_permits = neurons.permits.to_vec();
    if let Some(permit) = owner.and_then(|uid| old_permits.get_mut(usize::from(uid))) {
        *permit = true;
    }
    let forbidden: Vec<bool> = old_permits.iter().map(|permit| !permit).collect();
    let active = mask_vector(&inactive, &trace.stake);
    trace.active_stake = normalize(&mask_vector(&forbidden, &active));

    // 5.5
    let raw = integers(weights, n, |j| usize::from(j) < n);
    let raw = mask_rows(&forbidden, &raw);
    let raw = mask_diag_except(&raw, owner);
    let mut raw = mask_pairs(&raw, &updated, &registered, |updated, reg| updated <= reg);
    if params.commit_reveal {
        raw = mask_pairs(&raw, &first_commit, &registered, |commit, reg| commit < reg);
    }
    trace.weights = row_normalize(&raw);

    // 5.6 to 5.9
    let kappa = proportion(params.kappa);
    trace.consensus = weighted_median_columns(&trace.active_stake, &trace.weights, n, kappa);
    trace.clipped = column_clip(&trace.weights, &trace.consensus);
    trace.validator_trust = row_sum(&trace.clipped);
    trace.ranks = matmul(&trace.clipped, &trace.active_stake, n);
    trace.incentive = normalize(&trace.ranks);

    // 5.10
    let penalty = proportion(params.bonds_penalty);
    trace.bond_weights = interpolate(&trace.weights, &trace.clipped, n, penalty);

    let average = I64F64::of(params.bonds_moving_average).safe_div(I64F64::of(1_000_000));
    let alpha = one().saturating_sub(I32F32::of(average));
    let raw_bonds = integers(bonds, n, |_| true);
    let raw_bonds = mask_columns(&raw_bonds, params.last_tempo, &registered, |t, reg| {
        t <= reg
    });
    let to_store = if params.yuma3 {
        absolute_bonds(params, &mut trace, raw_bonds, alpha)
    } else {
        relative_bonds(&mut trace, raw_bonds, alpha)
    };
    trace.dividends = normalize(&trace.dividends_raw);

    let [server_emission, validator_emission, combined] = pay(&mut trace, emission);
    let stored = (0..n).map(|i| {
        let row = if new_permits[i] {
            to_store[i].as_slice()
        } else {
            &[]
        };
        row.iter().map(|&(j, bond)| (j, to_u16(bond)))
    });
    let outcome = Outcome {
        stake_weight: all_to_u16(&trace.stake),
        consensus: all_to_u16(&trace.consensus),
        incentive: all_to_u16(&trace.incentive),
        dividends: all_to_u16(&trace.dividends),
        validator_trust: all_to_u16(&trace.validator_trust),
        server_emission,
        validator_emission,
        emission: combined,
        bonds: stored.collect(),
        permits: new_permits,
        active: inactive.into_iter().map(|inactive| !inactive).collect(),
    };
    (outcome, trace)
}

/// 5.11; returns the bonds to store.
fn relative_bonds(trace: &mut Trace, raw: Sparse, alpha: I32F32) -> Sparse {
    let n = trace.stake.len();
    trace.old_bonds = column_normalize(&raw, n);
    trace.delta_raw = row_hadamard(&trace.bond_weights, &trace.active_stake);
    trace.delta = column_normalize(&trace.delta_raw, n);
    trace.ema = column_normalize(&mat_ema(&trace.delta, &trace.old_bonds, alpha), n);
    trace.dividends_raw = matmul_transpose(&trace.ema, &trace.incentive);
    column_max_upscale(&trace.ema, n)
}

/// 5.12; returns the bonds to store.
fn absolute_bonds(params: &Params, trace: &mut Trace, raw: Sparse, alpha: I32F32) -> Sparse {
    let n = trace.stake.len();
    let share = |&(j, value): &(u16, I32F32)| (j, value.safe_div(I32F32::of(65_535)));
    trace.old_bonds = raw
        .iter()
        .map(|row| row.iter().map(share).collect())
        .collect();
    let liquid = params.liquid_alpha && trace.consensus.iter().any(|&c| c != zero());
    trace.ema = if liquid {
        trace.alpha = liquid_alphas(params, trace);
        mat_ema_alpha(&trace.bond_weights, &trace.old_bonds, &trace.alpha)
    } else {
        mat_ema(&trace.bond_weights, &trace.old_bonds, alpha)
    };
    trace.shares = column_normalize(&trace.ema, n);
    trace.earned = row_sum(&mat_vec_mul(&trace.shares, &trace.incentive));
    trace.dividends_raw = vec_mul(&trace.earned, &trace.active_stake);
    trace.ema.clone()
}

/// 6.2 for every pair.
fn liquid_alphas(params: &Params, trace: &Trace) -> Vec<Vector> {
    let n = trace.stake.len();
    let range = [proportion(params.alpha_low), proportion(params.alpha_high)];
    let steepness = I32F32::of(params.alpha_sigmoid_steepness);
    let rows = trace.bond_weights.iter().zip(&trace.old_bonds);
    rows.map(|(weights, bonds)| {
        let pairs = read_forward(weights, n)
            .into_iter()
            .zip(read_forward(bonds, n));
        pairs
            .zip(&trace.consensus)
            .map(|((w, b), &c)| liquid_alpha([w, b, c], range, steepness))
            .collect()
    })
    .collect()
}

/// 5.13; server, validator and combined emission.
fn pay(trace: &mut Trace, emission: u64) -> [Vec<u64>; 3] {
    let pairs = trace.incentive.iter().zip(&trace.dividends);
    let both: Vector = pairs.map(|(i, d)| i.saturating_add(*d)).collect();
    let total: I32F32 = both.iter().sum();
    let part = |v: &[I32F32]| -> Vector { v.iter().map(|x| x.safe_div(total)).collect() };
    if total != zero() {
        trace.server_share = part(&trace.incentive);
        trace.validator_share = part(&trace.dividends);
        trace.combined_share = part(&both);
    } else {
        trace.server_share = trace.incentive.clone();
        trace.validator_share = if is_zero(&trace.active_stake) {
            trace.stake.clone()
        } else {
            trace.active_stake.clone()
        };
        trace.combined_share = trace.validator_share.clone();
    }
    let amount = |share: &I32F32| {
        I96F32::of(*share)
            .saturating_mul(I96F32::of(emission))
            .floor_u64()
    };
    [
        &trace.server_share,
        &trace.validator_share,
        &trace.combined_share,
    ]
    .map(|shares| shares.iter().map(amount).collect())
}
