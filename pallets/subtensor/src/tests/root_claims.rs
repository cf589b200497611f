//! Claiming what TAO on root has earned in alpha (staking.md 15).

mod automatic;
mod by_hand;
mod cost;
mod leaving;
mod random;
mod settings;
