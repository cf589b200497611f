//! `myelin-node simulate-epoch`: the epochs of one subnet without a chain, for people who design
//! incentive mechanisms. Input, output and their fields are described in the help text below.
//!
//! | module | what it does |
//! |---|---|
//! | [`input`] | reads and checks the input |
//! | [`value`] | values of the input that know their place in it |
//! | [`run`] | one epoch after another |
//! | [`output`] | tables and JSON |

mod input;
mod output;
mod run;
mod value;

#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
};

use clap::{Args, ValueEnum};

use input::Input;
use run::Simulation;

/// Why nothing was simulated, or nothing printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{file}: {cause}: pass the path of a JSON file, or - for standard input")]
    Read {
        /// The file.
        file: String,
        /// What the operating system said.
        cause: io::Error,
    },
    /// The input is not what it should be; the text names the field and the position.
    #[error("{0}")]
    Input(String),
    /// The result cannot be written.
    #[error("the result cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// Compute the epochs of one subnet without a chain.
#[derive(Debug, Clone, Args)]
#[command(after_long_help = FIELDS)]
pub struct Command {
    /// JSON file with the subnet, or - for standard input.
    #[arg(value_name = "FILE")]
    file: String,

    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// How the result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for people.
    Table,
    /// One JSON object for programs.
    Json,
}

impl Command {
    /// Reads the input, runs the epochs and prints them.
    ///
    /// # Errors
    ///
    /// When the input is not usable; nothing is printed then.
    pub fn run(&self) -> Result<(), Error> {
        let input = Input::read(&self.text()?)?;
        let mut out = BufWriter::new(io::stdout().lock());
        simulate(input, self.format, &mut out)?;
        Ok(out.flush()?)
    }

    fn text(&self) -> Result<String, Error> {
        let mut text = String::new();
        let read = match self.file.as_str() {
            "-" => io::stdin().read_to_string(&mut text),
            path => File::open(path).and_then(|mut file| file.read_to_string(&mut text)),
        };
        match read {
            Ok(_) => Ok(text),
            Err(cause) => Err(Error::Read {
                file: self.file.clone(),
                cause,
            }),
        }
    }
}

/// Prints the epochs of `input` as they are computed.
fn simulate(input: Input, format: Format, out: &mut impl Write) -> io::Result<()> {
    let epochs = Simulation::new(input);
    match format {
        Format::Table => output::tables(epochs, out),
        Format::Json => output::json(epochs, out),
    }
}

/// The fields of the input, for `--help`.
const FIELDS: &str = "\
The input is one JSON object. Lists have one entry per uid.
  stake                    stake weight in rao (required)
  weights                  per uid a list of [uid, weight], weight 0 to 65535 (required)
  block                    block of the first epoch (100000)
  tempo                    blocks between two epochs (360)
  last_step                block of the previous epoch (block - tempo)
  kappa                    majority, in 1/65535 of the stake (32767)
  bonds_moving_average     part of the old bonds that stays, in millionths (900000)
  bonds_penalty            penalty on bonds for weights above consensus, in 1/65535 (65535)
  yuma3                    Yuma3 bonds (true)
  liquid_alpha             liquid alpha (false)
  alpha_low, alpha_high    its range, in 1/65535 (45875, 58982)
  alpha_sigmoid_steepness  its steepness, in hundredths (1000)
  max_validators           number of permits (64)
  min_stake                stake weight below which a neuron counts as having none, in rao (0)
  activity_cutoff          blocks after which weights no longer count (what the chain makes of
                           the tempo: 5000 for 360)
  owner_uid                neuron of the subnet's owner (null)
  permits                  permits before the first epoch (those the first epoch would grant)
  last_update              block of the last weights (block - 1)
  registered_at            block of the registration (0)
  bonds                    like weights (none)
  emission                 alpha of each epoch, in rao (1000000000)
  epochs                   number of epochs (1)
Before every further epoch the block advances by the tempo, bonds and permits carry over, and each
uid that has weights is taken to have sent them again one block before.";
