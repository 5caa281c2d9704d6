//! What is locked once more, and byte strings in both forms.

use proptest::prelude::*;

use super::kit::hash;
use crate::{Bytes, Private};

#[test]
fn what_is_open_can_be_read_and_what_is_locked_cannot() {
    let open = Private::new(&("Ada", 1815)).unwrap();
    assert_eq!(open.open::<(String, i32)>(), Some(("Ada".to_string(), 1815)));
    let Private::Open(bytes) = open else { panic!("locked without a key") };
    // Not even where the bytes inside happen to be plain.
    assert_eq!(Private::Locked(hash(1), bytes).open::<(String, i32)>(), None);
}

#[test]
fn open_bytes_of_another_shape_are_none() {
    assert_eq!(Private::new(&7).unwrap().open::<String>(), None);
    assert_eq!(Private::Open(Bytes(vec![0xff, 0xff])).open::<i32>(), None);
}

#[test]
fn bytes_are_hex_for_people_and_a_byte_string_in_books() {
    let bytes = Bytes(vec![0, 0x0f, 0xff]);
    assert_eq!(serde_json::to_string(&bytes).unwrap(), "\"000fff\"");
    assert_eq!(book::cbor::to_bytes(&bytes).unwrap(), [0x43, 0, 0x0f, 0xff]);
    assert!(serde_json::from_str::<Bytes>("\"0g\"").is_err());
    assert!(book::cbor::from_bytes::<Bytes>(&book::cbor::to_bytes("000fff").unwrap()).is_err());
}

#[test]
fn hex_has_one_spelling() {
    for text in ["0", "000", "+f", "0F", "é", "0 "] {
        let json = serde_json::to_string(text).unwrap();
        assert!(serde_json::from_str::<Bytes>(&json).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn bytes_come_back_from_both_forms(bytes: Vec<u8>, locked: bool) {
        let bytes = Bytes(bytes);
        let private = if locked { Private::Locked(hash(3), bytes) } else { Private::Open(bytes) };
        let json = serde_json::to_string(&private).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Private>(&json).unwrap(), &private);
        let cbor = book::cbor::to_bytes(&private).unwrap();
        prop_assert_eq!(&book::cbor::from_bytes::<Private>(&cbor).unwrap(), &private);
    }
}
