//! The forecast, its backtest and its plot.

use super::*;
use crate::*;

#[test]
fn a_forecast_is_the_formula() {
    let near = |found: Option<f64>, expected: f64| assert!((found.expect("a chance") - expected).abs() < 1e-6);
    near(silence(&[(today(), 1)], None, today()), 0.106_781_1);
    let met = [(today().plus(-100), 1), (today().plus(-30), 2), (today().plus(1), 1)];
    near(silence(&met, None, today()), 0.234_715_1);
    near(silence(&met, Some(today().plus(180)), today()), 0.071_215_2);
    assert_eq!(silence(&met, Some(today().plus(181)), today()), silence(&met, None, today()));
    assert_eq!(silence(&met, Some(today()), today()), silence(&met, None, today()));
    assert_eq!(silence(&[], None, today()), None);
}

#[test]
fn the_day_itself_is_a_bin_of_its_own() {
    let found = silence(&[(today().plus(-1), 1), (today(), 1)], None, today()).expect("a chance");
    assert!((found - 0.050_214_1).abs() < 1e-6, "{found}");
}

#[test]
fn a_backtest_looks_at_the_past_alone_and_counts_ties_in_part() {
    let weekly = |number, ago: i32, then: i32| Cell {
        unit: unit(number),
        met: [28, 21, 14, 0]
            .map(|before| (today().plus(-ago - before), 2))
            .into_iter()
            .chain([(today().plus(then), 1)])
            .collect(),
        ..Cell::default()
    };
    let cells = [
        weekly(1, 7, 180),
        weekly(2, 7, 181),
        weekly(3, 3, 1),
        weekly(4, 90, 400),
        weekly(5, 91, 400),
        weekly(6, 3, 2),
    ];
    let judge = |population| backtest(&cells, &[today()], 180, population, 1);
    let (a, b) = (judge(Population::A), judge(Population::B));
    assert_eq!((a.cuts[0].cells, a.cuts[0].silent, a.cuts[0].meetings, a.cuts[0].recency), (6, 3, 48, 201));
    assert_eq!((b.cuts[0].cells, b.cuts[0].silent), (5, 2));
    let alone = b.recency_alone.expect("pairs");
    assert_eq!((alone.auc, alone.recall), (5.5 / 6.0, 0.5));
    assert_eq!(
        b.bins.iter().map(|bin| (bin.cells, bin.silent)).fold((0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1)),
        (5, 2)
    );
    assert_eq!(backtest(&cells, &[], 180, Population::A, 1).brier, None);
}

#[test]
fn a_fifth_that_ends_in_a_tie_finds_silences_in_part() {
    let cell = |number, then: Option<i32>| Cell {
        unit: unit(number),
        met: [-28, -14, -7].into_iter().chain(then).map(|at| (today().plus(at), 1)).collect(),
        ..Cell::default()
    };
    let cells = [cell(1, None), cell(2, Some(3)), cell(3, Some(3)), cell(4, Some(3))];
    let found = backtest(&cells, &[today()], 180, Population::B, 1).formula.expect("pairs");
    assert_eq!((found.auc, found.recall), (0.5, 0.25));
}

#[test]
fn dates_leave_half_a_year_of_past_and_the_whole_horizon_ahead() {
    let met = |from: Day, to: Day| [Cell { met: vec![(from, 1), (to, 1)], ..Cell::default() }];
    let first = day(2026, 7, 1);
    assert_eq!(dates(&met(first.plus(-180), first.plus(180)), 180), [first]);
    assert_eq!(dates(&met(first.plus(-179), first.plus(180)), 180), []);
    assert_eq!(dates(&met(first.plus(-180), first.plus(179)), 180), []);
    assert_eq!(dates(&[], 180), []);
}

#[test]
fn a_plot_shows_each_bin_that_has_cells_and_takes_no_markup_from_its_words() {
    let bins = [Bin { cells: 9, silent: 3, chance: 0.25 }, Bin::default()];
    let labels = Labels { title: "a <b> & \"c\"".into(), forecast: "said".into(), came: "came".into() };
    let svg = reliability(&bins, &labels);
    assert_eq!(svg.matches("<circle").count(), 1);
    assert!(svg.contains("<title>a &lt;b&gt; &amp; &quot;c&quot;</title>") && svg.contains("<title>3/9</title>"));
    assert!(svg.contains("cx=\"136.0\" cy=\"269.3\"") && !svg.contains("NaN"));
}
