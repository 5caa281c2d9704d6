//! Being erased, and what is left of somebody in the files of a node.

use std::path::Path;

use crate::kit::Node;
use crate::kit::town::{Town, fresh};
use crate::kit::visitor::Visitor;

const CANARY: &str = "Kanarek Zwitscher";
const NUMBER: &str = "+48 600 700 800";

/// The files of a folder in which a text stands, in whatever case.
pub fn told(folder: &Path, text: &str) -> Vec<String> {
    let mut told = vec![];
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap().path();
        if file.is_dir() {
            told.extend(self::told(&file, text));
        } else {
            let bytes = std::fs::read(&file).unwrap().to_ascii_lowercase();
            let text = text.to_ascii_lowercase();
            if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
                told.push(file.file_name().unwrap().to_string_lossy().into());
            }
        }
    }
    told
}

fn with_a_canary() -> Node {
    let node = Node::with_cells();
    let at = |args: &[&str]| node.ok(&[args, &["--now", "2026-02-01"]].concat());
    at(&["unit", "lives-on"]);
    at(&["office", "begin", "mill", "secretary"]);
    at(&["office", "begin", "mill", "deputy"]);
    at(&["member", "join", "mill", CANARY]);
    at(&["person", "describe", "mill", CANARY, "--contact", NUMBER, "--as", "secretary"]);
    node
}

fn erase(node: &Node, office: &str) {
    node.ok(&["person", "erase", "mill", CANARY, "--as", office, "--now", "2026-02-02"]);
}

/// Each word of the canary, as an index of words would hold it, and what it is reached by.
fn traces(folder: &Path) -> Vec<String> {
    CANARY.split(' ').chain([CANARY, NUMBER]).flat_map(|word| told(folder, word)).collect()
}

#[test]
fn hostile_109_111_a_name_that_was_erased_stands_in_no_file_log_or_fresh_backup() {
    let node = with_a_canary();
    assert!(told(&node.data(), "Kanarek").contains(&"read.db".to_string()), "nothing would be found if it were there");
    erase(&node, "secretary");
    assert!(node.ok(&["member", "list", "mill"]).contains(CANARY), "one is not two");
    assert!(
        node.run(&["person", "erase", "mill", CANARY, "--as", "secretary", "--now", "2026-02-02"]).status != Some(0)
    );
    erase(&node, "deputy");
    assert!(!node.ok(&["member", "list", "mill", "--all"]).contains("Kanarek"));
    // A week is given to those who notice that something is wrong.
    let evening = |day: &str| node.json(&["dusk", "--day", day])["erased"].clone();
    assert_eq!(evening("2026-02-08"), 0);
    assert_eq!(evening("2026-02-09"), 1);
    assert_eq!(evening("2026-02-10"), 0);
    assert_eq!(traces(&node.data()), [""; 0]);
    node.ok(&["backup", "fresh", "--keys"]);
    assert_eq!(traces(&node.path().join("fresh")), [""; 0]);
    node.ok(&["verify"]);
    node.ok(&["refold"]);
    assert_eq!(traces(&node.data()), [""; 0]);
}

#[test]
fn hostile_156_keys_that_an_older_backup_brings_back_are_destroyed_before_anything_is_shown() {
    let node = with_a_canary();
    node.ok(&["backup", "older", "--keys"]);
    erase(&node, "secretary");
    erase(&node, "deputy");
    node.ok(&["dusk", "--day", "2026-02-10"]);
    for name in ["keys.db-wal", "keys.db-shm"] {
        let _ = std::fs::remove_file(node.data().join(name));
    }
    std::fs::copy(node.path().join("older/keys.db"), node.data().join("keys.db")).unwrap();
    let out = node.ok(&["refold"]) + &node.ok(&["member", "list", "mill", "--all"]);
    assert!(!out.contains("Kanarek"), "{out}");
    assert_eq!(traces(&node.data()), [""; 0]);
    let keys = rusqlite::Connection::open(node.data().join("keys.db")).unwrap();
    assert_eq!(keys.query_row("SELECT count(*) FROM person", [], |row| row.get(0)), Ok(0));
}

#[test]
fn a_command_that_names_an_erased_person_leaves_no_new_key_behind() {
    let node = with_a_canary();
    let id = node.json(&["member", "list", "mill"])[0]["person"].as_str().unwrap().to_string();
    erase(&node, "secretary");
    erase(&node, "deputy");
    node.ok(&["dusk", "--day", "2026-02-10"]);
    let town =
        crate::kit::visitor::Pages::of(&node.data(), &node.device(), crate::kit::town::moment("2026-02-10T12:00"));
    let link = node.json(&["invite", "mill", "--as", "secretary", "--now", "2026-02-10"]);
    let mut who = Visitor::default();
    who.open(&town, link["url"].as_str().unwrap()).press(&town, "Come in", &[]);
    let unit = node.json(&["unit", "show", "mill"])["unit"].as_str().unwrap().to_string();
    let own = fresh();
    let fields = [
        ("deed", "member.join"),
        ("id", &own),
        ("unit", &unit),
        ("subject", &id),
        ("name", CANARY),
        ("day", "2026-02-10"),
    ];
    let body = crate::kit::town::encoded(&fields);
    let request = axum::http::Request::post("/do").header("host", crate::kit::visitor::HOST);
    let request = request.header("sec-fetch-site", "same-origin").header("cookie", who.cookie.unwrap());
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(town.answer(request.body(body.into()).unwrap()).0.status(), 422);
    drop(town);
    let keys = rusqlite::Connection::open(node.data().join("keys.db")).unwrap();
    assert_eq!(keys.query_row("SELECT count(*) FROM person", [], |row| row.get(0)), Ok(0));
}

