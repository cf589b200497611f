//! Transaction fees paid out of stake: what is sold, who gets it, and which stake may pay
//! (staking.md section 10).

use frame_support::{assert_err, assert_ok, assert_storage_noop, traits::fungible::Mutate};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::AccountId32;

use crate::{
    mock::*,
    pallet::*,
    stake::{AlphaFee, FeePosition},
};

const COLDKEY: u64 = 11;
const HOTKEY: u64 = 12;
const AUTHOR: u64 = 99;

/// A started subnet whose pool has these reserves, on which the coldkey holds `stake`; the author
/// of the block is known.
fn stake_on_a_subnet(tao: u64, alpha: u64, stake: u64) -> FeePosition<AccountId32> {
    let netuid = add_network(&account(1), &account(2));
    set_reserves(netuid, tao, alpha);
    fund(&account(AUTHOR), UNIT);
    BlockAuthor::set(Some(account(AUTHOR)));
    grant(netuid, stake);
    (account(HOTKEY), netuid)
}

/// Gives `alpha` to the coldkey without going through the pool.
fn grant(netuid: NetUid, alpha: u64) {
    let alpha = AlphaBalance(alpha);
    SubtensorModule::increase_one(&account(HOTKEY), &account(COLDKEY), netuid, alpha);
    SubnetAlphaOut::<Test>::mutate(netuid, |out| *out = out.saturating_add(alpha));
}

fn held(netuid: NetUid) -> u64 {
    SubtensorModule::stake_of(&account(HOTKEY), &account(COLDKEY), netuid).to_u64()
}

fn pay(
    position: &FeePosition<AccountId32>,
    fee: u64,
) -> Result<AlphaFee, sp_runtime::DispatchError> {
    SubtensorModule::pay_fee_in_alpha(&account(COLDKEY), position, TaoBalance(fee))
}

/// The payment is refused, and nothing changed.
fn assert_refused(position: &FeePosition<AccountId32>, fee: u64) {
    assert_storage_noop!({
        assert!(pay(position, fee).is_err());
    });
}

#[test]
fn alpha_worth_the_fee_is_sold_free_of_the_fee_of_the_market_and_the_author_gets_the_tao() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        let netuid = position.1;
        let earned = balance(&account(AUTHOR));
        forget_events();
        let paid = pay(&position, 1_000_000).expect("there is enough");
        // 100e9 × 1e6 / (100e9 + 1e6), rounded down.
        let fee = AlphaFee {
            netuid,
            alpha: AlphaBalance(1_000_000),
            tao: TaoBalance(999_990),
        };
        assert_eq!(paid, fee);
        assert_eq!(held(netuid), UNIT - 1_000_000);
        assert_eq!(balance(&account(AUTHOR)) - earned, 999_990);
        assert_eq!(
            SubnetTAO::<Test>::get(netuid),
            TaoBalance(100 * UNIT - 999_990)
        );
        assert_eq!(
            SubnetAlphaIn::<Test>::get(netuid),
            AlphaBalance(100 * UNIT + 1_000_000)
        );
        assert_eq!(
            pallet_events(),
            [Event::StakeRemoved(
                account(COLDKEY),
                account(HOTKEY),
                fee.tao,
                fee.alpha,
                netuid,
                0
            )]
        );
    });
}

#[test]
fn the_announcement_names_what_was_sold_and_what_the_author_got() {
    ExtBuilder::default().build_and_execute(|| {
        let paid = AlphaFee {
            netuid: NetUid(3),
            alpha: AlphaBalance(7),
            tao: TaoBalance(5),
        };
        SubtensorModule::confirm_alpha_fee(&account(COLDKEY), paid);
        assert_eq!(
            pallet_events().last(),
            Some(&Event::TransactionFeePaidWithAlpha {
                who: account(COLDKEY),
                netuid: NetUid(3),
                alpha_fee: AlphaBalance(7),
                tao_amount: TaoBalance(5),
            })
        );
    });
}

#[test]
fn the_fee_in_alpha_is_rounded_down() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(200 * UNIT, 100 * UNIT, UNIT);
        let alpha = |fee| {
            SubtensorModule::fee_in_alpha(&account(COLDKEY), &position, TaoBalance(fee))
                .map(AlphaBalance::to_u64)
        };
        assert_eq!(alpha(1_000_000), Ok(500_000));
        assert_eq!(alpha(1_000_001), Ok(500_000));
        assert_eq!(alpha(1_000_002), Ok(500_001));
    });
}

#[test]
fn a_fee_below_the_price_of_one_rao_of_alpha_takes_one_rao_not_the_whole_stake() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(4_000_000 * UNIT, UNIT, UNIT);
        let paid = pay(&position, 1_000_000).expect("there is enough");
        assert_eq!(paid.alpha, AlphaBalance(1));
        assert_eq!(held(position.1), UNIT - 1);
    });
}

