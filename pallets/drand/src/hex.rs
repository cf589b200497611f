//! Bytes that are hexadecimal digits in JSON.

use alloc::{format, string::String, vec::Vec};

use frame_support::{BoundedVec, traits::Get};
use serde::{Deserialize, Deserializer, Serializer, de::Error};
use sp_core::{bytes::from_hex, hexdisplay::HexDisplay};

/// The bytes that these digits mean, with or without `0x` in front. None for anything else.
pub(crate) fn decode(digits: &str) -> Option<Vec<u8>> {
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    from_hex(digits).ok()
}

/// The digits of bytes, without `0x`.
pub(crate) fn encode(bytes: &[u8]) -> String {
    format!("{}", HexDisplay::from(&bytes))
}

pub(crate) fn serialize<S: Serializer, N>(
    bytes: &BoundedVec<u8, N>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&encode(bytes))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>, N: Get<u32>>(
    deserializer: D,
) -> Result<BoundedVec<u8, N>, D::Error> {
    let digits = String::deserialize(deserializer)?;
    let bytes = decode(&digits).ok_or_else(|| Error::custom("these are no hexadecimal digits"))?;
    BoundedVec::try_from(bytes).map_err(|_| Error::custom("there are too many bytes"))
}
