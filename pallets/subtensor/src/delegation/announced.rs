//! Children that were announced and wait for their block.
//!
//! This file alone writes `PendingChildKeys` and `PendingChildrenQueue`.
//!
//! The turn of a subnet comes with its epoch. Then every announcement whose block has passed takes
//! effect and is removed; one of a hotkey that no longer has the stake that parents need, or that
//! no longer fits its relations, is removed without effect. A block does no more than the constants
//! below allow. A subnet with more to do goes to the end of a queue and goes on in the next block
//! where it stopped, so that a crowd on one subnet costs others at most a few blocks.

use alloc::vec::Vec;

use myelin_types::NetUid;

use crate::{pallet::*, stake::Relations};

/// Subnets that are gone over in one block.
pub(crate) const TURNS_PER_BLOCK: usize = 4;
/// Announcements, and pools of the hotkeys that made them, that are looked at in one turn of a
/// subnet; the last hotkey may have more.
pub(crate) const LOOKS_PER_TURN: usize = 256;
/// Announcements that take effect in one turn of a subnet.
pub(crate) const DUE_PER_TURN: usize = 32;

/// What a block did about announced children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ChildrenStep {
    /// Subnets that were gone over.
    pub turns: u64,
    /// Announcements that were looked at.
    pub looked_at: u64,
    /// Announcements whose time had come.
    pub due: u64,
    /// Pools of hotkeys that had to have some stake.
    pub pools: u64,
}

/// A part of the announcements on a subnet.
struct Turn<AccountId> {
    /// How many were looked at.
    looked_at: usize,
    /// How many pools of their hotkeys were looked at.
    pools: usize,
    /// Those whose time has come; without the children where the stake is missing.
    due: Vec<(AccountId, Option<Relations<AccountId>>)>,
    /// The last one looked at, if there may be more.
    stopped_at: Option<AccountId>,
}

impl<T: Config> Pallet<T> {
    /// Announces the children of a hotkey, in place of others that wait.
    pub(super) fn announce_children(
        hotkey: &T::AccountId,
        netuid: NetUid,
        children: Relations<T::AccountId>,
    ) {
        let block = Self::now().saturating_add(PendingChildKeyCooldown::<T>::get());
        PendingChildKeys::<T>::insert(netuid, hotkey, (&children, block));
        Self::deposit_event(Event::SetChildrenScheduled(
            hotkey.clone(),
            netuid,
            block,
            children,
        ));
    }

    /// Drops the children that a hotkey has announced on a subnet, if any.
    pub(super) fn drop_announced_children(hotkey: &T::AccountId, netuid: NetUid) {
        if PendingChildKeys::<T>::contains_key(netuid, hotkey) {
            PendingChildKeys::<T>::remove(netuid, hotkey);
        }
    }

    /// Sets how many blocks new announcements wait.
    pub(crate) fn set_children_cooldown(cooldown: u64) {
        PendingChildKeyCooldown::<T>::put(cooldown);
    }

    /// Lets announced children take effect on the subnets whose turn it is: `fired` and those that
    /// earlier blocks did not finish.
    pub(crate) fn apply_announced_children(block: u64, fired: &[NetUid]) -> ChildrenStep {
        let mut queue = PendingChildrenQueue::<T>::get();
        let was_empty = queue.is_empty();
        for netuid in fired {
            if !queue.iter().any(|(queued, _)| queued == netuid) {
                queue.push((*netuid, None));
            }
        }
        let mut step = ChildrenStep::default();
        let turns = queue.len().min(TURNS_PER_BLOCK);
        let mut left = queue.split_off(turns);
        for (netuid, after) in queue {
            let turn = Self::look_at_announced(netuid, after, block);
            step.turns = step.turns.saturating_add(1);
            step.looked_at = step.looked_at.saturating_add(turn.looked_at as u64);
            step.due = step.due.saturating_add(turn.due.len() as u64);
            step.pools = step.pools.saturating_add(turn.pools as u64);
            for (hotkey, children) in turn.due {
                PendingChildKeys::<T>::remove(netuid, &hotkey);
                let Some(children) = children else {
                    continue;
                };
                let parents = Self::parents_of(&hotkey, netuid);
                // What has become impossible meanwhile is dropped.
                let _ = Self::replace_children(&hotkey, netuid, children, parents);
            }
            if turn.stopped_at.is_some() {
                left.push((netuid, turn.stopped_at));
            }
        }
        if !left.is_empty() {
            PendingChildrenQueue::<T>::put(left);
        } else if !was_empty {
            PendingChildrenQueue::<T>::kill();
        }
        step
    }

    /// Looks at the announcements on a subnet, from the one after the hotkey `after` on.
    fn look_at_announced(
        netuid: NetUid,
        after: Option<T::AccountId>,
        block: u64,
    ) -> Turn<T::AccountId> {
        let waits = SubtokenEnabled::<T>::get(netuid);
        let announced = match after {
            Some(hotkey) => PendingChildKeys::<T>::iter_prefix_from(
                netuid,
                PendingChildKeys::<T>::hashed_key_for(netuid, hotkey),
            ),
            None => PendingChildKeys::<T>::iter_prefix(netuid),
        };
        let mut turn = Turn {
            looked_at: 0,
            pools: 0,
            due: Vec::new(),
            stopped_at: None,
        };
        for (hotkey, (children, from)) in announced {
            turn.looked_at = turn.looked_at.saturating_add(1);
            let last = hotkey.clone();
            if from < block || !waits {
                let has_stake = children.is_empty()
                    || Self::has_stake_for_children(&hotkey, netuid, &mut turn.pools);
                turn.due.push((hotkey, has_stake.then_some(children)));
            }
            let looks = turn.looked_at.saturating_add(turn.pools);
            if looks >= LOOKS_PER_TURN || turn.due.len() == DUE_PER_TURN {
                turn.stopped_at = Some(last);
                break;
            }
        }
        turn
    }
}
