//! What a transaction carries, in which order, and how it is checked.

use crate::common::{account, apply, chain, free, signed, start_block};
use codec::Encode;
use frame_support::{
    assert_err, assert_ok,
    dispatch::{DispatchClass, GetDispatchInfo, Pays},
    weights::Weight,
};
use frame_system::RawOrigin;
use myelin_runtime::{
    AccountId, Balances, BalancesCall, Executive, Runtime, RuntimeCall, RuntimeOrigin, System,
    TxExtension,
    extensions::{
        self, SubtensorTransactionExtension, SudoTransactionExtension, tx_extension, validity_code,
    },
};
use myelin_types::{MechId, NetUid};
use pallet_subtensor::{ColdkeySwapAnnouncements, ColdkeySwapDisputes, Error};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_runtime::{
    DispatchError, MultiAddress,
    generic::Era,
    traits::{DispatchTransaction, Dispatchable, TransactionExtension},
    transaction_validity::{
        InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
    },
};

fn remark() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

fn set_weights(netuid: u16) -> RuntimeCall {
    RuntimeCall::SubtensorModule(pallet_subtensor::Call::set_weights {
        netuid: NetUid(netuid),
        dests: vec![0],
        weights: vec![1],
        version_key: 0,
    })
}

fn validate(name: &str, call: RuntimeCall) -> TransactionValidity {
    Executive::validate_transaction(
        TransactionSource::External,
        signed(name, call, 0, 0),
        H256::default(),
    )
}

fn invalid(reason: InvalidTransaction) -> TransactionValidityError {
    TransactionValidityError::Invalid(reason)
}

#[test]
fn an_immortal_transaction_carries_era_nonce_tip_and_mode() {
    let extension = tx_extension(Era::Immortal, 5, 0);
    assert_eq!(extension.encode(), [0x00, 0x14, 0x00, 0x00]);
}

#[test]
fn a_mortal_transaction_with_a_tip_carries_two_bytes_of_era() {
    let extension = tx_extension(Era::mortal(8, 3), 0, 1_000_000_000);
    let era = Era::mortal(8, 3).encode();
    assert_eq!(era.len(), 2);
    let tip = codec::Compact(1_000_000_000u64).encode();
    assert_eq!(
        extension.encode(),
        [era, vec![0x00], tip, vec![0x00]].concat()
    );
}

#[test]
fn the_extensions_are_known_by_these_names_in_this_order() {
    let names: Vec<_> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
        .into_iter()
        .map(|extension| extension.identifier)
        .collect();
    assert_eq!(
        names,
        [
            "CheckNonZeroSender",
            "CheckSpecVersion",
            "CheckTxVersion",
            "CheckGenesis",
            "CheckMortality",
            "CheckNonce",
            "CheckWeight",
            "ChargeTransactionPayment",
            "SudoTransactionExtension",
            "CheckShieldedTxValidity",
            "SubtensorTransactionExtension",
            "DrandPriority",
            "CheckMetadataHash",
        ]
    );
}

#[test]
fn the_wrapped_extensions_have_the_types_that_wallets_know() {
    assert_eq!(
        extensions::CheckNonce::type_info(),
        frame_system::CheckNonce::<Runtime>::type_info()
    );
    assert_eq!(
        extensions::ChargeTransactionPayment::type_info(),
        pallet_transaction_payment::ChargeTransactionPayment::<Runtime>::type_info()
    );
}

#[test]
fn a_signed_transaction_has_format_version_four() {
    chain("dev").execute_with(|| {
        let bytes = signed("Alice", remark(), 0, 0).encode();
        let prefix = codec::Compact::<u32>::from(bytes.len() as u32 - 2).encode();
        assert_eq!(bytes[..2], prefix);
        assert_eq!(bytes[2], 0x84);
    });
}

