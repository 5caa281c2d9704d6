//! What holds for every cell, whatever its books say.

use std::collections::BTreeMap;

use charter::calendar::{Day, Month};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use returns::{Members, Return, Share};

use super::{baseline, cell, today, unit, usual};
use crate::measure::{DIMENSIONS, PROPORTIONS};
use crate::*;

fn count() -> impl Strategy<Value = u32> {
    prop_oneof![20 => 0..9u32, 1 => Just(u32::MAX)]
}

fn share() -> impl Strategy<Value = Share> {
    (count(), count()).prop_map(|(part, of)| Share { part, of })
}

fn month() -> impl Strategy<Value = Return> {
    let meetings = (of(count()), count(), count(), count());
    let people = (of(share()), of(share()), of(share()), prop_oneof![Just(2), 5..90u32]);
    let work = (of(share()), of(any::<bool>()), of(share()));
    let asked = (of(share()), of(share()), of(share()), of(share()), of(share()));
    (meetings, people, share(), share(), work, asked).prop_map(|(meetings, people, minutes, confirmed, work, asked)| {
        let ((due, held, counted, quorate), (worked, deputy, turns)) = (meetings, work);
        let (cared, answered, pulse, settled, carried) = asked;
        let beyond = Return { worked, deputy, turns, cared, answered, pulse, settled, carried, ..usual(Month(0)) };
        let (present, welcomed, kept, roll) = people;
        let members = if roll < 5 { Members::UnderFive } else { Members::Counted(roll) };
        Return { due, held, counted, quorate, present, welcomed, kept, members, minutes, confirmed, ..beyond }
    })
}

/// A cell with any returns up to June 2026, that last met some days ago.
fn any_cell() -> impl Strategy<Value = Cell> {
    let signs = (0..400i32, of(1..200u32), of(-9..200i32), of(0..3_000i32));
    (any::<u16>(), vec(month(), 0..14), signs).prop_map(|(number, months, (ago, cadence, next, age))| {
        let mut cell = Cell { cadence, ..cell(number.into(), 0) };
        cell.returns = dated(months);
        cell.met.iter_mut().for_each(|met| met.0 = met.0.plus(-ago));
        cell.next = next.map(|days| today().plus(days));
        cell.founded = age.map(|days| today().plus(-days));
        cell
    })
}

fn dated(months: Vec<Return>) -> Vec<Return> {
    let first = released(today()).plus(1 - months.len() as i32);
    (0..).zip(months).map(|(later, month)| Return { month: first.plus(later), ..month }).collect()
}

fn any_baseline() -> impl Strategy<Value = Baseline> {
    let norm = (0..=SCALE, 0..=SCALE).prop_map(|(a, b)| Norm { median: a.max(b), lower: a.min(b) });
    (any::<[u16; PROPORTIONS]>(), vec(norm, DIMENSIONS), 0..=SCALE).prop_map(|(medians, norms, quorate)| Baseline {
        quorate,
        proportions: medians.map(|median| Some(u32::from(median) % (SCALE + 1))),
        dimensions: std::array::from_fn(|at| Some(norms[at])),
        ..baseline()
    })
}

fn scored(cells: &[Cell], baseline: &Baseline) -> Vec<Health> {
    cells.iter().map(|cell| score(cell, baseline, today())).collect()
}

/// What is counted stands there whether anybody puts it down or not.
fn none_of(share: Option<Share>) -> Option<Share> {
    share.map(|share| Share { part: 0, ..share })
}

/// The return without what this dimension records. What is counted whether anybody puts it down or not stays: of that,
/// another property says that deleting it raises nothing.
fn without(dimension: Dimension, mut month: Return) -> Return {
    match dimension {
        Dimension::Rhythm => (month.counted, month.quorate, month.present) = (0, 0, None),
        Dimension::Presence => month.present = None,
        Dimension::Renewal => (month.kept, month.welcomed) = (None, None),
        Dimension::Books => (month.minutes, month.confirmed) = (Share::default(), Share::default()),
        Dimension::Work => (month.deputy, month.turns) = (None, None),
        Dimension::Bonds => month.pulse = None,
        Dimension::Confidence | Dimension::Lines => {}
    }
    month
}

