//! A circle from its beginning to its end, who leads it, and how far it has come.

use std::collections::BTreeMap;

use charter::{Office, Refusal};
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

use super::{ABOVE, act, by, id, member, person};
use crate::circle::{Around, Command};
use crate::{Circle, Meets, SESSIONS, Session};

const READER: u8 = 100;

/// Five people, a reader of three parts, meetings 1 to 9, of which the last is another circle's.
fn around() -> Around {
    Around {
        people: (1..=5).map(person).collect(),
        offered: [(id(READER), ABOVE)].into(),
        parts: 3,
        meetings: (1..=9).map(id).collect(),
        taken: [id(9)].into(),
    }
}

fn begun() -> Circle {
    let mut circle = Circle::default();
    act(&mut circle, &by(Office::Secretary), Command::Begin { reader: id(READER), leader: None }, &around()).unwrap();
    circle
}

fn assign(part: u32, meeting: u8) -> Command {
    Command::Assign { part, meeting: id(meeting) }
}

#[test]
fn a_circle_begins_with_what_is_offered_and_once() {
    let begin = |reader, leader| Command::Begin { reader: id(reader), leader };
    let secretary = by(Office::Secretary);
    let mut circle = begun();
    assert_eq!((circle.of, circle.leader), (ABOVE, None));
    assert_eq!(act(&mut circle, &secretary, begin(READER, None), &around()), Err(Refusal::Exists));
    let fresh = || Circle::default();
    assert_eq!(act(&mut fresh(), &secretary, begin(7, None), &around()), Err(Refusal::NotHere));
    assert_eq!(act(&mut fresh(), &secretary, begin(READER, Some(person(8))), &around()), Err(Refusal::NotOnTheRoll));
    assert_eq!(act(&mut fresh(), &secretary, begin(READER, Some(person(2))), &around()), Ok(2));
    assert_eq!(act(&mut fresh(), &member(1), begin(READER, None), &around()), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut fresh(), &secretary, Command::Finish, &around()), Err(Refusal::NotHere));
}

#[test]
fn whoever_likes_to_leads_what_nobody_leads_and_nobody_takes_it_from_another() {
    let mut circle = begun();
    let lead = |who: Option<u8>| Command::Lead(who.map(person));
    assert_eq!(act(&mut circle, &member(2), lead(Some(3)), &around()), Err(Refusal::NoSuchTerm), "for another");
    act(&mut circle, &member(2), lead(Some(2)), &around()).unwrap();
    assert_eq!(act(&mut circle, &member(3), lead(Some(3)), &around()), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut circle, &member(3), lead(None), &around()), Err(Refusal::NoSuchTerm));
    act(&mut circle, &by(Office::Deputy), lead(Some(3)), &around()).unwrap();
    act(&mut circle, &member(3), lead(None), &around()).unwrap();
    assert_eq!(circle.leader, None);
    assert_eq!(act(&mut circle, &by(Office::Deputy), lead(Some(9)), &around()), Err(Refusal::NotOnTheRoll));
}

#[test]
fn a_session_is_a_meeting_that_is_there_for_a_part_that_is_there() {
    let (mut circle, secretary) = (begun(), by(Office::Secretary));
    assert_eq!(act(&mut circle, &secretary, assign(0, 1), &around()), Err(Refusal::NoSuchPart));
    assert_eq!(act(&mut circle, &secretary, assign(4, 1), &around()), Err(Refusal::NoSuchPart));
    assert_eq!(act(&mut circle, &secretary, assign(1, 20), &around()), Err(Refusal::NotSet));
    assert_eq!(act(&mut circle, &secretary, assign(1, 9), &around()), Err(Refusal::SessionTaken));
    assert_eq!(act(&mut circle, &member(1), assign(1, 1), &around()), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut circle, &secretary, assign(1, 1), &around()), Ok(1));
    assert_eq!(act(&mut circle, &secretary, assign(1, 1), &around()), Ok(0), "it is so already");
    assert_eq!(act(&mut circle, &secretary, assign(2, 1), &around()), Err(Refusal::SessionTaken));
}

