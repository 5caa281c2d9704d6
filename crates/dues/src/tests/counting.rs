//! Counting: two people close what stands before.

use charter::{Office, Refusal};
use rusqlite::types::Value;

use super::{act, book, by, day, member, person, take, treasurer};
use crate::cash::Command;
use crate::{CASH, Cash, Money, Source};

fn count(upto: u32, found: i64) -> Command {
    Command::Count { upto, found: Money::of(found) }
}

fn counted() -> Cash {
    let mut cash = book();
    act(&mut cash, &treasurer(), count(3, 2_950), "2026-02-10").unwrap();
    cash
}

#[test]
fn what_was_counted_and_what_the_book_says_stand_side_by_side() {
    let cash = counted();
    let waiting = cash.waiting().unwrap();
    assert_eq!((waiting.found, cash.balance_at(waiting.upto)), (Money::of(2_950), Money::of(3_000)));
    assert_eq!(cash.closed(), None);
    let mut cash = cash;
    assert_eq!(act(&mut cash, &treasurer(), count(2, 2_950), "2026-02-10"), Err(Refusal::Changed), "not what they saw");
    assert_eq!(act(&mut cash, &treasurer(), count(3, -1), "2026-02-10"), Err(Refusal::NotAnAmount));
    assert_eq!(act(&mut cash, &treasurer(), count(3, 3_000), "2026-02-11"), Ok(1), "counted once more");
    assert_eq!((cash.counts.len(), cash.waiting().unwrap().found), (1, Money::of(3_000)));
    assert_eq!(act(&mut Cash::default(), &treasurer(), count(0, 0), "2026-02-11"), Err(Refusal::NoCash));
}

#[test]
fn what_two_have_counted_is_closed_and_what_was_wrong_is_put_right_afterwards() {
    let mut cash = counted();
    assert_eq!(act(&mut cash, &member(2, 2), Command::Agree { upto: 3 }, "2026-02-10"), Ok(1));
    assert_eq!(cash.closed().map(|count| count.upto), Some(3));
    assert_eq!(act(&mut cash, &member(3, 3), Command::Agree { upto: 3 }, "2026-02-10"), Ok(0), "it is so already");
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(2), "2026-02-11"), Err(Refusal::CashClosed));
    let early = take(1, 500, "2026-02-09");
    assert_eq!(act(&mut cash, &treasurer(), early, "2026-02-11"), Err(Refusal::CashClosed), "a day that was counted");
    let less = Command::Give {
        day: day("2026-02-11"),
        amount: Money::of(50),
        to: crate::Use::Difference,
        text: Some("Nobody knows".into()),
    };
    assert_eq!(act(&mut cash, &treasurer(), less, "2026-02-11"), Ok(2));
    assert_eq!(cash.balance(), Money::of(2_950));
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(4), "2026-02-11"), Ok(1), "that is still open");
}

#[test]
fn the_one_who_counted_is_not_the_second_under_another_account_or_office() {
    // The treasurer is the first person, by the first account.
    let mut cash = counted();
    let agree = || Command::Agree { upto: 3 };
    assert_eq!(act(&mut cash, &member(1, 1), agree(), "2026-02-10"), Err(Refusal::TwoPeople), "the same account");
    assert_eq!(act(&mut cash, &member(1, 9), agree(), "2026-02-10"), Err(Refusal::TwoPeople), "another account");
    let other = charter::By {
        voice: charter::Voice { person: Some(person(1)), ..by(Office::Secretary, 8).voice },
        ..by(Office::Secretary, 8)
    };
    assert_eq!(act(&mut cash, &other, agree(), "2026-02-10"), Err(Refusal::TwoPeople), "another office");
    let unknown = charter::By { voice: charter::Voice { account: None, ..member(2, 2).voice }, ..member(2, 2) };
    assert_eq!(act(&mut cash, &unknown, agree(), "2026-02-10"), Err(Refusal::NotYours), "no account");
    assert_eq!(act(&mut cash, &member(9, 9), agree(), "2026-02-10"), Err(Refusal::NotOnTheRoll));
    assert_eq!(act(&mut cash, &member(2, 2), Command::Agree { upto: 2 }, "2026-02-10"), Err(Refusal::Changed));
    assert_eq!(act(&mut book(), &member(2, 2), agree(), "2026-02-10"), Err(Refusal::NotCounted));
}

#[test]
fn an_officer_names_the_second_one_only_where_that_one_has_no_account() {
    let mut cash = counted();
    let confirm = |who| Command::Confirm { upto: 3, by: person(who) };
    assert_eq!(act(&mut cash, &treasurer(), confirm(2), "2026-02-10"), Err(Refusal::TheirOwnCount));
    assert_eq!(act(&mut cash, &treasurer(), confirm(9), "2026-02-10"), Err(Refusal::NotOnTheRoll));
    assert_eq!(act(&mut cash, &member(2, 2), confirm(4), "2026-02-10"), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut cash, &treasurer(), confirm(4), "2026-02-10"), Ok(2));
    assert_eq!((cash.closed().map(|count| count.upto), cash.closed().unwrap().second), (Some(3), None));
}

#[test]
fn after_new_year_the_old_book_is_counted_as_of_its_last_day() {
    let mut cash = book();
    assert_eq!(act(&mut cash, &treasurer(), count(3, 3_000), "2027-01-04"), Ok(1));
    assert_eq!(cash.waiting().unwrap().day, day("2026-12-31"));
    let gift =
        Command::Take { day: day("2027-01-04"), amount: Money::of(1), from: Source::Gift, text: None, seen: None };
    assert_eq!(act(&mut cash, &treasurer(), gift, "2027-01-04"), Err(Refusal::OtherYear));
}

/// A look at the week asks these columns, and no posting.
#[test]
fn what_is_listed_of_a_cash_book_tells_whether_it_is_worth_counting() {
    let row = |cash: &Cash| (CASH.row)(cash);
    let number = |of: i64| Value::Integer(of);
    let on = |text: &str| number(day(text).0.into());
    assert_eq!(row(&Cash::default()), [], "no book is in no list");
    assert_eq!(row(&book()), [number(2026), Value::Null, on("2026-01-05"), number(3)]);
    let mut cash = counted();
    assert_eq!(row(&cash), [number(2026), on("2026-02-10"), on("2026-01-05"), number(0)]);
    act(&mut cash, &treasurer(), take(1, 500, "2026-02-12"), "2026-02-12").unwrap();
    assert_eq!(row(&cash), [number(2026), on("2026-02-10"), on("2026-01-05"), number(1)]);
}
