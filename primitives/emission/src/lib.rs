//! Halving schedule, shares of the subnets, and the split of one subnet's emission
//! (`emission.md`, whose sections the items name).
//!
//! Pure arithmetic over plain data: the caller reads state, calls a function, and writes what it
//! returns. In the order of a block:
//!
//! | Step | Function | Section |
//! |---|---|---|
//! | registration price decays | [`DecayFactors::factor`], [`decay_burn`] | 2 |
//! | emission of the block, from TAO issuance | [`block_emission`], [`mintable`] | 3 |
//! | TAO of each subnet | [`price_ema`], [`subnet_shares`], [`subnet_tao`], [`root_sells`] | 4.2 |
//! | what enters a subnet's pool | [`root_proportion`], [`terms`] | 4.3 |
//! | what its participants wait for | [`split_alpha_out`] | 4.5 |
//! | dividends of a child shared with its parents | [`split_parents`] | 6.1 |
//! | dividends split into alpha and root part | [`split_dividends`] | 6.2 |
//! | take, claims, withheld miner emission | [`split_take`], [`claimable_rate`], [`miner_burned`] | 6.4–6.6 |
//! | moving price | [`smoothing`], [`moving_price`] | 8 |
//! | root stakers claim | [`earned`], [`owed`], [`claim_indices`] | 9 |
//!
//! Amounts are rao (`u64`). Fixed-point numbers round as `yuma.md` section 1.2 says: products
//! down, quotients towards zero, a quotient by zero is zero, everything else saturates.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod burn;
mod claims;
mod dividends;
mod fixed;
mod injection;
mod issuance;
mod parents;
mod participants;
mod price;
mod shares;

pub use burn::{DECAY_ONE, DecayFactors, decay_burn, decay_factor};
pub use claims::{claim_indices, earned, owed};
pub use dividends::{
    Dividend, DividendPayout, Taken, claimable_rate, miner_burned, split_dividends, split_take,
};
pub use fixed::{fraction_of_u16, fraction_of_u64};
pub use injection::{Terms, root_proportion, terms};
pub use issuance::{INITIAL_EMISSION, TOTAL_SUPPLY, block_emission, mintable};
pub use parents::{Child, ChildPayout, Parent, kept_proportion, split_parents};
pub use participants::{AlphaOut, split_alpha_out};
pub use price::{moving_price, price_ema, smoothing};
pub use shares::{SubnetShare, root_sells, subnet_shares, subnet_tao};
