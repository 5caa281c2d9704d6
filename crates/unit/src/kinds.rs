//! The kinds that stand in bulletins, one line each.

use book::{Kind as BookKind, SubjectId, UnitId};
use charter::accounts::Enrolment;
use charter::cites::Cites;
use charter::keepers::Keepers;
use charter::letterboxes::Letterboxes;
use charter::offices::Offices;
use charter::permits::Permits;
use charter::places::{Above, Moves, Place, Tree};
use charter::recipients::Recipients;
use charter::suspensions::Suspensions;
use charter::units::{Inside, Unit};
use ledger::{Error, Kind, Look, Scope};

use crate::Areas;
use crate::load::{Holds, Load};

/// A unit; whoever knows members tells what is inside.
pub const fn unit(inside: fn(&Look, UnitId, SubjectId) -> Result<Inside, Error>) -> Kind<Unit> {
    Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(inside) }
}

/// How much offices take; whoever knows members tells who holds which.
pub const fn load(holds: fn(&Look, UnitId, SubjectId) -> Result<Holds, Error>) -> Kind<Load> {
    Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(holds) }
}

/// The offices of a unit.
pub const OFFICE: Kind<Offices> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// The terms that a unit suspended below it.
pub const SUSPENSION: Kind<Suspensions> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// What two allowed in a unit.
pub const PERMIT: Kind<Permits> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// Who can open a unit's record besides its keeper.
pub const RECIPIENT: Kind<Recipients> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// Where what is for a unit's offices alone is put.
pub const LETTERBOX: Kind<Letterboxes> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// The place of a unit under the one that admitted it.
pub const PLACE: Kind<Place> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// Batches of a bulletin that only cite the one above.
pub const CITE: Kind<Cites> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// Accounts that a record knows.
pub const ACCOUNT: Kind<Enrolment> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// The keepers that a bulletin named.
pub const KEEPER: Kind<Keepers> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// Where a unit wants a cell.
pub const AREA: Kind<Areas> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(is_cell) };

fn is_cell(look: &Look, unit: UnitId, _: SubjectId) -> Result<bool, Error> {
    Ok(look.unit(Scope::Node, unit)?.is_some_and(|unit| unit.kind == charter::UnitKind::Cell))
}

/// The moves of a unit, in the root's bulletin.
pub const MOVE: Kind<Moves> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(tree) };

fn tree(look: &Look, unit: UnitId, _: SubjectId) -> Result<Tree, Error> {
    let mut tree = Tree::default();
    if look.root()?.is_none_or(|root| root.id != unit) {
        return Err(charter::Refusal::NotTheRoot.into());
    }
    for unit in look.units(Scope::Node)? {
        let Some((head, _)) = look.head(unit.id, BookKind::Bulletin)? else { continue };
        let is_cell = unit.kind == charter::UnitKind::Cell;
        tree.above.insert(unit.id, Above { parent: unit.parent, head, is_cell, closed: unit.closed });
    }
    Ok(tree)
}
