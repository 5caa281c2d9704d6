//! Letters: each goes out once, waits ever longer where it must, and leaves nothing behind.

use book::{PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};

use super::{HOUR, NOW, accounts, viewer};
use crate::{Accounts, Letter, MAIL_TRIES, Opens, Outcome};

const UNIT: UnitId = UnitId([7; 32]);
const ADA: PersonId = PersonId(SubjectId([1; 16]));
const LETTER: Letter = Letter { unit: UNIT, person: ADA, what: "week", day: Day(100) };

fn begin(accounts: &Accounts, now: i64, seed: u8) -> Option<String> {
    accounts.begin_letter(&LETTER, Moment(now), [seed; 16]).unwrap()
}

#[test]
fn a_letter_is_taken_in_hand_once_by_one_of_many() {
    let (dir, first) = accounts();
    let others = (0..8).map(|_| Accounts::open(dir.path()).unwrap()).collect::<Vec<_>>();
    let won = std::thread::scope(|scope| {
        let tries = others.iter().zip(1..).map(|(one, seed)| scope.spawn(move || begin(one, 0, seed)));
        let tries = tries.collect::<Vec<_>>().into_iter();
        tries.filter_map(|one| one.join().unwrap()).count()
    });
    assert_eq!(won, 1);
    // A machine that breaks off here may have sent it: it is not sent again.
    assert_eq!(begin(&Accounts::open(dir.path()).unwrap(), 100 * HOUR, 20), None);
    assert!(!first.is_letter_due(&LETTER, Moment(100 * HOUR)).unwrap());
    first.end_letter(&LETTER, Outcome::Sent, NOW).unwrap();
    assert_eq!(begin(&first, 100 * HOUR, 21), None);
    let next = Letter { day: Day(107), ..LETTER };
    assert!(first.begin_letter(&next, NOW, [22; 16]).unwrap().is_some());
}

#[test]
fn a_letter_that_has_to_wait_waits_longer_each_time_and_is_given_up() {
    let (_dir, accounts) = accounts();
    let mut now = 0;
    for (seed, hours) in (1..).zip([1, 4, 12]) {
        assert!(begin(&accounts, now, seed).is_some());
        accounts.end_letter(&LETTER, Outcome::Waits, Moment(now)).unwrap();
        assert_eq!(accounts.delivered().unwrap()[0].outcome, Outcome::Waits);
        now += hours * HOUR;
        assert!(!accounts.is_letter_due(&LETTER, Moment(now - 1)).unwrap());
        assert!(accounts.is_letter_due(&LETTER, Moment(now)).unwrap());
        assert_eq!(begin(&accounts, now - 1, 100), None, "it waits {hours} hours");
    }
    assert!(begin(&accounts, now, 9).is_some());
    accounts.end_letter(&LETTER, Outcome::Waits, Moment(now)).unwrap();
    let line = accounts.delivered().unwrap().remove(0);
    assert_eq!((line.outcome, line.tries), (Outcome::GivenUp, MAIL_TRIES));
    assert_eq!(begin(&accounts, now + 1_000 * HOUR, 99), None);
}

#[test]
fn whose_address_is_refused_is_sent_no_more_until_they_ask_anew() {
    let (_dir, accounts) = accounts();
    accounts.want_mail(UNIT, ADA, true, NOW).unwrap();
    assert_eq!(accounts.all_who_want_mail().unwrap().len(), 1);
    begin(&accounts, 0, 1);
    accounts.end_letter(&LETTER, Outcome::AddressRefused, Moment(5)).unwrap();
    assert_eq!(accounts.all_who_want_mail().unwrap(), []);
    let wanted = accounts.wants_mail(UNIT, ADA).unwrap().unwrap();
    assert_eq!((wanted.refused, wanted.named), (Some(Moment(5)), true));
    accounts.want_mail(UNIT, ADA, false, Moment(9)).unwrap();
    assert_eq!(accounts.all_who_want_mail().unwrap().len(), 1);
}

#[test]
fn the_token_of_a_letter_ends_the_letters_of_whoever_got_it_and_opens_nothing_else() {
    let (_dir, accounts) = accounts();
    let token = begin(&accounts, 0, 1).unwrap();
    assert_eq!(accounts.mail_of(&token).unwrap(), Some((UNIT, ADA)));
    for nothing in ["", "x", &token[1..], &"0".repeat(32)] {
        assert_eq!(accounts.mail_of(nothing).unwrap(), None);
    }
    assert_eq!(accounts.personally(&token, Opens::Mine, NOW).unwrap(), None);
    assert_eq!(accounts.personally(&token, Opens::Calendar, NOW).unwrap(), None);
    assert_eq!(accounts.invited(&token, NOW).unwrap(), None);
}

#[test]
fn a_link_of_somebodys_own_opens_what_it_is_for_and_ends_alone() {
    let (_dir, accounts) = accounts();
    let link = |opens, seed| accounts.personal(UNIT, ADA, opens, NOW, [seed; 16]).unwrap();
    let (mine, calendar) = (link(Opens::Mine, 1), link(Opens::Calendar, 2));
    assert_eq!(accounts.personally(&mine, Opens::Mine, NOW).unwrap(), Some(viewer(1)));
    assert_eq!(accounts.personally(&calendar, Opens::Calendar, NOW).unwrap(), Some(viewer(1)));
    assert_eq!(accounts.personally(&mine, Opens::Calendar, NOW).unwrap(), None);
    assert_eq!(accounts.personally(&calendar, Opens::Mine, NOW).unwrap(), None);
    accounts.end_personal(UNIT, ADA, Opens::Calendar).unwrap();
    assert_eq!(accounts.personally(&calendar, Opens::Calendar, NOW).unwrap(), None);
    assert_eq!(accounts.personally(&mine, Opens::Mine, NOW).unwrap(), Some(viewer(1)));
}

#[test]
fn who_is_forgotten_leaves_no_line_and_old_lines_go() {
    let (_dir, accounts) = accounts();
    accounts.want_mail(UNIT, ADA, true, NOW).unwrap();
    accounts.personal(UNIT, ADA, Opens::Calendar, NOW, [3; 16]).unwrap();
    begin(&accounts, 0, 1);
    let other = Letter { person: PersonId(SubjectId([2; 16])), ..LETTER };
    accounts.begin_letter(&other, NOW, [4; 16]).unwrap();
    accounts.forget(UNIT, ADA).unwrap();
    assert_eq!(accounts.wants_mail(UNIT, ADA).unwrap(), None);
    assert_eq!(accounts.has_personal(UNIT, ADA, Opens::Calendar, NOW).unwrap(), None);
    assert_eq!((accounts.delivered_to(UNIT, ADA).unwrap().len(), accounts.delivered().unwrap().len()), (0, 1));
    accounts.forget_delivered(Day(100)).unwrap();
    assert_eq!(accounts.delivered().unwrap().len(), 1, "its own day is kept");
    accounts.forget_delivered(Day(101)).unwrap();
    assert_eq!(accounts.delivered().unwrap(), []);
}

#[test]
fn letters_are_offered_for_five_weeks_after_a_day_s_end_had_a_mail_server() {
    let (_dir, accounts) = accounts();
    assert_eq!(accounts.mails_from(NOW).unwrap(), None);
    accounts.mails("week@mail.example", NOW).unwrap();
    let after = |days: i64| accounts.mails_from(Moment(days * 24 * HOUR)).unwrap();
    assert_eq!((after(35).as_deref(), after(36)), (Some("week@mail.example"), None));
}
