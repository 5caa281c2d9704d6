//! A concern as it stands altogether: where it was raised, and in the units above that took it up. Pure: `today` is given.

use book::UnitId;
use charter::calendar::{Day, Zone};
use serde::Serialize;

use crate::dates::{ACKNOWLEDGE_WORKING_DAYS, ANSWER_DAYS, HIGHER_DAYS, working_days_after};
use crate::{Concern, Said, Step, What};

/// A concern altogether.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Whole {
    /// Where it was raised.
    pub unit: UnitId,
    /// As that unit's bulletin tells it.
    pub own: Concern,
    /// As the units above tell it that took it up, the nearest first.
    pub above: Vec<(UnitId, Concern)>,
}

/// How far a concern has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Standing {
    /// Nobody has said yet that they see to it.
    Waiting,
    /// Somebody sees to it.
    Acknowledged,
    /// There is an answer, and another will follow.
    Interim,
    /// It was answered, and whoever raised it has not said that it is settled.
    Answered,
    /// Whoever raised it says that it is not settled, and it was not answered since.
    Appealed,
    /// Whoever raised it says that it is settled.
    Settled,
}

impl Whole {
    /// Every step with the unit that took it, the earliest day first. What two bulletins tell of one day has no order but
    /// this: what settled it came after what others said.
    pub fn steps(&self) -> Vec<(UnitId, usize, Step)> {
        let of = |unit: UnitId, concern: &Concern| {
            concern.steps.iter().copied().enumerate().map(move |(at, step)| (unit, at, step)).collect::<Vec<_>>()
        };
        let day = |step: &Step| Zone::UTC.day(step.at);
        let settled = self.own.steps.iter().rposition(|step| step.what == What::Settled);
        let is_last = |unit: UnitId, at: usize, step: &Step| {
            let settled = settled.filter(|settled| unit == self.unit && at >= *settled);
            settled.is_some_and(|settled| day(&self.own.steps[settled]) == day(step))
        };
        let above = self.above.iter().flat_map(|(unit, concern)| of(*unit, concern));
        let mut steps = of(self.unit, &self.own).into_iter().chain(above).collect::<Vec<_>>();
        steps.sort_by_key(|(unit, at, step)| (day(step), is_last(*unit, *at, step)));
        steps
    }

    /// The same as it stood at the end of a day.
    pub fn by(&self, day: Day) -> Whole {
        let until = |concern: &Concern| {
            let steps = concern.steps.iter().copied().filter(|step| Zone::UTC.day(step.at) <= day).collect();
            Concern { steps, ..concern.clone() }
        };
        let above = self.above.iter().map(|(unit, concern)| (*unit, until(concern))).collect();
        Whole { unit: self.unit, own: until(&self.own), above }
    }

    /// The day on which it was raised.
    pub fn raised(&self) -> Option<Day> {
        let first = self.own.steps.iter().find(|step| step.what == What::Raised);
        first.map(|step| Zone::UTC.day(step.at))
    }

    fn last(&self, is: impl Fn(What) -> bool) -> Option<Day> {
        self.steps().into_iter().rev().find(|(_, _, step)| is(step.what)).map(|(_, _, step)| Zone::UTC.day(step.at))
    }

    /// The day from which an answer is awaited: on which it was raised, or appealed last.
    fn since(&self) -> Option<Day> {
        self.last(|what| matches!(what, What::Raised | What::Appealed))
    }

    /// How far it has come.
    pub fn standing(&self) -> Standing {
        let since = self.since();
        let after = |is: fn(What) -> bool| self.last(is).is_some_and(|day| since.is_none_or(|since| day >= since));
        let appealed = self.own.words() > 0 && !self.own.is_settled();
        match () {
            _ if self.own.is_settled() => Standing::Settled,
            _ if self.is_answered() => Standing::Answered,
            _ if after(|what| what == What::Interim) => Standing::Interim,
            _ if appealed => Standing::Appealed,
            _ if self.is_acknowledged() => Standing::Acknowledged,
            _ => Standing::Waiting,
        }
    }

    fn is_acknowledged(&self) -> bool {
        self.last(|what| matches!(what, What::Acknowledged | What::Interim | What::Answered)).is_some()
    }

    /// Whether the last answer came after the last appeal: within one bulletin by its order, across two by the day.
    fn is_answered(&self) -> bool {
        let place = |is: fn(What) -> bool| self.own.steps.iter().rposition(|step| is(step.what));
        let appealed = place(|what| what == What::Appealed);
        let own = place(|what| what == What::Answered).is_some_and(|at| appealed.is_none_or(|appealed| at > appealed));
        let since = appealed.map(|at| Zone::UTC.day(self.own.steps[at].at));
        let answers =
            self.above.iter().flat_map(|(_, concern)| &concern.steps).filter(|step| step.what == What::Answered);
        own || answers.map(|step| Zone::UTC.day(step.at)).any(|day| since.is_none_or(|since| day >= since))
    }

    /// The first date that has passed on a day without what it was for: nothing while all is in time, or it is answered.
    pub fn overdue(&self, today: Day) -> Option<Day> {
        let raised = self.since()?;
        if self.own.is_settled() || self.is_answered() {
            return None;
        }
        let acknowledge = working_days_after(raised, ACKNOWLEDGE_WORKING_DAYS);
        let acknowledge = (!self.is_acknowledged()).then_some(acknowledge);
        let answer = self.answer_due();
        acknowledge.into_iter().chain(answer).filter(|day| *day < today).min()
    }

    /// The day by which an answer, or another answer so far, is awaited.
    pub fn answer_due(&self) -> Option<Day> {
        let since = self.since()?;
        let from = self.last(|what| what == What::Interim).map_or(since, |day| day.max(since));
        Some(from.plus(ANSWER_DAYS))
    }

    /// Whether what was said is there for a unit so far above on a day: it is about an officer, and so for whoever has its
    /// key at once; or the unit may open it by now.
    pub fn is_there_for(&self, unit: UnitId, far: u32, said: &Said, today: Day) -> bool {
        far > 0 && (said.about_an_officer || self.opens_to(unit, far, today))
    }

    /// Whether a unit so far above may open it on a day: it was passed on to it, or a date passed so long ago.
    pub fn opens_to(&self, unit: UnitId, far: u32, today: Day) -> bool {
        let passed = |step: &Step| step.what == What::PassedOn(unit);
        let asked = self.own.steps.iter().chain(self.above.iter().flat_map(|(_, concern)| &concern.steps)).any(passed);
        let waits = HIGHER_DAYS * far.saturating_sub(1) as i32;
        asked || (far > 0 && self.overdue(today.plus(-waits)).is_some())
    }
}
