//! Fees paid out of stake by those who have no TAO (runtime-and-node.md 7.1).

use codec::Encode;
use frame_support::{
    assert_ok,
    dispatch::DispatchClass,
    storage::{TransactionOutcome, with_transaction_unchecked},
};
use frame_system::RawOrigin;
use myelin_runtime::{
    Balances, Executive, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, SubtensorModule,
    System, TransactionPayment, UncheckedExtrinsic,
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use pallet_subtensor::{Call, Event, SubtokenEnabled, WeightInfo};
use sp_runtime::{
    ApplyExtrinsicResult, MultiAddress,
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
};

use crate::common::{account, apply, chain, events, free, info_of, signed, start_block};

const SUBNET: NetUid = NetUid(1);
const UNIT: u64 = 1_000_000_000;
/// The balance an account needs to exist.
const NEARLY_NOTHING: u64 = 500;

/// In block 1 Bob holds stake of 5 TAO on the subnet and nearly no TAO.
fn with_bob_in_alpha(test: impl FnOnce()) {
    chain("dev").execute_with(|| {
        start_block(1);
        SubtokenEnabled::<Runtime>::insert(SUBNET, true);
        assert_ok!(SubtensorModule::try_associate_hotkey(
            RuntimeOrigin::signed(account("Bob")),
            account("BobHot")
        ));
        stake(SUBNET);
        test();
    });
}

/// Bob stakes 5 TAO, then loses what he has left.
fn stake(netuid: NetUid) {
    set_balance("Bob", 10 * UNIT);
    assert_ok!(SubtensorModule::add_stake(
        RuntimeOrigin::signed(account("Bob")),
        account("BobHot"),
        netuid,
        TaoBalance(5 * UNIT)
    ));
    set_balance("Bob", NEARLY_NOTHING);
}

fn set_balance(name: &str, balance: u64) {
    assert_ok!(Balances::force_set_balance(
        RawOrigin::Root.into(),
        MultiAddress::Id(account(name)),
        balance
    ));
}

fn held(netuid: NetUid) -> AlphaBalance {
    SubtensorModule::stake_of(&account("BobHot"), &account("Bob"), netuid)
}

fn remove_stake(amount: u64) -> RuntimeCall {
    RuntimeCall::SubtensorModule(Call::remove_stake {
        hotkey: account("BobHot"),
        netuid: SUBNET,
        amount_unstaked: AlphaBalance(amount),
    })
}

fn by_bob(call: RuntimeCall) -> UncheckedExtrinsic {
    signed("Bob", call, System::account(account("Bob")).nonce, 0)
}

fn fee_of(transaction: &UncheckedExtrinsic) -> u64 {
    let len = transaction.encoded_size() as u32;
    TransactionPayment::compute_fee(len, &info_of(transaction), 0)
}

/// The alpha that a fee costs Bob.
fn required(fee: u64) -> AlphaBalance {
    let position = (account("BobHot"), SUBNET);
    SubtensorModule::fee_in_alpha(&account("Bob"), &position, TaoBalance(fee))
        .expect("the stake is enough")
}

/// What the pool says of a transaction, without a trace.
fn validity(transaction: &UncheckedExtrinsic) -> TransactionValidity {
    with_transaction_unchecked(|| {
        TransactionOutcome::Rollback(Executive::validate_transaction(
            TransactionSource::External,
            transaction.clone(),
            Default::default(),
        ))
    })
}

/// Neither the pool nor a block takes the transaction, because nobody can pay for it.
fn assert_unpaid(transaction: UncheckedExtrinsic) {
    let unpaid = TransactionValidityError::Invalid(InvalidTransaction::Payment);
    assert_eq!(validity(&transaction), Err(unpaid));
    assert_refused_in_a_block(transaction);
}

fn assert_refused_in_a_block(transaction: UncheckedExtrinsic) {
    let stake = (held(SUBNET), held(NetUid::ROOT));
    let (bob, author) = (free(&account("Bob")), free(&account("One")));
    let announced = events();
    assert_eq!(
        apply(transaction),
        Err(TransactionValidityError::Invalid(
            InvalidTransaction::Payment
        ))
    );
    assert_eq!((held(SUBNET), held(NetUid::ROOT)), stake);
    assert_eq!(
        (free(&account("Bob")), free(&account("One"))),
        (bob, author)
    );
    assert_eq!(events(), announced);
}

/// What happens to a transaction, and the events of it alone.
fn applied(transaction: UncheckedExtrinsic) -> (ApplyExtrinsicResult, Vec<RuntimeEvent>) {
    let before = events().len();
    let result = apply(transaction);
    (result, events().split_off(before))
}

/// The fee that was paid in alpha: the subnet, the alpha and the TAO.
fn paid_in_alpha(events: &[RuntimeEvent]) -> Option<(NetUid, AlphaBalance, TaoBalance)> {
    events.iter().find_map(|event| match event {
        RuntimeEvent::SubtensorModule(Event::TransactionFeePaidWithAlpha {
            who,
            netuid,
            alpha_fee,
            tao_amount,
        }) => {
            assert_eq!(who, &account("Bob"));
            Some((*netuid, *alpha_fee, *tao_amount))
        }
        _ => None,
    })
}

/// What the stock event says was paid.
fn announced_fee(events: &[RuntimeEvent]) -> Option<u64> {
    events.iter().find_map(|event| match event {
        RuntimeEvent::TransactionPayment(
            pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
        ) => Some(*actual_fee),
        _ => None,
    })
}

/// The sales of stake: TAO and alpha of each.
fn sales(events: &[RuntimeEvent]) -> Vec<(TaoBalance, AlphaBalance)> {
    events
        .iter()
        .filter_map(|event| match event {
            RuntimeEvent::SubtensorModule(Event::StakeRemoved(_, _, tao, alpha, _, _)) => {
                Some((*tao, *alpha))
            }
            _ => None,
        })
        .collect()
}

#[test]
fn who_has_no_tao_pays_for_taking_stake_back_out_of_that_stake() {
    with_bob_in_alpha(|| {
        let transaction = by_bob(remove_stake(UNIT));
        let required = required(fee_of(&transaction));
        let (before, earned) = (held(SUBNET), free(&account("One")));

        assert_ok!(validity(&transaction));
        let (result, events) = applied(transaction);
        assert_ok!(result.expect("the transaction is valid"));

        let (netuid, alpha, tao) = paid_in_alpha(&events).expect("the payment is announced");
        assert_eq!((netuid, alpha), (SUBNET, required));
        // The fee is sold before the call sells.
        let sales = sales(&events);
        assert_eq!(sales[0], (tao, alpha));
        assert_eq!(
            before.saturating_sub(held(SUBNET)).to_u64(),
            UNIT + alpha.to_u64()
        );
        assert_eq!(free(&account("Bob")), NEARLY_NOTHING + sales[1].0.to_u64());
        // The author gets what the fee was sold for, and the fee of the market.
        assert!(free(&account("One")) >= earned + tao.to_u64());
    });
}

#[test]
fn the_sale_comes_first_and_the_two_announcements_come_last() {
    with_bob_in_alpha(|| {
        let (_, events) = applied(by_bob(remove_stake(UNIT)));
        let place = |wanted: &dyn Fn(&RuntimeEvent) -> bool| {
            events.iter().position(wanted).expect("the event is there")
        };
        let sold = place(&|event| {
            matches!(
                event,
                RuntimeEvent::SubtensorModule(Event::StakeRemoved(..))
            )
        });
        let in_alpha = place(&|event| {
            matches!(
                event,
                RuntimeEvent::SubtensorModule(Event::TransactionFeePaidWithAlpha { .. })
            )
        });
        let in_tao = place(&|event| {
            matches!(
                event,
                RuntimeEvent::TransactionPayment(
                    pallet_transaction_payment::Event::TransactionFeePaid { .. }
                )
            )
        });
        assert!(sold < in_alpha);
        assert_eq!(in_tao, in_alpha + 1);
        let last_sale = events.iter().rposition(|event| {
            matches!(
                event,
                RuntimeEvent::SubtensorModule(Event::StakeRemoved(..))
            )
        });
        assert!(last_sale < Some(in_alpha));
    });
}

#[test]
fn the_nominal_fee_is_announced_in_tao_too() {
    with_bob_in_alpha(|| {
        let transaction = by_bob(remove_stake(UNIT));
        let fee = fee_of(&transaction);
        let (_, events) = applied(transaction);
        let announced = announced_fee(&events).expect("the fee is announced");
        assert!(announced > 0 && announced <= fee);
    });
}

#[test]
fn who_has_tao_pays_in_tao() {
    with_bob_in_alpha(|| {
        set_balance("Bob", UNIT);
        let before = held(SUBNET);
        let (result, events) = applied(by_bob(remove_stake(UNIT)));
        assert_ok!(result.expect("the transaction is valid"));
        assert_eq!(paid_in_alpha(&events), None);
        assert_eq!(before.saturating_sub(held(SUBNET)).to_u64(), UNIT);
    });
}

#[test]
fn the_fee_in_alpha_is_kept_when_the_call_fails() {
    with_bob_in_alpha(|| {
        let before = held(SUBNET);
        let (result, events) = applied(by_bob(remove_stake(0)));
        let failed = result.expect("the transaction is valid");
        assert_eq!(
            failed,
            Err(pallet_subtensor::Error::<Runtime>::AmountTooLow.into())
        );
        let (_, alpha, _) = paid_in_alpha(&events).expect("the payment is announced");
        assert!(!alpha.is_zero());
        assert_eq!(before.saturating_sub(held(SUBNET)), alpha);
    });
}

#[test]
fn a_tip_is_paid_in_alpha_as_well() {
    with_bob_in_alpha(|| {
        let tip = 123_456;
        let transaction = signed("Bob", remove_stake(UNIT), 0, tip);
        let required = required(fee_of(&transaction) + tip);
        let (result, events) = applied(transaction);
        assert_ok!(result.expect("the transaction is valid"));
        let (_, alpha, _) = paid_in_alpha(&events).expect("the payment is announced");
        assert_eq!(alpha, required);
    });
}

#[test]
fn stake_below_the_fee_does_not_pay() {
    with_bob_in_alpha(|| {
        let transaction = by_bob(remove_stake(UNIT));
        let required = required(fee_of(&transaction));
        set_balance("Bob", UNIT);
        // Alpha gets cheaper by this, so that the fee becomes more of it.
        assert_ok!(SubtensorModule::remove_stake(
            RuntimeOrigin::signed(account("Bob")),
            account("BobHot"),
            SUBNET,
            held(SUBNET).saturating_sub(required)
        ));
        set_balance("Bob", NEARLY_NOTHING);
        assert_eq!(held(SUBNET), required);
        assert_unpaid(transaction);
    });
}

#[test]
fn calls_that_take_no_stake_are_not_paid_in_alpha() {
    with_bob_in_alpha(|| {
        let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
        assert_unpaid(by_bob(remark));
        let add_stake = RuntimeCall::SubtensorModule(Call::add_stake {
            hotkey: account("BobHot"),
            netuid: SUBNET,
            amount_staked: TaoBalance(UNIT),
        });
        assert_unpaid(by_bob(add_stake));
    });
}

#[test]
fn a_call_inside_of_another_is_not_paid_in_alpha() {
    with_bob_in_alpha(|| {
        let calls = vec![remove_stake(UNIT)];
        let batch = pallet_utility::Call::batch { calls };
        assert_unpaid(by_bob(RuntimeCall::Utility(batch)));
        let multisig = pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![account("Alice")],
            call: Box::new(remove_stake(UNIT)),
        };
        assert_unpaid(by_bob(RuntimeCall::Multisig(multisig)));
        let proxy = pallet_proxy::Call::proxy {
            real: MultiAddress::Id(account("Alice")),
            force_proxy_type: None,
            call: Box::new(remove_stake(UNIT)),
        };
        assert_unpaid(by_bob(RuntimeCall::Proxy(proxy)));
    });
}

