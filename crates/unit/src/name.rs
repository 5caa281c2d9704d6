//! How a person names a unit: by its code, its name, or the beginning of its id.

use ledger::{Error, Look, Scope, Unit};

/// Why a name does not lead to one unit.
#[derive(Debug)]
pub enum Unclear {
    /// No unit goes by it.
    Nobody,
    /// Several do.
    Several(Vec<Unit>),
    /// The machine did not answer.
    Fault(Error),
}

/// The one unit of a scope that goes by this name.
pub fn find(look: &Look, scope: Scope, name: &str) -> Result<Unit, Unclear> {
    let mut found = look.named(scope, name).map_err(Unclear::Fault)?;
    match found.len() {
        0 => Err(Unclear::Nobody),
        1 => Ok(found.remove(0)),
        _ => Err(Unclear::Several(found)),
    }
}
