//! The forecast on 602 real groups, where `SWARD_REAL_DATA` names the folder that holds them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use charter::calendar::Day;

use super::{day, unit};
use crate::*;

const HORIZON: i32 = 180;

fn nashville() -> Option<Vec<Cell>> {
    let Some(folder) = std::env::var_os("SWARD_REAL_DATA") else {
        eprintln!("left out: SWARD_REAL_DATA names no folder with the real groups");
        return None;
    };
    let file = PathBuf::from(folder).join("nashville/meetings.csv");
    let mut met: BTreeMap<String, BTreeMap<Day, u32>> = BTreeMap::new();
    for row in csv::Reader::from_path(file).expect("the file").into_records() {
        let row = row.expect("a row");
        let day: Day = row[3][..10].parse().expect("a day");
        *met.entry(row[1].into()).or_default().entry(day).or_default() += 1;
    }
    let cells = met.into_iter().zip(1..).map(|((name, met), number)| Cell {
        unit: unit(number),
        name,
        met: met.into_iter().collect(),
        ..Cell::default()
    });
    Some(cells.collect())
}

fn months() -> Vec<Day> {
    let first = day(2016, 11, 1).month();
    (0..7).map(|later| first.plus(later).first()).collect()
}

fn near(found: Option<f64>, expected: f64, within: f64) {
    let found = found.expect("a figure");
    assert!((found - expected).abs() < within, "{found}, not {expected}");
}

#[test]
fn real_groups_with_three_meetings_give_the_published_figures() {
    let Some(cells) = nashville() else { return };
    let found = backtest(&cells, &[day(2017, 5, 1)], HORIZON, Population::A, 1);
    let cut = &found.cuts[0];
    assert_eq!((cut.cells, cut.silent, cut.recency, cut.meetings), (340, 31, 7_752, 11_302));
    near(cut.recency_alone, 0.8391, 0.000_05);
}

#[test]
fn real_groups_that_meet_by_their_own_rhythm_give_the_published_figures() {
    let Some(cells) = nashville() else { return };
    let found = backtest(&cells, &[day(2017, 5, 1)], HORIZON, Population::B, 1);
    let cut = &found.cuts[0];
    assert_eq!((cut.cells, cut.silent, cut.recency, cut.meetings), (326, 23, 5_890, 11_079));
    near(cut.recency_alone, 0.8007, 0.000_05);
}

#[test]
fn over_seven_months_the_formula_tells_more_than_days_since_the_last_meeting() {
    let Some(cells) = nashville() else { return };
    let found = backtest(&cells, &months(), HORIZON, Population::B, 1);
    let (formula, alone) = (found.formula.expect("pairs"), found.recency_alone.expect("pairs"));
    println!("formula {formula:?}\nalone {alone:?}\nbrier {:?} {:?}", found.brier, found.brier_of_rate);
    println!("{:#?}", found.bins);
    near(Some(alone.auc), 0.837, 0.002);
    near(Some(formula.auc), 0.860, 0.002);
    assert!(formula.low < formula.auc && formula.auc < formula.high);
    assert!(found.brier < found.brier_of_rate);
}

#[test]
fn the_order_of_real_groups_changes_no_figure() {
    let Some(mut cells) = nashville() else { return };
    let found = backtest(&cells, &months(), HORIZON, Population::B, 7);
    cells.reverse();
    assert_eq!(backtest(&cells, &months(), HORIZON, Population::B, 7), found);
}

#[test]
fn real_groups_can_be_judged_at_thirteen_dates() {
    let Some(cells) = nashville() else { return };
    let dates = dates(&cells, HORIZON);
    assert_eq!((dates.len(), dates[0], dates[12]), (13, day(2016, 5, 1), day(2017, 5, 1)));
}
