//! What an epoch must store, by the oracle, from a state that is read as yuma.md section 4 says:
//! every neuron, every row, everything once more for each mechanism.

use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex};
use myelin_yuma::{Neurons, Outcome, Params, SparseRows};
use myelin_yuma_oracle::{
    epoch,
    subnet::{self, Aggregate},
};
use sp_runtime::AccountId32;
use substrate_fixed::types::I64F64;

use crate::{mock::*, pallet::*};

/// The results of one epoch.
pub struct Expected {
    netuid: NetUid,
    /// By mechanism.
    pub outcomes: Vec<Outcome>,
    /// Of all mechanisms together.
    pub together: Aggregate,
    /// Whether live commits hid weights from neurons that came after them.
    pub hidden: bool,
}

/// When an epoch runs, and over how much.
#[derive(Clone, Copy, Debug)]
pub struct Occasion {
    pub block: u64,
    /// The number of the epoch in which commits would be revealed now.
    pub epoch: u64,
    pub emission: u64,
}

impl Occasion {
    /// The epoch of a subnet in the next block, if that is due then.
    pub fn next_block(netuid: NetUid) -> Self {
        let pending = [
            PendingServerEmission::<Test>::get(netuid),
            PendingValidatorEmission::<Test>::get(netuid),
            PendingRootAlphaDivs::<Test>::get(netuid),
        ];
        Self {
            block: u64::from(block()) + 1,
            epoch: SubnetEpochIndex::<Test>::get(netuid) + 1,
            emission: pending.map(AlphaBalance::to_u64).iter().sum(),
        }
    }
}

/// The neurons of a subnet before an epoch.
struct Before {
    params: Params,
    hotkeys: Vec<Option<AccountId32>>,
    stake: Vec<I64F64>,
    registered_at: Vec<u64>,
    permits: Vec<bool>,
}

fn index(netuid: NetUid, mechanism: u8) -> NetUidStorageIndex {
    NetUidStorageIndex::new(netuid, MechId(mechanism)).expect("the mechanism has an index")
}

impl Expected {
    /// Reads the present state.
    pub fn of(netuid: NetUid, occasion: Occasion) -> Self {
        let before = Before::read(netuid, occasion.block);
        let count = MechanismCountCurrent::<Test>::get(netuid).0;
        let split = MechanismEmissionSplit::<Test>::get(netuid);
        let parts = subnet::split_emissions(occasion.emission, count, split.as_deref());
        let mut hidden = false;
        let outcomes: Vec<Outcome> = (0..count)
            .zip(&parts)
            .map(|(mechanism, part)| {
                let index = index(netuid, mechanism);
                let first_commit = before.first_commits(index, occasion.epoch);
                hidden |= before.params.commit_reveal
                    && first_commit
                        .iter()
                        .any(|block| before.registered_at.iter().any(|reg| block < reg));
                before.outcome(index, &first_commit, *part)
            })
            .collect();
        Self {
            netuid,
            together: subnet::aggregate(&outcomes, &parts, occasion.emission),
            outcomes,
            hidden,
        }
    }

    /// Compares with what is stored after the epoch, and with its events.
    pub fn assert_stored(&self) {
        let netuid = self.netuid;
        for (mechanism, outcome) in (0u8..).zip(&self.outcomes) {
            let index = index(netuid, mechanism);
            assert_eq!(Incentive::<Test>::get(index), outcome.incentive);
            for (uid, row) in (0u16..).zip(outcome.bonds.iter()) {
                assert_eq!(Bonds::<Test>::get(index, uid), row, "bonds of {uid}");
            }
            let earned = outcome.server_emission.iter().copied().map(AlphaBalance);
            let event = Event::IncentiveAlphaEmittedToMiners {
                netuid: index,
                emissions: earned.collect(),
            };
            assert!(pallet_events().contains(&event), "no {event:?}");
        }
        let emission = Emission::<Test>::get(netuid);
        let stored = Aggregate {
            stake_weight: StakeWeight::<Test>::get(netuid),
            consensus: Consensus::<Test>::get(netuid),
            dividends: Dividends::<Test>::get(netuid),
            validator_trust: ValidatorTrust::<Test>::get(netuid),
            emission: emission.into_iter().map(AlphaBalance::to_u64).collect(),
            permits: ValidatorPermit::<Test>::get(netuid),
            active: Active::<Test>::get(netuid),
        };
        assert_eq!(stored, self.together);
    }
}

