//! Bands, states and the baseline.

use super::*;
use crate::*;

#[test]
fn a_return_counts_from_a_week_after_its_month() {
    assert_eq!(released(day(2026, 7, 7)), day(2026, 6, 1).month());
    assert_eq!(released(day(2026, 7, 6)), day(2026, 5, 1).month());
}

#[test]
fn two_unknown_dimensions_that_others_record_are_too_little_evidence() {
    let mut cell = cell(1, 24);
    for month in &mut cell.returns {
        (month.minutes, month.confirmed, month.present) = Default::default();
    }
    let health = scored(&cell);
    assert_eq!((health.state, health.index), (State::TooLittleEvidence, None));
    assert_eq!(health.why.next, Advice::Record(Dimension::Presence));
}

#[test]
fn fewer_than_three_meetings_due_are_too_little_evidence() {
    let seldom = |due| lately(move |month| month.due = Some(due * u32::from(month.month.0 % 6 == 0)));
    let health = scored(&seldom(2));
    assert_eq!((health.state, health.why.holds_back), (State::TooLittleEvidence, Some(Reason::FewDue(2))));
    assert!(matches!(scored(&seldom(3)).state, State::Scored(_)));
}

#[test]
fn a_cell_is_dormant_after_the_longer_of_ninety_days_and_three_cadences() {
    let state = |cadence, ago: i32| scored(&Cell { cadence, met: vec![(today().plus(-ago), 1)], ..cell(1, 24) }).state;
    assert!(matches!(state(Some(7), 90), State::Scored(_)));
    assert_eq!(state(Some(7), 91), State::Dormant);
    assert!(matches!(state(Some(31), 93), State::Scored(_)));
    assert_eq!(state(Some(31), 94), State::Dormant);
    assert_eq!(state(None, 91), State::Dormant);
}

#[test]
fn a_cell_is_forming_until_it_is_half_a_year_old() {
    let state = |age: i32| scored(&Cell { founded: Some(today().plus(-age)), ..cell(1, 24) }).state;
    assert_eq!(state(182), State::Forming);
    assert!(matches!(state(183), State::Scored(_)));
}

#[test]
fn a_cell_of_unknown_age_begins_with_the_first_day_it_met() {
    let imported = Cell { founded: None, met: vec![(today().plus(-20), 1)], ..cell(1, 24) };
    assert_eq!(scored(&imported).state, State::Forming);
    assert_eq!(scored(&Cell { met: vec![], ..imported }).state, State::TooLittleEvidence);
}

#[test]
fn a_cell_that_never_met_is_forming_and_then_dormant() {
    let state = |age: i32| scored(&Cell { founded: Some(today().plus(-age)), ..Cell::default() }).state;
    assert_eq!((state(100), state(300)), (State::Forming, State::Dormant));
}

#[test]
fn a_band_changes_after_two_months_on_the_other_side() {
    let band = |newest_first: &[u32]| Band::after(newest_first.iter().copied());
    assert_eq!(band(&[6_999, 7_000, 7_000]), Some(Band::Strong));
    assert_eq!(band(&[6_999, 6_999, 7_000, 7_000]), Some(Band::Steady));
    assert_eq!(band(&[2_999, 6_999, 7_000, 7_000]), Some(Band::Steady));
    assert_eq!(band(&[7_000, 4_999, 7_000, 4_999, 5_000]), Some(Band::Steady));
    assert_eq!(band(&[]), None);
}

#[test]
fn one_bad_month_leaves_a_band_where_it_was() {
    let mut cell = cell(1, 24);
    cell.returns[23].held = 0;
    cell.returns[23].present = Some(Share { part: 0, of: 40 });
    let health = scored(&cell);
    assert!(health.index < Some(STRONG));
    assert_eq!(health.state, State::Scored(Band::Strong));
}

#[test]
fn a_baseline_is_frozen_at_the_end_of_the_quarter_before() {
    assert_eq!(Baseline::day(day(2026, 7, 1)), day(2026, 6, 30));
    assert_eq!(Baseline::day(day(2026, 6, 30)), day(2026, 3, 31));
    let cells = [cell(1, 24)];
    let published = Baseline { quorate: 1, ..baseline() };
    assert_eq!(Baseline::for_date(Some(&published), &cells, today()), published);
    let later = Baseline::for_date(Some(&published), &cells, day(2026, 10, 1));
    assert_eq!((later.computed, later.day), (true, day(2026, 9, 30)));
}

