//! The off-chain worker: follows the beacon over HTTP and submits what it has signed.
//!
//! It runs for every block on a node that holds a key of the type [`KEY_TYPE`], one run at a time.
//! A run asks for the newest pulse, then for the rounds in between, and for rounds that are missing
//! further back; each is submitted as soon as it is there. Whatever the endpoints do, a run is over
//! in bounded time, and the chain goes on without it.

use alloc::{
    string::{String, ToString},
    vec,
    vec::Vec,
};

use codec::Encode;
use frame_support::traits::Get;
use frame_system::{offchain::SubmitTransaction, pallet_prelude::BlockNumberFor};
use sp_core::{crypto::KeyTypeId, offchain::Duration, sr25519};
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
    pulses::Kept,
    types::{Pulse, PulsesPayload},
};

/// Type of the keys that sign what is submitted: sr25519. Any key of this type will do.
pub const KEY_TYPE: KeyTypeId = KeyTypeId(*b"drnd");

/// Where a node keeps the endpoints in its persistent off-chain storage: an encoded
/// `Vec<Vec<u8>>` of URLs without a final slash. Without that entry the public ones are asked.
pub const ENDPOINTS_KEY: &[u8] = b"drand/endpoints";

/// Where the worker notes what it has last complained of. A node that removes the entry when it
/// starts is told again.
pub const TROUBLE_KEY: &[u8] = b"drand/trouble";

/// What only one run can hold.
const LOCK_KEY: &[u8] = b"drand/lock";

/// Pulses that one run fetches at most.
pub const MAX_PULSES_TO_FETCH: usize = 50;

/// After so long a run begins nothing new, in milliseconds.
const RUN_MS: u64 = 10_000;

/// How far back missing rounds are looked for: as many as quicknet has in an epoch of 360 blocks of
/// twelve seconds.
const SEARCHED_ROUNDS: u64 = 1_440;

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
        let client = Client {
            endpoints: endpoints(),
            chain: hex::encode(&BeaconConfig::<T>::get().hash),
            timeout_ms: T::HttpFetchTimeout::get(),
        };
        let latest = client.pulse("latest", Self::is_genuine)?;
        for round in Self::wanted_rounds(latest.round) {
            if timestamp() >= end {
                break;
            }
            let pulse = if round == latest.round {
                latest.clone()
            } else {
                client.pulse(&round.to_string(), |pulse| {
                    pulse.round == round && Self::is_genuine(pulse)
                })?
            };
            Self::submit(block, signer, pulse);
        }
        Ok(())
    }

    /// The rounds after the last one that is stored, then those that were left out before; only
    /// the newest one if none is stored yet.
    fn wanted_rounds(latest: u64) -> Vec<u64> {
        let kept = Kept::load::<T>();
        if kept.last == 0 {
            return vec![latest];
        }
        let first = kept.first().max(kept.last.saturating_sub(SEARCHED_ROUNDS));
        let missing = (first..kept.last).filter(|round| !Pulses::<T>::contains_key(round));
        (kept.last.saturating_add(1)..=latest)
            .chain(missing)
            .take(MAX_PULSES_TO_FETCH)
            .collect()
    }

    /// Signs a pulse and gives it to the pool, which refuses it if another worker was faster.
    fn submit(block: BlockNumberFor<T>, signer: &key::Public, pulse: Pulse) {
        let round = pulse.round;
        let pulses_payload = PulsesPayload {
            block_number: block,
            pulses: vec![pulse],
            public: MultiSigner::Sr25519(sr25519::Public::from(signer.clone())),
        };
        let Some(signature) = signer.sign(&pulses_payload.encode()) else {
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

/// Tells the operator of the node when the worker gets into trouble and when it is out of it, once
/// each.
fn report(trouble: Option<Trouble>) {
    let told = StorageValueRef::persistent(TROUBLE_KEY);
    let before = told.get::<Trouble>().ok().flatten();
    if trouble == before {
        return;
    }
    match trouble {
        Some(trouble) => {
            let message = trouble.message();
            log::warn!(target: "drand", "Beacon: {message}. Time-locked weights wait for it.");
            told.set(&trouble);
        }
        None => {
            log::info!(target: "drand", "Beacon: it answers again.");
            sp_io::offchain::local_storage_clear(
                sp_core::offchain::StorageKind::PERSISTENT,
                TROUBLE_KEY,
            );
        }
    }
}
