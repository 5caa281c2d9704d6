//! Heads of requests: what passes, and what two readers could read differently.

use crate::heads::{Heads, LINE_BYTES};

fn passes(text: &str) -> bool {
    let whole = Heads::default().pass(text.as_bytes());
    let mut heads = Heads::default();
    assert_eq!(text.bytes().all(|byte| heads.pass(&[byte])), whole, "in pieces: {text:?}");
    whole
}

#[test]
fn requests_one_after_another_pass_whatever_their_bodies_are() {
    assert!(passes(
        "GET / HTTP/1.1\r\nHost: a\r\n\r\nPOST /do HTTP/1.1\r\nContent-Length: 4\r\n\r\na\nb\rGET / HTTP/1.1\r\n\r\n"
    ));
    assert!(passes("\r\nGET / HTTP/1.1\r\n\r\n"));
}

#[test]
fn what_two_readers_could_read_differently_does_not_pass() {
    for head in ["Host: a\nX: b", "X: a\rb", " folded: a", "Content-Length : 4", "no colon"] {
        assert!(!passes(&format!("POST /do HTTP/1.1\r\n{head}\r\n\r\n")), "{head:?}");
    }
    for length in ["+5", "0x5", "5, 5", "", "-1", "1e3", "9999999999999"] {
        assert!(!passes(&format!("POST /do HTTP/1.1\r\nContent-Length: {length}\r\n\r\n")), "{length:?}");
    }
    assert!(!passes("POST /do HTTP/1.1\r\nContent-Length: 5\r\ncontent-length: 5\r\n\r\n"));
    assert!(!passes("POST /do HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"));
}

#[test]
fn a_long_line_is_not_kept() {
    let mut heads = Heads::default();
    assert!(heads.pass(b"GET / HTTP/1.1\r\nCookie: "));
    (0..100).for_each(|_| assert!(heads.pass(&[b'a'; 10_000])));
    assert!(heads.line.len() <= LINE_BYTES);
}
