//! An office that is suspended from above gives no right, on any node that holds both bulletins.

use book::{BookId, Kind, SubjectId, UnitId};
use charter::offices::{Command, Offices};
use charter::suspensions::{Suspend, Suspended, Suspensions};
use charter::{Office, Refusal, Subject};
use ledger::{Error, Outcome, Term, own_subject};
use member::Member;

use super::forged::{fact, forge, joined, take};
use super::world::{Living, World};

struct Scene {
    world: World,
    centre: Living,
    witness: Living,
    root: UnitId,
    cell: UnitId,
    organiser: Term,
    secretary: Term,
}

fn scene() -> Scene {
    let (mut world, mut centre, (root, organiser, cell)) = World::with_a_cell(3);
    let witness = world.node();
    let begin = Command::Begin { office: Office::Secretary, below: false, until: None };
    world.ask::<Offices>(&mut centre, cell, own_subject(cell), organiser, &begin).unwrap();
    let secretary = Term::Office { unit: cell, office: Office::Secretary, number: 1 };
    Scene { world, centre, witness, root, cell, organiser, secretary }
}

impl Scene {
    fn above(&mut self, what: fn(Suspended) -> Suspend, by: Term) -> Result<Outcome, Error> {
        let of = Suspended { unit: self.cell, office: Office::Secretary, number: 1 };
        self.world.ask::<Suspensions>(&mut self.centre, self.root, own_subject(self.root), by, &what(of))
    }

    fn join(&mut self, by: Term) -> Result<SubjectId, Error> {
        self.world.join(&mut self.centre, self.cell, by)
    }
}

#[test]
fn a_suspended_secretary_writes_nothing_until_they_are_reinstated_and_others_go_on() {
    let mut s = scene();
    let (secretary, organiser) = (s.secretary, s.organiser);
    s.join(secretary).unwrap();
    assert!(matches!(s.above(Suspend::Suspended, secretary), Err(Error::Refused(_))), "nobody suspends upwards");
    s.above(Suspend::Suspended, organiser).unwrap();
    assert!(matches!(s.join(secretary), Err(Error::Refused(Refusal::Suspended))));
    assert!(!s.centre.store.look().runs(&secretary).unwrap());
    // What the organiser does below makes the cell's bulletin cite the suspension; it cites the end of it by itself.
    let begin = Command::Begin { office: Office::Deputy, below: false, until: None };
    s.world.ask::<Offices>(&mut s.centre, s.cell, own_subject(s.cell), organiser, &begin).unwrap();
    s.join(organiser).unwrap();
    s.above(Suspend::Reinstated, organiser).unwrap();
    s.join(secretary).unwrap();
    assert!(s.centre.store.look().runs(&secretary).unwrap());
    assert_eq!(s.centre.store.look().aside(s.cell).unwrap(), []);
}

#[test]
fn what_a_suspended_term_writes_by_an_altered_program_is_set_aside_by_whoever_reads_it() {
    let mut s = scene();
    let (secretary, organiser) = (s.secretary, s.organiser);
    s.above(Suspend::Suspended, organiser).unwrap();
    // What the organiser does below makes the cell's bulletin cite the suspension.
    let begin = Command::Begin { office: Office::Deputy, below: false, until: None };
    s.world.ask::<Offices>(&mut s.centre, s.cell, own_subject(s.cell), organiser, &begin).unwrap();
    s.join(organiser).unwrap();
    s.centre.give(&mut s.witness);
    s.centre.give_keys(&mut s.witness, s.cell);
    let person = SubjectId([5; 16]);
    let cited = s.centre.store.look().head(s.cell, Kind::Bulletin).unwrap().map(|head| head.0);
    let id = BookId { unit: s.cell, kind: Kind::Record };
    let batch = forge(&s.centre, s.root, id, &[fact(Member::KIND, 1, person, secretary, &joined())], cited);
    take(&mut s.witness, &batch).unwrap();
    assert!(!s.witness.has(s.cell, person));
    let aside = s.witness.store.look().aside(s.cell).unwrap();
    assert_eq!(aside.iter().map(|(_, _, why)| why.as_str()).collect::<Vec<_>>(), [Refusal::NoSuchTerm.code()]);
    // Folded from nothing, it is judged the same.
    s.witness.store.refold().unwrap();
    assert!(!s.witness.has(s.cell, person));
}
