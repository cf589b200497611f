//! Measures the calls in their worst case. `scripts/bench.sh --frame` runs this and writes the
//! weights. What `write_pulse` removes is added to the block by the call itself.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

use alloc::vec::Vec;

use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::Get};
use frame_system::{RawOrigin, pallet_prelude::BlockNumberFor};
use myelin_timelock::{
    beacon::randomness_of,
    encrypt::{public_key_of, sign},
};
use sp_core::sr25519;
use sp_runtime::MultiSigner;

use crate::{
    pallet::*,
    types::{BeaconConfiguration, BeaconConfigurationPayload, Pulse, PulsesPayload, Quicknet},
};

/// Secret of a beacon.
const SECRET: [u8; 32] = [42; 32];

/// The newest round that is stored. Those below it are missing.
const LAST: u64 = 1_000;

fn beacon() -> BeaconConfiguration {
    BeaconConfiguration {
        public_key: BoundedVec::truncate_from(public_key_of(&SECRET).to_vec()),
        ..Quicknet::get()
    }
}

fn pulse(round: u64) -> Pulse {
    let signature = sign(round, &SECRET).expect("every round has a point");
    Pulse {
        round,
        randomness: BoundedVec::truncate_from(randomness_of(&signature).to_vec()),
        signature: BoundedVec::truncate_from(signature.to_vec()),
    }
}

fn nobody() -> MultiSigner {
    MultiSigner::Sr25519(sr25519::Public::default())
}

#[benchmarks]
mod benchmarks {
    use super::*;

    /// Missing rounds, each of which is looked up before it is stored.
    #[benchmark]
    fn write_pulse(p: Linear<1, 16>) {
        BeaconConfig::<T>::put(beacon());
        OldestStoredRound::<T>::put(1);
        LastStoredRound::<T>::put(LAST);
        let rounds = 1..=u64::from(p);
        let pulses: Vec<_> = rounds.clone().map(pulse).collect();
        let payload = PulsesPayload::<BlockNumberFor<T>> {
            block_number: Default::default(),
            pulses,
            public: nobody(),
        };

        #[extrinsic_call]
        _(RawOrigin::None, payload, None);

        for round in rounds {
            assert!(Pulses::<T>::contains_key(round));
        }
        assert_eq!(LastStoredRound::<T>::get(), LAST);
    }

    #[benchmark]
    fn set_beacon_config() {
        let payload = BeaconConfigurationPayload::<BlockNumberFor<T>> {
            block_number: Default::default(),
            config: beacon(),
            public: nobody(),
        };

        #[extrinsic_call]
        _(RawOrigin::Root, payload, None);

        assert_eq!(BeaconConfig::<T>::get(), beacon());
    }

    #[benchmark]
    fn set_oldest_stored_round() {
        #[extrinsic_call]
        _(RawOrigin::Root, LAST);

        assert_eq!(OldestStoredRound::<T>::get(), LAST);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::chain_of(None), crate::mock::Test);
}
