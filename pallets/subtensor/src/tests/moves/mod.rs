//! Stake between two pools of 100 TAO and 100 alpha: what arrives, and what is undone.

mod arrivals;
mod undone;

use myelin_types::{AlphaBalance, NetUid};
use sp_runtime::DispatchResult;

use crate::{mock::*, pallet::*};

/// Two started subnets with the hotkeys 2 and 4 of their owners, 1 and 3.
fn two_pools() -> (NetUid, NetUid) {
    let first = add_network(&account(1), &account(2));
    let second = add_network(&account(3), &account(4));
    for netuid in [first, second] {
        set_reserves(netuid, 100 * UNIT, 100 * UNIT);
    }
    (first, second)
}

fn send(coldkey: u64, call: Call<Test>) -> DispatchResult {
    dispatch(signed(&account(coldkey)), call)
}

fn move_stake(hotkeys: (u64, u64), netuids: (NetUid, NetUid), alpha: u64) -> Call<Test> {
    Call::move_stake {
        origin_hotkey: account(hotkeys.0),
        destination_hotkey: account(hotkeys.1),
        origin_netuid: netuids.0,
        destination_netuid: netuids.1,
        alpha_amount: AlphaBalance(alpha),
    }
}

fn swap_stake(hotkey: u64, netuids: (NetUid, NetUid), alpha: u64) -> Call<Test> {
    Call::swap_stake {
        hotkey: account(hotkey),
        origin_netuid: netuids.0,
        destination_netuid: netuids.1,
        alpha_amount: AlphaBalance(alpha),
    }
}

fn transfer_stake(receiver: u64, hotkey: u64, netuids: (NetUid, NetUid), alpha: u64) -> Call<Test> {
    Call::transfer_stake {
        destination_coldkey: account(receiver),
        hotkey: account(hotkey),
        origin_netuid: netuids.0,
        destination_netuid: netuids.1,
        alpha_amount: AlphaBalance(alpha),
    }
}
