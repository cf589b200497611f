//! What limit orders ask of stake (staking.md section 21): each function, and every refusal in its
//! order.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    market::Market,
    orders::{OrderSwapInterface, Position},
};
use sp_runtime::{AccountId32, DispatchError};

use crate::{mock::*, pallet::*};

type Orders = Pallet<Test>;

const NO_LIMIT: TaoBalance = TaoBalance(u64::MAX);
const NO_FLOOR: TaoBalance = TaoBalance(0);
const MISSING: NetUid = NetUid(99);
/// The subnet of the genesis, which nobody has started.
const UNSTARTED: NetUid = NetUid(1);
const MINIMUM: u64 = 2_000_000;

/// A started subnet of the pair 1, 2; the coldkey 3 holds alpha under the hotkey 2.
fn subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    stake(netuid, &account(3), &account(2), 100 * UNIT);
    forget_events();
    netuid
}

fn position<'a>(coldkey: &'a AccountId32, hotkey: &'a AccountId32) -> Position<'a, AccountId32> {
    Position { coldkey, hotkey }
}

fn held(netuid: NetUid, coldkey: u64) -> u64 {
    Orders::staked_alpha(position(&account(coldkey), &account(2)), netuid).to_u64()
}

/// Buys for `coldkey` under the hotkey 2.
fn buy(netuid: NetUid, coldkey: u64, tao: u64, limit: TaoBalance) -> Result<u64, DispatchError> {
    Orders::buy_alpha(
        position(&account(coldkey), &account(2)),
        netuid,
        tao.into(),
        limit,
        true,
    )
    .map(|(_, alpha)| alpha.to_u64())
}

/// Sells for `coldkey` under the hotkey 2.
fn sell(netuid: NetUid, coldkey: u64, alpha: u64, limit: TaoBalance) -> Result<u64, DispatchError> {
    Orders::sell_alpha(
        position(&account(coldkey), &account(2)),
        netuid,
        alpha.into(),
        limit,
        true,
    )
    .map(TaoBalance::to_u64)
}

/// The price in rao per alpha.
fn price_rao(netuid: NetUid) -> u64 {
    (Orders::current_alpha_price(netuid) * substrate_fixed::types::U64F64::from_num(UNIT)).to_num()
}

#[test]
fn an_order_buys_what_the_quote_says() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        fund(&account(4), 10 * UNIT);
        let quote = Swap::sim_swap_tao_for_alpha(netuid, TaoBalance(5 * UNIT)).unwrap();
        let bought = buy(netuid, 4, 5 * UNIT, NO_LIMIT).unwrap();
        assert_eq!(bought, quote.amount_paid_out.to_u64());
        assert_eq!(held(netuid, 4), bought);
        assert_eq!(balance(&account(4)), 5 * UNIT);
        assert_eq!(
            pallet_events(),
            [Event::StakeAdded(
                account(4),
                account(2),
                TaoBalance(5 * UNIT),
                AlphaBalance(bought),
                netuid,
                quote.fee_paid.to_u64(),
            )]
        );
    });
}

#[test]
fn an_order_sells_what_the_quote_says() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let before = (balance(&account(3)), held(netuid, 3));
        let quote = Swap::sim_swap_alpha_for_tao(netuid, AlphaBalance(UNIT)).unwrap();
        let tao = sell(netuid, 3, UNIT, NO_FLOOR).unwrap();
        assert_eq!(tao, quote.amount_paid_out.to_u64());
        assert_eq!(balance(&account(3)), before.0 + tao);
        assert_eq!(held(netuid, 3), before.1 - UNIT);
    });
}

