//! What the process asks of its allocator.

/// Keeps glibc from holding on to the memory that loading a knowledge base needed for a moment.
///
/// Of its own, glibc gives large blocks back to the system when they are freed, but each that it gives back raises the
/// size from which it calls a block large (`man 3 mallopt`, `M_MMAP_THRESHOLD`), up to 32 MiB: after loading, what was
/// needed for a moment stays with the process for good. A fixed size leaves an idle bot a tenth smaller, and one arena for
/// all threads another hundredth, at the same speed (measured with `benches/load/run`). It is the process's own decision,
/// so only the `attache` command makes it, never the plugin.
pub(super) fn settle() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        /// From this size on, in bytes, a block is the system's: the size that glibc starts with.
        const LARGE: libc::c_int = 128 * 1024;
        // SAFETY: any process may call `mallopt` with any numbers at any time; where it is refused nothing changes.
        #[expect(unsafe_code, reason = "there is no other way to tell glibc, short of the environment")]
        unsafe {
            libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
            libc::mallopt(libc::M_ARENA_MAX, 1);
        }
    }
}

/// Gives back to the system what loading left free between what stays: a fiftieth of an idle bot (measured likewise).
#[cfg(feature = "discord")]
pub(super) fn give_back() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        // SAFETY: any process may call `malloc_trim` at any time; blocks in use stay where they are.
        #[expect(unsafe_code, reason = "there is no other way to tell glibc")]
        unsafe {
            libc::malloc_trim(0);
        }
    }
}
