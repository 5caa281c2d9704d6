//! Suggestions: two a week, the same all week, others the next.

use std::collections::{BTreeMap, BTreeSet};

use book::PersonId;
use proptest::prelude::{prop, proptest};

use super::{MONDAY, day, person};
use crate::{AT_ONCE, Gathering, Lived, Suggested, Why, suggestions, week_of};

fn old(contacts: &[i32]) -> Lived {
    let contacts = contacts.iter().map(|number| day(*number)).collect();
    Lived { since: Some(day(-900)), joined: Some(day(-900)), contacts, ..Lived::default() }
}

fn new(number: i32) -> Lived {
    Lived { since: Some(day(number)), joined: Some(day(number)), ..Lived::default() }
}

fn cell(people: &[(u8, Lived)]) -> BTreeMap<PersonId, Lived> {
    people.iter().map(|(who, lived)| (person(*who), lived.clone())).collect()
}

fn who(found: &[Suggested]) -> Vec<PersonId> {
    found.iter().map(|one| one.person).collect()
}

fn missed_by_all_but(there: u8) -> Vec<Gathering> {
    [-40, -12].map(|number| Gathering { day: day(number), there: [person(there)].into() }).to_vec()
}

#[test]
fn a_week_begins_on_monday() {
    assert_eq!((week_of(day(0)), week_of(day(6)), week_of(day(7)), MONDAY.weekday()), (day(0), day(0), day(7), 0));
}

#[test]
fn whoever_missed_two_comes_first_then_newcomers_then_who_has_gone_longest_without_a_contact() {
    let people = cell(&[(1, old(&[-100])), (2, old(&[-30])), (3, new(-5)), (4, old(&[-5]))]);
    let held = missed_by_all_but(4);
    let found = suggestions(&people, &held, day(0));
    assert_eq!(found.iter().map(|one| one.why).collect::<Vec<_>>(), [Why::Missed; AT_ONCE]);
    let found = suggestions(&cell(&[(1, old(&[-100])), (3, new(-5)), (4, old(&[-5]))]), &held, day(0));
    assert_eq!(found.iter().map(|one| one.why).collect::<Vec<_>>(), [Why::Missed, Why::New { joined: day(-5) }]);
    let found = suggestions(&cell(&[(1, old(&[-100])), (4, old(&[-70])), (5, old(&[-9]))]), &[], day(0));
    assert_eq!(who(&found).into_iter().collect::<BTreeSet<_>>(), [person(1), person(4)].into());
}

#[test]
fn whoever_was_called_since_the_second_meeting_they_missed_is_not_suggested_for_it() {
    let held = missed_by_all_but(4);
    let of = |contacts: &[i32]| suggestions(&cell(&[(1, old(contacts))]), &held, day(0));
    assert_eq!(of(&[-13])[0].why, Why::Missed);
    assert_eq!(of(&[-12]), []);
}

#[test]
fn what_is_done_this_week_is_ticked_off_and_nobody_takes_its_place() {
    let mut people = cell(&[(1, old(&[])), (2, old(&[])), (3, old(&[])), (4, old(&[]))]);
    let before = suggestions(&people, &[], day(0));
    people.get_mut(&before[0].person).unwrap().contacts.insert(day(1));
    let after = suggestions(&people, &[], day(3));
    assert_eq!(who(&before), who(&after));
    assert_eq!([after[0].done, after[1].done], [true, false]);
    assert!(!who(&suggestions(&people, &[], day(7))).contains(&before[0].person));
}

#[test]
fn whoever_declined_or_left_is_never_suggested_and_a_newcomer_of_this_week_waits_for_the_next() {
    let people =
        cell(&[(1, Lived { declined: true, ..new(-5) }), (2, Lived { left: Some(day(-1)), ..old(&[]) }), (3, new(0))]);
    assert_eq!(suggestions(&people, &[], day(2)), []);
    assert_eq!(who(&suggestions(&people, &[], day(7))), [person(3)]);
}

#[test]
fn whoever_comes_back_in_the_middle_of_a_week_waits_for_the_next_and_is_new_again() {
    let back = Lived { contacts: [day(-100)].into(), ..new(1) };
    assert_eq!(suggestions(&cell(&[(1, back.clone())]), &[], day(2)), []);
    assert_eq!(suggestions(&cell(&[(1, back)]), &[], day(7))[0].why, Why::New { joined: day(1) });
    // Of somebody of whom nobody knows when they joined, every contact counts.
    let undated = Lived { joined: None, ..old(&[-5]) };
    assert_eq!(suggestions(&cell(&[(1, undated)]), &[], day(0)), []);
}

#[test]
fn in_some_weeks_everybody_who_waits_is_suggested() {
    let people = (1..=5).map(|who| (who, new(-5))).collect::<Vec<_>>();
    let weeks = (0..5).flat_map(|week| who(&suggestions(&cell(&people), &[], day(7 * week))));
    assert_eq!(weeks.collect::<BTreeSet<_>>().len(), 5);
}

proptest! {
    #[test]
    fn there_are_never_more_than_two_they_are_on_the_roll_and_the_same_all_week(
        all in prop::collection::vec((-900..10_i32, prop::collection::btree_set(-200..0_i32, 0..4)), 0..30),
        week in 0..20_i32,
    ) {
        let lived = |(since, met): (i32, BTreeSet<i32>)| Lived { contacts: met.into_iter().map(day).collect(), ..new(since) };
        let people = (1..).map(person).zip(all.into_iter().map(lived)).collect::<BTreeMap<_, _>>();
        let found = suggestions(&people, &[], day(7 * week));
        assert!(found.len() <= AT_ONCE);
        for later in 1..7 {
            assert_eq!(suggestions(&people, &[], day(7 * week + later)), found);
        }
        assert!(found.iter().all(|one| people[&one.person].is_here(day(7 * week))));
    }
}
