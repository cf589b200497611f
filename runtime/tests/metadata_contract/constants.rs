//! Constants: order, types and values.

use super::{
    chain::{Pace, metadata_v14, pallet},
    notation::{from_metadata, from_table},
    table::Table,
    values::encode,
};

const TABLE: &str = include_str!("../spec/constants.csv");

#[test]
fn every_constant_has_the_type_and_the_value_clients_expect() {
    let table = Table::parse(TABLE);
    for pace in Pace::BOTH {
        let metadata = metadata_v14(pace);
        for row in table.rows() {
            let (pallet_name, name) = (row.get("pallet"), row.get("constant"));
            let constant = pallet(&metadata, pallet_name)
                .and_then(|pallet| pallet.constants.iter().find(|entry| entry.name == name))
                .unwrap_or_else(|| panic!("{pallet_name}.{name} is missing"));
            let ty = from_table(row.get("type"));
            assert_eq!(from_metadata(&metadata.types, constant.ty.id), ty, "{name}");
            let value = encode(&ty, row.get("value"), pace);
            assert_eq!(constant.value, value, "{pallet_name}.{name}, {pace:?}");
        }
    }
}

#[test]
fn the_constants_of_the_stake_pallet_stand_in_the_order_of_the_table() {
    let table = Table::parse(TABLE);
    let listed: Vec<_> = table
        .rows()
        .filter(|row| row.get("pallet") == "SubtensorModule")
        .map(|row| row.get("constant").to_owned())
        .collect();
    let metadata = metadata_v14(Pace::Production);
    let pallet = pallet(&metadata, "SubtensorModule").expect("the pallet is there");
    let found: Vec<_> = pallet
        .constants
        .iter()
        .map(|entry| entry.name.clone())
        .collect();
    assert_eq!(found, listed);
}
