//! What a program that leaves rules out writes into its own book, and what honest nodes make of it.

use book::{
    AccountId, Attested, Batch, BookId, CommandId, Fact, Hash, Header, Kind, PersonId, Place, SubjectId, UnitId,
    commitment, entry, key_ref, limits, lock, segment, wraps_commitment,
};
use charter::UnitKind;
use charter::accounts::{Enrol, Enrolment};
use charter::offices::{self, Fact as OfficeFact, Offices};
use charter::places::{Move, Moved, Moves};
use charter::units::{Fact as UnitFact, Unit};
use charter::{Office, Refusal, Subject};
use ledger::{Term, own_subject};
use member::{Fact as MemberFact, Member};

use super::world::{Living, World};

struct Scene {
    world: World,
    centre: Living,
    witness: Living,
    root: UnitId,
    cell: UnitId,
    organiser: Term,
}

fn scene(seed: u64) -> Scene {
    let (mut world, mut centre, (root, organiser, cell)) = World::with_a_cell(seed);
    let mut witness = world.node();
    world.join(&mut centre, cell, organiser).unwrap();
    centre.give(&mut witness);
    centre.give_keys(&mut witness, cell);
    Scene { world, centre, witness, root, cell, organiser }
}

pub fn fact<'a>(kind: &'a str, version: u64, subject: SubjectId, by: Term, body: &'a [u8]) -> Fact<'a> {
    let (command, digest, attested) = (CommandId([7; 16]), [0; 16], Attested::Device);
    Fact { command, digest, kind, version, subject, actor: by.actor(), attested, time: 0, body }
}

/// A batch as the keeper's own program would seal it, whatever it says.
pub fn forge(of: &Living, root: UnitId, id: BookId, facts: &[Fact], cited: Option<Hash>) -> Batch {
    let keeping = of.store.look().keeping(id).unwrap().unwrap();
    let reign = book::Reign { number: keeping.reign, begun_by: Hash(id.unit.0) };
    let content = entry::encode(facts);
    let key = of.store.parcel(id.unit).unwrap().epochs.last().copied().filter(|_| id.kind == Kind::Record);
    let place = Place { org: root, book: id, reign, prev: keeping.head.unwrap() };
    let entries = match &key {
        None => vec![content],
        Some(key) => lock::lock(&content, key, &place, keeping.next, || [9; lock::NONCE]).unwrap(),
    };
    let wraps = vec![0; if key.is_some() { limits::WRAPS * limits::WRAP_BYTES } else { 0 }];
    let header = Header {
        org: Some(root),
        book: Some(id),
        parent: None,
        reign,
        first_seq: keeping.next,
        prev: keeping.head,
        cited,
        key: key.as_ref().map(key_ref),
        wraps: key.map(|_| wraps_commitment(&wraps)),
        entries: entries.iter().map(|entry| commitment(entry)).collect(),
    };
    let secret = of.secret();
    let seal = secret.seal(&header.hash(&secret.signer()));
    Batch { header: header.encode(), seal, wraps, entries: entries.into_iter().map(Some).collect() }
}

pub fn take(node: &mut Living, batch: &Batch) -> Result<ledger::Taken, ledger::Error> {
    node.store.take(&segment::pack([batch]).unwrap())
}

pub fn joined() -> Vec<u8> {
    book::cbor::to_bytes(&MemberFact::Joined { code: None, day: None, bulk: false }).unwrap()
}

#[test]
fn hostile_152_what_a_program_without_may_writes_is_set_aside_and_shown() {
    let mut s = scene(1);
    let nobody = Term::Office { unit: s.cell, office: Office::Secretary, number: 9 };
    let (id, person) = (BookId { unit: s.cell, kind: Kind::Record }, SubjectId([5; 16]));
    let cited = s.centre.store.look().head(s.cell, Kind::Bulletin).unwrap().map(|head| head.0);
    let batch = forge(&s.centre, s.root, id, &[fact(Member::KIND, 1, person, nobody, &joined())], cited);
    take(&mut s.witness, &batch).unwrap();
    assert!(!s.witness.has(s.cell, person));
    let aside = s.witness.store.look().aside(s.cell).unwrap();
    assert_eq!(
        aside.iter().map(|one| (one.1.as_str(), one.2.as_str())).collect::<Vec<_>>(),
        [("member", "no-such-term")]
    );
    // It is kept and passed on all the same.
    let mut third = s.world.node();
    s.witness.give(&mut third);
    s.witness.give_keys(&mut third, s.cell);
    assert_eq!(third.digest(), s.witness.digest());
}

