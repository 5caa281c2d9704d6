//! The first four weeks in an office, without a book: a day and what is held go in, steps come out.

use std::collections::BTreeSet;

use charter::Office;
use charter::calendar::Day;
use proptest::prelude::{Strategy, any, prop, proptest};
use sward::beginning::{self, Book, DAYS, Held, Path, What};

const BEGAN: Day = Day(20_000);

fn path(day: i32, book: &Book) -> Path {
    Path::of(Office::Secretary, BEGAN, BEGAN.plus(day), book)
}

fn next(day: i32, book: &Book) -> Option<What> {
    path(day, book).next().map(|step| step.what)
}

#[test]
fn what_is_next_is_the_first_that_the_book_does_not_hold_yet() {
    let mut book = Book::default();
    assert_eq!(next(0, &book), Some(What::Keys));
    book.second_key = true;
    assert_eq!(next(0, &book), Some(What::SetMeeting));
    book.set.push(BEGAN.plus(9));
    assert_eq!(next(6, &book), None, "the week's own is done, and the next week comes by itself");
    book.contacts = vec![BTreeSet::new(), [BEGAN.plus(3)].into()];
    assert_eq!(next(7, &book), Some(What::CallAll));
    book.contacts[0].insert(BEGAN.plus(8));
    assert_eq!(next(8, &book), Some(What::Minutes));
    book.held.push(Held { day: BEGAN.plus(9), minuted: true, confirmed: false });
    assert_eq!(next(13, &book), None);
    assert_eq!(next(14, &book), Some(What::Agree));
    book.held[0].confirmed = true;
    assert_eq!(next(14, &book), Some(What::Share));
    book.shared.push(BEGAN.plus(15));
    assert_eq!(next(15, &book), None, "without a cash book there is nothing to count");
    book.cash_book = true;
    assert_eq!(next(15, &book), Some(What::Count));
    book.counted.push(BEGAN.plus(16));
    assert_eq!(next(21, &book), Some(What::Deputy));
    book.deputy = true;
    assert_eq!(next(21, &book), Some(What::Page));
    book.page = true;
    assert_eq!(next(21, &book), Some(What::Hours));
    book.told.push(BEGAN.month());
    assert_eq!(next(27, &book), None);
}

#[test]
fn what_was_done_before_the_term_began_is_another_s_and_a_call_to_come_is_no_call() {
    let before = BEGAN.plus(-1);
    let book = Book {
        held: vec![Held { day: before, minuted: true, confirmed: true }],
        shared: vec![before],
        cash_book: true,
        counted: vec![before],
        contacts: vec![[before].into(), [BEGAN.plus(30)].into()],
        set: vec![before],
        ..Book::default()
    };
    let path = path(20, &book);
    let done = path.weeks.iter().flatten().filter(|step| step.done).count();
    assert_eq!(done, 0, "{path:?}");
    let calls = path.weeks[1].iter().find(|step| step.what == What::CallAll).unwrap();
    assert_eq!(calls.part, Some((0, 2)));
}

#[test]
fn a_meeting_that_was_set_and_missed_is_not_set_any_more() {
    let book = Book { second_key: true, set: vec![BEGAN.plus(3)], ..Book::default() };
    assert_eq!(next(3, &book), None);
    assert_eq!(next(4, &book), Some(What::SetMeeting));
}

#[test]
fn nothing_is_told_before_the_term_or_after_four_weeks() {
    let book = Book::default();
    assert_eq!(
        [-1, 0, 6, 7, 27, DAYS].map(|day| path(day, &book).week),
        [None, Some(1), Some(1), Some(2), Some(4), None]
    );
    assert_eq!((next(-1, &book), next(DAYS, &book)), (None, None));
    assert_eq!(path(DAYS, &book).weeks.len(), 4, "it can be read all the same");
}

