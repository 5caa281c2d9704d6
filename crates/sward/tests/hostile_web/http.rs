//! Requests that no page of ours sends.

use axum::http::{Request, header};

use crate::kit::town::{Town, encoded, fresh};
use crate::kit::visitor::{HOST, Visitor};

const FORM: &str = "application/x-www-form-urlencoded";

/// A form that would take somebody in.
fn joining(town: &Town, name: &str) -> String {
    let (id, subject) = (fresh(), fresh());
    let unit = town.unit("mill");
    encoded(&[
        ("deed", "member.join"),
        ("id", &id),
        ("unit", unit),
        ("subject", &subject),
        ("back", "/"),
        ("name", name),
        ("day", "2026-02-01"),
    ])
}

fn is_there(town: &Town, name: &str) -> bool {
    town.node.json(&["member", "list", "mill"]).to_string().contains(name)
}

fn cookie(who: &Visitor) -> &str {
    who.cookie.as_deref().unwrap()
}

#[test]
fn hostile_001_a_form_of_one_byte_too_many_is_refused_whole() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let form = joining(&town, "Too Long") + "&contact=";
    let fits = form.clone() + &"a".repeat(web::BODY_BYTES - form.len());
    assert_eq!(town.post(&who, "/do", &fits).status, 422, "the longest form is read, and its field is too long");
    assert_eq!(town.post(&who, "/do", &(fits + "a")).status, 413);
    assert!(!is_there(&town, "Too Long"));
}

#[test]
fn hostile_006_a_foreign_host_is_refused_and_stands_in_no_link() {
    let town = Town::new();
    for host in ["evil.example", "sward.test.evil.example", "evil.example:80", "sward.test:x", "", "[::1", "a b"] {
        let got = town.raw(Request::get("/").header(header::HOST, host), "");
        assert!([400, 421].contains(&got.status), "{host:?}: {}", got.status);
        assert!(host.is_empty() || !got.body.contains("evil"), "{host:?}");
    }
    for host in [HOST, "SWARD.test:8080", "127.0.0.1:8080", "[::1]:80", "localhost"] {
        assert_eq!(town.raw(Request::get("/").header(header::HOST, host), "").status, 200, "{host}");
    }
    assert_eq!(town.raw(Request::get("/"), "").status, 400);
    let twice = Request::get("/").header(header::HOST, HOST).header(header::HOST, "evil.example");
    assert_eq!(town.raw(twice, "").status, 400);
    let absolute = Request::get("http://evil.example/").header(header::HOST, HOST);
    assert_eq!(town.raw(absolute, "").status, 421);
    let forwarded = Request::get("/").header("x-forwarded-host", "evil.example");
    assert!(!town.ask(&town.visitor("secretary"), forwarded, "").header("location").contains("evil"));
}

#[test]
fn hostile_007_a_path_that_climbs_or_hides_leads_nowhere() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let deep = "/a".repeat(512);
    let people = town.at("mill") + "/people/..%2f..%2fhealth";
    for path in
        ["/%2e%2e/", "/a/..%2f..%2fetc", "/a/%00", "/u/..\\..", "/u/%00", "/in/%2e%2e", &deep, &people, "//", "/u//"]
    {
        assert_eq!(town.get(&who, path).status, 404, "{path}");
    }
}

#[test]
fn hostile_008_a_forged_address_of_origin_changes_nothing() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let plain = town.get(&who, &(town.at("mill") + "/health")).body;
    for name in ["x-forwarded-for", "forwarded", "x-real-ip", "x-original-url", "x-rewrite-url"] {
        let asked = Request::get(town.at("mill") + "/health").header(name, "127.0.0.1, /u/0");
        assert_eq!(town.ask(&who, asked, "").body, plain, "{name}");
    }
}

#[test]
fn hostile_009_a_compressed_form_is_refused_unread() {
    let town = Town::new();
    let who = town.visitor("secretary");
    for coding in ["gzip", "br", "zstd", "deflate, gzip"] {
        let asked = Request::post("/do").header(header::CONTENT_TYPE, FORM).header(header::CONTENT_ENCODING, coding);
        assert_eq!(town.ask(&who, asked, vec![0x1f, 0x8b, 8, 0]).status, 415, "{coding}");
    }
}

#[test]
fn hostile_010_090_a_wrong_method_does_nothing_and_is_told_so() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (form, mill) = (joining(&town, "By Method"), town.at("mill"));
    for method in ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
        for path in ["/do", "/out"] {
            let asked = Request::builder().method(method).uri(path).header(header::CONTENT_TYPE, FORM);
            let got = town.ask(&who, asked.header("x-http-method-override", "POST"), form.clone());
            assert_eq!((got.status, got.header("allow")), (405, "POST"), "{method} {path}");
        }
        if !matches!(method, "GET" | "HEAD") {
            let asked = Request::builder().method(method).uri(&mill).header("x-http-method", "GET");
            let got = town.ask(&who, asked, "");
            assert_eq!((got.status, got.header("allow")), (405, "GET, HEAD"), "{method}");
            assert!(!got.body.contains("Ada"), "{method}");
        }
    }
    for path in [mill.as_str(), "/"] {
        assert_eq!(town.post(&who, path, &(form.clone() + "&_method=put")).status, 405, "{path}");
    }
    assert!(!is_there(&town, "By Method"));
    assert_eq!(town.get(&who, &mill).status, 200, "nobody was signed out");
}

