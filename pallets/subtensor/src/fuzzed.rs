//! Commits, reveals, pulses and blocks of a small chain as arbitrary bytes tell: driven by
//! `fuzz/fuzz_targets/reveal.rs`, and by a test with random bytes.
//!
//! After every block the invariants hold, its weight is within what its parts may cost, and it has
//! opened no more than it may. A call that fails has changed nothing. In the end every hidden weight
//! has been opened or dropped.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot build its state has failed"
)]

use std::{collections::BTreeSet, sync::LazyLock};

use arbitrary::{Result, Unstructured};
use codec::Compact;
use frame_support::{traits::UnfilteredDispatchable, weights::Weight};
use myelin_timelock::{Payload, payload};
use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use sp_core::H256;
use sp_runtime::{AccountId32, StateVersion};

use crate::{
    WeightInfo,
    hooks::{MAX_REVEALS, most_for_claims, most_for_epochs, most_for_reveals},
    mock::*,
    pallet::*,
    weights::DiscardReason,
};

/// Numbers of the hotkeys that act: two owners, two validators, a miner, and one without a uid.
const HOTKEYS: [u64; 6] = [2, 4, 20, 21, 22, 30];

/// Most that happens in one run.
const MAX_STEPS: usize = 40;

/// Longest pace of a subnet and longest wait for a reveal, in blocks and epochs.
const MAX_TEMPO: u16 = 5;
const MAX_PERIOD: u64 = 3;

/// Rounds in which something happens.
const ROUNDS: core::ops::RangeInclusive<u64> = 1..=12;

/// Weights that somebody has hidden by a hash, with what is needed to reveal them.
#[derive(Clone, Debug)]
struct Hidden {
    uids: Vec<u16>,
    values: Vec<u16>,
    salt: Vec<u16>,
    version_key: u64,
}

/// Who acts, where, and what was hidden so far.
struct Chain {
    netuids: Vec<NetUid>,
    hidden: Vec<Hidden>,
}

/// The chain in which every run begins.
type Snapshot = (Vec<(Vec<u8>, (Vec<u8>, i32))>, H256);

static STAGE: LazyLock<Snapshot> = LazyLock::new(|| {
    let mut ext = ExtBuilder::default().build();
    ext.execute_with(set_the_stage);
    ext.commit_all().expect("no transaction is open");
    ext.into_raw_snapshot()
});

/// One run.
pub fn reveal(bytes: &[u8]) {
    let (storage, root) = STAGE.clone();
    Pulses::mutate(|pulses| pulses.clear());
    let mut ext =
        sp_io::TestExternalities::from_raw_snapshot(storage, root, StateVersion::default());
    ext.execute_with(|| {
        let mut input = Unstructured::new(bytes);
        let mut chain = Chain {
            netuids: SubtensorModule::non_root_netuids(),
            hidden: Vec::new(),
        };
        for _ in 0..MAX_STEPS {
            if input.is_empty() || chain.step(&mut input).is_err() {
                break;
            }
        }
        wait_for_all();
    });
}

/// Two subnets with two mechanisms each that hide weights, two validators with permits on both, and
/// a short pace.
fn set_the_stage() {
    for (coldkey, hotkey) in [(1, 2), (3, 4)] {
        let netuid = add_network(&account(coldkey), &account(hotkey));
        for (coldkey, hotkey) in [(10, 20), (11, 21), (12, 22)] {
            run_blocks(1);
            register_neuron(netuid, &account(coldkey), &account(hotkey));
        }
        for (coldkey, hotkey) in [(10, 20), (11, 21)] {
            stake(netuid, &account(coldkey), &account(hotkey), 100 * UNIT);
        }
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        MinAllowedWeights::<Test>::insert(netuid, 1);
        Tempo::<Test>::insert(netuid, 3);
        MaxAllowedUids::<Test>::insert(netuid, 64);
        SubtensorModule::set_mechanism_count(netuid, MechId(2)).expect("they have room");
    }
    run_blocks(10);
    for netuid in SubtensorModule::non_root_netuids().into_iter().skip(1) {
        let permits = ValidatorPermit::<Test>::get(netuid);
        assert_eq!(permits[1..], [true, true, false]);
    }
    check_invariants();
}

