//! What the calls store, and what they refuse.

use frame_support::{
    BoundedVec, assert_noop, assert_ok,
    dispatch::GetDispatchInfo,
    weights::{Weight, constants::RocksDbWeight},
};
use sp_runtime::{DispatchError, MultiSigner};

use crate::{
    BeaconConfig, BeaconConfiguration, BeaconConfigurationPayload, Call, Error, Event,
    LastStoredRound, NextUnsignedAt, OldestStoredRound, Pulse, Pulses,
    mock::{
        RuntimeCall, RuntimeEvent, RuntimeOrigin, System, Test, beacon, chain_of, dispatch,
        payload, public_pulse, pulse, pulse_by, with_beacon, worker, write,
    },
};
use sp_core::Pair;

fn events() -> Vec<Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::Drand(event) => Some(event),
            _ => None,
        })
        .collect()
}

fn stored() -> (u64, u64) {
    (
        OldestStoredRound::<Test>::get(),
        LastStoredRound::<Test>::get(),
    )
}

#[test]
fn the_pulse_of_round_1000_of_the_public_beacon_is_stored_once() {
    chain_of(None).execute_with(|| {
        System::set_block_number(5);
        assert_ok!(write(vec![public_pulse()]));
        assert_eq!(Pulses::<Test>::get(1_000), Some(public_pulse()));
        assert_eq!(stored(), (1_000, 1_000));
        assert_eq!(NextUnsignedAt::<Test>::get(), 5);
        assert_eq!(
            events(),
            [Event::NewPulse {
                rounds: vec![1_000]
            }]
        );
        assert_noop!(
            write(vec![public_pulse()]),
            Error::<Test>::InvalidRoundNumber
        );
    });
}

#[test]
fn the_wrong_signature_of_round_1000_is_no_point_of_the_curve() {
    let wrong = hex_literal::hex!(
        "b0a8b04e009cf72534321aca0f50048da596a3feec1172a0244d9a4a623a3123d0402da79854d4c705e94bc73224c341"
    );
    chain_of(None).execute_with(|| {
        let pulse = Pulse {
            signature: BoundedVec::truncate_from(wrong.to_vec()),
            ..public_pulse()
        };
        assert_noop!(write(vec![pulse]), Error::<Test>::PulseVerificationError);
    });
}

#[test]
fn a_signature_of_a_wrong_length_is_no_point_of_the_curve() {
    with_beacon(|| {
        let right = pulse(3).signature;
        for length in [0, 1, 47, 49, 144] {
            let mut bytes = right.to_vec();
            bytes.resize(length, 0);
            let pulse = Pulse {
                signature: BoundedVec::truncate_from(bytes),
                ..pulse(3)
            };
            assert_noop!(write(vec![pulse]), Error::<Test>::PulseVerificationError);
        }
    });
}

#[test]
fn nothing_is_stored_while_the_key_of_the_beacon_is_none() {
    with_beacon(|| {
        BeaconConfig::<Test>::mutate(|config| config.public_key = Default::default());
        assert_noop!(write(vec![pulse(3)]), Error::<Test>::PulseVerificationError);
    });
}

#[test]
fn a_pulse_of_another_beacon_or_another_round_is_left_out_without_an_error() {
    with_beacon(|| {
        System::set_block_number(9);
        let wrong_round = Pulse {
            round: 4,
            ..pulse(3)
        };
        assert_ok!(write(vec![pulse_by([1; 32], 3), wrong_round]));
        assert_eq!(stored(), (0, 0));
        assert_eq!(events(), []);
        assert_eq!(NextUnsignedAt::<Test>::get(), 9);
    });
}

#[test]
fn several_pulses_are_stored_in_one_call_and_the_wrong_ones_left_out() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(7), pulse_by([1; 32], 8), pulse(9)]));
        assert_eq!(stored(), (7, 9));
        assert!(!Pulses::<Test>::contains_key(8));
        assert_eq!(events(), [Event::NewPulse { rounds: vec![7, 9] }]);
    });
}

#[test]
fn an_error_in_one_pulse_undoes_the_whole_call() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(7)]));
        assert_noop!(
            write(vec![pulse(8), pulse(9), pulse(8)]),
            Error::<Test>::InvalidRoundNumber
        );
        assert_eq!(stored(), (7, 7));
    });
}

#[test]
fn randomness_that_is_not_the_hash_of_the_signature_is_refused() {
    with_beacon(|| {
        for randomness in [vec![], vec![0; 32], pulse(4).randomness.to_vec()] {
            let pulse = Pulse {
                randomness: BoundedVec::truncate_from(randomness),
                ..pulse(3)
            };
            assert_noop!(write(vec![pulse]), Error::<Test>::UnverifiedPulse);
        }
    });
}

#[test]
fn rounds_below_the_first_one_that_was_stored_are_refused() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(10)]));
        assert_noop!(write(vec![pulse(9)]), Error::<Test>::InvalidRoundNumber);
        assert_noop!(write(vec![pulse(0)]), Error::<Test>::InvalidRoundNumber);
    });
}

#[test]
fn round_zero_does_not_exist() {
    with_beacon(|| {
        assert_noop!(write(vec![pulse(0)]), Error::<Test>::InvalidRoundNumber);
    });
}

#[test]
fn rounds_that_a_jump_left_out_can_be_added_and_the_last_round_stays() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(10)]));
        assert_ok!(write(vec![pulse(2_000)]));
        assert_eq!(stored(), (10, 2_000));
        assert_ok!(write(vec![pulse(1_500)]));
        assert_ok!(write(vec![pulse(11)]));
        assert_eq!(stored(), (10, 2_000));
        assert_eq!(Pulses::<Test>::get(1_500), Some(pulse(1_500)));
        assert_noop!(write(vec![pulse(1_500)]), Error::<Test>::InvalidRoundNumber);
        assert_noop!(write(vec![pulse(9)]), Error::<Test>::InvalidRoundNumber);
    });
}

