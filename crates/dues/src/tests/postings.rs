//! Postings: numbered, exact, taken back by postings of their own.

use book::CommandId;
use charter::{Refusal, Subject};
use proptest::prelude::{Strategy, prop, prop_oneof, proptest};

use super::{UNIT, act, act_in, around, book, by, chf, day, member, person, take, treasurer};
use crate::cash::{Around, Command, Fact, cash_of, year_of};
use crate::{AMOUNT, Cash, Money, SUM, Source, Use};

fn give(amount: i64, to: Use) -> Command {
    Command::Give { day: day("2026-02-01"), amount: Money::of(amount), to, text: None }
}

#[test]
fn the_first_posting_of_a_year_opens_its_book_with_what_the_one_before_ends_with() {
    let mut cash = Cash::default();
    let around = Around { before: Some(Money::of(700)), ..around() };
    let open = Command::Open { currency: None, carried: Some(Money::of(1)) };
    assert_eq!(act_in(&mut cash, &treasurer(), open, "2026-01-01", &around), Err(Refusal::CarriedOver));
    assert_eq!(act_in(&mut cash, &treasurer(), take(1, 500, "2026-01-02"), "2026-01-02", &around), Ok(2));
    assert_eq!((cash.opened.unwrap().carried, cash.balance(), cash.last()), (Money::of(700), Money::of(1_200), 1));
    // From then on the book before takes nothing more.
    let over = Around { is_over: true, ..around };
    let late = act_in(&mut book(), &treasurer(), take(1, 500, "2026-02-02"), "2026-02-02", &over);
    assert_eq!(late, Err(Refusal::CashClosed));
    let nowhere = Around { currency: None, ..Around { is_cell: true, ..super::around() } };
    let take = take(1, 500, "2026-01-02");
    assert_eq!(act_in(&mut Cash::default(), &treasurer(), take, "2026-01-02", &nowhere), Err(Refusal::NoCash));
}

#[test]
fn a_posting_is_of_the_year_of_its_book_of_somebody_known_and_not_of_tomorrow() {
    let mut cash = book();
    let refused = |cash: &mut Cash, command, today| act(cash, &treasurer(), command, today).unwrap_err();
    assert_eq!(refused(&mut cash, take(1, 500, "2025-12-31"), "2026-03-01"), Refusal::OtherYear);
    assert_eq!(refused(&mut cash, take(1, 500, "2026-03-02"), "2026-03-01"), Refusal::NotYet);
    assert_eq!(refused(&mut cash, take(9, 500, "2026-03-01"), "2026-03-01"), Refusal::NotOnTheRoll);
    assert_eq!(refused(&mut cash, give(3_001, Use::Spent), "2026-03-01"), Refusal::NotInTheCash);
    for amount in [0, -1, AMOUNT + 1, i64::MIN, i64::MAX] {
        assert_eq!(refused(&mut cash, take(1, amount, "2026-03-01"), "2026-03-01"), Refusal::NotAnAmount);
    }
    assert_eq!(cash, book());
}

#[test]
fn only_whoever_keeps_the_cash_puts_something_down() {
    let mut cash = book();
    for office in charter::Office::ALL {
        let may = act(&mut cash, &by(office, 1), take(1, 500, "2026-02-02"), "2026-02-02").is_ok();
        let keeps = matches!(office, charter::Office::Treasurer | charter::Office::Secretary);
        assert_eq!(may, keeps, "{office:?}");
    }
    assert_eq!(act(&mut cash, &member(1, 1), take(1, 500, "2026-02-02"), "2026-02-02"), Err(Refusal::NoSuchTerm));
}

#[test]
fn what_is_taken_back_stands_in_the_book_with_what_takes_it_back() {
    let mut cash = book();
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(2), "2026-02-03"), Ok(1));
    assert_eq!((cash.balance(), cash.last()), (Money::of(2_000), 4));
    assert_eq!(cash.posting(2).unwrap().paid(), None);
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(2), "2026-02-03"), Ok(0), "it is so already");
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(4), "2026-02-03"), Err(Refusal::NoPosting));
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(0), "2026-02-03"), Err(Refusal::NoPosting));
    assert_eq!(act(&mut cash, &treasurer(), Command::Reverse(99), "2026-02-03"), Err(Refusal::NoPosting));
    let id = CommandId([3; 16]);
    assert_eq!(act(&mut cash, &treasurer(), Command::TakeBack(id), "2026-02-03"), Ok(1));
    assert_eq!((cash.balance(), cash.posting(3).unwrap().reversed), (Money::of(1_000), Some(5)));
}

