//! Public pages: what everybody sees, what they can send, and what stays inside.

use std::net::IpAddr;

use axum::http::{Request, header};

use crate::kit::town::{Got, MILL, NOW, Town, encoded, fresh};
use crate::kit::visitor::{HOST, Visitor};

const SCRIPT: &str = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://evil.example/y.png)";

fn town() -> Town {
    let town = Town::new();
    let about = format!("We look after Mill Lane. {SCRIPT}");
    let at = |args: &[&str]| town.node.ok(&[args, &["--as", "secretary", "--now", NOW]].concat());
    at(&["page", "show", "mill", &about, "--place", "Alder", "--reach", "<b>mill@meadow.example</b>"]);
    at(&["page", "post", "mill", "Swallows & <i>more</i> ]]>", &format!("They are back. {SCRIPT}")]);
    town.node.ok(&["dusk", "--day", &NOW[..10], "--now", NOW]);
    town
}

fn shown(town: &Town, unit: &str) -> String {
    town.at(unit).replace("/u/", "/p/")
}

fn calendar(town: &Town) -> String {
    shown(town, "mill") + "/calendar.ics"
}

/// Sends a form of somebody who is not signed in, from an address.
fn send(town: &Town, from: [u8; 4], fields: &[(&str, &str)]) -> Got {
    let request = Request::post("/do")
        .header(header::HOST, HOST)
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(web::Peer(IpAddr::from(from)));
    town.raw(request, encoded(fields))
}

fn concern(town: &Town, unit: &str, from: [u8; 4]) -> u16 {
    let (id, subject) = (fresh(), fresh());
    let fields = [
        ("deed", "public.raise-concern"),
        ("id", &id),
        ("unit", town.unit(unit)),
        ("subject", &subject),
        ("back", "/p"),
        ("text", "It is icy."),
    ];
    send(town, from, &fields).status
}

#[test]
fn hostile_028_a_public_page_its_feed_and_the_directory_tell_nothing_of_a_record_and_of_no_unit_that_shows_none() {
    let town = town();
    let stranger = Visitor::default();
    for path in [shown(&town, "mill"), shown(&town, "mill") + "/feed", calendar(&town), "/p".into(), "/p?q=a".into()] {
        for got in [town.get(&stranger, &path), town.get_json(&stranger, &path)] {
            assert_eq!(got.status, 200, "{path}");
            for name in MILL {
                assert!(!got.body.contains(name), "{path}: {name}");
            }
            assert!(!got.body.contains("Hill Road"), "{path}");
            assert!(got.headers.get("set-cookie").is_none(), "{path}");
        }
    }
    let nowhere = town.get(&stranger, &format!("/p/{}", "0".repeat(20)));
    for unit in ["hill", "valley", "meadow"] {
        for end in ["", "/feed", "/calendar.ics", "/asked"] {
            let got = town.get(&stranger, &(shown(&town, unit) + end));
            assert_eq!((got.status, &got.body), (404, &nowhere.body), "{unit}{end}");
        }
        assert_eq!(concern(&town, unit, [192, 0, 2, 1]), 404, "{unit}");
    }
}

#[test]
fn hostile_070_scripts_on_a_public_page_and_in_its_feed_are_inert() {
    let town = town();
    let page = town.get(&Visitor::default(), &shown(&town, "mill")).body;
    for bad in ["<script>alert", "href=\"javascript", "evil.example", "<b>mill"] {
        assert!(!page.contains(bad), "{bad}");
    }
    assert!(page.len() < 30_000, "{}", page.len());
    let feed = town.get(&Visitor::default(), &(shown(&town, "mill") + "/feed"));
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    assert!(feed.body.contains("Swallows &amp; &lt;i&gt;more&lt;/i&gt; ]]&gt;"), "{}", feed.body);
    assert!(!feed.body.contains("<script") && !feed.body.contains("evil.example"), "{}", feed.body);
}

