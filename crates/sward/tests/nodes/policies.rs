//! A policy goes from the centre's node to two hundred cells that another node keeps, and their answers come back.

use book::{SubjectId, Text, UnitId};
use charter::offices::{Command as Begin, Offices};
use charter::{Office, Refusal, UnitKind};
use ledger::{Error, Term, own_subject};
use policy::{Command, Outcome, Policy, Reason, Replied, Respond, Response, Standing, Texts, branches, standing};

use super::world::{Living, World};

const CELLS: usize = 200;
const VISITS: SubjectId = SubjectId([9; 16]);

struct Scene {
    world: World,
    centre: Living,
    server: Living,
    root: UnitId,
    organiser: Term,
    cells: Vec<UnitId>,
}

/// Two hundred cells in four regions: the centre founds them, and a server of theirs keeps their books.
fn scene() -> Scene {
    let mut world = World::new(11);
    let (mut centre, mut server) = (world.node(), world.node());
    let (root, organiser) = world.genesis(&mut centre);
    let mut cells = vec![];
    for region in ["North", "East", "South", "West"] {
        let region = world.found(&mut centre, root, organiser, UnitKind::Region, region);
        let mut own = vec![];
        for number in 0..CELLS / 4 {
            let cell = world.found(&mut centre, region, organiser, UnitKind::Cell, &format!("Cell {number}"));
            let begin = Begin::Begin { office: Office::Secretary, below: false, until: None };
            world.ask::<Offices>(&mut centre, cell, own_subject(cell), organiser, &begin).unwrap();
            own.push(cell);
        }
        world.appoint(&mut centre, region, organiser, &own, server.device(), 1);
        cells.extend(own);
    }
    centre.give(&mut server);
    Scene { world, centre, server, root, organiser, cells }
}

fn secretary(unit: UnitId) -> Term {
    Term::Office { unit, office: Office::Secretary, number: 1 }
}

impl Scene {
    fn publish(&mut self, command: Command) {
        let (root, organiser) = (self.root, self.organiser);
        self.world.ask::<Policy>(&mut self.centre, root, VISITS, organiser, &command).unwrap();
    }

    fn say(&mut self, cell: UnitId, command: &Respond) -> Result<(), Error> {
        self.world.ask::<Response>(&mut self.server, cell, VISITS, secretary(cell), command).map(drop)
    }

    fn stands(&self, node: &Living, top: UnitId) -> Standing {
        let look = node.store.look();
        let policy: Policy = look.subject(self.root, VISITS).unwrap().unwrap();
        standing(&look, VISITS, &policy, &branches(&look, top).unwrap()).unwrap()
    }
}

fn write(from: u32, text: &str) -> Command {
    let texts = Texts { text: Text(text.into()), ..Texts::default() };
    Command::Write { from, title: Text("Visits".into()), outline: Default::default(), texts }
}

fn report(version: u32, outcome: Outcome) -> Respond {
    Respond::Report { version, outcome, figure: Some(2), story: None }
}

#[test]
fn a_policy_goes_to_two_hundred_cells_and_every_objection_comes_back_and_is_answered() {
    let mut s = scene();
    s.publish(write(0, "Visit everybody."));
    s.publish(Command::Adopt(1));
    s.centre.give(&mut s.server);
    for (at, cell) in s.cells.clone().into_iter().enumerate() {
        let object = |reason| Respond::Object { version: 1, reason, text: Text("We cannot.".into()) };
        match at % 5 {
            0 | 1 => s.say(cell, &report(1, Outcome::Done)).unwrap(),
            2 => s.say(cell, &object(Reason::Means)).unwrap(),
            3 => s.say(cell, &object(Reason::Wrong)).unwrap(),
            _ => {}
        }
    }
    assert_eq!(s.stands(&s.centre, s.root).whole.answered(), 0, "nothing has come up yet");
    s.server.give(&mut s.centre);
    let stands = s.stands(&s.centre, s.root);
    assert_eq!((stands.whole.answered(), stands.whole.reported), (160, [80, 0, 0]));
    assert_eq!((stands.whole.objecting(), stands.whole.unanswered(), stands.whole.figure), (80, 80, 160));
    assert_eq!(stands.branches.iter().map(|branch| branch.answered()).collect::<Vec<_>>(), [40; 4]);

    let reply = |to| Command::Reply { to, text: Text("The centre pays the bus.".into()) };
    s.publish(reply(Replied::Reason(Reason::Means)));
    s.publish(reply(Replied::Cell(s.cells[3])));
    assert_eq!(s.stands(&s.centre, s.root).whole.unanswered(), 39);
    s.centre.give(&mut s.server);
    // One is not content: it has heard two answers, and objects still.
    let again = Respond::Object { version: 1, reason: Reason::Means, text: Text("There is no bus.".into()) };
    s.say(s.cells[2], &again).unwrap();
    s.server.give(&mut s.centre);
    assert_eq!(s.stands(&s.centre, s.root).whole.unanswered(), 40);
    assert_eq!(s.stands(&s.server, s.root).whole.unanswered(), 40, "every node counts the same");

    s.publish(write(1, "Visit everybody, or write."));
    let stands = s.stands(&s.centre, s.root);
    assert_eq!(
        (stands.whole.answered(), stands.whole.earlier),
        (0, 160),
        "an amended policy waits for every word again"
    );
}

#[test]
fn a_cell_cannot_answer_for_another_and_nobody_above_answers_for_it() {
    let mut s = scene();
    s.publish(write(0, "Visit everybody."));
    s.publish(Command::Adopt(1));
    s.centre.give(&mut s.server);
    let (one, other) = (s.cells[0], s.cells[1]);
    let foreign = s.world.ask::<Response>(&mut s.server, one, VISITS, secretary(other), &report(1, Outcome::Done));
    assert!(matches!(foreign, Err(Error::Refused(Refusal::NoSuchTerm))), "{foreign:?}");
    let organiser = s.organiser;
    let above = s.world.ask::<Response>(&mut s.server, one, VISITS, organiser, &report(1, Outcome::Done));
    assert!(matches!(above, Err(Error::Refused(Refusal::NotYours))), "{above:?}");
}
