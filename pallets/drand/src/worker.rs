//! The off-chain worker: follows the beacon over HTTP and submits what it has signed.
//!
//! It runs for every block on a node that holds a key of the type [`KEY_TYPE`], one run at a time.
//! A run asks for the newest pulse, then for the rounds in between, and for rounds that are missing
//! further back; each is submitted as soon as it is there. Whatever the endpoints do, a run is over
//! in bounded time, and the chain goes on without it.
//!
//! No endpoint stands in the way of the others, and no round in that of those after it: as long as
//! one endpoint gives a newest pulse that is new to the chain, the chain gets a new one.

use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::ops::RangeInclusive;

use codec::Encode;
use frame_support::traits::Get;
use frame_system::{offchain::SubmitTransaction, pallet_prelude::BlockNumberFor};
use myelin_types::beacon::Beacon;
use sp_core::{
    crypto::KeyTypeId,
    offchain::{Duration, Timestamp},
    sr25519,
};
use sp_io::offchain::timestamp;
use sp_runtime::{
    MultiSignature, MultiSigner, RuntimeAppPublic,
    offchain::{
        storage::StorageValueRef,
        storage_lock::{StorageLock, Time},
    },
};

use crate::{
    client::{Client, Trouble},
    hex,
    pallet::*,
    pulses::{Kept, MAX_KEPT_PULSES},
    report::report,
    types::{Pulse, PulsesPayload},
};

/// Type of the keys that sign what is submitted: sr25519. Any key of this type will do.
pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"drnd");

/// Where a node keeps the endpoints in its persistent off-chain storage: an encoded
/// `Vec<Vec<u8>>` of URLs without a final slash. Without that entry the public ones are asked.
pub const ENDPOINTS_KEY: &[u8] = b"drand/endpoints";

pub use crate::report::TROUBLE_KEY;

/// What only one run can hold.
const LOCK_KEY: &[u8] = b"drand/lock";

/// Pulses that one run fetches at most.
pub const MAX_PULSES_TO_FETCH: usize = 50;

/// After so long a run begins nothing new, in milliseconds.
const RUN_MS: u64 = 10_000;

/// How far back missing rounds are looked for: as many as quicknet has in an epoch of 360 blocks of
/// twelve seconds.
const SEARCHED_ROUNDS: u64 = 1_440;

/// Missing rounds that a run may ask for in vain.
const MAX_VAIN_SEARCHES: usize = 3;

/// How late the newest pulse may be by the clock of the chain, in seconds and then in rounds.
const LATE_SECONDS: u64 = 30;
const LATE_ROUNDS: u64 = 2;

/// The endpoints of the public beacon.
const PUBLIC_ENDPOINTS: [&str; 5] = [
    "https://api.drand.sh",
    "https://api2.drand.sh",
    "https://api3.drand.sh",
    "https://drand.cloudflare.com",
    "https://api.drand.secureweb3.com:6875",
];

/// The keys of the worker.
#[allow(missing_docs, reason = "code that a macro of the SDK writes")]
pub mod key {
    use sp_runtime::app_crypto::{app_crypto, sr25519};

    app_crypto!(sr25519, super::KEY_TYPE);
}

impl<T: Config> Pallet<T> {
    /// One run of the worker, after `block`.
    pub(crate) fn follow_beacon(block: BlockNumberFor<T>) {
        if NextUnsignedAt::<T>::get() > block {
            return;
        }
        let Some(signer) = key::Public::all().into_iter().next() else {
            return;
        };
        let longest = RUN_MS.saturating_add(T::HttpFetchTimeout::get());
        let mut lock = StorageLock::<Time>::with_deadline(LOCK_KEY, Duration::from_millis(longest));
        let Ok(_guard) = lock.try_lock() else {
            return;
        };
        report(Self::fetch_and_submit(block, &signer).err());
    }

    fn fetch_and_submit(block: BlockNumberFor<T>, signer: &key::Public) -> Result<(), Trouble> {
        let end = timestamp().add(Duration::from_millis(RUN_MS));
        let config = BeaconConfig::<T>::get();
        let client = Client {
            endpoints: endpoints(),
            chain: hex::encode(&config.hash),
            timeout_ms: T::HttpFetchTimeout::get(),
        };
        let kept = Kept::load::<T>();
        let expected = Expected {
            last: kept.last,
            due: Self::round_in(0),
            period: config.period.into(),
        };
        let latest = client.pulse("latest", Self::is_genuine, |pulse| {
            expected.is_met_by(pulse.round)
        })?;
        let mut run = Run::<T> {
            block,
            signer,
            client,
            end,
            left: MAX_PULSES_TO_FETCH,
        };
        if latest.round > kept.last {
            run.submit_new(kept.last, &latest);
            run.submit_missing(kept);
            return Ok(());
        }
        run.submit_missing(kept);
        if expected.is_late(latest.round) {
            return Err(Trouble::Behind);
        }
        Ok(())
    }

