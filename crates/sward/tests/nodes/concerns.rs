//! A concern that nobody sees to at its cell goes up over two levels, and its raiser alone settles it, on every node.

use book::{BookId, Kind, SubjectId, UnitId};
use charter::letterboxes::{Letterbox, Letterboxes, Open, PublicKey};
use charter::offices::{Command as Begin, Offices};
use charter::{Bytes, Office, Refusal, Subject, UnitKind};
use concern::{Command, Concern, Fact, Receipt, Said, Standing, Whole, Word, addressees, open, read, seal, whole};
use envelope::Identity;
use ledger::{Error, Outcome, Term, own_subject};

use super::forged::{fact, forge, take};
use super::world::{Living, World};

const DAY_MS: i64 = 86_400_000;

struct Scene {
    world: World,
    /// Three devices, of which each keeps one unit's books.
    centre: Living,
    region: Living,
    laptop: Living,
    units: [UnitId; 3],
    terms: [Term; 3],
    receipt: Receipt,
}

fn letterbox(world: &mut World, node: &mut Living, unit: UnitId) {
    let mut draw = || {
        let mut secret = [0; 32];
        secret.fill_with(|| world.chance.number() as u8);
        let public = Identity::new(secret).recipient().bytes();
        node.store.add_letterbox(unit, public, secret).unwrap();
        PublicKey(public)
    };
    let opened = Open::Opened(Letterbox { handler: draw(), ombuds: draw() });
    world.ask::<Letterboxes>(node, unit, own_subject(unit), Term::Keeper, &opened).unwrap();
}

/// A centre, a region and a cell, each on a device of its own, all of whose letterboxes are open.
fn scene() -> Scene {
    let mut world = World::new(5);
    let (mut centre, mut region, mut laptop) = (world.node(), world.node(), world.node());
    let (root, organiser) = world.genesis(&mut centre);
    let valley = world.found(&mut centre, root, organiser, UnitKind::Region, "Valley");
    let mill = world.found(&mut centre, valley, organiser, UnitKind::Cell, "Mill");
    let mut terms = [organiser; 3];
    for (at, (unit, office)) in [(valley, Office::Organiser), (mill, Office::Secretary)].into_iter().enumerate() {
        let begin = Begin::Begin { office, below: false, until: None };
        world.ask::<Offices>(&mut centre, unit, own_subject(unit), organiser, &begin).unwrap();
        terms[at + 1] = Term::Office { unit, office, number: 1 };
    }
    // The region's appointment of the laptop stands in its bulletin, which the centre still keeps.
    world.appoint(&mut centre, valley, organiser, &[mill], laptop.device(), 1);
    world.appoint(&mut centre, root, organiser, &[valley], region.device(), 1);
    centre.give(&mut region);
    letterbox(&mut world, &mut centre, root);
    letterbox(&mut world, &mut region, valley);
    centre.give(&mut laptop);
    region.give(&mut laptop);
    letterbox(&mut world, &mut laptop, mill);
    let receipt = Receipt::new(world.chance.bytes());
    Scene { world, centre, region, laptop, units: [root, valley, mill], terms, receipt }
}

fn ask(
    world: &mut World,
    node: &mut Living,
    unit: UnitId,
    by: Term,
    id: SubjectId,
    command: &Command,
) -> Result<Outcome, Error> {
    world.ask::<Concern>(node, unit, id, by, command)
}

fn locked(world: &mut World, node: &Living, cell: UnitId, said: &Said, reads: Option<PublicKey>) -> Bytes {
    let to = addressees(&node.store.look(), cell, said).unwrap();
    let to = reads.into_iter().chain(to).collect::<Vec<_>>();
    seal(said, &to, &mut |bytes: &mut [u8]| bytes.fill_with(|| world.chance.number() as u8)).unwrap()
}

impl Scene {
    fn days(&mut self, days: i64) {
        self.world.now.0 += days * DAY_MS;
    }

    /// What the laptop raised for its cell, before it went out of reach.
    fn raise(&mut self, said: &Said) {
        let (cell, id) = (self.units[2], self.receipt.id());
        let text = locked(&mut self.world, &self.laptop, cell, said, None);
        let command = Command::Raise { key: self.receipt.secret().signer(), reads: self.receipt.reads(), text };
        ask(&mut self.world, &mut self.laptop, cell, Term::Keeper, id, &command).unwrap();
    }

    fn word(&mut self, said: Word) -> Result<Outcome, Error> {
        let (cell, id) = (self.units[2], self.receipt.id());
        let word = self.stands(&self.laptop).own.words() + 1;
        let signature = Bytes(self.receipt.sign(said, word).to_vec());
        let command = match said {
            Word::Settled => Command::Settle { word, signature },
            Word::Appealed => Command::Appeal { word, signature, text: None },
        };
        ask(&mut self.world, &mut self.laptop, cell, Term::Keeper, id, &command)
    }

    fn answer(&mut self) {
        let (id, cell, root) = (self.receipt.id(), self.units[2], self.units[0]);
        let reads = Some(self.receipt.reads());
        let text = locked(&mut self.world, &self.centre, cell, &Said::plain("The hall has new keys."), reads);
        ask(&mut self.world, &mut self.centre, root, self.terms[0], id, &Command::Answer(text)).unwrap();
    }

    fn stands(&self, node: &Living) -> Whole {
        whole(&node.store.look(), self.units[2], self.receipt.id()).unwrap().unwrap()
    }

