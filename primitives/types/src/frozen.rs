//! Structures that `SubtensorModule` stores and that clients decode by name.
//!
//! Field order, field names, variant names and variant indices are frozen: they are read from the
//! metadata by released clients (spec, storage section 1). Amounts are in rao, ports and versions
//! are whatever the neuron announced, texts are unchecked bytes that ought to be UTF-8.

use alloc::{collections::BTreeSet, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_arithmetic::Percent;
use sp_core::ConstU32;
use sp_runtime::{AccountId32, BoundedVec};
use substrate_fixed::types::U64F64;

use crate::{AlphaBalance, NetUid, TaoBalance};

/// Number of a subnet lease.
pub type LeaseId = u32;

/// Longest public key in a [`NeuronCertificate`], in bytes.
pub const MAX_CERTIFICATE_KEY_BYTES: u32 = 64;

/// Where a neuron serves its axon, as announced by its hotkey.
///
/// The default, all zeros, stands for "never announced".
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    MaxEncodedLen,
    Clone,
    Default,
    PartialEq,
    Eq,
    Debug,
)]
pub struct AxonInfo {
    /// Block of the last announcement.
    pub block: u64,
    /// Version of the software that serves, packed as the neuron likes.
    pub version: u32,
    /// Address: an IPv4 address in the low 32 bits, or an IPv6 address.
    pub ip: u128,
    /// TCP port.
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
    /// Protocol number, free of meaning on chain.
    pub protocol: u8,
    /// Free for the subnet's use.
    pub placeholder1: u8,
    /// Free for the subnet's use.
    pub placeholder2: u8,
}

/// Where a neuron serves its Prometheus metrics, as announced by its hotkey.
///
/// The default, all zeros, stands for "never announced".
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    MaxEncodedLen,
    Clone,
    Default,
    PartialEq,
    Eq,
    Debug,
)]
pub struct PrometheusInfo {
    /// Block of the last announcement.
    pub block: u64,
    /// Version of the software that serves.
    pub version: u32,
    /// Address: an IPv4 address in the low 32 bits, or an IPv6 address.
    pub ip: u128,
    /// TCP port.
    pub port: u16,
    /// 4 or 6.
    pub ip_type: u8,
}

/// The key with which clients encrypt the connection to a neuron's axon.
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    MaxEncodedLen,
    Clone,
    Default,
    PartialEq,
    Eq,
    Debug,
)]
pub struct NeuronCertificate {
    /// The public key, at most [`MAX_CERTIFICATE_KEY_BYTES`] bytes.
    pub public_key: BoundedVec<u8, ConstU32<MAX_CERTIFICATE_KEY_BYTES>>,
    /// Number of the signature algorithm.
    pub algorithm: u8,
}

impl NeuronCertificate {
    /// Reads a certificate from the bytes of a call: the algorithm, then the key.
    ///
    /// None if there is no byte at all or the key is too long.
    pub fn from_call_bytes(bytes: &[u8]) -> Option<Self> {
        let (&algorithm, key) = bytes.split_first()?;
        let public_key = BoundedVec::try_from(key.to_vec()).ok()?;
        Some(Self {
            public_key,
            algorithm,
        })
    }
}

/// How the owner of a coldkey presents itself.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, Default, PartialEq, Eq, Debug)]
pub struct ChainIdentityV2 {
    /// Name to show.
    pub name: Vec<u8>,
    /// Web page.
    pub url: Vec<u8>,
    /// Source repository.
    pub github_repo: Vec<u8>,
    /// Address of a picture.
    pub image: Vec<u8>,
    /// Discord contact.
    pub discord: Vec<u8>,
    /// A few sentences.
    pub description: Vec<u8>,
    /// Anything else.
    pub additional: Vec<u8>,
}

/// How a subnet presents itself.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, Default, PartialEq, Eq, Debug)]
pub struct SubnetIdentityV3 {
    /// Name to show.
    pub subnet_name: Vec<u8>,
    /// Source repository.
    pub github_repo: Vec<u8>,
    /// Contact of the owner.
    pub subnet_contact: Vec<u8>,
    /// Web page.
    pub subnet_url: Vec<u8>,
    /// Discord contact.
    pub discord: Vec<u8>,
    /// A few sentences.
    pub description: Vec<u8>,
    /// Address of a picture.
    pub logo_url: Vec<u8>,
    /// Anything else.
    pub additional: Vec<u8>,
}

