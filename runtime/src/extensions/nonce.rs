//! Replay protection.

use crate::{AccountId, Nonce, Runtime, RuntimeCall, RuntimeOrigin, wrapped::corrected};
use alloc::{vec, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{dispatch::Pays, pallet_prelude::TransactionSource, weights::Weight};
use frame_system::ValidNonceInfo;
use scale_info::{Type, TypeInfo};
use sp_runtime::{
    DispatchResult,
    traits::{
        AsSystemOriginSigner, DispatchInfoOf, PostDispatchInfoOf, TransactionExtension,
        ValidateResult,
    },
    transaction_validity::{
        InvalidTransaction, TransactionLongevity, TransactionValidityError, ValidTransaction,
    },
};

type Stock = frame_system::CheckNonce<Runtime>;

/// Checks and counts the nonce of the signer.
///
/// A call that pays a fee needs an account that exists. A free call does not: a key without any
/// balance can set weights.
///
/// Identifier, type and encoding (the compact nonce) are those of the stock extension, which
/// wallets know.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct CheckNonce(Stock);

/// What validation found out: the account whose nonce is checked, if anybody signed.
pub type SignerNonce = Option<AccountId>;

impl CheckNonce {
    /// The check of `nonce`.
    pub fn from(nonce: Nonce) -> Self {
        Self(Stock::from(nonce))
    }

    /// The tags of a transaction of `who`, in the pool ordered by nonce.
    fn tags(
        &self,
        who: &AccountId,
        pays: Pays,
    ) -> Result<ValidNonceInfo, TransactionValidityError> {
        let nonce = self.0.0;
        if pays == Pays::Yes {
            return Stock::validate_nonce_for_account(who, nonce);
        }
        let expected = frame_system::Account::<Runtime>::get(who).nonce;
        if nonce < expected {
            return Err(InvalidTransaction::Stale.into());
        }
        let requires: Vec<Vec<u8>> = if expected < nonce {
            vec![(who, nonce.saturating_sub(1)).encode()]
        } else {
            Vec::new()
        };
        Ok(ValidNonceInfo {
            provides: vec![(who, nonce).encode()],
            requires,
        })
    }
}

impl TypeInfo for CheckNonce {
    type Identity = Stock;

    fn type_info() -> Type {
        Stock::type_info()
    }
}

impl TransactionExtension<RuntimeCall> for CheckNonce {
    const IDENTIFIER: &'static str = <Stock as TransactionExtension<RuntimeCall>>::IDENTIFIER;
    type Implicit = ();
    type Val = SignerNonce;
    /// Weight to give back when nobody signed.
    type Pre = Weight;

    fn weight(&self, call: &RuntimeCall) -> Weight {
        self.0.weight(call)
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        _len: usize,
        _implicit: (),
        _implication: &impl Encode,
        _source: TransactionSource,
    ) -> ValidateResult<SignerNonce, RuntimeCall> {
        let Some(who) = origin.as_system_origin_signer().cloned() else {
            return Ok((ValidTransaction::default(), None, origin));
        };
        let ValidNonceInfo { provides, requires } =
            self.tags(&who, corrected(call, info).pays_fee)?;
        let valid = ValidTransaction {
            priority: 0,
            requires,
            provides,
            longevity: TransactionLongevity::MAX,
            propagate: true,
        };
        Ok((valid, Some(who), origin))
    }

    fn prepare(
        self,
        signer: SignerNonce,
        _origin: &RuntimeOrigin,
        call: &RuntimeCall,
        _info: &DispatchInfoOf<RuntimeCall>,
        _len: usize,
    ) -> Result<Weight, TransactionValidityError> {
        match signer {
            Some(who) => {
                Stock::prepare_nonce_for_account(&who, self.0.0)?;
                Ok(Weight::zero())
            }
            None => Ok(self.weight(call)),
        }
    }

    fn post_dispatch_details(
        refund: Weight,
        _info: &DispatchInfoOf<RuntimeCall>,
        _post_info: &PostDispatchInfoOf<RuntimeCall>,
        _len: usize,
        _result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        Ok(refund)
    }
}
