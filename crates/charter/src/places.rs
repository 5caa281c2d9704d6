//! Where units stand: admitted in the bulletin of the unit above, moved in the root's.

use book::{Hash, Kind, UnitId};
use serde::{Deserialize, Serialize};

use crate::{By, Refusal, Right, Stamp, Subject};

/// How deep a tree may be.
pub const DEPTH: usize = 24;

/// A unit's place under this one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The unit that was admitted.
    pub unit: Option<UnitId>,
}

/// What can happen to a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Admission {
    /// The unit above heard of it, and counts it from here on.
    Admitted(UnitId),
}

/// What may be asked of a place.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Admit {
    /// Count this unit.
    Admit(UnitId),
}

impl Subject for Place {
    type Fact = Admission;
    type Command = Admit;
    type Around = ();
    const KIND: &'static str = "place";
    const BOOK: Kind = Kind::Bulletin;

    fn may(&self, by: &By, _: &Admission) -> Result<(), Refusal> {
        by.may(Right::ManageUnits)
    }

    fn apply(&mut self, Admission::Admitted(unit): Admission, _: &Stamp) {
        self.unit = Some(unit);
    }

    /// Places are not given again by what a succession left behind: an officer looks at it first.
    fn again(&self, _: &Admission) -> bool {
        false
    }

    fn decide(&self, Admit::Admit(unit): Admit, _: &(), _: &Stamp) -> Result<Vec<Admission>, Refusal> {
        Ok(if self.unit == Some(unit) { vec![] } else { vec![Admission::Admitted(unit)] })
    }
}

/// The moves of one unit, in the root's bulletin: one order for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// Each move, in order.
    pub moves: Vec<Moved>,
    /// The seq of each.
    pub seqs: Vec<u64>,
}

/// A unit went from one unit above to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moved {
    /// The unit.
    pub unit: UnitId,
    /// The unit that it stood under.
    pub from: UnitId,
    /// The last head of that unit's bulletin that counts for it.
    pub from_head: Hash,
    /// The unit that it stands under now.
    pub to: UnitId,
}

/// What may be asked about a unit's place in the tree.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Move {
    /// Put the unit under another.
    Move {
        /// The unit.
        unit: UnitId,
        /// The unit to stand under.
        to: UnitId,
    },
}

/// What a move must look at in the tree.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Each unit known here, and how it stands.
    pub above: std::collections::HashMap<UnitId, Above>,
}

/// How one unit stands.
#[derive(Clone, Copy, Debug)]
pub struct Above {
    /// The unit above; none for the root.
    pub parent: Option<UnitId>,
    /// The head of this unit's own bulletin.
    pub head: Hash,
    /// Whether nothing may stand below it.
    pub is_cell: bool,
    /// Whether it is closed, so that nothing comes to stand below it any more.
    pub closed: bool,
}

impl Tree {
    /// How many units stand above this one; none if it is unknown or the way up does not end.
    pub fn depth(&self, unit: UnitId) -> Option<usize> {
        let mut at = self.above.get(&unit)?;
        for depth in 0..=DEPTH {
            match at.parent {
                None => return Some(depth),
                Some(parent) => at = self.above.get(&parent)?,
            }
        }
        None
    }

    /// Whether `unit` is `above`, or stands somewhere below it.
    pub fn is_under(&self, unit: UnitId, above: UnitId) -> bool {
        let mut at = Some(unit);
        for _ in 0..=DEPTH + 1 {
            match at {
                Some(here) if here == above => return true,
                Some(here) => at = self.above.get(&here).and_then(|here| here.parent),
                None => return false,
            }
        }
        false
    }
}

impl Subject for Moves {
    type Fact = Moved;
    type Command = Move;
    type Around = Tree;
    const KIND: &'static str = "move";
    const BOOK: Kind = Kind::Bulletin;
    const GRAVE: bool = true;

    fn may(&self, by: &By, moved: &Moved) -> Result<(), Refusal> {
        by.may_grave(Right::ManageUnits, false)?;
        // A move goes on from where the last one ended.
        let from = self.moves.last().map_or(moved.from, |last| last.to);
        if from == moved.from { Ok(()) } else { Err(Refusal::Changed) }
    }

    fn apply(&mut self, fact: Moved, stamp: &Stamp) {
        self.moves.push(fact);
        self.seqs.push(stamp.seq);
    }

    fn asked(Moved { unit, to, .. }: &Moved) -> Option<Move> {
        Some(Move::Move { unit: *unit, to: *to })
    }

    /// Places are not given again by what a succession left behind: an officer looks at it first.
    fn again(&self, _: &Moved) -> bool {
        false
    }

    fn decide(&self, Move::Move { unit, to }: Move, tree: &Tree, _: &Stamp) -> Result<Vec<Moved>, Refusal> {
        let place = tree.above.get(&unit).ok_or(Refusal::NotHere)?;
        let target = tree.above.get(&to).ok_or(Refusal::NotHere)?;
        let from = place.parent.ok_or(Refusal::Circle)?;
        if from == to {
            return Ok(vec![]);
        }
        if tree.is_under(to, unit) {
            return Err(Refusal::Circle);
        }
        if target.is_cell {
            return Err(Refusal::BelowACell);
        }
        if target.closed {
            return Err(Refusal::Closed);
        }
        let below = tree.above.keys().filter(|other| tree.is_under(**other, unit));
        let deepest = below.filter_map(|other| tree.depth(*other)).max().unwrap_or(0);
        let height = deepest.saturating_sub(tree.depth(unit).unwrap_or(0));
        if tree.depth(to).ok_or(Refusal::TooDeep)? + 1 + height > DEPTH {
            return Err(Refusal::TooDeep);
        }
        let from_head = tree.above.get(&from).ok_or(Refusal::NotHere)?.head;
        Ok(vec![Moved { unit, from, from_head, to }])
    }
}
