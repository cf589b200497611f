//! Locks as they are stored, and the buckets beside them.
//!
//! A bucket is the sum of its locks at every moment, but for the rounding of masses to whole rao:
//! it is brought to the present before the difference a lock makes is applied to it. A lock that is
//! only brought to the present leaves its bucket alone, for both roll by the same rule.
//!
//! In the same way a total is the sum of the buckets of all hotkeys but the owner's: what all
//! conviction on a subnet comes to is known without looking at every hotkey.

use myelin_conviction::{Course, is_nothing, nothing};
use myelin_types::{NetUid, frozen::LockState};

use crate::pallet::*;

/// The place of a lock on a hotkey, and the lock in it if there is one.
#[derive(Clone, Debug)]
pub(crate) struct Held<AccountId> {
    /// Hotkey the lock is for.
    pub hotkey: AccountId,
    /// The lock as it is stored.
    pub stored: Option<LockState>,
    /// How it changes until now.
    pub course: Course,
}

impl<AccountId> Held<AccountId> {
    /// What the lock contributes to its bucket now.
    pub fn advanced(&self) -> LockState {
        self.stored.as_ref().map_or_else(
            || nothing(self.course.now),
            |lock| self.course.advance(lock),
        )
    }

    /// The lock as of now.
    pub fn rolled(&self) -> LockState {
        self.course.settle(self.advanced())
    }
}

impl<T: Config> Pallet<T> {
    /// The lock of a coldkey on a subnet. One key is read where there is none.
    pub(crate) fn lock_of(coldkey: &T::AccountId, netuid: NetUid) -> Option<Held<T::AccountId>> {
        let (hotkey, stored) = Lock::<T>::iter_prefix((coldkey.clone(), netuid)).next()?;
        let place = Self::lock_place(coldkey, netuid, hotkey);
        Some(Held {
            stored: Some(stored),
            ..place
        })
    }

    /// The place of a lock of a coldkey that has none on this subnet.
    pub(super) fn lock_place(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: T::AccountId,
    ) -> Held<T::AccountId> {
        let course = Course {
            perpetual: DecayingLock::<T>::get(coldkey, netuid) == Some(false),
            for_owner: SubnetOwnerHotkey::<T>::get(netuid) == hotkey,
            ..Self::lock_clock()
        };
        Held {
            hotkey,
            stored: None,
            course,
        }
    }

    /// How a perpetual lock for a hotkey that is not the owner's changes until now.
    pub(super) fn lock_clock() -> Course {
        Course {
            now: Self::now(),
            unlock_rate: UnlockRate::<T>::get(),
            maturity_rate: MaturityRate::<T>::get(),
            perpetual: true,
            for_owner: false,
        }
    }

    /// Puts `new`, as of now, in the place of a lock; its bucket follows.
    pub(super) fn replace_lock(
        coldkey: &T::AccountId,
        netuid: NetUid,
        held: &Held<T::AccountId>,
        new: LockState,
    ) {
        let new = held.course.settle(new);
        Self::write_lock(coldkey, netuid, &held.hotkey, held.stored.as_ref(), &new);
        Self::change_bucket(netuid, &held.hotkey, held.course, &held.advanced(), &new);
    }

    /// Moves a lock to another hotkey or into another mode, as `lock`; both buckets follow.
    pub(super) fn rehome_lock(
        coldkey: &T::AccountId,
        netuid: NetUid,
        held: &Held<T::AccountId>,
        target: &Held<T::AccountId>,
        lock: LockState,
    ) {
        let empty = nothing(held.course.now);
        let lock = target.course.settle(lock);
        let stored = held.stored.as_ref();
        if held.hotkey == target.hotkey {
            Self::write_lock(coldkey, netuid, &held.hotkey, stored, &lock);
        } else {
            Self::write_lock(coldkey, netuid, &held.hotkey, stored, &empty);
            Self::write_lock(coldkey, netuid, &target.hotkey, None, &lock);
        }
        Self::change_bucket(netuid, &held.hotkey, held.course, &held.advanced(), &empty);
        Self::change_bucket(netuid, &target.hotkey, target.course, &empty, &lock);
    }

