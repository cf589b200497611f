//! Who may not make the calls of coldkeys.

use frame_support::assert_noop;
use sp_runtime::DispatchError;

use crate::{mock::*, pallet::*};

#[test]
fn what_a_coldkey_says_of_its_keys_and_locks_needs_its_signature() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let calls = [
            Call::increase_take {
                hotkey: account(2),
                take: 11_796,
            },
            Call::decrease_take {
                hotkey: account(2),
                take: 1_000,
            },
            Call::set_coldkey_auto_stake_hotkey {
                netuid,
                hotkey: account(2),
            },
            Call::try_associate_hotkey { hotkey: account(9) },
            Call::move_lock {
                destination_hotkey: account(2),
                netuid,
            },
            Call::set_perpetual_lock {
                netuid,
                enabled: true,
            },
            Call::set_reject_locked_alpha { enabled: false },
        ];
        for call in calls {
            println!("{call:?}");
            for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
                assert_noop!(dispatch(origin, call.clone()), DispatchError::BadOrigin);
            }
        }
    });
}
