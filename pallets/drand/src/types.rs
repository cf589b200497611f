//! What is stored and submitted: pulses, and the beacon they come from.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{
    BoundedVec,
    traits::{ConstU32, Get},
};
use myelin_timelock::beacon::randomness_of;
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;
use sp_runtime::MultiSigner;

use crate::hex;

/// At most so many bytes.
type Bytes<const LIMIT: u32> = BoundedVec<u8, ConstU32<LIMIT>>;

/// What a beacon publishes for a round.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pulse {
    /// The number of the round.
    pub round: u64,
    /// The SHA-256 hash of the signature.
    pub randomness: Bytes<32>,
    /// The signature of the round: a compressed point of G1 of BLS12-381.
    pub signature: Bytes<144>,
}

impl Pulse {
    /// Whether the randomness is that of the signature.
    pub fn is_consistent(&self) -> bool {
        self.randomness[..] == randomness_of(&self.signature)
    }
}

/// Pulses as an off-chain worker submits them.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct PulsesPayload<BlockNumber> {
    /// The block that the worker followed.
    pub block_number: BlockNumber,
    /// The pulses; the transaction pool wants exactly one.
    pub pulses: Vec<Pulse>,
    /// The key that signs this payload.
    pub public: MultiSigner,
}

/// A beacon as root names it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct BeaconConfigurationPayload<BlockNumber> {
    /// Not looked at.
    pub block_number: BlockNumber,
    /// The beacon.
    pub config: BeaconConfiguration,
    /// Not looked at.
    pub public: MultiSigner,
}

/// A beacon. Its JSON form is what a beacon answers to `GET /<chain hash>/info`.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub struct BeaconConfiguration {
    /// Its key: a compressed point of G2 of BLS12-381.
    #[serde(with = "hex")]
    pub public_key: Bytes<96>,
    /// Seconds between two rounds.
    pub period: u32,
    /// When round 1 was signed, in seconds of Unix time.
    pub genesis_time: u32,
    /// The hash that names the beacon in the paths of its HTTP interface.
    #[serde(with = "hex")]
    pub hash: Bytes<32>,
    /// The hash of the group that runs it.
    #[serde(with = "hex", rename = "groupHash")]
    pub group_hash: Bytes<32>,
    /// Its scheme, in ASCII.
    #[serde(with = "text", rename = "schemeID")]
    pub scheme_id: Bytes<32>,
    /// Its name.
    pub metadata: Metadata,
}

/// What else is known of a beacon.
#[derive(
    Clone,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub struct Metadata {
    /// Its name, in ASCII.
    #[serde(with = "text", rename = "beaconID")]
    pub beacon_id: Bytes<32>,
}

/// The beacon `quicknet` of the League of Entropy, a round each three seconds.
pub struct Quicknet;

impl Get<BeaconConfiguration> for Quicknet {
    fn get() -> BeaconConfiguration {
        let bytes = |text| hex::decode(text).unwrap_or_default();
        BeaconConfiguration {
            public_key: BoundedVec::truncate_from(bytes(concat!(
                "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c",
                "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb",
                "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
            ))),
            period: 3,
            genesis_time: 1_692_803_367,
            hash: BoundedVec::truncate_from(bytes(
                "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
            )),
            group_hash: BoundedVec::truncate_from(bytes(
                "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e",
            )),
            scheme_id: BoundedVec::truncate_from(b"bls-unchained-g1-rfc9380".to_vec()),
            metadata: Metadata {
                beacon_id: BoundedVec::truncate_from(b"quicknet".to_vec()),
            },
        }
    }
}

/// What tells the pulses of two rounds apart in the transaction pool.
pub(crate) fn tag_of(round: u64) -> [u8; 32] {
    (*b"drand", round).using_encoded(blake2_256)
}

/// Bytes that are text in JSON.
mod text {
    use alloc::string::String;

    use frame_support::{BoundedVec, traits::Get};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, N>(
        bytes: &BoundedVec<u8, N>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&String::from_utf8_lossy(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>, N: Get<u32>>(
        deserializer: D,
    ) -> Result<BoundedVec<u8, N>, D::Error> {
        let bytes = String::deserialize(deserializer)?.into_bytes();
        BoundedVec::try_from(bytes).map_err(|_| Error::custom("the text is too long"))
    }
}
