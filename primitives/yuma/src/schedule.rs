//! When an epoch is due (spec `yuma.md` section 2).

/// Blocks without an epoch after which one is due whatever the schedule says.
pub const MAX_BLOCKS_SINCE_LAST_STEP: u64 = 50_400;

/// The clock of one subnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Blocks from one epoch to the next; 0 stops epochs.
    pub tempo: u16,
    /// Block of the last epoch, or of the start of the cycle.
    pub last_epoch_block: u64,
    /// Block from which a triggered or deferred epoch is due; 0 for none.
    pub pending_epoch_at: u64,
    /// Blocks since the last epoch that ran.
    pub blocks_since_last_step: u64,
    /// Number of epochs that came due so far.
    pub epoch_index: u64,
}

impl Schedule {
    /// Whether an epoch is due at `block`.
    pub fn should_run(&self, block: u64) -> bool {
        if self.tempo == 0 {
            return false;
        }
        let pending = self.pending_epoch_at > 0 && block >= self.pending_epoch_at;
        pending
            || self.blocks_since_last_step > MAX_BLOCKS_SINCE_LAST_STEP
            || block.saturating_sub(self.last_epoch_block) >= u64::from(self.tempo)
    }

    /// Blocks until the schedule alone brings the next epoch; `u64::MAX` if it never does.
    pub fn blocks_until_next_auto_epoch(&self, block: u64) -> u64 {
        if self.tempo == 0 {
            return u64::MAX;
        }
        self.next_auto_epoch_block().saturating_sub(block)
    }

    /// Block at which the next epoch starts, triggered ones included; `None` if none does.
    pub fn next_epoch_start_block(&self) -> Option<u64> {
        if self.tempo == 0 {
            return None;
        }
        let auto = self.next_auto_epoch_block();
        Some(match self.pending_epoch_at {
            0 => auto,
            pending => pending.min(auto),
        })
    }

    /// The first block after `block` in which an epoch is due, if nothing changes the schedule until
    /// then; `None` if none comes.
    pub fn next_due_block(&self, block: u64) -> Option<u64> {
        let next = block.saturating_add(1);
        let allowed = MAX_BLOCKS_SINCE_LAST_STEP
            .saturating_add(1)
            .saturating_sub(self.blocks_since_last_step);
        let too_long = next.saturating_add(allowed);
        self.next_epoch_start_block()
            .map(|scheduled| scheduled.min(too_long).max(next))
    }

    /// The block in which the epoch with this index begins, if nothing changes the schedule of
    /// `block` until then, or began; `None` for one that is over, and if none comes.
    pub fn start_of_epoch(&self, index: u64, block: u64) -> Option<u64> {
        let ahead = index.checked_sub(self.epoch_index)?;
        match ahead.checked_sub(1) {
            None => Some(self.last_epoch_block),
            Some(between) => self
                .next_due_block(block)
                .map(|next| next.saturating_add(between.saturating_mul(u64::from(self.tempo)))),
        }
    }

    /// Whether hyperparameters are frozen at `block` because an epoch is less than `window` blocks
    /// away or triggered.
    pub fn in_admin_freeze_window(&self, block: u64, window: u16) -> bool {
        self.tempo != 0
            && (self.pending_epoch_at > block
                || self.blocks_until_next_auto_epoch(block) < u64::from(window))
    }

    /// The epoch index, one higher when an epoch is due at the current `block`.
    pub fn epoch_with_lookahead(&self, block: u64) -> u64 {
        let due = u64::from(self.should_run(block));
        self.epoch_index.saturating_add(due)
    }

    fn next_auto_epoch_block(&self) -> u64 {
        self.last_epoch_block.saturating_add(u64::from(self.tempo))
    }
}

/// Start of the first cycle of a subnet created at `block`; spreads the first epochs of subnets
/// created in one block (section 2.2).
pub fn initial_last_epoch_block(netuid: u16, tempo: u16, block: u64) -> u64 {
    let phase = netuid.checked_rem(tempo).unwrap_or(0);
    block.saturating_sub(u64::from(phase))
}

/// Block from which on a registration counts as new in an epoch at `block`: one after the last
/// epoch that ran (`last_step`, 0 for none), else one tempo ago (section 4).
pub fn last_tempo(last_step: u64, block: u64, tempo: u16) -> u64 {
    match last_step {
        0 => block.saturating_sub(u64::from(tempo)),
        step => step.saturating_add(1),
    }
}

