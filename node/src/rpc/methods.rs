//! The methods that forward to a runtime API (spec: rpc.md section 4).
//!
//! The runtime's answer to a method of the specification is mostly passed on as it is, without
//! decoding it: its bytes *are* the result that clients decode. The methods of [`questions`] are
//! this chain's own and answer with JSON that people can read. Each method runs on a thread that may
//! block.

mod questions;

use std::sync::Arc;

use codec::Decode;
use jsonrpsee::{
    RpcModule,
    core::RegisterMethodError,
    types::{ErrorObjectOwned, Params},
};
use serde::Serialize;
use serde_json::Value;

use super::{
    RuntimeCalls,
    parameters::{Kind, Parameter, Request},
};

/// Error code of every failure that is not the fault of the parameters.
const FAILED: i32 = 1;

/// A method: its name, the function of the runtime it calls, and how the answer is given.
struct Method {
    name: &'static str,
    function: &'static str,
    parameters: &'static [Parameter],
    answer: Answer,
    /// Begins the message when the runtime cannot answer.
    failure: &'static str,
}

/// How the runtime's answer becomes JSON.
#[derive(Clone, Copy)]
enum Answer {
    /// The bytes of the SCALE encoding, as a list of numbers.
    Bytes,
    /// A u64 as a number.
    Number,
    /// An optional u16 as a number or null.
    OptionalNumber,
    /// A list of pairs of subnet and price as a list of objects.
    Prices,
    /// A structure as an object with its names; this decodes it.
    Json(fn(&[u8]) -> Result<Value, String>),
}

/// A method's result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Reply {
    Bytes(Vec<u8>),
    Number(u64),
    OptionalNumber(Option<u16>),
    Prices(Vec<Price>),
    Json(Value),
}

/// The price of one subnet's alpha in rao.
#[derive(Debug, Clone, PartialEq, Eq, Decode, Serialize)]
struct Price {
    netuid: u16,
    price: u64,
}

impl Answer {
    fn read(self, encoded: Vec<u8>) -> Result<Reply, String> {
        Ok(match self {
            Self::Bytes => Reply::Bytes(encoded),
            Self::Number => Reply::Number(decode(&encoded)?),
            Self::OptionalNumber => Reply::OptionalNumber(decode(&encoded)?),
            Self::Prices => Reply::Prices(decode(&encoded)?),
            Self::Json(json) => Reply::Json(json(&encoded)?),
        })
    }
}

fn decode<T: Decode>(mut encoded: &[u8]) -> Result<T, String> {
    T::decode(&mut encoded).map_err(|cause| cause.to_string())
}

impl Method {
    fn run(&self, params: &Params, runtime: &impl RuntimeCalls) -> Result<Reply, ErrorObjectOwned> {
        let request = Request::read(self.parameters, params)?;
        runtime
            .call(request.at, self.function, &request.arguments)
            .and_then(|encoded| self.answer.read(encoded))
            .map_err(|cause| {
                let message = format!("{}: {cause}", self.failure);
                ErrorObjectOwned::owned(FAILED, message, None::<()>)
            })
    }
}

/// Registers the methods.
///
/// # Errors
///
/// When a name occurs twice.
pub fn module<C: RuntimeCalls>(runtime: Arc<C>) -> Result<RpcModule<C>, RegisterMethodError> {
    let mut module = RpcModule::from_arc(runtime);
    for method in all() {
        module.register_blocking_method(method.name, |params, runtime, _| {
            method.run(&params, &*runtime)
        })?;
    }
    Ok(module)
}

/// Those of the specification and this chain's own.
fn all() -> impl Iterator<Item = &'static Method> {
    METHODS.iter().chain(&questions::METHODS)
}

const NETUID: Parameter = Parameter {
    name: "netuid",
    kind: Kind::U16,
};
const UID: Parameter = Parameter {
    name: "uid",
    kind: Kind::U16,
};
const MECHANISM: Parameter = Parameter {
    name: "mecid",
    kind: Kind::U8,
};
const INDICES: Parameter = Parameter {
    name: "metagraph_index",
    kind: Kind::Indices,
};
const COLDKEY: Parameter = Parameter {
    name: "coldkey",
    kind: Kind::Account,
};
const DELEGATE: Parameter = Parameter {
    name: "delegate_account_vec",
    kind: Kind::AccountBytes,
};
const DELEGATEE: Parameter = Parameter {
    name: "delegatee_account_vec",
    kind: Kind::AccountBytes,
};
const TAO: Parameter = Parameter {
    name: "tao",
    kind: Kind::U64,
};
const ALPHA: Parameter = Parameter {
    name: "alpha",
    kind: Kind::U64,
};

/// A method that answers with bytes.
const fn bytes(
    name: &'static str,
    function: &'static str,
    parameters: &'static [Parameter],
    failure: &'static str,
) -> Method {
    Method {
        name,
        function,
        parameters,
        answer: Answer::Bytes,
        failure,
    }
}

