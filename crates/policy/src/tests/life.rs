//! A policy from its first words to its end, and who may say what of it.

use book::Text;
use charter::{Office, Reach, Refusal};
use proptest::prelude::{Just, Strategy, prop, prop_oneof, proptest};

use super::{CELL, act, adopted, by, day, texts, write};
use crate::{Around, Command, Policy, Reason, Replied, Stage, TEXT_BYTES, TITLE_BYTES, Texts};

#[test]
fn what_is_being_written_is_shown_to_no_cell_and_asks_nothing() {
    let mut policy = Policy::default();
    let organiser = by(Office::Organiser, Reach::Here);
    assert_eq!(act(&mut policy, &organiser, Command::Adopt(0), &Around::default()), Err(Refusal::NotHere));
    assert_eq!(act(&mut policy, &organiser, write(0, "Visit"), &Around::default()), Ok(3));
    assert!(!policy.is_shown() && !policy.asks(day(1)));
    act(&mut policy, &organiser, Command::Consult(Some(day(10))), &Around::default()).unwrap();
    assert_eq!([9, 10, 11].map(|on| policy.asks(day(on))), [true, true, false]);
    assert!(policy.is_shown() && !policy.holds(day(9)));
    act(&mut policy, &organiser, Command::Adopt(1), &Around::default()).unwrap();
    assert_eq!([89, 90, 91].map(|on| policy.holds(day(on))), [true, true, false]);
}

#[test]
fn only_who_manages_units_publishes_and_a_cell_publishes_nothing() {
    for office in [Office::Treasurer, Office::Deputy, Office::Ombuds] {
        let by = by(office, Reach::Here);
        assert_eq!(act(&mut Policy::default(), &by, write(0, "Visit"), &Around::default()), Err(Refusal::NotYours));
    }
    let cell = Around { is_cell: true, ..Around::default() };
    let secretary = by(Office::Secretary, Reach::Here);
    assert_eq!(act(&mut Policy::default(), &secretary, write(0, "Visit"), &cell), Err(Refusal::BelowACell));
}

#[test]
fn who_writes_from_an_older_version_is_shown_that_it_changed() {
    let (mut policy, organiser) = (adopted(2), by(Office::Organiser, Reach::Here));
    assert_eq!(act(&mut policy, &organiser, write(1, "Else"), &Around::default()), Err(Refusal::Changed));
    assert_eq!(act(&mut policy, &organiser, Command::Adopt(1), &Around::default()), Err(Refusal::Changed));
    assert_eq!(act(&mut policy, &organiser, Command::Adopt(2), &Around::default()), Ok(0));
    let stands = Around { stands: Some((Text("Visits".into()), texts("Same"))), ..Around::default() };
    assert_eq!(act(&mut policy, &organiser, write(2, "Same"), &stands), Ok(0), "nothing changed");
    assert_eq!(act(&mut policy, &organiser, write(2, "New"), &stands), Ok(3));
    assert_eq!((policy.version, policy.stage), (3, Stage::Adopted), "an amended policy goes on");
}

#[test]
fn what_was_withdrawn_stays_so_and_its_objections_can_still_be_answered() {
    let (mut policy, organiser) = (adopted(1), by(Office::Secretary, Reach::Above));
    let withdraw = || Command::Withdraw { reason: Text("Snow".into()) };
    assert_eq!(act(&mut policy, &organiser, withdraw(), &Around::default()), Ok(2));
    assert_eq!(act(&mut policy, &organiser, withdraw(), &Around::default()), Ok(0));
    for command in [Command::Adopt(1), Command::Consult(None), write(1, "Again")] {
        assert_eq!(act(&mut policy, &organiser, command, &Around::default()), Err(Refusal::PolicyOver));
    }
    let reply = Command::Reply { to: Replied::Cell(CELL), text: Text("You were right.".into()) };
    assert_eq!(act(&mut policy, &organiser, reply, &Around::default()), Ok(2));
}

#[test]
fn an_answer_is_to_whom_it_names_and_to_what_was_said_before_it() {
    let (mut policy, organiser) = (adopted(1), by(Office::Organiser, Reach::Here));
    let reply = |to| Command::Reply { to, text: Text("Take the bus.".into()) };
    act(&mut policy, &organiser, reply(Replied::Reason(Reason::Means)), &Around::default()).unwrap();
    let other = book::UnitId([8; 32]);
    assert!(policy.answers(other, Reason::Means, 0));
    assert!(!policy.answers(other, Reason::Means, 1), "whoever had heard that answer objects still");
    assert!(!policy.answers(other, Reason::Soon, 0));
    act(&mut policy, &organiser, reply(Replied::Cell(other)), &Around::default()).unwrap();
    assert!(policy.answers(other, Reason::Soon, 1) && !policy.answers(CELL, Reason::Soon, 0));
    assert!(policy.given(other, Reason::Means, 0).eq([0, 1]) && policy.given(CELL, Reason::Means, 0).eq([0]));
    assert_eq!(policy.replied_at.len(), policy.replies.len(), "the page tells the day of each");
}

#[test]
fn words_fit_or_are_refused() {
    let write = |title: &str, of: Texts| Command::Write {
        from: 0,
        title: Text(title.into()),
        outline: Default::default(),
        texts: of,
    };
    let long = |bytes: usize| Text("x".repeat(bytes));
    let all = [
        (write("", texts("Visit")), Refusal::NoName),
        (write("Visits", texts(" \n")), Refusal::NoName),
        (write(&"x".repeat(TITLE_BYTES + 1), texts("Visit")), Refusal::TooLong),
        (write("Visits", Texts { text: long(TEXT_BYTES + 1), ..texts("") }), Refusal::TooLong),
        (write("Visits", Texts { reason: long(TEXT_BYTES / 4 + 1), ..texts("Visit") }), Refusal::TooLong),
        (write("Visits", Texts { measure: Some(long(TEXT_BYTES / 4 + 1)), ..texts("Visit") }), Refusal::TooLong),
    ];
    for (command, refusal) in all {
        let by = by(Office::Organiser, Reach::Here);
        assert_eq!(act(&mut Policy::default(), &by, command, &Around::default()), Err(refusal));
    }
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        (0..5_u32).prop_map(|from| write(from, "Words")),
        prop::option::of(0..100).prop_map(|until| Command::Consult(until.map(day))),
        (0..5_u32).prop_map(Command::Adopt),
        Just(Command::Withdraw { reason: Text("Snow".into()) }),
        Just(Command::Reply { to: Replied::Reason(Reason::Wrong), text: Text("Because.".into()) }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_versions_only_grow_and_nothing_comes_back_from_the_end(
        asked in prop::collection::vec(commands(), 0..40),
    ) {
        let organiser = by(Office::Organiser, Reach::Here);
        let mut policy = Policy::default();
        for command in asked {
            let before = policy.clone();
            let done = act(&mut policy, &organiser, command, &Around::default());
            assert!(done.is_ok() || policy == before, "a refusal changes nothing");
            assert!((before.version..=before.version + 1).contains(&policy.version));
            assert!(before.stage != Stage::Withdrawn || policy.stage == Stage::Withdrawn);
            assert!(before.stage != Stage::Adopted || !matches!(policy.stage, Stage::Writing | Stage::Consulting(_)));
            assert!(policy.version > 0 || policy == Policy::default());
        }
    }
}
