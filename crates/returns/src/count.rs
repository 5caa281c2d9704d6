//! Counting a month: a pure function of the record. While a roll is under five nothing is told from which it could be
//! worked out exactly: neither that month nor, by what is counted over many months, any other.

use std::cell::RefCell;
use std::collections::BTreeMap;

use book::PersonId;
use care::{Gathering, Lived, Pulse};
use charter::Rules;
use charter::calendar::{Day, Month, Zone};
use meeting::{Cadence, Meeting};
use member::Member;
use serde::Serialize;
use task::Task;

use crate::beyond;
use crate::due::{cadence, due};
use crate::{Members, Return, Share};

/// The version of the rule: raised whenever it counts otherwise.
pub const RULE: u32 = 3;
/// Counts of people under this are not told.
pub(crate) const BAND: u32 = 5;
/// Days in which a newcomer should be welcomed.
const WELCOME_DAYS: i32 = 60;
/// Days in which minutes should be written.
const MINUTES_DAYS: i32 = 7;
/// A unit has fallen silent after this many days, or three cadences if that is longer.
const SILENT_DAYS: i32 = 90;

/// Months back from the last that are told at the most: fifty years.
const LONGEST: i32 = 600;

/// What of a record is counted.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// All meetings.
    pub meetings: Vec<Meeting>,
    /// All who ever were members.
    pub members: Vec<Member>,
    /// The rhythms that the unit set.
    pub cadence: Cadence,
    /// All tasks.
    pub tasks: Vec<Task>,
    /// The same people once more, as those who care for them know them.
    pub people: BTreeMap<PersonId, Lived>,
    /// Meetings of the last year of which it is known who was there.
    pub gatherings: Vec<Gathering>,
    /// What was answered to the pulse.
    pub pulse: Pulse,
    /// What other books say.
    pub beside: Beside,
}

/// What is counted of a unit and does not stand in its record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// What units above asked it to answer until a day.
    pub dues: Vec<policy::Due>,
    /// The concerns that were raised in it.
    pub concerns: Vec<concern::Whole>,
    /// Whether its secretary has a deputy; none where it has no secretary.
    pub deputy: Option<bool>,
}

/// Held meetings with their days, in the order of those.
type Dated<'a> = Vec<(Day, &'a Meeting)>;

/// The rolls at the ends of months, each counted once.
pub(crate) struct Rolls<'a> {
    pub(crate) record: &'a Record,
    known: RefCell<BTreeMap<i32, Members>>,
}

impl Rolls<'_> {
    fn of(record: &Record) -> Rolls<'_> {
        Rolls { record, known: RefCell::default() }
    }

    pub(crate) fn at(&self, end: Month) -> Members {
        *self.known.borrow_mut().entry(end.0).or_insert_with(|| members(self.record, end.last()))
    }

    pub(crate) fn are_few(&self, mut ends: impl Iterator<Item = i32>) -> bool {
        ends.any(|end| self.at(Month(end)) == Members::UnderFive)
    }

    /// Whether somebody who came on this day is told as a newcomer: the roll is told before and after.
    pub(crate) fn tell(&self, joined: Day) -> bool {
        let month = joined.month().0;
        !self.are_few(month - 1..=month)
    }
}

/// The returns of all months from the first with life in it up to `last`, silent ones left out.
pub fn months(record: &Record, rules: &Rules, last: Month) -> Vec<Return> {
    let zone = rules.zone();
    let (dated, rolls) = (dated(record, &zone), Rolls::of(record));
    let mut met = dated.iter().map(|(day, _)| *day).collect::<Vec<_>>();
    met.dedup();
    let joined = record.members.iter().filter_map(|member| member.joined);
    let Some(first) = met.iter().copied().chain(joined).min().map(Day::month) else { return vec![] };
    let mut returns: Vec<Return> = vec![];
    let (mut newcomers, mut cohort, mut cared) = (0, Share::default(), beyond::Newcomers::default());
    // A slip in a year tells no more than that.
    for month in (first.0.max(last.0.saturating_sub(LONGEST))..=last.0).map(Month) {
        let mut figures = count_dated(&rolls, rules, &zone, &dated, &met, month);
        newcomers += figures.joined.unwrap_or(0);
        cohort = cohort.and(figures.welcomed.unwrap_or_default());
        cared = cared.and(beyond::Newcomers::of(&rolls, (month.first(), month.last())));
        figures.closing = is_silent(record, &met, month);
        // Silent: one closing return, and no more until it meets again.
        if figures.closing && returns.last().is_none_or(|before| before.closing) {
            continue;
        }
        figures.joined = tell(&mut newcomers, |n| *n);
        figures.welcomed = tell(&mut cohort, |share| share.of);
        figures.cared = tell(&mut cared, |came| came.all).and_then(beyond::Newcomers::told);
        // How it is now is known, and how it was in months before is not.
        figures.deputy = record.beside.deputy.filter(|_| month == last);
        returns.push(figures);
    }
    returns
}

/// Newcomers are told once there are five, and carried into later months until then.
fn tell<T: Copy + Default>(carried: &mut T, people: impl Fn(&T) -> u32) -> Option<T> {
    (people(carried) >= BAND).then(|| std::mem::take(carried))
}

fn is_silent(record: &Record, met: &[Day], month: Month) -> bool {
    let end = month.last();
    let Some(last) = met[..met.partition_point(|day| *day <= end)].last() else { return false };
    let step = cadence(&record.cadence, met, end).unwrap_or(0);
    end.since(*last) > SILENT_DAYS.max(3 * step)
}

