//! Bonds and dividends, one miner at a time (spec `yuma.md` sections 5.10 to 5.12).
//!
//! Every rule about bonds concerns the validators of one miner, so the matrices are walked by
//! column and no intermediate matrix exists: a column is read, aged, paid and written.

use crate::{
    Neurons, Params, SparseRows,
    columns::{Cell, Column, Matrix},
    liquid_alpha::LiquidAlpha,
    stored::Stored,
    weights::Weights,
};
use alloc::vec::Vec;
use myelin_math::{
    I32F32, I64F64, SafeFixed,
    unit::{self, Whole},
};

/// A weight that earns bonds, or a bond of this epoch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bond {
    /// Bits of I32F32.
    pub value: u64,
    /// Index of the weight in its matrix, where a bond belongs to one.
    pub index: u32,
    /// Uid of the validator.
    pub row: u16,
}

/// Working memory of the walk over the columns.
#[derive(Debug, Default)]
pub(crate) struct Bonds {
    held: Matrix,
    /// What this epoch's weights say about the current miner.
    fresh: Vec<Bond>,
    /// New bonds of the current miner.
    updated: Vec<Bond>,
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

/// What all miners of an epoch have in common.
struct Rules<'a> {
    earning: Earning,
    /// α of the moving average and 1 − α.
    new: Factor,
    old: Factor,
    active_stake: &'a [u64],
    new_permits: &'a [bool],
}

impl<'a> Rules<'a> {
    fn new(inputs: &BondInputs<'a>) -> Self {
        let (new, old) = Factor::pair(inputs.params.bonds_moving_average);
        Self {
            earning: Earning::new(inputs.params.bonds_penalty),
            new,
            old,
            active_stake: inputs.active_stake,
            new_permits: inputs.new_permits,
        }
    }
}

/// One miner: its column of every matrix.
struct Miner<'a> {
    uid: u16,
    column: Column<'a>,
    /// Normalised weights of `column`.
    weights: &'a [u64],
    held: Column<'a>,
    consensus: u64,
    incentive: u64,
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

    /// Whether rows are rebuilt: sorted, with one entry a column.
    pub(crate) fn rebuilds_rows(self) -> bool {
        matches!(self, Self::Between(_))
    }
}

/// A factor of the moving average.
#[derive(Clone, Copy, Debug)]
enum Factor {
    /// In [0, 1], bits of I32F32.
    Share(u64),
    /// Negative or above 1: the chain does not bound the parameter behind it.
    Beyond(I32F32),
}

impl Factor {
    /// α of the moving average and 1 − α.
    fn pair(bonds_moving_average: u64) -> (Self, Self) {
        let one = I32F32::of(1);
        let old = I64F64::of(bonds_moving_average).safe_div(I64F64::of(1_000_000));
        let new = one.saturating_sub(I32F32::of(old));
        (Self::new(new), Self::new(one.saturating_sub(new)))
    }

    fn new(factor: I32F32) -> Self {
        match u64::try_from(factor.to_bits()) {
            Ok(bits) if bits <= unit::ONE => Self::Share(bits),
            _ => Self::Beyond(factor),
        }
    }

    /// Factor times `value`, which is in [0, 1].
    #[inline]
    fn apply(self, value: u64) -> i64 {
        match self {
            Self::Share(factor) => unit::mul_shares(factor, value) as i64,
            Self::Beyond(factor) => factor
                .saturating_mul(I32F32::from_bits(value as i64))
                .to_bits(),
        }
    }
}

impl Bonds {
    /// Takes over the stored bonds, without those in miners that registered at `last_tempo` or
    /// later.
    pub(crate) fn load(&mut self, params: &Params, neurons: &Neurons<'_>, stored: &SparseRows) {
        let uids = neurons.stake.len();
        let of_neurons = neurons.registered_at.get(..uids);
        let registered_at = of_neurons.unwrap_or(neurons.registered_at);
        let kept = |entry: &(u16, u16)| {
            let registered = registered_at.get(usize::from(entry.0)).copied();
            registered.unwrap_or(0) < params.last_tempo
        };
        self.held.reset(uids);
        for (uid, row) in (0u16..=u16::MAX).zip(stored.iter().take(uids)) {
            if !row.is_empty() {
                self.held.push_row(uid, row.iter().copied().filter(kept));
            }
        }
        self.held.sort();
    }