/// Prices of a millionth and of a ten-millionth; the second is rounded down to 2^-64, so that the
/// fee comes to five rao of alpha more.
#[test]
fn alpha_at_any_price_pays_the_fee_that_was_asked_of_it() {
    let cases = [
        (1_000_000 * UNIT, 1_000_000_000_000),
        (10_000_000 * UNIT, 10_000_000_000_005),
    ];
    for (reserve, alpha) in cases {
        ExtBuilder::default().build_and_execute(|| {
            let position = stake_on_a_subnet(UNIT, reserve, 2 * alpha);
            let netuid = position.1;
            let asked =
                SubtensorModule::fee_in_alpha(&account(COLDKEY), &position, TaoBalance(1_000_000));
            assert_eq!(asked, Ok(AlphaBalance(alpha)));
            let earned = balance(&account(AUTHOR));
            // A thousandth more alpha in the pool: 1e9 / 1001, rounded down.
            let fee = AlphaFee {
                netuid,
                alpha: AlphaBalance(alpha),
                tao: TaoBalance(999_000),
            };
            assert_eq!(pay(&position, 1_000_000), Ok(fee));
            assert_eq!(held(netuid), alpha);
            assert_eq!(balance(&account(AUTHOR)) - earned, 999_000);
        });
    }
}

#[test]
fn alpha_that_is_worth_nothing_pays_no_fee() {
    ExtBuilder::default().build().execute_with(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        SubnetTAO::<Test>::insert(position.1, TaoBalance::ZERO);
        assert_err!(pay(&position, 1), Error::<Test>::AmountTooLow);
        assert_refused(&position, 1);
    });
}

#[test]
fn the_stake_must_cover_the_fee() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, 1_000_000);
        assert_err!(
            pay(&position, 1_000_001),
            Error::<Test>::NotEnoughStakeToWithdraw
        );
        assert_refused(&position, 1_000_001);
        assert_ok!(pay(&position, 1_000_000));
        assert_eq!(held(position.1), 0);
        let nowhere = (account(HOTKEY), NetUid(77));
        assert_refused(&nowhere, 1);
    });
}

#[test]
fn locked_stake_pays_no_fee() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        let netuid = position.1;
        assert_ok!(SubtensorModule::try_associate_hotkey(
            signed(&account(COLDKEY)),
            account(HOTKEY)
        ));
        assert_ok!(SubtensorModule::lock_stake(
            signed(&account(COLDKEY)),
            account(HOTKEY),
            netuid,
            AlphaBalance(UNIT - 1_000_000)
        ));
        assert_err!(pay(&position, 1_000_001), Error::<Test>::StakeUnavailable);
        assert_refused(&position, 1_000_001);
        assert_ok!(pay(&position, 1_000_000));
        assert_eq!(held(netuid), UNIT - 1_000_000);
    });
}

#[test]
fn without_an_author_nothing_is_taken() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        BlockAuthor::set(None);
        assert_storage_noop!({
            assert_eq!(pay(&position, 1_000_000), Ok(AlphaFee::default()));
        });
        assert_eq!(AlphaFee::default().netuid, NetUid::ROOT);
    });
}

#[test]
fn a_sale_that_the_subnet_account_cannot_pay_is_undone() {
    ExtBuilder::default().build().execute_with(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        let pot = SubtensorModule::subnet_account(position.1).expect("the subnet exists");
        Balances::set_balance(&pot, 1_000);
        assert_err!(
            pay(&position, 1_000_000),
            Error::<Test>::InsufficientBalance
        );
        assert_refused(&position, 1_000_000);
    });
}

#[test]
fn a_sale_too_small_for_an_author_without_an_account_is_undone() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        BlockAuthor::set(Some(account(98)));
        assert_refused(&position, EXISTENTIAL_DEPOSIT - 1);
        assert_ok!(pay(&position, 2 * EXISTENTIAL_DEPOSIT));
    });
}

#[test]
fn stake_pays_on_a_subnet_that_has_not_started_too() {
    ExtBuilder::default().build_and_execute(|| {
        let position = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        SubtokenEnabled::<Test>::insert(position.1, false);
        assert_ok!(pay(&position, 1_000_000));
    });
}

