//! Endpoints with canned answers, and a clock that runs while somebody waits for them.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};

use sp_core::{
    OpaquePeerId,
    offchain::{
        Externalities, HttpError, HttpRequestId, HttpRequestStatus, OpaqueNetworkState, Timestamp,
    },
};

/// An answer and how many milliseconds it takes.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Until the status is there.
    pub after: u64,
    pub status: u16,
    pub body: Vec<u8>,
    /// How many bytes of the body come with the status.
    pub at_once: usize,
    /// From the status until the other bytes and the end are there.
    pub stalls: u64,
}

impl Answer {
    /// An answer with status 200, at once.
    pub fn now(body: impl Into<Vec<u8>>) -> Self {
        Self {
            after: 0,
            status: 200,
            body: body.into(),
            at_once: usize::MAX,
            stalls: 0,
        }
    }

    /// How many bytes are there so many milliseconds after the status, and whether these are all.
    fn come(&self, passed: u64) -> (usize, bool) {
        let is_whole = passed >= self.stalls;
        let part = self.at_once.min(self.body.len());
        (if is_whole { self.body.len() } else { part }, is_whole)
    }
}

struct Request {
    url: String,
    asked: u64,
    read: usize,
    /// Whether the end was read or the answer failed: then the host knows nothing of it.
    is_over: bool,
}

#[derive(Default)]
pub struct State {
    /// In milliseconds.
    pub clock: u64,
    /// Who answers what; nobody listens anywhere else.
    pub answers: BTreeMap<String, Answer>,
    requests: Vec<Request>,
}

impl State {
    /// What was asked, in order.
    pub fn asked(&self) -> Vec<String> {
        self.requests
            .iter()
            .map(|request| request.url.clone())
            .collect()
    }

    fn ready(&self, id: HttpRequestId) -> Option<(u64, &Answer)> {
        let request = &self.requests[usize::from(id.0)];
        let answer = self.answers.get(&request.url)?;
        Some((request.asked.saturating_add(answer.after), answer))
    }

    fn status(&self, id: HttpRequestId) -> HttpRequestStatus {
        match self.ready(id) {
            None => HttpRequestStatus::IoError,
            Some((at, answer)) if at <= self.clock => HttpRequestStatus::Finished(answer.status),
            Some(_) => HttpRequestStatus::DeadlineReached,
        }
    }
}

/// The web of a test.
#[derive(Clone, Default)]
pub struct Web(Arc<Mutex<State>>);

impl Web {
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }
}

impl Externalities for Web {
    fn is_validator(&self) -> bool {
        true
    }

    fn network_state(&self) -> Result<OpaqueNetworkState, ()> {
        Err(())
    }

    fn timestamp(&mut self) -> Timestamp {
        Timestamp::from_unix_millis(self.state().clock)
    }

    fn sleep_until(&mut self, deadline: Timestamp) {
        self.state().clock = deadline.unix_millis();
    }

    fn random_seed(&mut self) -> [u8; 32] {
        [0; 32]
    }

    fn http_request_start(
        &mut self,
        method: &str,
        uri: &str,
        _meta: &[u8],
    ) -> Result<HttpRequestId, ()> {
        assert_eq!(method, "GET");
        let mut state = self.state();
        let id = state.requests.len() as u16;
        let asked = state.clock;
        state.requests.push(Request {
            url: uri.to_owned(),
            asked,
            read: 0,
            is_over: false,
        });
        Ok(HttpRequestId(id))
    }

    fn http_request_add_header(
        &mut self,
        _request: HttpRequestId,
        _name: &str,
        _value: &str,
    ) -> Result<(), ()> {
        Ok(())
    }

    fn http_request_write_body(
        &mut self,
        _request: HttpRequestId,
        _chunk: &[u8],
        _deadline: Option<Timestamp>,
    ) -> Result<(), HttpError> {
        Ok(())
    }

    fn http_response_wait(
        &mut self,
        ids: &[HttpRequestId],
        deadline: Option<Timestamp>,
    ) -> Vec<HttpRequestStatus> {
        let mut state = self.state();
        let deadline = deadline.expect("nobody waits for ever").unix_millis();
        let all = ids.iter().filter_map(|id| Some(state.ready(*id)?.0)).max();
        state.clock = state.clock.max(all.unwrap_or(0).min(deadline));
        ids.iter().map(|id| state.status(*id)).collect()
    }

    fn http_response_headers(&mut self, _request: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
        Vec::new()
    }

    fn http_response_read_body(
        &mut self,
        request: HttpRequestId,
        buffer: &mut [u8],
        deadline: Option<Timestamp>,
    ) -> Result<usize, HttpError> {
        let deadline = deadline.expect("nobody reads for ever").unix_millis();
        let mut state = self.state();
        let (at, answer) = state.ready(request).ok_or(HttpError::Invalid)?;
        let answer = answer.clone();
        let State {
            clock, requests, ..
        } = &mut *state;
        let request = &mut requests[usize::from(request.0)];
        if request.is_over {
            return Err(HttpError::Invalid);
        }
        let (mut there, mut is_whole) = answer.come(clock.saturating_sub(at));
        if request.read == there && !is_whole {
            let whole_at = at.saturating_add(answer.stalls);
            *clock = (*clock).max(whole_at.min(deadline));
            if *clock < whole_at {
                return Err(HttpError::DeadlineReached);
            }
            (there, is_whole) = answer.come(answer.stalls);
        }
        let rest = &answer.body[request.read..there];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        request.read += length;
        request.is_over = length == 0 && is_whole;
        Ok(length)
    }

    fn set_authorized_nodes(&mut self, _nodes: Vec<OpaquePeerId>, _authorized_only: bool) {}
}
