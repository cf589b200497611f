//! The guards of the subtensor pallet, run before a transaction enters the pool and again when a
//! block applies it.

use crate::{AccountId, Runtime, RuntimeCall, RuntimeOrigin, SubtensorModule};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::TransactionSource, traits::PalletInfoAccess, weights::Weight};
use pallet_subtensor::{Call, ColdkeySwapAnnouncements, ColdkeySwapDisputes, Error};
use scale_info::TypeInfo;
use sp_runtime::{
    DispatchError, ModuleError, impl_tx_ext_default,
    traits::{AsSystemOriginSigner, DispatchInfoOf, TransactionExtension, ValidateResult},
    transaction_validity::{InvalidTransaction, ValidTransaction},
};

/// Refuses signed transactions that would fail for a reason that can be told in advance.
///
/// Many calls of the subtensor pallet are free, so one that is bound to fail must not enter a
/// block. The reason is the number in `InvalidTransaction::Custom`, see [`validity_code`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SubtensorTransactionExtension;

/// The number of reasons that have none of their own.
const BAD_REQUEST: u8 = 255;

/// The number by which clients know the reason why a transaction is refused.
pub fn validity_code(reason: DispatchError) -> u8 {
    let DispatchError::Module(ModuleError { index, error, .. }) = reason else {
        return BAD_REQUEST;
    };
    if usize::from(index) != SubtensorModule::index() {
        return BAD_REQUEST;
    }
    match Error::<Runtime>::decode(&mut error.as_slice()) {
        Ok(error) => code_of(&error),
        Err(_) => BAD_REQUEST,
    }
}

const fn code_of(error: &Error<Runtime>) -> u8 {
    match error {
        Error::ColdkeySwapAnnounced => 0,
        Error::AmountTooLow | Error::NotEnoughStakeToSetWeights => 1,
        Error::NotEnoughBalanceToStake => 2,
        Error::SubnetNotExists => 3,
        Error::HotKeyAccountNotExists => 4,
        Error::NotEnoughStakeToWithdraw => 5,
        Error::CommittingWeightsTooFast
        | Error::SettingWeightsTooFast
        | Error::NetworkTxRateLimitExceeded => 6,
        Error::InsufficientLiquidity => 7,
        Error::SlippageTooHigh => 8,
        Error::TransferDisallowed => 9,
        Error::HotKeyNotRegisteredInNetwork => 10,
        Error::InvalidIpAddress => 11,
        Error::ServingRateLimitExceeded => 12,
        Error::InvalidPort => 13,
        Error::InvalidRevealRound => 15,
        Error::NoWeightsCommitFound => 16,
        Error::RevealTooEarly => 17,
        Error::InputLengthsUnequal => 18,
        Error::HotKeyNotRegisteredInSubNet => 19,
        Error::EvmKeyAssociateRateLimitExceeded => 20,
        Error::ColdkeySwapDisputed => 21,
        Error::NonAssociatedColdKey => 25,
        Error::DelegateTakeTooLow => 26,
        Error::DelegateTakeTooHigh => 27,
        _ => BAD_REQUEST,
    }
}

/// Keeps an account still while the swap of its coldkey is announced or disputed.
///
/// Errors: `ColdkeySwapAnnounced`, `ColdkeySwapDisputed`.
fn check_coldkey_swap(who: &AccountId) -> Result<(), DispatchError> {
    if !ColdkeySwapAnnouncements::<Runtime>::contains_key(who) {
        Ok(())
    } else if ColdkeySwapDisputes::<Runtime>::contains_key(who) {
        Err(Error::<Runtime>::ColdkeySwapDisputed.into())
    } else {
        Err(Error::<Runtime>::ColdkeySwapAnnounced.into())
    }
}

/// Whether the swap of its coldkey lets `who` dispatch a call, nested or not.
pub fn passes_coldkey_swap_guard(who: &AccountId) -> bool {
    check_coldkey_swap(who).is_ok()
}

/// Everything that a signed call of `who` has to pass.
fn check(who: &AccountId, call: &RuntimeCall) -> Result<(), DispatchError> {
    check_coldkey_swap(who)?;
    match call {
        RuntimeCall::SubtensorModule(call) => SubtensorModule::guard(who, call),
        _ => Ok(()),
    }
}

/// Storage items that the guard of a call reads.
const fn guard_reads(call: &Call<Runtime>) -> u64 {
    match call {
        Call::set_weights { .. } | Call::set_mechanism_weights { .. } => 12,
        Call::serve_axon { .. }
        | Call::serve_axon_tls { .. }
        | Call::serve_prometheus { .. }
        | Call::increase_take { .. }
        | Call::decrease_take { .. } => 3,
        Call::register_network { .. } | Call::register_network_with_identity { .. } => 2,
        _ => 0,
    }
}

impl TransactionExtension<RuntimeCall> for SubtensorTransactionExtension {
    const IDENTIFIER: &'static str = "SubtensorTransactionExtension";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    fn weight(&self, call: &RuntimeCall) -> Weight {
        let guard = match call {
            RuntimeCall::SubtensorModule(call) => guard_reads(call),
            _ => 0,
        };
        // One more for the announced swap of the coldkey.
        <Runtime as frame_system::Config>::DbWeight::get().reads(guard.saturating_add(1))
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        _info: &DispatchInfoOf<RuntimeCall>,
        _len: usize,
        _implicit: (),
        _implication: &impl Encode,
        _source: TransactionSource,
    ) -> ValidateResult<(), RuntimeCall> {
        if let Some(who) = origin.as_system_origin_signer() {
            check(who, call).map_err(|reason| InvalidTransaction::Custom(validity_code(reason)))?;
        }
        Ok((ValidTransaction::default(), (), origin))
    }

    impl_tx_ext_default!(RuntimeCall; prepare);
}
