//! Which pulses the transaction pool takes.

use codec::Encode;
use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::BlockNumberFor;
use myelin_timelock::beacon::verify;
use sp_runtime::{
    MultiSignature,
    traits::{IdentifyAccount, Verify},
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, ValidTransaction,
    },
};

use crate::{
    pallet::*,
    pulses::Kept,
    types::{Pulse, PulsesPayload, tag_of},
};

/// Blocks that a pulse waits in the pool.
const LONGEVITY: u64 = 3;

impl<T: Config> Pallet<T> {
    /// Whether an unsigned `write_pulse` may enter the pool or a block. Lower rounds go first.
    ///
    /// In a block the signature of the beacon is left to the call, which verifies it anyway.
    pub(crate) fn admit(
        source: TransactionSource,
        payload: &PulsesPayload<BlockNumberFor<T>>,
        signature: Option<&MultiSignature>,
    ) -> TransactionValidity {
        let signature = signature.ok_or(InvalidTransaction::BadSigner)?;
        let signer = payload.public.clone().into_account();
        ensure!(
            signature.verify(&payload.encode()[..], &signer),
            InvalidTransaction::BadProof
        );
        let block = frame_system::Pallet::<T>::block_number();
        ensure!(payload.block_number <= block, InvalidTransaction::Future);
        let [pulse] = &payload.pulses[..] else {
            return InvalidTransaction::Call.into();
        };
        let is_due = NextUnsignedAt::<T>::get() <= block;
        ensure!(
            is_due && Kept::load::<T>().lacks::<T>(pulse.round),
            InvalidTransaction::Stale
        );
        ensure!(
            source == TransactionSource::InBlock || Self::is_genuine(pulse),
            InvalidTransaction::BadProof
        );
        let before_others = u64::MAX.saturating_sub(pulse.round);
        ValidTransaction::with_tag_prefix("DrandOffchainWorker")
            .priority(T::UnsignedPriority::get().saturating_add(before_others))
            .and_provides(tag_of(pulse.round))
            .longevity(LONGEVITY)
            .propagate(false)
            .build()
    }

    /// Whether a pulse is one of the beacon of the chain.
    pub(crate) fn is_genuine(pulse: &Pulse) -> bool {
        let key = BeaconConfig::<T>::get().public_key;
        pulse.is_consistent() && verify::<T::Curve>(pulse.round, &pulse.signature, &key) == Ok(true)
    }
}
