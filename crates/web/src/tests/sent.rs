//! Forms as they come, in the one way and in the other: both are read as strictly.

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};

use crate::sent::{IN_PARTS, Sent};

fn read(kind: &str, body: &[u8]) -> Option<Sent> {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_str(kind).unwrap())]);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(Sent::read(&headers, body.to_vec().into()))
}

fn parts(body: &[u8]) -> Option<Sent> {
    read(&format!("{IN_PARTS}; boundary=x"), body)
}

const FIELD: &str = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\nc\r\n";

/// A part with a file, under a name.
fn file(name: &str, bytes: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n")
}

#[test]
fn a_form_in_parts_says_what_the_same_form_says_otherwise() {
    let sent = parts(format!("{FIELD}--x--\r\n").as_bytes()).unwrap();
    let plain = read("application/x-www-form-urlencoded", b"a=b%0D%0Ac").unwrap();
    assert_eq!((&sent.fields, &sent.file), (&plain.fields, &None));
    assert_eq!(sent.digest(), plain.digest());
    let sent = parts(format!("{FIELD}{}--x--\r\n", file("a.txt", "Wörds\r\n")).as_bytes()).unwrap();
    assert_eq!(sent.fields.get("file"), Some("a.txt"));
    assert_eq!(sent.file.as_deref(), Some("Wörds\r\n".as_bytes()), "not a byte is changed");
    let other = parts(format!("{FIELD}{}--x--\r\n", file("a.txt", "Words")).as_bytes()).unwrap();
    assert_ne!(sent.digest(), other.digest(), "the same form with another file is another form");
}

#[test]
fn what_no_browser_sends_is_no_form() {
    let (one, other) = (file("a.txt", "a"), file("b.txt", "b"));
    let many = FIELD.repeat(crate::FIELDS + 1);
    for body in [
        String::new(),
        FIELD.into(),
        format!("{FIELD}--y--\r\n"),
        format!("{one}{other}--x--\r\n"),
        format!("{many}--x--\r\n"),
        "--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--\r\n".into(),
        "--x\r\nContent-Disposition: form-data; name=\"a\0\"\r\n\r\nb\r\n--x--\r\n".into(),
        "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\0\r\n--x--\r\n".into(),
        format!("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n{}\r\nb\r\n--x--\r\n", "a: b\r\n".repeat(40)),
        file("a\r\nb.txt", "a") + "--x--\r\n",
    ] {
        assert!(parts(body.as_bytes()).is_none(), "{}", &body[..body.len().min(200)]);
    }
    assert!(parts(b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\xff\r\n--x--\r\n").is_none());
    assert!(read(IN_PARTS, format!("{FIELD}--x--\r\n").as_bytes()).is_none(), "no boundary");
}
