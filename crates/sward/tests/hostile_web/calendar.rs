//! Calendars at an address: for whoever holds it, as long as it is good; and nothing in them for other eyes.

use axum::http::{Request, header};

use crate::kit::town::{Got, NOW, Town, fresh};
use crate::kit::visitor::{HOST, Pages, Visitor};

fn ask(town: &Town, who: &Visitor, deed: &str) -> Got {
    let (id, subject) = (fresh(), fresh());
    let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", &subject), ("back", "/")];
    town.send(who, &fields)
}

/// The address of somebody's calendar, as their page shows it once.
fn address(town: &Town, who: &Visitor) -> String {
    let page = ask(town, who, "own.calendar").body;
    let url = page.split("<code dir=\"ltr\">").nth(1).unwrap_or_else(|| panic!("no address: {page}"));
    let url = url.split('<').next().unwrap().to_string();
    url.strip_prefix(&format!("http://{HOST}")).unwrap_or_else(|| panic!("elsewhere: {url}")).to_string()
}

/// What a calendar program is answered there: it brings no session.
fn fetch(town: &Town, at: &str) -> Got {
    town.raw(Request::get(at).header(header::HOST, HOST), "")
}

#[test]
fn a_calendar_holds_meetings_own_tasks_and_own_terms_and_tells_nothing_of_what_they_are_about() {
    let town = Town::new();
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", NOW]].concat());
    at(&["meeting", "set", "mill", "2026-03-28T19:30", "--title", "Strike fund"]);
    at(&["task", "set", "mill", "Call the lawyer", "--due", "2026-03-02", "--owner", "Ada Nowak"]);
    at(&["task", "set", "mill", "Somebody else's", "--due", "2026-03-03", "--owner", "Dora Weiss"]);
    at(&["task", "set", "mill", "Whenever", "--owner", "Ada Nowak"]);
    let secretary = town.visitor("secretary");
    takes_office(&town, &secretary, "2026-12-31");
    let got = fetch(&town, &address(&town, &secretary));
    assert_eq!((got.status, got.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(got.header("cache-control").contains("private"), "{}", got.header("cache-control"));
    let held = |line: &str| got.body.lines().filter(|one| *one == line).count();
    assert_eq!(held("DTSTART:20260328T193000Z"), 1, "{}", got.body);
    assert_eq!(held("DTSTART;VALUE=DATE:20260302"), 1, "{}", got.body);
    assert_eq!(held("DTSTART;VALUE=DATE:20260303"), 0, "another's task: {}", got.body);
    assert_eq!(held("DTSTART;VALUE=DATE:20261231"), 1, "{}", got.body);
    assert_eq!(held("SUMMARY:Mill Lane: a task is due"), 1, "{}", got.body);
    for told in ["Meadow", "Strike", "lawyer", "Nowak", "secretary:", HOST] {
        assert!(!got.body.contains(told), "{told}: {}", got.body);
    }
    let member = fetch(&town, &address(&town, &town.visitor("member"))).body;
    assert!(member.contains("DTSTART:20260328T193000Z") && !member.contains("VALUE=DATE:20260302"), "{member}");
}

/// Whoever is secretary takes that office on their pages, so that the record knows who holds it.
fn takes_office(town: &Town, secretary: &Visitor, until: &str) {
    let (id, ada) = (fresh(), town.person("mill", "Ada Nowak"));
    let mut fields = vec![("deed", "office.begin"), ("id", &id), ("unit", town.unit("mill")), ("back", "/")];
    fields.extend([("subject", &town.unit("mill")[..32]), ("person", &ada), ("office", "secretary"), ("until", until)]);
    assert_eq!(town.send(secretary, &fields).status, 303);
}

#[test]
fn an_answer_is_in_the_calendar_of_whoever_gives_it_and_dues_in_that_of_whoever_did_not_pay_ahead() {
    let town = Town::new();
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", NOW]].concat());
    town.node.write("visits.md", "Visit everybody.");
    at(&["policy", "write", "meadow", "Winter visits", "visits.md", "--due", "2026-03-01"]);
    at(&["policy", "adopt", "meadow", "Winter visits"]);
    at(&["dues", "levy", "2.00", "--currency", "CHF"]);
    let cash = |args: &[&str]| at(&[&["dues"], args, &["--as", "secretary"]].concat());
    cash(&["rate", "mill", "10.00", "--currency", "CHF"]);
    cash(&["open", "mill", "CHF"]);
    cash(&["take", "mill", "20.00", "Celia Toth"]);
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    takes_office(&town, &secretary, "2026-12-31");
    let (own, hers) = (address(&town, &secretary), address(&town, &member));
    let days = |at: &str, title: &str| {
        let body = fetch(&town, at).body;
        let events =
            body.split("BEGIN:VEVENT").filter(|event| event.contains(&format!("SUMMARY:Mill Lane: {title}\r")));
        let day = |event: &str| event.split("DTSTART;VALUE=DATE:").nth(1).unwrap()[..8].to_string();
        events.map(|event| (day(event), event.contains("VALARM"))).collect::<Vec<_>>()
    };
    let told = |days: &[&str]| days.iter().map(|day| (day.to_string(), true)).collect::<Vec<_>>();
    let share = "the share of the centre";
    assert_eq!(days(&own, "an answer is due"), told(&["20260301"]));
    assert_eq!(days(&own, "dues"), told(&["20260201", "20260301", "20260401"]));
    assert_eq!(days(&own, share), told(&["20260228", "20260331", "20260430"]));
    assert_eq!(days(&hers, "dues"), told(&["20260401", "20260501", "20260601"]), "two months are paid");
    assert_eq!((days(&hers, "an answer is due"), days(&hers, share)), (vec![], vec![]), "neither is hers to do");
    for body in [fetch(&town, &own).body, fetch(&town, &hers).body] {
        assert!(!body.contains("CHF") && !body.contains("Winter"), "{body}");
    }
    at(&["policy", "report", "mill", "Winter visits", "done", "--as", "secretary"]);
    assert_eq!(days(&own, "an answer is due"), vec![]);
}

#[test]
fn a_meeting_that_is_moved_or_cancelled_moves_in_calendars_and_what_is_the_same_is_not_sent_again() {
    let town = Town::new();
    let address = address(&town, &town.visitor("member"));
    let first = fetch(&town, &address);
    let again = |tag: &str| {
        let request = Request::get(&address).header(header::HOST, HOST).header(header::IF_NONE_MATCH, tag);
        town.raw(request, "")
    };
    let same = again(first.header("etag"));
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, first.header("etag")));
    let id = town.meeting("mill");
    let line = |got: &Got, begin: &str| {
        let event = got.body.split("BEGIN:VEVENT").find(|event| event.contains(&id)).unwrap().to_string();
        event.lines().find_map(|line| line.strip_prefix(begin).map(String::from)).unwrap_or_default()
    };
    let number = |got: &Got| line(got, "SEQUENCE:").parse::<i32>().unwrap();
    let change = |args: &[&str], now: &str| {
        let secretary = town.visitor("secretary");
        let mut fields = vec![("deed", args[0]), ("unit", town.unit("mill")), ("subject", &id), ("back", "/")];
        let form = fresh();
        fields.push(("id", &form));
        fields.extend(args[1..].chunks(2).map(|pair| (pair[0], pair[1])));
        let pages = Pages::of(&town.node.data(), &town.node.device(), crate::kit::town::moment(now));
        let body = crate::kit::town::encoded(&fields);
        let request = Request::post("/do").header(header::HOST, HOST).header("sec-fetch-site", "same-origin");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let request = request.header(header::COOKIE, secretary.cookie.as_deref().unwrap());
        assert_eq!(pages.answer(request.body(body.into()).unwrap()).0.status(), 303);
    };
    change(&["meeting.set", "day", "2026-02-17", "clock", "18:00"], "2026-02-10T20:10");
    let moved = again(first.header("etag"));
    assert_eq!((moved.status, line(&moved, "DTSTART:")), (200, "20260217T180000Z".to_string()));
    assert!(number(&moved) > number(&first), "{}", moved.body);
    assert_eq!(line(&moved, "LAST-MODIFIED:"), "20260210T201000Z");
    change(&["meeting.cancel", "reason", "Snow"], "2026-02-10T20:20");
    let off = fetch(&town, &address);
    assert_eq!(line(&off, "STATUS:"), "CANCELLED");
    assert!(number(&off) > number(&moved) && !off.body.contains("Snow"), "{}", off.body);
}

