//! Creating, starting, naming, pruning and ending subnets.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{
    AlphaBalance, NetUid, NetUidStorageIndex, TaoBalance,
    frozen::{ChainIdentityV2, SubnetIdentityV3},
};
use sp_runtime::{AccountId32, DispatchError, DispatchResult, traits::AccountIdConversion};
use substrate_fixed::types::I96F32;

use crate::{mock::*, pallet::*};

fn create(coldkey: u64, hotkey: u64) -> DispatchResult {
    SubtensorModule::register_network(signed(&account(coldkey)), account(hotkey))
}

const COST: u64 = 1_000 * UNIT;

#[test]
fn a_new_subnet_costs_its_lock_to_the_rao_and_starts_with_the_values_of_the_protocol() {
    ExtBuilder::default().build_and_execute(|| {
        // Without the pool of genesis the price of the first pool is one.
        SubnetMechanism::<Test>::remove(NetUid(1));
        fund(&account(1), 1_500 * UNIT);
        assert_ok!(create(1, 2));
        let netuid = NetUid(2);
        assert_eq!(balance(&account(1)), 500 * UNIT);
        let pot = SubtensorModule::subnet_account(netuid).expect("it has an account");
        assert_eq!(balance(&pot), COST);
        assert_eq!(SubnetTAO::<Test>::get(netuid), TaoBalance(COST));
        assert_eq!(SubnetAlphaIn::<Test>::get(netuid), AlphaBalance(COST));
        assert_eq!(SubnetAlphaOut::<Test>::get(netuid), AlphaBalance::ZERO);
        assert_eq!(SubnetLocked::<Test>::get(netuid), TaoBalance(COST));
        assert_eq!(SubnetOwner::<Test>::get(netuid), account(1));
        assert_eq!(SubnetOwnerHotkey::<Test>::get(netuid), account(2));
        assert_eq!(SubtensorModule::uid_of(netuid, &account(2)), Some(0));
        assert!(IsNetworkMember::<Test>::get(account(2), netuid));
        assert_eq!(Tempo::<Test>::get(netuid), 360);
        assert_eq!(MaxAllowedUids::<Test>::get(netuid), 256);
        assert_eq!(MaxAllowedValidators::<Test>::get(netuid), 64);
        assert_eq!(MinAllowedWeights::<Test>::get(netuid), 1);
        assert_eq!(ImmunityPeriod::<Test>::get(netuid), 5_000);
        assert_eq!(Burn::<Test>::get(netuid), TaoBalance(UNIT));
        assert!(Yuma3On::<Test>::get(netuid));
        assert!(CommitRevealWeightsEnabled::<Test>::get(netuid));
        assert!(!SubnetEmissionEnabled::<Test>::get(netuid));
        assert!(!SubtokenEnabled::<Test>::get(netuid));
        assert_eq!(TotalNetworks::<Test>::get(), 3);
        assert_eq!(TokenSymbol::<Test>::get(netuid), "\u{03b2}".as_bytes());
        assert_eq!(
            pallet_events().last(),
            Some(&Event::NetworkAdded(netuid, 1))
        );
    });
}

#[test]
fn each_creation_doubles_the_price() {
    ExtBuilder::default().build_and_execute(|| {
        fund(&account(1), 4_000 * UNIT);
        assert_eq!(SubtensorModule::network_lock_cost(), TaoBalance(COST));
        assert_ok!(create(1, 2));
        assert_eq!(SubtensorModule::network_lock_cost(), TaoBalance(2 * COST));
        assert_ok!(create(1, 3));
        assert_eq!(NetworkLastLockCost::<Test>::get(), TaoBalance(2 * COST));
    });
}

#[test]
fn the_pool_of_a_new_subnet_opens_at_the_median_price() {
    ExtBuilder::default().build_and_execute(|| {
        let first = add_network(&account(1), &account(2));
        SubnetMechanism::<Test>::remove(NetUid(1));
        let second = add_network(&account(3), &account(4));
        for (netuid, price) in [(first, 5), (second, 2)] {
            set_reserves(netuid, price * UNIT, UNIT);
        }
        SubnetMechanism::<Test>::remove(NetUid(1));
        NetworksAdded::<Test>::remove(NetUid(1));
        assert_eq!(SubtensorModule::median_alpha_price(), 3.5);
        NetworksAdded::<Test>::insert(NetUid(1), true);
        SubnetMechanism::<Test>::insert(NetUid(1), 1);
    });
}

