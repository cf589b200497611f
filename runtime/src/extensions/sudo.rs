//! Keeps sudo attempts of strangers out of the pool.

use crate::{Runtime, RuntimeCall, RuntimeOrigin};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{pallet_prelude::TransactionSource, weights::Weight};
use scale_info::TypeInfo;
use sp_runtime::{
    impl_tx_ext_default,
    traits::{AsSystemOriginSigner, DispatchInfoOf, TransactionExtension, ValidateResult},
    transaction_validity::{InvalidTransaction, ValidTransaction},
};

/// Refuses a signed call of the sudo pallet whose signer is not the sudo key.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SudoTransactionExtension;

impl TransactionExtension<RuntimeCall> for SudoTransactionExtension {
    const IDENTIFIER: &'static str = "SudoTransactionExtension";
    type Implicit = ();
    type Val = ();
    type Pre = ();

    fn weight(&self, call: &RuntimeCall) -> Weight {
        match call {
            RuntimeCall::Sudo(_) => <Runtime as frame_system::Config>::DbWeight::get().reads(1),
            _ => Weight::zero(),
        }
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
        if let (RuntimeCall::Sudo(_), Some(who)) = (call, origin.as_system_origin_signer())
            && pallet_sudo::Key::<Runtime>::get().as_ref() != Some(who)
        {
            return Err(InvalidTransaction::BadSigner.into());
        }
        Ok((ValidTransaction::default(), (), origin))
    }

    impl_tx_ext_default!(RuntimeCall; prepare);
}
