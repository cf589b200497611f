//! Epochs of arbitrary subnets: driven by `fuzz/fuzz_targets/epoch.rs`, and by a test with random
//! bytes.

use arbitrary::{Arbitrary, Result, Unstructured};
use myelin_math::{I64F64, unit};
use myelin_yuma::{Outcome, Scratch};

use super::Subnet;

/// Most neurons.
const MAX_NEURONS: usize = 12;

/// Block in which the epoch runs.
const BLOCK: u64 = 105;

/// Two epochs of the subnet that the bytes describe, the second with the bonds and permits of the
/// first. Each is compared with the oracle.
pub fn epoch(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok((mut subnet, emission)) = described(&mut input) else {
        return;
    };
    let mut scratch = Scratch::default();
    for _ in 0..2 {
        let (outcome, _) = subnet.peek(emission, &mut scratch);
        check_shape(&subnet, &outcome);
        if has_a_total_stake(&subnet) {
            check_sums(&outcome, emission, &scratch);
        }
        subnet.bonds = outcome.bonds.iter().map(<[_]>::to_vec).collect();
        subnet.permits = outcome.permits;
        subnet.params.last_tempo = subnet.params.block;
        subnet.params.block += 1;
    }
}

/// One entry for each neuron; bonds where a permit is, and no more than there were reasons for.
fn check_shape(subnet: &Subnet, outcome: &Outcome) {
    let n = subnet.stake.len();
    for vector in [
        &outcome.stake_weight,
        &outcome.consensus,
        &outcome.incentive,
        &outcome.dividends,
        &outcome.validator_trust,
    ] {
        assert_eq!(vector.len(), n);
    }
    for vector in [
        &outcome.emission,
        &outcome.server_emission,
        &outcome.validator_emission,
    ] {
        assert_eq!(vector.len(), n);
    }
    let permits = outcome.permits.iter().filter(|permit| **permit).count();
    assert!(permits <= usize::from(subnet.params.max_validators) + 1);
    for (uid, permit) in outcome.permits.iter().enumerate() {
        let row = outcome.bonds.row(uid);
        assert!(
            *permit || row.is_empty(),
            "{uid} has bonds without a permit"
        );
        assert!(row.iter().all(|entry| usize::from(entry.0) < n), "{row:?}");
        let length = |rows: &[Vec<(u16, u16)>]| rows.get(uid).map_or(0, Vec::len);
        assert!(row.len() <= length(&subnet.weights) + length(&subnet.bonds));
    }
}

/// Whether the stakes add up to a number. On a chain they do; where they do not, shares mean
/// nothing.
fn has_a_total_stake(subnet: &Subnet) -> bool {
    let mut stakes = subnet.stake.iter();
    stakes
        .try_fold(I64F64::from_bits(0), |sum, stake| sum.checked_add(*stake))
        .is_some()
}

/// Nothing is shared out twice.
fn check_sums(outcome: &Outcome, emission: u64, scratch: &Scratch) {
    let total =
        |amounts: &[u64]| -> u128 { amounts.iter().map(|&amount| u128::from(amount)).sum() };
    let parts = total(&outcome.server_emission) + total(&outcome.validator_emission);
    assert!(parts <= u128::from(emission), "{parts} of {emission}");
    assert!(total(&outcome.emission) <= u128::from(emission));
    let shares = scratch.intermediates();
    for vector in [
        shares.stake,
        shares.active_stake,
        shares.incentive,
        shares.dividends,
    ] {
        assert!(total(vector) <= u128::from(unit::ONE), "{vector:?}");
    }
    assert!(shares.consensus.iter().all(|share| *share <= unit::ONE));
}

/// A subnet and its emission.
fn described(input: &mut Unstructured<'_>) -> Result<(Subnet, u64)> {
    let n = input.int_in_range(0..=MAX_NEURONS)?;
    let mut subnet = Subnet::new(&vec![0; n]);
    parameters(input, &mut subnet)?;
    let emission = edge(input, &[1_000_000_000, 0, 1, u64::MAX])?;
    for stake in &mut subnet.stake {
        *stake = any_stake(input)?;
    }
    subnet.last_update = some_of(input, n, block_number)?;
    subnet.registered_at = some_of(input, n, block_number)?;
    subnet.first_commit = some_of(input, n, block_number)?;
    subnet.permits = some_of(input, n, |input| input.ratio(7, 8))?;
    subnet.weights = some_of(input, n, |input| row(input, n))?;
    subnet.bonds = some_of(input, n, |input| row(input, n))?;
    Ok((subnet, emission))
}

