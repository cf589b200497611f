//! A beacon of the benchmarks, and what waits for its signatures.

use alloc::{collections::VecDeque, vec, vec::Vec};

use frame_support::storage::unhashed;
use myelin_timelock::{
    Payload,
    encrypt::{Secrets, encrypt, public_key_of, sign},
    payload,
};
use myelin_types::{NetUid, NetUidStorageIndex, beacon::Beacon};

use super::{FULL, stage};
use crate::pallet::*;

/// Secret key of the beacon.
const SECRET: [u8; 32] = [42; 32];

/// The first round it signs.
const FIRST_ROUND: u64 = 1_000;

/// A beacon whose signatures were made before, because the chain never signs.
pub struct Prepared;

impl Beacon for Prepared {
    fn last_stored_round() -> u64 {
        u64::MAX
    }

    fn signature(round: u64) -> Option<Vec<u8>> {
        unhashed::get(&key(round))
    }

    fn round_in(_: u64) -> Option<u64> {
        None
    }
}

/// Longer than the prefix of a storage item, which all these keys share then.
fn key(round: u64) -> Vec<u8> {
    let prefix = b"signature of a round of the beacon of the benchmarks";
    [prefix, &round.to_be_bytes()[..]].concat()
}

/// Weights of a whole subnet, hidden until a round whose signature is known from now on.
fn sealed(round: u64) -> crate::weights::Commit {
    let signature = sign(round, &SECRET).expect("every round has a point");
    unhashed::put(&key(round), &signature.to_vec());
    let (uids, values) = stage::scores(FULL);
    let payload = Payload {
        hotkey: None,
        scores: payload::Scores {
            uids,
            values,
            version_key: 1,
        },
    };
    let secrets = Secrets {
        secret: [1; 32],
        key: [2; 32],
        nonce: [3; 12],
    };
    let key = public_key_of(&SECRET);
    let sealed = encrypt(&payload.encode(), round, &key, &secrets).expect("it can be hidden");
    sealed.try_into().expect("it fits")
}

/// A full subnet on which `commits` validators have hidden weights for everybody, each until a
/// round of its own if `apart`, else all until the same. All can be opened now.
pub fn hidden_weights<T: Config>(commits: u32, apart: bool) -> NetUid {
    let (netuid, _) = stage::hiding_validator::<T>(FULL);
    let index = NetUidStorageIndex::main(netuid);
    let epoch = Pallet::<T>::reveal_clock(netuid).epoch;
    let mut rounds = vec![(FIRST_ROUND, sealed(FIRST_ROUND))];
    if apart {
        rounds.extend((1..commits.into()).map(|number| {
            let round = FIRST_ROUND + number;
            (round, sealed(round))
        }));
    }
    let queue: VecDeque<_> = (1..)
        .zip(rounds.iter().cycle())
        .take(commits as usize)
        .map(|(uid, (round, commit))| {
            let (coldkey, hotkey) = stage::neuron::<T>(uid);
            Pallet::<T>::increase_one(&hotkey, &coldkey, netuid, stage::STAKE.into());
            let now = Pallet::<T>::now();
            (hotkey, now, commit.clone(), *round)
        })
        .collect();
    Pallet::<T>::put_timelocked_queue(index, epoch, queue);
    stage::pass_reveal_period::<T>(netuid);
    netuid
}
