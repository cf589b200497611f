//! No commit makes the decoder allocate more than its own size, whatever lengths it claims.
#![allow(
    unsafe_code,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "an allocator is unsafe by its nature; a test that cannot build its state has failed"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

use ark_bls12_381::Bls12_381;
use myelin_timelock::{
    Opener, Payload, Signature,
    encrypt::{Secrets, encrypt, public_key_of, sign},
};

/// Counts the bytes that were asked for.
struct Counting;

static ASKED: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is passed on to the allocator of the system.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED.fetch_add(layout.size(), Relaxed);
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What one opening asks for beside the payload: the points of a pairing, and the sums of points from
/// which the multiple of the generator is made.
const POINTS_BYTES: usize = 250_000;

fn asked_by(run: impl FnOnce()) -> usize {
    let before = ASKED.load(Relaxed);
    run();
    ASKED.load(Relaxed) - before
}

fn ciphertext(payload: &[u8]) -> Vec<u8> {
    let secrets = Secrets {
        secret: [2; 32],
        key: [3; 32],
        nonce: [4; 12],
    };
    encrypt(payload, 9, &public_key_of(&[1; 32]), &secrets).expect("it can be hidden")
}

/// The only test of this file: others would allocate meanwhile.
#[test]
fn what_is_allocated_is_bounded_by_the_size_of_the_input() {
    let signature = sign(9, &[1; 32]).expect("every round has a point");
    let signature = Signature::<Bls12_381>::decode(&signature).expect("it is a point");
    let opener = Opener::new();
    for size in [0, 51, 4_756] {
        let hidden = ciphertext(&vec![7; size]);
        let asked = asked_by(|| assert!(opener.decrypt(&hidden, &signature).is_ok()));
        println!("{} bytes: {asked} bytes asked for", hidden.len());
        assert!(asked <= POINTS_BYTES + 4 * hidden.len(), "{asked}");
        for claim in [1 << 20, 1 << 40, u64::MAX] {
            for at in [96, 136, 176, 184] {
                let mut lying = hidden.clone();
                lying[at..at + 8].copy_from_slice(&claim.to_le_bytes());
                let asked = asked_by(|| assert!(opener.decrypt(&lying, &signature).is_err()));
                assert_eq!(asked, 0, "it is refused before anything is computed");
            }
        }
    }
    // A list of a thousand million numbers, of which few follow, as hotkey, uids and values.
    let claim = [0xfe, 0xff, 0xff, 0xff];
    for prefix in [&[][..], &[0x80; 33], &[0, 0]] {
        for rest in [0, 1, 4_000] {
            let lying = [prefix, &claim, &vec![1; rest]].concat();
            let asked = asked_by(|| drop(Payload::decode(&lying)));
            assert!(asked <= 4 * lying.len() + 512, "{asked}");
        }
    }
}
