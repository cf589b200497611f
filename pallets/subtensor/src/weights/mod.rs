//! Weights: how validators score neurons.
//!
//! `set` is the way of open weights, `checks` what is asked before, by the call and by the pool
//! alike.

mod checks;
mod set;
