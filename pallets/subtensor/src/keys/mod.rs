//! Coldkeys and hotkeys: who owns whom, and what coldkeys say of themselves.

pub(crate) mod identity;
mod pairing;
mod still;
