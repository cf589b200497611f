//! Epochs over whatever storage could hold: vectors of any length, rows in any order that name
//! neurons twice or neurons that do not exist, numbers at the ends of their ranges.

use std::collections::VecDeque;

use frame_support::BoundedVec;
use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex};
use sp_core::H256;

use super::{
    expected::{Expected, Occasion},
    replayed, subnets,
};
use crate::{mock::*, pallet::*, tests::random_calls::dice::Dice};

/// A subnet that nothing else knows.
const NETUID: NetUid = NetUid(77);
const BLOCK: u64 = 105;
/// The number of its epoch after that block.
const EPOCH: u64 = 10;

/// A number at an end of its range, near the blocks of the test, or any.
fn block_number(dice: &mut Dice) -> u64 {
    match dice.below(12) {
        0 => 0,
        1 => u64::MAX,
        2 => dice.bits(),
        3..=6 => dice.within(95..=105),
        _ => 100,
    }
}

fn short_number(dice: &mut Dice) -> u16 {
    let any = dice.u16();
    dice.choose(&[0, 1, 2, 32_767, 32_768, 65_534, u16::MAX, any])
        .expect("there is a choice")
}

fn amount(dice: &mut Dice) -> u64 {
    let zeros = dice.below(64);
    match dice.below(8) {
        0..=2 => 0,
        3 => u64::MAX,
        _ => dice.bits() >> zeros,
    }
}

/// Mostly as many as there are neurons.
fn length(dice: &mut Dice, neurons: u16) -> u16 {
    match dice.below(10) {
        0 => 0,
        1 => dice.within(0..=neurons.into()) as u16,
        2 => neurons + 2,
        _ => neurons,
    }
}

fn row(dice: &mut Dice, columns: u16) -> Vec<(u16, u16)> {
    let one_in = dice.within(1..=8) as u32;
    let mut row: Vec<(u16, u16)> = (0..columns)
        .filter(|_| dice.one_in(one_in))
        .collect::<Vec<u16>>()
        .into_iter()
        .map(|column| (column, short_number(dice)))
        .collect();
    if dice.one_in(3) {
        row.reverse();
    }
    if dice.one_in(6)
        && let Some((column, _)) = dice.choose(&row)
    {
        row.push((column, short_number(dice)));
    }
    if dice.one_in(40) {
        row.push((dice.u16(), short_number(dice)));
    }
    row
}

fn fill_parameters(dice: &mut Dice, neurons: u16) {
    Tempo::<Test>::insert(NETUID, short_number(dice));
    ActivityCutoffFactorMilli::<Test>::insert(NETUID, dice.choose(&[0, 14, 30, u32::MAX]).unwrap());
    LastMechansimStepBlock::<Test>::insert(NETUID, block_number(dice));
    Kappa::<Test>::insert(NETUID, short_number(dice));
    BondsMovingAverage::<Test>::insert(NETUID, amount(dice));
    if dice.one_in(2) {
        BondsMovingAverage::<Test>::insert(NETUID, dice.within(0..=1_000_000));
    }
    BondsPenalty::<Test>::insert(NETUID, short_number(dice));
    Yuma3On::<Test>::insert(NETUID, !dice.one_in(3));
    LiquidAlphaOn::<Test>::insert(NETUID, dice.one_in(2));
    AlphaValues::<Test>::insert(NETUID, (short_number(dice), short_number(dice)));
    AlphaSigmoidSteepness::<Test>::insert(NETUID, short_number(dice) as i16);
    MaxAllowedValidators::<Test>::insert(NETUID, length(dice, neurons));
    StakeThreshold::<Test>::put(dice.choose(&[0, 0, 1, 1_000, u64::MAX]).unwrap());
    TaoWeight::<Test>::put(amount(dice));
    CommitRevealWeightsEnabled::<Test>::insert(NETUID, dice.one_in(2));
    RevealPeriodEpochs::<Test>::insert(NETUID, dice.choose(&[0, 1, 2, u64::MAX]).unwrap());
    SubnetEpochIndex::<Test>::insert(NETUID, EPOCH);
    LastEpochBlock::<Test>::insert(NETUID, BLOCK);
    MechanismCountCurrent::<Test>::insert(NETUID, MechId(dice.within(1..=3) as u8));
    if dice.one_in(2) {
        let shares: Vec<u16> = (0..dice.below(5)).map(|_| short_number(dice)).collect();
        MechanismEmissionSplit::<Test>::insert(NETUID, shares);
    }
}