/// The next block.
fn next_block() {
    let weight = run_hook();
    let subnets = SubtensorModule::all_netuids().len();
    let parts = [
        most_for_reveals::<Test>(),
        most_for_epochs::<Test>(),
        most_for_claims::<Test>(),
    ];
    let step = <Test as crate::Config>::WeightInfo::block_step(subnets as u32);
    let most = parts.into_iter().fold(step, Weight::saturating_add);
    assert!(weight.all_lte(most), "{weight:?} of {most:?}");
    let opened = pallet_events()
        .into_iter()
        .filter(|event| match event {
            Event::TimelockedWeightsDiscarded { reason, .. } => *reason != DiscardReason::Expired,
            Event::TimelockedWeightsRevealed(..) => true,
            _ => false,
        })
        .count();
    assert!(opened as u64 <= MAX_REVEALS, "{opened} were opened");
    check_invariants();
}

/// Nothing waits longer than its epoch: by then it is opened or dropped.
fn wait_for_all() {
    let most = (MAX_PERIOD + 3) * (u64::from(MAX_TEMPO) + 2);
    for _ in 0..most {
        if TimelockedQueues::<Test>::get().is_empty() {
            return;
        }
        next_block();
    }
    panic!("{:?} still wait", TimelockedQueues::<Test>::get());
}

/// Makes a call. One that fails must leave the state as it was.
fn make(hotkey: &AccountId32, call: Call<Test>) {
    // What the pool asks first.
    let _ = SubtensorModule::guard(hotkey, &call);
    let before = sp_io::storage::root(StateVersion::V1);
    let made = call.clone().dispatch_bypass_filter(signed(hotkey));
    if made.is_err() {
        let after = sp_io::storage::root(StateVersion::V1);
        assert_eq!(after, before, "{call:?} failed and left a trace");
    }
}

impl Chain {
    /// Whatever comes next.
    fn step(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        match input.int_in_range(0..=15u8)? {
            0..=1 => self.commit_hash(input),
            2..=3 => self.reveal_hash(input),
            4 => self.reveal_batch(input),
            5 => self.commit_batch(input),
            6 => self.set_batch(input),
            7..=8 => self.commit_timelocked(input),
            9..=10 => publish_any(input),
            11 => self.change_setting(input),
            _ => {
                for _ in 0..input.int_in_range(1..=4u8)? {
                    next_block();
                }
                Ok(())
            }
        }
    }

    /// Mostly a subnet that exists.
    fn netuid(&self, input: &mut Unstructured<'_>) -> Result<NetUid> {
        if input.ratio(1, 16)? {
            return Ok(NetUid(input.arbitrary()?));
        }
        input.choose(&self.netuids).copied()
    }

    /// Mostly something that was hidden before, exactly or nearly.
    fn known(&self, input: &mut Unstructured<'_>) -> Result<Hidden> {
        if self.hidden.is_empty() || input.ratio(1, 8)? {
            return any_weights(input);
        }
        let mut known = input.choose(&self.hidden)?.clone();
        match input.int_in_range(0..=15u8)? {
            0 => known.uids = numbers(input)?,
            1 => known.values = numbers(input)?,
            2 => known.salt = numbers(input)?,
            3 => known.version_key = input.arbitrary()?,
            _ => {}
        }
        Ok(known)
    }

    /// A commit to the hash of weights, new or committed before, or to any hash.
    fn commit_hash(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        let (hotkey, netuid, mecid) = (hotkey(input)?, self.netuid(input)?, mechanism(input)?);
        let hidden = any_weights(input)?;
        let commit_hash = if input.ratio(1, 8)? {
            H256(input.arbitrary()?)
        } else {
            hash_of(&hidden, &hotkey, netuid, mecid)
        };
        self.hidden.push(hidden);
        let call = Call::commit_mechanism_weights {
            netuid,
            mecid,
            commit_hash,
        };
        make(&hotkey, call);
        Ok(())
    }

    fn reveal_hash(&self, input: &mut Unstructured<'_>) -> Result<()> {
        let (hotkey, netuid, mecid) = (hotkey(input)?, self.netuid(input)?, mechanism(input)?);
        let Hidden {
            uids,
            values,
            salt,
            version_key,
        } = self.known(input)?;
        let call = Call::reveal_mechanism_weights {
            netuid,
            mecid,
            uids,
            values,
            salt,
            version_key,
        };
        make(&hotkey, call);
        Ok(())
    }

