//! When the epoch of a subnet is due (yuma.md section 2).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use frame_support::weights::Weight;
use myelin_types::{NetUid, NetUidStorageIndex};
use myelin_yuma::schedule::Schedule;

use super::EpochSize;
use crate::{hooks::most_for_epochs, pallet::*, subnets::Overrides, weights::WaitingQueues};

/// What happens to the subnets whose epoch is due in a block.
#[derive(Debug, Default)]
pub(crate) struct EpochPlan {
    /// These run, or are skipped when their neurons are inconsistent.
    pub due: Vec<NetUid>,
    /// These wait for the next block.
    pub deferred: Vec<NetUid>,
}

impl<T: Config> Pallet<T> {
    /// When the epochs of a subnet run, and how many have.
    pub fn epoch_schedule(netuid: NetUid) -> Schedule {
        Schedule {
            epoch_index: SubnetEpochIndex::<T>::get(netuid),
            ..Self::epoch_clock(netuid, PendingEpochAt::<T>::get(netuid))
        }
    }

    /// What decides whether an epoch is due: the schedule without its count of epochs.
    fn epoch_clock(netuid: NetUid, pending_epoch_at: u64) -> Schedule {
        Schedule {
            tempo: Tempo::<T>::get(netuid),
            last_epoch_block: LastEpochBlock::<T>::get(netuid),
            pending_epoch_at,
            blocks_since_last_step: BlocksSinceLastStep::<T>::get(netuid),
            epoch_index: 0,
        }
    }

    /// Whether the epoch of a subnet is due in `block`.
    pub fn should_run_epoch(netuid: NetUid, block: u64) -> bool {
        Self::epoch_clock(netuid, PendingEpochAt::<T>::get(netuid)).should_run(block)
    }

    /// Whether owners and root must leave the parameters alone because an epoch is near.
    pub fn is_in_admin_freeze_window(netuid: NetUid, block: u64) -> bool {
        let window = AdminFreezeWindow::<T>::get();
        Self::epoch_schedule(netuid).in_admin_freeze_window(block, window)
    }

    /// Whether no hotkey has two uids.
    pub fn is_epoch_input_state_consistent(netuid: NetUid) -> bool {
        let mut seen = BTreeSet::new();
        Self::hotkeys_of_subnet(netuid)
            .into_iter()
            .all(|hotkey| seen.insert(hotkey))
    }

    /// Which of `netuids` run their epoch in `block`, in the order given, and which must wait
    /// because enough others run: `MaxEpochsPerBlock`, or as many as [`most_for_epochs`] pays for.
    pub(crate) fn plan_epochs(block: u64, netuids: &[NetUid]) -> EpochPlan {
        let pending = Overrides::load::<PendingEpochAt<T>>();
        let due: Vec<NetUid> = netuids
            .iter()
            .copied()
            .filter(|netuid| Self::epoch_clock(*netuid, pending.get(*netuid)).should_run(block))
            .collect();
        // Those that have waited longest go first, so that nobody waits for ever.
        let mut queue = due.clone();
        queue.sort_by_cached_key(|netuid| (LastEpochBlock::<T>::get(netuid), *netuid));
        let deferred = queue.split_off(Self::epochs_that_fit(&queue));
        if deferred.is_empty() {
            queue = due;
        }
        EpochPlan {
            due: queue,
            deferred,
        }
    }

    /// How many epochs from the front of a queue fit into a block: the first one always does.
    fn epochs_that_fit(queue: &[NetUid]) -> usize {
        if queue.is_empty() {
            return 0;
        }
        let timelocked = TimelockedQueues::<T>::get();
        let cap = usize::from(MaxEpochsPerBlock::<T>::get());
        let limit = most_for_epochs::<T>();
        let mut together = Weight::zero();
        queue
            .iter()
            .take(cap)
            .take_while(|netuid| {
                let is_first = together == Weight::zero();
                let epoch = Self::largest_epoch(**netuid, &timelocked).weight::<T>();
                together = together.saturating_add(epoch);
                is_first || together.all_lte(limit)
            })
            .count()
    }

    /// The size of the next epoch of a subnet as far as few reads tell: all validators weigh all
    /// neurons, and whoever has parents is a neuron.
    fn largest_epoch(
        netuid: NetUid,
        timelocked: &BTreeMap<NetUidStorageIndex, WaitingQueues>,
    ) -> EpochSize {
        let neurons = u64::from(Self::neuron_count(netuid));
        let permits = ValidatorPermit::<T>::get(netuid);
        let validators = permits.into_iter().filter(|permit| *permit).count() as u64;
        let weights = validators
            .saturating_mul(neurons)
            .saturating_mul(Self::mechanism_count(netuid).into());
        let (mut timelock_queues, mut hotkeys) = (0u64, 0u64);
        for index in Self::mechanism_indices(netuid) {
            if let Some(waiting) = timelocked.get(&index) {
                timelock_queues = timelock_queues.saturating_add(waiting.queues.into());
                hotkeys = hotkeys.saturating_add(waiting.hotkeys.into());
            }
        }
        EpochSize {
            neurons,
            validators,
            // As many bonds as weights.
            links: weights.saturating_mul(2),
            timelock_queues,
            timelocked: hotkeys,
            parents: ParentCount::<T>::get(netuid).into(),
            ..EpochSize::default()
        }
    }
}