#[test]
fn hostile_157_a_clock_ten_years_ahead_destroys_nothing() {
    let node = with_a_canary();
    erase(&node, "secretary");
    erase(&node, "deputy");
    let ran = node.run(&["dusk", "--now", "2036-02-01"]);
    assert_ne!(ran.status, Some(0), "{}", ran.out);
    let keys = rusqlite::Connection::open(node.data().join("keys.db")).unwrap();
    assert_eq!(keys.query_row("SELECT count(*) FROM person", [], |row| row.get(0)), Ok(1));
}

#[test]
fn who_was_at_a_meeting_is_known_by_name_for_a_year_and_the_book_verifies_afterwards() {
    let node = Node::with_cells();
    let at = |args: &[&str]| node.ok(&[args, &["--now", "2026-02-01T19:00"]].concat());
    at(&["unit", "lives-on"]);
    for name in ["Ada Nowak", "Bruno Lund", "Celia Toth"] {
        at(&["member", "join", "mill", name]);
    }
    at(&["meeting", "set", "mill", "2026-02-01T19:00"]);
    at(&["meeting", "hold", "mill", "2026-02-01", "Ada Nowak", "Bruno Lund", "Celia Toth"]);
    let entries = || -> Vec<Vec<u8>> {
        let books = rusqlite::Connection::open(node.data().join("books.db")).unwrap();
        let mut query = books.prepare("SELECT entries FROM batch ORDER BY id").unwrap();
        query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let lists = || -> i64 {
        let read = rusqlite::Connection::open(node.data().join("read.db")).unwrap();
        let sql = "SELECT count(*) FROM apart WHERE fact LIKE '{\"Attended\"%'";
        read.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let figures = || node.json(&["return", "show", "mill", "--lines", "12", "--as-of", "2026-12-31"]);
    let before = entries();
    assert_eq!(lists(), 1);
    let dusk = |day: &str| node.json(&["dusk", "--day", day])["gone"].clone();
    assert_eq!(node.json(&["retention", "--on", "2027-02-03"])["attendance"], 1);
    let whole = || before.iter().all(|batch| entries().contains(batch));
    assert_eq!((dusk("2027-02-01"), whole()), (0.into(), true), "nothing goes before its time");
    let counted = figures();
    assert_eq!((dusk("2027-02-03"), whole()), (1.into(), false));
    node.ok(&["verify"]);
    // And it stays gone when all is folded again, and no figure moved by it.
    node.ok(&["refold"]);
    assert_eq!((lists(), figures()), (0, counted));
}

/// Sends a form about a person.
fn ask(town: &Town, who: &Visitor, deed: &str, person: &str) -> u16 {
    let (id, unit) = (fresh(), town.unit("mill"));
    town.send(who, &[("deed", deed), ("id", &id), ("unit", unit), ("subject", person)]).status
}

#[test]
fn a_member_asks_to_be_forgotten_and_an_officer_asks_too() {
    let town = Town::new();
    let (member, secretary) = (town.visitor("member"), town.visitor("secretary"));
    let celia = town.person("mill", "Celia Toth");
    let page = format!("{}/people/{celia}", town.at("mill"));
    assert_eq!(ask(&town, &member, "me.erase", &town.person("mill", "Dora Weiss")), 404, "nobody asks it of another");
    assert_eq!(ask(&town, &member, "me.erase", &celia), 303);
    assert_eq!(ask(&town, &member, "me.erase", &celia), 422, "one person is not two");
    assert_eq!(town.get(&secretary, &page).status, 200);
    assert_eq!(ask(&town, &secretary, "member.erase", &celia), 303);
    assert_eq!(town.get(&secretary, &page).status, 404);
    assert_eq!(town.get(&member, &page).status, 401, "who was forgotten is nobody here");
    let people = town.get(&secretary, &(town.at("mill") + "/people")).body;
    assert!(!people.contains("Celia") && people.contains("One person was forgotten"), "{people}");
}

#[test]
fn one_person_with_two_sessions_is_not_two_people() {
    let town = Town::new();
    let (one, again) = (town.visitor("secretary"), town.visitor("secretary"));
    let dora = town.person("mill", "Dora Weiss");
    assert_eq!(ask(&town, &one, "member.erase", &dora), 303);
    assert_eq!(ask(&town, &again, "member.erase", &dora), 422);
    assert!(town.node.ok(&["member", "list", "mill"]).contains("Dora Weiss"));
}

#[test]
fn a_member_who_was_written_down_twice_is_forgotten_whole() {
    let town = Town::new();
    let (member, secretary) = (town.visitor("member"), town.visitor("secretary"));
    let (celia, dora) = (town.person("mill", "Celia Toth"), town.person("mill", "Dora Weiss"));
    let id = fresh();
    let same = [("deed", "member.same"), ("id", &id), ("unit", town.unit("mill")), ("subject", &dora)];
    assert_eq!(town.send(&secretary, &[&same[..], &[("other", &celia)]].concat()).status, 303);
    assert_eq!(ask(&town, &member, "me.erase", &celia), 303);
    assert_eq!(ask(&town, &secretary, "member.erase", &celia), 303);
    let all = town.node.ok(&["member", "list", "mill", "--all"]);
    assert!(!all.contains("Celia") && !all.contains("Dora"), "{all}");
}

#[test]
fn no_hash_of_what_is_told_of_a_person_can_be_tried_with_guesses() {
    let node = with_a_canary();
    let read = rusqlite::Connection::open(node.data().join("read.db")).unwrap();
    let mut query = read.prepare("SELECT digest FROM done").unwrap();
    let held = query.query_map([], |row| row.get(0)).unwrap().collect::<Result<Vec<[u8; 16]>, _>>().unwrap();
    let people = node.json(&["member", "list", "mill"]);
    let subject: book::SubjectId = people[0]["person"].as_str().unwrap().parse().unwrap();
    let unit: book::UnitId = node.json(&["unit", "show", "mill"])["unit"].as_str().unwrap().parse().unwrap();
    // Whoever guesses right what was put down, and hashes it as every other command is.
    let text = |text: &str| book::Text(text.into());
    let details = member::Details { name: Some(text(CANARY)), contacts: vec![text(NUMBER)], ..Default::default() };
    let command = member::Command::Describe(charter::Private::new(&details).unwrap());
    let mut hasher = blake3::Hasher::new();
    hasher.update(&unit.0).update(b"member").update(&subject.0).update(&book::cbor::to_bytes(&command).unwrap());
    let guess = hasher.finalize();
    assert!(!held.iter().any(|held| *held == guess.as_bytes()[..16]));
    assert!(held.len() > 3, "there are digests to be held against it");
}

#[test]
fn hostile_109_what_is_taken_out_of_minutes_is_in_no_file_after_the_day_and_that_it_was_is_seen() {
    let town = Town::new();
    let secretary = town.visitor("secretary");
    let (meeting, unit) = (town.meeting("mill"), town.unit("mill").to_string());
    let ids = ["Ada Nowak", "Bruno Lund"].map(|name| town.person("mill", name));
    let send = |deed: &str, more: &[(&str, &str)]| {
        let id = fresh();
        let fields = [("deed", deed), ("id", &id), ("unit", &unit), ("subject", &meeting)];
        town.send(&secretary, &[&fields[..], more].concat()).status
    };
    let here = [("here", ids[0].as_str()), ("here", ids[1].as_str())];
    let told_of = format!("We spoke of {CANARY}.\nDecided: We go on.");
    assert_eq!(send("meeting.close", &[&here[..], &[("text", &told_of)]].concat()), 303);
    assert_eq!(send("meeting.confirm", &[("who", &ids[0]), ("who", &ids[1])]), 303);
    // Confirmed minutes are not changed; what should not be kept is taken out of them all the same.
    let kept = ("text", "We spoke of […].\nDecided: We go on.");
    let other = ("text", "We spoke of […].\nDecided: We stop.");
    assert_eq!(send("meeting.minute", &[("from", "1"), kept]), 422);
    assert_eq!(send("meeting.redact", &[("from", "0"), kept]), 422, "from a stale version");
    assert_eq!(send("meeting.redact", &[("from", "1"), other]), 422, "what was confirmed says something else");
    assert!(told(&town.node.data(), CANARY).contains(&"read.db-wal".to_string()), "nothing would be found");
    let path = format!("{}/meetings/{meeting}", town.at("mill"));
    assert_eq!(send("meeting.redact", &[("from", "1"), kept]), 303);
    let page = town.get(&secretary, &path).body;
    assert!(!page.contains("Kanarek") && page.contains("Something was taken out"), "{page}");
    let Town { node, pages, .. } = town;
    drop(pages);
    assert_eq!(node.json(&["retention", "--on", "2026-02-11"])["minutes"], 1);
    let of = |node: &Node| node.json(&["meeting", "list", "mill"])[0].clone();
    let before = of(&node);
    node.ok(&["dusk", "--day", "2026-02-11"]);
    assert_eq!(traces(&node.data()), [""; 0]);
    node.ok(&["verify"]);
    assert_eq!(of(&node), before, "what was counted stays");
    node.ok(&["refold"]);
    assert_eq!(traces(&node.data()), [""; 0]);
    assert_eq!(node.json(&["retention", "--on", "2026-02-11"])["minutes"], 0);
}
