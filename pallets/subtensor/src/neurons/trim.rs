//! Trimming: a subnet gives up the neurons that earn least (subnets-and-neurons.md 8.4).

use alloc::vec::Vec;
use core::cmp::Reverse;

use frame_support::{ensure, traits::Get};
use myelin_types::NetUid;
use sp_runtime::{DispatchError, DispatchResult, Percent};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Lets a subnet take fewer neurons, and removes those that are too many.
    ///
    /// Errors: `InvalidValue` unless `places` lies between `MinAllowedUids` and `MaxAllowedUids`,
    /// `TrimmingWouldExceedMaxImmunePercentage`.
    pub fn trim_to_max_allowed_uids(netuid: NetUid, places: u16) -> DispatchResult {
        let bounds = MinAllowedUids::<T>::get(netuid)..=MaxAllowedUids::<T>::get(netuid);
        ensure!(bounds.contains(&places), Error::<T>::InvalidValue);
        let neurons = Self::neuron_count(netuid);
        if neurons > places {
            let kept = Self::neurons_worth_keeping(netuid, neurons, places)?;
            Self::keep_neurons(netuid, &kept);
        }
        MaxAllowedUids::<T>::insert(netuid, places);
        Ok(())
    }

    /// The uids, in ascending order, of those who stay when `places` are left: the immune, and of
    /// the others those with the highest emission, of equals those with the lowest uids.
    ///
    /// Errors: `TrimmingWouldExceedMaxImmunePercentage`. So the immune never fill all places.
    fn neurons_worth_keeping(
        netuid: NetUid,
        neurons: u16,
        places: u16,
    ) -> Result<Vec<u16>, DispatchError> {
        let protected = Self::owner_immune_uids(netuid);
        let immunity = u64::from(ImmunityPeriod::<T>::get(netuid));
        let now = Self::now();
        let is_immune = |uid: &u16| {
            let registered = BlockAtRegistration::<T>::get(netuid, uid);
            protected.contains(uid) || now.saturating_sub(registered) < immunity
        };
        let (mut kept, mut others): (Vec<u16>, Vec<u16>) = (0..neurons).partition(is_immune);
        let immune_part = Percent::from_rational(kept.len() as u64, places.into());
        ensure!(
            immune_part < T::MaxImmuneUidsPercentage::get(),
            Error::<T>::TrimmingWouldExceedMaxImmunePercentage
        );
        let emission = Emission::<T>::get(netuid);
        others.sort_by_key(|uid| {
            let earned = emission.get(usize::from(*uid)).copied();
            Reverse(earned.unwrap_or_default())
        });
        others.truncate(usize::from(places).saturating_sub(kept.len()));
        kept.append(&mut others);
        kept.sort_unstable();
        Ok(kept)
    }
}
