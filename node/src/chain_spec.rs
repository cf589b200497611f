//! The built-in chains and chain-spec files (spec: runtime-and-node.md section 11).

use std::path::{Path, PathBuf};

use myelin_runtime::{WASM_BINARY, opaque::Block, presets};
use sc_service::{ChainType, GenericChainSpec, Properties};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sp_core::crypto::{AccountId32, Ss58Codec};

use crate::error::Error;

/// Name that clients read with `system_chain`.
const NAME: &str = "Bittensor";

/// Identifier of every built-in chain; it names the folder below the base path.
pub const ID: &str = "bittensor";

/// Names an account (SS58) that the built-in chains endow with 1 000 000 TAO.
const TOKEN_WALLET: &str = "BT_DEFAULT_TOKEN_WALLET";

/// What the account of [`TOKEN_WALLET`] owns, in rao.
const TOKEN_WALLET_RAO: u64 = 1_000_000_000_000_000;

/// A chain whose genesis the runtime knows by name.
#[derive(Debug, PartialEq, Eq)]
pub struct BuiltIn {
    /// Value of `--chain` and name of the runtime's genesis preset.
    pub name: &'static str,
    /// What it is, for people.
    about: &'static str,
}

/// All built-in chains.
const BUILT_IN: [BuiltIn; 4] = [
    BuiltIn {
        name: presets::DEV,
        about: "one authority, 250 ms blocks",
    },
    BuiltIn {
        name: presets::DEV_12S,
        about: "one authority, 12 s blocks",
    },
    BuiltIn {
        name: presets::LOCAL,
        about: "three authorities, 12 s blocks",
    },
    BuiltIn {
        name: presets::LOCAL_FAST,
        about: "three authorities, 250 ms blocks",
    },
];

/// The values of `--chain`, for messages and the help text.
pub fn choices() -> String {
    let listed: Vec<_> = BUILT_IN
        .iter()
        .map(|chain| format!("{} ({})", chain.name, chain.about))
        .collect();
    format!("{}, or the path of a chain-spec file", listed.join(", "))
}

/// Optional data of a chain specification.
#[derive(Default, Clone, Serialize, Deserialize, sc_chain_spec::ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
    /// Block numbers with the only accepted hash.
    pub fork_blocks: sc_client_api::ForkBlocks<Block>,
    /// Hashes that are never accepted.
    pub bad_blocks: sc_client_api::BadBlocks<Block>,
}

/// Chain specification of this node.
pub type ChainSpec = GenericChainSpec<Extensions>;

/// A chain the node can work on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chain {
    /// One of the chains this binary knows.
    BuiltIn(&'static BuiltIn),
    /// A chain-spec file.
    File(PathBuf),
}

impl Chain {
    /// Reads the value of `--chain`; empty means that it was not given.
    ///
    /// # Errors
    ///
    /// Names the choices when nothing fits.
    pub fn parse(value: &str) -> Result<Self, Error> {
        if value.is_empty() {
            return Err(Error::NoChain);
        }
        if let Some(chain) = BUILT_IN.iter().find(|chain| chain.name == value) {
            return Ok(Self::BuiltIn(chain));
        }
        if Path::new(value).is_file() {
            return Ok(Self::File(value.into()));
        }
        Err(Error::UnknownChain(value.into()))
    }

    /// The chain specification.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or [`TOKEN_WALLET`] does not hold an account.
    pub fn load(&self) -> Result<ChainSpec, Error> {
        match self {
            Self::BuiltIn(chain) => chain.specification(),
            Self::File(path) => ChainSpec::from_json_file(path.clone()).map_err(|cause| {
                Error::Input(format!(
                    "{cause}: make a chain-spec file with `myelin-node build-spec --chain <CHAIN>`"
                ))
            }),
        }
    }
}

impl BuiltIn {
    fn specification(&self) -> Result<ChainSpec, Error> {
        Ok(ChainSpec::builder(code()?, Extensions::default())
            .with_name(NAME)
            .with_id(ID)
            .with_protocol_id(ID)
            .with_chain_type(ChainType::Local)
            .with_properties(properties())
            .with_genesis_config_patch(self.genesis_patch()?)
            .build())
    }