    /// The rounds after the last one that is stored, without those that would be removed at once;
    /// only the newest one if none is stored yet.
    fn new_rounds(last: u64, latest: u64) -> RangeInclusive<u64> {
        if last == 0 {
            return latest..=latest;
        }
        let oldest = latest.saturating_sub(MAX_KEPT_PULSES.saturating_sub(1));
        last.saturating_add(1).max(oldest)..=latest
    }

    /// The rounds that were left out before.
    fn missing_rounds(kept: Kept, limit: usize) -> Vec<u64> {
        let first = kept.first().max(kept.last.saturating_sub(SEARCHED_ROUNDS));
        (first..kept.last)
            .filter(|round| !Pulses::<T>::contains_key(round))
            .take(limit)
            .collect()
    }
}

/// What the newest pulse should be.
struct Expected {
    /// The newest round that is stored.
    last: u64,
    /// The round of now, by the clock of the chain.
    due: Option<u64>,
    /// Seconds between two rounds.
    period: u64,
}

impl Expected {
    /// Whether it is not worth waiting for a newer one.
    fn is_met_by(&self, round: u64) -> bool {
        let is_due = self.due.is_some_and(|due| round >= due);
        is_due || (round > self.last && !self.is_late(round))
    }

    /// Whether the beacon has long been further.
    fn is_late(&self, round: u64) -> bool {
        let seconds = LATE_SECONDS.checked_div(self.period).unwrap_or_default();
        let latest = round.saturating_add(seconds).saturating_add(LATE_ROUNDS);
        self.due.is_some_and(|due| due > latest)
    }
}

/// What a run of the worker has and may do.
struct Run<'a, T: Config> {
    block: BlockNumberFor<T>,
    signer: &'a key::Public,
    client: Client,
    /// When it begins nothing new.
    end: Timestamp,
    /// How many rounds it may still begin with.
    left: usize,
}

impl<T: Config> Run<'_, T> {
    /// Submits the new rounds in order. A round that cannot be had ends that, and the next run
    /// begins with it; one before which there was none is left out, and looked for later. The
    /// newest one is submitted in any case if no other is.
    fn submit_new(&mut self, last: u64, latest: &Pulse) {
        let mut is_first = true;
        for round in Pallet::<T>::new_rounds(last, latest.round) {
            if !self.may_begin() {
                break;
            }
            let pulse = if round == latest.round {
                Some(latest.clone())
            } else {
                self.fetch(round)
            };
            match pulse {
                Some(pulse) => self.submit(pulse),
                None if is_first => continue,
                None => return,
            }
            is_first = false;
        }
        if is_first {
            self.submit(latest.clone());
        }
    }

    /// Submits rounds that were left out before, as far as they can be had.
    fn submit_missing(&mut self, kept: Kept) {
        let mut vain = 0usize;
        for round in Pallet::<T>::missing_rounds(kept, self.left) {
            if vain == MAX_VAIN_SEARCHES || !self.may_begin() {
                return;
            }
            match self.fetch(round) {
                Some(pulse) => self.submit(pulse),
                None => vain = vain.saturating_add(1),
            }
        }
    }

    /// Whether there is time for one more round, which counts.
    fn may_begin(&mut self) -> bool {
        let is_over = self.left == 0 || timestamp() >= self.end;
        self.left = self.left.saturating_sub(1);
        !is_over
    }

    /// The pulse of a round.
    fn fetch(&self, round: u64) -> Option<Pulse> {
        let is_it = |pulse: &Pulse| pulse.round == round && Pallet::<T>::is_genuine(pulse);
        let answer = self.client.pulse(&round.to_string(), is_it, |_| true);
        if let Err(trouble) = answer {
            log::debug!(target: "drand", "Round {round}: {}.", trouble.message());
        }
        answer.ok()
    }

    /// Signs a pulse and gives it to the pool, which refuses it if another worker was faster.
    fn submit(&self, pulse: Pulse) {
        let round = pulse.round;
        let pulses_payload = PulsesPayload {
            block_number: self.block,
            pulses: vec![pulse],
            public: MultiSigner::Sr25519(sr25519::Public::from(self.signer.clone())),
        };
        let Some(signature) = self.signer.sign(&pulses_payload.encode()) else {
            return;
        };
        let call = Call::write_pulse {
            pulses_payload,
            signature: Some(MultiSignature::Sr25519(signature.into())),
        };
        let transaction = T::create_bare(call.into());
        if SubmitTransaction::<T, Call<T>>::submit_transaction(transaction).is_err() {
            log::debug!(target: "drand", "Round {round} is in the pool already or was refused.");
        }
    }
}

/// Whom to ask.
fn endpoints() -> Vec<String> {
    let stored = StorageValueRef::persistent(ENDPOINTS_KEY).get::<Vec<Vec<u8>>>();
    match stored {
        Ok(Some(urls)) => urls
            .into_iter()
            .filter_map(|url| String::from_utf8(url).ok())
            .collect(),
        _ => PUBLIC_ENDPOINTS.map(String::from).to_vec(),
    }
}
