//! What root, owners and the chain change besides the calls of the pallet: parameters, the author
//! of blocks, fresh TAO.

use frame_support::storage::with_storage_layer;
use myelin_types::{MechId, NetUid, TaoBalance, beacon::Beacon, frozen::RecycleOrBurnEnum};
use substrate_fixed::types::I96F32;

use super::{dice::Dice, state_root};
use crate::{mock::*, pallet::*};

/// Changes one thing at random.
pub fn change_one(dice: &mut Dice) {
    let netuid = dice
        .choose(&SubtensorModule::non_root_netuids())
        .unwrap_or(NetUid::ROOT);
    match dice.below(12) {
        10..=11 => publish(TestBeacon::last_stored_round() + 1 + u64::from(dice.one_in(10))),
        0 => fund(&dice.coldkey(), dice.power_of_ten(3, 13)),
        1 => BlockAuthor::set(dice.one_in(2).then(|| dice.coldkey())),
        2..=3 => change_chain(dice),
        _ if netuid.is_root() => (),
        4..=5 => change_consensus(dice, netuid),
        6..=7 => change_registration(dice, netuid),
        _ => change_emission(dice, netuid),
    }
}

fn change_chain(dice: &mut Dice) {
    match dice.below(6) {
        0 => TaoWeight::<Test>::put(dice.bits()),
        1 => SubnetOwnerCut::<Test>::put(dice.u16()),
        2 => StakeThreshold::<Test>::put(dice.power_of_ten(0, 10)),
        3 => SubtensorModule::set_nominator_min_required_stake(dice.power_of_ten(0, 9)),
        4 => CKBurn::<Test>::put(dice.bits()),
        _ => MaxEpochsPerBlock::<Test>::put(1 + dice.below(3) as u8),
    }
}

fn change_consensus(dice: &mut Dice, netuid: NetUid) {
    match dice.below(14) {
        0..=2 => Tempo::<Test>::insert(netuid, dice.below(40) as u16),
        3 => Kappa::<Test>::insert(netuid, dice.u16()),
        4 => BondsPenalty::<Test>::insert(netuid, dice.u16()),
        5 => BondsMovingAverage::<Test>::insert(netuid, dice.within(0..=1_000_000)),
        6 => Yuma3On::<Test>::insert(netuid, dice.one_in(2)),
        7 => LiquidAlphaOn::<Test>::insert(netuid, dice.one_in(2)),
        8 => MaxAllowedValidators::<Test>::insert(netuid, dice.below(10) as u16),
        9 => CommitRevealWeightsEnabled::<Test>::insert(netuid, dice.one_in(3)),
        10 => WeightsSetRateLimit::<Test>::insert(netuid, dice.within(0..=3)),
        _ => change_mechanisms(dice, netuid),
    }
}

/// Another number of mechanisms, another split, or fewer neurons, in the way of the owner: what is
/// refused changes nothing.
fn change_mechanisms(dice: &mut Dice, netuid: NetUid) {
    let before = state_root();
    let changed = with_storage_layer(|| match dice.below(4) {
        0..=1 => {
            MaxAllowedUids::<Test>::insert(netuid, 64);
            SubtensorModule::set_mechanism_count(netuid, MechId(dice.below(4) as u8))
        }
        2 => {
            let share = dice.u16();
            let split = (!dice.one_in(4)).then(|| vec![share, u16::MAX - share]);
            SubtensorModule::set_mechanism_emission_split(netuid, split)
        }
        _ => {
            MinAllowedUids::<Test>::insert(netuid, dice.below(3) as u16);
            let places = dice.within(0..=SubtensorModule::neuron_count(netuid).into());
            SubtensorModule::trim_to_max_allowed_uids(netuid, places as u16)
        }
    });
    if changed.is_err() {
        assert_eq!(state_root(), before, "{changed:?} left a trace");
    }
}

fn change_registration(dice: &mut Dice, netuid: NetUid) {
    match dice.below(7) {
        0 => {
            let places = SubtensorModule::neuron_count(netuid) + dice.below(3) as u16;
            MaxAllowedUids::<Test>::insert(netuid, places);
        }
        1 => ImmunityPeriod::<Test>::insert(netuid, dice.below(60) as u16),
        2 => NetworkRegistrationAllowed::<Test>::insert(netuid, !dice.one_in(5)),
        3 => BurnHalfLife::<Test>::insert(netuid, dice.below(50) as u16),
        4 => {
            let lowest = dice.power_of_ten(0, 8);
            MinBurn::<Test>::insert(netuid, TaoBalance(lowest));
            MaxBurn::<Test>::insert(netuid, TaoBalance(lowest + dice.power_of_ten(0, 10)));
        }
        5 => WeightsVersionKey::<Test>::insert(netuid, dice.within(0..=2)),
        _ => ServingRateLimit::<Test>::insert(netuid, dice.within(0..=10)),
    }
}

fn change_emission(dice: &mut Dice, netuid: NetUid) {
    match dice.below(7) {
        0..=1 => SubnetEmissionEnabled::<Test>::insert(netuid, !dice.one_in(3)),
        6 => OwnerCutAutoLockEnabled::<Test>::insert(netuid, dice.one_in(2)),
        2 => OwnerCutEnabled::<Test>::insert(netuid, dice.one_in(2)),
        3 => {
            let policy = if dice.one_in(2) {
                RecycleOrBurnEnum::Recycle
            } else {
                RecycleOrBurnEnum::Burn
            };
            RecycleOrBurn::<Test>::insert(netuid, policy);
        }
        4 => TransferToggle::<Test>::insert(netuid, !dice.one_in(4)),
        _ => {
            // A few weeks of a high price in one step.
            let price = I96F32::from_bits(dice.within(0..=1 << 33).into());
            SubnetMovingPrice::<Test>::insert(netuid, price);
        }
    }
}