impl Before {
    fn read(netuid: NetUid, block: u64) -> Self {
        let uids = 0..SubnetworkN::<Test>::get(netuid);
        let hotkeys: Vec<_> = uids
            .clone()
            .map(|uid| Keys::<Test>::try_get(netuid, uid).ok())
            .collect();
        let registered = |uid: u16| match &hotkeys[usize::from(uid)] {
            Some(_) => BlockAtRegistration::<Test>::get(netuid, uid),
            None => 0,
        };
        Self {
            params: params(netuid, block),
            stake: hotkeys
                .iter()
                .map(|hotkey| match hotkey {
                    Some(hotkey) => stake_weight(hotkey, netuid),
                    None => I64F64::from_num(0),
                })
                .collect(),
            registered_at: uids.map(registered).collect(),
            permits: ValidatorPermit::<Test>::get(netuid),
            hotkeys,
        }
    }

    fn outcome(&self, index: NetUidStorageIndex, first_commit: &[u64], part: u64) -> Outcome {
        let uids = 0..self.hotkeys.len() as u16;
        let weights: SparseRows = uids
            .clone()
            .map(|uid| Weights::<Test>::get(index, uid))
            .collect();
        let bonds: SparseRows = uids.map(|uid| Bonds::<Test>::get(index, uid)).collect();
        let neurons = Neurons {
            stake: &self.stake,
            last_update: &LastUpdate::<Test>::get(index),
            registered_at: &self.registered_at,
            permits: &self.permits,
            first_commit,
        };
        epoch::epoch(&self.params, &neurons, &weights, &bonds, part).0
    }

    /// The oldest live commit of each neuron.
    fn first_commits(&self, index: NetUidStorageIndex, epoch: u64) -> Vec<u64> {
        let period = RevealPeriodEpochs::<Test>::get(index.split().0);
        let of_neuron = |hotkey: &Option<AccountId32>| {
            let Some(hotkey) = hotkey else {
                return u64::MAX;
            };
            let hashed: Vec<(u64, u64)> = WeightCommits::<Test>::get(index, hotkey)
                .into_iter()
                .flatten()
                .map(|commit| (commit.1, commit.2))
                .collect();
            let timelocked: Vec<(u64, u64)> = TimelockedWeightCommits::<Test>::iter_prefix(index)
                .flat_map(|(epoch, queue)| queue.into_iter().map(move |entry| (epoch, entry)))
                .filter(|(_, entry)| entry.0 == *hotkey)
                .map(|(epoch, entry)| (epoch, entry.1))
                .collect();
            subnet::first_commit(&hashed, &timelocked, epoch, period)
        };
        self.hotkeys.iter().map(of_neuron).collect()
    }
}

fn params(netuid: NetUid, block: u64) -> Params {
    let tempo = Tempo::<Test>::get(netuid);
    let (alpha_low, alpha_high) = AlphaValues::<Test>::get(netuid);
    let owner = SubnetOwnerHotkey::<Test>::try_get(netuid).ok();
    Params {
        block,
        last_tempo: subnet::last_tempo(LastMechansimStepBlock::<Test>::get(netuid), block, tempo),
        activity_cutoff: subnet::activity_cutoff(
            ActivityCutoffFactorMilli::<Test>::get(netuid),
            tempo,
        ),
        kappa: Kappa::<Test>::get(netuid),
        bonds_moving_average: BondsMovingAverage::<Test>::get(netuid),
        bonds_penalty: BondsPenalty::<Test>::get(netuid),
        yuma3: Yuma3On::<Test>::get(netuid),
        liquid_alpha: LiquidAlphaOn::<Test>::get(netuid),
        alpha_low,
        alpha_high,
        alpha_sigmoid_steepness: AlphaSigmoidSteepness::<Test>::get(netuid),
        max_validators: MaxAllowedValidators::<Test>::get(netuid),
        min_stake: StakeThreshold::<Test>::get(),
        commit_reveal: CommitRevealWeightsEnabled::<Test>::get(netuid),
        owner_uid: owner.and_then(|hotkey| Uids::<Test>::get(netuid, hotkey)),
    }
}

/// Section 4.1.
fn stake_weight(hotkey: &AccountId32, netuid: NetUid) -> I64F64 {
    let children = ChildKeys::<Test>::get(hotkey, netuid);
    let parents = ParentKeys::<Test>::get(hotkey, netuid);
    let [alpha, tao] = [netuid, NetUid::ROOT].map(|network| {
        let held = |hotkey: &AccountId32| TotalHotkeyAlpha::<Test>::get(hotkey, network).to_u64();
        let to_children: Vec<u64> = children.iter().map(|(part, _)| *part).collect();
        let from_parents: Vec<(u64, u64)> = parents
            .iter()
            .map(|(part, parent)| (held(parent), *part))
            .collect();
        subnet::inherited(held(hotkey), &to_children, &from_parents)
    });
    subnet::stake_weight(alpha, tao, TaoWeight::<Test>::get())
}
