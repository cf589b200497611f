//! Commits and payloads of every shape: none stops a block, and what is opened is stored or refused
//! as `set_weights` would.
//!
//! `PROPTEST_CASES=10000 cargo test --release -p pallet-subtensor timelock::mutations` goes on for
//! longer.

use std::sync::LazyLock;

use proptest::{prelude::*, sample::Index};

use super::*;

/// A payload of a neuron for a subnet of two, with whatever mistakes.
fn plaintext() -> impl Strategy<Value = Vec<u8>> {
    let hotkey = prop_oneof![
        4 => Just(Some(account(OWNER).into())),
        1 => Just(Some(account(NEURON).into())),
        2 => Just(None),
    ];
    let number = || prop_oneof![6 => 0u16..2, 1 => 2u16..5, 1 => any::<u16>()];
    let uids = prop_oneof![
        2 => Just(vec![0, 1]),
        1 => Just(vec![1, 0]),
        1 => Just(vec![0]),
        3 => prop::collection::vec(number(), 0..4),
    ];
    let values = prop_oneof![
        3 => prop::collection::vec(any::<u16>(), 2),
        1 => prop::collection::vec(number(), 0..4),
    ];
    let version_key = prop_oneof![4 => Just(5u64), 1 => any::<u64>()];
    let changes = prop_oneof![
        3 => Just(vec![]),
        1 => prop::collection::vec((any::<Index>(), any::<u8>()), 1..3),
    ];
    let cut = prop_oneof![4 => Just(None), 1 => any::<Index>().prop_map(Some)];
    let tail = prop_oneof![4 => Just(vec![]), 1 => prop::collection::vec(any::<u8>(), 1..50)];
    (hotkey, uids, values, version_key, changes, cut, tail).prop_map(
        |(hotkey, uids, values, version_key, changes, cut, tail)| {
            let scores = Scores {
                uids,
                values,
                version_key,
            };
            let mut bytes = Payload { hotkey, scores }.encode();
            bytes.extend(tail);
            for (at, bits) in changes {
                let at = at.index(bytes.len());
                bytes[at] ^= bits;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            bytes
        },
    )
}

/// A commit of the owner that opens.
static SEALED: LazyLock<Commit> = LazyLock::new(|| seal(&payload(OWNER, 20).encode(), ROUND));

/// The same with bytes turned over, lost, or added.
fn changed_commit() -> impl Strategy<Value = Commit> {
    let flips = prop::collection::vec((any::<Index>(), 1u8..), 0..3);
    let cut = prop::option::of(any::<Index>());
    let tail = prop::collection::vec(any::<u8>(), 0..20);
    (flips, cut, tail).prop_map(|(flips, cut, tail)| {
        let mut bytes = SEALED.clone().into_inner();
        for (at, bits) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= bits;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        bytes.extend(tail);
        Commit::truncate_from(bytes)
    })
}

fn expected(netuid: NetUid, plaintext: &[u8]) -> Result<Vec<(u16, u16)>, DiscardReason> {
    let Some(payload) = Payload::decode(plaintext) else {
        return Err(DiscardReason::NoWeights);
    };
    let own: [u8; 32] = account(OWNER).into();
    if payload.hotkey.is_some_and(|author| author != own) {
        return Err(DiscardReason::WrongHotkey);
    }
    set_openly(netuid, payload.scores).map_err(DiscardReason::Refused)
}

proptest! {
    #[test]
    fn whatever_is_opened_is_stored_or_refused_as_set_weights_would(bytes in plaintext()) {
        Pulses::mutate(|pulses| pulses.clear());
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            WeightsVersionKey::<Test>::insert(netuid, 5);
            commit_bytes(OWNER, netuid, seal(&bytes, ROUND), ROUND).expect("it is not looked into");
            next_epoch(netuid);
            let expected = expected(netuid, &bytes);
            publish(ROUND);
            run_hook();
            assert_eq!(waiting(netuid), 0);
            match expected {
                Ok(weights) => {
                    assert_eq!(row(netuid), weights);
                    assert_eq!(discarded(), []);
                }
                Err(reason) => {
                    assert_eq!(discarded(), [(account(OWNER), reason)]);
                    assert_eq!(row(netuid), []);
                }
            }
        });
    }

    #[test]
    fn no_commit_stops_a_block_or_those_behind_it(
        commits in prop::collection::vec(changed_commit(), 1..9),
    ) {
        Pulses::mutate(|pulses| pulses.clear());
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            for bytes in commits {
                commit_bytes(OWNER, netuid, bytes, ROUND).expect("it is not looked into");
            }
            commit(OWNER, netuid, 5, ROUND).expect("it is the last");
            next_epoch(netuid);
            publish(ROUND);
            run_hook();
            assert_eq!(waiting(netuid), 0);
            assert_eq!(row(netuid), [(0, 65_535), (1, 32_768)]);
        });
    }
}
