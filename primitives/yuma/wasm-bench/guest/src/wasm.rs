//! What the module exports, and what a module without the standard library needs.

use alloc::boxed::Box;
use core::panic::PanicInfo;

use dlmalloc::GlobalDlmalloc;

use crate::Bench;

#[global_allocator]
static ALLOCATOR: GlobalDlmalloc = GlobalDlmalloc;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// See [`Bench::new`]. The pointer is for [`epochs`] and stays valid as long as the instance.
#[unsafe(no_mangle)]
extern "C" fn prepare(uids: u32, validators: u32, percent: u32, rules: u32) -> *mut Bench {
    let narrow = |count: u32| u16::try_from(count).unwrap();
    let bench = Bench::new(narrow(uids), narrow(validators), percent, rules);
    Box::into_raw(Box::new(bench))
}

/// See [`Bench::epochs`].
///
/// # Safety
///
/// `bench` comes from [`prepare`] of this instance.
#[unsafe(no_mangle)]
unsafe extern "C" fn epochs(bench: *mut Bench, count: u32) -> usize {
    // SAFETY: the caller's promise; nothing else holds a reference, as WASM has one thread.
    unsafe { (*bench).epochs(count) }
}
