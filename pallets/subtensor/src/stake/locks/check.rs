//! What must hold of the locks after every block.

use alloc::{collections::BTreeMap, vec::Vec};

use frame_support::ensure;
use myelin_conviction::{Course, is_nothing, nothing};
use myelin_math::SafeFixed;
use myelin_types::{NetUid, frozen::LockState};
use sp_runtime::TryRuntimeError;

use crate::pallet::*;

/// The masses of a bucket and of its locks are rounded down each time they are stored, and what is
/// left of them below 100 rao is dropped.
pub(crate) const BUCKET_TOLERANCE: u64 = 10_000;

/// Which bucket: subnet, hotkey, whether perpetual. The owner's are those of its hotkey.
pub(crate) type Bucket<AccountId> = (NetUid, AccountId, bool);

impl<T: Config> Pallet<T> {
    /// Locks and their inverse agree, there is one for a coldkey on a subnet, and nothing empty
    /// lingers; the mass of every bucket is that of its locks.
    pub(crate) fn check_locks() -> Result<(), TryRuntimeError> {
        let mut count = 0usize;
        for ((coldkey, netuid, hotkey), lock) in Lock::<T>::iter() {
            count = count.saturating_add(1);
            ensure!(!is_nothing(&lock), "an empty lock is stored");
            ensure!(Self::subnet_exists(netuid), "a lock without a subnet");
            ensure!(
                Lock::<T>::iter_key_prefix((coldkey.clone(), netuid)).count() == 1,
                "a coldkey has two locks on a subnet"
            );
            ensure!(
                LockingColdkeys::<T>::contains_key((netuid, hotkey, coldkey)),
                "a lock is missing in its inverse"
            );
        }
        ensure!(
            LockingColdkeys::<T>::iter_keys().count() == count,
            "the inverse of the locks names one that does not exist"
        );
        ensure!(
            DecayingLock::<T>::iter_values().all(|decaying| !decaying),
            "a decaying lock is noted as such"
        );
        ensure!(
            AccountFlags::<T>::iter_values().all(|flags| flags != 0),
            "an account without flags is stored"
        );
        for (bucket, locks) in Self::buckets_and_their_locks() {
            let apart = bucket
                .locked_mass
                .to_u64()
                .abs_diff(locks.locked_mass.to_u64());
            ensure!(
                apart <= BUCKET_TOLERANCE,
                "the mass of a bucket is not that of its locks"
            );
        }
        Self::check_lock_totals()
    }

    /// The totals of a subnet are the sums of the buckets of its hotkeys.
    fn check_lock_totals() -> Result<(), TryRuntimeError> {
        let clock = Self::lock_clock();
        let mut sums: BTreeMap<(NetUid, bool), LockState> = HotkeyLockTotal::<T>::iter_keys()
            .map(|netuid| (netuid, true))
            .chain(DecayingHotkeyLockTotal::<T>::iter_keys().map(|netuid| (netuid, false)))
            .map(|key| (key, nothing(clock.now)))
            .collect();
        for ((netuid, _, perpetual), for_owner, bucket) in Self::stored_buckets() {
            if !for_owner {
                let course = Course { perpetual, ..clock };
                let sum = sums
                    .entry((netuid, perpetual))
                    .or_insert_with(|| nothing(clock.now));
                add(sum, &course.advance(&bucket));
            }
        }
        for ((netuid, perpetual), sum) in sums {
            let course = Course { perpetual, ..clock };
            let total = Self::lock_total(netuid, perpetual)
                .map_or_else(|| nothing(clock.now), |total| course.advance(&total));
            let amounts =
                |lock: &LockState| [lock.locked_mass.to_u64(), lock.conviction.floor_u64()];
            ensure!(
                amounts(&total)
                    .into_iter()
                    .zip(amounts(&sum))
                    .all(|(total, sum)| total.abs_diff(sum) <= BUCKET_TOLERANCE),
                "a total of locks is not the sum of the buckets"
            );
        }
        Ok(())
    }

    /// Every bucket as of now, with the sum of its locks as of now.
    pub(crate) fn buckets_and_their_locks() -> Vec<(LockState, LockState)> {
        let mut pairs: BTreeMap<Bucket<T::AccountId>, (LockState, LockState)> = BTreeMap::new();
        let clock = Self::lock_clock();
        let empty = || (nothing(clock.now), nothing(clock.now));
        for ((netuid, hotkey, perpetual), for_owner, bucket) in Self::stored_buckets() {
            let course = Course {
                perpetual,
                for_owner,
                ..clock
            };
            let (sum, _) = pairs
                .entry((netuid, hotkey, perpetual))
                .or_insert_with(empty);
            add(sum, &course.advance(&bucket));
        }
        for ((coldkey, netuid, hotkey), lock) in Lock::<T>::iter() {
            let course = Self::lock_place(&coldkey, netuid, hotkey.clone()).course;
            let (_, sum) = pairs
                .entry((netuid, hotkey, course.perpetual))
                .or_insert_with(empty);
            add(sum, &course.advance(&lock));
        }
        pairs.into_values().collect()
    }

    /// Every stored bucket, and whether it is one of the owner's.
    fn stored_buckets() -> impl Iterator<Item = (Bucket<T::AccountId>, bool, LockState)> {
        let of_hotkeys =
            |perpetual| move |(netuid, hotkey, lock)| ((netuid, hotkey, perpetual), false, lock);
        let of_owners = |perpetual| {
            move |(netuid, lock)| {
                let owner = SubnetOwnerHotkey::<T>::get(netuid);
                ((netuid, owner, perpetual), true, lock)
            }
        };
        HotkeyLock::<T>::iter()
            .map(of_hotkeys(true))
            .chain(DecayingHotkeyLock::<T>::iter().map(of_hotkeys(false)))
            .chain(OwnerLock::<T>::iter().map(of_owners(true)))
            .chain(DecayingOwnerLock::<T>::iter().map(of_owners(false)))
    }
}

fn add(sum: &mut LockState, lock: &LockState) {
    sum.locked_mass = sum.locked_mass.saturating_add(lock.locked_mass);
    sum.conviction = sum.conviction.saturating_add(lock.conviction);
}