    /// Ages all bonds, writes the dividends D (normalised) and collects the bonds to store.
    pub(crate) fn settle(
        &mut self,
        inputs: &BondInputs<'_>,
        dividends: &mut Vec<u64>,
        stored: &mut Stored,
    ) {
        let params = inputs.params;
        let rules = Rules::new(inputs);
        let wanted = params.yuma3 && params.liquid_alpha;
        let liquid = (wanted && inputs.consensus.iter().any(|&consensus| consensus != 0))
            .then(|| LiquidAlpha::new(inputs, &self.held, rules.earning));
        let as_weights = liquid.is_some() && !rules.earning.rebuilds_rows();
        stored.reset(
            as_weights,
            &inputs.weights.matrix,
            &self.held,
            inputs.new_permits,
        );
        self.earned.clear();
        self.earned.resize(inputs.consensus.len(), 0);

        let held = core::mem::take(&mut self.held);
        let columns = inputs.weights.columns().zip(held.columns());
        let miners = inputs.consensus.iter().zip(inputs.incentive);
        for (uid, (((column, weights), held), (&consensus, &incentive))) in
            (0u16..=u16::MAX).zip(columns.zip(miners))
        {
            let miner = Miner {
                uid,
                column,
                weights,
                held,
                consensus,
                incentive,
            };
            match &liquid {
                Some(liquid) => self.settle_liquid(&miner, &rules, liquid, stored),
                None if params.yuma3 => self.settle_absolute(&miner, &rules, stored),
                None => self.settle_relative(&miner, &rules, stored),
            }
        }
        self.held = held;
        self.distribute(params.yuma3, inputs.active_stake, dividends);
    }

    /// Old Yuma (section 5.11): this epoch's weights times stake and the old bonds, each as shares
    /// of their column, are averaged; the average as share of its column earns that share of the
    /// incentive. Stored is that share relative to the largest one.
    #[inline(never)]
    fn settle_relative(&mut self, miner: &Miner<'_>, rules: &Rules<'_>, stored: &mut Stored) {
        let bought = self.observe(miner, rules.earning, |row, weight| {
            let stake = rules.active_stake.get(usize::from(row)).copied();
            unit::mul_shares(stake.unwrap_or(0), weight)
        });
        let held = miner.held.cells.iter().map(|bond| u64::from(bond.value));
        let (bought, held) = (Whole::new(bought), Whole::new(held.sum()));
        let (total, largest) = self.blend(
            miner.held.cells,
            |weight| rules.new.apply(bought.share(weight)),
            |bond| rules.old.apply(held.share(u64::from(bond))),
        );
        let largest = Whole::new(total.share(largest));
        let earned = &mut self.earned;
        stored.collect(miner.uid, &self.updated, rules.new_permits, |bond| {
            let share = total.share(bond.value);
            earn(earned, bond.row, unit::mul_shares(miner.incentive, share));
            unit::to_u16(largest.share(share))
        });
    }

    /// Yuma3 without liquid alpha (section 5.12): this epoch's weights and the old bonds are
    /// averaged, and stored as they are.
    #[inline(never)]
    fn settle_absolute(&mut self, miner: &Miner<'_>, rules: &Rules<'_>, stored: &mut Stored) {
        self.observe(miner, rules.earning, |_, weight| weight);
        let (total, _) = self.blend(
            miner.held.cells,
            |weight| rules.new.apply(weight),
            |bond| rules.old.apply(unit::from_u16(bond)),
        );
        self.pay_absolute(miner, total, rules, stored);
    }

