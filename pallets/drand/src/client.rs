//! Asking all endpoints of a beacon at once.

use alloc::{format, string::String, vec::Vec};

use codec::{Decode, Encode};
use frame_support::BoundedVec;
use serde::Deserialize;
use sp_core::offchain::{Duration, HttpError, Timestamp};
use sp_io::offchain::timestamp;
use sp_runtime::offchain::http::{PendingRequest, Request, Response, ResponseBody};

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
    /// The newest pulse that is answered is long past.
    Behind,
}

impl Trouble {
    /// What the operator of the node is told.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Silence => "no endpoint of the beacon answers in time",
            Self::Garbage => "no endpoint of the beacon answers with a pulse",
            Self::Forgery => "the endpoints answer with pulses that the beacon has not signed",
            Self::Behind => "the endpoints of the beacon answer with old pulses only",
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
    /// The first pulse in answer to `/<chain>/public/<name>` that passes `is_genuine` and
    /// `suffices`. If none suffices in time, the newest of those that are genuine.
    ///
    /// All answers are read side by side: one that stalls holds up none of the others.
    pub(crate) fn pulse(
        &self,
        name: &str,
        is_genuine: impl Fn(&Pulse) -> bool,
        suffices: impl Fn(&Pulse) -> bool,
    ) -> Result<Pulse, Trouble> {
        let deadline = timestamp().add(Duration::from_millis(self.timeout_ms));
        let mut pending = self.ask(name, deadline);
        let mut answers = Vec::new();
        let mut newest = None::<Pulse>;
        let mut trouble = Trouble::Silence;
        while !pending.is_empty() || !answers.is_empty() {
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
                    Ok(Ok(response)) => answers.push(Answer::new(&response)),
                }
            }
            pending = unanswered;
            let mut unread = Vec::with_capacity(answers.len());
            for mut answer in answers {
                match answer.read(pause) {
                    None => unread.push(answer),
                    Some(Ok(pulse)) if !is_genuine(&pulse) => trouble = Trouble::Forgery,
                    Some(Ok(pulse)) if suffices(&pulse) => return Ok(pulse),
                    Some(Ok(pulse)) => {
                        newest = newest
                            .into_iter()
                            .chain([pulse])
                            .max_by_key(|one| one.round);
                    }
                    Some(Err(found)) => trouble = trouble.max(found),
                }
            }
            answers = unread;
        }
        newest.ok_or(trouble)
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

/// An answer, as far as it has come.
struct Answer {
    status: u16,
    body: ResponseBody,
    bytes: Vec<u8>,
}

impl Answer {
    fn new(response: &Response) -> Self {
        Self {
            status: response.code,
            body: response.body(),
            bytes: Vec::new(),
        }
    }

    /// Reads what comes until the deadline. None if more has to come.
    ///
    /// A deadline that has passed lets the host give out what is there already.
    fn read(&mut self, deadline: Timestamp) -> Option<Result<Pulse, Trouble>> {
        if self.status != 200 {
            return Some(Err(Trouble::Garbage));
        }
        self.body.deadline(deadline);
        let limit = MAX_ANSWER_BYTES.saturating_add(1);
        let room = limit.saturating_sub(self.bytes.len());
        self.bytes.extend(self.body.by_ref().take(room));
        if self.bytes.len() > MAX_ANSWER_BYTES {
            return Some(Err(Trouble::Garbage));
        }
        match self.body.error() {
            None => Some(parse(&self.bytes).ok_or(Trouble::Garbage)),
            Some(HttpError::DeadlineReached) => None,
            Some(_) => Some(Err(Trouble::Silence)),
        }
    }
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
