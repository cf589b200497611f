//! What clients find by name: the indices of calls, events and errors, the arguments of the calls,
//! and the class of each call.

use frame_support::dispatch::{DispatchClass, GetDispatchInfo, Pays};
use scale_info::{TypeDef, TypeInfo};
use substrate_fixed::types::U64F64;

use crate::{Call, Error, Event, mock::*};

/// Index, name, and names and types of the arguments of every call, by index
/// (hyperparameters.md sections 2.1 to 2.3).
const CALLS: &[&str] = &[
    "0 swap_authorities(new_authorities: BoundedVec<AuraId, T::MaxAuthorities>)",
    "1 sudo_set_default_take(default_take: u16)",
    "2 sudo_set_tx_rate_limit(tx_rate_limit: u64)",
    "3 sudo_set_serving_rate_limit(netuid: NetUid, serving_rate_limit: u64)",
    "4 sudo_set_min_difficulty(netuid: NetUid, min_difficulty: u64)",
    "5 sudo_set_max_difficulty(netuid: NetUid, max_difficulty: u64)",
    "6 sudo_set_weights_version_key(netuid: NetUid, weights_version_key: u64)",
    "7 sudo_set_weights_set_rate_limit(netuid: NetUid, weights_set_rate_limit: u64)",
    "8 sudo_set_adjustment_interval(netuid: NetUid, adjustment_interval: u16)",
    "9 sudo_set_adjustment_alpha(netuid: NetUid, adjustment_alpha: u64)",
    "13 sudo_set_immunity_period(netuid: NetUid, immunity_period: u16)",
    "14 sudo_set_min_allowed_weights(netuid: NetUid, min_allowed_weights: u16)",
    "15 sudo_set_max_allowed_uids(netuid: NetUid, max_allowed_uids: u16)",
    "16 sudo_set_kappa(netuid: NetUid, kappa: u16)",
    "17 sudo_set_rho(netuid: NetUid, rho: u16)",
    "18 sudo_set_activity_cutoff(netuid: NetUid, activity_cutoff: u16)",
    "19 sudo_set_network_registration_allowed(netuid: NetUid, registration_allowed: bool)",
    "20 sudo_set_network_pow_registration_allowed(netuid: NetUid, registration_allowed: bool)",
    "21 sudo_set_target_registrations_per_interval(netuid: NetUid, target_registrations_per_interval: u16)",
    "22 sudo_set_min_burn(netuid: NetUid, min_burn: TaoBalance)",
    "23 sudo_set_max_burn(netuid: NetUid, max_burn: TaoBalance)",
    "24 sudo_set_difficulty(netuid: NetUid, difficulty: u64)",
    "25 sudo_set_max_allowed_validators(netuid: NetUid, max_allowed_validators: u16)",
    "26 sudo_set_bonds_moving_average(netuid: NetUid, bonds_moving_average: u64)",
    "27 sudo_set_max_registrations_per_block(netuid: NetUid, max_registrations_per_block: u16)",
    "28 sudo_set_subnet_owner_cut(subnet_owner_cut: u16)",
    "29 sudo_set_network_rate_limit(rate_limit: u64)",
    "30 sudo_set_tempo(netuid: NetUid, tempo: u16)",
    "33 sudo_set_total_issuance(total_issuance: TaoBalance)",
    "35 sudo_set_network_immunity_period(immunity_period: u64)",
    "36 sudo_set_network_min_lock_cost(lock_cost: TaoBalance)",
    "37 sudo_set_subnet_limit(max_subnets: u16)",
    "38 sudo_set_lock_reduction_interval(interval: u64)",
    "39 sudo_set_rao_recycled(netuid: NetUid, rao_recycled: TaoBalance)",
    "42 sudo_set_stake_threshold(min_stake: u64)",
    "43 sudo_set_nominator_min_required_stake(min_stake: u64)",
    "45 sudo_set_tx_delegate_take_rate_limit(tx_rate_limit: u64)",
    "46 sudo_set_min_delegate_take(take: u16)",
    "49 sudo_set_commit_reveal_weights_enabled(netuid: NetUid, enabled: bool)",
    "50 sudo_set_liquid_alpha_enabled(netuid: NetUid, enabled: bool)",
    "51 sudo_set_alpha_values(netuid: NetUid, alpha_low: u16, alpha_high: u16)",
    "55 sudo_set_dissolve_network_schedule_duration(duration: u32)",
    "57 sudo_set_commit_reveal_weights_interval(netuid: NetUid, interval: u64)",
    "59 schedule_grandpa_change(next_authorities: AuthorityList, in_blocks: BlockNumberFor<T>, forced: Option<BlockNumberFor<T>>)",
    "60 sudo_set_bonds_penalty(netuid: NetUid, bonds_penalty: u16)",
    "61 sudo_set_toggle_transfer(netuid: NetUid, toggle: bool)",
    "63 sudo_set_subnet_moving_alpha(alpha: I96F32)",
    "64 sudo_set_subnet_owner_hotkey(netuid: NetUid, hotkey: T::AccountId)",
    "65 sudo_set_ema_price_halving_period(netuid: NetUid, ema_halving: u64)",
    "66 sudo_set_subtoken_enabled(netuid: NetUid, subtoken_enabled: bool)",
    "67 sudo_set_sn_owner_hotkey(netuid: NetUid, hotkey: T::AccountId)",
    "68 sudo_set_alpha_sigmoid_steepness(netuid: NetUid, steepness: i16)",
    "69 sudo_set_yuma3_enabled(netuid: NetUid, enabled: bool)",
    "70 sudo_set_bonds_reset_enabled(netuid: NetUid, enabled: bool)",
    "71 sudo_set_commit_reveal_version(version: u16)",
    "72 sudo_set_owner_immune_neuron_limit(netuid: NetUid, immune_neurons: u16)",
    "73 sudo_set_ck_burn(burn: u64)",
    "74 sudo_set_admin_freeze_window(window: u16)",
    "75 sudo_set_owner_hparam_rate_limit(epochs: u16)",
    "76 sudo_set_mechanism_count(netuid: NetUid, mechanism_count: MechId)",
    "77 sudo_set_mechanism_emission_split(netuid: NetUid, maybe_split: Option<Vec<u16>>)",
    "78 sudo_trim_to_max_allowed_uids(netuid: NetUid, max_n: u16)",
    "79 sudo_set_min_allowed_uids(netuid: NetUid, min_allowed_uids: u16)",
    "80 sudo_set_recycle_or_burn(netuid: NetUid, recycle_or_burn: RecycleOrBurnEnum)",
    "81 sudo_set_tao_flow_cutoff(flow_cutoff: I64F64)",
    "82 sudo_set_tao_flow_normalization_exponent(exponent: U64F64)",
    "83 sudo_set_tao_flow_smoothing_factor(smoothing_factor: u64)",
    "84 sudo_set_min_non_immune_uids(netuid: NetUid, min: u16)",
    "85 sudo_set_start_call_delay(delay: u64)",
    "86 sudo_set_coldkey_swap_announcement_delay(duration: u32)",
    "87 sudo_set_coldkey_swap_reannouncement_delay(duration: u32)",
    "88 sudo_set_max_mechanism_count(max_mechanism_count: MechId)",
    "89 sudo_set_burn_half_life(netuid: NetUid, burn_half_life: u16)",
    "90 sudo_set_burn_increase_mult(netuid: NetUid, burn_increase_mult: U64F64)",
    "91 sudo_set_net_tao_flow_enabled(enabled: bool)",
    "92 sudo_set_owner_cut_enabled(netuid: NetUid, enabled: bool)",
    "93 sudo_set_min_childkey_take_per_subnet(netuid: NetUid, take: u16)",
    "94 sudo_set_subnet_emission_enabled(netuid: NetUid, enabled: bool)",
    "95 sudo_set_owner_cut_auto_lock_enabled(netuid: NetUid, enabled: bool)",
    "96 sudo_set_max_epochs_per_block(max_epochs_per_block: u8)",
];

