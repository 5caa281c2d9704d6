//! Time and size, measured on request: `cargo test --release -p health -- --ignored --nocapture`.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use returns::Share;

use super::{cell, today, unit};
use crate::*;

#[test]
#[ignore = "a measurement, for a release build"]
fn a_hundred_thousand_cells_are_scored_in_two_seconds_and_one_return_in_five_milliseconds() {
    const CELLS: u32 = 100_000;
    let mut cells: Vec<Cell> = (0..CELLS).map(|number| cell(number, 24)).collect();
    for (number, cell) in (0u32..).zip(&mut cells) {
        for month in &mut cell.returns {
            let chance = number.wrapping_mul(2_654_435_761).wrapping_add(month.month.0 as u32 * 40_503) >> 16;
            month.held = chance % 5;
            month.minutes.part = chance / 5 % 5;
            let welcomed = Share { part: chance % 6, of: 5 };
            month.welcomed = (month.month.0 as u32 % 7 == number % 7).then_some(welcomed);
            month.present = month.present.filter(|_| number % 3 > 0 || month.month.0 % 12 < 6);
        }
    }
    let region = |cell: u32| unit(CELLS + 1 + cell / 100);
    let mut parents: BTreeMap<_, _> = (0..CELLS).map(|number| (unit(number), region(number))).collect();
    parents.extend((0..CELLS).map(|number| (region(number), unit(u32::MAX))));

    let start = Instant::now();
    let baseline = Baseline::for_date(None, &cells, today());
    let drawn = start.elapsed();
    let healths: Vec<Health> = cells.iter().map(|cell| score(cell, &baseline, today())).collect();
    let scored = start.elapsed();
    let mut sums = whole(&healths, &parents);
    let summed = start.elapsed();
    let steps = first_steps(healths.iter().map(|health| (health, None)), &sums[&unit(u32::MAX)]);
    let ranked = start.elapsed();
    println!(
        "baseline {drawn:?}, scores {:?}, sums {:?}, steps {:?}",
        scored - drawn,
        summed - scored,
        ranked - summed
    );
    println!("{:?} {}", sums[&unit(u32::MAX)], steps.ranked.len());

    cells[7].returns[23].held = 0;
    let start = Instant::now();
    let new = score(&cells[7], &baseline, today());
    change(&mut sums, &parents, Some(&healths[7]), &new);
    let one = start.elapsed();
    println!("one new return {one:?}");
    assert_eq!(sums[&unit(u32::MAX)].coverage(), (CELLS.into(), CELLS.into()));
    assert!(summed < Duration::from_secs(2) && one < Duration::from_millis(5));
}
