//! The parameters of the chain, which only root may set.

use frame_support::BoundedVec;
use myelin_types::{MechId, TaoBalance};
use pallet_subtensor::{self as subtensor, Error as SubtensorError, Event as Reported};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::{AuthorityId as GrandpaId, AuthorityList};
use sp_core::{ed25519, sr25519};
use sp_runtime::{DispatchError, traits::BadOrigin};
use substrate_fixed::types::{I64F64, I96F32, U64F64};

use super::setters::{Setter, reported, silent};
use crate::{Call, Error, mock::*};

/// Each setter of a parameter of the chain that `SubtensorModule` has an event for.
fn reported_setters() -> Vec<Setter> {
    vec![
        reported(
            Call::sudo_set_default_take { default_take: 7 },
            || subtensor::MaxDelegateTake::<Test>::get() == 7,
            Reported::MaxDelegateTakeSet(7),
        ),
        reported(
            Call::sudo_set_tx_rate_limit { tx_rate_limit: 0 },
            || subtensor::TxRateLimit::<Test>::get() == 0,
            Reported::TxRateLimitSet(0),
        ),
        reported(
            Call::sudo_set_subnet_owner_cut {
                subnet_owner_cut: 7,
            },
            || subtensor::SubnetOwnerCut::<Test>::get() == 7,
            Reported::SubnetOwnerCutSet(7),
        ),
        reported(
            Call::sudo_set_network_rate_limit { rate_limit: 0 },
            || subtensor::NetworkRateLimit::<Test>::get() == 0,
            Reported::NetworkRateLimitSet(0),
        ),
        reported(
            Call::sudo_set_network_immunity_period { immunity_period: 7 },
            || subtensor::NetworkImmunityPeriod::<Test>::get() == 7,
            Reported::NetworkImmunityPeriodSet(7),
        ),
        reported(
            Call::sudo_set_network_min_lock_cost {
                lock_cost: TaoBalance(7),
            },
            || subtensor::NetworkMinLockCost::<Test>::get() == TaoBalance(7),
            Reported::NetworkMinLockCostSet(TaoBalance(7)),
        ),
        reported(
            Call::sudo_set_subnet_limit { max_subnets: 7 },
            || subtensor::SubnetLimit::<Test>::get() == 7,
            Reported::SubnetLimitSet(7),
        ),
        reported(
            Call::sudo_set_lock_reduction_interval { interval: 7 },
            || subtensor::NetworkLockReductionInterval::<Test>::get() == 7,
            Reported::NetworkLockCostReductionIntervalSet(7),
        ),
        reported(
            Call::sudo_set_stake_threshold { min_stake: 7 },
            || subtensor::StakeThreshold::<Test>::get() == 7,
            Reported::StakeThresholdSet(7),
        ),
        reported(
            Call::sudo_set_tx_delegate_take_rate_limit { tx_rate_limit: 7 },
            || subtensor::TxDelegateTakeRateLimit::<Test>::get() == 7,
            Reported::TxDelegateTakeRateLimitSet(7),
        ),
        reported(
            Call::sudo_set_min_delegate_take { take: 7 },
            || subtensor::MinDelegateTake::<Test>::get() == 7,
            Reported::MinDelegateTakeSet(7),
        ),
        reported(
            Call::sudo_set_dissolve_network_schedule_duration { duration: 7 },
            || subtensor::DissolveNetworkScheduleDuration::<Test>::get() == 7,
            Reported::DissolveNetworkScheduleDurationSet(7),
        ),
        reported(
            Call::sudo_set_commit_reveal_version { version: 5 },
            || subtensor::CommitRevealWeightsVersion::<Test>::get() == 5,
            Reported::CommitRevealVersionSet(5),
        ),
        reported(
            Call::sudo_set_admin_freeze_window { window: 0 },
            || subtensor::AdminFreezeWindow::<Test>::get() == 0,
            Reported::AdminFreezeWindowSet(0),
        ),
        reported(
            Call::sudo_set_owner_hparam_rate_limit { epochs: 0 },
            || subtensor::OwnerHyperparamRateLimit::<Test>::get() == 0,
            Reported::OwnerHyperparamRateLimitSet(0),
        ),
        reported(
            Call::sudo_set_start_call_delay { delay: 7 },
            || subtensor::StartCallDelay::<Test>::get() == 7,
            Reported::StartCallDelaySet(7),
        ),
        reported(
            Call::sudo_set_coldkey_swap_announcement_delay { duration: 7 },
            || subtensor::ColdkeySwapAnnouncementDelay::<Test>::get() == 7,
            Reported::ColdkeySwapAnnouncementDelaySet(7),
        ),
        reported(
            Call::sudo_set_coldkey_swap_reannouncement_delay { duration: 7 },
            || subtensor::ColdkeySwapReannouncementDelay::<Test>::get() == 7,
            Reported::ColdkeySwapReannouncementDelaySet(7),
        ),
        reported(
            Call::sudo_set_max_epochs_per_block {
                max_epochs_per_block: 1,
            },
            || subtensor::MaxEpochsPerBlock::<Test>::get() == 1,
            Reported::MaxEpochsPerBlockSet(1),
        ),
    ]
}

