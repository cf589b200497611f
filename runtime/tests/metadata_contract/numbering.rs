//! Numbers and paths of types, format of transactions. Clients take the number of a type from one
//! version of the metadata and look it up in another, and know some types by their path.

use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use myelin_runtime::metadata;
use scale_info::PortableRegistry;

use super::chain::{Pace, on_a_chain};

/// The types of the metadata of versions 14, 15 and 16.
fn registries() -> [PortableRegistry; 3] {
    let all = [metadata::v14, metadata::v15, metadata::v16];
    all.map(|version| {
        let RuntimeMetadataPrefixed(_, metadata) = on_a_chain(Pace::Production, version);
        match metadata {
            RuntimeMetadata::V14(metadata) => metadata.types,
            RuntimeMetadata::V15(metadata) => metadata.types,
            RuntimeMetadata::V16(metadata) => metadata.types,
            _ => panic!("an unknown version"),
        }
    })
}

#[test]
fn all_versions_number_the_types_alike() {
    let [first, second, third] = registries();
    for (shorter, longer) in [(&first, &second), (&first, &third)] {
        assert!(shorter.types.len() <= longer.types.len());
        for (ours, theirs) in shorter.types.iter().zip(&longer.types) {
            assert_eq!(ours, theirs, "type {}", ours.id);
        }
    }
}

#[test]
fn the_account_is_type_zero() {
    for registry in registries() {
        let ty = registry.resolve(0).expect("there is a first type");
        assert_eq!(ty.path.segments.join("::"), "sp_core::crypto::AccountId32");
    }
}

/// Types that clients know by their whole path (clients.md section 1.3).
const PATHS: [&str; 5] = [
    "sp_core::crypto::AccountId32",
    "primitive_types::H256",
    "sp_runtime::multiaddress::MultiAddress",
    "sp_runtime::generic::era::Era",
    "sp_weights::weight_v2::Weight",
];

#[test]
fn types_that_clients_know_by_their_path_are_there_once() {
    for registry in registries() {
        let paths: Vec<_> = registry
            .types
            .iter()
            .map(|ty| ty.ty.path.segments.join("::"))
            .collect();
        for known in PATHS {
            let found = paths.iter().filter(|path| *path == known).count();
            assert_eq!(found, 1, "{known}");
        }
    }
}

#[test]
fn transactions_have_format_four() {
    let version = |metadata| match metadata {
        RuntimeMetadata::V14(metadata) => metadata.extrinsic.version,
        RuntimeMetadata::V15(metadata) => metadata.extrinsic.version,
        _ => panic!("an unknown version"),
    };
    for metadata in [metadata::v14, metadata::v15] {
        let RuntimeMetadataPrefixed(_, metadata) = on_a_chain(Pace::Production, metadata);
        assert_eq!(version(metadata), 4);
    }
}
