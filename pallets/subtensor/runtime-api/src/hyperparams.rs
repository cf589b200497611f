//! Every parameter of a subnet.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use myelin_types::TaoBalance;
use scale_info::TypeInfo;
use substrate_fixed::types::{I32F32, U64F64};

/// Declares the two records: both begin with the same fields, the second has more.
macro_rules! hyperparameter_records {
    (
        first { $( $(#[$attribute:meta])* $field:ident: $kind:ty, )* }
        added { $( $(#[$more_attribute:meta])* $more:ident: $more_kind:ty, )* }
    ) => {
        /// The parameters of a subnet, first layout (spec, RPC section 9).
        #[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
        pub struct SubnetHyperparams {
            $( $(#[$attribute])* pub $field: $kind, )*
        }

        /// The parameters of a subnet (spec, RPC section 9).
        #[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
        pub struct SubnetHyperparamsV2 {
            $( $(#[$attribute])* pub $field: $kind, )*
            $( $(#[$more_attribute])* pub $more: $more_kind, )*
        }

        impl From<SubnetHyperparamsV2> for SubnetHyperparams {
            fn from(params: SubnetHyperparamsV2) -> Self {
                Self { $( $field: params.$field, )* }
            }
        }
    };
}

hyperparameter_records! {
    first {
        /// Shown only.
        #[codec(compact)]
        rho: u16,
        /// Majority that makes consensus, in parts of 65535.
        #[codec(compact)]
        kappa: u16,
        /// Blocks during which a new neuron is not replaced.
        #[codec(compact)]
        immunity_period: u16,
        /// Fewest weights in a row.
        #[codec(compact)]
        min_allowed_weights: u16,
        /// Always 65535.
        #[codec(compact)]
        max_weights_limit: u16,
        /// Blocks an epoch.
        #[codec(compact)]
        tempo: u16,
        /// Shown only.
        #[codec(compact)]
        min_difficulty: u64,
        /// Shown only.
        #[codec(compact)]
        max_difficulty: u64,
        /// Lowest version key accepted with weights.
        #[codec(compact)]
        weights_version: u64,
        /// Blocks between two rows of weights of one neuron.
        #[codec(compact)]
        weights_rate_limit: u64,
        /// Shown only.
        #[codec(compact)]
        adjustment_interval: u16,
        /// Blocks without weights after which a neuron counts as inactive.
        #[codec(compact)]
        activity_cutoff: u64,
        /// Whether neurons may register.
        registration_allowed: bool,
        /// Limits registrations on root only.
        #[codec(compact)]
        target_regs_per_interval: u16,
        /// Lower bound of the price of a registration.
        #[codec(compact)]
        min_burn: TaoBalance,
        /// Upper bound of the price of a registration.
        #[codec(compact)]
        max_burn: TaoBalance,
        /// What is left of the bonds after an epoch, in millionths.
        #[codec(compact)]
        bonds_moving_avg: u64,
        /// Limits registrations on root only.
        #[codec(compact)]
        max_regs_per_block: u16,
        /// Blocks between two announcements of an endpoint.
        #[codec(compact)]
        serving_rate_limit: u64,
        /// Most validators.
        #[codec(compact)]
        max_validators: u16,
        /// Shown only.
        #[codec(compact)]
        adjustment_alpha: u64,
        /// Shown only.
        #[codec(compact)]
        difficulty: u64,
        /// Epochs between a commit of weights and its reveal.
        #[codec(compact)]
        commit_reveal_period: u64,
        /// Whether weights must be committed before they are revealed.
        commit_reveal_weights_enabled: bool,
        /// Upper end of liquid alpha, in parts of 65535.
        #[codec(compact)]
        alpha_high: u16,
        /// Lower end of liquid alpha, in parts of 65535.
        #[codec(compact)]
        alpha_low: u16,
        /// Whether bonds move at a speed of their own for each pair.
        liquid_alpha_enabled: bool,
    }
    added {
        /// Steepness of liquid alpha.
        alpha_sigmoid_steepness: I32F32,
        /// 3 with the new bonds, else 2.
        #[codec(compact)]
        yuma_version: u16,
        /// Whether staking and trading are open.
        subnet_is_active: bool,
        /// Whether stake may change its owner.
        transfers_enabled: bool,
        /// Whether a commitment may reset bonds.
        bonds_reset_enabled: bool,
        /// Always false.
        user_liquidity_enabled: bool,
    }
}

/// The parameters of a subnet as named values, so that a new one breaks no decoder.
pub type SubnetHyperparamsV3 = Vec<HyperparamEntry>;

/// A parameter by name.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub struct HyperparamEntry {
    /// Its name, UTF-8.
    pub name: Vec<u8>,
    /// Its value.
    pub value: HyperparamValue,
}

impl HyperparamEntry {
    /// The parameter `name` with `value`.
    pub fn new(name: &str, value: HyperparamValue) -> Self {
        Self {
            name: name.as_bytes().to_vec(),
            value,
        }
    }
}

/// The value of a parameter.
#[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
pub enum HyperparamValue {
    /// A switch.
    #[codec(index = 0)]
    Bool(bool),
    /// A small number.
    #[codec(index = 1)]
    U16(#[codec(compact)] u16),
    /// A number.
    #[codec(index = 2)]
    U32(#[codec(compact)] u32),
    /// A large number.
    #[codec(index = 3)]
    U64(#[codec(compact)] u64),
    /// A very large number.
    #[codec(index = 4)]
    U128(#[codec(compact)] u128),
    /// An amount of TAO.
    #[codec(index = 5)]
    TaoBalance(#[codec(compact)] TaoBalance),
    /// A signed fraction.
    #[codec(index = 6)]
    I32F32(I32F32),
    /// A fraction.
    #[codec(index = 7)]
    U64F64(U64F64),
}