#[test]
fn hostile_154_an_account_counts_where_it_enrolled_with_the_keeper_and_for_its_own_person_alone() {
    let mut s = scene(2);
    let (id, here) = (BookId { unit: s.cell, kind: Kind::Record }, s.centre.secret().signer());
    let [ada, bruno] = [1, 2].map(|person| PersonId(SubjectId([person; 16])));
    let enrol = |at, person| book::cbor::to_bytes(&Enrol::Enrolled { at, person: Some(person) }).unwrap();
    let (ours, theirs) = (enrol(here, ada), enrol(s.witness.secret().signer(), ada));
    let keeper = |account: u8, body| fact(Enrolment::KIND, 1, SubjectId([account; 16]), Term::Keeper, body);
    let joined = joined();
    let join = |subject: u8, by, account: u8| {
        let attested = Attested::Account(AccountId([account; 16]));
        let command = CommandId([subject; 16]);
        Fact { attested, command, ..fact(Member::KIND, 1, SubjectId([subject; 16]), by, &joined) }
    };
    let organiser = s.organiser;
    let facts = [
        keeper(10, &ours),
        keeper(11, &theirs),
        // It enrolled here; it enrolled elsewhere; it never did; it is another person's.
        join(20, organiser, 10),
        join(21, organiser, 11),
        join(22, organiser, 12),
        join(23, Term::Person(bruno), 10),
    ];
    let cited = s.centre.store.look().head(s.cell, Kind::Bulletin).unwrap().map(|head| head.0);
    let batch = forge(&s.centre, s.root, id, &facts, cited);
    take(&mut s.witness, &batch).unwrap();
    assert_eq!([20, 21, 22, 23].map(|one| s.witness.has(s.cell, SubjectId([one; 16]))), [true, false, false, false]);
    let aside = s.witness.store.look().aside(s.cell).unwrap();
    assert_eq!(aside.iter().map(|one| one.2.as_str()).collect::<Vec<_>>(), ["not-enrolled"; 3]);
}

#[test]
fn hostile_152_details_that_are_not_locked_under_the_persons_own_key_are_set_aside() {
    let mut s = scene(8);
    let (id, person) = (BookId { unit: s.cell, kind: Kind::Record }, SubjectId([5; 16]));
    let details = member::Details { name: Some("Ada Nowak".into()), ..Default::default() };
    // Locked under the unit's key alone, it would outlive the erasure of the person's key.
    let open = MemberFact::Described(charter::Private::new(&details).unwrap());
    let (joined, open) = (joined(), book::cbor::to_bytes(&open).unwrap());
    let cited = s.centre.store.look().head(s.cell, Kind::Bulletin).unwrap().map(|head| head.0);
    let facts = [&joined, &open].map(|body| fact(Member::KIND, 1, person, s.organiser, body));
    let batch = forge(&s.centre, s.root, id, &facts, cited);
    for node in [&mut s.witness, &mut s.centre] {
        take(node, &batch).unwrap();
        let aside = node.store.look().aside(s.cell).unwrap();
        assert_eq!(
            aside.iter().map(|one| (one.1.as_str(), one.2.as_str())).collect::<Vec<_>>(),
            [("member", "not-locked")]
        );
        let member: Member = node.store.look().subject(s.cell, person).unwrap().unwrap();
        assert_eq!((member.noted.is_some(), member.details), (true, None));
    }
}

