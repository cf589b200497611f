//! A subnet that ends leaves nothing: every item keyed by a netuid is in the list of what goes with
//! it, or in the list of what stays, with a reason.

use pallet_subtensor::subnets::{KEPT_ITEMS, NETUID_KEYED_ITEMS};
use std::collections::BTreeSet;

/// The items of the pallet and their keys, as the protocol has them.
const STORAGE: &str = include_str!("spec/storage.csv");

/// Items beyond the table that are keyed by a netuid.
const ADDITIONS: [&str; 5] = [
    "SubnetEpochConsensus",
    "CollateralLockShare",
    "OwnerContest",
    "TimelockedHotkeys",
    "ParentCount",
];

/// The first fields of a line, of which one may be quoted.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields.last_mut().expect("one is there").push(other),
        }
    }
    fields
}

#[test]
fn every_item_of_a_subnet_is_removed_with_it_or_kept_for_a_reason() {
    let by_netuid: BTreeSet<String> = STORAGE
        .lines()
        .map(fields)
        .filter(|fields| fields[0] == "SubtensorModule")
        .filter(|fields| {
            fields[2]
                .split([' ', ',', '*'])
                .any(|word| word == "net" || word == "idx")
        })
        .flat_map(|fields| {
            fields[1]
                .split([',', '/'])
                .map(|item| item.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .chain(ADDITIONS.map(str::to_owned))
        .collect();
    assert!(by_netuid.len() > 100, "the table was read");

    let listed: BTreeSet<String> = NETUID_KEYED_ITEMS
        .iter()
        .chain(KEPT_ITEMS.iter().map(|(item, _)| item))
        .map(|item| (*item).to_owned())
        .collect();
    assert_eq!(
        listed.len(),
        NETUID_KEYED_ITEMS.len() + KEPT_ITEMS.len(),
        "an item stands in two lists"
    );
    let missing: Vec<_> = by_netuid.difference(&listed).collect();
    assert!(missing.is_empty(), "in no list: {missing:?}");
    let unknown: Vec<_> = listed.difference(&by_netuid).collect();
    assert!(unknown.is_empty(), "not keyed by a netuid: {unknown:?}");
}
