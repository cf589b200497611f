//! Which calls a proxy of each type may make.

use codec::Encode;
use frame_support::traits::InstanceFilter;
use myelin_runtime::{AccountId, BalancesCall, ProxyType, Runtime, RuntimeCall, SystemCall};
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::MultiAddress;

use ProxyType::*;

const ALL: [ProxyType; 18] = [
    Any,
    Owner,
    NonCritical,
    NonTransfer,
    Senate,
    NonFungible,
    Triumvirate,
    Governance,
    Staking,
    Registration,
    Transfer,
    SmallTransfer,
    RootWeights,
    ChildKeys,
    SudoUncheckedSetCode,
    SwapHotkey,
    SubnetLeaseBeneficiary,
    RootClaim,
];

fn somebody() -> AccountId {
    AccountId::new([7; 32])
}

fn subtensor(call: pallet_subtensor::Call<Runtime>) -> RuntimeCall {
    RuntimeCall::SubtensorModule(call)
}

fn admin(call: pallet_admin_utils::Call<Runtime>) -> RuntimeCall {
    RuntimeCall::AdminUtils(call)
}

fn remark() -> RuntimeCall {
    RuntimeCall::System(SystemCall::remark { remark: vec![] })
}

fn transfer(value: u64) -> RuntimeCall {
    RuntimeCall::Balances(BalancesCall::transfer_allow_death {
        dest: MultiAddress::Id(somebody()),
        value,
    })
}

fn transfer_stake(alpha: u64) -> RuntimeCall {
    subtensor(pallet_subtensor::Call::transfer_stake {
        destination_coldkey: somebody(),
        hotkey: somebody(),
        origin_netuid: NetUid(1),
        destination_netuid: NetUid(1),
        alpha_amount: AlphaBalance(alpha),
    })
}

fn add_stake() -> RuntimeCall {
    subtensor(pallet_subtensor::Call::add_stake {
        hotkey: somebody(),
        netuid: NetUid(1),
        amount_staked: TaoBalance(1),
    })
}

/// The types that may make the call.
#[track_caller]
fn assert_allowed(call: RuntimeCall, allowed: &[ProxyType]) {
    let filtered: Vec<_> = ALL
        .into_iter()
        .filter(|proxy_type| proxy_type.filter(&call))
        .collect();
    let mut expected = allowed.to_vec();
    expected.sort();
    assert_eq!(filtered, expected);
}

#[test]
fn types_have_the_indices_that_are_stored() {
    for (index, proxy_type) in ALL.into_iter().enumerate() {
        assert_eq!(proxy_type.encode(), [index as u8]);
    }
    assert_eq!(ProxyType::default(), Any);
}

#[test]
fn calls_without_a_rule_pass_the_types_that_only_forbid() {
    assert_allowed(remark(), &[Any, NonCritical, NonTransfer, NonFungible]);
    let batch = RuntimeCall::Utility(pallet_utility::Call::batch {
        calls: vec![transfer(1)],
    });
    assert_allowed(batch, &[Any, NonCritical, NonTransfer, NonFungible]);
}

#[test]
fn small_transfers_end_below_half_a_token() {
    let small = [Any, NonCritical, Transfer, SmallTransfer];
    let large = [Any, NonCritical, Transfer];
    assert_allowed(transfer(499_999_999), &small);
    assert_allowed(transfer(500_000_000), &large);
    assert_allowed(transfer_stake(499_999_999), &small);
    assert_allowed(transfer_stake(500_000_000), &large);
}

#[test]
fn a_transfer_of_everything_is_never_small() {
    let call = RuntimeCall::Balances(BalancesCall::transfer_all {
        dest: MultiAddress::Id(somebody()),
        keep_alive: false,
    });
    assert_allowed(call, &[Any, NonCritical, Transfer]);
}

#[test]
fn other_balance_calls_are_left_to_any_and_non_critical() {
    let call = RuntimeCall::Balances(BalancesCall::burn {
        value: 1,
        keep_alive: true,
    });
    assert_allowed(call, &[Any, NonCritical]);
}

#[test]
fn staking_is_for_staking_proxies() {
    assert_allowed(add_stake(), &[Any, NonCritical, NonTransfer, Staking]);
}

#[test]
fn root_dividends_are_claimed_by_their_own_type_and_directed_by_staking() {
    let claim = subtensor(pallet_subtensor::Call::claim_root {
        subnets: [NetUid(1)].into(),
    });
    assert_allowed(
        claim,
        &[Any, NonCritical, NonTransfer, NonFungible, RootClaim],
    );
    let choose = subtensor(pallet_subtensor::Call::set_root_claim_type {
        new_root_claim_type: Default::default(),
    });
    assert_allowed(
        choose,
        &[Any, NonCritical, NonTransfer, NonFungible, Staking],
    );
}

#[test]
fn children_and_their_take_are_for_child_key_proxies() {
    let allowed = [Any, NonCritical, NonTransfer, NonFungible, ChildKeys];
    let children = subtensor(pallet_subtensor::Call::set_children {
        hotkey: somebody(),
        netuid: NetUid(1),
        children: vec![(u64::MAX, somebody())],
    });
    assert_allowed(children, &allowed);
    let take = subtensor(pallet_subtensor::Call::set_childkey_take {
        hotkey: somebody(),
        netuid: NetUid(1),
        take: 0,
    });
    assert_allowed(take, &allowed);
    let cooldown = subtensor(pallet_subtensor::Call::set_pending_childkey_cooldown { cooldown: 0 });
    assert_allowed(cooldown, &[Any, NonCritical, NonTransfer, NonFungible]);
}

