//! Bonds and dividends, one miner at a time (spec `yuma.md` sections 5.10 to 5.12).
//!
//! Every rule about bonds concerns the validators of one miner, so the matrices are walked by
//! column and no intermediate matrix exists: a column is read, aged, paid and written.

use crate::{
    Neurons, Params, SparseRows,
    columns::Columns,
    liquid_alpha::{LiquidAlpha, Visible},
    stored::Stored,
    weights::{Weight, Weights},
};
use alloc::vec::Vec;
use myelin_math::{I32F32, I64F64, SafeFixed, unit};

/// A bond of the previous epoch, standing in its column.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Held {
    /// As stored, in 1/65535.
    pub value: u16,
    /// Uid of the validator.
    pub row: u16,
    /// Whether liquid alpha sees the bond: no earlier column of the row is as large (section 6.2).
    pub visible: bool,
}

/// A bond or an observation of this epoch: (validator, bits of I32F32).
type Aged = (u16, u64);

/// Working memory of the walk over the columns.
#[derive(Debug, Default)]
pub(crate) struct Bonds {
    held: Columns<Held>,
    /// What this epoch's weights say about the current miner.
    fresh: Vec<Weight>,
    /// What previous epochs left of the current miner's bonds.
    aged: Vec<Aged>,
    /// New bonds of the current miner.
    updated: Vec<Weight>,
    /// Sum of bond times incentive by validator.
    earned: Vec<u64>,
}

/// Everything about an epoch that bonds depend on.
pub(crate) struct BondInputs<'a> {
    pub params: &'a Params,
    pub weights: &'a Weights,
    pub active_stake: &'a [u64],
    pub consensus: &'a [u64],
    pub incentive: &'a [u64],
    pub new_permits: &'a [bool],
}

/// Which weights earn bonds (section 5.10).
#[derive(Clone, Copy, Debug)]
pub(crate) enum Earning {
    /// Penalty 0: weights as submitted.
    Submitted,
    /// Penalty 1: weights clipped to consensus.
    Clipped,
    /// Anything between: submitted less this share of the excess over consensus.
    Between(u64),
}

impl Earning {
    pub(crate) fn new(penalty: u16) -> Self {
        match penalty {
            0 => Self::Submitted,
            u16::MAX => Self::Clipped,
            penalty => Self::Between(unit::from_u16(penalty)),
        }
    }

    /// The weight that counts, or nothing where the entry disappears from its row.
    #[inline]
    pub(crate) fn of(self, weight: u64, consensus: u64) -> Option<u64> {
        match self {
            Self::Submitted => Some(weight),
            Self::Clipped if weight <= consensus => Some(weight),
            Self::Clipped => (consensus > 0).then_some(consensus),
            Self::Between(penalty) => {
                // w + p · (w̄ − w) rounds the negative product down, hence the excess up.
                let excess = weight.saturating_sub(consensus);
                let cut = penalty.wrapping_mul(excess).div_ceil(unit::ONE);
                let kept = weight.saturating_sub(cut);
                (kept > 0).then_some(kept)
            }
        }
    }
}

/// A factor of the moving average. The chain does not bound the parameter behind it, so it may be
/// negative or above 1.
#[derive(Clone, Copy, Debug)]
struct Factor(I32F32);

impl Factor {
    /// α of the moving average and 1 − α.
    fn pair(bonds_moving_average: u64) -> (Self, Self) {
        let one = I32F32::of(1);
        let old = I64F64::of(bonds_moving_average).safe_div(I64F64::of(1_000_000));
        let new = one.saturating_sub(I32F32::of(old));
        (Self(new), Self(one.saturating_sub(new)))
    }

    #[inline]
    fn apply(self, value: u64) -> i64 {
        match u64::try_from(self.0.to_bits()) {
            Ok(factor) => unit::mul(factor, value) as i64,
            Err(_) => self
                .0
                .saturating_mul(I32F32::from_bits(value as i64))
                .to_bits(),
        }
    }
}

impl Bonds {
    /// Takes over the stored bonds, without those in miners that registered at `last_tempo` or
    /// later.
    pub(crate) fn load(&mut self, params: &Params, neurons: &Neurons<'_>, stored: &SparseRows) {
        let miners = neurons.stake.len();
        let kept = |column: u16| {
            let registered = neurons.registered_at.get(usize::from(column)).copied();
            registered.unwrap_or(0) < params.last_tempo
        };
        self.held.reset(miners);
        for row in stored.iter().take(miners) {
            for &(column, _) in row.iter().filter(|(column, _)| kept(*column)) {
                self.held.count(column);
            }
        }
        self.held.seal();
        for (uid, row) in (0u16..=u16::MAX).zip(stored.iter().take(miners)) {
            let mut visible = Visible::default();
            for &(column, value) in row.iter().filter(|(column, _)| kept(*column)) {
                let held = Held {
                    value,
                    row: uid,
                    visible: visible.admits(column),
                };
                self.held.place(column, held);
            }
        }
    }

