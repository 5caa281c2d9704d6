//! Offices: numbers, terms, and that nobody grants more than their own.

use super::kit::{act, by, day, founder, happen, organiser};
use crate::offices::{Command, Fact, Offices, TERMS};
use crate::{By, Office, Reach, Refusal, Right, Subject};

fn begin(office: Office) -> Command {
    Command::Begin { office, below: false, until: None }
}

fn began(office: Office, number: u64, below: bool) -> Fact {
    Fact::Began { office, number, below, until: None }
}

/// A unit whose first organiser reaches here alone, or all below as well.
fn organised(below: bool) -> Offices {
    let mut offices = Offices::default();
    happen(&mut offices, &founder(), began(Office::Organiser, 1, below), 0).unwrap();
    offices
}

#[test]
fn every_office_comes_back_from_its_name() {
    for office in Office::ALL {
        assert_eq!(Office::named(office.name()), Some(office));
        assert_eq!(serde_json::to_string(&office).unwrap(), format!("\"{}\"", office.name()));
    }
    assert_eq!(Office::named("Secretary"), None);
    assert_eq!(Office::named("king"), None);
}

#[test]
fn an_office_gives_these_rights_and_no_others() {
    use Right::{
        Convene, KeepCash, ManageKeepers, ManageOffices, ManageUnits, Ombuds, SeeFigures, SeePeople, WriteRecord,
    };
    let given = |office: Office| Right::ALL.into_iter().filter(|right| office.gives(*right)).collect::<Vec<_>>();
    let deputy = [SeeFigures, SeePeople, WriteRecord, Convene];
    assert_eq!(given(Office::Secretary), [&deputy[..], &[KeepCash, ManageOffices, ManageUnits]].concat());
    assert_eq!(given(Office::Deputy), deputy);
    assert_eq!(given(Office::Treasurer), [SeeFigures, SeePeople, KeepCash]);
    assert_eq!(given(Office::Organiser), [&deputy[..], &[ManageOffices, ManageUnits, ManageKeepers]].concat());
    assert_eq!(given(Office::Ombuds), [SeeFigures, Ombuds]);
}

#[test]
fn terms_are_numbered_within_their_office() {
    let mut offices = Offices::default();
    for (office, seq) in [(Office::Secretary, 1), (Office::Deputy, 2), (Office::Secretary, 3)] {
        assert_eq!(act(&mut offices, &organiser(), begin(office), &(), seq), Ok(1));
    }
    let numbers = offices.terms.iter().map(|term| (term.office, term.number, term.began)).collect::<Vec<_>>();
    assert_eq!(numbers, [(Office::Secretary, 1, 1), (Office::Deputy, 1, 2), (Office::Secretary, 2, 3)]);
}

#[test]
fn a_term_with_a_number_out_of_turn_is_refused() {
    let mut offices = organised(true);
    for number in [0, 2, u64::MAX] {
        assert_eq!(
            offices.may(&organiser(), &began(Office::Secretary, number, false)),
            Err(Refusal::Exists),
            "{number}"
        );
    }
    act(&mut offices, &organiser(), begin(Office::Secretary), &(), 1).unwrap();
    assert_eq!(offices.may(&organiser(), &began(Office::Secretary, 1, false)), Err(Refusal::Exists));
}

#[test]
fn a_number_is_not_given_again_when_its_term_has_ended() {
    let mut offices = Offices::default();
    act(&mut offices, &organiser(), begin(Office::Treasurer), &(), 1).unwrap();
    act(&mut offices, &organiser(), Command::End { office: Office::Treasurer, number: 1 }, &(), 2).unwrap();
    act(&mut offices, &organiser(), begin(Office::Treasurer), &(), 3).unwrap();
    assert_eq!(offices.terms.last().map(|term| term.number), Some(2));
}

#[test]
fn a_term_runs_after_the_fact_that_began_it_up_to_the_one_that_ended_it() {
    let mut offices = Offices::default();
    act(&mut offices, &organiser(), begin(Office::Secretary), &(), 5).unwrap();
    act(&mut offices, &organiser(), Command::End { office: Office::Secretary, number: 1 }, &(), 9).unwrap();
    let runs = [4, 5, 6, 9, 10].map(|seq| offices.running(Office::Secretary, 1, seq).is_some());
    assert_eq!(runs, [false, false, true, true, false]);
    assert!(offices.running(Office::Secretary, 2, 6).is_none() && offices.running(Office::Deputy, 1, 6).is_none());
}

