//! Reveals of every shape: a reveal stores what `set_weights` would, or changes nothing (weights.md
//! section 4).

use frame_support::assert_ok;
use myelin_timelock::payload::Scores;
use myelin_types::{NetUid, NetUidStorageIndex};
use proptest::{prelude::*, sample::Index};
use sp_runtime::{DispatchError, DispatchResult};

use super::{random_calls::state_root, timelock::set_openly};
use crate::{mock::*, pallet::*};

/// Hotkey of the owner, which needs no permit.
const OWNER: u64 = 2;

/// Weights that the owner hides.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hidden {
    uids: Vec<u16>,
    values: Vec<u16>,
    salt: Vec<u16>,
    version_key: u64,
}

impl Hidden {
    /// Something that none of the strategies makes.
    fn bystander() -> Self {
        Self {
            uids: vec![0],
            values: vec![1],
            salt: vec![7; 20],
            version_key: 5,
        }
    }

    fn scores(&self) -> Scores {
        Scores {
            uids: self.uids.clone(),
            values: self.values.clone(),
            version_key: self.version_key,
        }
    }
}

/// Weights for a subnet of two, with whatever mistakes.
fn hidden() -> impl Strategy<Value = Hidden> {
    let number = || prop_oneof![6 => 0u16..2, 1 => 2u16..5, 1 => any::<u16>()];
    let uids = prop_oneof![
        2 => Just(vec![0, 1]),
        1 => Just(vec![1, 0]),
        1 => Just(vec![0]),
        3 => prop::collection::vec(number(), 0..5),
    ];
    let values = prop_oneof![
        3 => prop::collection::vec(any::<u16>(), 2),
        2 => prop::collection::vec(number(), 0..5),
    ];
    let salt = prop::collection::vec(any::<u16>(), 0..9);
    let version_key = prop_oneof![4 => Just(5u64), 1 => any::<u64>()];
    (uids, values, salt, version_key).prop_map(|(uids, values, salt, version_key)| Hidden {
        uids,
        values,
        salt,
        version_key,
    })
}

/// A subnet of two neurons on which weights are hidden, with an epoch each ten blocks.
fn subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(OWNER));
    register_neuron(netuid, &account(10), &account(20));
    CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
    WeightsVersionKey::<Test>::insert(netuid, 5);
    Tempo::<Test>::insert(netuid, 10);
    run_blocks(2);
    netuid
}

/// Commits to all of these, and waits until they can be revealed.
fn commit_to<'a>(netuid: NetUid, all: impl IntoIterator<Item = &'a Hidden>) {
    let (owner, index) = (account(OWNER), NetUidStorageIndex::main(netuid));
    for hidden in all {
        let Hidden {
            uids,
            values,
            salt,
            version_key,
        } = hidden;
        let revealed = (&uids[..], &values[..], &salt[..], *version_key);
        let hash = SubtensorModule::hash_of_weights(&owner, index, revealed);
        assert_ok!(SubtensorModule::commit_weights(
            signed(&owner),
            netuid,
            hash
        ));
    }
    let epoch = SubnetEpochIndex::<Test>::get(netuid);
    while SubnetEpochIndex::<Test>::get(netuid) == epoch {
        run_blocks(1);
    }
}

fn reveal(netuid: NetUid, hidden: Hidden) -> DispatchResult {
    SubtensorModule::reveal_weights(
        signed(&account(OWNER)),
        netuid,
        hidden.uids,
        hidden.values,
        hidden.salt,
        hidden.version_key,
    )
}

/// Reveals all of these in one call, one of whose lists may have been cut short.
fn reveal_all(netuid: NetUid, all: &[Hidden], cut: Option<(usize, usize)>) -> DispatchResult {
    let length = |list: usize| match cut {
        Some((shortened, length)) if shortened == list => length,
        _ => all.len(),
    };
    let part = |list: usize| all[..length(list)].iter().cloned();
    SubtensorModule::batch_reveal_weights(
        signed(&account(OWNER)),
        netuid,
        part(0).map(|hidden| hidden.uids).collect(),
        part(1).map(|hidden| hidden.values).collect(),
        part(2).map(|hidden| hidden.salt).collect(),
        part(3).map(|hidden| hidden.version_key).collect(),
    )
}

