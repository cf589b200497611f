//! Answers to requests, as the public beacon gives them.

use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use super::own::{Beacon, Pulse};

/// Why there is no answer: a status of HTTP and a sentence.
pub type Refusal = (StatusCode, String);

/// Answers a request that comes at the time `now`, in seconds since 1970.
///
/// # Errors
///
/// [`Refusal`], when there is nothing at the path, or nothing yet.
pub fn answer(beacon: &Beacon, method: &Method, path: &str, now: u64) -> Result<Value, Refusal> {
    if method != Method::GET {
        let text = format!("{method} is not served: use GET");
        return Err((StatusCode::METHOD_NOT_ALLOWED, text));
    }
    let known = beacon.chain();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["chains"] => Ok(json!([known])),
        [chain, "info"] if *chain == known => Ok(json!(beacon.configuration)),
        [chain, "public", round] if *chain == known => public(beacon, round, now),
        [chain, "info"] | [chain, "public", _] => Err(not_found(format!(
            "there is no chain {chain} here: this beacon serves {known}"
        ))),
        _ => Err(not_found(format!(
            "there is nothing at this path: ask for /chains, /{known}/info, \
             /{known}/public/latest or /{known}/public/<ROUND>"
        ))),
    }
}

/// A round by its number, or the newest one.
fn public(beacon: &Beacon, wanted: &str, now: u64) -> Result<Value, Refusal> {
    let latest = beacon.latest(now).ok_or_else(|| {
        let genesis = beacon.configuration.genesis_time;
        not_found(format!(
            "nothing is signed yet: the first round comes at {genesis}"
        ))
    })?;
    let first = beacon.first_round;
    let round = match wanted {
        "latest" => latest,
        number => number
            .parse()
            .map_err(|_| not_found(format!("`{number}` is no round: pass a number or `latest`")))?,
    };
    if round > latest {
        return Err(not_found(format!(
            "round {round} is not signed yet: the newest one is {latest}"
        )));
    }
    if round < first.max(1) {
        return Err(not_found(format!(
            "round {round} is not known: the oldest one is {first}"
        )));
    }
    match beacon.pulse(round) {
        Some(pulse) => Ok(signed(&pulse)),
        None => Err(not_found(format!("round {round} cannot be signed"))),
    }
}

fn signed(pulse: &Pulse) -> Value {
    json!({
        "round": pulse.round,
        "randomness": hex::encode(pulse.randomness),
        "signature": hex::encode(pulse.signature),
    })
}

fn not_found(text: String) -> Refusal {
    (StatusCode::NOT_FOUND, text)
}
