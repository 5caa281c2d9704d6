//! Any bytes, given to every decoder of a book: `cargo +nightly fuzz run any`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Err(promise) = book::fuzz::any(bytes) {
        panic!("broken: {promise}");
    }
});