#[test]
fn priority_depends_on_the_class_alone() {
    chain("dev").execute_with(|| {
        start_block(1);
        let priority = |class, tip| {
            let mut info = remark().get_dispatch_info();
            info.class = class;
            let (valid, ..) = extensions::ChargeTransactionPayment::from(tip)
                .validate_only(
                    RuntimeOrigin::signed(account("Alice")),
                    &remark(),
                    &info,
                    100,
                    TransactionSource::External,
                    0,
                )
                .expect("Alice can pay");
            valid.priority
        };
        assert_eq!(priority(DispatchClass::Normal, 0), 1);
        assert_eq!(priority(DispatchClass::Normal, 1_000_000), 1);
        assert_eq!(priority(DispatchClass::Mandatory, 0), 1);
        assert_eq!(priority(DispatchClass::Operational, 0), 10_000_000_000);
    });
}

#[test]
fn a_transaction_in_the_pool_has_priority_one_and_a_tag_of_its_nonce() {
    chain("dev").execute_with(|| {
        start_block(1);
        let valid = validate("Alice", remark()).expect("Alice can pay");
        assert_eq!(valid.priority, 1);
        assert_eq!(valid.provides, [(account("Alice"), 0u32).encode()]);
        assert!(valid.requires.is_empty());
    });
}

/// What a transaction provides, and what it requires.
type Tags = Vec<Vec<u8>>;

fn check_nonce(
    who: &AccountId,
    nonce: u32,
    pays_fee: Pays,
) -> Result<(Tags, Tags), TransactionValidityError> {
    let mut info = remark().get_dispatch_info();
    info.pays_fee = pays_fee;
    extensions::CheckNonce::from(nonce)
        .validate_only(
            RuntimeOrigin::signed(who.clone()),
            &remark(),
            &info,
            100,
            TransactionSource::External,
            0,
        )
        .map(|(valid, ..)| (valid.provides, valid.requires))
}

#[test]
fn an_account_that_does_not_exist_can_only_make_free_calls() {
    chain("dev").execute_with(|| {
        let nobody = account("Nobody");
        assert_eq!(
            check_nonce(&nobody, 0, Pays::Yes),
            Err(invalid(InvalidTransaction::Payment))
        );
        assert_eq!(
            check_nonce(&nobody, 0, Pays::No),
            Ok((vec![(&nobody, 0u32).encode()], vec![]))
        );
        assert_eq!(
            check_nonce(&nobody, 2, Pays::No),
            Ok((
                vec![(&nobody, 2u32).encode()],
                vec![(&nobody, 1u32).encode()]
            ))
        );
    });
}

#[test]
fn a_used_nonce_is_stale_for_free_and_for_paid_calls() {
    chain("dev").execute_with(|| {
        let alice = account("Alice");
        frame_system::Account::<Runtime>::mutate(&alice, |account| account.nonce = 3);
        for pays in [Pays::Yes, Pays::No] {
            assert_eq!(
                check_nonce(&alice, 2, pays),
                Err(invalid(InvalidTransaction::Stale))
            );
            assert_ok!(check_nonce(&alice, 3, pays));
        }
    });
}

#[test]
fn applying_a_transaction_counts_the_nonce() {
    chain("dev").execute_with(|| {
        start_block(1);
        assert_ok!(apply(signed("Alice", remark(), 0, 0)).expect("the transaction is valid"));
        assert_eq!(
            frame_system::Pallet::<Runtime>::account_nonce(account("Alice")),
            1
        );
        assert_eq!(
            apply(signed("Alice", remark(), 0, 0)),
            Err(invalid(InvalidTransaction::Stale))
        );
        assert_eq!(
            apply(signed("Alice", remark(), 2, 0)),
            Err(invalid(InvalidTransaction::Future))
        );
    });
}

#[test]
fn only_the_sudo_key_gets_a_sudo_call_into_the_pool() {
    chain("dev").execute_with(|| {
        start_block(1);
        let sudo = RuntimeCall::Sudo(pallet_sudo::Call::sudo {
            call: Box::new(remark()),
        });
        assert_ok!(validate("Alice", sudo.clone()));
        assert_eq!(
            validate("Bob", sudo.clone()),
            Err(invalid(InvalidTransaction::BadSigner))
        );
        pallet_sudo::Key::<Runtime>::kill();
        assert_eq!(
            validate("Alice", sudo),
            Err(invalid(InvalidTransaction::BadSigner))
        );
    });
}

