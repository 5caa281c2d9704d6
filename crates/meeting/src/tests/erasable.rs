//! What can be erased never changes the state, nor what may happen later.

use charter::{Office, Subject};
use proptest::prelude::*;

use super::life::{a_life, live};
use super::{by, people, person, stamp};
use crate::{Fact, Meeting};

#[test]
fn texts_and_lists_of_people_stand_apart_and_nothing_else_does() {
    let apart = [
        Fact::Titled("Dues".into()),
        Fact::Attended(people(0..2)),
        Fact::Wrote { text: "We met.".into(), decisions: vec![] },
        Fact::ConfirmedBy(person(0), person(1)),
        Fact::Because("Snow.".into()),
    ];
    let inside = [
        Fact::Set(super::at(1)),
        Fact::Held { at: super::at(1), present: None, code: None, bulk: false },
        Fact::Minuted { decisions: 0, version: 0 },
        Fact::Redacted { version: 1 },
        Fact::Confirmed,
        Fact::Cancelled,
    ];
    assert_eq!(apart.each_ref().map(Meeting::apart), [true; 5]);
    assert_eq!(inside.each_ref().map(Meeting::apart), [false; 6]);
    // Whatever holds a text or a person stands apart: the tags say so, whatever fact comes to be added.
    for fact in apart.iter().chain(&inside) {
        let tags = book::cbor::tags(&book::cbor::to_bytes(fact).unwrap()).unwrap();
        assert_eq!(tags.person || tags.text, Meeting::apart(fact), "{fact:?}");
    }
}

/// Folds as a node does that still holds everything, or from which some of what stands apart was erased.
fn fold(past: &[(charter::calendar::Moment, Fact)], kept: impl Fn(usize) -> bool) -> (Meeting, Vec<bool>) {
    let (mut meeting, mut allowed) = (Meeting::default(), vec![]);
    for (number, (time, fact)) in past.iter().enumerate() {
        if Meeting::apart(fact) && !kept(number) {
            continue;
        }
        let may = meeting.may(&by(Office::Secretary), fact).is_ok();
        if !Meeting::apart(fact) {
            allowed.push(may);
        }
        if may {
            meeting.apply(fact.clone(), &stamp(*time));
        }
    }
    (meeting, allowed)
}

proptest! {
    #[test]
    fn erasing_what_stands_apart_changes_no_state_and_nothing_that_may_happen(life in a_life(), erased: u64) {
        let (meeting, past) = live(life);
        let whole = fold(&past, |_| true);
        prop_assert_eq!(&whole.0, &meeting);
        prop_assert_eq!(&fold(&past, |_| false), &whole);
        prop_assert_eq!(&fold(&past, |number| erased >> (number % 64) & 1 == 0), &whole);
    }

    #[test]
    fn a_state_holds_no_text_and_names_nobody(life in a_life()) {
        let (meeting, past) = live(life);
        let tags = book::cbor::tags(&book::cbor::to_bytes(&meeting).unwrap()).unwrap();
        prop_assert!(!tags.person && !tags.text);
        let json = serde_json::to_string(&meeting).unwrap();
        prop_assert_eq!(serde_json::from_str::<Meeting>(&json).unwrap(), meeting);
        for (_, fact) in past {
            let bytes = book::cbor::to_bytes(&fact).unwrap();
            prop_assert_eq!(book::cbor::from_bytes::<Fact>(&bytes).unwrap(), fact);
        }
    }
}
