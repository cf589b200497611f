//! The genesis of the built-in chains.

use crate::common::{account, chain, free};
use myelin_runtime::{AccountId, Balances, Runtime, SubtensorModule, Swap, presets};
use myelin_share_pool::SafeFloat;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex, TaoBalance};
use pallet_subtensor as subtensor;
use sp_core::{Pair, crypto::Ss58Codec, ed25519};

const PRESETS: [&str; 4] = ["dev", "dev-12s", "local", "local-fast"];
const ROOT: NetUid = NetUid(0);
const ONE: NetUid = NetUid(1);
const POOL: TaoBalance = TaoBalance(10_000_000_000);

fn nobody() -> AccountId {
    AccountId::new([0; 32])
}

#[test]
fn there_are_four_presets() {
    assert_eq!(presets::names(), PRESETS);
    assert!(presets::get(&"finney".into()).is_none());
}

#[test]
fn the_development_accounts_hold_what_clients_expect() {
    for preset in PRESETS {
        chain(preset).execute_with(|| {
            for name in ["Alice", "Bob", "Charlie"] {
                assert_eq!(free(&account(name)), 1_000_000_000_000_000, "{name}");
            }
            for name in ["Dave", "Eve", "Ferdie", "One", "Two", "Three"] {
                assert_eq!(free(&account(name)), 2_000_000_000_000, "{name}");
            }
            for evm in [
                "5Fghzk1AJt88PeFEzuRfXzbPchiBbsVGTTXcdx599VdZzkTA",
                "5GeqNhKWj1KG78VHzbmo3ZjZgUTrCuWeamdgiA114XHGdaEr",
            ] {
                let evm = AccountId::from_ss58check(evm).expect("the address is well formed");
                assert_eq!(free(&evm), 2_000_000_000_000);
            }
        });
    }
}

#[test]
fn issuance_is_the_sum_of_what_exists() {
    for preset in PRESETS {
        chain(preset).execute_with(|| {
            let accounts: u64 = frame_system::Account::<Runtime>::iter_values()
                .map(|account| account.data.free)
                .sum();
            let float = myelin_runtime::config::money::EXISTENTIAL_DEPOSIT;
            assert_eq!(accounts, 3_016_000_000_000_000 + POOL.to_u64() + float);
            assert_eq!(Balances::total_issuance(), accounts);
            assert_eq!(
                subtensor::TotalIssuance::<Runtime>::get().to_u64(),
                accounts
            );
            assert_eq!(subtensor::TotalStake::<Runtime>::get(), POOL);
        });
    }
}

#[test]
fn the_pot_of_subnet_one_holds_its_pool() {
    chain("dev").execute_with(|| {
        let pot = SubtensorModule::subnet_account(ONE).expect("subnet 1 exists");
        assert_eq!(
            pot.to_ss58check(),
            "5EYCAe5jLQhn6ofDSvqWqk5fA9XiqK3ahtx5kBNmAqF78mqL"
        );
        assert_eq!(free(&pot), POOL.to_u64());
        assert_eq!(subtensor::SubnetTAO::<Runtime>::get(ONE), POOL);
    });
}

#[test]
fn authorities_are_one_two_and_three_and_never_alice() {
    for (preset, names) in [
        ("dev", &["One"][..]),
        ("dev-12s", &["One"]),
        ("local", &["One", "Two", "Three"]),
        ("local-fast", &["One", "Two", "Three"]),
    ] {
        chain(preset).execute_with(|| {
            let aura: Vec<AccountId> = pallet_aura::Authorities::<Runtime>::get()
                .into_iter()
                .map(|key| sp_core::sr25519::Public::from(key).into())
                .collect();
            let expected: Vec<AccountId> = names.iter().map(|name| account(name)).collect();
            assert_eq!(aura, expected);

            let grandpa = myelin_runtime::Grandpa::grandpa_authorities();
            let expected: Vec<_> = names
                .iter()
                .map(|name| {
                    let pair = ed25519::Pair::from_string(&format!("//{name}"), None)
                        .expect("the name is a valid junction");
                    (pair.public().into(), 1)
                })
                .collect();
            assert_eq!(grandpa, expected);
        });
    }
}

#[test]
fn development_keys_match_the_published_vectors() {
    assert_eq!(
        account("WoOt").to_ss58check(),
        "5Gj3QEiZaFJPFK1yN4Lkj6FLM4V7GEBCewVBVniuvZ75S2Fd"
    );
    let ed25519 = ed25519::Pair::from_string("//WoOt", None).expect("the junction is valid");
    assert_eq!(
        ed25519.public().to_ss58check(),
        "5H7623Nvxq655p9xrLQPip1mwssFRMfL5fvT5LUSa4nWwLSm"
    );
}

#[test]
fn alice_is_sudo_and_owns_both_subnets() {
    for preset in PRESETS {
        chain(preset).execute_with(|| {
            assert_eq!(pallet_sudo::Key::<Runtime>::get(), Some(account("Alice")));
            for netuid in [ROOT, ONE] {
                assert_eq!(
                    subtensor::SubnetOwner::<Runtime>::get(netuid),
                    account("Alice")
                );
                assert_eq!(
                    subtensor::SubnetOwnerHotkey::<Runtime>::get(netuid),
                    account("Alice_hk")
                );
            }
        });
    }
}

