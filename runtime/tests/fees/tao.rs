//! The fee in TAO, and its way to the author of the block.

use crate::common::{account, apply, chain, events, free, info_of, signed, start_block};
use codec::Encode;
use frame_support::{
    assert_ok,
    dispatch::{DispatchClass, DispatchInfo, GetDispatchInfo, Pays},
    storage::{TransactionOutcome, with_transaction_unchecked},
    traits::{Get, OnUnbalanced, fungible::Balanced},
    weights::{Weight, WeightToFee as _},
};
use myelin_runtime::{
    AccountId, Balances, BalancesCall, Executive, Runtime, RuntimeCall, RuntimeEvent,
    RuntimeOrigin, SubtensorModule, System, TransactionPayment,
    config::consensus::BlockAuthor,
    fees::{FeesToAuthor, WeightToFee},
};
use myelin_types::{NetUid, TaoBalance, frozen::RootClaimTypeEnum};
use pallet_subtensor::RootClaimable;
use sp_runtime::{
    MultiAddress,
    transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
};
use substrate_fixed::types::I96F32;

fn weight_fee(ref_time: u64) -> u64 {
    WeightToFee::weight_to_fee(&Weight::from_parts(ref_time, u64::MAX))
}

fn transfer(to: &str, value: u64) -> RuntimeCall {
    RuntimeCall::Balances(BalancesCall::transfer_keep_alive {
        dest: MultiAddress::Id(account(to)),
        value,
    })
}

#[test]
fn a_billion_units_of_weight_cost_half_a_million_rao() {
    assert_eq!(weight_fee(1_000_000_000), 500_000);
    assert_eq!(weight_fee(200_000_000), 100_000);
    assert_eq!(weight_fee(0), 0);
}

#[test]
fn the_weight_fee_rounds_to_the_nearest_rao_and_halves_down() {
    assert_eq!(weight_fee(999), 0);
    assert_eq!(weight_fee(1_000), 0);
    assert_eq!(weight_fee(1_001), 1);
    assert_eq!(weight_fee(2_000), 1);
    assert_eq!(weight_fee(3_000), 1);
    assert_eq!(weight_fee(3_001), 2);
}

#[test]
fn the_fee_is_base_length_weight_and_tip() {
    chain("dev").execute_with(|| {
        let base = <Runtime as frame_system::Config>::BlockWeights::get()
            .get(DispatchClass::Normal)
            .base_extrinsic;
        let info = DispatchInfo {
            call_weight: Weight::from_parts(200_000_000, 0),
            ..Default::default()
        };
        assert_eq!(
            TransactionPayment::compute_fee(150, &info, 7),
            weight_fee(base.ref_time()) + 100_157
        );
    });
}

#[test]
fn a_free_call_costs_its_tip() {
    chain("dev").execute_with(|| {
        let info = DispatchInfo {
            call_weight: Weight::from_parts(200_000_000, 0),
            pays_fee: Pays::No,
            ..Default::default()
        };
        assert_eq!(TransactionPayment::compute_fee(150, &info, 7), 7);
        assert_eq!(TransactionPayment::compute_fee(150, &info, 0), 0);
    });
}

#[test]
fn the_author_earns_fee_and_tip_to_the_rao() {
    chain("dev").execute_with(|| {
        start_block(1);
        let (alice, bob, author) = (account("Alice"), account("Bob"), account("One"));
        assert_eq!(BlockAuthor::get(), Some(author.clone()));
        let before = (free(&alice), free(&bob), free(&author));
        let issuance = Balances::total_issuance();

        let tip = 1_234;
        let transaction = signed("Alice", transfer("Bob", 1_000_000), 0, tip);
        let fee = TransactionPayment::compute_fee(
            transaction.encoded_size() as u32,
            &info_of(&transaction),
            tip,
        );
        assert_ok!(apply(transaction).expect("the transaction is valid"));

        let paid = events()
            .into_iter()
            .find_map(|event| match event {
                RuntimeEvent::TransactionPayment(
                    pallet_transaction_payment::Event::TransactionFeePaid {
                        who,
                        actual_fee,
                        tip,
                    },
                ) => Some((who, actual_fee, tip)),
                _ => None,
            })
            .expect("the payment is announced");
        assert_eq!((&paid.0, paid.2), (&alice, tip));
        assert!(paid.1 <= fee);
        assert_eq!(free(&alice), before.0 - 1_000_000 - paid.1);
        assert_eq!(free(&bob), before.1 + 1_000_000);
        assert_eq!(free(&author), before.2 + paid.1);
        assert_eq!(Balances::total_issuance(), issuance);
    });
}

