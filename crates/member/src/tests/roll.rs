//! Who belongs to the cell, since when, and until when.

use charter::calendar::Day;
use charter::{Office, Reach, Refusal, Subject};

use super::{act, by, cell, day, join, joined};
use crate::{Command, Fact, Member};

fn on_the_roll(member: &Member, days: &[i32]) -> Vec<bool> {
    days.iter().map(|number| member.is_on_the_roll(day(*number))).collect()
}

#[test]
fn a_member_is_on_the_roll_from_the_first_day_up_to_the_last_and_not_on_it() {
    let mut member = joined(10);
    act(&mut member, Command::Leave(day(20)), 20).unwrap();
    assert_eq!(on_the_roll(&member, &[9, 10, 19, 20, 21]), [false, true, true, false, false]);
}

#[test]
fn nobody_is_on_the_roll_before_anything_was_noted() {
    let described = Member { details: Some(super::named("Ada")), ..Member::default() };
    for member in [Member::default(), described] {
        assert_eq!(on_the_roll(&member, &[-30_000, 0, 30_000]), [false; 3]);
        assert!(!member.is_undated());
    }
}

#[test]
fn an_unknown_beginning_counts_from_the_day_on_which_it_was_noted_and_is_never_dated() {
    let mut member = Member::default();
    act(&mut member, join(None, None), 30).unwrap();
    assert_eq!(on_the_roll(&member, &[29, 30, 500]), [false, true, true]);
    assert_eq!((member.joined, member.is_undated()), (None, true));
    act(&mut member, Command::Leave(day(40)), 41).unwrap();
    assert_eq!(on_the_roll(&member, &[39, 40]), [true, false]);
    assert_eq!((member.joined, member.is_undated()), (None, true));
}

#[test]
fn joining_twice_is_so_already() {
    let mut member = joined(10);
    assert_eq!(act(&mut member, join(Some(10), None), 50), Ok(0));
    // Who does not know the beginning says nothing against it.
    assert_eq!(act(&mut member, join(None, None), 50), Ok(0));
    assert_eq!(member, joined(10));
}

#[test]
fn an_unknown_beginning_twice_is_so_already_and_keeps_its_day() {
    let mut member = Member::default();
    act(&mut member, join(None, None), 30).unwrap();
    assert_eq!(act(&mut member, join(None, None), 60), Ok(0));
    assert_eq!(on_the_roll(&member, &[29, 30]), [false, true]);
}

#[test]
fn a_beginning_that_becomes_known_is_put_right() {
    let mut member = Member::default();
    act(&mut member, join(None, None), 30).unwrap();
    assert_eq!(act(&mut member, join(Some(5), None), 40), Ok(1));
    assert_eq!((on_the_roll(&member, &[4, 5]), member.is_undated()), (vec![false, true], false));
}

#[test]
fn a_beginning_that_is_put_right_leaves_the_welcome() {
    let mut member = joined(10);
    act(&mut member, Command::Welcome(day(12)), 12).unwrap();
    act(&mut member, join(Some(11), None), 20).unwrap();
    assert_eq!((member.joined, member.welcomed), (Some(day(11)), Some(day(12))));
    // But no welcome lies before its beginning.
    act(&mut member, join(Some(13), None), 20).unwrap();
    assert_eq!((member.joined, member.welcomed), (Some(day(13)), None));
}

#[test]
fn an_import_may_say_beginning_and_end_at_once() {
    let mut member = Member::default();
    assert_eq!(act(&mut member, join(Some(10), Some(20)), 500), Ok(2));
    assert_eq!(on_the_roll(&member, &[9, 10, 19, 20]), [false, true, true, false]);
    assert_eq!(act(&mut member, join(Some(10), Some(20)), 501), Ok(0));
}

#[test]
fn an_end_that_an_import_brings_later_ends_the_same_membership() {
    let mut member = joined(10);
    assert_eq!(act(&mut member, join(Some(10), Some(20)), 500), Ok(1));
    assert_eq!((member.joined, member.left), (Some(day(10)), Some(day(20))));
}

#[test]
fn an_end_without_a_beginning_takes_no_known_beginning_away() {
    let mut member = joined(10);
    assert_eq!(act(&mut member, join(None, Some(20)), 500), Ok(1));
    assert_eq!((member.joined, member.left), (Some(day(10)), Some(day(20))));
    let mut member = joined(10);
    assert_eq!(act(&mut member, join(None, Some(9)), 500), Err(Refusal::BeforeTheBeginning));
}

#[test]
fn an_end_before_its_beginning_is_refused() {
    assert_eq!(act(&mut Member::default(), join(Some(10), Some(9)), 500), Err(Refusal::BeforeTheBeginning));
    assert_eq!(act(&mut joined(10), Command::Leave(day(9)), 500), Err(Refusal::BeforeTheBeginning));
    // To join and leave on one day is allowed: files hold such lines.
    assert_eq!(act(&mut Member::default(), join(Some(10), Some(10)), 500), Ok(2));
}

#[test]
fn who_left_may_come_again_as_a_newcomer() {
    let mut member = joined(10);
    act(&mut member, Command::Welcome(day(12)), 12).unwrap();
    act(&mut member, Command::Leave(day(20)), 20).unwrap();
    assert_eq!(act(&mut member, join(Some(30), None), 30), Ok(1));
    assert_eq!(on_the_roll(&member, &[20, 29, 30]), [false, false, true]);
    assert_eq!((member.welcomed, member.left), (None, None));
    // Even where nobody wrote down when that was.
    let mut undated = Member { left: Some(day(20)), ..member.clone() };
    undated.welcomed = Some(day(31));
    act(&mut undated, join(None, None), 40).unwrap();
    assert_eq!((undated.welcomed, undated.is_undated()), (None, true));
    assert_eq!(act(&mut member, Command::Welcome(day(31)), 31), Ok(1));
}

