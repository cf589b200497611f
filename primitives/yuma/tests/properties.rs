//! What holds for every epoch, whatever the numbers.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::{EMISSION, Subnet, fuzzed};
use myelin_math::{I64F64, SafeFixed, unit};
use myelin_yuma::{Outcome, Scratch};
use proptest::prelude::*;

/// Neurons and validators among them.
const UIDS: usize = 14;
const VALIDATORS: usize = 6;

/// A subnet without ties: stakes differ, rows are sorted.
fn subnet() -> impl Strategy<Value = Subnet> {
    let row = || proptest::collection::vec(prop_oneof![Just(0u16), 1..=u16::MAX], UIDS);
    let rows = || proptest::collection::vec(row(), VALIDATORS);
    let stakes = proptest::collection::btree_set(1_000u64..1 << 50, VALIDATORS);
    let registered =
        proptest::collection::vec(prop_oneof![4 => Just(0u64), 1 => Just(9_995)], UIDS);
    let modes = (
        any::<bool>(),
        any::<bool>(),
        prop_oneof![Just(0), Just(u16::MAX), any::<u16>()],
    );
    let numbers = (0..=1_000_000u64, any::<u16>(), 1..=UIDS as u16);
    (stakes, rows(), rows(), registered, modes, numbers).prop_map(
        |(stakes, weights, bonds, registered, (yuma3, liquid, penalty), (average, kappa, k))| {
            let mut subnet = Subnet::new(&[0; UIDS]);
            for (uid, stake) in stakes.into_iter().enumerate() {
                subnet.stake[uid] = I64F64::of(stake);
            }
            subnet.registered_at = registered;
            for uid in 0..VALIDATORS {
                let listed = |row: &[u16]| -> Vec<(u16, u16)> {
                    (0..)
                        .zip(row.iter().copied())
                        .filter(|entry| entry.1 > 9_999)
                        .collect()
                };
                subnet.weights[uid] = listed(&weights[uid]);
                subnet.bonds[uid] = listed(&bonds[uid]);
            }
            let params = &mut subnet.params;
            (params.yuma3, params.liquid_alpha, params.bonds_penalty) = (yuma3, liquid, penalty);
            params.bonds_moving_average = average;
            params.kappa = kappa;
            params.max_validators = k;
            subnet
        },
    )
}

fn run(subnet: &Subnet, scratch: &mut Scratch) -> Outcome {
    subnet.peek(EMISSION, scratch).0
}

/// The subnet with uid `from[i]` moved to uid i.
fn permuted(subnet: &Subnet, from: &[usize]) -> Subnet {
    let mut to = [0u16; UIDS];
    for (uid, &old) in from.iter().enumerate() {
        to[old] = uid as u16;
    }
    let rows = |rows: &[Vec<(u16, u16)>]| -> Vec<Vec<(u16, u16)>> {
        let row = |&old: &usize| {
            let moved = rows[old]
                .iter()
                .map(|&(j, value)| (to[usize::from(j)], value));
            let mut row: Vec<(u16, u16)> = moved.collect();
            row.sort_unstable();
            row
        };
        from.iter().map(row).collect()
    };
    Subnet {
        params: subnet.params.clone(),
        stake: from.iter().map(|&old| subnet.stake[old]).collect(),
        last_update: from.iter().map(|&old| subnet.last_update[old]).collect(),
        registered_at: from.iter().map(|&old| subnet.registered_at[old]).collect(),
        first_commit: vec![],
        permits: from.iter().map(|&old| subnet.permits[old]).collect(),
        weights: rows(&subnet.weights),
        bonds: rows(&subnet.bonds),
    }
}

