//! Which subnets are paid in this block, and how much each has collected (yuma.md 2.3).

use alloc::vec::Vec;

use myelin_types::{AlphaBalance, NetUid};

use crate::{epoch::EpochPlan, pallet::*};

/// What a subnet collected since its last epoch, in rao of alpha.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pending {
    /// For miners.
    pub server: AlphaBalance,
    /// For validators.
    pub validator: AlphaBalance,
    /// For those who stake TAO on root.
    pub root: AlphaBalance,
    /// For the owner.
    pub owner: AlphaBalance,
}

impl Pending {
    /// What the epoch distributes: all but the part of the owner.
    pub fn for_epoch(&self) -> AlphaBalance {
        self.server
            .saturating_add(self.validator)
            .saturating_add(self.root)
    }
}

/// The subnets whose turn it was in a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drained {
    /// All of them, those too whose epoch was skipped.
    pub fired: Vec<NetUid>,
    /// Those that are paid, and what each has collected, in ascending order.
    pub paid: Vec<(NetUid, Pending)>,
}

impl<T: Config> Pallet<T> {
    /// Counts the block on every subnet. To be called before its epochs are planned.
    pub(crate) fn count_block(netuids: &[NetUid]) {
        for netuid in netuids {
            let since = BlocksSinceLastStep::<T>::get(netuid);
            BlocksSinceLastStep::<T>::insert(netuid, since.saturating_add(1));
        }
    }

    /// Takes what the subnets have collected whose epoch is due in `block`, which `plan` is for. At
    /// most `MaxEpochsPerBlock` run; others wait for the next block, where the count starts with
    /// them.
    pub(crate) fn drain_due_subnets(block: u64, plan: EpochPlan) -> Drained {
        for netuid in plan.deferred {
            let next = block.saturating_add(1);
            PendingEpochAt::<T>::insert(netuid, next);
            Self::deposit_event(Event::EpochDeferred {
                netuid,
                from_block: block,
                to_block: next,
            });
        }
        let mut paid = Vec::with_capacity(plan.due.len());
        for netuid in plan.due.iter().copied() {
            if Self::is_epoch_input_state_consistent(netuid) {
                BlocksSinceLastStep::<T>::insert(netuid, 0);
                paid.push((netuid, Self::take_pending(netuid)));
            } else {
                Self::deposit_event(Event::EpochSkipped { netuid, block });
            }
            LastEpochBlock::<T>::insert(netuid, block);
            if PendingEpochAt::<T>::get(netuid) != 0 {
                PendingEpochAt::<T>::remove(netuid);
            }
            SubnetEpochIndex::<T>::mutate(netuid, |index| *index = index.saturating_add(1));
        }
        paid.sort_unstable_by_key(|(netuid, _)| *netuid);
        Drained {
            fired: plan.due,
            paid,
        }
    }

    /// What a subnet has collected since its last epoch.
    pub(crate) fn pending_of(netuid: NetUid) -> Pending {
        Pending {
            server: PendingServerEmission::<T>::get(netuid),
            validator: PendingValidatorEmission::<T>::get(netuid),
            root: PendingRootAlphaDivs::<T>::get(netuid),
            owner: PendingOwnerCut::<T>::get(netuid),
        }
    }

    fn take_pending(netuid: NetUid) -> Pending {
        Pending {
            server: PendingServerEmission::<T>::take(netuid),
            validator: PendingValidatorEmission::<T>::take(netuid),
            root: PendingRootAlphaDivs::<T>::take(netuid),
            owner: PendingOwnerCut::<T>::take(netuid),
        }
    }
}