#[test]
fn whoever_is_in_office_now_holds_the_latest_term_that_runs() {
    let mut offices = Offices::default();
    act(&mut offices, &organiser(), begin(Office::Secretary), &(), 1).unwrap();
    act(&mut offices, &organiser(), begin(Office::Secretary), &(), 2).unwrap();
    assert_eq!(offices.present(Office::Secretary).map(|term| term.number), Some(2));
    act(&mut offices, &organiser(), Command::End { office: Office::Secretary, number: 2 }, &(), 3).unwrap();
    assert_eq!(offices.present(Office::Secretary).map(|term| term.number), Some(1));
    act(&mut offices, &organiser(), Command::End { office: Office::Secretary, number: 1 }, &(), 4).unwrap();
    assert_eq!(offices.present(Office::Secretary), None);
}

#[test]
fn a_term_ends_once() {
    let mut offices = Offices::default();
    act(&mut offices, &organiser(), begin(Office::Deputy), &(), 1).unwrap();
    let mut end = |seq| act(&mut offices, &organiser(), Command::End { office: Office::Deputy, number: 1 }, &(), seq);
    assert_eq!([end(2), end(3)], [Ok(1), Ok(0)]);
    assert_eq!(offices.terms[0].ended, Some(2));
    let ended = Fact::Ended { office: Office::Deputy, number: 1 };
    assert_eq!(offices.may(&organiser(), &ended), Err(Refusal::NotInOffice));
}

#[test]
fn a_term_that_never_began_does_not_end() {
    let end = Command::End { office: Office::Deputy, number: 1 };
    assert_eq!(act(&mut Offices::default(), &organiser(), end, &(), 1), Err(Refusal::NotInOffice));
    let ended = Fact::Ended { office: Office::Deputy, number: 1 };
    assert_eq!(Offices::default().may(&organiser(), &ended), Err(Refusal::NotInOffice));
}

#[test]
fn a_term_past_its_day_still_runs_since_only_a_fact_ends_it() {
    let mut offices = Offices::default();
    let until = Some(day("1999-01-01"));
    act(&mut offices, &organiser(), Command::Begin { office: Office::Ombuds, below: false, until }, &(), 1).unwrap();
    assert_eq!(offices.running(Office::Ombuds, 1, 1_000_000).map(|term| term.until), Some(until));
}

#[test]
fn a_secretary_grants_nothing_below_and_no_organiser() {
    let (offices, secretary) = (organised(true), By { below: true, ..by(Office::Secretary, Reach::Here) });
    assert_eq!(offices.may(&secretary, &began(Office::Deputy, 1, false)), Ok(()));
    assert_eq!(offices.may(&secretary, &began(Office::Deputy, 1, true)), Err(Refusal::WiderThanOwn));
    assert_eq!(offices.may(&secretary, &began(Office::Organiser, 2, false)), Err(Refusal::WiderThanOwn));
}

#[test]
fn a_secretary_above_makes_no_organiser_either() {
    let secretary = by(Office::Secretary, Reach::Above);
    assert_eq!(organised(true).may(&secretary, &began(Office::Organiser, 2, false)), Err(Refusal::WiderThanOwn));
    assert_eq!(organised(true).may(&secretary, &began(Office::Deputy, 1, true)), Ok(()));
}

#[test]
fn an_organiser_who_reaches_this_unit_alone_grants_nothing_below() {
    let (here, alone) = (by(Office::Organiser, Reach::Here), organised(false));
    assert_eq!(alone.may(&here, &began(Office::Organiser, 2, true)), Err(Refusal::WiderThanOwn));
    assert_eq!(alone.may(&here, &began(Office::Secretary, 1, true)), Err(Refusal::WiderThanOwn));
    assert_eq!(alone.may(&here, &began(Office::Organiser, 2, false)), Ok(()));
    let wide = By { below: true, ..here };
    assert_eq!(organised(true).may(&wide, &began(Office::Organiser, 2, true)), Ok(()));
}

#[test]
fn rights_that_a_succession_left_behind_are_not_taken_again_by_themselves() {
    assert!(!organised(true).again(&began(Office::Secretary, 1, false)));
}

#[test]
fn offices_without_the_right_grant_none() {
    for office in [Office::Deputy, Office::Treasurer, Office::Ombuds] {
        let by = by(office, Reach::Here);
        assert_eq!(organised(true).may(&by, &began(Office::Deputy, 1, false)), Err(Refusal::NotYours), "{office:?}");
        let ended = Fact::Ended { office: Office::Organiser, number: 1 };
        assert_eq!(organised(true).may(&by, &ended), Err(Refusal::NotYours), "{office:?}");
    }
}

#[test]
fn a_unit_has_so_many_terms_and_no_more() {
    let mut offices = organised(true);
    let term = offices.terms[0].clone();
    offices.terms.resize(TERMS, term);
    let more = act(&mut offices, &organiser(), begin(Office::Secretary), &(), 1);
    assert_eq!(more, Err(Refusal::TooLong));
}
