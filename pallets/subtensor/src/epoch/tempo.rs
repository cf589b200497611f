//! The calls by which the owner of a subnet influences its epochs (yuma.md 2.4).

use frame_support::{ensure, traits::Get};
use frame_system::pallet_prelude::OriginFor;
use myelin_types::{NetUid, frozen::Hyperparameter};
use sp_runtime::DispatchResult;

use crate::{limits::TransactionKind, pallet::*};

impl<T: Config> Pallet<T> {
    /// See [`Pallet::set_tempo`].
    pub(crate) fn do_set_tempo(who: &T::AccountId, netuid: NetUid, tempo: u16) -> DispatchResult {
        Self::ensure_subnet_owner(who, netuid)?;
        ensure!(
            (T::MinTempo::get()..=T::MaxTempo::get()).contains(&tempo),
            Error::<T>::TempoOutOfBounds
        );
        Self::ensure_admin_window_open(netuid)?;
        let kind = TransactionKind::TempoUpdate;
        Self::ensure_transaction_allowed(who, netuid, kind, T::MinTempo::get().into())?;
        Self::stamp_transaction(who, netuid, kind);
        Self::restart_with_tempo(netuid, tempo);
        Ok(())
    }

    /// Stores a tempo and starts a new cycle with it.
    pub fn restart_with_tempo(netuid: NetUid, tempo: u16) {
        Tempo::<T>::insert(netuid, tempo);
        LastEpochBlock::<T>::insert(netuid, Self::now());
        Self::deposit_event(Event::TempoSet(netuid, tempo));
    }

    /// See [`Pallet::set_activity_cutoff_factor`].
    pub(crate) fn do_set_activity_cutoff_factor(
        origin: OriginFor<T>,
        netuid: NetUid,
        factor_milli: u32,
    ) -> DispatchResult {
        let owner = Self::ensure_owner_or_root(origin, netuid)?;
        let bounds =
            T::MinActivityCutoffFactorMilli::get()..=T::MaxActivityCutoffFactorMilli::get();
        ensure!(
            bounds.contains(&factor_milli),
            Error::<T>::ActivityCutoffFactorMilliOutOfBounds
        );
        if owner.is_some() {
            let parameter = Hyperparameter::ActivityCutoffFactorMilli;
            Self::ensure_admin_window_open(netuid)?;
            Self::ensure_owner_may_set(netuid, parameter)?;
            Self::stamp_owner_set(netuid, parameter);
        }
        ActivityCutoffFactorMilli::<T>::insert(netuid, factor_milli);
        Self::deposit_event(Event::ActivityCutoffFactorMilliSet {
            netuid,
            factor_milli,
        });
        Ok(())
    }

    /// See [`Pallet::trigger_epoch`].
    pub(crate) fn do_trigger_epoch(who: &T::AccountId, netuid: NetUid) -> DispatchResult {
        Self::ensure_subnet_owner(who, netuid)?;
        ensure!(
            !CommitRevealWeightsEnabled::<T>::get(netuid),
            Error::<T>::DynamicTempoBlockedByCommitReveal
        );
        ensure!(
            PendingEpochAt::<T>::get(netuid) == 0,
            Error::<T>::EpochTriggerAlreadyPending
        );
        let now = Self::now();
        let window = u64::from(AdminFreezeWindow::<T>::get());
        ensure!(
            Self::epoch_schedule(netuid).blocks_until_next_auto_epoch(now) >= window,
            Error::<T>::AutoEpochAlreadyImminent
        );
        let parameter = Hyperparameter::TriggerEpoch;
        Self::ensure_owner_may_set(netuid, parameter)?;
        Self::stamp_owner_set(netuid, parameter);
        let fires_at = now.saturating_add(window);
        PendingEpochAt::<T>::insert(netuid, fires_at);
        Self::deposit_event(Event::EpochTriggered {
            netuid,
            by: who.clone(),
            fires_at,
        });
        Ok(())
    }

    /// Blocks without new weights after which a neuron counts as inactive.
    pub fn activity_cutoff(netuid: NetUid) -> u64 {
        myelin_yuma::schedule::activity_cutoff(
            ActivityCutoffFactorMilli::<T>::get(netuid),
            Tempo::<T>::get(netuid),
        )
    }
}
