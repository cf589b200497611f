//! Which pallets there are.

use std::collections::BTreeSet;

use super::{
    chain::{Pace, metadata_v14, pallet},
    table::{Table, lines},
};

/// Pallets that are not there yet.
const LATER: &str = include_str!("../spec/later_pallets.txt");
const EVENTS: &str = include_str!("../spec/events.csv");
const ERRORS: &str = include_str!("../spec/errors.csv");
const CALLS: &str = include_str!("../spec/calls.csv");

/// Whether the pallet of a row is listed as coming later.
pub fn is_later(name: &str) -> bool {
    lines(LATER).contains(&name)
}

#[test]
fn every_pallet_of_the_tables_is_there_with_its_index_or_listed_as_coming_later() {
    let metadata = metadata_v14(Pace::Production);
    let tables = [EVENTS, ERRORS, CALLS].map(Table::parse);
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
