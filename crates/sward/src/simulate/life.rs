//! What happens, as commands on real books: through `act`, like anyone's.

use std::collections::BTreeSet;

use book::{CommandId, PersonId, SubjectId, Text, UnitId};
use charter::Private;
use charter::calendar::Moment;
use ledger::{Outcome, Store, Term, Wish, own_subject};
use meeting::{Cadence, Change, Command as MeetingCommand, Meeting, Rhythm, When};
use member::{Command as MemberCommand, Details, Member};

use super::beyond::{Beyond, secretary};
use super::chance::number;
use super::found::Units;
use super::world::{Deed, Event, World};
use super::{Chance, texts};
use crate::said::Result;

/// Commands that go in one group: one commit, and one seal a book.
const GROUP: usize = 20_000;

/// The books of a world.
pub struct Books {
    /// The units of its cells.
    pub units: Units,
    pub(super) actor: Term,
    pub(super) beyond: Beyond,
    ids: Chance,
}

impl Books {
    /// None yet. Units are founded by this actor; what happens in a cell is put down by its secretary.
    pub fn new(units: Units, actor: Term, seed: u64) -> Books {
        Books { units, actor, beyond: Beyond::default(), ids: Chance::new(number(seed, &[8])) }
    }

    /// Puts down what happened up to a moment. Cells of which something is heard for the first time are founded.
    pub fn put(&mut self, store: &mut Store, world: &World, events: &[(usize, Event)], until: Moment) -> Result<()> {
        let events = events.iter().filter(|(_, event)| event.at <= until);
        let mut events = events.map(|(at, event)| (*at, event)).collect::<Vec<_>>();
        // Cell by cell, so that each has one seal.
        events.sort_by_key(|(at, event)| (*at, event.at));
        let mut new = events.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        new.dedup();
        new.retain(|at| self.units.of(*at).is_none());
        self.units.found(store, world, &new, self.actor, &mut self.ids)?;
        // A refusal in a simulated life is a fault of the simulation or of the program, and is told.
        let done = |outcomes: Vec<ledger::Result<Outcome>>| outcomes.into_iter().try_for_each(|one| one.map(drop));
        let mut wishes = vec![];
        for at in new {
            let (Some(unit), cell) = (self.units.of(at), &world.cells[at]) else { continue };
            let rhythm = Change::To(Rhythm::Every(cell.every as u32));
            let (id, time) = (self.id(), cell.begun.start());
            wishes.push(Wish::new::<Cadence>(id, unit, own_subject(unit), secretary(unit), time, &rhythm)?);
            if world.beyond {
                wishes.extend(crate::letters::wanted(store, unit, time)?);
                wishes.extend(self.begin(world, at, unit)?);
            }
        }
        if world.beyond {
            wishes.extend(self.publish(world, until)?);
        }
        done(store.act(&wishes))?;
        wishes.clear();
        for (at, event) in events {
            let Some(unit) = self.units.of(at) else { continue };
            match self.wish(world, at, unit, event)? {
                Some(wish) => wishes.push(wish),
                None => wishes.extend(self.beside(store, world, at, unit, event)?),
            }
        }
        Ok(wishes.chunks(GROUP).try_for_each(|some| done(store.act(some)))?)
    }

    /// What becomes of a meeting or a member; nothing, where it is neither.
    fn wish(&mut self, world: &World, at: usize, unit: UnitId, event: &Event) -> Result<Option<Wish>> {
        let (seed, cell) = (world.seed, world.cells[at].number);
        let person = |person: u64| PersonId(subject(seed, &[person, 9]));
        let text = |text: &str| Text(text.into());
        let command = match &event.deed {
            Deed::Joined { person: who, day } => {
                let name = Some(Text(self.units.tongue(at).person(seed, *who)));
                let details = Some(Private::new(&Details { name, ..Details::default() })?);
                Ok((*who, MemberCommand::Join { code: None, day: Some(*day), left: None, details, bulk: false }))
            }
            Deed::Welcomed { person, day } => Ok((*person, MemberCommand::Welcome(*day))),
            Deed::Left { person, day } => Ok((*person, MemberCommand::Leave(*day))),
            Deed::Went { person, to } => {
                let to = world.cells.iter().position(|cell| cell.number == *to).and_then(|at| self.units.of(at));
                let day = charter::calendar::Zone::UTC.day(event.at);
                Ok((*person, MemberCommand::Transfer { to: to.unwrap_or(unit), day }))
            }
            Deed::Set { meeting, at } => {
                let title = texts::title(seed, cell, *meeting).map(text);
                Err((*meeting, MeetingCommand::Set { at: When { at: *at, whole_day: false }, title }))
            }
            Deed::Held { meeting, who } => {
                let who = who.iter().map(|who| person(*who)).collect::<BTreeSet<_>>();
                Err((*meeting, MeetingCommand::Hold { who, late: vec![], guests: 0, visitors: vec![] }))
            }
            Deed::Minuted { meeting } => {
                let (minutes, decisions) = texts::minutes(seed, cell, *meeting);
                let decisions = decisions.into_iter().map(text).collect();
                Err((*meeting, MeetingCommand::Minute { from: 0, text: Text(minutes), decisions }))
            }
            Deed::Confirmed { meeting, by: [one, other] } => {
                Err((*meeting, MeetingCommand::Confirm(person(*one), person(*other))))
            }
            Deed::Cancelled { meeting } => {
                let reason = text(texts::reason(seed, cell, *meeting));
                Err((*meeting, MeetingCommand::Cancel { reason }))
            }
            _ => return Ok(None),
        };
        let (id, actor, time) = (self.id(), secretary(unit), event.at);
        Ok(Some(match command {
            Ok((who, command)) => Wish::new::<Member>(id, unit, person(who).0, actor, time, &command)?,
            Err((meeting, command)) => {
                Wish::new::<Meeting>(id, unit, subject(seed, &[cell, meeting, 10]), actor, time, &command)?
            }
        }))
    }

    pub(super) fn id(&mut self) -> CommandId {
        CommandId(self.ids.bytes())
    }
}

/// The id of a person, a meeting or another thing.
pub(super) fn subject(seed: u64, about: &[u64]) -> SubjectId {
    SubjectId(Chance::new(number(seed, about)).bytes())
}
