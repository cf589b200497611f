//! Which pallets there are.

use std::collections::BTreeSet;

use super::{
    chain::{Pace, metadata_v14, pallet},
    table::{Table, lines},
};

/// Pallets that are not there yet.
const LATER: &str = include_str!("../spec/later_pallets.txt");
/// Section 2 of runtime-and-node.md, without what runs other chains' programs.
const PALLETS: &str = include_str!("../spec/pallets.csv");
const EVENTS: &str = include_str!("../spec/events.csv");
const ERRORS: &str = include_str!("../spec/errors.csv");
const CALLS: &str = include_str!("../spec/calls.csv");

/// Indices that stay free: those of pallets that were removed, and those of virtual machines.
const RESERVED: [u8; 10] = [8, 9, 10, 17, 21, 22, 23, 24, 25, 29];
/// Pallets of this chain alone.
const OWN: [(&str, u8); 1] = [("ChainSettings", 40)];

/// Whether the pallet of a row is listed as coming later.
pub fn is_later(name: &str) -> bool {
    lines(LATER).contains(&name)
}

#[test]
fn every_pallet_of_the_tables_is_there_with_its_index_or_listed_as_coming_later() {
    let metadata = metadata_v14(Pace::Production);
    let tables = [PALLETS, EVENTS, ERRORS, CALLS].map(Table::parse);
    let named: BTreeSet<_> = tables
        .iter()
        .flat_map(Table::rows)
        .map(|row| (row.get("pallet"), row.number("pallet_index")))
        .collect();
    for (name, index) in named {
        match pallet(&metadata, name) {
            Some(pallet) => {
                assert_eq!(pallet.index, index, "{name}");
                assert!(!is_later(name), "{name} is there: strike it from the list");
            }
            None => assert!(is_later(name), "{name} is missing"),
        }
    }
}

#[test]
fn there_is_no_pallet_beside_those_of_the_table_and_our_own() {
    let table = Table::parse(PALLETS);
    let known: BTreeSet<_> = table
        .rows()
        .map(|row| (row.get("pallet"), row.number("pallet_index")))
        .chain(OWN)
        .collect();
    for pallet in metadata_v14(Pace::Production).pallets {
        let (name, index) = (pallet.name.as_str(), pallet.index);
        assert!(known.contains(&(name, index)), "{name} at {index}");
        assert!(!RESERVED.contains(&index), "{name} takes {index}");
    }
}
