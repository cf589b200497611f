//! Chains before a block step, and a subnet before its epoch.

use alloc::{vec, vec::Vec};

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex, TaoBalance};
use substrate_fixed::types::{I96F32, U96F32};

use super::{
    FULL,
    stage::{self, UNIT},
};
use crate::pallet::*;

/// Blocks between two epochs, with the one of the epoch.
const CYCLE: u64 = 361;

/// A chain with so many subnets, root among them, none of which has an epoch in the next block. All
/// were started and have TAO, of which the pools take a part and the rest buys alpha; nothing is
/// left at its default, and the prices of registrations fall. Returns those that the genesis does
/// not have.
pub fn busy_chain<T: Config>(subnets: u32) -> Vec<NetUid> {
    stage::open::<T>();
    SubnetTAO::<T>::insert(NetUid::ROOT, TaoBalance(10 * UNIT));
    let netuids = (Pallet::<T>::all_netuids().len() as u32..subnets)
        .map(stage::started_subnet::<T>)
        .collect();
    for netuid in Pallet::<T>::non_root_netuids() {
        set_everything::<T>(netuid);
    }
    // What the accounts of the stage were given leaves nothing to emit.
    TotalIssuance::<T>::put(TaoBalance(1_000_000 * UNIT));
    let now = Pallet::<T>::now();
    for netuid in Pallet::<T>::all_netuids() {
        LastEpochBlock::<T>::insert(netuid, now);
    }
    // The figures of a block are those of any later one.
    crate::hooks::on_initialize::<T>();
    next_block::<T>();
    netuids
}

fn set_everything<T: Config>(netuid: NetUid) {
    SubtokenEnabled::<T>::insert(netuid, true);
    FirstEmissionBlockNumber::<T>::insert(netuid, 1);
    SubnetMovingPrice::<T>::insert(netuid, I96F32::from_num(0.5));
    SubnetEmissionEnabled::<T>::insert(netuid, true);
    MinBurn::<T>::insert(netuid, TaoBalance(600_000));
    MaxBurn::<T>::insert(netuid, TaoBalance(90 * UNIT));
    BurnHalfLife::<T>::insert(netuid, 300);
    OwnerCutEnabled::<T>::insert(netuid, true);
    EMAPriceHalvingBlocks::<T>::insert(netuid, 100_000);
    MinerBurned::<T>::insert(netuid, U96F32::from_num(0.25));
}

fn next_block<T: Config>() {
    let later = frame_system::Pallet::<T>::block_number() + 1u32.into();
    frame_system::Pallet::<T>::set_block_number(later);
}

/// A full subnet whose `validators` rate everybody, with stake on the subnet and on root, and which
/// is to pay what it collected. It is not its first epoch: bonds and positions exist.
pub fn dense_subnet<T: Config>(validators: u16) -> NetUid {
    let netuid = stage::Stage::<T>::build().first;
    fill::<T>(netuid, validators);
    let_it_pay::<T>(&[netuid]);
    netuid
}

/// As many such subnets as the chain has room for, all of which are due.
pub fn crowd<T: Config>(validators: u16) -> Vec<NetUid> {
    stage::open::<T>();
    let netuids = stage::all_subnets::<T>();
    for netuid in &netuids {
        fill::<T>(*netuid, validators);
    }
    TotalIssuance::<T>::put(TaoBalance(1_000_000 * UNIT));
    let_it_pay::<T>(&netuids);
    netuids
}

/// Fills a subnet: as [`dense_subnet`], before its first epoch.
fn fill<T: Config>(netuid: NetUid, validators: u16) {
    stage::populate::<T>(netuid, FULL);
    MaxAllowedValidators::<T>::insert(netuid, validators);
    let index = NetUidStorageIndex::main(netuid);
    for uid in 0..validators {
        let hotkey = Pallet::<T>::hotkey_of(netuid, uid).expect("the neuron exists");
        let coldkey = Pallet::<T>::owner_of(&hotkey);
        for (network, amount) in [(netuid, 100 * UNIT), (NetUid::ROOT, 10 * UNIT)] {
            Pallet::<T>::increase_one(&hotkey, &coldkey, network, AlphaBalance(amount));
        }
        let row: Vec<(u16, u16)> = (0..FULL)
            .map(|target| (target, 1 + (target * 31 + uid * 7) % 500))
            .collect();
        Weights::<T>::insert(index, uid, row);
    }
    let permits: Vec<bool> = (0..FULL).map(|uid| uid < validators).collect();
    ValidatorPermit::<T>::insert(netuid, permits);
    // Nobody sets weights again, but everyone stays active.
    ActivityCutoffFactorMilli::<T>::insert(netuid, 50_000);
    let now = Pallet::<T>::now();
    LastUpdate::<T>::insert(index, vec![now + 1; FULL.into()]);
    LastEpochBlock::<T>::insert(netuid, now);
}

/// The first epoch of the subnets has run, and their second one is due.
fn let_it_pay<T: Config>(netuids: &[NetUid]) {
    collect::<T>(netuids);
    for netuid in netuids {
        run_epoch::<T>(*netuid);
    }
    collect::<T>(netuids);
}

/// What subnets have collected when their epochs come.
fn collect<T: Config>(netuids: &[NetUid]) {
    for netuid in netuids {
        PendingServerEmission::<T>::insert(netuid, AlphaBalance(150 * UNIT));
        PendingValidatorEmission::<T>::insert(netuid, AlphaBalance(100 * UNIT));
        PendingRootAlphaDivs::<T>::insert(netuid, AlphaBalance(50 * UNIT));
        PendingOwnerCut::<T>::insert(netuid, AlphaBalance(60 * UNIT));
        BlocksSinceLastStep::<T>::insert(netuid, CYCLE - 1);
    }
    let block = Pallet::<T>::now() + CYCLE;
    let block: u32 = block.try_into().expect("it is a block");
    frame_system::Pallet::<T>::set_block_number(block.into());
}

/// Runs the epoch that is due and pays it.
pub fn run_epoch<T: Config>(netuid: NetUid) {
    let block = Pallet::<T>::now();
    Pallet::<T>::count_block(&[netuid]);
    let plan = Pallet::<T>::plan_epochs(block, &[netuid]);
    let drained = Pallet::<T>::drain_due_subnets(block, plan);
    for (due, pending) in drained.paid {
        Pallet::<T>::pay_epoch(due, pending, block);
    }
}

/// A root staker under four hotkeys that have earned on every subnet there is room for.
pub fn root_staker<T: Config>() -> (T::AccountId, Vec<T::AccountId>, Vec<NetUid>) {
    let stage = stage::Stage::<T>::build();
    let netuids = stage::all_subnets::<T>();
    let rates: alloc::collections::BTreeMap<NetUid, I96F32> = netuids
        .iter()
        .map(|netuid| (*netuid, I96F32::from_num(0.001)))
        .collect();
    let hotkeys: Vec<T::AccountId> = (0..4).map(|number| stage::neuron::<T>(number).1).collect();
    for hotkey in &hotkeys {
        assert_ok!(Pallet::<T>::pair_if_unowned(&stage.other_coldkey, hotkey));
        stage::stake::<T>(NetUid::ROOT, &stage.coldkey, hotkey, stage::STAKE);
        RootClaimable::<T>::insert(hotkey, rates.clone());
    }
    (stage.coldkey, hotkeys, netuids)
}