    /// Several reveals, rarely with lists of different lengths.
    fn reveal_batch(&self, input: &mut Unstructured<'_>) -> Result<()> {
        let (hotkey, netuid) = (hotkey(input)?, self.netuid(input)?);
        let mut lists = (vec![], vec![], vec![], vec![]);
        for _ in 0..input.int_in_range(0..=12u8)? {
            let known = self.known(input)?;
            lists.0.push(known.uids);
            lists.1.push(known.values);
            lists.2.push(known.salt);
            lists.3.push(known.version_key);
        }
        if input.ratio(1, 8)? {
            lists.0.truncate(input.int_in_range(0..=3)?);
            lists.1.truncate(input.int_in_range(0..=3)?);
            lists.2.truncate(input.int_in_range(0..=3)?);
            lists.3.truncate(input.int_in_range(0..=3)?);
        }
        let call = Call::batch_reveal_weights {
            netuid,
            uids_list: lists.0,
            values_list: lists.1,
            salts_list: lists.2,
            version_keys: lists.3,
        };
        make(&hotkey, call);
        Ok(())
    }

    fn commit_batch(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        let hotkey = hotkey(input)?;
        let (mut netuids, mut commit_hashes) = (vec![], vec![]);
        for _ in 0..input.int_in_range(0..=6u8)? {
            let (netuid, hidden) = (self.netuid(input)?, any_weights(input)?);
            netuids.push(Compact(netuid));
            commit_hashes.push(hash_of(&hidden, &hotkey, netuid, MechId::MAIN));
            self.hidden.push(hidden);
        }
        if input.ratio(1, 8)? {
            netuids.truncate(input.int_in_range(0..=3)?);
        }
        let call = Call::batch_commit_weights {
            netuids,
            commit_hashes,
        };
        make(&hotkey, call);
        Ok(())
    }

    fn set_batch(&self, input: &mut Unstructured<'_>) -> Result<()> {
        let hotkey = hotkey(input)?;
        let (mut netuids, mut weights, mut version_keys) = (vec![], vec![], vec![]);
        for _ in 0..input.int_in_range(0..=6u8)? {
            let Hidden {
                uids,
                values,
                version_key,
                ..
            } = any_weights(input)?;
            netuids.push(Compact(self.netuid(input)?));
            let pairs = uids.into_iter().map(Compact);
            weights.push(pairs.zip(values.into_iter().map(Compact)).collect());
            version_keys.push(Compact(version_key));
        }
        if input.ratio(1, 8)? {
            netuids.truncate(input.int_in_range(0..=3)?);
            version_keys.truncate(input.int_in_range(0..=3)?);
        }
        let call = Call::batch_set_weights {
            netuids,
            weights,
            version_keys,
        };
        make(&hotkey, call);
        Ok(())
    }

    /// One commit, or as many as fit, of bytes that open or do not.
    fn commit_timelocked(&self, input: &mut Unstructured<'_>) -> Result<()> {
        let (hotkey, netuid, mecid) = (hotkey(input)?, self.netuid(input)?, mechanism(input)?);
        let reveal_round = round(input)?;
        let mut bytes = match input.int_in_range(0..=3u8)? {
            0 => chunk(input, 400)?,
            1 => seal(&chunk(input, 200)?, reveal_round).into_inner(),
            _ => seal(&any_payload(input, &hotkey)?, reveal_round).into_inner(),
        };
        if input.ratio(1, 4)? {
            let at = input.int_in_range(0..=bytes.len())?;
            let new = chunk(input, 8)?;
            for (byte, new) in bytes.iter_mut().skip(at).zip(new) {
                *byte = new;
            }
        }
        if input.ratio(1, 8)? {
            bytes.truncate(input.int_in_range(0..=bytes.len())?);
        }
        let commit = frame_support::BoundedVec::truncate_from(bytes);
        let commit_reveal_version = if input.ratio(1, 16)? {
            input.arbitrary()?
        } else {
            4
        };
        let times = if input.ratio(1, 4)? { 10 } else { 1 };
        for _ in 0..times {
            let call = Call::commit_timelocked_mechanism_weights {
                netuid,
                mecid,
                commit: commit.clone(),
                reveal_round,
                commit_reveal_version,
            };
            make(&hotkey, call);
        }
        Ok(())
    }

