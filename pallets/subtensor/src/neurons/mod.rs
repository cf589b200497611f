//! Neurons: how a hotkey gets a uid, keeps it, loses it, and tells where it can be reached.
//!
//! | file | what it does |
//! |---|---|
//! | `uids` | owns `Keys`, `Uids` and the growth of every vector with one entry a uid |
//! | `pruning` | which neuron makes room for another |
//! | `trim` | which neurons go when a subnet wants fewer |
//! | `register` | the registration calls |
//! | `burn` | the price of a registration from block to block |
//! | `serving` | endpoints that neurons publish |

mod burn;
mod pruning;
mod register;
pub mod serving;
mod trim;
mod uids;
