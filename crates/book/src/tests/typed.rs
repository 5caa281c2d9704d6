//! The codec under serde: what a type writes it reads, and nothing else is read as it.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cbor::{Fault, Reason, from_bytes, tags, to_bytes};
use crate::{PersonId, SubjectId, Text};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    yes: bool,
    small: i8,
    count: u32,
    name: String,
    text: Text,
    person: PersonId,
    maybe: Option<Text>,
    code: Code,
    pair: (u16, char),
    shapes: Vec<Shape>,
    by_name: BTreeMap<String, u64>,
    by_id: BTreeMap<SubjectId, Vec<PersonId>>,
    by_kind: BTreeMap<Key, ()>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Code(String);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Key {
    One,
    Two,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
enum Shape {
    Bare,
    Held(Option<i64>),
    Pair(SubjectId, Text),
    Named { id: PersonId, of: Vec<u8> },
}

fn an_id() -> impl Strategy<Value = SubjectId> {
    any::<[u8; 16]>().prop_map(SubjectId)
}

fn a_text() -> impl Strategy<Value = Text> {
    ".{0,20}".prop_map(Text)
}

fn a_shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Bare),
        any::<Option<i64>>().prop_map(Shape::Held),
        (an_id(), a_text()).prop_map(|(id, text)| Shape::Pair(id, text)),
        (an_id(), any::<Vec<u8>>()).prop_map(|(id, of)| Shape::Named { id: PersonId(id), of }),
    ]
}

fn a_whole() -> impl Strategy<Value = Whole> {
    let plain = (any::<bool>(), any::<i8>(), any::<u32>(), ".{0,20}", a_text(), an_id(), any::<Option<bool>>());
    let held = (
        ".{0,9}",
        any::<(u16, char)>(),
        proptest::collection::vec(a_shape(), 0..5),
        proptest::collection::btree_map(".{0,30}", any::<u64>(), 0..9),
        proptest::collection::btree_map(an_id(), proptest::collection::vec(an_id().prop_map(PersonId), 0..3), 0..5),
        proptest::collection::btree_map(prop_oneof![Just(Key::One), Just(Key::Two)], Just(()), 0..3),
    );
    (plain, held).prop_map(
        |((yes, small, count, name, text, id, maybe), (code, pair, shapes, by_name, by_id, by_kind))| {
            let maybe = maybe.map(|_| text.clone());
            let (person, code) = (PersonId(id), Code(code));
            Whole { yes, small, count, name, text, person, maybe, code, pair, shapes, by_name, by_id, by_kind }
        },
    )
}

proptest! {
    #[test]
    fn what_a_type_writes_it_reads(whole in a_whole()) {
        let bytes = to_bytes(&whole).unwrap();
        prop_assert_eq!(from_bytes::<Whole>(&bytes), Ok(whole));
        let seen = tags(&bytes).unwrap();
        prop_assert!(seen.person && seen.text);
    }

    #[test]
    fn a_flipped_bit_is_read_as_itself_or_not_at_all(
        whole in a_whole(), at in any::<prop::sample::Index>(), bit in 0..8u8
    ) {
        let mut bytes = to_bytes(&whole).unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        match from_bytes::<Whole>(&bytes) {
            Ok(read) => prop_assert_eq!(to_bytes(&read).unwrap(), bytes),
            Err(fault) => prop_assert!(fault.at <= bytes.len()),
        }
    }

    #[test]
    fn no_bytes_make_a_type_panic(bytes in any::<Vec<u8>>()) {
        let _ = from_bytes::<Whole>(&bytes);
        let _ = from_bytes::<Vec<Shape>>(&bytes);
        let _ = from_bytes::<BTreeMap<SubjectId, Shape>>(&bytes);
    }
}

#[test]
fn bytes_are_no_text_and_text_is_no_bytes() {
    assert!(from_bytes::<String>(&[0x41, b'a']).is_err());
    assert!(from_bytes::<char>(&[0x41, b'a']).is_err());
    let hex = to_bytes(&SubjectId([0xab; 16]).to_string()).unwrap();
    assert!(from_bytes::<SubjectId>(&hex).is_err());
}

#[test]
fn a_tag_is_neither_left_out_nor_added() {
    assert!(from_bytes::<Text>(&to_bytes("free").unwrap()).is_err());
    assert!(from_bytes::<String>(&to_bytes(&Text::from("free")).unwrap()).is_err());
    assert!(from_bytes::<SubjectId>(&to_bytes(&PersonId::default()).unwrap()).is_err());
    assert!(from_bytes::<PersonId>(&to_bytes(&Text::default()).unwrap()).is_err());
}

#[test]
fn no_name_hides_in_a_key() {
    assert!(to_bytes(&BTreeMap::from([(PersonId::default(), 1)])).is_err());
    assert!(to_bytes(&BTreeMap::from([(Text::from("Ana"), 1)])).is_err());
    assert!(from_bytes::<BTreeMap<Text, u8>>(&[0xa1, 0x61, b'a', 0]).is_err());
}

#[test]
fn one_id_is_one_key() {
    let id = SubjectId([0xab; 16]);
    let (lower, upper) = (id.to_string(), id.to_string().to_uppercase());
    assert!(from_bytes::<BTreeMap<SubjectId, u8>>(&to_bytes(&BTreeMap::from([(lower, 1)])).unwrap()).is_ok());
    assert!(from_bytes::<BTreeMap<SubjectId, u8>>(&to_bytes(&BTreeMap::from([(upper, 1)])).unwrap()).is_err());
}

#[test]
fn floats_and_keys_that_are_no_text_are_not_written() {
    assert!(to_bytes(&1.5).is_err());
    assert!(to_bytes(&BTreeMap::from([(1, 1)])).is_err());
}

#[test]
fn a_variant_has_one_form() {
    assert_eq!(from_bytes::<Shape>(&to_bytes("Bare").unwrap()), Ok(Shape::Bare));
    // As a map it would hold nothing; two at once, or an unknown one, is none.
    assert!(from_bytes::<Shape>(&to_bytes(&BTreeMap::from([("Bare", ())])).unwrap()).is_err());
    assert!(from_bytes::<Shape>(&to_bytes(&BTreeMap::from([("Held", None), ("Pair", Some(1))])).unwrap()).is_err());
    assert!(from_bytes::<Shape>(&to_bytes("Lost").unwrap()).is_err());
    assert!(from_bytes::<Shape>(&to_bytes("Held").unwrap()).is_err());
}

#[test]
fn a_value_that_does_not_fit_is_told_where_it_stands() {
    let fault = from_bytes::<Vec<u8>>(&[0x82, 7, 0x19, 1, 0]).unwrap_err();
    assert!(matches!(fault, Fault { at: 2, reason: Reason::Value(_) }));
    let fault = from_bytes::<(u8, u8)>(&[0x83, 1, 2, 3]).unwrap_err();
    assert_eq!(fault, Fault { at: 3, reason: Reason::Expected("fewer items") });
    assert!(from_bytes::<i64>(&[0x3b, 0x80, 0, 0, 0, 0, 0, 0, 0]).is_err());
}
