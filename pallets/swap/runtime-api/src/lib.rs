//! Prices and quotes of the subnet markets, as a runtime API.
//!
//! Clients call it by name for every preview of a stake, and pass the arguments by name.
//! Amounts are in rao, prices in rao of TAO per whole alpha.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// The price of the alpha of one subnet.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub struct SubnetPrice {
    /// The subnet.
    pub netuid: NetUid,
    /// Rao of TAO per whole alpha, rounded down.
    pub price: u64,
}

/// What a trade would cost and yield. All zero when it would fail.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    TypeInfo,
    Serialize,
    Deserialize,
)]
pub struct SimSwapResult {
    /// TAO that would go in, without the fee, or come out.
    pub tao_amount: u64,
    /// Alpha that would come out, or go in, without the fee.
    pub alpha_amount: u64,
    /// Fee of a purchase.
    pub tao_fee: u64,
    /// Fee of a sale.
    pub alpha_fee: u64,
    /// What a sale would yield less than its whole input is worth at the current price.
    pub tao_slippage: u64,
    /// What a purchase would yield less than its whole input is worth at the current price.
    pub alpha_slippage: u64,
}

sp_api::decl_runtime_apis! {
    /// Prices and quotes of the subnet markets.
    pub trait SwapRuntimeApi {
        /// Price of the alpha of a subnet in rao per whole alpha, rounded down: one TAO for a
        /// stable subnet and for one that does not exist, zero while the pool holds no alpha.
        fn current_alpha_price(netuid: NetUid) -> u64;

        /// The price on every subnet that exists, root included.
        fn current_alpha_price_all() -> Vec<SubnetPrice>;

        /// What buying alpha for `tao` would cost and yield now.
        fn sim_swap_tao_for_alpha(netuid: NetUid, tao: TaoBalance) -> SimSwapResult;

        /// What selling `alpha` would cost and yield now.
        fn sim_swap_alpha_for_tao(netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_results_have_the_bytes_that_clients_expect() {
        assert_eq!(NetUid(1).encode(), [1, 0]);
        let one_tao = (NetUid(1), TaoBalance(1_000_000_000)).encode();
        assert_eq!(one_tao, [1, 0, 0, 0xca, 0x9a, 0x3b, 0, 0, 0, 0]);
        assert_eq!(SimSwapResult::default().encode().len(), 48);
        let price = SubnetPrice {
            netuid: NetUid(2),
            price: 3,
        };
        assert_eq!(price.encode(), [2, 0, 3, 0, 0, 0, 0, 0, 0, 0]);
    }
}
