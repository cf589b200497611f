//! The metadata served to clients, in the versions 14, 15 and 16.
//!
//! Some clients take the number of a type from version 14 and look it up in version 15, so all
//! versions have to number their types alike. The stock conversion does not: from version 15 on it
//! registers the types of the extrinsic first. Here every version starts from the registry of the
//! one before it, and types of its own only follow: those of the pallets, the extrinsic, the
//! extrinsic's type, the runtime APIs, the outer enums, and last what only version 16 describes.

use crate::Runtime;
use alloc::{vec, vec::Vec};
use codec::Encode;
use frame_metadata::{RuntimeMetadataPrefixed, v14, v15, v16};
use scale_info::{IntoPortable, MetaType, Registry};
use sp_core::OpaqueMetadata;
use sp_metadata_ir::{ExtrinsicMetadataIR, MetadataIR};

/// What all versions are made from.
pub fn ir() -> MetadataIR {
    Runtime::metadata_ir()
}

/// The metadata that a client gets who asks for no version: version 14.
pub fn latest() -> OpaqueMetadata {
    OpaqueMetadata::new(v14().encode())
}

/// The metadata of `version`, or `None` for a version that is not served.
pub fn at_version(version: u32) -> Option<OpaqueMetadata> {
    let metadata = match version {
        14 => v14(),
        15 => v15(),
        16 => v16(),
        _ => return None,
    };
    Some(OpaqueMetadata::new(metadata.encode()))
}

/// The versions that [`at_version`] serves.
pub fn versions() -> Vec<u32> {
    vec![14, 15, 16]
}

/// Metadata of version 14.
pub fn v14() -> RuntimeMetadataPrefixed {
    v14::RuntimeMetadataV14::from(ir()).into()
}

/// Metadata of version 15: the types of version 14, then those of the runtime APIs and outer enums.
pub fn v15() -> RuntimeMetadataPrefixed {
    let mut registry = registry_of_v14();
    let ir = self::ir();
    let pallets = registry.map_into_portable(ir.pallets.into_iter().map(v15::PalletMetadata::from));
    let extrinsic = v15::ExtrinsicMetadata::from(ir.extrinsic).into_portable(&mut registry);
    let ty = registry.register_type(&ir.ty);
    let apis = registry.map_into_portable(ir.apis.into_iter().map(v15::RuntimeApiMetadata::from));
    let outer_enums = v15::OuterEnums::from(ir.outer_enums).into_portable(&mut registry);
    v15::RuntimeMetadataV15 {
        types: registry.into(),
        pallets,
        extrinsic,
        ty,
        apis,
        outer_enums,
        custom: v15::CustomMetadata {
            map: Default::default(),
        },
    }
    .into()
}

/// Metadata of version 16: the types of version 15, then those that only the description of the
/// pallets in version 16 mentions.
pub fn v16() -> RuntimeMetadataPrefixed {
    let mut registry = registry_of_v14();
    let ir = self::ir();
    let extrinsic =
        extrinsic_v16(ir.extrinsic, ir.outer_enums.call_enum_ty).into_portable(&mut registry);
    let apis = registry.map_into_portable(ir.apis.into_iter().map(v16::RuntimeApiMetadata::from));
    let outer_enums = v16::OuterEnums::from(ir.outer_enums).into_portable(&mut registry);
    let pallets = registry.map_into_portable(ir.pallets.into_iter().map(v16::PalletMetadata::from));
    v16::RuntimeMetadataV16 {
        types: registry.into(),
        pallets,
        extrinsic,
        apis,
        outer_enums,
        custom: v16::CustomMetadata {
            map: Default::default(),
        },
    }
    .into()
}

/// A registry that numbers the types as version 14 does.
fn registry_of_v14() -> Registry {
    let mut registry = Registry::new();
    let ir = self::ir();
    for pallet in ir.pallets {
        v14::PalletMetadata::from(pallet).into_portable(&mut registry);
    }
    v14::ExtrinsicMetadata::from(ir.extrinsic).into_portable(&mut registry);
    registry.register_type(&ir.ty);
    registry
}

/// The extrinsic as version 16 describes it, which names the outer call enum as its call.
fn extrinsic_v16(ir: ExtrinsicMetadataIR, call_ty: MetaType) -> v16::ExtrinsicMetadata {
    v16::ExtrinsicMetadata {
        versions: ir.versions,
        address_ty: ir.address_ty,
        call_ty,
        signature_ty: ir.signature_ty,
        transaction_extensions_by_version: ir
            .extensions_by_version
            .into_iter()
            .map(|(version, extensions)| {
                (version, extensions.into_iter().map(Into::into).collect())
            })
            .collect(),
        transaction_extensions: ir
            .extensions_in_versions
            .into_iter()
            .map(v16::TransactionExtensionMetadata::from)
            .collect(),
    }
}
