//! Which areas have a cell, by the names of cells.

use std::collections::{HashMap, HashSet};

use book::UnitId;
use charter::UnitKind;
use ledger::{Error, Look, Scope, Unit};
use serde::Serialize;

use crate::Areas;

/// Words of the longest name of an area that is looked for in the names of cells.
const WORDS: usize = 6;

/// The areas of one unit that no cell below it is named for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Without {
    /// The unit that wants them.
    pub unit: UnitId,
    /// Its name.
    pub name: String,
    /// Names of areas without a cell, in the order of the list.
    pub areas: Vec<String>,
    /// Areas on its list.
    pub of: usize,
}

/// Areas without a cell, of each unit of a tree that has a list. An area has one if a cell's name holds the area's,
/// word by word, whatever the case and the marks on letters.
pub fn without(look: &Look, top: UnitId) -> Result<Vec<Without>, Error> {
    let units = look.units(Scope::Below(top))?.into_iter().filter(|unit| !unit.closed).collect::<Vec<_>>();
    let above = units.iter().map(|unit| (unit.id, unit.parent)).collect::<HashMap<_, _>>();
    let (cells, others): (Vec<_>, Vec<_>) = units.iter().partition(|unit| unit.kind == UnitKind::Cell);
    let mut lists = vec![];
    for unit in others {
        let areas: Areas = look.own(unit.id)?;
        lists.extend(Some((unit, areas.names)).filter(|(_, names)| !names.is_empty()));
    }
    // Each cell goes up once: going down from each list would go through all cells as often as there are lists.
    let mut named = lists.iter().map(|(unit, _)| (unit.id, HashSet::new())).collect::<HashMap<_, _>>();
    for cell in cells {
        let way = std::iter::successors(cell.parent, |unit| above.get(unit).copied().flatten());
        for unit in way.take(charter::places::DEPTH) {
            named.entry(unit).and_modify(|named| named.extend(runs(&cell.name)));
        }
    }
    let missing = |(unit, names): (&Unit, Vec<String>)| {
        let (of, there) = (names.len(), &named[&unit.id]);
        let areas = names.into_iter().filter(|area| !there.contains(&words(area).join(" "))).collect();
        Without { unit: unit.id, name: unit.name.clone(), areas, of }
    };
    Ok(lists.into_iter().map(missing).collect())
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
