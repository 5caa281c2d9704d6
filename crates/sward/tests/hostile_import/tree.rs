//! Trees that cannot stand.

use std::fmt::Write;

use book::CommandId;
use charter::UnitKind;
use charter::places::{Move, Moves};
use ledger::{Outcome, Wish, own_subject};

use crate::kit::library::{NOW, begin, found, fresh, open};
use crate::kit::{Node, UNITS};

/// Where a unit stands, by the names on its way.
fn way(node: &Node, unit: &str) -> String {
    let shown = node.ok(&["unit", "show", unit]);
    shown.lines().nth(1).unwrap().split_once(": ").unwrap().1.into()
}

#[test]
fn hostile_031_a_unit_is_not_moved_under_itself_or_what_stands_below_it() {
    let node = Node::with_cells();
    node.ok(&["unit", "found", "valley", "The Upper Valley", "--kind", "region", "--code", "upper"]);
    let before = node.digest();
    for (unit, to) in [("valley", "valley"), ("valley", "upper"), ("meadow", "valley"), ("meadow", "meadow")] {
        let said = node.fails(&["unit", "move", unit, to]);
        assert!(said.contains("cannot stand under itself"), "{unit} to {to}: {said}");
    }
    assert_eq!(node.digest(), before);
}

#[test]
fn hostile_031_a_file_cannot_put_a_unit_under_what_stands_below_it() {
    let node = Node::with_cells();
    node.ok(&["unit", "found", "valley", "The Upper Valley", "--kind", "region", "--code", "upper"]);
    let file = format!("{}upper,valley,region,The Upper Valley\n", UNITS.replace("valley,meadow", "valley,upper"));
    let said = node.import_fails("units", file);
    assert!(said.contains("line 3") && said.contains("cannot stand under itself"), "{said}");
}

#[test]
fn hostile_032_of_two_moves_that_make_a_circle_one_is_done() {
    let node = Node::begun();
    node.import("units", "unit,parent,kind,name\nmeadow,,centre,Meadow Union\na,meadow,region,A\nb,meadow,region,B\n");
    node.ok(&["unit", "move", "a", "b"]);
    assert!(node.fails(&["unit", "move", "b", "a"]).contains("cannot stand under itself"));
    assert_eq!(way(&node, "a"), "Meadow Union › B › A");
    let (before, _) = (node.digest(), node.ok(&["refold"]));
    assert_eq!(node.digest(), before);
}

#[test]
fn hostile_032_two_moves_in_one_group_do_not_make_a_circle() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(&folder.path().join("data"));
    let (root, actor) = begin(&mut store);
    let [a, b] = ["A", "B"].map(|name| found(&mut store, root, actor, UnitKind::Region, name));
    let wish = |unit, to| {
        let (id, subject) = (CommandId(fresh()), own_subject(unit));
        Wish::new::<Moves>(id, root, subject, actor, NOW, &Move::Move { unit, to }).unwrap()
    };
    let outcomes = store.act(&[wish(a, b), wish(b, a)]);
    assert!(matches!(outcomes[0], Ok(Outcome::Done { .. })), "{outcomes:?}");
    assert!(matches!(outcomes[1], Err(ledger::Error::Refused(charter::Refusal::Circle))), "{outcomes:?}");
    assert_eq!(store.look().way_up(b).unwrap(), [b, root]);
}

#[test]
fn hostile_032_a_file_with_two_moves_that_make_a_circle_changes_nothing() {
    let node = Node::begun();
    node.import("units", "unit,parent,kind,name\nmeadow,,centre,Meadow Union\na,meadow,region,A\nb,meadow,region,B\n");
    let said =
        node.import_fails("units", "unit,parent,kind,name\nmeadow,,centre,Meadow Union\na,b,region,A\nb,a,region,B\n");
    assert!(said.contains("line"), "{said}");
    assert_eq!((way(&node, "a"), way(&node, "b")), ("Meadow Union › A".into(), "Meadow Union › B".into()));
}

#[test]
fn hostile_032_units_of_a_file_that_stand_under_one_another_are_refused() {
    let node = Node::begun();
    let said = node.import_fails("units", "unit,parent,kind,name\na,b,region,A\nb,a,region,B\nc,meadow,cell,C\n");
    assert!(said.contains("line 2") && said.contains("line 3") && !said.contains("line 4"), "{said}");
}

fn chain(depth: usize) -> String {
    let mut file = String::from("unit,parent,kind,name\nmeadow,,centre,Meadow Union\n");
    for at in 1..=depth {
        let above = if at == 1 { "meadow".into() } else { format!("r{}", at - 1) };
        let _ = writeln!(file, "r{at},{above},region,Region {at}");
    }
    file
}