#[test]
fn moving_stake_with_a_limit_is_staking_too() {
    let call = subtensor(pallet_subtensor::Call::move_stake_limit {
        origin_hotkey: somebody(),
        destination_hotkey: somebody(),
        origin_netuid: NetUid(1),
        destination_netuid: NetUid(1),
        alpha_amount: AlphaBalance(1),
        limit_price: TaoBalance(1),
        allow_partial: true,
    });
    assert_allowed(call, &[Any, NonCritical, NonTransfer, Staking]);
}

#[test]
fn who_may_not_touch_balances_may_not_destroy_stake() {
    use pallet_subtensor::Call;
    let (hotkey, netuid, amount) = (somebody(), NetUid(1), AlphaBalance(1));
    for call in [
        Call::recycle_alpha {
            hotkey: hotkey.clone(),
            amount,
            netuid,
        },
        Call::burn_alpha {
            hotkey: hotkey.clone(),
            amount,
            netuid,
        },
        Call::add_stake_burn {
            hotkey,
            netuid,
            amount: TaoBalance(1),
            limit: None,
        },
    ] {
        assert_allowed(subtensor(call), &[Any, NonCritical, NonTransfer]);
    }
}

#[test]
fn registrations_differ_by_what_they_cost() {
    let burned = subtensor(pallet_subtensor::Call::burned_register {
        netuid: NetUid(1),
        hotkey: somebody(),
    });
    assert_allowed(burned, &[Any, NonTransfer, Registration]);
    let limited = subtensor(pallet_subtensor::Call::register_limit {
        netuid: NetUid(1),
        hotkey: somebody(),
        limit_price: 1,
    });
    assert_allowed(
        limited,
        &[Any, NonCritical, NonTransfer, NonFungible, Registration],
    );
    let root = subtensor(pallet_subtensor::Call::root_register { hotkey: somebody() });
    assert_allowed(root, &[Any, NonTransfer]);
}

#[test]
fn ending_a_subnet_is_critical() {
    let call = subtensor(pallet_subtensor::Call::dissolve_network {
        coldkey: somebody(),
        netuid: NetUid(1),
    });
    assert_allowed(call, &[Any, NonTransfer, NonFungible]);
}

#[test]
fn starting_a_subnet_is_open_to_the_beneficiary_of_a_lease() {
    let call = subtensor(pallet_subtensor::Call::start_call { netuid: NetUid(1) });
    assert_allowed(
        call,
        &[
            Any,
            NonCritical,
            NonTransfer,
            NonFungible,
            SubnetLeaseBeneficiary,
        ],
    );
}

#[test]
fn owners_set_parameters_and_symbols_but_not_the_owner_hotkey() {
    let common = [Any, NonCritical, NonTransfer, NonFungible];
    let with = |more: &[ProxyType]| [&common[..], more].concat();
    assert_allowed(
        subtensor(pallet_subtensor::Call::update_symbol {
            netuid: NetUid(1),
            symbol: vec![],
        }),
        &with(&[Owner]),
    );
    assert_allowed(
        admin(pallet_admin_utils::Call::sudo_set_kappa {
            netuid: NetUid(1),
            kappa: 1,
        }),
        &with(&[Owner, SubnetLeaseBeneficiary]),
    );
    assert_allowed(
        admin(pallet_admin_utils::Call::sudo_set_tempo {
            netuid: NetUid(1),
            tempo: 1,
        }),
        &with(&[Owner]),
    );
    assert_allowed(
        admin(pallet_admin_utils::Call::sudo_set_sn_owner_hotkey {
            netuid: NetUid(1),
            hotkey: somebody(),
        }),
        &common,
    );
    assert_allowed(
        admin(pallet_admin_utils::Call::sudo_set_subnet_owner_hotkey {
            netuid: NetUid(1),
            hotkey: somebody(),
        }),
        &common,
    );
}

#[test]
fn sudo_is_critical_and_setting_the_code_has_a_type_of_its_own() {
    let unchecked = |call| {
        RuntimeCall::Sudo(pallet_sudo::Call::sudo_unchecked_weight {
            call: Box::new(call),
            weight: Default::default(),
        })
    };
    let set_code = RuntimeCall::System(SystemCall::set_code { code: vec![] });
    assert_allowed(unchecked(remark()), &[Any, NonTransfer, NonFungible]);
    assert_allowed(
        unchecked(set_code.clone()),
        &[Any, NonTransfer, NonFungible, SudoUncheckedSetCode],
    );
    let sudo = RuntimeCall::Sudo(pallet_sudo::Call::sudo {
        call: Box::new(set_code),
    });
    assert_allowed(sudo, &[Any, NonTransfer, NonFungible]);
}

#[test]
fn deprecated_types_allow_nothing() {
    for proxy_type in [Senate, Triumvirate, Governance, RootWeights] {
        for call in [remark(), transfer(1), add_stake()] {
            assert!(!proxy_type.filter(&call));
        }
    }
}

#[test]
fn a_type_includes_another_as_the_table_says() {
    for a in ALL {
        for b in ALL {
            let expected = a == b
                || a == Any
                || (a == NonTransfer && ![Any, Transfer, SmallTransfer].contains(&b))
                || (a == Transfer && b == SmallTransfer);
            assert_eq!(a.is_superset(&b), expected, "{a:?} and {b:?}");
        }
    }
}
