//! What people do for each other and for the whole beside meeting: tasks, calls, what units above ask, concerns, dues.
//! It hangs on the same propensities as meetings do, and moves none of them.

use charter::calendar::{Day, Moment, Month};

use super::cell::{Cell, HOUR};
use super::event::{Deed, Event};
use super::{draw, number};

/// Months between two policies of the centre, and days that cells have for each.
pub const POLICIES: (i32, i32) = (3, 60);
/// Tasks that come out of one meeting, at most.
const TASKS: u64 = 3;
/// Days in which a task is done that is.
const DONE: u64 = 24;
/// The chance that a task is done, at least, and how much of it hangs on the secretary who asks after it.
const FINISHES: (f64, f64) = (0.4, 0.5);
/// The chance in a month that somebody raises a concern.
const RAISES: f64 = 0.06;
/// How many of ten answer the pulse.
const ANSWERS: u64 = 7;
/// Meetings missed one after another after which somebody is called.
const MISSED: u32 = 2;

impl Cell {
    /// What happens in a month beside its meetings, which stand in `events`.
    pub fn beyond(&mut self, seed: u64, month: Month, events: &mut Vec<Event>) {
        if month < self.begun.month() {
            return;
        }
        let met = events.clone();
        for event in &met {
            match &event.deed {
                Deed::Joined { person, day } if *day > self.begun => self.newcomer(seed, *person, *day, month, events),
                Deed::Held { who, .. } => self.absent(seed, who, event.at, month, events),
                Deed::Minuted { meeting } => {
                    self.tasks(seed, *meeting, event.at.min(later(month.last().start(), 22)), events)
                }
                _ => {}
            }
        }
        if let Some(Event { at, deed: Deed::Held { who, .. } }) =
            met.iter().find(|event| matches!(event.deed, Deed::Held { .. }))
        {
            events.extend(who.iter().map(|person| Event { at: later(*at, 1), deed: Deed::Paid { person: *person } }));
        }
        self.pulse(seed, month, events);
        self.policy(seed, month, events);
        self.concern(seed, month, events);
        events.retain(|event| event.at >= self.begun.start());
    }

    /// The chance that somebody looks after others here.
    fn cares(&self) -> f64 {
        self.levers.welcome * self.levers.energy.sqrt()
    }

    fn newcomer(&self, seed: u64, person: u64, day: Day, month: Month, events: &mut Vec<Event>) {
        let about = |what: u64| [person, day.0 as u64, what];
        let on = |days: u64| day.plus(days as i32).min(month.last());
        if draw(seed, &about(70)) < self.cares() {
            let day = on(1 + number(seed, &about(71)) % 6);
            events.push(Event { at: later(day.start(), 12), deed: Deed::Called { person, day } });
        }
        let other = self.people.iter().map(|other| other.number).find(|other| *other != person);
        if let Some(by) = other.filter(|_| draw(seed, &about(72)) < self.cares()) {
            events.push(Event { at: later(on(1).start(), 13), deed: Deed::Accompanied { person, by } });
        }
    }

    /// Those who were away twice in a row are called, or not.
    fn absent(&mut self, seed: u64, who: &[u64], at: Moment, month: Month, events: &mut Vec<Event>) {
        let (day, cares) = (charter::calendar::Zone::UTC.day(at), self.cares());
        for person in self.people.iter_mut().filter(|person| person.joined <= day) {
            person.missed = if who.contains(&person.number) { 0 } else { person.missed + 1 };
            let about = |what: u64| [person.number, day.0 as u64, what];
            if person.missed == MISSED && draw(seed, &about(73)) < cares {
                let day = day.plus(1 + (number(seed, &about(74)) % 9) as i32).min(month.last());
                let at = later(day.start(), 22);
                events.push(Event { at, deed: Deed::Called { person: person.number, day } });
            }
        }
    }

    fn tasks(&mut self, seed: u64, meeting: u64, at: Moment, events: &mut Vec<Event>) {
        let about = |what: u64, one: u64| [self.number, meeting, one, what];
        for one in 0..number(seed, &about(75, 0)) % (TASKS + 1) {
            let at_person = number(seed, &about(76, one)) as usize % self.people.len().max(1);
            let Some(person) = self.people.get(at_person).map(|person| person.number) else { return };
            let task = self.tasks;
            self.tasks += 1;
            events.push(Event { at: later(at, 1), deed: Deed::Tasked { task, person } });
            let finishes = FINISHES.0 + FINISHES.1 * self.levers.energy;
            if draw(seed, &about(77, one)) < finishes {
                let hours = 24 * (1 + number(seed, &about(78, one)) % DONE) as i64;
                events.push(Event { at: later(at, hours), deed: Deed::Finished { task } });
            }
        }
    }

    /// The quarter that is over is counted on its morrow.
    fn pulse(&self, seed: u64, month: Month, events: &mut Vec<Event>) {
        let quarter = month.plus(-3);
        if month.0.rem_euclid(3) != 0 || self.begun > quarter.first() {
            return;
        }
        let answer = self.people.len() as u64 * ANSWERS / 10;
        let yes = |question: u64| {
            let gladly =
                |one: u64| draw(seed, &[self.number, month.0 as u64, one, 79 + question]) < 0.75 * self.levers.warmth;
            (0..answer).filter(|one| gladly(*one)).count() as u32
        };
        let sums = [0, 1, 2].map(|question| (yes(question), answer as u32));
        events.push(Event { at: later(month.first().plus(1).start(), 3), deed: Deed::Pulse { quarter, sums } });
    }

    /// What the cell says to the policy that was published the month before.
    fn policy(&self, seed: u64, month: Month, events: &mut Vec<Event>) {
        let about = |what: u64| [self.number, month.0 as u64, what];
        if self.begun.month() >= month
            || (month.0 - 1).rem_euclid(POLICIES.0) != 0
            || draw(seed, &about(82)) >= FINISHES.0 + FINISHES.1 * self.levers.energy
        {
            return;
        }
        let day = month.first().plus(2 + (number(seed, &about(83)) % 22) as i32);
        let said = number(seed, &about(84)) % 10;
        events.push(Event { at: later(day.start(), 20), deed: Deed::Responded { policy: month.plus(-1), said } });
    }

    /// Somebody raises a concern. It is seen to, or not; answered, or not; and settled by their word, or not.
    fn concern(&mut self, seed: u64, month: Month, events: &mut Vec<Event>) {
        let about = |what: u64| [self.number, month.0 as u64, what];
        if draw(seed, &about(85)) >= RAISES {
            return;
        }
        let day = month.first().plus(1 + (number(seed, &about(86)) % 26) as i32);
        let concern = self.concerns;
        self.concerns += 1;
        let mut put = |days: u64, deed| events.push(Event { at: day.plus(days as i32).start(), deed });
        put(0, Deed::Raised { concern });
        if draw(seed, &about(87)) >= self.cares() {
            return;
        }
        put(1, Deed::Acknowledged { concern });
        let answered = 3 + number(seed, &about(88)) % 14;
        put(answered, Deed::AnsweredTo { concern });
        if draw(seed, &about(89)) < 0.7 {
            put(answered + 1 + number(seed, &about(90)) % 9, Deed::Settled { concern });
        }
    }
}

fn later(at: Moment, hours: i64) -> Moment {
    Moment(at.0 + hours * HOUR)
}