/// Bob stakes on root with a hotkey that has earned on subnet 1, and wants to keep what it earned.
fn bob_may_claim() {
    let (bob, hotkey) = (account("Bob"), account("BobHot"));
    let origin = RuntimeOrigin::signed(bob.clone());
    assert_ok!(SubtensorModule::try_associate_hotkey(
        origin.clone(),
        hotkey.clone()
    ));
    assert_ok!(SubtensorModule::add_stake(
        origin.clone(),
        hotkey.clone(),
        NetUid::ROOT,
        TaoBalance(10_000_000_000)
    ));
    assert_ok!(SubtensorModule::set_root_claim_type(
        origin,
        RootClaimTypeEnum::Keep
    ));
    RootClaimable::<Runtime>::mutate(hotkey, |claimable| {
        claimable.insert(NetUid(1), I96F32::from_num(0.01))
    });
}

fn claim() -> RuntimeCall {
    RuntimeCall::SubtensorModule(pallet_subtensor::Call::claim_root {
        subnets: [NetUid(1)].into(),
    })
}

#[test]
fn weight_that_a_call_gives_back_is_not_paid_for_to_the_rao() {
    chain("dev").execute_with(|| {
        start_block(1);
        bob_may_claim();
        let (bob, author) = (account("Bob"), account("One"));
        let hotkey = account("BobHot");
        // What the claim takes: it is done and undone.
        let used = with_transaction_unchecked(|| {
            let done =
                SubtensorModule::claim_root(RuntimeOrigin::signed(bob.clone()), [NetUid(1)].into());
            TransactionOutcome::Rollback(done)
        })
        .expect("it can be claimed")
        .actual_weight
        .expect("it says what it used");
        let held = || SubtensorModule::stake_of(&hotkey, &bob, NetUid(1)).to_u64();
        assert_eq!(held(), 0);

        let tip = 77;
        let transaction = signed("Bob", claim(), System::account(&bob).nonce, tip);
        let info = info_of(&transaction);
        let len = transaction.encoded_size() as u32;
        let most = TransactionPayment::compute_fee(len, &info, tip);
        let before = (free(&bob), free(&author), Balances::total_issuance());
        System::reset_events();
        assert_ok!(apply(transaction).expect("the transaction is valid"));
        assert_eq!(held(), 100_000_000);

        let (fee, weight) = paid_and_used(&bob, tip);
        let base = <Runtime as frame_system::Config>::BlockWeights::get()
            .get(DispatchClass::Normal)
            .base_extrinsic;
        // The event counts what every transaction weighs, too.
        let weight = weight - base;
        let by_length = u64::from(len);
        assert_eq!(
            fee,
            weight_fee(base.ref_time()) + by_length + weight_fee(weight.ref_time()) + tip
        );
        // Beside what extensions give back, the call gives back all it did not use.
        assert!(used.ref_time() < info.call_weight.ref_time() / 2);
        assert!(weight.all_lte(info.total_weight() - (info.call_weight - used)));
        assert!(weight.all_gte(used));
        assert!(fee < most - weight_fee((info.call_weight - used).ref_time()) + 2);
        assert_eq!(free(&bob), before.0 - fee);
        assert_eq!(free(&author), before.1 + fee);
        assert_eq!(Balances::total_issuance(), before.2);
    });
}

