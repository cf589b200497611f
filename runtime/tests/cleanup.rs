//! A subnet that ends leaves nothing: every item keyed by a netuid is in the list of what goes with
//! it, or in the list of what stays, with a reason.

use crate::common::{account, chain, start_block};
use codec::Encode;
use frame_support::assert_ok;
use myelin_runtime::{AlphaAssets, Runtime, RuntimeOrigin, SubtensorModule};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, alpha_assets::AlphaLedger};
use pallet_subtensor::{
    SubtokenEnabled,
    subnets::{KEPT_ITEMS, NETUID_KEYED_ITEMS},
};
use sp_crypto_hashing::twox_128;
use std::collections::BTreeSet;

/// The items of the pallet and their keys, as the protocol has them.
const STORAGE: &str = include_str!("spec/storage.csv");

/// The items of all pallets beyond it.
const STORAGE_ADDITIONS: &str = include_str!("spec/storage_additions.csv");

/// Items of the pallet that are keyed by a netuid and are beyond the table, or not known by it to be.
const ADDITIONS: [&str; 8] = [
    "LastRateLimitedBlock",
    "SubnetEpochConsensus",
    "CollateralLockShare",
    "HotkeyLockTotal",
    "DecayingHotkeyLockTotal",
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

/// Whether an item that is keyed by nothing but a netuid has an entry for this one.
fn has_entry(pallet: &str, item: &str, netuid: NetUid) -> bool {
    let prefix = [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat();
    core::iter::successors(sp_io::storage::next_key(&prefix), |key| {
        sp_io::storage::next_key(key)
    })
    .take_while(|key| key.starts_with(&prefix))
    .any(|key| key.ends_with(&netuid.encode()))
}

/// The items of other pallets with an entry for a subnet.
fn entries_elsewhere(netuid: NetUid) -> Vec<String> {
    STORAGE
        .lines()
        .chain(STORAGE_ADDITIONS.lines())
        .map(fields)
        .filter(|fields| fields[0] != "SubtensorModule")
        .filter(|fields| ["T net", "I net", "B net"].contains(&fields[2].as_str()))
        .filter(|fields| has_entry(&fields[0], &fields[1], netuid))
        .map(|fields| format!("{}.{}", fields[0], fields[1]))
        .collect()
}

#[test]
fn a_subnet_that_ends_leaves_nothing_in_other_pallets() {
    chain("dev").execute_with(|| {
        start_block(1);
        let netuid = NetUid(1);
        let (coldkey, hotkey) = (RuntimeOrigin::signed(account("Bob")), account("BobHot"));
        SubtokenEnabled::<Runtime>::insert(netuid, true);
        assert_ok!(SubtensorModule::try_associate_hotkey(
            coldkey.clone(),
            hotkey.clone()
        ));
        assert_ok!(SubtensorModule::add_stake(
            coldkey.clone(),
            hotkey.clone(),
            netuid,
            TaoBalance(5_000_000_000)
        ));
        AlphaAssets::mint(netuid, AlphaBalance(1_000_000_000));
        for destroy in [SubtensorModule::recycle_alpha, SubtensorModule::burn_alpha] {
            let amount = AlphaBalance(100_000_000);
            assert_ok!(destroy(coldkey.clone(), hotkey.clone(), amount, netuid));
        }
        let entries = entries_elsewhere(netuid);
        for item in ["TotalAlphaIssuance", "AlphaBurned", "AlphaRecycled"] {
            assert!(
                entries.contains(&format!("AlphaAssets.{item}")),
                "{entries:?}"
            );
        }
        assert!(
            entries.iter().any(|item| item.starts_with("Swap.")),
            "{entries:?}"
        );
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert_eq!(entries_elsewhere(netuid), [""; 0]);
    });
}
