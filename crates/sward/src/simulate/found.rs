//! The units of a world: the centre, regions, cells; a few terms of office, and areas where a cell is wanted.

use std::collections::{BTreeMap, HashSet};

use book::{Text, UnitId};
use charter::calendar::Day;
use charter::offices::{Command as OfficeCommand, Offices};
use charter::units::{Command as UnitCommand, Founding, Unit};
use charter::{Office, UnitKind};
use ledger::{Outcome, Store, Term, Wish, own_subject};

use super::Chance;
use super::names::{Tongue, tongue};
use super::world::{OFFSPRING, World};
use crate::said::Result;

/// Cells under one region.
const IN_A_REGION: u64 = 8;
/// Of one cell in so many it is written down when the secretary's term ends.
const TERMS: u64 = 12;
/// One cell in so many has no deputy.
const ALONE: u64 = 3;
/// Areas of a region in which nobody was yet.
const WANTED: u64 = 3;
/// Days of a term, and by how much they differ.
const TERM_DAYS: (i32, u64) = (600, 400);

/// The units of the cells of a world.
#[derive(Default)]
pub struct Units {
    root: UnitId,
    regions: BTreeMap<usize, UnitId>,
    cells: BTreeMap<usize, (UnitId, usize, String)>,
    taken: HashSet<String>,
}

impl Units {
    /// None yet, under this centre.
    pub fn under(root: UnitId) -> Units {
        Units { root, ..Units::default() }
    }

    /// The centre.
    pub fn root(&self) -> UnitId {
        self.root
    }

    /// The unit of a cell, if it is founded.
    pub fn of(&self, cell: usize) -> Option<UnitId> {
        self.cells.get(&cell).map(|(unit, ..)| *unit)
    }

    /// What a cell is called.
    pub fn name(&self, cell: usize) -> &str {
        self.cells.get(&cell).map_or("", |(.., name)| name)
    }

    /// How people speak in a cell.
    pub fn tongue(&self, cell: usize) -> &'static Tongue {
        tongue(self.cells.get(&cell).map_or(0, |(_, region, _)| *region))
    }

    /// Founds cells, and regions that are missing.
    pub fn found(
        &mut self,
        store: &mut Store,
        world: &World,
        cells: &[usize],
        actor: Term,
        ids: &mut Chance,
    ) -> Result<()> {
        let region = |at: usize| (world.cells[at].number % OFFSPRING / IN_A_REGION) as usize;
        let missing = cells.iter().map(|at| region(*at)).filter(|region| !self.regions.contains_key(region));
        let missing = missing.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let mut ask = |above: UnitId, kind, name: String, founded: Day, out_of| -> Result<Wish> {
            let nonce = book::CommandId(ids.bytes());
            let founded = Some(founded.start());
            let founding = Founding { kind, name: Text(name), code: None, founded, out_of, recovery: vec![], nonce };
            let (id, own) = (book::CommandId(ids.bytes()), own_subject(above));
            let now = world.begin.start();
            Ok(Wish::new::<Unit>(id, above, own, actor, now, &UnitCommand::Found(founding))?)
        };
        let mut wishes = vec![];
        for region in &missing {
            let name = tongue(*region).region(&mut self.taken);
            wishes.push(ask(self.root, UnitKind::Region, name, world.begin, None)?);
        }
        self.regions.extend(missing.iter().copied().zip(founded(store.act(&wishes))?));
        let (mut wishes, mut named) = (vec![], vec![]);
        for at in cells {
            let (cell, region) = (&world.cells[*at], region(*at));
            let name = tongue(region).place(world.seed, cell.number, &mut self.taken);
            let out_of =
                cell.out_of.and_then(|from| self.of(world.cells.iter().position(|cell| cell.number == from)?));
            let above = self.regions.get(&region).copied().unwrap_or(self.root);
            wishes.push(ask(above, UnitKind::Cell, name.clone(), cell.founded(), out_of)?);
            named.push((*at, region, name));
        }
        for ((at, region, name), unit) in named.into_iter().zip(founded(store.act(&wishes))?) {
            self.cells.insert(at, (unit, region, name));
        }
        let mut others = vec![];
        for at in cells {
            let (Some(unit), number) = (self.of(*at), world.cells[*at].number) else { continue };
            let ends = number % TERMS == 4;
            let until = ends.then(|| world.begin.plus(TERM_DAYS.0 + ids.below(TERM_DAYS.1) as i32));
            let deputy = (number % ALONE != 0).then_some((Office::Deputy, None));
            for (office, until) in [(Office::Secretary, until)].into_iter().chain(deputy) {
                let command = OfficeCommand::Begin { office, below: false, until };
                let (id, now) = (book::CommandId(ids.bytes()), world.begin.start());
                others.push(Wish::new::<Offices>(id, unit, own_subject(unit), actor, now, &command)?);
            }
        }
        for region in &missing {
            let Some(unit) = self.regions.get(region) else { continue };
            let command = unit::Command::List(self.areas(*region, world));
            let (id, now) = (book::CommandId(ids.bytes()), world.begin.start());
            others.push(Wish::new::<unit::Areas>(id, *unit, own_subject(*unit), actor, now, &command)?);
        }
        store.act(&others).into_iter().try_for_each(|outcome| outcome.map(drop))?;
        Ok(())
    }

    /// Where a region wants a cell: where it has one, and where nobody was yet.
    fn areas(&self, region: usize, world: &World) -> Vec<Text> {
        let there = self.cells.values().filter(|(_, of, _)| *of == region).map(|(.., name)| name.clone());
        let mut taken = self.taken.clone();
        let other = |n: u64| tongue(region).place(world.seed, u64::MAX - region as u64 * WANTED - n, &mut taken);
        there.chain((0..WANTED).map(other)).map(Text).collect()
    }
}

fn founded(outcomes: Vec<ledger::Result<Outcome>>) -> Result<Vec<UnitId>> {
    let unit = |outcome: ledger::Result<Outcome>| match outcome? {
        Outcome::Done { founded: Some(unit), .. } => Ok(unit),
        _ => Err(charter::Refusal::NotHere.into()),
    };
    outcomes.into_iter().map(unit).collect()
}
