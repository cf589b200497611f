//! Runs the mechanisms of a subnet and merges their results (yuma.md section 3).

use alloc::vec::Vec;

use myelin_types::{AlphaBalance, NetUid};
use myelin_yuma::{
    Scratch,
    mechanisms::{self, Combined},
};

use super::load::Timelocked;
use crate::pallet::*;

/// What a neuron earned in an epoch, in rao of alpha.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EpochReward<AccountId> {
    /// Its hotkey.
    pub hotkey: AccountId,
    /// Its uid.
    pub uid: u16,
    /// As a miner.
    pub server: u64,
    /// As a validator.
    pub validator: u64,
}

/// How large an epoch was: what it cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EpochSize {
    /// Neurons of the subnet.
    pub neurons: u64,
    /// Those among them whose weights count.
    pub validators: u64,
    /// Weights and bonds that went in, of all mechanisms.
    pub links: u64,
    /// Queues of time-locked commits, of all mechanisms.
    pub timelock_queues: u64,
    /// Hotkeys with commits in them, counted in each queue.
    pub timelocked: u64,
    /// Parents of the neurons; one of two neurons counts twice.
    pub parents: u64,
    /// Hotkeys whose conviction was counted.
    pub candidates: u64,
}

impl<T: Config> Pallet<T> {
    /// Runs the epoch of a subnet over `emission`, stores its results and returns what everybody
    /// earned, by hotkey, with the size of the epoch.
    pub(crate) fn run_epoch(
        netuid: NetUid,
        emission: AlphaBalance,
        block: u64,
    ) -> (Vec<EpochReward<T::AccountId>>, EpochSize) {
        let subnet = Self::load_subnet(netuid, block);
        let mut size = EpochSize {
            neurons: subnet.hotkeys.len() as u64,
            validators: subnet.validators() as u64,
            parents: subnet.parents,
            ..EpochSize::default()
        };
        let emission = emission.to_u64();
        let split = MechanismEmissionSplit::<T>::get(netuid);
        let parts =
            mechanisms::split_emissions(emission, Self::mechanism_count(netuid), split.as_deref());
        let mut merged = Combined::default();
        let mut scratch = Scratch::default();
        for ((index, mechanism), part) in Self::mechanism_indices(netuid).zip(0u8..).zip(parts) {
            let input = Self::load_mechanism(index, &subnet);
            let links = input
                .weights
                .entries()
                .saturating_add(input.bonds.entries());
            size.links = size.links.saturating_add(links as u64);
            let Timelocked { queues, hotkeys } = input.timelocked;
            size.timelock_queues = size.timelock_queues.saturating_add(queues);
            size.timelocked = size.timelocked.saturating_add(hotkeys);
            let outcome = myelin_yuma::run(
                &subnet.params,
                &subnet.neurons(&input),
                &input.weights,
                &input.bonds,
                part,
                &mut scratch,
            );
            Self::persist_mechanism(index, &outcome, &input.bonds);
            merged.add(
                &outcome,
                mechanisms::mechanism_weight(mechanism, part, emission),
            );
        }
        Self::persist_subnet(netuid, &subnet.permits, &merged);
        Self::update_voting_power(netuid, &subnet, &merged.permits);

        let mut rewards: Vec<_> = subnet
            .hotkeys
            .into_iter()
            .zip(0u16..)
            .zip(
                merged
                    .server_emission
                    .iter()
                    .zip(&merged.validator_emission),
            )
            .map(|((hotkey, uid), (server, validator))| EpochReward {
                hotkey,
                uid,
                server: *server,
                validator: *validator,
            })
            .collect();
        rewards.sort_unstable_by(|a, b| a.hotkey.cmp(&b.hotkey));
        (rewards, size)
    }
}
