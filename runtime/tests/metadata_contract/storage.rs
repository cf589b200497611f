//! Storage items: keys, hashers, types, defaults.

use std::collections::BTreeSet;

use frame_metadata::v14::{
    RuntimeMetadataV14, StorageEntryMetadata, StorageEntryModifier, StorageEntryType, StorageHasher,
};
use scale_info::form::PortableForm;

use super::{
    chain::{Pace, metadata_v14, pallet},
    notation::{from_metadata, from_table, split},
    pallets::is_later,
    table::{Row, Table},
    values::encode,
};

const TABLES: [&str; 2] = [
    include_str!("../spec/storage.csv"),
    include_str!("../spec/storage_additions.csv"),
];

/// One item as the tables have it.
#[derive(Debug, PartialEq, Eq)]
struct Item {
    /// Hasher and type of each part of the key.
    keys: Vec<(StorageHasher, String)>,
    value: String,
    modifier: StorageEntryModifier,
    default: Vec<u8>,
}

/// Pallet, name and content of every item of the tables whose pallet is there.
fn items(pace: Pace) -> Vec<(String, String, Item)> {
    let mut items: Vec<(String, String, Item)> = Vec::new();
    for table in TABLES.map(Table::parse) {
        for row in table.rows().filter(|row| !is_later(row.get("pallet"))) {
            let value = match row.get("value") {
                "same as above" => items.last().expect("an item above").2.value.clone(),
                value => from_table(value),
            };
            let item = item_of(&row, value, pace);
            items.push((row.get("pallet").into(), row.get("item").into(), item));
        }
    }
    items
}

fn item_of(row: &Row, value: String, pace: Pace) -> Item {
    let (modifier, default) = match row.get("query") {
        "O" => (StorageEntryModifier::Optional, vec![0]),
        query => {
            let text = query.strip_prefix("V:").expect("V: and the default");
            (StorageEntryModifier::Default, encode(&value, text, pace))
        }
    };
    let keys = match row.get("keys") {
        "–" => Vec::new(),
        keys => split(keys).into_iter().map(key_part).collect(),
    };
    Item {
        keys,
        value,
        modifier,
        default,
    }
}

/// `B hot`: the hasher and the type of a part of a key.
fn key_part(text: &str) -> (StorageHasher, String) {
    let (hasher, ty) = text.split_once(' ').expect("a hasher and a type");
    let hasher = match hasher.trim_matches('*') {
        "B" => StorageHasher::Blake2_128Concat,
        "T" => StorageHasher::Twox64Concat,
        "I" => StorageHasher::Identity,
        other => panic!("{other} is no hasher"),
    };
    (hasher, from_table(ty))
}

/// What the metadata says about an item.
fn described(metadata: &RuntimeMetadataV14, entry: &StorageEntryMetadata<PortableForm>) -> Item {
    let name = |number| from_metadata(&metadata.types, number);
    let (keys, value) = match &entry.ty {
        StorageEntryType::Plain(value) => (Vec::new(), name(value.id)),
        StorageEntryType::Map {
            hashers,
            key,
            value,
        } => {
            let key = name(key.id);
            let types = match hashers.len() {
                1 => vec![key.as_str()],
                _ => split(key.trim_start_matches('(').trim_end_matches(')')),
            };
            assert_eq!(hashers.len(), types.len(), "{}", entry.name);
            let types = types.into_iter().map(str::to_owned);
            (hashers.iter().cloned().zip(types).collect(), name(value.id))
        }
    };
    Item {
        keys,
        value,
        modifier: entry.modifier.clone(),
        default: entry.default.clone(),
    }
}

#[test]
fn every_storage_item_has_the_keys_the_type_and_the_default_clients_expect() {
    for pace in Pace::BOTH {
        let metadata = metadata_v14(pace);
        let mut wrong = Vec::new();
        for (pallet_name, name, expected) in items(pace) {
            let entry = pallet(&metadata, &pallet_name)
                .and_then(|pallet| pallet.storage.as_ref())
                .and_then(|storage| storage.entries.iter().find(|entry| entry.name == name));
            match entry.map(|entry| described(&metadata, entry)) {
                None => wrong.push(format!("{pallet_name}.{name} is missing")),
                Some(found) if found != expected => wrong.push(format!(
                    "{pallet_name}.{name}\n  expected {expected:?}\n  found    {found:?}"
                )),
                Some(_) => {}
            }
        }
        assert!(wrong.is_empty(), "{pace:?}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn no_storage_item_is_there_that_the_tables_do_not_list_and_each_is_documented() {
    let metadata = metadata_v14(Pace::Production);
    let listed: BTreeSet<_> = items(Pace::Production)
        .into_iter()
        .map(|(pallet, name, _)| (pallet, name))
        .collect();
    let pallets: BTreeSet<_> = listed.iter().map(|(pallet, _)| pallet.clone()).collect();
    for name in pallets {
        let storage = pallet(&metadata, &name).and_then(|pallet| pallet.storage.as_ref());
        for entry in &storage.expect("the pallet has storage").entries {
            let key = (name.clone(), entry.name.clone());
            let is_version = entry.name.starts_with(":__");
            assert!(is_version || listed.contains(&key), "{key:?} is not listed");
            assert!(!entry.docs.is_empty(), "{key:?} has no documentation");
        }
    }
}

#[test]
fn the_storage_item_of_the_stake_pallet_that_everybody_reads_is_stored_under_its_name() {
    let metadata = metadata_v14(Pace::Production);
    for name in [
        "SubtensorModule",
        "Drand",
        "Swap",
        "AlphaAssets",
        "LimitOrders",
    ] {
        let storage = pallet(&metadata, name).and_then(|pallet| pallet.storage.as_ref());
        assert_eq!(storage.map(|storage| storage.prefix.as_str()), Some(name));
    }
}