#[test]
fn hostile_117_an_address_that_is_guessed_ended_or_of_somebody_who_left_is_not_there() {
    let town = Town::new();
    let member = town.visitor("member");
    let celia = town.person("mill", "Celia Toth");
    let nowhere = fetch(&town, &format!("/calendar/{}.ics", "0".repeat(32)));
    assert_eq!(nowhere.status, 404);
    let gone = |at: &str| {
        let got = fetch(&town, at);
        assert_eq!((got.status, got.body == nowhere.body), (404, true), "{at}");
    };
    let first = address(&town, &member);
    assert_eq!(fetch(&town, &first).status, 200);
    let token = first.trim_start_matches("/calendar/").trim_end_matches(".ics");
    let upper = format!("/calendar/{}", &token[..31]);
    for at in ["/calendar/x", "/calendar/%00", &format!("/calendar/{token}.ics.ics"), &upper] {
        gone(at);
    }
    // It opens nothing else, and no session opens it.
    let other = Visitor { cookie: Some(format!("sward={token}")), ..Visitor::default() };
    assert_eq!(town.get(&other, &town.at("mill")).status, 401);
    let own = town.send(
        &town.visitor("secretary"),
        &[
            ("deed", "member.own-link"),
            ("id", &fresh()),
            ("unit", town.unit("mill")),
            ("subject", &celia),
            ("back", "/"),
        ],
    );
    let own = own.body.split("/in#").nth(1).unwrap()[..32].to_string();
    gone(&format!("/calendar/{own}.ics"));
    // Made anew, the one before is over; ended, it is over alone.
    let second = address(&town, &member);
    gone(&first);
    assert_eq!(fetch(&town, &second).status, 200);
    assert_eq!(ask(&town, &town.visitor("deputy"), "own.calendar-end").status, 303, "somebody else's own");
    assert_eq!(fetch(&town, &second).status, 200);
    assert_eq!(ask(&town, &member, "own.calendar-end").status, 303);
    gone(&second);
    let held = town.get(&member, &(town.at("mill") + "/you/held")).body;
    assert!(held.contains("Your own link"), "the other link stays: {held}");
    // A year later, and after leaving.
    let third = address(&town, &member);
    let later = Pages::of(&town.node.data(), &town.node.device(), crate::kit::town::moment("2027-02-11T20:00"));
    let request = Request::get(&third).header(header::HOST, HOST).body("".into()).unwrap();
    assert_eq!(later.answer(request).0.status(), 404);
    assert_eq!(fetch(&town, &third).status, 200);
    town.node.ok(&["member", "leave", "mill", "Celia Toth", "--day", "2026-02-10", "--now", NOW]);
    gone(&third);
}

