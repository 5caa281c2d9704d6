//! Suspending an office from above.

use super::kit::{act, by, happen, organiser, unit};
use crate::suspensions::{SUSPENSIONS, Suspend, Suspended, Suspensions};
use crate::{By, Office, Reach, Refusal, Subject};

const SECRETARY: u64 = 1;

fn term() -> Suspended {
    Suspended { unit: unit(2), office: Office::Secretary, number: SECRETARY }
}

#[test]
fn a_term_is_suspended_from_one_fact_to_another_and_no_other_term_with_it() {
    let mut state = Suspensions::default();
    act(&mut state, &organiser(), Suspend::Suspended(term()), &(), 5).unwrap();
    act(&mut state, &organiser(), Suspend::Reinstated(term()), &(), 9).unwrap();
    let held = |of: &Suspended| (4..=11).filter(|seq| state.holds(of, *seq)).collect::<Vec<u64>>();
    let none: [u64; 0] = [];
    assert_eq!(held(&term()), [6, 7, 8, 9]);
    assert_eq!(held(&Suspended { number: 2, ..term() }), none);
    assert_eq!(held(&Suspended { office: Office::Deputy, ..term() }), none);
    assert_eq!(held(&Suspended { unit: unit(3), ..term() }), none);
}

#[test]
fn only_a_term_that_reaches_below_and_manages_offices_suspends() {
    let may = |by: By| Suspensions::default().may(&by, &Suspend::Suspended(term()));
    assert_eq!(may(by(Office::Organiser, Reach::Here)), Err(Refusal::NotYours), "it does not reach below");
    assert_eq!(may(By { below: true, ..by(Office::Organiser, Reach::Here) }), Ok(()));
    assert_eq!(may(by(Office::Organiser, Reach::Above)), Ok(()));
    for office in [Office::Deputy, Office::Treasurer, Office::Ombuds] {
        assert_eq!(may(by(office, Reach::Above)), Err(Refusal::NotYours), "{office:?}");
    }
}

#[test]
fn what_is_so_already_is_not_done_twice_and_what_is_not_suspended_is_not_reinstated() {
    let mut state = Suspensions::default();
    assert_eq!(act(&mut state, &organiser(), Suspend::Reinstated(term()), &(), 4), Ok(0));
    assert_eq!(act(&mut state, &organiser(), Suspend::Suspended(term()), &(), 5), Ok(1));
    assert_eq!(act(&mut state, &organiser(), Suspend::Suspended(term()), &(), 6), Ok(0));
    assert_eq!(happen(&mut state, &organiser(), Suspend::Suspended(term()), 7), Err(Refusal::Exists));
    act(&mut state, &organiser(), Suspend::Reinstated(term()), &(), 8).unwrap();
    assert_eq!(happen(&mut state, &organiser(), Suspend::Reinstated(term()), 9), Err(Refusal::NotHere));
}

#[test]
fn a_bulletin_holds_so_many_suspensions_and_no_more() {
    let mut state = Suspensions::default();
    act(&mut state, &organiser(), Suspend::Suspended(term()), &(), 1).unwrap();
    state.all = vec![state.all[0].clone(); SUSPENSIONS];
    let another = Suspend::Suspended(Suspended { number: 2, ..term() });
    assert_eq!(happen(&mut state, &organiser(), another, 2), Err(Refusal::TooLong));
}
