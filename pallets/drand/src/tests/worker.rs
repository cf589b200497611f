//! The off-chain worker, with endpoints that answer well, badly or not at all.

use std::{cell::RefCell, sync::Once};

use codec::{Decode, Encode};
use frame_support::{assert_ok, traits::OffchainWorker};
use frame_system::mocking::MockUncheckedExtrinsic;
use serde_json::json;
use sp_core::offchain::{
    OffchainDbExt, OffchainWorkerExt, TransactionPoolExt,
    testing::{TestOffchainExt, TestTransactionPoolExt},
};
use sp_io::TestExternalities;
use sp_keystore::{Keystore, KeystoreExt, testing::MemoryKeystore};
use sp_runtime::{offchain::storage::StorageValueRef, transaction_validity::TransactionSource};

use super::web::{Answer, Web};
use crate::{
    Call, ENDPOINTS_KEY, KEY_TYPE, NextUnsignedAt, Pulse,
    mock::{Drand, RuntimeCall, System, Test, beacon, chain_of, pulse, pulse_by, write},
};

/// The endpoints of most tests.
const ENDPOINTS: [&str; 2] = ["http://one", "http://two"];

/// A node: a chain, its worker, and what it is connected to.
struct Node {
    chain: TestExternalities,
    web: Web,
    /// Takes out what was submitted.
    pool: Box<dyn Fn() -> Vec<Vec<u8>>>,
}

impl Node {
    fn new(endpoints: Option<&[&str]>) -> Self {
        record_messages();
        let mut chain = chain_of(Some(beacon()));
        let web = Web::default();
        let (pool, transactions) = TestTransactionPoolExt::new();
        let keystore = MemoryKeystore::new();
        keystore
            .sr25519_generate_new(KEY_TYPE, None)
            .expect("a key in memory");
        chain.register_extension(OffchainWorkerExt::new(web.clone()));
        chain.register_extension(OffchainDbExt::new(TestOffchainExt::new().0));
        chain.register_extension(TransactionPoolExt::new(pool));
        chain.register_extension(KeystoreExt::new(keystore));
        if let Some(endpoints) = endpoints {
            let urls: Vec<_> = endpoints
                .iter()
                .map(|url| url.as_bytes().to_vec())
                .collect();
            chain.execute_with(|| StorageValueRef::persistent(ENDPOINTS_KEY).set(&urls));
        }
        let pool = Box::new(move || std::mem::take(&mut transactions.write().transactions));
        Self { chain, web, pool }
    }

    fn answer(&self, endpoint: &str, name: &str, answer: Answer) {
        let url = format!("{endpoint}/{}/public/{name}", "ab".repeat(32));
        self.web.state().answers.insert(url, answer);
    }

    /// Endpoint one publishes these rounds, the last one as the latest.
    fn publish(&self, rounds: impl IntoIterator<Item = u64>) {
        for round in rounds {
            let answer = Answer::now(json_of(&pulse(round)));
            self.answer(ENDPOINTS[0], &round.to_string(), answer.clone());
            self.answer(ENDPOINTS[0], "latest", answer);
        }
    }

    /// The pulses are stored.
    fn store(&mut self, rounds: impl IntoIterator<Item = u64>) {
        self.chain.execute_with(|| {
            for round in rounds {
                assert_ok!(write(vec![pulse(round)]));
            }
        });
    }

    /// Runs the worker once. Returns what it submitted and said.
    fn run(&mut self) -> (Vec<u64>, Vec<String>) {
        let block = self.chain.execute_with(System::block_number);
        self.chain
            .execute_with(|| <Drand as OffchainWorker<u64>>::offchain_worker(block));
        let submitted = (self.pool)();
        let rounds = self
            .chain
            .execute_with(|| submitted.iter().map(|bytes| round_of(bytes)).collect());
        (rounds, MESSAGES.take())
    }
}

/// The round of a submitted transaction, which must be one that the pool takes.
fn round_of(transaction: &[u8]) -> u64 {
    let transaction =
        MockUncheckedExtrinsic::<Test>::decode(&mut &transaction[..]).expect("it is a transaction");
    let RuntimeCall::Drand(Call::write_pulse {
        pulses_payload,
        signature,
    }) = transaction.function
    else {
        panic!("it submits pulses only");
    };
    let source = TransactionSource::Local;
    assert_ok!(Drand::admit(source, &pulses_payload, signature.as_ref()));
    pulses_payload.pulses[0].round
}

/// A pulse as an endpoint answers it.
fn json_of(pulse: &Pulse) -> String {
    json!({
        "round": pulse.round,
        "randomness": hex::encode(&pulse.randomness),
        "signature": hex::encode(&pulse.signature),
        "previous_signature": "",
    })
    .to_string()
}

thread_local! {
    /// What the worker of this test has said.
    static MESSAGES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Recorder;

impl log::Log for Recorder {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.target() == "drand" && record.level() <= log::Level::Info {
            MESSAGES.with_borrow_mut(|messages| messages.push(record.args().to_string()));
        }
    }

    fn flush(&self) {}
}

fn record_messages() {
    static START: Once = Once::new();
    START.call_once(|| {
        log::set_logger(&Recorder).expect("nobody else listens");
        log::set_max_level(log::LevelFilter::Info);
    });
}

const SILENCE: &str =
    "Beacon: no endpoint of the beacon answers in time. Time-locked weights wait for it.";
const GARBAGE: &str =
    "Beacon: no endpoint of the beacon answers with a pulse. Time-locked weights wait for it.";
const FORGERY: &str = "Beacon: the endpoints answer with pulses that the beacon has not signed. Time-locked weights wait for it.";
const BACK: &str = "Beacon: it answers again.";

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
fn nobody_there_is_said_once_and_so_is_the_end_of_it() {
    let mut node = Node::new(Some(&ENDPOINTS));
    assert_eq!(node.run(), (vec![], vec![SILENCE.into()]));
    assert_eq!(node.run(), (vec![], vec![]));
    node.publish([7]);
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
fn a_round_that_cannot_be_had_ends_the_run_and_those_before_it_are_submitted() {
    let mut node = Node::new(Some(&ENDPOINTS));
    node.store([96]);
    node.publish([97, 99, 100]);
    assert_eq!(node.run(), (vec![97], vec![SILENCE.into()]));
    // Another round is no answer.
    node.answer(ENDPOINTS[0], "98", Answer::now(json_of(&pulse(99))));
    assert_eq!(node.run(), (vec![97], vec![FORGERY.into()]));
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