fn parameters(input: &mut Unstructured<'_>, subnet: &mut Subnet) -> Result<()> {
    let n = u16::try_from(subnet.stake.len()).unwrap_or_default();
    let params = &mut subnet.params;
    params.block = BLOCK;
    params.last_tempo = input.int_in_range(0..=BLOCK)?;
    params.activity_cutoff = edge(input, &[5, 0, 1, 100, u64::MAX])?;
    params.kappa = edge(input, &[32_767, 0, 1, u16::MAX])?;
    params.bonds_moving_average = edge(input, &[900_000, 0, 1_000_000, u64::MAX])?;
    params.bonds_penalty = edge(input, &[u16::MAX, 0, 1])?;
    params.yuma3 = input.arbitrary()?;
    params.liquid_alpha = input.arbitrary()?;
    params.alpha_low = edge(input, &[45_875, 0, u16::MAX])?;
    params.alpha_high = edge(input, &[58_982, 0, u16::MAX])?;
    params.alpha_sigmoid_steepness = edge(input, &[1_000, 0, -1_000, i16::MIN, i16::MAX])?;
    params.max_validators = edge(input, &[n, n / 2, 0])?;
    params.min_stake = edge(input, &[0, 1, u64::MAX])?;
    params.commit_reveal = input.arbitrary()?;
    params.owner_uid = if input.arbitrary()? {
        Some(input.int_in_range(0..=n)?)
    } else {
        None
    };
    Ok(())
}

/// One of these numbers, or any.
fn edge<'a, T: Arbitrary<'a> + Copy>(input: &mut Unstructured<'a>, edges: &[T]) -> Result<T> {
    let chosen = input.int_in_range(0..=edges.len())?;
    edges
        .get(chosen)
        .map_or_else(|| input.arbitrary(), |edge| Ok(*edge))
}

/// Mostly one for each of `n` neurons, at times some less or more.
fn some_of<'a, T>(
    input: &mut Unstructured<'a>,
    n: usize,
    mut one: impl FnMut(&mut Unstructured<'a>) -> Result<T>,
) -> Result<Vec<T>> {
    let count = if input.ratio(7, 8)? {
        n
    } else {
        input.int_in_range(0..=n + 2)?
    };
    (0..count).map(|_| one(input)).collect()
}

/// A stake of any size that is not negative.
fn any_stake(input: &mut Unstructured<'_>) -> Result<I64F64> {
    let whole: u64 = input.arbitrary()?;
    let bits = i128::from(whole) << 64;
    Ok(match input.int_in_range(0..=7u8)? {
        0 => I64F64::from_bits(0),
        1 => I64F64::max_value(),
        2 => I64F64::from_bits(i128::from(whole)),
        3 => I64F64::from_bits(bits & i128::MAX),
        shift => I64F64::from_bits((bits & i128::MAX) >> (8 * u32::from(shift))),
    })
}

fn block_number(input: &mut Unstructured<'_>) -> Result<u64> {
    edge(input, &[BLOCK - 1, 0, BLOCK, BLOCK + 1, u64::MAX])
}

/// A row of weights or bonds: unsorted, with duplicates and with uids that nobody has.
fn row(input: &mut Unstructured<'_>, n: usize) -> Result<Vec<(u16, u16)>> {
    let columns = u16::try_from(n).unwrap_or_default();
    let length = input.int_in_range(0..=n + 2)?;
    let entry = |input: &mut Unstructured<'_>| -> Result<(u16, u16)> {
        let uid = if input.ratio(15, 16)? {
            input.int_in_range(0..=columns)?
        } else {
            input.arbitrary()?
        };
        Ok((uid, edge(input, &[0, 1, u16::MAX])?))
    };
    (0..length).map(|_| entry(input)).collect()
}
