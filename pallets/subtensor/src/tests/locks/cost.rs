//! What locks cost those who have none.

use frame_support::assert_ok;

use super::*;
use crate::tests::counting::touched_by;

/// A chain on which a coldkey has 100 alpha, 20 staked hotkeys, and no lock.
fn chain() -> (sp_io::TestExternalities, NetUid) {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = subnet();
        fund(&account(STAKER), 1_000 * UNIT);
        for number in 200..220 {
            assert_ok!(SubtensorModule::try_associate_hotkey(
                signed(&account(STAKER)),
                account(number)
            ));
        }
        netuid
    });
    (ext, netuid)
}

#[test]
fn a_coldkey_without_a_lock_pays_one_read() {
    let (mut ext, netuid) = chain();
    let check = touched_by(&mut ext, || {
        assert_ok!(SubtensorModule::ensure_unlocked(
            &account(STAKER),
            netuid,
            &account(FIRST_HOTKEY),
            AlphaBalance(UNIT)
        ));
        SubtensorModule::roll_lock(&account(STAKER), netuid);
    });
    assert_eq!((check.reads, check.writes, check.idle_writes), (1, 0, 0));
}

#[test]
fn a_lock_costs_its_own_items_and_the_positions_it_takes_to_cover_it() {
    let (mut ext, netuid) = chain();
    ext.execute_with(|| lock(STAKER, FIRST_HOTKEY, netuid, 10 * UNIT));
    let check = touched_by(&mut ext, || {
        assert_ok!(SubtensorModule::ensure_unlocked(
            &account(STAKER),
            netuid,
            &account(FIRST_HOTKEY),
            AlphaBalance(UNIT)
        ));
    });
    // Lock, mode, owner, both rates, the block and the position, which has three items: neither the
    // list of hotkeys nor any of the other twenty.
    assert!(check.reads <= 9, "{check:?}");
    assert_eq!(check.writes, 0);
}
