//! Chains in memory, as the built-in presets start them.

pub mod sending;

use codec::Encode;
use frame_support::{
    dispatch::{DispatchInfo, GetDispatchInfo},
    genesis_builder_helper::{build_state, get_preset},
    traits::UnfilteredDispatchable,
};
use myelin_runtime::{
    AccountId, Balance, Executive, Header, Nonce, Runtime, RuntimeCall, RuntimeGenesisConfig,
    RuntimeOrigin, SignedPayload, System, UncheckedExtrinsic, extensions::tx_extension, presets,
};
use serde_json::Value;
use sp_consensus_aura::AURA_ENGINE_ID;
use sp_core::{Pair, sr25519};
use sp_io::TestExternalities;
use sp_runtime::{
    ApplyExtrinsicResult, Digest, DigestItem, MultiAddress, MultiSignature, generic::Era,
    traits::Header as _,
};

/// A chain that starts as the preset says.
pub fn chain(preset: &str) -> TestExternalities {
    let mut config = json(None);
    merge(&mut config, json(Some(preset)));
    let mut chain = TestExternalities::default();
    chain.execute_with(|| {
        build_state::<RuntimeGenesisConfig>(config.to_string().into_bytes())
            .expect("a preset is a valid configuration");
    });
    chain
}

/// The default configuration, or the patch of a preset.
fn json(preset: Option<&str>) -> Value {
    let bytes = get_preset::<RuntimeGenesisConfig>(&preset.map(Into::into), presets::get)
        .expect("the preset exists");
    serde_json::from_slice(&bytes).expect("a preset is JSON")
}

/// Replaces in `config` whatever `patch` gives, as RFC 7386 says.
fn merge(config: &mut Value, patch: Value) {
    match (config, patch) {
        (Value::Object(config), Value::Object(patch)) => {
            for (key, value) in patch {
                merge(config.entry(key).or_insert(Value::Null), value);
            }
        }
        (config, patch) => *config = patch,
    }
}

/// The sr25519 development key `//name`.
pub fn pair(name: &str) -> sr25519::Pair {
    sr25519::Pair::from_string(&format!("//{name}"), None).expect("the name is a valid junction")
}

/// The account of the development key `//name`.
pub fn account(name: &str) -> AccountId {
    pair(name).public().into()
}

/// What an account can spend.
pub fn free(who: &AccountId) -> Balance {
    System::account(who).data.free
}

/// Starts block `number` in the slot of the same number, with its time already set.
pub fn start_block(number: u32) {
    let slot = sp_consensus_aura::Slot::from(u64::from(number));
    let digest = Digest {
        logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())],
    };
    let parent = System::parent_hash();
    Executive::initialize_block(&Header::new(
        number,
        Default::default(),
        Default::default(),
        parent,
        digest,
    ));
    let now = u64::from(number) * myelin_runtime::Aura::slot_duration();
    let set_time = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now });
    set_time
        .dispatch_bypass_filter(RuntimeOrigin::none())
        .expect("the time is that of the slot");
}

/// A transaction of `//name`.
pub fn signed(name: &str, call: RuntimeCall, nonce: Nonce, tip: Balance) -> UncheckedExtrinsic {
    let extension = tx_extension(Era::Immortal, nonce, tip);
    let payload = SignedPayload::new(call.clone(), extension.clone())
        .expect("what the extensions sign is known");
    let signature = payload.using_encoded(|bytes| pair(name).sign(bytes));
    UncheckedExtrinsic::new_signed(
        call,
        MultiAddress::Id(account(name)),
        MultiSignature::Sr25519(signature),
        extension,
    )
}

/// Applies a transaction to the present block.
pub fn apply(transaction: UncheckedExtrinsic) -> ApplyExtrinsicResult {
    Executive::apply_extrinsic(transaction)
}

/// What is known about the weight, class and fee of a call with all its extensions.
pub fn info_of(transaction: &UncheckedExtrinsic) -> DispatchInfo {
    transaction.get_dispatch_info()
}

/// Events of the present block.
pub fn events() -> Vec<<Runtime as frame_system::Config>::RuntimeEvent> {
    System::events()
        .into_iter()
        .map(|record| record.event)
        .collect()
}
