//! How much an office takes, and whose word that is.

use book::{AccountId, Actor, PersonId, SubjectId};
use charter::calendar::{Day, Month};
use charter::{By, Office, Private, Reach, Refusal, Stamp, Subject, Voice};
use proptest::prelude::{any, prop, proptest};

use crate::load::{BACK_MONTHS, Command, Fact, Holds, Hours, Load, MONTHS, MOST_QUARTERS, Work, quarters, shown};

const TODAY: Day = Day(20_000);

/// The holder, at an account of their own.
fn holder() -> By<'static> {
    let me = PersonId(SubjectId([1; 16]));
    let voice = Voice { account: Some(AccountId([1; 16])), person: Some(me), ..Voice::default() };
    By { own: true, voice, ..By::nobody(Actor::Person(me)) }
}

fn holds() -> Holds {
    Holds { offices: vec![Office::Secretary], ..Holds::default() }
}

fn tell(back: i32, calls: u16) -> Command {
    let hours = Private::new(&Hours { calls, ..Hours::default() }).unwrap();
    Command::Tell { month: TODAY.month().plus(-back), office: Office::Secretary, hours }
}

fn act(load: &mut Load, by: &By, command: Command, holds: &Holds) -> Result<usize, Refusal> {
    let stamp = Stamp { time: TODAY.start(), ..Stamp::default() };
    let facts = load.decide(command, holds, &stamp)?;
    let count = facts.len();
    for fact in facts {
        load.may(by, &fact)?;
        load.apply(fact, &stamp);
    }
    Ok(count)
}

#[test]
fn a_later_word_takes_the_place_of_the_one_before_and_can_be_taken_back() {
    let mut load = Load::default();
    assert_eq!(act(&mut load, &holder(), tell(0, 8), &holds()), Ok(1));
    assert_eq!(act(&mut load, &holder(), tell(0, 8), &holds()), Ok(0), "it is so already");
    assert_eq!(act(&mut load, &holder(), tell(0, 10), &holds()), Ok(1));
    let told = load.hours(TODAY.month()).unwrap();
    assert_eq!((told.0, told.1.calls, load.months.len()), (Office::Secretary, 10, 1));
    let back = || Command::TakeBack(TODAY.month());
    assert_eq!(act(&mut load, &holder(), back(), &holds()), Ok(1));
    assert_eq!(act(&mut load, &holder(), back(), &holds()), Ok(0));
    assert_eq!(load, Load::default());
}

#[test]
fn nobody_speaks_of_another_s_hours_and_nobody_without_an_account_is_spoken_for() {
    let secretary = Actor::Term { unit: Default::default(), office: "secretary", number: 1 };
    let officer = By { office: Some(Office::Secretary), reach: Reach::Here, ..By::nobody(secretary) };
    let above = By { office: Some(Office::Organiser), reach: Reach::Above, below: true, ..officer };
    let keeper = By { reach: Reach::Keeper, ..By::nobody(Actor::Keeper) };
    let other = By { own: false, ..holder() };
    let unattested = By { voice: Voice::default(), ..holder() };
    for by in [officer, above, keeper, other, unattested] {
        let fact =
            Fact::Told { month: Month(24_000), office: Office::Secretary, hours: Private::Open(Default::default()) };
        assert_eq!(Load::default().may(&by, &fact), Err(Refusal::NotYours), "{by:?}");
        let mut load = Load::default();
        act(&mut load, &holder(), tell(0, 4), &holds()).unwrap();
        assert_eq!(load.may(&by, &Fact::TakenBack(TODAY.month())), Err(Refusal::NotYours), "{by:?}");
    }
}

#[test]
fn it_is_said_of_an_office_that_one_holds_of_a_month_that_was_and_within_a_hundred_hours_a_kind() {
    let asked = |command, holds: &Holds| act(&mut Load::default(), &holder(), command, holds);
    assert_eq!(asked(tell(0, 4), &Holds::default()), Err(Refusal::NotInOffice));
    assert_eq!(asked(tell(-1, 4), &holds()), Err(Refusal::NotYet));
    assert_eq!(asked(tell(BACK_MONTHS, 4), &holds()), Err(Refusal::TooLongAgo));
    assert_eq!(asked(tell(BACK_MONTHS - 1, 4), &holds()), Ok(1));
    assert_eq!(asked(tell(0, MOST_QUARTERS), &holds()), Ok(1));
    assert_eq!(asked(tell(0, MOST_QUARTERS + 1), &holds()), Err(Refusal::TooManyHours));
    let open = Holds { open: vec![Office::Secretary], ..Holds::default() };
    assert_eq!(asked(tell(0, 4), &open), Ok(1), "the record does not tell whose the term is");
    let other = Holds { offices: vec![Office::Treasurer], ..Holds::default() };
    assert_eq!(asked(tell(0, 4), &other), Err(Refusal::NotInOffice));
    let office = Office::Secretary;
    let locked =
        Command::Tell { month: TODAY.month(), office, hours: Private::Locked(Default::default(), Default::default()) };
    assert_eq!(asked(locked, &holds()), Err(Refusal::NotACommand));
}

#[test]
fn most_of_it_is_more_than_half() {
    let hours = |calls, meetings, writing| Hours { calls, meetings, writing, ..Hours::default() };
    assert_eq!(hours(0, 0, 0).most(), None);
    assert_eq!(hours(4, 4, 0).most(), None);
    assert_eq!(hours(5, 4, 0).most(), Some(Work::Calls));
    assert_eq!(hours(3, 2, 6).most(), Some(Work::Writing));
}

#[test]
fn quarter_hours_are_read_as_people_write_them_and_nothing_finer() {
    for (text, quarter) in
        [("2", 8), ("2.5", 10), ("2,25", 9), ("0:45", 3), ("2¾", 11), ("½", 2), (" 3 ", 12), (".5", 2)]
    {
        assert_eq!(quarters(text), Some(quarter), "{text}");
    }
    for text in ["", "-1", "+1", "1.1", "2:20", "1e3", "NaN", "99999", "2 h", "½½", "1..5", "١"] {
        assert_eq!(quarters(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_shown_is_read_back(quarter in any::<u16>()) {
        assert_eq!(quarters(&shown(quarter.into())), Some(quarter));
    }

    #[test]
    fn whatever_is_said_no_more_than_two_years_are_kept_and_sums_add_up(
        said in prop::collection::vec((0..40_i32, 0..500_u16), 0..60),
    ) {
        let mut load = Load::default();
        for (back, calls) in said {
            let _ = act(&mut load, &holder(), tell(back, calls), &holds());
        }
        assert!(load.months.len() <= MONTHS.min(BACK_MONTHS as usize));
        for month in load.months.keys() {
            let (_, hours) = load.hours(Month(*month)).unwrap();
            assert_eq!(hours.sum(), Work::ALL.into_iter().map(|work| u32::from(hours.of(work))).sum::<u32>());
            assert!(hours.calls <= MOST_QUARTERS);
        }
    }
}
