//! `myelin-node`: full node, validator and development chain in one binary.
//!
//! | module | what it does |
//! |---|---|
//! | [`cli`] | the command line: stock flags of the SDK, a few of our own, their defaults |
//! | [`command`] | runs what the command line asks for |
//! | [`run`], [`banner`], [`ports`] | the life of a running node: first log lines, port check, shutdown |
//! | [`chain_spec`], [`genesis`] | the built-in chains, chain-spec files and their first state |
//! | [`executor`] | the WASM executor and its cache of compiled runtimes |
//! | [`service`] | client, pool, network, block authoring, finality |
//! | [`rpc`] | JSON-RPC methods beyond those of the SDK's service builder |
//! | [`simulate`] | one subnet's epochs without a chain |
//! | [`beacon`] | a randomness beacon for chains without access to the public one |
//! | [`error`] | every failure as one sentence that says what to do |

mod banner;
mod beacon;
mod chain_spec;
mod cli;
mod command;
mod error;
mod executor;
mod genesis;
mod ports;
mod rpc;
mod run;
mod service;
mod simulate;

use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match cli::Cli::read(std::env::args_os()) {
        Ok(cli) => cli,
        Err(usage) => usage.exit(),
    };
    match command::execute(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report(&failure);
            failure.exit_code()
        }
    }
}

/// Tells why the command failed, after everything the log still holds back: logging an error
/// writes it all out.
fn report(failure: &error::Error) {
    if log::log_enabled!(log::Level::Error) {
        log::error!("Error: {failure}");
    } else {
        eprintln!("Error: {failure}");
    }
}