#[test]
fn two_who_put_down_the_same_payment_at_once_put_it_down_once() {
    let mut cash = book();
    let seen = |seen| Command::Take {
        day: day("2026-02-02"),
        amount: Money::of(500),
        from: Source::Dues(person(4)),
        text: None,
        seen: Some(seen),
    };
    assert_eq!(act(&mut cash, &treasurer(), seen(3), "2026-02-02"), Ok(1));
    let secretary = by(charter::Office::Secretary, 2);
    assert_eq!(act(&mut cash, &secretary, seen(3), "2026-02-02"), Err(Refusal::Changed), "from the page before");
    assert_eq!(act(&mut cash, &secretary, seen(4), "2026-02-02"), Ok(1), "a second payment, which was meant");
    // Different people at once: both stand, one after the other.
    assert_eq!(act(&mut cash, &secretary, take(5, 500, "2026-02-02"), "2026-02-02"), Ok(1));
    assert_eq!(cash.postings.iter().map(|posting| posting.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_fact_that_an_altered_program_made_up_does_not_pass() {
    let cash = book();
    let took =
        |number, on: &str, amount| Fact::Took { number, day: day(on), amount: Money::of(amount), from: Source::Gift };
    let may = |fact| cash.may(&treasurer(), &fact);
    assert_eq!(may(took(5, "2026-03-01", 1)), Err(Refusal::Changed), "a gap");
    assert_eq!(may(took(3, "2026-03-01", 1)), Err(Refusal::Changed), "a number twice");
    assert_eq!(may(took(4, "2025-03-01", 1)), Err(Refusal::OtherYear));
    assert_eq!(may(took(4, "2026-03-01", i64::MIN)), Err(Refusal::NotAnAmount));
    let opened = |minor| Fact::Opened { year: 2026, currency: chf(), carried: Money::of(minor) };
    assert_eq!(may(opened(0)), Err(Refusal::Exists));
    assert_eq!(Cash::default().may(&treasurer(), &opened(SUM + 1)), Err(Refusal::NotAnAmount));
    assert_eq!(Cash::default().may(&treasurer(), &took(1, "2026-03-01", 1)), Err(Refusal::NoCash));
    assert_eq!(may(Fact::Said(2, "other words".into())), Err(Refusal::TooLong), "only of what is put down with it");
}

#[test]
fn each_year_of_each_unit_has_a_book_of_its_own() {
    let other = book::UnitId([8; 32]);
    for year in [1, 1999, 2026, 9_999] {
        assert_eq!(year_of(UNIT, cash_of(UNIT, year)), Some(year));
        assert_eq!(year_of(other, cash_of(UNIT, year)), None);
    }
    assert_ne!(cash_of(UNIT, 2026), cash_of(UNIT, 2027));
}

fn commands() -> impl Strategy<Value = Command> {
    let amount = prop_oneof![1..2_000_i64, proptest::strategy::Just(0), AMOUNT - 5..AMOUNT + 5];
    let to = prop_oneof![
        proptest::strategy::Just(Use::Above),
        proptest::strategy::Just(Use::Spent),
        (1..7_u8).prop_map(|who| Use::Back(person(who))),
    ];
    prop_oneof![
        (1..7_u8, amount.clone()).prop_map(|(who, amount)| take(who, amount, "2026-02-01")),
        (to, amount).prop_map(|(to, amount)| give(amount, to)),
        (0..12_u32).prop_map(Command::Reverse),
        (0..12_u32, 0..4_000_i64).prop_map(|(upto, found)| Command::Count { upto, found: Money::of(found) }),
        (0..12_u32).prop_map(|upto| Command::Agree { upto }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_asked_numbers_run_without_a_gap_and_what_two_have_counted_stays(
        asked in prop::collection::vec((1..4_u8, commands()), 0..60),
    ) {
        let mut cash = book();
        for (who, command) in asked {
            let by = if matches!(command, Command::Agree { .. }) { member(who, who + 10) } else { by(charter::Office::Secretary, who) };
            let before = cash.clone();
            if act(&mut cash, &by, command, "2026-02-05").is_err() {
                assert_eq!(cash, before, "a refusal changes nothing");
            }
            assert!(cash.postings.iter().zip(1..).all(|(posting, number)| posting.number == number));
            let closed = before.closed().map_or(0, |count| count.upto) as usize;
            assert_eq!(cash.postings[..closed], before.postings[..closed]);
            let sum = cash.postings.iter().map(|posting| i128::from(posting.amount.minor)).sum::<i128>();
            assert_eq!(i128::from(cash.balance().minor), sum, "exact");
            let standing = cash.postings.iter().filter(|posting| posting.stands()).map(|posting| posting.amount).sum();
            assert_eq!(cash.balance(), standing, "what is taken back and what takes it back come to nothing");
        }
    }
}
