//! Epochs to be timed, on any target. Built for WASM this is a module whose `prepare` makes a
//! [`Bench`] and whose `epochs` runs it.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

#[path = "../../../benches/subnet/mod.rs"]
mod subnet;
#[cfg(target_arch = "wasm32")]
mod wasm;

use core::hint::black_box;

use myelin_yuma::Scratch;
use subnet::{Subnet, classic, yuma3};

/// A subnet and the working memory of its epochs.
pub struct Bench {
    subnet: Subnet,
    scratch: Scratch,
}

impl Bench {
    /// A subnet in which `validators` of the `uids` neurons give weights to `percent` percent of
    /// them. `rules`: 0 classic bonds, 1 Yuma3 bonds, 2 Yuma3 bonds with liquid alpha.
    ///
    /// # Panics
    ///
    /// On other `rules`.
    pub fn new(uids: u16, validators: u16, percent: u32, rules: u32) -> Self {
        let params = match rules {
            0 => classic(),
            1 => yuma3(false),
            2 => yuma3(true),
            _ => panic!("no such rules"),
        };
        Self {
            subnet: Subnet::new(uids, validators, percent, params),
            scratch: Scratch::default(),
        }
    }

    /// Runs `count` epochs and gives the number of weights.
    pub fn epochs(&mut self, count: u32) -> usize {
        for _ in 0..count {
            black_box(self.subnet.epoch(&mut self.scratch));
        }
        self.subnet.weights.entries()
    }
}
