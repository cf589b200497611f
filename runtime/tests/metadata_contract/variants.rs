//! Events and errors: indices, fields, documentation.

use frame_metadata::v14::{PalletMetadata, RuntimeMetadataV14};
use scale_info::{TypeDef, Variant, form::PortableForm};

use super::{
    chain::{Pace, metadata_v14, pallet},
    notation::{from_metadata, from_table, split},
    pallets::is_later,
    table::{Row, Table, lines},
};

const EVENTS: [&str; 2] = [
    include_str!("../spec/events.csv"),
    include_str!("../spec/events_additions.csv"),
];
const ERRORS: [&str; 2] = [
    include_str!("../spec/errors.csv"),
    include_str!("../spec/errors_additions.csv"),
];

/// Events that are not there yet.
const LATER: &str = include_str!("../spec/later_events.txt");

/// The variants of the type with this number.
fn variants(metadata: &RuntimeMetadataV14, number: u32) -> &[Variant<PortableForm>] {
    match metadata.types.resolve(number).map(|ty| &ty.type_def) {
        Some(TypeDef::Variant(variants)) => &variants.variants,
        _ => panic!("type {number} is no enum"),
    }
}

fn events_of<'a>(
    metadata: &'a RuntimeMetadataV14,
    pallet: &PalletMetadata<PortableForm>,
) -> &'a [Variant<PortableForm>] {
    pallet
        .event
        .as_ref()
        .map_or(&[], |event| variants(metadata, event.ty.id))
}

fn errors_of<'a>(
    metadata: &'a RuntimeMetadataV14,
    pallet: &PalletMetadata<PortableForm>,
) -> &'a [Variant<PortableForm>] {
    pallet
        .error
        .as_ref()
        .map_or(&[], |error| variants(metadata, error.ty.id))
}

/// The type of a named field whose type goes without saying.
fn implied_type(name: &str) -> String {
    let ty = match name {
        "signer" => "AccountId",
        "netuid" => "NetUid",
        "order_id" => "H256",
        "order_type" => "OrderType",
        "enabled" => "bool",
        _ => panic!("{name} has no type"),
    };
    from_table(ty)
}

/// Name, if it has one, and type of each field: `(u16, u64)`, `{ netuid: NetUid }` or `{ netuid }`.
fn fields(text: &str) -> Vec<(Option<String>, String)> {
    let is_named = text.starts_with('{');
    let inner = text
        .trim_matches(['{', '}'])
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text.trim_matches(['{', '}']));
    split(inner)
        .into_iter()
        .map(|part| match part.split_once(": ") {
            Some((name, ty)) if is_named => (Some(name.into()), from_table(ty)),
            None if is_named => (Some(part.into()), implied_type(part)),
            _ => (None, from_table(part)),
        })
        .collect()
}

/// Calls `check` for each row that is not listed as coming later, with the variant of that name;
/// fails when a pallet has more variants than rows, or one without documentation.
fn compare(
    tables: [&str; 2],
    column: &str,
    of: for<'a> fn(
        &'a RuntimeMetadataV14,
        &PalletMetadata<PortableForm>,
    ) -> &'a [Variant<PortableForm>],
    check: impl Fn(&RuntimeMetadataV14, &Row, &Variant<PortableForm>),
) {
    let metadata = metadata_v14(Pace::Production);
    let tables = tables.map(Table::parse);
    let later = lines(LATER);
    let rows: Vec<_> = tables
        .iter()
        .flat_map(Table::rows)
        .filter(|row| !is_later(row.get("pallet")))
        .filter(|row| {
            let name = format!("{}.{}", row.get("pallet"), row.get(column));
            !later.contains(&name.as_str())
        })
        .collect();
    for row in &rows {
        let (pallet_name, name) = (row.get("pallet"), row.get(column));
        let pallet = pallet(&metadata, pallet_name).expect("the pallet is there");
        let found = of(&metadata, pallet);
        let listed = rows.iter().filter(|row| row.get("pallet") == pallet_name);
        assert_eq!(
            found.len(),
            listed.count(),
            "{pallet_name}: number of variants"
        );
        let variant = found.iter().find(|variant| variant.name == name);
        let variant = variant.unwrap_or_else(|| panic!("{pallet_name}.{name} is missing"));
        assert!(
            !variant.docs.is_empty(),
            "{pallet_name}.{name} is not documented"
        );
        check(&metadata, row, variant);
    }
}

#[test]
fn every_event_has_the_index_and_the_fields_clients_decode() {
    compare(EVENTS, "event", events_of, |metadata, row, variant| {
        let name = &variant.name;
        assert_eq!(variant.index, row.number("event_index"), "{name}");
        let found: Vec<_> = variant
            .fields
            .iter()
            .map(|field| {
                let ty = from_metadata(&metadata.types, field.ty.id);
                (field.name.clone(), ty)
            })
            .collect();
        assert_eq!(found, fields(row.get("fields")), "{name}");
    });
}

#[test]
fn every_error_has_its_index_and_a_sentence_for_the_user() {
    compare(ERRORS, "error", errors_of, |_, row, variant| {
        assert_eq!(variant.index, row.number("error_index"), "{}", variant.name);
        assert!(variant.fields.is_empty(), "{}", variant.name);
    });
}
