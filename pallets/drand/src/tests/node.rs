//! A node whose worker runs when a test says so, with the endpoints of a test.

use std::cell::RefCell;

use codec::Decode;
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
    Call, ENDPOINTS_KEY, KEY_TYPE, Pulse,
    mock::{Clock, Drand, RuntimeCall, System, Test, beacon, chain_of, pulse, write},
};

/// The endpoints of most tests.
pub const ENDPOINTS: [&str; 2] = ["http://one", "http://two"];

/// A node: a chain, its worker, and what it is connected to.
pub struct Node {
    pub chain: TestExternalities,
    pub web: Web,
    /// Takes out what was submitted.
    pool: Box<dyn Fn() -> Vec<Vec<u8>>>,
}

impl Node {
    pub fn new(endpoints: Option<&[&str]>) -> Self {
        Clock::set(0);
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

    pub fn answer(&self, endpoint: &str, name: &str, answer: Answer) {
        let url = format!("{endpoint}/{}/public/{name}", "ab".repeat(32));
        self.web.state().answers.insert(url, answer);
    }

    /// Endpoint one publishes these rounds, the last one as the latest.
    pub fn publish(&self, rounds: impl IntoIterator<Item = u64>) {
        for round in rounds {
            let answer = Answer::now(json_of(&pulse(round)));
            self.answer(ENDPOINTS[0], &round.to_string(), answer.clone());
            self.answer(ENDPOINTS[0], "latest", answer);
        }
    }

    /// An endpoint answers with this pulse when it is asked for the latest.
    pub fn latest(&self, endpoint: &str, round: u64, answer: impl FnOnce(Answer) -> Answer) {
        let now = Answer::now(json_of(&pulse(round)));
        self.answer(endpoint, "latest", answer(now));
    }

    /// By the clock of the chain it is time for this round.
    pub fn time_of(&self, round: u64) {
        let config = beacon();
        let passed = u64::from(config.period) * (round - 1);
        Clock::set((u64::from(config.genesis_time) + passed) * 1_000);
    }

    /// The pulses are stored.
    pub fn store(&mut self, rounds: impl IntoIterator<Item = u64>) {
        self.chain.execute_with(|| {
            for round in rounds {
                assert_ok!(write(vec![pulse(round)]));
            }
        });
    }

    /// Runs the worker once. Returns what it submitted and said.
    pub fn run(&mut self) -> (Vec<u64>, Vec<String>) {
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
pub fn json_of(pulse: &Pulse) -> String {
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

/// Hears what the worker says.
pub(crate) fn listen(message: &str) {
    MESSAGES.with_borrow_mut(|messages| messages.push(message.to_owned()));
}
