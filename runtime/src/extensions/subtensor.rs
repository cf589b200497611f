//! The guards of the subtensor pallet, run before a transaction enters the pool and again when a
//! block applies it.

use crate::{AccountId, Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::TransactionSource, traits::Get, weights::Weight};
use pallet_subtensor::{ColdkeySwapAnnouncements, ColdkeySwapDisputes, Error, guards};
use scale_info::TypeInfo;
use sp_runtime::{
    impl_tx_ext_default,
    traits::{AsSystemOriginSigner, DispatchInfoOf, TransactionExtension, ValidateResult},
    transaction_validity::{InvalidTransaction, ValidTransaction},
};

/// Refuses signed transactions that would fail for a reason that can be told in advance.
///
/// Many calls of the subtensor pallet are free, so one that is bound to fail must not enter a
/// block. The reason is the number in `InvalidTransaction::Custom`, see [`validity_code`].
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SubtensorTransactionExtension;

/// The number by which clients know the reason why a transaction is refused.
pub const fn validity_code(error: &Error<Runtime>) -> u8 {
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
        _ => 255,
    }
}

/// Keeps an account still while the swap of its coldkey is announced or disputed.
fn check_coldkey_swap(who: &AccountId) -> Result<(), Error<Runtime>> {
    if !ColdkeySwapAnnouncements::<Runtime>::contains_key(who) {
        Ok(())
    } else if ColdkeySwapDisputes::<Runtime>::contains_key(who) {
        Err(Error::ColdkeySwapDisputed)
    } else {
        Err(Error::ColdkeySwapAnnounced)
    }
}

/// Everything that a signed call of `who` has to pass.
fn check(who: &AccountId, call: &RuntimeCall) -> Result<(), Error<Runtime>> {
    check_coldkey_swap(who)?;
    match call {
        RuntimeCall::SubtensorModule(call) => guards::check(who, call),
        _ => Ok(()),
    }
}

impl TransactionExtension<RuntimeCall> for SubtensorTransactionExtension {
    const IDENTIFIER: &'static str = "SubtensorTransactionExtension";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    fn weight(&self, _call: &RuntimeCall) -> Weight {
        <Runtime as frame_system::Config>::DbWeight::get().reads(1)
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
            check(who, call)
                .map_err(|error| InvalidTransaction::Custom(validity_code(&error)))?;
        }
        Ok((ValidTransaction::default(), (), origin))
    }

    impl_tx_ext_default!(RuntimeCall; prepare);
}
