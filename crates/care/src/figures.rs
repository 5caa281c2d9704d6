//! How a cell cares for its people, in figures of the cell: newcomers, absences, the pulse. Pure. Whoever declined to be counted is in no figure, neither above nor below the line.

use std::collections::{BTreeMap, BTreeSet};

use book::PersonId;
use charter::calendar::Day;
use serde::Serialize;

use crate::Sum;

/// What figures look at of one person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lived {
    /// Since when they are on the roll: since they joined, or since that was written down.
    pub since: Option<Day>,
    /// When they joined, if that is known.
    pub joined: Option<Day>,
    /// When they left.
    pub left: Option<Day>,
    /// Whether they declined to be counted.
    pub declined: bool,
    /// What began before this day is not counted of them.
    pub counted_from: Option<Day>,
    /// Days on which somebody was in touch, or welcomed them.
    pub contacts: BTreeSet<Day>,
    /// Since when somebody has gone along with them, if anybody did.
    pub accompanied: Option<Day>,
    /// The day on which the first task that is theirs was set.
    pub task: Option<Day>,
}

/// A meeting of which it is known who was there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathering {
    /// The day.
    pub day: Day,
    /// Who was there.
    pub there: BTreeSet<PersonId>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Of which it is true.
    pub part: u32,
    /// All of them.
    pub of: u32,
}

/// A cell's care over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Newcomers to whom somebody spoke within seven days.
    pub called: Share,
    /// Newcomers with whom somebody went along within sixty days.
    pub accompanied: Share,
    /// Newcomers who had a task within sixty days.
    pub tasked: Share,
    /// Newcomers to whom somebody spoke in time, and with whom somebody went along or who had a task in time.
    pub cared: Share,
    /// Second absences in a row after which somebody was in touch within fourteen days.
    pub answered: Share,
}

/// Days in which a newcomer should hear from somebody.
const CALL_DAYS: i32 = 7;
/// Days in which a newcomer should have a task, and after which they are counted.
const TASK_DAYS: i32 = 60;
/// Absences in a row after which somebody should be in touch.
pub(crate) const MISSED: u32 = 2;
/// Days in which somebody should.
const ANSWER_DAYS: i32 = 14;

impl Lived {
    /// Whether they are on the roll on this day.
    pub fn is_here(&self, day: Day) -> bool {
        self.since.is_some_and(|since| since <= day) && self.left.is_none_or(|left| left > day)
    }

    /// Whether what began on this day is counted of them.
    pub fn counts(&self, began: Day) -> bool {
        !self.declined && self.counted_from.is_none_or(|from| from <= began)
    }

    fn has_contact(&self, from: Day, until: Day) -> bool {
        self.contacts.range(from..=until).next().is_some()
    }
}

impl Share {
    fn count(&mut self, is: bool) {
        (self.part, self.of) = (self.part + u32::from(is), self.of + 1);
    }
}

impl From<Sum> for Share {
    fn from(sum: Sum) -> Share {
        Share { part: sum.yes, of: sum.answers() }
    }
}

/// What became due in these days: newcomers whose sixtieth day lies in them, and absences whose fourteenth does.
/// Meetings stand in their order.
pub fn figures(people: &BTreeMap<PersonId, Lived>, gatherings: &[Gathering], (from, until): (Day, Day)) -> Figures {
    let (mut figures, due) = (Figures::default(), from..=until);
    for (person, lived) in people {
        if let Some(joined) = lived.joined.filter(|joined| lived.counts(*joined))
            && due.contains(&joined.plus(TASK_DAYS))
        {
            let in_time = |day: Option<Day>| day.is_some_and(|day| day <= joined.plus(TASK_DAYS));
            let called = lived.has_contact(joined, joined.plus(CALL_DAYS));
            let (accompanied, tasked) = (in_time(lived.accompanied), in_time(lived.task));
            figures.called.count(called);
            figures.accompanied.count(accompanied);
            figures.tasked.count(tasked);
            figures.cared.count(called && (accompanied || tasked));
        }
        for second in second_absences(*person, lived, gatherings) {
            let last = second.plus(ANSWER_DAYS);
            let came =
                |gathering: &Gathering| (second..=last).contains(&gathering.day) && gathering.there.contains(person);
            // Whoever came again by themselves had nothing to be asked.
            if due.contains(&last) && lived.counts(second) && !gatherings.iter().any(came) {
                figures.answered.count(lived.has_contact(second, last));
            }
        }
    }
    figures
}

/// How many newcomers there were whose sixtieth day lies in these days, whether or not they are counted.
pub fn came(people: &BTreeMap<PersonId, Lived>, (from, until): (Day, Day)) -> u32 {
    let due = |joined: Day| (from..=until).contains(&joined.plus(TASK_DAYS));
    people.values().filter(|lived| lived.joined.is_some_and(due)).count() as u32
}

/// The days on which somebody missed a meeting for the second time in a row.
fn second_absences(person: PersonId, lived: &Lived, gatherings: &[Gathering]) -> Vec<Day> {
    let (mut missed, mut seconds) = (0, vec![]);
    for gathering in gatherings.iter().filter(|gathering| lived.is_here(gathering.day)) {
        missed = if gathering.there.contains(&person) { 0 } else { missed + 1 };
        seconds.extend((missed == MISSED).then_some(gathering.day));
    }
    seconds
}
