//! An entry is facts, in one encoding; their bodies are canonical, and understood elsewhere.

use proptest::prelude::*;

use super::kit::{fact, open_entry};
use crate::cbor::{Reader, to_bytes};
use crate::entry::{decode, encode};
use crate::{Actor, Attested, CommandId, Fact, PersonId, SubjectId, Text, UnitId, fuzz, gate, limits};

type Parts = ([u8; 16], [u8; 16], String, u64, [u8; 16], u8, (i64, Vec<i64>));

fn parts() -> impl Strategy<Value = Vec<Parts>> {
    let body = (any::<i64>(), any::<Vec<i64>>());
    let one = (any::<[u8; 16]>(), any::<[u8; 16]>(), ".{0,20}", any::<u64>(), any::<[u8; 16]>(), 0..3u8, body);
    proptest::collection::vec(one, 0..30)
}

fn facts<'a>(parts: &'a [Parts], bodies: &'a [Vec<u8>]) -> Vec<Fact<'a>> {
    let one = |((command, digest, kind, version, subject, actor, (time, _)), body): (&'a Parts, &'a Vec<u8>)| Fact {
        command: CommandId(*command),
        digest: *digest,
        kind,
        version: *version,
        subject: SubjectId(*subject),
        actor: match actor {
            0 => Actor::Keeper,
            1 => Actor::Person(PersonId(SubjectId(*digest))),
            _ => Actor::Term { unit: UnitId([*actor; 32]), office: kind, number: *version },
        },
        attested: Attested::Device,
        time: *time,
        body,
    };
    parts.iter().zip(bodies).map(one).collect()
}

proptest! {
    #[test]
    fn what_is_encoded_is_decoded(parts in parts()) {
        let bodies = parts.iter().map(|part| to_bytes(&part.6.1).unwrap()).collect::<Vec<_>>();
        let facts = facts(&parts, &bodies);
        let bytes = encode(&facts);
        prop_assert_eq!(decode(&bytes), Ok(facts));
        prop_assert_eq!(fuzz::any(&bytes), Ok(()));
    }

    #[test]
    fn any_bytes_are_an_entry_or_a_fault_within_them(bytes in any::<Vec<u8>>()) {
        if let Err(fault) = decode(&bytes) {
            prop_assert!(fault.at <= bytes.len());
        }
    }
}

#[test]
fn an_entry_cut_or_flipped_anywhere_is_another_one_or_none() {
    let bytes = open_entry();
    for cut in 0..bytes.len() {
        assert!(decode(&bytes[..cut]).is_err());
    }
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            if let Ok(facts) = decode(&other) {
                assert_eq!(encode(&facts), other);
            }
        }
    }
}

#[test]
fn a_body_may_be_as_deep_as_the_gate_lets_pass() {
    let nested = |depth: usize| [vec![0x81; depth - 1], vec![0xf6]].concat();
    for (depth, fits) in [(limits::DEPTH - 2, true), (limits::DEPTH - 1, false)] {
        let body = nested(depth);
        let bytes = encode(&[fact(Actor::Keeper, &body)]);
        assert_eq!((decode(&bytes).is_ok(), gate::is_canonical(&bytes)), (fits, fits));
    }
}

#[test]
fn a_body_in_another_spelling_is_refused() {
    for body in [&[0x18, 0][..], &[0xf9, 0, 0], &[], &[0, 0], &[0xa2, 0x61, b'b', 0, 0x61, b'a', 0]] {
        assert!(decode(&encode(&[fact(Actor::Keeper, body)])).is_err(), "{body:02x?}");
    }
}

#[test]
fn an_unknown_way_of_attesting_is_told_where_it_stands() {
    let bytes = encode(&[fact(Actor::Keeper, &[0xf6])]);
    let at = bytes.len() - 11;
    let mut other = bytes.clone();
    assert_eq!(Reader::new(&bytes[at..]).uint(), Ok(0));
    other[at] = 1;
    assert_eq!(decode(&other).unwrap_err().at, at);
}

#[test]
fn a_person_is_seen_as_actor_and_in_the_body_and_free_text_too() {
    let person = PersonId(SubjectId([3; 16]));
    let (named, free, plain) =
        (to_bytes(&[person]).unwrap(), to_bytes(&Text::from("x")).unwrap(), to_bytes("x").unwrap());
    let seen = |actor, body| {
        let tags = fact(actor, body).tags();
        (tags.person, tags.text)
    };
    assert_eq!(seen(Actor::Keeper, &plain), (false, false));
    assert_eq!(seen(Actor::Keeper, &named), (true, false));
    assert_eq!(seen(Actor::Keeper, &free), (false, true));
    assert_eq!(seen(Actor::Person(person), &plain), (true, false));
    // What cannot be read is taken to name somebody.
    assert_eq!(seen(Actor::Keeper, &[0xff]), (true, true));
}
