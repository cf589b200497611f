//! Random subnets, trimmed to random numbers, against a slow and plain trimming.

use std::collections::BTreeMap;

use frame_support::storage::with_storage_layer;

use super::*;
use crate::tests::random_calls::{dice::Dice, state_root};

/// Weights or bonds, by the hotkeys they are for.
type Links = BTreeMap<AccountId32, u16>;

/// Everything stored by uid, told by hotkey.
#[derive(Clone, Debug, PartialEq)]
struct Neuron {
    hotkey: AccountId32,
    registered: u64,
    address: Option<(H160, u64)>,
    /// Active, permit.
    flags: [bool; 2],
    /// Consensus, dividends, trust.
    scores: [u16; 3],
    emission: u64,
    stake_weight: Option<u16>,
    mechanisms: Vec<Mechanism>,
}

#[derive(Clone, Debug, PartialEq)]
struct Mechanism {
    last_update: Option<u64>,
    incentive: Option<u16>,
    weights: Links,
    bonds: Links,
}

fn links(netuid: NetUid, row: Vec<(u16, u16)>) -> Links {
    row.into_iter()
        .map(|(uid, value)| {
            let hotkey = SubtensorModule::hotkey_of(netuid, uid).expect("rows name neurons");
            (hotkey, value)
        })
        .collect()
}

/// All neurons of a subnet by uid.
fn neurons(netuid: NetUid) -> Vec<Neuron> {
    let mechanism = |mechanism: NetUidStorageIndex, uid: u16| Mechanism {
        last_update: LastUpdate::<Test>::get(mechanism)
            .get(usize::from(uid))
            .copied(),
        incentive: Incentive::<Test>::get(mechanism)
            .get(usize::from(uid))
            .copied(),
        weights: links(netuid, Weights::<Test>::get(mechanism, uid)),
        bonds: links(netuid, Bonds::<Test>::get(mechanism, uid)),
    };
    (0u16..)
        .zip(SubtensorModule::hotkeys_of_subnet(netuid))
        .map(|(uid, hotkey)| {
            let at = usize::from(uid);
            assert_eq!(SubtensorModule::uid_of(netuid, &hotkey), Some(uid));
            Neuron {
                hotkey,
                registered: BlockAtRegistration::<Test>::get(netuid, uid),
                address: AssociatedEvmAddress::<Test>::get(netuid, uid),
                flags: [
                    Active::<Test>::get(netuid)[at],
                    ValidatorPermit::<Test>::get(netuid)[at],
                ],
                scores: [
                    Consensus::<Test>::get(netuid)[at],
                    Dividends::<Test>::get(netuid)[at],
                    ValidatorTrust::<Test>::get(netuid)[at],
                ],
                emission: Emission::<Test>::get(netuid)[at].to_u64(),
                stake_weight: StakeWeight::<Test>::get(netuid).get(at).copied(),
                mechanisms: SubtensorModule::mechanism_indices(netuid)
                    .map(|index| mechanism(index, uid))
                    .collect(),
            }
        })
        .collect()
}

/// Takes away the worst one again and again, as one would by hand.
fn trimmed(mut neurons: Vec<Neuron>, immune: &[AccountId32], places: usize) -> Vec<Neuron> {
    while neurons.len() > places {
        let (worst, _) = neurons
            .iter()
            .enumerate()
            .filter(|(_, neuron)| !immune.contains(&neuron.hotkey))
            .min_by_key(|(uid, neuron)| (neuron.emission, usize::MAX - uid))
            .expect("the immune do not fill all places");
        let gone = neurons.remove(worst).hotkey;
        for mechanism in neurons.iter_mut().flat_map(|neuron| &mut neuron.mechanisms) {
            mechanism.weights.remove(&gone);
            mechanism.bonds.remove(&gone);
        }
    }
    neurons
}

fn random_row(dice: &mut Dice, neurons: u16) -> Vec<(u16, u16)> {
    let uids: Vec<u16> = (0..neurons).filter(|_| dice.one_in(3)).collect();
    uids.into_iter().map(|uid| (uid, dice.u16())).collect()
}

/// Values for the first neurons, mostly for all.
fn values<V>(dice: &mut Dice, neurons: u16, value: impl Fn(&mut Dice) -> V) -> Vec<V> {
    let known = if dice.one_in(4) {
        dice.within(0..=neurons.into())
    } else {
        neurons.into()
    };
    (0..known).map(|_| value(dice)).collect()
}

