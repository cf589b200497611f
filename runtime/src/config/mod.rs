//! The configuration of every pallet, by theme.

pub mod beacon;
pub mod consensus;
pub mod governance;
pub mod money;
pub mod subtensor;
pub mod system;
pub mod time;
