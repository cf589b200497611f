//! Subnets: which exist, how one is created, started, named, and ended.
//!
//! | file | what it does |
//! |---|---|
//! | `registry` | which subnets exist, their accounts and their mechanisms |
//! | `create` | a new subnet: price, netuid, first values, pool, owner |
//! | `lock_cost` | the price of a new subnet |
//! | `mechanisms` | how many weight matrices a subnet has, and how its emission is split over them |
//! | `start` | opens trading and emission |
//! | `identity`, `symbols` | what owners say of their subnet |
//! | `dissolve` | which subnet makes room, and how its stakers are paid |
//! | `takeover` | the owner hotkey, and how much conviction takes over a subnet |
//! | `overrides` | reads an item for all subnets that do not leave it at its default |
//! | `cleanup` | the list of everything stored for a subnet, and its removal |

mod cleanup;
mod create;
mod dissolve;
mod identity;
mod lock_cost;
mod mechanisms;
mod overrides;
mod registry;
mod start;
mod symbols;
mod takeover;

pub(crate) use dissolve::Walk;
pub(crate) use overrides::Overrides;
#[cfg(test)]
pub(crate) use takeover::MAX_COUNTED;

pub use cleanup::{KEPT_ITEMS, NETUID_KEYED_ITEMS};

/// Value of `SubnetMechanism` of a subnet with a pool and a token of its own.
pub use myelin_types::market::DYNAMIC_MECHANISM as DYNAMIC_SUBNET;
