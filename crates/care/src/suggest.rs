//! Whom a cell might speak to this week: two at most, the same all week, others the next. Pure.

use std::collections::BTreeMap;

use book::PersonId;
use charter::calendar::Day;
use serde::Serialize;

use crate::figures::MISSED;
use crate::{Gathering, Lived};

/// Somebody to speak to, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Suggested {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub why: Why,
    /// Whether somebody has been in touch this week.
    pub done: bool,
}

/// Why somebody is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Why {
    /// They are new, and nobody has been in touch yet.
    New {
        /// When they joined.
        joined: Day,
    },
    /// They missed the last two meetings, and nobody has been in touch since.
    Missed,
    /// Nobody has been in touch for long.
    Quiet {
        /// When somebody was, if ever.
        last: Option<Day>,
    },
}

/// Suggestions of one week: not a list of forty.
pub const AT_ONCE: usize = 2;
/// Days for which somebody is new.
pub const NEW_DAYS: i32 = 60;
/// Days without a contact after which one is worth it.
const QUIET_DAYS: i32 = 60;
/// Those without a contact for longest among whom the weeks go round.
const POOL: usize = 6;

/// The Monday of a day's week.
pub fn week_of(day: Day) -> Day {
    day.plus(-i32::from(day.weekday()))
}

/// Who missed two meetings first, then newcomers, then who has gone longest without a contact. All is judged as it stood
/// when the week began, so that whoever was called this week is ticked off and nobody takes their place.
pub fn suggestions(people: &BTreeMap<PersonId, Lived>, gatherings: &[Gathering], today: Day) -> Vec<Suggested> {
    let monday = week_of(today);
    let (mut missed, mut new, mut quiet) = (vec![], vec![], vec![]);
    let here = |lived: &Lived| lived.is_here(monday) && lived.is_here(today) && !lived.declined;
    for (person, lived) in people.iter().filter(|(_, lived)| here(lived)) {
        // Whoever came back begins anew: what was before is not held against this cell, nor for it.
        let began = lived.joined.unwrap_or(Day(i32::MIN));
        let last = lived.contacts.range(began..monday).next_back().copied();
        let new_since = lived.joined.filter(|joined| *joined < monday && monday.since(*joined) <= NEW_DAYS);
        match (new_since.filter(|_| last.is_none()), last.or(lived.since)) {
            _ if has_missed(*person, lived, gatherings, monday) => missed.push((*person, Why::Missed)),
            (Some(joined), _) => new.push((*person, Why::New { joined })),
            (None, Some(since)) if monday.since(since) > QUIET_DAYS => quiet.push((*person, Why::Quiet { last })),
            _ => {}
        }
    }
    quiet.sort_by_key(|(person, why)| (*why, *person));
    quiet.truncate(POOL);
    let (mut found, week) = (vec![], monday.0.div_euclid(7).unsigned_abs() as usize);
    for mut class in [missed, new, quiet] {
        let places = AT_ONCE - found.len();
        if !class.is_empty() {
            let turn = week * places % class.len();
            class.rotate_left(turn);
        }
        found.extend(class.into_iter().take(places));
    }
    let suggested = |(person, why): (PersonId, Why)| {
        let done = people.get(&person).is_some_and(|lived| lived.contacts.range(monday..).next().is_some());
        Suggested { person, why, done }
    };
    found.into_iter().map(suggested).collect()
}

/// Whether somebody missed the last two meetings before a day, and nobody has been in touch since.
fn has_missed(person: PersonId, lived: &Lived, gatherings: &[Gathering], before: Day) -> bool {
    let mut last = gatherings.iter().rev().filter(|gathering| gathering.day < before).take(MISSED as usize);
    let latest = last.clone().next().map(|gathering| gathering.day);
    let all = last.clone().count() == MISSED as usize;
    let missed = last.all(|gathering| lived.is_here(gathering.day) && !gathering.there.contains(&person));
    let asked = latest.is_some_and(|latest| lived.contacts.range(latest..before).next().is_some());
    all && missed && !asked
}
