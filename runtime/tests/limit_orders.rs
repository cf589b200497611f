//! Limit orders on a whole chain: signed by wallets, brought by relayers, settled by the stake
//! pallet and the market.

use crate::common::{account, apply, chain, events, free, info_of, pair, start_block};
use codec::Encode;
use frame_support::{assert_noop, assert_ok, traits::InstanceFilter};
use myelin_runtime::{
    AccountId, Balances, LimitOrders, ProxyType, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin,
    SubtensorModule, config::money::EXISTENTIAL_DEPOSIT,
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use pallet_limit_orders::{
    Call, Config, Error, Event, Order, OrderSide, OrderStatus, OrderType, Orders, SignedOrder,
    VersionedOrder,
};
use pallet_subtensor as subtensor;
use sp_core::{H256, Pair, crypto::Ss58Codec};
use sp_runtime::{DispatchError, MultiAddress, Perbill, TokenError, traits::Get};

const ONE: NetUid = NetUid(1);
/// A thousandth of a TAO or of an alpha, in rao.
const MILLI: u64 = 1_000_000;

/// Block 1 of a chain on which the alpha of subnet 1 is traded and `//Alice` owns a hotkey.
fn on_a_chain(test: impl FnOnce()) {
    chain("dev").execute_with(|| {
        start_block(1);
        subtensor::SubtokenEnabled::<Runtime>::insert(ONE, true);
        assert_ok!(SubtensorModule::try_associate_hotkey(
            RuntimeOrigin::signed(account("Alice")),
            hotkey()
        ));
        test();
        // Nothing is created or lost: what TAO there is is what there is said to be.
        assert_eq!(
            Balances::total_issuance(),
            subtensor::TotalIssuance::<Runtime>::get().to_u64()
        );
    });
}

fn hotkey() -> AccountId {
    account("Alice_hk")
}

/// An order of `name` that anybody may execute at any price, without a fee.
fn order(name: &str, order_type: OrderType, amount: u64) -> Order<AccountId> {
    Order {
        signer: account(name),
        hotkey: hotkey(),
        netuid: ONE,
        order_type,
        amount,
        limit_price: match order_type {
            OrderType::LimitBuy | OrderType::StopLoss => u64::MAX,
            OrderType::TakeProfit => 0,
        },
        expiry: u64::MAX,
        fee_rate: Perbill::zero(),
        fee_recipient: account("Ferdie"),
        relayer: None,
        max_slippage: None,
        chain_id: 42,
        partial_fills_enabled: false,
    }
}

fn sign(name: &str, order: &Order<AccountId>) -> SignedOrder<AccountId> {
    let order = VersionedOrder::V1(order.clone());
    SignedOrder {
        signature: pair(name).sign(&order.encode()).into(),
        order,
        partial_fill: None,
    }
}

fn id(order: &Order<AccountId>) -> H256 {
    VersionedOrder::V1(order.clone()).id()
}

fn one_by_one(orders: Vec<SignedOrder<AccountId>>) -> RuntimeCall {
    let orders = orders.try_into().expect("they fit");
    RuntimeCall::LimitOrders(Call::execute_orders {
        orders,
        should_fail: true,
    })
}

/// Executes one order of `name` by itself.
fn alone(name: &str, order: &Order<AccountId>) -> Result<(), DispatchError> {
    LimitOrders::execute_orders(
        RuntimeOrigin::signed(account("Charlie")),
        vec![sign(name, order)].try_into().expect("one fits"),
        true,
    )
}

fn batch(orders: Vec<SignedOrder<AccountId>>) -> Result<(), DispatchError> {
    LimitOrders::execute_batched_orders(
        RuntimeOrigin::signed(account("Charlie")),
        ONE,
        orders.try_into().expect("they fit"),
    )
}

fn held(name: &str) -> u64 {
    SubtensorModule::stake_of(&hotkey(), &account(name), ONE).to_u64()
}

fn pallet_hotkey() -> AccountId {
    <Runtime as Config>::PalletHotkey::get()
}

/// TAO and alpha of the account that batches go through.
fn desk() -> (u64, u64) {
    let account = LimitOrders::account();
    let alpha = SubtensorModule::stake_of(&pallet_hotkey(), &account, ONE);
    (free(&account), alpha.to_u64())
}

/// Lets `name` buy alpha for `tao` by an order of its own.
fn endow(name: &str, tao: u64) -> u64 {
    assert_ok!(alone(name, &order(name, OrderType::LimitBuy, tao)));
    held(name)
}

/// `name` gives all its TAO away, and its account is gone.
fn leave(name: &str) {
    assert_ok!(Balances::transfer_all(
        RuntimeOrigin::signed(account(name)),
        MultiAddress::Id(account("Charlie")),
        false
    ));
    assert_eq!(free(&account(name)), 0);
}

/// What all positions on the subnet are worth together.
fn all_positions() -> u64 {
    subtensor::AlphaV2::<Runtime>::iter_keys()
        .filter(|(_, _, netuid)| *netuid == ONE)
        .map(|(hotkey, coldkey, _)| SubtensorModule::stake_of(&hotkey, &coldkey, ONE).to_u64())
        .sum()
}

/// What the orders paid and got, in the order of their events.
fn executed() -> Vec<(AccountId, u64, u64)> {
    events()
        .into_iter()
        .filter_map(|event| match event {
            RuntimeEvent::LimitOrders(Event::OrderExecuted {
                signer,
                amount_in,
                amount_out,
                ..
            }) => Some((signer, amount_in, amount_out)),
            _ => None,
        })
        .collect()
}

/// Which way the rest of the last batch was traded, what the pool took and what it gave.
fn traded() -> (OrderSide, u64, u64) {
    let last = events().into_iter().rev().find_map(|event| match event {
        RuntimeEvent::LimitOrders(Event::GroupExecutionSummary {
            net_side,
            net_amount,
            actual_out,
            ..
        }) => Some((net_side, net_amount, actual_out)),
        _ => None,
    });
    last.expect("a batch was executed")
}

#[test]
fn every_built_in_chain_executes_orders_from_its_first_block_on() {
    for preset in ["dev", "dev-12s", "local", "local-fast"] {
        chain(preset).execute_with(|| {
            let account = LimitOrders::account();
            assert_eq!(
                account.to_ss58check(),
                "5EYCAe5fvncY7Q8kfKUv3CcjBX3GjPFR5qKrdG53mYvQGX8d"
            );
            assert_eq!(
                pallet_hotkey().to_ss58check(),
                "5EYCAe5fvncY7XCnFeAMaW4jAaVtzayKdaNNRURB5Nwvtw74"
            );
            assert!(pallet_limit_orders::LimitOrdersEnabled::<Runtime>::get());
            let owned = [pallet_hotkey()];
            assert_eq!(subtensor::Owner::<Runtime>::get(pallet_hotkey()), account);
            assert_eq!(subtensor::OwnedHotkeys::<Runtime>::get(&account), owned);
            assert_eq!(subtensor::StakingHotkeys::<Runtime>::get(&account), owned);
            assert_eq!(free(&account), EXISTENTIAL_DEPOSIT);
            assert_eq!(<<Runtime as Config>::ChainId as Get<u64>>::get(), 42);
            assert_eq!(
                <<Runtime as Config>::MaxOrdersPerBatch as Get<u32>>::get(),
                100
            );
        });
    }
}

#[test]
fn a_relayer_executes_a_signed_purchase_and_pays_for_the_transaction() {
    on_a_chain(|| {
        let order = Order {
            fee_rate: Perbill::from_percent(1),
            ..order("Dave", OrderType::LimitBuy, 1_000 * MILLI)
        };
        let before = ["Dave", "Ferdie", "Bob"].map(|name| free(&account(name)));
        let call = one_by_one(vec![sign("Dave", &order)]);
        let transaction = crate::common::signed("Bob", call, 0, 0);
        assert_ok!(apply(transaction).expect("the transaction is valid"));
        assert_eq!(free(&account("Dave")), before[0] - 1_000 * MILLI);
        assert_eq!(free(&account("Ferdie")), before[1] + 10 * MILLI);
        assert!(free(&account("Bob")) < before[2]);
        let alpha = held("Dave");
        assert_eq!(executed(), [(account("Dave"), 990 * MILLI, alpha)]);
        assert!(alpha > 0);
        assert_eq!(
            Orders::<Runtime>::get(id(&order)),
            Some(OrderStatus::Fulfilled)
        );
    });
}

#[test]
fn a_sale_goes_to_its_signer_less_the_fee() {
    on_a_chain(|| {
        let alpha = endow("Dave", 1_000 * MILLI);
        let before = (free(&account("Dave")), free(&account("Ferdie")));
        let order = Order {
            fee_rate: Perbill::from_percent(2),
            ..order("Dave", OrderType::TakeProfit, alpha)
        };
        frame_system::Pallet::<Runtime>::reset_events();
        assert_ok!(alone("Dave", &order));
        let tao = free(&account("Dave")) - before.0;
        let fee = free(&account("Ferdie")) - before.1;
        assert_eq!(fee, Perbill::from_percent(2).mul_floor(tao + fee));
        assert_eq!(executed(), [(account("Dave"), alpha, tao)]);
        assert_eq!(held("Dave"), 0);
    });
}

#[test]
fn an_order_that_the_pool_cannot_fill_within_its_slippage_is_refused() {
    on_a_chain(|| {
        // Price 1; half the reserve would move it far beyond 1 %.
        let order = Order {
            limit_price: 1_000 * MILLI,
            max_slippage: Some(Perbill::from_percent(1)),
            ..order("Dave", OrderType::LimitBuy, 5_000 * MILLI)
        };
        assert_noop!(
            alone("Dave", &order),
            subtensor::Error::<Runtime>::SlippageTooHigh
        );
        assert_noop!(
            batch(vec![sign("Dave", &order)]),
            subtensor::Error::<Runtime>::SlippageTooHigh
        );
    });
}

#[test]
fn orders_expire_by_the_clock_of_the_chain_and_are_for_one_chain_only() {
    on_a_chain(|| {
        let order = order("Dave", OrderType::LimitBuy, 10 * MILLI);
        // Block 1 of a fast chain is at 250 ms.
        let late = Order {
            expiry: 249,
            ..order.clone()
        };
        assert_noop!(
            batch(vec![sign("Dave", &late)]),
            Error::<Runtime>::OrderExpired
        );
        pallet_chain_settings::ChainId::<Runtime>::put(964);
        assert_noop!(
            batch(vec![sign("Dave", &order)]),
            Error::<Runtime>::ChainIdMismatch
        );
        pallet_chain_settings::ChainId::<Runtime>::put(42);
        let in_time = Order {
            expiry: 250,
            ..order
        };
        assert_ok!(batch(vec![sign("Dave", &in_time)]));
    });
}

#[test]
fn a_batch_gives_everybody_a_share_and_keeps_nothing_but_dust() {
    on_a_chain(|| {
        let alpha = endow("Eve", 500 * MILLI);
        let float = desk();
        assert_eq!(float, (EXISTENTIAL_DEPOSIT, 0));
        let orders = [
            Order {
                fee_rate: Perbill::from_parts(1),
                ..order("Dave", OrderType::LimitBuy, 700 * MILLI)
            },
            order("Bob", OrderType::LimitBuy, 300 * MILLI),
            Order {
                fee_rate: Perbill::from_percent(1),
                ..order("Eve", OrderType::TakeProfit, alpha)
            },
        ];
        let signed = ["Dave", "Bob", "Eve"].iter().zip(&orders);
        let signed = signed.map(|(name, order)| sign(name, order)).collect();
        let names = ["Dave", "Bob", "Eve", "Ferdie"];
        let before = names.map(|name| free(&account(name)));
        frame_system::Pallet::<Runtime>::reset_events();
        assert_ok!(batch(signed));
        let after = names.map(|name| free(&account(name)));
        assert_eq!(before[0] - after[0], 700 * MILLI);
        assert_eq!(before[1] - after[1], 300 * MILLI);
        let tao = after[2] - before[2];
        assert_eq!(
            executed(),
            [
                (account("Dave"), 700 * MILLI, held("Dave")),
                (account("Bob"), 300 * MILLI, held("Bob")),
                (account("Eve"), alpha, tao),
            ]
        );
        assert!(held("Dave") > 2 * held("Bob") && tao > 0 && held("Eve") == 0);
        // A fee below the existential deposit reaches its recipient too.
        assert!(after[3] > before[3]);
        let (tao_dust, alpha_dust) = desk();
        assert!(tao_dust - float.0 <= 3 && alpha_dust <= 3);
        let summary = events().into_iter().any(|event| {
            matches!(
                event,
                RuntimeEvent::LimitOrders(Event::GroupExecutionSummary {
                    net_side: OrderSide::Buy,
                    executed_count: 3,
                    ..
                })
            )
        });
        assert!(summary);
    });
}

/// A stolen coldkey could sign an order with a fee of everything for the thief.
#[test]
fn orders_of_a_coldkey_whose_swap_is_announced_or_disputed_wait() {
    on_a_chain(|| {
        let order = order("Dave", OrderType::LimitBuy, 700 * MILLI);
        let run = || batch(vec![sign("Dave", &order)]);
        let alone = || alone("Dave", &order);
        subtensor::ColdkeySwapAnnouncements::<Runtime>::insert(account("Dave"), (10, H256::zero()));
        assert_noop!(run(), subtensor::Error::<Runtime>::ColdkeySwapAnnounced);
        assert_noop!(alone(), subtensor::Error::<Runtime>::ColdkeySwapAnnounced);
        subtensor::ColdkeySwapDisputes::<Runtime>::insert(account("Dave"), 1);
        assert_noop!(run(), subtensor::Error::<Runtime>::ColdkeySwapDisputed);
        subtensor::ColdkeySwapDisputes::<Runtime>::remove(account("Dave"));
        subtensor::ColdkeySwapAnnouncements::<Runtime>::remove(account("Dave"));
        assert_ok!(run());
    });
}

#[test]
fn a_batch_that_fails_late_leaves_no_trace() {
    on_a_chain(|| {
        let alpha = endow("Eve", 500 * MILLI);
        let nowhere = Order {
            hotkey: account("nobody"),
            ..order("Dave", OrderType::LimitBuy, 700 * MILLI)
        };
        let sale = order("Eve", OrderType::TakeProfit, alpha);
        // Found out when the buyer is paid, after the trade with the pool.
        assert_noop!(
            batch(vec![sign("Dave", &nowhere), sign("Eve", &sale)]),
            subtensor::Error::<Runtime>::HotKeyAccountNotExists
        );
        let dust = order("Eve", OrderType::TakeProfit, MILLI);
        assert_noop!(
            batch(vec![sign("Eve", &dust)]),
            subtensor::Error::<Runtime>::AmountTooLow
        );
    });
}

#[test]
fn stake_of_others_on_the_hotkey_of_the_pallet_does_not_stop_batches() {
    on_a_chain(|| {
        // Whoever stakes there makes the pallet one holder of many, with rounding between them; a
        // dividend, and a share is not worth a rao any more.
        assert_ok!(SubtensorModule::add_stake(
            RuntimeOrigin::signed(account("Bob")),
            pallet_hotkey(),
            ONE,
            (333 * MILLI + 1).into(),
        ));
        let dividend = AlphaBalance(7);
        subtensor::TotalHotkeyAlpha::<Runtime>::mutate(pallet_hotkey(), ONE, |total| {
            *total = total.saturating_add(dividend);
        });
        subtensor::SubnetAlphaOut::<Runtime>::mutate(ONE, |out| {
            *out = out.saturating_add(dividend);
        });
        let nothing_is_created = || {
            let out = subtensor::SubnetAlphaOut::<Runtime>::get(ONE).to_u64();
            assert!(all_positions() <= out);
        };
        nothing_is_created();

        let alpha = endow("Eve", 60 * MILLI);
        let before = free(&account("Eve"));
        let sale = order("Eve", OrderType::StopLoss, alpha);
        assert_ok!(batch(vec![sign("Eve", &sale)]));
        let tao = free(&account("Eve")) - before;
        // A rao of the alpha is lost on the way.
        assert_eq!(traded(), (OrderSide::Sell, alpha - 1, tao));
        assert_eq!(desk(), (EXISTENTIAL_DEPOSIT, 0));
        nothing_is_created();

        let purchase = order("Dave", OrderType::LimitBuy, 10 * MILLI);
        assert_ok!(batch(vec![sign("Dave", &purchase)]));
        let (side, tao, alpha) = traded();
        assert_eq!((side, tao), (OrderSide::Buy, 10 * MILLI));
        assert_eq!(held("Dave"), alpha - 1);
        assert_eq!(desk(), (EXISTENTIAL_DEPOSIT, 0));
        nothing_is_created();

        for round in 0..30 {
            let alpha = endow("Eve", 50 * MILLI + round * 7);
            let orders = [
                (
                    "Dave",
                    order("Dave", OrderType::LimitBuy, 20 * MILLI + round * 13),
                ),
                ("Bob", order("Bob", OrderType::LimitBuy, 30 * MILLI + round)),
                ("Eve", order("Eve", OrderType::StopLoss, alpha)),
            ];
            let signed = orders.iter().map(|(name, order)| sign(name, order));
            assert_ok!(batch(signed.collect()));
            nothing_is_created();
        }
        let (tao_dust, alpha_dust) = desk();
        assert!(tao_dust - EXISTENTIAL_DEPOSIT <= 90 && alpha_dust <= 90);
    });
}

#[test]
fn orders_that_the_pool_cannot_take_are_refused() {
    on_a_chain(|| {
        // A thousand times the TAO of the pool, which holds ten, is the most that it takes.
        let huge = order("Bob", OrderType::LimitBuy, 20_000_000 * MILLI);
        assert_noop!(
            alone("Bob", &huge),
            pallet_swap::Error::<Runtime>::SwapInputTooLarge
        );
        assert_noop!(
            batch(vec![sign("Bob", &huge)]),
            pallet_swap::Error::<Runtime>::SwapInputTooLarge
        );

        let alpha = endow("Eve", 500 * MILLI);
        let sale = order("Eve", OrderType::TakeProfit, alpha);
        // The price is still about one, but there is too little of both to trade.
        subtensor::SubnetTAO::<Runtime>::insert(ONE, TaoBalance(MILLI - 1));
        subtensor::SubnetAlphaIn::<Runtime>::insert(ONE, AlphaBalance(MILLI - 1));
        assert_noop!(
            alone("Eve", &sale),
            subtensor::Error::<Runtime>::InsufficientLiquidity
        );
        assert_noop!(
            batch(vec![sign("Eve", &sale)]),
            pallet_swap::Error::<Runtime>::ReservesTooLow
        );
    });
}

#[test]
fn a_fee_too_small_to_open_the_account_of_its_recipient_is_refused() {
    on_a_chain(|| {
        let nobody = account("Nobody");
        let alpha = endow("Eve", 500 * MILLI);
        let with_fee = |parts: u32, order: Order<AccountId>| Order {
            fee_rate: Perbill::from_parts(parts),
            fee_recipient: nobody.clone(),
            ..order
        };
        let purchase = order("Dave", OrderType::LimitBuy, 20 * MILLI);
        let sale = order("Eve", OrderType::TakeProfit, alpha);
        // A purchase pays 1 rao, or one less than opens an account; the sale pays some fifty.
        for (name, order) in [
            ("Dave", with_fee(50, purchase.clone())),
            ("Dave", with_fee(24_950, purchase.clone())),
            ("Eve", with_fee(100, sale)),
        ] {
            assert_noop!(alone(name, &order), TokenError::BelowMinimum);
            assert_noop!(batch(vec![sign(name, &order)]), TokenError::BelowMinimum);
        }
        assert_eq!(free(&nobody), 0);
        let enough = with_fee(25_000, purchase);
        assert_ok!(batch(vec![sign("Dave", &enough)]));
        assert_eq!(free(&nobody), EXISTENTIAL_DEPOSIT);
    });
}

#[test]
fn a_seller_without_an_account_is_not_paid_less_than_opens_it() {
    on_a_chain(|| {
        let alpha = endow("Eve", 500 * MILLI);
        let most = order("Eve", OrderType::TakeProfit, alpha - 300);
        assert_ok!(alone("Eve", &most));
        leave("Eve");
        let rest = order("Eve", OrderType::TakeProfit, held("Eve"));
        assert_noop!(alone("Eve", &rest), TokenError::BelowMinimum);
        // Too little for a batch, whoever sells it.
        assert_noop!(
            batch(vec![sign("Eve", &rest)]),
            subtensor::Error::<Runtime>::AmountTooLow
        );

        let alpha = endow("Dave", 500 * MILLI);
        leave("Dave");
        // The fee leaves some 250 rao.
        let almost_all = Order {
            fee_rate: Perbill::from_parts(999_999_500),
            ..order("Dave", OrderType::TakeProfit, alpha)
        };
        assert_noop!(
            batch(vec![sign("Dave", &almost_all)]),
            TokenError::BelowMinimum
        );
        // By itself the sale opens the account, and the fee closes it again: the rest is dust.
        assert_ok!(alone("Dave", &almost_all));
        assert_eq!(free(&account("Dave")), 0);
    });
}

#[test]
fn a_batch_that_keeps_the_account_of_the_pallet_alive_says_what_it_spent() {
    on_a_chain(|| {
        assert_ok!(Balances::transfer_all(
            RuntimeOrigin::signed(LimitOrders::account()),
            MultiAddress::Id(account("Charlie")),
            false
        ));
        let purchase = order("Dave", OrderType::LimitBuy, 20 * MILLI);
        assert_ok!(batch(vec![sign("Dave", &purchase)]));
        let (side, tao, alpha) = traded();
        assert_eq!(
            (side, tao),
            (OrderSide::Buy, 20 * MILLI - EXISTENTIAL_DEPOSIT)
        );
        assert_eq!(held("Dave"), alpha);
        assert_eq!(desk(), (EXISTENTIAL_DEPOSIT, 0));
    });
}

#[test]
fn a_hundred_orders_fit_a_transaction_and_weigh_more_than_one() {
    on_a_chain(|| {
        let weight = |count: u64| {
            let orders = (0..count)
                .map(|n| sign("Dave", &order("Dave", OrderType::LimitBuy, 10 * MILLI + n)))
                .collect();
            info_of(&crate::common::signed("Bob", one_by_one(orders), 0, 0)).call_weight
        };
        let (one, hundred) = (weight(1), weight(100));
        assert!(hundred.ref_time() > 50 * one.ref_time());
        let limits = <Runtime as frame_system::Config>::BlockWeights::get();
        let most = limits.get(frame_support::dispatch::DispatchClass::Normal);
        let most = most.max_extrinsic.expect("transactions have a limit");
        assert!(hundred.all_lt(most));
    });
}

#[test]
fn proxies_relay_and_cancel_orders_unless_their_type_lists_what_it_may() {
    let order = order("Dave", OrderType::LimitBuy, 10 * MILLI);
    let cancel = RuntimeCall::LimitOrders(Call::cancel_order {
        order: VersionedOrder::V1(order.clone()),
    });
    for call in [one_by_one(vec![sign("Dave", &order)]), cancel] {
        for may in [
            ProxyType::Any,
            ProxyType::NonCritical,
            ProxyType::NonTransfer,
            ProxyType::NonFungible,
        ] {
            assert!(may.filter(&call), "{may:?}");
        }
        for may_not in [ProxyType::Staking, ProxyType::Transfer, ProxyType::Owner] {
            assert!(!may_not.filter(&call), "{may_not:?}");
        }
    }
}
