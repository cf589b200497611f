//! The conviction behind a hotkey, and what happens to it when a subnet changes its owner hotkey.

use myelin_conviction::{Course, nothing};
use myelin_math::U64F64;
use myelin_types::NetUid;

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// All conviction behind a hotkey: of both kinds of locks, and of those on the owner if it is
    /// `owner`, the hotkey of the subnet's owner.
    pub(crate) fn conviction(
        netuid: NetUid,
        hotkey: &T::AccountId,
        owner: &T::AccountId,
        clock: Course,
    ) -> U64F64 {
        let own = Self::bucket_conviction(netuid, hotkey, false, clock);
        if hotkey == owner {
            own.saturating_add(Self::bucket_conviction(netuid, hotkey, true, clock))
        } else {
            own
        }
    }

    /// All conviction on a subnet: behind the owner's hotkey and behind all others.
    pub(crate) fn subnet_conviction(netuid: NetUid, owner: &T::AccountId, clock: Course) -> U64F64 {
        let others = [true, false].map(|perpetual| {
            let course = Course { perpetual, ..clock };
            Self::lock_total(netuid, perpetual)
                .map_or_else(U64F64::default, |total| course.roll(&total).conviction)
        });
        others.into_iter().fold(
            Self::bucket_conviction(netuid, owner, true, clock),
            U64F64::saturating_add,
        )
    }

    /// The conviction of both buckets of a hotkey: those of the owner, or those of any hotkey.
    pub(crate) fn bucket_conviction(
        netuid: NetUid,
        hotkey: &T::AccountId,
        for_owner: bool,
        clock: Course,
    ) -> U64F64 {
        [true, false]
            .map(|perpetual| {
                let course = Course {
                    perpetual,
                    for_owner,
                    ..clock
                };
                Self::bucket(netuid, hotkey, course)
                    .map_or_else(U64F64::default, |bucket| course.roll(&bucket).conviction)
            })
            .into_iter()
            .fold(U64F64::default(), U64F64::saturating_add)
    }

    /// The present, for [`Self::conviction`].
    pub(crate) fn conviction_clock() -> Course {
        Self::lock_clock()
    }

    /// Moves the buckets when `to` becomes the hotkey of the subnet's owner in the place of `from`:
    /// those of the owner become buckets of `from`, those of `to` become the owner's, who is
    /// convinced at once. The locks themselves stay as they are: their masses go on to add up to
    /// those of the buckets, while the conviction of these buckets starts from what an owner has.
    pub(crate) fn move_owner_buckets(netuid: NetUid, from: &T::AccountId, to: &T::AccountId) {
        let clock = Self::lock_clock();
        for perpetual in [true, false] {
            let plain = Course { perpetual, ..clock };
            let of_owner = Course {
                for_owner: true,
                ..plain
            };
            Self::move_bucket(netuid, (from, of_owner), (from, plain));
            Self::move_bucket(netuid, (to, plain), (to, of_owner));
        }
    }

    fn move_bucket(
        netuid: NetUid,
        (from, from_course): (&T::AccountId, Course),
        (to, to_course): (&T::AccountId, Course),
    ) {
        if let Some(bucket) = Self::bucket(netuid, from, from_course) {
            let (bucket, empty) = (from_course.advance(&bucket), nothing(to_course.now));
            Self::write_bucket(netuid, from, from_course, None);
            Self::change_total(netuid, from_course, &bucket, &empty);
            Self::change_bucket(netuid, to, to_course, &empty, &bucket);
        }
    }
}
