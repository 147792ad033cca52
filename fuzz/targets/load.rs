//! A small knowledge base with any harm done to one of its files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| attache_fuzz::load(data));
