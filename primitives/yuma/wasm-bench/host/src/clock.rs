//! The clock of all measurements: it stands still while other processes have the core.

/// CPU time of this thread in seconds.
pub fn cpu_seconds() -> f64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the call writes to `time`, which outlives it, and to nothing else.
    let code = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    assert_eq!(code, 0, "every Linux has a clock of the thread's CPU time");
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
