//! What the checks of the pool read for a hotkey with parents, and what they say they read.

use codec::Compact;
use frame_support::assert_ok;
use myelin_types::{AlphaBalance, MechId, NetUid};
use sp_core::H256;
use sp_io::TestExternalities;

use super::counting::touched_by_call;
use crate::{delegation::MAX_PARENTS, mock::*, pallet::*};

/// A validator that has stake by its parents alone, and its coldkey.
const HOTKEY: u64 = 11;
const COLDKEY: u64 = 10;
const UIDS: [u16; 2] = [0, 1];

/// Items that the beacon of the runtime reads: its last round, its rhythm, the clock. That of the
/// mock reads nothing.
const BEACON: u64 = 3;

/// A subnet where weights are hidden, or open, and a validator has so many parents.
fn chain(parents: usize, hidden: bool) -> (TestExternalities, NetUid) {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = add_network(&account(1), &account(2));
        register_neuron(netuid, &account(COLDKEY), &account(HOTKEY));
        for number in (1_000..).take(parents) {
            let (parent, coldkey) = (account(number), account(100_000 + number));
            for network in [netuid, NetUid::ROOT] {
                SubtensorModule::increase_one(&parent, &coldkey, network, AlphaBalance(UNIT));
            }
            let children = vec![(u64::MAX, account(HOTKEY))];
            assert_ok!(SubtensorModule::replace_children(
                &parent,
                netuid,
                children,
                vec![]
            ));
        }
        StakeThreshold::<Test>::put(1);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        run_blocks(200);
        assert_ok!(SubtensorModule::commit_weights(
            signed(&account(HOTKEY)),
            netuid,
            H256::zero()
        ));
        CommitRevealWeightsEnabled::<Test>::insert(netuid, hidden);
        netuid
    });
    (ext, netuid)
}

/// What the check of a call reads, and what it says it reads.
fn reads((ext, _): &mut (TestExternalities, NetUid), call: &Call<Test>) -> (u64, u64) {
    let mut said = 0;
    let touched = touched_by_call(&[], ext, || {
        said = SubtensorModule::guard_reads(call);
        let _ = SubtensorModule::guard(&account(HOTKEY), call);
    });
    assert_eq!(touched.writes + touched.idle_writes, 0);
    (touched.reads as u64, said)
}

fn open(netuid: NetUid) -> [Call<Test>; 2] {
    let (dests, weights, version_key) = (UIDS.to_vec(), UIDS.to_vec(), 0);
    let mecid = MechId::MAIN;
    [
        Call::set_weights {
            netuid,
            dests: dests.clone(),
            weights: weights.clone(),
            version_key,
        },
        Call::set_mechanism_weights {
            netuid,
            mecid,
            dests,
            weights,
            version_key,
        },
    ]
}

fn commits(netuid: NetUid) -> [Call<Test>; 2] {
    let (mecid, commit_hash) = (MechId::MAIN, H256::zero());
    [
        Call::commit_weights {
            netuid,
            commit_hash,
        },
        Call::commit_mechanism_weights {
            netuid,
            mecid,
            commit_hash,
        },
    ]
}

fn timelocked(netuid: NetUid) -> [Call<Test>; 3] {
    let (mecid, reveal_round, commit_reveal_version) = (MechId::MAIN, 1_000, 4);
    [
        Call::commit_timelocked_weights {
            netuid,
            commit: Default::default(),
            reveal_round,
            commit_reveal_version,
        },
        Call::commit_timelocked_mechanism_weights {
            netuid,
            mecid,
            commit: Default::default(),
            reveal_round,
            commit_reveal_version,
        },
        Call::commit_crv3_mechanism_weights {
            netuid,
            mecid,
            commit: Default::default(),
            reveal_round,
        },
    ]
}

fn reveals(netuid: NetUid) -> [Call<Test>; 3] {
    let (mecid, version_key) = (MechId::MAIN, 0);
    let (uids, values, salt) = (UIDS.to_vec(), UIDS.to_vec(), UIDS.to_vec());
    [
        Call::reveal_weights {
            netuid,
            uids: uids.clone(),
            values: values.clone(),
            salt: salt.clone(),
            version_key,
        },
        Call::reveal_mechanism_weights {
            netuid,
            mecid,
            uids: uids.clone(),
            values: values.clone(),
            salt: salt.clone(),
            version_key,
        },
        Call::batch_reveal_weights {
            netuid,
            uids_list: vec![uids],
            values_list: vec![values],
            salts_list: vec![salt],
            version_keys: vec![version_key],
        },
    ]
}

/// Every call about the weights of one subnet is charged what it reads, and little more.
#[test]
fn the_checks_of_the_pool_read_what_they_say() {
    for parents in [1, 7, MAX_PARENTS] {
        let mut hidden = chain(parents, true);
        let mut opened = chain(parents, false);
        let netuid = hidden.1;
        let mut check = |call: Call<Test>, beacon: u64| {
            let chain = match call {
                Call::set_weights { .. } | Call::set_mechanism_weights { .. } => &mut opened,
                _ => &mut hidden,
            };
            let (read, said) = reads(chain, &call);
            println!("{parents} parents: {read} of {said} for {call:?}");
            let read = read + beacon;
            assert!(read > 2 * parents as u64, "all parents were looked at");
            assert!((read..=read + 2).contains(&said), "{read} of {said}");
        };
        for call in open(netuid).into_iter().chain(commits(netuid)) {
            check(call, 0);
        }
        for call in timelocked(netuid) {
            check(call, BEACON);
        }
        for call in reveals(netuid) {
            check(call, 0);
        }
    }
}

#[test]
fn a_batch_of_weights_is_charged_as_if_everybody_had_all_parents_one_may_have() {
    let mut chain = chain(MAX_PARENTS, true);
    let netuid = chain.1;
    let batches = |count: usize| -> [Call<Test>; 2] {
        [
            Call::batch_set_weights {
                netuids: vec![Compact(netuid); count],
                weights: vec![vec![]; count],
                version_keys: vec![Compact(0); count],
            },
            Call::batch_commit_weights {
                netuids: vec![Compact(netuid); count],
                commit_hashes: vec![H256::zero(); count],
            },
        ]
    };
    for (one, many) in batches(1).into_iter().zip(batches(50)) {
        let (read, said) = reads(&mut chain, &one);
        assert!(read > 2 * MAX_PARENTS as u64, "all parents were looked at");
        assert!((read..=read + 2).contains(&said), "{read} of {said}");
        assert_eq!(SubtensorModule::guard_reads(&many), 50 * said);
    }
}

#[test]
fn parents_on_other_subnets_and_beyond_what_one_may_have_are_not_charged() {
    new_test_ext().execute_with(|| {
        let netuid = add_network(&account(1), &account(2));
        let [call, _] = commits(netuid);
        let said = || SubtensorModule::guard_reads(&call);
        let none = said();
        ParentCount::<Test>::insert(NetUid(1), 5);
        assert_eq!(said(), none);
        ParentCount::<Test>::insert(netuid, 5);
        assert_eq!(said(), none + 10);
        ParentCount::<Test>::insert(netuid, u32::MAX);
        assert_eq!(said(), none + 2 * MAX_PARENTS as u64);
    });
}
