//! Who a person is: optional, bounded, and locked under the person's own key.

use book::{Hash, Text};
use charter::{Bytes, Private, Refusal, Subject};

use super::{act, day, join, joined, named};
use crate::subject::DETAILS_BYTES;
use crate::{Command, Details, Fact, Member};

fn of_bytes(len: usize) -> Private {
    let with =
        |name: usize| Private::new(&Details { name: Some(Text("n".repeat(name))), ..Details::default() }).unwrap();
    let spare = match with(len) {
        Private::Open(bytes) => bytes.0.len() - len,
        Private::Locked(..) => panic!("locked without a key"),
    };
    with(len - spare)
}

#[test]
fn a_person_without_any_details_is_a_person_too() {
    let mut member = joined(10);
    assert_eq!(member.details(), None);
    let none = Private::new(&Details::default()).unwrap();
    assert_eq!(act(&mut member, Command::Describe(none), 11), Ok(1));
    assert_eq!(member.details(), Some(Details::default()));
}

#[test]
fn the_same_details_twice_are_so_already() {
    let mut member = joined(10);
    let mut describe = |name| act(&mut member, Command::Describe(named(name)), 11);
    assert_eq!([describe("Ada"), describe("Ada"), describe("Ada B.")], [Ok(1), Ok(0), Ok(1)]);
    assert_eq!(member.details().and_then(|details| details.name), Some("Ada B.".into()));
}

#[test]
fn details_past_the_limit_are_refused() {
    let mut member = joined(10);
    assert_eq!(act(&mut member, Command::Describe(of_bytes(DETAILS_BYTES)), 11), Ok(1));
    assert_eq!(act(&mut member, Command::Describe(of_bytes(DETAILS_BYTES + 1)), 11), Err(Refusal::TooLong));
    assert_eq!(member.details, Some(of_bytes(DETAILS_BYTES)));
}

#[test]
fn joining_with_details_past_the_limit_changes_nothing_at_all() {
    let mut member = Member::default();
    let details = Some(of_bytes(DETAILS_BYTES + 1));
    let command = Command::Join { code: None, day: Some(day(1)), left: None, details, bulk: false };
    assert_eq!(act(&mut member, command, 1), Err(Refusal::TooLong));
    assert_eq!(member, Member::default());
}

#[test]
fn bytes_that_are_no_details_are_no_command() {
    for details in [Private::new(&7).unwrap(), Private::Open(Bytes(vec![0xff])), Private::Open(Bytes::default())] {
        assert_eq!(act(&mut joined(10), Command::Describe(details), 11), Err(Refusal::NotACommand));
    }
}

#[test]
fn a_field_of_the_details_that_nobody_knows_is_refused() {
    #[derive(serde::Serialize)]
    struct More {
        name: Option<Text>,
        contacts: Vec<Text>,
        birth_year: Option<i16>,
        languages: Vec<String>,
        score: u32,
    }
    let more = More { name: None, contacts: vec![], birth_year: None, languages: vec![], score: 7 };
    let details = Private::new(&more).unwrap();
    assert_eq!(act(&mut joined(10), Command::Describe(details), 11), Err(Refusal::NotACommand));
}

#[test]
fn nobody_commands_what_is_locked_already() {
    let locked = Private::Locked(Hash::default(), Bytes(vec![1]));
    assert_eq!(act(&mut joined(10), Command::Describe(locked), 11), Err(Refusal::NotACommand));
}

#[test]
fn where_the_key_is_not_here_the_person_stays_on_the_roll_without_a_name() {
    let mut member = joined(10);
    member.apply(Fact::Described(Private::Locked(Hash::default(), Bytes(vec![1]))), &super::stamp(11));
    assert_eq!((member.details(), member.is_on_the_roll(day(11))), (None, true));
}

#[test]
fn what_identifies_a_person_and_nothing_else_is_locked_once_more() {
    assert!(Member::private(&mut Fact::Described(named("Ada"))).is_some());
    for mut fact in [Fact::MadeHome, Fact::Left(day(1)), Fact::Joined { code: None, day: None, bulk: false }] {
        assert!(Member::private(&mut fact).is_none(), "{fact:?}");
    }
}

#[test]
fn coming_again_keeps_what_is_known_of_the_person() {
    let mut member = joined(10);
    act(&mut member, Command::Describe(named("Ada")), 11).unwrap();
    act(&mut member, Command::Leave(day(20)), 20).unwrap();
    act(&mut member, join(Some(30), None), 30).unwrap();
    assert_eq!(member.details().and_then(|details| details.name), Some("Ada".into()));
}