/// Those of the specification, in its order.
const METHODS: [Method; 31] = [
    bytes(
        "delegateInfo_getDelegates",
        "DelegateInfoRuntimeApi_get_delegates",
        &[],
        "Unable to get delegates info",
    ),
    bytes(
        "delegateInfo_getDelegate",
        "DelegateInfoRuntimeApi_get_delegate",
        &[DELEGATE],
        "Unable to get delegate info",
    ),
    bytes(
        "delegateInfo_getDelegated",
        "DelegateInfoRuntimeApi_get_delegated",
        &[DELEGATEE],
        "Unable to get delegated info",
    ),
    bytes(
        "neuronInfo_getNeuronsLite",
        "NeuronInfoRuntimeApi_get_neurons_lite",
        &[NETUID],
        "Unable to get neurons lite info",
    ),
    bytes(
        "neuronInfo_getNeuronLite",
        "NeuronInfoRuntimeApi_get_neuron_lite",
        &[NETUID, UID],
        "Unable to get neuron lite info",
    ),
    bytes(
        "neuronInfo_getNeurons",
        "NeuronInfoRuntimeApi_get_neurons",
        &[NETUID],
        "Unable to get neurons info",
    ),
    bytes(
        "neuronInfo_getNeuron",
        "NeuronInfoRuntimeApi_get_neuron",
        &[NETUID, UID],
        "Unable to get neuron info",
    ),
    bytes(
        "subnetInfo_getSubnetInfo",
        "SubnetInfoRuntimeApi_get_subnet_info",
        &[NETUID],
        "Unable to get subnet info",
    ),
    bytes(
        "subnetInfo_getSubnetsInfo",
        "SubnetInfoRuntimeApi_get_subnets_info",
        &[],
        "Unable to get subnets info",
    ),
    bytes(
        "subnetInfo_getSubnetInfo_v2",
        "SubnetInfoRuntimeApi_get_subnet_info_v2",
        &[NETUID],
        "Unable to get subnet info",
    ),
    bytes(
        "subnetInfo_getSubnetsInfo_v2",
        "SubnetInfoRuntimeApi_get_subnets_info_v2",
        &[],
        "Unable to get subnets info",
    ),
    bytes(
        "subnetInfo_getSubnetHyperparams",
        "SubnetInfoRuntimeApi_get_subnet_hyperparams",
        &[NETUID],
        "Unable to get subnet hyperparameters",
    ),
    bytes(
        "subnetInfo_getSubnetHyperparamsV2",
        "SubnetInfoRuntimeApi_get_subnet_hyperparams_v2",
        &[NETUID],
        "Unable to get subnet hyperparameters",
    ),
    bytes(
        "subnetInfo_getAllDynamicInfo",
        "SubnetInfoRuntimeApi_get_all_dynamic_info",
        &[],
        "Unable to get dynamic info of all subnets",
    ),
    bytes(
        "subnetInfo_getDynamicInfo",
        "SubnetInfoRuntimeApi_get_dynamic_info",
        &[NETUID],
        "Unable to get dynamic info",
    ),
    bytes(
        "subnetInfo_getAllMetagraphs",
        "SubnetInfoRuntimeApi_get_all_metagraphs",
        &[],
        "Unable to get metagraphs",
    ),
    bytes(
        "subnetInfo_getMetagraph",
        "SubnetInfoRuntimeApi_get_metagraph",
        &[NETUID],
        "Unable to get metagraph",
    ),
    bytes(
        "subnetInfo_getAllMechagraphs",
        "SubnetInfoRuntimeApi_get_all_mechagraphs",
        &[],
        "Unable to get mechagraphs",
    ),
    bytes(
        "subnetInfo_getMechagraph",
        "SubnetInfoRuntimeApi_get_mechagraph",
        &[NETUID, MECHANISM],
        "Unable to get mechagraph",
    ),
    bytes(
        "subnetInfo_getSubnetState",
        "SubnetInfoRuntimeApi_get_subnet_state",
        &[NETUID],
        "Unable to get subnet state",
    ),
    Method {
        name: "subnetInfo_getLockCost",
        function: "SubnetRegistrationRuntimeApi_get_network_registration_cost",
        parameters: &[],
        answer: Answer::Number,
        failure: "Unable to get subnet lock cost",
    },
    bytes(
        "subnetInfo_getSelectiveMetagraph",
        "SubnetInfoRuntimeApi_get_selective_metagraph",
        &[NETUID, INDICES],
        "Unable to get selective metagraph",
    ),
    bytes(
        "subnetInfo_getSelectiveMechagraph",
        "SubnetInfoRuntimeApi_get_selective_mechagraph",
        &[NETUID, MECHANISM, INDICES],
        "Unable to get selective mechagraph",
    ),
    bytes(
        "subnetInfo_getColdkeyAutoStakeHotkey",
        "SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey",
        &[COLDKEY, NETUID],
        "Unable to get auto-stake hotkey of coldkey",
    ),
    Method {
        name: "subnetInfo_getSubnetToPrune",
        function: "SubnetInfoRuntimeApi_get_subnet_to_prune",
        parameters: &[],
        answer: Answer::OptionalNumber,
        failure: "Unable to get subnet to prune",
    },
    bytes(
        "subnetInfo_getSubnetAccountId",
        "SubnetInfoRuntimeApi_get_subnet_account_id",
        &[NETUID],
        "Subnet does not exist",
    ),
    bytes(
        "stakeInfo_getColdkeyLock",
        "StakeInfoRuntimeApi_get_coldkey_lock",
        &[COLDKEY, NETUID],
        "Unable to get lock of coldkey",
    ),
    Method {
        name: "swap_currentAlphaPrice",
        function: "SwapRuntimeApi_current_alpha_price",
        parameters: &[NETUID],
        answer: Answer::Number,
        failure: "Unable to get current alpha price",
    },
    Method {
        name: "swap_currentAlphaPriceAll",
        function: "SwapRuntimeApi_current_alpha_price_all",
        parameters: &[],
        answer: Answer::Prices,
        failure: "Unable to get current alpha prices",
    },
    bytes(
        "swap_simSwapTaoForAlpha",
        "SwapRuntimeApi_sim_swap_tao_for_alpha",
        &[NETUID, TAO],
        "Unable to simulate tao -> alpha swap",
    ),
    bytes(
        "swap_simSwapAlphaForTao",
        "SwapRuntimeApi_sim_swap_alpha_for_tao",
        &[NETUID, ALPHA],
        "Unable to simulate alpha -> tao swap",
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use std::collections::BTreeMap;

    use sp_state_machine::BasicExternalities;

    use super::*;
    use crate::service::Hash;

    /// Answers every call with the function's name, or with a fixed result.
    struct Fixed(Result<Vec<u8>, String>);

    impl RuntimeCalls for Fixed {
        fn call(&self, _: Option<Hash>, _: &str, _: &[u8]) -> Result<Vec<u8>, String> {
            self.0.clone()
        }
    }

    fn ask(method: &str, params: &str, result: Result<Vec<u8>, String>) -> String {
        let tokio = sc_cli::build_runtime().unwrap();
        let request =
            format!(r#"{{"jsonrpc":"2.0","id":0,"method":"{method}","params":{params}}}"#);
        let module = module(Arc::new(Fixed(result))).unwrap();
        let answer = tokio
            .block_on(module.raw_json_request(&request, 1))
            .unwrap()
            .0;
        answer.to_string()
    }

    #[test]
    fn bytes_are_passed_on_as_a_list_of_numbers() {
        let answer = ask("neuronInfo_getNeuronsLite", "[1]", Ok(vec![4, 0, 255]));
        assert!(answer.contains(r#""result":[4,0,255]"#), "{answer}");
    }

    #[test]
    fn amounts_are_numbers() {
        let price = 1_000_000_000_u64.to_le_bytes().to_vec();
        let answer = ask("swap_currentAlphaPrice", r#"{"netuid":1}"#, Ok(price));
        assert!(answer.contains(r#""result":1000000000"#), "{answer}");
        let answer = ask("subnetInfo_getSubnetToPrune", "[]", Ok(vec![0]));
        assert!(answer.contains(r#""result":null"#), "{answer}");
        let answer = ask("subnetInfo_getSubnetToPrune", "[]", Ok(vec![1, 3, 0]));
        assert!(answer.contains(r#""result":3"#), "{answer}");
    }

    #[test]
    fn prices_are_objects() {
        let encoded = vec![4, 1, 0, 7, 0, 0, 0, 0, 0, 0, 0];
        let answer = ask("swap_currentAlphaPriceAll", "[]", Ok(encoded));
        assert!(
            answer.contains(r#""result":[{"netuid":1,"price":7}]"#),
            "{answer}"
        );
    }

    #[test]
    fn a_failure_of_the_runtime_has_code_one_and_its_cause() {
        let cause = "State already discarded for 0x01".to_owned();
        let answer = ask("neuronInfo_getNeurons", "[1]", Err(cause));
        let expected = "Unable to get neurons info: State already discarded for 0x01";
        assert!(
            answer.contains(r#""code":1,"#) && answer.contains(expected),
            "{answer}"
        );
        assert!(!answer.contains(r#""data""#), "{answer}");
    }

    /// Number of arguments of every function of the runtime's APIs, by name.
    fn functions() -> BTreeMap<String, usize> {
        // The constants in the metadata are read from the state.
        let metadata = BasicExternalities::new_empty().execute_with(myelin_runtime::metadata::ir);
        let functions = metadata.apis.into_iter().flat_map(|api| {
            let name = move |function: &str| format!("{}_{function}", api.name);
            api.methods
                .into_iter()
                .map(move |function| (name(function.name), function.inputs.len()))
        });
        functions.collect()
    }

    #[test]
    fn every_method_gives_a_function_of_the_runtime_its_arguments() {
        let functions = functions();
        for method in all() {
            let arguments = Some(method.parameters.len());
            assert_eq!(
                functions.get(method.function).copied(),
                arguments,
                "{}",
                method.function
            );
        }
    }
}
