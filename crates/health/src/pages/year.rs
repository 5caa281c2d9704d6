//! Twelve months of one proportion, as bars: what was due, and what was done of it.

use charter::calendar::Month;
use maud::{Markup, html};
use returns::Return;
use serde::Serialize;
use web::Say;

use crate::Proportion;
use crate::count::WINDOW;

/// One proportion over a year.
#[derive(Clone, Debug, Serialize)]
pub struct Year {
    /// What is counted.
    pub proportion: Proportion,
    /// Each month, with how many of how many; none where no return tells.
    pub months: Vec<(Month, Option<(u32, u32)>)>,
    /// Why nothing is told of a month, where nothing is.
    #[serde(skip)]
    pub gaps: Vec<Option<Gap>>,
    /// The first month that still counts.
    #[serde(skip)]
    pub counts_from: Month,
}

/// Why nothing is told of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// There is no return.
    NoReturn,
    /// There is one, and nothing was to be done.
    NothingDue,
    /// There is one, which tells nothing of it: of so few people, or not yet.
    NotTold,
}

impl Gap {
    fn of(proportion: Proportion, told: Option<&Return>) -> Gap {
        let Some(month) = told else { return Gap::NoReturn };
        // Of people a figure may be kept back, or carried on until there are five; that none is told tells no more.
        match proportion {
            Proportion::Present if month.held == 0 => Gap::NothingDue,
            Proportion::Met | Proportion::Minutes | Proportion::Confirmed => Gap::NothingDue,
            Proportion::Turns | Proportion::Settled | Proportion::Carried => Gap::NothingDue,
            _ => Gap::NotTold,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Gap::NoReturn => "no-return",
            Gap::NothingDue => "nothing-due",
            Gap::NotTold => "not-told",
        }
    }
}

const WIDTH: f64 = 14.0;
const STEP: f64 = 25.0;
const HEIGHT: f64 = 56.0;
const GROUND: f64 = 64.0;

impl Year {
    /// The twelve months from one on, as returns tell them; `end` is the last month that counts.
    pub fn of(proportion: Proportion, returns: &[Return], shown: impl Iterator<Item = Month>, end: Month) -> Year {
        let month = |month: Month| {
            let told = returns.iter().find(|told| told.month == month);
            let count = told.and_then(|told| proportion.told(told));
            let count = count.map(|count| ((count.part / 10_000) as u32, count.of as u32));
            ((month, count), count.is_none().then(|| Gap::of(proportion, told)))
        };
        let (months, gaps) = shown.map(month).unzip();
        Year { proportion, months, gaps, counts_from: end.plus(1 - WINDOW) }
    }

    /// The last month that is told and still counts.
    pub fn counting(&self) -> Option<(u32, u32)> {
        let counts = self.months.iter().rev().take_while(|(month, _)| *month >= self.counts_from);
        counts.clone().find_map(|(_, told)| *told)
    }

    /// Whether there is anything to show. What every cell could tell is shown though it tells nothing.
    pub fn is_shown(&self) -> bool {
        self.proportion <= Proportion::Confirmed || self.months.iter().any(|(_, told)| told.is_some())
    }

