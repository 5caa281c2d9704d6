//! Files that somebody attaches to a policy: what they may be, who fetches them, and a form in parts that no browser sends.

use axum::http::{Request, header};

use crate::kit::town::{Got, NOW, Town, fresh};
use crate::kit::visitor::Visitor;

/// A photograph that tells where it was taken, as it begins; from Latin-1, so that each sign is a byte.
const PHOTOGRAPH: &str = "\u{ff}\u{d8}\u{ff}\u{e1}Exif\0\0GPSLatitude 50.0";

/// A town in which the centre has a policy, and its id.
fn town() -> (Town, String) {
    let town = Town::new();
    let text = town.node.write("visits.md", "Visit everybody.");
    town.node.ok(&["policy", "write", "meadow", "Visits", &text, "--now", NOW]);
    town.node.ok(&["policy", "adopt", "meadow", "Visits", "--now", NOW]);
    let policy = town.policy();
    (town, policy)
}

/// One part of a form: its name, the name of a file, and what is in it.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

fn body(parts: &[Part]) -> Vec<u8> {
    let mut body = vec![];
    for (name, file, bytes) in parts {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
        body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend_from_slice(bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    body
}

/// Sends a form in parts.
fn send(town: &Town, who: &Visitor, body: Vec<u8>) -> Got {
    let request = Request::post("/do").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    town.ask(who, request, body)
}

/// Fields of the form that attaches a file, without the file.
fn fields<'a>(town: &'a Town, policy: &'a str, id: &'a str) -> [Part<'a>; 5] {
    let field = |name, value: &'a str| (name, None, value.as_bytes());
    let (unit, subject) = (field("unit", town.unit("meadow")), field("subject", policy));
    [field("deed", "policy.attach"), field("id", id), unit, subject, field("back", "/")]
}

fn attach(town: &Town, who: &Visitor, policy: &str, more: &[Part]) -> Got {
    let id = fresh();
    send(town, who, body(&[&fields(town, policy, &id)[..], more].concat()))
}

fn bytes(latin: &str) -> Vec<u8> {
    latin.chars().map(|sign| sign as u8).collect()
}

#[test]
fn hostile_076_077_078_no_picture_and_no_page_is_attached_whatever_it_is_called() {
    let (town, policy) = town();
    let who = town.visitor("centre");
    let before = town.node.digest();
    // What says that it is 50,000 wide, and what would unpack to as much as you like, is never opened.
    let (wide, packed) = (bytes("\u{89}PNG\r\n\u{1a}\nIHDR\0\0\u{c3}P"), bytes("PK\u{3}\u{4}\0\0bomb"));
    let (page, photograph) = (b"<script>alert(1)</script>".to_vec(), bytes(PHOTOGRAPH));
    for (name, bytes) in [
        ("hall.jpg", &photograph),
        ("hall.pdf", &photograph),
        ("hall.txt", &photograph),
        ("hall.jpg", &page),
        ("hall.pdf", &page),
        ("hall.html", &page),
        ("hall.svg", &page),
        ("hall.png", &wide),
        ("hall.txt", &packed),
        ("hall.txt", &vec![]),
    ] {
        let got = attach(&town, &who, &policy, &[("file", Some(name), bytes)]);
        assert_eq!(got.status, 422, "{name}");
    }
    let got = attach(&town, &who, &policy, &[("file", Some("hall.jpg"), &photograph)]);
    assert!(got.body.contains("A picture may tell where it was taken"), "{}", got.body);
    assert_eq!(town.node.digest(), before);
}

#[test]
fn hostile_077_a_page_that_is_called_a_text_is_kept_by_the_browser_and_never_shown() {
    let (town, policy) = town();
    let (who, page) = (town.visitor("centre"), "<script>alert(1)</script>");
    assert_eq!(attach(&town, &who, &policy, &[("file", Some("ä b.txt"), page.as_bytes())]).status, 303);
    let at = format!("{}/policies/{policy}", town.at("mill"));
    for reader in ["member", "secretary"] {
        let reader = town.visitor(reader);
        let shown = town.get(&reader, &at).body;
        assert!(shown.contains("ä b.txt") && !shown.contains("<script>alert"), "{shown}");
    }
    let got = town.get(&town.visitor("member"), &(at + "/files/1"));
    assert_eq!((got.status, got.body.as_str()), (200, page));
    assert_eq!(got.header("content-type"), "application/octet-stream");
    assert_eq!(got.header("content-disposition"), "attachment; filename=\"__b.txt\"; filename*=UTF-8''%C3%A4%20b.txt");
    assert_eq!((got.header("x-content-type-options"), got.header("cache-control")), ("nosniff", "no-store"));
    assert!(got.header("content-security-policy").contains("default-src 'none'"));
}

#[test]
fn hostile_001_a_file_of_one_byte_too_many_is_refused_and_a_larger_one_is_not_read() {
    let (town, policy) = town();
    let (who, before) = (town.visitor("centre"), town.node.digest());
    let large = |bytes: usize| vec![b'x'; bytes];
    let file = |bytes: &[u8]| attach(&town, &who, &policy, &[("file", Some("a.txt"), bytes)]);
    let got = file(&large(policy::FILE_BYTES + 1));
    assert_eq!(got.status, 422);
    assert!(got.body.contains("larger than 240 kB"), "{}", got.body);
    assert_eq!(file(&large(web::BODY_BYTES)).status, 413);
    assert_eq!(town.node.digest(), before);
    assert_eq!(file(&large(policy::FILE_BYTES)).status, 303);
    let at = format!("{}/policies/{policy}/files/1", town.at("meadow"));
    assert_eq!(town.get(&who, &at).body.len(), policy::FILE_BYTES);
}

#[test]
fn hostile_104_a_file_is_there_for_whoever_may_read_the_policy_and_for_nobody_else() {
    let (town, policy) = town();
    let who = town.visitor("centre");
    let text = town.node.write("draft.md", "Not yet.");
    town.node.ok(&["policy", "write", "meadow", "Draft", &text, "--now", NOW]);
    let listed = town.node.json(&["policy", "list", "meadow"]);
    let draft = listed.as_array().unwrap().iter().find(|row| row["title"] == "Draft").unwrap()["policy"].clone();
    let draft = draft.as_str().unwrap();
    for policy in [policy.as_str(), draft] {
        assert_eq!(attach(&town, &who, policy, &[("file", Some("a.txt"), b"Words")]).status, 303);
    }
    let at = |unit: &str, policy: &str, number: &str| format!("{}/policies/{policy}/files/{number}", town.at(unit));
    let member = town.visitor("member");
    let nowhere = town.get(&member, &format!("/u/{}", "0".repeat(20))).body;
    assert_eq!(town.get(&who, &at("meadow", draft, "1")).status, 200);
    assert_eq!(town.get(&member, &at("mill", &policy, "1")).status, 200);
    for path in [
        at("mill", draft, "1"),
        at("hill", &policy, "1"),
        at("meadow", &policy, "1"),
        at("mill", &fresh(), "1"),
        at("mill", &policy, "0"),
        at("mill", &policy, "2"),
        at("mill", &policy, "01"),
        at("mill", &policy, "+1"),
        at("mill", &policy, "4294967297"),
        at("mill", &policy, "1/.."),
    ] {
        let got = town.get(&member, &path);
        assert_eq!((got.status, got.body == nowhere), (404, true), "{path}");
    }
    let out = town.get(&Visitor::default(), &at("mill", &policy, "1"));
    assert!(out.status == 401 && !out.body.contains("Words"), "{}", out.body);
    // What was taken off, and what nobody who asks may take off.
    let detach = |who: &Visitor| {
        let (id, unit) = (fresh(), town.unit("meadow"));
        let fields = [("deed", "policy.detach"), ("id", &id), ("unit", unit), ("subject", &policy), ("number", "1")];
        town.send(who, &fields).status
    };
    assert_eq!([detach(&member), detach(&town.visitor("region")), detach(&Visitor::default())], [404, 404, 401]);
    assert_eq!(detach(&who), 303);
    assert_eq!(town.get(&member, &at("mill", &policy, "1")).status, 404);
}

#[test]
fn whoever_reads_an_amended_policy_sees_which_files_came_and_went() {
    let (town, policy) = town();
    let (who, member) = (town.visitor("centre"), town.visitor("member"));
    for name in ["old.txt", "stays.txt"] {
        assert_eq!(attach(&town, &who, &policy, &[("file", Some(name), b"Words")]).status, 303);
    }
    let text = town.node.write("visits-2.md", "Visit everybody twice.");
    town.node.ok(&["policy", "amend", "meadow", "Visits", &text, "--now", NOW]);
    town.node.ok(&["policy", "detach", "meadow", "Visits", "old.txt", "--now", NOW]);
    assert_eq!(attach(&town, &who, &policy, &[("file", Some("new.txt"), b"Words")]).status, 303);
    let shown = |who: &Visitor, unit: &str| {
        let page = town.get(who, &format!("{}/policies/{policy}", town.at(unit))).body;
        crate::kit::markup::told(&page)
    };
    let seen = shown(&member, "mill");
    let changed = seen.split_once("What changed since the version before").expect("it was amended").1;
    assert!(changed.contains("Attached: new.txt\nTaken off: old.txt\n"), "{seen}");
    assert!(!changed.contains("stays.txt") && seen.matches("old.txt").count() == 1, "{seen}");
    assert!(!seen.contains("Attach a file"), "the form is the publisher's");
    let publisher = shown(&who, "meadow");
    assert!(publisher.contains("Attach it") && publisher.contains("Take off stays.txt"), "{publisher}");
    assert!(publisher.contains("A PDF may tell who made it"), "{publisher}");
}

#[test]
fn hostile_014_a_form_in_parts_is_read_as_strictly_as_any_other() {
    let (town, policy) = town();
    let (who, before) = (town.visitor("centre"), town.node.digest());
    let file: Part = ("file", Some("a.txt"), b"Words");
    // To every other deed, and to none at all, it is no form.
    for deed in sward::pages::site().deeds.iter().filter(|deed| !deed.takes_file) {
        let (id, unit) = (fresh(), town.unit("meadow").as_bytes());
        let fields: [Part; 4] = [
            ("deed", None, deed.name.as_bytes()),
            ("id", None, id.as_bytes()),
            ("unit", None, unit),
            ("subject", None, policy.as_bytes()),
        ];
        assert_eq!(send(&town, &who, body(&[&fields[..], &[file]].concat())).status, 415, "{}", deed.name);
    }
    for path in ["/in", "/out"] {
        let request = Request::post(path).header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        assert_eq!(town.ask(&who, request, body(&[file])).status, 415, "{path}");
    }
    let id = fresh();
    let whole = body(&[&fields(&town, &policy, &id)[..], &[file]].concat());
    let long = "y".repeat(64 * 1024);
    let endless = [&whole[..whole.len() - 8], &vec![b'-'; 100_000]].concat();
    for (what, body, status) in [
        ("a boundary that never ends", endless, 400),
        ("the end is missing", whole[..whole.len() - 8].to_vec(), 400),
        ("two files", body(&[&fields(&town, &policy, &id)[..], &[file, file]].concat()), 400),
        ("a field twice", body(&[&fields(&town, &policy, &id)[..], &[("unit", None, b"0"), file]].concat()), 400),
        ("no file", body(&fields(&town, &policy, &id)), 422),
        (
            "a field that is called so",
            body(&[&fields(&town, &policy, &id)[..], &[("file", None, b"a.txt")]].concat()),
            422,
        ),
        ("an empty name", body(&[&fields(&town, &policy, &id)[..], &[("file", Some(""), b"Words")]].concat()), 422),
        ("a long name", body(&[&fields(&town, &policy, &id)[..], &[("file", Some(&long), b"Words")]].concat()), 422),
        (
            "a name that climbs",
            body(&[&fields(&town, &policy, &id)[..], &[("file", Some("../a.txt"), b"a")]].concat()),
            422,
        ),
        (
            "a name that turns",
            body(&[&fields(&town, &policy, &id)[..], &[("file", Some("a\u{202e}b.txt"), b"a")]].concat()),
            422,
        ),
        (
            "a name of two lines",
            body(&[&fields(&town, &policy, &id)[..], &[("file", Some("a\r\nb.txt"), b"a")]].concat()),
            400,
        ),
        ("no UTF-8", body(&[&fields(&town, &policy, &id)[..], &[("note", None, b"\xff"), file]].concat()), 400),
        ("a NUL", body(&[&fields(&town, &policy, &id)[..], &[("note", None, b"\0"), file]].concat()), 400),
    ] {
        assert_eq!(send(&town, &who, body).status, status, "{what}");
    }
    let part = format!("--x\r\nContent-Disposition: form-data; name=\"a\"\r\nX: {long}\r\n\r\nb\r\n");
    let got = send(&town, &who, [part.repeat(8).as_bytes(), &whole].concat());
    assert_eq!(got.status, 400, "a field twice, each under a head of 64 KB");
    // From a page of another, and by whoever is not signed in.
    let foreign = Request::post("/do").header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
    let foreign = foreign.header(header::HOST, crate::kit::visitor::HOST).header("sec-fetch-site", "cross-site");
    let foreign = foreign.header(header::COOKIE, who.cookie.clone().unwrap());
    assert_eq!(town.raw(foreign, whole.clone()).status, 403);
    assert_eq!(send(&town, &Visitor::default(), whole.clone()).status, 401);
    assert_eq!(town.node.digest(), before);
    // The form itself is done once, however often it is sent; and under its id nothing else is.
    assert_eq!([send(&town, &who, whole.clone()).status, send(&town, &who, whole).status], [303, 303]);
    let other = body(&[&fields(&town, &policy, &id)[..], &[("file", Some("a.txt"), b"Other words")]].concat());
    assert_eq!(send(&town, &who, other).status, 422);
    let shown = town.node.json(&["policy", "show", "meadow", "Visits"]);
    assert_eq!(shown["files"].as_array().map(Vec::len), Some(1), "{shown}");
}
