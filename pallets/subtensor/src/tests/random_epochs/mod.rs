//! Random subnets: whatever happens on them, and whatever their storage holds, an epoch stores what
//! the oracle of `myelin-yuma-oracle` finds.
//!
//! `MYELIN_RANDOM_EPOCHS=100 cargo test --release -p pallet-subtensor random_epochs` runs a hundred
//! times as many subnets. A test that fails names the seed of its subnet.

mod expected;
mod life;
mod shapes;

use std::env;

/// So many seeds, or as many times more as the environment asks for.
fn subnets(count: u64) -> u64 {
    let times: u64 = match env::var("MYELIN_RANDOM_EPOCHS") {
        Ok(times) => times.parse().expect("MYELIN_RANDOM_EPOCHS is a number"),
        Err(_) => 1,
    };
    count * times
}

/// Tells the seed of what fails.
struct Seed(u64);

impl Drop for Seed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("with the seed {}", self.0);
        }
    }
}

fn replayed(seed: u64, run: impl FnOnce()) {
    let _told = Seed(seed);
    run();
}
