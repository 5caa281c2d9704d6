//! What happened, as the states that returns and health are counted from: the same figures as from real books,
//! without any.

use charter::Rules;
use charter::calendar::{Day, Zone};
use meeting::{Meeting, Present, Rhythm, When};
use member::Member;
use returns::Record;

use super::world::{Cell, Deed, Event};

/// What a cell's record would say.
#[derive(Clone, Debug, Default)]
pub struct Told {
    number: u64,
    founded: Day,
    record: Record,
    /// Which person stands where on the roll.
    people: std::collections::HashMap<u64, usize>,
}

impl Told {
    /// A cell's record on the day on which it begins.
    pub fn new(cell: &Cell) -> Told {
        let mut told = Told::begun(cell);
        cell.founders().for_each(|event| told.put(&event));
        told
    }

    /// The same, before its founders are put down.
    pub fn begun(cell: &Cell) -> Told {
        let mut told = Told { number: cell.number, founded: cell.founded(), ..Told::default() };
        told.record.cadence.rhythms.push((cell.begun, Rhythm::Every(cell.every as u32)));
        told
    }

    /// Puts down what happened.
    pub fn put(&mut self, event: &Event) {
        let when = |at| Some(When { at, whole_day: false });
        match &event.deed {
            Deed::Joined { person, day } => {
                self.people.insert(*person, self.record.members.len());
                let noted = Some(Zone::UTC.day(event.at));
                self.record.members.push(Member { joined: Some(*day), noted, ..Member::default() });
            }
            Deed::Welcomed { person, day } => self.member(*person).welcomed = Some(*day),
            Deed::Left { person, day } => self.member(*person).left = Some(*day),
            Deed::Went { person, .. } => self.member(*person).left = Some(Zone::UTC.day(event.at)),
            Deed::Set { meeting, at } => self.meeting(*meeting).set = when(*at),
            Deed::Held { meeting, who } => {
                let set = self.meeting(*meeting).set.unwrap_or_default();
                let day = set.day(&Zone::UTC);
                let roll = self.record.members.iter().filter(|member| member.is_on_the_roll(day)).count() as u32;
                let present = who.len() as u32;
                let quorate = Rules::default().quorate(present, roll);
                let meeting = self.meeting(*meeting);
                meeting.held = Some(set);
                meeting.present = Some(Present { present, roll, quorate, guests: 0 });
            }
            Deed::Minuted { meeting } => self.meeting(*meeting).minuted = Some(event.at),
            Deed::Confirmed { meeting, .. } => self.meeting(*meeting).confirmed = Some(event.at),
            Deed::Cancelled { meeting } => self.meeting(*meeting).cancelled = true,
            // What is claimed is tried on what meetings and members say.
            _ => {}
        }
    }

    /// The cell as its bulletin would show it on a day.
    pub fn seen(&self, as_of: Day) -> health::Cell {
        let meetings = &self.record.meetings;
        let mut met: Vec<Day> = meetings.iter().filter_map(|meeting| meeting.day(&Zone::UTC)).collect();
        met.sort_unstable();
        met.retain(|day| *day <= as_of);
        let ahead = meetings.iter().filter(|meeting| meeting.held.is_none() && !meeting.cancelled);
        let next = ahead.filter_map(|meeting| meeting.set).map(|set| set.day(&Zone::UTC)).filter(|day| *day >= as_of);
        let mut unit = book::UnitId::default();
        unit.0[..8].copy_from_slice(&self.number.to_be_bytes());
        health::Cell {
            unit,
            name: String::new(),
            founded: Some(self.founded),
            returns: returns::months(&self.record, &Rules::default(), health::released(as_of)),
            cadence: returns::cadence(&Default::default(), &met, as_of.plus(1)).map(|days| days as u32),
            met: met.into_iter().map(|day| (day, 1)).collect(),
            next: next.min(),
            undated: 0,
        }
    }

    /// What is counted.
    #[cfg(test)]
    pub fn record(&self) -> &Record {
        &self.record
    }

    fn meeting(&mut self, number: u64) -> &mut Meeting {
        let at = number as usize;
        if self.record.meetings.len() <= at {
            self.record.meetings.resize_with(at + 1, Meeting::default);
        }
        &mut self.record.meetings[at]
    }

    fn member(&mut self, number: u64) -> &mut Member {
        let many = self.record.members.len();
        let at = *self.people.entry(number).or_insert(many);
        if at == many {
            self.record.members.push(Member::default());
        }
        &mut self.record.members[at]
    }
}
