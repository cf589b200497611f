//! One runtime, two paces: what clients read in the metadata follows the genesis.

use crate::common::chain;
use codec::{Decode, Encode};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use myelin_runtime::{Runtime, metadata};

/// The encoded value of a constant, from metadata of version 14 or 15.
fn constant(metadata: &RuntimeMetadataPrefixed, pallet: &str, name: &str) -> Vec<u8> {
    let constants = match &metadata.1 {
        RuntimeMetadata::V14(metadata) => metadata
            .pallets
            .iter()
            .find(|entry| entry.name == pallet)
            .map(|entry| &entry.constants),
        RuntimeMetadata::V15(metadata) => metadata
            .pallets
            .iter()
            .find(|entry| entry.name == pallet)
            .map(|entry| &entry.constants),
        _ => None,
    };
    constants
        .expect("the pallet is there")
        .iter()
        .find(|constant| constant.name == name)
        .expect("the constant is there")
        .value
        .clone()
}

/// (pallet, constant, production, fast)
fn paced() -> Vec<(&'static str, &'static str, Vec<u8>, Vec<u8>)> {
    let pallet = "SubtensorModule";
    vec![
        ("Aura", "SlotDuration", 12_000u64.encode(), 250u64.encode()),
        (
            "Timestamp",
            "MinimumPeriod",
            6_000u64.encode(),
            125u64.encode(),
        ),
        (pallet, "InitialTempo", 360u16.encode(), 10u16.encode()),
        (
            pallet,
            "InitialTxChildKeyTakeRateLimit",
            216_000u64.encode(),
            5u64.encode(),
        ),
        (
            pallet,
            "InitialColdkeySwapAnnouncementDelay",
            36_000u32.encode(),
            50u32.encode(),
        ),
        (
            pallet,
            "InitialColdkeySwapReannouncementDelay",
            7_200u32.encode(),
            10u32.encode(),
        ),
        (
            pallet,
            "HotkeySwapOnSubnetInterval",
            7_200u64.encode(),
            1u64.encode(),
        ),
        (
            pallet,
            "InitialMaxEpochsPerBlock",
            2u8.encode(),
            32u8.encode(),
        ),
    ]
}

#[test]
fn constants_in_the_metadata_follow_the_genesis() {
    for (preset, fast) in [
        ("dev", true),
        ("local-fast", true),
        ("dev-12s", false),
        ("local", false),
    ] {
        chain(preset).execute_with(|| {
            for metadata in [metadata::v14(), metadata::v15()] {
                for (pallet, name, production, quick) in paced() {
                    let expected = if fast { quick } else { production };
                    assert_eq!(
                        constant(&metadata, pallet, name),
                        expected,
                        "{name} on {preset}"
                    );
                }
            }
        });
    }
}

#[test]
fn the_slot_that_authors_use_is_the_one_that_clients_read() {
    for (preset, milliseconds) in [("dev", 250), ("dev-12s", 12_000)] {
        chain(preset).execute_with(|| {
            assert_eq!(
                pallet_aura::Pallet::<Runtime>::slot_duration(),
                milliseconds
            );
        });
    }
}

#[test]
fn metadata_decodes_in_every_version() {
    chain("dev").execute_with(|| {
        assert_eq!(metadata::versions(), [14, 15, 16]);
        for version in metadata::versions() {
            let bytes: Vec<u8> = metadata::at_version(version)
                .map(|opaque| (*opaque).clone())
                .expect("the version is served");
            let decoded = RuntimeMetadataPrefixed::decode(&mut bytes.as_slice())
                .expect("the metadata decodes");
            assert_eq!(decoded.1.version(), version);
        }
        assert!(metadata::at_version(13).is_none());
        assert!(metadata::at_version(17).is_none());
    });
}
