//! A beacon: its key, its rhythm, its signatures (`weights.md` 9).

use std::num::NonZeroU64;

use myelin_timelock::{beacon::randomness_of, encrypt};
use pallet_drand::{BeaconConfiguration, Metadata};
use sp_io::hashing::sha2_256;
use sp_runtime::BoundedVec;

use super::Rhythm;

/// When the public beacon signed its first round.
pub const PUBLIC_GENESIS: u32 = 1_692_803_367;

/// How the rounds are signed, in the words of the public beacon.
const SCHEME: &[u8] = b"bls-unchained-g1-rfc9380";

/// Name of every beacon for development.
const NAME: &[u8] = b"development";

/// The signature of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulse {
    /// Number of the round.
    pub round: u64,
    /// The signature.
    pub signature: [u8; 48],
    /// The random number that comes from it.
    pub randomness: [u8; 32],
}

/// A beacon that knows its secret.
pub struct Beacon {
    secret: [u8; 32],
    /// What it makes known of itself.
    pub configuration: BeaconConfiguration,
    /// The oldest round it still knows.
    pub first_round: u64,
}

impl Beacon {
    /// The beacon of a seed.
    pub fn new(rhythm: &Rhythm, first_round: u64) -> Self {
        let secret = secret_of(&rhythm.seed);
        let public_key = encrypt::public_key_of(&secret);
        let mut configuration = BeaconConfiguration {
            group_hash: BoundedVec::truncate_from(sha2_256(&public_key).to_vec()),
            public_key: BoundedVec::truncate_from(public_key.to_vec()),
            period: rhythm.period.get(),
            genesis_time: rhythm.genesis_time,
            hash: BoundedVec::new(),
            scheme_id: BoundedVec::truncate_from(SCHEME.to_vec()),
            metadata: Metadata {
                beacon_id: BoundedVec::truncate_from(NAME.to_vec()),
            },
        };
        configuration.hash = BoundedVec::truncate_from(chain_hash(&configuration).to_vec());
        Self {
            secret,
            configuration,
            first_round,
        }
    }

    /// The hash that tells beacons apart, in hexadecimal: their paths begin with it.
    pub fn chain(&self) -> String {
        hex::encode(&self.configuration.hash)
    }

    /// The newest round at a time in seconds since 1970; none before the first one.
    pub fn latest(&self, now: u64) -> Option<u64> {
        let period = NonZeroU64::new(self.configuration.period.into())?;
        let passed = now.checked_sub(self.configuration.genesis_time.into())?;
        (passed / period).checked_add(1)
    }

    /// Signs a round, whatever the time. None for a round that cannot be signed; there is no such.
    pub fn pulse(&self, round: u64) -> Option<Pulse> {
        let signature = encrypt::sign(round, &self.secret).ok()?;
        Some(Pulse {
            round,
            signature,
            randomness: randomness_of(&signature),
        })
    }
}

/// The hash of a beacon, computed from everything else as the public beacon does.
pub fn chain_hash(configuration: &BeaconConfiguration) -> [u8; 32] {
    let parts: [&[u8]; 5] = [
        &configuration.period.to_be_bytes(),
        &u64::from(configuration.genesis_time).to_be_bytes(),
        &configuration.public_key,
        &configuration.group_hash,
        &configuration.metadata.beacon_id,
    ];
    sha2_256(&parts.concat())
}

/// Public key of the beacon of a seed.
pub fn public_key_of(seed: &str) -> [u8; 96] {
    encrypt::public_key_of(&secret_of(seed))
}

/// The secret number of a beacon.
fn secret_of(seed: &str) -> [u8; 32] {
    sha2_256(&[b"myelin-node beacon: ", seed.as_bytes()].concat())
}
