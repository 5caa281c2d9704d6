//! What two people sign with passkeys, as the keeper writes it and as others judge it.

use book::{Attested, BookId, Fact, Hash, Kind, UnitId};
use charter::offices::{Command as Hold, Offices};
use charter::places::{Move, Moves};
use charter::signing::{Assertion, Passkey, base64url, pages};
use charter::units::{Command, Unit};
use charter::{Bytes, Office, Refusal, Subject, UnitKind};
use ledger::{Error, Outcome, Term, Wish, own_subject};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use sha2::{Digest, Sha256};

use super::forged::{forge, take};
use super::world::{Living, World};

const NAME: &str = "cells.example";

/// A centre with two organisers who reach below and have a passkey each, and somebody who holds all that they write.
struct Scene {
    world: World,
    centre: Living,
    witness: Living,
    root: UnitId,
    east: UnitId,
    west: UnitId,
    cell: UnitId,
    one: Term,
    other: Term,
}

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

pub fn passkey(number: u8) -> Passkey {
    let point = key(number).verifying_key().to_sec1_point(true).as_bytes().to_vec();
    Passkey { pages: pages(NAME), point: Bytes(point) }
}

/// What the holder of a term answers with a passkey, when asked to sign this.
pub fn sign(term: Term, number: u8, what: Hash) -> Assertion {
    let Term::Office { unit, office, number: of } = term else { panic!("{term:?} holds no office") };
    let device = [&Sha256::digest(NAME)[..], &[5, 0, 0, 0, 1]].concat();
    let challenge = base64url(&what.0);
    let client = format!("{{\"type\":\"webauthn.get\",\"challenge\":\"{challenge}\",\"origin\":\"https://{NAME}\"}}");
    let signature: p256::ecdsa::Signature = key(number).sign(&[&device[..], &Sha256::digest(&client)].concat());
    let (authenticator, client) = (Bytes(device), Bytes(client.into_bytes()));
    let signature = Bytes(signature.to_bytes().to_vec());
    Assertion { unit, office, number: of, point: passkey(number).point, authenticator, client, signature }
}

fn scene(seed: u64) -> Scene {
    let mut world = World::new(seed);
    let (mut centre, witness) = (world.node(), world.node());
    let (root, one) = world.genesis(&mut centre);
    let own = own_subject(root);
    let begin = Hold::Begin { office: Office::Organiser, below: true, until: None };
    world.ask::<Offices>(&mut centre, root, own, one, &begin).unwrap();
    let other = Term::Office { unit: root, office: Office::Organiser, number: 2 };
    let [east, west] = ["East", "West"].map(|name| world.found(&mut centre, root, one, UnitKind::Region, name));
    let cell = world.found(&mut centre, east, one, UnitKind::Cell, "Mill");
    for (number, key) in [(1, 1), (2, 2)] {
        let key = Hold::Key { office: Office::Organiser, number, passkey: passkey(key) };
        world.ask::<Offices>(&mut centre, root, own, Term::Keeper, &key).unwrap();
    }
    Scene { world, centre, witness, root, east, west, cell, one, other }
}

impl Scene {
    fn close(&mut self) -> Wish {
        let (id, command) = (self.world.id(), Command::Close { into: None });
        Wish::new::<Unit>(id, self.cell, own_subject(self.cell), self.one, self.world.now, &command).unwrap()
    }

    fn go(&mut self, to: UnitId) -> Wish {
        let (id, command) = (self.world.id(), Move::Move { unit: self.cell, to });
        Wish::new::<Moves>(id, self.root, own_subject(self.cell), self.one, self.world.now, &command).unwrap()
    }

    fn signed(&self, wish: &Wish, by: [(Term, u8); 2]) -> Wish {
        let what = wish.to_sign(self.root, Kind::Bulletin);
        wish.clone().signed(&by.map(|(term, key)| sign(term, key, what))).unwrap()
    }

    fn both(&self, wish: &Wish) -> Wish {
        self.signed(wish, [(self.one, 1), (self.other, 2)])
    }

    fn act(&mut self, wish: &Wish) -> Result<Outcome, Error> {
        self.centre.store.act(std::slice::from_ref(wish)).pop().unwrap()
    }

    fn refused(&mut self, wish: &Wish) -> Option<Refusal> {
        self.act(wish).unwrap_err().refusal()
    }

    fn parent(&self, of: &Living) -> Option<UnitId> {
        of.store.look().unit(ledger::Scope::Node, self.cell).unwrap().unwrap().parent
    }
}

#[test]
fn what_two_signed_is_done_and_every_node_finds_the_same() {
    let mut s = scene(1);
    let close = s.close();
    assert_eq!(s.refused(&close), Some(Refusal::TwoSign));
    let signed = s.both(&close);
    assert!(matches!(s.act(&signed), Ok(Outcome::Done { facts: 1, .. })));
    // Sent twice, it is done once.
    assert!(matches!(s.act(&signed), Ok(Outcome::Done { facts: 1, .. })));
    s.centre.give(&mut s.witness);
    assert!(s.witness.store.look().unit(ledger::Scope::Node, s.cell).unwrap().unwrap().closed);
    assert_eq!(s.witness.digest(), s.centre.digest());
}

