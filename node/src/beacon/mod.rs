//! `myelin-node beacon`: a randomness beacon of one's own, for chains without access to the public
//! one, and what it takes to name it to a chain and to hide weights until one of its rounds.
//!
//! | module | what it does |
//! |---|---|
//! | [`own`] | the beacon: its key, its rhythm, its signatures |
//! | [`interface`] | answers to requests, as the public beacon gives them |
//! | [`server`] | HTTP |
//! | [`configuration`] | the beacon as a chain has to know it |
//! | [`weights`] | weights that stay hidden until a round |

mod configuration;
mod interface;
mod own;
mod server;
mod weights;

#[cfg(test)]
mod tests;

use std::num::NonZeroU32;

use clap::{Args, Subcommand};

use own::Beacon;

/// Why a beacon does not work, or cannot do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something on the command line is not usable.
    #[error("{0}")]
    Input(String),
    /// Nothing can be served on the port.
    #[error("the beacon cannot serve port {port} ({cause}): choose another one with --port")]
    Port {
        /// The port.
        port: u16,
        /// What the operating system said.
        cause: std::io::Error,
    },
    /// The operating system refuses something else.
    #[error(transparent)]
    System(#[from] std::io::Error),
}

/// Run a randomness beacon for development, and hide weights until its rounds.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Sign rounds and serve them over HTTP, as the public beacon does
    ///
    /// Serves /chains, and below the hash of the chain /info, /public/latest and /public/<ROUND>,
    /// on 127.0.0.1 only. Ends with an interrupt.
    Serve(Serve),

    /// Print how a chain has to know the beacon
    ///
    /// JSON: `beaconConfig` belongs below `drand` in the genesis of a chain specification; `call`
    /// is the encoded call `Drand.set_beacon_config`, which the origin root has to make.
    Config(Rhythm),

    /// Print weights that nobody can read before a round is signed
    ///
    /// In hexadecimal, as the argument `commit` of `commit_timelocked_weights` and its forms.
    Encrypt(weights::Hide),
}

/// What makes a beacon: the same values give the same beacon.
#[derive(Debug, Clone, Args)]
pub struct Rhythm {
    /// What the key of the beacon is made from: who knows it can sign every round
    #[arg(long, value_name = "TEXT")]
    seed: String,

    /// Seconds from one round to the next
    #[arg(long, value_name = "SECONDS", default_value = "3")]
    period: NonZeroU32,

    /// Time of the first round, in seconds since 1970 [default: that of the public beacon]
    #[arg(long, value_name = "TIME", default_value_t = own::PUBLIC_GENESIS, hide_default_value = true)]
    genesis_time: u32,
}

/// What `beacon serve` needs to know.
#[derive(Debug, Clone, Args)]
pub struct Serve {
    #[command(flatten)]
    rhythm: Rhythm,

    /// Port to serve; 0 takes any that is free
    #[arg(long)]
    port: u16,

    /// Oldest round to serve, as if those before it had been lost
    #[arg(long, value_name = "ROUND", default_value_t = 1)]
    first_round: u64,
}

impl Command {
    /// Does what the command says.
    ///
    /// # Errors
    ///
    /// When an argument is not usable or the port is not free.
    pub fn run(&self) -> Result<(), Error> {
        match self {
            Self::Serve(serve) => {
                let beacon = Beacon::new(&serve.rhythm, serve.first_round);
                server::until_exit(beacon, serve.port)
            }
            Self::Config(rhythm) => {
                let beacon = Beacon::new(rhythm, 1);
                println!("{}", configuration::print(&beacon.configuration));
                Ok(())
            }
            Self::Encrypt(hide) => {
                println!("{}", hide.commit()?);
                Ok(())
            }
        }
    }
}
