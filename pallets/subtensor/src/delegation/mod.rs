//! Delegation: what the owner of a hotkey keeps of its stakers' dividends, and the stake that
//! hotkeys lend to each other.

mod children;
mod take;