#[test]
fn a_public_page_that_is_kept_says_what_is_so_now_and_gives_each_visitor_forms_of_their_own() {
    let town = town();
    let page = shown(&town, "mill");
    let ids = |body: &str| {
        let fields = ["id", "subject"].map(|name| format!("name=\"{name}\" value=\""));
        let found =
            fields.iter().flat_map(|field| body.split(field.as_str()).skip(1).map(|rest| rest[..32].to_string()));
        found.collect::<Vec<_>>()
    };
    let (one, other) = (town.get(&Visitor::default(), &page).body, town.get(&Visitor::default(), &page).body);
    assert!(ids(&one).len() >= 4 && ids(&one).len() == ids(&other).len(), "{one}");
    assert!(ids(&one).iter().all(|id| !other.contains(id.as_str())));
    let bare = |mut body: String| {
        ids(&body).iter().for_each(|id| body = body.replace(id.as_str(), ""));
        body
    };
    assert_eq!(bare(one), bare(other), "and nothing else differs");
    let says = |what: &str| town.get(&Visitor::default(), &page).body.contains(what);
    assert!(!says("A new hall"));
    town.node.ok(&["page", "post", "mill", "A new hall", "Come and see it.", "--as", "secretary", "--now", NOW]);
    assert!(says("A new hall"), "as soon as it is said");
    assert!(!town.get_json(&Visitor::default(), &page).body.contains("<html"));
    let member = town.get(&town.visitor("member"), &page).body;
    assert!(member.contains("Sign out") && !says("Sign out"), "what is kept is nobody's in particular");
    town.node.ok(&["page", "hide", "mill", "--as", "secretary", "--now", NOW]);
    assert_eq!(town.get(&Visitor::default(), &page).status, 404);
}

