//! What the program prints while it serves: nothing of what people write, bring or are.

use std::cell::RefCell;
use std::process::Command;

use crate::kit::served::Served;
use crate::kit::town::{Town, encoded, fresh};
use crate::kit::visitor::Visitor;

const NAME: &str = "Kanarek Zwitscher";
const CONTACT: &str = "+48 600 700 800";
const PASSWORD: &str = "eisvogel three quiet";
const MINUTES: &str = "Decided: Kormoran flies";
/// Everything that people write, send along, or guess at.
const CANARIES: [&str; 14] = [
    "Kanarek",
    "Zwitscher",
    "600 700",
    "eisvogel",
    "Kormoran",
    "Pirol",
    "Blaumeise",
    "Rotkehlchen",
    "Wiedehopf",
    "Dompfaff",
    "Zaunkoenig",
    "Neuntoeter",
    "203.0.113.77",
    "Wendehals",
];

/// The status of an answer.
fn status(heard: &str) -> u16 {
    heard.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// The cookie that an answer sets.
fn cookie(heard: &str) -> Option<String> {
    let line = heard.lines().find_map(|line| line.strip_prefix("set-cookie: "))?;
    line.split(';').next().map(String::from)
}

#[test]
fn hostile_147_what_the_program_prints_holds_no_secret_name_address_or_text_whatever_goes_wrong() {
    let town = Town::new();
    let link = |office: &str, person: &str| {
        let made = town.node.json(&["invite", "mill", "--as", office, "--person", person]);
        made["url"].as_str().unwrap().rsplit('#').next().unwrap().to_string()
    };
    let tokens = [link("secretary", "Ada Nowak"), link("deputy", "Bruno Lund")];
    let (ada, meeting) = (town.person("mill", "Ada Nowak"), town.meeting("mill"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_sward"));
    command.env("RUST_BACKTRACE", "1");
    let served = Served::by(&town.node, command);
    let headers = vec![("X-Forwarded-For", "203.0.113.77".into()), ("User-Agent", "Wiedehopf/7.7 (Android)".into())];
    let mut who = Visitor { headers, ..Visitor::default() };
    let (seen, ids) = (RefCell::new(vec![]), RefCell::new(vec![]));
    let ask = |who: &Visitor, line: &str, fields: &[(&str, &str)]| {
        let heard = served.ask(who, line, &encoded(fields)).unwrap();
        seen.borrow_mut().push(status(&heard));
        heard
    };
    // In by a link, once; then by what is no secret at all.
    let heard = ask(&who, "POST /in", &[("by", "link"), ("token", &tokens[0])]);
    who.cookie = cookie(&heard);
    let stranger =
        Visitor { cookie: Some("sward=Wendehals".into()), headers: who.headers.clone(), ..Visitor::default() };
    ask(&stranger, "POST /in", &[("by", "link"), ("token", &tokens[0])]);
    ask(&stranger, "POST /in", &[("by", "password"), ("name", "Dompfaff"), ("password", "Zaunkoenig in the wood")]);
    ask(&stranger, "POST /in", &[("by", "code"), ("code", "Neuntoeter")]);
    ask(&stranger, "POST /in", &[("by", "passkey"), ("ticket", "Neuntoeter"), ("credential", "{\"Dompfaff\":")]);
    let (mill, unit, own) = (town.at("mill"), town.unit("mill"), fresh());
    let deed = |who: &Visitor, deed: &str, subject: &str, more: &[(&str, &str)]| {
        let id = fresh();
        ids.borrow_mut().push(id.clone());
        let form =
            [("deed", deed), ("id", &id), ("unit", unit), ("subject", subject), ("back", "/Rotkehlchen?q=Blaumeise")];
        ask(who, "POST /do", &[&form[..], more].concat())
    };
    deed(&who, "own.password", &own, &[("name", "Dompfaff"), ("password", PASSWORD)]);
    let page = deed(&who, "own.codes", &own, &[]);
    let codes = page.split("<code dir=\"ltr\">").skip(1).map(|rest| rest[..19].to_string()).collect::<Vec<_>>();
    assert_eq!(codes.len(), 8, "{page}");
    let page = deed(&who, "own.calendar", &own, &[]);
    let calendar = page.split("/calendar/").nth(1).unwrap()[..32].to_string();
    for line in ["GET", "HEAD", "DELETE"] {
        ask(&stranger, &format!("{line} /calendar/{calendar}.ics"), &[]);
        ask(&stranger, &format!("{line} /stop/{calendar}"), &[]);
    }
    let person = fresh();
    deed(&who, "member.join", &person, &[("name", NAME), ("contact", CONTACT), ("day", "2026-02-01")]);
    deed(&who, "member.join", &person, &[("name", NAME), ("day", "Kanarek")]);
    deed(&who, "member.describe", &fresh(), &[("name", NAME), ("contacts", CONTACT)]);
    deed(&who, "member.describe", &person, &[("name", "Kanarek\u{202e}Zwitscher")]);
    deed(&who, "meeting.plan", &meeting, &[("agenda", "Pirol and other birds")]);
    deed(&who, "meeting.roll", &meeting, &[("text", "Pirol, as a draft"), ("here", &ada)]);
    deed(&who, "meeting.close", &meeting, &[("here", &person), ("text", MINUTES)]);
    deed(&who, "meeting.close", &meeting, &[("here", &ada), ("text", MINUTES)]);
    deed(&who, "Rotkehlchen", &ada, &[("text", MINUTES)]);
    deed(&stranger, "member.describe", &ada, &[("name", NAME)]);
    for line in ["GET", "HEAD", "DELETE"] {
        for path in
            ["/people", "/people?q=Blaumeise", "/people/Rotkehlchen", "?as_of=Blaumeise", "/accounts", "/meetings"]
        {
            ask(&who, &format!("{line} {mill}{path}"), &[]);
            ask(&stranger, &format!("{line} {mill}{path}"), &[]);
        }
    }
    ask(&stranger, "POST /in", &[("by", "code"), ("code", &codes[0])]);
    // What no browser sends.
    let host = served.at;
    for raw in [
        "GET /Rotkehlchen HTTP/1.1\r\nHost: dompfaff.example\r\n\r\n".to_string(),
        "Kanarek Zwitscher\r\n\r\n".into(),
        format!("POST /do HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nKormoran"),
        format!(
            "POST /do HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{{\"Kormoran\":"
        ),
        format!("POST /do HTTP/1.1\r\nHost: {host}\r\nContent-Length: 900000\r\n\r\nKormoran"),
        format!("GET /{} HTTP/1.1\r\nHost: {host}\r\nCookie: Pirol\r\n\r\n", "%00Blaumeise".repeat(900)),
    ] {
        served.send(raw.as_bytes());
    }
    // Tables that are damaged so that whoever reads them finds a text where there should be none.
    let read = rusqlite::Connection::open(town.node.data().join("read.db")).unwrap();
    let broken = format!("UPDATE subject SET state = '{{\"joined\":\"{NAME}\"}}' WHERE kind = 'member'");
    assert!(read.execute(&broken, []).unwrap() > 3);
    read.execute("UPDATE subject SET state = '\"Kormoran\"' WHERE kind = 'meeting'", []).unwrap();
    let node = rusqlite::Connection::open(town.node.data().join("node.db")).unwrap();
    for path in [format!("/people/{person}"), format!("/meetings/{meeting}"), "/people".into(), "/health".into()] {
        ask(&who, &format!("GET {mill}{path}"), &[]);
    }
    deed(&who, "member.describe", &person, &[("name", NAME), ("contacts", CONTACT)]);
    node.execute("UPDATE account SET viewer = '\"Wendehals\"'", []).unwrap();
    ask(&who, &format!("GET {mill}/people"), &[]);
    ask(&stranger, "POST /in", &[("by", "code"), ("code", &codes[1])]);
    for hoped in [200, 303, 400, 401, 403, 404, 405, 422, 500] {
        assert!(seen.borrow().contains(&hoped), "nothing was answered with {hoped}");
    }
    let said = served.said();
    assert!(said.contains("does not read"), "what fails is told to whoever looks after the machine: {said}");
    let session = who.cookie.as_deref().unwrap().split_once('=').unwrap().1;
    let addresses = [mill.trim_start_matches("/u/"), &person, &ada, &meeting, session];
    let ids = [ids.take(), tokens.to_vec(), vec![own, calendar]].concat();
    let ids = ids.iter().map(String::as_str);
    let secrets = ids.chain(codes.iter().map(String::as_str)).chain(addresses).chain(CANARIES).collect::<Vec<_>>();
    let lower = said.to_lowercase();
    let told = secrets.iter().filter(|secret| lower.contains(&secret.to_lowercase())).collect::<Vec<_>>();
    assert_eq!(told, Vec::<&&str>::new(), "{said}");
}

#[test]
fn hostile_074_a_stranger_s_form_leaves_neither_their_address_nor_their_browser_behind() {
    let town = Town::new();
    let served = Served::by(&town.node, Command::new(env!("CARGO_BIN_EXE_sward")));
    let headers = vec![
        ("X-Forwarded-For", "203.0.113.77".into()),
        ("User-Agent", "Wiedehopf/7.7 (Android)".into()),
        ("Referer", "https://wendehals.example/".into()),
    ];
    let who = Visitor { headers, ..Visitor::default() };
    // What somebody without an account can send today: tries at the door, and forms that nobody signed in asks for.
    for fields in [
        vec![("by", "password"), ("name", "Pirol"), ("password", "Blaumeise")],
        vec![("by", "code"), ("code", "Rotkehlchen")],
        vec![("by", "link"), ("token", "Dompfaff")],
        vec![("deed", "member.join"), ("name", "Zaunkoenig")],
    ] {
        for line in ["POST /in", "POST /do"] {
            let heard = served.ask(&who, line, &encoded(&fields)).unwrap();
            assert!(status(&heard) >= 400, "{heard}");
        }
    }
    let said = served.said();
    drop(served);
    let mut files = vec![town.node.path().to_path_buf()];
    let mut bytes = said.into_bytes();
    while let Some(at) = files.pop() {
        if at.is_dir() {
            files.extend(std::fs::read_dir(at).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            bytes.extend(std::fs::read(at).unwrap());
        }
    }
    for trace in
        ["203.0.113.77", "Wiedehopf", "wendehals", "Pirol", "Blaumeise", "Rotkehlchen", "Dompfaff", "Zaunkoenig"]
    {
        let found = bytes.windows(trace.len()).any(|window| window == trace.as_bytes());
        assert!(!found, "{trace} stands in a file or was printed");
    }
}
