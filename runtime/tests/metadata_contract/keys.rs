//! Storage keys: the vectors of the specification (storage section 1).

use codec::Encode;
use myelin_runtime::{AccountId, Runtime};
use myelin_types::{
    NetUid,
    frozen::{Hyperparameter, RateLimitKey},
};
use pallet_subtensor as subtensor;
use sp_core::bytes::to_hex;
use sp_crypto_hashing::twox_128;
use sp_keyring::Sr25519Keyring;

const ONE: NetUid = NetUid(1);
const PREFIX: &str = "0x658faa385070e074c85bf6b568cf0555";
const ALICE: &str = "de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d";
const BOB: &str = "4f9aea1afa791265fae359272badc1cf8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48";

fn alice() -> AccountId {
    Sr25519Keyring::Alice.to_account_id()
}

fn bob() -> AccountId {
    Sr25519Keyring::Bob.to_account_id()
}

fn hex(key: &[u8]) -> String {
    to_hex(key, false)
}

#[test]
fn a_value_lies_at_the_hashes_of_its_pallet_and_its_name() {
    assert_eq!(
        hex(&subtensor::TotalIssuance::<Runtime>::hashed_key()),
        format!("{PREFIX}57c875e4cff74148e4628f264b974c80")
    );
}

#[test]
fn netuids_and_uids_are_appended_as_they_are() {
    assert_eq!(
        hex(&subtensor::Tempo::<Runtime>::hashed_key_for(ONE)),
        format!("{PREFIX}7641384bb339f3758acddfd7053d33170100")
    );
    assert_eq!(
        hex(&subtensor::Keys::<Runtime>::hashed_key_for(ONE, 0)),
        format!("{PREFIX}9f99a2ce711f3a31b2fc05604c93f17901000000")
    );
}

#[test]
fn accounts_follow_their_blake2_hash() {
    assert_eq!(
        hex(&subtensor::Owner::<Runtime>::hashed_key_for(alice())),
        format!("{PREFIX}eca6b7a1fdc9f689184ecb4f359c0518{ALICE}")
    );
    assert_eq!(
        hex(&subtensor::Uids::<Runtime>::hashed_key_for(ONE, alice())),
        format!("{PREFIX}aab1b4e78e1ea8305462ee53b3686dc80100{ALICE}")
    );
    assert_eq!(
        hex(&subtensor::AlphaV2::<Runtime>::hashed_key_for((
            alice(),
            bob(),
            ONE
        ))),
        format!("{PREFIX}421d8174603a6a6036511a7619b402f0{ALICE}{BOB}0100")
    );
}

#[test]
fn the_few_netuids_that_are_hashed_follow_their_hash() {
    assert_eq!(
        hex(&subtensor::LiquidAlphaOn::<Runtime>::hashed_key_for(ONE)),
        format!("{PREFIX}06fbf32f30ce60050a34378b09c777d0ead9a09ae23f059006f2bea50e245ff40100")
    );
    assert_eq!(
        hex(&subtensor::RevealPeriodEpochs::<Runtime>::hashed_key_for(
            ONE
        )),
        format!("{PREFIX}8f232bcbac768c1d6201850c60f161edf1577fbf1d628fdd0100")
    );
    assert_eq!(
        hex(&pallet_swap::FeeRate::<Runtime>::hashed_key_for(ONE)),
        "0x746cc6d1e9dbcf1d03868e492c1d836e9e110c291062e3d22e10ec17c4e83ebdf1577fbf1d628fdd0100"
    );
}

#[test]
fn a_rate_limit_key_is_appended_as_its_scale_bytes() {
    let key = RateLimitKey::OwnerHyperparamUpdate(ONE, Hyperparameter::Rho);
    assert_eq!(key.encode(), [1, 1, 0, 8]);
    assert_eq!(
        hex(&subtensor::LastRateLimitedBlock::<Runtime>::hashed_key_for(
            key
        )),
        format!("{PREFIX}7e1acdaa2002f0505824e25a590c1b7101010008")
    );
}

#[test]
fn every_pallet_keeps_its_prefix() {
    for (pallet, prefix) in [
        ("SubtensorModule", &PREFIX[2..]),
        ("AlphaAssets", "22675d5b0c6bb35f892f28ed2a462afd"),
        ("Proxy", "1809d78346727a0ef58c0fa03bafa323"),
    ] {
        assert_eq!(hex(&twox_128(pallet.as_bytes()))[2..], *prefix, "{pallet}");
    }
}
