//! Any life of a meeting, for properties.

use charter::calendar::Moment;
use proptest::prelude::*;

use super::{HOUR, act, at, evening, people, person, roll};
use crate::{Command, Fact, Meeting, Roll};

fn a_command() -> impl Strategy<Value = Command> {
    let title = proptest::option::of(Just("Dues".into()));
    let record =
        (0..4i64, any::<bool>()).prop_map(|(day, bulk)| Command::Record { at: at(day), title: None, code: None, bulk });
    prop_oneof![
        3 => (0..4i64, title).prop_map(|(day, title)| Command::Set { at: at(day), title }),
        3 => (0..9u8, 0..3u32).prop_map(|(there, guests)| Command::Hold { who: people(0..there), late: Default::default(), guests, visitors: vec![] }),
        1 => record,
        3 => (0..3u32).prop_map(super::minute),
        3 => (0..6u8, 0..6u8).prop_map(|(one, other)| Command::Confirm(person(one), person(other))),
        1 => Just(super::cancel()),
    ]
}

/// Commands, each with the hours that passed before it.
pub fn a_life() -> impl Strategy<Value = Vec<(i64, Command)>> {
    proptest::collection::vec((0..30i64, a_command()), 1..24)
}

/// Lives it: the meeting, and every fact with the moment that it claims.
pub fn live(life: Vec<(i64, Command)>) -> (Meeting, Vec<(Moment, Fact)>) {
    let (mut meeting, mut now, mut past) = (Meeting::default(), evening(0), vec![]);
    let mut around = roll(7, 0);
    for (hours, command) in life {
        now = Moment(now.0 + hours * HOUR);
        let facts = act(&mut meeting, command, &around, now).unwrap_or_default();
        attend(&mut around, &facts);
        past.extend(facts.into_iter().map(|fact| (now, fact)));
    }
    (meeting, past)
}

/// Who was there is looked up by the next decision.
pub fn attend(around: &mut Roll, facts: &[Fact]) {
    for fact in facts {
        if let Fact::Attended(who) = fact {
            around.attended = who.clone();
        }
    }
}

proptest! {
    #[test]
    fn what_was_done_is_so_already_or_stale(life in a_life()) {
        let (mut meeting, mut now, mut around) = (Meeting::default(), evening(0), roll(7, 0));
        for (hours, command) in life {
            now = Moment(now.0 + hours * HOUR);
            let before = meeting.clone();
            match act(&mut meeting, command.clone(), &around, now) {
                Ok(facts) => {
                    attend(&mut around, &facts);
                    let after = meeting.clone();
                    let again = act(&mut meeting, command.clone(), &around, now);
                    let stale = matches!(command, Command::Minute { .. }) && again == Err(charter::Refusal::Changed);
                    prop_assert!(again == Ok(vec![]) || stale, "{:?}: {:?}", command, again);
                    prop_assert_eq!(&meeting, &after);
                }
                Err(_) => prop_assert_eq!(&meeting, &before),
            }
        }
    }

    #[test]
    fn what_is_confirmed_was_minuted_and_what_was_minuted_was_held(life in a_life()) {
        let (meeting, past) = live(life);
        prop_assert!(meeting.confirmed.is_none() || meeting.minuted.is_some());
        prop_assert!(meeting.minuted.is_none() || meeting.held.is_some());
        prop_assert!(meeting.held.is_none() || !meeting.cancelled);
        prop_assert!(meeting.present.is_none_or(|present| present.present <= present.roll));
        let held = past.iter().filter(|(_, fact)| matches!(fact, Fact::Held { .. })).count();
        prop_assert_eq!(held, usize::from(meeting.held.is_some()));
    }
}
