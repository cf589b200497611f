//! The hotkey of a subnet's owner, and how conviction takes over a subnet (staking.md 16.7).
//!
//! A subnet that is a year old belongs to those who bind themselves to it: when all conviction
//! together reaches a tenth of the alpha outside the pool, the hotkey with most of it becomes the
//! owner's. This is looked at when the subnet has an epoch. One epoch counts a bounded number of
//! hotkeys; on a subnet with more of them the count goes on in the next epoch.

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

/// How far a count has come: the hotkey it ended with, and whether that was among those with a
/// decaying bucket, which come last.
type Place<AccountId> = (AccountId, bool);

/// A finished count of the conviction in the buckets of hotkeys.
struct Standing<AccountId> {
    /// Of all of them.
    total: U64F64,
    /// Who has most, and how much.
    leader: Option<(U64F64, AccountId)>,
}

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

    /// Counts the conviction on a subnet, or goes on doing so, and changes its owner if it is won.
    /// Returns how many hotkeys were looked at.
    pub(crate) fn settle_owner_contest(netuid: NetUid, block: u64) -> u64 {
        let mature = NetworkRegisteredAt::<T>::get(netuid).saturating_add(ONE_YEAR);
        if block < mature {
            return 0;
        }
        let out = SubnetAlphaOut::<T>::get(netuid);
        if out.is_zero() {
            return 0;
        }
        let owner = SubnetOwnerHotkey::<T>::get(netuid);
        let clock = Self::conviction_clock();
        let (counted, standing) = Self::count_conviction(netuid, &owner, clock);
        let Some(Standing {
            mut total,
            mut leader,
        }) = standing
        else {
            return counted;
        };
        let of_owner = Self::bucket_conviction(netuid, &owner, true, clock);
        total = total.saturating_add(of_owner);
        if of_owner > 0 {
            let conviction = Self::conviction(netuid, &owner, &owner, clock);
            leader = leader.max(Some((conviction, owner)));
        }
        let won = total.saturating_mul(U64F64::of(NEEDED_PART)) >= U64F64::of(out.to_u64());
        if won && let Some((_, king)) = leader {
            Self::give_subnet_to(netuid, &king);
        }
        counted
    }

    /// Counts the conviction in the buckets of hotkeys. Returns how many were looked at, and how
    /// the contest stands, unless the count goes on in the next epoch.
    fn count_conviction(
        netuid: NetUid,
        owner: &T::AccountId,
        clock: Course,
    ) -> (u64, Option<Standing<T::AccountId>>) {
        let mut total = U64F64::default();
        let (mut leader, mut from) = (None, None);
        if let Some((last, decaying, sum, first)) = OwnerContest::<T>::get(netuid) {
            OwnerContest::<T>::remove(netuid);
            let conviction = Self::conviction(netuid, &first, owner, clock);
            (total, leader, from) = (sum, Some((conviction, first)), Some((last, decaying)));
        }
        let mut counted = 0u64;
        for (hotkey, decaying) in Self::convinced_hotkeys(netuid, from) {
            counted = counted.saturating_add(1);
            // Who has both buckets was counted with the first.
            if !(decaying && HotkeyLock::<T>::contains_key(netuid, &hotkey)) {
                let conviction = Self::bucket_conviction(netuid, &hotkey, false, clock);
                total = total.saturating_add(conviction);
                leader = leader.max(Some((conviction, hotkey.clone())));
            }
            if counted == MAX_COUNTED {
                if let Some((_, first)) = leader {
                    OwnerContest::<T>::insert(netuid, (hotkey, decaying, total, first));
                }
                return (counted, None);
            }
        }
        (counted, Some(Standing { total, leader }))
    }

    /// The hotkeys with a bucket of their own on a subnet, those with a perpetual one first, after
    /// the place given. Who has both comes twice.
    fn convinced_hotkeys(
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
            Self::seat_neuron(netuid, place, king);
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
