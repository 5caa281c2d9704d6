//! A policy goes from the centre's node to two hundred cells that another node keeps, and their answers come back.

use book::{Kind, SubjectId, Text, UnitId};
use charter::Bytes;
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

#[test]
fn hostile_109_a_file_arrives_whole_on_every_node_and_where_a_piece_was_taken_out_it_is_gone() {
    let mut s = scene();
    let bytes = "Take a torch.\n".repeat(10_000).into_bytes();
    s.publish(write(0, "Visit everybody."));
    s.publish(Command::Adopt(1));
    s.publish(Command::Attach { name: Text("list.txt".into()), bytes: Bytes(bytes.clone()) });
    s.centre.give(&mut s.server);
    let file = |node: &Living| {
        let look = node.store.look();
        let policy: Policy = look.subject(s.root, VISITS).unwrap().unwrap();
        let words = policy::words(&look, s.root, VISITS).unwrap();
        let file = policy::file(&look, s.root, (VISITS, &policy), 1).unwrap();
        (policy, words.files.get(&1).cloned(), file)
    };
    let (policy, name, there) = file(&s.server);
    assert_eq!((name.as_deref(), there.as_ref() == Some(&bytes)), (Some("list.txt"), true));
    assert_eq!(file(&s.centre).2, Some(bytes));
    let (book, last): (i64, u64) = {
        let look = s.server.store.look();
        let book = look.book(s.root, Kind::Bulletin).unwrap().unwrap();
        let last = "SELECT max(seq) FROM apart WHERE book = ?";
        (book, look.tables().query_row(last, [book], |row| row.get::<_, i64>(0)).unwrap() as u64)
    };
    let size = |node: &Living| {
        node.store
            .look()
            .tables()
            .query_row("SELECT sum(octet_length(fact)) FROM apart", [], |row| row.get::<_, i64>(0))
            .unwrap()
    };
    let before = size(&s.server);
    assert_eq!(s.server.store.redact(&[(book, last)]).unwrap(), 1);
    let (after, name, gone) = file(&s.server);
    assert_eq!(
        (after, name.as_deref(), gone),
        (policy, Some("list.txt"), None),
        "what stands of it changes in nothing"
    );
    assert!(size(&s.server) < before - 20_000, "the bytes are gone, and not only the way to them");
}

#[test]
fn the_bytes_of_a_file_that_was_taken_off_go_and_those_of_another_stay() {
    let mut s = scene();
    let attach = |name: &str, word: &str| Command::Attach {
        name: Text(name.into()),
        bytes: Bytes(word.repeat(9_000).into_bytes()),
    };
    s.publish(write(0, "Visit everybody."));
    s.publish(Command::Adopt(1));
    s.publish(attach("wrong.txt", "Kanarek "));
    s.publish(attach("right.txt", "Torches "));
    let off = |node: &Living| policy::taken_off(&node.store.look()).unwrap();
    assert_eq!(off(&s.centre).len(), 0);
    s.publish(Command::Detach(1));
    s.centre.give(&mut s.server);
    // Each node finds them by itself.
    for node in [&mut s.centre, &mut s.server] {
        let files = off(node);
        assert_eq!((files.len(), files.concat().len() > 1), (1, true));
        assert_eq!(node.store.redact(&files.concat()).unwrap(), files[0].len());
        assert_eq!(off(node).len(), 0);
        let look = node.store.look();
        let policy: Policy = look.subject(s.root, VISITS).unwrap().unwrap();
        let names = policy::words(&look, s.root, VISITS).unwrap().files;
        assert_eq!(names.get(&1).map(String::as_str), Some("wrong.txt"), "that there was one is told");
        assert!(policy::file(&look, s.root, (VISITS, &policy), 2).unwrap().is_some());
        node.store.verify().unwrap();
    }
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
