//! An evening on which a meeting is due: whether it is called, held, written down, and who comes.

use charter::calendar::{Day, Moment};

use super::cell::{Cell, HOUR};
use super::event::{Deed, Event};
use super::{draw, number};

/// When meetings begin, in hours after midnight.
const BEGINS: i64 = 18;
/// Fewer than these are no meeting.
const LEAST: usize = 2;
/// The share of meetings that are set while the one before is still held, if they are called at all.
const SET_AT_ONCE: f64 = 0.8;
/// The share of minutes not written in time that are written later.
const WRITTEN_LATE: f64 = 0.3;

impl Cell {
    /// Passes the day on which a meeting is due.
    pub fn evening(&mut self, seed: u64, day: Day, events: &mut Vec<Event>) {
        let chance = |cell: &Cell, what: u64| draw(seed, &[cell.number, day.0 as u64, what]);
        let (meeting, set) = self.meeting;
        let starts = hour(day, BEGINS);
        self.next = day.plus(self.every);
        if !set && chance(self, 40) < self.calls() {
            events.push(Event { at: hour(day, BEGINS - 72), deed: Deed::Set { meeting, at: starts } });
        } else if !set {
            self.people.iter_mut().for_each(|person| person.tire());
            return;
        }
        self.meeting = (meeting + 1, false);
        if chance(self, 41) >= self.levers.room {
            events.push(Event { at: hour(day, BEGINS - 8), deed: Deed::Cancelled { meeting } });
            self.people.iter_mut().for_each(|person| person.tire());
            return;
        }
        let warmth = self.levers.warmth;
        let comes = |number: u64, likely: f64| draw(seed, &[number, day.0 as u64, 42]) < likely;
        let came = self.people.iter().filter(|one| one.joined <= day && comes(one.number, one.likely(warmth, day)));
        let who = came.map(|person| person.number).collect::<Vec<_>>();
        if who.len() < LEAST {
            self.people.iter_mut().for_each(|person| person.tire());
            return;
        }
        let minutes = chance(self, 43) < self.levers.paper * self.levers.energy;
        for person in &mut self.people {
            person.met(who.contains(&person.number), minutes, day);
        }
        let by = [who[0], who[who.len() - 1]];
        events.push(Event { at: hour(day, BEGINS + 2), deed: Deed::Held { meeting, who } });
        if chance(self, 44) < self.calls() * SET_AT_ONCE {
            let at = hour(self.next, BEGINS);
            events.push(Event { at: hour(day, BEGINS + 3), deed: Deed::Set { meeting: meeting + 1, at } });
            self.meeting.1 = true;
        }
        let days = |what: u64, most: u64| (number(seed, &[self.number, day.0 as u64, what]) % most) as i64;
        let late = chance(self, 45) < WRITTEN_LATE * self.levers.energy;
        let written = match (minutes, late) {
            (true, _) => 1 + days(46, 6),
            (false, true) => 9 + days(46, 3),
            (false, false) => return,
        };
        events.push(Event { at: hour(day, 20 + 24 * written), deed: Deed::Minuted { meeting } });
        if chance(self, 47) < self.levers.confirms * self.levers.energy.sqrt() {
            let at = hour(day, 21 + 24 * (written + days(48, 4)));
            events.push(Event { at, deed: Deed::Confirmed { meeting, by } });
        }
    }

    /// The chance that a meeting which is due is called.
    fn calls(&self) -> f64 {
        self.levers.calls * self.levers.energy.powf(0.25)
    }
}

fn hour(day: Day, hours: i64) -> Moment {
    Moment(day.start().0 + hours * HOUR)
}
