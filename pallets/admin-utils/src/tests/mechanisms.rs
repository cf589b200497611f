//! Mechanisms and the number of neurons: who changes them, when, and what is refused first. What
//! they change is tested where it is stored.

use myelin_types::{AlphaBalance, MechId, NetUid};
use pallet_subtensor::{
    self as subtensor, Error as SubtensorError, WeightInfo, limits::TransactionKind,
};
use sp_runtime::{AccountId32, DispatchError, traits::BadOrigin};

use super::setters::{Setter, silent};
use crate::{Call, mock::*};

fn count(netuid: NetUid, count: u8) -> Call<Test> {
    Call::sudo_set_mechanism_count {
        netuid,
        mechanism_count: MechId(count),
    }
}

fn split(netuid: NetUid, shares: Option<&[u16]>) -> Call<Test> {
    Call::sudo_set_mechanism_emission_split {
        netuid,
        maybe_split: shares.map(<[u16]>::to_vec),
    }
}

fn trim(netuid: NetUid, max_n: u16) -> Call<Test> {
    Call::sudo_trim_to_max_allowed_uids { netuid, max_n }
}

/// A call, what it leaves behind, its limit in blocks with the kind of its stamp, and what it says
/// where there is no subnet.
struct Change {
    setter: Setter,
    kind: TransactionKind,
    limit: u32,
    missing: SubtensorError<Test>,
}

fn changes(netuid: NetUid) -> [Change; 3] {
    [
        Change {
            setter: silent(count(netuid, 2), || {
                subtensor::MechanismCountCurrent::<Test>::get(NETUID) == MechId(2)
            }),
            kind: TransactionKind::MechanismCountUpdate,
            limit: 7_200,
            missing: SubtensorError::MechanismDoesNotExist,
        },
        Change {
            setter: silent(split(netuid, Some(&[65_535])), || {
                subtensor::MechanismEmissionSplit::<Test>::get(NETUID) == Some(vec![65_535])
            }),
            kind: TransactionKind::MechanismEmission,
            limit: 7_200,
            missing: SubtensorError::MechanismDoesNotExist,
        },
        Change {
            setter: silent(trim(netuid, 64), || {
                subtensor::MaxAllowedUids::<Test>::get(NETUID) == 64
            }),
            kind: TransactionKind::MaxUidsTrimming,
            limit: 216_000,
            missing: SubtensorError::SubnetNotExists,
        },
    ]
}

/// Runs a test for each of the changes, on a subnet with room for 128 neurons that never freezes.
fn for_each_change(test: impl Fn(Change)) {
    for change in changes(NETUID) {
        run(|| {
            subtensor::AdminFreezeWindow::<Test>::put(0);
            subtensor::MaxAllowedUids::<Test>::insert(NETUID, 128);
            test(change);
        });
    }
}

fn refused(call: Call<Test>, error: impl Into<DispatchError>) {
    silent(call, || true).refused(RuntimeOrigin::root(), error);
}

fn accepted(call: Call<Test>) {
    assert_eq!(as_root(call.clone()), Ok(()), "{call:?}");
}

#[test]
fn an_owner_waits_for_each_change_and_root_neither_waits_nor_counts() {
    for_each_change(|change| {
        let Change {
            setter,
            kind,
            limit,
            ..
        } = change;
        let last = || subtensor::TransactionKeyLastBlock::<Test>::get((OWNER, NETUID, kind as u16));
        setter.works(RuntimeOrigin::root());
        assert_eq!(last(), 0);
        assert_eq!(as_owner(setter.call.clone()), Ok(()), "{}", setter.name());
        assert_eq!(last(), 1);
        assert_eq!(as_root(setter.call.clone()), Ok(()), "{}", setter.name());
        System::set_block_number(limit);
        setter.refused(
            RuntimeOrigin::signed(OWNER),
            SubtensorError::<Test>::TxRateLimitExceeded,
        );
        System::set_block_number(limit + 1);
        assert_eq!(as_owner(setter.call.clone()), Ok(()), "{}", setter.name());
    });
}

#[test]
fn the_owner_makes_each_change() {
    for_each_change(|change| change.setter.works(RuntimeOrigin::signed(OWNER)));
}

#[test]
fn nobody_else_makes_them() {
    for_each_change(|change| {
        change
            .setter
            .refused(RuntimeOrigin::signed(STRANGER), BadOrigin);
        change.setter.refused(RuntimeOrigin::none(), BadOrigin);
    });
}

#[test]
fn nobody_makes_them_shortly_before_an_epoch() {
    for_each_change(|change| {
        subtensor::AdminFreezeWindow::<Test>::put(10);
        System::set_block_number(91);
        let frozen: DispatchError =
            SubtensorError::<Test>::AdminActionProhibitedDuringWeightsWindow.into();
        for origin in [RuntimeOrigin::root(), RuntimeOrigin::signed(OWNER)] {
            change.setter.refused(origin, frozen);
        }
        System::set_block_number(90);
        change.setter.works(RuntimeOrigin::signed(OWNER));
    });
}

