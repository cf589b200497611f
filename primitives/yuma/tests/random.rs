//! Thousands of random subnets give the same bits in the shipped code and in the slow reading of
//! the specification; [`common::Subnet::peek`] compares them.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "test code"
)]

mod common;

use common::Subnet;
use myelin_math::{I64F64, SafeFixed};
use myelin_yuma::Scratch;
use rand::{Rng, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

type Row = Vec<(u16, u16)>;

/// One of the boundaries of `u16`, or any number.
fn edge_u16(rng: &mut ChaCha8Rng) -> u16 {
    *[0, 1, 2, 32_767, 32_768, 65_534, u16::MAX, rng.r#gen()]
        .choose(rng)
        .unwrap_or(&0)
}

fn stake(rng: &mut ChaCha8Rng) -> I64F64 {
    match rng.gen_range(0..12) {
        0..=2 => I64F64::of(0),
        3 => I64F64::of(rng.gen_range(0..4u64)),
        4 => I64F64::of(1_000_000_000u64),
        5 => I64F64::max_value(),
        6 => I64F64::from_bits(rng.gen_range(0..1i128 << 70)),
        _ => I64F64::from_bits(
            rng.r#gen::<i128>().unsigned_abs() as i128 >> 1 >> rng.gen_range(8..90),
        ),
    }
}

/// A row of weights or bonds over columns up to `columns`: empty, sparse, dense, all zero,
/// shuffled, with duplicates.
fn row(rng: &mut ChaCha8Rng, columns: u16) -> Row {
    let style = rng.gen_range(0..8);
    let mut row: Row = match style {
        0 => vec![],
        1 => (0..columns).map(|j| (j, 0)).collect(),
        2 => (0..columns).map(|j| (j, 1_000)).collect(),
        3 => (0..columns).map(|j| (j, edge_u16(rng))).collect(),
        _ => {
            let density = rng.gen_range(0.0..1.0);
            let listed: Vec<u16> = (0..columns).filter(|_| rng.gen_bool(density)).collect();
            listed
                .into_iter()
                .map(|j| (j, rng.gen_range(0..2_000)))
                .collect()
        }
    };
    if style == 6 && !row.is_empty() {
        for _ in 0..rng.gen_range(1..4) {
            let copy = row[rng.gen_range(0..row.len())].0;
            row.push((copy, edge_u16(rng)));
        }
    }
    if style >= 6 || rng.gen_bool(0.2) {
        row.shuffle(rng);
    }
    row
}

/// Registrations, updates and commits crowd around a few blocks, so that every mask applies
/// sometimes.
fn blocks(rng: &mut ChaCha8Rng, n: usize) -> Vec<u64> {
    let length = if rng.gen_bool(0.1) {
        rng.gen_range(0..=n + 1)
    } else {
        n
    };
    (0..length)
        .map(|_| match rng.gen_range(0..10) {
            0 => 0,
            1 => u64::MAX,
            2..=4 => rng.gen_range(95..105),
            _ => 100,
        })
        .collect()
}

fn registrations(rng: &mut ChaCha8Rng, n: usize) -> Vec<u64> {
    let recent = rng.gen_range(0.0..0.5);
    (0..n)
        .map(|_| {
            if rng.gen_bool(recent) {
                rng.gen_range(90..103)
            } else {
                rng.gen_range(0..3)
            }
        })
        .collect()
}

fn parameters(rng: &mut ChaCha8Rng, subnet: &mut Subnet) {
    let n = subnet.stake.len() as u16;
    let params = &mut subnet.params;
    params.block = 105;
    params.last_tempo = rng.gen_range(0..104);
    params.activity_cutoff = *[0, 3, 5, 10, u64::MAX].choose(rng).unwrap_or(&5);
    params.kappa = if rng.gen_bool(0.5) {
        32_767
    } else {
        edge_u16(rng)
    };
    params.bonds_moving_average = *[
        0,
        900_000,
        975_000,
        999_999,
        1_000_000,
        1_500_000,
        u64::MAX,
        rng.gen_range(0..1_000_000),
    ]
    .choose(rng)
    .unwrap_or(&0);
    params.bonds_penalty = edge_u16(rng);
    params.yuma3 = rng.gen_bool(0.65);
    params.liquid_alpha = rng.gen_bool(0.6);
    (params.alpha_low, params.alpha_high) = match rng.gen_range(0..4) {
        0 => (45_875, 58_982),
        1 => (6_553, 19_660),
        _ => (edge_u16(rng), edge_u16(rng)),
    };
    params.alpha_sigmoid_steepness = *[1_000, 0, -1_000, i16::MIN, i16::MAX, rng.r#gen()]
        .choose(rng)
        .unwrap_or(&0);
    params.max_validators = if rng.gen_bool(0.5) {
        n
    } else {
        rng.gen_range(0..=n + 1)
    };
    params.min_stake = *[0, 0, 1, 1_000, u64::MAX].choose(rng).unwrap_or(&0);
    params.commit_reveal = rng.gen_bool(0.3);
    params.owner_uid = rng.gen_bool(0.3).then(|| rng.gen_range(0..=n));
}

fn subnet(rng: &mut ChaCha8Rng, largest: usize) -> Subnet {
    let n = rng.gen_range(0..=largest);
    let mut subnet = Subnet::new(&vec![0; n]);
    let equal = rng.gen_bool(0.2);
    let first = stake(rng);
    subnet.stake = (0..n)
        .map(|_| if equal { first } else { stake(rng) })
        .collect();
    subnet.last_update = blocks(rng, n);
    subnet.first_commit = blocks(rng, n);
    subnet.registered_at = registrations(rng, n);
    let permitted = *[0.0, 0.5, 0.9, 1.0].choose(rng).unwrap_or(&1.0);
    let permits = match rng.gen_range(0..8) {
        0 => 0,
        1 => rng.gen_range(0..=n),
        2 => n + 1,
        _ => n,
    };
    subnet.permits = (0..permits).map(|_| rng.gen_bool(permitted)).collect();
    // Some rows reach beyond the last neuron, and sometimes there are rows for nobody.
    let columns = n as u16 + rng.gen_range(0..2) * 2;
    let surplus = rng.gen_range(0..2);
    subnet.weights = (0..n + surplus).map(|_| row(rng, columns)).collect();
    subnet.bonds = (0..n + surplus).map(|_| row(rng, columns)).collect();
    parameters(rng, &mut subnet);
    subnet
}

#[test]
fn small_random_subnets_of_every_kind_give_the_bits_of_the_oracle() {
    let mut rng = ChaCha8Rng::seed_from_u64(1);
    let mut scratch = Scratch::default();
    for _ in 0..20_000 {
        let emission = if rng.gen_bool(0.1) {
            rng.r#gen()
        } else {
            1_000_000_000
        };
        subnet(&mut rng, 9).peek(emission, &mut scratch);
    }
}

#[test]
fn larger_random_subnets_give_the_bits_of_the_oracle() {
    let mut rng = ChaCha8Rng::seed_from_u64(2);
    let mut scratch = Scratch::default();
    for _ in 0..400 {
        subnet(&mut rng, 70).peek(1_000_000_000, &mut scratch);
    }
}

#[test]
fn realistic_subnets_give_the_bits_of_the_oracle_over_several_epochs() {
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for round in 0..24 {
        let n = rng.gen_range(20..80);
        let stakes: Vec<u64> = (0..n)
            .map(|uid| {
                if uid < 12 {
                    rng.gen_range(1_000..1_000_000_000)
                } else {
                    0
                }
            })
            .collect();
        let mut subnet = Subnet::new(&stakes);
        subnet.params.yuma3 = round % 3 != 0;
        subnet.params.liquid_alpha = round % 2 == 0;
        subnet.params.bonds_penalty = edge_u16(&mut rng);
        subnet.params.max_validators = 10;
        for _ in 0..6 {
            for uid in 0..12 {
                let listed: Row = (0..n)
                    .filter(|_| rng.gen_bool(0.7))
                    .collect::<Vec<u16>>()
                    .into_iter()
                    .map(|j| (j, rng.gen_range(1..=u16::MAX)))
                    .collect();
                subnet.set_weights(uid, &listed);
            }
            subnet.epoch();
        }
    }
}