#[test]
fn leaving_twice_is_so_already_and_the_first_day_stands() {
    let mut member = joined(10);
    let mut leave = |number| act(&mut member, Command::Leave(day(number)), 30);
    assert_eq!([leave(20), leave(25)], [Ok(1), Ok(0)]);
    assert_eq!(member.left, Some(day(20)));
}

#[test]
fn a_welcome_before_joining_is_refused() {
    assert_eq!(act(&mut Member::default(), Command::Welcome(day(1)), 1), Err(Refusal::NotOnTheRoll));
    assert_eq!(act(&mut joined(10), Command::Welcome(day(9)), 10), Err(Refusal::BeforeTheBeginning));
    assert_eq!(act(&mut joined(10), Command::Welcome(day(10)), 10), Ok(1));
}

#[test]
fn one_welcome_is_enough() {
    let mut member = joined(10);
    let mut welcome = |number| act(&mut member, Command::Welcome(day(number)), 30);
    assert_eq!([welcome(12), welcome(13)], [Ok(1), Ok(0)]);
    assert_eq!(member.welcomed, Some(day(12)));
}

#[test]
fn a_transfer_ends_the_membership_here_and_says_whereto() {
    let mut member = joined(10);
    let mut transfer = |to| act(&mut member, Command::Transfer { to: cell(to), day: day(20) }, 20);
    assert_eq!([transfer(2), transfer(2), transfer(3)], [Ok(1), Ok(0), Err(Refusal::NotOnTheRoll)]);
    assert_eq!(on_the_roll(&member, &[19, 20]), [true, false]);
    assert_eq!(member.went_to, Some(cell(2)));
}

#[test]
fn who_never_belonged_goes_nowhere() {
    let nobody = Member::default;
    let transfer = Command::Transfer { to: cell(2), day: day(1) };
    for command in [transfer, Command::Leave(day(1)), Command::MakeHome] {
        assert_eq!(act(&mut nobody(), command.clone(), 1), Err(Refusal::NotOnTheRoll), "{command:?}");
    }
    let early = Command::Transfer { to: cell(2), day: day(9) };
    assert_eq!(act(&mut joined(10), early, 20), Err(Refusal::BeforeTheBeginning));
}

#[test]
fn who_comes_back_from_another_cell_went_nowhere() {
    let mut member = joined(10);
    act(&mut member, Command::Transfer { to: cell(2), day: day(20) }, 20).unwrap();
    act(&mut member, join(Some(30), None), 30).unwrap();
    assert_eq!((member.went_to, member.is_on_the_roll(day(30))), (None, true));
    let again = Command::Transfer { to: cell(2), day: day(40) };
    assert_eq!(act(&mut member, again, 40), Ok(1));
}

#[test]
fn a_home_is_made_once() {
    let mut member = joined(10);
    let mut home = || act(&mut member, Command::MakeHome, 11);
    assert_eq!([home(), home()], [Ok(1), Ok(0)]);
    assert!(member.home);
}

#[test]
fn the_code_of_a_file_stays_when_the_person_comes_again_without_one() {
    let coded = |code: Option<&str>, since| Command::Join {
        code: code.map(String::from),
        day: Some(day(since)),
        left: None,
        details: None,
        bulk: true,
    };
    let mut member = Member::default();
    act(&mut member, coded(Some("A-7"), 10), 10).unwrap();
    act(&mut member, Command::Leave(day(20)), 20).unwrap();
    act(&mut member, coded(None, 30), 30).unwrap();
    assert_eq!(member.code.as_deref(), Some("A-7"));
    let long = coded(Some(&"7".repeat(crate::subject::CODE_BYTES + 1)), 40);
    assert_eq!(act(&mut member, long, 40), Err(Refusal::TooLong));
}

#[test]
fn only_who_writes_the_record_writes_down_people() {
    let facts = [
        Fact::Joined { code: None, day: None, bulk: false },
        Fact::Described(super::named("Ada")),
        Fact::Welcomed(day(10)),
        Fact::Left(day(10)),
        Fact::Transferred { to: cell(2), day: day(10) },
        Fact::MadeHome,
    ];
    let member = joined(10);
    for fact in &facts {
        let allowed = Office::ALL.map(|office| member.may(&by(office), fact).is_ok());
        assert_eq!(allowed, [true, true, false, true, false], "{fact:?}");
        let keeper = charter::By { office: None, reach: Reach::Keeper, ..by(Office::Secretary) };
        assert_eq!(member.may(&keeper, fact), Err(Refusal::NotYours), "{fact:?}");
    }
}

#[test]
fn nobody_joined_before_anybody_who_lives() {
    let join = |day: Day| Command::Join { code: None, day: Some(day), left: None, details: None, bulk: false };
    let on = |text: &str| act(&mut Member::default(), join(text.parse().unwrap()), 0);
    assert_eq!(["0204-05-01", "1850-01-01"].map(on), [Err(Refusal::BeforeAnybody); 2]);
    assert_eq!(on("1950-05-01"), Ok(1));
}
