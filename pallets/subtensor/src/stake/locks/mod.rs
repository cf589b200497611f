//! Locks: alpha that a coldkey binds to a subnet in favour of a hotkey (staking.md section 16).
//!
//! A coldkey has at most one lock on a subnet, on one hotkey. The lock covers no position of its
//! own: the coldkey may stake with whom it likes, as long as all its stake on the subnet together
//! does not fall below the mass of the lock. The mass decays by itself unless the coldkey keeps it;
//! the conviction behind the hotkey grows with time, and much of it can take over the subnet.
//!
//! Every lock counts in one of four buckets: is its hotkey that of the subnet's owner, and is it
//! perpetual? The arithmetic stands in `myelin_conviction`.
//!
//! This folder alone writes `Lock` with its inverse `LockingColdkeys`, the buckets `HotkeyLock`,
//! `DecayingHotkeyLock`, `OwnerLock` and `DecayingOwnerLock`, the totals `HotkeyLockTotal` and
//! `DecayingHotkeyLockTotal`, the modes `DecayingLock` and the `AccountFlags`.
//!
//! | file | what it does |
//! |---|---|
//! | `state` | reads and writes locks, keeping their inverse and their buckets in step |
//! | `available` | how much of a coldkey's stake may leave the subnet |
//! | `calls` | the calls |
//! | `carry` | what happens to locks when stake moves, is sold, or ends |
//! | `conviction` | the conviction behind a hotkey, and buckets that change with the owner |
//! | `check` | what must hold after every block |

pub(crate) mod available;
mod calls;
mod carry;
pub(crate) mod check;
mod conviction;
mod state;