fn random_subnet(dice: &mut Dice) -> NetUid {
    let count = dice.within(1..=40) as u16;
    let netuid = crowd(count);
    let mechanisms = 1 + dice.below(3) as u8;
    MechanismCountCurrent::<Test>::insert(netuid, MechId(mechanisms));
    MinAllowedUids::<Test>::insert(netuid, dice.below(4) as u16);
    MaxAllowedUids::<Test>::insert(netuid, count + dice.below(3) as u16);
    ImmuneOwnerUidsLimit::<Test>::insert(netuid, 1 + dice.below(3) as u16);
    let owned: Vec<_> = (0..count).filter(|_| dice.one_in(8)).map(hotkey).collect();
    for hotkey in &owned {
        Owner::<Test>::insert(hotkey, account(90));
    }
    StakingHotkeys::<Test>::insert(account(90), &owned);
    OwnedHotkeys::<Test>::insert(account(90), owned);
    for uid in 0..count {
        BlockAtRegistration::<Test>::insert(netuid, uid, dice.within(1..=6));
        if dice.one_in(2) {
            furnish(netuid, uid);
        }
    }
    let all = |dice: &mut Dice, most: u64| -> Vec<u16> {
        (0..count).map(|_| dice.within(0..=most) as u16).collect()
    };
    let flags = |dice: &mut Dice| (0..count).map(|_| dice.one_in(2)).collect::<Vec<_>>();
    let emission: Vec<_> = all(dice, 9)
        .into_iter()
        .map(|earned| AlphaBalance(earned.into()))
        .collect();
    Emission::<Test>::insert(netuid, emission);
    Active::<Test>::insert(netuid, flags(dice));
    ValidatorPermit::<Test>::insert(netuid, flags(dice));
    Consensus::<Test>::insert(netuid, all(dice, 65_535));
    Dividends::<Test>::insert(netuid, all(dice, 65_535));
    ValidatorTrust::<Test>::insert(netuid, all(dice, 65_535));
    StakeWeight::<Test>::insert(netuid, values(dice, count, Dice::u16));
    for index in SubtensorModule::mechanism_indices(netuid) {
        LastUpdate::<Test>::insert(index, values(dice, count, Dice::bits));
        Incentive::<Test>::insert(index, values(dice, count, Dice::u16));
        for uid in 0..count {
            Weights::<Test>::insert(index, uid, random_row(dice, count));
            let bonds = random_row(dice, count);
            if !bonds.is_empty() {
                Bonds::<Test>::insert(index, uid, bonds);
            }
        }
    }
    netuid
}

/// Trims a random subnet. Whether it was possible.
fn trim_one(dice: &mut Dice) -> bool {
    let netuid = random_subnet(dice);
    let before = neurons(netuid);
    let places = dice.within(0..=before.len() as u64 + 2) as u16;
    let protected = SubtensorModule::owner_immune_uids(netuid);
    let immune: Vec<_> = (0u16..)
        .zip(&before)
        .filter(|(uid, neuron)| protected.contains(uid) || 10 - neuron.registered < 5)
        .map(|(_, neuron)| neuron.hotkey.clone())
        .collect();
    let (root, most) = (state_root(), MaxAllowedUids::<Test>::get(netuid));
    if let Err(reason) = with_storage_layer(|| trim(netuid, places)) {
        assert_eq!(state_root(), root, "{reason:?} left a trace");
        let fits = (MinAllowedUids::<Test>::get(netuid)..=most).contains(&places);
        let too_many = immune.len() * 5 >= usize::from(places) * 4;
        assert!(!fits || too_many, "{reason:?}");
        return false;
    }
    assert_eq!(neurons(netuid), trimmed(before, &immune, places.into()));
    assert_eq!(MaxAllowedUids::<Test>::get(netuid), places);
    check_invariants();
    true
}

#[test]
fn trimming_does_what_one_would_do_by_hand() {
    let mut dice = Dice::new(1);
    let possible = (0..400)
        .filter(|_| new_test_ext().execute_with(|| trim_one(&mut dice)))
        .count();
    assert!(possible > 100, "{possible} of 400 were possible");
}
