//! Whether an order may be executed now, and how much of it. The order of the checks is the order
//! in which relayers see the errors.

use frame_support::{
    ensure,
    traits::{Get, Time},
};
use myelin_amm::{Side, pool::value_at_price};
use sp_runtime::{AccountId32, MultiSignature, traits::Verify};
use substrate_fixed::types::U64F64;

use crate::{pallet::*, types::*};

/// One alpha, in rao.
const ONE_ALPHA: u64 = 1_000_000_000;

/// Who brings orders, when, and where: the same for all orders of a call.
pub(crate) struct Relay<'a> {
    /// The sender of the call.
    relayer: &'a AccountId32,
    /// Milliseconds of Unix time.
    now: u64,
    chain_id: u64,
}

/// How much of an order is executed, and what is remembered of it afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fill {
    /// What the order pays now, its fee included, in rao.
    pub input: u64,
    /// The status once this is done.
    pub status: OrderStatus,
}

impl<'a> Relay<'a> {
    pub(crate) fn new<T: Config>(relayer: &'a AccountId32) -> Self {
        Self {
            relayer,
            now: T::Time::now(),
            chain_id: T::ChainId::get(),
        }
    }
}

impl<T: Config> Pallet<T> {
    /// Checks an order at the price that `price` gives.
    pub(crate) fn check_order(
        signed: &SignedOrder<AccountId32>,
        identified: &Identified,
        relay: &Relay,
        price: impl FnOnce() -> U64F64,
    ) -> Result<Fill, Error<T>> {
        let order = signed.order.order();
        ensure!(!order.netuid.is_root(), Error::<T>::RootNetUidNotAllowed);
        ensure!(
            order.chain_id == relay.chain_id,
            Error::<T>::ChainIdMismatch
        );
        ensure!(
            matches!(signed.signature, MultiSignature::Sr25519(_))
                && signed
                    .signature
                    .verify(identified.signed_bytes.as_slice(), &order.signer),
            Error::<T>::InvalidSignature
        );
        let filled = match Orders::<T>::get(identified.id) {
            None => 0,
            Some(OrderStatus::PartiallyFilled(filled)) => filled,
            Some(OrderStatus::Fulfilled) => return Err(Error::<T>::OrderAlreadyProcessed),
            Some(OrderStatus::Cancelled) => return Err(Error::<T>::OrderCancelled),
        };
        ensure!(relay.now <= order.expiry, Error::<T>::OrderExpired);
        ensure!(
            order.order_type.accepts(
                value_at_price(Side::Sell, ONE_ALPHA, price()),
                order.limit_price
            ),
            Error::<T>::PriceConditionNotMet
        );
        if let Some(relayers) = &order.relayer {
            ensure!(
                relayers.contains(relay.relayer),
                Error::<T>::RelayerMissMatch
            );
        }
        Self::fill(order, signed.partial_fill, filled)
    }

    /// How much of an order is executed of which `filled` was executed before.
    fn fill(order: &Order<AccountId32>, part: Option<u64>, filled: u64) -> Result<Fill, Error<T>> {
        let Some(input) = part else {
            ensure!(filled == 0, Error::<T>::IncorrectPartialFillAmount);
            return Ok(Fill {
                input: order.amount,
                status: OrderStatus::Fulfilled,
            });
        };
        ensure!(
            order.relayer.is_some(),
            Error::<T>::RelayerRequiredForPartialFill
        );
        ensure!(
            order.partial_fills_enabled,
            Error::<T>::PartialFillsNotEnabled
        );
        let sum = filled
            .checked_add(input)
            .filter(|sum| input > 0 && *sum <= order.amount)
            .ok_or(Error::<T>::IncorrectPartialFillAmount)?;
        let status = if sum == order.amount {
            OrderStatus::Fulfilled
        } else {
            OrderStatus::PartiallyFilled(sum)
        };
        Ok(Fill { input, status })
    }
}
