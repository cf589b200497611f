//! What a transaction costs and who gets it.
//!
//! `fee = weight fee + length fee + tip`, with no multiplier. The weight fee also covers the base
//! weight of an extrinsic. Whatever is charged goes to the author of the block. Who has not enough
//! TAO pays calls that take stake out of that stake.

use crate::{
    AccountId, Balance, Balances, Runtime, RuntimeCall, SubtensorModule, System,
    config::consensus::BlockAuthor,
};
use frame_support::{
    traits::{
        Get, OnUnbalanced,
        fungible::{Balanced, Credit},
    },
    weights::{IdentityFee, Weight, WeightToFee as _},
};
use pallet_subtensor::{
    WeightInfo as _,
    stake::{AlphaFee, FeePosition},
};
use pallet_transaction_payment::{FungibleAdapter, OnChargeTransaction, TxCreditHold};
use sp_runtime::{
    Perbill,
    traits::{DispatchInfoOf, PostDispatchInfoOf},
    transaction_validity::{InvalidTransaction, TransactionValidityError},
};

/// Rao for a unit of `ref_time`: 0.0005.
const RAO_PER_REF_TIME: Perbill = Perbill::from_parts(500_000);

/// One rao for every byte of an extrinsic.
pub type LengthToFee = IdentityFee<Balance>;

/// Half a rao for a thousand units of `ref_time`, rounded to the nearest rao with halves down.
///
/// The size of storage proofs is free.
pub struct WeightToFee;

impl frame_support::weights::WeightToFee for WeightToFee {
    type Balance = Balance;

    #[allow(
        clippy::arithmetic_side_effects,
        reason = "a part of a number is at most that number"
    )]
    fn weight_to_fee(weight: &Weight) -> Balance {
        RAO_PER_REF_TIME * weight.ref_time()
    }
}

/// Pays fees and tips to the author of the block.
///
/// Without an author, or when the author's account cannot take the amount because it would stay
/// below the existential deposit, the amount is burned.
pub struct FeesToAuthor;

impl OnUnbalanced<Credit<AccountId, Balances>> for FeesToAuthor {
    fn on_nonzero_unbalanced(fees: Credit<AccountId, Balances>) {
        if let Some(author) = BlockAuthor::get() {
            // What the author cannot take is burned when it is dropped.
            drop(Balances::resolve(&author, fees));
        }
    }
}

/// Fees in TAO alone.
type InTao = FungibleAdapter<Balances, FeesToAuthor>;

/// Takes fees in TAO if the payer has them, and else out of the stake that the call is about.
///
/// Only a call that is sent for itself can be paid out of stake, never one inside of a proxy, a
/// multisig or a batch. What was paid in alpha is not given back, whatever the call returns.
pub struct TaoOrAlpha;

/// What was taken before a call ran.
pub enum Taken {
    /// TAO, of which a part may go back.
    Tao(<InTao as OnChargeTransaction<Runtime>>::LiquidityInfo),
    /// Stake, sold already.
    Alpha(AlphaFee),
}

impl Default for Taken {
    fn default() -> Self {
        Self::Tao(Default::default())
    }
}

/// The stake that may pay for a call of `who`.
fn fee_position(who: &AccountId, call: &RuntimeCall) -> Option<FeePosition<AccountId>> {
    match call {
        RuntimeCall::SubtensorModule(call) => SubtensorModule::fee_position(who, call),
        _ => None,
    }
}

/// What of a fee stake has to pay. Nothing of it is given back later, so what the call cannot cost is
/// left out.
fn fee_of_position(
    position: &FeePosition<AccountId>,
    call: &RuntimeCall,
    info: &DispatchInfoOf<RuntimeCall>,
    fee_with_tip: Balance,
) -> Balance {
    let most = match call {
        RuntimeCall::SubtensorModule(call) => SubtensorModule::weight_paid_by(position, call),
        _ => None,
    };
    let spared = most.map_or(Weight::zero(), |most| info.call_weight.saturating_sub(most));
    fee_with_tip.saturating_sub(WeightToFee::weight_to_fee(&spared))
}

impl TxCreditHold<Runtime> for TaoOrAlpha {
    type Credit = <InTao as TxCreditHold<Runtime>>::Credit;
}

impl OnChargeTransaction<Runtime> for TaoOrAlpha {
    type Balance = Balance;
    type LiquidityInfo = Taken;

    fn withdraw_fee(
        who: &AccountId,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        fee_with_tip: Balance,
        tip: Balance,
    ) -> Result<Taken, TransactionValidityError> {
        let unpaid = match <InTao as OnChargeTransaction<Runtime>>::withdraw_fee(
            who,
            call,
            info,
            fee_with_tip,
            tip,
        ) {
            Ok(taken) => return Ok(Taken::Tao(taken)),
            Err(unpaid) => unpaid,
        };
        let position = fee_position(who, call).ok_or(unpaid)?;
        let fee = fee_of_position(&position, call, info, fee_with_tip);
        let paid = SubtensorModule::pay_fee_in_alpha(who, &position, fee.into())
            .map_err(|_| InvalidTransaction::Payment)?;
        // Rare, so it is counted where it happens and raises nobody's fee.
        System::register_extra_weight_unchecked(
            <Runtime as pallet_subtensor::Config>::WeightInfo::pay_fee_in_alpha(),
            info.class,
        );
        Ok(Taken::Alpha(paid))
    }

    fn can_withdraw_fee(
        who: &AccountId,
        call: &RuntimeCall,
        info: &DispatchInfoOf<RuntimeCall>,
        fee_with_tip: Balance,
        tip: Balance,
    ) -> Result<(), TransactionValidityError> {
        let Err(unpaid) = <InTao as OnChargeTransaction<Runtime>>::can_withdraw_fee(
            who,
            call,
            info,
            fee_with_tip,
            tip,
        ) else {
            return Ok(());
        };
        let position = fee_position(who, call).ok_or(unpaid)?;
        let fee = fee_of_position(&position, call, info, fee_with_tip);
        SubtensorModule::fee_in_alpha(who, &position, fee.into())
            .map_err(|_| InvalidTransaction::Payment)?;
        Ok(())
    }

    fn correct_and_deposit_fee(
        who: &AccountId,
        info: &DispatchInfoOf<RuntimeCall>,
        post_info: &PostDispatchInfoOf<RuntimeCall>,
        corrected_fee_with_tip: Balance,
        tip: Balance,
        taken: Taken,
    ) -> Result<(), TransactionValidityError> {
        match taken {
            Taken::Tao(taken) => <InTao as OnChargeTransaction<Runtime>>::correct_and_deposit_fee(
                who,
                info,
                post_info,
                corrected_fee_with_tip,
                tip,
                taken,
            ),
            Taken::Alpha(paid) => {
                SubtensorModule::confirm_alpha_fee(who, paid);
                Ok(())
            }
        }
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn endow_account(who: &AccountId, amount: Balance) {
        <InTao as OnChargeTransaction<Runtime>>::endow_account(who, amount);
    }

    #[cfg(feature = "runtime-benchmarks")]
    fn minimum_balance() -> Balance {
        <InTao as OnChargeTransaction<Runtime>>::minimum_balance()
    }
}
