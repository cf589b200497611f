//! The subnets that the benchmarks run epochs of; shared by the native benchmark (`epoch.rs`) and
//! the one inside WASM (`../wasm-bench`), so that both time the same numbers.

use alloc::vec;
use alloc::vec::Vec;
use myelin_math::{I64F64, SafeFixed};
use myelin_yuma::{Neurons, Outcome, Params, Scratch, SparseRows, run};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// A subnet of which the first uids validate.
pub struct Subnet {
    params: Params,
    stake: Vec<I64F64>,
    last_update: Vec<u64>,
    permits: Vec<bool>,
    /// What the validators think of the neurons.
    pub weights: SparseRows,
    bonds: SparseRows,
}

impl Subnet {
    /// `validators` give random weights to the same `percent` of `uids` neurons and hold the bonds
    /// of one earlier epoch.
    pub fn new(uids: u16, validators: u16, percent: u32, params: Params) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut weights = SparseRows::default();
        for uid in 0..uids {
            let weighed = |j: &u16| uid < validators && u32::from(*j) * percent % 100 < percent;
            let columns = (0..uids).filter(weighed);
            weights.push_row(columns.map(|j| (j, rng.gen_range(1..=u16::MAX))));
        }
        let validates = |uid: u16| uid < validators;
        let stake = |uid: u16| match validates(uid) {
            true => I64F64::of(rng.gen_range(1_000_000_000u64..1_000_000_000_000_000)),
            false => I64F64::of(0),
        };
        let mut subnet = Self {
            params,
            stake: (0..uids).map(stake).collect(),
            last_update: vec![100_000; uids.into()],
            permits: (0..uids).map(validates).collect(),
            weights,
            bonds: SparseRows::default(),
        };
        subnet.bonds = subnet.epoch(&mut Scratch::default()).bonds;
        subnet
    }

    /// Runs one epoch and leaves the subnet as it was.
    pub fn epoch(&self, scratch: &mut Scratch) -> Outcome {
        let neurons = Neurons {
            stake: &self.stake,
            last_update: &self.last_update,
            registered_at: &[],
            permits: &self.permits,
            first_commit: &[],
        };
        let emission = 1_000_000_000;
        run(
            &self.params,
            &neurons,
            &self.weights,
            &self.bonds,
            emission,
            scratch,
        )
    }
}

/// Classic bonds.
pub fn classic() -> Params {
    Params {
        block: 100_001,
        last_tempo: 99_641,
        yuma3: false,
        ..Params::default()
    }
}

/// Yuma3 bonds.
pub fn yuma3(liquid_alpha: bool) -> Params {
    Params {
        yuma3: true,
        liquid_alpha,
        ..classic()
    }
}
