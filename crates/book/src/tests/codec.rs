//! The codec without types: any tree of values, written, read and spoiled.

use proptest::prelude::*;

use crate::cbor::{self, PERSON_TAG, Reader, Reason, TEXT_TAG, Writer, tags};
use crate::{fuzz, limits};

#[derive(Clone, Debug)]
enum Value {
    Int(i64),
    Uint(u64),
    Bytes(Vec<u8>),
    Text(String),
    Person([u8; 16]),
    Free(String),
    Array(Vec<Value>),
    Map(std::collections::BTreeMap<String, Value>),
    Bool(bool),
    Null,
}

fn a_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i64>().prop_map(Value::Int),
        prop_oneof![any::<u64>(), 0..300u64, 65_000..66_000u64, u64::from(u32::MAX) - 2..u64::from(u32::MAX) + 3]
            .prop_map(Value::Uint),
        proptest::collection::vec(any::<u8>(), 0..300).prop_map(Value::Bytes),
        ".{0,30}".prop_map(Value::Text),
        any::<[u8; 16]>().prop_map(Value::Person),
        ".{0,30}".prop_map(Value::Free),
        any::<bool>().prop_map(Value::Bool),
        Just(Value::Null),
    ];
    leaf.prop_recursive(6, 60, 12, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..12).prop_map(Value::Array),
            proptest::collection::btree_map("[a-z]{0,30}", inner, 0..12).prop_map(Value::Map),
        ]
    })
}

fn write(w: &mut Writer, value: &Value) {
    match value {
        Value::Int(n) => drop(w.int(*n)),
        Value::Uint(n) => drop(w.uint(*n)),
        Value::Bytes(bytes) => drop(w.bytes(bytes)),
        Value::Text(text) => drop(w.text(text)),
        Value::Person(id) => drop(w.tag(PERSON_TAG).bytes(id)),
        Value::Free(text) => drop(w.tag(TEXT_TAG).text(text)),
        Value::Array(items) => {
            w.array(items.len());
            items.iter().for_each(|item| write(w, item));
        }
        Value::Map(pairs) => {
            // By the bytes of the encoded keys: the shorter first, then in their order.
            let mut pairs = pairs.iter().collect::<Vec<_>>();
            pairs.sort_by_key(|(key, _)| (key.len(), key.as_bytes()));
            w.map(pairs.len());
            for (key, value) in pairs {
                w.text(key);
                write(w, value);
            }
        }
        Value::Bool(yes) => drop(w.bool(*yes)),
        Value::Null => drop(w.null()),
    }
}

fn has(value: &Value, which: fn(&Value) -> bool) -> bool {
    which(value)
        || match value {
            Value::Array(items) => items.iter().any(|item| has(item, which)),
            Value::Map(pairs) => pairs.values().any(|value| has(value, which)),
            _ => false,
        }
}

fn bytes(value: &Value) -> Vec<u8> {
    let mut w = Writer::default();
    write(&mut w, value);
    w.0
}

proptest! {
    #[test]
    fn any_tree_of_values_is_one_canonical_item(value in a_value()) {
        let bytes = bytes(&value);
        prop_assert_eq!(Reader::new(&bytes).item().unwrap(), &bytes[..]);
        prop_assert_eq!(fuzz::any(&bytes), Ok(()));
    }

    #[test]
    fn tags_are_seen_however_deep_they_stand(value in a_value()) {
        let seen = tags(&bytes(&value)).unwrap();
        prop_assert_eq!(seen.person, has(&value, |value| matches!(value, Value::Person(_))));
        prop_assert_eq!(seen.text, has(&value, |value| matches!(value, Value::Free(_))));
    }

    #[test]
    fn a_shorter_input_is_never_an_item(value in a_value(), cut in any::<prop::sample::Index>()) {
        let bytes = bytes(&value);
        let cut = cut.index(bytes.len());
        let fault = Reader::new(&bytes[..cut]).item().unwrap_err();
        prop_assert_eq!(fault.reason, Reason::Short);
        prop_assert!(fault.at <= cut);
    }

    #[test]
    fn a_flipped_bit_gives_another_canonical_item_or_a_fault(
        value in a_value(), at in any::<prop::sample::Index>(), bit in 0..8u8
    ) {
        let mut bytes = bytes(&value);
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert_eq!(fuzz::any(&bytes), Ok(()));
    }

    #[test]
    fn integers_come_back(n in any::<i64>(), u in any::<u64>()) {
        prop_assert_eq!(cbor::from_bytes::<i64>(&cbor::to_bytes(&n).unwrap()), Ok(n));
        prop_assert_eq!(cbor::from_bytes::<u64>(&cbor::to_bytes(&u).unwrap()), Ok(u));
    }
}

#[test]
fn nesting_ends_at_the_limit_and_not_before() {
    let nested = |depth: usize| [vec![0x81; depth - 1], vec![0xf6]].concat();
    assert!(Reader::new(&nested(limits::DEPTH)).item().is_ok());
    let fault = Reader::new(&nested(limits::DEPTH + 1)).item().unwrap_err();
    assert_eq!((fault.at, fault.reason), (limits::DEPTH, Reason::Limit("depth")));
    assert!(Reader::new(&nested(1_000_000)).item().is_err());
}

#[test]
fn a_tag_is_one_step_of_depth() {
    let tagged = |depth: usize| [vec![0x81; depth - 2], vec![0xd9, 0xea, 0x62, 0x60]].concat();
    assert!(tags(&tagged(limits::DEPTH)).unwrap().text);
    assert!(tags(&tagged(limits::DEPTH + 1)).is_err());
}

#[test]
fn every_length_of_an_integer_begins_where_the_shorter_one_ends() {
    for (n, len) in [(23u64, 1), (24, 2), (255, 2), (256, 3), (65_535, 3), (65_536, 5), (u64::from(u32::MAX), 5)] {
        assert_eq!(cbor::to_bytes(&n).unwrap().len(), len, "{n}");
    }
    assert_eq!(cbor::to_bytes(&(u64::from(u32::MAX) + 1)).unwrap().len(), 9);
}
