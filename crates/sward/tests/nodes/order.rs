//! Books taken in any order and in any pieces, with keys and appointments late, give one state.

use book::{Batch, UnitId, segment};
use charter::keepers::{Command as Keep, Keepers};
use charter::offices::{Command as OfficeCommand, Offices};
use charter::places::{Move, Moves};
use charter::{Office, UnitKind};
use ledger::{Parcel, Term, own_subject};
use proptest::prelude::*;
use sward::simulate::Chance;

use super::world::{Living, World};

/// A life with a pen passed, a fork, a succession, a move, and a clock ten years off.
pub struct Life {
    pub world: World,
    pub batches: Vec<Batch>,
    pub parcels: Vec<Parcel>,
    units: Vec<UnitId>,
}

pub fn life(seed: u64) -> Life {
    let mut world = World::new(seed);
    let (mut centre, mut laptop, mut spare) = (world.node(), world.node(), world.node());
    let (root, organiser) = world.genesis(&mut centre);
    let [north, south] =
        ["North", "South"].map(|name| world.found(&mut centre, root, organiser, UnitKind::Region, name));
    let [mill, ford] = ["Mill", "Ford"].map(|name| world.found(&mut centre, north, organiser, UnitKind::Cell, name));
    let begin = OfficeCommand::Begin { office: Office::Secretary, below: false, until: None };
    world.ask::<Offices>(&mut centre, mill, own_subject(mill), organiser, &begin).unwrap();
    let secretary = Term::Office { unit: mill, office: Office::Secretary, number: 1 };
    world.join(&mut centre, ford, organiser).unwrap();
    let pass = Keep::PassPen { to: laptop.device() };
    world.ask::<Keepers>(&mut centre, mill, own_subject(mill), organiser, &pass).unwrap();
    centre.give(&mut laptop);
    centre.give_keys(&mut laptop, mill);
    let two = [0, 1].map(|_| book::PersonId(world.join(&mut laptop, mill, secretary).unwrap()));
    meeting(&mut world, &mut laptop, mill, secretary, two);
    let image = world.image(&laptop);
    world.join(&mut laptop, mill, secretary).unwrap();
    let mut copy = world.restore(&image, &laptop);
    world.now = charter::calendar::Moment(world.now.0 + 315_360_000_000);
    world.join(&mut copy, mill, secretary).unwrap();
    laptop.give(&mut centre);
    world.now = charter::calendar::Moment(world.now.0 - 315_360_000_000);
    world.appoint(&mut centre, root, organiser, &[mill], spare.device(), 1);
    let to = Move::Move { unit: ford, to: south };
    world.ask::<Moves>(&mut centre, root, own_subject(ford), organiser, &to).unwrap();
    world.join(&mut centre, ford, organiser).unwrap();
    centre.give(&mut spare);
    centre.give_keys(&mut spare, mill);
    world.join(&mut spare, mill, secretary).unwrap();
    let end = OfficeCommand::End { office: Office::Secretary, number: 1 };
    world.ask::<Offices>(&mut spare, mill, own_subject(mill), organiser, &end).unwrap();
    assert!(world.join(&mut spare, mill, secretary).is_err());
    copy.give(&mut spare);
    spare.store.answer_left_behind(mill).unwrap();
    spare.give(&mut centre);
    let units = vec![root, north, south, mill, ford];
    let parcels = units.iter().map(|unit| centre.store.parcel(*unit).unwrap()).collect();
    Life { world, batches: centre.batches(), parcels, units }
}

/// A meeting is set, held, minuted and confirmed, and somebody's name is written down.
fn meeting(world: &mut World, node: &mut Living, cell: UnitId, by: Term, two: [book::PersonId; 2]) {
    use meeting::{Command, Meeting, When};
    let id = book::SubjectId(world.chance.bytes());
    let at = When { at: world.now, whole_day: false };
    let text = |text: &str| book::Text(text.into());
    let asked = [
        Command::Set { at, title: Some(text("The roof")) },
        Command::Hold { who: two.into(), late: Default::default(), guests: 1, visitors: vec![] },
        Command::Minute { from: 0, text: text("We mend it."), decisions: vec![text("Mend it.")] },
        Command::Confirm(two[0], two[1]),
    ];
    for command in &asked {
        world.ask::<Meeting>(node, cell, id, by, command).unwrap();
    }
    let details = member::Details { name: Some(text("Vera Nowak")), ..Default::default() };
    let describe = member::Command::Describe(charter::Private::new(&details).unwrap());
    world.ask::<member::Member>(node, cell, two[0].0, by, &describe).unwrap();
}

/// A fresh node that took everything in this order, in pieces, with each key at its own time.
fn taken(life: &mut Life, order: u64) -> Living {
    let mut chance = Chance::new(order);
    let mut node = life.world.node();
    let mut batches = life.batches.clone();
    let mut parcels = life.parcels.clone();
    while !batches.is_empty() || !parcels.is_empty() {
        if batches.is_empty() || (!parcels.is_empty() && chance.happens(15)) {
            let parcel = parcels.swap_remove(chance.below(parcels.len() as u64) as usize);
            node.store.unlock(&parcel).unwrap();
            continue;
        }
        let piece = (0..=chance.below(4)).filter_map(|_| {
            let at = chance.below(batches.len() as u64) as usize;
            (!batches.is_empty()).then(|| batches.swap_remove(at))
        });
        let piece = piece.collect::<Vec<_>>();
        node.store.take(&segment::pack(&piece).unwrap()).unwrap();
    }
    node
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn books_taken_in_any_order_and_in_any_pieces_end_in_one_state(seed in 0u64..4, order in any::<u64>()) {
        let mut life = life(seed);
        let in_order = {
            let mut node = life.world.node();
            node.store.take(&segment::pack(&life.batches).unwrap()).unwrap();
            life.parcels.iter().for_each(|parcel| node.store.unlock(parcel).unwrap());
            node
        };
        let mut other = taken(&mut life, order);
        prop_assert_eq!(in_order.digest(), other.digest());
        prop_assert!(!life.units.iter().any(|unit| other.is_stopped(*unit)));
        other.store.refold().unwrap();
        prop_assert_eq!(in_order.digest(), other.digest());
    }
}

#[test]
fn refold_equals_what_incremental_folding_made_table_by_table() {
    let mut life = life(1);
    let mut node = taken(&mut life, 9);
    let before = tables(&node);
    node.store.refold().unwrap();
    for (table, (was, is)) in before.iter().zip(tables(&node)).map(|((name, was), (_, is))| (name, (was, is))) {
        assert_eq!(*was, is, "{table}");
    }
    assert!(before.iter().filter(|(_, rows)| !rows.is_empty()).count() >= 8);
}

/// Every read table as text, row by row.
fn tables(node: &Living) -> Vec<(String, Vec<String>)> {
    let read = node.store.look();
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta') ORDER BY name";
    let mut query = read.tables().prepare(sql).unwrap();
    let names: Vec<String> = query.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let rows = |name: &String| {
        let mut query = read.tables().prepare(&format!("SELECT * FROM \"{name}\"")).unwrap();
        let columns = query.column_count();
        let text = |row: &rusqlite::Row| Ok((0..columns).map(|at| format!("{:?}", row.get_ref(at).unwrap())).collect());
        let mut rows: Vec<String> = query.query_map([], text).unwrap().map(Result::unwrap).collect();
        rows.sort();
        rows
    };
    names.iter().map(|name| (name.clone(), rows(name))).collect()
}