#[test]
fn one_alone_a_stranger_and_a_signature_for_something_else_are_refused() {
    let mut s = scene(2);
    let (close, go) = (s.close(), s.go(s.west));
    let (one, other) = (s.one, s.other);
    let deputy = Term::Office { unit: s.root, office: Office::Deputy, number: 1 };
    for (why, by) in [
        ("one person twice", [(one, 1), (one, 1)]),
        ("one passkey for two terms", [(one, 1), (other, 1)]),
        ("a passkey that nobody named", [(one, 1), (other, 3)]),
        ("a term that nobody holds", [(one, 1), (deputy, 2)]),
        ("not whoever asks first", [(other, 2), (one, 1)]),
    ] {
        let signed = s.signed(&close, by);
        assert_eq!(s.refused(&signed), Some(Refusal::NotSigned), "{why}");
    }
    let elsewhere = Wish { signed: s.both(&go).signed, ..close.clone() };
    assert_eq!(s.refused(&elsewhere), Some(Refusal::NotSigned), "signed for something else");
    let again = Wish { id: s.world.id(), ..s.both(&close) };
    assert_eq!(s.refused(&again), Some(Refusal::NotSigned), "signed under another id");
    let founding = Command::Found(s.world.founding(UnitKind::Cell, "Weir"));
    let found = Wish::new::<Unit>(s.world.id(), s.east, own_subject(s.east), one, s.world.now, &founding).unwrap();
    let found = s.both(&found);
    assert_eq!(s.refused(&found), Some(Refusal::NotSigned), "a founding");
    // A signature where none is asked for is no ornament.
    let rename = Command::Rename { from: "Mill".into(), to: "Weir".into() };
    let rename = Wish::new::<Unit>(s.world.id(), s.cell, own_subject(s.cell), one, s.world.now, &rename).unwrap();
    let rename = s.both(&rename);
    assert_eq!(s.refused(&rename), Some(Refusal::NotSigned));
    s.centre.give(&mut s.witness);
    assert!(!s.witness.store.look().unit(ledger::Scope::Node, s.cell).unwrap().unwrap().closed);
}

#[test]
fn a_term_that_ended_signs_nothing_more() {
    let mut s = scene(3);
    let close = s.close();
    let signed = s.both(&close);
    let (root, own) = (s.root, own_subject(s.root));
    let end = Hold::End { office: Office::Organiser, number: 2 };
    s.world.ask::<Offices>(&mut s.centre, root, own, s.one, &end).unwrap();
    // The cell's bulletin judges by what it cited before: it cites the end first.
    let rename = Command::Rename { from: "Mill".into(), to: "Weir".into() };
    let (cell, one) = (s.cell, s.one);
    s.world.ask::<Unit>(&mut s.centre, cell, own_subject(cell), one, &rename).unwrap();
    assert_eq!(s.refused(&signed), Some(Refusal::NotSigned));
}

/// What a keeper's altered program seals into the root's bulletin is judged by everybody else.
#[test]
fn hostile_154_an_altered_keeper_neither_leaves_signatures_out_nor_uses_them_twice() {
    let mut s = scene(4);
    let (there, back) = (s.go(s.west), s.go(s.east));
    let (there, back) = (s.both(&there), s.both(&back));
    s.act(&there).unwrap();
    s.act(&back).unwrap();
    s.centre.give(&mut s.witness);
    assert_eq!(s.parent(&s.witness), Some(s.east));
    let head = s.centre.store.look().head(s.east, Kind::Bulletin).unwrap().unwrap().0;
    let moved = charter::places::Moved { unit: s.cell, from: s.east, from_head: head, to: s.west };
    let body = book::cbor::to_bytes(&moved).unwrap();
    let assertions = there.signed.clone().unwrap().0;
    let mut turned = Assertion::read(&assertions).unwrap();
    turned.reverse();
    let turned = book::cbor::to_bytes(&turned).unwrap();
    let fact = |id, attested| Fact {
        command: id,
        digest: [0; 16],
        kind: Moves::KIND,
        version: 1,
        subject: own_subject(s.cell),
        actor: s.one.actor(),
        attested,
        time: 0,
        body: &body,
    };
    let facts = [
        fact(book::CommandId([7; 16]), Attested::Device),
        fact(book::CommandId([8; 16]), Attested::Signed(&assertions)),
        // The very command that two signed once: it counts once, whichever of them is said to ask.
        fact(there.id, Attested::Signed(&assertions)),
        Fact { actor: s.other.actor(), ..fact(there.id, Attested::Signed(&turned)) },
    ];
    let id = BookId { unit: s.root, kind: Kind::Bulletin };
    let batch = forge(&s.centre, s.root, id, &facts, None);
    take(&mut s.witness, &batch).unwrap();
    assert_eq!(s.parent(&s.witness), Some(s.east), "the cell was moved all the same");
    let aside = s.witness.store.look().aside(s.root).unwrap();
    let why = aside.iter().map(|one| one.2.as_str()).collect::<Vec<_>>();
    assert_eq!(why, ["two-sign", "not-signed", "other-bytes", "other-bytes"]);
}
