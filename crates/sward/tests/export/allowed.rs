//! How many names go out at once, and that two can allow more.

use book::{CommandId, Kind};
use charter::offices::{Command as Hold, Offices};
use charter::permits::{Allow, Permit, Permits};
use charter::{Office, Refusal};
use ledger::{Store, Term, Wish, own_subject};

use crate::kit::Node;
use crate::kit::town::moment;
use crate::nodes::{passkey, sign};

const NOW: &str = "2026-03-02T10:00";

/// Ten thousand people in two regions.
fn large() -> Node {
    let node = Node::begun();
    let cells = (0..101).map(|cell| format!("c{cell},r{},cell,Cell {cell}\n", cell % 2));
    let units = "unit,parent,kind,name\nmeadow,,centre,Meadow Union\nr0,meadow,region,North\nr1,meadow,region,South\n";
    node.import("units", [units.to_string()].into_iter().chain(cells).collect::<String>());
    let people = (0..10_000).map(|one| format!("p{one},c{},Name {one}\n", one % 100));
    node.import("members", ["person,unit,name\n".to_string()].into_iter().chain(people).collect::<String>());
    node
}

#[test]
fn hostile_110_nobody_takes_ten_thousand_names_at_once_and_every_piece_is_noted_where_its_people_see_it() {
    let node = large();
    let refused = node.run(&["export", "members"]);
    assert!(refused.status != Some(0) && !refused.out.contains("Name 7"), "{}", refused.err);
    // A region's half is as much as goes at once.
    let half = node.ok(&["export", "members", "--below", "r0"]);
    assert_eq!(half.matches("Name ").count(), 5_000);
    let noted = |cell: &str, name: &str| node.json(&["person", "looked", cell, name]).to_string().contains("exported");
    assert_eq!([noted("c0", "Name 0"), noted("c1", "Name 1")], [true, false]);
}

/// Allows that the names of the whole go out: signed by these terms with these passkeys.
fn allow(store: &mut Store, by: &[(Term, u8)]) -> Result<(), Refusal> {
    let root = store.look().root().unwrap().unwrap().id;
    let (own, allow) = (own_subject(root), Allow::Allowed(Permit::Export { unit: root }));
    let id = CommandId([by.len() as u8; 16]);
    let wish = Wish::new::<Permits>(id, root, own, by[0].0, moment(NOW), &allow).unwrap();
    let what = wish.to_sign(root, Kind::Bulletin);
    let signed = match by {
        [one, other] => wish.signed(&[one, other].map(|(term, key)| sign(*term, *key, what))).unwrap(),
        _ => wish,
    };
    store.act(&[signed]).pop().unwrap().map(drop).map_err(|fault| fault.refusal().unwrap())
}

#[test]
fn ten_thousand_names_go_out_for_two_weeks_once_two_have_signed_that_they_may() {
    let node = large();
    node.ok(&["office", "begin", "meadow", "organiser", "--below", "--now", NOW]);
    let mut store = node.store();
    let root = store.look().root().unwrap().unwrap().id;
    let [one, other] = [1, 2].map(|number| Term::Office { unit: root, office: Office::Organiser, number });
    assert_eq!(allow(&mut store, &[(one, 1)]), Err(Refusal::TwoSign), "also where nobody has a passkey yet");
    for number in [1, 2] {
        let key = Hold::Key { office: Office::Organiser, number, passkey: passkey(number as u8) };
        let id = CommandId([number as u8 + 7; 16]);
        let wish = Wish::new::<Offices>(id, root, own_subject(root), Term::Keeper, moment(NOW), &key).unwrap();
        store.act(&[wish]).pop().unwrap().unwrap();
    }
    drop(store);
    assert_ne!(node.run(&["export", "members", "--now", NOW]).status, Some(0));
    allow(&mut node.store(), &[(one, 1), (other, 2)]).unwrap();
    let all = node.ok(&["export", "members", "--now", "2026-03-16T10:00"]);
    assert_eq!(all.matches("Name ").count(), 10_000);
    assert_ne!(node.run(&["export", "members", "--now", "2026-03-16T10:01"]).status, Some(0), "two weeks are over");
}
