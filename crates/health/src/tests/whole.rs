//! The whole, the first step, and what a score says of itself.

use std::collections::BTreeMap;

use super::*;
use crate::*;

#[test]
fn a_roll_weighs_from_two_to_fifty_and_undated_members_where_no_return_tells_it() {
    let weight = |members, undated| {
        let mut cell = Cell { undated, ..cell(1, 1) };
        cell.returns[0].members = members;
        cell.weight(today())
    };
    assert_eq!(weight(Members::UnderFive, 4), 2);
    assert_eq!(weight(Members::UnderFive, 30), 30);
    assert_eq!(weight(Members::Counted(9), 30), 9);
    assert_eq!(weight(Members::Counted(51), 0), 50);
    assert_eq!(Cell { undated: 300, ..cell(1, 0) }.weight(today()), 50);
}

#[test]
fn a_cell_below_every_median_has_nothing_that_holds_and_a_large_one_is_crowded() {
    let health = scored(&lately(|month| {
        (month.held, month.minutes.part, month.confirmed.part) = (0, 0, 0);
        (month.present, month.kept) = (Some(Share { part: 0, of: 40 }), Some(Share { part: 0, of: 40 }));
        month.members = Members::Counted(51);
    }));
    assert_eq!((health.why.holds, health.index, health.crowded), (None, Some(FLOOR), true));
    assert!(health.why.more > 0);
}

#[test]
fn a_whole_counts_dormant_cells_at_the_floor_and_tells_who_is_left_out() {
    let dormant = Cell { met: vec![], ..cell(2, 24) };
    let forming = Cell { founded: Some(today()), ..cell(3, 24) };
    let healths = [cell(1, 24), dormant, forming, Cell::default()].map(|cell| scored(&cell));
    let parents = BTreeMap::from_iter(healths.iter().map(|health| (health.unit, unit(9))));
    let whole = whole(&healths, &parents)[&unit(9)];
    assert_eq!((whole.index(), whole.coverage()), (Some((7_500 + 2_000) / 2), (2, 4)));
    assert_eq!((whole.dormant.cells, whole.forming.cells, whole.too_little_evidence.cells), (1, 1, 1));
    assert_eq!((whole.share(Band::Strong), whole.share(Band::Steady)), (Some(5_000), Some(0)));
    assert_eq!(Sums::default().index(), None);
}

#[test]
fn a_tree_that_runs_in_a_circle_is_still_added_up() {
    let parents = BTreeMap::from([(unit(1), unit(2)), (unit(2), unit(1))]);
    assert!(whole(&[scored(&cell(1, 24))], &parents).contains_key(&unit(2)));
}

#[test]
fn a_gain_is_the_lift_and_the_silence_kept_off_for_an_hour() {
    let mut health = scored(&lately(|month| month.held = 0));
    let (index, lift) = (health.index.expect("an index"), health.lift.expect("a lift"));
    assert_eq!(lift.dimension, Dimension::Rhythm);
    let half_way = (4_397.0 * 7_500f64.powi(3)).powf(0.25);
    assert_eq!(lift.index, half_way.round() as u32);
    health.chance = Some(4_000);
    let mut whole = Sums::of(&health);
    whole.add(&Sums::of(&scored(&Cell { returns: vec![], met: vec![], ..cell(2, 0) })));
    let (now, lifted) = (f64::from(index), f64::from(lift.index));
    let expected = 10.0 / 12.0 * (0.6 * (lifted - now) + 0.2 * (now - 2_000.0)) * 0.5 / 4.0;
    assert!((gain(&health, &whole, 240) as f64 / 1e9 - expected).abs() < 1e-8);
}

#[test]
fn cells_at_risk_are_offered_help_however_small_and_the_rest_follows_by_gain() {
    let low = |month: &mut Return| {
        (month.held, month.minutes.part, month.confirmed.part) = (0, 0, 0);
        (month.present, month.kept, month.members) = (None, None, Members::UnderFive);
    };
    let small = scored(&lately(low));
    assert_eq!(small.state, State::Scored(Band::AtRisk));
    let large =
        scored(&Cell { unit: unit(2), ..lately(|month| (month.held, month.members) = (0, Members::Counted(50))) });
    let resting = scored(&Cell { unit: unit(3), met: vec![], ..cell(3, 24) });
    let mut whole = Sums::of(&small);
    whole.add(&Sums::of(&large));
    let steps = first_steps([&small, &large, &resting].map(|health| (health, None)), &whole);
    let units = |steps: &[Step]| steps.iter().map(|step| step.health.unit).collect::<Vec<_>>();
    assert_eq!((units(&steps.offers), units(&steps.ranked)), (vec![small.unit], vec![large.unit, small.unit]));
    let far = first_steps([(&large, Some(7 * 1_440)), (&small, None)], &whole);
    assert_eq!(far.ranked[0].health.unit, small.unit);
    assert_eq!((far.ranked[1].minutes, steps.ranked[0].minutes), (180 + 7 * 1_440, 180));
}

fn named(reason: Option<Reason>) -> Option<(Proportion, u64, u64)> {
    match reason {
        Some(Reason::Counted(figure)) => Some((figure.proportion, figure.part / 10_000, figure.of)),
        _ => None,
    }
}

#[test]
fn a_score_names_what_holds_what_holds_back_and_the_next_step() {
    let mut cell = lately(|month| (month.held, month.minutes.part) = (0, 4));
    let why = scored(&cell).why;
    assert_eq!(named(why.holds), Some((Proportion::Minutes, 24, 24)));
    assert_eq!(named(why.holds_back), Some((Proportion::Met, 0, 24)));
    assert_eq!(why.next, Advice::SetNextMeeting);
    assert!(why.more > 0 && why.safer > 0);
    cell.next = Some(today().plus(6));
    let set = scored(&cell).why;
    assert_eq!((set.next, set.safer), (Advice::MeetWhenDue, 0));
}

#[test]
fn a_usual_cell_is_told_to_set_its_next_meeting_and_then_to_go_on() {
    let next = |next| scored(&Cell { next, ..cell(1, 24) }).why.next;
    assert_eq!((next(None), next(Some(today().plus(6)))), (Advice::SetNextMeeting, Advice::GoOn));
}

#[test]
fn a_weakness_that_chance_could_have_made_is_not_named() {
    let rhythm = |held| lately(move |month| (month.due, month.held) = (Some(1), u32::from(month.month.0 % 6 < held)));
    let why = |cell: &Cell| scored(&Cell { next: Some(today().plus(7)), ..cell.clone() }).why;
    let four_of_six = why(&rhythm(4));
    assert_eq!((four_of_six.holds_back, four_of_six.next, four_of_six.more), (None, Advice::GoOn, 0));
    let one_of_six = why(&rhythm(1));
    assert_eq!((named(one_of_six.holds_back), one_of_six.next), (Some((Proportion::Met, 1, 6)), Advice::MeetWhenDue));
    assert!(one_of_six.more > 0);
}

#[test]
fn the_next_step_is_for_the_figure_farthest_below_its_own_median() {
    let mut baseline = baseline();
    baseline.proportions[Proportion::Confirmed as usize] = Some(4_000);
    let cell = lately(|month| (month.minutes.part, month.confirmed.part) = (1, 1));
    let why = score(&cell, &baseline, today()).why;
    assert_eq!((why.next, named(why.holds_back)), (Advice::WriteMinutes, Some((Proportion::Minutes, 6, 24))));
}
