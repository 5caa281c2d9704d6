//! Days to be remembered: month and day, of every year.

use book::Text;
use charter::calendar::Day;
use charter::{Private, Refusal, Subject};

use super::{act, day, own, people, person};
use crate::subjects::bond::Roll;
use crate::{Care, Command, DAYS, LINE_BYTES, Occasion, Remembered};

fn remembered(month: i8, day: i8) -> Remembered {
    Remembered { month, day, of: Occasion::Birthday, line: None }
}

fn remember(days: Vec<Remembered>) -> Result<Care, Refusal> {
    let roll = Roll { people: people(), of: Some(person(1)), ..Roll::default() };
    let mut care = Care::default();
    act(&mut care, &own(1), Command::Remember(Private::new(&days)?), &roll, day(0))?;
    Ok(care)
}

fn on(year: i16, month: i8, of_month: i8) -> Day {
    Day::new(year, month, of_month).unwrap()
}

#[test]
fn a_twenty_ninth_of_february_is_spoken_of_on_the_day_before_in_other_years() {
    let leap = remembered(2, 29);
    assert_eq!(leap.next(on(2026, 2, 10)), Some(on(2026, 2, 28)));
    assert_eq!(leap.next(on(2027, 12, 1)), Some(on(2028, 2, 29)));
    assert_eq!(leap.next(on(2028, 3, 1)), Some(on(2029, 2, 28)));
}

#[test]
fn a_day_that_has_passed_is_next_years_and_today_is_today() {
    let day = remembered(1, 3);
    assert_eq!(day.next(on(2026, 1, 3)), Some(on(2026, 1, 3)));
    assert_eq!(day.next(on(2026, 1, 4)), Some(on(2027, 1, 3)));
    assert_eq!(day.next(on(2026, 12, 31)), Some(on(2027, 1, 3)));
}

#[test]
fn hostile_082_a_day_that_no_year_has_and_words_beyond_their_length_are_refused() {
    for (month, of_month) in [(2, 30), (13, 1), (0, 1), (4, 31), (1, 0), (-1, -1), (127, 127)] {
        assert_eq!(remember(vec![remembered(month, of_month)]), Err(Refusal::NoSuchDay), "{month}-{of_month}");
    }
    let line = Some(Text("x".repeat(LINE_BYTES + 1)));
    assert_eq!(remember(vec![Remembered { line, ..remembered(1, 1) }]), Err(Refusal::TooLong));
    assert_eq!(remember(vec![remembered(1, 1); DAYS + 1]), Err(Refusal::TooLong));
    assert_eq!(remember(vec![remembered(1, 1); DAYS]).unwrap().days().len(), DAYS);
}

#[test]
fn no_days_at_all_is_to_be_remembered_on_none() {
    let roll = Roll { people: people(), of: Some(person(1)), ..Roll::default() };
    let mut care = remember(vec![remembered(1, 1)]).unwrap();
    let none = || Command::Remember(Private::new(&Vec::<Remembered>::new()).unwrap());
    assert_eq!(act(&mut care, &own(1), none(), &roll, day(0)), Ok(1));
    assert_eq!(act(&mut care, &own(1), none(), &roll, day(0)), Ok(0));
    assert_eq!(care.remembers, None);
}

#[test]
fn what_is_private_is_what_is_remembered_and_nothing_else() {
    assert!(Care::is_private(&Command::Remember(Private::new(&0).unwrap())));
    assert!(!Care::is_private(&Command::Forget) && !Care::is_private(&Command::Decline { own: true }));
    let mut fact = crate::Fact::Remembers(Private::new(&0).unwrap());
    assert!(Care::private(&mut fact).is_some() && Care::private(&mut crate::Fact::Forgot).is_none());
}
