//! A subnet with all its neurons.
//!
//! Fields are numbered from 0 in the order of declaration; clients ask for a part of them by
//! these numbers (spec, RPC section 8).

use alloc::vec::Vec;
use codec::{Compact, Decode, Encode};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    frozen::{AxonInfo, ChainIdentityV2, SubnetIdentityV3},
};
use scale_info::TypeInfo;
use sp_runtime::AccountId32;
use substrate_fixed::types::I96F32;

use crate::CompactText;

/// How many fields [`Metagraph`] has: those with the numbers 0 to 71.
pub const WHOLE_FIELDS: u16 = 72;

/// How many fields [`SelectiveMetagraph`] has: those with the numbers 0 to 73.
pub const SELECTIVE_FIELDS: u16 = 74;

/// Declares both metagraphs from one table, so that names, types and order agree.
macro_rules! metagraphs {
    (
        both { $( $(#[$doc:meta])* $field:ident: $kind:ty, )* }
        selective_only { $( $(#[$extra_doc:meta])* $extra:ident: $extra_kind:ty, )* }
    ) => {
        /// A subnet with all its neurons, complete.
        #[derive(Encode, Decode, TypeInfo, Clone, PartialEq, Eq, Debug)]
        pub struct Metagraph {
            /// The subnet; seen from another mechanism than the main one, the storage index of
            /// that mechanism.
            #[codec(compact)]
            pub netuid: NetUid,
            $( $(#[$doc])* pub $field: $kind, )*
        }

        /// A subnet with all its neurons, in the asked parts: what was not asked for is `None`.
        #[derive(Encode, Decode, TypeInfo, Clone, Default, PartialEq, Eq, Debug)]
        pub struct SelectiveMetagraph {
            /// The subnet.
            #[codec(compact)]
            pub netuid: NetUid,
            $( $(#[$doc])* pub $field: Option<$kind>, )*
            $( $(#[$extra_doc])* pub $extra: Option<$extra_kind>, )*
        }

        impl SelectiveMetagraph {
            /// The complete metagraph, if all the fields it needs were asked for.
            pub fn complete(self) -> Option<Metagraph> {
                Some(Metagraph {
                    netuid: self.netuid,
                    $( $field: self.$field?, )*
                })
            }
        }
    };
}

metagraphs! {
    both {
        /// 1: name of the subnet's identity, or the built-in one.
        name: CompactText,
        /// 2: symbol of the subnet's token.
        symbol: CompactText,
        /// 3: how the subnet presents itself.
        identity: Option<SubnetIdentityV3>,
        /// 4: block of the registration.
        network_registered_at: Compact<u64>,
        /// 5: the owner's hotkey.
        owner_hotkey: AccountId32,
        /// 6: the owner.
        owner_coldkey: AccountId32,
        /// 7: the current block.
        block: Compact<u64>,
        /// 8: blocks an epoch.
        tempo: Compact<u16>,
        /// 9: block of the last epoch that ran.
        last_step: Compact<u64>,
        /// 10: blocks since then.
        blocks_since_last_step: Compact<u64>,
        /// 11: always 0.
        subnet_emission: Compact<u64>,
        /// 12: alpha reserve of the pool.
        alpha_in: Compact<AlphaBalance>,
        /// 13: alpha outside the pool.
        alpha_out: Compact<AlphaBalance>,
        /// 14: TAO reserve of the pool.
        tao_in: Compact<TaoBalance>,
        /// 15: alpha created for participants in the last block.
        alpha_out_emission: Compact<AlphaBalance>,
        /// 16: alpha put into the pool in the last block.
        alpha_in_emission: Compact<AlphaBalance>,
        /// 17: TAO put into the pool in the last block.
        tao_in_emission: Compact<TaoBalance>,
        /// 18: alpha waiting for the next epoch, validators' and miners' parts together.
        pending_alpha_emission: Compact<AlphaBalance>,
        /// 19: always 0.
        pending_root_emission: Compact<TaoBalance>,
        /// 20: TAO traded since the subnet began, in rao.
        subnet_volume: Compact<u128>,
        /// 21: moving average of the price, TAO per alpha.
        moving_price: I96F32,
        /// 22: shown only.
        rho: Compact<u16>,
        /// 23: majority that makes consensus, in parts of 65535.
        kappa: Compact<u16>,
        /// 24: fewest weights in a row.
        min_allowed_weights: Compact<u16>,
        /// 25: always 65535.
        max_weights_limit: Compact<u16>,
        /// 26: lowest version key accepted with weights.
        weights_version: Compact<u64>,
        /// 27: blocks between two rows of weights of one neuron.
        weights_rate_limit: Compact<u64>,
        /// 28: blocks without weights after which a neuron counts as inactive.
        activity_cutoff: Compact<u64>,
        /// 29: most validators.
        max_validators: Compact<u16>,
        /// 30: number of neurons.
        num_uids: Compact<u16>,
        /// 31: most neurons.
        max_uids: Compact<u16>,
        /// 32: price of a registration.
        burn: Compact<TaoBalance>,
        /// 33: shown only.
        difficulty: Compact<u64>,
        /// 34: whether neurons may register.
        registration_allowed: bool,
        /// 35: shown only.
        pow_registration_allowed: bool,
        /// 36: blocks during which a new neuron is not replaced.
        immunity_period: Compact<u16>,
        /// 37: shown only.
        min_difficulty: Compact<u64>,
        /// 38: shown only.
        max_difficulty: Compact<u64>,
        /// 39: lower bound of the price of a registration.
        min_burn: Compact<TaoBalance>,
        /// 40: upper bound of the price of a registration.
        max_burn: Compact<TaoBalance>,
        /// 41: shown only.
        adjustment_alpha: Compact<u64>,
        /// 42: shown only.
        adjustment_interval: Compact<u16>,
        /// 43: limits registrations on root only.
        target_regs_per_interval: Compact<u16>,
        /// 44: limits registrations on root only.
        max_regs_per_block: Compact<u16>,
        /// 45: blocks between two announcements of an endpoint.
        serving_rate_limit: Compact<u64>,
        /// 46: whether weights must be committed before they are revealed.
        commit_reveal_weights_enabled: bool,
        /// 47: epochs between a commit of weights and its reveal.
        commit_reveal_period: Compact<u64>,
        /// 48: whether bonds move at a speed of their own for each pair.
        liquid_alpha_enabled: bool,
        /// 49: upper end of liquid alpha, in parts of 65535.
        alpha_high: Compact<u16>,
        /// 50: lower end of liquid alpha, in parts of 65535.
        alpha_low: Compact<u16>,
        /// 51: what is left of the bonds after an epoch, in millionths.
        bonds_moving_avg: Compact<u64>,
        /// 52: hotkeys, by uid.
        hotkeys: Vec<AccountId32>,
        /// 53: their owners, by uid.
        coldkeys: Vec<AccountId32>,
        /// 54: how the owners present themselves, by uid.
        identities: Vec<Option<ChainIdentityV2>>,
        /// 55: axons, by uid; zeros where none was announced.
        axons: Vec<AxonInfo>,
        /// 56: who set weights recently enough, by uid.
        active: Vec<bool>,
        /// 57: whose weights count, by uid.
        validator_permit: Vec<bool>,
        /// 58: empty, the chain does not keep it.
        pruning_score: Vec<Compact<u16>>,
        /// 59: block of the last weights on the mechanism, by uid.
        last_update: Vec<Compact<u64>>,
        /// 60: alpha of the last epoch, by uid.
        emission: Vec<Compact<AlphaBalance>>,
        /// 61: shares of the validators' emission in parts of 65535, by uid.
        dividends: Vec<Compact<u16>>,
        /// 62: shares of the miners' emission of the mechanism in parts of 65535, by uid.
        incentives: Vec<Compact<u16>>,
        /// 63: consensus weights in parts of 65535, by uid.
        consensus: Vec<Compact<u16>>,
        /// 64: empty, the chain does not compute it.
        trust: Vec<Compact<u16>>,
        /// 65: empty, the chain does not compute it.
        rank: Vec<Compact<u16>>,
        /// 66: block of each registration, by uid.
        block_at_registration: Vec<Compact<u64>>,
        /// 67: alpha behind each hotkey after what parents gave and children got, by uid.
        alpha_stake: Vec<Compact<AlphaBalance>>,
        /// 68: root stake behind each hotkey by the same shares, not weighted, by uid.
        tao_stake: Vec<Compact<TaoBalance>>,
        /// 69: stake weight, that is alpha plus weighted root stake, by uid.
        total_stake: Vec<Compact<TaoBalance>>,
        /// 70: zeros, by uid.
        tao_dividends_per_hotkey: Vec<(AccountId32, Compact<TaoBalance>)>,
        /// 71: alpha dividends of the last epoch, by uid.
        alpha_dividends_per_hotkey: Vec<(AccountId32, Compact<AlphaBalance>)>,
    }
    selective_only {
        /// 72: uids with a permit and a stake weight above the threshold, ascending by it.
        validators: Vec<Compact<u16>>,
        /// 73: what hotkeys have committed, each as the encoded registration of the commitment.
        commitments: Vec<(AccountId32, CompactText)>,
    }
}
