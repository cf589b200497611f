//! The host computes on the curve of the beacon as arkworks does.

use myelin_runtime::Runtime;
use myelin_timelock::{
    Failure, Signature, decrypt,
    encrypt::{Secrets, encrypt, public_key_of, sign},
};

type Curve = <Runtime as pallet_subtensor::Config>::BeaconCurve;

const BEACON: [u8; 32] = [7; 32];

fn signature(round: u64) -> Signature<Curve> {
    let bytes = sign(round, &BEACON).expect("every round has a point");
    Signature::decode(&bytes).expect("it is a point")
}

#[test]
fn what_was_hidden_without_the_host_is_opened_with_it() {
    let secrets = Secrets {
        secret: [1; 32],
        key: [2; 32],
        nonce: [3; 12],
    };
    let hidden = encrypt(b"weights", 5, &public_key_of(&BEACON), &secrets).expect("it is short");
    assert_eq!(decrypt(&hidden, &signature(5)), Ok(b"weights".to_vec()));
    assert_eq!(decrypt(&hidden, &signature(6)), Err(Failure::WrongKey));
    for position in 0..hidden.len() {
        let mut changed = hidden.clone();
        changed[position] ^= 0x55;
        // Only the name of the cipher is not looked at.
        let harmless = position >= hidden.len() - 8;
        assert_eq!(
            decrypt(&changed, &signature(5)).is_ok(),
            harmless,
            "{position}"
        );
    }
}
