//! The hotkey of a subnet's owner, and how conviction takes over a subnet (staking.md 16.7).
//!
//! A subnet that is a year old belongs to those who bind themselves to it: when all conviction
//! together reaches a tenth of the alpha outside the pool, the hotkey with most of it becomes the
//! owner's. This is looked at when the subnet has an epoch. What all conviction comes to is known
//! from the totals; only if it suffices is the hotkey with most of it searched for. One epoch looks
//! at a bounded number of hotkeys; on a subnet with more of them the search goes on in the next.

use frame_support::dispatch::DispatchClass;
use myelin_conviction::Course;
use myelin_math::{SafeFixed, U64F64};
use myelin_types::NetUid;

use crate::pallet::*;

/// Blocks after which a subnet can be taken over: a year of twelve seconds each.
const ONE_YEAR: u64 = 2_629_800;
/// All conviction, times this, must reach the alpha outside the pool.
const NEEDED_PART: u8 = 10;
/// Most hotkeys that one epoch of a subnet looks at.
pub(crate) const MAX_COUNTED: u64 = 256;

/// How far a search has come: the hotkey it ended with, and whether that was among those with a
/// decaying bucket, which come last.
type Place<AccountId> = (AccountId, bool);

/// A hotkey and the conviction behind it, which comes first in a comparison.
type Contender<AccountId> = (U64F64, AccountId);

impl<T: Config> Pallet<T> {
    /// Makes `hotkey` the hotkey of the subnet's owner. The locks on the former one and on the new
    /// one count accordingly from now on.
    pub fn set_owner_hotkey(netuid: NetUid, hotkey: &T::AccountId) {
        let former = SubnetOwnerHotkey::<T>::get(netuid);
        if former != *hotkey {
            Self::move_owner_buckets(netuid, &former, hotkey);
        }
        SubnetOwnerHotkey::<T>::insert(netuid, hotkey);
    }

    /// Changes the owner of a subnet if conviction has won it. Returns how many hotkeys were looked
    /// at.
    pub(crate) fn settle_owner_contest(netuid: NetUid, block: u64) -> u64 {
        let mature = NetworkRegisteredAt::<T>::get(netuid).saturating_add(ONE_YEAR);
        if block < mature {
            return 0;
        }
        let out = SubnetAlphaOut::<T>::get(netuid);
        if out.is_zero() {
            return 0;
        }
        let begun = OwnerContest::<T>::get(netuid);
        if begun.is_some() {
            OwnerContest::<T>::remove(netuid);
        }
        let owner = SubnetOwnerHotkey::<T>::get(netuid);
        let clock = Self::conviction_clock();
        let all = Self::subnet_conviction(netuid, &owner, clock);
        if all.saturating_mul(U64F64::of(NEEDED_PART)) < U64F64::of(out.to_u64()) {
            return 0;
        }
        let (looked_at, king) = Self::most_convinced(netuid, &owner, begun, clock);
        if let Some((_, king)) = king {
            Self::give_subnet_to(netuid, &king);
        }
        looked_at
    }

    /// Searches the hotkey with most conviction. Returns how many were looked at, and who it is,
    /// unless the search goes on in the next epoch: conviction may move meanwhile, so that of the
    /// leader is looked up anew.
    fn most_convinced(
        netuid: NetUid,
        owner: &T::AccountId,
        begun: Option<(T::AccountId, bool, T::AccountId)>,
        clock: Course,
    ) -> (u64, Option<Contender<T::AccountId>>) {
        let contender = |hotkey: T::AccountId| {
            let conviction = Self::conviction(netuid, &hotkey, owner, clock);
            (conviction, hotkey)
        };
        let mut leader = (Self::bucket_conviction(netuid, owner, true, clock) > 0)
            .then(|| contender(owner.clone()));
        let mut from = None;
        if let Some((last, decaying, first)) = begun {
            leader = leader.max(Some(contender(first)));
            from = Some((last, decaying));
        }
        let mut looked_at = 0u64;
        for (hotkey, decaying) in Self::convinced_hotkeys(netuid, from) {
            looked_at = looked_at.saturating_add(1);
            // Who has both buckets was met with the first.
            if !(decaying && HotkeyLock::<T>::contains_key(netuid, &hotkey)) {
                leader = leader.max(Some(contender(hotkey.clone())));
            }
            if looked_at == MAX_COUNTED {
                if let Some((_, first)) = leader {
                    OwnerContest::<T>::insert(netuid, (hotkey, decaying, first));
                }
                return (looked_at, None);
            }
        }
        (looked_at, leader)
    }

    /// The hotkeys with a bucket of their own on a subnet, those with a perpetual one first, after
    /// the place given. Who has both comes twice.
    pub(crate) fn convinced_hotkeys(
        netuid: NetUid,
        after: Option<Place<T::AccountId>>,
    ) -> impl Iterator<Item = Place<T::AccountId>> {
        let (perpetual, decaying) = match after {
            None => (
                Some(HotkeyLock::<T>::iter_key_prefix(netuid)),
                DecayingHotkeyLock::<T>::iter_key_prefix(netuid),
            ),
            Some((last, false)) => {
                let key = HotkeyLock::<T>::hashed_key_for(netuid, last);
                (
                    Some(HotkeyLock::<T>::iter_key_prefix_from(netuid, key)),
                    DecayingHotkeyLock::<T>::iter_key_prefix(netuid),
                )
            }
            Some((last, true)) => {
                let key = DecayingHotkeyLock::<T>::hashed_key_for(netuid, last);
                (
                    None,
                    DecayingHotkeyLock::<T>::iter_key_prefix_from(netuid, key),
                )
            }
        };
        perpetual
            .into_iter()
            .flatten()
            .map(|hotkey| (hotkey, false))
            .chain(decaying.map(|hotkey| (hotkey, true)))
    }

    /// Gives the subnet to whoever owns the hotkey with most conviction, unless it is the owner
    /// already; the hotkey becomes a neuron if it is none. Without effect when nobody owns the
    /// hotkey, or no neuron can make room for it.
    fn give_subnet_to(netuid: NetUid, king: &T::AccountId) {
        let Ok(coldkey) = Owner::<T>::try_get(king) else {
            return;
        };
        let former = SubnetOwner::<T>::get(netuid);
        if coldkey == former {
            return;
        }
        if Self::uid_of(netuid, king).is_none() {
            let Ok(place) = Self::place_for_neuron(netuid) else {
                return;
            };
            let (_, replaced) = Self::seat_neuron(netuid, place, king);
            frame_system::Pallet::<T>::register_extra_weight_unchecked(
                replaced.weight::<T>(),
                DispatchClass::Mandatory,
            );
        }
        SubnetOwner::<T>::insert(netuid, &coldkey);
        Self::set_owner_hotkey(netuid, king);
        Self::deposit_event(Event::SubnetOwnerChanged {
            netuid,
            old_coldkey: former,
            new_coldkey: coldkey,
        });
    }
}
