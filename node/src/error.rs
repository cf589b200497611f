//! Every failure of the node, as one sentence that says what to do.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use crate::{beacon, chain_spec, simulate};

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither `--dev` nor `--chain` was given.
    #[error("no chain given: pass --dev or --chain with {choices}", choices = chain_spec::choices())]
    NoChain,

    /// The value of `--chain` is no built-in chain and no file.
    #[error(
        "there is no chain and no chain-spec file `{0}`: pass --chain with {choices}",
        choices = chain_spec::choices()
    )]
    UnknownChain(String),

    /// A chain specification or another input of a command is not usable.
    #[error("{0}")]
    Input(String),

    /// The database is open elsewhere.
    #[error(
        "the database in {} is in use: stop the other node that runs on it, or choose another \
         --base-path",
        .0.display()
    )]
    DatabaseInUse(PathBuf),

    /// The database does not open or lacks what it must hold.
    #[error(
        "the database in {} cannot be read ({cause}): restore it from a copy, or remove it with \
         `myelin-node purge-chain` and synchronise again",
        .path.display()
    )]
    DatabaseDamaged {
        /// Folder of the database.
        path: PathBuf,
        /// What the database said.
        cause: String,
    },

    /// The database starts with another genesis block.
    #[error(
        "the database in {} belongs to another chain (genesis {found}, expected {expected}): pass \
         the --chain it was made with, choose another --base-path, or remove it with `myelin-node \
         purge-chain`",
        .path.display()
    )]
    DatabaseForeign {
        /// Folder of the database.
        path: PathBuf,
        /// Genesis hash in the database.
        found: String,
        /// Genesis hash of the chain that was asked for.
        expected: String,
    },

    /// Somebody else listens on an address the node needs.
    #[error(
        "{address} is in use, so the node cannot serve {purpose} there: stop the program that uses \
         it, or choose another port with {flag}"
    )]
    PortInUse {
        /// Address the node wanted.
        address: SocketAddr,
        /// What it wanted to serve.
        purpose: &'static str,
        /// Flag that moves it elsewhere.
        flag: &'static str,
    },

    /// A validator has no network identity yet.
    #[error(
        "this validator has no network key in {}: make one with `myelin-node key \
         generate-node-key --base-path <PATH>`, or pass --unsafe-force-node-key-generation on a \
         throw-away network",
        .0.display()
    )]
    NetworkKeyMissing(PathBuf),

    /// The key store does not open.
    #[error("the key store cannot be opened ({0}): check the files in it and the password")]
    Keystore(String),

    /// The input or the output of the epoch simulator.
    #[error(transparent)]
    Simulation(#[from] simulate::Error),

    /// The beacon for development.
    #[error(transparent)]
    Beacon(#[from] beacon::Error),

    /// Anything else the service reports.
    #[error("{0}")]
    Service(Box<sc_service::Error>),

    /// Anything else a command reports.
    #[error("{0}")]
    Command(Box<sc_cli::Error>),
}

impl Error {
    /// Exit code of the process: 2 for unusable input of the simulator and of the beacon (as for
    /// unusable command lines), 1 for everything else.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Simulation(_) | Self::Beacon(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }

    /// Sorts what the database said when it was opened in the folder `path`.
    pub fn database(path: PathBuf, cause: &sp_blockchain::Error) -> Self {
        let cause = cause.to_string();
        // ParityDB and RocksDB only tell a lock from a damage by their text.
        if cause.contains("is in use") || cause.contains("/LOCK") {
            Self::DatabaseInUse(path)
        } else {
            Self::DatabaseDamaged { path, cause }
        }
    }

    /// Blames the database in the folder `path` for a failure to start that comes from it.
    pub fn blaming_database(self, path: PathBuf) -> Self {
        if let Self::Service(failure) = &self
            && let sc_service::Error::Client(cause) = failure.as_ref()
            && is_damage(cause)
        {
            return Self::database(path, cause);
        }
        self
    }
}

/// Whether `cause` means that the database lacks something it must hold.
fn is_damage(cause: &sp_blockchain::Error) -> bool {
    use sp_blockchain::Error as Cause;

    matches!(
        cause,
        Cause::Backend(_)
            | Cause::DatabaseError(_)
            | Cause::MissingHeader(_)
            | Cause::StateDatabase(_)
            | Cause::UnknownBlock(_)
    )
}

impl From<sc_service::Error> for Error {
    fn from(error: sc_service::Error) -> Self {
        match error {
            sc_service::Error::Keystore(cause) => Self::Keystore(cause.to_string()),
            other => Self::Service(Box::new(other)),
        }
    }
}

impl From<sc_cli::Error> for Error {
    fn from(error: sc_cli::Error) -> Self {
        match error {
            sc_cli::Error::Service(cause) => cause.into(),
            sc_cli::Error::Input(text) => Self::Input(text),
            sc_cli::Error::NetworkKeyNotFound(path) => Self::NetworkKeyMissing(path),
            other => Self::Command(Box::new(other)),
        }
    }
}

impl From<sp_blockchain::Error> for Error {
    fn from(error: sp_blockchain::Error) -> Self {
        Self::Service(Box::new(error.into()))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::Service(Box::new(error.into()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::*;

    fn sentence(error: Error) -> String {
        let text = error.to_string();
        assert!(!text.contains('\n'), "{text} has more than one line");
        text
    }

    #[test]
    fn a_locked_database_is_told_from_a_damaged_one() {
        let path = PathBuf::from("/somewhere/paritydb/full");
        let locked = sp_blockchain::Error::Backend("Database file is in use. (busy)".into());
        let damaged = sp_blockchain::Error::Backend("Corruption: bad header".into());

        let text = sentence(Error::database(path.clone(), &locked));
        assert!(text.contains("stop the other node"), "{text}");
        let text = sentence(Error::database(path, &damaged));
        assert!(
            text.contains("Corruption: bad header") && text.contains("purge-chain"),
            "{text}"
        );
    }

    #[test]
    fn a_failure_to_start_is_blamed_on_the_database_only_if_it_comes_from_there() {
        let path = || PathBuf::from("/somewhere");
        let lost = sp_blockchain::Error::MissingHeader("0x01".into());
        let lost = Error::from(lost).blaming_database(path());
        assert!(matches!(lost, Error::DatabaseDamaged { .. }));
        let other = sp_blockchain::Error::RuntimeCodeMissing;
        let other = Error::from(other).blaming_database(path());
        assert!(matches!(other, Error::Service(_)));
    }

    #[test]
    fn a_missing_network_key_names_the_command_that_makes_one() {
        let error = sc_cli::Error::NetworkKeyNotFound("/base/network/secret_ed25519".into());
        let text = sentence(error.into());
        assert!(text.contains("key generate-node-key"), "{text}");
        assert!(text.contains("/base/network/secret_ed25519"), "{text}");
    }

    #[test]
    fn the_missing_chain_lists_the_choices() {
        let text = sentence(Error::NoChain);
        for choice in ["dev", "dev-12s", "local", "local-fast", "--chain"] {
            assert!(text.contains(choice), "{text} lacks {choice}");
        }
    }
}