/// The return `all`, with what this dimension records taken from `one`.
fn with(dimension: Dimension, all: &Return, one: Return) -> Return {
    let all = all.clone();
    match dimension {
        Dimension::Rhythm => all,
        Dimension::Presence => Return { present: one.present, ..all },
        Dimension::Renewal => Return { kept: one.kept, welcomed: one.welcomed, ..all },
        Dimension::Books => Return { minutes: one.minutes, confirmed: one.confirmed, ..all },
        Dimension::Work => Return { deputy: one.deputy, turns: one.turns, ..all },
        Dimension::Bonds => Return { pulse: one.pulse, ..all },
        Dimension::Confidence | Dimension::Lines => all,
    }
}

/// One that the cell itself records.
fn dimension() -> impl Strategy<Value = Dimension> {
    (0..6usize).prop_map(|at| Dimension::ALL[at])
}

proptest! {
    #[test]
    fn an_index_lies_between_the_floor_and_ten_thousand(cell in any_cell(), baseline in any_baseline()) {
        let health = score(&cell, &baseline, today());
        let values = health.parts.iter().flatten().map(|part| part.value);
        for index in values.clone().chain(health.chance) {
            prop_assert!(index <= SCALE);
        }
        if let (Some(index), Some(lift)) = (health.index, health.lift) {
            prop_assert!((FLOOR..=SCALE).contains(&index) && index <= lift.index && lift.index <= SCALE);
            let values: Vec<f64> = values.map(|value| f64::from(value.max(FLOOR))).collect();
            let mean = values.iter().product::<f64>().powf(1.0 / values.len() as f64);
            prop_assert!((mean - f64::from(index)).abs() < 0.501);
        }
        for figure in health.figures.iter().flatten().filter(|figure| figure.of > 0) {
            let plain = figure.part / figure.of;
            prop_assert!(u64::from(figure.low) <= plain + 1 && plain <= u64::from(figure.high) + 1);
        }
    }

    #[test]
    fn the_order_of_cells_changes_nothing(mut cells in vec(any_cell(), 1..12), seed in any::<u64>()) {
        cells.iter_mut().zip(0..).for_each(|(cell, number)| cell.unit = unit(number));
        let found = |cells: &[Cell]| {
            let baseline = Baseline::compute(cells, today());
            let healths = scored(cells, &baseline);
            let whole = whole(&healths, &BTreeMap::from_iter(cells.iter().map(|cell| (cell.unit, unit(99)))));
            let steps = first_steps(healths.iter().map(|health| (health, None)), &whole[&unit(99)]);
            let steps: Vec<_> = steps.ranked.iter().map(|step| (step.health.unit, step.gain)).collect();
            let judged = backtest(cells, &[today().plus(-200)], SILENCE, Population::A, seed);
            (baseline, whole, steps, judged)
        };
        let before = found(&cells);
        cells.reverse();
        prop_assert_eq!(found(&cells), before);
    }

    #[test]
    fn to_stop_recording_never_raises_the_index(
        dimension in dimension(), all in month(), recorded in vec(month(), 6..14),
        silent_months in 1..14usize, baseline in any_baseline(),
    ) {
        prop_assume!(dimension != Dimension::Rhythm || all.counted > 0);
        let mut months: Vec<Return> = recorded.into_iter().map(|one| with(dimension, &all, one)).collect();
        months.resize(months.len() + silent_months, without(dimension, all));
        let mut cell = cell(1, 0);
        cell.returns = dated(months);
        let stopped = released(today()).plus(1 - silent_months as i32).first();
        let mut before = score(&cell, &baseline, stopped.plus(RELEASE)).index;
        for later in 1..=silent_months as i32 {
            let at = stopped.month().plus(later).first().plus(RELEASE);
            let after = score(&cell, &baseline, at).index;
            prop_assert!(after <= before, "{before:?} became {after:?} by {at}");
            before = after;
        }
    }

    /// The months of the one are those of the other, of which less is put down: one-to-ones were deleted, tasks not ticked
    /// off, concerns not answered. What is counted is the same, and no more of it was done.
    #[test]
    fn deleting_what_was_put_down_never_raises_the_index(
        months in vec((month(), any::<[bool; 5]>()), 6..14), baseline in any_baseline(),
    ) {
        let less = |share: Option<Share>, gone: bool| if gone { none_of(share) } else { share };
        let fewer = months.iter().map(|(month, gone)| Return {
            worked: less(month.worked, gone[0]),
            cared: less(month.cared, gone[1]),
            answered: less(month.answered, gone[2]),
            settled: less(month.settled, gone[3]),
            carried: less(month.carried, gone[4]),
            ..month.clone()
        });
        let of = |returns: Vec<Return>| {
            let mut cell = cell(1, 0);
            cell.returns = dated(returns);
            score(&cell, &baseline, today()).index
        };
        let (before, after) = (of(months.iter().map(|(month, _)| month.clone()).collect()), of(fewer.collect()));
        prop_assert!(after <= before, "{before:?} became {after:?}");
    }

    #[test]
    fn a_whole_is_the_weighted_mean_of_its_parts_at_every_split(
        cells in vec(any_cell(), 1..12), split in 0..12usize, region in vec(0..3u32, 12),
    ) {
        let healths = scored(&cells, &baseline());
        let sum = |healths: &[Health]| healths.iter().map(Sums::of).fold(Sums::default(), |mut sum, one| {
            sum.add(&one);
            sum
        });
        let (left, right) = healths.split_at(split.min(healths.len()));
        let mut parts = sum(left);
        parts.add(&sum(right));
        prop_assert_eq!(parts, sum(&healths));
        let counting = healths.iter().filter_map(|health| match health.state {
            State::Dormant => Some((i64::from(health.weight), i64::from(FLOOR))),
            _ => Some((i64::from(health.weight), i64::from(health.index?))),
        });
        let (weight, points) = counting.fold((0, 0), |sum, (weight, index)| (sum.0 + weight, sum.1 + weight * index));
        prop_assert_eq!((parts.weight(), parts.points), (weight, points));
        let mean = (weight > 0).then(|| (points as f64 / weight as f64).round() as u32);
        prop_assert_eq!(parts.index(), mean);

        let mut parents = BTreeMap::new();
        let mut healths = healths;
        for (number, (health, region)) in healths.iter_mut().zip(region).enumerate() {
            health.unit = unit(number as u32);
            parents.insert(health.unit, unit(100 + region));
            parents.insert(unit(100 + region), unit(200));
        }
        let tree = whole(&healths, &parents);
        let regions = (100..103).filter_map(|number| tree.get(&unit(number)));
        let regions = regions.fold(Sums::default(), |mut sum, one| {
            sum.add(one);
            sum
        });
        prop_assert_eq!((regions, regions), (tree[&unit(200)], parts));
    }

    #[test]
    fn what_is_added_and_removed_leaves_no_trace(cells in vec(any_cell(), 2..9)) {
        let healths = scored(&cells, &baseline());
        let mut sums = whole(&healths[1..], &BTreeMap::new());
        let (before, old) = (sums.clone(), Sums::of(&healths[0]));
        let one = sums.entry(healths[1].unit).or_default();
        one.add(&old);
        prop_assert_ne!(&sums, &before);
        sums.entry(healths[1].unit).or_default().remove(&old);
        prop_assert_eq!(sums, before);
    }

    #[test]
    fn a_changed_cell_gives_the_same_sums_as_a_new_count(cells in vec(any_cell(), 2..9), other in any_cell()) {
        let parents: BTreeMap<_, _> = cells.iter().map(|cell| (cell.unit, unit(u32::MAX))).collect();
        let mut healths = scored(&cells, &baseline());
        let mut sums = whole(&healths, &parents);
        let new = score(&Cell { unit: cells[0].unit, ..other }, &baseline(), today());
        change(&mut sums, &parents, Some(&healths[0]), &new);
        healths[0] = new;
        prop_assert_eq!(sums, whole(&healths, &parents));
    }

    #[test]
    fn the_forecast_falls_with_a_meeting_today_and_with_a_next_one_set(
        ages in proptest::collection::btree_set(1..900i32, 1..40), days in 1..SILENCE,
    ) {
        let mut met: Vec<(Day, u32)> = ages.iter().rev().map(|age| (today().plus(-age), 1)).collect();
        let next = silence(&met, Some(today().plus(days)), today());
        let without = silence(&met, None, today());
        prop_assert!(next < without);
        met.push((today(), 1));
        prop_assert!(silence(&met, None, today()) < without);
    }

    #[test]
    fn a_band_is_what_it_would_be_if_every_month_had_been_read(indexes in vec(FLOOR..=SCALE, 1..30)) {
        let bands: Vec<Band> = indexes.iter().map(|index| Band::of(*index)).collect();
        let mut band = bands[0];
        for pair in bands.windows(2) {
            if pair.iter().all(|one| *one > band) {
                band = pair[0].min(pair[1]);
            } else if pair.iter().all(|one| *one < band) {
                band = pair[0].max(pair[1]);
            }
        }
        prop_assert_eq!(Band::after(indexes.into_iter().rev()), Some(band));
    }
}