/// Activity cutoff in blocks from the factor in thousandths of a tempo, at least 1 (section 2.4).
pub fn activity_cutoff(factor_milli: u32, tempo: u16) -> u64 {
    u64::from(factor_milli)
        .saturating_mul(u64::from(tempo))
        .saturating_div(1_000)
        .max(1)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        reason = "test code"
    )]

    use super::*;

    fn with_tempo(tempo: u16) -> Schedule {
        Schedule {
            tempo,
            ..Schedule::default()
        }
    }

    #[test]
    fn blocks_until_the_next_epoch_are_those_of_section_2_1() {
        let values = [
            (10, 5, 5),
            (20, 15, 5),
            (30, 25, 5),
            (10, 9, 1),
            (20, 21, 0),
            (65_535, 0, 65_535),
            (0, 0, u64::MAX),
            (0, 1_000, u64::MAX),
        ];
        for (tempo, block, expected) in values {
            let schedule = with_tempo(tempo);
            assert_eq!(schedule.blocks_until_next_auto_epoch(block), expected);
        }
    }

    #[test]
    fn a_tempo_of_zero_never_runs_an_epoch() {
        let schedule = Schedule {
            pending_epoch_at: 1,
            blocks_since_last_step: u64::MAX,
            ..with_tempo(0)
        };
        assert!(!schedule.should_run(u64::MAX));
        assert_eq!(schedule.next_epoch_start_block(), None);
        assert!(!schedule.in_admin_freeze_window(0, u16::MAX));
    }

    #[test]
    fn an_epoch_is_due_one_tempo_after_the_last_one() {
        let schedule = Schedule {
            last_epoch_block: 100,
            ..with_tempo(10)
        };
        assert!(!schedule.should_run(109));
        assert!(schedule.should_run(110));
        assert!(schedule.should_run(111));
        assert_eq!(schedule.next_epoch_start_block(), Some(110));
    }

    #[test]
    fn a_pending_epoch_is_due_from_its_block_on() {
        let schedule = Schedule {
            last_epoch_block: 100,
            pending_epoch_at: 105,
            ..with_tempo(10)
        };
        assert!(!schedule.should_run(104));
        assert!(schedule.should_run(105));
        assert_eq!(schedule.next_epoch_start_block(), Some(105));
    }

    #[test]
    fn a_pending_epoch_behind_the_automatic_one_does_not_delay_it() {
        let schedule = Schedule {
            pending_epoch_at: 50,
            ..with_tempo(10)
        };
        assert_eq!(schedule.next_epoch_start_block(), Some(10));
    }

    #[test]
    fn an_epoch_is_due_when_none_ran_for_too_long() {
        let mut schedule = Schedule {
            last_epoch_block: 1_000_000,
            blocks_since_last_step: MAX_BLOCKS_SINCE_LAST_STEP,
            ..with_tempo(360)
        };
        assert!(!schedule.should_run(1_000_001));
        schedule.blocks_since_last_step += 1;
        assert!(schedule.should_run(1_000_001));
    }

    #[test]
    fn the_next_block_with_an_epoch_is_the_first_in_which_one_is_due() {
        let starts = [0, 1, 95, 100, 200, 49_000];
        for tempo in [1, 10, 360] {
            for last_epoch_block in starts {
                for pending_epoch_at in [0, 50, 101, 105, 49_002] {
                    for blocks_since_last_step in [0, 5, 50_390, 50_400, 50_401, 60_000] {
                        let mut clock = Schedule {
                            last_epoch_block,
                            pending_epoch_at,
                            blocks_since_last_step,
                            ..with_tempo(tempo)
                        };
                        let found = clock.next_due_block(100);
                        let mut block = 101;
                        while !clock.should_run(block) {
                            block += 1;
                            clock.blocks_since_last_step += 1;
                        }
                        assert_eq!(found, Some(block), "{clock:?}");
                    }
                }
            }
        }
        assert_eq!(with_tempo(0).next_due_block(7), None);
    }

    #[test]
    fn epochs_to_come_follow_each_other_by_the_tempo() {
        let clock = Schedule {
            last_epoch_block: 100,
            epoch_index: 7,
            ..with_tempo(10)
        };
        let start = |index| clock.start_of_epoch(index, 104);
        assert_eq!(start(6), None);
        assert_eq!(start(7), Some(100));
        assert_eq!(start(8), Some(110));
        assert_eq!(start(10), Some(130));
        assert_eq!(start(u64::MAX), Some(u64::MAX));
        // An epoch that waits is expected in the next block.
        assert_eq!(clock.start_of_epoch(8, 112), Some(113));
        let stopped = Schedule { tempo: 0, ..clock };
        assert_eq!(stopped.start_of_epoch(7, 104), Some(100));
        assert_eq!(stopped.start_of_epoch(8, 104), None);
    }

    #[test]
    fn the_admin_window_closes_before_an_epoch() {
        let schedule = with_tempo(100);
        assert!(!schedule.in_admin_freeze_window(90, 10));
        assert!(schedule.in_admin_freeze_window(91, 10));
        let triggered = Schedule {
            pending_epoch_at: 50,
            ..schedule
        };
        assert!(triggered.in_admin_freeze_window(49, 0));
        assert!(!triggered.in_admin_freeze_window(50, 0));
    }

    #[test]
    fn the_lookahead_counts_an_epoch_that_is_due() {
        let schedule = Schedule {
            epoch_index: 7,
            ..with_tempo(10)
        };
        assert_eq!(schedule.epoch_with_lookahead(9), 7);
        assert_eq!(schedule.epoch_with_lookahead(10), 8);
    }

    #[test]
    fn first_epochs_of_subnets_made_together_are_spread() {
        assert_eq!(initial_last_epoch_block(3, 360, 1_000), 997);
        assert_eq!(initial_last_epoch_block(363, 360, 1_000), 997);
        assert_eq!(initial_last_epoch_block(3, 0, 1_000), 1_000);
        assert_eq!(initial_last_epoch_block(3, 360, 1), 0);
    }

    #[test]
    fn registrations_count_as_new_since_the_last_executed_epoch() {
        assert_eq!(last_tempo(0, 1_000, 360), 640);
        assert_eq!(last_tempo(0, 100, 360), 0);
        assert_eq!(last_tempo(900, 1_000, 360), 901);
    }

    #[test]
    fn the_default_activity_cutoff_is_5000_blocks() {
        assert_eq!(activity_cutoff(13_889, 360), 5_000);
        assert_eq!(activity_cutoff(1_000, 0), 1);
        assert_eq!(activity_cutoff(u32::MAX, u16::MAX), 281_470_681_677);
    }
}
