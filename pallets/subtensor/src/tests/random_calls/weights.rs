//! Random weights: open ones, and hidden ones.

use codec::Compact;
use frame_support::BoundedVec;
use myelin_timelock::Payload;
use myelin_types::{MechId, NetUid, NetUidStorageIndex, beacon::Beacon};
use sp_runtime::AccountId32;

use super::{calls::Made, dice::Dice};
use crate::{mock::*, pallet::*, weights::Revealed};

/// Some uids, each once but for a rare mistake, with weights of any size.
fn random_row(dice: &mut Dice, neurons: u16) -> (Vec<u16>, Vec<u16>) {
    let mut uids: Vec<u16> = (0..neurons).filter(|_| dice.one_in(2)).collect();
    if dice.one_in(2) {
        uids.reverse();
    }
    if dice.one_in(20) {
        uids.push(dice.u16());
    }
    let weights = uids
        .iter()
        .map(|_| if dice.one_in(4) { 0 } else { dice.u16() })
        .collect();
    (uids, weights)
}

pub(super) fn weights_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let hotkey = if dice.one_in(2) {
        SubnetOwnerHotkey::<Test>::get(netuid)
    } else {
        dice.neuron(netuid)
    };
    if CommitRevealWeightsEnabled::<Test>::get(netuid) && !dice.one_in(10) {
        return (signed(&hotkey), hidden_weights_call(dice, netuid, &hotkey));
    }
    let (mut dests, mut weights) = random_row(dice, SubtensorModule::neuron_count(netuid));
    if dice.one_in(10) {
        dests = SubtensorModule::uid_of(netuid, &hotkey)
            .into_iter()
            .collect();
        weights = vec![dice.u16(); dests.len()];
    }
    let version_key = dice.within(0..=3);
    let call = match dice.below(5) {
        0..=1 => Call::set_weights {
            netuid,
            dests,
            weights,
            version_key,
        },
        2..=3 => Call::set_mechanism_weights {
            netuid,
            mecid: MechId(dice.below(3) as u8),
            dests,
            weights,
            version_key,
        },
        _ => Call::batch_set_weights {
            netuids: vec![Compact(netuid), Compact(dice.netuid())],
            weights: vec![
                dests
                    .into_iter()
                    .map(Compact)
                    .zip(weights.into_iter().map(Compact))
                    .collect();
                2
            ],
            version_keys: vec![Compact(version_key); 2],
        },
    };
    (signed(&hotkey), call)
}

/// Commits and reveals of the weight of a neuron for itself, which depends on the epoch of the
/// commit alone, so that it can be told again when it is to be revealed.
fn hidden_weights_call(dice: &mut Dice, netuid: NetUid, hotkey: &AccountId32) -> Call<Test> {
    let index = NetUidStorageIndex::main(netuid);
    let uid = SubtensorModule::uid_of(netuid, hotkey).unwrap_or_default();
    let value = |epoch: u64| 1 + epoch as u16 % 1_000;
    let queue = WeightCommits::<Test>::get(index, hotkey).unwrap_or_default();
    let clock = SubtensorModule::reveal_clock(netuid);
    let due = queue.iter().find(|commit| clock.is_due(commit.1));
    // Rarely one that is not due.
    let chosen = due.or(queue.front().filter(|_| dice.one_in(6)));
    let Some((_, epoch, ..)) = chosen else {
        if dice.one_in(3) {
            return timelocked_weights_call(dice, netuid, hotkey);
        }
        let epoch = clock.epoch;
        let revealed: Revealed<'_> = (&[uid], &[value(epoch)], &[7, 7], 3);
        let commit_hash = SubtensorModule::hash_of_weights(hotkey, index, revealed);
        return match dice.below(4) {
            0 => Call::batch_commit_weights {
                netuids: vec![Compact(netuid)],
                commit_hashes: vec![commit_hash],
            },
            1 => Call::commit_mechanism_weights {
                netuid,
                mecid: MechId::MAIN,
                commit_hash,
            },
            _ => Call::commit_weights {
                netuid,
                commit_hash,
            },
        };
    };
    let (uids, values, salt, version_key) = (vec![uid], vec![value(*epoch)], vec![7, 7], 3);
    match dice.below(3) {
        0 => Call::batch_reveal_weights {
            netuid,
            uids_list: vec![uids],
            values_list: vec![values],
            salts_list: vec![salt],
            version_keys: vec![version_key],
        },
        1 => Call::reveal_mechanism_weights {
            netuid,
            mecid: MechId::MAIN,
            uids,
            values,
            salt,
            version_key,
        },
        _ => Call::reveal_weights {
            netuid,
            uids,
            values,
            salt,
            version_key,
        },
    }
}

/// The weight of a neuron for itself, hidden until a round that comes soon, or anything else.
fn timelocked_weights_call(dice: &mut Dice, netuid: NetUid, hotkey: &AccountId32) -> Call<Test> {
    let uid = SubtensorModule::uid_of(netuid, hotkey).unwrap_or_default();
    let payload = Payload {
        hotkey: (!dice.one_in(6)).then(|| hotkey.clone().into()),
        scores: myelin_timelock::payload::Scores {
            uids: vec![uid],
            values: vec![dice.u16()],
            version_key: 3,
        },
    };
    let reveal_round = (TestBeacon::last_stored_round() + dice.within(0..=3)).saturating_sub(1);
    let commit = if dice.one_in(8) {
        BoundedVec::truncate_from(vec![dice.u16() as u8; dice.below(400) as usize])
    } else {
        seal(&payload.encode(), reveal_round)
    };
    let commit_reveal_version = if dice.one_in(20) { 3 } else { 4 };
    let mecid = MechId(dice.below(8) as u8 / 6);
    match dice.below(3) {
        0 => Call::commit_timelocked_weights {
            netuid,
            commit,
            reveal_round,
            commit_reveal_version,
        },
        1 => Call::commit_timelocked_mechanism_weights {
            netuid,
            mecid,
            commit,
            reveal_round,
            commit_reveal_version,
        },
        _ => Call::commit_crv3_mechanism_weights {
            netuid,
            mecid,
            commit,
            reveal_round,
        },
    }
}
