//! The guards of the subtensor pallet, run before a transaction enters the pool and again when a
//! block applies it.

use crate::{
    AccountId, Proxy, Runtime, RuntimeCall, RuntimeOrigin, SubtensorModule,
    config::system::NoNestedBatch,
    wrapped::{batched, pays_fee},
};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
    dispatch::Pays,
    pallet_prelude::TransactionSource,
    traits::{Contains, InstanceFilter, PalletInfoAccess},
    weights::Weight,
};
use pallet_subtensor::Error;
use scale_info::TypeInfo;
use sp_runtime::{
    DispatchError, ModuleError, impl_tx_ext_default,
    traits::{
        AsSystemOriginSigner, DispatchInfoOf, StaticLookup, TransactionExtension, ValidateResult,
    },
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
/// The number of a free call on behalf of an account that has not made the signer its proxy.
const NO_SUCH_REAL: u8 = 22;

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

/// Whether the swap of its coldkey lets `who` dispatch a call, nested or not.
pub fn passes_coldkey_swap_guard(who: &AccountId) -> bool {
    SubtensorModule::ensure_no_coldkey_swap(who).is_ok()
}

/// Everything that a signed call of `who` has to pass.
fn check(who: &AccountId, call: &RuntimeCall) -> Result<(), InvalidTransaction> {
    let refused = |reason| InvalidTransaction::Custom(validity_code(reason));
    SubtensorModule::ensure_no_coldkey_swap(who).map_err(refused)?;
    match call {
        RuntimeCall::SubtensorModule(call) => SubtensorModule::guard(who, call).map_err(refused),
        call if is_free_wrapper(call) => check_inside(who, call),
        _ => Ok(()),
    }
}

/// Whether this is a batch or a proxied call that is free.
fn is_free_wrapper(call: &RuntimeCall) -> bool {
    matches!(call, RuntimeCall::Utility(_) | RuntimeCall::Proxy(_)) && pays_fee(call) == Pays::No
}

/// What a free batch or a free proxied call contains has to pass as if it was sent for itself:
/// otherwise what is bound to fail could fill blocks for nothing.
fn check_inside(who: &AccountId, call: &RuntimeCall) -> Result<(), InvalidTransaction> {
    let RuntimeCall::Proxy(pallet_proxy::Call::proxy {
        real,
        force_proxy_type,
        call,
    }) = call
    else {
        if !NoNestedBatch::contains(call) {
            return Err(InvalidTransaction::Custom(BAD_REQUEST));
        }
        return batched(call)
            .unwrap_or_default()
            .iter()
            .try_for_each(|call| check(who, call));
    };
    let real = <Runtime as frame_system::Config>::Lookup::lookup(real.clone())
        .map_err(|_| InvalidTransaction::Custom(NO_SUCH_REAL))?;
    let proxy = Proxy::find_proxy(&real, who, *force_proxy_type)
        .map_err(|_| InvalidTransaction::Custom(NO_SUCH_REAL))?;
    if proxy.delay > 0 || !proxy.proxy_type.filter(call) {
        return Err(InvalidTransaction::Custom(BAD_REQUEST));
    }
    check(&real, call)
}

/// Storage items that the guard of a call reads, with those of the calls in a free one.
fn reads(call: &RuntimeCall) -> u64 {
    match call {
        RuntimeCall::SubtensorModule(call) => SubtensorModule::guard_reads(call),
        call if is_free_wrapper(call) => match call {
            RuntimeCall::Proxy(pallet_proxy::Call::proxy { call, .. }) => {
                reads(call).saturating_add(2)
            }
            call => batched(call)
                .unwrap_or_default()
                .iter()
                .map(reads)
                .fold(0, u64::saturating_add),
        },
        _ => 0,
    }
}

impl TransactionExtension<RuntimeCall> for SubtensorTransactionExtension {
    const IDENTIFIER: &'static str = "SubtensorTransactionExtension";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    fn weight(&self, call: &RuntimeCall) -> Weight {
        // One more for the announced swap of the coldkey.
        <Runtime as frame_system::Config>::DbWeight::get().reads(reads(call).saturating_add(1))
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
            check(who, call)?;
        }
        Ok((ValidTransaction::default(), (), origin))
    }

    impl_tx_ext_default!(RuntimeCall; prepare);
}
