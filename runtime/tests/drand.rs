//! The randomness beacon on a whole chain: an unsigned pulse opens what was hidden until its round.

use crate::common::{account, apply, chain, events, pair, start_block};
use codec::Encode;
use frame_support::{
    BoundedVec, assert_ok,
    dispatch::GetDispatchInfo,
    storage::{TransactionOutcome, with_transaction},
    traits::{Get, InstanceFilter},
};
use hex_literal::hex;
use myelin_runtime::{
    AccountId, Drand, Executive, ProxyType, Runtime, RuntimeCall, RuntimeEvent,
    RuntimeGenesisConfig, RuntimeOrigin, SubtensorModule, System, UncheckedExtrinsic,
};
use myelin_types::{NetUid, NetUidStorageIndex, beacon::Beacon};
use pallet_drand::{
    BeaconConfigurationPayload, Call, Event, LastStoredRound, Pulse, Pulses, PulsesPayload,
    types::Quicknet,
};
use pallet_subtensor as subtensor;
use sp_core::{H256, Pair};
use sp_runtime::{
    DispatchError, MultiSignature, MultiSigner,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
};

const ONE: NetUid = NetUid(1);

/// Scores of the account of 32 bytes 0x01, hidden by a released client until round 1000 of
/// quicknet: 10 and 20 for the neurons 0 and 1 (weights.md 5.4).
const HIDDEN: &[u8] = &hex!(
    "8b10563522a29f230ef2ef360d2d1843ccf7c422a563d32c5e449e5edd6615c0219ba901c5550406e182da28ee0caf72078448cfd4f1ebcf0750cc9648126475"
    "338b62cc2e584da22b7d263e2e44a48c6904bae1a13c093e95e19b58b51e6e54200000000000000038959f5cb1587df1b9374e47aa4353ff2d1f633afe09fd88"
    "752a260ff129b6492000000000000000556dd4a4e47469c32ecc0a0002a504b68dd6c112393e877c7f71fbf404ab76615f000000000000004300000000000000"
    "4b36645637fccfee53feb6654dce68d6931b7b2cefa89f257cbfbe2498bcf4db7aea6d055dcee7d4d687dd67df3806a94649bc8efbbdaf5644a967287cc77693"
    "62daa90c00000000000000e0543aa9c518b501837dd19b08000000000000004145535f47434d5f"
);

/// The pulse of round 1000 of quicknet (weights.md 9.4).
fn pulse() -> Pulse {
    let randomness = hex!("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd");
    let signature = hex!(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
    );
    Pulse {
        round: 1_000,
        randomness: BoundedVec::truncate_from(randomness.to_vec()),
        signature: BoundedVec::truncate_from(signature.to_vec()),
    }
}

/// A pulse as the worker of `//One` submits it.
fn unsigned(pulse: Pulse) -> UncheckedExtrinsic {
    let pulses_payload = PulsesPayload {
        block_number: System::block_number(),
        pulses: vec![pulse],
        public: MultiSigner::Sr25519(pair("One").public()),
    };
    let signature = MultiSignature::Sr25519(pair("One").sign(&pulses_payload.encode()));
    UncheckedExtrinsic::new_bare(RuntimeCall::Drand(Call::write_pulse {
        pulses_payload,
        signature: Some(signature),
    }))
}

/// Root names quicknet, as a transaction that nobody signed.
fn unsigned_configuration() -> UncheckedExtrinsic {
    let config_payload = BeaconConfigurationPayload {
        block_number: System::block_number(),
        config: Quicknet::get(),
        public: MultiSigner::Sr25519(pair("One").public()),
    };
    let signature = MultiSignature::Sr25519(pair("One").sign(&config_payload.encode()));
    UncheckedExtrinsic::new_bare(RuntimeCall::Drand(Call::set_beacon_config {
        config_payload,
        signature: Some(signature),
    }))
}

/// What the pool says, which leaves no trace.
fn validate(transaction: UncheckedExtrinsic) -> TransactionValidity {
    with_transaction(|| {
        let validity =
            Executive::validate_transaction(TransactionSource::Local, transaction, H256::default());
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(validity))
    })
    .expect("there is room for a layer")
}

fn invalid<T>(reason: InvalidTransaction) -> Result<T, TransactionValidityError> {
    Err(TransactionValidityError::Invalid(reason))
}

/// The account whose weights are hidden.
fn validator() -> AccountId {
    AccountId::new([1; 32])
}