fn dated<'a>(record: &'a Record, zone: &Zone) -> Dated<'a> {
    let days = record.meetings.iter().filter_map(|meeting| Some((meeting.day(zone)?, meeting)));
    let mut dated = days.collect::<Dated>();
    dated.sort_by_key(|(day, _)| *day);
    dated
}

/// One month by itself: newcomers are not banded or carried yet, and neither how they were cared for nor
/// whether there was a deputy is known. `met` are the distinct days met, sorted.
pub fn count(record: &Record, rules: &Rules, zone: &Zone, met: &[Day], month: Month) -> Return {
    count_dated(&Rolls::of(record), rules, zone, &dated(record, zone), met, month)
}

fn count_dated(
    rolls: &Rolls,
    rules: &Rules,
    zone: &Zone,
    dated: &[(Day, &Meeting)],
    met: &[Day],
    month: Month,
) -> Return {
    let (first, last, record) = (month.first(), month.last(), rolls.record);
    let inside = |day: Day| first <= day && day <= last;
    let between = |first: Day, last: Day| {
        &dated[dated.partition_point(|(day, _)| *day < first)..dated.partition_point(|(day, _)| *day <= last)]
    };
    let held = between(first, last);
    let days_of = |which: &dyn Fn(&Meeting) -> bool| {
        let days = held.iter().filter(|(_, meeting)| which(meeting)).map(|(day, _)| *day);
        days.collect::<std::collections::BTreeSet<_>>().len() as u32
    };
    // A quorum of few would tell how many they are.
    let counted = |meeting: &Meeting| meeting.present.filter(|present| present.roll >= BAND);
    let present = held
        .iter()
        .filter_map(|(_, meeting)| counted(meeting))
        .fold(Share::default(), |sum, there| sum.and(Share { part: there.present, of: there.roll }));
    // Minutes are asked of a meeting in the month in which its seven days end.
    // What a file brought tells nothing of minutes, so they are not asked of it.
    let ripe = between(first.plus(-MINUTES_DAYS), last.plus(-MINUTES_DAYS));
    let ripe = ripe.iter().filter(|(_, meeting)| !meeting.bulk).collect::<Vec<_>>();
    let in_time =
        |(day, meeting): &&&(Day, &Meeting)| meeting.minuted.is_some_and(|at| zone.day(at) <= day.plus(MINUTES_DAYS));
    let of = ripe.len() as u32;
    Return {
        month,
        rule: RULE,
        due: due(&record.cadence, met, month, rules),
        held: days_of(&|_| true),
        counted: days_of(&|meeting| counted(meeting).is_some()),
        quorate: days_of(&|meeting| counted(meeting).is_some_and(|present| present.quorate)),
        present: (present.of > 0).then_some(present),
        members: rolls.at(month),
        joined: Some(newcomers(rolls).filter(|(joined, _)| inside(*joined)).count() as u32),
        welcomed: Some(welcomed(rolls, inside)),
        kept: kept(rolls, month),
        minutes: Share { part: ripe.iter().filter(in_time).count() as u32, of },
        confirmed: Share { part: ripe.iter().filter(|(_, meeting)| meeting.confirmed.is_some()).count() as u32, of },
        worked: beyond::worked(rolls, month, zone),
        deputy: None,
        turns: beyond::turns(dated.iter().copied(), inside),
        cared: None,
        answered: beyond::answered(rolls, month),
        pulse: beyond::pulse(record, month),
        settled: beyond::settled(record, month),
        carried: beyond::carried(record, inside),
        late: false,
        bulk: match held.is_empty() {
            false => held.iter().any(|(_, meeting)| meeting.bulk),
            true => {
                record.meetings.iter().any(|meeting| meeting.bulk) || record.members.iter().any(|member| member.bulk)
            }
        },
        closing: false,
    }
}

fn members(record: &Record, day: Day) -> Members {
    // A membership whose beginning is unknown counts at every date, since it must weigh somewhere.
    let counts = |member: &&Member| match member.is_undated() {
        true => member.left.is_none_or(|left| left > day),
        false => member.is_on_the_roll(day),
    };
    match record.members.iter().filter(counts).count() as u32 {
        0..BAND => Members::UnderFive,
        many => Members::Counted(many),
    }
}

/// Who came, and when they were welcomed.
fn newcomers(rolls: &Rolls) -> impl Iterator<Item = (Day, Option<Day>)> {
    let came = rolls.record.members.iter().filter_map(|member| Some((member.joined?, member.welcomed)));
    came.filter(|(joined, _)| rolls.tell(*joined))
}

/// Of newcomers whose sixty days ended in the month, those who were welcomed within them.
fn welcomed(rolls: &Rolls, inside: impl Fn(Day) -> bool) -> Share {
    let ended = newcomers(rolls).filter(|(joined, _)| inside(joined.plus(WELCOME_DAYS)));
    ended.fold(Share::default(), |sum, (joined, welcomed)| {
        let in_time = welcomed.is_some_and(|day| day <= joined.plus(WELCOME_DAYS));
        Share { part: sum.part + u32::from(in_time), of: sum.of + 1 }
    })
}

/// Of those who were members twelve months ago, and since when is known, those who still are: they were on the roll of
/// every month between, so none of those was under five.
fn kept(rolls: &Rolls, month: Month) -> Option<Share> {
    let (then, now) = (month.plus(-12).last(), month.last());
    let dated = rolls.record.members.iter().filter(|member| !member.is_undated());
    let were = dated.filter(|member| member.is_on_the_roll(then)).collect::<Vec<_>>();
    let of = were.len() as u32;
    let part = were.iter().filter(|member| member.is_on_the_roll(now)).count() as u32;
    (of >= BAND && !rolls.are_few(month.0 - 12..=month.0)).then_some(Share { part, of })
}
