//! Long lists in parts: put together, the pages are the whole.

use std::collections::BTreeMap;

use codec::Compact;
use myelin_types::AlphaBalance;
use pallet_subtensor_runtime_api::{DelegateSummary, NominatorStake, Page, page::SubnetStake};

use super::*;
use crate::{pallet::*, tests::counting::touched_by};

/// Delegates 100 to 107 of coldkey 50, and nominators 60 to 69, each with another choice of them.
fn market() -> NetUid {
    let netuid = subnet_with_miner();
    for delegate in 100..108 {
        let hotkey = account(delegate);
        register_neuron(netuid, &account(50), &hotkey);
        Delegates::<Test>::insert(&hotkey, delegate as u16);
    }
    for nominator in 60..70 {
        for delegate in (100..108).filter(|delegate| (nominator + delegate) % 3 > 0) {
            let (coldkey, hotkey) = (account(nominator), account(delegate));
            stake(netuid, &coldkey, &hotkey, nominator * UNIT);
            if delegate % 2 == 0 {
                stake(NetUid::ROOT, &coldkey, &hotkey, UNIT);
            }
        }
    }
    netuid
}

/// Reads all pages and puts them together. Says how many there were.
fn read_all<Item>(
    mut page_after: impl FnMut(Option<AccountId32>) -> Page<Item>,
) -> (Vec<Item>, usize) {
    let (mut items, mut start, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = page_after(start);
        items.extend(page.items);
        pages += 1;
        start = page.next;
        if start.is_none() {
            return (items, pages);
        }
    }
}

fn stakes(stakes: Vec<(Compact<NetUid>, Compact<u64>)>) -> Vec<SubnetStake> {
    let plain = |(netuid, stake): (Compact<NetUid>, Compact<u64>)| SubnetStake {
        netuid: netuid.0,
        stake: AlphaBalance(stake.0),
    };
    stakes.into_iter().map(plain).collect()
}

#[test]
fn pages_of_delegates_and_of_their_nominators_are_the_list_of_delegates() {
    ExtBuilder::default().build_and_execute(|| {
        market();
        let whole = SubtensorModule::get_delegates();
        assert!(whole.len() >= 8);
        for limit in [1, 3, 8, 100, u32::MAX] {
            let (delegates, pages) =
                read_all(|start| SubtensorModule::get_delegates_page(start, limit));
            assert_eq!(pages, whole.len().div_ceil(limit.min(100) as usize));
            let expected: Vec<DelegateSummary> = whole.iter().cloned().map(Into::into).collect();
            assert_eq!(delegates, expected);
            for delegate in &whole {
                let (mut found, pages) = read_all(|start| {
                    SubtensorModule::get_nominators_page(&delegate.delegate_ss58, start, limit)
                });
                let nominators = delegate.nominators.len();
                assert_eq!(pages, nominators.div_ceil(limit.min(100) as usize).max(1));
                found.sort_by(|a, b| a.coldkey.cmp(&b.coldkey));
                let expected: Vec<_> = delegate
                    .nominators
                    .iter()
                    .cloned()
                    .map(|(coldkey, held)| NominatorStake {
                        coldkey,
                        stakes: stakes(held),
                    })
                    .collect();
                assert_eq!(found, expected);
            }
        }
    });
}

#[test]
fn pages_of_stake_are_the_list_of_stake_once_sorted_by_subnet() {
    ExtBuilder::default().build_and_execute(|| {
        market();
        for nominator in 59..71 {
            let coldkey = account(nominator);
            let whole = SubtensorModule::get_stake_info_for_coldkey(&coldkey);
            for limit in [0, 1, 2, 5, 100] {
                let (mut found, pages) = read_all(|start| {
                    SubtensorModule::get_stake_info_for_coldkey_page(&coldkey, start, limit)
                });
                let hotkeys = StakingHotkeys::<Test>::get(&coldkey).len();
                assert_eq!(pages, hotkeys.div_ceil(limit.max(1) as usize).max(1));
                found.sort_by_key(|info| info.netuid);
                assert_eq!(found, whole);
            }
        }
    });
}

