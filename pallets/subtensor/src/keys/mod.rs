//! Coldkeys and hotkeys: who owns whom, and what coldkeys say of themselves.

mod identity;
mod pairing;
mod still;
