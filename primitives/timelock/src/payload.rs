//! What validators hide: the scores they give (`weights.md` 5.2).

use alloc::vec::Vec;

use codec::{Decode, Encode};

/// Bytes of an account.
pub const ACCOUNT_LEN: usize = 32;

/// The scores of a validator as they are hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The hotkey that hid them. The form of older clients does not name it.
    pub hotkey: Option<[u8; ACCOUNT_LEN]>,
    /// Whom the scores are for.
    pub scores: Scores,
}

/// Scores: `values` belong to `uids` in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
pub struct Scores {
    /// Whom the scores are for.
    pub uids: Vec<u16>,
    /// Scores relative to the greatest one.
    pub values: Vec<u16>,
    /// Version of the validator's software.
    pub version_key: u64,
}

impl Payload {
    /// Decodes a payload, in the form without a hotkey if it has not the one with it. What follows
    /// is ignored. None when it has neither form.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        Self::decode_with_hotkey(bytes).or_else(|| {
            let scores = Scores::decode(&mut &bytes[..]).ok()?;
            Some(Self {
                hotkey: None,
                scores,
            })
        })
    }

    fn decode_with_hotkey(bytes: &[u8]) -> Option<Self> {
        let (hotkey, scores) = <(Vec<u8>, Scores)>::decode(&mut &bytes[..]).ok()?;
        Some(Self {
            hotkey: Some(*hotkey.first_chunk()?),
            scores,
        })
    }

    /// The bytes of a payload.
    pub fn encode(&self) -> Vec<u8> {
        match self.hotkey {
            Some(hotkey) => (&hotkey[..], &self.scores).encode(),
            None => self.scores.encode(),
        }
    }
}
