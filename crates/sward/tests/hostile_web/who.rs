//! Rights that end, links that are used twice, and what tells of others without naming them.

use crate::kit::town::{MILL, NOW, Town, encoded, fresh};
use crate::kit::visitor::{Pages, Visitor};

fn token(link: &str) -> &str {
    link.rsplit('#').next().unwrap()
}

#[test]
fn hostile_020_a_link_lets_one_in_however_many_press_its_button_at_once() {
    let town = Town::new();
    let link = town.link("mill", Some("secretary"), None);
    let body = encoded(&[("by", "link"), ("token", token(&link))]);
    let statuses = std::thread::scope(|scope| {
        let threads = (0..20).map(|_| scope.spawn(|| town.post(&Visitor::default(), "/in", &body).status));
        threads.collect::<Vec<_>>().into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    // The link is gone, or it is tried too often.
    assert_eq!(statuses.iter().filter(|status| [404, 429].contains(*status)).count(), 19, "{statuses:?}");
}

#[test]
fn hostile_024_a_term_that_ended_takes_the_officer_s_pages_and_deeds_with_it() {
    let town = Town::new();
    let (secretary, region) = (town.visitor("secretary"), town.visitor("region"));
    let (mill, valley, new) = (town.at("mill"), town.at("valley"), town.at("mill") + "/people/new");
    let waiting = town.link("valley", Some("organiser"), None);
    assert_eq!((town.get(&secretary, &new).status, town.get(&region, &valley).status), (200, 200));
    for (unit, office) in [("mill", "secretary"), ("valley", "organiser")] {
        town.node.ok(&["office", "end", unit, office, "--now", NOW]);
    }
    // She still belongs to the cell, and sees what everybody in it sees, under a new token; he has no place there.
    let secretary = town.renewed(&secretary, &mill);
    assert_eq!((town.get(&secretary, &mill).status, town.get(&secretary, &new).status), (200, 404));
    for path in [valley.clone(), format!("{valley}/cells"), format!("{mill}/health"), format!("{valley}/people")] {
        assert_eq!(town.get(&region, &path).status, 401, "{path}");
    }
    let meeting = town.meeting("mill");
    for (who, unit, status) in [(&secretary, "mill", 403), (&region, "valley", 401), (&region, "mill", 401)] {
        for deed in ["meeting.roll", "meeting.cancel"] {
            let id = fresh();
            let fields =
                [("deed", deed), ("id", &id), ("unit", town.unit(unit)), ("subject", &meeting), ("reason", "a")];
            assert_eq!(town.send(who, &fields).status, status, "{unit} {deed}");
        }
    }
    // A link that waits for a term which has ended leads nowhere.
    assert_eq!(
        town.post(&Visitor::default(), "/in", &encoded(&[("by", "link"), ("token", token(&waiting))])).status,
        404
    );
}

#[test]
fn hostile_024_whoever_leaves_a_cell_leaves_its_pages() {
    let town = Town::new();
    let member = town.visitor("member");
    assert_eq!(town.get(&member, &town.at("mill")).status, 200);
    town.node.ok(&["member", "leave", "mill", "Celia Toth", "--now", NOW]);
    assert_eq!(town.get(&member, &town.at("mill")).status, 401);
    assert_eq!(town.get(&member, "/").status, 200, "the door, as for a stranger");
}

#[test]
fn hostile_024_a_moved_cell_is_seen_from_where_it_stands_now() {
    let town = Town::new();
    let region = town.visitor("region");
    let hill = town.at("hill") + "/health";
    assert_eq!(town.get(&region, &hill).status, 200);
    town.node.ok(&["unit", "move", "hill", "coast", "--now", NOW]);
    assert_eq!(town.get(&region, &hill).status, 404);
}

#[test]
fn hostile_027_nobody_is_found_by_what_the_list_does_not_show() {
    let town = Town::new();
    let secretary = town.visitor("secretary");
    let (id, ada, people) = (fresh(), town.person("mill", "Ada Nowak"), town.at("mill") + "/people");
    let (unit, contact) = (town.unit("mill"), "+48 555 010 203");
    let fields = [("deed", "member.describe"), ("id", id.as_str()), ("unit", unit), ("subject", ada.as_str())];
    let sent = town.send(&secretary, &[&fields[..], &[("name", "Ada Nowak"), ("contacts", contact)]].concat());
    assert_eq!(sent.status, 303);
    let neighbour = town.visitor("neighbour");
    for query in ["q=555", "q=%2B48", "sort=contacts", "filter=born", "order=joined&desc=1"] {
        let got = town.get(&secretary, &format!("{people}?{query}"));
        assert!(got.status == 200 && !got.body.contains("010 203"), "{query}");
        assert_eq!(town.get(&neighbour, &format!("{people}?{query}")).status, 404, "{query}");
    }
}

#[test]
fn hostile_028_no_list_count_or_search_above_a_cell_tells_of_its_people() {
    let town = Town::new();
    let ids = MILL.map(|name| town.person("mill", name));
    for name in ["region", "centre"] {
        let who = town.visitor(name);
        for unit in ["meadow", "valley"] {
            for rest in ["", "/cells", "/cells?q=Nowak", "/cells?q=Ada", "/first-step", "/people", "/meetings"] {
                let at = town.at(unit) + rest;
                for got in [town.get(&who, &at), town.get_json(&who, &at)] {
                    let told = MILL.iter().map(|name| name.to_string()).chain(ids.clone());
                    assert!(!told.into_iter().any(|told| got.body.contains(&told)), "{name} at {at}");
                }
            }
        }
        let found = town.get_json(&who, &(town.at("valley") + "/cells?q=Nowak"));
        assert!(!found.body.contains("Mill"), "{}", found.body);
    }
}

#[test]
fn hostile_093_a_session_of_one_organisation_is_nobody_s_at_another() {
    let (town, other) = (Town::new(), Town::new());
    let who = town.visitor("secretary");
    assert_eq!(other.get(&who, &other.at("mill")).status, 401);
    let forged = Visitor { cookie: Some("sward=00000000000000000000000000000000".into()), ..Visitor::default() };
    assert_eq!(town.get(&forged, &town.at("mill")).status, 401);
}

#[test]
fn a_draft_is_shown_to_those_who_write_alone_as_a_page_and_as_json() {
    let town = Town::new();
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    let (id, meeting) = (fresh(), town.meeting("mill"));
    let unit = town.unit("mill");
    let fields =
        [("deed", "meeting.roll"), ("id", &id), ("unit", unit), ("subject", &meeting), ("text", "Not said yet")];
    assert_eq!(town.send(&secretary, &fields).status, 303);
    let at = format!("{}/meetings/{meeting}", town.at("mill"));
    assert!(town.get_json(&secretary, &at).body.contains("Not said yet"));
    for got in [town.get(&member, &at), town.get_json(&member, &at)] {
        assert!(got.status == 200 && !got.body.contains("Not said yet"));
    }
}

#[test]
fn hostile_016_whoever_comes_in_gets_a_new_session_and_the_one_before_is_over() {
    let town = Town::new();
    let before = town.visitor("member");
    let link = town.link("mill", Some("secretary"), None);
    let got = town.post(&before, "/in", &encoded(&[("by", "link"), ("token", token(&link))]));
    let cookie = got.header("set-cookie").split(';').next().unwrap().to_string();
    assert!(got.header("set-cookie").contains("; HttpOnly; SameSite=Lax"));
    assert_ne!(Some(&cookie), before.cookie.as_ref());
    assert_eq!(town.get(&before, &town.at("mill")).status, 401);
    let after = Visitor { cookie: Some(cookie), ..Visitor::default() };
    assert_eq!(town.get(&after, &town.at("mill")).status, 200);
}

#[test]
fn hostile_017_a_session_that_ended_is_nobody_s_on_a_node_that_was_started_again() {
    let mut town = Town::new();
    let who = town.visitor("secretary");
    assert_eq!(town.post(&who, "/out", "").status, 303);
    assert_eq!(town.get(&who, &town.at("mill")).status, 401);
    town.pages = Pages::of(&town.node.data(), &town.node.device(), crate::kit::town::moment(NOW));
    assert_eq!(town.get(&who, &town.at("mill")).status, 401);
}

/// Opens a link that was shown on a page, as its person would.
fn come_in(town: &Town, page: &str) -> Visitor {
    let at = page.find("/in#").unwrap();
    let mut visitor = Visitor::default();
    visitor.open(&town.pages, &page[at..at + 36]).press(&town.pages, "Come in", &[]);
    visitor
}

#[test]
fn hostile_021_an_officer_whom_one_invited_does_nothing_of_an_officer_s_until_another_confirms() {
    let town = Town::new();
    let (mut deputy, secretary, celia) =
        (town.visitor("deputy"), town.visitor("secretary"), town.person("mill", "Celia Toth"));
    let (unit, accounts) = (town.unit("mill"), town.at("mill") + "/accounts");
    let send = |who: &Visitor, deed: &str, subject: &str, more: &[(&str, &str)]| {
        let id = fresh();
        let fields = [("deed", deed), ("id", &id), ("unit", unit), ("subject", subject)];
        town.send(who, &[&fields[..], more].concat())
    };
    let office = [("office", "treasurer"), ("person", celia.as_str()), ("until", "2027-02-01")];
    assert_eq!(send(&secretary, "office.begin", &unit[..32], &office).status, 303);
    let made = send(&secretary, "account.invite", &celia, &[]);
    assert_eq!(made.status, 200);
    let treasurer = come_in(&town, &made.body);
    // She sees what every member sees, and nothing of an officer's.
    assert_eq!(town.get(&treasurer, &(town.at("mill") + "/people")).status, 200);
    assert_eq!(town.get(&treasurer, &accounts).status, 404);
    assert_eq!(send(&treasurer, "account.confirm", &unit[..32], &[]).status, 403);
    // Whoever made the link cannot say that it reached the right person.
    let page = town.get(&secretary, &accounts).body;
    assert!(page.contains("Yes, it is them"), "{page}");
    let mut maker = secretary.clone();
    maker.open(&town.pages, &accounts).press(&town.pages, "Yes, it is them", &[]);
    assert_eq!(maker.status, 422);
    assert_eq!(town.get(&treasurer, &accounts).status, 404);
    deputy.open(&town.pages, &accounts).press(&town.pages, "Yes, it is them", &[]);
    assert_eq!(town.get(&treasurer, &accounts).status, 200);
}

#[test]
fn hostile_015_a_name_that_nobody_has_is_answered_like_a_wrong_password() {
    let town = Town::new();
    let mut secretary = town.visitor("secretary");
    let password = "three quiet boats";
    let fields = [("name".to_string(), "Ada".to_string()), ("password".to_string(), password.to_string())];
    secretary.open(&town.pages, &(town.at("mill") + "/sign-in")).press(&town.pages, "Keep this password", &fields);
    let door = |name: &str, password: &str| {
        let got = town.post(
            &Visitor::default(),
            "/in",
            &encoded(&[("by", "password"), ("name", name), ("password", password)]),
        );
        (got.status, got.body)
    };
    assert_eq!(door("nobody at all", "some other words"), door("ada", "some other words"));
    assert_eq!(door("nobody at all", "some other words").0, 403);
    assert_eq!(door("ADA", password).0, 303);
}

#[test]
fn hostile_101_102_what_is_sensitive_wants_a_fresh_sign_in_and_its_owner_is_told() {
    let mut town = Town::new();
    let mut secretary = town.visitor("secretary");
    let page = town.at("mill") + "/sign-in";
    let fields = [("name".to_string(), "Ada".to_string()), ("password".to_string(), "three quiet boats".to_string())];
    secretary.open(&town.pages, &page).press(&town.pages, "Keep this password", &fields);
    assert!(town.get(&secretary, &page).body.contains("The password was set."));
    let later = charter::calendar::Moment(crate::kit::town::moment(NOW).0 + 16 * 60_000);
    town.pages = Pages::of(&town.node.data(), &town.node.device(), later);
    let id = fresh();
    for deed in ["own.password", "own.codes", "own.passkey", "own.forget-passkey"] {
        let fields = [("deed", deed), ("id", &id), ("unit", town.unit("mill")), ("subject", &id)];
        assert_eq!(town.send(&secretary, &fields).status, 403, "{deed}");
    }
    assert_eq!(town.get(&secretary, &page).status, 200, "and nobody is signed out by it");
}

#[test]
fn hostile_024_an_officer_who_left_the_roll_or_was_found_to_be_another_has_no_office_by_it() {
    let town = Town::new();
    let (secretary, deputy, new) = (town.visitor("secretary"), town.visitor("deputy"), town.at("mill") + "/people/new");
    town.node.ok(&["member", "leave", "mill", "Ada Nowak", "--now", NOW]);
    assert_eq!(town.get(&secretary, &new).status, 401, "her term runs on, and she is out");
    // A member whose entry gives way to an officer's does not come to the office.
    let (member, celia, bruno) =
        (town.visitor("member"), town.person("mill", "Celia Toth"), town.person("mill", "Bruno Lund"));
    let office = ["office", "begin", "mill", "treasurer", "--now", NOW];
    town.node.ok(&office);
    let id = fresh();
    let same = [("deed", "member.same"), ("id", &id), ("unit", town.unit("mill")), ("subject", &celia)];
    assert_eq!(town.send(&deputy, &[&same[..], &[("other", &bruno)]].concat()).status, 303);
    let member = town.renewed(&member, &new);
    assert_eq!(town.get(&member, &new).status, 404);
    assert_eq!(town.get(&member, &(town.at("mill") + "/accounts")).status, 404);
}

#[test]
fn hostile_105_an_id_that_is_a_number_cut_short_or_too_long_is_never_another_s() {
    let town = Town::new();
    let who = town.visitor("secretary");
    let (mill, unit) = (town.at("mill"), town.unit("mill").to_string());
    let (person, meeting) = (town.person("mill", "Dora Weiss"), town.meeting("mill"));
    let odd = |id: &str| {
        let cut = [0, 1, 8, 16, id.len() - 1].map(|len| id[..len].to_string());
        let more =
            [format!("{id}0"), format!("0{id}"), id.to_uppercase() + "0", format!("{id}%00"), "0".into(), "1".into()];
        cut.into_iter().chain(more).chain(["0".repeat(id.len())]).filter(|odd| !odd.is_empty()).collect::<Vec<_>>()
    };
    for (of, id) in [("people", &person), ("meetings", &meeting)] {
        for odd in odd(id) {
            let got = town.get(&who, &format!("{mill}/{of}/{odd}"));
            assert_eq!(got.status, 404, "{of}/{odd}");
        }
    }
    for odd in odd(&unit[..20]) {
        assert_eq!(town.get(&who, &format!("/u/{odd}/people")).status, 404, "{odd}");
    }
    let before = town.node.digest();
    for odd in odd(&person) {
        let id = fresh();
        let fields = [("deed", "member.welcome"), ("id", &id), ("unit", &unit), ("subject", &odd)];
        assert!([404, 422].contains(&town.send(&who, &fields).status), "{odd}");
    }
    for odd in odd(&unit) {
        let id = fresh();
        let fields = [("deed", "member.welcome"), ("id", &id), ("unit", &odd), ("subject", &person)];
        assert_eq!(town.send(&who, &fields).status, 404, "{odd}");
    }
    assert_eq!(town.node.digest(), before);
}
