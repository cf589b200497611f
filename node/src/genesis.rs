//! The first state of a chain.
//!
//! The stock chain specification compiles the runtime twice to build its genesis, with executors
//! of its own. Here the node's executor does it, so that the runtime is compiled once at the very
//! first start and never again thanks to the executor's cache.

use codec::{Decode, Encode};
use sc_service::ChainSpec;
use serde_json::Value;
use sp_core::traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode};
use sp_state_machine::BasicExternalities;
use sp_storage::{Storage, well_known_keys};

use crate::{
    chain_spec::{self, Chain},
    error::Error,
    executor::Executor,
};

/// The genesis state of `chain`, whose specification is `specification`.
///
/// # Errors
///
/// When the runtime refuses the genesis configuration, or a file cannot be read.
pub fn storage(
    chain: &Chain,
    specification: &dyn ChainSpec,
    executor: &Executor,
) -> Result<Storage, Error> {
    match chain {
        Chain::BuiltIn(built_in) => {
            build(executor, chain_spec::code()?, built_in.genesis_patch()?).map_err(Error::Input)
        }
        Chain::File(path) => specification
            .as_storage_builder()
            .build_storage()
            .map_err(|cause| Error::Input(format!("{}: {cause}", path.display()))),
    }
}

/// Lets the runtime `code` build the state of its default configuration with `patch` applied.
fn build(executor: &Executor, code: &[u8], patch: Value) -> Result<Storage, String> {
    let fetcher = WrappedRuntimeCode(code.into());
    let runtime = RuntimeCode {
        code_fetcher: &fetcher,
        heap_pages: None,
        hash: sp_io::hashing::blake2_256(code).to_vec(),
    };
    let mut state = BasicExternalities::new_empty();
    let mut call = |function: &str, argument: Vec<u8>| {
        executor
            .call(
                &mut state,
                &runtime,
                function,
                &argument,
                CallContext::Offchain,
            )
            .0
            .map_err(|cause| format!("{function}: {cause}"))
    };

    let default = call("GenesisBuilder_get_preset", None::<String>.encode())?;
    let default: Option<Vec<u8>> = decode(&default)?;
    let default = default.ok_or("the runtime has no default genesis configuration")?;
    let mut config: Value = serde_json::from_slice(&default).map_err(|cause| cause.to_string())?;
    sc_chain_spec::json_merge(&mut config, patch);

    let built = call(
        "GenesisBuilder_build_state",
        config.to_string().into_bytes().encode(),
    )?;
    decode::<Result<(), String>>(&built)??;

    let mut storage = state.into_storages();
    storage
        .top
        .insert(well_known_keys::CODE.to_vec(), code.to_vec());
    Ok(storage)
}

fn decode<T: Decode>(bytes: &[u8]) -> Result<T, String> {
    T::decode(&mut &bytes[..]).map_err(|cause| cause.to_string())
}
