//! What the operator of a node is told of the off-chain worker: that it is in trouble, in another
//! one, or out of it. Each is told once, and only when it lasts, except for the first trouble: an
//! endpoint that works now and then gives one line.

use alloc::format;

use codec::{Decode, Encode};
use log::Level;
use sp_runtime::offchain::storage::StorageValueRef;

use crate::client::Trouble;

/// Where the worker notes what it has last complained of. A node that removes the entry when it
/// starts is told again.
pub const TROUBLE_KEY: &[u8] = b"drand/trouble";

/// After so many runs in a row something is no whim.
pub(crate) const LASTING_RUNS: u8 = 3;

/// What was told, and what has been so since.
#[derive(Clone, Copy, Default, PartialEq, Eq, Encode, Decode)]
struct Note {
    told: Option<Trouble>,
    /// What the last runs had in common.
    found: Option<Trouble>,
    /// How many they are; 0 while they had what was told.
    runs: u8,
}

impl Note {
    /// The note after one more run.
    fn after(self, found: Option<Trouble>) -> Self {
        let settled = Self {
            told: found,
            found,
            runs: 0,
        };
        if found == self.told || self.told.is_none() {
            return settled;
        }
        let runs = if found == self.found {
            self.runs.saturating_add(1)
        } else {
            1
        };
        if runs >= LASTING_RUNS {
            return settled;
        }
        Self {
            found,
            runs,
            ..self
        }
    }
}

/// Takes note of how a run has ended, and tells what is news.
pub(crate) fn report(found: Option<Trouble>) {
    let stored = StorageValueRef::persistent(TROUBLE_KEY);
    let before = stored.get::<Note>().ok().flatten().unwrap_or_default();
    let after = before.after(found);
    if after != before {
        stored.set(&after);
    }
    if after.told == before.told {
        return;
    }
    match after.told {
        Some(trouble) => {
            let message = trouble.message();
            tell(
                Level::Warn,
                &format!("Beacon: {message}. Time-locked weights wait for it."),
            );
        }
        None => tell(Level::Info, "Beacon: it answers again."),
    }
}

fn tell(level: Level, message: &str) {
    log::log!(target: "drand", level, "{message}");
    #[cfg(test)]
    crate::tests::node::listen(message);
}