#[test]
fn a_purchase_is_refused_for_the_first_reason_of_the_list() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let (poor, nobody) = (account(4), account(5));
        let try_buy = |netuid, hotkey: &AccountId32, tao: u64, limit| {
            Orders::buy_alpha(position(&poor, hotkey), netuid, tao.into(), limit, true)
        };
        assert_noop!(
            try_buy(MISSING, &nobody, 0, NO_FLOOR),
            Error::<Test>::SubnetNotExists
        );
        assert_noop!(
            try_buy(UNSTARTED, &nobody, 0, NO_FLOOR),
            Error::<Test>::SubtokenDisabled
        );
        assert_noop!(
            try_buy(netuid, &nobody, 0, NO_FLOOR),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(
            try_buy(netuid, &account(2), MINIMUM - 1, NO_FLOOR),
            Error::<Test>::AmountTooLow
        );
        assert_noop!(
            try_buy(netuid, &account(2), MINIMUM, NO_FLOOR),
            Error::<Test>::NotEnoughBalanceToStake
        );
        fund(&poor, 100 * UNIT);
        assert_noop!(
            try_buy(netuid, &account(2), MINIMUM, NO_FLOOR),
            pallet_swap::Error::<Test>::PriceLimitExceeded
        );
        let limit = TaoBalance(price_rao(netuid) + 10);
        assert_noop!(
            try_buy(netuid, &account(2), 50 * UNIT, limit),
            Error::<Test>::SlippageTooHigh
        );
        assert_ok!(try_buy(netuid, &account(2), MINIMUM, NO_LIMIT));
    });
}

#[test]
fn a_sale_is_refused_for_the_first_reason_of_the_list() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let all = held(netuid, 3);
        assert_noop!(
            sell(MISSING, 3, 0, NO_LIMIT),
            Error::<Test>::SubnetNotExists
        );
        assert_noop!(
            sell(UNSTARTED, 3, 0, NO_LIMIT),
            Error::<Test>::SubtokenDisabled
        );
        assert_noop!(sell(netuid, 3, 0, NO_LIMIT), Error::<Test>::AmountTooLow);
        assert_noop!(
            sell(netuid, 3, all + 1, NO_LIMIT),
            Error::<Test>::NotEnoughStakeToWithdraw
        );
        assert_noop!(
            sell(netuid, 3, 1_000, NO_LIMIT),
            Error::<Test>::AmountTooLow
        );
        assert_noop!(
            sell(netuid, 3, all, NO_LIMIT),
            pallet_swap::Error::<Test>::PriceLimitExceeded
        );
        let limit = TaoBalance(price_rao(netuid) - 10);
        assert_noop!(sell(netuid, 3, all, limit), Error::<Test>::SlippageTooHigh);
        assert_ok!(sell(netuid, 3, all, NO_FLOOR));
    });
}

#[test]
fn a_purchase_with_the_last_tao_says_what_was_spent_of_it() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let buyer = account(7);
        fund(&buyer, UNIT);
        let (spent, alpha) = Orders::buy_alpha(
            position(&buyer, &account(2)),
            netuid,
            UNIT.into(),
            NO_LIMIT,
            true,
        )
        .unwrap();
        assert_eq!(balance(&buyer), EXISTENTIAL_DEPOSIT);
        assert_eq!(spent, TaoBalance(UNIT - EXISTENTIAL_DEPOSIT));
        assert_eq!(alpha.to_u64(), held(netuid, 7));
    });
}

#[test]
fn without_validation_the_pallet_trades_any_amount_it_can_spend_and_live() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let pallet = account(7);
        let spent = MINIMUM / 2;
        fund(&pallet, spent);
        let bought = Orders::buy_alpha(
            position(&pallet, &account(8)),
            netuid,
            spent.into(),
            NO_LIMIT,
            false,
        );
        let (tao, alpha) = bought.unwrap();
        assert_eq!(tao, TaoBalance(spent - EXISTENTIAL_DEPOSIT));
        assert_eq!(balance(&pallet), EXISTENTIAL_DEPOSIT);
        let sold = Orders::sell_alpha(
            position(&pallet, &account(8)),
            netuid,
            alpha,
            NO_FLOOR,
            false,
        );
        assert_eq!(
            balance(&pallet),
            EXISTENTIAL_DEPOSIT + sold.unwrap().to_u64()
        );
    });
}

