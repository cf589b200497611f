//! What goes into an epoch (section 4), and the mechanisms of a subnet together (section 3).

use myelin_math::{I64F64, SafeFixed, U64F64, U96F32};
use myelin_yuma::Outcome;

fn proportion(stored: u64) -> U96F32 {
    U96F32::of(stored).safe_div(U96F32::of(u64::MAX))
}

/// Section 4.1: `own` stake, less what children get, with what parents give. Parents as (their
/// stake, proportion).
pub fn inherited(own: u64, children: &[u64], parents: &[(u64, u64)]) -> u64 {
    let own = U96F32::of(own);
    let mut to_children = U96F32::of(0);
    for stored in children {
        to_children += own.saturating_mul(proportion(*stored));
    }
    let mut from_parents = U96F32::of(0);
    for (stake, stored) in parents {
        from_parents += U96F32::of(*stake).saturating_mul(proportion(*stored));
    }
    let kept = if own > to_children {
        own - to_children
    } else {
        U96F32::of(0)
    };
    (kept + from_parents).floor_u64()
}

/// Section 4.1: T of a neuron with this alpha and root TAO, both with inheritance.
pub fn stake_weight(alpha: u64, tao: u64, tao_weight: u64) -> I64F64 {
    let weight = I64F64::of(proportion(tao_weight));
    I64F64::of(alpha).saturating_add(I64F64::of(tao).saturating_mul(weight))
}

/// Section 4: registrations at this block or later are new.
pub fn last_tempo(last_step: u64, block: u64, tempo: u16) -> u64 {
    if last_step == 0 {
        block.saturating_sub(u64::from(tempo))
    } else {
        last_step.saturating_add(1)
    }
}

/// Section 2.4: blocks after which a neuron without new weights is inactive.
pub fn activity_cutoff(factor_milli: u32, tempo: u16) -> u64 {
    (u64::from(factor_milli) * u64::from(tempo) / 1_000).max(1)
}

/// Section 5.5 step 4: the smallest block of the live commits of a neuron, each as (epoch, block).
/// Of those committed by hash only the first live one counts.
pub fn first_commit(
    hashed: &[(u64, u64)],
    timelocked: &[(u64, u64)],
    current_epoch: u64,
    reveal_period: u64,
) -> u64 {
    let live = |commit: &&(u64, u64)| current_epoch <= commit.0.saturating_add(reveal_period);
    let hashed = hashed.iter().find(live);
    let timelocked = timelocked.iter().filter(live);
    let blocks = hashed.into_iter().chain(timelocked).map(|commit| commit.1);
    blocks.min().unwrap_or(u64::MAX)
}

/// Section 3: the part of each mechanism.
pub fn split_emissions(amount: u64, mechanisms: u8, split: Option<&[u16]>) -> Vec<u64> {
    let mut parts = vec![0; usize::from(mechanisms)];
    for (number, part) in parts.iter_mut().enumerate() {
        *part = match split {
            None => amount / u64::from(mechanisms),
            Some(split) => {
                let share = split.get(number).copied().unwrap_or_default();
                (u128::from(amount) * u128::from(share) / 65_535) as u64
            }
        };
    }
    let given = parts
        .iter()
        .fold(0u64, |sum, part| sum.saturating_add(*part));
    parts[0] += amount.saturating_sub(given);
    parts
}

/// What the mechanisms of a subnet have in common after an epoch, by uid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// In 1/65535, as the three after it.
    pub stake_weight: Vec<u16>,
    /// Consensus.
    pub consensus: Vec<u16>,
    /// Dividends.
    pub dividends: Vec<u16>,
    /// Validator trust.
    pub validator_trust: Vec<u16>,
    /// Rao of alpha.
    pub emission: Vec<u64>,
    /// Whether some mechanism gives a permit.
    pub permits: Vec<bool>,
    /// Whether the neuron is active on some mechanism.
    pub active: Vec<bool>,
}

/// Section 3: the outcomes of the mechanisms and their parts of the emission `total`. Emission is
/// a plain sum.
pub fn aggregate(outcomes: &[Outcome], parts: &[u64], total: u64) -> Aggregate {
    let weights: Vec<U64F64> = (0..outcomes.len())
        .map(|number| match total {
            0 => U64F64::of(u8::from(number == 0)),
            _ => U64F64::of(parts[number]).safe_div(U64F64::of(total)),
        })
        .collect();
    let neurons = 0..outcomes[0].emission.len();
    let mean = |field: fn(&Outcome) -> &Vec<u16>| -> Vec<u16> {
        let of_neuron = |uid: usize| {
            outcomes
                .iter()
                .zip(&weights)
                .fold(0u16, |sum, (outcome, weight)| {
                    let part = U64F64::of(field(outcome)[uid]).saturating_mul(*weight);
                    U64F64::of(sum).saturating_add(part).saturating_to_num()
                })
        };
        neurons.clone().map(of_neuron).collect()
    };
    let any = |field: fn(&Outcome) -> &Vec<bool>| -> Vec<bool> {
        let of_neuron = |uid: usize| outcomes.iter().any(|outcome| field(outcome)[uid]);
        neurons.clone().map(of_neuron).collect()
    };
    Aggregate {
        stake_weight: mean(|outcome| &outcome.stake_weight),
        consensus: mean(|outcome| &outcome.consensus),
        dividends: mean(|outcome| &outcome.dividends),
        validator_trust: mean(|outcome| &outcome.validator_trust),
        emission: neurons
            .clone()
            .map(|uid| {
                let amounts = outcomes.iter().map(|outcome| outcome.emission[uid]);
                amounts.fold(0u64, u64::saturating_add)
            })
            .collect(),
        permits: any(|outcome| &outcome.permits),
        active: any(|outcome| &outcome.active),
    }
}
