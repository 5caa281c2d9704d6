//! For whom a session stands today: rights that ended in the books are gone from the pages with the next request.

use account::Viewer;
use charter::calendar::Day;
use charter::offices::Offices;
use ledger::{Look, Term, own_subject};

use crate::site::Site;

/// The viewer without a term that has ended, and without a place on the roll that is no longer theirs; nobody,
/// if nothing is left. Every visit and every form goes through here, so that none can forget it.
pub fn present(look: &Look, site: &Site, viewer: Viewer, today: Day) -> ledger::Result<Option<Viewer>> {
    let term = match viewer.term {
        Some(term) if runs(look, &term)? => Some(term),
        _ => None,
    };
    let person = match viewer.person {
        Some(person) => (site.belongs)(look, viewer.unit, person, today)?,
        None => None,
    };
    let unit = viewer.unit;
    Ok((term.is_some() || person.is_some()).then_some(Viewer { unit, term, person }))
}

/// Whether a term of office runs, by the bulletin of its unit.
fn runs(look: &Look, term: &Term) -> ledger::Result<bool> {
    let Term::Office { unit, office, number } = *term else { return Ok(false) };
    let offices: Offices = look.subject(unit, own_subject(unit))?.unwrap_or_default();
    Ok(offices.terms.iter().any(|held| held.office == office && held.number == number && held.ended.is_none()))
}