/// The variants of an enum as `index name(field: type, …)`, in the order of their indices.
fn variants<E: TypeInfo>() -> Vec<String> {
    let TypeDef::Variant(definition) = E::type_info().type_def else {
        panic!("an enum was expected");
    };
    let mut variants: Vec<_> = definition.variants.iter().collect();
    variants.sort_by_key(|variant| variant.index);
    variants
        .into_iter()
        .map(|variant| {
            let fields: Vec<String> = variant
                .fields
                .iter()
                .map(|field| {
                    let name = field.name.expect("fields have names");
                    let ty = field.type_name.expect("types have names");
                    format!("{name}: {ty}")
                })
                .collect();
            format!("{} {}({})", variant.index, variant.name, fields.join(", "))
        })
        .collect()
}

#[test]
fn every_call_has_its_index_its_name_and_its_arguments() {
    assert_eq!(variants::<Call<Test>>(), CALLS);
}

#[test]
fn every_call_tells_its_user_who_may_send_it_and_which_errors_it_gives() {
    let TypeDef::Variant(calls) = Call::<Test>::type_info().type_def else {
        panic!("calls are an enum");
    };
    for call in calls.variants {
        let text = call.docs.join("\n");
        let who = ["owner", "root", "Always fails"];
        assert!(who.iter().any(|word| text.contains(word)), "{}", call.name);
        assert!(text.contains("Errors: "), "{}", call.name);
    }
}

