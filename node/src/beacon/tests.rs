//! Tests of the beacon: most of them need no port.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may fail loudly"
)]

use ark_bls12_381::Bls12_381;
use clap::Parser;
use codec::Decode;
use hex_literal::hex;
use hyper::{Method, StatusCode};
use myelin_runtime::RuntimeCall;
use myelin_timelock::beacon::verify;
use pallet_drand::{BeaconConfiguration, types::Quicknet};
use serde_json::{Value, json};
use sp_core::Get;

use super::{
    Command, Rhythm,
    configuration::print,
    interface::{Refusal, answer},
    own::{Beacon, PUBLIC_GENESIS, chain_hash},
};

/// When the beacon of the tests begins, and how fast it is.
const GENESIS: u64 = 1_000_000;
const PERIOD: u64 = 10;

#[derive(Parser)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

/// Reads what follows `myelin-node beacon`.
fn read(arguments: &[&str]) -> Result<Command, clap::Error> {
    let line = std::iter::once("beacon").chain(arguments.iter().copied());
    Line::try_parse_from(line).map(|line| line.command)
}

fn rhythm() -> Rhythm {
    Rhythm {
        seed: "test".into(),
        period: 10.try_into().unwrap(),
        genesis_time: 1_000_000,
    }
}

fn beacon() -> Beacon {
    Beacon::new(&rhythm(), 1)
}

/// Asks for what lies below the path of the beacon.
fn get(beacon: &Beacon, path: &str, now: u64) -> Result<Value, Refusal> {
    let chain = beacon.chain();
    answer(beacon, &Method::GET, &format!("/{chain}/{path}"), now)
}

/// The sentence that comes with status 404.
fn refusal(answer: Result<Value, Refusal>) -> String {
    let (status, sentence) = answer.expect_err("there is nothing");
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(!sentence.contains('\n'), "{sentence}");
    sentence
}

#[test]
fn the_definition_of_the_command_line_is_sound() {
    use clap::CommandFactory;
    Line::command().debug_assert();
}

#[test]
fn the_hash_of_a_chain_is_computed_as_that_of_the_public_beacon() {
    let public = Quicknet::get();
    assert_eq!(chain_hash(&public), public.hash[..]);
}

#[test]
fn beacons_with_another_seed_or_rhythm_have_other_hashes() {
    let own = beacon().chain();
    let mut other = rhythm();
    other.seed.push('!');
    assert_ne!(Beacon::new(&other, 1).chain(), own);
    let mut other = rhythm();
    other.genesis_time = 1_000_001;
    assert_ne!(Beacon::new(&other, 1).chain(), own);
}

#[test]
fn a_round_begins_with_its_second() {
    let beacon = beacon();
    assert_eq!(beacon.latest(GENESIS - 1), None);
    assert_eq!(beacon.latest(GENESIS), Some(1));
    assert_eq!(beacon.latest(GENESIS + PERIOD - 1), Some(1));
    assert_eq!(beacon.latest(GENESIS + PERIOD), Some(2));
    // As the spec counts for the public one.
    let public = Beacon::new(
        &Rhythm {
            seed: "test".into(),
            period: 3.try_into().unwrap(),
            genesis_time: PUBLIC_GENESIS,
        },
        1,
    );
    assert_eq!(public.latest(1_692_806_364), Some(1000));
    assert_eq!(public.latest(1_692_806_363), Some(999));
}

#[test]
fn the_latest_round_is_served_with_its_signature() {
    let beacon = beacon();
    let pulse = beacon.pulse(3).unwrap();
    let expected = json!({
        "round": 3,
        "randomness": hex::encode(pulse.randomness),
        "signature": hex::encode(pulse.signature),
    });
    let now = GENESIS + 2 * PERIOD;
    assert_eq!(get(&beacon, "public/latest", now).unwrap(), expected);
    assert_eq!(get(&beacon, "public/3", now + 1000).unwrap(), expected);
}

#[test]
fn pulses_are_those_of_the_public_key() {
    let beacon = beacon();
    let is_genuine = |round, signature: &[u8]| {
        verify::<Bls12_381>(round, signature, &beacon.configuration.public_key).unwrap()
    };
    let pulse = beacon.pulse(1000).unwrap();
    assert!(is_genuine(1000, &pulse.signature));
    assert!(!is_genuine(1001, &pulse.signature));
    let mut other = rhythm();
    other.seed.clear();
    let other = Beacon::new(&other, 1).pulse(1000).unwrap();
    assert!(!is_genuine(1000, &other.signature));
}