#[test]
fn a_part_is_done_when_its_meeting_was_held_and_a_cancelled_one_counts_for_nothing() {
    let (mut circle, secretary) = (begun(), by(Office::Secretary));
    for (part, meeting) in [(1, 1), (2, 2), (2, 3)] {
        act(&mut circle, &secretary, assign(part, meeting), &around()).unwrap();
    }
    let course = |meets: &[(u8, Meets)]| {
        let course = circle.course(3, &meets.iter().map(|(meeting, stands)| (id(*meeting), *stands)).collect());
        (course.done.len(), course.next, course.set.map(|set| (set.part, set.meeting)))
    };
    assert_eq!(course(&[(1, Meets::Ahead), (2, Meets::Ahead)]), (0, Some(1), Some((1, id(1)))));
    assert_eq!(course(&[(1, Meets::Held), (2, Meets::Ahead)]), (1, Some(2), Some((2, id(2)))));
    assert_eq!(
        course(&[(1, Meets::Held), (3, Meets::Ahead)]),
        (1, Some(2), Some((2, id(3)))),
        "the second was cancelled"
    );
    assert_eq!(course(&[(1, Meets::Held)]), (1, Some(2), None));
    assert_eq!(course(&[(1, Meets::Held), (2, Meets::Held), (3, Meets::Held)]), (2, Some(3), None), "twice is once");
    let shorter = circle.course(1, &[(id(1), Meets::Held), (id(2), Meets::Held)].into());
    assert_eq!((shorter.done.len(), shorter.next), (1, None), "a part that was taken out is not counted");
}

#[test]
fn what_is_over_is_opened_again_before_anything_else() {
    for end in [Command::Finish, Command::Drop] {
        let (mut circle, secretary) = (begun(), by(Office::Secretary));
        act(&mut circle, &secretary, end.clone(), &around()).unwrap();
        assert_eq!(act(&mut circle, &secretary, end, &around()), Ok(0), "it is so already");
        for command in [assign(1, 1), Command::Lead(Some(person(1)))] {
            assert_eq!(act(&mut circle, &secretary, command, &around()), Err(Refusal::CircleOver));
        }
        act(&mut circle, &secretary, Command::Reopen, &around()).unwrap();
        assert!(circle.is_open());
    }
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        (0..6_u32, 0..14_u8).prop_map(|(part, meeting)| assign(part, meeting)),
        prop::option::of(0..8_u8).prop_map(|who| Command::Lead(who.map(person))),
        prop_oneof![Just(Command::Finish), Just(Command::Drop), Just(Command::Reopen)],
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_no_meeting_is_two_sessions_and_what_is_done_never_shrinks_as_meetings_are_held(
        asked in prop::collection::vec((0..3_u8, commands()), 0..60),
        held in prop::collection::vec(any::<bool>(), 10),
    ) {
        let (mut circle, around) = (begun(), around());
        for (who, command) in asked {
            let by = if who == 0 { by(Office::Secretary) } else { member(who) };
            let before = circle.clone();
            if act(&mut circle, &by, command, &around).is_err() {
                assert_eq!(circle, before, "a refusal changes nothing");
            }
        }
        assert!(circle.sessions.len() <= SESSIONS);
        let of = |one: &Session| circle.sessions.iter().filter(|other| other.meeting == one.meeting).count();
        assert!(circle.sessions.iter().all(|one| of(one) == 1), "{circle:?}");
        let mut meets = BTreeMap::new();
        let mut done = 0;
        for (meeting, held) in (1..).zip(held) {
            meets.insert(id(meeting), if held { Meets::Held } else { Meets::Ahead });
            let course = circle.course(3, &meets);
            assert!(course.done.len() >= done && course.next.is_none() == (course.done.len() == 3), "{course:?}");
            done = course.done.len();
        }
    }
}
