//! The receipt, and what is locked.

use book::CommandId;
use charter::letterboxes::PublicKey;
use envelope::Identity;
use proptest::prelude::{any, prop, proptest};

use super::{CELL, REGION};
use crate::{Receipt, Said, TEXT_BYTES, open, seal};

fn key(number: u8) -> (Identity, PublicKey) {
    let identity = Identity::new([number; 32]);
    let public = PublicKey(identity.recipient().bytes());
    (identity, public)
}

fn counting() -> impl FnMut(&mut [u8]) {
    let mut next = 0_u64;
    move |bytes: &mut [u8]| {
        for some in bytes.chunks_mut(8) {
            next += 1;
            let drawn = blake3::hash(&next.to_le_bytes());
            some.copy_from_slice(&drawn.as_bytes()[..some.len()]);
        }
    }
}

#[test]
fn a_form_that_is_sent_again_has_one_receipt_and_another_text_of_the_same_form_has_another() {
    let (form, said) = (CommandId([1; 16]), Said::plain("The keys of the hall are gone."));
    let code = |form, unit, said: &Said| Receipt::drawn(form, unit, said).unwrap().code();
    let first = code(form, CELL, &said);
    assert_eq!(code(form, CELL, &said.clone()), first);
    let others = [
        code(form, CELL, &Said::plain("The keys of the hall are back.")),
        code(form, CELL, &Said { about_an_officer: true, ..said.clone() }),
        code(form, CELL, &Said { name: Some(book::Text("Celia".into())), ..said.clone() }),
        code(form, REGION, &said),
        code(CommandId([2; 16]), CELL, &said),
    ];
    assert!(others.iter().all(|other| *other != first), "{others:?}");
}

#[test]
fn what_is_said_opens_to_those_whom_it_is_for_and_to_nobody_else() {
    let said = Said { about_an_officer: true, ..Said::plain("The keys of the hall are gone.") };
    let locked = seal(&said, &[key(1).1, key(2).1], &mut counting()).unwrap();
    for number in [1, 2] {
        assert_eq!(open(&locked, &[key(9).0, key(number).0]), Some(said.clone()));
    }
    assert_eq!(open(&locked, &[key(3).0]), None);
    assert_eq!(open(&locked, &[]), None);
}

#[test]
fn neither_length_nor_shape_tells_what_was_said_or_to_how_many() {
    let length = |text: &str, to: u8| {
        let keys = (1..=to).map(|number| key(number).1).collect::<Vec<_>>();
        seal(&Said::plain(text), &keys, &mut counting()).unwrap().0.len()
    };
    assert_eq!(length("No.", 1), length(&"Long. ".repeat(300), 4));
    let lengths = [10, 3_000, 15_000].map(|bytes| length(&"x".repeat(bytes), 2));
    assert!(lengths[0] < lengths[1] && lengths[1] < lengths[2], "three sizes: {lengths:?}");
}

#[test]
fn what_is_empty_or_too_long_is_not_locked() {
    for text in ["", "  \n ", &"x".repeat(TEXT_BYTES + 1)] {
        assert_eq!(seal(&Said::plain(text), &[key(1).1], &mut counting()), None);
    }
    let name = Some(book::Text("x".repeat(500)));
    assert_eq!(seal(&Said { name, ..Said::plain("A") }, &[key(1).1], &mut counting()), None);
}

#[test]
fn a_code_is_read_as_it_is_typed() {
    let receipt = Receipt::new([0xa5; 16]);
    let code = receipt.code();
    assert_eq!(code.chars().filter(|sign| *sign != '-').count(), 26);
    let typed = [code.to_lowercase(), code.replace('-', " "), code.replace('0', "o").replace('1', "l")];
    for text in typed {
        assert_eq!(Receipt::read(&text).map(|read| read.id()), Some(receipt.id()), "{text}");
    }
    for text in ["", "ABCD", &code[1..], &format!("{code}A"), &format!("9{}", &code[1..]), "ÄÖÜ"] {
        assert!(Receipt::read(text).is_none(), "{text}");
    }
}

proptest! {
    #[test]
    fn every_code_reads_back_and_no_two_are_of_one_concern(one in any::<[u8; 16]>(), other in any::<[u8; 16]>()) {
        let (a, b) = (Receipt::new(one), Receipt::new(other));
        assert_eq!(Receipt::read(&a.code()).map(|read| read.code()), Some(a.code()));
        assert_eq!(one == other, a.id() == b.id());
        assert_eq!(one == other, a.secret().signer() == b.secret().signer());
    }

    #[test]
    fn whatever_bytes_come_nothing_opens_and_nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        assert_eq!(open(&charter::Bytes(bytes), &[key(1).0]), None);
    }

    #[test]
    fn no_typed_text_makes_reading_panic(text in ".{0,60}") {
        let _ = Receipt::read(&text);
    }
}
