//! Tables for people, JSON for programs.

use std::io::{self, Write};

use myelin_yuma::{Outcome, SparseRows};
use serde::{Serialize, Serializer};

use super::run::{Epoch, Simulation};

/// One neuron after an epoch; shares are in 1/65535, as the chain stores them.
#[derive(Serialize)]
struct Neuron {
    uid: usize,
    stake: u16,
    consensus: u16,
    incentive: u16,
    dividends: u16,
    validator_trust: u16,
    server_emission: u64,
    validator_emission: u64,
    emission: u64,
    permit: bool,
    active: bool,
}

/// The neurons of `outcome` by uid.
fn neurons(outcome: &Outcome) -> impl Iterator<Item = Neuron> {
    let shares = outcome
        .stake_weight
        .iter()
        .zip(&outcome.consensus)
        .zip(&outcome.incentive);
    let shares = shares.zip(&outcome.dividends).zip(&outcome.validator_trust);
    let amounts = outcome
        .server_emission
        .iter()
        .zip(&outcome.validator_emission);
    let amounts = amounts.zip(&outcome.emission);
    let flags = outcome.permits.iter().zip(&outcome.active);
    shares.zip(amounts).zip(flags).enumerate().map(
        |(
            uid,
            (
                (
                    ((((stake, consensus), incentive), dividends), validator_trust),
                    ((server_emission, validator_emission), emission),
                ),
                (permit, active),
            ),
        )| Neuron {
            uid,
            stake: *stake,
            consensus: *consensus,
            incentive: *incentive,
            dividends: *dividends,
            validator_trust: *validator_trust,
            server_emission: *server_emission,
            validator_emission: *validator_emission,
            emission: *emission,
            permit: *permit,
            active: *active,
        },
    )
}

/// An epoch as JSON.
#[derive(Serialize)]
struct EpochJson<'a> {
    block: u64,
    #[serde(serialize_with = "neuron_list")]
    neurons: &'a Outcome,
    #[serde(serialize_with = "row_list")]
    bonds: &'a SparseRows,
}

fn neuron_list<S: Serializer>(outcome: &&Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(neurons(outcome))
}

fn row_list<S: Serializer>(rows: &&SparseRows, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(rows.iter())
}

/// Writes one object with the list of all epochs.
pub fn json(epochs: Simulation, out: &mut impl Write) -> io::Result<()> {
    let mut separator = "{\"epochs\":[";
    for Epoch { block, outcome, .. } in epochs {
        out.write_all(separator.as_bytes())?;
        let epoch = EpochJson {
            block,
            neurons: &outcome,
            bonds: &outcome.bonds,
        };
        serde_json::to_writer(&mut *out, &epoch)?;
        separator = ",";
    }
    writeln!(out, "]}}")
}

/// Writes for each epoch a table of its neurons and its bonds.
pub fn tables(epochs: Simulation, out: &mut impl Write) -> io::Result<()> {
    for Epoch {
        number,
        of,
        block,
        outcome,
    } in epochs
    {
        if number > 1 {
            writeln!(out)?;
        }
        writeln!(out, "Epoch {number} of {of}, block {block}")?;
        table(&outcome, out)?;
        bonds(&outcome.bonds, out)?;
    }
    Ok(())
}

fn table(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{:>5} {:>8} {:>9} {:>9} {:>9} {:>8} {:>20} {:>20} {:>20}  {:6} active",
        "uid",
        "stake",
        "consensus",
        "incentive",
        "dividends",
        "trust",
        "server emission",
        "validator emission",
        "emission (rao)",
        "permit",
    )?;
    for neuron in neurons(outcome) {
        writeln!(
            out,
            "{:>5} {:>8.5} {:>9.5} {:>9.5} {:>9.5} {:>8.5} {:>20} {:>20} {:>20}  {:6} {}",
            neuron.uid,
            share(neuron.stake),
            share(neuron.consensus),
            share(neuron.incentive),
            share(neuron.dividends),
            share(neuron.validator_trust),
            neuron.server_emission,
            neuron.validator_emission,
            neuron.emission,
            yes(neuron.permit),
            yes(neuron.active),
        )?;
    }
    Ok(())
}

fn bonds(rows: &SparseRows, out: &mut impl Write) -> io::Result<()> {
    for (uid, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        write!(out, "bonds of {uid}:")?;
        for (miner, bond) in row {
            write!(out, " {miner}: {:.5}", share(*bond))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A stored share as a part of one.
fn share(stored: u16) -> f64 {
    f64::from(stored) / f64::from(u16::MAX)
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "-" }
}
