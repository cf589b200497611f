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
use myelin_types::{MechId, NetUid, NetUidStorageIndex, beacon::Beacon};
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

/// Of so many of the last commits by hash a reveal is mostly one.
const REMEMBERED: usize = 8;

/// Weights, and a salt to hide them with.
#[derive(Clone, Debug)]
struct Salted {
    uids: Vec<u16>,
    values: Vec<u16>,
    salt: Vec<u16>,
    version_key: u64,
}

/// What somebody has hidden by a hash.
#[derive(Clone, Debug)]
struct Hidden {
    who: AccountId32,
    netuid: NetUid,
    mecid: MechId,
    salted: Salted,
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
            netuids: staged(),
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
    for netuid in staged() {
        let permits = ValidatorPermit::<Test>::get(netuid);
        assert_eq!(permits[1..], [true, true, false]);
    }
    check_invariants();
}

/// The subnets of the stage: all but those of every genesis.
fn staged() -> Vec<NetUid> {
    let netuids = SubtensorModule::non_root_netuids();
    netuids.into_iter().skip(1).collect()
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
        let recent = &self.hidden[self.hidden.len().saturating_sub(REMEMBERED)..];
        if recent.is_empty() || input.ratio(1, 8)? {
            return Ok(Hidden {
                who: hotkey(input)?,
                netuid: self.netuid(input)?,
                mecid: mechanism(input)?,
                salted: any_weights(input)?,
            });
        }
        let mut known = input.choose(recent)?.clone();
        match input.int_in_range(0..=31u8)? {
            0 => known.salted.uids = numbers(input)?,
            1 => known.salted.values = numbers(input)?,
            2 => known.salted.salt = numbers(input)?,
            3 => known.salted.version_key = input.arbitrary()?,
            4 => known.who = hotkey(input)?,
            5 => known.netuid = self.netuid(input)?,
            6 => known.mecid = mechanism(input)?,
            _ => {}
        }
        Ok(known)
    }

    /// A commit to the hash of weights, rarely to anything.
    fn commit_hash(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        let hidden = Hidden {
            who: hotkey(input)?,
            netuid: self.netuid(input)?,
            mecid: mechanism(input)?,
            salted: any_weights(input)?,
        };
        let commit_hash = if input.ratio(1, 16)? {
            H256(input.arbitrary()?)
        } else {
            hash_of(&hidden)
        };
        let call = Call::commit_mechanism_weights {
            netuid: hidden.netuid,
            mecid: hidden.mecid,
            commit_hash,
        };
        make(&hidden.who, call);
        self.hidden.push(hidden);
        Ok(())
    }

    fn reveal_hash(&self, input: &mut Unstructured<'_>) -> Result<()> {
        let Hidden {
            who,
            netuid,
            mecid,
            salted,
        } = self.known(input)?;
        let call = Call::reveal_mechanism_weights {
            netuid,
            mecid,
            uids: salted.uids,
            values: salted.values,
            salt: salted.salt,
            version_key: salted.version_key,
        };
        make(&who, call);
        Ok(())
    }

    /// The last commits of somebody, or whatever comes together; rarely with lists of different
    /// lengths.
    fn reveal_batch(&self, input: &mut Unstructured<'_>) -> Result<()> {
        let first = self.known(input)?;
        let mut all = Vec::new();
        if input.ratio(3, 4)? {
            let most = input.int_in_range(1..=3)?;
            let same = |other: &&Hidden| {
                (&other.who, other.netuid, other.mecid) == (&first.who, first.netuid, MechId::MAIN)
            };
            let last = self.hidden.iter().rev().filter(same).take(most);
            all.extend(last.map(|hidden| hidden.salted.clone()));
        } else {
            for _ in 0..input.int_in_range(0..=12u8)? {
                all.push(self.known(input)?.salted);
            }
        }
        let mut lists = (vec![], vec![], vec![], vec![]);
        for salted in all {
            lists.0.push(salted.uids);
            lists.1.push(salted.values);
            lists.2.push(salted.salt);
            lists.3.push(salted.version_key);
        }
        if input.ratio(1, 8)? {
            lists.0.truncate(input.int_in_range(0..=3)?);
            lists.1.truncate(input.int_in_range(0..=3)?);
            lists.2.truncate(input.int_in_range(0..=3)?);
            lists.3.truncate(input.int_in_range(0..=3)?);
        }
        let call = Call::batch_reveal_weights {
            netuid: first.netuid,
            uids_list: lists.0,
            values_list: lists.1,
            salts_list: lists.2,
            version_keys: lists.3,
        };
        make(&first.who, call);
        Ok(())
    }

    fn commit_batch(&mut self, input: &mut Unstructured<'_>) -> Result<()> {
        let hotkey = hotkey(input)?;
        let (mut netuids, mut commit_hashes) = (vec![], vec![]);
        for _ in 0..input.int_in_range(0..=6u8)? {
            let hidden = Hidden {
                who: hotkey.clone(),
                netuid: self.netuid(input)?,
                mecid: MechId::MAIN,
                salted: any_weights(input)?,
            };
            netuids.push(Compact(hidden.netuid));
            commit_hashes.push(hash_of(&hidden));
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
            let Salted {
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
        let reveal_round = if input.ratio(1, 16)? {
            input.arbitrary()?
        } else {
            next_round(input)?
        };
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

/// A round about the last one that was signed.
fn next_round(input: &mut Unstructured<'_>) -> Result<u64> {
    let last = TestBeacon::last_stored_round();
    Ok(last.saturating_add(input.int_in_range(0..=2)?))
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
fn any_weights(input: &mut Unstructured<'_>) -> Result<Salted> {
    let mut uids = numbers(input)?;
    let mut values = numbers(input)?;
    if input.ratio(7, 8)? {
        let distinct: BTreeSet<u16> = uids.iter().map(|uid| uid % 4).collect();
        uids = distinct.into_iter().collect();
        values.resize(uids.len(), 9);
    }
    Ok(Salted {
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

fn hash_of(hidden: &Hidden) -> H256 {
    let main = NetUidStorageIndex::main(hidden.netuid);
    let index = NetUidStorageIndex::new(hidden.netuid, hidden.mecid).unwrap_or(main);
    let Salted {
        uids,
        values,
        salt,
        version_key,
    } = &hidden.salted;
    SubtensorModule::hash_of_weights(&hidden.who, index, (uids, values, salt, *version_key))
}

/// The signature of a round, or bytes that are none.
fn publish_any(input: &mut Unstructured<'_>) -> Result<()> {
    let round = next_round(input)?;
    if input.ratio(7, 8)? {
        publish(round);
    } else {
        let bytes = chunk(input, 60)?;
        Pulses::mutate(|pulses| pulses.insert(round, bytes));
    }
    Ok(())
}
