//! How cells live, month by month: they meet, write minutes, take people in, and lose them.

use std::collections::BTreeSet;

use book::{CommandId, PersonId, SubjectId, Text, UnitId};
use charter::calendar::{Day, Moment, Month};
use charter::units::{Command as UnitCommand, Founding, Unit};
use charter::{Private, UnitKind};
use ledger::{Outcome, Store, Term, Wish, own_subject};
use meeting::{Cadence, Change, Command as MeetingCommand, Meeting, Rhythm, When};
use member::{Command as MemberCommand, Details, Member};

use super::{Chance, names};
use crate::said::Result;

/// An organisation that lives.
pub struct World {
    chance: Chance,
    actor: Term,
    cells: Vec<Cell>,
}

/// A cell, and what it is inclined to.
struct Cell {
    unit: UnitId,
    people: Vec<PersonId>,
    next: Day,
    every: i32,
    /// Chances of 100.
    meets: u64,
    comes: u64,
    writes: u64,
    stays: u64,
    draws: u64,
    welcomes: u64,
}

const HOUR: i64 = 3_600_000;
/// Cells under one region.
const IN_A_REGION: u32 = 8;
/// Groups of commands stay under this.
const GROUP: usize = 500;

/// Founds regions and cells, each with its first members.
pub fn found(store: &mut Store, root: UnitId, actor: Term, cells: u32, begin: Day, seed: u64) -> Result<World> {
    let mut world = World { chance: Chance::new(seed), actor, cells: vec![] };
    let mut region = root;
    for number in 0..cells {
        if number % IN_A_REGION == 0 {
            let name = format!("{} valley", names::place(&mut world.chance));
            region = world.found(store, root, UnitKind::Region, name, begin)?;
        }
        let name = names::place(&mut world.chance);
        let unit = world.found(store, region, UnitKind::Cell, name, begin)?;
        let cell = world.cell(unit, begin);
        world.cells.push(cell);
        world.first_members(store, number as usize, begin)?;
    }
    Ok(world)
}

impl World {
    fn id(&mut self) -> CommandId {
        CommandId(self.chance.bytes())
    }

    fn found(&mut self, store: &mut Store, above: UnitId, kind: UnitKind, name: String, day: Day) -> Result<UnitId> {
        let founding = Founding {
            kind,
            name: Text(name),
            code: None,
            founded: Some(day.start()),
            out_of: None,
            recovery: vec![],
            nonce: self.id(),
        };
        let id = self.id();
        let wish =
            Wish::new::<Unit>(id, above, own_subject(above), self.actor, day.start(), &UnitCommand::Found(founding))?;
        match store.act(&[wish]).pop() {
            Some(Ok(Outcome::Done { founded: Some(unit), .. })) => Ok(unit),
            Some(Err(fault)) => Err(fault.into()),
            _ => Err(charter::Refusal::NotHere.into()),
        }
    }

    fn cell(&mut self, unit: UnitId, begin: Day) -> Cell {
        let chance = &mut self.chance;
        // One cell in three has something that goes badly.
        let trouble = chance.below(9);
        let mut usual = |low: u64, bad: bool| if bad { low / 2 } else { low + chance.below(20) };
        Cell {
            unit,
            people: vec![],
            next: begin.plus(7),
            every: 14,
            meets: usual(78, trouble == 0),
            comes: usual(62, trouble == 1),
            writes: usual(75, trouble == 2),
            stays: 98,
            draws: usual(20, trouble == 0),
            welcomes: usual(70, trouble == 1),
        }
    }

    fn first_members(&mut self, store: &mut Store, at: usize, begin: Day) -> Result<()> {
        let many = 7 + self.chance.below(16);
        let mut wishes = vec![];
        let unit = self.cells[at].unit;
        for _ in 0..many {
            let day = begin.plus(-(self.chance.below(700) as i32));
            wishes.push(self.join(at, day, begin.start())?);
        }
        let every = [7, 14, 14, 28][self.chance.below(4) as usize];
        self.cells[at].every = every;
        let rhythm = Change::To(Rhythm::Every(every as u32));
        let id = self.id();
        wishes.push(Wish::new::<Cadence>(id, unit, own_subject(unit), self.actor, begin.start(), &rhythm)?);
        done(store.act(&wishes))
    }

    fn join(&mut self, at: usize, day: Day, now: Moment) -> Result<Wish> {
        let person = SubjectId(self.chance.bytes());
        let name = names::person(&mut self.chance);
        let details = Private::new(&Details { name: Some(Text(name)), ..Details::default() })?;
        let command =
            MemberCommand::Join { code: None, day: Some(day), left: None, details: Some(details), bulk: false };
        let (id, unit) = (self.id(), self.cells[at].unit);
        self.cells[at].people.push(PersonId(person));
        Ok(Wish::new::<Member>(id, unit, person, self.actor, now, &command)?)
    }

