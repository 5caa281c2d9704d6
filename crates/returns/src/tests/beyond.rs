//! What a month says beyond meetings and members, one example at a time.

use std::collections::{BTreeMap, BTreeSet};

use book::{AccountId, PersonId, SubjectId, UnitId};
use care::{Gathering, Lived, Pulse, Sum};
use charter::Voice;
use charter::calendar::Day;
use concern::{Concern, Step, What, Whole};
use meeting::Meeting;
use policy::Due;
use proptest::prelude::*;
use task::Task;

use super::{counts, day, met, month, share, since, told};
use crate::release::once;
use crate::{Beside, Record, Return, Share};

fn person(number: u8) -> PersonId {
    PersonId(SubjectId([number; 16]))
}

/// A cell of so many who are on the roll since 2024.
fn cell(many: u8) -> Record {
    let from = day("2024-01-01");
    let lived = Lived { since: Some(from), joined: Some(from), ..Lived::default() };
    Record {
        members: (1..=many).map(|_| since(from)).collect(),
        people: (1..=many).map(|number| (person(number), lived.clone())).collect(),
        ..Record::default()
    }
}

fn done(by: u8, on: &str) -> Task {
    let moment = day(on).start();
    Task { owner: Some(person(by)), set: Some(moment), done: Some(moment), ..Task::default() }
}

#[test]
fn whoever_finished_a_task_in_ninety_days_counts_once_while_they_are_on_the_roll() {
    let tasks = vec![
        done(1, "2026-06-30"),
        done(1, "2026-06-01"),
        done(2, "2026-04-02"),
        done(3, "2026-04-01"),
        done(77, "2026-06-02"),
    ];
    let record = Record { tasks: tasks.clone(), ..cell(6) };
    assert_eq!(counts(&record, "2026-06").worked, Some(share(2, 6)));
    let few = Record { tasks, ..cell(4) };
    assert_eq!(counts(&few, "2026-06").worked, None, "of four it is not told");
}

#[test]
fn a_meeting_is_convened_in_turn_if_another_one_convened_the_one_before() {
    let by = |number: u8, on: &str| {
        let voice = Voice { actor: [number; 16], account: Some(AccountId([number; 16])), person: Some(person(number)) };
        Meeting { convened: Some(voice), ..met(day(on)) }
    };
    let record =
        |last: Vec<Meeting>| Record { meetings: [vec![by(1, "2026-05-20")], last].concat(), ..Record::default() };
    let turns = |last: Vec<Meeting>| counts(&record(last), "2026-06").turns;
    assert_eq!(turns(vec![by(1, "2026-06-03"), by(2, "2026-06-10"), by(1, "2026-06-17")]), Some(share(2, 3)));
    // Where it is not known who convened one, nothing is said of it nor of the next.
    assert_eq!(turns(vec![met(day("2026-06-03")), by(2, "2026-06-10")]), None);
}

#[test]
fn newcomers_who_were_cared_for_are_told_once_there_are_five() {
    let joined = |on: &str, called: bool| {
        let contacts = called.then(|| day(on).plus(3)).into_iter().collect::<BTreeSet<_>>();
        Lived { since: Some(day(on)), joined: Some(day(on)), contacts, accompanied: Some(day(on)), ..Lived::default() }
    };
    let mut record = cell(6);
    for (number, (on, called)) in
        [("2026-02-03", true), ("2026-02-03", false), ("2026-03-03", true), ("2026-03-03", true), ("2026-03-04", false)]
            .into_iter()
            .enumerate()
    {
        record.members.push(since(day(on)));
        record.people.insert(person(100 + number as u8), joined(on, called));
    }
    let cared = told(&record, "2026-06").into_iter().filter_map(|month| Some((month.month, month.cared?)));
    assert_eq!(cared.collect::<Vec<_>>(), [(month("2026-05"), share(3, 5))]);
}

