//! Totals above cells: no difference of two of them leaves how many belong to a cell of fewer than five.

use std::collections::HashMap;

use charter::UnitKind;
use ledger::Unit;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use returns::Members;

use super::{baseline, cell, today, unit};
use crate::*;

/// The centre, and its regions after it.
const CENTRE: u32 = 1_000;
const REGIONS: u32 = 4;

/// A cell with a roll, or one of '0 to 4', in a region.
fn a_cell() -> impl Strategy<Value = (Option<u32>, u32)> {
    (of(5..80u32), 1..=REGIONS)
}

/// A tree of them, as it stands: what is closed is not in it.
fn picture(cells: &[(Option<u32>, u32)], gone: Option<usize>) -> Picture {
    let place = |number: u32, parent: Option<u32>, kind| {
        let (id, parent) = (unit(number), parent.map(unit));
        let unit =
            Unit { id, parent, kind, name: String::new(), code: None, founded: None, admitted: true, closed: false };
        (id, unit)
    };
    let mut units = HashMap::from([place(CENTRE, None, UnitKind::Centre)]);
    units.extend((1..=REGIONS).map(|region| place(CENTRE + region, Some(CENTRE), UnitKind::Region)));
    let mut drawn = vec![];
    for (number, (roll, region)) in (0..).zip(cells).filter(|(number, _)| gone != Some(*number as usize)) {
        units.extend([place(number, Some(CENTRE + region), UnitKind::Cell)]);
        let mut cell = cell(number, 12);
        let members = roll.map_or(Members::UnderFive, Members::Counted);
        cell.returns.iter_mut().for_each(|month| month.members = members);
        // Here and there a file names members whose beginning is unknown: too few to be told.
        cell.undated = number % 5;
        drawn.push(cell);
    }
    Picture { as_of: today(), units, cells: drawn, baseline: baseline() }
}

/// Every total that is shown of every unit: cells, people, and the sums of the index.
fn totals(picture: &Picture) -> HashMap<UnitId, (usize, u64, Sums)> {
    let sums = whole(&picture.healths(), &picture.parents());
    let sizes = picture.sizes();
    sums.into_iter().map(|(unit, sums)| (unit, (sizes[&unit].0, sizes[&unit].1, sums))).collect()
}

#[test]
fn a_cell_that_was_small_within_the_year_is_not_blamed_for_what_is_not_told_of_who_stayed() {
    let renewal = |small: usize, months: i32| {
        let mut cell = cell(1, months);
        cell.returns[small].members = Members::UnderFive;
        cell.returns.iter_mut().for_each(|month| (month.kept, month.welcomed) = (None, None));
        let parts = score(&cell, &baseline(), today()).parts;
        let part = |dimension: Dimension| parts[dimension as usize].expect("a part");
        (part(Dimension::Renewal).withheld, part(Dimension::Presence).withheld)
    };
    // Of two years, thirteen ends of months are looked at; a cell of half a year was none before.
    assert_eq!([10, 11, 22].map(|small| renewal(small, 24)), [(false, false), (true, false), (true, false)]);
    assert_eq!(renewal(0, 6), (true, false));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// A total, less the parts that are shown beside it; and the same total before and after a small cell came, went,
    /// or was moved.
    #[test]
    fn no_difference_of_two_totals_gives_a_small_cell_away(
        cells in vec(a_cell(), 1..14), small in any::<prop::sample::Index>(), to in 1..=REGIONS,
    ) {
        let mut cells = cells;
        let at = small.index(cells.len());
        cells[at].0 = None;
        let (with, without) = (totals(&picture(&cells, None)), totals(&picture(&cells, Some(at))));
        let few = i64::from(FEW);
        let none = || (0, 0, Sums::default());
        for number in [CENTRE, CENTRE + cells[at].1] {
            let (here, gone) = (with[&unit(number)], without.get(&unit(number)).copied().unwrap_or_else(none));
            prop_assert_eq!((here.0 - gone.0, here.1 - gone.1), (1, 0), "people went with it");
            prop_assert_eq!(here.2.weight() - gone.2.weight(), few, "it weighs what every small cell does");
        }
        // Less all others that are shown, a total leaves nothing.
        let shown = cells.iter().filter(|(_, region)| *region == cells[at].1).filter_map(|(roll, _)| *roll);
        prop_assert_eq!(with[&unit(CENTRE + cells[at].1)].1, shown.map(u64::from).sum::<u64>());
        prop_assert!((with[&unit(at as u32)].1, with[&unit(at as u32)].2.weight()) == (0, few));
        let before = with[&unit(CENTRE)];
        cells[at].1 = to;
        prop_assert_eq!(totals(&picture(&cells, None))[&unit(CENTRE)], before, "it was moved");
    }
}
