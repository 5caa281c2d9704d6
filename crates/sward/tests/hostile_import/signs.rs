//! Signs that a spreadsheet would run, that hide, or that paint over their neighbours.

use crate::kit::{Node, UNITS};

/// Names that a spreadsheet takes for a formula; the last two begin with a tab and a carriage return.
const FORMULAS: [&str; 7] = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"\"https://example.org\"\")", "\t=1", "＝1"];

#[test]
fn hostile_036_formulas_are_texts_here_harmless_outside_and_the_same_when_they_come_back() {
    let node = Node::with_cells();
    let rows = FORMULAS.iter().enumerate().map(|(at, name)| format!("p{at},mill,\"{name}\"\n"));
    node.import("members", format!("person,unit,name\n{}", rows.collect::<String>()));
    let out = node.ok(&["export", "members"]);
    let cells = out.split(['\n', ',']).map(|cell| cell.trim_matches('"'));
    let runs = cells.filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝'])).collect::<Vec<_>>();
    assert!(runs.is_empty(), "{runs:?}");
    let again = node.import("members", &out);
    assert_eq!((&again["added"], &again["changed"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn hostile_037_files_are_read_in_the_encoding_that_they_are_in() {
    let name = "Żabia Wieś";
    let file = format!("unit,parent,kind,name\nwies,valley,cell,{name}\n");
    let utf16 = |big: bool| {
        let units = "\u{feff}".chars().chain(file.chars()).flat_map(|sign| {
            let mut units = [0; 2];
            sign.encode_utf16(&mut units).to_vec()
        });
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<_>>()
    };
    let marked = [b"\xef\xbb\xbf", file.as_bytes()].concat();
    for bytes in [file.clone().into_bytes(), marked, utf16(false), utf16(true)] {
        let node = Node::with_cells();
        node.import("units", bytes);
        assert!(node.ok(&["unit", "show", "wies"]).starts_with(name));
    }
}

#[test]
fn hostile_037_an_encoding_that_a_file_does_not_tell_is_asked_for() {
    let node = Node::with_cells();
    let windows_1251 = b"unit,parent,kind,name\nluh,valley,cell,\xcb\xf3\xe3\n";
    let said = node.import_fails("units", windows_1251);
    assert!(said.contains("Line 2") && said.contains("--encoding"), "{said}");
    node.ok(&["import", "units", "units.csv", "--encoding", "windows-1251"]);
    assert!(node.ok(&["unit", "show", "luh"]).starts_with("Луг"));
    let said = node.fails(&["import", "units", "units.csv", "--encoding", "klingon"]);
    assert!(said.contains("klingon"), "{said}");
}

#[test]
fn hostile_071_what_hides_or_turns_is_refused_in_a_file() {
    let marks = format!("a{}", "\u{301}".repeat(1000));
    for name in ["Mill\u{202e}Lane", "Mill\u{200b}Lane", "Mill\u{2066}Lane", "Mill\u{7}Lane", &marks] {
        let node = Node::with_cells();
        let said = node.import_fails("units", format!("unit,parent,kind,name\nnew,valley,cell,{name}\n"));
        assert!(said.contains("line 2") && !said.contains(name), "{said}");
        node.import_fails("members", format!("person,unit,name\np1,mill,{name}\n"));
        node.import_fails("meetings", format!("meeting,unit,title,starts_at\nm1,mill,{name},2025-01-01\n"));
    }
}

#[test]
fn hostile_071_what_hides_or_turns_never_reaches_the_screen() {
    let node = Node::with_cells();
    node.ok(&["meeting", "set", "mill", "2030-01-01T19:00"]);
    node.ok(&["member", "join", "mill", "Ada Nowak"]);
    let bad = format!("Mill\u{202e}Lane\u{1b}[2J\r\n{}", "\u{301}".repeat(1000));
    let asked: [&[&str]; 9] = [
        &["unit", "rename", "mill", &bad],
        &["unit", "found", "valley", &bad],
        &["member", "join", "mill", &bad],
        &["person", "describe", "mill", "Ada Nowak", "--contact", &bad],
        &["meeting", "set", "mill", "2030-02-01T19:00", "--title", &bad],
        &["meeting", "cancel", "mill", "2030-01-01", &bad],
        &["unit", "show", &bad],
        &["export", "units", "no/such/\u{202e}folder"],
        &["import", "units", "\u{202e}\u{1b}[2J"],
    ];
    let shown: [&[&str]; 7] = [
        &["unit", "list"],
        &["unit", "show", "mill"],
        &["member", "list", "mill"],
        &["person", "show", "mill", "Ada Nowak"],
        &["meeting", "list", "mill"],
        &["meeting", "show", "mill", "2030-01-01"],
        &["health", "whole"],
    ];
    for args in asked.iter().chain(&shown) {
        let ran = node.run(args);
        let said = ran.out + &ran.err;
        assert!(!said.contains(['\u{202e}', '\u{1b}', '\r']), "{args:?} shows {said:?}");
        assert!(!said.contains(&"\u{301}".repeat(100)), "{args:?} shows a tower of marks");
        assert!(ran.status.is_some_and(|status| status < 3), "{args:?}: {said}");
    }
}

#[test]
fn hostile_085_line_ends_in_what_a_file_says_are_escaped_in_what_is_told() {
    let node = Node::with_cells();
    let said = node.import_fails("memberships", "person,unit\np1,\"mill\r\nline 3: all is well\"\n");
    assert!(said.contains("\\n"), "{said}");
    assert!(!said.lines().any(|line| line.starts_with("line 3: all is well")), "{said}");
}

#[test]
fn hostile_121_one_code_in_two_normal_forms_is_one_code() {
    let node = Node::with_cells();
    let said = node.import_fails("units", format!("{UNITS}caf\u{e9},valley,cell,A\ncafe\u{301},valley,cell,B\n"));
    assert!(said.contains("stands twice"), "{said}");
    node.import("units", "unit,parent,kind,name\ncaf\u{e9},valley,cell,Caf\u{e9}\n");
    let again = node.import("units", "unit,parent,kind,name\ncafe\u{301},valley,cell,Cafe\u{301}\n");
    assert_eq!((&again["added"], &again["changed"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn hostile_127_a_script_or_a_terminals_orders_in_a_header_do_nothing() {
    let node = Node::with_cells();
    let file = "person,unit,<script>alert(1)</script>,\"=cmd|' /C calc'!A0\"\np1,mill,x,y\n";
    let report = node.import("memberships", file);
    assert_eq!(report["columns_skipped"][0], "<script>alert(1)</script>");
    let said = node.import_fails("memberships", "person,unit,\u{1b}]0;owned\u{7}\np1,mill,x\n");
    assert!(!said.contains(['\u{1b}', '\u{7}']), "{said:?}");
}
