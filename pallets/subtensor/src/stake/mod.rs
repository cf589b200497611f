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
//! | `orders` | what limit orders may do |
//! | `fees` | transaction fees paid out of stake |
//! | `burn` | alpha that its holder destroys |
//! | `auto_stake` | to which hotkey mining rewards are staked |
//! | `nomination` | the smallest stake a nominator may keep |
//! | `locks` | owns the locks: stake that may not leave its subnet, and the conviction it gives |
//! | `root_claims` | owns what root stakers are owed in alpha |
//! | `root_index` | owns the list of root stakers |
//! | `claim` | pays root stakers what they are owed |
//! | `weight` | stake as the epoch and the weight checks see it |

mod add;
mod auto_stake;
mod burn;
pub(crate) mod claim;
mod fees;
mod limit_price;
pub(crate) mod locks;
mod market;
mod money;
mod nomination;
mod orders;
mod positions;
mod remove;
mod root_claims;
mod root_index;
mod totals;
mod transition;
mod unstake_all;
mod validate;
mod weight;

pub(crate) use auto_stake::MOST_LISTED;
pub use fees::{AlphaFee, FeePosition};
pub use market::Trade;
pub(crate) use weight::Relations;

use myelin_types::TaoBalance;

/// The smallest stake, in rao of TAO: every stake operation moves at least this much.
pub const MIN_STAKE: TaoBalance = TaoBalance(2_000_000);
