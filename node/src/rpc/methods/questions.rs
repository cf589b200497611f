//! The methods that this chain has beyond the specification: what somebody may do and what stands
//! in the way, which commits wait, where a subnet stands between two epochs, long lists in parts.
//!
//! They answer with objects whose names are those of the runtime's structures. Amounts are numbers
//! of rao, accounts SS58 text, hashes hex.

use codec::Decode;
use pallet_subtensor_runtime_api::{
    DelegateSummary, DelegationSummary, Eligibility, EpochState, NominatorStake, Page,
    PendingCommits, StakeInfo,
};
use serde::Serialize;
use serde_json::Value;

use super::{Answer, COLDKEY, Kind, MECHANISM, Method, NETUID, Parameter, decode};

const HOTKEY: Parameter = Parameter {
    name: "hotkey",
    kind: Kind::Account,
};
const DELEGATE: Parameter = Parameter {
    name: "delegate",
    kind: Kind::Account,
};
const START: Parameter = Parameter {
    name: "start",
    kind: Kind::OptionalAccount,
};
const LIMIT: Parameter = Parameter {
    name: "limit",
    kind: Kind::U32,
};

/// Reads a structure from its SCALE encoding and writes it with its names.
fn named<T: Decode + Serialize>(encoded: &[u8]) -> Result<Value, String> {
    serde_json::to_value(decode::<T>(encoded)?).map_err(|cause| cause.to_string())
}

/// A method that answers with an object.
const fn json<T: Decode + Serialize>(
    name: &'static str,
    function: &'static str,
    parameters: &'static [Parameter],
    failure: &'static str,
) -> Method {
    Method {
        name,
        function,
        parameters,
        answer: Answer::Json(named::<T>),
        failure,
    }
}

/// A method that says whether something is possible.
const fn question(
    name: &'static str,
    function: &'static str,
    parameters: &'static [Parameter],
) -> Method {
    json::<Eligibility>(name, function, parameters, "Unable to get eligibility")
}

/// All of them.
pub(super) const METHODS: [Method; 13] = [
    question(
        "eligibility_maySetWeights",
        "EligibilityRuntimeApi_may_set_weights",
        &[HOTKEY, NETUID, MECHANISM],
    ),
    question(
        "eligibility_mayCommitWeights",
        "EligibilityRuntimeApi_may_commit_weights",
        &[HOTKEY, NETUID, MECHANISM],
    ),
    question(
        "eligibility_mayCommitTimelockedWeights",
        "EligibilityRuntimeApi_may_commit_timelocked_weights",
        &[HOTKEY, NETUID, MECHANISM],
    ),
    question(
        "eligibility_mayRevealWeights",
        "EligibilityRuntimeApi_may_reveal_weights",
        &[HOTKEY, NETUID, MECHANISM],
    ),
    question(
        "eligibility_mayServeAxon",
        "EligibilityRuntimeApi_may_serve_axon",
        &[HOTKEY, NETUID],
    ),
    question(
        "eligibility_mayServePrometheus",
        "EligibilityRuntimeApi_may_serve_prometheus",
        &[HOTKEY, NETUID],
    ),
    question(
        "eligibility_mayRegister",
        "EligibilityRuntimeApi_may_register",
        &[COLDKEY, HOTKEY, NETUID],
    ),
    json::<Option<PendingCommits>>(
        "eligibility_getPendingCommits",
        "EligibilityRuntimeApi_get_pending_commits",
        &[HOTKEY, NETUID, MECHANISM],
        "Unable to get pending commits",
    ),
    json::<Option<EpochState>>(
        "subnetInfo_getEpochState",
        "EpochRuntimeApi_get_epoch_state",
        &[NETUID],
        "Unable to get epoch state",
    ),
    json::<Page<DelegateSummary>>(
        "delegateInfo_getDelegatesPage",
        "PageRuntimeApi_get_delegates_page",
        &[START, LIMIT],
        "Unable to get delegates info",
    ),
    json::<Page<NominatorStake>>(
        "delegateInfo_getNominatorsPage",
        "PageRuntimeApi_get_nominators_page",
        &[DELEGATE, START, LIMIT],
        "Unable to get nominators",
    ),
    json::<Page<DelegationSummary>>(
        "delegateInfo_getDelegatedPage",
        "PageRuntimeApi_get_delegated_page",
        &[COLDKEY, START, LIMIT],
        "Unable to get delegated info",
    ),
    json::<Page<StakeInfo>>(
        "stakeInfo_getStakeInfoForColdkeyPage",
        "PageRuntimeApi_get_stake_info_for_coldkey_page",
        &[COLDKEY, START, LIMIT],
        "Unable to get stake of coldkey",
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use codec::Encode;
    use pallet_subtensor_runtime_api::Obstacle;
    use serde_json::json;
    use sp_core::crypto::AccountId32;

    use super::*;

    /// What a method makes of the runtime's answer.
    fn shown(method: &str, encoded: &[u8]) -> Result<Value, String> {
        let method = METHODS.iter().find(|known| known.name == method).unwrap();
        let Answer::Json(read) = method.answer else {
            panic!("{} answers otherwise", method.name);
        };
        read(encoded)
    }

    #[test]
    fn every_method_is_described_for_its_users() {
        let page = include_str!("../../../../docs/rpc.md");
        for method in &METHODS {
            assert!(page.contains(method.name), "{}", method.name);
        }
    }

    #[test]
    fn an_answer_names_every_obstacle_and_its_figures() {
        let obstacles = vec![
            Obstacle::StakeTooLow {
                needed: 1_000,
                held: 10,
            },
            Obstacle::NoValidatorPermit,
        ];
        let answer = Eligibility::new(7, obstacles).encode();
        let expected = json!({
            "may": false,
            "block": 7,
            "obstacles": [
                { "obstacle": "stake_too_low", "needed": 1_000, "held": 10 },
                { "obstacle": "no_validator_permit" },
            ],
        });
        assert_eq!(shown("eligibility_maySetWeights", &answer), Ok(expected));
    }

    #[test]
    fn what_does_not_exist_is_null() {
        for method in ["eligibility_getPendingCommits", "subnetInfo_getEpochState"] {
            assert_eq!(shown(method, &[0]), Ok(Value::Null));
        }
    }

    #[test]
    fn a_page_names_the_account_from_which_the_next_one_goes_on() {
        let page = Page::<NominatorStake> {
            items: Vec::new(),
            next: Some(AccountId32::new([0; 32])),
        };
        let expected = json!({
            "items": [],
            "next": "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM",
        });
        let found = shown("delegateInfo_getNominatorsPage", &page.encode());
        assert_eq!(found, Ok(expected));
    }

    #[test]
    fn an_answer_of_another_shape_is_a_failure() {
        assert!(shown("eligibility_maySetWeights", &[1, 2]).is_err());
    }
}
