//! What the off-chain worker asks for and submits.

use codec::Encode;
use sp_keystore::{KeystoreExt, testing::MemoryKeystore};
use sp_runtime::offchain::storage::StorageValueRef;

use super::{
    node::{ENDPOINTS, Node, json_of},
    web::Answer,
};
use crate::{
    ENDPOINTS_KEY, NextUnsignedAt,
    mock::{Test, pulse},
};

#[test]
fn the_first_pulse_is_the_latest_alone() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.publish(95..=100);
    assert_eq!(node.run(), (vec![100], vec![]));
    let asked = node.web.state().asked();
    let path = format!("/{}/public/latest", "ab".repeat(32));
    assert_eq!(asked, ENDPOINTS.map(|endpoint| format!("{endpoint}{path}")));
}

#[test]
fn the_rounds_since_the_last_one_follow_in_order() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([96]);
    node.publish(90..=100);
    assert_eq!(node.run(), (vec![97, 98, 99, 100], vec![]));
    // Two endpoints are asked for the latest and for three rounds more.
    assert_eq!(node.web.state().asked().len(), 8);
}

#[test]
fn fifty_rounds_are_fetched_in_a_run_at_most() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100]);
    node.publish(100..=400);
    let (rounds, said) = node.run();
    assert_eq!(rounds, (101..=150).collect::<Vec<_>>());
    assert!(said.is_empty());
}

#[test]
fn rounds_that_were_left_out_are_fetched_after_the_new_ones() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100, 102, 105]);
    node.publish(90..=106);
    assert_eq!(node.run().0, [106, 101, 103, 104]);
}

#[test]
fn an_endpoint_that_is_behind_gives_nothing_new() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100]);
    node.publish(90..=99);
    assert_eq!(node.run(), (vec![], vec![]));
}

#[test]
fn a_round_that_cannot_be_had_ends_the_run_and_those_before_it_are_submitted() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([96]);
    node.publish([97, 99, 100]);
    assert_eq!(node.run(), (vec![97], vec![]));
    // Another round is no answer.
    node.answer(ENDPOINTS[0], "98", Answer::now(json_of(&pulse(99))));
    assert_eq!(node.run(), (vec![97], vec![]));
}

#[test]
fn rounds_that_cannot_be_had_are_left_out_where_a_run_begins() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([96]);
    node.publish([99, 100]);
    assert_eq!(node.run(), (vec![99, 100], vec![]));
    node.store([99, 100]);
    node.publish([97, 101]);
    assert_eq!(node.run(), (vec![101, 97], vec![]));
}

#[test]
fn the_newest_pulse_is_submitted_if_nobody_has_those_before_it() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100]);
    node.latest(ENDPOINTS[0], 400, |answer| answer);
    assert_eq!(node.run(), (vec![400], vec![]));
    // Two endpoints were asked for the latest and, in vain, for fifty rounds.
    assert_eq!(node.web.state().asked().len(), 2 * 51);
    // Rounds that nobody answers take all the time of a run.
    for round in 101..=150u64 {
        let slow = Answer {
            after: 5_000,
            ..Answer::now("")
        };
        node.answer(ENDPOINTS[1], &round.to_string(), slow);
    }
    assert_eq!(node.run(), (vec![400], vec![]));
    assert_eq!(node.web.state().clock, 10_000);
}

#[test]
fn rounds_that_would_be_removed_at_once_are_not_asked_for() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([1]);
    node.publish([84_000, 84_001, 84_002, 300_000]);
    assert_eq!(node.run(), (vec![84_001, 84_002], vec![]));
}

#[test]
fn a_missing_round_that_nobody_has_hides_no_other() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100, 102, 104]);
    node.publish([103, 105]);
    assert_eq!(node.run(), (vec![105, 103], vec![]));
}

#[test]
fn missing_rounds_are_looked_for_in_vain_three_times_in_a_run() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100, 106]);
    node.publish([105, 107]);
    assert_eq!(node.run(), (vec![107], vec![]));
    let asked = node.web.state().asked();
    assert_eq!(asked.len(), 2 * 4);
    assert!(asked[7].ends_with("/103"), "{}", asked[7]);
}

#[test]
fn slow_rounds_end_the_run_after_ten_seconds() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([100]);
    node.publish(101..=150);
    for round in 101..150u64 {
        let slow = Answer {
            after: 900,
            ..Answer::now(json_of(&pulse(round)))
        };
        node.answer(ENDPOINTS[0], &round.to_string(), slow);
    }
    let (rounds, said) = node.run();
    assert_eq!(rounds, (101..=112).collect::<Vec<_>>());
    assert!(said.is_empty());
    assert!(node.web.state().clock <= 11_000);
}

#[test]
fn one_run_at_a_time_unless_it_never_ended() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.publish([7]);
    let ends = sp_core::offchain::Timestamp::from_unix_millis(11_000);
    node.chain
        .execute_with(|| StorageValueRef::persistent(b"drand/lock").set(&ends));
    assert!(node.run().0.is_empty());
    node.web.state().clock = 11_001;
    assert_eq!(node.run().0, [7]);
    assert_eq!(node.run().0, [7], "the run before has ended");
}

#[test]
fn nothing_is_asked_without_a_key_or_before_the_block_of_a_new_beacon() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.publish([7]);
    node.chain.execute_with(|| NextUnsignedAt::<Test>::put(2));
    assert_eq!(node.run(), (vec![], vec![]));
    node.chain.execute_with(|| NextUnsignedAt::<Test>::put(1));
    node.chain
        .register_extension(KeystoreExt::new(MemoryKeystore::new()));
    assert_eq!(node.run(), (vec![], vec![]));
    assert!(node.web.state().asked().is_empty());
}

#[test]
fn without_other_endpoints_the_public_ones_are_asked() {
    let mut node = Node::new(None);
    assert!(node.run().0.is_empty());
    let path = format!("/{}/public/latest", "ab".repeat(32));
    let public = [
        "https://api.drand.sh",
        "https://api2.drand.sh",
        "https://api3.drand.sh",
        "https://drand.cloudflare.com",
        "https://api.drand.secureweb3.com:6875",
    ];
    let asked = node.web.state().asked();
    assert_eq!(asked, public.map(|endpoint| format!("{endpoint}{path}")));
}

#[test]
fn endpoints_are_stored_as_the_node_writes_them() {
    let urls = vec![b"http://one".to_vec()];
    assert_eq!(ENDPOINTS_KEY, b"drand/endpoints");
    assert_eq!(urls.encode(), [&[4, 40][..], b"http://one"].concat());
}
