//! Whether somebody may do something, and everything that stands in the way.
//!
//! The rules are those of the calls, asked one by one instead of up to the first that refuses. What
//! depends on the other arguments of a call is not asked: these are taken to be right. For weights
//! that means uids, values and version key, and that they are for others than the neuron itself; for
//! a time-locked commit its version and a round that comes in time; for an endpoint its address.
//!
//! Nothing is read for each neuron, but for the members of root when root is full.

use alloc::vec::Vec;

use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use pallet_subtensor_runtime_api::{Eligibility, Obstacle};

use crate::pallet::*;

/// What was found so far.
type Found = Vec<Obstacle>;

impl<T: Config> Pallet<T> {
    /// Whether a hotkey may set weights openly.
    pub fn may_set_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Eligibility {
        Self::judge(hotkey, netuid, |found| {
            found.extend(Self::commit_reveal_obstacle(netuid, false));
            found.extend(root_obstacle(netuid));
            let index = Self::look_for_mechanism(netuid, mechanism, found);
            let uid = Self::look_for_neuron(netuid, hotkey, found);
            found.extend(Self::stake_obstacle(netuid, hotkey));
            if let (Some(index), Some(uid)) = (index, uid) {
                found.extend(Self::weights_wait(index, uid));
            }
            found.extend(Self::permit_obstacle(netuid, uid, hotkey));
        })
    }

    /// Whether a hotkey may commit weights by hash.
    pub fn may_commit_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Eligibility {
        Self::judge(hotkey, netuid, |found| {
            found.extend(Self::stake_obstacle(netuid, hotkey));
            if let Some(index) = Self::look_for_commit_place(netuid, mechanism, hotkey, found) {
                let clock = Self::reveal_clock(netuid);
                let queue = Self::live_commits(index, hotkey, clock);
                found.extend(clock.live_queue_obstacle(&queue));
            }
        })
    }

    /// Whether a hotkey may commit weights that a round of the beacon opens.
    pub fn may_commit_timelocked_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Eligibility {
        Self::judge(hotkey, netuid, |found| {
            found.extend(Self::stake_obstacle(netuid, hotkey));
            found.extend(Self::rounds_obstacle(netuid));
            found.extend(root_obstacle(netuid));
            if let Some(index) = Self::look_for_commit_place(netuid, mechanism, hotkey, found) {
                found.extend(Self::timelocked_obstacle(index, hotkey));
            }
        })
    }

    /// Whether a hotkey may reveal any of its commits by hash.
    pub fn may_reveal_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Eligibility {
        Self::judge(hotkey, netuid, |found| {
            found.extend(Self::commit_reveal_obstacle(netuid, true));
            if let Some(index) = Self::look_for_mechanism(netuid, mechanism, found) {
                found.extend(Self::reveal_obstacle(index, hotkey));
            }
            found.extend(root_obstacle(netuid));
            let uid = Self::look_for_neuron(netuid, hotkey, found);
            found.extend(Self::stake_obstacle(netuid, hotkey));
            found.extend(Self::permit_obstacle(netuid, uid, hotkey));
        })
    }

    /// Whether a hotkey may publish its axon.
    pub fn may_serve_axon(hotkey: &T::AccountId, netuid: NetUid) -> Eligibility {
        Self::judge(hotkey, netuid, |found| {
            Self::look_for_neuron(netuid, hotkey, found);
            found.extend(Self::axon_wait(netuid, hotkey));
        })
    }

    /// Whether a hotkey may publish where its metrics are read.
    pub fn may_serve_prometheus(hotkey: &T::AccountId, netuid: NetUid) -> Eligibility {
        Self::judge(hotkey, netuid, |found| {
            Self::look_for_neuron(netuid, hotkey, found);
            found.extend(Self::prometheus_wait(netuid, hotkey));
        })
    }

    /// Whether a coldkey may register a hotkey on a subnet, or on root.
    pub fn may_register(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
    ) -> Eligibility {
        Self::judge(coldkey, netuid, |found| {
            if netuid.is_root() {
                Self::look_at_root_registration(hotkey, found);
            } else {
                Self::look_at_registration(coldkey, hotkey, netuid, found);
            }
        })
    }

    /// The answer about a call that `signer` would sign, as far as the subnet exists.
    fn judge(signer: &T::AccountId, netuid: NetUid, look: impl FnOnce(&mut Found)) -> Eligibility {
        let mut found = Found::new();
        if Self::subnet_exists(netuid) {
            let held_still = Self::ensure_no_coldkey_swap(signer).err();
            found.extend(held_still.map(|error| Obstacle::ColdkeySwap {
                disputed: error == Error::<T>::ColdkeySwapDisputed.into(),
            }));
            look(&mut found);
        } else {
            found.push(Obstacle::SubnetNotFound);
        }
        Eligibility::new(Self::now(), found)
    }

