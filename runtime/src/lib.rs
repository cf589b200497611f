//! The runtime of a Myelin chain.
//!
//! | module | what lives there |
//! |---|---|
//! | [`config`] | the configuration of every pallet, by theme |
//! | [`extensions`] | what a transaction carries besides its call, and the checks before it runs |
//! | [`fees`] | what a transaction costs and who gets it |
//! | [`origin`] | who calls, and what he may call |
//! | [`proxy_type`] | which calls a proxy of each type may make |
//! | [`metadata`] | the metadata served to clients |
//! | [`presets`] | the genesis of the built-in chains |
//! | [`wrapped`] | calls that contain calls, and what is charged for them |
//! | [`apis`] | the runtime APIs |
//! | [`weights`] | what calls weigh, as measured |
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "512"]
#![allow(
    missing_docs,
    reason = "what the macros of the SDK and the WASM builder generate carries no documentation"
)]

extern crate alloc;

// `WASM_BINARY`, present in a native build that did not skip building it.
#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod config;
pub mod curve;
pub mod extensions;
pub mod fees;
pub mod metadata;
pub mod origin;
pub mod presets;
pub mod proxy_type;
pub mod weights;
pub mod wrapped;

pub use apis::{RUNTIME_API_VERSIONS, RuntimeApi};
pub use extensions::TxExtension;
pub use frame_system::Call as SystemCall;
pub use origin::RuntimeOrigin;
pub use pallet_balances::Call as BalancesCall;
pub use proxy_type::ProxyType;

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::{
    MultiAddress, MultiSignature, generic, impl_opaque_keys,
    traits::{BlakeTwo256, IdentifyAccount, Verify},
};
use sp_version::RuntimeVersion;

/// Version of the runtime, embedded in the binary and served to clients.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
    spec_name: alloc::borrow::Cow::Borrowed("node-subtensor"),
    impl_name: alloc::borrow::Cow::Borrowed("myelin-node"),
    authoring_version: 1,
    spec_version: 425,
    impl_version: 1,
    apis: RUNTIME_API_VERSIONS,
    transaction_version: 1,
    system_version: 1,
};

/// Signature of a transaction: ed25519, sr25519 or ecdsa.
pub type Signature = MultiSignature;
/// An account: the 32 bytes of a public key, or bytes derived otherwise.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount of TAO in rao (10⁻⁹ TAO).
pub type Balance = u64;
/// Number of transactions an account has sent.
pub type Nonce = u32;
/// Hash of a block, a transaction or a call.
pub type Hash = sp_core::H256;
/// Number of a block.
pub type BlockNumber = u32;
/// How a transaction names an account.
pub type Address = MultiAddress<AccountId, ()>;
/// Header of a block.
pub type Header = generic::Header<BlockNumber, BlakeTwo256>;
/// A transaction as it arrives, not checked yet.
pub type UncheckedExtrinsic =
    generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// What a wallet signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;
/// A block of this runtime.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// Runs blocks and transactions.
pub type Executive = frame_executive::Executive<
    Runtime,
    Block,
    frame_system::ChainContext<Runtime>,
    Runtime,
    AllPalletsWithSystem,
>;

/// Blocks as a node handles them without knowing the calls.
pub mod opaque {
    pub use sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

    /// A block whose transactions are bytes.
    pub type Block = sp_runtime::generic::Block<super::Header, UncheckedExtrinsic>;
    /// Names a block by hash or number.
    pub type BlockId = sp_runtime::generic::BlockId<Block>;
}

impl_opaque_keys! {
    /// The keys of an authority.
    pub struct SessionKeys {
        /// Authors blocks (sr25519).
        pub aura: Aura,
        /// Votes on finality (ed25519).
        pub grandpa: Grandpa,
    }
}

/// Who calls, as calls and stored calls name it. Its variants are the pallets that have origins of
/// their own, at the index of the pallet.
#[derive(
    Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
#[allow(
    non_camel_case_types,
    reason = "clients know the variants by these names"
)]
pub enum OriginCaller {
    /// Root, a signer, or nobody.
    #[codec(index = 0)]
    system(frame_system::Origin<Runtime>),
}

/// Pallets and their indices. The indices are part of the encoding of calls, errors and hold
/// reasons: one that is free here belongs to a pallet of a later version.
#[frame_support::runtime]
mod runtime {
    /// The runtime: every pallet finds its configuration here.
    #[runtime::runtime]
    #[runtime::derive(
        RuntimeCall,
        RuntimeEvent,
        RuntimeError,
        RuntimeFreezeReason,
        RuntimeHoldReason,
        RuntimeSlashReason,
        RuntimeLockId,
        RuntimeTask,
        RuntimeViewFunction
    )]
    pub struct Runtime;

    #[runtime::pallet_index(0)]
    pub type System = frame_system;

    #[runtime::pallet_index(1)]
    pub type RandomnessCollectiveFlip = pallet_insecure_randomness_collective_flip;

    #[runtime::pallet_index(2)]
    pub type Timestamp = pallet_timestamp;

    #[runtime::pallet_index(3)]
    pub type Aura = pallet_aura;

    #[runtime::pallet_index(4)]
    pub type Grandpa = pallet_grandpa;

    #[runtime::pallet_index(5)]
    pub type Balances = pallet_balances;

    #[runtime::pallet_index(6)]
    pub type TransactionPayment = pallet_transaction_payment;

    #[runtime::pallet_index(7)]
    pub type SubtensorModule = pallet_subtensor;

    #[runtime::pallet_index(11)]
    pub type Utility = pallet_utility;

    #[runtime::pallet_index(12)]
    pub type Sudo = pallet_sudo;

    #[runtime::pallet_index(13)]
    pub type Multisig = pallet_multisig;

    #[runtime::pallet_index(14)]
    pub type Preimage = pallet_preimage;

    #[runtime::pallet_index(15)]
    pub type Scheduler = pallet_scheduler;

    #[runtime::pallet_index(16)]
    pub type Proxy = pallet_proxy;

    #[runtime::pallet_index(19)]
    pub type AdminUtils = pallet_admin_utils;

    #[runtime::pallet_index(20)]
    pub type SafeMode = pallet_safe_mode;

    #[runtime::pallet_index(26)]
    pub type Drand = pallet_drand;

    #[runtime::pallet_index(28)]
    pub type Swap = pallet_swap;

    #[runtime::pallet_index(31)]
    pub type AlphaAssets = pallet_alpha_assets;

    #[runtime::pallet_index(32)]
    pub type LimitOrders = pallet_limit_orders;

    #[runtime::pallet_index(40)]
    pub type ChainSettings = pallet_chain_settings;
}
