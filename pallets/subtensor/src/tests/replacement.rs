//! A neuron that is replaced between two epochs: the worked example of yuma.md 11.3, with weights
//! set by calls and the epoch fed from storage.

use frame_support::{assert_ok, dispatch::GetDispatchInfo};
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};

use super::{counting::send, paying::*};
use crate::{mock::*, pallet::*};

/// Four validators with equal stake, all registered in block 1; the subnet's owner is not among
/// them. It never runs an epoch by itself.
fn four_validators() -> NetUid {
    let netuid = quiet_subnet();
    for number in [10, 20, 30] {
        register_neuron(netuid, &account(number), &account(number + 1));
    }
    SubnetOwnerHotkey::<Test>::insert(netuid, account(99));
    for (coldkey, hotkey) in [(1, 2), (10, 11), (20, 21), (30, 31)] {
        grant(netuid, coldkey, hotkey, BILLION);
    }
    ValidatorPermit::<Test>::insert(netuid, vec![true; 4]);
    Yuma3On::<Test>::insert(netuid, false);
    Tempo::<Test>::insert(netuid, 0);
    netuid
}

fn set(netuid: NetUid, hotkey: u64, uids: &[u16], values: &[u16]) {
    assert_ok!(SubtensorModule::set_weights(
        signed(&account(hotkey)),
        netuid,
        uids.to_vec(),
        values.to_vec(),
        0
    ));
}

fn run_epoch(netuid: NetUid) -> Vec<u64> {
    SubtensorModule::run_epoch(netuid, AlphaBalance(BILLION), block().into());
    Emission::<Test>::get(netuid)
        .into_iter()
        .map(AlphaBalance::to_u64)
        .collect()
}

#[test]
fn weights_from_before_a_replacement_no_longer_count_for_the_uid() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = four_validators();
        let main = NetUidStorageIndex::main(netuid);
        run_to_block(2);
        for validator in [2, 11] {
            set(netuid, validator, &[2, 3], &[43_690, 21_845]);
        }
        set(netuid, 21, &[2], &[1]);
        set(netuid, 31, &[3], &[1]);
        assert_eq!(Weights::<Test>::get(main, 0), [(2, 65_535), (3, 32_768)]);
        assert_eq!(
            run_epoch(netuid),
            [250_000_000, 250_000_000, 333_331_637, 166_668_361]
        );
        assert_eq!(Incentive::<Test>::get(main), [0, 0, 43_689, 21_845]);

        SubtensorModule::replace_neuron(netuid, 3, &account(41));
        assert!(Weights::<Test>::get(main, 3).is_empty());
        for validator in [0, 1] {
            assert_eq!(Weights::<Test>::get(main, validator), [(2, 65_535), (3, 0)]);
        }
        run_to_block(3);
        set(netuid, 2, &[2, 3], &[43_690, 21_845]);
        assert_eq!(
            run_epoch(netuid),
            [250_000_000, 250_000_000, 500_000_000, 0]
        );
        assert_eq!(Incentive::<Test>::get(main), [0, 0, 65_535, 0]);
        assert_eq!(ValidatorTrust::<Test>::get(netuid), [43_689, 43_689, 0, 0]);
        assert_eq!(Consensus::<Test>::get(netuid), [0, 0, 43_689, 0]);
        assert_eq!(Dividends::<Test>::get(netuid), [32_767, 32_767, 0, 0]);
        assert_eq!(
            StakeWeight::<Test>::get(netuid),
            [21_844, 21_844, 21_844, 0]
        );
        assert_eq!(
            ValidatorPermit::<Test>::get(netuid),
            [true, true, true, false]
        );
        for validator in [0, 1] {
            assert_eq!(
                Bonds::<Test>::get(main, validator),
                [(2, 65_535), (3, 65_535)]
            );
        }
    });
}

#[test]
fn the_stake_of_a_replaced_neuron_stays_with_its_hotkey() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = four_validators();
        SubtensorModule::replace_neuron(netuid, 3, &account(41));
        assert_eq!(held(netuid, 30, 31), BILLION);
        assert_eq!(held(netuid, 30, 41), 0);
        assert_eq!(SubtensorModule::uid_of(netuid, &account(31)), None);
        assert_eq!(SubtensorModule::uid_of(netuid, &account(41)), Some(3));
    });
}

#[test]
fn a_new_neuron_starts_without_permit_and_emission_and_counts_as_active() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = four_validators();
        run_to_block(2);
        run_epoch(netuid);
        assert!(Emission::<Test>::get(netuid)[3] > AlphaBalance::ZERO);
        SubtensorModule::replace_neuron(netuid, 3, &account(41));
        assert_eq!(Emission::<Test>::get(netuid)[3], AlphaBalance::ZERO);
        assert!(!ValidatorPermit::<Test>::get(netuid)[3]);
        assert!(Active::<Test>::get(netuid)[3]);
        assert_eq!(StakeWeight::<Test>::get(netuid)[3], 0);
        let updates = LastUpdate::<Test>::get(NetUidStorageIndex::main(netuid));
        assert_eq!(updates[3], 2);
        assert_eq!(BlockAtRegistration::<Test>::get(netuid, 3), 2);
    });
}

/// A registration that is refused.
fn call_of_nobody() -> Call<Test> {
    Call::burned_register {
        netuid: NetUid(99),
        hotkey: account(1),
    }
}

#[test]
fn a_registration_that_is_refused_weighs_no_rows() {
    let mut ext = new_test_ext();
    let refused = send(&account(1), &mut ext, call_of_nobody());
    assert_eq!(refused.result, Err(Error::<Test>::SubnetNotExists.into()));
    let declared = call_of_nobody().get_dispatch_info().call_weight;
    assert!(refused.own.ref_time() < declared.ref_time() / 2);
}

#[test]
fn a_registration_weighs_the_rows_of_weights_it_goes_through() {
    let registered_with = |raters: u16| {
        let mut ext = new_test_ext();
        let netuid = ext.execute_with(|| {
            let netuid = quiet_subnet();
            for number in 0..40 {
                register_neuron(netuid, &account(100 + number), &account(200 + number));
            }
            MaxAllowedUids::<Test>::insert(netuid, 41);
            ImmunityPeriod::<Test>::insert(netuid, 0);
            let row: Vec<(u16, u16)> = (0..41).map(|uid| (uid, 1)).collect();
            for uid in 0..raters {
                Weights::<Test>::insert(NetUidStorageIndex::main(netuid), uid, &row);
            }
            fund(&account(300), 2 * Burn::<Test>::get(netuid).to_u64());
            netuid
        });
        let hotkey = account(301);
        let call = Call::burned_register { netuid, hotkey };
        let sent = send(&account(300), &mut ext, call);
        assert_ok!(sent.result);
        sent.assert_covered();
        sent
    };
    let [none, one, many] = [0, 1, 41].map(registered_with);
    let row = one.own - none.own;
    assert!(row.ref_time() > 0);
    // The row of who is replaced is gone before.
    assert_eq!(many.own - none.own, row * 40);
    let most = call_of_nobody().get_dispatch_info().call_weight;
    assert!(most.all_gte(none.own + row * 256));
    assert!(many.touched.writes >= none.touched.writes + 40);
}
