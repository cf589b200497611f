//! Which calls the chain lets through, deposits, and indices.

use crate::common::{account, chain, start_block};
use frame_support::{
    assert_noop, assert_ok,
    traits::{Contains, PalletInfoAccess},
};
use frame_system::RawOrigin;
use myelin_runtime::{
    AccountId, BalancesCall, Multisig, Proxy, ProxyType, Runtime, RuntimeCall, RuntimeOrigin,
    SafeMode, System,
};
use myelin_types::NetUid;
use sp_runtime::{MultiAddress, traits::Dispatchable};

type BaseCallFilter = <Runtime as frame_system::Config>::BaseCallFilter;

fn remark() -> RuntimeCall {
    RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

fn transfer() -> RuntimeCall {
    RuntimeCall::Balances(BalancesCall::transfer_keep_alive {
        dest: MultiAddress::Id(account("Bob")),
        value: 1_000,
    })
}

fn batches(calls: Vec<RuntimeCall>) -> [RuntimeCall; 3] {
    use pallet_utility::Call;
    [
        RuntimeCall::Utility(Call::batch {
            calls: calls.clone(),
        }),
        RuntimeCall::Utility(Call::batch_all {
            calls: calls.clone(),
        }),
        RuntimeCall::Utility(Call::force_batch { calls }),
    ]
}

fn reserved(who: &AccountId) -> u64 {
    System::account(who).data.reserved
}

#[test]
fn a_batch_directly_in_a_batch_is_refused() {
    chain("dev").execute_with(|| {
        for inner in batches(vec![remark()]) {
            assert!(BaseCallFilter::contains(&inner));
            for outer in batches(vec![remark(), inner.clone()]) {
                assert!(!BaseCallFilter::contains(&outer));
                assert_noop!(
                    outer.dispatch(RuntimeOrigin::signed(account("Alice"))),
                    sp_runtime::DispatchErrorWithPostInfo::from(
                        frame_system::Error::<Runtime>::CallFiltered
                    )
                );
            }
        }
    });
}

#[test]
fn a_batch_in_a_proxy_in_a_batch_passes() {
    chain("dev").execute_with(|| {
        for inner in batches(vec![remark()]) {
            let proxied = RuntimeCall::Proxy(pallet_proxy::Call::proxy {
                real: MultiAddress::Id(account("Bob")),
                force_proxy_type: None,
                call: Box::new(inner),
            });
            for outer in batches(vec![proxied.clone()]) {
                assert!(BaseCallFilter::contains(&outer));
            }
        }
    });
}

#[test]
fn safe_mode_lets_only_the_listed_calls_through() {
    chain("dev").execute_with(|| {
        start_block(1);
        assert!(BaseCallFilter::contains(&transfer()));
        assert_ok!(SafeMode::force_enter(RawOrigin::Root.into()));
        assert_eq!(
            pallet_safe_mode::EnteredUntil::<Runtime>::get(),
            Some(1 + 7_200)
        );
        assert!(!BaseCallFilter::contains(&transfer()));
        assert!(!BaseCallFilter::contains(&batches(vec![])[0]));
        assert!(BaseCallFilter::contains(&remark()));
        let set_weights = RuntimeCall::SubtensorModule(pallet_subtensor::Call::set_weights {
            netuid: NetUid(1),
            dests: vec![],
            weights: vec![],
            version_key: 0,
        });
        assert!(BaseCallFilter::contains(&set_weights));
        let start =
            RuntimeCall::SubtensorModule(pallet_subtensor::Call::start_call { netuid: NetUid(1) });
        assert!(!BaseCallFilter::contains(&start));
        assert_ok!(SafeMode::force_extend(RawOrigin::Root.into()));
        assert_eq!(
            pallet_safe_mode::EnteredUntil::<Runtime>::get(),
            Some(1 + 7_200 + 3_600)
        );
        assert_ok!(SafeMode::force_exit(RawOrigin::Root.into()));
        assert!(BaseCallFilter::contains(&transfer()));
    });
}

#[test]
fn nobody_enters_safe_mode_for_a_deposit() {
    chain("dev").execute_with(|| {
        start_block(1);
        assert_noop!(
            SafeMode::enter(RuntimeOrigin::signed(account("Alice"))),
            pallet_safe_mode::Error::<Runtime>::NotConfigured
        );
    });
}

#[test]
fn proxies_reserve_a_base_and_a_part_for_each() {
    chain("dev").execute_with(|| {
        start_block(1);
        let alice = account("Alice");
        let add = |delegate: &str| {
            Proxy::add_proxy(
                RuntimeOrigin::signed(alice.clone()),
                MultiAddress::Id(account(delegate)),
                ProxyType::Staking,
                0,
            )
        };
        assert_ok!(add("Bob"));
        assert_eq!(reserved(&alice), 93_000_000);
        assert_ok!(add("Charlie"));
        assert_eq!(reserved(&alice), 126_000_000);
    });
}

#[test]
fn a_multisig_operation_of_two_reserves_base_and_two_parts() {
    chain("dev").execute_with(|| {
        start_block(1);
        let alice = account("Alice");
        let mut others = vec![account("Bob"), account("Charlie")];
        others.sort();
        assert_ok!(Multisig::approve_as_multi(
            RuntimeOrigin::signed(alice.clone()),
            2,
            others,
            None,
            [0; 32],
            Default::default(),
        ));
        assert_eq!(reserved(&alice), 196_000_000);
    });
}

#[test]
fn what_a_proxy_type_refuses_fails_inside_the_proxy_only() {
    chain("dev").execute_with(|| {
        start_block(1);
        assert_ok!(Proxy::add_proxy(
            RuntimeOrigin::signed(account("Alice")),
            MultiAddress::Id(account("Bob")),
            ProxyType::Staking,
            0,
        ));
        assert_ok!(Proxy::proxy(
            RuntimeOrigin::signed(account("Bob")),
            MultiAddress::Id(account("Alice")),
            None,
            Box::new(transfer()),
        ));
        let refused = pallet_proxy::Event::ProxyExecuted {
            result: Err(frame_system::Error::<Runtime>::CallFiltered.into()),
        };
        System::assert_has_event(refused.into());
    });
}

#[test]
fn pallets_stand_at_their_indices() {
    use myelin_runtime::*;
    let indices = [
        (System::name(), System::index(), 0),
        (
            RandomnessCollectiveFlip::name(),
            RandomnessCollectiveFlip::index(),
            1,
        ),
        (Timestamp::name(), Timestamp::index(), 2),
        (Aura::name(), Aura::index(), 3),
        (Grandpa::name(), Grandpa::index(), 4),
        (Balances::name(), Balances::index(), 5),
        (TransactionPayment::name(), TransactionPayment::index(), 6),
        (SubtensorModule::name(), SubtensorModule::index(), 7),
        (Utility::name(), Utility::index(), 11),
        (Sudo::name(), Sudo::index(), 12),
        (Multisig::name(), Multisig::index(), 13),
        (Preimage::name(), Preimage::index(), 14),
        (Scheduler::name(), Scheduler::index(), 15),
        (Proxy::name(), Proxy::index(), 16),
        (AdminUtils::name(), AdminUtils::index(), 19),
        (SafeMode::name(), SafeMode::index(), 20),
        (Drand::name(), Drand::index(), 26),
        (Swap::name(), Swap::index(), 28),
        (AlphaAssets::name(), AlphaAssets::index(), 31),
        (LimitOrders::name(), LimitOrders::index(), 32),
        (ChainSettings::name(), ChainSettings::index(), 40),
    ];
    for (name, index, expected) in indices {
        assert_eq!(index, expected, "{name}");
    }
}

#[test]
fn blocks_have_the_limits_that_the_chain_promises() {
    use frame_support::dispatch::DispatchClass;
    let weights = <Runtime as frame_system::Config>::BlockWeights::get();
    assert_eq!(weights.max_block.ref_time(), 4_000_000_000_000);
    assert_eq!(weights.max_block.proof_size(), u64::MAX);
    let normal = weights
        .get(DispatchClass::Normal)
        .max_total
        .expect("Normal has a limit");
    assert_eq!(normal.ref_time(), 3_000_000_000_000);
    let length = <Runtime as frame_system::Config>::BlockLength::get();
    assert_eq!(*length.max.get(DispatchClass::Normal), 7_864_320);
    assert_eq!(*length.max.get(DispatchClass::Operational), 10_485_760);
}