    fn look_at_registration(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        netuid: NetUid,
        found: &mut Found,
    ) {
        let closed = !NetworkRegistrationAllowed::<T>::get(netuid);
        found.extend(closed.then_some(Obstacle::RegistrationClosed));
        found.extend(Self::registered_obstacle(netuid, hotkey));
        let price = Burn::<T>::get(netuid);
        found.extend(Self::payment_obstacle(coldkey, netuid, price));
        found.extend(Self::system_account_obstacle(hotkey));
        found.extend(Self::owner_obstacle(coldkey, hotkey));
        found.extend(Self::place_obstacle(netuid));
    }

    fn look_at_root_registration(hotkey: &T::AccountId, found: &mut Found) {
        let root = NetUid::ROOT;
        found.extend(Self::root_block_obstacle(RegistrationsThisBlock::<T>::get(
            root,
        )));
        found.extend(Self::root_interval_obstacle(
            RegistrationsThisInterval::<T>::get(root),
        ));
        found.extend(Self::registered_obstacle(root, hotkey));
        found.extend(Self::system_account_obstacle(hotkey));
        if let Some((lowest, _)) = Self::weakest_of_full_root() {
            found.extend(Self::root_stake_obstacle(hotkey, lowest));
        }
    }

    /// Where a commit would be stored, with everything on the way there.
    fn look_for_commit_place(
        netuid: NetUid,
        mechanism: MechId,
        hotkey: &T::AccountId,
        found: &mut Found,
    ) -> Option<NetUidStorageIndex> {
        let index = Self::look_for_mechanism(netuid, mechanism, found);
        found.extend(Self::commit_reveal_obstacle(netuid, true));
        let uid = Self::look_for_neuron(netuid, hotkey, found);
        if let (Some(index), Some(uid)) = (index, uid) {
            found.extend(Self::weights_wait(index, uid));
        }
        index
    }

    fn look_for_mechanism(
        netuid: NetUid,
        mechanism: MechId,
        found: &mut Found,
    ) -> Option<NetUidStorageIndex> {
        let index = Self::ensure_mechanism_exists(netuid, mechanism).ok();
        if index.is_none() {
            found.push(Obstacle::MechanismNotFound {
                mechanisms: Self::mechanism_count(netuid),
            });
        }
        index
    }

    fn look_for_neuron(netuid: NetUid, hotkey: &T::AccountId, found: &mut Found) -> Option<u16> {
        let uid = Self::uid_of(netuid, hotkey);
        if uid.is_none() {
            found.push(Obstacle::NotRegistered);
        }
        uid
    }

    fn commit_reveal_obstacle(netuid: NetUid, wanted: bool) -> Option<Obstacle> {
        match CommitRevealWeightsEnabled::<T>::get(netuid) {
            true if !wanted => Some(Obstacle::CommitRevealOn),
            false if wanted => Some(Obstacle::CommitRevealOff),
            _ => None,
        }
    }

    /// A neuron that is there, without a permit.
    fn permit_obstacle(
        netuid: NetUid,
        uid: Option<u16>,
        hotkey: &T::AccountId,
    ) -> Option<Obstacle> {
        let refused = Self::ensure_validator_permit(netuid, uid?, hotkey).is_err();
        refused.then_some(Obstacle::NoValidatorPermit)
    }

    fn registered_obstacle(netuid: NetUid, hotkey: &T::AccountId) -> Option<Obstacle> {
        Self::uid_of(netuid, hotkey).map(|uid| Obstacle::AlreadyRegistered { uid })
    }

    fn system_account_obstacle(hotkey: &T::AccountId) -> Option<Obstacle> {
        Self::is_system_account(hotkey).then_some(Obstacle::SystemAccount)
    }

    /// No commit by hash that is due.
    fn reveal_obstacle(index: NetUidStorageIndex, hotkey: &T::AccountId) -> Option<Obstacle> {
        let queue = WeightCommits::<T>::get(index, hotkey).unwrap_or_default();
        let (netuid, _) = index.split();
        let clock = Self::reveal_clock(netuid);
        if queue.iter().any(|commit| clock.is_due(commit.1)) {
            return None;
        }
        let next = queue.iter().find(|commit| !clock.is_expired(commit.1));
        Some(match next {
            Some(commit) => {
                let reveal_epoch = clock.reveal_epoch(commit.1);
                Obstacle::RevealTooEarly {
                    epoch: clock.epoch,
                    reveal_epoch,
                    from_block: Self::epoch_schedule(netuid)
                        .start_of_epoch(reveal_epoch, Self::now()),
                }
            }
            None if queue.is_empty() => Obstacle::NothingCommitted,
            None => Obstacle::CommitsExpired {
                commits: queue.len() as u64,
            },
        })
    }
}

fn root_obstacle(netuid: NetUid) -> Option<Obstacle> {
    netuid.is_root().then_some(Obstacle::RootNetwork)
}