/// The fee that `payer` has paid according to `TransactionFeePaid`, and the weight that the
/// transaction used.
fn paid_and_used(payer: &AccountId, expected_tip: u64) -> (u64, Weight) {
    let (mut fee, mut used) = (None, None);
    for event in events() {
        match event {
            RuntimeEvent::TransactionPayment(
                pallet_transaction_payment::Event::TransactionFeePaid {
                    who,
                    actual_fee,
                    tip,
                },
            ) => {
                assert_eq!((&who, tip), (payer, expected_tip));
                assert!(fee.replace(actual_fee).is_none(), "paid twice");
            }
            RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { dispatch_info }) => {
                used = Some(dispatch_info.weight);
            }
            _ => {}
        }
    }
    (fee.expect("it was paid"), used.expect("it succeeded"))
}

#[test]
fn authors_take_turns_by_slot() {
    chain("local").execute_with(|| {
        for (number, author) in [(1, "Two"), (2, "Three"), (3, "One")] {
            start_block(number);
            assert_eq!(BlockAuthor::get(), Some(account(author)));
            Executive::finalize_block();
        }
    });
}

#[test]
fn a_fee_without_an_author_is_burned() {
    chain("dev").execute_with(|| {
        System::initialize(&1, &Default::default(), &Default::default());
        assert_eq!(BlockAuthor::get(), None);
        let issuance = Balances::total_issuance();
        FeesToAuthor::on_unbalanced(withdraw(1_000));
        assert_eq!(Balances::total_issuance(), issuance - 1_000);
    });
}

#[test]
fn a_fee_that_the_author_cannot_take_is_burned() {
    chain("dev").execute_with(|| {
        start_block(1);
        let author = account("One");
        frame_system::Account::<Runtime>::remove(&author);
        let issuance = Balances::total_issuance();
        FeesToAuthor::on_unbalanced(withdraw(499));
        assert_eq!(Balances::total_issuance(), issuance - 499);
        FeesToAuthor::on_unbalanced(withdraw(500));
        assert_eq!(free(&author), 500);
    });
}

fn withdraw(
    amount: u64,
) -> frame_support::traits::fungible::Credit<myelin_runtime::AccountId, Balances> {
    use frame_support::traits::tokens::{Fortitude, Precision, Preservation};
    Balances::withdraw(
        &account("Alice"),
        amount,
        Precision::Exact,
        Preservation::Preserve,
        Fortitude::Polite,
    )
    .expect("Alice has it")
}

#[test]
fn who_cannot_keep_the_existential_deposit_cannot_pay() {
    chain("dev").execute_with(|| {
        start_block(1);
        let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![] });
        let transaction = signed("Dave", remark, 0, 0);
        let fee = TransactionPayment::compute_fee(
            transaction.encoded_size() as u32,
            &info_of(&transaction),
            0,
        );
        let validity = |balance| {
            let dave = MultiAddress::Id(account("Dave"));
            assert_ok!(Balances::force_set_balance(
                frame_system::RawOrigin::Root.into(),
                dave,
                balance
            ));
            Executive::validate_transaction(
                TransactionSource::External,
                transaction.clone(),
                Default::default(),
            )
        };
        assert_ok!(validity(fee + 500));
        assert_eq!(
            validity(fee + 499),
            Err(TransactionValidityError::Invalid(
                InvalidTransaction::Payment
            ))
        );
    });
}

#[test]
fn the_fee_of_a_transfer_is_shown_before_it_is_paid() {
    chain("dev").execute_with(|| {
        start_block(1);
        let transaction = signed("Alice", transfer("Bob", 1), 0, 0);
        let len = transaction.encoded_size() as u32;
        let shown = TransactionPayment::query_info(transaction.clone(), len);
        assert_eq!(
            shown.partial_fee,
            TransactionPayment::compute_fee(len, &transaction.get_dispatch_info(), 0)
        );
        assert_eq!(shown.class, DispatchClass::Normal);
    });
}
