//! Coldkeys and hotkeys: who owns whom, and what coldkeys say of themselves.

pub(crate) mod identity;
pub(crate) mod listed;
mod pairing;
mod still;