#[test]
fn the_sudo_check_weighs_nothing_for_other_calls() {
    let extension = SudoTransactionExtension;
    assert_eq!(extension.weight(&remark()), Weight::zero());
}

#[test]
fn calls_nested_too_deep_stay_out_of_the_pool() {
    use sp_transaction_pool::runtime_api::runtime_decl_for_tagged_transaction_queue::TaggedTransactionQueue;
    chain("dev").execute_with(|| {
        start_block(1);
        let nested = |depth: usize| {
            (0..depth).fold(remark(), |call, _| {
                RuntimeCall::Utility(pallet_utility::Call::as_derivative {
                    index: 0,
                    call: Box::new(call),
                })
            })
        };
        let validity = |depth| {
            Runtime::validate_transaction(
                TransactionSource::External,
                signed("Alice", nested(depth), 0, 0),
                H256::default(),
            )
        };
        assert_ok!(validity(3));
        assert_err!(validity(9), invalid(InvalidTransaction::Call));
    });
}

#[test]
fn an_account_with_an_announced_coldkey_swap_is_kept_still() {
    chain("dev").execute_with(|| {
        start_block(1);
        let alice = account("Alice");
        ColdkeySwapAnnouncements::<Runtime>::insert(&alice, (10, H256::zero()));
        assert_eq!(
            validate("Alice", remark()),
            Err(invalid(InvalidTransaction::Custom(0)))
        );
        ColdkeySwapDisputes::<Runtime>::insert(&alice, 1);
        assert_eq!(
            validate("Alice", remark()),
            Err(invalid(InvalidTransaction::Custom(21)))
        );
        assert_ok!(validate("Bob", remark()));
    });
}

/// A payment to Dave.
fn pay_dave() -> Box<RuntimeCall> {
    Box::new(RuntimeCall::Balances(BalancesCall::transfer_keep_alive {
        dest: MultiAddress::Id(account("Dave")),
        value: 1_000,
    }))
}

/// Runs a call of `//name` that pays Dave out of the account of `payer`: it works, and while the
/// coldkey swap of the payer is announced or disputed it does not.
fn assert_stopped_by_an_announced_swap(name: &str, payer: &AccountId, call: RuntimeCall) {
    let received = || {
        let before = free(&account("Dave"));
        let caller = RuntimeOrigin::signed(account(name));
        let _ = call.clone().dispatch(caller);
        free(&account("Dave")) - before
    };
    assert_eq!(received(), 1_000);
    ColdkeySwapAnnouncements::<Runtime>::insert(payer, (10, H256::zero()));
    assert_eq!(received(), 0);
    ColdkeySwapDisputes::<Runtime>::insert(payer, 1);
    assert_eq!(received(), 0);
    ColdkeySwapDisputes::<Runtime>::remove(payer);
    ColdkeySwapAnnouncements::<Runtime>::remove(payer);
    assert_eq!(received(), 1_000);
}

fn funded(who: AccountId) -> AccountId {
    assert_ok!(Balances::force_set_balance(
        RawOrigin::Root.into(),
        MultiAddress::Id(who.clone()),
        1_000_000_000
    ));
    who
}

/// Bob acts for Alice.
fn proxied(call: Box<RuntimeCall>) -> RuntimeCall {
    RuntimeCall::Proxy(pallet_proxy::Call::proxy {
        real: MultiAddress::Id(account("Alice")),
        force_proxy_type: None,
        call,
    })
}

fn let_bob_act_for_alice() {
    assert_ok!(myelin_runtime::Proxy::add_proxy(
        RuntimeOrigin::signed(account("Alice")),
        MultiAddress::Id(account("Bob")),
        myelin_runtime::ProxyType::Any,
        0
    ));
}

#[test]
fn an_announced_coldkey_swap_keeps_the_account_still_in_every_dispatch() {
    chain("dev").execute_with(|| {
        start_block(1);
        let alice = account("Alice");
        assert_stopped_by_an_announced_swap("Alice", &alice, *pay_dave());
    });
}

