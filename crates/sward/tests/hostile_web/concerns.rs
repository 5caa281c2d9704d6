//! Concerns on pages: nothing of who raised one is kept, guessing and flooding are slowed, and others see nothing.

use std::path::Path;

use axum::http::{Request, header};
use charter::calendar::Moment;

use crate::kit::town::{NOW, Town, encoded, fresh, moment};
use crate::kit::visitor::{HOST, Pages, Visitor};

/// A moment of the evening that nothing else in the test bears.
const ODD_MS: i64 = 5_847_913;

fn town() -> Town {
    let town = Town::new();
    town.node.ok(&["dusk", "--day", "2026-02-10", "--now", NOW]);
    town
}

/// Raises a concern as somebody at these pages; gives its receipt.
fn raise(pages: &Pages, who: &Visitor, unit: &str, more: &[(&str, &str)]) -> (u16, String) {
    let (id, subject) = (fresh(), fresh());
    let mut fields = vec![
        ("deed", "me.raise-concern"),
        ("id", id.as_str()),
        ("unit", unit),
        ("subject", subject.as_str()),
        ("back", "/"),
    ];
    fields.push(("text", "The keys of the hall are gone."));
    fields.extend(more);
    let (status, body) = post(pages, who, &encoded(&fields));
    let code = body.split("<code>").nth(1).and_then(|rest| rest.split("</code>").next()).unwrap_or("");
    (status, code.replace("<bdi>", "").replace("</bdi>", ""))
}

fn post(pages: &Pages, who: &Visitor, body: &str) -> (u16, String) {
    let mut request = Request::post("/do")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::USER_AGENT, "CanaryPhone/7")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(cookie) = &who.cookie {
        request = request.header(header::COOKIE, cookie);
    }
    let (answer, bytes) = pages.answer(request.body(body.to_string().into()).unwrap());
    (answer.status().as_u16(), String::from_utf8(bytes).unwrap())
}

/// Every way in which a moment may stand in a file.
fn traces(at: Moment) -> Vec<Vec<u8>> {
    let seconds = at.0 / 1_000;
    let text = at.rfc3339();
    [
        at.0.to_be_bytes()[2..].to_vec(),
        at.0.to_le_bytes()[..6].to_vec(),
        seconds.to_be_bytes()[4..].to_vec(),
        seconds.to_le_bytes()[..4].to_vec(),
        at.0.to_string().into_bytes(),
        seconds.to_string().into_bytes(),
        text.as_bytes()[..16].to_vec(),
    ]
    .to_vec()
}

/// The files of a folder that hold these bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_file());
    let holds = |path: &std::path::PathBuf| {
        let held = std::fs::read(path).unwrap();
        held.windows(bytes.len()).any(|window| window == bytes)
    };
    files.filter(holds).map(|path| path.display().to_string()).collect()
}

#[test]
fn hostile_074_after_a_concern_no_file_tells_an_address_a_browser_a_name_or_a_finer_time_than_the_day() {
    let town = town();
    let member = town.visitor("member");
    let at = Moment(moment(NOW).0 + ODD_MS);
    let pages = Pages::of(&town.node.data(), &town.node.device(), at);
    // Things with a time of their own come before it and after it: what is written between them would bear theirs.
    let log = || std::fs::read(town.node.data().join("node.db-wal")).unwrap_or_default();
    let _before = town.visitor("neighbour");
    assert!(!log().is_empty(), "the test would see it");
    let (status, code) = raise(&pages, &member, town.unit("mill"), &[]);
    assert_eq!(status, 200);
    assert_eq!(log().len(), 0, "the log tells no order");
    let _after = town.visitor("sibling");
    assert_eq!(code.len(), 32, "{code}");
    let look = |when: &str| {
        for bytes in traces(at).iter().chain([&b"CanaryPhone".to_vec(), &b"keys of the hall".to_vec()]) {
            assert_eq!(holding(&town.node.data(), bytes), Vec::<String>::new(), "{when}: {bytes:?}");
        }
        assert_eq!(holding(&town.node.data(), code.as_bytes()), Vec::<String>::new(), "{when}: the receipt");
    };
    look("while it waits");
    town.node.ok(&["dusk", "--day", "2026-02-10", "--now", "2026-02-10T23:00"]);
    look("once it is written");
    // The test would see it: the day stands there.
    let day = moment("2026-02-10").0.to_be_bytes()[2..].to_vec();
    assert!(!holding(&town.node.data(), &day).is_empty());
    let state = town.node.json(&["concern", "list", "mill", "--as", "secretary", "--now", NOW]);
    let actor = state[0]["whole"]["own"].to_string();
    assert!(actor.contains("Raised") && !actor.contains(&town.person("mill", "Celia Toth")), "{actor}");
}

