//! Weights that stay hidden until a round (`weights.md` 5.2 to 5.4).

use std::num::NonZeroU64;

use clap::Args;
use myelin_timelock::{
    Payload,
    encrypt::{Secrets, encrypt},
    payload::Scores,
};
use rand::{RngCore, rngs::OsRng};
use sp_core::crypto::{AccountId32, Ss58Codec};

use super::{Error, own};

/// A key, as its bytes.
type PublicKey = [u8; 96];

/// The weights and what they are hidden with.
#[derive(Debug, Clone, Args)]
pub struct Hide {
    /// Round whose signature opens them
    #[arg(long)]
    round: NonZeroU64,

    #[command(flatten)]
    key: Key,

    /// Hotkey of the validator who commits them; for everybody else the chain refuses them
    #[arg(long, value_name = "SS58", value_parser = hotkey)]
    hotkey: AccountId32,

    /// The weights, each relative to the greatest one: 0 to 65535
    #[arg(
        long, value_name = "UID:VALUE,..", required = true, value_delimiter = ',', value_parser = score
    )]
    weights: Vec<(u16, u16)>,

    /// Version of the validator's software
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    version_key: u64,
}

/// The beacon that is waited for.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = false)]
struct Key {
    /// Seed of a beacon of one's own
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,

    /// Public key of a beacon
    #[arg(long, value_name = "HEX", value_parser = public_key)]
    public_key: Option<PublicKey>,
}

impl Hide {
    /// The hidden weights in hexadecimal. Each time others: the secrets come from the operating
    /// system.
    ///
    /// # Errors
    ///
    /// When the public key is no key, or there are no random numbers.
    pub fn commit(&self) -> Result<String, Error> {
        let (uids, values) = self.weights.iter().copied().unzip();
        let payload = Payload {
            hotkey: Some(self.hotkey.clone().into()),
            scores: Scores {
                uids,
                values,
                version_key: self.version_key,
            },
        };
        let commit = encrypt(
            &payload.encode(),
            self.round.get(),
            &self.key.bytes(),
            &secrets()?,
        );
        let commit = commit.map_err(|_| {
            Error::Input(
                "the public key of the beacon is no point of its curve: pass --public-key as the \
                 beacon's /info prints it"
                    .into(),
            )
        })?;
        Ok(format!("0x{}", hex::encode(commit)))
    }
}

impl Key {
    fn bytes(&self) -> PublicKey {
        match (&self.public_key, &self.seed) {
            (Some(key), _) => *key,
            (None, seed) => own::public_key_of(seed.as_deref().unwrap_or_default()),
        }
    }
}

fn secrets() -> Result<Secrets, Error> {
    let mut secrets = Secrets {
        secret: [0; 32],
        key: [0; 32],
        nonce: [0; 12],
    };
    for part in [
        &mut secrets.secret[..],
        &mut secrets.key[..],
        &mut secrets.nonce[..],
    ] {
        OsRng
            .try_fill_bytes(part)
            .map_err(|cause| Error::Input(format!("there are no random numbers: {cause}")))?;
    }
    Ok(secrets)
}

fn hotkey(text: &str) -> Result<AccountId32, String> {
    AccountId32::from_ss58check(text)
        .map_err(|cause| format!("{cause}: pass an account in its SS58 form"))
}

fn score(text: &str) -> Result<(u16, u16), String> {
    text.split_once(':')
        .and_then(|(uid, value)| Some((uid.parse().ok()?, value.parse().ok()?)))
        .ok_or_else(|| "expected a uid and its weight, both from 0 to 65535, as in 3:65535".into())
}

fn public_key(text: &str) -> Result<PublicKey, String> {
    let bytes = hex::decode(text.strip_prefix("0x").unwrap_or(text));
    let key = bytes.ok().and_then(|bytes| PublicKey::try_from(bytes).ok());
    key.ok_or_else(|| "expected 96 bytes in hexadecimal".into())
}