#[test]
fn what_cannot_be_created_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        add_network(&account(1), &account(2));
        fund(&account(3), 10_000 * UNIT);
        assert_noop!(create(3, 2), Error::<Test>::NonAssociatedColdKey);
        let pot: AccountId32 = SubtensorPalletId::get().into_sub_account_truncating(5u16);
        assert_noop!(
            SubtensorModule::register_network(signed(&account(3)), pot),
            Error::<Test>::CannotUseSystemAccount
        );
        assert_noop!(create(9, 4), Error::<Test>::CannotAffordLockCost);
        let identity = SubnetIdentityV3 {
            subnet_name: vec![b'x'; 257],
            ..Default::default()
        };
        assert_noop!(
            SubtensorModule::register_network_with_identity(
                signed(&account(3)),
                account(4),
                Some(identity)
            ),
            Error::<Test>::InvalidIdentity
        );
        NetworkRateLimit::<Test>::put(7_200);
        assert_noop!(create(3, 4), Error::<Test>::NetworkTxRateLimitExceeded);
        NetworkRateLimit::<Test>::put(0);
        NetworkRegistrationStartBlock::<Test>::put(1_000);
        assert_noop!(create(3, 4), Error::<Test>::SubNetRegistrationDisabled);
        NetworkRegistrationStartBlock::<Test>::put(0);
        SubnetLimit::<Test>::put(2);
        assert_noop!(create(3, 4), Error::<Test>::SubnetLimitReached);
    });
}

#[test]
fn beyond_the_limit_the_cheapest_subnet_makes_room() {
    ExtBuilder::default().build_and_execute(|| {
        let first = add_network(&account(1), &account(2));
        let second = add_network(&account(3), &account(4));
        NetworkImmunityPeriod::<Test>::put(0);
        NetworkRegisteredAt::<Test>::insert(NetUid(1), 1);
        SubnetLimit::<Test>::put(3);
        for (netuid, price) in [(NetUid(1), 10), (first, 3), (second, 7)] {
            SubnetMovingPrice::<Test>::insert(netuid, I96F32::from_num(price));
        }
        assert_eq!(SubtensorModule::subnet_to_prune(), Some(first));
        let staked = stake(first, &account(7), &account(2), 100 * UNIT);
        assert!(staked.to_u64() > 0);
        let free = balance(&account(7));
        fund(&account(5), 20_000 * UNIT);
        assert_ok!(create(5, 6));
        assert_eq!(TotalNetworks::<Test>::get(), 4);
        assert_eq!(SubnetOwner::<Test>::get(first), account(5));
        assert_eq!(RegisteredSubnetCounter::<Test>::get(first), 2);
        assert!(balance(&account(7)) > free, "the staker was paid out");
        assert_eq!(
            SubtensorModule::stake_of(&account(2), &account(7), first),
            AlphaBalance::ZERO
        );
        assert!(!FirstEmissionBlockNumber::<Test>::contains_key(first));
    });
}

#[test]
fn of_subnets_at_one_price_the_oldest_goes_and_immune_ones_stay() {
    ExtBuilder::default().build_and_execute(|| {
        let first = add_network(&account(1), &account(2));
        run_blocks(5);
        let second = add_network(&account(3), &account(4));
        NetworkImmunityPeriod::<Test>::put(0);
        SubnetMovingPrice::<Test>::insert(NetUid(1), I96F32::from_num(9));
        assert_eq!(SubtensorModule::subnet_to_prune(), Some(first));
        NetworkRegisteredAt::<Test>::insert(first, 1_000);
        assert_eq!(SubtensorModule::subnet_to_prune(), Some(second));
        NetworkImmunityPeriod::<Test>::put(10_000);
        assert_eq!(SubtensorModule::subnet_to_prune(), None);
    });
}

