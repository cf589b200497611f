//! Identifiers, money and the frozen structures that clients decode.
//!
//! Everything here has a byte layout that released clients rely on. Nothing here knows FRAME
//! storage: pallets, runtime and node all stand on this crate.
//!
//! | module | what lives there |
//! |---|---|
//! | [`ids`] | [`NetUid`], [`MechId`], [`NetUidStorageIndex`] |
//! | [`money`] | [`TaoBalance`], [`AlphaBalance`]: rao that cannot be mixed |
//! | [`frozen`] | structures stored on chain whose fields clients read by name |
//! | [`market`] | the traits between the stake pallet and the market of a subnet |
//! | [`alpha_assets`] | the trait of the ledger of alpha minted, burned and recycled |
//! | [`beacon`] | the trait of the randomness beacon that opens what was hidden |
//! | [`orders`] | the trait by which limit orders move stake and TAO |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod alpha_assets;
pub mod beacon;
pub mod frozen;
pub mod ids;
pub mod market;
pub mod money;
pub mod orders;

pub use ids::{GLOBAL_MAX_SUBNET_COUNT, MechId, NetUid, NetUidStorageIndex};
pub use money::{AlphaBalance, TaoBalance};

/// Implements what every one-integer newtype shares: it reports the type info of its integer, so
/// that clients see a plain number, and it encodes, prints and parses like that integer.
macro_rules! transparent_integer {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Clone,
            Copy,
            Debug,
            Default,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
            Hash,
            codec::Encode,
            codec::Decode,
            codec::DecodeWithMemTracking,
            codec::MaxEncodedLen,
            codec::CompactAs,
            serde::Serialize,
            serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl scale_info::TypeInfo for $name {
            type Identity = $inner;

            fn type_info() -> scale_info::Type {
                <$inner as scale_info::TypeInfo>::type_info()
            }
        }

        impl codec::EncodeLike<$inner> for $name {}

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl From<$name> for $inner {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Display::fmt(&self.0, f)
            }
        }
    };
}
pub(crate) use transparent_integer;