#[test]
fn an_announced_coldkey_swap_keeps_the_account_still_behind_its_proxies() {
    chain("dev").execute_with(|| {
        start_block(1);
        let_bob_act_for_alice();
        let alice = account("Alice");
        assert_stopped_by_an_announced_swap("Bob", &alice, proxied(pay_dave()));
        let batch = RuntimeCall::Utility(pallet_utility::Call::batch {
            calls: vec![proxied(pay_dave())],
        });
        assert_stopped_by_an_announced_swap("Bob", &alice, batch);
        assert_stopped_by_an_announced_swap("Bob", &account("Bob"), proxied(pay_dave()));
    });
}

#[test]
fn the_proxy_learns_that_the_call_of_an_account_with_an_announced_swap_was_refused() {
    chain("dev").execute_with(|| {
        start_block(1);
        let_bob_act_for_alice();
        ColdkeySwapAnnouncements::<Runtime>::insert(account("Alice"), (10, H256::zero()));
        assert_ok!(proxied(pay_dave()).dispatch(RuntimeOrigin::signed(account("Bob"))));
        System::assert_has_event(
            pallet_proxy::Event::ProxyExecuted {
                result: Err(frame_system::Error::<Runtime>::CallFiltered.into()),
            }
            .into(),
        );
    });
}

#[test]
fn an_announced_coldkey_swap_keeps_a_multisig_still() {
    chain("dev").execute_with(|| {
        start_block(1);
        let mut members = vec![account("Alice"), account("Bob")];
        members.sort();
        let multisig = funded(myelin_runtime::Multisig::multi_account_id(&members, 1));
        let call = RuntimeCall::Multisig(pallet_multisig::Call::as_multi_threshold_1 {
            other_signatories: vec![account("Bob")],
            call: pay_dave(),
        });
        assert_stopped_by_an_announced_swap("Alice", &multisig, call);
    });
}

#[test]
fn an_announced_coldkey_swap_keeps_a_derived_account_still() {
    chain("dev").execute_with(|| {
        start_block(1);
        let derived = funded(pallet_utility::derivative_account_id(account("Alice"), 7));
        let call = RuntimeCall::Utility(pallet_utility::Call::as_derivative {
            index: 7,
            call: pay_dave(),
        });
        assert_stopped_by_an_announced_swap("Alice", &derived, call);
    });
}

#[test]
fn root_acts_for_an_account_with_an_announced_swap() {
    chain("dev").execute_with(|| {
        start_block(1);
        let alice = account("Alice");
        ColdkeySwapAnnouncements::<Runtime>::insert(&alice, (10, H256::zero()));
        let before = free(&alice);
        assert_ok!(Balances::force_transfer(
            RuntimeOrigin::root(),
            MultiAddress::Id(alice.clone()),
            MultiAddress::Id(account("Dave")),
            1_000
        ));
        let as_alice = RuntimeCall::Utility(pallet_utility::Call::dispatch_as {
            as_origin: Box::new(RawOrigin::Signed(alice.clone()).into()),
            call: pay_dave(),
        });
        assert_ok!(as_alice.dispatch(RuntimeOrigin::root()));
        assert_eq!(before - free(&alice), 2_000);
    });
}

#[test]
fn weights_set_again_too_soon_are_refused_with_their_number() {
    chain("dev").execute_with(|| {
        start_block(1);
        let netuid = NetUid(1);
        let alice = account("Alice");
        pallet_subtensor::Keys::<Runtime>::insert(netuid, 0, &alice);
        pallet_subtensor::Uids::<Runtime>::insert(netuid, &alice, 0);
        pallet_subtensor::CommitRevealWeightsEnabled::<Runtime>::insert(netuid, false);
        assert_ok!(validate("Alice", set_weights(1)));
        pallet_subtensor::LastUpdate::<Runtime>::insert(
            myelin_types::NetUidStorageIndex::main(netuid),
            vec![1u64],
        );
        assert_eq!(
            validate("Alice", set_weights(1)),
            Err(invalid(InvalidTransaction::Custom(6)))
        );
    });
}