#[test]
fn pages_of_delegations_are_the_list_of_delegations() {
    ExtBuilder::default().build_and_execute(|| {
        market();
        // Two of them are delegates no longer.
        Delegates::<Test>::remove(account(101));
        Delegates::<Test>::remove(account(104));
        for nominator in 59..71 {
            let coldkey = account(nominator);
            let mut whole: BTreeMap<AccountId32, (DelegateSummary, Vec<_>)> = BTreeMap::new();
            for (info, (netuid, stake)) in SubtensorModule::get_delegated(&coldkey) {
                let hotkey = info.delegate_ss58.clone();
                let entry = whole
                    .entry(hotkey)
                    .or_insert_with(|| (info.into(), Vec::new()));
                entry.1.push((netuid, Compact(stake.0.to_u64())));
            }
            for limit in [1, 2, 100] {
                let (found, _) =
                    read_all(|start| SubtensorModule::get_delegated_page(&coldkey, start, limit));
                assert_eq!(found.len(), whole.len());
                for delegation in found {
                    let (delegate, held) = &whole[&delegation.delegate.hotkey];
                    assert_eq!(delegation.delegate, *delegate);
                    assert_eq!(delegation.stakes, stakes(held.clone()));
                }
            }
        }
    });
}

#[test]
fn a_start_that_was_never_given_is_harmless() {
    ExtBuilder::default().build_and_execute(|| {
        market();
        let delegates = SubtensorModule::get_delegates().len();
        for number in 0..200 {
            let start = Some(account(number * 7_919));
            // Both are in the order of the storage, in which every account has its place.
            let page = SubtensorModule::get_delegates_page(start.clone(), 100);
            assert!(page.items.len() <= delegates && page.next.is_none());
            let page = SubtensorModule::get_nominators_page(&account(100), start.clone(), 100);
            assert!(page.items.len() <= 10 && page.next.is_none());
            // The hotkeys of a coldkey have an order of their own, which ends after a stranger.
            let stranger = Some(account(10_000 + number));
            let page = SubtensorModule::get_delegated_page(&account(60), stranger.clone(), 100);
            assert_eq!((page.items, page.next), (vec![], None));
            let page =
                SubtensorModule::get_stake_info_for_coldkey_page(&account(60), stranger, 100);
            assert_eq!((page.items, page.next), (vec![], None));
        }
        let nobody = SubtensorModule::get_nominators_page(&account(999), None, 100);
        assert_eq!((nobody.items, nobody.next), (vec![], None));
    });
}

#[test]
fn nobody_is_shown_as_nominator_of_a_hotkey_that_is_no_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        market();
        Delegates::<Test>::remove(account(100));
        let page = SubtensorModule::get_nominators_page(&account(100), None, 100);
        assert_eq!((page.items, page.next), (vec![], None));
    });
}

#[test]
fn a_page_has_at_most_a_hundred_entries_and_costs_no_more_than_these() {
    let mut ext = new_test_ext();
    ext.execute_with(|| {
        for number in 0..250 {
            Delegates::<Test>::insert(account(1_000 + number), 0);
        }
    });
    let touched = touched_by(&mut ext, || {
        let page = SubtensorModule::get_delegates_page(None, u32::MAX);
        assert_eq!(page.items.len(), 100);
    });
    // Entry, owner, root stake and the end of the registrations of each, and one delegate more.
    assert!(touched.reads <= 4 * 100 + 2, "{touched:?}");
    assert_eq!((touched.writes, touched.idle_writes), (0, 0));
    let pages = ext.execute_with(|| {
        let whole = SubtensorModule::get_delegates().len();
        let (all, pages) = read_all(|start| SubtensorModule::get_delegates_page(start, u32::MAX));
        assert_eq!(all.len(), whole);
        pages
    });
    assert_eq!(pages, 3);
}