#[test]
fn hostile_010_a_look_at_the_head_alone_takes_no_message_away() {
    let town = Town::new();
    let who = town.visitor("secretary");
    assert_eq!(town.post(&who, "/do", &joining(&town, "Farah Haddad")).status, 303);
    let head = Request::builder().method("HEAD").uri(town.at("mill"));
    assert_eq!(town.ask(&who, head, "").body, "");
    assert!(town.get(&who, &town.at("mill")).body.contains("belongs to us now"));
}

#[test]
fn hostile_011_012_a_form_from_another_page_is_refused() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let ours = format!("http://{HOST}");
    let foreign: [&[(&str, &str)]; 9] = [
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "null")],
        &[("origin", "http://evil.example")],
        &[("origin", "")],
        &[("origin", HOST)],
        &[("sec-fetch-site", "same-origin"), ("origin", "null")],
        &[("sec-fetch-site", "cross-site"), ("origin", &ours)],
        &[],
    ];
    let post = |path: &str, headers: &[(&str, &str)], form: String| {
        let mut asked = Request::post(path).header(header::HOST, HOST).header(header::CONTENT_TYPE, FORM);
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        town.raw(asked.header(header::COOKIE, cookie(&who)), form).status
    };
    for headers in foreign {
        for path in ["/do", "/out", "/in"] {
            assert_eq!(post(path, headers, joining(&town, "From Elsewhere")), 403, "{path} {headers:?}");
        }
    }
    assert!(!is_there(&town, "From Elsewhere"));
    assert_eq!(post("/do", &[("origin", &ours)], joining(&town, "From Here")), 303);
}

#[test]
fn hostile_013_no_form_leads_to_another_host() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let long = format!("/{}", "a".repeat(3_000));
    let backs =
        ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example"];
    for back in backs.into_iter().chain(["/\r\nset-cookie: a=b", "\\\\evil.example", "", &long, "evil.example"]) {
        let form = joining(&town, "Farah Haddad").replace("&back=%2F&", &format!("&{}&", encoded(&[("back", back)])));
        let got =
            town.post(&who, "/do", &form.replace("member.join", "meeting.cadence").replace("&name", "&every=28&x"));
        assert_eq!((got.status, got.header("location")), (303, "/"), "{back:?}");
        assert_eq!(got.header("set-cookie"), "", "{back:?}");
    }
}

#[test]
fn hostile_014_what_is_no_form_is_not_read_as_one() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let nested = "[".repeat(10_000) + &"]".repeat(10_000);
    for (kind, body) in [
        ("application/json", nested.as_str()),
        ("application/json", r#"{"deed":"a","deed":"b"}"#),
        ("text/plain", "deed=member.join"),
        ("multipart/form-data; boundary=a", "--a--"),
    ] {
        let got = town.ask(&who, Request::post("/do").header(header::CONTENT_TYPE, kind), body.to_string());
        assert_eq!(got.status, 415, "{kind}");
    }
    let untold = town.ask(&who, Request::post("/do").header(header::CONTENT_LENGTH, "20000"), nested.clone());
    assert_eq!(untold.status, 415);
    assert_eq!(town.post(&who, "/do", &nested).status, 404, "it names no deed");
}

#[test]
fn hostile_091_092_no_answer_is_kept_elsewhere_framed_or_taken_for_something_else() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (mill, people) = (town.at("mill"), town.at("mill") + "/people");
    let style = format!("{people}.css");
    let inner = format!("{people}/x.css");
    for path in ["/", &mill, &people, &style, &inner, "/nowhere", "/a/none.css", "/do", "/in/00"] {
        for who in [&who, &Visitor::default()] {
            let got = town.get(who, path);
            assert_eq!(got.header("cache-control"), "no-store", "{path}");
            assert!(got.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert_eq!(got.header("x-frame-options"), "DENY", "{path}");
            assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
        }
    }
    assert_eq!((town.get(&who, &style).status, town.get(&who, &inner).status), (404, 404));
    let foreign = town.raw(Request::get("/").header(header::HOST, "evil.example"), "");
    assert_eq!((foreign.header("cache-control"), foreign.header("x-frame-options")), ("no-store", "DENY"));
    let large = town.post(&who, "/do", &"a".repeat(web::BODY_BYTES + 1));
    assert_eq!((large.status, large.header("cache-control")), (413, "no-store"));
}
