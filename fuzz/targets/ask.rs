//! Any question to the compiled-in knowledge base.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| attache_fuzz::ask(data));
