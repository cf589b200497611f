//! Registration, uids, pruning, endpoints.

use frame_support::{assert_noop, assert_ok};
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex, TaoBalance};
use sp_runtime::{AccountId32, DispatchResult, traits::AccountIdConversion};

use crate::{mock::*, pallet::*};

fn register(coldkey: u64, netuid: NetUid, hotkey: u64) -> DispatchResult {
    SubtensorModule::burned_register(signed(&account(coldkey)), netuid, account(hotkey))
        .map(drop)
        .map_err(|refused| refused.error)
}

#[test]
fn a_registration_costs_its_price_to_the_rao_and_gives_the_next_uid() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        fund(&account(10), 10 * UNIT);
        let price = Burn::<Test>::get(netuid);
        assert_eq!(price, TaoBalance(UNIT));
        let (pool, out) = (
            SubnetTAO::<Test>::get(netuid),
            SubnetAlphaOut::<Test>::get(netuid),
        );
        forget_events();
        assert_ok!(register(10, netuid, 11));
        assert_eq!(balance(&account(10)), 9 * UNIT);
        assert_eq!(SubtensorModule::uid_of(netuid, &account(11)), Some(1));
        assert_eq!(SubtensorModule::owner_of(&account(11)), account(10));
        // The alpha it bought is gone, the TAO less the fee of the market is in the pool.
        assert_eq!(SubnetAlphaOut::<Test>::get(netuid), out);
        assert_eq!(
            SubnetTAO::<Test>::get(netuid).to_u64() - pool.to_u64(),
            UNIT - 503_547
        );
        assert_eq!(Burn::<Test>::get(netuid), TaoBalance(1_260_000_000));
        assert_eq!(
            RAORecycledForRegistration::<Test>::get(netuid),
            TaoBalance(UNIT)
        );
        assert_eq!(
            pallet_events(),
            [
                Event::RAORecycledForRegistrationSet(netuid, TaoBalance(UNIT)),
                Event::NeuronRegistered(netuid, 1, account(11)),
            ]
        );
        assert_eq!(
            LastUpdate::<Test>::get(NetUidStorageIndex::main(netuid)),
            [1, 1]
        );
    });
}

#[test]
fn the_old_proof_of_work_call_registers_for_the_same_price() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        fund(&account(10), 10 * UNIT);
        assert_ok!(SubtensorModule::register(
            signed(&account(10)),
            netuid,
            0,
            0,
            vec![],
            account(11),
            account(99)
        ));
        assert_eq!(SubtensorModule::owner_of(&account(11)), account(10));
        assert_eq!(balance(&account(10)), 9 * UNIT);
    });
}

#[test]
fn what_cannot_be_registered_is_refused_and_nothing_changes() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        fund(&account(10), 10 * UNIT);
        assert_noop!(
            register(10, NetUid::ROOT, 11),
            Error::<Test>::RegistrationNotPermittedOnRootSubnet
        );
        assert_noop!(register(10, NetUid(77), 11), Error::<Test>::SubnetNotExists);
        assert_noop!(
            register(10, netuid, 2),
            Error::<Test>::HotKeyAlreadyRegisteredInSubNet
        );
        assert_noop!(
            register(12, netuid, 11),
            Error::<Test>::NotEnoughBalanceToStake
        );
        let pot: AccountId32 = SubtensorPalletId::get().into_sub_account_truncating(900u16);
        assert_noop!(
            SubtensorModule::burned_register(signed(&account(10)), netuid, pot)
                .map_err(|refused| refused.error),
            Error::<Test>::CannotUseSystemAccount
        );
        let other = add_network(&account(3), &account(4));
        assert_noop!(register(10, netuid, 4), Error::<Test>::NonAssociatedColdKey);
        assert_noop!(
            SubtensorModule::register_limit(signed(&account(10)), other, account(11), UNIT - 1)
                .map_err(|refused| refused.error),
            Error::<Test>::RegistrationPriceLimitExceeded
        );
        assert_ok!(SubtensorModule::register_limit(
            signed(&account(10)),
            other,
            account(11),
            UNIT
        ));
        NetworkRegistrationAllowed::<Test>::insert(netuid, false);
        assert_noop!(
            register(10, netuid, 13),
            Error::<Test>::SubNetRegistrationDisabled
        );
    });
}

#[test]
fn the_price_falls_by_half_in_its_half_life() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        // From block 2 on.
        run_to_block(361);
        assert_eq!(Burn::<Test>::get(netuid), TaoBalance(499_999_865));
        run_to_block(721);
        assert_eq!(Burn::<Test>::get(netuid), TaoBalance(249_999_807));
    });
}

