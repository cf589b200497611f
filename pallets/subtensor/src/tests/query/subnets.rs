use codec::Compact;
use myelin_types::{AlphaBalance, frozen::SubnetIdentityV3};
use pallet_subtensor_runtime_api::{SubnetInfo, compact_text};
use substrate_fixed::types::I96F32;

use super::*;
use crate::pallet::*;

#[test]
fn a_fresh_chain_lists_root_and_subnet_one() {
    ExtBuilder::default().build_and_execute(|| {
        let netuids: Vec<_> = SubtensorModule::get_subnets_info_v2()
            .into_iter()
            .map(|info| info.unwrap().netuid)
            .collect();
        assert_eq!(netuids, [NetUid(0), NetUid(1)]);
        assert_eq!(SubtensorModule::get_subnets_info().len(), 2);
        assert_eq!(SubtensorModule::get_all_dynamic_info().len(), 2);
    });
}

#[test]
fn an_unknown_subnet_has_no_info() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SubtensorModule::get_subnet_info(NOWHERE), None);
        assert_eq!(SubtensorModule::get_subnet_info_v2(NOWHERE), None);
        assert_eq!(SubtensorModule::get_dynamic_info(NOWHERE), None);
        assert_eq!(SubtensorModule::get_subnet_state(NOWHERE), None);
        assert_eq!(SubtensorModule::subnet_account(NOWHERE), None);
    });
}

#[test]
fn lists_go_by_netuid_even_where_storage_does_not() {
    new_test_ext().execute_with(|| {
        for netuid in [256, 2] {
            NetworksAdded::<Test>::insert(NetUid(netuid), true);
        }
        let netuids: Vec<_> = SubtensorModule::get_all_dynamic_info()
            .into_iter()
            .map(|info| info.unwrap().netuid.0)
            .collect();
        assert_eq!(netuids, [0, 1, 2, 256]);
    });
}

#[test]
fn a_subnet_in_brief_shows_its_settings_and_owner() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let info = SubtensorModule::get_subnet_info_v2(netuid).unwrap();
        assert_eq!((info.subnetwork_n, info.max_allowed_uids), (2, 256));
        assert_eq!(
            (info.tempo, info.kappa, info.max_weights_limit),
            (360, 32_767, 65_535)
        );
        assert_eq!(info.owner, account(OWNER));
        assert_eq!(info.burn, Burn::<Test>::get(netuid));
        assert_eq!((info.emission_value, info.network_modality), (0, 0));
        assert_eq!(info.network_connect, Vec::<[u16; 2]>::new());
        let first = SubtensorModule::get_subnet_info(netuid);
        assert_eq!(first, Some(SubnetInfo::from(info)));
    });
}

#[test]
fn a_subnet_is_called_by_its_identity_and_otherwise_by_a_built_in_name() {
    ExtBuilder::default().build_and_execute(|| {
        let name = |netuid| {
            SubtensorModule::get_dynamic_info(netuid)
                .unwrap()
                .subnet_name
        };
        assert_eq!(name(NetUid::ROOT), compact_text(b"root"));
        assert_eq!(name(NetUid(1)), compact_text(b"unknown"));
        let mut identity = SubnetIdentityV3::default();
        SubnetIdentitiesV3::<Test>::insert(NetUid(1), &identity);
        assert_eq!(name(NetUid(1)), compact_text(b"unknown"));
        identity.subnet_name = b"mine".to_vec();
        SubnetIdentitiesV3::<Test>::insert(NetUid(1), &identity);
        assert_eq!(name(NetUid(1)), compact_text(b"mine"));
        let info = SubtensorModule::get_dynamic_info(NetUid(1)).unwrap();
        assert_eq!(info.subnet_identity, Some(identity));
    });
}

#[test]
fn dynamic_info_shows_the_pool() {
    new_test_ext().execute_with(|| {
        let netuid = NetUid(1);
        LastMechansimStepBlock::<Test>::insert(netuid, 4);
        PendingServerEmission::<Test>::insert(netuid, AlphaBalance(5));
        PendingValidatorEmission::<Test>::insert(netuid, AlphaBalance(6));
        SubnetMovingPrice::<Test>::insert(netuid, I96F32::from_num(2));
        System::set_block_number(10);
        let info = SubtensorModule::get_dynamic_info(netuid).unwrap();
        assert_eq!((info.last_step, info.blocks_since_last_step), (4, 6));
        assert_eq!(info.pending_alpha_emission, AlphaBalance(11));
        assert_eq!(info.moving_price, I96F32::from_num(2));
        assert_eq!(info.token_symbol, compact_text("α".as_bytes()));
        assert_eq!(info.tao_in.to_u64(), 10 * UNIT);
        assert_eq!(info.alpha_in.to_u64(), 10 * UNIT);
        assert_eq!(info.alpha_out.to_u64(), UNIT);
    });
}

#[test]
fn every_vector_of_a_subnet_state_has_one_entry_a_neuron_or_is_meant_to_be_empty() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let state = SubtensorModule::get_subnet_state(netuid).unwrap();
        let lengths = [
            state.hotkeys.len(),
            state.coldkeys.len(),
            state.active.len(),
            state.validator_permit.len(),
            state.last_update.len(),
            state.emission.len(),
            state.dividends.len(),
            state.incentives.len(),
            state.consensus.len(),
            state.block_at_registration.len(),
            state.alpha_stake.len(),
            state.tao_stake.len(),
            state.total_stake.len(),
        ];
        assert_eq!(lengths, [2; 13]);
        let empty = [
            state.pruning_score.len(),
            state.trust.len(),
            state.rank.len(),
        ];
        assert_eq!(empty, [0; 3]);
        assert_eq!(
            state.hotkeys,
            [account(OWNER_HOTKEY), account(MINER_HOTKEY)]
        );
        assert_eq!(state.coldkeys, [account(OWNER), account(MINER)]);
        assert_eq!(
            state.emission_history,
            vec![vec![Compact(AlphaBalance(0)); 2]; 3]
        );
    });
}

#[test]
fn the_stakes_of_a_subnet_state_weigh_root_tao_only_in_the_total() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let hotkey = account(MINER_HOTKEY);
        let alpha = stake(netuid, &account(MINER), &hotkey, UNIT).to_u64();
        stake(NetUid::ROOT, &account(MINER), &hotkey, 1_000 * UNIT);
        let state = SubtensorModule::get_subnet_state(netuid).unwrap();
        assert_eq!(state.alpha_stake[1].0.to_u64(), alpha);
        assert_eq!(state.tao_stake[1].0.to_u64(), 1_000 * UNIT);
        // The default weight of root TAO is 226_245_882 / 2^32.
        let weighted = (u128::from(1_000 * UNIT) * 226_245_882) >> 32;
        let total = u128::from(alpha) + weighted;
        assert_eq!(u128::from(state.total_stake[1].0.to_u64()), total);
    });
}
