//! Stake: who holds how much of what, and how it gets there.
//!
//! | file | what it does |
//! |---|---|
//! | `positions` | owns the share maps: what a coldkey holds under a hotkey on a subnet |
//! | `totals` | owns the reserves of the pools and the counters beside them |
//! | `money` | moves TAO between accounts, subnet accounts and the block author |
//! | `market` | buys and sells alpha, keeping positions, totals and money together |
//! | `validate` | the checks before a stake operation, in the order users see them |
//! | `limit_price` | how much an order may take under a limit price |
//! | `add`, `remove`, `unstake_all`, `transition` | the calls |
//! | `burn` | alpha that its holder destroys |
//! | `auto_stake` | to which hotkey mining rewards are staked |
//! | `nomination` | the smallest stake a nominator may keep |
//! | `root_claims` | alpha owed to root stakers, and the index of those stakers |
//! | `weight` | stake as the epoch and the weight checks see it |

mod add;
mod auto_stake;
mod burn;
mod limit_price;
mod market;
mod money;
mod nomination;
mod positions;
mod remove;
mod root_claims;
mod totals;
mod transition;
mod unstake_all;
mod validate;
mod weight;

pub use market::Trade;

use myelin_types::TaoBalance;

/// The smallest stake, in rao of TAO: every stake operation moves at least this much.
pub const MIN_STAKE: TaoBalance = TaoBalance(2_000_000);
