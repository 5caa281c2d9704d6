//! A task from its setting to its end, and who may say what of it.

use book::SubjectId;
use charter::Refusal;
use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

use super::{act, day, member, person, secretary, set};
use crate::{Command, Decided, TEXT_BYTES, Task};

#[test]
fn overdue_is_a_question_of_the_day() {
    let task = set(Some(10));
    assert_eq!([9, 10, 11].map(|today| task.is_overdue(day(today))), [false, false, true]);
    assert!(!set(None).is_overdue(day(1_000)));
    let mut done = task.clone();
    act(&mut done, &secretary(), Command::Finish, 20).unwrap();
    assert!(!done.is_overdue(day(30)) && task.is_overdue(day(30)));
}

#[test]
fn everybody_takes_on_what_nobody_has_and_nobody_takes_what_another_has() {
    let mut task = set(None);
    assert_eq!(act(&mut task, &member(2), Command::Take(person(3)), 1), Err(Refusal::NoSuchTerm), "for another");
    act(&mut task, &member(2), Command::Take(person(2)), 1).unwrap();
    assert_eq!(act(&mut task, &member(3), Command::Take(person(3)), 2), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut task, &member(2), Command::Take(person(2)), 2), Ok(0));
    act(&mut task, &secretary(), Command::Take(person(3)), 2).unwrap();
    assert_eq!(task.owner, Some(person(3)));
    assert_eq!(act(&mut task, &secretary(), Command::Take(person(9)), 2), Err(Refusal::NotOnTheRoll));
}

#[test]
fn whoever_has_it_says_how_it_goes_and_no_other_member_does() {
    let mut task = set(None);
    act(&mut task, &member(2), Command::Take(person(2)), 1).unwrap();
    for command in [Command::AskHelp, Command::Finish, Command::Free] {
        assert_eq!(act(&mut task, &member(3), command, 2), Err(Refusal::NoSuchTerm));
    }
    assert_eq!(act(&mut task, &member(2), Command::Drop, 2), Err(Refusal::NoSuchTerm), "that is for the cell to say");
    act(&mut task, &member(2), Command::AskHelp, 2).unwrap();
    assert!(task.help);
    act(&mut task, &member(2), Command::Finish, 3).unwrap();
    assert!(!task.help && !task.is_open() && task.done.is_some());
    act(&mut task, &member(2), Command::Reopen, 4).unwrap();
    act(&mut task, &member(2), Command::Free, 4).unwrap();
    assert!(task.is_open() && task.owner.is_none());
}

#[test]
fn what_is_over_is_opened_again_before_anything_else_is_said_of_it() {
    for end in [Command::Finish, Command::Drop] {
        let mut task = set(Some(10));
        act(&mut task, &secretary(), end.clone(), 5).unwrap();
        assert_eq!(act(&mut task, &secretary(), end, 6), Ok(0), "it is so already");
        for command in [Command::Take(person(1)), Command::Postpone(None), Command::AskHelp] {
            assert_eq!(act(&mut task, &secretary(), command, 6), Err(Refusal::TaskOver));
        }
        act(&mut task, &secretary(), Command::Reopen, 7).unwrap();
        assert_eq!((task.is_open(), task.done, task.dropped), (true, None, false));
    }
}

#[test]
fn a_task_is_set_once_in_words_that_fit() {
    let set = |text: &str| Command::Set { text: text.into(), due: None, owner: None, out_of: None, policy: None };
    let long = "x".repeat(TEXT_BYTES + 1);
    assert_eq!(act(&mut Task::default(), &secretary(), set(&long), 0), Err(Refusal::TooLong));
    assert_eq!(act(&mut Task::default(), &secretary(), set("  "), 0), Err(Refusal::NoName));
    assert_eq!(act(&mut Task::default(), &member(1), set("More"), 0), Err(Refusal::NoSuchTerm));
    let mut task = super::set(None);
    assert_eq!(act(&mut task, &secretary(), set("Again"), 1), Err(Refusal::Exists));
    assert_eq!(act(&mut Task::default(), &secretary(), Command::Finish, 1), Err(Refusal::NotHere));
}

#[test]
fn a_decision_becomes_one_task_and_another_decision_another() {
    let of = |meeting: u8, number| Decided { meeting: SubjectId([meeting; 16]), number }.task();
    assert_eq!(of(1, 1), of(1, 1));
    let all = [of(1, 1), of(1, 2), of(2, 1), of(1, 257), of(1, 1 << 24)];
    assert_eq!(all.iter().collect::<std::collections::BTreeSet<_>>().len(), all.len());
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        (1..7_u8).prop_map(|who| Command::Take(person(who))),
        prop::option::of(0..50).prop_map(|due| Command::Postpone(due.map(day))),
        prop_oneof![
            proptest::strategy::Just(Command::Free),
            proptest::strategy::Just(Command::AskHelp),
            proptest::strategy::Just(Command::FindHelp),
            proptest::strategy::Just(Command::Finish),
            proptest::strategy::Just(Command::Drop),
            proptest::strategy::Just(Command::Reopen),
        ],
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_a_task_is_open_or_over_and_nobody_is_asked_to_help_with_what_is_over(
        asked in prop::collection::vec((0..6_u8, commands()), 0..40),
    ) {
        let mut task = set(Some(10));
        for (today, (who, command)) in asked.into_iter().enumerate() {
            let by = if who == 0 { secretary() } else { member(who) };
            let before = task.clone();
            if act(&mut task, &by, command, today as i32).is_err() {
                assert_eq!(task, before, "a refusal changes nothing");
            }
            assert!(!(task.done.is_some() && task.dropped), "{task:?}");
            assert!(task.is_open() || !task.help, "{task:?}");
        }
    }
}
