//! What the recipients of a unit's keys are called: kept apart from them, so that a name can be taken out.

use std::collections::BTreeMap;

use book::UnitId;
use charter::recipients::{Fact, Recipients};
use ledger::{Look, Result, own_subject};

/// The names of recipients, by their public keys.
pub fn called(look: &Look, unit: UnitId) -> Result<BTreeMap<String, String>> {
    let facts = look.apart::<Recipients>(unit, own_subject(unit))?.into_iter();
    let named = facts.filter_map(|fact| match fact {
        Fact::Called { to, name } => Some((to, name.0)),
        _ => None,
    });
    Ok(named.collect())
}
