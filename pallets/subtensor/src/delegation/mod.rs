//! Delegation: what the owner of a hotkey keeps of its stakers' dividends, and the stake that
//! hotkeys lend to each other.
//!
//! A **parent** gives parts of its stake on a subnet to **children**. The stake counts for the
//! child in the epoch, and what the child earns with it goes to the parent, less the child's take.
//! Relations reach one level: what a parent was given itself it does not pass on.
//!
//! | module | theme |
//! |---|---|
//! | `take` | takes of delegates |
//! | `childkey_take` | takes of children |
//! | `set_children` | announcing children, and parents of new subnets |
//! | `announced` | announcements, and the block in which they take effect |
//! | `children` | the relations themselves |

mod announced;
mod childkey_take;
mod children;
mod set_children;
mod take;

pub(crate) use announced::ChildrenStep;
#[cfg(test)]
pub(crate) use announced::{DUE_PER_TURN, LOOKS_PER_TURN, TURNS_PER_BLOCK};
pub(crate) use children::MAX_PARENTS;
#[cfg(test)]
pub(crate) use set_children::{MAX_CHILDREN, SET_CHILDREN_RATE_LIMIT};