    /// The runtime's preset of this chain, with the account of [`TOKEN_WALLET`] added.
    ///
    /// # Errors
    ///
    /// When that variable does not hold an account.
    pub fn genesis_patch(&self) -> Result<Value, Error> {
        let preset = presets::get(&self.name.into())
            .ok_or_else(|| Error::Input(format!("the runtime has no preset `{}`", self.name)))?;
        let mut patch = serde_json::from_slice(&preset)
            .map_err(|cause| Error::Input(format!("preset `{}`: {cause}", self.name)))?;
        if let Some(account) = std::env::var_os(TOKEN_WALLET) {
            endow(&mut patch, &account.to_string_lossy())?;
        }
        Ok(patch)
    }
}

/// The runtime built into this binary.
///
/// # Errors
///
/// When the binary was built with `SKIP_WASM_BUILD`.
pub fn code() -> Result<&'static [u8], Error> {
    WASM_BINARY.ok_or_else(|| {
        Error::Input(
            "this binary holds no runtime: build it again without SKIP_WASM_BUILD, or pass --chain \
             with a raw chain-spec file"
                .into(),
        )
    })
}

/// What wallets show: ss58 prefix 42, nine decimals, TAO.
fn properties() -> Properties {
    let mut properties = Properties::new();
    properties.insert("ss58Format".into(), 42.into());
    properties.insert("tokenDecimals".into(), 9.into());
    properties.insert("tokenSymbol".into(), "TAO".into());
    properties
}

/// Gives `account` (SS58) [`TOKEN_WALLET_RAO`] in the genesis balances.
fn endow(patch: &mut Value, account: &str) -> Result<(), Error> {
    let account = AccountId32::from_ss58check(account).map_err(|cause| {
        Error::Input(format!(
            "{TOKEN_WALLET} must hold an SS58 address, not `{account}`: {cause}"
        ))
    })?;
    // As the preset writes it, whatever network prefix was given.
    let account = account.to_ss58check();
    let balances = patch
        .pointer_mut("/balances/balances")
        .and_then(Value::as_array_mut)
        .ok_or_else(|| Error::Input("the genesis preset lists no balances".into()))?;
    balances.retain(|entry| entry.get(0).and_then(Value::as_str) != Some(&account));
    balances.push(json!([account, TOKEN_WALLET_RAO]));
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )]

    use super::*;

    const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";

    #[test]
    fn every_built_in_chain_is_found_by_its_name() {
        for chain in &BUILT_IN {
            assert_eq!(Chain::parse(chain.name).unwrap(), Chain::BuiltIn(chain));
        }
    }

    #[test]
    fn no_chain_is_refused_with_the_choices() {
        let text = Chain::parse("").unwrap_err().to_string();
        assert!(text.starts_with("no chain given"), "{text}");
        assert!(
            text.contains("dev-12s (one authority, 12 s blocks)"),
            "{text}"
        );
    }

    #[test]
    fn a_name_that_is_neither_chain_nor_file_is_refused_with_the_choices() {
        let text = Chain::parse("finney").unwrap_err().to_string();
        assert!(
            text.contains("`finney`") && text.contains("local-fast"),
            "{text}"
        );
    }

    #[test]
    fn the_token_wallet_joins_the_balances() {
        let mut patch = json!({ "balances": { "balances": [[ALICE, 5]] } });
        endow(&mut patch, BOB).unwrap();
        let expected = json!([[ALICE, 5], [BOB, TOKEN_WALLET_RAO]]);
        assert_eq!(patch["balances"]["balances"], expected);
    }

    #[test]
    fn a_token_wallet_that_exists_is_not_listed_twice() {
        let mut patch = json!({ "balances": { "balances": [[ALICE, 5]] } });
        endow(&mut patch, ALICE).unwrap();
        assert_eq!(
            patch["balances"]["balances"],
            json!([[ALICE, TOKEN_WALLET_RAO]])
        );
    }

    #[test]
    fn a_token_wallet_that_is_no_address_is_refused() {
        let mut patch = json!({ "balances": { "balances": [] } });
        let text = endow(&mut patch, "Alice").unwrap_err().to_string();
        assert!(
            text.contains(TOKEN_WALLET) && text.contains("`Alice`"),
            "{text}"
        );
    }

    #[test]
    fn every_built_in_chain_has_a_preset_with_balances() {
        for chain in &BUILT_IN {
            let patch = chain.genesis_patch().unwrap();
            let balances = patch
                .pointer("/balances/balances")
                .and_then(Value::as_array);
            assert!(!balances.unwrap().is_empty(), "{}", chain.name);
        }
    }

    #[test]
    fn the_properties_are_those_that_wallets_read() {
        let properties = properties();
        assert_eq!(properties["ss58Format"], 42);
        assert_eq!(properties["tokenDecimals"], 9);
        assert_eq!(properties["tokenSymbol"], "TAO");
    }
}
