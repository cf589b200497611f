//! Structures that clients decode by the names of their fields.

use std::collections::BTreeSet;

use frame_metadata::v14::RuntimeMetadataV14;
use scale_info::{Field, Type, TypeDef, form::PortableForm};

use super::{
    chain::{Pace, metadata_v14},
    notation::{from_metadata, from_table, split},
    table::Table,
};

const TABLE: &str = include_str!("../spec/structures.csv");

/// The only structure with this name.
fn structure<'a>(metadata: &'a RuntimeMetadataV14, name: &str) -> &'a Type<PortableForm> {
    let mut found = metadata
        .types
        .types
        .iter()
        .map(|entry| &entry.ty)
        .filter(|ty| ty.path.segments.last().is_some_and(|last| last == name));
    let first = found.next().unwrap_or_else(|| panic!("{name} is missing"));
    assert_eq!(found.next(), None, "{name} is there twice");
    first
}

/// The fields as the tables write them: `block u64, version u32`, or only types.
fn fields(metadata: &RuntimeMetadataV14, fields: &[Field<PortableForm>]) -> Vec<String> {
    fields
        .iter()
        .map(|field| {
            let ty = from_metadata(&metadata.types, field.ty.id);
            match &field.name {
                Some(name) => format!("{name} {ty}"),
                None => ty,
            }
        })
        .collect()
}

/// `netuid net` as `netuid u16`.
fn field(text: &str) -> String {
    match text.split_once(' ') {
        Some((name, ty)) => format!("{} {}", name.trim_end_matches(':'), from_table(ty)),
        None => from_table(text),
    }
}

/// `1 OwnerHyperparamUpdate(net, Hyperparameter)`: index, name and fields.
fn variant(text: &str) -> (u8, String, Vec<String>) {
    let (index, rest) = text.split_once(' ').expect("an index and a name");
    let end = rest.find(['(', ' ']).unwrap_or(rest.len());
    let (name, inner) = rest.split_at(end);
    let inner = inner.trim_matches(|c| "(){} ".contains(c));
    (
        index.parse().expect("the index is a number"),
        name.to_owned(),
        split(inner).into_iter().map(field).collect(),
    )
}

#[test]
fn every_structure_has_the_fields_clients_read() {
    let metadata = metadata_v14(Pace::Production);
    for row in Table::parse(TABLE).rows() {
        let name = row.get("type");
        let parts = split(row.get("fields"));
        match &structure(&metadata, name).type_def {
            TypeDef::Composite(composite) => {
                let listed: Vec<_> = parts.into_iter().map(field).collect();
                assert_eq!(fields(&metadata, &composite.fields), listed, "{name}");
            }
            TypeDef::Variant(variants) => {
                let listed: Vec<_> = parts.into_iter().map(variant).collect();
                let found: Vec<_> = variants
                    .variants
                    .iter()
                    .map(|v| (v.index, v.name.clone(), fields(&metadata, &v.fields)))
                    .collect();
                assert_eq!(found, listed, "{name}");
            }
            other => panic!("{name} is neither structure nor enum: {other:?}"),
        }
    }
}

#[test]
fn fixed_point_numbers_have_one_field_named_bits() {
    let metadata = metadata_v14(Pace::Production);
    let mut seen = BTreeSet::new();
    for entry in &metadata.types.types {
        let path: Vec<_> = entry.ty.path.segments.iter().map(String::as_str).collect();
        if let ["substrate_fixed", .., name] = path[..] {
            let TypeDef::Composite(composite) = &entry.ty.type_def else {
                panic!("a fixed-point number is a structure");
            };
            let expected = vec![format!("bits {}", name["Fixed".len()..].to_lowercase())];
            assert_eq!(fields(&metadata, &composite.fields), expected);
            seen.insert(from_metadata(&metadata.types, entry.id));
        }
    }
    for stored in ["U64F64", "I64F64", "U96F32", "I96F32"] {
        assert!(seen.contains(stored), "{stored}");
    }
}
