//! Calls: indices, arguments, fees.

use codec::{Decode, Input};
use frame_metadata::v14::RuntimeMetadataV14;
use frame_support::dispatch::{DispatchClass, GetDispatchInfo, Pays};
use myelin_runtime::RuntimeCall;
use scale_info::{TypeDef, Variant, form::PortableForm};

use super::{
    chain::{Pace, metadata_v14, on_a_chain, pallet},
    notation::{from_metadata, from_table, split},
    pallets::is_later,
    table::{Table, lines},
};

const TABLES: [&str; 2] = [
    include_str!("../spec/calls.csv"),
    include_str!("../spec/calls_additions.csv"),
];
const LATER: &str = include_str!("../spec/later_calls.txt");

/// A call as the tables have it.
struct Call {
    pallet: String,
    pallet_index: u8,
    name: String,
    index: u8,
    /// Name and type of each argument.
    arguments: Vec<(String, String)>,
    fee: String,
}

impl Call {
    fn is_later(&self) -> bool {
        lines(LATER).contains(&format!("{}.{}", self.pallet, self.name).as_str())
    }
}

/// The calls of the tables whose pallet is there.
fn calls() -> Vec<Call> {
    let mut calls = Vec::new();
    for table in TABLES.map(Table::parse) {
        for row in table.rows().filter(|row| !is_later(row.get("pallet"))) {
            calls.push(Call {
                pallet: row.get("pallet").into(),
                pallet_index: row.number("pallet_index"),
                name: row.get("call").into(),
                index: row.number("call_index"),
                arguments: split(row.get("arguments"))
                    .into_iter()
                    .map(argument)
                    .collect(),
                fee: row.get("fee").into(),
            });
        }
    }
    calls
}

/// `netuid: NetUid`, or a bare name whose type goes without saying.
fn argument(text: &str) -> (String, String) {
    match text.split_once(": ") {
        Some((name, ty)) => (name.into(), from_table(ty)),
        None if text == "netuid" => (text.into(), "u16".into()),
        None if text == "hotkey" => (text.into(), "AccountId32".into()),
        None => panic!("{text} has no type"),
    }
}

/// The calls of a pallet in the metadata.
fn variants<'a>(
    metadata: &'a RuntimeMetadataV14,
    pallet_name: &str,
) -> &'a [Variant<PortableForm>] {
    let calls = pallet(metadata, pallet_name).and_then(|pallet| pallet.calls.as_ref());
    match calls.and_then(|calls| metadata.types.resolve(calls.ty.id)) {
        Some(ty) => match &ty.type_def {
            TypeDef::Variant(variants) => &variants.variants,
            _ => panic!("the calls of a pallet are an enum"),
        },
        None => &[],
    }
}

#[test]
fn every_call_has_the_index_and_the_arguments_clients_send_or_is_listed_as_coming_later() {
    let metadata = metadata_v14(Pace::Production);
    for call in calls() {
        let label = format!("{}.{}", call.pallet, call.name);
        let variant = variants(&metadata, &call.pallet)
            .iter()
            .find(|variant| variant.name == call.name);
        let Some(variant) = variant else {
            assert!(call.is_later(), "{label} is missing");
            continue;
        };
        assert!(
            !call.is_later(),
            "{label} is there: strike it from the list"
        );
        assert_eq!(variant.index, call.index, "{label}");
        let arguments: Vec<_> = variant
            .fields
            .iter()
            .map(|field| {
                let name = field.name.clone().expect("arguments have names");
                (name, from_metadata(&metadata.types, field.ty.id))
            })
            .collect();
        assert_eq!(arguments, call.arguments, "{label}");
        assert!(!variant.docs.is_empty(), "{label} has no documentation");
    }
}

#[test]
fn no_call_is_there_that_the_tables_do_not_list() {
    let metadata = metadata_v14(Pace::Production);
    let listed = calls();
    for pallet_name in [
        "SubtensorModule",
        "AdminUtils",
        "Drand",
        "Swap",
        "LimitOrders",
    ] {
        for variant in variants(&metadata, pallet_name) {
            let is_listed = listed
                .iter()
                .any(|call| call.pallet == pallet_name && call.name == variant.name);
            assert!(is_listed, "{pallet_name}.{} is not listed", variant.name);
        }
    }
}

#[test]
fn a_name_listed_as_coming_later_is_a_call_of_the_tables() {
    let names: Vec<_> = calls()
        .into_iter()
        .map(|call| format!("{}.{}", call.pallet, call.name))
        .collect();
    for later in lines(LATER) {
        assert!(names.iter().any(|name| name == later), "{later} is unknown");
    }
}

/// A call of this number with the shortest arguments: its two bytes, then zeros without end.
struct Shortest {
    header: [u8; 2],
    read: usize,
}

impl Input for Shortest {
    fn remaining_len(&mut self) -> Result<Option<usize>, codec::Error> {
        Ok(None)
    }

    fn read(&mut self, into: &mut [u8]) -> Result<(), codec::Error> {
        for byte in into {
            *byte = self.header.get(self.read).copied().unwrap_or(0);
            self.read += 1;
        }
        Ok(())
    }
}

#[test]
fn every_call_is_free_or_paid_and_of_the_class_that_the_tables_say() {
    on_a_chain(Pace::Production, || {
        for call in calls().into_iter().filter(|call| !call.is_later()) {
            if call.fee.is_empty() {
                continue;
            }
            let name = format!("{}.{}", call.pallet, call.name);
            let decoded = RuntimeCall::decode(&mut Shortest {
                header: [call.pallet_index, call.index],
                read: 0,
            });
            let info = decoded.expect("zeros are arguments").get_dispatch_info();
            let pays = match call.fee.starts_with("free") {
                true => Pays::No,
                false => Pays::Yes,
            };
            let class = match call.fee.ends_with("Operational") {
                true => DispatchClass::Operational,
                false => DispatchClass::Normal,
            };
            assert_eq!(info.pays_fee, pays, "{name}");
            assert_eq!(info.class, class, "{name}");
            let free_of_work = info.call_weight == sp_weights::Weight::zero();
            assert!(!free_of_work || is_stub(&name), "{name} weighs nothing");
        }
    });
}

/// Calls that only refuse.
fn is_stub(name: &str) -> bool {
    [
        "AdminUtils.sudo_set_network_pow_registration_allowed",
        "AdminUtils.sudo_set_total_issuance",
    ]
    .contains(&name)
}
