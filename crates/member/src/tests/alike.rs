//! Two entries of one person, and who holds which office.

use book::{PersonId, SubjectId, Text};
use charter::{Office, Reach, Refusal, Subject};
use proptest::prelude::*;

use super::{act, by, joined, stamp};
use crate::pages::{Entry, is_like};
use crate::{Command, Details, Hold, Holders, Member};

fn person(number: u8) -> PersonId {
    PersonId(SubjectId([number; 16]))
}

fn entry(name: &str, contact: &str, year: Option<i16>) -> Entry {
    let contacts = if contact.is_empty() { vec![] } else { vec![Text(contact.into())] };
    let details = Details { name: Some(Text(name.into())), contacts, birth_year: year, languages: vec![] };
    let member = Member { details: Some(charter::Private::new(&details).unwrap()), ..joined(1) };
    Entry::new(person(1), member).unwrap()
}

#[test]
fn an_entry_that_gave_way_is_on_no_roll_and_comes_back_as_it_was() {
    let mut member = joined(10);
    act(&mut member, Command::Same(person(2)), 20).unwrap();
    assert!(!member.is_on_the_roll(super::day(15)) && !member.is_on_the_roll(super::day(30)));
    assert_eq!(act(&mut member, Command::Same(person(2)), 21), Ok(0));
    assert_eq!(act(&mut member, Command::Same(person(3)), 21), Err(Refusal::Exists));
    act(&mut member, Command::Other, 22).unwrap();
    assert_eq!(member, joined(10));
    assert_eq!(act(&mut member, Command::Other, 23), Ok(0));
}

#[test]
fn only_who_is_written_down_can_be_somebody_else() {
    assert_eq!(act(&mut Member::default(), Command::Same(person(2)), 20), Err(Refusal::NotOnTheRoll));
}

#[test]
fn names_that_differ_by_a_slip_an_accent_or_their_order_look_alike() {
    for (one, other) in [
        ("Ada Nowak", "Nowak Ada"),
        ("Ada Nowak", "ADA NOWAK"),
        ("Zażółć Gęślą", "Zazolc Gesla"),
        ("Maximilian Oberleitner", "Maximilian Oberleitener"),
        ("Jean-Pierre Dupont", "Jean Pierre Dupont"),
    ] {
        assert!(is_like(&entry(one, "", None), &entry(other, "", None)), "{one}, {other}");
    }
    for (one, other) in [("Ada Nowak", "Bruno Lund"), ("Ada Nowak", "Adam Nowicki"), ("Ines Silva", "Luis Gallo")] {
        assert!(!is_like(&entry(one, "", None), &entry(other, "", None)), "{one}, {other}");
    }
}

#[test]
fn another_year_of_birth_makes_two_people_and_one_telephone_alone_makes_no_one() {
    let ada = |contact, year| entry("Ada Nowak", contact, year);
    assert!(!is_like(&ada("", Some(1980)), &ada("", Some(1990))));
    assert!(is_like(&ada("", Some(1980)), &ada("", None)));
    let (number, same) = ("+48 555 010 203", "0048555010203");
    assert!(is_like(&ada(number, None), &entry("Adela Nowak", same, None)));
    assert!(!is_like(&ada(number, None), &entry("Bruno Lund", same, None)));
}

#[test]
fn a_term_has_the_holder_who_was_written_down_last() {
    let mut holders = Holders::default();
    for who in [1, 2] {
        let took = Hold::Took { office: Office::Deputy, number: 1, person: person(who) };
        for fact in holders.decide(took, &(), &stamp(1)).unwrap() {
            holders.may(&by(Office::Secretary), &fact).unwrap();
            holders.apply(fact, &stamp(1));
        }
        assert_eq!(holders.decide(took, &(), &stamp(1)), Ok(vec![]));
        assert_eq!(holders.of(Office::Deputy, 1), Some(person(who)));
    }
    assert_eq!((holders.of(Office::Deputy, 2), holders.of(Office::Secretary, 1)), (None, None));
}

#[test]
fn only_who_manages_offices_writes_down_their_holders() {
    let took = Hold::Took { office: Office::Deputy, number: 1, person: person(1) };
    let nowhere = charter::By { reach: Reach::Nowhere, ..by(Office::Secretary) };
    assert_eq!(Holders::default().may(&by(Office::Treasurer), &took), Err(Refusal::NotYours));
    assert!(Holders::default().may(&nowhere, &took).is_err());
    assert_eq!(Holders::default().may(&by(Office::Secretary), &took), Ok(()));
}

proptest! {
    #[test]
    fn whoever_is_like_another_the_other_is_like_them(one in "\\PC{0,24}", other in "\\PC{0,24}") {
        let (one, other) = (entry(&one, "", None), entry(&other, "", None));
        prop_assert_eq!(is_like(&one, &other), is_like(&other, &one));
        prop_assert!(one.name.chars().all(|sign| !sign.is_alphanumeric()) || is_like(&one, &one));
    }

    #[test]
    fn no_two_names_are_more_alike_than_the_signs_that_they_share_allow(one in "[ab ]{1,12}", other in "[abc é]{0,12}", begins: bool) {
        // The nearest are those of which one begins as the other.
        let other = if begins { one.clone() + &other } else { other };
        let (one, other) = (entry(&one, "", None), entry(&other, "", None));
        let alike = strsim::jaro_winkler(&one.words, &other.words);
        prop_assert!(alike <= one.can_be_like(&other) || one.words.is_empty() || other.words.is_empty());
    }
}