#[test]
fn a_round_of_the_future_is_not_served() {
    let beacon = beacon();
    assert_eq!(
        refusal(get(&beacon, "public/2", GENESIS + PERIOD - 1)),
        "round 2 is not signed yet: the newest one is 1"
    );
    assert!(get(&beacon, "public/2", GENESIS + PERIOD).is_ok());
    for path in ["public/latest", "public/1"] {
        assert_eq!(
            refusal(get(&beacon, path, GENESIS - 1)),
            "nothing is signed yet: the first round comes at 1000000"
        );
    }
}

#[test]
fn rounds_that_were_lost_are_not_served() {
    let beacon = Beacon::new(&rhythm(), 5);
    let now = GENESIS + 100 * PERIOD;
    assert_eq!(
        refusal(get(&beacon, "public/4", now)),
        "round 4 is not known: the oldest one is 5"
    );
    assert!(get(&beacon, "public/5", now).is_ok());
    // The rounds that are not there yet are not lost.
    assert!(refusal(get(&beacon, "public/latest", GENESIS)).contains("not known"));
    assert!(refusal(get(&self::beacon(), "public/0", now)).contains("the oldest one is 1"));
}

#[test]
fn what_is_no_round_is_refused() {
    for garbage in ["-1", "1.5", "0x1", "soon", "18446744073709551616", "%00"] {
        let sentence = refusal(get(&beacon(), &format!("public/{garbage}"), GENESIS));
        assert!(sentence.contains("is no round"), "{sentence}");
    }
}

#[test]
fn a_path_where_nothing_is_names_those_where_something_is() {
    let beacon = beacon();
    let chain = beacon.chain();
    for path in [
        "",
        "/",
        "//",
        "/public/latest",
        "/chains/x",
        &format!("/{chain}"),
        &format!("/{chain}/public"),
        &format!("/{chain}/public/1/2"),
    ] {
        let sentence = refusal(answer(&beacon, &Method::GET, path, GENESIS));
        assert!(sentence.contains("/chains"), "{path}: {sentence}");
        assert!(
            sentence.contains(&format!("/{chain}/info")),
            "{path}: {sentence}"
        );
    }
    let other = refusal(answer(
        &beacon,
        &Method::GET,
        "/abcd/public/latest",
        GENESIS,
    ));
    assert_eq!(
        other,
        format!("there is no chain abcd here: this beacon serves {chain}")
    );
}

#[test]
fn only_get_is_served() {
    let (status, sentence) = answer(&beacon(), &Method::POST, "/chains", GENESIS).unwrap_err();
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(sentence, "POST is not served: use GET");
}

#[test]
fn the_beacon_says_who_it_is() {
    let beacon = beacon();
    let chain = beacon.chain();
    let chains = answer(&beacon, &Method::GET, "/chains", 0).unwrap();
    assert_eq!(chains, json!([chain]));
    let info = get(&beacon, "info", 0).unwrap();
    assert_eq!(info["hash"], json!(chain));
    assert_eq!(
        info["public_key"],
        json!(hex::encode(&beacon.configuration.public_key))
    );
    assert_eq!(
        (&info["period"], &info["genesis_time"]),
        (&json!(10), &json!(1_000_000))
    );
    assert_eq!(info["schemeID"], json!("bls-unchained-g1-rfc9380"));
}

#[test]
fn a_chain_learns_the_beacon_from_its_configuration() {
    let beacon = beacon();
    let printed: Value = serde_json::from_str(&print(&beacon.configuration)).unwrap();
    assert_eq!(printed["beaconConfig"], get(&beacon, "info", 0).unwrap());
    let read: BeaconConfiguration =
        serde_json::from_value(printed["beaconConfig"].clone()).unwrap();
    assert_eq!(read, beacon.configuration);

    let call = printed["call"].as_str().unwrap().strip_prefix("0x");
    let call = RuntimeCall::decode(&mut &hex::decode(call.unwrap()).unwrap()[..]).unwrap();
    let RuntimeCall::Drand(pallet_drand::Call::set_beacon_config { config_payload, .. }) = call
    else {
        panic!("another call");
    };
    assert_eq!(config_payload.config, beacon.configuration);
}