/// Some uids have no hotkey.
fn fill_neurons(dice: &mut Dice, neurons: u16) {
    SubnetworkN::<Test>::insert(NETUID, neurons);
    for uid in 0..neurons {
        if dice.one_in(50) {
            continue;
        }
        let hotkey = account(1_000 + u64::from(uid));
        Keys::<Test>::insert(NETUID, uid, &hotkey);
        Uids::<Test>::insert(NETUID, &hotkey, uid);
        BlockAtRegistration::<Test>::insert(NETUID, uid, block_number(dice));
        for network in [NETUID, NetUid::ROOT] {
            TotalHotkeyAlpha::<Test>::insert(&hotkey, network, AlphaBalance(amount(dice)));
        }
        if dice.one_in(8) {
            // Nobody checks that together they give no more than everything.
            let part = amount(dice);
            let parent = account(1_000 + dice.within(0..=u64::from(neurons)));
            ParentKeys::<Test>::insert(&hotkey, NETUID, vec![(part, parent.clone())]);
            ChildKeys::<Test>::insert(parent, NETUID, vec![(part, hotkey), (part, account(7))]);
        }
    }
    if dice.one_in(3) {
        let owner = account(1_000 + dice.within(0..=u64::from(neurons)));
        SubnetOwnerHotkey::<Test>::insert(NETUID, owner);
    }
    let permits = length(dice, neurons);
    let permits: Vec<bool> = (0..permits).map(|_| !dice.one_in(4)).collect();
    ValidatorPermit::<Test>::insert(NETUID, permits);
}

fn fill_commits(dice: &mut Dice, index: NetUidStorageIndex, neurons: u16) {
    for uid in 0..neurons.min(20) {
        let hotkey = account(1_000 + u64::from(uid));
        if dice.one_in(3) {
            let commits: VecDeque<_> = (0..dice.below(3))
                .map(|_| (H256::zero(), epoch_number(dice), block_number(dice), 0))
                .collect();
            WeightCommits::<Test>::insert(index, &hotkey, commits);
        }
        if dice.one_in(6) {
            let entry = (hotkey, block_number(dice), BoundedVec::default(), 5);
            let epoch = epoch_number(dice);
            let mut queue = TimelockedWeightCommits::<Test>::get(index, epoch);
            queue.push_back(entry);
            SubtensorModule::put_timelocked_queue(index, epoch, queue);
        }
    }
}

fn epoch_number(dice: &mut Dice) -> u64 {
    dice.choose(&[0, EPOCH - 2, EPOCH - 1, EPOCH, EPOCH + 1, u64::MAX])
        .unwrap()
}

fn fill_mechanism(dice: &mut Dice, index: NetUidStorageIndex, neurons: u16) {
    let updates = length(dice, neurons);
    let updates: Vec<u64> = (0..updates).map(|_| block_number(dice)).collect();
    LastUpdate::<Test>::insert(index, updates);
    let permits = ValidatorPermit::<Test>::get(NETUID);
    let owner = SubnetOwnerHotkey::<Test>::try_get(NETUID)
        .ok()
        .and_then(|hotkey| Uids::<Test>::get(NETUID, hotkey));
    for uid in 0..neurons + 2 {
        Weights::<Test>::insert(index, uid, row(dice, neurons + 1));
        // No epoch leaves bonds to a neuron without a permit.
        if permits.get(usize::from(uid)) == Some(&true) || owner == Some(uid) {
            Bonds::<Test>::insert(index, uid, row(dice, neurons + 1));
        }
    }
    fill_commits(dice, index, neurons);
}

/// One epoch of a subnet of at most so many neurons.
fn run(seed: u64, most: u64) {
    let mut dice = Dice::new(seed);
    let neurons = dice.within(0..=most) as u16;
    fill_parameters(&mut dice, neurons);
    fill_neurons(&mut dice, neurons);
    for index in SubtensorModule::mechanism_indices(NETUID) {
        fill_mechanism(&mut dice, index, neurons);
    }
    System::set_block_number(BLOCK as u32);
    let occasion = Occasion {
        block: BLOCK,
        epoch: EPOCH,
        emission: amount(&mut dice),
    };
    let expected = Expected::of(NETUID, occasion);
    let links = stored_links();
    let emission = AlphaBalance(occasion.emission);
    let (rewards, size) = SubtensorModule::run_epoch(NETUID, emission, BLOCK);
    expected.assert_stored();
    assert_eq!(rewards.len(), usize::from(neurons));
    assert_eq!(size.neurons, u64::from(neurons));
    assert!(size.links <= links, "{size:?} of {links} weights and bonds");
}

/// All weights and bonds.
fn stored_links() -> u64 {
    let rows = SubtensorModule::mechanism_indices(NETUID).flat_map(|index| {
        Weights::<Test>::iter_prefix_values(index).chain(Bonds::<Test>::iter_prefix_values(index))
    });
    rows.map(|row| row.len() as u64).sum()
}

#[test]
fn whatever_storage_holds_an_epoch_gives_the_numbers_of_the_oracle() {
    for seed in 0..subnets(1_500) {
        replayed(seed, || new_test_ext().execute_with(|| run(seed, 12)));
    }
    for seed in 0..subnets(12) {
        replayed(seed, || new_test_ext().execute_with(|| run(seed, 300)));
    }
}