#[test]
fn hostile_075_whoever_guesses_a_receipt_is_slowed_and_whoever_has_one_is_let_in() {
    let town = town();
    let member = town.visitor("member");
    let (_, code) = raise(&town.pages, &member, town.unit("mill"), &[]);
    let stranger = Visitor::default();
    let look = |code: &str| {
        let (id, unit) = (fresh(), town.unit("meadow").to_string());
        let fields = [
            ("deed", "concern.look"),
            ("id", &id),
            ("unit", &unit),
            ("subject", &unit[..32]),
            ("code", code),
            ("back", "/concern"),
        ];
        post(&town.pages, &stranger, &encoded(&fields))
    };
    assert_eq!(look(&code).0, 200, "one that waits for the end of the day");
    let wrong = "ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-AB";
    let answers = (0..8).map(|_| look(wrong).0).collect::<Vec<_>>();
    assert_eq!(answers[..4], [422; 4]);
    assert!(answers[4..].contains(&429), "{answers:?}");
}

#[test]
fn hostile_107_a_concern_is_read_and_answered_by_the_office_that_it_is_for_and_by_nobody_else() {
    let town = town();
    for office in ["treasurer", "ombuds"] {
        town.node.ok(&["office", "begin", "mill", office, "--now", NOW]);
    }
    let member = town.visitor("member");
    let (_, _) = raise(&town.pages, &member, town.unit("mill"), &[("about", "officer")]);
    let (_, _) = raise(&town.pages, &member, town.unit("mill"), &[("name", "Celia")]);
    town.node.ok(&["dusk", "--day", "2026-02-10", "--now", NOW]);
    let ids = |office: &str| {
        let listed = town.node.json(&["concern", "list", "mill", "--as", office, "--now", NOW]);
        listed.as_array().unwrap().iter().map(|row| row["concern"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    let all = ids("ombuds");
    assert_eq!((all.len(), ids("secretary").len()), (2, 1), "what does not open is not listed");
    let list = town.at("mill") + "/concerns";
    let mut seen = vec![];
    for name in ["secretary", "deputy", "ombuds", "treasurer", "member", "neighbour", "sibling", "region", "centre"] {
        let who = town.visitor(name);
        let opens = all.iter().filter(|id| town.get(&who, &format!("{list}/{id}")).status == 200).count();
        let lists = town.get(&who, &list).body.matches("The keys of the hall").count();
        seen.push((name, opens, lists));
    }
    let expected = [("secretary", 1, 1), ("deputy", 1, 1), ("ombuds", 2, 2)];
    assert_eq!(seen[..3], expected);
    assert!(seen[3..].iter().all(|(_, opens, lists)| (*opens, *lists) == (0, 0)), "{seen:?}");
    // The form of a member who is in no office does nothing.
    let id = fresh();
    let fields = [
        ("deed", "concern.answer"),
        ("id", &id),
        ("unit", town.unit("mill")),
        ("subject", &all[0]),
        ("text", "No."),
        ("back", "/"),
    ];
    assert_eq!(post(&town.pages, &member, &encoded(&fields)).0, 403);
    assert_eq!(post(&town.pages, &town.visitor("treasurer"), &encoded(&fields)).0, 404);
}

/// Raises an ordinary concern and one about an officer in Mill Lane; gives the town, once they are in the book.
fn two_concerns(offices: &[(&str, &str)]) -> Town {
    let town = town();
    for (unit, office) in offices {
        town.node.ok(&["office", "begin", unit, office, "--now", NOW]);
    }
    town.node.ok(&["concern", "raise", "mill", "It is icy.", "--now", NOW]);
    town.node.ok(&["concern", "raise", "mill", "The till is empty.", "--ombuds", "--now", NOW]);
    town.node.ok(&["dusk", "--day", "2026-02-10", "--now", NOW]);
    town
}

/// What an office is listed of a unit's concerns on a day.
fn listed(town: &Town, unit: &str, office: &str, day: &str) -> String {
    town.node.ok(&["concern", "list", unit, "--as", office, "--now", day])
}

#[test]
fn hostile_107_an_ombuds_above_sees_at_once_what_is_about_an_officer_and_everything_else_when_its_date_has_passed() {
    let town = two_concerns(&[("valley", "ombuds")]);
    let region = town.link("valley", Some("ombuds"), None);
    let mut ombuds = Visitor::default();
    ombuds.open(&town.pages, &region).press(&town.pages, "Come in", &[]);
    let page = town.get(&ombuds, &(town.at("valley") + "/concerns")).body;
    assert!(page.contains("The till is empty.") && !page.contains("It is icy."), "{page}");
    let first = town.get(&ombuds, &town.at("valley")).body;
    assert!(first.contains("One concern from below waits"), "{first}");
    let early = listed(&town, "valley", "ombuds", NOW);
    assert!(early.contains("The till is empty.") && !early.contains("It is icy."), "{early}");
    let icy = town.concern("mill");
    assert_eq!(town.get(&ombuds, &format!("{}/concerns/{icy}", town.at("valley"))).status, 404);
    let (id, unit) = (fresh(), town.unit("valley"));
    let fields = [("deed", "concern.take-up"), ("id", id.as_str()), ("unit", unit), ("subject", &icy), ("back", "/")];
    assert_ne!(post(&town.pages, &ombuds, &encoded(&fields)).0, 303, "it is not taken up before its date");
    let ran = town.node.run(&["concern", "take-up", "valley", &icy, "--as", "organiser", "--now", NOW]);
    assert_ne!(ran.status, Some(0), "{}", ran.out);
    assert!(listed(&town, "valley", "ombuds", "2026-02-16T20:00").contains("It is icy."));
}

#[test]
fn a_unit_above_is_told_how_many_are_late_below_and_closed_to_it() {
    let town = two_concerns(&[("mill", "ombuds")]);
    let later = "2026-02-16T20:00";
    let pages = Pages::of(&town.node.data(), &town.node.device(), moment(later));
    let link = town.node.json(&["invite", "valley", "--as", "organiser", "--now", later]);
    let mut region = Visitor::default();
    region.open(&pages, link["url"].as_str().unwrap()).press(&pages, "Come in", &[]);
    let get = |path: String| {
        let request = Request::get(path)
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, region.cookie.clone().expect("a session"));
        String::from_utf8(pages.answer(request.body("".into()).unwrap()).1).unwrap()
    };
    let page = get(town.at("valley") + "/concerns");
    assert!(page.contains("It is icy.") && !page.contains("The till is empty."), "{page}");
    assert!(page.contains("One concern from below is late and closed to you"), "{page}");
    assert!(get(town.at("valley")).contains("One concern from below waits"));
    assert!(get(town.at("valley") + "/cells").contains("/concerns"));
}

#[test]
fn hostile_107_a_concern_about_an_officer_where_there_is_no_ombuds_is_there_for_the_units_above_at_once() {
    let town = two_concerns(&[]);
    let mill = listed(&town, "mill", "secretary", NOW);
    assert!(mill.contains("It is icy.") && mill.lines().count() == 1, "{mill}");
    for (name, unit) in [("region", "valley"), ("centre", "meadow")] {
        let page = town.get(&town.visitor(name), &(town.at(unit) + "/concerns")).body;
        assert!(page.contains("The till is empty.") && !page.contains("It is icy."), "{name}: {page}");
    }
    let told = town.node.json(&["concern", "list", "valley", "--as", "organiser", "--now", NOW]);
    let id = told[0]["concern"].as_str().unwrap();
    town.node.ok(&["concern", "take-up", "valley", id, "--as", "organiser", "--now", NOW]);
    town.node.ok(&["concern", "answer", "valley", id, "We look into it.", "--as", "organiser", "--now", NOW]);
}

#[test]
fn hostile_071_what_turns_the_direction_of_writing_in_a_concern_is_refused_and_a_very_long_one_too() {
    let town = town();
    let member = town.visitor("member");
    let (status, _) = raise(&town.pages, &member, town.unit("mill"), &[("name", "abc\u{202e}def")]);
    assert_eq!(status, 422);
    let (status, _) = raise(&town.pages, &member, town.unit("mill"), &[("contact", &"x".repeat(500))]);
    assert_eq!(status, 422);
    assert_eq!(town.node.json(&["dusk", "--day", "2026-02-10", "--now", NOW])["taken_in"], 0);
}

#[test]
fn a_concern_that_is_sent_twice_is_one_under_one_receipt() {
    let town = town();
    let member = town.visitor("member");
    let (id, subject) = (fresh(), fresh());
    let fields = [
        ("deed", "me.raise-concern"),
        ("id", &id),
        ("unit", town.unit("mill")),
        ("subject", &subject),
        ("back", "/"),
        ("text", "Twice."),
    ];
    let (one, other) = (post(&town.pages, &member, &encoded(&fields)), post(&town.pages, &member, &encoded(&fields)));
    assert_eq!((one.0, other.0), (200, 200));
    let code = |body: &str| body.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_string();
    assert_eq!(code(&one.1), code(&other.1));
    assert_eq!(town.node.json(&["dusk", "--day", "2026-02-10", "--now", NOW])["taken_in"], 1);
}

#[test]
fn hostile_148_another_text_under_the_form_of_a_concern_is_another_concern_and_none_is_lost() {
    let town = town();
    let member = town.visitor("member");
    let (id, subject) = (fresh(), fresh());
    let send = |pages: &Pages, text: &str| {
        let fields = [
            ("deed", "me.raise-concern"),
            ("id", &id),
            ("unit", town.unit("mill")),
            ("subject", &subject),
            ("back", "/"),
            ("text", text),
        ];
        let (status, body) = post(pages, &member, &encoded(&fields));
        assert_eq!(status, 200, "{body}");
        body.split("<code>").nth(1).unwrap().split("</code>").next().unwrap().to_string()
    };
    // As after the browser's 'back'.
    let codes = ["First.", "Second.", "First."].map(|text| send(&town.pages, text));
    assert_eq!(codes[0], codes[2]);
    assert_ne!(codes[0], codes[1]);
    assert_eq!(town.node.json(&["dusk", "--day", "2026-02-10", "--now", NOW])["taken_in"], 2);
    // And a day later, once the first ones are in the book.
    let tomorrow = "2026-02-11T20:00";
    let pages = Pages::of(&town.node.data(), &town.node.device(), moment(tomorrow));
    let later = ["First.", "Third."].map(|text| send(&pages, text));
    assert_eq!(later[0], codes[0]);
    town.node.ok(&["dusk", "--day", "2026-02-11", "--now", tomorrow]);
    let listed = town.node.ok(&["concern", "list", "mill", "--as", "secretary", "--now", tomorrow]);
    for text in ["First.", "Second.", "Third."] {
        assert_eq!(listed.matches(text).count(), 1, "{text}: {listed}");
    }
}

#[test]
fn hostile_076_a_photograph_with_a_concern_is_taken_from_nobody_whatever_it_is_called() {
    let town = town();
    let member = town.visitor("member");
    let before = town.node.digest();
    // 077 and 078: HTML that is named .jpg, and a picture that says it is 50,000 wide, come the same way or not at all.
    for (name, bytes) in [
        ("hall.jpg", "\u{ff}\u{d8}Exif GPSLatitude 50.0"),
        ("hall.jpg", "<script>alert(1)</script>"),
        ("hall.png", "\u{89}PNG IHDR 50000 50000"),
    ] {
        let body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"deed\"\r\n\r\nme.raise-concern\r\n--x\r\nContent-Disposition: form-data; name=\"text\"; filename=\"{name}\"\r\nContent-Type: image/jpeg\r\n\r\n{bytes}\r\n--x--\r\n"
        );
        let request = Request::post("/do")
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, member.cookie.clone().expect("a session"))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x");
        let (answer, _) = town.pages.answer(request.body(body.into()).unwrap());
        assert_eq!(answer.status().as_u16(), 415, "{name}");
    }
    // What calls itself one in a form of text is text.
    let form = town.get(&member, &(town.at("mill") + "/concerns/new")).body;
    assert!(!form.contains("type=\"file\"") && !form.contains("multipart"), "{form}");
    assert_eq!(town.node.digest(), before);
}

#[test]
fn hostile_123_a_remote_picture_in_a_concern_is_text_and_nothing_is_fetched() {
    let town = town();
    let member = town.visitor("member");
    let text = "![see](https://far.example/see.png) <img src=https://far.example/see.png>";
    let (status, _) = raise(&town.pages, &member, town.unit("mill"), &[("name", text)]);
    assert_eq!(status, 200);
    town.node.ok(&["dusk", "--day", "2026-02-10", "--now", NOW]);
    let listed = town.node.json(&["concern", "list", "mill", "--as", "secretary", "--now", NOW]);
    let page = town.at("mill") + "/concerns/" + listed[0]["concern"].as_str().expect("one");
    let got = town.get(&town.visitor("secretary"), &page);
    assert!(got.body.contains("far.example"), "{}", got.body);
    assert!(!got.body.contains("<img") && !got.body.contains("src=\"https:") && !got.body.contains("href=\"https:"));
    let policy = got.headers.get("content-security-policy").and_then(|policy| policy.to_str().ok()).unwrap_or("");
    assert!(policy.contains("default-src 'none'"), "{policy}");
}