#[test]
fn a_beacon_answers_over_a_real_port() {
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    let tokio = sc_cli::build_runtime().unwrap();
    let listener = tokio.block_on(super::server::listen(0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = tokio.block_on(super::server::listen(port)).unwrap_err();
    let text = taken.to_string();
    assert!(
        text.contains(&port.to_string()) && text.contains("--port"),
        "{text}"
    );
    tokio.spawn(super::server::serve(listener, beacon()));

    let ask = |path: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    };
    let chain = beacon().chain();
    let response = ask(&format!("/{chain}/public/7?x"));
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert!(head.contains("application/json"), "{head}");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["round"], json!(7));
    assert!(ask("/nowhere").starts_with("HTTP/1.1 404 Not Found"));
}

mod hidden_weights {
    use myelin_timelock::{Failure, Opener, Payload, Signature, payload::Scores};

    use super::*;

    /// The hotkey //Alice, and its bytes.
    const HOTKEY: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    const ACCOUNT: [u8; 32] =
        hex!("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d");

    /// Reads `beacon encrypt` with a hotkey, weights, and what else is given.
    fn hide(more: &[&str]) -> Result<String, String> {
        let common = [
            "encrypt",
            "--hotkey",
            HOTKEY,
            "--weights",
            "3:65535,4:32768",
        ];
        match read(&[&common[..], more].concat()).map_err(|refusal| refusal.to_string())? {
            Command::Encrypt(hide) => hide.commit().map_err(|refusal| refusal.to_string()),
            _ => panic!("another command"),
        }
    }

    fn open(commit: &str, signature: &[u8]) -> Result<Payload, Failure> {
        let bytes = hex::decode(commit.strip_prefix("0x").unwrap()).unwrap();
        let signature = Signature::<Bls12_381>::decode(signature).unwrap();
        Opener::new()
            .decrypt(&bytes, &signature)
            .map(|payload| Payload::decode(&payload).unwrap())
    }

    fn expected(version_key: u64) -> Payload {
        Payload {
            hotkey: Some(ACCOUNT),
            scores: Scores {
                uids: vec![3, 4],
                values: vec![65535, 32768],
                version_key,
            },
        }
    }

    #[test]
    fn the_signature_of_their_round_opens_them_and_no_other_does() {
        let commit = hide(&["--round", "9", "--seed", "test", "--version-key", "7"]).unwrap();
        let signature = |round| beacon().pulse(round).unwrap().signature;
        assert_eq!(open(&commit, &signature(9)), Ok(expected(7)));
        assert_eq!(open(&commit, &signature(8)), Err(Failure::WrongKey));
    }

    #[test]
    fn the_public_beacon_opens_what_was_hidden_with_its_key() {
        let signature = hex!(
            "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
        );
        let key = hex::encode(&Quicknet::get().public_key);
        for key in [key.clone(), format!("0x{key}")] {
            let commit = hide(&["--round", "1000", "--public-key", &key]).unwrap();
            assert_eq!(open(&commit, &signature), Ok(expected(0)));
        }
    }

    #[test]
    fn the_same_weights_are_hidden_differently_each_time() {
        let arguments = ["--round", "9", "--seed", "test"];
        assert_ne!(hide(&arguments), hide(&arguments));
    }

    #[test]
    fn what_is_not_usable_is_named() {
        let key = hex::encode(&Quicknet::get().public_key);
        let no_point = "00".repeat(96);
        for (arguments, named) in [
            (&["--round", "0", "--seed", "test"][..], "--round"),
            (&["--seed", "test"], "--round"),
            (&["--round", "9"], "--public-key"),
            (
                &["--round", "9", "--seed", "test", "--public-key", &key],
                "--public-key",
            ),
            (&["--round", "9", "--public-key", "0xzz"], "96 bytes"),
            (&["--round", "9", "--public-key", &key[2..]], "96 bytes"),
            (&["--round", "9", "--public-key", &no_point], "no point"),
        ] {
            let refusal = hide(arguments).unwrap_err();
            assert!(refusal.contains(named), "{arguments:?}: {refusal}");
        }
        for weights in ["", "3", "3:", ":3", "3:65536", "65536:1", "3:1,", "a:b"] {
            let arguments = ["encrypt", "--round", "9", "--seed", "x", "--hotkey", HOTKEY];
            let refusal = read(&[&arguments[..], &["--weights", weights]].concat());
            let refusal = refusal.expect_err(weights).to_string();
            assert!(refusal.contains("--weights"), "{weights}: {refusal}");
        }
        let arguments = ["encrypt", "--round", "9", "--seed", "x", "--weights", "1:1"];
        let refusal = read(&[&arguments[..], &["--hotkey", &HOTKEY[1..]]].concat());
        assert!(refusal.unwrap_err().to_string().contains("SS58"));
    }
}