#[test]
fn hostile_084_a_public_calendar_holds_one_day_however_often_a_cell_meets_and_nothing_repeats_in_it() {
    let town = town();
    let at = |args: &[&str]| town.node.ok(&[args, &["--as", "secretary", "--now", NOW]].concat());
    at(&["meeting", "cadence", "mill", "7"]);
    // As often as a cadence goes, and more often than one does.
    for day in 11..28 {
        at(&["meeting", "set", "mill", &format!("2026-02-{day}T19:30"), "--title", "Strike fund"]);
    }
    town.node.ok(&["dusk", "--day", &NOW[..10], "--now", NOW]);
    let got = town.get(&Visitor::default(), &calendar(&town));
    assert_eq!((got.status, got.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(got.body.contains("DTSTART;VALUE=DATE:20260210\r\n"), "{}", got.body);
    assert_eq!(got.body.matches("BEGIN:VEVENT").count(), 1, "{}", got.body);
    for told in ["RRULE", "RDATE", "VALARM", "LOCATION", "1930", "Strike"] {
        assert!(!got.body.contains(told), "{told}: {}", got.body);
    }
}

#[test]
fn hostile_117_a_public_calendar_is_there_as_long_as_its_page_and_is_not_sent_again_while_it_is_the_same() {
    let town = town();
    let ask = |at: &str, tag: &str| {
        town.raw(Request::get(at).header(header::HOST, HOST).header(header::IF_NONE_MATCH, tag), "")
    };
    for at in [calendar(&town), shown(&town, "mill") + "/feed"] {
        let first = ask(&at, "");
        assert!(first.headers.get("set-cookie").is_none() && first.header("cache-control").contains("no-cache"));
        let again = ask(&at, first.header("etag"));
        assert_eq!((first.status, again.status, again.body.len()), (200, 304, 0), "{at}");
    }
    let nowhere = ask(&format!("/p/{}/calendar.ics", "0".repeat(20)), "");
    let gone = |at: &str| {
        let got = ask(at, "*");
        assert_eq!((got.status, &got.body), (404, &nowhere.body), "{at}");
    };
    let page = shown(&town, "mill");
    for end in ["/calendar", "/calendar.ics.ics", "/calendar.ics/", "/Calendar.ics"] {
        gone(&(page.clone() + end));
    }
    gone(&(page[..page.len() - 1].to_string() + "/calendar.ics"));
    town.node.ok(&["page", "hide", "mill", "--as", "secretary", "--now", NOW]);
    gone(&calendar(&town));
}

#[test]
fn hostile_119_what_looks_like_a_calendar_in_a_units_name_is_a_name() {
    let town = town();
    let name = "Mill; Lane, \\ BEGIN:VEVENT";
    town.node.ok(&["unit", "rename", "mill", name, "--now", NOW]);
    let body = town.get(&Visitor::default(), &calendar(&town)).body.replace("\r\n ", "");
    let line = "SUMMARY:Mill\\; Lane\\, \\\\ BEGIN:VEVENT: meeting\\, guests are welcome\r\n";
    assert!(body.contains(line), "{body}");
    assert_eq!(body.lines().filter(|line| line.starts_with("BEGIN:VEVENT")).count(), 1, "{body}");
}

#[test]
fn hostile_073_a_flood_of_concerns_from_one_place_is_slowed_and_an_honest_one_passes() {
    let town = town();
    let flood = (0..1_000).map(|_| concern(&town, "mill", [192, 0, 2, 9])).collect::<Vec<_>>();
    let let_in = flood.iter().filter(|status| **status == 200).count();
    assert!((1..=6).contains(&let_in), "{let_in}");
    assert!(flood.iter().all(|status| [200, 429].contains(status)));
    assert_eq!(concern(&town, "mill", [198, 51, 100, 7]), 200, "from elsewhere");
    let taken = town.node.json(&["dusk", "--day", &NOW[..10], "--now", NOW])["taken_in"].as_u64().unwrap();
    assert_eq!(taken, let_in as u64 + 1);
}

#[test]
fn whoever_asks_to_join_is_seen_by_those_who_write_the_record_and_their_key_goes_when_they_are_declined() {
    let town = town();
    let (id, subject) = (fresh(), fresh());
    let name = "Quirin Zwetschke";
    let fields = [
        ("deed", "public.apply"),
        ("id", &id),
        ("unit", town.unit("mill")),
        ("subject", &subject),
        ("back", "/p"),
        ("name", name),
        ("contact", "+48 600 000 055"),
    ];
    let got = send(&town, [192, 0, 2, 1], &fields);
    assert_eq!(got.status, 200);
    let page = town.at("mill") + "/page";
    for (who, sees) in [("secretary", true), ("deputy", true), ("member", false), ("region", false), ("sibling", false)]
    {
        let got = town.get(&town.visitor(who), &page);
        assert_eq!(got.body.contains(name), sees, "{who}");
    }
    let listed = town.node.json(&["application", "list", "mill", "--now", NOW]);
    let id = listed[0]["application"].as_str().unwrap().to_string();
    town.node.ok(&["application", "decline", "mill", &id, "--as", "secretary", "--now", NOW]);
    let later = |day: &str| town.node.json(&["dusk", "--day", day, "--now", day]);
    later("2026-03-05");
    assert!(town.node.ok(&["application", "list", "mill"]).contains(name), "for thirty days it can be looked up");
    later("2026-03-15");
    assert!(!town.node.ok(&["application", "list", "mill"]).contains(name));
    let files = std::fs::read_dir(town.node.data()).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    assert!(files.into_iter().all(|bytes| !bytes.windows(name.len()).any(|window| window == name.as_bytes())));
}

#[test]
fn hostile_028_a_page_that_was_just_hidden_is_named_by_no_directory_and_the_door_leads_to_none() {
    let town = town();
    let body = |path: &str| town.get(&Visitor::default(), path).body;
    assert!(body("/p").contains("Mill Lane") && body("/").contains("href=\"/p\""));
    town.node.ok(&["page", "hide", "mill", "--as", "secretary", "--now", NOW]);
    assert!(!body("/p").contains("Mill Lane"), "within the minute for which it is kept");
    assert!(!body("/").contains("href=\"/p\""));
}

#[test]
fn what_one_visitor_typed_in_the_address_stands_in_nobody_else_s_page() {
    let town = town();
    let path = shown(&town, "mill");
    let loud = format!("/p/{}", path[3..].to_uppercase());
    assert_eq!(town.get(&Visitor::default(), &loud).status, 200);
    let page = town.get(&Visitor::default(), &path).body;
    assert!(page.contains(&path) && !page.contains(&loud), "{page}");
}

#[test]
fn a_page_without_a_next_meeting_offers_no_calendar_and_its_feed_without_posts_has_a_year() {
    let town = town();
    let at = |args: &[&str]| town.node.ok(&[args, &["--as", "secretary", "--now", NOW]].concat());
    at(&["page", "show", "hill", "We live on the hill."]);
    let page = shown(&town, "hill");
    assert!(!town.get(&Visitor::default(), &page).body.contains("calendar.ics"));
    let feed = town.get(&Visitor::default(), &(page + "/feed")).body;
    assert!(feed.contains("<updated>2026-02-10"), "{feed}");
}
