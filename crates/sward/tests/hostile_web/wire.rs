//! Bytes on a connection, before they are a request.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::kit::town::Town;

/// How long a connection that says nothing may stay open.
const PATIENCE: Duration = Duration::from_secs(13);

fn open(at: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Says something, and hears everything until the other side closes.
fn say(at: SocketAddr, bytes: &[u8]) -> String {
    let mut stream = open(at);
    let _ = stream.write_all(bytes);
    let mut heard = vec![];
    let _ = stream.read_to_end(&mut heard);
    String::from_utf8_lossy(&heard).into_owned()
}

fn status(heard: &str) -> &str {
    heard.split(' ').nth(1).unwrap_or("closed")
}

/// A request that is in order, on a connection of its own.
fn get(at: SocketAddr) -> String {
    say(at, format!("GET / HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n").as_bytes())
}

#[test]
fn hostile_002_an_endless_form_is_cut_off() {
    let town = Town::new();
    let at = town.pages.listen();
    let mut stream = open(at);
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    let head = format!("POST /do HTTP/1.1\r\nHost: {at}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    stream.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).unwrap();
    let piece = format!("10000\r\n{}\r\n", "a".repeat(0x10000));
    let pieces = (0..1_000).take_while(|_| stream.write_all(piece.as_bytes()).is_ok()).count();
    assert!(pieces < 1_000, "64 MB were taken");
    assert_eq!(status(&get(at)), "200");
}

#[test]
fn hostile_003_slow_connections_keep_nobody_waiting_and_are_closed() {
    let town = Town::new();
    let at = town.pages.listen();
    let head = format!("POST /do HTTP/1.1\r\nHost: {at}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    let body = format!("{head}Content-Length: 1000\r\n\r\nname=");
    let slow = (0..500).map(|n| {
        let mut stream = open(at);
        stream.write_all(if n % 2 == 0 { b"GET / HTTP/1.1\r\nHo" } else { body.as_bytes() }).unwrap();
        stream
    });
    let mut slow = slow.collect::<Vec<_>>();
    // Were it kept waiting, all five would be, until the slow ones are closed; one alone may meet a busy machine.
    let mut waits = [(); 5].map(|()| {
        let begun = Instant::now();
        assert_eq!(status(&get(at)), "200");
        begun.elapsed()
    });
    waits.sort();
    assert!(waits[2] < Duration::from_secs(1), "honest requests waited {waits:?}");
    let begun = Instant::now();
    for stream in &mut slow {
        let mut heard = vec![];
        stream.read_to_end(&mut heard).expect("a slow connection is closed");
    }
    assert!(begun.elapsed() < PATIENCE);
}

#[test]
fn hostile_004_ten_thousand_headers_and_a_cookie_of_a_megabyte_are_too_much() {
    let town = Town::new();
    let at = town.pages.listen();
    let headers = (0..10_000).map(|n| format!("x-{n}: a\r\n")).collect::<String>();
    let cookie = format!("Cookie: sward={}\r\n", "a".repeat(1_000_000));
    for more in [headers, cookie] {
        let heard = say(at, format!("GET / HTTP/1.1\r\nHost: {at}\r\n{more}\r\n").as_bytes());
        assert!(["431", "closed"].contains(&status(&heard)), "{heard}");
    }
    assert_eq!(status(&get(at)), "200");
}

#[test]
fn hostile_005_087_a_request_that_ends_in_two_places_is_refused_and_the_connection_closed() {
    let town = Town::new();
    let at = town.pages.listen();
    let post = format!("POST /do HTTP/1.1\r\nHost: {at}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    let smuggled = format!("0\r\n\r\nGET /in/smuggled HTTP/1.1\r\nHost: {at}\r\n\r\n");
    for head in [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding: chunked;a=b\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5, 5\r\n",
        "X: a\nContent-Length: 5\r\n",
        "X: a\r\n b\r\n",
    ] {
        let heard = say(at, format!("{post}{head}\r\n{smuggled}").as_bytes());
        assert_eq!(status(&heard), "400", "{head:?}: {heard}");
        assert_eq!(heard.matches("HTTP/1.1 ").count(), 1, "{head:?}: {heard}");
    }
    let bare = say(at, format!("GET / HTTP/1.1\nHost: {at}\n\n").as_bytes());
    assert_eq!(status(&bare), "400");
    assert_eq!(status(&get(at)), "200");
}

#[test]
fn hostile_096_no_connection_outlives_a_right_every_answer_ends_and_the_next_is_judged_anew() {
    let town = Town::new();
    let secretary = town.visitor("secretary");
    let at = town.pages.listen();
    let cookie = secretary.cookie.clone().unwrap();
    let mut stream = open(at);
    let mut ask = |path: &str| {
        let accept = "Accept: text/event-stream, */*";
        let head = format!("GET {path} HTTP/1.1\r\nHost: {at}\r\nCookie: {cookie}\r\n{accept}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        // Head and body, as long as the head says: an answer without an end would be waited for.
        let (mut heard, mut byte) = (vec![], [0; 1]);
        while !heard.ends_with(b"\r\n\r\n") {
            stream.read_exact(&mut byte).unwrap();
            heard.push(byte[0]);
        }
        let head = String::from_utf8(heard).unwrap();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap().parse().unwrap();
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        (status(&head).to_string(), head)
    };
    let new = town.at("mill") + "/people/new";
    for route in sward::pages::site().routes {
        let path = route.path.replace("/u/{unit}", &town.at("mill")).replace("{id}", &town.meeting("mill"));
        let (_, head) = ask(&path);
        assert!(!head.contains("event-stream") && !head.contains("upgrade"), "{path}: {head}");
    }
    assert_eq!(ask(&new).0, "200");
    town.node.ok(&["office", "end", "mill", "secretary", "--now", crate::kit::town::NOW]);
    // The same connection: what it asks next is judged by the books as they are now.
    assert_eq!(ask(&new).0, "404");
}