#[test]
fn what_has_left_the_window_is_not_added_any_more() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(10)]));
        assert_ok!(write(vec![pulse(300_000)]));
        // 100 rounds are removed by each call, the window begins at 84 001.
        assert_eq!(stored(), (110, 300_000));
        assert_noop!(
            write(vec![pulse(84_000)]),
            Error::<Test>::InvalidRoundNumber
        );
        assert_ok!(write(vec![pulse(84_001)]));
        assert_eq!(stored(), (210, 300_000));
    });
}

#[test]
fn only_nobody_writes_pulses() {
    with_beacon(|| {
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::signed(1)] {
            let call = Call::write_pulse {
                pulses_payload: payload(vec![pulse(1)]),
                signature: None,
            };
            assert_noop!(dispatch(origin, call), DispatchError::BadOrigin);
        }
    });
}

#[test]
fn the_call_does_not_look_at_the_signature_of_the_payload() {
    with_beacon(|| {
        let call = Call::write_pulse {
            pulses_payload: payload(vec![pulse(1)]),
            signature: None,
        };
        assert_ok!(dispatch(RuntimeOrigin::none(), call));
        assert_eq!(stored(), (1, 1));
    });
}

fn set_beacon(config: BeaconConfiguration) -> Call<Test> {
    Call::set_beacon_config {
        config_payload: BeaconConfigurationPayload {
            block_number: 0,
            config,
            public: MultiSigner::Sr25519(worker().public()),
        },
        signature: None,
    }
}

#[test]
fn root_names_another_beacon_which_is_used_from_the_next_block_on() {
    chain_of(None).execute_with(|| {
        System::set_block_number(6);
        assert_ok!(dispatch(RuntimeOrigin::root(), set_beacon(beacon())));
        assert_eq!(BeaconConfig::<Test>::get(), beacon());
        assert_eq!(NextUnsignedAt::<Test>::get(), 7);
        assert_eq!(events(), [Event::BeaconConfigChanged]);
        assert_ok!(write(vec![pulse(3)]));
        assert_eq!(stored(), (3, 3));
    });
}

#[test]
fn a_key_that_can_sign_nothing_is_refused() {
    let right = beacon().public_key.into_inner();
    let mut infinity = vec![0; 96];
    infinity[0] = 0xc0;
    let mut off_the_curve = right.clone();
    off_the_curve[95] ^= 1;
    chain_of(None).execute_with(|| {
        for key in [vec![], right[..95].to_vec(), infinity, off_the_curve] {
            let wrong = BeaconConfiguration {
                public_key: BoundedVec::truncate_from(key),
                ..beacon()
            };
            // Neither the beacon nor the block from which on it counts is touched.
            assert_noop!(
                dispatch(RuntimeOrigin::root(), set_beacon(wrong)),
                Error::<Test>::PulseVerificationError
            );
        }
        assert!(!BeaconConfig::<Test>::exists());
        assert!(!NextUnsignedAt::<Test>::exists());
    });
}

#[test]
fn a_beacon_without_a_rhythm_is_refused() {
    chain_of(None).execute_with(|| {
        let wrong = BeaconConfiguration {
            period: 0,
            ..beacon()
        };
        assert_noop!(
            dispatch(RuntimeOrigin::root(), set_beacon(wrong)),
            Error::<Test>::NoneValue
        );
        assert!(!BeaconConfig::<Test>::exists());
        assert!(!NextUnsignedAt::<Test>::exists());
    });
}

#[test]
fn root_sets_the_oldest_round() {
    with_beacon(|| {
        let call = Call::set_oldest_stored_round { oldest_round: 5 };
        assert_ok!(dispatch(RuntimeOrigin::root(), call));
        assert_eq!(stored(), (5, 0));
        assert_eq!(events(), [Event::SetOldestStoredRound(5)]);
        assert_ok!(write(vec![pulse(3)]));
        // The oldest round is written by the first pulse only when nobody has set it.
        assert_eq!(stored(), (5, 3));
    });
}

#[test]
fn only_root_changes_the_settings() {
    with_beacon(|| {
        for origin in [RuntimeOrigin::none(), RuntimeOrigin::signed(1)] {
            let oldest = Call::set_oldest_stored_round { oldest_round: 5 };
            for call in [set_beacon(beacon()), oldest] {
                assert_noop!(dispatch(origin.clone(), call), DispatchError::BadOrigin);
            }
        }
    });
}

#[test]
fn a_pulse_weighs_what_its_verification_takes_with_three_reads_and_four_writes() {
    with_beacon(|| {
        let weight = |pulses| {
            let call = RuntimeCall::Drand(Call::write_pulse {
                pulses_payload: payload(pulses),
                signature: None,
            });
            call.get_dispatch_info().call_weight
        };
        let storage = RocksDbWeight::get().reads_writes(3, 4);
        let one = Weight::from_parts(4_294_000_000, 0).saturating_add(storage);
        assert_eq!(weight(vec![pulse(1)]), one);
        let two = weight(vec![pulse(1), pulse(2)]);
        assert_eq!(two.ref_time() - one.ref_time(), 4_294_000_000 + 100_000_000);
    });
}

#[test]
fn rounds_that_are_removed_are_added_to_the_weight_of_the_block() {
    with_beacon(|| {
        assert_ok!(write(vec![pulse(1)]));
        let before = System::block_weight().total();
        assert_ok!(write(vec![pulse(400_000)]));
        let removed = System::block_weight().total().saturating_sub(before);
        assert_eq!(removed, RocksDbWeight::get().writes(100));
    });
}
