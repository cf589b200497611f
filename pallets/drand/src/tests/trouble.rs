//! What the off-chain worker says, and how often.

use sp_runtime::offchain::storage::StorageValueRef;

use super::{
    node::{ENDPOINTS, Node, json_of},
    web::Answer,
};
use crate::{
    Pulse,
    mock::{pulse, pulse_by},
    report::LASTING_RUNS,
    worker::TROUBLE_KEY,
};

pub const SILENCE: &str =
    "Beacon: no endpoint of the beacon answers in time. Time-locked weights wait for it.";
const GARBAGE: &str =
    "Beacon: no endpoint of the beacon answers with a pulse. Time-locked weights wait for it.";
const FORGERY: &str = "Beacon: the endpoints answer with pulses that the beacon has not signed. Time-locked weights wait for it.";
const BEHIND: &str = "Beacon: the endpoints of the beacon answer with old pulses only. Time-locked weights wait for it.";
const BACK: &str = "Beacon: it answers again.";

#[test]
fn nobody_there_is_said_once_and_so_is_the_end_of_it() {
    let mut node = Node::new(Some(&ENDPOINTS));
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
    assert_eq!(node.run(), (vec![], vec![]));
    node.publish([7]);
    for _ in 1..LASTING_RUNS {
        assert_eq!(node.run(), (vec![7], vec![]));
    }
    assert_eq!(node.run(), (vec![7], vec![BACK.into()]));
    assert_eq!(node.run(), (vec![7], vec![]));
}

#[test]
fn a_node_without_endpoints_says_so_once() {
    let mut node = Node::new(Some(&[]));
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
    assert_eq!(node.run(), (vec![], vec![]));
}

#[test]
fn answers_that_are_no_pulses_are_told_from_silence() {
    let right = pulse(100);
    let hex_of = |bytes: &[u8]| hex::encode(bytes);
    let bodies = [
        String::new(),
        "garbage".into(),
        "{}".into(),
        "[".repeat(4_000),
        " ".repeat(5_000),
        json_of(&right).replace("100", "-1"),
        json_of(&right).replace(&hex_of(&right.signature), "xyz"),
        json_of(&right).replace(&hex_of(&right.signature), &"00".repeat(145)),
        format!("{}{}", " ".repeat(4_000), json_of(&right)),
    ];
    for body in bodies {
        let mut node = Node::new(Some(&ENDPOINTS));
        node.answer(ENDPOINTS[1], "latest", Answer::now(body.clone()));
        assert_eq!(node.run(), (vec![], vec![GARBAGE.into()]), "{body:.40}");
        assert_eq!(node.run(), (vec![], vec![]));
    }
}

#[test]
fn only_status_200_counts() {
    for status in [201, 301, 404, 500] {
        let mut node = Node::new(Some(&ENDPOINTS));
        let answer = Answer {
            status,
            ..Answer::now(json_of(&pulse(100)))
        };
        node.answer(ENDPOINTS[0], "latest", answer);
        assert_eq!(node.run(), (vec![], vec![GARBAGE.into()]));
    }
}

#[test]
fn pulses_of_another_beacon_are_not_submitted() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let forged = json_of(&pulse_by([1; 32], 100));
    node.answer(ENDPOINTS[0], "latest", Answer::now(forged));
    assert_eq!(node.run(), (vec![], vec![FORGERY.into()]));
    node.answer(ENDPOINTS[0], "latest", Answer::now("garbage"));
    for _ in 1..LASTING_RUNS {
        assert_eq!(node.run(), (vec![], vec![]));
    }
    assert_eq!(node.run(), (vec![], vec![GARBAGE.into()]));
}

#[test]
fn randomness_that_is_not_the_hash_of_the_signature_is_not_submitted() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let wrong = Pulse {
        randomness: pulse(99).randomness,
        ..pulse(100)
    };
    node.answer(ENDPOINTS[0], "latest", Answer::now(json_of(&wrong)));
    assert_eq!(node.run(), (vec![], vec![FORGERY.into()]));
}

#[test]
fn an_endpoint_that_works_now_and_then_is_complained_of_once() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let mut said = Vec::new();
    for _ in 0..10 {
        for answer in [Answer::now("garbage"), Answer::now(json_of(&pulse(7)))] {
            node.answer(ENDPOINTS[0], "latest", answer);
            said.extend(node.run().1);
        }
    }
    assert_eq!(said, [GARBAGE]);
}

#[test]
fn troubles_that_take_turns_are_told_once() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let mut said = Vec::new();
    for _ in 0..10 {
        let forged = json_of(&pulse_by([1; 32], 7));
        for answer in [Answer::now("garbage"), Answer::now(forged)] {
            node.answer(ENDPOINTS[0], "latest", answer);
            said.extend(node.run().1);
        }
    }
    assert_eq!(said, [GARBAGE]);
}

#[test]
fn a_bad_run_among_good_ones_puts_off_the_end_of_the_trouble() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let good = Answer::now(json_of(&pulse(7)));
    let bad = Answer::now("garbage");
    let mut run = |answer: &Answer| {
        node.answer(ENDPOINTS[0], "latest", answer.clone());
        node.run().1
    };
    assert_eq!(run(&bad), [GARBAGE]);
    for _ in 1..LASTING_RUNS {
        assert!(run(&good).is_empty());
    }
    assert!(run(&bad).is_empty());
    for _ in 1..LASTING_RUNS {
        assert!(run(&good).is_empty());
    }
    assert_eq!(run(&good), [BACK]);
    assert_eq!(run(&bad), [GARBAGE]);
}

#[test]
fn endpoints_that_are_stuck_are_told_of_once() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([99, 100]);
    node.latest(ENDPOINTS[0], 99, |answer| answer);
    node.latest(ENDPOINTS[1], 100, |answer| answer);
    // Thirty seconds and two rounds are nothing.
    node.time_of(112);
    assert_eq!(node.run(), (vec![], vec![]));
    node.time_of(113);
    assert_eq!(node.run(), (vec![], vec![BEHIND.into()]));
    node.time_of(5_000);
    for _ in 0..5 {
        assert_eq!(node.run(), (vec![], vec![]));
    }
    node.publish(101..=103);
    for _ in 1..LASTING_RUNS {
        assert_eq!(node.run(), (vec![101, 102, 103], vec![]));
    }
    assert_eq!(node.run(), (vec![101, 102, 103], vec![BACK.into()]));
}

#[test]
fn a_stuck_endpoint_beside_a_dead_one_does_not_end_a_complaint() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100]);
    node.time_of(200);
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
    node.latest(ENDPOINTS[0], 100, |answer| answer);
    let said: Vec<_> = (0..10).flat_map(|_| node.run().1).collect();
    assert_eq!(said, [BEHIND]);
}

#[test]
fn a_run_that_submits_a_new_round_is_healthy_however_old_that_is() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.time_of(5_000);
    node.store([100]);
    node.publish([101]);
    assert_eq!(node.run(), (vec![101], vec![]));
}

#[test]
fn a_missing_round_that_nobody_has_is_no_trouble() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100, 102]);
    node.publish([103]);
    assert_eq!(node.run(), (vec![103], vec![]));
    node.store([103]);
    for _ in 0..5 {
        assert_eq!(node.run(), (vec![], vec![]));
    }
}

#[test]
fn a_note_of_another_form_is_as_none() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.chain
        .execute_with(|| StorageValueRef::persistent(TROUBLE_KEY).set(&1u8));
    node.publish([7]);
    assert_eq!(node.run(), (vec![7], vec![]));
    node.web.state().answers.clear();
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
}