#[test]
fn the_treasurer_has_a_short_path_of_the_cash() {
    let treasurer = |day: i32, book: &Book| Path::of(Office::Treasurer, BEGAN, BEGAN.plus(day), book);
    let mut book = Book::default();
    assert!(treasurer(0, &book).weeks.iter().all(|week| week.len() == 1));
    assert_eq!(treasurer(0, &book).next().map(|step| step.what), Some(What::CashBook));
    book.cash_book = true;
    assert_eq!(treasurer(7, &book).next().map(|step| step.what), Some(What::Count));
    book.counted.push(BEGAN);
    assert_eq!(treasurer(14, &book).next().map(|step| step.what), Some(What::Settle));
}

fn books() -> impl Strategy<Value = Book> {
    let day = || (-40..40_i32).prop_map(|day| BEGAN.plus(day));
    let days = move || prop::collection::vec(day(), 0..4);
    let held =
        (day(), any::<bool>(), any::<bool>()).prop_map(|(day, minuted, confirmed)| Held { day, minuted, confirmed });
    let contacts = prop::collection::vec(prop::collection::btree_set(day(), 0..3), 0..5);
    let flags = prop::collection::vec(any::<bool>(), 5);
    (days(), prop::collection::vec(held, 0..4), contacts, days(), days(), flags).prop_map(
        |(set, held, contacts, shared, counted, flags)| Book {
            second_key: flags[0],
            cash_book: flags[1],
            settled: flags[2],
            deputy: flags[3],
            page: flags[4],
            told: vec![],
            set,
            held,
            contacts,
            shared,
            counted,
        },
    )
}

/// What one step looks at, and nothing else of the book.
fn only(what: What, of: &Book) -> Book {
    let (of, none) = (of.clone(), Book::default());
    match what {
        What::Keys => Book { second_key: of.second_key, ..none },
        What::SetMeeting => Book { set: of.set, held: of.held, ..none },
        What::Minutes | What::Agree => Book { held: of.held, ..none },
        What::CallAll => Book { contacts: of.contacts, ..none },
        What::Share => Book { shared: of.shared, ..none },
        What::Count => Book { counted: of.counted, ..none },
        What::Deputy => Book { deputy: of.deputy, ..none },
        What::Page => Book { page: of.page, ..none },
        What::Hours => Book { told: of.told, ..none },
        What::CashBook => Book { cash_book: of.cash_book, ..none },
        What::Settle => Book { settled: of.settled, ..none },
    }
}

proptest! {
    #[test]
    fn one_more_deed_never_undoes_a_step_and_what_is_next_is_never_done(book in books(), day in -5..40_i32) {
        let before = path(day, &book);
        let mut more = book.clone();
        let today = BEGAN.plus(day.max(0));
        more.held.push(Held { day: today, minuted: true, confirmed: true });
        more.contacts.iter_mut().for_each(|days| days.extend([today]));
        (more.shared, more.counted) = (vec![today], vec![today]);
        (more.second_key, more.deputy, more.page) = (true, true, true);
        let after = path(day.max(0), &more);
        for (before, after) in before.weeks.iter().flatten().zip(after.weeks.iter().flatten()) {
            assert_eq!(before.what, after.what);
            assert!(!before.done || after.done || day < 0, "{before:?} {after:?}");
        }
        for (path, day, book) in [(&before, day, &book), (&after, day.max(0), &more)] {
            // A book that is asked of one step at a time has the same next.
            for office in [Office::Secretary, Office::Treasurer] {
                let (whole, today) = (Path::of(office, BEGAN, BEGAN.plus(day), book), BEGAN.plus(day));
                let asked = beginning::next(office, BEGAN, today, book.cash_book, |what| {
                    Ok::<_, std::convert::Infallible>(only(what, book))
                });
                assert_eq!(asked, Ok(whole.next()));
            }
            assert!(path.next().is_none_or(|step| !step.done));
            assert!(path.weeks.iter().all(|week| (2..=4).contains(&week.len())));
        }
    }
}
