//! Which unsigned transactions the pool and blocks take.
#![allow(
    deprecated,
    reason = "the trait of unsigned transactions, see the pallet"
)]

use codec::Encode;
use frame_support::{BoundedVec, assert_ok, pallet_prelude::ValidateUnsigned};
use sp_core::{Pair, ecdsa, ed25519};
use sp_runtime::{
    MultiSignature, MultiSigner,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
};

use crate::{
    BeaconConfigurationPayload, Call, NextUnsignedAt, Pallet, Pulse, PulsesPayload,
    mock::{
        System, Test, beacon, chain_of, payload, public_pulse, pulse, pulse_by, signed,
        with_beacon, worker, write,
    },
    types::tag_of,
};

const SOURCES: [TransactionSource; 3] = [
    TransactionSource::Local,
    TransactionSource::External,
    TransactionSource::InBlock,
];

fn validate_with(
    source: TransactionSource,
    pulses_payload: PulsesPayload<u64>,
    signature: Option<MultiSignature>,
) -> TransactionValidity {
    let call = Call::write_pulse {
        pulses_payload,
        signature,
    };
    Pallet::<Test>::validate_unsigned(source, &call)
}

fn validate(payload: PulsesPayload<u64>) -> TransactionValidity {
    let signature = signed(&payload);
    validate_with(TransactionSource::External, payload, signature)
}

/// Refused wherever it comes from.
#[track_caller]
fn assert_refused(
    payload: PulsesPayload<u64>,
    signature: Option<MultiSignature>,
    reason: InvalidTransaction,
) {
    for source in SOURCES {
        assert_eq!(
            validate_with(source, payload.clone(), signature.clone()),
            Err(TransactionValidityError::Invalid(reason)),
            "{source:?}"
        );
    }
}

#[test]
fn a_pulse_of_the_beacon_is_taken() {
    with_beacon(|| {
        let valid = validate(payload(vec![pulse(7)])).expect("it is valid");
        let tag = ("DrandOffchainWorker", tag_of(7)).encode();
        assert_eq!(valid.provides, [tag]);
        assert_eq!(valid.requires, Vec::<Vec<u8>>::new());
        assert_eq!(valid.longevity, 3);
        assert!(!valid.propagate);
        assert_eq!(valid.priority, u64::MAX);
    });
}

#[test]
fn the_tag_is_the_hash_of_the_name_and_the_round() {
    let mut bytes = b"drand".to_vec();
    bytes.extend(7u64.to_le_bytes());
    assert_eq!(tag_of(7), sp_crypto_hashing::blake2_256(&bytes));
}

#[test]
fn lower_rounds_go_first() {
    with_beacon(|| {
        let priority = |round| validate(payload(vec![pulse(round)])).unwrap().priority;
        assert_eq!(priority(1 << 20), u64::MAX);
        assert_eq!(priority((1 << 20) + 1), u64::MAX - 1);
        assert_eq!(priority(u64::MAX), 1 << 20);
    });
}

#[test]
fn every_kind_of_key_may_submit_and_none_has_to_be_known() {
    with_beacon(|| {
        let ed25519 = ed25519::Pair::from_seed(&[1; 32]);
        let ecdsa = ecdsa::Pair::from_seed(&[1; 32]);
        let by = |public| PulsesPayload {
            public,
            ..payload(vec![pulse(7)])
        };
        let first = by(MultiSigner::Ed25519(ed25519.public()));
        let signature = MultiSignature::Ed25519(ed25519.sign(&first.encode()));
        assert_ok!(validate_with(SOURCES[0], first, Some(signature)));
        let second = by(MultiSigner::Ecdsa(ecdsa.public()));
        let signature = MultiSignature::Ecdsa(ecdsa.sign(&second.encode()));
        assert_ok!(validate_with(SOURCES[0], second, Some(signature)));
    });
}

#[test]
fn without_a_signature_there_is_no_signer() {
    with_beacon(|| {
        assert_refused(payload(vec![pulse(7)]), None, InvalidTransaction::BadSigner);
    });
}