#[test]
fn a_baseline_has_the_median_and_the_lower_quartile_of_its_cells() {
    let books = |number, part| {
        let mut cell = cell(number, 24);
        cell.returns.iter_mut().for_each(|month| month.minutes = Share { part, of: 4 });
        cell
    };
    let cells: Vec<Cell> = (0..4).map(|part| books(part, part + 1)).collect();
    let found = Baseline::compute(&cells, day(2026, 6, 30));
    assert_eq!((found.cells, found.quorate), (4, SCALE));
    assert_eq!(found.proportions[Proportion::Minutes as usize], Some(6_250));
    let norm = found.dimensions[Dimension::Books as usize].expect("a norm");
    assert_eq!((norm.median, norm.lower), (6_250, 3_147));
    assert_eq!(found.proportions[Proportion::Welcomed as usize], None);
}

/// What the usual cell of these examples tells nothing of.
const LATER: [Dimension; 4] = [Dimension::Work, Dimension::Bonds, Dimension::Confidence, Dimension::Lines];

#[test]
fn a_dimension_that_hardly_anybody_records_is_left_out_for_all() {
    let cells = |recording: u32, of: u32| -> Vec<Cell> {
        let cell = |number| {
            if number < recording { cell(number, 24) } else { Cell { returns: bare(), ..cell(number, 0) } }
        };
        (0..of).map(cell).collect()
    };
    let one_in_ten = Baseline::compute(&cells(1, 10), day(2026, 6, 30));
    assert_eq!(one_in_ten.left_out().collect::<Vec<_>>(), LATER);
    let one_in_eleven = Baseline::compute(&cells(1, 11), day(2026, 6, 30));
    assert_eq!(one_in_eleven.left_out().count(), 3 + LATER.len());
    let health = score(&Cell { returns: bare(), ..cell(1, 0) }, &one_in_eleven, today());
    assert_eq!(health.parts.iter().flatten().count(), 1);
    assert_eq!(health.index, Some(value(&health, Dimension::Rhythm)));
}

#[test]
fn minutes_that_nobody_ever_wrote_are_left_out_and_not_counted_as_none() {
    let unwritten = |number| {
        let mut cell = cell(number, 24);
        for month in &mut cell.returns {
            (month.minutes.part, month.confirmed.part, month.welcomed) = (0, 0, Some(Share { part: 0, of: 5 }));
        }
        cell
    };
    let nobody = Baseline::compute(&[unwritten(1), unwritten(2)], day(2026, 6, 30));
    assert_eq!(nobody.left_out().collect::<Vec<_>>(), [&[Dimension::Books], &LATER[..]].concat());
    assert_eq!(nobody.proportions[Proportion::Welcomed as usize], None);
    assert_eq!(score(&unwritten(1), &nobody, today()).index, Some(7_500));
    let somebody = Baseline::compute(&[unwritten(1), cell(2, 24)], day(2026, 6, 30));
    let books = score(&unwritten(1), &somebody, today()).parts[Dimension::Books as usize];
    assert_eq!(books.map(|part| (part.known, part.value)), Some((false, 7_500)));
}

/// Returns in which only the rhythm is recorded.
fn bare() -> Vec<Return> {
    let bare = |month: Return| Return {
        present: None,
        kept: None,
        minutes: Share::default(),
        confirmed: Share::default(),
        ..usual(month.month)
    };
    cell(1, 24).returns.into_iter().map(bare).collect()
}

#[test]
fn a_cell_is_missed_after_the_longer_of_two_weeks_and_its_cadence_unless_a_meeting_is_set() {
    let quiet = |cadence, ago: i32, next: Option<i32>| {
        let (met, next) = (vec![(today().plus(-ago), 1)], next.map(|days| today().plus(days)));
        Cell { cadence, met, next, ..cell(1, 24) }.quiet_since(today()).is_some()
    };
    assert_eq!([quiet(Some(7), 14, None), quiet(Some(7), 15, None)], [false, true]);
    assert_eq!([quiet(Some(28), 28, None), quiet(Some(28), 29, None)], [false, true]);
    assert_eq!([quiet(None, 15, None), quiet(None, 400, Some(3)), quiet(None, 400, Some(-1))], [true, false, true]);
    let far = [SILENCE, SILENCE + 1, 73 * 365].map(|days| quiet(Some(7), 15, Some(days)));
    assert_eq!(far, [false, true, true], "a meeting in a far year is no sign of life");
    assert_eq!(Cell { met: vec![], ..cell(1, 24) }.quiet_since(today()), None, "it never met, and is not missed");
}
