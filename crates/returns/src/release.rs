//! What a unit's keeper has to tell at a date: signs as they happen, months a week after their end.

use std::collections::BTreeMap;

use book::{CommandId, Hash, Kind as BookKind, UnitId};
use charter::Rules;
use charter::calendar::{Day, Moment, Month};
use ledger::{Error, Look, Term, Wish, own_subject};
use serde::Serialize;

use crate::returned::MONTHS;
use crate::table::{beside, head, record};
use crate::{Beside, RULE, Record, Release, Return, Returns, Sign, Signs, months};

/// A month is released so many days after its end.
pub const RELEASE_DAYS: i32 = 7;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The day on which it is asked.
    pub today: Day,
    /// The moment that is claimed.
    pub now: Moment,
    /// The organisation's rules.
    pub rules: &'a Rules,
    /// Months after this one are not told, since nobody says that the organisation lives on.
    pub last: Option<Month>,
    /// Told by the unit itself, before the week has passed.
    pub early: Option<Month>,
    /// Signs alone are told: nobody confirmed that the months have passed.
    pub signs_alone: bool,
}

/// All that the months of a unit follow from, and what was told of them. Where it is what it was when
/// nothing was left to tell, nothing is left now, and no record need be counted again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Basis<'a> {
    rules: &'a Rules,
    rule: u32,
    record: Hash,
    last: Month,
    counted: Option<Hash>,
    released: Option<Moment>,
    beside: Beside,
    /// The next meeting that was told lies behind: another may be ahead, though nobody wrote anything.
    passed: bool,
}

/// What a unit's keeper has to tell.
#[derive(Debug)]
pub struct Due<'a> {
    /// The commands; none if all is told.
    pub wishes: Vec<Wish>,
    /// A month that was told less than a week ago changed, and waits.
    pub waits: bool,
    /// From what this was counted, as it stands once the commands are done; none where signs alone were.
    pub basis: Option<Basis<'a>>,
}

/// What the keeper of a unit has to tell. `is_known` says whether nothing was left to tell when
/// everything stood as it stands now; `id` gives fresh command ids.
pub fn wanted<'a>(
    look: &Look,
    unit: UnitId,
    wanted: Wanted<'a>,
    is_known: impl FnOnce(&Basis) -> bool,
    mut id: impl FnMut() -> CommandId,
) -> Result<Due<'a>, Error> {
    let (subject, rules) = (own_subject(unit), wanted.rules);
    let counted = head(look, unit, BookKind::Record)?;
    let told: Returns = look.subject(unit, subject)?.unwrap_or_default();
    let last = wanted.early.unwrap_or(ended(wanted.today)).0.min(wanted.last.map_or(i32::MAX, |last| last.0));
    let last = Month(last);
    let signs: Signs = look.subject(unit, subject)?.unwrap_or_default();
    let passed = signs.next.last().and_then(|last| last.1).is_some_and(|next| next < wanted.today);
    let (before, released, zone) = (told.counted, told.released, rules.zone());
    let beside = beside(look, unit, &zone)?;
    let basis =
        Basis { rules, rule: RULE, record: counted, last, counted: before, released, beside: beside.clone(), passed };
    if !wanted.signs_alone && is_known(&basis) {
        return Ok(Due { wishes: vec![], waits: false, basis: Some(basis) });
    }
    let record = record(look, unit, beside, wanted.today, &zone)?;
    let mut wishes = vec![];
    for sign in signs_due(&record, &signs, rules, wanted.today) {
        wishes.push(Wish::new::<Signs>(id(), unit, subject, Term::Keeper, wanted.now, &sign)?);
    }
    if wanted.signs_alone {
        return Ok(Due { wishes, waits: false, basis: None });
    }
    let soon = told.released.is_some_and(|at| wanted.now.0 < at.0.saturating_add(crate::returned::WEEK_MS));
    let (mut due, mut waits) = (vec![], false);
    for mut figures in months(&record, rules, last) {
        let before = told.of(figures.month);
        once(&mut figures, before, wanted.today);
        // What changes a month that was told already came late; it is told anew once a week at most.
        figures.late = before.is_some() && !figures.bulk;
        if before.is_some_and(|before| figures == Return { late: figures.late, ..before.clone() }) {
            continue;
        }
        match before.is_some() && soon && !figures.bulk {
            true => waits = true,
            false => due.push(figures),
        }
    }
    let bulletin = head(look, unit, BookKind::Bulletin)?;
    for returns in due.chunks(MONTHS) {
        let release = Release::Released { returns: returns.to_vec(), record: counted, bulletin };
        wishes.push(Wish::new::<Returns>(id(), unit, subject, Term::Keeper, wanted.now, &release)?);
    }
    let basis = match due.is_empty() {
        true => basis,
        false => Basis { counted: Some(counted), released: Some(wanted.now), ..basis },
    };
    Ok(Due { wishes, waits, basis: Some(basis) })
}

/// What stands in lists that are erased, or nowhere but in what is now, or would tell that somebody declined to be counted
/// since, is told once; and of no month that is not over, or it could be told before it went badly.
pub(crate) fn once(figures: &mut Return, before: Option<&Return>, today: Day) {
    if figures.month >= today.month() {
        (figures.deputy, figures.answered, figures.cared) = (None, None, None);
    }
    if let Some(before) = before.filter(|before| before.rule == RULE) {
        figures.deputy = before.deputy.or(figures.deputy);
        figures.answered = before.answered.or(figures.answered);
        figures.cared = before.cared.or(figures.cared);
    }
}

/// The last month after whose end a week has passed.
pub fn ended(today: Day) -> Month {
    let month = today.plus(-RELEASE_DAYS - 1).month();
    if month.last().plus(RELEASE_DAYS) < today { month } else { month.plus(-1) }
}

/// The signs that are not told yet, or were told otherwise.
pub(crate) fn signs_due(record: &Record, signs: &Signs, rules: &Rules, today: Day) -> Vec<Sign> {
    let zone = rules.zone();
    let mut met: BTreeMap<i32, u32> = BTreeMap::new();
    for day in record.meetings.iter().filter_map(|meeting| meeting.day(&zone)) {
        *met.entry(day.0).or_default() += 1;
    }
    let changed = met.iter().filter(|(day, n)| signs.met.get(day) != Some(n)).map(|(day, n)| (Day(*day), *n));
    let gone = signs.met.keys().filter(|day| !met.contains_key(day)).map(|day| (Day(*day), 0));
    let changed = changed.chain(gone).collect::<Vec<_>>();
    let ahead = record.meetings.iter().filter(|meeting| meeting.held.is_none() && !meeting.cancelled);
    let next = ahead.filter_map(|meeting| meeting.set).map(|set| set.day(&zone)).filter(|day| *day >= today).min();
    let told = signs.next.last().and_then(|last| last.1);
    let mut due = changed.chunks(crate::signs::DAYS).map(|days| Sign::Met(days.to_vec())).collect::<Vec<_>>();
    if next != told {
        due.push(Sign::Next(next));
    }
    due
}
