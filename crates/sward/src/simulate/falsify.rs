//! Falsified books: the same life, put down otherwise. Everything in them passes for a fact.

use std::collections::{BTreeMap, BTreeSet};

use charter::calendar::{Day, Moment, Zone};

use super::chance::draw;
use super::world::{Deed, Event, HOUR};

/// How a book is falsified.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Falsehood {
    /// The share of those who stayed away who are put down as present.
    pub pads: f64,
    /// Minutes that nobody wrote are made up at the month's end, and two confirm them.
    pub makes_up: bool,
}

/// A book that is being falsified: who is on the roll, and which meetings want minutes.
#[derive(Clone, Debug)]
pub struct Forger {
    falsehood: Falsehood,
    seed: u64,
    roll: BTreeSet<u64>,
    wanting: BTreeMap<u64, [u64; 2]>,
}

impl Forger {
    /// Somebody who falsifies a book from here on; `roll` are those on it.
    pub fn new(falsehood: Falsehood, seed: u64, roll: impl IntoIterator<Item = u64>) -> Forger {
        Forger { falsehood, seed, roll: roll.into_iter().collect(), wanting: BTreeMap::new() }
    }

    /// A month as it is put down.
    pub fn month(&mut self, events: &[Event], last: Day) -> Vec<Event> {
        let mut told = vec![];
        for event in events {
            let mut event = event.clone();
            match &mut event.deed {
                Deed::Joined { person, .. } => drop(self.roll.insert(*person)),
                Deed::Left { person, .. } | Deed::Went { person, .. } => drop(self.roll.remove(person)),
                Deed::Held { meeting, who } => {
                    let day = Zone::UTC.day(event.at);
                    let pads = |person: &&u64| {
                        draw(self.seed, &[**person, day.0 as u64, 60]) < self.falsehood.pads && !who.contains(person)
                    };
                    let padded = self.roll.iter().filter(pads).copied().collect::<Vec<_>>();
                    let by = [who[0], who[who.len() - 1]];
                    who.extend(padded);
                    self.wanting.insert(*meeting, by);
                }
                Deed::Confirmed { meeting, .. } => drop(self.wanting.remove(meeting)),
                _ => {}
            }
            told.push(event);
        }
        if self.falsehood.makes_up {
            let end = Moment(last.start().0 + 22 * HOUR);
            let mut made_up = vec![];
            for (meeting, by) in std::mem::take(&mut self.wanting) {
                let written = told.iter().find(|event| event.deed == Deed::Minuted { meeting }).map(|event| event.at);
                if written.is_none() {
                    made_up.push(Event { at: end, deed: Deed::Minuted { meeting } });
                }
                let at = Moment(written.unwrap_or(end).max(end).0 + HOUR);
                made_up.push(Event { at, deed: Deed::Confirmed { meeting, by } });
            }
            told.extend(made_up);
        }
        told
    }
}