#[test]
fn hostile_033_a_tree_ten_thousand_deep_is_refused_at_the_limit() {
    let node = Node::begun();
    let said = node.import_fails("units", chain(10_000));
    assert!(said.contains("24 levels are the limit") && said.contains("line 27:"), "{said}");
    node.import("units", chain(24));
    let said = node.fails(&["unit", "found", "r24", "Too deep"]);
    assert!(said.contains("24 levels are the limit"), "{said}");
    node.import_fails("units", chain(25));
}

#[test]
fn hostile_033_a_move_does_not_make_a_tree_too_deep() {
    let node = Node::begun();
    node.import("units", chain(24));
    node.ok(&["unit", "found", "meadow", "Beside", "--kind", "region", "--code", "beside"]);
    let said = node.fails(&["unit", "move", "r1", "beside"]);
    assert!(said.contains("24 levels are the limit"), "{said}");
}

#[test]
fn hostile_034_a_unit_with_members_or_units_is_not_closed_and_the_way_is_told() {
    let node = Node::with_cells();
    node.ok(&["member", "join", "mill", "Ada Nowak"]);
    for unit in ["mill", "valley"] {
        let said = node.fails(&["unit", "close", unit]);
        assert!(said.contains("Transfer the members"), "{said}");
    }
    node.ok(&["member", "leave", "mill", "Ada Nowak"]);
    node.ok(&["unit", "close", "mill"]);
}

#[test]
fn hostile_034_a_closed_cell_takes_nobody_in_and_sets_no_meeting() {
    let node = Node::with_cells();
    node.ok(&["unit", "close", "mill"]);
    assert!(node.fails(&["member", "join", "mill", "Ada Nowak"]).contains("closed"));
    assert!(node.fails(&["meeting", "set", "mill", "2030-03-03T19:00"]).contains("closed"));
    assert!(node.import_fails("memberships", "person,unit\np1,mill\n").contains("line 2"));
}

#[test]
fn hostile_034_nobody_goes_over_to_a_closed_cell_and_it_takes_no_other_in() {
    let node = Node::with_cells();
    node.ok(&["member", "join", "harbour", "Ada Nowak"]);
    node.ok(&["unit", "close", "mill"]);
    let before = node.digest();
    assert!(node.fails(&["unit", "merge", "harbour", "mill"]).contains("closed"));
    assert!(node.fails(&["member", "transfer", "harbour", "Ada Nowak", "mill"]).contains("closed"));
    assert_eq!(node.digest(), before, "somebody left a cell, and arrived in none");
    node.ok(&["member", "leave", "harbour", "Ada Nowak"]);
    assert!(node.fails(&["unit", "merge", "harbour", "mill"]).contains("closed"));
}

#[test]
fn hostile_034_nothing_is_moved_or_founded_below_a_closed_unit_by_a_command_or_by_a_file() {
    let node = Node::with_cells();
    node.ok(&["unit", "found", "meadow", "The Hills", "--kind", "region", "--code", "hills"]);
    node.ok(&["unit", "close", "hills"]);
    let before = node.digest();
    assert!(node.fails(&["unit", "move", "mill", "hills"]).contains("closed"));
    assert!(node.fails(&["unit", "found", "hills", "High Lane"]).contains("closed"));
    assert_eq!(node.digest(), before);
    let said = node.import_fails("units", "unit,parent,kind,name\nmill,hills,cell,Mill Lane\n");
    assert!(said.contains("line 2") && said.contains("closed"), "{said}");
}

#[test]
fn a_file_moves_founds_and_renames_together_in_whatever_order_its_rows_stand() {
    let node = Node::begun();
    node.import(
        "units",
        "unit,parent,kind,name\nmeadow,,centre,Meadow Union\na,meadow,region,A\nb,a,region,B\nc,b,cell,C\n",
    );
    // B changes places with A, C goes under what is new, and everything has another name.
    let file = "unit,parent,kind,name\nc,new,cell,C2\nnew,a,region,New\na,b,region,A2\nb,meadow,region,B2\nmeadow,,centre,Meadow\n";
    let report = node.import("units", file);
    assert_eq!((&report["added"], &report["changed"]), (&1.into(), &4.into()), "{report}");
    assert_eq!(way(&node, "c"), "Meadow › B2 › A2 › New › C2");
    let again = node.import("units", file);
    assert_eq!((&again["added"], &again["changed"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn a_file_does_not_put_units_where_nothing_stands_and_changes_no_kind() {
    let node = Node::with_cells();
    for (row, why) in [
        ("new,mill,cell,New", "Nothing stands below a cell"),
        ("harbour,mill,cell,Harbour", "Nothing stands below a cell"),
        ("harbour,nowhere,cell,Harbour", "which is nowhere"),
        ("harbour,valley,region,Harbour", "its kind"),
    ] {
        let said = node.import_fails("units", format!("unit,parent,kind,name\nfine,valley,cell,Fine\n{row}\n"));
        assert!(said.contains("line 3") && said.contains(why), "{row}: {said}");
    }
}
