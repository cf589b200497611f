//! Payment of a transaction, and its place in the pool.

use crate::{Balance, Runtime, RuntimeCall, RuntimeOrigin, wrapped::corrected};
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame_support::{
    dispatch::{DispatchClass, DispatchInfo},
    pallet_prelude::TransactionSource,
    weights::Weight,
};
use scale_info::{Type, TypeInfo};
use sp_runtime::{
    DispatchResult,
    traits::{DispatchInfoOf, PostDispatchInfoOf, TransactionExtension, ValidateResult},
    transaction_validity::{TransactionPriority, TransactionValidityError},
};

type Stock = pallet_transaction_payment::ChargeTransactionPayment<Runtime>;

/// Priority of transactions that pay for the ordinary part of a block, whatever they pay.
const NORMAL_PRIORITY: TransactionPriority = 1;
/// Priority of transactions that keep the chain operating.
const OPERATIONAL_PRIORITY: TransactionPriority = 10_000_000_000;

/// Charges the fee and the tip, and fixes the priority by the class of the call alone: among
/// ordinary transactions the first to arrive is the first to run.
///
/// Identifier, type and encoding (the compact tip) are those of the stock extension, which wallets
/// know.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking)]
pub struct ChargeTransactionPayment(Stock);

impl ChargeTransactionPayment {
    /// A payment with `tip` rao on top of the fee.
    pub fn from(tip: Balance) -> Self {
        Self(Stock::from(tip))
    }
}

impl TypeInfo for ChargeTransactionPayment {
    type Identity = Stock;

    fn type_info() -> Type {
        Stock::type_info()
    }
}

impl TransactionExtension<RuntimeCall> for ChargeTransactionPayment {
    const IDENTIFIER: &'static str = <Stock as TransactionExtension<RuntimeCall>>::IDENTIFIER;
    type Implicit = ();
    type Val = <Stock as TransactionExtension<RuntimeCall>>::Val;
    /// What was taken, and for which class and fee.
    type Pre = (
        <Stock as TransactionExtension<RuntimeCall>>::Pre,
        DispatchInfo,
    );

    fn weight(&self, call: &RuntimeCall) -> Weight {
        self.0.weight(call)
    }

    fn validate(
        &self,
        origin: RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        len: usize,
        implicit: (),
        implication: &impl sp_runtime::traits::Implication,
        source: TransactionSource,
    ) -> ValidateResult<Self::Val, RuntimeCall> {
        let info = &corrected(call, info);
        let (mut valid, val, origin) =
            self.0
                .validate(origin, call, info, len, implicit, implication, source)?;
        valid.priority = match info.class {
            DispatchClass::Normal | DispatchClass::Mandatory => NORMAL_PRIORITY,
            DispatchClass::Operational => OPERATIONAL_PRIORITY,
        };
        Ok((valid, val, origin))
    }

    fn prepare(
        self,
        val: Self::Val,
        origin: &RuntimeOrigin,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        len: usize,
    ) -> Result<Self::Pre, TransactionValidityError> {
        let info = corrected(call, info);
        let pre = self.0.prepare(val, origin, call, &info, len)?;
        Ok((pre, info))
    }

    fn post_dispatch_details(
        (pre, info): Self::Pre,
        _info: &DispatchInfoOf<RuntimeCall>,
        post_info: &PostDispatchInfoOf<RuntimeCall>,
        len: usize,
        result: &DispatchResult,
    ) -> Result<Weight, TransactionValidityError> {
        <Stock as TransactionExtension<RuntimeCall>>::post_dispatch_details(
            pre, &info, post_info, len, result,
        )
    }
}
