//! Minutes: written, written anew, confirmed by two who were there; and meetings that are cancelled.

use book::Text;
use charter::{Office, Refusal, Subject};

use super::{act, at, by, cancel, confirm, evening, hold, minute, roll, set, was_held, was_minuted, was_set};
use crate::subject::DECISIONS;
use crate::{Command, Fact, MINUTES_BYTES, Meeting};

#[test]
fn minutes_keep_the_time_at_which_they_were_first_written() {
    let mut meeting = was_minuted();
    act(&mut meeting, minute(1), &roll(8, 5), evening(5)).unwrap();
    assert_eq!((meeting.minuted, meeting.versions, meeting.decisions), (Some(evening(2)), 2, 1));
}

#[test]
fn minutes_from_a_stale_version_are_refused() {
    let mut meeting = was_minuted();
    for stale in [0, 2, u32::MAX] {
        assert_eq!(act(&mut meeting, minute(stale), &roll(8, 5), evening(3)), Err(Refusal::Changed), "{stale}");
    }
    assert!(act(&mut meeting, minute(1), &roll(8, 5), evening(3)).is_ok());
}

#[test]
fn a_stale_version_is_set_aside_whoever_wrote_it() {
    let minuted = |version| was_minuted().may(&by(Office::Secretary), &Fact::Minuted { decisions: 0, version });
    assert_eq!([minuted(0), minuted(1)], [Err(Refusal::Changed), Ok(())]);
}

#[test]
fn a_meeting_that_was_not_held_has_no_minutes() {
    assert_eq!(act(&mut was_set(), minute(0), &roll(8, 0), evening(2)), Err(Refusal::NotHeld));
    assert_eq!(act(&mut was_set(), confirm(0, 1), &roll(8, 0), evening(2)), Err(Refusal::NotHeld));
    assert_eq!(act(&mut was_held(), confirm(0, 1), &roll(8, 5), evening(2)), Err(Refusal::NoMinutes));
}

#[test]
fn minutes_past_a_limit_are_refused() {
    let minutes = |text: usize, decisions: usize| Command::Minute {
        from: 0,
        text: Text("m".repeat(text)),
        decisions: vec!["We go on.".into(); decisions],
    };
    assert!(act(&mut was_held(), minutes(MINUTES_BYTES, DECISIONS), &roll(8, 5), evening(2)).is_ok());
    for long in [minutes(MINUTES_BYTES + 1, 0), minutes(0, DECISIONS + 1)] {
        assert_eq!(act(&mut was_held(), long, &roll(8, 5), evening(2)), Err(Refusal::TooLong));
    }
}

#[test]
fn two_different_people_who_were_there_confirm() {
    let mut meeting = was_minuted();
    for (one, other) in [(1, 1), (0, 5), (5, 0), (6, 7)] {
        let refused = act(&mut meeting, confirm(one, other), &roll(8, 5), evening(3));
        assert_eq!(refused, Err(Refusal::TwoWhoWereThere), "{one} and {other}");
    }
    act(&mut meeting, confirm(0, 4), &roll(8, 5), evening(3)).unwrap();
    assert_eq!(meeting.confirmed, Some(evening(3)));
}

#[test]
fn where_the_list_of_those_present_is_erased_nobody_can_confirm() {
    assert_eq!(act(&mut was_minuted(), confirm(0, 1), &roll(8, 0), evening(3)), Err(Refusal::TwoWhoWereThere));
}

#[test]
fn minutes_are_confirmed_once_and_then_stay_as_they_are() {
    let mut meeting = was_minuted();
    act(&mut meeting, confirm(0, 1), &roll(8, 5), evening(3)).unwrap();
    assert_eq!(act(&mut meeting, confirm(2, 3), &roll(8, 5), evening(4)), Ok(vec![]));
    assert_eq!(meeting.confirmed, Some(evening(3)));
    assert_eq!(act(&mut meeting, minute(1), &roll(8, 5), evening(4)), Err(Refusal::AlreadyConfirmed));
    assert_eq!(meeting.may(&by(Office::Secretary), &Fact::Confirmed), Err(Refusal::AlreadyConfirmed));
}

