//! The order of the steps of one epoch (spec `yuma.md` section 5).

use crate::{
    Intermediates, Neurons, Outcome, Params, SparseRows,
    bonds::{BondInputs, Bonds},
    consensus::Consensus,
    payout, stake,
    stored::Stored,
    weights::Weights,
};
use alloc::vec::Vec;
use myelin_math::unit;

/// Memory that epochs work in. Reuse one for all epochs: it grows to the largest and an epoch then
/// allocates nothing but its [`Outcome`].
#[derive(Debug, Default)]
pub struct Scratch {
    old_permits: Vec<bool>,
    order: Vec<u64>,
    stake: Vec<u64>,
    active_stake: Vec<u64>,
    weights: Weights,
    median: Consensus,
    consensus: Vec<u64>,
    validator_trust: Vec<u64>,
    incentive: Vec<u64>,
    dividends: Vec<u64>,
    bonds: Bonds,
    stored: Stored,
}

impl Scratch {
    /// The numbers behind the last epoch that ran in this memory.
    pub fn intermediates(&self) -> Intermediates<'_> {
        Intermediates {
            stake: &self.stake,
            active_stake: &self.active_stake,
            consensus: &self.consensus,
            validator_trust: &self.validator_trust,
            incentive: &self.incentive,
            dividends: &self.dividends,
        }
    }

    /// Consensus, validator trust and incentive (sections 5.6 to 5.9).
    fn judge(&mut self, kappa: u16) {
        self.median.load(&self.active_stake, unit::from_u16(kappa));
        self.consensus.clear();
        self.incentive.clear();
        self.validator_trust.clear();
        self.validator_trust.resize(self.stake.len(), 0);
        for (column, weights) in self.weights.columns() {
            let consensus = self.median.of_column(column.cells, weights);
            let mut rank = 0u64;
            if consensus > 0 {
                // Weights of a validator and stakes add up to 1 at most.
                for (cell, &weight) in column.cells.iter().zip(weights) {
                    let clipped = weight.min(consensus);
                    let row = usize::from(cell.row);
                    if let Some(trust) = self.validator_trust.get_mut(row) {
                        *trust = trust.wrapping_add(clipped);
                    }
                    let stake = self.active_stake.get(row).copied().unwrap_or(0);
                    rank = unit::mul_shares(stake, clipped).wrapping_add(rank);
                }
            }
            self.consensus.push(consensus);
            self.incentive.push(rank);
        }
        unit::normalize(&mut self.incentive);
    }
}

/// Runs one epoch of one mechanism: who gave which weights with which stake decides who earns
/// which part of `emission` (rao alpha).
///
/// Row i of `weights` and `bonds` belongs to uid i, missing rows are empty, rows beyond the last
/// neuron are ignored, and so are weights of unknown neurons. Rows count in the order given,
/// sorted or not (only liquid alpha depends on it).
///
/// A pure function: the result depends on the arguments alone and equals the reference's bit for
/// bit for up to 32768 neurons. Takes time linear in neurons plus weights plus bonds.
pub fn run(
    params: &Params,
    neurons: &Neurons<'_>,
    weights: &SparseRows,
    bonds: &SparseRows,
    emission: u64,
    scratch: &mut Scratch,
) -> Outcome {
    let active = stake::active(params, neurons);
    stake::old_permits(params, neurons, &mut scratch.old_permits);
    stake::normalized(params, neurons, &mut scratch.stake);
    let permits = stake::new_permits(params, &scratch.stake, &mut scratch.order);
    stake::active_stake(
        &scratch.stake,
        &active,
        &scratch.old_permits,
        &mut scratch.active_stake,
    );
    scratch
        .weights
        .load(params, neurons, &scratch.old_permits, weights);
    scratch.judge(params.kappa);
    scratch.bonds.load(params, neurons, bonds);
    let inputs = BondInputs {
        params,
        weights: &scratch.weights,
        active_stake: &scratch.active_stake,
        consensus: &scratch.consensus,
        incentive: &scratch.incentive,
        new_permits: &permits,
    };
    scratch
        .bonds
        .settle(&inputs, &mut scratch.dividends, &mut scratch.stored);
    let bonds = scratch
        .stored
        .rows(neurons.stake.len(), &scratch.weights.matrix);
    let pay = payout::pay(
        emission,
        &scratch.incentive,
        &scratch.dividends,
        &scratch.active_stake,
        &scratch.stake,
    );
    Outcome {
        stake_weight: in_u16(&scratch.stake),
        consensus: in_u16(&scratch.consensus),
        incentive: in_u16(&scratch.incentive),
        dividends: in_u16(&scratch.dividends),
        validator_trust: in_u16(&scratch.validator_trust),
        server_emission: pay.server,
        validator_emission: pay.validator,
        emission: pay.combined,
        permits,
        active,
        bonds,
    }
}

fn in_u16(values: &[u64]) -> Vec<u16> {
    values.iter().map(|&value| unit::to_u16(value)).collect()
}
