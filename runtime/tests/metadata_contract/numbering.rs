//! Numbers of types: clients take one from a version of the metadata and look it up in another.

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
        assert_eq!(
            ty.path.segments.last().map(String::as_str),
            Some("AccountId32")
        );
    }
}
