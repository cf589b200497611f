//! Lets an epoch pay exactly what a test wants, to a subnet in a known state.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};

use crate::{mock::*, pallet::*};

pub const BILLION: u64 = 1_000_000_000;

/// What the reference's tests call close: a few roundings.
#[track_caller]
pub fn assert_close(found: u64, expected: u64, tolerance: u64) {
    assert!(
        found.abs_diff(expected) <= tolerance,
        "{found} is not {expected} (±{tolerance})"
    );
}

pub fn held(netuid: NetUid, coldkey: u64, hotkey: u64) -> u64 {
    SubtensorModule::stake_of(&account(hotkey), &account(coldkey), netuid).to_u64()
}

/// A subnet that emits nothing by itself, so that an epoch pays what a test sets. Root counts for
/// nothing. Its owner, account 1 with hotkey 2, has uid 0 but no stake.
pub fn quiet_subnet() -> NetUid {
    TaoWeight::<Test>::put(0);
    let netuid = add_unstarted_network(&account(1), &account(2));
    CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
    WeightsSetRateLimit::<Test>::insert(netuid, 0);
    netuid
}

/// Gives every neuron a validator permit, as an earlier epoch would have.
pub fn permit_all(netuid: NetUid) {
    ValidatorPermit::<Test>::mutate(netuid, |permits| permits.fill(true));
}

/// Gives `alpha` to a position without going through the pool. On root it is TAO.
pub fn grant(netuid: NetUid, coldkey: u64, hotkey: u64, alpha: u64) {
    let (hotkey, coldkey) = (account(hotkey), account(coldkey));
    SubtensorModule::increase_one(&hotkey, &coldkey, netuid, AlphaBalance(alpha));
    if netuid.is_root() {
        SubtensorModule::root_stake_added(&hotkey, &coldkey, AlphaBalance(alpha));
    }
    SubnetAlphaOut::<Test>::mutate(netuid, |out| *out = out.saturating_add(alpha.into()));
}

/// What an epoch is to pay.
#[derive(Clone, Copy, Default)]
pub struct Collected {
    pub server: u64,
    pub validator: u64,
    pub root: u64,
    pub owner: u64,
}

/// Miners and validators get this much each.
pub fn for_both(amount: u64) -> Collected {
    Collected {
        server: amount,
        validator: amount,
        ..Default::default()
    }
}

/// Lets the epoch of the next block pay this.
pub fn pay(netuid: NetUid, collected: Collected) {
    let Collected {
        server,
        validator,
        root,
        owner,
    } = collected;
    PendingServerEmission::<Test>::insert(netuid, AlphaBalance(server));
    PendingValidatorEmission::<Test>::insert(netuid, AlphaBalance(validator));
    PendingRootAlphaDivs::<Test>::insert(netuid, AlphaBalance(root));
    PendingOwnerCut::<Test>::insert(netuid, AlphaBalance(owner));
    SubtensorModule::mint_alpha_out(netuid, AlphaBalance(server + validator + root + owner));
    let next = u64::from(block()) + 1;
    PendingEpochAt::<Test>::insert(netuid, next);
    run_blocks(1);
    assert_eq!(LastEpochBlock::<Test>::get(netuid), next);
}

/// Makes a coldkey the owner of a hotkey that is no neuron.
pub fn pair(coldkey: u64, hotkey: u64) {
    assert_ok!(SubtensorModule::try_associate_hotkey(
        signed(&account(coldkey)),
        account(hotkey)
    ));
}

/// A validator, account 10 with hotkey 11 and uid 1, that gives all its weight to `uid`.
pub fn validator_for(netuid: NetUid, uid: u16) {
    register_neuron(netuid, &account(10), &account(11));
    grant(netuid, 10, 11, BILLION);
    ValidatorPermit::<Test>::mutate(netuid, |permits| permits[1] = true);
    let target = NetUidStorageIndex::main(netuid);
    Weights::<Test>::insert(target, 1, vec![(uid, u16::MAX)]);
}

/// Lets the weights of a mechanism count: they are younger than every neuron.
pub fn touch_weights(netuid: NetUid) {
    run_blocks(1);
    for index in SubtensorModule::mechanism_indices(netuid) {
        SubtensorModule::set_last_update(index, 1);
    }
}

/// All alpha that stakers hold on a subnet.
pub fn positions_of(netuid: NetUid) -> u64 {
    TotalHotkeyAlpha::<Test>::iter()
        .filter(|(_, n, _)| *n == netuid)
        .map(|(_, _, total)| total.to_u64())
        .sum()
}
