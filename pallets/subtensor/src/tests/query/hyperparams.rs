use myelin_types::TaoBalance;
use pallet_subtensor_runtime_api::{HyperparamEntry, HyperparamValue as Value, SubnetHyperparams};
use substrate_fixed::types::{I32F32, U64F64};

use super::*;
use crate::pallet::*;

/// The list for a new subnet (spec, hyperparameters section 7).
fn fresh_list() -> Vec<HyperparamEntry> {
    let list = [
        ("kappa", Value::U16(32_767)),
        ("immunity_period", Value::U16(5_000)),
        ("min_allowed_weights", Value::U16(1)),
        ("max_weights_limit", Value::U16(65_535)),
        ("tempo", Value::U16(360)),
        ("weights_version", Value::U64(0)),
        ("weights_rate_limit", Value::U64(100)),
        ("activity_cutoff", Value::U64(5_000)),
        ("activity_cutoff_factor", Value::U32(13_889)),
        ("registration_allowed", Value::Bool(true)),
        ("target_regs_per_interval", Value::U16(2)),
        ("min_burn", Value::TaoBalance(TaoBalance(500_000))),
        ("max_burn", Value::TaoBalance(TaoBalance(100_000_000_000))),
        ("burn_half_life", Value::U16(360)),
        (
            "burn_increase_mult",
            Value::U64F64(U64F64::from_bits(23_242_897_532_874_035_200)),
        ),
        ("bonds_moving_avg", Value::U64(900_000)),
        ("max_regs_per_block", Value::U16(1)),
        ("serving_rate_limit", Value::U64(50)),
        ("max_validators", Value::U16(64)),
        ("commit_reveal_period", Value::U64(1)),
        ("commit_reveal_weights_enabled", Value::Bool(true)),
        ("alpha_high", Value::U16(58_982)),
        ("alpha_low", Value::U16(45_875)),
        ("liquid_alpha_enabled", Value::Bool(false)),
        (
            "alpha_sigmoid_steepness",
            Value::I32F32(I32F32::from_num(1_000)),
        ),
        ("yuma_version", Value::U16(3)),
        ("subnet_is_active", Value::Bool(false)),
        ("transfers_enabled", Value::Bool(true)),
        ("bonds_reset_enabled", Value::Bool(false)),
        ("user_liquidity_enabled", Value::Bool(false)),
        ("owner_cut_enabled", Value::Bool(true)),
        ("owner_cut_auto_lock_enabled", Value::Bool(false)),
        ("min_childkey_take", Value::U16(0)),
    ];
    list.into_iter()
        .map(|(name, value)| HyperparamEntry::new(name, value))
        .collect()
}

/// The value of the parameter `name`.
fn value(netuid: NetUid, name: &str) -> Value {
    SubtensorModule::get_subnet_hyperparams_v3(netuid)
        .unwrap()
        .into_iter()
        .find(|entry| entry.name == name.as_bytes())
        .unwrap()
        .value
}

#[test]
fn a_new_subnet_has_the_parameters_of_the_spec_in_their_order() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_unstarted_network(&account(OWNER), &account(OWNER_HOTKEY));
        let list = SubtensorModule::get_subnet_hyperparams_v3(netuid).unwrap();
        assert_eq!(list, fresh_list());
    });
}

#[test]
fn an_unknown_subnet_has_no_parameters() {
    ExtBuilder::default().build_and_execute(|| {
        assert_eq!(SubtensorModule::get_subnet_hyperparams(NOWHERE), None);
        assert_eq!(SubtensorModule::get_subnet_hyperparams_v2(NOWHERE), None);
        assert_eq!(SubtensorModule::get_subnet_hyperparams_v3(NOWHERE), None);
    });
}

#[test]
fn the_first_layout_shows_the_same_values() {
    ExtBuilder::default().build_and_execute(|| {
        let second = SubtensorModule::get_subnet_hyperparams_v2(NetUid(1)).unwrap();
        let first = SubtensorModule::get_subnet_hyperparams(NetUid(1));
        assert_eq!(first, Some(SubnetHyperparams::from(second)));
    });
}

#[test]
fn the_activity_cutoff_is_a_share_of_the_tempo() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = NetUid(1);
        Tempo::<Test>::insert(netuid, 16);
        ActivityCutoffFactorMilli::<Test>::insert(netuid, 1_375);
        assert_eq!(value(netuid, "activity_cutoff"), Value::U64(22));
        Tempo::<Test>::insert(netuid, 0);
        assert_eq!(value(netuid, "activity_cutoff"), Value::U64(1));
    });
}

#[test]
fn the_smallest_childkey_take_is_the_larger_of_both_minima() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = NetUid(1);
        MinChildkeyTake::<Test>::put(31);
        MinChildkeyTakePerSubnet::<Test>::insert(netuid, 32);
        assert_eq!(value(netuid, "min_childkey_take"), Value::U16(32));
        MinChildkeyTake::<Test>::put(33);
        assert_eq!(value(netuid, "min_childkey_take"), Value::U16(33));
    });
}

#[test]
fn the_version_of_yuma_follows_the_new_bonds() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = NetUid(1);
        assert_eq!(value(netuid, "yuma_version"), Value::U16(2));
        Yuma3On::<Test>::insert(netuid, true);
        assert_eq!(value(netuid, "yuma_version"), Value::U16(3));
    });
}