#[test]
fn hostile_030_a_grant_wider_than_ones_own_is_set_aside_by_every_honest_node() {
    let mut s = scene(2);
    let id = BookId { unit: s.cell, kind: Kind::Bulletin };
    let began =
        |office, below| book::cbor::to_bytes(&OfficeFact::Began { office, number: 1, below, until: None }).unwrap();
    let term = |office| Term::Office { unit: s.cell, office, number: 1 };
    let own = own_subject(s.cell);
    for (office, body) in [Office::Secretary, Office::Deputy].map(|office| (office, began(office, false))) {
        let batch = forge(&s.centre, s.root, id, &[fact(Offices::KIND, 1, own, s.organiser, &body)], None);
        take(&mut s.witness, &batch).unwrap_or_else(|why| panic!("{office:?}: {why}"));
        take(&mut s.centre, &batch).unwrap();
    }
    let wider = [
        (Office::Secretary, Office::Organiser, true, "wider-than-own"),
        (Office::Secretary, Office::Organiser, false, "wider-than-own"),
        (Office::Secretary, Office::Treasurer, true, "wider-than-own"),
        (Office::Deputy, Office::Treasurer, false, "not-yours"),
        (Office::Ombuds, Office::Treasurer, false, "no-such-term"),
    ];
    for (by, office, below, why) in wider {
        let body = began(office, below);
        let batch = forge(&s.centre, s.root, id, &[fact(Offices::KIND, 1, own, term(by), &body)], None);
        for node in [&mut s.witness, &mut s.centre] {
            take(node, &batch).unwrap();
            let aside = node.store.look().aside(s.cell).unwrap();
            assert_eq!(aside.last().map(|one| one.2.as_str()), Some(why), "{by:?} gives {office:?}, below: {below}");
            let held: Offices = node.store.look().subject(s.cell, own).unwrap().unwrap();
            assert_eq!(held.terms.len(), 2);
        }
    }
}

#[test]
fn hostile_035_a_region_moves_no_cell_under_itself_and_cannot_open_the_record_of_one_that_is_moved_there() {
    let mut s = scene(12);
    let region = s.world.found(&mut s.centre, s.root, s.organiser, UnitKind::Region, "Valley");
    let begin = offices::Command::Begin { office: Office::Organiser, below: true, until: None };
    s.world.ask::<Offices>(&mut s.centre, region, own_subject(region), s.organiser, &begin).unwrap();
    let theirs = Term::Office { unit: region, office: Office::Organiser, number: 1 };
    let person = s.world.join(&mut s.centre, s.cell, s.organiser).unwrap();
    s.centre.give(&mut s.witness);
    let parent = |node: &Living| node.store.look().unit(ledger::Scope::Node, s.cell).unwrap().unwrap().parent;
    let go = Move::Move { unit: s.cell, to: region };
    let asked = s.world.ask::<Moves>(&mut s.centre, s.root, own_subject(s.cell), theirs, &go);
    assert!(matches!(asked.unwrap_err().refusal(), Some(Refusal::NoSuchTerm | Refusal::NotYours)));
    // Written into the centre's book all the same: by its keeper, or by a device that keeps nothing.
    let id = BookId { unit: s.root, kind: Kind::Bulletin };
    let from_head = s.centre.store.look().head(s.root, Kind::Bulletin).unwrap().unwrap().0;
    let moved = book::cbor::to_bytes(&Moved { unit: s.cell, from: s.root, from_head, to: region }).unwrap();
    let facts = [fact(Moves::KIND, 1, own_subject(s.cell), theirs, &moved)];
    let (sealed, stranger) = (forge(&s.centre, s.root, id, &facts, None), forge(&s.witness, s.root, id, &facts, None));
    let mut other = s.world.node();
    s.centre.give(&mut other);
    for batch in [stranger, sealed] {
        let _ = take(&mut other, &batch);
        assert_eq!(parent(&other), Some(s.root));
    }
    assert!(!other.store.look().aside(s.root).unwrap().is_empty(), "and it is shown");
    // Moved by the centre it stands there, and a node of the region's holds its record and opens nothing of it.
    s.world.ask::<Moves>(&mut s.centre, s.root, own_subject(s.cell), s.organiser, &go).unwrap();
    let mut node = s.world.node();
    s.centre.give(&mut node);
    s.centre.give_keys(&mut node, region);
    assert_eq!(parent(&node), Some(region));
    assert!(!node.has(s.cell, person) && s.centre.has(s.cell, person));
    assert!(node.store.parcel(s.cell).unwrap().epochs.is_empty());
}

#[test]
fn a_unit_that_an_altered_program_merges_into_itself_stays_open() {
    let mut s = scene(9);
    let (id, into) = (BookId { unit: s.cell, kind: Kind::Bulletin }, Some(s.cell));
    let body = book::cbor::to_bytes(&UnitFact::Closed { into }).unwrap();
    let batch = forge(&s.centre, s.root, id, &[fact(Unit::KIND, 1, own_subject(s.cell), s.organiser, &body)], None);
    take(&mut s.witness, &batch).unwrap();
    let aside = s.witness.store.look().aside(s.cell).unwrap();
    assert_eq!(aside.last().map(|one| one.2.clone()), Some("not-a-command".into()));
    assert!(!s.witness.store.look().unit(ledger::Scope::Node, s.cell).unwrap().unwrap().closed);
}