#[test]
fn a_dissolved_subnet_pays_its_stakers_and_leaves_nothing() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        register_neuron(netuid, &account(10), &account(11));
        stake(netuid, &account(7), &account(2), 100 * UNIT);
        run_blocks(1);
        assert_ok!(SubtensorModule::set_weights(
            signed(&account(2)),
            netuid,
            vec![1],
            vec![1],
            0
        ));
        run_blocks(400);
        let free = balance(&account(7));
        assert_noop!(
            SubtensorModule::root_dissolve_network(signed(&account(1)), netuid),
            DispatchError::BadOrigin
        );
        assert_ok!(SubtensorModule::root_dissolve_network(
            RuntimeOrigin::root(),
            netuid
        ));
        assert!(balance(&account(7)) > free);
        assert!(!SubtensorModule::subnet_exists(netuid));
        assert_eq!(SubtensorModule::neuron_count(netuid), 0);
        assert_eq!(Keys::<Test>::iter_prefix(netuid).count(), 0);
        assert!(!IsNetworkMember::<Test>::contains_key(account(2), netuid));
        let index = NetUidStorageIndex::main(netuid);
        assert!(Weights::<Test>::get(index, 0).is_empty());
        assert!(Bonds::<Test>::get(index, 0).is_empty());
        assert!(Incentive::<Test>::get(index).is_empty());
        assert!(!Tempo::<Test>::contains_key(netuid));
        assert_eq!(
            SubtensorModule::owner_of(&account(2)),
            account(1),
            "keys stay paired"
        );
        for missing in [NetUid::ROOT, netuid, NetUid(77)] {
            assert_noop!(
                SubtensorModule::root_dissolve_network(RuntimeOrigin::root(), missing),
                Error::<Test>::SubnetNotExists
            );
        }
    });
}

#[test]
fn only_the_owner_starts_a_subnet_and_only_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_unstarted_network(&account(1), &account(2));
        let start = |who: u64| SubtensorModule::start_call(signed(&account(who)), netuid);
        assert_noop!(start(3), DispatchError::BadOrigin);
        StartCallDelay::<Test>::put(10);
        assert_noop!(start(1), Error::<Test>::NeedWaitingMoreBlocksToStarCall);
        run_blocks(10);
        assert_ok!(start(1));
        assert_eq!(
            FirstEmissionBlockNumber::<Test>::get(netuid),
            Some(u64::from(block()) + 1)
        );
        assert!(SubtokenEnabled::<Test>::get(netuid));
        assert_noop!(start(1), Error::<Test>::FirstEmissionBlockNumberAlreadySet);
        assert_noop!(
            SubtensorModule::start_call(signed(&account(1)), NetUid(77)),
            Error::<Test>::SubnetNotExists
        );
    });
}

#[test]
fn the_owner_names_a_subnet_and_chooses_its_symbol() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let name = |who: u64, name: Vec<u8>| {
            SubtensorModule::set_subnet_identity(
                signed(&account(who)),
                netuid,
                name,
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
            )
        };
        assert_noop!(name(3, vec![b'a']), Error::<Test>::NotSubnetOwner);
        assert_noop!(name(1, vec![b'a'; 257]), Error::<Test>::InvalidIdentity);
        assert_ok!(name(1, b"forge".to_vec()));
        let stored = SubnetIdentitiesV3::<Test>::get(netuid).expect("it was stored");
        assert_eq!(stored.subnet_name, b"forge");

        let symbol = |who: u64, symbol: &str| {
            SubtensorModule::update_symbol(
                signed(&account(who)),
                netuid,
                symbol.as_bytes().to_vec(),
            )
        };
        assert_noop!(symbol(3, "\u{03b4}"), DispatchError::BadOrigin);
        assert_noop!(symbol(1, "x"), Error::<Test>::SymbolDoesNotExist);
        assert_noop!(symbol(1, "\u{03a4}"), Error::<Test>::SymbolDoesNotExist);
        assert_noop!(symbol(1, "\u{03b1}"), Error::<Test>::SymbolAlreadyInUse);
        assert_ok!(symbol(1, "\u{03b4}"));
        assert_eq!(TokenSymbol::<Test>::get(netuid), "\u{03b4}".as_bytes());
    });
}

#[test]
fn a_coldkey_with_a_neuron_presents_itself() {
    ExtBuilder::default().build_and_execute(|| {
        add_network(&account(1), &account(2));
        let present = |who: u64, name: Vec<u8>| {
            SubtensorModule::set_identity(
                signed(&account(who)),
                name,
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
                vec![],
            )
            .map_err(|refused| refused.error)
        };
        assert_noop!(
            present(9, vec![b'a']),
            Error::<Test>::HotKeyNotRegisteredInNetwork
        );
        assert_noop!(present(1, vec![b'a'; 257]), Error::<Test>::InvalidIdentity);
        assert_ok!(present(1, b"ada".to_vec()));
        let expected = ChainIdentityV2 {
            name: b"ada".to_vec(),
            ..Default::default()
        };
        assert_eq!(IdentitiesV2::<Test>::get(account(1)), Some(expected));
    });
}
