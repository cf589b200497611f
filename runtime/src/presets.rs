//! The genesis of the built-in chains.
//!
//! | preset | authorities | block time | values |
//! |---|---|---|---|
//! | `dev` | `//One` | 250 ms | fast |
//! | `dev-12s` | `//One` | 12 s | production |
//! | `local` | `//One`, `//Two`, `//Three` | 12 s | production |
//! | `local-fast` | `//One`, `//Two`, `//Three` | 250 ms | fast |
//!
//! All of them are for development: their keys are public. `//Alice` is the sudo key and owns
//! subnets 0 and 1. She is never an authority, because authors earn the fees and clients check her
//! balance to the rao.

use crate::{
    AccountId, AuraConfig, Balance, BalancesConfig, ChainSettingsConfig, GrandpaConfig,
    LimitOrders, RuntimeGenesisConfig, SubtensorModuleConfig, SudoConfig,
    config::money::EXISTENTIAL_DEPOSIT,
};
use alloc::{format, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use pallet_chain_settings::{LOCAL_CHAIN_ID, PRODUCTION_BLOCK_TIME_MS};
use serde_json::Value;
use sp_core::{Pair, ed25519, hex2array, sr25519};
use sp_genesis_builder::PresetId;

/// One authority, blocks of 250 ms.
pub const DEV: &str = "dev";
/// One authority, blocks of 12 s.
pub const DEV_12S: &str = "dev-12s";
/// Three authorities, blocks of 12 s.
pub const LOCAL: &str = "local";
/// Three authorities, blocks of 250 ms.
pub const LOCAL_FAST: &str = "local-fast";

/// Block time of a fast chain, in milliseconds.
const FAST_BLOCK_TIME_MS: u64 = 250;

/// The seed of the public development phrase, which `//Alice` and her like are derived from.
const DEV_SEED: &str = "0xfac7959dbfe72f052e5a0c3c8d6530f202b02fd8f9f5ca3580ec8deb7797479e";

/// A million TAO, in rao.
const MILLION_TAO: Balance = 1_000_000_000_000_000;
/// Two thousand TAO, in rao.
const TWO_THOUSAND_TAO: Balance = 2_000_000_000_000;

/// EVM development accounts (Alith and Baltathar), which hold two thousand TAO each.
const EVM_ENDOWED: [[u8; 20]; 2] = [
    hex2array!("f24ff3a9cf04c71dbc94d0b566f7a27b94566cac"),
    hex2array!("3cd0a705a2dc65e5b1e1205896baa2be8a07c6e0"),
];

/// Who holds how much at genesis, by the name of the development key.
const ENDOWED: [(&str, Balance); 9] = [
    ("Alice", MILLION_TAO),
    ("Bob", MILLION_TAO),
    ("Charlie", MILLION_TAO),
    ("Dave", TWO_THOUSAND_TAO),
    ("Eve", TWO_THOUSAND_TAO),
    ("Ferdie", TWO_THOUSAND_TAO),
    ("One", TWO_THOUSAND_TAO),
    ("Two", TWO_THOUSAND_TAO),
    ("Three", TWO_THOUSAND_TAO),
];

/// Names of the presets.
pub fn names() -> Vec<PresetId> {
    [DEV, DEV_12S, LOCAL, LOCAL_FAST]
        .into_iter()
        .map(PresetId::from)
        .collect()
}

/// The genesis configuration of a preset as JSON, to be merged into the default configuration;
/// `None` for an unknown name.
pub fn get(id: &PresetId) -> Option<Vec<u8>> {
    let patch = match id.as_str() {
        DEV => genesis(&["One"], Pace::Fast),
        DEV_12S => genesis(&["One"], Pace::Production),
        LOCAL => genesis(&["One", "Two", "Three"], Pace::Production),
        LOCAL_FAST => genesis(&["One", "Two", "Three"], Pace::Fast),
        _ => return None,
    }?;
    serde_json::to_vec(&patch).ok()
}

/// How fast a chain runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    Production,
    Fast,
}

impl Pace {
    fn block_time_ms(self) -> u64 {
        match self {
            Pace::Production => PRODUCTION_BLOCK_TIME_MS,
            Pace::Fast => FAST_BLOCK_TIME_MS,
        }
    }
}

/// A development chain whose blocks the named keys author and finalise.
fn genesis(authorities: &[&str], pace: Pace) -> Option<Value> {
    let alice = account("Alice")?;
    let mut aura = Vec::with_capacity(authorities.len());
    let mut grandpa = Vec::with_capacity(authorities.len());
    for name in authorities {
        aura.push(key::<sr25519::Pair>(name)?.into());
        grandpa.push((key::<ed25519::Pair>(name)?.into(), 1));
    }
    Some(build_struct_json_patch!(RuntimeGenesisConfig {
        balances: BalancesConfig {
            balances: balances()?,
        },
        aura: AuraConfig { authorities: aura },
        grandpa: GrandpaConfig {
            authorities: grandpa,
        },
        sudo: SudoConfig {
            key: Some(alice.clone()),
        },
        chain_settings: ChainSettingsConfig {
            block_time: pace.block_time_ms(),
            fast_values: pace == Pace::Fast,
            chain_id: LOCAL_CHAIN_ID,
        },
        subtensor_module: SubtensorModuleConfig {
            subnet_owner: Some((alice, account("Alice_hk")?)),
        },
    }))
}

/// What every account holds.
fn balances() -> Option<Vec<(AccountId, Balance)>> {
    let mut balances = vec![];
    for (name, amount) in ENDOWED {
        balances.push((account(name)?, amount));
    }
    for address in EVM_ENDOWED {
        balances.push((evm_account(address), TWO_THOUSAND_TAO));
    }
    // Keeps the account alive that batches go through, so that they can spend all they collect.
    balances.push((LimitOrders::account(), EXISTENTIAL_DEPOSIT));
    Some(balances)
}

/// The account of the sr25519 development key `//name`.
fn account(name: &str) -> Option<AccountId> {
    key::<sr25519::Pair>(name).map(AccountId::from)
}

/// The public development key `//name`.
fn key<P: Pair>(name: &str) -> Option<P::Public> {
    P::from_string(&format!("{DEV_SEED}//{name}"), None)
        .ok()
        .map(|pair| pair.public())
}

/// The account that an EVM address acts as.
fn evm_account(address: [u8; 20]) -> AccountId {
    let preimage = [b"evm:".as_slice(), &address].concat();
    sp_crypto_hashing::blake2_256(&preimage).into()
}
