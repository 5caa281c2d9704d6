//! What enters the index, and how.

use super::*;
use crate::count::Count;
use crate::*;

#[test]
fn a_cell_in_which_all_is_usual_stands_at_the_medians() {
    let health = scored(&cell(1, 24));
    assert_eq!((health.index, health.state), (Some(7_500), State::Scored(Band::Strong)));
    assert_eq!((health.weight, health.crowded), (10, false));
}

#[test]
fn a_proportion_is_drawn_to_the_median_by_five_observations() {
    let count = Count::new(0, 4);
    assert_eq!(count.shrunk(7_500), 4_167);
    assert_eq!(Count::new(40, 40).shrunk(7_500), 9_722);
}

#[test]
fn an_evening_is_one_observation_however_many_came() {
    let presence = |part, of| {
        value(&scored(&lately(|month| month.present = Some(returns::Share { part, of }))), Dimension::Presence)
    };
    // None of 18 evenings' places, and half of them: 18 observations, beside the five of the median.
    assert_eq!((presence(0, 30), presence(0, 300)), (1_630, 1_630));
    assert_eq!((presence(15, 30), presence(150, 300)), (5_543, 5_543));
}

#[test]
fn two_evenings_are_too_few_to_know_who_comes() {
    let once = |month: &mut Return| (month.counted, month.present) = (0, None);
    let mut cell = lately(once);
    for month in cell.returns.iter_mut().rev().take(2) {
        (month.counted, month.present) = (1, Some(returns::Share { part: 10, of: 10 }));
    }
    let part = scored(&cell).parts[Dimension::Presence as usize].expect("it is recorded");
    assert_eq!((part.known, part.value), (false, 5_000));
}

#[test]
fn an_interval_is_wilsons_at_ninety_percent() {
    assert_eq!(Count::new(8, 10).interval(), (5_408, 9_314));
    assert_eq!(Count::default().interval(), (0, SCALE));
}

#[test]
fn one_failing_dimension_is_taken_no_lower_than_the_floor() {
    let mut baseline = baseline();
    baseline.proportions = [Some(0); crate::measure::PROPORTIONS];
    let mut cell = cell(1, 24);
    for month in &mut cell.returns[1..] {
        (month.minutes.part, month.confirmed.part) = (0, 0);
    }
    let health = score(&cell, &baseline, today());
    let others = [Dimension::Rhythm, Dimension::Presence, Dimension::Renewal].map(|one| f64::from(value(&health, one)));
    let mean = (others.iter().product::<f64>() * 2_000.0).powf(0.25).round() as u32;
    assert_eq!((value(&health, Dimension::Books), health.index), (0, Some(mean)));
}

#[test]
fn a_day_met_counts_whether_or_not_there_was_a_quorum_since_presence_tells_who_came() {
    let rhythm = |quorate| {
        let health = scored(&lately(|month| month.quorate = quorate));
        health.figures[Proportion::Met as usize].map(|figure| (figure.part, figure.of))
    };
    assert_eq!((rhythm(0), rhythm(3)), (Some((180_000, 24)), Some((180_000, 24))));
}

#[test]
fn what_was_confirmed_counts_no_further_than_it_was_written_in_time() {
    let health = scored(&lately(|month| (month.minutes.part, month.confirmed.part) = (1, 4)));
    let count = |which| health.figures[which as usize].map(|figure| (figure.part, figure.of));
    assert_eq!(count(Proportion::Confirmed), count(Proportion::Minutes));
}

#[test]
fn an_unknown_dimension_enters_at_the_lower_quartile() {
    let mut cell = cell(1, 24);
    cell.returns.iter_mut().for_each(|month| (month.minutes, month.confirmed) = Default::default());
    let health = scored(&cell);
    assert_eq!(value(&health, Dimension::Books), 5_000);
    assert_eq!(health.why.holds_back, Some(Reason::Unrecorded(Dimension::Books)));
    assert_eq!(health.why.next, Advice::Record(Dimension::Books));
}

#[test]
fn an_unknown_dimension_enters_at_its_own_last_value_if_that_was_lower() {
    let mut cell = lately(|month| (month.minutes, month.confirmed) = Default::default());
    cell.returns[1..18].iter_mut().for_each(|month| (month.minutes.part, month.confirmed.part) = (0, 0));
    assert_eq!(value(&scored(&cell), Dimension::Books), 1_293);
}

#[test]
fn a_cell_with_under_five_members_is_scored_on_what_it_may_tell() {
    let mut cell = cell(1, 24);
    for month in &mut cell.returns {
        (month.present, month.kept, month.members) = (None, None, Members::UnderFive);
    }
    let health = scored(&cell);
    assert_eq!((value(&health, Dimension::Presence), health.weight), (5_000, 2));
    assert_eq!(health.index, Some(6_124));
    assert_eq!(health.why.holds_back, Some(Reason::Withheld(Dimension::Presence)));
}

#[test]
fn who_stayed_is_taken_from_the_last_count_alone() {
    let mut cell = cell(1, 24);
    cell.returns[23].kept = Some(Share { part: 8, of: 8 });
    let kept = scored(&cell).figures[Proportion::Kept as usize].expect("a figure");
    assert_eq!((kept.part, kept.of), (80_000, 8));
}
