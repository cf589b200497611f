//! A beacon: its key, its rhythm, its signatures (`weights.md` 9).

use std::num::NonZeroU64;

use myelin_timelock::encrypt;
use sp_io::hashing::sha2_256;

use super::Rhythm;

/// When the public beacon signed its first round.
pub const PUBLIC_GENESIS: u32 = 1_692_803_367;

/// How the rounds are signed, in the words of the public beacon.
pub const SCHEME: &str = "bls-unchained-g1-rfc9380";

/// Name of every beacon for development.
pub const NAME: &str = "development";

/// What a beacon makes known of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The key that its signatures are checked with.
    pub public_key: [u8; 96],
    /// Seconds from one round to the next.
    pub period: u32,
    /// Time of the first round, in seconds since 1970.
    pub genesis_time: u32,
    /// Hash of the group that holds the key.
    pub group_hash: [u8; 32],
    /// Name.
    pub name: &'static str,
}

impl Identity {
    /// The hash that tells beacons apart, which their paths begin with; computed as the public
    /// beacon does.
    pub fn chain_hash(&self) -> [u8; 32] {
        let parts: [&[u8]; 5] = [
            &self.period.to_be_bytes(),
            &u64::from(self.genesis_time).to_be_bytes(),
            &self.public_key,
            &self.group_hash,
            self.name.as_bytes(),
        ];
        sha2_256(&parts.concat())
    }
}

/// The signature of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulse {
    /// Number of the round.
    pub round: u64,
    /// The signature.
    pub signature: [u8; 48],
    /// The random number that comes from it: its hash.
    pub randomness: [u8; 32],
}

/// A beacon that knows its secret.
pub struct Beacon {
    secret: [u8; 32],
    /// What it makes known of itself.
    pub identity: Identity,
    /// The oldest round it still knows.
    pub first_round: u64,
}

impl Beacon {
    /// The beacon of a seed.
    pub fn new(rhythm: &Rhythm, first_round: u64) -> Self {
        let secret = secret_of(&rhythm.seed);
        let public_key = encrypt::public_key_of(&secret);
        let identity = Identity {
            public_key,
            period: rhythm.period.get(),
            genesis_time: rhythm.genesis_time,
            group_hash: sha2_256(&public_key),
            name: NAME,
        };
        Self {
            secret,
            identity,
            first_round,
        }
    }

    /// The newest round at a time in seconds since 1970; none before the first one.
    pub fn latest(&self, now: u64) -> Option<u64> {
        let period = NonZeroU64::new(self.identity.period.into())?;
        let passed = now.checked_sub(self.identity.genesis_time.into())?;
        (passed / period).checked_add(1)
    }

    /// Signs a round, whatever the time. None for a round that cannot be signed; there is no such.
    pub fn pulse(&self, round: u64) -> Option<Pulse> {
        let signature = encrypt::sign(round, &self.secret).ok()?;
        Some(Pulse {
            round,
            signature,
            randomness: sha2_256(&signature),
        })
    }
}

/// Public key of the beacon of a seed.
pub fn public_key_of(seed: &str) -> [u8; 96] {
    encrypt::public_key_of(&secret_of(seed))
}

/// The secret number of a beacon.
fn secret_of(seed: &str) -> [u8; 32] {
    sha2_256(&[b"myelin-node beacon: ", seed.as_bytes()].concat())
}
