//! What holds for any life of a membership.

use charter::{Office, Subject};
use proptest::prelude::*;

use super::{act, by, cell, day, named, stamp};
use crate::{Command, Fact, Member};

fn a_day() -> impl Strategy<Value = i32> {
    0..12i32
}

pub fn a_command() -> impl Strategy<Value = Command> {
    let some_day = || proptest::option::of(a_day());
    let details = || proptest::option::of(prop_oneof![Just("Ada"), Just("Ben")]).prop_map(|name| name.map(named));
    let code = proptest::option::of("[AB]");
    let join =
        (code, some_day(), some_day(), details(), any::<bool>()).prop_map(|(code, since, until, details, bulk)| {
            Command::Join { code, day: since.map(day), left: until.map(day), details, bulk }
        });
    prop_oneof![
        4 => join,
        1 => prop_oneof![Just("Ada"), Just("Ben")].prop_map(|name| Command::Describe(named(name))),
        2 => a_day().prop_map(|number| Command::Welcome(day(number))),
        2 => a_day().prop_map(|number| Command::Leave(day(number))),
        2 => (1..4u8, a_day()).prop_map(|(to, number)| Command::Transfer { to: cell(to), day: day(number) }),
        1 => Just(Command::MakeHome),
    ]
}

/// Commands, each on a later day than the one before.
fn a_life() -> impl Strategy<Value = Vec<Command>> {
    proptest::collection::vec(a_command(), 1..16)
}

proptest! {
    #[test]
    fn what_was_done_is_so_already(life in a_life()) {
        let mut member = Member::default();
        for (today, command) in life.into_iter().enumerate() {
            let before = member.clone();
            match act(&mut member, command.clone(), today as i32) {
                Ok(_) => {
                    let after = member.clone();
                    prop_assert_eq!(act(&mut member, command, today as i32 + 1), Ok(0));
                    prop_assert_eq!(&member, &after);
                }
                Err(_) => prop_assert_eq!(&member, &before),
            }
        }
    }

    #[test]
    fn nobody_leaves_and_nobody_is_welcomed_before_the_beginning(life in a_life()) {
        let mut member = Member::default();
        for (today, command) in life.into_iter().enumerate() {
            let _ = act(&mut member, command, today as i32);
            if let Some(joined) = member.joined {
                prop_assert!(member.left.is_none_or(|left| left >= joined), "{:?}", member);
                prop_assert!(member.welcomed.is_none_or(|welcomed| welcomed >= joined), "{:?}", member);
            }
            prop_assert!(member.went_to.is_none() || member.left.is_some(), "{:?}", member);
            prop_assert!(member.joined.is_none() || member.noted.is_some(), "{:?}", member);
        }
    }

    #[test]
    fn a_known_beginning_is_lost_by_nothing_but_coming_again(life in a_life()) {
        let mut member = Member::default();
        for (today, command) in life.into_iter().enumerate() {
            let before = member.clone();
            let _ = act(&mut member, command, today as i32);
            let lost = before.joined.is_some() && member.joined.is_none();
            prop_assert!(!lost || before.left.is_some(), "{:?} then {:?}", before, member);
        }
    }

    #[test]
    fn a_state_comes_back_from_its_form_in_tables(life in a_life()) {
        let mut member = Member::default();
        for (today, command) in life.into_iter().enumerate() {
            let _ = act(&mut member, command, today as i32);
        }
        let json = serde_json::to_string(&member).unwrap();
        prop_assert_eq!(serde_json::from_str::<Member>(&json).unwrap(), member);
    }

    #[test]
    fn commands_and_facts_come_back_from_their_form_in_books(life in a_life()) {
        let mut member = Member::default();
        for (today, command) in life.into_iter().enumerate() {
            let bytes = book::cbor::to_bytes(&command).unwrap();
            let again = book::cbor::from_bytes::<Command>(&bytes).unwrap();
            prop_assert_eq!(format!("{again:?}"), format!("{command:?}"));
            for fact in member.decide(command, &(), &stamp(today as i32)).unwrap_or_default() {
                let bytes = book::cbor::to_bytes(&fact).unwrap();
                prop_assert_eq!(&book::cbor::from_bytes::<Fact>(&bytes).unwrap(), &fact);
                if member.may(&by(Office::Secretary), &fact).is_ok() {
                    member.apply(fact, &stamp(today as i32));
                }
            }
        }
    }
}
