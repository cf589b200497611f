//! Answers to the runtime APIs.

mod agreement;
mod commits;
mod delegates;
mod eligibility;
mod epochs;
mod hyperparams;
mod metagraph;
mod neurons;
mod pages;
mod stake;
mod subnets;

use myelin_types::NetUid;
use sp_runtime::AccountId32;

use crate::mock::*;

/// The owner of the subnet of [`subnet_with_miner`].
const OWNER: u64 = 1;
/// The owner's hotkey, uid 0.
const OWNER_HOTKEY: u64 = 2;
/// The coldkey of the miner.
const MINER: u64 = 3;
/// The miner, uid 1.
const MINER_HOTKEY: u64 = 4;

/// A subnet that does not exist.
const NOWHERE: NetUid = NetUid(999);

/// The account to which nobody has a key.
const NOBODY: AccountId32 = AccountId32::new([0; 32]);

/// A started subnet with its owner and one more neuron.
fn subnet_with_miner() -> NetUid {
    let netuid = add_network(&account(OWNER), &account(OWNER_HOTKEY));
    assert_eq!(
        register_neuron(netuid, &account(MINER), &account(MINER_HOTKEY)),
        1
    );
    netuid
}