#[test]
fn the_price_rises_up_to_its_bound() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let mut prices = vec![];
        for n in 0..20 {
            register_neuron(netuid, &account(100 + n), &account(200 + n));
            prices.push(Burn::<Test>::get(netuid).to_u64());
        }
        assert_eq!(
            prices[..5],
            [
                1_260_000_000,
                1_587_600_000,
                2_000_376_000,
                2_520_473_760,
                3_175_796_937
            ]
        );
        assert_eq!(prices[18], 80_731_004_622);
        assert_eq!(prices[19], 100 * UNIT);
    });
}

/// A subnet with the owner's neuron and three others, no immunity, room for four.
fn full_subnet() -> NetUid {
    let netuid = add_network(&account(1), &account(2));
    for n in 0..3 {
        register_neuron(netuid, &account(10 + n), &account(20 + n));
    }
    MaxAllowedUids::<Test>::insert(netuid, 4);
    ImmunityPeriod::<Test>::insert(netuid, 0);
    MinNonImmuneUids::<Test>::insert(netuid, 0);
    netuid
}

#[test]
fn a_full_subnet_gives_up_the_neuron_that_earned_least() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = full_subnet();
        Emission::<Test>::insert(netuid, [0, 10, 5, 10].map(AlphaBalance).to_vec());
        let index = NetUidStorageIndex::main(netuid);
        Weights::<Test>::insert(index, 1, vec![(2, 100), (3, 200)]);
        let axon = myelin_types::frozen::AxonInfo::default();
        Axons::<Test>::insert(netuid, account(21), axon);
        let uid = register_neuron(netuid, &account(30), &account(31));
        assert_eq!(uid, 2);
        assert_eq!(SubtensorModule::uid_of(netuid, &account(21)), None);
        assert_eq!(Emission::<Test>::get(netuid)[2], AlphaBalance::ZERO);
        assert_eq!(Weights::<Test>::get(index, 1), [(2, 0), (3, 200)]);
        assert!(!Axons::<Test>::contains_key(netuid, account(21)));
        assert_eq!(SubtensorModule::neuron_count(netuid), 4);
    });
}

#[test]
fn of_equals_the_oldest_goes_and_the_owner_never() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = full_subnet();
        for uid in 1..4 {
            BlockAtRegistration::<Test>::insert(netuid, uid, 10 - u64::from(uid));
        }
        assert_eq!(SubtensorModule::neuron_to_prune(netuid), Some(3));
        BlockAtRegistration::<Test>::insert(netuid, 1, 1);
        assert_eq!(SubtensorModule::neuron_to_prune(netuid), Some(1));
    });
}

#[test]
fn immune_neurons_go_only_when_few_others_are_left() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = full_subnet();
        run_to_block(100);
        ImmunityPeriod::<Test>::insert(netuid, 50);
        BlockAtRegistration::<Test>::insert(netuid, 3, 90);
        assert_eq!(SubtensorModule::neuron_to_prune(netuid), Some(1));
        MinNonImmuneUids::<Test>::insert(netuid, 3);
        assert_eq!(SubtensorModule::neuron_to_prune(netuid), Some(3));
        BlockAtRegistration::<Test>::insert(netuid, 3, 1);
        assert_eq!(SubtensorModule::neuron_to_prune(netuid), None);
        fund(&account(30), 100 * UNIT);
        assert_noop!(register(30, netuid, 31), Error::<Test>::NoNeuronIdAvailable);
    });
}

#[test]
fn root_takes_one_a_block_and_three_an_interval() {
    ExtBuilder::default().build_and_execute(|| {
        let go = |n: u64| SubtensorModule::root_register(signed(&account(n)), account(100 + n));
        assert_ok!(go(1));
        assert_eq!(Delegates::<Test>::try_get(account(101)), Ok(11_796));
        assert_noop!(go(2), Error::<Test>::TooManyRegistrationsThisBlock);
        for n in [2, 3] {
            run_blocks(1);
            assert_ok!(go(n));
        }
        run_blocks(1);
        assert_noop!(go(4), Error::<Test>::TooManyRegistrationsThisInterval);
        run_to_block(101);
        assert_noop!(go(3), Error::<Test>::HotKeyAlreadyRegisteredInSubNet);
        assert_ok!(go(4));
    });
}