    /// What an owner, root or time may change between a commit and its reveal.
    fn change_setting(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        let netuid = *input.choose(&self.netuids)?;
        if !SubtensorModule::subnet_exists(netuid) {
            return Ok(());
        }
        match input.int_in_range(0..=8u8)? {
            0..=1 => CommitRevealWeightsEnabled::<Test>::insert(netuid, input.ratio(1, 2)?),
            2 => RevealPeriodEpochs::<Test>::insert(netuid, input.int_in_range(1..=MAX_PERIOD)?),
            3 => Tempo::<Test>::insert(netuid, input.int_in_range(1..=MAX_TEMPO)?),
            4 => WeightsVersionKey::<Test>::insert(netuid, input.int_in_range(0..=3u64)?),
            5 => StakeThreshold::<Test>::put(*input.choose(&[0, 1, 200 * UNIT, u64::MAX])?),
            6 => WeightsSetRateLimit::<Test>::insert(netuid, input.int_in_range(0..=3u64)?),
            7 => {
                let count = MechId(input.int_in_range(0..=3)?);
                let _ = SubtensorModule::set_mechanism_count(netuid, count);
            }
            _ => {
                let root = RuntimeOrigin::root();
                let _ = SubtensorModule::root_dissolve_network(root, netuid);
            }
        }
        check_invariants();
        Ok(())
    }
}

fn hotkey(input: &mut Unstructured<'_>) -> Result<AccountId32> {
    Ok(account(*input.choose(&HOTKEYS)?))
}

/// Mostly one that exists.
fn mechanism(input: &mut Unstructured<'_>) -> Result<MechId> {
    Ok(MechId(*input.choose(&[0, 0, 0, 1, 1, 2, u8::MAX])?))
}

fn round(input: &mut Unstructured<'_>) -> Result<u64> {
    if input.ratio(1, 16)? {
        return input.arbitrary();
    }
    input.int_in_range(ROUNDS)
}

/// At most so many bytes.
fn chunk(input: &mut Unstructured<'_>, most: usize) -> Result<Vec<u8>> {
    let length = input.int_in_range(0..=most.min(input.len()))?;
    Ok(input.bytes(length)?.to_vec())
}

/// Few numbers, mostly small: uids, values or a salt.
fn numbers(input: &mut Unstructured<'_>) -> Result<Vec<u16>> {
    let number = |input: &mut Unstructured<'_>| {
        if input.ratio(3, 4)? {
            input.int_in_range(0..=5)
        } else {
            input.arbitrary()
        }
    };
    (0..input.int_in_range(0..=6u8)?)
        .map(|_| number(input))
        .collect()
}

/// Weights, mostly some that can be set: each uid once.
fn any_weights(input: &mut Unstructured<'_>) -> Result<Hidden> {
    let mut uids = numbers(input)?;
    let mut values = numbers(input)?;
    if input.ratio(7, 8)? {
        let distinct: BTreeSet<u16> = uids.iter().map(|uid| uid % 4).collect();
        uids = distinct.into_iter().collect();
        values.resize(uids.len(), 9);
    }
    Ok(Hidden {
        uids,
        values,
        salt: numbers(input)?,
        version_key: input.int_in_range(0..=3)?,
    })
}

/// The bytes of weights as clients hide them, by this hotkey or another one, in both forms.
fn any_payload(input: &mut Unstructured<'_>, own: &AccountId32) -> Result<Vec<u8>> {
    let weights = any_weights(input)?;
    let author = match input.int_in_range(0..=3u8)? {
        0 => None,
        1 => Some(hotkey(input)?.into()),
        _ => Some(own.clone().into()),
    };
    let payload = Payload {
        hotkey: author,
        scores: payload::Scores {
            uids: weights.uids,
            values: weights.values,
            version_key: weights.version_key,
        },
    };
    Ok(payload.encode())
}

fn hash_of(hidden: &Hidden, hotkey: &AccountId32, netuid: NetUid, mechanism: MechId) -> H256 {
    let index = NetUidStorageIndex::new(netuid, mechanism)
        .unwrap_or_else(|| NetUidStorageIndex::main(netuid));
    let Hidden {
        uids,
        values,
        salt,
        version_key,
    } = hidden;
    SubtensorModule::hash_of_weights(hotkey, index, (uids, values, salt, *version_key))
}

/// The signature of a round, or bytes that are none.
fn publish_any(input: &mut Unstructured<'_>) -> Result<()> {
    let round = round(input)?;
    if input.ratio(7, 8)? {
        publish(round);
    } else {
        let bytes = chunk(input, 60)?;
        Pulses::mutate(|pulses| pulses.insert(round, bytes));
    }
    Ok(())
}