/// Makes [`validator`] the owner hotkey of subnet 1 and its neuron 1, with an epoch each ten blocks.
fn add_validator() {
    assert_ok!(SubtensorModule::burned_register(
        RuntimeOrigin::signed(account("Bob")),
        ONE,
        validator()
    ));
    subtensor::SubnetOwnerHotkey::<Runtime>::insert(ONE, validator());
    subtensor::WeightsSetRateLimit::<Runtime>::insert(ONE, 0);
    subtensor::Tempo::<Runtime>::insert(ONE, 10);
}

fn weights() -> Vec<(u16, u16)> {
    subtensor::Weights::<Runtime>::get(NetUidStorageIndex::main(ONE), 1)
}

/// Runs blocks up to the first in which weights are opened.
fn until_weights_are_opened() {
    for _ in 0..30 {
        let number = System::block_number() + 1;
        Executive::finalize_block();
        start_block(number);
        let opened = subtensor::Event::<Runtime>::TimelockedWeightsRevealed(
            NetUidStorageIndex::main(ONE),
            validator(),
        );
        if events().contains(&RuntimeEvent::SubtensorModule(opened)) {
            return;
        }
    }
    panic!("nothing was opened in thirty blocks");
}

#[test]
fn weights_hidden_until_a_round_are_opened_by_its_pulse() {
    chain("dev").execute_with(|| {
        start_block(1);
        add_validator();
        assert_ok!(SubtensorModule::commit_timelocked_weights(
            RuntimeOrigin::signed(validator()),
            ONE,
            HIDDEN.to_vec().try_into().expect("it fits"),
            1_000,
            4
        ));
        assert_ok!(validate(unsigned(pulse())));
        assert_eq!(apply(unsigned(pulse())), Ok(Ok(())));
        assert_eq!(Pulses::<Runtime>::get(1_000), Some(pulse()));
        let rounds = vec![1_000];
        assert!(events().contains(&RuntimeEvent::Drand(Event::NewPulse { rounds })));
        assert!(weights().is_empty());
        until_weights_are_opened();
        assert_eq!(weights(), [(0, 32_768), (1, 65_535)]);
    });
}

#[test]
fn a_pulse_is_taken_once_and_no_other_call_without_a_signature() {
    chain("dev").execute_with(|| {
        start_block(1);
        assert_eq!(apply(unsigned(pulse())), Ok(Ok(())));
        let stale = InvalidTransaction::Stale;
        assert_eq!(validate(unsigned(pulse())), invalid(stale));
        assert_eq!(apply(unsigned(pulse())), invalid(stale));
        let call = InvalidTransaction::Call;
        assert_eq!(validate(unsigned_configuration()), invalid(call));
        assert_eq!(apply(unsigned_configuration()), invalid(call));
        assert_eq!(LastStoredRound::<Runtime>::get(), 1_000);
    });
}

#[test]
fn a_pulse_that_the_beacon_has_not_signed_stays_out_of_the_pool_and_is_not_stored() {
    chain("dev").execute_with(|| {
        start_block(1);
        let forged = || {
            let mut forged = pulse();
            forged.round = 1_001;
            unsigned(forged)
        };
        assert_eq!(validate(forged()), invalid(InvalidTransaction::BadProof));
        assert_eq!(apply(forged()), Ok(Ok(())));
        assert_eq!(Drand::last_stored_round(), 0);
    });
}

#[test]
fn a_clock_that_stands_before_the_first_round_limits_no_commit() {
    chain("dev").execute_with(|| {
        start_block(1);
        assert_eq!(Drand::round_in(0), None);
        pallet_timestamp::Now::<Runtime>::put(1_692_806_364_000);
        assert_eq!(Drand::round_in(0), Some(1_000));
    });
}

#[test]
fn a_chain_specification_can_name_the_beacon() {
    let genesis = serde_json::to_value(RuntimeGenesisConfig::default()).expect("it has a form");
    assert_eq!(genesis["drand"]["beaconConfig"], serde_json::Value::Null);
}

#[test]
fn proxies_that_only_forbid_may_make_its_calls() {
    let call = RuntimeCall::Drand(Call::set_oldest_stored_round { oldest_round: 1 });
    assert!(ProxyType::NonTransfer.filter(&call));
    assert!(!ProxyType::Staking.filter(&call));
    assert!(call.get_dispatch_info().call_weight.ref_time() > 0);
}