/// What revealing all of these in a row must come to: the weights then, and what still waits.
fn expected(
    netuid: NetUid,
    all: &[Hidden],
    mut waiting: Vec<Hidden>,
) -> Result<(Vec<(u16, u16)>, usize), DispatchError> {
    let unknown = DispatchError::from(Error::<Test>::InvalidRevealCommitHashNotMatch);
    if all.iter().any(|hidden| !waiting.contains(hidden)) {
        return Err(unknown);
    }
    let mut weights = vec![];
    for hidden in all {
        let found = waiting.iter().position(|other| other == hidden);
        waiting.remove(found.ok_or(unknown)?);
        weights = set_openly(netuid, hidden.scores())?;
    }
    Ok((weights, waiting.len()))
}

fn row(netuid: NetUid) -> Vec<(u16, u16)> {
    Weights::<Test>::get(NetUidStorageIndex::main(netuid), 0)
}

fn waiting(netuid: NetUid) -> usize {
    WeightCommits::<Test>::get(NetUidStorageIndex::main(netuid), account(OWNER))
        .map_or(0, |queue| queue.len())
}

/// The outcome of a call must be this error, and the state as it was.
fn assert_refused(error: DispatchError, call: impl FnOnce() -> DispatchResult) {
    let before = state_root();
    assert_eq!(call(), Err(error));
    assert_eq!(state_root(), before, "{error:?} left a trace");
}

proptest! {
    #[test]
    fn what_is_revealed_is_stored_or_refused_as_set_weights_would(hidden in hidden()) {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            commit_to(netuid, [&hidden]);
            match set_openly(netuid, hidden.scores()) {
                Ok(weights) => {
                    assert_ok!(reveal(netuid, hidden));
                    assert_eq!(row(netuid), weights);
                    assert_eq!(waiting(netuid), 0);
                }
                Err(error) => {
                    assert_refused(error, || reveal(netuid, hidden));
                    assert_eq!(waiting(netuid), 1);
                }
            }
        });
    }

    #[test]
    fn a_reveal_of_something_else_is_refused(
        committed in hidden(),
        other in hidden(),
        kept in prop::collection::vec(any::<bool>(), 4),
    ) {
        let mut revealed = committed.clone();
        if !kept[0] { revealed.uids = other.uids; }
        if !kept[1] { revealed.values = other.values; }
        if !kept[2] { revealed.salt = other.salt; }
        if !kept[3] { revealed.version_key = other.version_key; }
        prop_assume!(revealed != committed);
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            commit_to(netuid, [&committed]);
            let error = Error::<Test>::InvalidRevealCommitHashNotMatch.into();
            assert_refused(error, || reveal(netuid, revealed));
        });
    }

    #[test]
    fn a_batch_is_revealed_as_a_whole_or_not_at_all(
        items in prop::collection::vec((hidden(), prop::bool::weighted(0.95)), 0..6),
        repeated in prop::option::weighted(0.1, any::<Index>()),
    ) {
        let committed = items.iter().filter(|item| item.1).map(|item| item.0.clone());
        let mut committed: Vec<Hidden> = committed.collect();
        committed.push(Hidden::bystander());
        let mut all: Vec<Hidden> = items.into_iter().map(|item| item.0).collect();
        if let Some(index) = repeated && !all.is_empty() {
            all.push(index.get(&all).clone());
        }
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            commit_to(netuid, &committed);
            match expected(netuid, &all, committed) {
                Ok((weights, left)) => {
                    assert_ok!(reveal_all(netuid, &all, None));
                    assert_eq!(row(netuid), weights);
                    assert_eq!(waiting(netuid), left);
                }
                Err(error) => assert_refused(error, || reveal_all(netuid, &all, None)),
            }
        });
    }

    #[test]
    fn a_batch_with_lists_of_different_lengths_is_refused(
        all in prop::collection::vec(hidden(), 1..6),
        list in 0usize..4,
        length: Index,
    ) {
        ExtBuilder::default().build_and_execute(|| {
            let netuid = subnet();
            commit_to(netuid, &all);
            let cut = Some((list, length.index(all.len())));
            let error = Error::<Test>::InputLengthsUnequal.into();
            assert_refused(error, || reveal_all(netuid, &all, cut));
        });
    }

    /// The fuzz target of the reveal: `scripts/fuzz.sh reveal` goes on for as long as one likes, and
    /// learns from what it has seen.
    #[test]
    fn whatever_bytes_tell_no_block_stops(bytes in prop::collection::vec(any::<u8>(), 0..1_500)) {
        crate::fuzzed::reveal(&bytes);
    }
}
