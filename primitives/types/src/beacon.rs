//! What the chain knows of a randomness beacon: the border between who keeps its signatures and who
//! opens with them what was hidden until a round.

use alloc::vec::Vec;

/// A beacon signs the numbers of rounds, one after the other, in a fixed rhythm.
pub trait Beacon {
    /// The newest round whose signature is known; 0 when none is.
    fn last_stored_round() -> u64;

    /// The signature of a round: a compressed point of G1 of BLS12-381, checked against the key of
    /// the beacon. None while it is not known, or no longer.
    fn signature(round: u64) -> Option<Vec<u8>>;

    /// The round that will be the newest one when so many seconds have passed, by the clock of the
    /// chain and the rhythm of the beacon; none when either is not known.
    fn round_in(seconds: u64) -> Option<u64>;
}

/// A beacon that never signs anything.
impl Beacon for () {
    fn last_stored_round() -> u64 {
        0
    }

    fn signature(_: u64) -> Option<Vec<u8>> {
        None
    }

    fn round_in(_: u64) -> Option<u64> {
        None
    }
}
