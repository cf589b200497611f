//! Subnets whose dividends all go to root, and what they have earned for its stakers.

use myelin_types::{AlphaBalance, NetUid, frozen::RootClaimTypeEnum};
use substrate_fixed::types::I96F32;

use super::paying::*;
use crate::{mock::*, pallet::*};

/// A subnet whose only validator is the owner's hotkey, account 2, which has no alpha: all
/// dividends are those of root. Blocks claim nothing by themselves.
pub fn subnet_of_root_stakers() -> NetUid {
    let netuid = quiet_subnet();
    TaoWeight::<Test>::put(u64::MAX);
    Delegates::<Test>::insert(account(2), 11_796);
    NumRootClaim::<Test>::put(0);
    netuid
}

/// Root dividends of `amount` before the take, through an epoch.
pub fn distribute(netuid: NetUid, amount: u64) {
    let root_alone = Collected {
        root: amount,
        ..Default::default()
    };
    pay(netuid, root_alone);
}

/// Fresh root dividends for those who stake to a hotkey, without an epoch.
pub fn grant_dividends(netuid: NetUid, hotkey: u64, amount: u64) {
    let hotkey = account(hotkey);
    SubtensorModule::mint_alpha_out(netuid, AlphaBalance(amount));
    let stake = SubtensorModule::stake_of_hotkey(&hotkey, NetUid::ROOT);
    assert!(
        SubtensorModule::add_root_claimable(&hotkey, netuid, AlphaBalance(amount), stake),
        "there is at least as much root stake as dividend"
    );
}

/// What a hotkey has earned on a subnet for each rao of root stake.
pub fn rate_of(netuid: NetUid, hotkey: u64) -> I96F32 {
    RootClaimable::<Test>::get(account(hotkey))
        .get(&netuid)
        .copied()
        .unwrap_or_default()
}

/// What a coldkey could claim under a hotkey, in whole rao.
pub fn owed_under(netuid: NetUid, coldkey: u64, hotkey: u64) -> u64 {
    let claimed = claimed_under(netuid, coldkey, hotkey);
    let stake = held(NetUid::ROOT, coldkey, hotkey);
    myelin_emission::owed(rate_of(netuid, hotkey), stake, claimed).saturating_to_num()
}

/// What a coldkey could claim under hotkey 2, in whole rao.
pub fn owed(netuid: NetUid, coldkey: u64) -> u64 {
    owed_under(netuid, coldkey, 2)
}

/// What a coldkey has claimed, or has no claim to, under a hotkey.
pub fn claimed_under(netuid: NetUid, coldkey: u64, hotkey: u64) -> u128 {
    RootClaimed::<Test>::get((netuid, account(hotkey), account(coldkey)))
}

/// Stakes fresh TAO to hotkey 2 on root.
pub fn stake_on_root(coldkey: u64, amount: u64) {
    stake(NetUid::ROOT, &account(coldkey), &account(2), amount);
}

/// Takes TAO staked to hotkey 2 off root.
pub fn leave_root(coldkey: u64, amount: u64) {
    frame_support::assert_ok!(SubtensorModule::remove_stake(
        signed(&account(coldkey)),
        account(2),
        NetUid::ROOT,
        AlphaBalance(amount)
    ));
}

/// Claims of one subnet.
pub fn claim(netuid: NetUid, coldkey: u64) {
    frame_support::assert_ok!(SubtensorModule::claim_root(
        signed(&account(coldkey)),
        [netuid].into()
    ));
}

/// Chooses what becomes of root dividends.
pub fn choose(coldkey: u64, choice: RootClaimTypeEnum) {
    frame_support::assert_ok!(SubtensorModule::set_root_claim_type(
        signed(&account(coldkey)),
        choice
    ));
}

/// How often root dividends were claimed for a coldkey since the events were forgotten.
pub fn claims_of(coldkey: u64) -> usize {
    let claimed = Event::RootClaimed {
        coldkey: account(coldkey),
    };
    pallet_events()
        .into_iter()
        .filter(|event| *event == claimed)
        .count()
}
