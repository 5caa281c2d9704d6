//! Minutes: written, written anew, confirmed by two who were there; and meetings that are cancelled.

use book::{AccountId, Actor, Text};
use charter::{By, Office, Refusal, Stamp, Subject, Voice};

use super::{
    act, at, by, cancel, confirm, evening, hold, minute, person, roll, set, stamp, was_held, was_minuted, was_set,
};
use crate::subject::DECISIONS;
use crate::{Command, Fact, MINUTES_BYTES, Meeting, Roll};

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

/// Somebody says yes by an account of theirs.
fn agree(meeting: &mut Meeting, of: u8, account: u8, roll: &Roll) -> Result<usize, Refusal> {
    let version = meeting.versions;
    agree_to(meeting, version, (of, account), roll)
}

fn agree_to(meeting: &mut Meeting, version: u32, (of, account): (u8, u8), roll: &Roll) -> Result<usize, Refusal> {
    let voice = Voice { actor: [of; 16], account: Some(AccountId([account; 16])), person: Some(person(of)) };
    let stamp = Stamp { voice, ..stamp(evening(3)) };
    let facts = meeting.decide(Command::Agree(version), roll, &stamp)?;
    let by = By { voice, ..By::nobody(Actor::Person(person(of))) };
    for fact in &facts {
        meeting.may(&by, fact)?;
        meeting.apply(fact.clone(), &stamp);
    }
    Ok(facts.len())
}

#[test]
fn two_who_were_there_confirm_by_their_own_accounts_and_one_with_two_accounts_is_not_two() {
    let (mut meeting, roll) = (was_minuted(), roll(8, 5));
    assert_eq!(agree(&mut meeting, 6, 6, &roll), Err(Refusal::TwoWhoWereThere), "they were not there");
    assert_eq!(agree(&mut meeting, 1, 1, &roll), Ok(1));
    assert_eq!(meeting.confirmed, None);
    assert_eq!(agree(&mut meeting, 1, 1, &roll), Err(Refusal::TwoPeople));
    assert_eq!(agree(&mut meeting, 1, 2, &roll), Err(Refusal::TwoPeople), "another account of the same person");
    assert_eq!(agree(&mut meeting, 2, 1, &roll), Err(Refusal::TwoPeople), "another name at the same account");
    assert_eq!(agree(&mut meeting, 2, 2, &roll), Ok(1));
    assert_eq!(meeting.confirmed, Some(evening(3)));
    assert_eq!(agree(&mut meeting, 3, 3, &roll), Ok(0), "it is so already");
}

#[test]
fn a_word_without_an_account_is_nobodys_own() {
    let meeting = was_minuted();
    assert_eq!(meeting.may(&by(Office::Secretary), &Fact::Agreed(1)), Err(Refusal::NotYours));
    let seat = Voice { account: Some(AccountId([1; 16])), ..Voice::default() };
    assert_eq!(meeting.may(&By { voice: seat, ..by(Office::Secretary) }, &Fact::Agreed(1)), Err(Refusal::NotYours));
}

#[test]
fn who_agreed_to_minutes_did_not_agree_to_what_is_written_in_their_place() {
    let (mut meeting, roll) = (was_minuted(), roll(8, 5));
    agree(&mut meeting, 1, 1, &roll).unwrap();
    act(&mut meeting, minute(1), &roll, evening(4)).unwrap();
    assert_eq!(agree_to(&mut meeting, 1, (2, 2), &roll), Err(Refusal::Changed), "they read what stood there before");
    assert_eq!(agree(&mut meeting, 2, 2, &roll), Ok(1));
    assert_eq!(meeting.confirmed, None);
}

#[test]
fn an_officer_speaks_for_nobody_who_signs_in_here() {
    let accounts = [person(0), person(1)].into();
    let roll = Roll { accounts, ..roll(8, 5) };
    let mut meeting = was_minuted();
    assert_eq!(act(&mut meeting, confirm(0, 4), &roll, evening(3)), Err(Refusal::TheirOwnWord));
    assert!(act(&mut meeting.clone(), confirm(2, 4), &roll, evening(3)).is_ok(), "neither has an account");
    agree(&mut meeting, 0, 1, &roll).unwrap();
    assert!(act(&mut meeting, confirm(0, 4), &roll, evening(3)).is_ok(), "the one has said so");
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
