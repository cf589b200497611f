//! Calls that are wrong in every respect, put right step by step: each refusal of weights.md
//! sections 2 to 5 in its order. And rows of its section 11 that are about several subnets, epochs
//! or mechanisms.

mod refusals;
mod scenarios;

use frame_support::dispatch::DispatchResult;
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_core::H256;

use crate::{mock::*, pallet::*, weights::Revealed};

/// Hotkey of the owner, which needs neither stake nor permit, and a neuron with uid 1.
const OWNER: u64 = 2;
const NEURON: u64 = 20;

/// What the tests hide.
const UIDS: [u16; 2] = [0, 1];
const SALT: [u16; 3] = [1, 2, 3];

/// A subnet on which weights are hidden, with an epoch each ten blocks.
fn subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(OWNER));
    register_neuron(netuid, &account(10), &account(NEURON));
    CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
    Tempo::<Test>::insert(netuid, 10);
    run_blocks(2);
    netuid
}

fn open(netuid: NetUid) {
    CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
}

fn next_epoch(netuid: NetUid) {
    let epoch = SubnetEpochIndex::<Test>::get(netuid);
    while SubnetEpochIndex::<Test>::get(netuid) == epoch {
        run_blocks(1);
    }
}

fn second(netuid: NetUid) -> NetUidStorageIndex {
    NetUidStorageIndex::new(netuid, MechId(1)).expect("it has an index")
}

fn hash(hotkey: u64, index: NetUidStorageIndex, value: u16) -> H256 {
    let revealed: Revealed<'_> = (&UIDS, &[10, value], &SALT, 0);
    SubtensorModule::hash_of_weights(&account(hotkey), index, revealed)
}

fn commit(hotkey: u64, netuid: NetUid, mechanism: u8, value: u16) -> DispatchResult {
    let mecid = MechId(mechanism);
    let index = NetUidStorageIndex::new(netuid, mecid).expect("it has an index");
    let hash = hash(hotkey, index, value);
    SubtensorModule::commit_mechanism_weights(signed(&account(hotkey)), netuid, mecid, hash)
}

fn reveal(hotkey: u64, netuid: NetUid, mechanism: u8, value: u16) -> DispatchResult {
    SubtensorModule::reveal_mechanism_weights(
        signed(&account(hotkey)),
        netuid,
        MechId(mechanism),
        UIDS.to_vec(),
        vec![10, value],
        SALT.to_vec(),
        0,
    )
}

fn batch_reveal(hotkey: u64, netuid: NetUid, values: &[u16]) -> DispatchResult {
    let count = values.len();
    SubtensorModule::batch_reveal_weights(
        signed(&account(hotkey)),
        netuid,
        vec![UIDS.to_vec(); count],
        values.iter().map(|value| vec![10, *value]).collect(),
        vec![SALT.to_vec(); count],
        vec![0; count],
    )
}

fn set(
    hotkey: u64,
    (netuid, mechanism): (NetUid, u8),
    uids: &[u16],
    values: &[u16],
    version_key: u64,
) -> DispatchResult {
    SubtensorModule::set_mechanism_weights(
        signed(&account(hotkey)),
        netuid,
        MechId(mechanism),
        uids.to_vec(),
        values.to_vec(),
        version_key,
    )
}