#[test]
fn how_many_newcomers_declined_to_be_counted_is_told_nowhere() {
    let of = |declined: u8| {
        let mut record = cell(6);
        for number in 0..6 {
            let (on, called) = (day("2026-03-03"), number % 2 == 0);
            record.members.push(since(on));
            let lived = Lived {
                since: Some(on),
                joined: Some(on),
                contacts: called.then(|| on.plus(3)).into_iter().collect(),
                accompanied: Some(on),
                declined: number < declined,
                ..Lived::default()
            };
            record.people.insert(person(100 + number), lived);
        }
        let month = told(&record, "2026-06").into_iter().find(|one| one.month == month("2026-05")).unwrap();
        (
            month.cared.map(|cared| cared.of),
            month.welcomed.map(|welcomed| welcomed.of),
            month.cared.map(|cared| cared.part),
        )
    };
    assert_eq!(of(0), (Some(6), Some(6), Some(3)));
    assert_eq!([1, 2, 3].map(|declined| (of(declined).0, of(declined).1)), [(Some(6), Some(6)); 3]);
    assert_eq!(of(2).2, Some(3), "the four others were cared for by half");
    assert_eq!(of(6).0, None, "of nobody nothing is known");
}

#[test]
fn what_is_told_once_is_told_of_no_month_that_is_not_over() {
    let counted = || Return {
        deputy: Some(false),
        answered: Some(share(0, 4)),
        cared: Some(share(3, 6)),
        ..counts(&Record::default(), "2026-06")
    };
    let what = |figures: &Return| (figures.deputy, figures.answered, figures.cared);
    let mut early = counted();
    once(&mut early, None, day("2026-06-01"));
    assert_eq!(what(&early), (None, None, None));
    let mut over = counted();
    once(&mut over, Some(&early), day("2026-07-08"));
    assert_eq!(what(&over), what(&counted()), "what was told early hides nothing");
    let mut later = Return { answered: None, cared: Some(share(3, 5)), deputy: Some(true), ..counted() };
    once(&mut later, Some(&over), day("2027-08-08"));
    assert_eq!(what(&later), what(&counted()));
}

#[test]
fn second_absences_are_answered_and_of_a_roll_under_five_not_told() {
    let gatherings =
        ["2026-05-05", "2026-06-02"].map(|on| Gathering { day: day(on), there: (3..=6).map(person).collect() });
    let mut record = Record { gatherings: gatherings.to_vec(), ..cell(6) };
    record.people.get_mut(&person(1)).unwrap().contacts.insert(day("2026-06-10"));
    assert_eq!(counts(&record, "2026-06").answered, Some(share(1, 2)));
    record.members.truncate(4);
    assert_eq!(counts(&record, "2026-06").answered, None);
}

#[test]
fn the_pulse_stands_in_the_last_month_of_its_quarter() {
    let sums = vec![Some(Sum { yes: 5, no: 1 }), None, Some(Sum { yes: 2, no: 3 })];
    let pulse = Pulse { quarters: BTreeMap::from([(month("2026-04").0, sums)]) };
    let record = Record { pulse, ..cell(6) };
    assert_eq!(["2026-05", "2026-06"].map(|of| counts(&record, of).pulse), [None, Some(share(7, 11))]);
}

fn concern(steps: &[(&str, What)]) -> Whole {
    let steps = steps.iter().map(|(on, what)| Step { what: *what, at: day(on).start() }).collect();
    Whole { unit: UnitId([1; 32]), own: Concern { steps, ..Concern::default() }, above: vec![] }
}

fn confidence(concerns: &[Whole]) -> Vec<Option<Share>> {
    let beside = Beside { concerns: concerns.to_vec(), ..Beside::default() };
    let record = Record { beside, ..cell(6) };
    ["2026-03", "2026-04", "2027-02", "2027-03"].map(|of| counts(&record, of).settled).to_vec()
}