fn leave() -> UncheckedExtrinsic {
    by_bob(RuntimeCall::SubtensorModule(Call::unstake_all {
        hotkey: account("BobHot"),
    }))
}

#[test]
fn leaving_a_hotkey_costs_the_tao_of_what_was_sold() {
    with_bob_in_alpha(|| {
        set_balance("Bob", UNIT);
        let held_back = fee_of(&leave());
        let (result, events) = applied(leave());
        assert_ok!(result.expect("the transaction is valid"));
        assert_eq!(paid_in_alpha(&events), None);
        let fee = announced_fee(&events).expect("the fee is announced");
        assert!(fee > 0 && fee < held_back / 10, "{fee} of {held_back}");
        let sold: u64 = sales(&events).iter().map(|(tao, _)| tao.to_u64()).sum();
        assert_eq!(free(&account("Bob")), UNIT + sold - fee);
    });
}

#[test]
fn leaving_a_hotkey_costs_the_alpha_of_one_sale() {
    with_bob_in_alpha(|| {
        let declared = fee_of(&leave());
        assert_ok!(validity(&leave()));
        let (result, events) = applied(leave());
        assert_ok!(result.expect("the transaction is valid"));
        let (.., tao) = paid_in_alpha(&events).expect("the payment is announced");
        assert!(tao.to_u64() < declared / 10, "{tao} of {declared}");
        // All but what selling so much costs in price.
        let nominal = announced_fee(&events).expect("the fee is announced");
        assert!(tao.to_u64() > nominal / 100 * 95, "{tao} for {nominal}");
    });
}