#[test]
fn a_full_root_takes_only_who_has_more_stake_than_the_poorest() {
    ExtBuilder::default().build_and_execute(|| {
        MaxAllowedUids::<Test>::insert(NetUid::ROOT, 1);
        assert_ok!(SubtensorModule::root_register(
            signed(&account(1)),
            account(2)
        ));
        run_blocks(1);
        assert_noop!(
            SubtensorModule::root_register(signed(&account(3)), account(4)),
            Error::<Test>::StakeTooLowForRoot
        );
        assert_ok!(SubtensorModule::try_associate_hotkey(
            signed(&account(3)),
            account(4)
        ));
        stake(NetUid::ROOT, &account(3), &account(4), UNIT);
        assert_ok!(SubtensorModule::root_register(
            signed(&account(3)),
            account(4)
        ));
        assert_eq!(SubtensorModule::uid_of(NetUid::ROOT, &account(4)), Some(0));
        assert_eq!(SubtensorModule::uid_of(NetUid::ROOT, &account(2)), None);
    });
}

fn serve(hotkey: u64, netuid: NetUid, ip: u128, port: u16, ip_type: u8) -> DispatchResult {
    SubtensorModule::serve_axon(
        signed(&account(hotkey)),
        netuid,
        1,
        ip,
        port,
        ip_type,
        4,
        0,
        0,
    )
}

#[test]
fn an_axon_is_published_with_the_block_it_was_served_in() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        run_to_block(5);
        assert_ok!(serve(2, netuid, 0x0808_0808, 8091, 4));
        let axon = Axons::<Test>::get(netuid, account(2)).expect("it was served");
        assert_eq!((axon.block, axon.ip, axon.port), (5, 0x0808_0808, 8091));
        assert_noop!(
            serve(2, netuid, 0x0808_0808, 8092, 4),
            Error::<Test>::ServingRateLimitExceeded
        );
        run_to_block(55);
        assert_ok!(serve(2, netuid, 0x0808_0808, 8092, 4));
    });
}

#[test]
fn an_endpoint_nobody_can_reach_is_refused() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        assert_noop!(
            serve(9, netuid, 0x0808_0808, 8091, 4),
            Error::<Test>::HotKeyNotRegisteredInNetwork
        );
        assert_noop!(
            serve(2, netuid, 0x0808_0808, 8091, 10),
            Error::<Test>::InvalidIpType
        );
        for (ip, ip_type) in [(0xffff_ffff, 4), (0x7f00_0001, 4), (1 << 100, 4), (1, 6)] {
            assert_noop!(
                serve(2, netuid, ip, 8091, ip_type),
                Error::<Test>::InvalidIpAddress
            );
        }
        assert_noop!(
            serve(2, netuid, 0x0808_0808, 0, 4),
            Error::<Test>::InvalidPort
        );
        let metrics = |ip, port, ip_type| {
            SubtensorModule::serve_prometheus(signed(&account(2)), netuid, 1, ip, port, ip_type)
        };
        assert_noop!(metrics(0, 9090, 10), Error::<Test>::InvalidIpType);
        assert_noop!(metrics(0, 9090, 4), Error::<Test>::InvalidIpAddress);
        assert_noop!(metrics(0x0808_0808, 0, 4), Error::<Test>::InvalidPort);
        assert_ok!(metrics(0x0808_0808, 9090, 4));
        assert!(Prometheus::<Test>::contains_key(netuid, account(2)));
        assert_ok!(serve(2, netuid, 0, 8091, 4));
    });
}

#[test]
fn a_certificate_goes_with_the_axon_unless_it_is_none() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(1), &account(2));
        let serve_tls = |certificate: Vec<u8>| {
            SubtensorModule::serve_axon_tls(
                signed(&account(2)),
                netuid,
                1,
                0x0808_0808,
                8091,
                4,
                4,
                0,
                0,
                certificate,
            )
        };
        ServingRateLimit::<Test>::insert(netuid, 0);
        assert_ok!(serve_tls(vec![]));
        assert!(!NeuronCertificates::<Test>::contains_key(
            netuid,
            account(2)
        ));
        assert_ok!(serve_tls(vec![7; 65]));
        let stored = NeuronCertificates::<Test>::get(netuid, account(2)).expect("it was stored");
        assert_eq!((stored.algorithm, stored.public_key.len()), (7, 64));
        assert_ok!(serve_tls(vec![7; 66]));
        assert!(NeuronCertificates::<Test>::contains_key(netuid, account(2)));
    });
}