#[test]
fn an_open_entry_that_names_a_person_is_set_aside() {
    let mut s = scene(3);
    let (id, person) = (BookId { unit: s.cell, kind: Kind::Bulletin }, PersonId(SubjectId([5; 16])));
    let body = book::cbor::to_bytes(&person).unwrap();
    let batch = forge(&s.centre, s.root, id, &[fact(Offices::KIND, 1, own_subject(s.cell), s.organiser, &body)], None);
    take(&mut s.witness, &batch).unwrap();
    let aside = s.witness.store.look().aside(s.cell).unwrap();
    assert_eq!(aside.last().map(|one| one.2.clone()), Some("names-a-person".into()));
}

#[test]
fn hostile_057_an_unknown_version_is_kept_and_passed_on_and_its_keeper_may_read_but_not_write() {
    let mut s = scene(4);
    let (id, person) = (BookId { unit: s.cell, kind: Kind::Record }, SubjectId([5; 16]));
    let cited = s.centre.store.look().head(s.cell, Kind::Bulletin).unwrap().map(|head| head.0);
    let batch = forge(&s.centre, s.root, id, &[fact(Member::KIND, 99, person, s.organiser, &joined())], cited);
    take(&mut s.centre, &batch).unwrap();
    assert!(!s.centre.has(s.cell, person));
    let refused = s.world.join(&mut s.centre, s.cell, s.organiser).unwrap_err();
    assert_eq!(refused.refusal(), Some(charter::Refusal::NewerFacts));
    s.centre.give(&mut s.witness);
    assert_eq!(s.centre.digest(), s.witness.digest());
}

#[test]
fn hostile_049_a_record_that_cites_an_unknown_head_waits_and_one_off_the_chain_counts_as_the_last_good_one() {
    let mut s = scene(5);
    let (id, person) = (BookId { unit: s.cell, kind: Kind::Record }, SubjectId([5; 16]));
    let body = joined();
    let facts = [fact(Member::KIND, 1, person, s.organiser, &body)];
    let unknown = forge(&s.centre, s.root, id, &facts, Some(Hash([3; 32])));
    take(&mut s.witness, &unknown).unwrap();
    assert!(!s.witness.has(s.cell, person));
    // A head of another book is no head of this unit's bulletin, so the last good one counts.
    let others = s.centre.store.look().head(s.root, Kind::Bulletin).unwrap().map(|head| head.0);
    let batch = forge(&s.centre, s.root, id, &facts, others);
    let mut other = s.world.node();
    s.centre.give(&mut other);
    s.centre.give_keys(&mut other, s.cell);
    take(&mut other, &batch).unwrap();
    assert!(other.has(s.cell, person));
}

#[test]
fn hostile_050_and_051_another_organisation_is_refused_and_a_thousand_times_changes_nothing() {
    let mut s = scene(6);
    let mut other = s.world.node();
    s.world.genesis(&mut other);
    let (segments, _) = other.store.since(0).unwrap();
    assert!(matches!(s.witness.store.take(&segments[0]), Err(ledger::Error::Gate(book::gate::Refused::Org))));
    let before = s.witness.digest();
    let (segments, _) = s.centre.store.since(0).unwrap();
    for _ in 0..1000 {
        assert_eq!(s.witness.store.take(&segments[0]).unwrap().added, 0);
    }
    assert_eq!(s.witness.digest(), before);
}

#[test]
fn hostile_048_times_of_ten_years_ahead_or_of_1970_are_claims_and_change_no_order() {
    let mut s = scene(7);
    let first = s.world.join(&mut s.centre, s.cell, s.organiser).unwrap();
    s.world.now = charter::calendar::Moment(-1);
    let second = s.world.join(&mut s.centre, s.cell, s.organiser).unwrap();
    s.world.now = charter::calendar::Moment(4_000_000_000_000);
    let third = s.world.join(&mut s.centre, s.cell, s.organiser).unwrap();
    s.centre.give(&mut s.witness);
    assert!([first, second, third].iter().all(|person| s.witness.has(s.cell, *person)));
    assert_eq!(s.centre.digest(), s.witness.digest());
}
