//! A record's key turns when a term of office ends.

use book::{Kind, SubjectId};
use charter::offices::{Command, Offices};
use charter::{Office, UnitKind};
use ledger::{Term, own_subject};

use super::world::World;

#[test]
fn whoever_kept_the_keys_of_their_term_reads_what_was_written_in_it_and_nothing_after() {
    let mut world = World::new(1);
    let (mut centre, mut before, mut after) = (world.node(), world.node(), world.node());
    let (root, organiser) = world.genesis(&mut centre);
    let cell = world.found(&mut centre, root, organiser, UnitKind::Cell, "Mill");
    let own = own_subject(cell);
    let begin = Command::Begin { office: Office::Secretary, below: false, until: None };
    world.ask::<Offices>(&mut centre, cell, own, organiser, &begin).unwrap();
    let secretary = Term::Office { unit: cell, office: Office::Secretary, number: 1 };
    let ada = world.join(&mut centre, cell, secretary).unwrap();
    centre.give(&mut before);
    centre.give_keys(&mut before, cell);

    let end = Command::End { office: Office::Secretary, number: 1 };
    world.ask::<Offices>(&mut centre, cell, own, organiser, &end).unwrap();
    let bruno = world.join(&mut centre, cell, organiser).unwrap();
    centre.give(&mut before);
    centre.give(&mut after);
    centre.give_keys(&mut after, cell);
    let has = |person: SubjectId| [centre.has(cell, person), before.has(cell, person), after.has(cell, person)];
    assert_eq!(has(ada), [true, true, true]);
    assert_eq!(has(bruno), [true, false, true], "the old key opens what was written after the term");
    // The book itself is held whole, and can be passed on.
    let head = |of: &super::world::Living| of.store.look().head(cell, Kind::Record).unwrap();
    assert_eq!(head(&before), head(&centre));
    assert_eq!(centre.store.parcel(cell).unwrap().epochs.len(), 2);
}
