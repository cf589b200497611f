//! Weights: how validators score neurons.
//!
//! | file | what it does |
//! |---|---|
//! | `set` | open weights, and what a reveal has in common with them |
//! | `commits` | hidden weights: a hash first, the weights an epoch later; owns `WeightCommits` |
//! | `timelock` | weights hidden until a round of the beacon; owns the items named `Timelocked…` |
//! | `batch` | several subnets in one call |
//! | `checks` | what is asked before, by the call and by the pool alike |

mod batch;
mod checks;
mod commits;
mod set;
mod timelock;

pub(crate) use batch::CompactRow;
pub(crate) use commits::{Reveal, RevealClock, Revealed};
pub(crate) use set::Scores;
#[cfg(feature = "runtime-benchmarks")]
pub(crate) use timelock::Commit;
pub use timelock::{DiscardReason, WaitingHotkeys, WaitingQueues};
pub(crate) use timelock::{Hidden, MAX_QUEUE, MAX_QUEUE_KILOBYTES};
