//! Former members: an entry that gave way to another goes by when that one left, and not by its own.

use book::PersonId;
use charter::calendar::Day;
use member::{Command, Member, former};

use super::world::World;

#[test]
fn an_entry_that_gave_way_is_former_once_the_one_that_stands_for_it_left() {
    let (mut world, mut centre, (_, organiser, cell)) = World::with_a_cell(1);
    let [first, again] = [(); 2].map(|()| world.join(&mut centre, cell, organiser).unwrap());
    let today = Day::new(2025, 3, 1).unwrap();
    let mut ask = |person, command| {
        world.ask::<Member>(&mut centre, cell, person, organiser, &command).unwrap();
        let mut gone = former(&centre.store.look(), today.plus(100)).unwrap();
        gone.sort();
        gone.into_iter().map(|(_, PersonId(person))| person).collect::<Vec<_>>()
    };
    // Somebody left, came again under another entry, and the two were found to be one person's.
    assert_eq!(ask(first, Command::Leave(today.plus(10))), [first]);
    assert_eq!(ask(first, Command::Same(PersonId(again))), [], "the person is there");
    let mut both = [first, again];
    both.sort();
    assert_eq!(ask(again, Command::Leave(today.plus(20))), both);
}