/// Locked stake of one owner, or the aggregate of many, as of `last_update`.
///
/// Readers roll it forward to the current block before they use it.
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    MaxEncodedLen,
    Clone,
    Default,
    PartialEq,
    Eq,
    Debug,
)]
pub struct LockState {
    /// Locked alpha.
    pub locked_mass: AlphaBalance,
    /// Conviction grown so far; tends to the locked mass, so its unit is rao of alpha.
    pub conviction: U64F64,
    /// Block of the last roll-forward.
    pub last_update: u64,
}

/// A subnet that its crowd of founders leases to one beneficiary.
#[derive(
    Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen, Clone, PartialEq, Eq, Debug,
)]
pub struct SubnetLease {
    /// Who operates the subnet.
    pub beneficiary: AccountId32,
    /// Coldkey derived for the lease; owns the subnet while the lease runs.
    pub coldkey: AccountId32,
    /// Hotkey derived for the lease.
    pub hotkey: AccountId32,
    /// Part of the owner's cut that goes to the contributors.
    pub emissions_share: Percent,
    /// Block at which the beneficiary may end the lease; None for a perpetual one.
    pub end_block: Option<u32>,
    /// The leased subnet.
    pub netuid: NetUid,
    /// What the registration cost.
    pub cost: TaoBalance,
}

/// What becomes of miner emission withheld from the hotkeys of a subnet's owner.
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    MaxEncodedLen,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Debug,
)]
pub enum RecycleOrBurnEnum {
    /// It stays in the count of alpha outside the pool, owned by nobody.
    #[default]
    #[codec(index = 0)]
    Burn,
    /// It leaves that count and can be issued again.
    #[codec(index = 1)]
    Recycle,
}

/// How a coldkey wants its root dividends paid.
#[derive(Encode, Decode, DecodeWithMemTracking, TypeInfo, Clone, Default, PartialEq, Eq, Debug)]
pub enum RootClaimTypeEnum {
    /// Sell the alpha and stake the TAO on root.
    #[default]
    #[codec(index = 0)]
    Swap,
    /// Keep the alpha staked where it was earned.
    #[codec(index = 1)]
    Keep,
    /// Keep the alpha of the listed subnets, sell that of all others.
    #[codec(index = 2)]
    KeepSubnets {
        /// Subnets whose alpha is kept.
        subnets: BTreeSet<NetUid>,
    },
}

/// What a block number in `LastRateLimitedBlock` is about.
#[derive(
    Encode, Decode, DecodeWithMemTracking, TypeInfo, MaxEncodedLen, Clone, PartialEq, Eq, Debug,
)]
pub enum RateLimitKey<AccountId> {
    /// The owner hotkey of a subnet was set.
    #[codec(index = 0)]
    SetSNOwnerHotkey(NetUid),
    /// The owner of a subnet changed one of its parameters.
    #[codec(index = 1)]
    OwnerHyperparamUpdate(NetUid, Hyperparameter),
    /// A subnet was registered.
    #[codec(index = 2)]
    NetworkLastRegistered,
    /// The account's last transaction of the kind `TxRateLimit` spaces.
    #[codec(index = 3)]
    LastTxBlock(AccountId),
    /// The account's last change of a childkey take.
    #[codec(index = 4)]
    LastTxBlockChildKeyTake(AccountId),
    /// The account's last change of a delegate take.
    #[codec(index = 5)]
    LastTxBlockDelegateTake(AccountId),
    /// Held for an operation that stakes and burns at once; nothing writes it.
    #[codec(index = 6)]
    AddStakeBurn(NetUid),
}

