//! Many epochs that are due at once: no block does more than it may, and all are paid in the blocks
//! that follow.

use frame_support::{assert_ok, weights::Weight};
use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex, TaoBalance};

use super::counting::touched_by;
use crate::{delegation::MAX_PARENTS, mock::*, pallet::*};

const NEURONS: u16 = 256;
const VALIDATORS: u16 = 64;

/// Neurons, the first of which weigh all others.
fn fill(netuid: NetUid) {
    for uid in 1..NEURONS {
        let number = 1_000 * (u64::from(netuid.0) + 1) + u64::from(uid);
        let (coldkey, hotkey) = (account(1_000_000 + number), account(number));
        SubtensorModule::pair_if_unowned(&coldkey, &hotkey).expect("the hotkey is new");
        SubtensorModule::append_neuron(netuid, &hotkey);
    }
    let index = NetUidStorageIndex::main(netuid);
    let row: Vec<(u16, u16)> = (0..NEURONS).map(|uid| (uid, 100 + uid)).collect();
    for uid in 0..VALIDATORS {
        let hotkey = SubtensorModule::hotkey_of(netuid, uid).expect("the neuron exists");
        let coldkey = SubtensorModule::owner_of(&hotkey);
        let stake = AlphaBalance(100 * UNIT);
        SubtensorModule::increase_one(&hotkey, &coldkey, netuid, stake);
        SubnetAlphaOut::<Test>::mutate(netuid, |out| *out = out.saturating_add(stake));
        Weights::<Test>::insert(index, uid, &row);
    }
    let permits = (0..NEURONS).map(|uid| uid < VALIDATORS).collect::<Vec<_>>();
    ValidatorPermit::<Test>::insert(netuid, permits);
    MaxAllowedValidators::<Test>::insert(netuid, VALIDATORS);
    LastUpdate::<Test>::insert(index, vec![u64::from(block()) + 1; NEURONS.into()]);
}

/// So many full subnets, all of which have collected something and are due in the next block.
fn all_due(subnets: u64) -> Vec<NetUid> {
    SubnetLimit::<Test>::put(subnets as u16 + 1);
    Tempo::<Test>::insert(NetUid(1), 0);
    let netuids: Vec<NetUid> = (0..subnets)
        .map(|number| {
            NetworkLastLockCost::<Test>::put(TaoBalance(1_000 * UNIT));
            add_network(&account(500 + 2 * number), &account(501 + 2 * number))
        })
        .collect();
    for netuid in &netuids {
        fill(*netuid);
        PendingServerEmission::<Test>::insert(netuid, AlphaBalance(150 * UNIT));
        PendingValidatorEmission::<Test>::insert(netuid, AlphaBalance(150 * UNIT));
        SubtensorModule::mint_alpha_out(*netuid, AlphaBalance(300 * UNIT));
        LastEpochBlock::<Test>::insert(netuid, 0);
    }
    System::set_block_number(1_000);
    netuids
}

/// The subnets that the present block made wait.
fn made_to_wait() -> Vec<NetUid> {
    let (from, to) = (u64::from(block()), u64::from(block()) + 1);
    pallet_events()
        .into_iter()
        .filter_map(|event| match event {
            Event::EpochDeferred {
                netuid,
                from_block,
                to_block,
            } if (from_block, to_block) == (from, to) => Some(netuid),
            _ => None,
        })
        .collect()
}

/// Runs blocks until every epoch has run. Returns how many ran in each, and the largest weight.
fn pay_all(netuids: &[NetUid]) -> (Vec<usize>, Weight) {
    let (mut counts, mut most) = (Vec::new(), Weight::zero());
    let mut waiting = netuids.to_vec();
    while !waiting.is_empty() {
        most = most.max(run_hook());
        let (ran, still): (Vec<NetUid>, Vec<NetUid>) = waiting
            .into_iter()
            .partition(|netuid| LastEpochBlock::<Test>::get(netuid) == u64::from(block()));
        assert!(!ran.is_empty(), "every block runs an epoch");
        assert_eq!(made_to_wait(), still, "all others say that they wait");
        for netuid in &ran {
            let miners = Incentive::<Test>::get(NetUidStorageIndex::main(*netuid));
            assert!(miners.iter().all(|part| *part > 0), "everybody is paid");
            let last = SubtensorModule::hotkey_of(*netuid, NEURONS - 1).expect("it exists");
            assert!(!SubtensorModule::stake_of_hotkey(&last, *netuid).is_zero());
            assert!(PendingServerEmission::<Test>::get(netuid).is_zero());
            assert_eq!(PendingEpochAt::<Test>::get(netuid), 0);
        }
        counts.push(ran.len());
        waiting = still;
    }
    (counts, most)
}

#[test]
fn a_chain_full_of_full_subnets_pays_all_of_them_two_a_block() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = all_due(128);
        let (counts, most) = pay_all(&netuids);
        assert_eq!(counts, [2; 64], "those that wait longest go first");
        println!("128 subnets of {NEURONS} neurons: at most {most:?} a block");
    });
}

#[test]
fn however_many_epochs_a_block_may_run_it_runs_no_more_than_it_can_pay_for() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = all_due(16);
        MaxEpochsPerBlock::<Test>::put(u8::MAX);
        let (counts, most) = pay_all(&netuids);
        println!("16 subnets of {NEURONS} neurons: {counts:?}, at most {most:?} a block");
        let first = counts[0];
        assert!((2..8).contains(&first), "{counts:?}");
        assert!(counts.iter().rev().skip(1).all(|count| *count == first));
    });
}

#[test]
fn an_epoch_that_is_larger_than_all_epochs_of_a_block_may_be_runs_alone() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = all_due(3);
        // As if everybody could weigh everybody on many mechanisms.
        for netuid in &netuids {
            ValidatorPermit::<Test>::insert(netuid, vec![true; NEURONS.into()]);
            MechanismCountCurrent::<Test>::insert(netuid, MechId(8));
        }
        let (counts, _) = pay_all(&netuids);
        assert_eq!(counts, [1; 3]);
    });
}

/// Gives the first neurons of a subnet as many parents as they may have. What these give does not
/// matter: they have no stake.
fn crowd(netuid: NetUid, children: u16) {
    for uid in 0..children {
        let child = SubtensorModule::hotkey_of(netuid, uid).expect("the neuron exists");
        for number in 0..MAX_PARENTS as u64 {
            let parent = account(10_000_000 + 1_000 * u64::from(uid) + number);
            let children = vec![(number % 2, child.clone())];
            let parents = vec![];
            assert_ok!(SubtensorModule::replace_children(
                &parent, netuid, children, parents
            ));
        }
    }
}

#[test]
fn a_crowd_of_parents_defers_other_epochs() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = all_due(3);
        crowd(netuids[0], 8);
        let (counts, most) = pay_all(&netuids);
        assert_eq!(counts, [1, 2], "the one with the crowd runs alone");
        assert!(!most.all_lte(crate::hooks::most_for_epochs::<Test>()));
    });
}

#[test]
fn a_block_that_defers_touches_no_more_than_its_weight_says() {
    let mut ext = new_test_ext();
    ext.execute_with(|| all_due(32));
    let mut weight = Weight::zero();
    let touched = touched_by(&mut ext, || weight = run_hook());
    let touched_weight = <Test as frame_system::Config>::DbWeight::get().reads_writes(
        touched.reads as u64,
        (touched.writes + touched.idle_writes) as u64,
    );
    println!("{touched:?}: {touched_weight:?} of {weight:?}");
    assert!(touched_weight.all_lte(weight));
}