    fn about(&mut self, at: usize, person: PersonId, now: Moment, command: &MemberCommand) -> Result<Wish> {
        let (id, unit) = (self.id(), self.cells[at].unit);
        Ok(Wish::new::<Member>(id, unit, person.0, self.actor, now, command)?)
    }
}

/// Lives one month of every cell. Commands of one kind go together, so that a month takes few commits.
pub fn live_month(store: &mut Store, world: &mut World, month: Month) -> Result<()> {
    let mut wishes: Vec<(Moment, Wish)> = vec![];
    for at in 0..world.cells.len() {
        people(world, at, month, &mut wishes)?;
        while world.cells[at].next <= month.last() {
            let day = world.cells[at].next;
            let every = world.cells[at].every;
            world.cells[at].next = day.plus(every);
            let meets = world.cells[at].meets;
            if day >= month.first() && world.chance.happens(meets) {
                meeting(world, at, day, &mut wishes)?;
            }
        }
    }
    wishes.sort_by_key(|(moment, _)| *moment);
    let wishes = wishes.into_iter().map(|(_, wish)| wish).collect::<Vec<_>>();
    wishes.chunks(GROUP).try_for_each(|some| done(store.act(some)))
}

fn people(world: &mut World, at: usize, month: Month, wishes: &mut Vec<(Moment, Wish)>) -> Result<()> {
    let (stays, draws, welcomes) = (world.cells[at].stays, world.cells[at].draws, world.cells[at].welcomes);
    let now = month.first().start();
    let stay = |world: &mut World| world.chance.happens(stays);
    let before = std::mem::take(&mut world.cells[at].people);
    for person in before {
        if stay(world) {
            world.cells[at].people.push(person);
        } else {
            wishes.push((now, world.about(at, person, now, &MemberCommand::Leave(month.first()))?));
        }
    }
    if world.chance.happens(draws) {
        let moment = Moment(now.0 + HOUR);
        wishes.push((moment, world.join(at, month.first(), moment)?));
        if world.chance.happens(welcomes)
            && let Some(person) = world.cells[at].people.last().copied()
        {
            let moment = Moment(now.0 + 2 * HOUR);
            wishes.push((moment, world.about(at, person, moment, &MemberCommand::Welcome(month.first()))?));
        }
    }
    Ok(())
}

fn meeting(world: &mut World, at: usize, day: Day, wishes: &mut Vec<(Moment, Wish)>) -> Result<()> {
    let id = SubjectId(world.chance.bytes());
    let (unit, actor) = (world.cells[at].unit, world.actor);
    let starts = Moment(day.start().0 + 18 * HOUR);
    let mut ask = |world: &mut World, moment: Moment, command: MeetingCommand| -> Result<()> {
        let wish = Wish::new::<Meeting>(world.id(), unit, id, actor, moment, &command)?;
        wishes.push((moment, wish));
        Ok(())
    };
    let set = MeetingCommand::Set { at: When { at: starts, whole_day: false }, title: None };
    ask(world, Moment(starts.0 - 3 * 24 * HOUR), set)?;
    let (comes, writes) = (world.cells[at].comes, world.cells[at].writes);
    let people = world.cells[at].people.clone();
    let who: BTreeSet<PersonId> = people.into_iter().filter(|_| world.chance.happens(comes)).collect();
    let two = who.iter().copied().take(2).collect::<Vec<_>>();
    ask(
        world,
        Moment(starts.0 + 2 * HOUR),
        MeetingCommand::Hold { who, late: Default::default(), guests: 0, visitors: vec![] },
    )?;
    if !world.chance.happens(writes) {
        return Ok(());
    }
    let text = Text("We talked over the month, and who needs a hand.".into());
    let minute = MeetingCommand::Minute { from: 0, text, decisions: vec![] };
    ask(world, Moment(starts.0 + 26 * HOUR), minute)?;
    match two[..] {
        [one, other] if world.chance.happens(writes) => {
            ask(world, Moment(starts.0 + 50 * HOUR), MeetingCommand::Confirm(one, other))
        }
        _ => Ok(()),
    }
}

/// A refusal in a simulated life is a fault of the simulation or of the program, and is told.
fn done(outcomes: Vec<ledger::Result<Outcome>>) -> Result<()> {
    outcomes.into_iter().try_for_each(|outcome| outcome.map(drop)).map_err(Into::into)
}
