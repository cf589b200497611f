//! A beacon as a chain has to know it.

use codec::Encode;
use myelin_runtime::{Runtime, RuntimeCall};
use pallet_drand::{BeaconConfiguration, BeaconConfigurationPayload, Call};
use serde_json::json;
use sp_core::sr25519;
use sp_runtime::MultiSigner;

/// For the genesis of a chain, and for a call of root.
pub fn print(beacon: &BeaconConfiguration) -> String {
    let call = hex::encode(set_beacon(beacon).encode());
    let both = json!({ "beaconConfig": beacon, "call": format!("0x{call}") });
    format!("{both:#}")
}

/// The call that names the beacon to a chain. The pallet looks at nothing but the configuration.
pub fn set_beacon(beacon: &BeaconConfiguration) -> RuntimeCall {
    RuntimeCall::Drand(Call::<Runtime>::set_beacon_config {
        config_payload: BeaconConfigurationPayload {
            block_number: 0,
            config: beacon.clone(),
            public: MultiSigner::Sr25519(sr25519::Public::default()),
        },
        signature: None,
    })
}