    /// The picture, with its evidence behind it.
    pub fn figure(&self, say: &Say) -> Markup {
        let name = super::say::proportion_name(self.proportion);
        let head = say.t(&format!("year-{name}"));
        let last = self.months.iter().rev().find_map(|(month, told)| told.map(|told| (*month, told)));
        let so_many = |(part, of): (u32, u32)| {
            say.say("share", &[("part", i64::from(part).into()), ("of", i64::from(of).into())])
        };
        let spoken = last
            .map_or_else(|| say.t("year-nothing"), |(month, told)| format!("{}: {}", say.month(month), so_many(told)));
        html! {
            figure {
                figcaption { h3 { (head) } @if let Some(told) = self.counting() { span.quiet { (so_many(told)) } } }
                svg.chart viewBox="0 0 300 80" role="img" aria-label=(format!("{head}. {spoken}")) {
                    @for (at, (month, told)) in self.months.iter().enumerate() { (self.bar(say, at, *month, *told)) }
                    path.axis d="M0 64.5h300" {}
                }
                details.more {
                    summary { (say.t("where-from")) span.unseen { " " (head) } }
                    div.flow {
                        p.quiet { (say.t(&format!("from-{name}"))) }
                        table {
                            thead { tr { th scope="col" { (say.t("head-month")) } th.num scope="col" { (say.t("head-done")) } th.num scope="col" { (say.t("head-due")) } } }
                            tbody {
                                @for ((month, told), gap) in self.months.iter().zip(&self.gaps) {
                                    tr {
                                        th scope="row" { (say.month(*month)) }
                                        @match told {
                                            Some((part, of)) => { td.num { (part) } td.num { (of) } },
                                            None => td.num colspan="2" { (say.t(gap.unwrap_or(Gap::NoReturn).message())) },
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn bar(&self, say: &Say, at: usize, month: Month, told: Option<(u32, u32)>) -> Markup {
        let most = self.months.iter().filter_map(|(_, told)| told.map(|told| told.1)).max().unwrap_or(1).max(1);
        let left = 5.5 + STEP * at as f64;
        let height = |n: u32| (HEIGHT * f64::from(n) / f64::from(most) * 10.0).round() / 10.0;
        let now = at + 1 == self.months.len();
        html! {
            @match told {
                Some((_, 0)) => {},
                None if self.gaps.get(at) == Some(&Some(Gap::NothingDue)) => {},
                Some((part, of)) => {
                    rect.due x=(left) y=(GROUND - height(of)) width=(WIDTH) height=(height(of)) rx="2" {}
                    @if part > 0 { rect.done x=(left) y=(GROUND - height(part.min(of))) width=(WIDTH) height=(height(part.min(of))) rx="2" {} }
                },
                None => text x=(left + WIDTH / 2.0) y="60" text-anchor="middle" font-size="13" { "?" },
            }
            text.now[now] x=(left + WIDTH / 2.0) y="78" text-anchor="middle" font-size="12" { (say.month_initial(month)) }
        }
    }
}

/// A year of the index, as a line between its bands; the last point is now.
pub fn trace(say: &Say, points: &[(Month, Option<u32>)]) -> Markup {
    // As high as the bands and the year need, and no higher.
    let told = || points.iter().filter_map(|(_, index)| *index);
    let (low, high) = (told().fold(crate::AT_RISK, u32::min), told().fold(crate::STRONG, u32::max));
    let y = |index: u32| (190.0 - f64::from(index - low) / f64::from(high - low) * 160.0).round();
    let x = |at: usize| 10.0 + 30.0 * at as f64;
    let known =
        points.iter().enumerate().filter_map(|(at, (_, index))| index.map(|index| (at, index))).collect::<Vec<_>>();
    let path = known
        .iter()
        .enumerate()
        .map(|(n, (at, index))| format!("{}{} {}", if n == 0 { "M" } else { "L" }, x(*at), y(*index)));
    let spoken = match (known.first(), known.last()) {
        (Some((_, first)), Some((_, last))) => {
            let [first, last] = [first, last].map(|index| i64::from(super::say::points(*index)));
            say.say("trace-spoken", &[("first", first.into()), ("last", last.into())])
        }
        _ => say.t("year-nothing"),
    };
    html! {
        svg.chart viewBox="0 0 440 236" role="img" aria-label=(spoken) {
            @for (index, name) in [(crate::STRONG, "band-strong"), (crate::STEADY, "band-steady"), (crate::AT_RISK, "band-at-risk")] {
                path.faint d=(format!("M0 {}h440", y(index))) {}
                text x="440" y=(y(index) - 6.0) text-anchor="end" font-size="16" { (say.t(name)) }
            }
            path.trace d=(path.collect::<String>()) {}
            @if let Some((at, index)) = known.last() {
                circle.dot cx=(x(*at)) cy=(y(*index)) r="6" {}
                text.now x=(x(*at) + 12.0) y=(y(*index) + 6.0) font-size="17" { (super::say::points(*index)) }
            }
            @for (at, (month, _)) in points.iter().enumerate() {
                text x=(x(at)) y="231" text-anchor="middle" font-size="16" { (say.month_initial(*month)) }
            }
        }
    }
}

/// The same in small, without words.
pub fn spark(say: &Say, points: &[(Month, Option<u32>)]) -> Markup {
    let known =
        points.iter().enumerate().filter_map(|(at, (_, index))| index.map(|index| (at, index))).collect::<Vec<_>>();
    let (low, high) = known
        .iter()
        .fold((10_000, 0), |(low, high), (_, index)| (index.min(&low).to_owned(), index.max(&high).to_owned()));
    let span = f64::from((high.saturating_sub(low)).max(400));
    let x = |at: usize| (4.0 + 260.0 * at as f64 / (points.len().max(2) - 1) as f64).round();
    let y = |index: u32| (38.0 - 30.0 * f64::from(index.saturating_sub(low)) / span).round();
    let path = known
        .iter()
        .enumerate()
        .map(|(n, (at, index))| format!("{}{} {}", if n == 0 { "M" } else { "L" }, x(*at), y(*index)));
    html! {
        @if known.len() > 1 {
            svg.chart.range viewBox="0 0 274 46" role="img" aria-label=(say.t("a-year-of-it")) {
                path.trace d=(path.collect::<String>()) {}
                @if let Some((at, index)) = known.last() { circle.dot cx=(x(*at)) cy=(y(*index)) r="6" {} }
            }
        }
    }
}