#[test]
fn a_subnet_that_does_not_exist_is_named_so_even_when_it_would_be_frozen() {
    for change in changes(UNKNOWN) {
        run(|| {
            System::set_block_number(1_000);
            change.setter.refused(RuntimeOrigin::root(), change.missing);
            // Nobody owns it.
            let nobody = AccountId32::new([0; 32]);
            change
                .setter
                .refused(RuntimeOrigin::signed(nobody), BadOrigin);
        });
    }
}

#[test]
fn what_is_out_of_bounds_leaves_the_owner_its_turn() {
    for_each_change(|change| {
        let invalid = match change.kind {
            TransactionKind::MechanismCountUpdate => count(NETUID, 3),
            TransactionKind::MechanismEmission => split(NETUID, Some(&[1])),
            _ => trim(NETUID, 1),
        };
        silent(invalid, || true).refused(
            RuntimeOrigin::signed(OWNER),
            SubtensorError::<Test>::InvalidValue,
        );
        change.setter.works(RuntimeOrigin::signed(OWNER));
    });
}

/// hyperparameters.md section 9, example 9.
#[test]
fn a_second_mechanism_needs_room_and_a_split_is_of_the_whole() {
    run(|| {
        subtensor::AdminFreezeWindow::<Test>::put(0);
        refused(
            count(NETUID, 2),
            SubtensorError::<Test>::TooManyUIDsPerMechanism,
        );
        subtensor::MaxAllowedUids::<Test>::insert(NETUID, 128);
        refused(count(NETUID, 3), SubtensorError::<Test>::InvalidValue);
        assert_eq!(as_owner(count(NETUID, 2)), Ok(()));
        // The split has a limit of its own.
        assert_eq!(as_owner(split(NETUID, Some(&[13_107, 52_428]))), Ok(()));
        let too_soon: DispatchError = SubtensorError::<Test>::TxRateLimitExceeded.into();
        for call in [count(NETUID, 1), split(NETUID, None)] {
            assert_eq!(as_owner(call), Err(too_soon));
        }
        for shares in [&[52_428, 13_106][..], &[21_845; 3], &[]] {
            refused(
                split(NETUID, Some(shares)),
                SubtensorError::<Test>::InvalidValue,
            );
        }
        accepted(split(NETUID, None));
        assert_eq!(subtensor::MechanismEmissionSplit::<Test>::get(NETUID), None);
    });
}

#[test]
fn trimming_removes_who_earned_least_and_says_when_too_many_are_immune() {
    run_with_invented_neurons(|| {
        subtensor::AdminFreezeWindow::<Test>::put(0);
        subtensor::MinAllowedUids::<Test>::insert(NETUID, 2);
        subtensor::ImmunityPeriod::<Test>::insert(NETUID, 5);
        System::set_block_number(10);
        for uid in 1..5 {
            let hotkey = AccountId32::new([50 + uid as u8; 32]);
            subtensor::Keys::<Test>::insert(NETUID, uid, &hotkey);
            subtensor::Uids::<Test>::insert(NETUID, hotkey, uid);
            subtensor::BlockAtRegistration::<Test>::insert(NETUID, uid, 10);
        }
        subtensor::SubnetworkN::<Test>::insert(NETUID, 5);
        let emission = [5, 1, 4, 2, 3].map(AlphaBalance);
        subtensor::Emission::<Test>::insert(NETUID, emission.to_vec());
        refused(
            trim(NETUID, 4),
            SubtensorError::<Test>::TrimmingWouldExceedMaxImmunePercentage,
        );
        refused(trim(NETUID, 1), SubtensorError::<Test>::InvalidValue);
        System::set_block_number(20);
        take_events();
        accepted(trim(NETUID, 3));
        let emission = [5, 4, 3].map(AlphaBalance);
        assert_eq!(subtensor::Emission::<Test>::get(NETUID), emission);
        assert_eq!(subtensor::SubnetworkN::<Test>::get(NETUID), 3);
        assert_eq!(take_events(), []);
    });
}

#[test]
fn trimming_and_fewer_mechanisms_weigh_what_they_may_remove() {
    use frame_support::dispatch::GetDispatchInfo;
    type Weights = <Test as subtensor::Config>::WeightInfo;
    let weight = |call: Call<Test>| call.get_dispatch_info().call_weight;
    for (call, removal) in [
        (count(NETUID, 1), Weights::set_mechanism_count()),
        (trim(NETUID, 1), Weights::trim_to_max_allowed_uids()),
    ] {
        assert!(removal.ref_time() < weight(call).ref_time());
    }
    let split = weight(split(NETUID, None));
    assert!(split.ref_time() < weight(count(NETUID, 1)).ref_time());
}