    /// Ages all bonds, writes the dividends D (normalised) and collects the bonds to store.
    pub(crate) fn settle(
        &mut self,
        inputs: &BondInputs<'_>,
        dividends: &mut Vec<u64>,
        stored: &mut Stored,
    ) {
        let params = inputs.params;
        let (new, old) = Factor::pair(params.bonds_moving_average);
        let earning = Earning::new(params.bonds_penalty);
        let liquid = params.yuma3
            && params.liquid_alpha
            && inputs.consensus.iter().any(|&consensus| consensus != 0);
        let liquid = liquid.then(|| LiquidAlpha::new(inputs, earning));
        stored.reset(liquid.is_some() && !matches!(earning, Earning::Between(_)));
        self.earned.clear();
        self.earned.resize(inputs.consensus.len(), 0);

        let held = core::mem::take(&mut self.held);
        let columns = inputs.weights.columns.iter().zip(held.iter());
        let miners = inputs.consensus.iter().zip(inputs.incentive);
        for (miner, ((weights, held), (&consensus, &incentive))) in
            (0u16..=u16::MAX).zip(columns.zip(miners))
        {
            self.observe(weights, consensus, earning);
            match &liquid {
                Some(liquid) => {
                    self.updated.clear();
                    liquid.update(&self.fresh, held, consensus, &mut self.updated);
                    self.pay_absolute(incentive);
                }
                None if params.yuma3 => {
                    self.aged.clear();
                    let absolute = |bond: &Held| (bond.row, unit::from_u16(bond.value));
                    self.aged.extend(held.iter().map(absolute));
                    self.blend(new, old);
                    self.pay_absolute(incentive);
                }
                None => {
                    self.weigh_by_stake(inputs.active_stake);
                    self.relative_shares(held);
                    self.blend(new, old);
                    self.pay_relative(incentive);
                }
            }
            stored.collect(miner, &self.updated, inputs.new_permits);
        }
        self.held = held;
        self.distribute(params.yuma3, inputs.active_stake, dividends);
    }

    /// Collects the weights of one miner that earn bonds. Between the two ends of the penalty the
    /// last of several weights of one validator counts.
    fn observe(&mut self, column: &[Weight], consensus: u64, earning: Earning) {
        let single = matches!(earning, Earning::Between(_));
        self.fresh.clear();
        let following = column.iter().skip(1).map(|next| Some(next.row));
        for (&entry, next) in column.iter().zip(following.chain([None])) {
            if single && next == Some(entry.row) {
                continue;
            }
            if let Some(value) = earning.of(entry.value, consensus) {
                self.fresh.push(Weight { value, ..entry });
            }
        }
    }

    /// Turns the observed weights into shares of the bonds bought this epoch: weight times stake,
    /// normalised over the validators.
    fn weigh_by_stake(&mut self, active_stake: &[u64]) {
        let mut total = 0;
        for entry in &mut self.fresh {
            let stake = active_stake.get(usize::from(entry.row)).copied();
            entry.value = unit::mul(stake.unwrap_or(0), entry.value);
            total = unit::add(total, entry.value);
        }
        if total != 0 {
            for entry in &mut self.fresh {
                entry.value = unit::div(entry.value, total);
            }
        }
    }

    /// The stored bonds as shares of their column.
    fn relative_shares(&mut self, held: &[Held]) {
        let total = held
            .iter()
            .fold(0u64, |sum, bond| sum.wrapping_add(u64::from(bond.value)));
        self.aged.clear();
        let share = |bond: &Held| (bond.row, unit::div(u64::from(bond.value), total));
        self.aged.extend(held.iter().map(share));
    }

    /// Moving average of `fresh` and `aged` into `updated`, ascending by validator; only positive
    /// values stay.
    fn blend(&mut self, new: Factor, old: Factor) {
        self.updated.clear();
        let mut fresh = self.fresh.iter().peekable();
        let mut aged = self.aged.iter().peekable();
        loop {
            let row = match (fresh.peek(), aged.peek()) {
                (Some(entry), Some(bond)) => entry.row.min(bond.0),
                (Some(entry), None) => entry.row,
                (None, Some(bond)) => bond.0,
                (None, None) => break,
            };
            let mut sum = 0i64;
            while let Some(entry) = fresh.next_if(|entry| entry.row == row) {
                sum = sum.saturating_add(new.apply(entry.value));
            }
            while let Some(bond) = aged.next_if(|bond| bond.0 == row) {
                sum = sum.saturating_add(old.apply(bond.1));
            }
            if sum > 0 {
                self.updated.push(Weight {
                    value: sum.unsigned_abs(),
                    position: 0,
                    row,
                });
            }
        }
    }

    /// Old Yuma: bonds become shares of their column and earn that share of the incentive. Stored
    /// is the share relative to the largest one.
    fn pay_relative(&mut self, incentive: u64) {
        let total = sum(&self.updated);
        let mut largest = 0;
        for bond in &mut self.updated {
            bond.value = unit::div(bond.value, total);
            largest = largest.max(bond.value);
            earn(&mut self.earned, bond.row, unit::mul(bond.value, incentive));
        }
        if largest != 0 {
            for bond in &mut self.updated {
                bond.value = unit::div(bond.value, largest);
            }
        }
    }

    /// Yuma3: bonds are stored as they are and earn their share of the column's incentive.
    fn pay_absolute(&mut self, incentive: u64) {
        if incentive == 0 {
            return;
        }
        let total = sum(&self.updated);
        for bond in &self.updated {
            let share = unit::div(bond.value, total);
            earn(&mut self.earned, bond.row, unit::mul(share, incentive));
        }
    }

    /// Normalises what validators earned into `dividends`; under Yuma3 stake enters here.
    fn distribute(&mut self, yuma3: bool, active_stake: &[u64], dividends: &mut Vec<u64>) {
        if yuma3 {
            for (earned, &stake) in self.earned.iter_mut().zip(active_stake) {
                *earned = unit::mul(stake, *earned);
            }
        }
        dividends.clear();
        dividends.extend_from_slice(&self.earned);
        unit::normalize(dividends);
    }
}

fn sum(bonds: &[Weight]) -> u64 {
    bonds.iter().fold(0, |sum, bond| unit::add(sum, bond.value))
}

#[inline]
fn earn(earned: &mut [u64], row: u16, amount: u64) {
    if let Some(total) = earned.get_mut(usize::from(row)) {
        *total = unit::add(*total, amount);
    }
}
