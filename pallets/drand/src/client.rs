//! Asking all endpoints of a beacon at once.

use alloc::{format, string::String, vec::Vec};

use codec::{Decode, Encode};
use frame_support::BoundedVec;
use serde::Deserialize;
use sp_core::offchain::{Duration, Timestamp};
use sp_io::offchain::timestamp;
use sp_runtime::offchain::http::{PendingRequest, Request, Response};

use crate::{hex, types::Pulse};

/// Bytes of an answer that are read. A pulse in JSON has less than 300.
const MAX_ANSWER_BYTES: usize = 4_096;

/// Pause between two looks at the answers, in milliseconds.
const PAUSE_MS: u64 = 20;

/// Why there is no pulse: of several endpoints that of the one that came closest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
pub(crate) enum Trouble {
    /// Nobody answers, or not in time.
    Silence,
    /// The answers are no pulses.
    Garbage,
    /// The pulses that are answered are not those of the beacon of the chain.
    Forgery,
}

impl Trouble {
    /// What the operator of the node is told.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Silence => "no endpoint of the beacon answers in time",
            Self::Garbage => "no endpoint of the beacon answers with a pulse",
            Self::Forgery => "the endpoints answer with pulses that the beacon has not signed",
        }
    }
}

/// A beacon over HTTP.
pub(crate) struct Client {
    /// Where it answers.
    pub endpoints: Vec<String>,
    /// How it is named there.
    pub chain: String,
    /// How long an answer may take, in milliseconds.
    pub timeout_ms: u64,
}

impl Client {
    /// The first pulse in answer to `/<chain>/public/<name>` that passes `is_genuine`.
    pub(crate) fn pulse(
        &self,
        name: &str,
        is_genuine: impl Fn(&Pulse) -> bool,
    ) -> Result<Pulse, Trouble> {
        let deadline = timestamp().add(Duration::from_millis(self.timeout_ms));
        let mut pending = self.ask(name, deadline);
        let mut trouble = Trouble::Silence;
        while !pending.is_empty() {
            let now = timestamp();
            if now >= deadline {
                break;
            }
            let pause = now.add(Duration::from_millis(PAUSE_MS)).min(deadline);
            let mut unanswered = Vec::with_capacity(pending.len());
            for outcome in PendingRequest::try_wait_all(pending, pause) {
                match outcome {
                    Err(request) => unanswered.push(request),
                    Ok(Err(_)) => {}
                    Ok(Ok(response)) => match read(&response, deadline) {
                        Ok(pulse) if is_genuine(&pulse) => return Ok(pulse),
                        Ok(_) => trouble = Trouble::Forgery,
                        Err(found) => trouble = trouble.max(found),
                    },
                }
            }
            pending = unanswered;
        }
        Err(trouble)
    }

    fn ask(&self, name: &str, deadline: Timestamp) -> Vec<PendingRequest> {
        self.endpoints
            .iter()
            .filter_map(|endpoint| {
                let url = format!("{endpoint}/{}/public/{name}", self.chain);
                Request::get(&url).deadline(deadline).send().ok()
            })
            .collect()
    }
}

/// The pulse of an answer.
fn read(response: &Response, deadline: Timestamp) -> Result<Pulse, Trouble> {
    if response.code != 200 {
        return Err(Trouble::Garbage);
    }
    let mut body = response.body();
    body.deadline(deadline);
    let limit = MAX_ANSWER_BYTES.saturating_add(1);
    let bytes: Vec<u8> = body.by_ref().take(limit).collect();
    if body.error().is_some() {
        return Err(Trouble::Silence);
    }
    if bytes.len() > MAX_ANSWER_BYTES {
        return Err(Trouble::Garbage);
    }
    parse(&bytes).ok_or(Trouble::Garbage)
}

/// A pulse in JSON. Other fields are ignored.
fn parse(json: &[u8]) -> Option<Pulse> {
    #[derive(Deserialize)]
    struct Answer {
        round: u64,
        randomness: String,
        signature: String,
    }
    let answer: Answer = serde_json::from_slice(json).ok()?;
    Some(Pulse {
        round: answer.round,
        randomness: BoundedVec::try_from(hex::decode(&answer.randomness)?).ok()?,
        signature: BoundedVec::try_from(hex::decode(&answer.signature)?).ok()?,
    })
}
