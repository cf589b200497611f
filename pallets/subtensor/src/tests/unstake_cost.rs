//! What leaving a hotkey costs: what was sold, not what might have been.

use frame_support::assert_ok;
use myelin_types::{NetUid, TaoBalance};
use sp_runtime::DispatchError;

use super::counting::send;
use crate::{WeightInfo, mock::*, pallet::*};

const COLDKEY: u64 = 1_000;
/// A hotkey the coldkey stakes to, and one it does not.
const HOTKEY: u64 = 11;
const OTHER: u64 = 13;

/// A chain with 40 started subnets, on so many of which the coldkey holds stake under the hotkey.
fn chain(positions: usize) -> sp_io::TestExternalities {
    let mut ext = new_test_ext();
    ext.execute_with(|| {
        let netuids: Vec<NetUid> = (0..40)
            .map(|number| {
                NetworkLastLockCost::<Test>::put(TaoBalance(1_000 * UNIT));
                add_network(&account(10 + 2 * number), &account(11 + 2 * number))
            })
            .collect();
        for netuid in netuids.into_iter().take(positions) {
            stake(netuid, &account(COLDKEY), &account(HOTKEY), UNIT);
        }
        fund(&account(COLDKEY), UNIT);
    });
    ext
}

fn both(hotkey: u64) -> [Call<Test>; 2] {
    let hotkey = account(hotkey);
    [
        Call::unstake_all {
            hotkey: hotkey.clone(),
        },
        Call::unstake_all_alpha { hotkey },
    ]
}

#[test]
fn unstaking_all_pays_for_what_it_sold() {
    let worst = <Test as Config>::WeightInfo::unstake_all();
    for number in 0..2 {
        let mut cheaper = 0;
        for positions in [1, 4, 16, 40] {
            let call = both(HOTKEY)[number].clone();
            let sent = send(&account(COLDKEY), &mut chain(positions), call);
            println!("{positions}: {sent:?}");
            assert_ok!(sent.result);
            sent.assert_covered();
            assert!(sent.own.all_lte(worst));
            assert!(sent.own.ref_time() > cheaper, "each sale is paid for");
            cheaper = sent.own.ref_time();
            if positions == 1 {
                assert!(sent.own.ref_time() < worst.ref_time() / 10);
            }
        }
    }
}

#[test]
fn unstaking_nothing_pays_for_looking() {
    let worst = <Test as Config>::WeightInfo::unstake_all();
    let mut ext = chain(1);
    let nothing: DispatchError = Error::<Test>::AmountTooLow.into();
    for (call, result) in both(OTHER).into_iter().zip([Ok(()), Err(nothing)]) {
        let sent = send(&account(COLDKEY), &mut ext, call);
        assert_eq!(sent.result, result);
        sent.assert_covered();
        assert!(sent.own.ref_time() < worst.ref_time() / 10);
    }
}

#[test]
fn leaving_a_hotkey_that_nobody_owns_pays_for_one_look() {
    let mut ext = chain(1);
    for call in both(9_999) {
        let sent = send(&account(COLDKEY), &mut ext, call);
        assert_eq!(
            sent.result,
            Err(Error::<Test>::HotKeyAccountNotExists.into())
        );
        sent.assert_covered();
        assert_eq!(sent.touched.reads, 1);
        let one_read = <Test as frame_system::Config>::DbWeight::get().reads(1);
        assert_eq!(sent.own, one_read);
    }
}