#[test]
fn root_starts_empty_with_places_for_64() {
    chain("dev").execute_with(|| {
        assert!(subtensor::NetworksAdded::<Runtime>::get(ROOT));
        assert_eq!(subtensor::TotalNetworks::<Runtime>::get(), 2);
        assert_eq!(subtensor::SubnetMechanism::<Runtime>::get(ROOT), 0);
        assert_eq!(subtensor::SubnetworkN::<Runtime>::get(ROOT), 0);
        assert_eq!(subtensor::MaxAllowedUids::<Runtime>::get(ROOT), 64);
        assert_eq!(subtensor::MaxAllowedValidators::<Runtime>::get(ROOT), 64);
        assert_eq!(subtensor::MinAllowedWeights::<Runtime>::get(ROOT), 0);
        assert_eq!(subtensor::Tempo::<Runtime>::get(ROOT), 100);
        assert!(subtensor::NetworkRegistrationAllowed::<Runtime>::get(ROOT));
        assert_eq!(
            subtensor::TargetRegistrationsPerInterval::<Runtime>::get(ROOT),
            1
        );
        assert_eq!(subtensor::TokenSymbol::<Runtime>::get(ROOT), [0xce, 0xa4]);
    });
}

#[test]
fn subnet_one_starts_with_a_pool_at_price_one() {
    chain("dev").execute_with(|| {
        assert!(subtensor::NetworksAdded::<Runtime>::get(ONE));
        assert_eq!(subtensor::SubnetMechanism::<Runtime>::get(ONE), 1);
        assert_eq!(
            subtensor::SubnetAlphaIn::<Runtime>::get(ONE),
            AlphaBalance(10_000_000_000)
        );
        assert_eq!(
            subtensor::SubnetAlphaOut::<Runtime>::get(ONE),
            AlphaBalance(1_000_000_000)
        );
        assert_eq!(Swap::current_alpha_price_rao(ONE), 1_000_000_000);
        assert_eq!(subtensor::MaxAllowedUids::<Runtime>::get(ONE), 256);
        assert_eq!(subtensor::MaxAllowedValidators::<Runtime>::get(ONE), 64);
        assert_eq!(subtensor::MinAllowedWeights::<Runtime>::get(ONE), 0);
        assert_eq!(subtensor::Tempo::<Runtime>::get(ONE), 100);
        assert_eq!(
            subtensor::TargetRegistrationsPerInterval::<Runtime>::get(ONE),
            2
        );
        assert_eq!(subtensor::SubnetLocked::<Runtime>::get(ONE), TaoBalance(1));
        assert_eq!(subtensor::LargestLocked::<Runtime>::get(ONE), 1);
        assert_eq!(subtensor::TokenSymbol::<Runtime>::get(ONE), [0xce, 0xb1]);
        assert!(!subtensor::SubtokenEnabled::<Runtime>::get(ONE));
        assert!(!subtensor::NetworkRegisteredAt::<Runtime>::contains_key(
            ONE
        ));
        assert!(!subtensor::FirstEmissionBlockNumber::<Runtime>::contains_key(ONE));
    });
}

#[test]
fn the_first_neuron_of_subnet_one_belongs_to_nobody() {
    chain("dev").execute_with(|| {
        let index = NetUidStorageIndex::main(ONE);
        let staked = AlphaBalance(1_000_000_000);
        let share = SafeFloat::from(1_000_000_000u64);
        assert_eq!(subtensor::Owner::<Runtime>::get(nobody()), nobody());
        assert_eq!(
            subtensor::StakingHotkeys::<Runtime>::get(nobody()),
            [nobody()]
        );
        assert_eq!(
            subtensor::TotalHotkeyAlpha::<Runtime>::get(nobody(), ONE),
            staked
        );
        assert_eq!(
            subtensor::TotalHotkeySharesV2::<Runtime>::get(nobody(), ONE),
            share
        );
        assert_eq!(
            subtensor::AlphaV2::<Runtime>::get((nobody(), nobody(), ONE)),
            share
        );
        assert_eq!(subtensor::SubnetworkN::<Runtime>::get(ONE), 1);
        assert_eq!(subtensor::Keys::<Runtime>::get(ONE, 0), nobody());
        assert_eq!(subtensor::Uids::<Runtime>::get(ONE, nobody()), Some(0));
        assert!(subtensor::IsNetworkMember::<Runtime>::get(nobody(), ONE));
        assert_eq!(subtensor::BlockAtRegistration::<Runtime>::get(ONE, 0), 0);
        assert_eq!(subtensor::Active::<Runtime>::get(ONE), [true]);
        assert_eq!(subtensor::Emission::<Runtime>::get(ONE), [AlphaBalance(0)]);
        assert_eq!(subtensor::Consensus::<Runtime>::get(ONE), [0]);
        assert_eq!(subtensor::Incentive::<Runtime>::get(index), [0]);
        assert_eq!(subtensor::Dividends::<Runtime>::get(ONE), [0]);
        assert_eq!(subtensor::LastUpdate::<Runtime>::get(index), [0]);
        assert_eq!(subtensor::ValidatorTrust::<Runtime>::get(ONE), [0]);
        assert_eq!(subtensor::ValidatorPermit::<Runtime>::get(ONE), [false]);
    });
}

#[test]
fn every_subnet_has_its_own_entry_of_what_clients_list() {
    chain("dev").execute_with(|| {
        for netuid in [ROOT, ONE] {
            assert!(subtensor::Tempo::<Runtime>::contains_key(netuid));
            assert!(subtensor::Burn::<Runtime>::contains_key(netuid));
            assert!(subtensor::SubnetworkN::<Runtime>::contains_key(netuid));
        }
    });
}

#[test]
fn a_new_subnet_costs_a_thousand_tao() {
    chain("dev").execute_with(|| {
        assert_eq!(
            SubtensorModule::network_lock_cost(),
            TaoBalance(1_000_000_000_000)
        );
    });
}
