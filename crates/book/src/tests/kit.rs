//! A small organisation, sealed by one device: what the other tests begin with.

use proptest::prelude::*;

use crate::{
    Actor, Attested, Batch, BookId, CommandId, Fact, Hash, Header, Kind, PersonId, Place, Reign, Secret, SubjectId,
    UnitId, cbor, commitment, entry, key_ref, limits, lock, wraps_commitment,
};

pub const KEY: [u8; 32] = [0x4b; 32];
pub const NONCE: [u8; lock::NONCE] = [0x24; lock::NONCE];

pub fn keeper() -> Secret {
    Secret::new(&[1; 32])
}

/// Seals whatever the header says, good or not.
pub fn sealed(header: &Header, wraps: Vec<u8>, entries: Vec<Vec<u8>>) -> Batch {
    sealed_bytes(header.encode(), wraps, entries)
}

pub fn sealed_bytes(header: Vec<u8>, wraps: Vec<u8>, entries: Vec<Vec<u8>>) -> Batch {
    let seal = keeper().seal(&Hash::default());
    let mut batch = Batch { header, seal, wraps, entries: entries.into_iter().map(Some).collect() };
    batch.seal = keeper().seal(&batch.hash());
    batch
}

/// An open entry that says one thing, and names nobody.
pub fn open_entry() -> Vec<u8> {
    let body = cbor::to_bytes(&("Renamed", 7)).unwrap();
    entry::encode(&[fact(Actor::Keeper, &body)])
}

pub fn fact<'a>(actor: Actor<'a>, body: &'a [u8]) -> Fact<'a> {
    Fact {
        command: CommandId([0xc0; 16]),
        digest: [0xd0; 16],
        kind: "unit",
        version: 1,
        subject: SubjectId([0x50; 16]),
        actor,
        attested: Attested::Device,
        time: 1_700_000_000_000,
        body,
    }
}

pub fn founding() -> Header {
    Header {
        org: None,
        book: None,
        parent: None,
        reign: Reign::default(),
        first_seq: 0,
        prev: None,
        cited: None,
        key: None,
        wraps: None,
        entries: vec![commitment(&open_entry())],
    }
}

/// The root: its founding batch, and its id.
pub fn root() -> (Batch, UnitId) {
    let batch = sealed(&founding(), vec![], vec![open_entry()]);
    let unit = UnitId(batch.hash().0);
    (batch, unit)
}

/// The header of the second batch of the root's bulletin.
pub fn bulletin() -> Header {
    let (_, unit) = root();
    let founding = Hash(unit.0);
    Header {
        org: Some(unit),
        book: Some(BookId { unit, kind: Kind::Bulletin }),
        reign: Reign { number: 0, begun_by: founding },
        first_seq: 1,
        prev: Some(founding),
        ..self::founding()
    }
}

pub fn place() -> Place {
    let (_, unit) = root();
    let reign = Reign { number: 0, begun_by: Hash(unit.0) };
    Place { org: unit, book: BookId { unit, kind: Kind::Record }, reign, prev: Hash(unit.0) }
}

pub fn wraps() -> Vec<u8> {
    (0..limits::WRAPS * limits::WRAP_BYTES).map(|at| at as u8).collect()
}

pub fn locked_entry() -> Vec<u8> {
    let body = cbor::to_bytes(&("Joined", 3)).unwrap();
    let content = entry::encode(&[fact(Actor::Person(PersonId(SubjectId([0x77; 16]))), &body)]);
    lock::lock(&content, &KEY, &place(), 0, || NONCE).unwrap().remove(0)
}

/// The header of the first batch of the root's record.
pub fn record() -> Header {
    let place = place();
    Header {
        org: Some(place.org),
        book: Some(place.book),
        reign: place.reign,
        prev: Some(place.prev),
        cited: Some(place.prev),
        key: Some(key_ref(&KEY)),
        wraps: Some(wraps_commitment(&wraps())),
        entries: vec![commitment(&locked_entry())],
        ..founding()
    }
}

/// The root's founding, a batch of its bulletin, and one of its record.
pub fn batches() -> Vec<Batch> {
    let (founding, _) = root();
    let second = sealed(&bulletin(), vec![], vec![open_entry()]);
    vec![founding, second, sealed(&record(), wraps(), vec![locked_entry()])]
}

pub fn a_hash() -> impl Strategy<Value = Hash> {
    any::<[u8; 32]>().prop_map(Hash)
}

fn maybe() -> impl Strategy<Value = Option<Hash>> {
    proptest::option::of(a_hash())
}

/// Any header that can be written, whether it makes sense or not.
pub fn a_header() -> impl Strategy<Value = Header> {
    let book = (a_hash(), prop_oneof![Just(Kind::Bulletin), Just(Kind::Record)]);
    let book = book.prop_map(|(unit, kind)| BookId { unit: UnitId(unit.0), kind });
    let hashes = (maybe(), maybe(), maybe(), maybe(), maybe(), maybe());
    let reign = (0..=limits::SEQ, a_hash()).prop_map(|(number, begun_by)| Reign { number, begun_by });
    let entries = proptest::collection::vec(a_hash(), 1..40);
    (hashes, proptest::option::of(book), reign, 0..=limits::SEQ, entries).prop_map(
        |((org, parent, prev, cited, key, wraps), book, reign, first_seq, entries)| {
            let unit = |hash: Hash| UnitId(hash.0);
            let (org, parent) = (org.map(unit), parent.map(unit));
            Header { org, book, parent, reign, first_seq, prev, cited, key, wraps, entries }
        },
    )
}
