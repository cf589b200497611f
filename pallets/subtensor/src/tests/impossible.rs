//! Refusals that no call provokes on a chain whose invariants hold. The tests break what the
//! refusals rely on, so they do not end with the invariants.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{NetUid, TaoBalance};

use crate::{mock::*, pallet::*};

#[test]
fn tao_that_was_never_issued_cannot_be_recycled() {
    ExtBuilder::default().build().execute_with(|| {
        let who = account(1);
        fund(&who, UNIT);
        let recycle = |amount: u64| SubtensorModule::recycle_tao(&who, TaoBalance(amount));
        assert_noop!(
            recycle(UNIT - EXISTENTIAL_DEPOSIT + 1),
            Error::<Test>::InsufficientBalance
        );
        let issued = pallet_balances::TotalIssuance::<Test>::take();
        assert_noop!(
            recycle(UNIT - EXISTENTIAL_DEPOSIT),
            Error::<Test>::BalanceWithdrawalError
        );
        pallet_balances::TotalIssuance::<Test>::put(issued);
        assert_ok!(recycle(UNIT - EXISTENTIAL_DEPOSIT));
        assert_eq!(balance(&who), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn nobody_registers_on_root_where_there_is_none() {
    ExtBuilder::default().build().execute_with(|| {
        NetworksAdded::<Test>::remove(NetUid::ROOT);
        assert_noop!(
            SubtensorModule::root_register(signed(&account(1)), account(2)),
            Error::<Test>::RootNetworkDoesNotExist
        );
        NetworksAdded::<Test>::insert(NetUid::ROOT, true);
        assert_ok!(SubtensorModule::root_register(
            signed(&account(1)),
            account(2)
        ));
    });
}
