//! A cell: its levers, its people, and how a month passes in it.

use charter::calendar::{Day, Month};

use super::event::{Deed, Event};
use super::person::Person;
use super::{draw, number};

/// People on the first day: so many, and up to so many more.
const PEOPLE: (u64, u64) = (6, 14);
/// Days from one meeting to the next.
const EVERY: [i32; 4] = [7, 14, 14, 28];
/// Days before the first in which the first members had joined: so many, and up to so many more.
const JOINED: (u64, u64) = (70, 360);
/// How far apart the numbers of people of two cells are.
const PEOPLE_OF_A_CELL: u64 = 1 << 20;
/// Days in which a newcomer is welcomed who is.
const WELCOMED: u64 = 40;
/// An hour.
pub const HOUR: i64 = 3_600_000;

/// What a cell is inclined to: propensities, of 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levers {
    /// That there is a room on the evening.
    pub room: f64,
    /// The secretary's strength: the calling hangs on it a little, the writing wholly.
    pub energy: f64,
    /// That a meeting which is due is called.
    pub calls: f64,
    /// That minutes are written in time.
    pub paper: f64,
    /// That two confirm them.
    pub confirms: f64,
    /// That a newcomer is welcomed.
    pub welcome: f64,
    /// How gladly people come; 1 is usual.
    pub warmth: f64,
    /// Newcomers in a month, as a chance of one.
    pub draws: f64,
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its number in the world.
    pub number: u64,
    /// The cell that it split off from.
    pub out_of: Option<u64>,
    /// When it began.
    pub begun: Day,
    /// Days from one meeting to the next.
    pub every: i32,
    /// What it is inclined to.
    pub levers: Levers,
    /// What is left of the secretary's strength after a month, of 1.
    pub fades: f64,
    /// Those who belong to it.
    pub people: Vec<Person>,
    /// When a side goes that quarrelled.
    pub splits: Option<Month>,
    /// How often a side went.
    pub parted: u64,
    /// How often somebody came to help.
    pub visits: u32,
    /// When the next meeting is due.
    pub next: Day,
    /// The number of that meeting, and whether it is set.
    pub meeting: (u64, bool),
    /// How many tasks there were.
    pub tasks: u64,
    /// How many concerns there were.
    pub concerns: u64,
    joins: u64,
}

impl Cell {
    /// A cell on the first day.
    pub fn new(seed: u64, number: u64, begin: Day) -> Cell {
        let below = |what: u64, most: u64| self::number(seed, &[number, what]) % most;
        let among = |what: u64, low: f64, high: f64| low + (high - low) * draw(seed, &[number, what]);
        let levers = Levers {
            room: among(10, 0.9, 1.0),
            energy: among(11, 0.8, 1.0),
            calls: among(12, 0.92, 1.0),
            paper: among(13, 0.75, 1.0),
            confirms: among(14, 0.65, 1.0),
            welcome: among(15, 0.6, 1.0),
            warmth: among(16, 0.9, 1.1),
            draws: among(17, 0.1, 0.4),
        };
        let mut cell = Cell {
            number,
            out_of: None,
            begun: begin,
            every: EVERY[below(18, EVERY.len() as u64) as usize],
            levers,
            fades: 1.0,
            people: vec![],
            splits: None,
            parted: 0,
            visits: 0,
            next: begin.plus(3 + below(19, 14) as i32),
            meeting: (0, false),
            tasks: 0,
            concerns: 0,
            joins: 0,
        };
        for one in 0..PEOPLE.0 + below(21, PEOPLE.1) {
            let days = JOINED.0 + self::number(seed, &[number, one, 22]) % JOINED.1;
            cell.join(seed, begin.plus(-(days as i32)), true);
        }
        cell
    }

    /// A cell that splits off, with those who go there.
    pub fn out_of(parent: &Cell, number: u64, people: Vec<Person>, day: Day) -> Cell {
        let calm = |person: Person| Person { joined: day, comes: person.usual, apart: false, strain: 0.0, ..person };
        Cell {
            number,
            out_of: Some(parent.number),
            begun: day,
            people: people.into_iter().map(calm).collect(),
            splits: None,
            parted: 0,
            visits: 0,
            next: day.plus(10),
            meeting: (0, false),
            tasks: 0,
            concerns: 0,
            joins: 0,
            ..parent.clone()
        }
    }

    /// When it was founded: its first member knows it.
    pub fn founded(&self) -> Day {
        self.people.iter().map(|person| person.joined).min().unwrap_or(self.begun).min(self.begun)
    }

    /// It begins on this day only, and all its people with it.
    pub fn begin_later(&mut self, day: Day) {
        self.next = day.plus(self.next.since(self.begun));
        self.begun = day;
        self.people.iter_mut().for_each(|person| (person.joined, person.seen) = (day, day));
    }

    /// The first members, as they are put down.
    pub fn founders(&self) -> impl Iterator<Item = Event> + '_ {
        let at = self.begun.start();
        let joined = self.people.iter().flat_map(move |person| {
            let joined = Event { at, deed: Deed::Joined { person: person.number, day: person.joined } };
            let new = person.joined >= self.begun;
            let day = person.joined;
            [Some(joined), new.then_some(Event { at, deed: Deed::Welcomed { person: person.number, day } })]
        });
        joined.flatten()
    }

    /// The side that goes; the others are calmed.
    pub fn part(&mut self) -> Vec<Person> {
        self.splits = None;
        self.parted += 1;
        let (gone, stay) = std::mem::take(&mut self.people).into_iter().partition(|person| person.apart);
        self.people = stay;
        gone
    }

    /// Lives one month.
    pub fn live(&mut self, seed: u64, month: Month, events: &mut Vec<Event>) {
        let first = month.first();
        if first < self.begun.month().first() {
            return;
        }
        self.levers.energy *= self.fades;
        self.leave(seed, first, events);
        self.come(seed, first.max(self.begun), events);
        while self.next <= month.last() {
            let day = self.next;
            self.evening(seed, day, events);
        }
    }

    fn leave(&mut self, seed: u64, day: Day, events: &mut Vec<Event>) {
        self.people.retain(|person| {
            let leaves = draw(seed, &[person.number, day.0 as u64, 23]) < person.leaves(day);
            if leaves {
                events.push(Event { at: day.start(), deed: Deed::Left { person: person.number, day } });
            }
            !leaves
        });
    }

    fn come(&mut self, seed: u64, day: Day, events: &mut Vec<Event>) {
        let about = |what: u64| [self.number, day.0 as u64, what];
        if draw(seed, &about(24)) >= self.levers.draws {
            return;
        }
        let welcomed = draw(seed, &about(25)) < self.levers.welcome * self.levers.energy.sqrt();
        let after = 1 + number(seed, &about(26)) % WELCOMED;
        let person = self.join(seed, day, welcomed);
        let mut put =
            |hours: i64, deed| events.push(Event { at: charter::calendar::Moment(day.start().0 + hours * HOUR), deed });
        put(1, Deed::Joined { person, day });
        if welcomed {
            put(24 * after as i64, Deed::Welcomed { person, day: day.plus(after as i32) });
        }
    }

    /// Somebody begins to belong.
    fn join(&mut self, seed: u64, day: Day, welcomed: bool) -> u64 {
        // A cell that split off has numbers of its own, above all others.
        let number = self.number * PEOPLE_OF_A_CELL + self.joins;
        self.joins += 1;
        self.people.push(Person::new(seed, number, day, welcomed));
        number
    }
}
