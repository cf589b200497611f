//! Endpoints beside each other: good, slow, stalled, stuck.

use super::{
    node::{ENDPOINTS, Node, json_of},
    trouble::SILENCE,
    web::Answer,
};
use crate::mock::{pulse, pulse_by};

/// An endpoint that answers with status 200 and this many bytes, and with the rest much later.
fn stalled(at_once: usize, answer: Answer) -> Answer {
    Answer {
        at_once,
        stalls: 60_000,
        ..answer
    }
}

/// The answer after so many milliseconds.
fn after(after: u64) -> impl Fn(Answer) -> Answer {
    move |answer| Answer { after, ..answer }
}

/// Milliseconds that a run takes, and what it submits.
fn timed(node: &mut Node) -> (u64, Vec<u64>) {
    let started = node.web.state().clock;
    let (rounds, _) = node.run();
    (node.web.state().clock - started, rounds)
}

#[track_caller]
fn assert_taken_after_300_ms(node: &mut Node, rounds: &[u64]) {
    let (passed, taken) = timed(node);
    assert_eq!(taken, rounds);
    assert!((300..=320).contains(&passed), "{passed} ms");
}

#[test]
fn the_first_good_answer_wins_whoever_gives_it() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let good = Answer {
        after: 300,
        ..Answer::now(json_of(&pulse(100)))
    };
    for bad in [
        Answer::now("garbage"),
        Answer::now(json_of(&pulse_by([1; 32], 200))),
        Answer {
            after: 900,
            ..Answer::now(json_of(&pulse(99)))
        },
    ] {
        let started = node.web.state().clock;
        node.answer(ENDPOINTS[0], "latest", bad);
        node.answer(ENDPOINTS[1], "latest", good.clone());
        assert_eq!(node.run(), (vec![100], vec![]));
        let passed = node.web.state().clock - started;
        assert!((300..=320).contains(&passed), "{passed} ms");
    }
}

#[test]
fn a_stalled_endpoint_and_a_good_one_the_pulse_of_the_good_one_is_taken() {
    for at_once in [0, 1, 100] {
        let mut node = Node::new(Some(&ENDPOINTS));
        node.latest(ENDPOINTS[0], 200, |answer| stalled(at_once, answer));
        node.latest(ENDPOINTS[1], 100, after(300));
        assert_taken_after_300_ms(&mut node, &[100]);
    }
}

#[test]
fn an_endpoint_that_stalls_in_every_round_holds_up_none() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([96]);
    node.publish(97..=100);
    for name in ["latest", "97", "98", "99"] {
        let url = format!("{}/{}/public/{name}", ENDPOINTS[0], "ab".repeat(32));
        let good = node.web.state().answers[&url].clone();
        node.answer(ENDPOINTS[0], name, after(300)(good.clone()));
        node.answer(ENDPOINTS[1], name, stalled(0, good));
    }
    let (passed, taken) = timed(&mut node);
    assert_eq!(taken, [97, 98, 99, 100]);
    assert!((1_200..=1_280).contains(&passed), "{passed} ms");
}

#[test]
fn a_body_that_comes_in_two_parts_is_put_together() {
    for at_once in [0, 1, 100] {
        let mut node = Node::new(Some(&ENDPOINTS));
        node.latest(ENDPOINTS[0], 100, |answer| Answer {
            at_once,
            stalls: 300,
            ..answer
        });
        assert_taken_after_300_ms(&mut node, &[100]);
    }
}

#[test]
fn many_stalled_endpoints_do_not_add_up() {
    let endpoints: Vec<_> = (0..20).map(|number| format!("http://{number}")).collect();
    let endpoints: Vec<_> = endpoints.iter().map(String::as_str).collect();
    let mut node = Node::new(Some(&endpoints));
    for endpoint in &endpoints[..19] {
        node.latest(endpoint, 200, |answer| stalled(5, answer));
    }
    node.latest(endpoints[19], 100, |answer| Answer {
        at_once: 5,
        stalls: 300,
        ..answer
    });
    assert_taken_after_300_ms(&mut node, &[100]);
}

#[test]
fn a_slow_answer_is_given_up_after_a_second() {
    let mut node = Node::new(Some(&ENDPOINTS));
    let slow = Answer {
        after: 1_001,
        ..Answer::now(json_of(&pulse(100)))
    };
    node.answer(ENDPOINTS[0], "latest", slow);
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
    assert_eq!(node.web.state().clock, 1_000);
}

#[test]
fn a_slow_body_is_given_up_after_a_second() {
    let mut node = Node::new(Some(&ENDPOINTS));
    for endpoint in ENDPOINTS {
        node.latest(endpoint, 100, |answer| Answer {
            at_once: 100,
            stalls: 1_001,
            ..answer
        });
    }
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
    assert_eq!(node.web.state().clock, 1_000);
}

#[test]
fn an_endpoint_that_is_stuck_at_a_stored_round_does_not_hide_newer_ones() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([99, 100]);
    for stuck in [99, 100] {
        node.publish(101..=103);
        node.latest(ENDPOINTS[0], stuck, |answer| answer);
        node.latest(ENDPOINTS[1], 103, after(300));
        assert_taken_after_300_ms(&mut node, &[101, 102, 103]);
    }
}

#[test]
fn nobody_waits_for_a_round_that_the_beacon_has_not_come_to() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100]);
    node.latest(ENDPOINTS[0], 100, |answer| answer);
    node.latest(ENDPOINTS[1], 100, after(900));
    node.time_of(100);
    // The first look at the answers.
    assert_eq!(timed(&mut node), (20, vec![]));
    node.time_of(101);
    assert_eq!(timed(&mut node), (900, vec![]));
}

#[test]
fn a_chain_does_not_begin_with_an_old_round_while_there_is_a_newer_one() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.time_of(1_000);
    node.latest(ENDPOINTS[0], 5, |answer| answer);
    node.latest(ENDPOINTS[1], 999, after(300));
    assert_taken_after_300_ms(&mut node, &[999]);
    // Nor does it wait for ever: the newest of those that are there will do.
    node.latest(ENDPOINTS[1], 4, after(900));
    assert_eq!(timed(&mut node), (900, vec![5]));
    node.latest(ENDPOINTS[1], 999, after(1_001));
    assert_eq!(timed(&mut node), (1_000, vec![5]));
}