    /// What a unit's handler, on the node that holds its secrets, reads of it.
    fn reads(&self, node: &Living, unit: UnitId) -> Option<Said> {
        let with = node.store.letterboxes(unit).unwrap().into_iter().map(|(_, secret)| Identity::new(secret));
        let text = read(&node.store.look(), self.units[2], self.receipt.id(), 0).unwrap()?;
        open(&text, &with.collect::<Vec<_>>())
    }
}

#[test]
fn a_concern_goes_up_over_two_levels_while_its_cell_is_out_of_reach_and_is_answered_appealed_and_settled() {
    let mut s = scene();
    let ([root, valley, mill], [organiser, of_valley, _], id) = (s.units, s.terms, s.receipt.id());
    s.raise(&Said::plain("The keys of the hall are gone."));
    s.laptop.give(&mut s.region);
    s.laptop.give(&mut s.centre);
    s.region.give(&mut s.centre);
    let take = |from| Command::TakeUp { from, addressed: false };
    // In time, nobody above opens it, though they could read it.
    let early = ask(&mut s.world, &mut s.region, valley, of_valley, id, &take(mill));
    assert!(matches!(early, Err(Error::Refused(Refusal::NotYet))), "{early:?}");
    assert_eq!(s.reads(&s.region, valley).map(|said| said.text.0).as_deref(), Some("The keys of the hall are gone."));
    s.days(6);
    ask(&mut s.world, &mut s.region, valley, of_valley, id, &take(mill)).unwrap();
    s.region.give(&mut s.centre);
    // The region is silent too: three weeks later the centre takes it up.
    let early = ask(&mut s.world, &mut s.centre, root, organiser, id, &take(mill));
    assert!(matches!(early, Err(Error::Refused(Refusal::NotYet))), "{early:?}");
    s.days(22);
    ask(&mut s.world, &mut s.centre, root, organiser, id, &take(mill)).unwrap();
    s.answer();
    // What was answered comes down with the bulletins, and whoever has the receipt reads it at the cell.
    s.centre.give(&mut s.laptop);
    assert_eq!(s.stands(&s.laptop).standing(), Standing::Answered);
    let text = read(&s.laptop.store.look(), root, id, 1).unwrap().unwrap();
    assert_eq!(open(&text, &[s.receipt.identity()]).unwrap().text.0, "The hall has new keys.");
    s.days(1);
    s.word(Word::Appealed).unwrap();
    s.laptop.give(&mut s.centre);
    assert_eq!(s.stands(&s.centre).standing(), Standing::Appealed);
    s.days(1);
    s.answer();
    s.centre.give(&mut s.laptop);
    s.word(Word::Settled).unwrap();
    s.laptop.give(&mut s.centre);
    s.laptop.give(&mut s.region);
    for node in [&s.laptop, &s.centre] {
        assert_eq!(s.stands(node).standing(), Standing::Settled);
    }
    assert!(s.stands(&s.region).own.is_settled());
}

#[test]
fn hostile_155_a_keeper_s_altered_program_settles_nothing_without_the_code() {
    let (mut world, mut centre, (root, _, mill)) = World::with_a_cell(5);
    let (mut witness, receipt) = (world.node(), Receipt::new([7; 16]));
    let text = Bytes(vec![1]);
    let raise = Command::Raise { key: receipt.secret().signer(), reads: receipt.reads(), text };
    ask(&mut world, &mut centre, mill, Term::Keeper, receipt.id(), &raise).unwrap();
    centre.give(&mut witness);
    let forged = Fact::Settled { word: 1, signature: Bytes(Receipt::new([1; 16]).sign(Word::Settled, 1).to_vec()) };
    let body = book::cbor::to_bytes(&forged).unwrap();
    let of = BookId { unit: mill, kind: Kind::Bulletin };
    let cited = centre.store.look().head(root, Kind::Bulletin).unwrap().map(|head| head.0);
    let batch = forge(&centre, root, of, &[fact(Concern::KIND, 1, receipt.id(), Term::Keeper, &body)], cited);
    take(&mut witness, &batch).unwrap();
    let look = witness.store.look();
    assert!(!whole(&look, mill, receipt.id()).unwrap().unwrap().own.is_settled());
    let aside = look.aside(mill).unwrap();
    assert!(
        aside.iter().any(|(_, kind, why)| kind == Concern::KIND && why == Refusal::NotTheReceipt.code()),
        "{aside:?}"
    );
}

#[test]
fn what_is_about_an_officer_opens_to_the_ombuds_alone() {
    let mut s = scene();
    let (root, organiser) = (s.units[0], s.terms[0]);
    let begin = Begin::Begin { office: Office::Ombuds, below: true, until: None };
    s.world.ask::<Offices>(&mut s.centre, root, own_subject(root), organiser, &begin).unwrap();
    s.centre.give(&mut s.laptop);
    s.raise(&Said { about_an_officer: true, ..Said::plain("The secretary keeps the money at home.") });
    s.laptop.give(&mut s.region);
    s.laptop.give(&mut s.centre);
    assert_eq!(s.reads(&s.laptop, s.units[2]), None, "the cell's own handler");
    assert_eq!(s.reads(&s.region, s.units[1]), None, "the region's handler");
    let boxes: Letterboxes = s.centre.store.look().subject(root, own_subject(root)).unwrap().unwrap();
    let secret = |key: PublicKey| {
        let held = s.centre.store.letterboxes(root).unwrap();
        Identity::new(held.into_iter().find(|(public, _)| *public == key.0).unwrap().1)
    };
    let present = *boxes.present().unwrap();
    let text = read(&s.centre.store.look(), s.units[2], s.receipt.id(), 0).unwrap().unwrap();
    assert_eq!(open(&text, &[secret(present.handler)]), None, "the centre's handler");
    assert!(open(&text, &[secret(present.ombuds)]).is_some());
}
