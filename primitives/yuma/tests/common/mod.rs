//! Shared by the tests: a subnet that runs each epoch twice, in the shipped code and in the oracle,
//! and refuses any difference.
#![allow(
    dead_code,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "test support, of which each test file uses a part"
)]

pub mod fuzzed;

use myelin_math::{I32F32, I64F64, SafeFixed};
use myelin_yuma::{Intermediates, Neurons, Outcome, Params, Scratch, SparseRows, run};
use myelin_yuma_oracle::{
    epoch as oracle,
    epoch::Trace,
    helpers::{Sparse, Vector},
};

pub const EMISSION: u64 = 1_000_000_000;

/// The state of a subnet between epochs.
#[derive(Clone, Debug)]
pub struct Subnet {
    pub params: Params,
    pub stake: Vec<I64F64>,
    pub last_update: Vec<u64>,
    pub registered_at: Vec<u64>,
    pub first_commit: Vec<u64>,
    pub permits: Vec<bool>,
    pub weights: Vec<Vec<(u16, u16)>>,
    pub bonds: Vec<Vec<(u16, u16)>>,
}

impl Subnet {
    /// All active and registered long ago, with permits and as many of them as neurons, without
    /// weights and bonds; Yuma3 with default parameters.
    pub fn new(stake: &[u64]) -> Self {
        let n = stake.len();
        Self {
            params: Params {
                block: 10_000,
                last_tempo: 9_640,
                max_validators: n as u16,
                ..Params::default()
            },
            stake: stake.iter().map(|&stake| I64F64::of(stake)).collect(),
            last_update: vec![9_999; n],
            registered_at: vec![0; n],
            first_commit: vec![],
            permits: vec![true; n],
            weights: vec![vec![]; n],
            bonds: vec![vec![]; n],
        }
    }

    /// The same under the old Yuma.
    pub fn old_yuma(stake: &[u64]) -> Self {
        let mut subnet = Self::new(stake);
        subnet.params.yuma3 = false;
        subnet
    }

    pub fn set_weights(&mut self, uid: usize, row: &[(u16, u16)]) {
        self.weights[uid] = row.to_vec();
        self.last_update[uid] = self.params.block - 1;
    }

    pub fn neurons(&self) -> Neurons<'_> {
        Neurons {
            stake: &self.stake,
            last_update: &self.last_update,
            registered_at: &self.registered_at,
            permits: &self.permits,
            first_commit: &self.first_commit,
        }
    }

    /// Runs an epoch in both implementations, without changing the subnet.
    pub fn peek(&self, emission: u64, scratch: &mut Scratch) -> (Outcome, Trace) {
        let (weights, bonds) = (rows(&self.weights), rows(&self.bonds));
        let neurons = self.neurons();
        let outcome = run(&self.params, &neurons, &weights, &bonds, emission, scratch);
        let (expected, trace) = oracle::epoch(&self.params, &neurons, &weights, &bonds, emission);
        assert_eq!(outcome, expected, "{self:?}");
        assert_intermediates(scratch.intermediates(), &trace);
        (outcome, trace)
    }

    /// Runs an epoch, keeps its bonds and permits, and goes to the next block.
    pub fn epoch(&mut self) -> (Outcome, Trace) {
        let (outcome, trace) = self.peek(EMISSION, &mut Scratch::default());
        self.bonds = outcome.bonds.iter().map(<[_]>::to_vec).collect();
        self.permits = outcome.permits.clone();
        self.params.block += 1;
        (outcome, trace)
    }
}

fn assert_intermediates(actual: Intermediates<'_>, trace: &Trace) {
    let same = |actual: &[u64], expected: &[I32F32], name: &str| {
        let expected: Vec<u64> = expected.iter().map(|x| x.to_bits() as u64).collect();
        assert_eq!(actual, expected, "{name}");
    };
    same(actual.stake, &trace.stake, "stake");
    same(actual.active_stake, &trace.active_stake, "active stake");
    same(actual.consensus, &trace.consensus, "consensus");
    same(
        actual.validator_trust,
        &trace.validator_trust,
        "validator trust",
    );
    same(actual.incentive, &trace.incentive, "incentive");
    same(actual.dividends, &trace.dividends, "dividends");
}

pub fn rows(rows: &[Vec<(u16, u16)>]) -> SparseRows {
    rows.iter().map(|row| row.iter().copied()).collect()
}

pub fn bits(values: &[I32F32]) -> Vec<i64> {
    values.iter().map(|x| x.to_bits()).collect()
}

/// Bits of one row of a matrix.
pub fn row_bits(m: &Sparse, row: usize) -> Vec<(u16, i64)> {
    m[row].iter().map(|&(j, x)| (j, x.to_bits())).collect()
}

pub fn fixed(values: &[f64]) -> Vector {
    values.iter().map(|&x| I32F32::from_num(x)).collect()
}
