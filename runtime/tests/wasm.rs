//! The WASM binary itself: one binary starts slow and fast chains.
//!
//! Needs the binary, so that these tests do nothing in a build with `SKIP_WASM_BUILD`.

use codec::{Decode, Encode};
use frame_metadata::{RuntimeMetadata, RuntimeMetadataPrefixed};
use frame_metadata_hash_extension::CheckMetadataHash;
use myelin_runtime::{
    AccountId, RuntimeCall, UncheckedExtrinsic, WASM_BINARY, extensions::tx_extension,
};
use sc_chain_spec::GenesisConfigBuilderRuntimeCaller;
use sc_executor::WasmExecutor;
use sp_core::{
    OpaqueMetadata,
    traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_io::{SubstrateHostFunctions, TestExternalities};
use sp_runtime::{
    MultiAddress, MultiSignature,
    generic::Era,
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidity},
};
use std::sync::LazyLock;

/// What the node offers to the binary.
type HostFunctions = (
    SubstrateHostFunctions,
    myelin_runtime::curve::beacon_curve::HostFunctions,
);

/// The binary, unless the build was told to leave it out.
fn binary() -> Option<&'static [u8]> {
    assert!(
        WASM_BINARY.is_some() || std::env::var_os("SKIP_WASM_BUILD").is_some(),
        "the runtime was built without its WASM binary"
    );
    WASM_BINARY
}

/// Asks the binary for presets and for the state they start with.
static PRESETS: LazyLock<GenesisConfigBuilderRuntimeCaller<'static>> =
    LazyLock::new(|| GenesisConfigBuilderRuntimeCaller::new(WASM_BINARY.unwrap_or_default()));

/// The state in which the binary starts a chain of this preset.
fn genesis(preset: &str) -> TestExternalities {
    PRESETS
        .get_storage_for_named_preset(Some(&preset.into()))
        .expect("the binary knows the preset")
        .into()
}

/// Calls a runtime API of the binary on a state.
fn call(wasm: &[u8], state: &mut TestExternalities, method: &str, arguments: &[u8]) -> Vec<u8> {
    static EXECUTOR: LazyLock<WasmExecutor<HostFunctions>> =
        LazyLock::new(|| WasmExecutor::builder().build());
    let code = RuntimeCode {
        code_fetcher: &WrappedRuntimeCode(wasm.into()),
        heap_pages: None,
        hash: sp_crypto_hashing::blake2_256(wasm).to_vec(),
    };
    EXECUTOR
        .call(
            &mut state.ext(),
            &code,
            method,
            arguments,
            CallContext::Offchain,
        )
        .0
        .expect("the call returns")
}

/// The value of a constant in the metadata of version 15 that the binary answers with.
fn constant(wasm: &[u8], state: &mut TestExternalities, pallet: &str, name: &str) -> Vec<u8> {
    let answer = call(wasm, state, "Metadata_metadata_at_version", &15u32.encode());
    let opaque = Option::<OpaqueMetadata>::decode(&mut answer.as_slice())
        .expect("the answer decodes")
        .expect("version 15 is served");
    let metadata =
        RuntimeMetadataPrefixed::decode(&mut opaque.as_slice()).expect("the metadata decodes");
    let RuntimeMetadata::V15(metadata) = metadata.1 else {
        panic!("this is not version 15");
    };
    metadata
        .pallets
        .into_iter()
        .find(|entry| entry.name == pallet)
        .expect("the pallet is there")
        .constants
        .into_iter()
        .find(|constant| constant.name == name)
        .expect("the constant is there")
        .value
}

#[test]
fn the_same_binary_starts_chains_of_twelve_seconds_and_of_a_quarter_second() {
    let Some(wasm) = binary() else { return };
    for (preset, slot, tempo) in [("dev", 250u64, 10u16), ("dev-12s", 12_000, 360)] {
        let mut state = genesis(preset);
        let duration = call(wasm, &mut state, "AuraApi_slot_duration", &[]);
        assert_eq!(duration, slot.encode(), "{preset}");
        let shown = constant(wasm, &mut state, "Aura", "SlotDuration");
        assert_eq!(shown, slot.encode(), "{preset}");
        let shown = constant(wasm, &mut state, "SubtensorModule", "InitialTempo");
        assert_eq!(shown, tempo.encode(), "{preset}");
    }
}

#[test]
fn the_binary_knows_every_preset() {
    if binary().is_none() {
        return;
    }
    let names = PRESETS.preset_names().expect("the binary answers");
    assert_eq!(names, myelin_runtime::presets::names());
    for name in names {
        genesis(&name);
    }
}

#[test]
fn the_binary_and_the_native_code_serve_the_same_metadata() {
    let Some(wasm) = binary() else { return };
    let mut state = TestExternalities::default();
    for version in myelin_runtime::metadata::versions() {
        let answer = call(
            wasm,
            &mut state,
            "Metadata_metadata_at_version",
            &version.encode(),
        );
        let native = state.execute_with(|| myelin_runtime::metadata::at_version(version));
        assert_eq!(answer, native.encode(), "version {version}");
    }
}

#[test]
fn the_binary_names_the_version_that_the_native_code_names() {
    let Some(wasm) = binary() else { return };
    let mut state = TestExternalities::default();
    let version = call(wasm, &mut state, "Core_version", &[]);
    assert_eq!(version, myelin_runtime::VERSION.encode());
}

#[test]
fn the_binary_knows_the_hash_of_its_metadata() {
    let Some(wasm) = binary() else { return };
    let mut extension = tx_extension(Era::Immortal, 0, 0);
    extension.1.5 = CheckMetadataHash::new(true);
    let transaction = UncheckedExtrinsic::new_signed(
        RuntimeCall::System(frame_system::Call::remark { remark: vec![] }),
        MultiAddress::Id(AccountId::new([1; 32])),
        MultiSignature::Sr25519([0; 64].into()),
        extension,
    );
    let arguments = (TransactionSource::External, transaction, [0u8; 32]).encode();
    let answer = call(
        wasm,
        &mut genesis("dev"),
        "TaggedTransactionQueue_validate_transaction",
        &arguments,
    );
    // Without the hash the answer would be that it cannot be looked up.
    assert_eq!(
        TransactionValidity::decode(&mut answer.as_slice()),
        Ok(Err(InvalidTransaction::BadProof.into()))
    );
}