#[test]
fn a_signature_over_something_else_is_no_proof() {
    with_beacon(|| {
        let other = signed(&payload(vec![pulse(8)]));
        assert_refused(payload(vec![pulse(7)]), other, InvalidTransaction::BadProof);
    });
}

#[test]
fn a_payload_of_a_later_block_has_to_wait() {
    with_beacon(|| {
        let payload = PulsesPayload {
            block_number: 2,
            ..payload(vec![pulse(7)])
        };
        let signature = signed(&payload);
        assert_refused(payload.clone(), signature, InvalidTransaction::Future);
        System::set_block_number(2);
        assert_ok!(validate(payload));
    });
}

#[test]
fn one_pulse_at_a_time() {
    with_beacon(|| {
        for pulses in [vec![], vec![pulse(7), pulse(8)]] {
            let payload = payload(pulses);
            let signature = signed(&payload);
            assert_refused(payload, signature, InvalidTransaction::Call);
        }
    });
}

#[test]
fn nothing_is_taken_before_the_block_of_a_new_beacon() {
    with_beacon(|| {
        NextUnsignedAt::<Test>::put(2);
        let payload = payload(vec![pulse(7)]);
        let signature = signed(&payload);
        assert_refused(payload.clone(), signature, InvalidTransaction::Stale);
        System::set_block_number(2);
        assert_ok!(validate(payload));
    });
}

#[test]
fn what_is_stored_or_too_old_is_stale_and_what_is_missing_is_not() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(7)]));
        assert_ok!(write(vec![pulse(9)]));
        for round in [0, 6, 7, 9] {
            let payload = payload(vec![pulse(round)]);
            let signature = signed(&payload);
            assert_refused(payload, signature, InvalidTransaction::Stale);
        }
        for round in [8, 10, 1_000] {
            assert_ok!(validate(payload(vec![pulse(round)])));
        }
    });
}

#[test]
fn forged_pulses_stay_outside_and_cost_a_block_nothing_but_their_call() {
    with_beacon(|| {
        let forged = Pulse {
            signature: BoundedVec::truncate_from(vec![1; 48]),
            ..pulse(7)
        };
        let random = Pulse {
            randomness: pulse(8).randomness,
            ..pulse(7)
        };
        for pulse in [forged, random, pulse_by([1; 32], 7)] {
            let payload = payload(vec![pulse]);
            let signature = signed(&payload);
            for source in [TransactionSource::Local, TransactionSource::External] {
                assert_eq!(
                    validate_with(source, payload.clone(), signature.clone()),
                    Err(InvalidTransaction::BadProof.into())
                );
            }
            // The call verifies again, so that a block does not.
            assert_ok!(validate_with(
                TransactionSource::InBlock,
                payload,
                signature
            ));
        }
    });
}

#[test]
fn a_pulse_of_the_public_beacon_is_taken_where_it_is_followed() {
    chain_of(None).execute_with(|| {
        assert_ok!(validate(payload(vec![public_pulse()])));
    });
    with_beacon(|| {
        assert_eq!(
            validate(payload(vec![public_pulse()])),
            Err(InvalidTransaction::BadProof.into())
        );
    });
}

#[test]
fn other_calls_cannot_be_unsigned() {
    with_beacon(|| {
        let payload = BeaconConfigurationPayload {
            block_number: 1,
            config: beacon(),
            public: MultiSigner::Sr25519(worker().public()),
        };
        let signature = MultiSignature::Sr25519(worker().sign(&payload.encode()));
        let calls = [
            Call::set_beacon_config {
                config_payload: payload,
                signature: Some(signature),
            },
            Call::set_oldest_stored_round { oldest_round: 1 },
        ];
        for call in calls {
            for source in SOURCES {
                assert_eq!(
                    Pallet::<Test>::validate_unsigned(source, &call),
                    Err(InvalidTransaction::Call.into())
                );
            }
        }
    });
}
