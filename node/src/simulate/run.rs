//! One epoch after another.

use myelin_yuma::{Neurons, Outcome, Scratch, SparseRows};

use super::input::Input;

/// The epochs of a subnet, computed as they are asked for.
pub struct Simulation {
    /// The subnet before the next epoch.
    subnet: Input,
    permits: Vec<bool>,
    /// Number of the next epoch, counted from 1.
    next: u64,
    scratch: Scratch,
}

/// One epoch.
pub struct Epoch {
    /// Its number, counted from 1.
    pub number: u64,
    /// How many there are.
    pub of: u64,
    /// Its block.
    pub block: u64,
    /// What it gave.
    pub outcome: Outcome,
}

impl Simulation {
    /// Starts before the first epoch of `subnet`.
    pub fn new(mut subnet: Input) -> Self {
        let mut scratch = Scratch::default();
        let permits = match subnet.permits.take() {
            Some(permits) => permits,
            // Permits depend on stake alone, so an epoch without weights grants them.
            None => {
                let nothing = SparseRows::default();
                let neurons = neurons(&subnet, &[]);
                myelin_yuma::run(
                    &subnet.params,
                    &neurons,
                    &nothing,
                    &nothing,
                    0,
                    &mut scratch,
                )
                .permits
            }
        };
        Self {
            subnet,
            permits,
            next: 1,
            scratch,
        }
    }

    /// One tempo later: permits and bonds are those of `outcome`, and whoever has weights has sent
    /// them again one block before.
    fn advance(&mut self, outcome: &Outcome) {
        let Input {
            params,
            tempo,
            weights,
            last_update,
            bonds,
            ..
        } = &mut self.subnet;
        params.last_tempo = params.block.saturating_add(1);
        // Reading the input has made sure that the blocks fit.
        params.block = params.block.saturating_add(u64::from(*tempo));
        let sent = params.block.saturating_sub(1);
        for (update, row) in last_update.iter_mut().zip(weights.iter()) {
            if !row.is_empty() {
                *update = sent;
            }
        }
        bonds.clone_from(&outcome.bonds);
        self.permits.clone_from(&outcome.permits);
    }
}

impl Iterator for Simulation {
    type Item = Epoch;

    fn next(&mut self) -> Option<Epoch> {
        let (number, of) = (self.next, self.subnet.epochs);
        if number > of {
            return None;
        }
        self.next = number.saturating_add(1);
        let subnet = &self.subnet;
        let block = subnet.params.block;
        let outcome = myelin_yuma::run(
            &subnet.params,
            &neurons(subnet, &self.permits),
            &subnet.weights,
            &subnet.bonds,
            subnet.emission,
            &mut self.scratch,
        );
        self.advance(&outcome);
        Some(Epoch {
            number,
            of,
            block,
            outcome,
        })
    }
}

/// The neurons of a subnet with the permits they hold.
fn neurons<'a>(subnet: &'a Input, permits: &'a [bool]) -> Neurons<'a> {
    Neurons {
        stake: &subnet.stake,
        last_update: &subnet.last_update,
        registered_at: &subnet.registered_at,
        permits,
        first_commit: &[],
    }
}
