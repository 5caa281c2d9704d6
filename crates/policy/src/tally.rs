//! How the whole tree below a unit stands to one policy: counted from the columns of all cells' responses at once, so
//! that it is true after every report. Knows no words.

use std::collections::{BTreeMap, HashMap};

use book::{SubjectId, UnitId};
use charter::UnitKind;
use ledger::{Error, Look, Scope};
use rusqlite::params;
use serde::Serialize;

use crate::{Outcome, Policy, Reason};

/// Where the numbers of reasons begin in the column of what was said; outcomes stand below.
pub(crate) const OBJECTS: i64 = 8;
/// Cells of one kind of answer that are named, the latest ones.
const NAMED: usize = 12;

/// The cells below a unit, by the branch directly under it in which they stand.
#[derive(Debug, Default)]
pub struct Branches {
    /// Each branch: the unit under the one that looks, its name, and how many cells stand in it.
    pub all: Vec<Branch>,
    /// The cell and the branch of a bulletin.
    of: HashMap<i64, (UnitId, usize)>,
}

/// A unit directly under the one that looks.
#[derive(Clone, Debug, Serialize)]
pub struct Branch {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Cells that count in it: admitted and open.
    pub cells: u32,
}

/// So many cells, by what they said.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// Cells that did it, did some of it, and did not.
    pub reported: [u32; 3],
    /// Cells that object, with how many of them nobody answered.
    pub objected: BTreeMap<Reason, (u32, u32)>,
    /// Cells that talked it over, and have not answered.
    pub talked_over: u32,
    /// Cells that answered an earlier version, and not this one.
    pub earlier: u32,
    /// The sum of the numbers that were told.
    pub figure: u64,
}

/// How all that stands below a unit stands to a policy.
#[derive(Debug, Default)]
pub struct Standing {
    /// All of it.
    pub whole: Tally,
    /// Each branch, in the order of the branches.
    pub branches: Vec<Tally>,
    /// The cells that object, the latest first, by reason: those whom nobody answered before the others.
    pub objecting: BTreeMap<Reason, Vec<UnitId>>,
    /// Of each answer to objections, to how many of those that stand it was given.
    pub given: Vec<u32>,
    /// Cells that did it or some of it, those that told the largest number first, then the latest.
    pub done: Vec<UnitId>,
}

impl Tally {
    /// Cells that answered this version: a reasoned objection counts as much as a report.
    pub fn answered(&self) -> u32 {
        self.reported.iter().sum::<u32>() + self.objecting()
    }

    /// Cells that object.
    pub fn objecting(&self) -> u32 {
        self.objected.values().map(|(all, _)| all).sum()
    }

    /// Objections that nobody answered.
    pub fn unanswered(&self) -> u32 {
        self.objected.values().map(|(_, open)| open).sum()
    }
}

/// The branches below a unit.
pub fn branches(look: &Look, top: UnitId) -> Result<Branches, Error> {
    let units = look.units(Scope::Below(top))?;
    let parents = units.iter().map(|unit| (unit.id, unit.parent)).collect::<HashMap<_, _>>();
    let branch_of = |mut unit: UnitId| {
        for _ in 0..=charter::places::DEPTH {
            match parents.get(&unit).copied().flatten() {
                Some(parent) if parent == top => return Some(unit),
                Some(parent) => unit = parent,
                None => return None,
            }
        }
        None
    };
    let (mut all, mut at): (Vec<Branch>, HashMap<UnitId, usize>) = Default::default();
    for unit in units.iter().filter(|unit| unit.parent == Some(top) && !unit.closed) {
        at.insert(unit.id, all.len());
        all.push(Branch { unit: unit.id, name: unit.name.clone(), cells: 0 });
    }
    let mut cells = HashMap::new();
    for cell in units.iter().filter(|unit| unit.kind == UnitKind::Cell && unit.admitted && !unit.closed) {
        let Some(branch) = branch_of(cell.id).and_then(|branch| at.get(&branch).copied()) else { continue };
        all[branch].cells += 1;
        cells.insert(cell.id, branch);
    }
    let mut of = HashMap::with_capacity(cells.len());
    let mut query = look.tables().prepare_cached("SELECT book, unit FROM chain WHERE kind = 0")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let unit = UnitId(row.get(1)?);
        if let Some(branch) = cells.get(&unit) {
            of.insert(row.get(0)?, (unit, *branch));
        }
    }
    all.retain(|branch| branch.cells > 0 || at.contains_key(&branch.unit));
    Ok(Branches { all, of })
}

/// How the cells of these branches stand to a policy.
pub fn standing(look: &Look, id: SubjectId, policy: &Policy, branches: &Branches) -> Result<Standing, Error> {
    let (tallies, given) = (vec![Tally::default(); branches.all.len()], vec![0; policy.replies.len()]);
    let mut standing = Standing { branches: tallies, given, ..Standing::default() };
    let mut objecting: BTreeMap<Reason, Vec<(bool, i64, UnitId)>> = BTreeMap::new();
    let mut done = vec![];
    let sql = "SELECT book, said, version, heard, figure, answered FROM response_list WHERE id = ?";
    let mut query = look.tables().prepare_cached(sql)?;
    let mut rows = query.query(params![id.0])?;
    while let Some(row) = rows.next()? {
        let Some((cell, branch)) = branches.of.get(&row.get(0)?).copied() else { continue };
        let (said, version): (Option<i64>, Option<u32>) = (row.get(1)?, row.get(2)?);
        let tallies = [&mut standing.whole, &mut standing.branches[branch]];
        let Some(said) = said else {
            let over = u32::from(version == Some(policy.version));
            tallies.into_iter().for_each(|tally| tally.talked_over += over);
            continue;
        };
        if version != Some(policy.version) {
            tallies.into_iter().for_each(|tally| tally.earlier += 1);
            continue;
        }
        let (figure, answered): (Option<u32>, i64) = (row.get(4)?, row.get(5)?);
        if let Some(outcome) = usize::try_from(said).ok().filter(|at| *at < Outcome::ALL.len()) {
            for tally in tallies {
                tally.reported[outcome] += 1;
                tally.figure += u64::from(figure.unwrap_or(0));
            }
            if Outcome::ALL[outcome] != Outcome::Not {
                done.push((figure, answered, cell));
            }
        } else if let Some(reason) = usize::try_from(said - OBJECTS).ok().and_then(|at| Reason::ALL.get(at)) {
            let mut open = true;
            for at in policy.given(cell, *reason, row.get::<_, Option<u32>>(3)?.unwrap_or(0)) {
                (open, standing.given[at]) = (false, standing.given[at] + 1);
            }
            for tally in tallies {
                let of = tally.objected.entry(*reason).or_default();
                *of = (of.0 + 1, of.1 + u32::from(open));
            }
            objecting.entry(*reason).or_default().push((open, answered, cell));
        }
    }
    standing.objecting = objecting.into_iter().map(|(reason, cells)| (reason, latest(cells))).collect();
    standing.done = latest(done);
    Ok(standing)
}

/// The first few by their order, the greatest first.
fn latest<T: Ord>(mut cells: Vec<(T, i64, UnitId)>) -> Vec<UnitId> {
    if cells.len() > NAMED {
        cells.select_nth_unstable_by(NAMED, |a, b| b.cmp(a));
        cells.truncate(NAMED);
    }
    cells.sort_by(|a, b| b.cmp(a));
    cells.into_iter().map(|(_, _, cell)| cell).collect()
}
