//! What only two may allow.

use super::kit::{by, happen, organiser, unit};
use crate::calendar::Moment;
use crate::permits::{Allow, PERMIT_DAYS, PERMITS, Permit, Permits};
use crate::{By, Office, Reach, Refusal, Second, Subject};

const RESET: Permit = Permit::Reset { office: Office::Secretary, number: 1 };

fn two() -> By<'static> {
    By { second: Some(Second { office: Office::Organiser, below: true }), ..organiser() }
}

#[test]
fn nobody_allows_it_alone_even_where_nothing_else_asks_for_two() {
    for permit in [RESET, Permit::Export { unit: unit(1) }] {
        let allowed = Allow::Allowed(permit);
        assert_eq!(Permits::default().may(&organiser(), &allowed), Err(Refusal::TwoSign), "{permit:?}");
        assert_eq!(Permits::default().may(&two(), &allowed), Ok(()), "{permit:?}");
        assert_eq!(Permits::asked(&allowed), Some(allowed), "what two signed is what comes to pass");
    }
}

#[test]
fn both_of_the_two_must_have_the_right_themselves() {
    let treasurer = Second { office: Office::Treasurer, below: true };
    // Also where nothing else asks for two yet.
    let by_two = |first: By<'static>, second| By { second: Some(second), ..first };
    let organiser_too = Second { office: Office::Organiser, below: false };
    assert_eq!(Permits::default().may(&by_two(organiser(), treasurer), &Allow::Allowed(RESET)), Err(Refusal::NotYours));
    let export = Allow::Allowed(Permit::Export { unit: unit(1) });
    assert_eq!(Permits::default().may(&by_two(organiser(), treasurer), &export), Err(Refusal::NotYours));
    assert_eq!(Permits::default().may(&by_two(organiser(), organiser_too), &export), Err(Refusal::NotYours));
    let here = by(Office::Organiser, Reach::Here);
    let reaches = Second { office: Office::Organiser, below: true };
    assert_eq!(Permits::default().may(&by_two(here, reaches), &export), Err(Refusal::NotYours), "names of those below");
    let deputy = by_two(by(Office::Deputy, Reach::Here), organiser_too);
    assert_eq!(Permits::default().may(&deputy, &Allow::Allowed(RESET)), Err(Refusal::NotYours));
}

#[test]
fn a_permit_is_good_for_two_weeks_and_for_what_it_names() {
    let mut state = Permits::default();
    happen(&mut state, &two(), Allow::Allowed(RESET), 1).unwrap();
    let days = |days: i64| Moment(days * 86_400_000);
    assert_eq!(state.good(RESET, days(0)), Some(Moment(0)));
    assert_eq!(state.good(RESET, days(PERMIT_DAYS)), Some(Moment(0)));
    assert_eq!(state.good(RESET, Moment(days(PERMIT_DAYS).0 + 1)), None);
    assert_eq!(state.good(RESET, Moment(-1)), None, "what was allowed in the future is not allowed yet");
    assert_eq!(state.good(Permit::Reset { office: Office::Secretary, number: 2 }, days(0)), None);
    assert_eq!(state.good(Permit::Export { unit: unit(1) }, days(0)), None);
}

#[test]
fn a_bulletin_holds_so_many_permits_and_no_more() {
    let state = Permits { all: vec![(Moment(0), RESET); PERMITS] };
    assert_eq!(state.may(&two(), &Allow::Allowed(RESET)), Err(Refusal::TooLong));
}
