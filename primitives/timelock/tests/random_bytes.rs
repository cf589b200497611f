//! The fuzz target of the decoder, with random bytes. `scripts/fuzz.sh timelock_decode` goes on for
//! as long as one likes, and learns from what it has seen.

mod fuzzed;

use proptest::prelude::*;

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic_or_open_what_was_not_hidden(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        fuzzed::decode(&bytes);
    }
}