#[test]
fn leaving_root_costs_the_alpha_of_all_that_may_be_sold_with_it() {
    with_bob_in_alpha(|| {
        stake(NetUid::ROOT);
        SubtokenEnabled::<Runtime>::insert(SUBNET, false);
        let declared = fee_of(&leave());
        let (result, events) = applied(leave());
        assert_ok!(result.expect("the transaction is valid"));
        let paid = paid_in_alpha(&events).expect("the payment is announced");
        assert_eq!(
            paid,
            (NetUid::ROOT, AlphaBalance(declared), TaoBalance(declared))
        );
    });
}

#[test]
fn leaving_a_hotkey_is_paid_in_alpha_only_if_one_subnet_can_pay() {
    with_bob_in_alpha(|| {
        assert_ok!(validity(&leave()));
        stake(NetUid::ROOT);
        assert_unpaid(leave());
        SubtokenEnabled::<Runtime>::insert(NetUid::ROOT, false);
        let (result, events) = applied(leave());
        assert_ok!(result.expect("the transaction is valid"));
        assert_eq!(
            paid_in_alpha(&events).map(|(netuid, ..)| netuid),
            Some(SUBNET)
        );
        assert!(held(SUBNET).is_zero());
    });
}

#[test]
fn without_an_author_nothing_is_taken_and_zeros_are_announced() {
    with_bob_in_alpha(|| {
        System::initialize(&2, &Default::default(), &Default::default());
        let before = held(SUBNET);
        let (result, events) = applied(by_bob(remove_stake(UNIT)));
        assert_ok!(result.expect("the transaction is valid"));
        assert_eq!(
            paid_in_alpha(&events),
            Some((NetUid::ROOT, AlphaBalance::ZERO, TaoBalance::ZERO))
        );
        assert_eq!(before.saturating_sub(held(SUBNET)).to_u64(), UNIT);
    });
}

#[test]
fn a_fee_that_cannot_be_sold_makes_the_transaction_invalid_and_takes_nothing() {
    with_bob_in_alpha(|| {
        let pot = SubtensorModule::subnet_account(SUBNET).expect("the subnet exists");
        assert_ok!(Balances::force_set_balance(
            RawOrigin::Root.into(),
            MultiAddress::Id(pot),
            1_000
        ));
        assert_refused_in_a_block(by_bob(remove_stake(UNIT)));
    });
}

#[test]
fn the_work_of_selling_counts_in_the_block_and_not_in_the_fee() {
    let used = |balance| {
        let mut used = 0;
        with_bob_in_alpha(|| {
            set_balance("Bob", balance);
            let before = System::block_weight().get(DispatchClass::Normal).ref_time();
            assert_ok!(apply(by_bob(remove_stake(UNIT))).expect("the transaction is valid"));
            used = System::block_weight().get(DispatchClass::Normal).ref_time() - before;
        });
        used
    };
    let sale = <Runtime as pallet_subtensor::Config>::WeightInfo::pay_fee_in_alpha();
    assert_eq!(used(NEARLY_NOTHING) - used(UNIT), sale.ref_time());
}
