//! Which areas have a cell, by the names of cells.

use std::collections::{HashMap, HashSet};

use book::UnitId;
use charter::UnitKind;
use ledger::{Error, Look, Scope, Unit, own_subject};
use serde::Serialize;

use crate::Areas;

/// Words of the longest name of an area that is looked for in the names of cells.
const WORDS: usize = 6;

/// The areas of one unit that no cell below it is named for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Uncovered {
    /// The unit that wants them.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Names of areas without a cell, in the order of the list.
    pub areas: Vec<String>,
    /// Areas on its list.
    pub of: usize,
}

/// Areas without a cell, of each unit of a tree that has a list. A cell covers an area if its name holds the
/// area's, word by word, whatever the case and the marks on letters.
pub fn uncovered(look: &Look, top: UnitId) -> Result<Vec<Uncovered>, Error> {
    let units = look.units(Scope::Below(top))?.into_iter().filter(|unit| !unit.closed).collect::<Vec<_>>();
    let above = units.iter().map(|unit| (unit.id, unit.parent)).collect::<HashMap<_, _>>();
    let mut found = vec![];
    for unit in units.iter().filter(|unit| unit.kind != UnitKind::Cell) {
        let areas: Areas = look.subject(unit.id, own_subject(unit.id))?.unwrap_or_default();
        if areas.names.is_empty() {
            continue;
        }
        let is_below = |cell: &&Unit| {
            let way = std::iter::successors(Some(cell.id), |unit| above.get(unit).copied().flatten());
            cell.kind == UnitKind::Cell && way.take(charter::places::DEPTH + 1).any(|above| above == unit.id)
        };
        let covered = units.iter().filter(is_below).flat_map(|cell| runs(&cell.name)).collect::<HashSet<_>>();
        let of = areas.names.len();
        let areas = areas.names.into_iter().filter(|area| !covered.contains(&words(area).join(" "))).collect();
        found.push(Uncovered { unit: unit.id, name: unit.name.clone(), areas, of });
    }
    Ok(found)
}

/// Every run of words in a name.
fn runs(name: &str) -> Vec<String> {
    let words = words(name);
    let from = |at: usize| (at + 1..=words.len().min(at + WORDS)).map(move |end| (at, end));
    (0..words.len()).flat_map(from).map(|(at, end)| words[at..end].join(" ")).collect()
}

fn words(name: &str) -> Vec<String> {
    let folded = web::folded(name);
    folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(Into::into).collect()
}