#[test]
fn root_stake_pays_one_to_one_and_its_last_rao_leaves_the_index_of_root_stakers() {
    ExtBuilder::default().build_and_execute(|| {
        stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT);
        SubtokenEnabled::<Test>::insert(NetUid::ROOT, true);
        assert_ok!(SubtensorModule::try_associate_hotkey(
            signed(&account(COLDKEY)),
            account(HOTKEY)
        ));
        let bought = stake(
            NetUid::ROOT,
            &account(COLDKEY),
            &account(HOTKEY),
            10_000_000,
        );
        assert!(StakingColdkeys::<Test>::contains_key(account(COLDKEY)));
        let position = (account(HOTKEY), NetUid::ROOT);
        let paid = pay(&position, bought.to_u64()).expect("it is exactly enough");
        assert_eq!((paid.alpha, paid.tao), (bought, bought.to_u64().into()));
        assert!(!StakingColdkeys::<Test>::contains_key(account(COLDKEY)));
    });
}

fn position_of(call: Call<Test>) -> Option<FeePosition<AccountId32>> {
    SubtensorModule::fee_position(&account(COLDKEY), &call)
}

#[test]
fn a_call_that_takes_stake_is_paid_by_the_stake_it_takes_from() {
    ExtBuilder::default().build_and_execute(|| {
        let (hotkey, netuid, other) = (account(HOTKEY), NetUid(4), NetUid(5));
        let (amount_unstaked, limit_price) = (AlphaBalance(1), TaoBalance(1));
        let (alpha_amount, allow_partial) = (AlphaBalance(1), false);
        let calls = [
            Call::remove_stake {
                hotkey: hotkey.clone(),
                netuid,
                amount_unstaked,
            },
            Call::remove_stake_limit {
                hotkey: hotkey.clone(),
                netuid,
                amount_unstaked,
                limit_price,
                allow_partial,
            },
            Call::remove_stake_full_limit {
                hotkey: hotkey.clone(),
                netuid,
                limit_price: None,
            },
            Call::recycle_alpha {
                hotkey: hotkey.clone(),
                amount: AlphaBalance(1),
                netuid,
            },
            Call::burn_alpha {
                hotkey: hotkey.clone(),
                amount: AlphaBalance(1),
                netuid,
            },
            Call::move_stake {
                origin_hotkey: hotkey.clone(),
                destination_hotkey: account(2),
                origin_netuid: netuid,
                destination_netuid: other,
                alpha_amount,
            },
            Call::move_stake_limit {
                origin_hotkey: hotkey.clone(),
                destination_hotkey: account(2),
                origin_netuid: netuid,
                destination_netuid: other,
                alpha_amount,
                limit_price,
                allow_partial,
            },
            Call::transfer_stake {
                destination_coldkey: account(1),
                hotkey: hotkey.clone(),
                origin_netuid: netuid,
                destination_netuid: other,
                alpha_amount,
            },
            Call::swap_stake {
                hotkey: hotkey.clone(),
                origin_netuid: netuid,
                destination_netuid: other,
                alpha_amount,
            },
            Call::swap_stake_limit {
                hotkey: hotkey.clone(),
                origin_netuid: netuid,
                destination_netuid: other,
                alpha_amount,
                limit_price,
                allow_partial,
            },
        ];
        for call in calls {
            assert_eq!(position_of(call), Some((hotkey.clone(), netuid)));
        }
    });
}

#[test]
fn other_calls_are_paid_in_tao() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT).1;
        let hotkey = account(HOTKEY);
        let buy = Call::add_stake {
            hotkey: hotkey.clone(),
            netuid,
            amount_staked: TaoBalance(UNIT),
        };
        assert_eq!(position_of(buy), None);
        let register = Call::burned_register { netuid, hotkey };
        assert_eq!(position_of(register), None);
    });
}

/// The subnet that pays for leaving the hotkey altogether, the same in both forms.
fn payer_of_leaving() -> Option<NetUid> {
    let hotkey = account(HOTKEY);
    let all = position_of(Call::unstake_all {
        hotkey: hotkey.clone(),
    });
    assert_eq!(position_of(Call::unstake_all_alpha { hotkey }), all);
    all.map(|(_, netuid)| netuid)
}

#[test]
fn leaving_a_hotkey_is_paid_by_the_only_stake_where_alpha_trades() {
    ExtBuilder::default().build().execute_with(|| {
        assert_eq!(payer_of_leaving(), None);
        let first = stake_on_a_subnet(100 * UNIT, 100 * UNIT, UNIT).1;
        assert_eq!(payer_of_leaving(), Some(first));

        let second = add_network(&account(1), &account(3));
        grant(second, UNIT);
        assert_eq!(payer_of_leaving(), None);
        SubtokenEnabled::<Test>::insert(second, false);
        assert_eq!(payer_of_leaving(), Some(first));

        SubtokenEnabled::<Test>::insert(NetUid::ROOT, true);
        grant(NetUid::ROOT, UNIT);
        assert_eq!(payer_of_leaving(), None);
        SubtokenEnabled::<Test>::insert(first, false);
        assert_eq!(payer_of_leaving(), Some(NetUid::ROOT));
    });
}