#[test]
fn an_old_session_makes_no_address_and_one_meeting_alone_is_a_file() {
    let town = Town::new();
    let member = town.visitor("member");
    let meeting = format!("{}/meetings/{}", town.at("mill"), town.meeting("mill"));
    let file = town.get(&member, &(meeting.clone() + "/calendar"));
    assert_eq!((file.status, file.header("content-disposition")), (200, "attachment; filename=\"date.ics\""));
    assert!(file.body.contains("DTSTART:20260210T193000Z") && file.body.matches("BEGIN:VEVENT").count() == 1);
    assert_eq!(town.get(&Visitor::default(), &(meeting + "/calendar")).status, 401);
    let (id, subject) = (fresh(), fresh());
    let password = [("name", "celia"), ("password", "kettle walnut drum")];
    let mut fields =
        vec![("deed", "own.password"), ("id", &id[..]), ("unit", town.unit("mill")), ("subject", &subject)];
    fields.extend([("back", "/")]);
    fields.extend(password);
    assert_eq!(town.send(&member, &fields).status, 303);
    let later = Pages::of(&town.node.data(), &town.node.device(), crate::kit::town::moment("2026-02-10T20:30"));
    let body = crate::kit::town::encoded(&[
        ("deed", "own.calendar"),
        ("id", &fresh()),
        ("unit", town.unit("mill")),
        ("subject", &subject),
        ("back", "/"),
    ]);
    let request = Request::post("/do").header(header::HOST, HOST).header("sec-fetch-site", "same-origin");
    let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = request.header(header::COOKIE, member.cookie.as_deref().unwrap());
    assert_eq!(later.answer(request.body(body.into()).unwrap()).0.status(), 403);
}
