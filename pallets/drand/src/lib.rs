//! The randomness beacon: its pulses, fetched, verified and kept.
//!
//! A beacon signs the number of each round when its time has come, and publishes the signature: a
//! pulse. What was encrypted to a round can be opened with it, and its hash is randomness that
//! nobody could know before. The chain knows the key of one beacon, [`BeaconConfig`], and keeps
//! the pulses that this key has signed.
//!
//! ```text
//!  every block        off-chain worker: newest pulse and those in between, over HTTP
//!                       -> one unsigned transaction write_pulse for each
//!  transaction pool   signature of the worker, one pulse, not stored yet, signed by the beacon
//!  write_pulse        verified again, stored, the oldest ones removed
//! ```
//!
//! The rounds that are kept end at [`LastStoredRound`], which never goes back. Rounds may be
//! skipped; a round that is missing can be added as long as those around it are kept.
//!
//! | module | what lives there |
//! |---|---|
//! | [`pallet`] | storage, events, errors, calls |
//! | [`types`] | pulses and beacons, and their form in JSON |
//! | `pulses` | storing pulses, and what others learn from them |
//! | `admission` | which pulses the transaction pool takes |
//! | [`worker`] | the off-chain worker |
//! | `client` | asking several endpoints at once |
//! | `report` | what the operator of the node is told |
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod admission;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod client;
mod hex;
mod pulses;
mod report;
pub mod types;
pub mod weights;
pub mod worker;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use pallet::*;
pub use types::{BeaconConfiguration, BeaconConfigurationPayload, Metadata, Pulse, PulsesPayload};
pub use weights::WeightInfo;
pub use worker::{ENDPOINTS_KEY, KEY_TYPE};

#[allow(clippy::expect_used, reason = "code that the macros of FRAME write")]
#[allow(
    deprecated,
    clippy::let_unit_value,
    reason = "the transactions that replace unsigned ones need an extension that wallets of this \
              chain do not know; FRAME says so by code of its own"
)]
#[frame_support::pallet]
pub mod pallet {
    use alloc::vec::Vec;
    use core::marker::PhantomData;

    use frame_support::{pallet_prelude::*, traits::Time};
    use frame_system::{offchain::CreateBare, pallet_prelude::*};
    use sp_runtime::{MultiSignature, transaction_validity::TransactionPriority};

    use crate::{
        WeightInfo,
        types::{BeaconConfiguration, BeaconConfigurationPayload, Pulse, PulsesPayload, Quicknet},
    };

    #[pallet::pallet]
    pub struct Pallet<T>(_);

    /// What the pallet needs of the runtime.
    #[pallet::config]
    pub trait Config: CreateBare<Call<Self>> + frame_system::Config {
        /// The clock, in milliseconds of Unix time.
        type Time: Time<Moment = u64>;

        /// The curve that the signatures of the beacon lie on.
        type Curve: myelin_timelock::Curve;

        /// Least priority of a pulse in the transaction pool.
        #[pallet::constant]
        type UnsignedPriority: Get<TransactionPriority>;

        /// How long the off-chain worker waits for an answer, in milliseconds.
        #[pallet::constant]
        type HttpFetchTimeout: Get<u64>;

        /// What calls weigh.
        type WeightInfo: WeightInfo;
    }

    /// The beacon whose pulses the chain takes. At first the public one named quicknet.
    #[pallet::storage]
    pub type BeaconConfig<T> = StorageValue<_, BeaconConfiguration, ValueQuery, Quicknet>;

    /// The pulses that are kept, by round.
    #[pallet::storage]
    pub type Pulses<T> = StorageMap<_, Blake2_128Concat, u64, Pulse, OptionQuery>;

    /// The newest round that was ever stored; 0 before the first one.
    #[pallet::storage]
    pub type LastStoredRound<T> = StorageValue<_, u64, ValueQuery>;

    /// The oldest round that is kept; 0 before the first one.
    #[pallet::storage]
    pub type OldestStoredRound<T> = StorageValue<_, u64, ValueQuery>;

    /// The block from which on pulses are taken.
    #[pallet::storage]
    pub type NextUnsignedAt<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

    /// Migrations that have run, by name.
    #[pallet::storage]
    pub type HasMigrationRun<T> =
        StorageMap<_, Identity, BoundedVec<u8, ConstU32<128>>, bool, ValueQuery>;

    /// The beacon of a new chain.
    #[pallet::genesis_config]
    pub struct GenesisConfig<T: Config> {
        /// The beacon, in the form in which it describes itself over HTTP; quicknet if none is
        /// named.
        pub beacon_config: Option<BeaconConfiguration>,
        /// Ties the configuration to its runtime.
        #[serde(skip)]
        pub _runtime: PhantomData<T>,
    }

