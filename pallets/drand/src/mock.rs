//! A runtime with this pallet, and a beacon whose secret the tests know.
#![allow(clippy::unwrap_used, reason = "test code")]

use frame_support::{
    BoundedVec, derive_impl, parameter_types,
    traits::{ConstU64, Time},
};
use frame_system::{
    mocking::{MockBlock, MockUncheckedExtrinsic},
    offchain::{CreateBare, CreateTransactionBase},
};
use hex_literal::hex;
use myelin_timelock::{
    beacon::randomness_of,
    encrypt::{public_key_of, sign},
};
use sp_core::{Pair, sr25519};
use sp_runtime::{BuildStorage, DispatchResult, MultiSignature, MultiSigner, traits::Dispatchable};

use crate::{
    BeaconConfiguration, Pallet, Pulse, PulsesPayload, pallet, types::Quicknet,
    weights::EstimatedWeight,
};
use codec::Encode;
use frame_support::traits::Get;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system = 0,
        Drand: crate = 26,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = MockBlock<Test>;
    type DbWeight = frame_support::weights::constants::RocksDbWeight;
}

impl CreateTransactionBase<pallet::Call<Test>> for Test {
    type Extrinsic = MockUncheckedExtrinsic<Test>;
    type RuntimeCall = RuntimeCall;
}

impl CreateBare<pallet::Call<Test>> for Test {
    fn create_bare(call: RuntimeCall) -> MockUncheckedExtrinsic<Test> {
        MockUncheckedExtrinsic::<Test>::new_bare(call)
    }
}

parameter_types! {
    /// The clock of the chain, in milliseconds.
    pub static Clock: u64 = 0;
}

impl Time for Clock {
    type Moment = u64;

    fn now() -> u64 {
        Clock::get()
    }
}

impl crate::Config for Test {
    type Time = Clock;
    type Curve = ark_bls12_381::Bls12_381;
    type UnsignedPriority = ConstU64<{ 1 << 20 }>;
    type HttpFetchTimeout = ConstU64<1_000>;
    type WeightInfo = EstimatedWeight<Test>;
}

/// Secret of the beacon of the tests.
pub const SECRET: [u8; 32] = [42; 32];

/// The beacon of the tests: a round each three seconds, the first at 1000 s.
pub fn beacon() -> BeaconConfiguration {
    BeaconConfiguration {
        public_key: BoundedVec::truncate_from(public_key_of(&SECRET).to_vec()),
        genesis_time: 1_000,
        hash: BoundedVec::truncate_from(vec![0xab; 32]),
        ..Quicknet::get()
    }
}

/// The pulse of a round by a beacon with this secret.
pub fn pulse_by(secret: [u8; 32], round: u64) -> Pulse {
    let signature = sign(round, &secret).unwrap();
    Pulse {
        round,
        randomness: BoundedVec::truncate_from(randomness_of(&signature).to_vec()),
        signature: BoundedVec::truncate_from(signature.to_vec()),
    }
}

/// The pulse of a round by the beacon of the tests.
pub fn pulse(round: u64) -> Pulse {
    pulse_by(SECRET, round)
}

/// The pulse of round 1000 by the public beacon.
pub fn public_pulse() -> Pulse {
    let randomness = hex!("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd");
    let signature = hex!(
        "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
    );
    Pulse {
        round: 1_000,
        randomness: BoundedVec::truncate_from(randomness.to_vec()),
        signature: BoundedVec::truncate_from(signature.to_vec()),
    }
}

/// The key of a worker.
pub fn worker() -> sr25519::Pair {
    sr25519::Pair::from_seed(&[7; 32])
}

/// Pulses as a worker submits them.
pub fn payload(pulses: Vec<Pulse>) -> PulsesPayload<u64> {
    PulsesPayload {
        block_number: System::block_number(),
        pulses,
        public: MultiSigner::Sr25519(worker().public()),
    }
}

/// The signature of the worker over a payload.
pub fn signed(payload: &PulsesPayload<u64>) -> Option<MultiSignature> {
    Some(MultiSignature::Sr25519(worker().sign(&payload.encode())))
}

/// Dispatches a call, as a block would.
pub fn dispatch(origin: RuntimeOrigin, call: pallet::Call<Test>) -> DispatchResult {
    RuntimeCall::from(call)
        .dispatch(origin)
        .map(drop)
        .map_err(|failure| failure.error)
}

/// Dispatches `write_pulse`, as a block would.
pub fn write(pulses: Vec<Pulse>) -> DispatchResult {
    let pulses_payload = payload(pulses);
    let signature = signed(&pulses_payload);
    let call = pallet::Call::write_pulse {
        pulses_payload,
        signature,
    };
    dispatch(RuntimeOrigin::none(), call)
}

/// A chain that follows `beacon`, in block 1; quicknet if none is named.
pub fn chain_of(beacon: Option<BeaconConfiguration>) -> sp_io::TestExternalities {
    let genesis = RuntimeGenesisConfig {
        drand: pallet::GenesisConfig {
            beacon_config: beacon,
            ..Default::default()
        },
        ..Default::default()
    };
    let mut chain = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
    chain.execute_with(|| System::set_block_number(1));
    chain
}

/// Runs `test` on a chain that follows the beacon of the tests, then checks all stored state.
pub fn with_beacon(test: impl FnOnce()) {
    chain_of(Some(beacon())).execute_with(|| {
        test();
        Pallet::<Test>::do_try_state().unwrap();
    });
}
