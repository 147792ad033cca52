//! Any text, without its markup.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| attache_fuzz::normalise(data));