#[test]
fn stake_is_handed_over_without_event_toll_or_toggle() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        TransferToggle::<Test>::insert(netuid, false);
        let (before, price) = (held(netuid, 3), price_rao(netuid));
        let (from, to) = (account(3), account(7));
        assert_ok!(Orders::transfer_staked_alpha(
            position(&from, &account(2)),
            position(&to, &account(8)),
            netuid,
            AlphaBalance(UNIT),
            true,
            false,
        ));
        assert_eq!(held(netuid, 3), before - UNIT);
        assert_eq!(
            Orders::staked_alpha(position(&to, &account(8)), netuid),
            AlphaBalance(UNIT)
        );
        assert_eq!(price_rao(netuid), price);
        assert_eq!(pallet_events(), []);
        assert_eq!(
            LastColdkeyHotkeyStakeBlock::<Test>::get(&to, account(8)),
            Some(block().into())
        );
    });
}

#[test]
fn handing_over_is_refused_for_the_first_reason_of_the_list() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet();
        let (sender, nobody) = (account(4), account(5));
        let hand_over = |netuid, from_hotkey: &AccountId32, alpha: u64, checks: (bool, bool)| {
            Orders::transfer_staked_alpha(
                position(&sender, from_hotkey),
                position(&account(1), &nobody),
                netuid,
                alpha.into(),
                checks.0,
                checks.1,
            )
        };
        let all = (true, true);
        assert_noop!(
            hand_over(MISSING, &nobody, 0, all),
            Error::<Test>::SubnetNotExists
        );
        assert_noop!(
            hand_over(UNSTARTED, &nobody, 0, all),
            Error::<Test>::SubtokenDisabled
        );
        assert_noop!(
            hand_over(netuid, &nobody, 0, all),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(
            hand_over(netuid, &account(2), 0, all),
            Error::<Test>::AmountTooLow
        );
        assert_noop!(
            hand_over(netuid, &account(2), 1_000, all),
            Error::<Test>::AmountTooLow
        );
        assert_noop!(
            hand_over(netuid, &account(2), 10 * UNIT, all),
            Error::<Test>::HotKeyAccountNotExists
        );
        assert_noop!(
            hand_over(netuid, &account(2), 10 * UNIT, (true, false)),
            Error::<Test>::NotEnoughStakeToWithdraw
        );
        assert_noop!(
            hand_over(netuid, &account(2), 1, (false, false)),
            Error::<Test>::NotEnoughStakeToWithdraw
        );
    });
}

#[test]
fn dust_of_a_payer_that_dies_leaves_the_issuance() {
    ExtBuilder::default().build_and_execute(|| {
        let (payer, payee) = (account(4), account(5));
        fund(&payer, UNIT);
        fund(&payee, UNIT);
        let issued = TotalIssuance::<Test>::get().to_u64();
        let tao = TaoBalance(UNIT - 100);
        assert_ok!(<Orders as OrderSwapInterface<_>>::transfer_tao(
            &payer, &payee, tao
        ));
        assert_eq!(balance(&payer), 0);
        assert_eq!(balance(&payee), 2 * UNIT - 100);
        assert_eq!(TotalIssuance::<Test>::get().to_u64(), issued - 100);
        assert_noop!(
            <Orders as OrderSwapInterface<_>>::transfer_tao(&payer, &payee, tao),
            Error::<Test>::InsufficientBalance
        );
    });
}

#[test]
fn the_hotkey_of_the_pallet_is_paired_unless_somebody_owns_it() {
    ExtBuilder::default().build_and_execute(|| {
        let (pallet, hotkey) = (account(7), account(8));
        assert!(!Orders::pallet_hotkey_registered(&pallet, &hotkey));
        assert_ok!(Orders::register_pallet_hotkey(&pallet, &hotkey));
        assert!(Orders::pallet_hotkey_registered(&pallet, &hotkey));
        let paired = std::slice::from_ref(&hotkey);
        assert_eq!(OwnedHotkeys::<Test>::get(&pallet), paired);
        assert_eq!(StakingHotkeys::<Test>::get(&pallet), paired);
        assert_ok!(Orders::register_pallet_hotkey(&account(9), &hotkey));
        assert!(!Orders::pallet_hotkey_registered(&account(9), &hotkey));
        let pot = SubtensorModule::subnet_account(UNSTARTED).unwrap();
        assert_noop!(
            Orders::register_pallet_hotkey(&pallet, &pot),
            Error::<Test>::CannotUseSystemAccount
        );
    });
}
