//! Where a subnet stands between two epochs.

use myelin_types::{
    NetUid,
    frozen::{Hyperparameter, RateLimitKey},
};
use myelin_yuma::schedule::Schedule;
use pallet_subtensor_runtime_api::{EpochState, epoch::PendingEmission};

use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// The clock of a subnet, and what waits for its next epoch. Root has no epochs.
    pub fn get_epoch_state(netuid: NetUid) -> Option<EpochState> {
        if netuid.is_root() || !Self::subnet_exists(netuid) {
            return None;
        }
        let block = Self::now();
        let schedule = Self::epoch_schedule(netuid);
        let window = AdminFreezeWindow::<T>::get();
        let deferred = Self::is_deferred(netuid, &schedule, block, window);
        let pending_epoch_at = Some(schedule.pending_epoch_at).filter(|pending| *pending > 0);
        let next_epoch_block = schedule.next_due_block(block);
        let pending = Self::pending_of(netuid);
        Some(EpochState {
            netuid,
            block,
            tempo: schedule.tempo,
            epoch_index: schedule.epoch_index,
            last_epoch_block: schedule.last_epoch_block,
            blocks_since_last_step: schedule.blocks_since_last_step,
            next_epoch_block,
            blocks_until_next_epoch: next_epoch_block.map(|next| next.saturating_sub(block)),
            triggered_for_block: pending_epoch_at.filter(|_| !deferred),
            deferred,
            in_admin_freeze_window: schedule.in_admin_freeze_window(block, window),
            pending: PendingEmission {
                server: pending.server,
                validator: pending.validator,
                root: pending.root,
                owner: pending.owner,
            },
        })
    }

    /// Whether an epoch was due in `block` and waits. A deferral stores the next block, as a trigger
    /// stores its own: they differ in that the epoch was due already, by the tempo or because the
    /// block of the trigger is past.
    fn is_deferred(netuid: NetUid, schedule: &Schedule, block: u64, window: u16) -> bool {
        if schedule.pending_epoch_at != block.saturating_add(1) {
            return false;
        }
        let triggered = LastRateLimitedBlock::<T>::get(RateLimitKey::OwnerHyperparamUpdate(
            netuid,
            Hyperparameter::TriggerEpoch,
        ));
        schedule.blocks_until_next_auto_epoch(block) == 0
            || triggered.saturating_add(u64::from(window)) < schedule.pending_epoch_at
    }
}
