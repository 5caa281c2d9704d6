//! Figures of care: what is counted, and that not putting things down never makes a cell look better.

use std::collections::{BTreeMap, BTreeSet};

use book::PersonId;
use proptest::prelude::{Strategy, prop, proptest};

use super::{day, person};
use crate::{Figures, Gathering, Lived, Share, figures};

fn since(number: i32) -> Lived {
    Lived { since: Some(day(number)), joined: Some(day(number)), ..Lived::default() }
}

fn met(days: &[i32]) -> BTreeSet<charter::calendar::Day> {
    days.iter().map(|number| day(*number)).collect()
}

fn gathering(number: i32, there: &[u8]) -> Gathering {
    Gathering { day: day(number), there: there.iter().map(|who| person(*who)).collect() }
}

fn count(people: &[(u8, Lived)], held: &[Gathering]) -> Figures {
    let people = people.iter().map(|(who, lived)| (person(*who), lived.clone())).collect();
    figures(&people, held, (day(0), day(100)))
}

fn share(part: u32, of: u32) -> Share {
    Share { part, of }
}

#[test]
fn a_newcomer_is_counted_when_their_sixty_days_are_over() {
    let newcomer = |joined| (1, Lived { contacts: met(&[joined + 7]), ..since(joined) });
    assert_eq!([-61, -60, 40, 41].map(|joined| count(&[newcomer(joined)], &[]).called.of), [0, 1, 1, 0]);
    assert_eq!(count(&[newcomer(0)], &[]).called, share(1, 1));
    let late = Lived { contacts: met(&[8]), accompanied: Some(day(60)), task: Some(day(60)), ..since(0) };
    let counted = count(&[(1, late.clone())], &[]);
    assert_eq!((counted.called, counted.accompanied, counted.tasked), (share(0, 1), share(1, 1), share(1, 1)));
    let later = count(&[(1, Lived { task: Some(day(61)), accompanied: Some(day(61)), ..late.clone() })], &[]);
    assert_eq!((later.accompanied, later.tasked), (share(0, 1), share(0, 1)));
    assert_eq!(count(&[(1, Lived { joined: None, ..late })], &[]).called, share(0, 0), "nobody knows when");
}

#[test]
fn a_newcomer_is_cared_for_who_was_called_in_time_and_did_not_stay_alone() {
    let of = |contact: i32, accompanied: Option<i32>, task: Option<i32>| {
        let (accompanied, task) = (accompanied.map(day), task.map(day));
        count(&[(1, Lived { contacts: met(&[contact]), accompanied, task, ..since(0) })], &[]).cared
    };
    assert_eq!([of(7, Some(60), None), of(7, None, Some(60))], [share(1, 1); 2]);
    assert_eq!([of(8, Some(1), Some(1)), of(7, None, None), of(7, Some(61), Some(61))], [share(0, 1); 3]);
}

#[test]
fn a_second_absence_in_a_row_is_answered_within_fourteen_days_and_counted_once() {
    let held = [gathering(0, &[2]), gathering(20, &[2]), gathering(40, &[2]), gathering(60, &[2])];
    let with = |contacts: &[i32]| count(&[(1, Lived { contacts: met(contacts), ..since(-300) })], &held).answered;
    assert_eq!(
        [with(&[19]), with(&[20]), with(&[34]), with(&[35])],
        [share(0, 1), share(1, 1), share(1, 1), share(0, 1)]
    );
    assert_eq!(count(&[(2, since(-300))], &held).answered, share(0, 0));
    // Whoever was not on the roll missed nothing, and whoever came again by themselves waited for nobody.
    assert_eq!(count(&[(1, since(10))], &held[..2]).answered, share(0, 0));
    let back = [gathering(0, &[2]), gathering(20, &[2]), gathering(30, &[1])];
    assert_eq!(count(&[(1, since(-300))], &back).answered, share(0, 0));
}

#[test]
fn what_began_before_somebody_consented_again_is_not_counted_of_them() {
    let held = [gathering(0, &[2]), gathering(20, &[2])];
    let of = |from| count(&[(1, Lived { counted_from: Some(day(from)), ..since(0) })], &held);
    assert_eq!((of(0).called.of, of(1).called.of), (1, 0));
    assert_eq!((of(20).answered.of, of(21).answered.of), (1, 0));
}

fn cell() -> impl Strategy<Value = (BTreeMap<PersonId, Lived>, Vec<Gathering>)> {
    let contacts = || prop::collection::btree_set((-80..120_i32).prop_map(day), 0..8);
    let lived = (
        -80..80_i32,
        contacts(),
        prop::option::of(-80..120_i32),
        prop::option::of(-80..120_i32),
        prop::option::of(-80..120_i32),
    );
    let lived = lived.prop_map(|(joined, contacts, accompanied, task, left)| Lived {
        contacts,
        accompanied: accompanied.map(day),
        task: task.map(day),
        left: left.map(day),
        ..since(joined)
    });
    let people = prop::collection::vec(lived, 1..7);
    let people = people.prop_map(|all| (1..).map(person).zip(all).collect());
    let held = prop::collection::vec((1..15_i32, prop::collection::btree_set((1..8_u8).prop_map(person), 1..7)), 0..12);
    let held = held.prop_map(|all| {
        let mut at = -60;
        let gathering = |(after, there)| {
            at += after;
            Gathering { day: day(at), there }
        };
        all.into_iter().map(gathering).collect()
    });
    (people, held)
}

fn all(figures: &Figures) -> [Share; 5] {
    [figures.called, figures.accompanied, figures.tasked, figures.cared, figures.answered]
}

proptest! {
    #[test]
    fn taking_contacts_away_or_not_putting_them_down_raises_no_figure(
        (people, held) in cell(),
        gone in prop::collection::btree_set(-80..120_i32, 0..120),
    ) {
        let fewer = people.iter().map(|(who, lived)| {
            let contacts = lived.contacts.iter().copied().filter(|at| !gone.contains(&at.since(day(0)))).collect();
            (*who, Lived { contacts, ..lived.clone() })
        });
        let window = (day(0), day(100));
        let (before, after) = (figures(&people, &held, window), figures(&fewer.collect(), &held, window));
        for (before, after) in all(&before).into_iter().zip(all(&after)) {
            assert!(after.of == before.of && after.part <= before.part, "{before:?} {after:?}");
        }
    }

    #[test]
    fn whoever_declined_is_in_no_figure_as_if_they_had_never_been((people, held) in cell(), who in 1..7_u8) {
        let window = (day(0), day(100));
        let (mut declined, mut without) = (people.clone(), people);
        if let Some(lived) = declined.get_mut(&person(who)) {
            lived.declined = true;
        }
        without.remove(&person(who));
        assert_eq!(figures(&declined, &held, window), figures(&without, &held, window));
    }
}
