//! Export, edit, import is a round trip: what goes out again is what was edited.

use clap::Parser;
use proptest::prelude::*;
use sheet::{Layout, Writer};

use crate::kit::Node;

const MEMBERS: [&str; 8] = ["person", "unit", "name", "contacts", "birth_year", "languages", "joined", "left"];
const MEETINGS: [&str; 4] = ["meeting", "unit", "title", "starts_at"];

type Table = Vec<Vec<String>>;

/// Runs the program within this process; gives what it says.
fn sward(node: &Node, args: &[&str]) -> String {
    let (dir, device) = (node.data(), node.path().join("device.secret"));
    let places = ["--dir".as_ref(), dir.as_os_str(), "--device".as_ref(), device.as_os_str()];
    let args = std::iter::once("sward").chain(args.iter().copied()).map(std::ffi::OsStr::new).chain(places);
    match sward::run(sward::args::Args::try_parse_from(args).unwrap()) {
        Ok(said) => {
            assert_eq!(said.status, 0, "{}", said.text);
            said.text
        }
        Err(fail) => panic!("{}", fail.text),
    }
}

fn file(headers: &[&str], rows: &Table) -> Vec<u8> {
    let mut out = vec![];
    let mut writer = Writer::new(&mut out, Layout::default(), headers).unwrap();
    rows.iter().for_each(|row| writer.row(row).unwrap());
    writer.finish().unwrap();
    out
}

/// The rows of an export, in an order of their own.
fn exported(node: &Node, what: &str) -> Table {
    let text = sward(node, &["export", what]) + "\n";
    let table = sheet::read(std::io::Cursor::new(text.into_bytes()), &sheet::Options::default()).unwrap();
    let mut rows = table.rows.map(|row| row.unwrap().cells).collect::<Table>();
    rows.sort();
    rows
}

fn import(node: &Node, what: &str, headers: &[&str], rows: &Table) {
    let name = node.path().join(format!("{what}.csv"));
    std::fs::write(&name, file(headers, rows)).unwrap();
    sward(node, &["import", what, name.to_str().unwrap()]);
    let mut wanted = rows.clone();
    wanted.sort();
    assert_eq!(exported(node, what), wanted);
}

/// A text as people write it, and as they should not: what a spreadsheet would run, quotes, line ends.
fn text() -> impl Strategy<Value = String> {
    let begin = prop_oneof![Just(""), Just("="), Just("'"), Just("'="), Just("\""), Just("+"), Just("''@")];
    (begin, "[A-Za-zżółćßéأبгд0-9,;'\"=&<>\\n-]{1,12}")
        .prop_map(|(begin, rest)| format!("{begin}{rest}"))
        .prop_filter("what is trimmed away does not come back", |text| text.trim() == text && !text.is_empty())
}

fn day() -> impl Strategy<Value = String> {
    (2001..2024, 1..13, 1..29).prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

fn or_none(some: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), some]
}

fn contacts() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-z+0-9][a-z@.0-9]{0,8}", 0..3).prop_map(|contacts| contacts.join("; "))
}

fn member() -> impl Strategy<Value = Vec<String>> {
    let unit = prop_oneof![Just("mill"), Just("harbour")];
    let year = or_none((1900..2010).prop_map(|year: i32| year.to_string()));
    let languages = prop_oneof![Just(""), Just("pl"), Just("pl; en")];
    (unit, or_none(text()), contacts(), year, languages, or_none(day()), any::<bool>()).prop_map(
        |(unit, name, contacts, year, languages, joined, gone)| {
            let left = if gone { "2025-12-31" } else { "" };
            [unit, &name, &contacts, &year, languages, &joined, left].map(String::from).to_vec()
        },
    )
}

fn meeting() -> impl Strategy<Value = Vec<String>> {
    let at = (day(), any::<bool>(), 0..24, 0..60);
    let at = at.prop_map(
        |(day, whole, hour, minute)| if whole { format!("{day}Z") } else { format!("{day}T{hour:02}:{minute:02}:00Z") },
    );
    (prop_oneof![Just("mill"), Just("harbour")], or_none(text()), at)
        .prop_map(|(unit, title, at)| vec![unit.into(), title, at])
}

/// Rows under codes of their own.
fn coded(rows: &Table) -> Table {
    rows.iter()
        .enumerate()
        .map(|(at, row)| std::iter::once(format!("c{at:03}")).chain(row.iter().cloned()).collect())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn members_go_out_are_edited_and_come_in(before in prop::collection::vec(member(), 1..6), names in prop::collection::vec(text(), 6), more in member()) {
        let node = Node::with_cells();
        let rows = coded(&before);
        import(&node, "members", &MEMBERS, &rows);
        let mut edited = exported(&node, "members");
        for (row, name) in edited.iter_mut().zip(names) {
            row[2] = name;
        }
        edited.push(std::iter::once("new".to_string()).chain(more).collect());
        import(&node, "members", &MEMBERS, &edited);
    }

    #[test]
    fn meetings_go_out_and_come_in_somewhere_else(held in prop::collection::vec(meeting(), 1..6)) {
        let node = Node::with_cells();
        import(&node, "meetings", &MEETINGS, &coded(&held));
        let (out, other) = (exported(&node, "meetings"), Node::with_cells());
        import(&other, "meetings", &MEETINGS, &out);
    }

    #[test]
    fn units_go_out_are_renamed_and_come_in(names in prop::collection::vec(text(), 1..6)) {
        let node = Node::with_cells();
        let headers = ["unit", "parent", "kind", "name", "founded"];
        let mut units = exported(&node, "units");
        let more = names.iter().enumerate().map(|(at, name)| ["u".to_string() + &at.to_string(), "valley".into(), "cell".into(), name.clone(), String::new()].to_vec());
        units.extend(more);
        import(&node, "units", &headers, &units);
        for row in units.iter_mut().filter(|row| row[0].starts_with('u')) {
            row[3] += " anew";
        }
        import(&node, "units", &headers, &units);
    }
}