/// Each setter of a parameter of the chain without an event.
fn silent_setters() -> Vec<Setter> {
    vec![
        silent(
            Call::sudo_set_subnet_moving_alpha {
                alpha: I96F32::from_num(1),
            },
            || subtensor::SubnetMovingAlpha::<Test>::get() == 1,
        ),
        silent(Call::sudo_set_ck_burn { burn: 7 }, || {
            subtensor::CKBurn::<Test>::get() == 7
        }),
        silent(
            Call::sudo_set_nominator_min_required_stake { min_stake: 7 },
            || subtensor::NominatorMinRequiredStake::<Test>::get() == 7,
        ),
        silent(
            Call::sudo_set_tao_flow_cutoff {
                flow_cutoff: I64F64::from_num(-7),
            },
            || subtensor::TaoFlowCutoff::<Test>::get() == -7,
        ),
        silent(
            Call::sudo_set_tao_flow_normalization_exponent {
                exponent: U64F64::from_num(2),
            },
            || subtensor::FlowNormExponent::<Test>::get() == 2,
        ),
        silent(
            Call::sudo_set_tao_flow_smoothing_factor {
                smoothing_factor: 7,
            },
            || subtensor::FlowEmaSmoothingFactor::<Test>::get() == 7,
        ),
        silent(
            Call::sudo_set_max_mechanism_count {
                max_mechanism_count: MechId(16),
            },
            || subtensor::MaxMechanismCount::<Test>::get() == MechId(16),
        ),
        silent(
            Call::sudo_set_net_tao_flow_enabled { enabled: false },
            || !subtensor::NetTaoFlowEnabled::<Test>::get(),
        ),
    ]
}

fn aura_key(number: u8) -> AuraId {
    AuraId::from(sr25519::Public::from_raw([number; 32]))
}

fn grandpa_keys() -> AuthorityList {
    let key = GrandpaId::from(ed25519::Public::from_raw([3; 32]));
    vec![(key, 1)]
}

fn finality_change() -> Call<Test> {
    Call::schedule_grandpa_change {
        next_authorities: grandpa_keys(),
        in_blocks: 5,
        forced: Some(2),
    }
}

fn swap(keys: Vec<AuraId>) -> Call<Test> {
    Call::swap_authorities {
        new_authorities: BoundedVec::truncate_from(keys),
    }
}

#[test]
fn root_and_nobody_else_sets_the_parameters_of_the_chain() {
    for setter in reported_setters().into_iter().chain(silent_setters()) {
        run(|| {
            setter.refused(RuntimeOrigin::signed(OWNER), BadOrigin);
            setter.refused(RuntimeOrigin::none(), BadOrigin);
            setter.works(RuntimeOrigin::root());
        });
    }
}

/// hyperparameters.md section 9, example 13.
#[test]
fn at_least_one_epoch_runs_in_a_block() {
    run(|| {
        let none = Call::sudo_set_max_epochs_per_block {
            max_epochs_per_block: 0,
        };
        assert_eq!(as_root(none), Err(Error::<Test>::ValueNotInBounds.into()));
    });
}

#[test]
fn a_subnet_may_have_one_to_sixteen_mechanisms() {
    run(|| {
        let set = |count| {
            as_root(Call::sudo_set_max_mechanism_count {
                max_mechanism_count: MechId(count),
            })
        };
        let error: DispatchError = SubtensorError::<Test>::InvalidValue.into();
        assert_eq!(set(0), Err(error));
        assert_eq!(set(17), Err(error));
        assert_eq!(set(1), Ok(()));
        assert_eq!(set(16), Ok(()));
    });
}

#[test]
fn the_exponent_of_the_flow_lies_between_1_and_2() {
    run(|| {
        let set = |exponent| as_root(Call::sudo_set_tao_flow_normalization_exponent { exponent });
        let tiny = U64F64::from_bits(1);
        let [one, two] = [1, 2].map(U64F64::from_num);
        let error: DispatchError = Error::<Test>::InvalidValue.into();
        assert_eq!(set(one - tiny), Err(error));
        assert_eq!(set(two + tiny), Err(error));
        assert_eq!(set(one), Ok(()));
        assert_eq!(set(two), Ok(()));
    });
}

#[test]
fn root_replaces_the_authors_of_blocks() {
    run(|| {
        let keys = vec![aura_key(1), aura_key(2)];
        assert_eq!(as_owner(swap(keys.clone())), Err(BadOrigin.into()));
        assert_eq!(Authors::get(), []);
        assert_eq!(as_root(swap(keys.clone())), Ok(()));
        assert_eq!(Authors::get(), keys);
    });
}

#[test]
fn a_chain_without_authors_is_refused() {
    run(|| {
        assert_eq!(
            as_root(swap(Vec::new())),
            Err(Error::<Test>::InvalidValue.into())
        );
    });
}

#[test]
fn root_schedules_a_change_of_finality_and_learns_when_one_is_pending() {
    run(|| {
        assert_eq!(as_owner(finality_change()), Err(BadOrigin.into()));
        assert_eq!(FinalityChange::get(), None);
        assert_eq!(as_root(finality_change()), Ok(()));
        assert_eq!(FinalityChange::get(), Some((grandpa_keys(), 5, Some(2))));
        assert_eq!(
            as_root(finality_change()),
            Err(DispatchError::Other("a change is pending"))
        );
    });
}