#[test]
fn a_meeting_is_cancelled_once_and_with_a_reason() {
    let mut meeting = was_set();
    let facts = act(&mut meeting, cancel(), &roll(8, 0), evening(0)).unwrap();
    assert_eq!(facts, [Fact::Cancelled, Fact::Because("Snow.".into())]);
    assert_eq!(act(&mut meeting, cancel(), &roll(8, 0), evening(0)), Ok(vec![]));
}

#[test]
fn what_was_never_set_is_not_cancelled() {
    assert_eq!(act(&mut Meeting::default(), cancel(), &roll(8, 0), evening(0)), Err(Refusal::NotSet));
}

#[test]
fn a_cancelled_meeting_is_neither_held_nor_set_anew() {
    let mut meeting = was_set();
    act(&mut meeting, cancel(), &roll(8, 0), evening(0)).unwrap();
    let past = Command::Record { at: at(1), title: None, code: None, bulk: false };
    // For the same time too: it would be wrong to say that it is so already.
    for command in [hold(5), set(1), set(2), past] {
        let refused = act(&mut meeting, command.clone(), &roll(8, 0), evening(3));
        assert_eq!(refused, Err(Refusal::Cancelled), "{command:?}");
    }
}

#[test]
fn only_who_writes_the_record_writes_down_meetings() {
    let facts = [
        (Meeting::default(), Fact::Set(at(1))),
        (was_set(), Fact::Held { at: at(1), present: None, code: None, bulk: false }),
        (was_set(), Fact::Cancelled),
        (was_held(), Fact::Minuted { decisions: 0, version: 0 }),
        (was_minuted(), Fact::Confirmed),
        (was_minuted(), Fact::Titled("Dues".into())),
        (was_minuted(), Fact::Because("Snow.".into())),
    ];
    for (meeting, fact) in facts {
        let allowed = Office::ALL.map(|office| meeting.may(&by(office), &fact).is_ok());
        assert_eq!(allowed, [true, true, false, true, false], "{fact:?}");
    }
}

#[test]
fn something_is_taken_out_of_minutes_even_when_they_are_confirmed_and_nothing_that_counts_changes() {
    let redacted = |from, text: &str, decided: &[&str]| Command::Redact {
        from,
        text: text.into(),
        decisions: decided.iter().map(|decided| (*decided).into()).collect(),
    };
    let redact = |from| redacted(from, "We […].", &["We go on."]);
    assert_eq!(act(&mut was_held(), redact(0), &roll(8, 5), evening(3)), Err(Refusal::NoMinutes));
    let mut meeting = was_minuted();
    act(&mut meeting, confirm(0, 4), &roll(8, 5), evening(3)).unwrap();
    let before = meeting.clone();
    assert_eq!(act(&mut meeting, redact(0), &roll(8, 5), evening(4)), Err(Refusal::Changed));
    // Nothing is said by it that was not said before.
    for (text, decided) in [
        ("We met, and quarrelled.", &["We go on."][..]),
        ("They met.", &["We go on."]),
        ("[…] met. […] more", &["We go on."]),
        ("We met.", &["We stop."]),
        ("We met.", &[]),
        ("We met.", &["We go on.", "And more."]),
    ] {
        let refused = act(&mut meeting, redacted(1, text, decided), &roll(8, 5), evening(4));
        assert_eq!(refused, Err(Refusal::OnlyTakenOut), "{text} {decided:?}");
    }
    for (text, decided) in [("[…]", ["[…]"]), ("We […]t.", ["We go […]"]), ("We met.[…]", ["We […] on."])] {
        assert!(act(&mut meeting.clone(), redacted(1, text, &decided), &roll(8, 5), evening(4)).is_ok(), "{text}");
    }
    act(&mut meeting, redact(1), &roll(8, 5), evening(4)).unwrap();
    assert_eq!(meeting, Meeting { versions: 2, redacted: Some(evening(4)), ..before });
    let redacted = Fact::Redacted { version: 2 };
    assert_eq!(meeting.may(&by(Office::Treasurer), &redacted), Err(Refusal::NotYours));
    assert_eq!(meeting.may(&by(Office::Secretary), &Fact::Redacted { version: 1 }), Err(Refusal::Changed));
}
