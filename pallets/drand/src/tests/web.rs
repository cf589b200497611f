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
    pub after: u64,
    pub status: u16,
    pub body: Vec<u8>,
}

impl Answer {
    /// An answer with status 200, at once.
    pub fn now(body: impl Into<Vec<u8>>) -> Self {
        Self {
            after: 0,
            status: 200,
            body: body.into(),
        }
    }
}

struct Request {
    url: String,
    asked: u64,
    read: usize,
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
        assert!(deadline.is_some(), "nobody reads for ever");
        let mut state = self.state();
        let (_, answer) = state.ready(request).ok_or(HttpError::Invalid)?;
        let body = answer.body.clone();
        let request = &mut state.requests[usize::from(request.0)];
        let rest = &body[request.read..];
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        request.read += length;
        Ok(length)
    }

    fn set_authorized_nodes(&mut self, _nodes: Vec<OpaquePeerId>, _authorized_only: bool) {}
}
