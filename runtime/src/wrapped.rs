//! Calls that contain calls, and what is charged for them (runtime-and-node.md 4.3 and 8.1).
//!
//! A batch and a proxied call are free if everything inside is, and never of a class above Normal.
//! The stock pallets charge for both, so that the corrected numbers are used wherever a fee is
//! computed or shown.

use crate::{Balance, RuntimeCall};
use core::slice;
use frame_support::dispatch::{DispatchClass, DispatchInfo, GetDispatchInfo, Pays};
use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};

/// Items that a free batch can have. A longer one pays, so that nobody fills blocks for nothing.
pub const MAX_FREE_ITEMS: usize = 16;

/// The calls of a batch, or `None` for every other call.
pub fn batched(call: &RuntimeCall) -> Option<&[RuntimeCall]> {
    use pallet_utility::Call as Utility;
    match call {
        RuntimeCall::Utility(
            Utility::batch { calls }
            | Utility::batch_all { calls }
            | Utility::force_batch { calls },
        ) => Some(calls),
        _ => None,
    }
}

/// The calls that decide over the fee of the one that contains them.
fn wrapped(call: &RuntimeCall) -> Option<&[RuntimeCall]> {
    match call {
        RuntimeCall::Proxy(pallet_proxy::Call::proxy { call, .. }) => {
            Some(slice::from_ref(call.as_ref()))
        }
        call => batched(call),
    }
}

/// Whether a call pays a fee. An empty batch pays, and so does a long one.
pub fn pays_fee(call: &RuntimeCall) -> Pays {
    let Some(calls) = wrapped(call) else {
        return call.get_dispatch_info().pays_fee;
    };
    let is_free = !calls.is_empty()
        && calls.len() <= MAX_FREE_ITEMS
        && calls.iter().all(|call| pays_fee(call) == Pays::No);
    if is_free { Pays::No } else { Pays::Yes }
}

/// What is known about a call, with the class and the fee that hold for it.
pub fn corrected(call: &RuntimeCall, info: &DispatchInfo) -> DispatchInfo {
    match wrapped(call) {
        Some(_) => DispatchInfo {
            class: DispatchClass::Normal,
            pays_fee: pays_fee(call),
            ..*info
        },
        None => *info,
    }
}

/// What wallets are shown of a call before it is sent, with the numbers that hold for it.
pub fn corrected_quote(
    call: &RuntimeCall,
    quote: RuntimeDispatchInfo<Balance>,
) -> RuntimeDispatchInfo<Balance> {
    if wrapped(call).is_none() {
        return quote;
    }
    RuntimeDispatchInfo {
        class: DispatchClass::Normal,
        partial_fee: match pays_fee(call) {
            Pays::Yes => quote.partial_fee,
            Pays::No => 0,
        },
        ..quote
    }
}

/// The parts of a fee that wallets are shown, without the one that a free call does not pay.
pub fn corrected_details(call: &RuntimeCall, details: FeeDetails<Balance>) -> FeeDetails<Balance> {
    match pays_fee(call) {
        Pays::Yes => details,
        Pays::No => FeeDetails {
            inclusion_fee: None,
            ..details
        },
    }
}