/// Storage items that the extension of the pallet charges for a call.
fn charged_reads(call: RuntimeCall) -> u64 {
    let weight = SubtensorTransactionExtension.weight(&call);
    let read = <Runtime as frame_system::Config>::DbWeight::get().reads(1);
    assert_eq!(weight.proof_size(), 0);
    assert_eq!(weight.ref_time() % read.ref_time(), 0);
    weight.ref_time() / read.ref_time()
}

#[test]
fn every_call_pays_for_a_look_at_the_coldkey_swap() {
    chain("dev").execute_with(|| assert_eq!(charged_reads(remark()), 1));
}

#[test]
fn whoever_sets_weights_pays_for_a_look_at_the_stake_of_parents() {
    chain("dev").execute_with(|| {
        let timelocked =
            RuntimeCall::SubtensorModule(pallet_subtensor::Call::commit_crv3_mechanism_weights {
                netuid: NetUid(1),
                mecid: MechId::MAIN,
                commit: Default::default(),
                reveal_round: 1,
            });
        let batch = |call: RuntimeCall| {
            RuntimeCall::Utility(pallet_utility::Call::batch {
                calls: vec![call; 3],
            })
        };
        for call in [set_weights(1), timelocked] {
            pallet_subtensor::ParentCount::<Runtime>::remove(NetUid(1));
            let without = charged_reads(call.clone());
            assert!(without > 10, "{without}");
            pallet_subtensor::ParentCount::<Runtime>::insert(NetUid(1), 4);
            assert_eq!(charged_reads(call.clone()), without + 8);
            // A free batch: the coldkey once, everything else for each call.
            let three = 1 + 3 * (without - 1 + 8);
            assert_eq!(charged_reads(batch(call)), three);
        }
    });
}

#[test]
fn every_reason_has_the_number_that_clients_know() {
    let code = |error: Error<Runtime>| validity_code(error.into());
    assert_eq!(code(Error::ColdkeySwapAnnounced), 0);
    assert_eq!(code(Error::AmountTooLow), 1);
    assert_eq!(code(Error::NotEnoughStakeToSetWeights), 1);
    assert_eq!(code(Error::NotEnoughBalanceToStake), 2);
    assert_eq!(code(Error::SubnetNotExists), 3);
    assert_eq!(code(Error::HotKeyAccountNotExists), 4);
    assert_eq!(code(Error::NotEnoughStakeToWithdraw), 5);
    assert_eq!(code(Error::CommittingWeightsTooFast), 6);
    assert_eq!(code(Error::SettingWeightsTooFast), 6);
    assert_eq!(code(Error::NetworkTxRateLimitExceeded), 6);
    assert_eq!(code(Error::InsufficientLiquidity), 7);
    assert_eq!(code(Error::SlippageTooHigh), 8);
    assert_eq!(code(Error::TransferDisallowed), 9);
    assert_eq!(code(Error::HotKeyNotRegisteredInNetwork), 10);
    assert_eq!(code(Error::InvalidIpAddress), 11);
    assert_eq!(code(Error::ServingRateLimitExceeded), 12);
    assert_eq!(code(Error::InvalidPort), 13);
    assert_eq!(code(Error::InvalidRevealRound), 15);
    assert_eq!(code(Error::NoWeightsCommitFound), 16);
    assert_eq!(code(Error::RevealTooEarly), 17);
    assert_eq!(code(Error::InputLengthsUnequal), 18);
    assert_eq!(code(Error::HotKeyNotRegisteredInSubNet), 19);
    assert_eq!(code(Error::EvmKeyAssociateRateLimitExceeded), 20);
    assert_eq!(code(Error::ColdkeySwapDisputed), 21);
    assert_eq!(code(Error::NonAssociatedColdKey), 25);
    assert_eq!(code(Error::DelegateTakeTooLow), 26);
    assert_eq!(code(Error::DelegateTakeTooHigh), 27);
    assert_eq!(code(Error::InvalidIpType), 255);
    assert_eq!(validity_code(DispatchError::BadOrigin), 255);
    assert_eq!(
        validity_code(pallet_balances::Error::<Runtime>::InsufficientBalance.into()),
        255
    );
}
