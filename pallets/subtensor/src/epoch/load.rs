//! Reads what an epoch needs. Every key is read once: six a neuron, two a validator, one for each
//! queue of time-locked commits, and a constant number for the subnet.

use alloc::{collections::BTreeMap, vec::Vec};

use myelin_types::{NetUid, NetUidStorageIndex};
use myelin_yuma::{Neurons, Params, SparseRows, commits::LiveCommits, schedule};
use substrate_fixed::types::I64F64;

use crate::pallet::*;

/// What all mechanisms of a subnet have in common in one epoch.
pub(super) struct SubnetInput<AccountId> {
    /// Parameters and clock.
    pub params: Params,
    /// Hotkeys by uid.
    pub hotkeys: Vec<AccountId>,
    /// Stake weights by uid.
    pub stake: Vec<I64F64>,
    /// How many parents the neurons have together.
    pub parents: u64,
    /// Blocks of registration by uid.
    pub registered_at: Vec<u64>,
    /// Permits as the last epoch left them.
    pub permits: Vec<bool>,
}

/// What one mechanism adds to that.
pub(super) struct MechanismInput {
    /// Blocks of the last weights by uid.
    pub last_update: Vec<u64>,
    /// Weights; the rows of neurons without a permit are left empty, for they do not count.
    pub weights: SparseRows,
    /// Bonds; neurons without a permit have none.
    pub bonds: SparseRows,
    /// Block of the oldest commit of each uid that may still be revealed; empty where weights are
    /// open.
    pub first_commit: Vec<u64>,
    /// The time-locked commits that wait.
    pub timelocked: Timelocked,
}

/// How much waits on a mechanism.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Timelocked {
    /// Queues of time-locked commits.
    pub queues: u64,
    /// Hotkeys with commits in them; one in two queues counts twice.
    pub hotkeys: u64,
}

impl<AccountId> SubnetInput<AccountId> {
    /// The neurons of a mechanism as the epoch takes them.
    pub fn neurons<'a>(&'a self, mechanism: &'a MechanismInput) -> Neurons<'a> {
        Neurons {
            stake: &self.stake,
            last_update: &mechanism.last_update,
            registered_at: &self.registered_at,
            permits: &self.permits,
            first_commit: &mechanism.first_commit,
        }
    }

    /// How many neurons have weights and bonds that count.
    pub fn validators(&self) -> usize {
        (0..self.hotkeys.len())
            .filter(|position| self.is_validator(*position))
            .count()
    }

    /// Whether the weights and bonds of a uid count: it has a permit or is the owner's.
    fn is_validator(&self, uid: usize) -> bool {
        self.permits.get(uid).copied().unwrap_or_default()
            || self.params.owner_uid.map(usize::from) == Some(uid)
    }
}

impl<T: Config> Pallet<T> {
    pub(super) fn load_subnet(netuid: NetUid, block: u64) -> SubnetInput<T::AccountId> {
        let hotkeys = Self::hotkeys_of_subnet(netuid);
        let uids = 0..Self::neuron_count(netuid);
        let (stake, parents) = Self::stake_weights(netuid, &hotkeys);
        SubnetInput {
            params: Self::epoch_params(netuid, block),
            stake,
            parents,
            registered_at: uids
                .map(|uid| BlockAtRegistration::<T>::get(netuid, uid))
                .collect(),
            permits: ValidatorPermit::<T>::get(netuid),
            hotkeys,
        }
    }

    fn epoch_params(netuid: NetUid, block: u64) -> Params {
        let (alpha_low, alpha_high) = AlphaValues::<T>::get(netuid);
        let tempo = Tempo::<T>::get(netuid);
        Params {
            block,
            last_tempo: schedule::last_tempo(
                LastMechansimStepBlock::<T>::get(netuid),
                block,
                tempo,
            ),
            activity_cutoff: Self::activity_cutoff(netuid),
            kappa: Kappa::<T>::get(netuid),
            bonds_moving_average: BondsMovingAverage::<T>::get(netuid),
            bonds_penalty: BondsPenalty::<T>::get(netuid),
            yuma3: Yuma3On::<T>::get(netuid),
            liquid_alpha: LiquidAlphaOn::<T>::get(netuid),
            alpha_low,
            alpha_high,
            alpha_sigmoid_steepness: AlphaSigmoidSteepness::<T>::get(netuid),
            max_validators: MaxAllowedValidators::<T>::get(netuid),
            min_stake: StakeThreshold::<T>::get(),
            commit_reveal: CommitRevealWeightsEnabled::<T>::get(netuid),
            owner_uid: SubnetOwnerHotkey::<T>::try_get(netuid)
                .ok()
                .and_then(|hotkey| Self::uid_of(netuid, &hotkey)),
        }
    }

    pub(super) fn load_mechanism(
        index: NetUidStorageIndex,
        subnet: &SubnetInput<T::AccountId>,
    ) -> MechanismInput {
        let neurons = subnet.hotkeys.len();
        let mut weights = SparseRows::with_capacity(neurons, 0);
        let mut bonds = SparseRows::with_capacity(neurons, 0);
        for (uid, position) in (0u16..).zip(0..neurons) {
            if subnet.is_validator(position) {
                weights.push_row(Weights::<T>::get(index, uid));
                bonds.push_row(Bonds::<T>::get(index, uid));
            } else {
                weights.push_row([]);
                bonds.push_row([]);
            }
        }
        let (first_commit, timelocked) = Self::first_commits(index, subnet);
        MechanismInput {
            last_update: LastUpdate::<T>::get(index),
            weights,
            bonds,
            first_commit,
            timelocked,
        }
    }

    /// Block of the oldest live commit of each uid (yuma.md section 5.5): what a validator hid
    /// before a miner registered cannot be meant for that miner. With it how much
    /// waits for the beacon.
    fn first_commits(
        index: NetUidStorageIndex,
        subnet: &SubnetInput<T::AccountId>,
    ) -> (Vec<u64>, Timelocked) {
        let mut timelocked = Timelocked::default();
        if !subnet.params.commit_reveal {
            return (Vec::new(), timelocked);
        }
        let (netuid, _) = index.split();
        let clock = Self::reveal_clock(netuid);
        let mut commits = LiveCommits::new(subnet.hotkeys.len(), clock.epoch, clock.period);
        for (position, (uid, hotkey)) in (0u16..).zip(&subnet.hotkeys).enumerate() {
            if subnet.is_validator(position) {
                let queue = WeightCommits::<T>::get(index, hotkey).unwrap_or_default();
                commits.add_hashed(uid, queue.into_iter().map(|commit| (commit.1, commit.2)));
            }
        }
        let mut uids = BTreeMap::new();
        for (epoch, hotkeys) in Self::timelocked_hotkeys(index) {
            if uids.is_empty() {
                uids = subnet.hotkeys.iter().zip(0u16..).collect();
            }
            timelocked.queues = timelocked.queues.saturating_add(1);
            timelocked.hotkeys = timelocked.hotkeys.saturating_add(hotkeys.count().into());
            for (hotkey, (block, _)) in &hotkeys.commits {
                if let Some(uid) = uids.get(hotkey) {
                    commits.add_timelocked(*uid, epoch, *block);
                }
            }
        }
        (commits.first_blocks().to_vec(), timelocked)
    }
}