#[test]
fn a_concern_counts_for_a_year_once_it_is_answered_settled_or_overdue() {
    let raised = ("2026-03-10", What::Raised);
    let seen = ("2026-03-11", What::Acknowledged);
    assert_eq!(confidence(&[]), [None; 4], "no concerns is unknown");
    let open = concern(&[raised, seen]);
    assert_eq!(confidence(&[open]), [None, Some(share(0, 1)), Some(share(0, 1)), None]);
    let settled = concern(&[raised, seen, ("2026-03-20", What::Answered), ("2026-04-02", What::Settled)]);
    assert_eq!(confidence(&[settled]), [Some(share(0, 1)), Some(share(1, 1)), Some(share(1, 1)), None]);
    let appealed = concern(&[raised, seen, ("2026-03-20", What::Answered), ("2026-04-25", What::Appealed)]);
    assert_eq!(confidence(&[appealed])[..2], [Some(share(0, 1)), None], "it waits again, in time");
}

#[test]
fn a_policy_is_carried_out_that_was_answered_by_its_day() {
    let due = |on: &str, answered: Option<&str>| Due { day: day(on), answered: answered.map(day) };
    let dues = vec![
        due("2026-06-15", Some("2026-06-15")),
        due("2026-06-15", Some("2026-06-16")),
        due("2026-06-30", None),
        due("2026-07-01", None),
    ];
    let record = Record { beside: Beside { dues, ..Beside::default() }, ..cell(6) };
    assert_eq!(["2026-05", "2026-06"].map(|of| counts(&record, of).carried), [None, Some(share(1, 3))]);
}

#[test]
fn whether_there_is_a_deputy_is_told_of_the_last_month_alone() {
    let beside = Beside { deputy: Some(true), ..Beside::default() };
    let record = Record { beside, ..cell(6) };
    let told = told(&record, "2026-06");
    assert_eq!(told.iter().filter_map(|month| month.deputy).collect::<Vec<_>>(), [true]);
    assert_eq!(told.last().unwrap().deputy, Some(true));
}

fn a_life() -> impl Strategy<Value = Record> {
    let a_day = || (0..200i32).prop_map(|number| day("2025-12-01").plus(number));
    let lived = (a_day(), proptest::collection::btree_set(a_day(), 0..6), proptest::option::of(a_day()));
    let people = proptest::collection::vec(lived, 5..12);
    let held = proptest::collection::btree_map(
        a_day(),
        proptest::collection::btree_set((1..12u8).prop_map(person), 1..8),
        0..8,
    );
    (people, held).prop_map(|(people, held)| {
        let lived = |(joined, contacts, accompanied): (Day, BTreeSet<Day>, Option<Day>)| Lived {
            since: Some(joined),
            joined: Some(joined),
            contacts,
            accompanied,
            ..Lived::default()
        };
        let mut record = cell(6);
        record.members.extend(people.iter().map(|(joined, ..)| since(*joined)));
        record.people.extend((50..).map(person).zip(people.into_iter().map(lived)));
        record.gatherings = held.into_iter().map(|(day, there)| Gathering { day, there }).collect();
        record
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whoever deletes what was put down of those who were in touch, or does not put it down, has nothing more to show
    /// for it in any month: the same are counted, and no more of them were cared for.
    #[test]
    fn deleting_one_to_ones_raises_no_figure_of_any_month(record in a_life(), gone in any::<[bool; 8]>()) {
        let mut fewer = record.clone();
        for lived in fewer.people.values_mut() {
            let mut at = 0..;
            lived.contacts.retain(|_| !gone[at.next().unwrap_or(0) % gone.len()]);
        }
        let bonds = |month: &Return| [month.cared, month.answered];
        let (before, after) = (told(&record, "2026-08"), told(&fewer, "2026-08"));
        prop_assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().flat_map(bonds).zip(after.iter().flat_map(bonds)) {
            prop_assert_eq!(before.map(|share| share.of), after.map(|share| share.of));
            prop_assert!(after.map(|share| share.part) <= before.map(|share| share.part));
        }
    }
}