    impl<T: Config> Default for GenesisConfig<T> {
        fn default() -> Self {
            Self {
                beacon_config: None,
                _runtime: PhantomData,
            }
        }
    }

    #[pallet::genesis_build]
    impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
        fn build(&self) {
            if let Some(config) = &self.beacon_config {
                assert!(
                    config.public_key.len() == 96 && config.period > 0,
                    "drand.beaconConfig must have a public_key of 96 bytes and a period above 0"
                );
                BeaconConfig::<T>::put(config);
            }
        }
    }

    #[pallet::event]
    #[pallet::generate_deposit(pub(super) fn deposit_event)]
    pub enum Event<T: Config> {
        /// Root named another beacon.
        BeaconConfigChanged,
        /// Pulses were stored.
        NewPulse {
            /// Their rounds.
            rounds: Vec<u64>,
        },
        /// Root set the oldest round that is kept.
        SetOldestStoredRound(u64),
    }

    #[pallet::error]
    pub enum Error<T> {
        /// A value is missing: the period of a beacon is 0.
        NoneValue,
        /// A number is too large. Not in use.
        StorageOverflow,
        /// The beacon could not be reached. Not in use.
        DrandConnectionFailure,
        /// The randomness of a pulse is not the hash of its signature.
        UnverifiedPulse,
        /// The round is stored already, or older than what is kept.
        InvalidRoundNumber,
        /// The signature of a pulse, or the key of the beacon, is no point of the curve.
        PulseVerificationError,
    }

    #[pallet::hooks]
    impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
        fn offchain_worker(block: BlockNumberFor<T>) {
            Self::follow_beacon(block);
        }

        #[cfg(feature = "try-runtime")]
        fn try_state(_now: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
            Self::do_try_state()
        }
    }

    #[pallet::validate_unsigned]
    impl<T: Config> ValidateUnsigned for Pallet<T> {
        type Call = Call<T>;

        fn validate_unsigned(source: TransactionSource, call: &Self::Call) -> TransactionValidity {
            match call {
                Call::write_pulse {
                    pulses_payload,
                    signature,
                } => Self::admit(source, pulses_payload, signature.as_ref()),
                _ => InvalidTransaction::Call.into(),
            }
        }
    }

    #[pallet::call]
    impl<T: Config> Pallet<T> {
        /// Stores pulses of the beacon. Submitted unsigned by the off-chain workers of nodes that
        /// author blocks; costs nothing.
        ///
        /// A pulse whose signature is not that of the beacon is left out. The transaction pool
        /// takes one pulse at a time, which must be signed by the beacon, and whose payload must
        /// be signed by the key that it names. Emits `NewPulse`.
        ///
        /// Errors, all of which leave everything as it was: `PulseVerificationError` if a
        /// signature is no point of the curve, `InvalidRoundNumber` if a round is stored already
        /// or older than what is kept, `UnverifiedPulse` if the randomness is not the SHA-256 hash
        /// of the signature.
        #[pallet::call_index(0)]
        #[pallet::weight(T::WeightInfo::write_pulse(pulses_payload.pulses.len() as u32))]
        pub fn write_pulse(
            origin: OriginFor<T>,
            pulses_payload: PulsesPayload<BlockNumberFor<T>>,
            _signature: Option<MultiSignature>,
        ) -> DispatchResult {
            ensure_none(origin)?;
            Self::do_write_pulse(pulses_payload.pulses)
        }

        /// Names the beacon whose pulses the chain takes from the next block on. Root only.
        ///
        /// Only `config_payload.config` is looked at; a signature is not needed. The pulses that
        /// are stored stay, and rounds go on from the last one: a beacon that has not come as far
        /// gives nothing until it has. Emits `BeaconConfigChanged`.
        ///
        /// Errors: `NoneValue` if the period is 0, `PulseVerificationError` if the key is no
        /// point of G2 of 96 bytes, or the point at infinity.
        #[pallet::call_index(1)]
        #[pallet::weight(T::WeightInfo::set_beacon_config())]
        pub fn set_beacon_config(
            origin: OriginFor<T>,
            config_payload: BeaconConfigurationPayload<BlockNumberFor<T>>,
            _signature: Option<MultiSignature>,
        ) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_beacon_config(config_payload.config)
        }

        /// Sets the oldest round that is kept: removal goes on from there, and missing rounds
        /// below it are refused. 0 stops removal. Root only.
        ///
        /// Pulses below it that are still stored stay. Emits `SetOldestStoredRound`.
        #[pallet::call_index(2)]
        #[pallet::weight(T::WeightInfo::set_oldest_stored_round())]
        pub fn set_oldest_stored_round(origin: OriginFor<T>, oldest_round: u64) -> DispatchResult {
            ensure_root(origin)?;
            Self::do_set_oldest_stored_round(oldest_round);
            Ok(())
        }
    }
}