/// hyperparameters.md section 2.4; index 0 belongs to a pallet that the chain does not have.
#[test]
fn every_event_has_its_index_and_its_fields() {
    assert_eq!(
        variants::<Event<Test>>(),
        [
            "1 Yuma3EnableToggled(netuid: NetUid, enabled: bool)",
            "2 BondsResetToggled(netuid: NetUid, enabled: bool)",
            "3 BurnHalfLifeSet(netuid: NetUid, burn_half_life: u16)",
            "4 BurnIncreaseMultSet(netuid: NetUid, burn_increase_mult: U64F64)",
            "5 SubnetEmissionEnabledSet(netuid: NetUid, enabled: bool)",
        ]
    );
}

/// hyperparameters.md section 2.4.
#[test]
fn every_error_has_its_index() {
    let expected = [
        "SubnetDoesNotExist",
        "MaxValidatorsLargerThanMaxUIds",
        "MaxAllowedUIdsLessThanCurrentUIds",
        "BondsMovingAverageMaxReached",
        "NegativeSigmoidSteepness",
        "ValueNotInBounds",
        "MinAllowedUidsGreaterThanCurrentUids",
        "MinAllowedUidsGreaterThanMaxAllowedUids",
        "MaxAllowedUidsLessThanMinAllowedUids",
        "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
        "InvalidValue",
        "NotPermittedOnRootSubnet",
        "POWRegistrationDisabled",
        "Deprecated",
    ];
    let expected: Vec<String> = expected
        .iter()
        .enumerate()
        .map(|(index, name)| format!("{index} {name}()"))
        .collect();
    assert_eq!(variants::<Error<Test>>(), expected);
}

#[test]
fn the_settings_of_price_and_owner_cut_are_operational_and_pay_a_fee() {
    let netuid = NETUID;
    for call in [
        Call::<Test>::sudo_set_burn_half_life {
            netuid,
            burn_half_life: 1,
        },
        Call::sudo_set_burn_increase_mult {
            netuid,
            burn_increase_mult: U64F64::from_num(1),
        },
        Call::sudo_set_owner_cut_enabled {
            netuid,
            enabled: true,
        },
        Call::sudo_set_owner_cut_auto_lock_enabled {
            netuid,
            enabled: true,
        },
    ] {
        let info = call.get_dispatch_info();
        assert_eq!(info.class, DispatchClass::Operational);
        assert_eq!(info.pays_fee, Pays::Yes);
    }
    let info = Call::<Test>::sudo_set_rho { netuid, rho: 1 }.get_dispatch_info();
    assert_eq!(info.class, DispatchClass::Normal);
    assert_eq!(info.pays_fee, Pays::Yes);
}

#[test]
fn a_call_weighs_the_items_it_reads_and_writes() {
    let database = <Test as frame_system::Config>::DbWeight::get();
    let weight = |call: Call<Test>| call.get_dispatch_info().call_weight;
    let netuid = NETUID;
    assert_eq!(
        weight(Call::sudo_set_rho { netuid, rho: 1 }),
        database.reads_writes(8, 2)
    );
    assert_eq!(
        weight(Call::sudo_set_kappa { netuid, kappa: 1 }),
        database.reads_writes(1, 1)
    );
    assert_eq!(
        weight(Call::sudo_set_tempo { netuid, tempo: 1 }),
        database.reads_writes(5, 2)
    );
    assert_eq!(
        weight(Call::sudo_set_tx_rate_limit { tx_rate_limit: 1 }),
        database.reads_writes(0, 1)
    );
}
