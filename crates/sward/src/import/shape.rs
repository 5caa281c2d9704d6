//! The shape that a tree will have once a file is in: how deep each unit will stand, or why it cannot.

use std::collections::HashMap;

use charter::places::DEPTH;
use charter::{Refusal, UnitKind};

/// Units by their codes, as they will stand.
#[derive(Default)]
pub struct Shape(HashMap<String, Stand>);

/// How one unit will stand.
pub struct Stand {
    /// The code of the unit above; none for the centre.
    pub parent: Option<String>,
    /// Centre, region or cell.
    pub kind: UnitKind,
    /// Whether it is closed.
    pub closed: bool,
    /// The line of the file that puts it there.
    pub line: Option<u64>,
}

/// Why a unit cannot stand where it is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Nobody knows the unit above.
    NoParent,
    /// One above it cannot stand where it is put.
    Above,
    /// What the ledger would say.
    Refused(Refusal),
}

/// How deep each unit will stand.
pub type Depths = HashMap<String, Result<usize, Unfit>>;

impl Shape {
    /// Puts a unit where it will stand, instead of where it stood.
    pub fn put(&mut self, code: String, stand: Stand) {
        self.0.insert(code, stand);
    }

    /// The unit of this code.
    pub fn get(&self, code: &str) -> Option<&Stand> {
        self.0.get(code)
    }

    /// How deep each unit will stand, each looked at once.
    pub fn depths(&self) -> Depths {
        let mut depths = Depths::new();
        for code in self.0.keys() {
            let (mut way, mut met) = (vec![], HashMap::new());
            let (mut at, mut circle) = (Some(code.as_str()), usize::MAX);
            let mut above = loop {
                let Some(here) = at else { break None };
                if let Some(known) = depths.get(here) {
                    break Some(*known);
                }
                if let Some(begin) = met.insert(here, way.len()) {
                    circle = begin;
                    break None;
                }
                let Some(stand) = self.0.get(here) else { break Some(Err(Unfit::NoParent)) };
                way.push(here);
                at = stand.parent.as_deref();
            };
            while let Some(here) = way.pop() {
                let depth = if way.len() < circle { self.step(here, above) } else { Err(Refusal::Circle.into()) };
                depths.insert(here.into(), depth);
                above = Some(depth.map_err(|_| Unfit::Above));
            }
        }
        depths
    }

    /// How deep a unit stands below one of this depth; the centre stands below none.
    fn step(&self, code: &str, above: Option<Result<usize, Unfit>>) -> Result<usize, Unfit> {
        let Some(above) = above else { return Ok(0) };
        let (depth, stand) = (above? + 1, self.0.get(code));
        let put = stand.is_some_and(|stand| stand.line.is_some());
        let parent = stand.and_then(|stand| self.0.get(stand.parent.as_deref()?));
        match parent {
            _ if depth > DEPTH => Err(Refusal::TooDeep.into()),
            Some(parent) if put && parent.kind == UnitKind::Cell => Err(Refusal::BelowACell.into()),
            Some(parent) if put && parent.closed => Err(Refusal::Closed.into()),
            _ => Ok(depth),
        }
    }

    /// The line of the file that puts a unit, or one above it, where it will stand.
    pub fn line(&self, code: &str) -> Option<u64> {
        let mut at = self.0.get(code);
        for _ in 0..=DEPTH + 1 {
            match at? {
                Stand { line: Some(line), .. } => return Some(*line),
                stand => at = self.0.get(stand.parent.as_deref()?),
            }
        }
        None
    }
}

impl From<Refusal> for Unfit {
    fn from(refusal: Refusal) -> Unfit {
        Unfit::Refused(refusal)
    }
}