/// Under liquid alpha a bond in nobody hides those behind it in its row.
#[test]
fn a_registration_of_nobody_changes_nothing() {
    let mut subnet = Subnet::new(&[5, 3, 0, 0]);
    subnet.params.liquid_alpha = true;
    subnet.set_weights(0, &[(2, 10), (3, 5)]);
    subnet.set_weights(1, &[(2, 7), (3, 9)]);
    subnet.bonds[0] = vec![(4, 1_000), (2, 60_000)];
    let mut scratch = Scratch::default();
    let without = run(&subnet, &mut scratch);
    subnet.registered_at.push(u64::MAX);
    assert_eq!(run(&subnet, &mut scratch), without);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn renaming_the_neurons_renames_the_result(
        subnet in subnet(),
        from in Just((0..UIDS).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut scratch = Scratch::default();
        let original = run(&subnet, &mut scratch);
        let moved = run(&permuted(&subnet, &from), &mut scratch);
        for (uid, &old) in from.iter().enumerate() {
            prop_assert_eq!(moved.consensus[uid], original.consensus[old]);
            prop_assert_eq!(moved.incentive[uid], original.incentive[old]);
            prop_assert_eq!(moved.dividends[uid], original.dividends[old]);
            prop_assert_eq!(moved.validator_trust[uid], original.validator_trust[old]);
            prop_assert_eq!(moved.stake_weight[uid], original.stake_weight[old]);
            prop_assert_eq!(moved.emission[uid], original.emission[old]);
            prop_assert_eq!(moved.permits[uid], original.permits[old]);
            let mut bonds: Vec<(u16, u16)> = moved
                .bonds
                .row(uid)
                .iter()
                .map(|&(j, bond)| (from[usize::from(j)] as u16, bond))
                .collect();
            bonds.sort_unstable();
            prop_assert_eq!(&bonds, original.bonds.row(old));
        }
    }

    #[test]
    fn shares_add_up_to_at_most_one(subnet in subnet()) {
        let mut scratch = Scratch::default();
        run(&subnet, &mut scratch);
        let shares = scratch.intermediates();
        for vector in [shares.stake, shares.active_stake, shares.incentive, shares.dividends] {
            let sum: u64 = vector.iter().sum();
            // Every division loses less than one unit in the last place.
            prop_assert!(sum == 0 || (unit::ONE - UIDS as u64..=unit::ONE).contains(&sum));
        }
        prop_assert!(shares.consensus.iter().all(|&c| c <= unit::ONE));
        prop_assert!(shares.validator_trust.iter().all(|&trust| trust <= unit::ONE));
    }

    #[test]
    fn the_emission_is_paid_out_but_for_rounding(subnet in subnet(), emission in any::<u64>()) {
        let (outcome, _) = subnet.peek(emission, &mut Scratch::default());
        let total = |amounts: &[u64]| amounts.iter().map(|&amount| u128::from(amount)).sum::<u128>();
        let combined = total(&outcome.emission);
        let parts = total(&outcome.server_emission) + total(&outcome.validator_emission);
        // One unit in the last place of a share, and one rao, for every neuron and role.
        let rounding = 4 * UIDS as u128 * (1 + (u128::from(emission) >> 32));
        for paid in [combined, parts] {
            prop_assert!(paid <= u128::from(emission));
            prop_assert!(paid + rounding >= u128::from(emission));
        }
    }

    #[test]
    fn at_most_k_neurons_get_permits_and_only_they_keep_bonds(subnet in subnet()) {
        let outcome = run(&subnet, &mut Scratch::default());
        let permits = outcome.permits.iter().filter(|permit| **permit).count();
        prop_assert!(permits <= usize::from(subnet.params.max_validators).min(VALIDATORS));
        for uid in 0..UIDS {
            prop_assert!(outcome.permits[uid] || outcome.bonds.row(uid).is_empty());
            prop_assert!(outcome.bonds.row(uid).is_sorted());
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter_without_liquid_alpha(
        subnet in subnet(),
        seed in any::<u64>(),
    ) {
        let mut original = subnet;
        original.params.liquid_alpha = false;
        let mut shuffled = original.clone();
        for row in shuffled.weights.iter_mut().chain(&mut shuffled.bonds) {
            row.sort_by_key(|entry| u64::from(entry.0).wrapping_mul(seed | 1) >> 3);
        }
        let mut scratch = Scratch::default();
        prop_assert_eq!(run(&original, &mut scratch), run(&shuffled, &mut scratch));
    }

    #[test]
    fn scaling_all_stakes_changes_nothing(subnet in subnet(), shift in 0u32..10) {
        let mut scaled = subnet.clone();
        for stake in &mut scaled.stake {
            *stake <<= shift;
        }
        let mut scratch = Scratch::default();
        prop_assert_eq!(run(&subnet, &mut scratch), run(&scaled, &mut scratch));
    }

    /// The fuzz target of the epoch: `scripts/fuzz.sh epoch` goes on for as long as one likes, and
    /// learns from what it has seen.
    #[test]
    fn whatever_bytes_describe_gives_the_bits_of_the_oracle(
        bytes in proptest::collection::vec(any::<u8>(), 0..1_500),
    ) {
        fuzzed::epoch(&bytes);
    }
}