    /// Yuma3 with liquid alpha (sections 5.12 and 6.2).
    #[inline(never)]
    fn settle_liquid(
        &mut self,
        miner: &Miner<'_>,
        rules: &Rules<'_>,
        liquid: &LiquidAlpha,
        stored: &mut Stored,
    ) {
        self.observe(miner, rules.earning, |_, weight| weight);
        liquid.update(&self.fresh, miner.held, miner.consensus, &mut self.updated);
        let values = self.updated.iter().map(|bond| bond.value);
        let total = Whole::new(values.fold(0, unit::add));
        self.pay_absolute(miner, total, rules, stored);
    }

    /// Pays every new bond its share of the miner's incentive; stored are the bonds themselves.
    fn pay_absolute(
        &mut self,
        miner: &Miner<'_>,
        total: Whole,
        rules: &Rules<'_>,
        stored: &mut Stored,
    ) {
        let earned = &mut self.earned;
        stored.collect(miner.uid, &self.updated, rules.new_permits, |bond| {
            let share = total.share(bond.value);
            earn(earned, bond.row, unit::mul_shares(miner.incentive, share));
            unit::to_u16(bond.value)
        });
    }

    /// Collects the weights of one miner that earn bonds, each put through `weigh` with its
    /// validator; returns their sum. Where rows are rebuilt, the last of several weights of one
    /// validator counts.
    #[inline]
    fn observe(
        &mut self,
        miner: &Miner<'_>,
        earning: Earning,
        weigh: impl Fn(u16, u64) -> u64,
    ) -> u64 {
        let single = earning.rebuilds_rows();
        let mut total = 0u64;
        self.fresh.clear();
        let entries = miner.column.cells.iter().zip(miner.weights);
        // More than 2³² entries would not fit the memory of a runtime.
        for (index, (cell, &weight)) in (miner.column.start as u32..).zip(entries) {
            let row = cell.row;
            if single && let Some(earlier) = self.fresh.pop_if(|bond| bond.row == row) {
                total = total.wrapping_sub(earlier.value);
            }
            if let Some(weight) = earning.of(weight, miner.consensus) {
                let value = weigh(row, weight);
                // At most 1 each.
                total = total.wrapping_add(value);
                self.fresh.push(Bond { value, index, row });
            }
        }
        total
    }

    /// Moving average of the observed weights, aged by `new`, and the bonds `held`, aged by `old`,
    /// into `updated`, ascending by validator; only positive values stay. Returns their sum and the
    /// largest.
    #[inline]
    fn blend(
        &mut self,
        held: &[Cell],
        new: impl Fn(u64) -> i64,
        old: impl Fn(u16) -> i64,
    ) -> (Whole, u64) {
        let mut fresh = self.fresh.as_slice();
        let mut held = held;
        let (mut total, mut largest) = (0u64, 0);
        self.updated.clear();
        loop {
            let row = match (fresh.first(), held.first()) {
                (Some(entry), Some(bond)) => entry.row.min(bond.row),
                (Some(entry), None) => entry.row,
                (None, Some(bond)) => bond.row,
                (None, None) => break,
            };
            let mut sum = 0i64;
            while let Some((entry, tail)) = fresh.split_first()
                && entry.row == row
            {
                sum = sum.saturating_add(new(entry.value));
                fresh = tail;
            }
            while let Some((bond, tail)) = held.split_first()
                && bond.row == row
            {
                sum = sum.saturating_add(old(bond.value));
                held = tail;
            }
            if sum > 0 {
                let (value, index) = (sum.unsigned_abs(), 0);
                total = total.saturating_add(value);
                largest = value.max(largest);
                self.updated.push(Bond { value, index, row });
            }
        }
        (Whole::new(total.min(unit::MAX)), largest)
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

/// Adds `amount`, a part of the incentive and so at most 1, to what validator `row` earned.
#[inline]
fn earn(earned: &mut [u64], row: u16, amount: u64) {
    if let Some(total) = earned.get_mut(usize::from(row)) {
        *total = total.wrapping_add(amount);
    }
}
