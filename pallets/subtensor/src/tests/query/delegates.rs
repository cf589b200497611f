use codec::Compact;
use myelin_types::AlphaBalance;

use super::*;
use crate::pallet::*;

/// A coldkey that delegates.
const NOMINATOR: u64 = 30;

#[test]
fn a_hotkey_that_takes_no_delegations_is_no_delegate() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let hotkey = account(MINER_HOTKEY);
        stake(netuid, &account(NOMINATOR), &hotkey, UNIT);
        Delegates::<Test>::remove(&hotkey);
        assert_eq!(SubtensorModule::get_delegate(&hotkey), None);
        assert_eq!(SubtensorModule::get_delegated(&account(NOMINATOR)), []);
        assert_eq!(SubtensorModule::get_delegated(&account(77)), []);
    });
}

#[test]
fn a_delegate_lists_its_nominators_registrations_and_permits() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let (hotkey, nominator) = (account(MINER_HOTKEY), account(NOMINATOR));
        let alpha = stake(netuid, &nominator, &hotkey, UNIT);
        let tao = stake(NetUid::ROOT, &nominator, &hotkey, 2 * UNIT);
        Delegates::<Test>::insert(&hotkey, 11_796);
        ValidatorPermit::<Test>::insert(netuid, vec![false, true]);
        let delegate = SubtensorModule::get_delegate(&hotkey).unwrap();
        assert_eq!(delegate.delegate_ss58, hotkey);
        assert_eq!(delegate.owner_ss58, account(MINER));
        assert_eq!(delegate.take, 11_796);
        assert_eq!(delegate.registrations, [Compact(netuid)]);
        assert_eq!(delegate.validator_permits, [Compact(netuid)]);
        let stakes = vec![
            (Compact(NetUid::ROOT), Compact(tao.to_u64())),
            (Compact(netuid), Compact(alpha.to_u64())),
        ];
        assert_eq!(delegate.nominators, [(nominator, stakes)]);
        assert!(SubtensorModule::get_delegates().contains(&delegate));
    });
}

#[test]
fn what_a_delegate_earns_a_day_counts_its_epochs_a_day() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let hotkey = account(MINER_HOTKEY);
        Delegates::<Test>::insert(&hotkey, 0);
        stake(NetUid::ROOT, &account(NOMINATOR), &hotkey, 10_000 * UNIT);
        Emission::<Test>::insert(netuid, vec![AlphaBalance(0), AlphaBalance(UNIT)]);
        let returns = || {
            let delegate = SubtensorModule::get_delegate(&hotkey).unwrap();
            (delegate.total_daily_return, delegate.return_per_1000)
        };
        assert_eq!(returns(), (20 * UNIT, 2 * UNIT));
        Tempo::<Test>::insert(netuid, 0);
        assert_eq!(returns(), (0, 0));
    });
}

#[test]
fn a_delegation_is_one_row_a_subnet_without_other_nominators() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let (hotkey, nominator) = (account(MINER_HOTKEY), account(NOMINATOR));
        Delegates::<Test>::insert(&hotkey, 11_796);
        stake(netuid, &account(31), &hotkey, UNIT);
        let alpha = stake(netuid, &nominator, &hotkey, UNIT);
        stake(NetUid::ROOT, &nominator, &hotkey, UNIT);
        let rows = SubtensorModule::get_delegated(&nominator);
        assert_eq!(rows.len(), 2);
        for (info, _) in &rows {
            assert_eq!(info.nominators, []);
            assert_eq!(info.delegate_ss58, hotkey);
        }
        assert_eq!(rows[0].1.0, Compact(NetUid::ROOT));
        assert_eq!(rows[1].1, (Compact(netuid), Compact(alpha)));
    });
}
