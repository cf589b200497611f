//! Epochs: when one runs, what goes into it, and what is kept of its result.
//!
//! An epoch is `load → myelin_yuma::run → persist`, once for each mechanism of the subnet, and
//! then once over all of them. The arithmetic stands in `myelin_yuma`.
//!
//! | file | what it does |
//! |---|---|
//! | `schedule` | when the epoch of a subnet is due, and which wait for the next block |
//! | `tempo` | the calls by which owners influence the schedule |
//! | `load` | reads what an epoch needs, every key once |
//! | `run` | runs the mechanisms and merges their results |
//! | `persist` | owns the vectors an epoch writes, and writes only what changed |
//! | `voting_power` | owns the voting power of validators: calls, and its step in an epoch |

mod load;
mod persist;
mod run;
mod schedule;
mod tempo;
mod voting_power;

pub(crate) use run::{EpochReward, EpochSize};
pub(crate) use schedule::EpochPlan;
