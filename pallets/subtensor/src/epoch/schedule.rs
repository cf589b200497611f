//! When the epoch of a subnet is due (yuma.md section 2).

use alloc::{collections::BTreeSet, vec::Vec};

use myelin_types::NetUid;

use crate::pallet::*;

/// What happens to the subnets whose epoch is due in a block.
#[derive(Debug, Default)]
pub(crate) struct EpochPlan {
    /// These run, or are skipped when their neurons are inconsistent.
    pub due: Vec<NetUid>,
    /// These wait for the next block.
    pub deferred: Vec<NetUid>,
}

impl<T: Config> Pallet<T> {
    /// Whether the epoch of a subnet is due in `block`.
    pub fn should_run_epoch(netuid: NetUid, block: u64) -> bool {
        let tempo = u64::from(Tempo::<T>::get(netuid));
        if tempo == 0 {
            return false;
        }
        let pending = PendingEpochAt::<T>::get(netuid);
        (pending > 0 && block >= pending)
            || block.saturating_sub(LastEpochBlock::<T>::get(netuid)) >= tempo
            || BlocksSinceLastStep::<T>::get(netuid) > Self::longest_pause()
    }

    /// Blocks until the schedule, without triggers, makes an epoch due; `u64::MAX` without tempo.
    pub fn blocks_until_next_auto_epoch(netuid: NetUid, block: u64) -> u64 {
        match Tempo::<T>::get(netuid) {
            0 => u64::MAX,
            tempo => LastEpochBlock::<T>::get(netuid)
                .saturating_add(tempo.into())
                .saturating_sub(block),
        }
    }

    /// The block in which the next epoch is due; none without tempo.
    pub fn next_epoch_start_block(netuid: NetUid) -> Option<u64> {
        let tempo = Tempo::<T>::get(netuid);
        if tempo == 0 {
            return None;
        }
        let automatic = LastEpochBlock::<T>::get(netuid).saturating_add(tempo.into());
        match PendingEpochAt::<T>::get(netuid) {
            0 => Some(automatic),
            pending => Some(automatic.min(pending)),
        }
    }

    /// Whether owners and root must leave the parameters alone because an epoch is near.
    pub fn is_in_admin_freeze_window(netuid: NetUid, block: u64) -> bool {
        if Tempo::<T>::get(netuid) == 0 {
            return false;
        }
        PendingEpochAt::<T>::get(netuid) > block
            || Self::blocks_until_next_auto_epoch(netuid, block)
                < u64::from(AdminFreezeWindow::<T>::get())
    }

    /// Whether no hotkey has two uids.
    pub fn is_epoch_input_state_consistent(netuid: NetUid) -> bool {
        let mut seen = BTreeSet::new();
        Self::hotkeys_of_subnet(netuid)
            .into_iter()
            .all(|hotkey| seen.insert(hotkey))
    }

    /// Which of `netuids` run their epoch in `block`, in the order given, and which must wait
    /// because enough others run.
    pub(crate) fn plan_epochs(block: u64, netuids: &[NetUid]) -> EpochPlan {
        let mut due: Vec<NetUid> = netuids
            .iter()
            .copied()
            .filter(|netuid| Self::should_run_epoch(*netuid, block))
            .collect();
        let cap = Self::max_epochs_per_block();
        if due.len() <= cap {
            return EpochPlan {
                due,
                deferred: Vec::new(),
            };
        }
        // Those that have waited longest go first, so that nobody waits for ever.
        due.sort_by_key(|netuid| (LastEpochBlock::<T>::get(netuid), *netuid));
        let deferred = due.split_off(cap);
        EpochPlan { due, deferred }
    }
}