/// A parameter of a subnet that its owner may change, as rate limits count it.
#[derive(
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    MaxEncodedLen,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Debug,
)]
#[repr(u8)]
pub enum Hyperparameter {
    /// None of those below.
    Unknown = 0,
    /// `ServingRateLimit`.
    ServingRateLimit = 1,
    /// `MaxDifficulty`.
    MaxDifficulty = 2,
    /// `AdjustmentAlpha`.
    AdjustmentAlpha = 3,
    /// `MaxWeightsLimit`.
    MaxWeightLimit = 4,
    /// `ImmunityPeriod`.
    ImmunityPeriod = 5,
    /// `MinAllowedWeights`.
    MinAllowedWeights = 6,
    /// `Kappa`.
    Kappa = 7,
    /// `Rho`.
    Rho = 8,
    /// `ActivityCutoff`.
    ActivityCutoff = 9,
    /// `NetworkPowRegistrationAllowed`.
    PowRegistrationAllowed = 10,
    /// `MinBurn`.
    MinBurn = 11,
    /// `MaxBurn`.
    MaxBurn = 12,
    /// `BondsMovingAverage`.
    BondsMovingAverage = 13,
    /// `BondsPenalty`.
    BondsPenalty = 14,
    /// `CommitRevealWeightsEnabled`.
    CommitRevealEnabled = 15,
    /// `LiquidAlphaOn`.
    LiquidAlphaEnabled = 16,
    /// `AlphaValues`.
    AlphaValues = 17,
    /// `RevealPeriodEpochs`.
    WeightCommitInterval = 18,
    /// `TransferToggle`.
    TransferEnabled = 19,
    /// `AlphaSigmoidSteepness`.
    AlphaSigmoidSteepness = 20,
    /// `Yuma3On`.
    Yuma3Enabled = 21,
    /// `BondsResetOn`.
    BondsResetEnabled = 22,
    /// `ImmuneOwnerUidsLimit`.
    ImmuneNeuronLimit = 23,
    /// `RecycleOrBurn`.
    RecycleOrBurn = 24,
    /// `MaxAllowedUids`.
    MaxAllowedUids = 25,
    /// `BurnHalfLife`.
    BurnHalfLife = 26,
    /// `BurnIncreaseMult`.
    BurnIncreaseMult = 27,
    /// `SubnetEmissionEnabled`.
    SubnetEmissionEnabled = 28,
    /// `MinChildkeyTakePerSubnet`.
    MinChildkeyTake = 29,
    /// `ActivityCutoffFactorMilli`.
    ActivityCutoffFactorMilli = 30,
    /// A manual epoch.
    TriggerEpoch = 31,
}

impl Hyperparameter {
    /// All of them, in the order of their numbers.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..=u8::MAX).map_while(|number| Self::decode(&mut [number].as_slice()).ok())
    }
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that cannot build its input has failed"
    )]

    use super::*;
    use alloc::vec;

    #[test]
    fn a_rate_limit_key_for_rho_on_subnet_one_encodes_as_in_the_storage_key_vector() {
        let key: RateLimitKey<AccountId32> =
            RateLimitKey::OwnerHyperparamUpdate(NetUid::from(1), Hyperparameter::Rho);
        assert_eq!(key.encode(), vec![1, 1, 0, 8]);
    }

    #[test]
    fn the_last_hyperparameter_has_number_thirty_one() {
        assert_eq!(Hyperparameter::Unknown.encode(), vec![0]);
        assert_eq!(Hyperparameter::TriggerEpoch.encode(), vec![31]);
        assert_eq!(Hyperparameter::all().count(), 32);
        assert_eq!(
            Hyperparameter::all().last(),
            Some(Hyperparameter::TriggerEpoch)
        );
    }

    #[test]
    fn an_axon_is_thirty_four_bytes_of_plain_integers() {
        let axon = AxonInfo {
            block: 1,
            version: 2,
            ip: 3,
            port: 4,
            ip_type: 5,
            protocol: 6,
            placeholder1: 7,
            placeholder2: 8,
        };
        let mut bytes = vec![1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 3];
        bytes.extend([0; 15]);
        bytes.extend([4, 0, 5, 6, 7, 8]);
        assert_eq!(axon.encode(), bytes);
        assert_eq!(AxonInfo::max_encoded_len(), 34);
    }

    #[test]
    fn a_certificate_takes_its_first_byte_as_algorithm_and_refuses_none_or_sixty_six_bytes() {
        assert_eq!(NeuronCertificate::from_call_bytes(&[]), None);
        assert_eq!(NeuronCertificate::from_call_bytes(&[0; 66]), None);
        let longest = NeuronCertificate::from_call_bytes(&[7; 65]).unwrap();
        assert_eq!(longest.algorithm, 7);
        assert_eq!(longest.public_key.len(), 64);
        let shortest = NeuronCertificate::from_call_bytes(&[9]).unwrap();
        assert_eq!(shortest.encode(), vec![0, 9]);
    }

    #[test]
    fn a_lock_state_encodes_mass_conviction_and_block_as_plain_little_endian() {
        let lock = LockState {
            locked_mass: AlphaBalance::from(2),
            conviction: U64F64::from_num(1),
            last_update: 3,
        };
        let mut bytes = vec![2, 0, 0, 0, 0, 0, 0, 0];
        bytes.extend((1u128 << 64).to_le_bytes());
        bytes.extend([3, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(lock.encode(), bytes);
    }

    #[test]
    fn root_claims_swap_unless_told_otherwise() {
        assert_eq!(RootClaimTypeEnum::default().encode(), vec![0]);
        let keep = RootClaimTypeEnum::KeepSubnets {
            subnets: BTreeSet::from([NetUid::from(3), NetUid::from(1)]),
        };
        assert_eq!(keep.encode(), vec![2, 8, 1, 0, 3, 0]);
        assert_eq!(RecycleOrBurnEnum::default().encode(), vec![0]);
    }
}