    fn write_lock(
        coldkey: &T::AccountId,
        netuid: NetUid,
        hotkey: &T::AccountId,
        before: Option<&LockState>,
        after: &LockState,
    ) {
        if is_nothing(after) {
            if before.is_some() {
                Lock::<T>::remove((coldkey, netuid, hotkey));
                LockingColdkeys::<T>::remove((netuid, hotkey, coldkey));
            }
            return;
        }
        if before != Some(after) {
            Lock::<T>::insert((coldkey, netuid, hotkey), after);
        }
        if before.is_none() {
            LockingColdkeys::<T>::insert((netuid, hotkey, coldkey), ());
        }
    }

    /// Rolls the bucket of a lock to the present and lets it follow the lock from `old` to `new`,
    /// both as of now.
    pub(super) fn change_bucket(
        netuid: NetUid,
        hotkey: &T::AccountId,
        course: Course,
        old: &LockState,
        new: &LockState,
    ) {
        if (old.locked_mass, old.conviction) == (new.locked_mass, new.conviction) {
            return;
        }
        let stored = Self::bucket(netuid, hotkey, course);
        let before = stored
            .as_ref()
            .map_or_else(|| nothing(course.now), |bucket| course.advance(bucket));
        let changed = course.exchange(Some(&before), old, new);
        Self::change_total(netuid, course, &before, &changed);
        if !is_nothing(&changed) {
            Self::write_bucket(netuid, hotkey, course, Some(changed));
        } else if stored.is_some() {
            Self::write_bucket(netuid, hotkey, course, None);
        }
    }

    /// Lets the total of all hotkeys but the owner's follow one of their buckets from `old` to
    /// `new`, both as of now.
    pub(super) fn change_total(netuid: NetUid, course: Course, old: &LockState, new: &LockState) {
        if course.for_owner {
            return;
        }
        let change = |total: &mut Option<LockState>| {
            let changed = course.exchange(total.as_ref(), old, new);
            *total = (!is_nothing(&changed)).then_some(changed);
        };
        if course.perpetual {
            HotkeyLockTotal::<T>::mutate(netuid, change);
        } else {
            DecayingHotkeyLockTotal::<T>::mutate(netuid, change);
        }
    }

    /// The sum of the locks of one kind on all hotkeys but the owner's, as it is stored.
    pub(super) fn lock_total(netuid: NetUid, perpetual: bool) -> Option<LockState> {
        if perpetual {
            HotkeyLockTotal::<T>::get(netuid)
        } else {
            DecayingHotkeyLockTotal::<T>::get(netuid)
        }
    }

    /// The bucket of locks on `hotkey` that change in this way, as it is stored.
    pub(super) fn bucket(
        netuid: NetUid,
        hotkey: &T::AccountId,
        course: Course,
    ) -> Option<LockState> {
        match (course.for_owner, course.perpetual) {
            (true, true) => OwnerLock::<T>::get(netuid),
            (true, false) => DecayingOwnerLock::<T>::get(netuid),
            (false, true) => HotkeyLock::<T>::get(netuid, hotkey),
            (false, false) => DecayingHotkeyLock::<T>::get(netuid, hotkey),
        }
    }

    pub(super) fn write_bucket(
        netuid: NetUid,
        hotkey: &T::AccountId,
        course: Course,
        bucket: Option<LockState>,
    ) {
        match (course.for_owner, course.perpetual) {
            (true, true) => OwnerLock::<T>::set(netuid, bucket),
            (true, false) => DecayingOwnerLock::<T>::set(netuid, bucket),
            (false, true) => HotkeyLock::<T>::set(netuid, hotkey, bucket),
            (false, false) => DecayingHotkeyLock::<T>::set(netuid, hotkey, bucket),
        }
    }
}
