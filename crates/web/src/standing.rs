//! For whom a session stands today: rights that ended in the books are gone from the pages with the next request.

use account::{Session, Viewer};
use charter::calendar::Day;
use charter::offices::Offices;
use ledger::{Look, Term, own_subject};

use crate::site::Site;

/// The viewer without a term that has ended, with the one that they hold now, and without a place on the roll that is
/// no longer theirs; nobody, if nothing is left. Every visit and every form goes through here, so that none can
/// forget it.
pub fn present(look: &Look, site: &Site, viewer: Viewer, waits: bool, today: Day) -> ledger::Result<Option<Viewer>> {
    let unit = viewer.unit;
    let person = match viewer.person {
        // Whoever left the roll, or was erased, is out, though nobody may have ended their term yet.
        Some(person) => match (site.belongs)(look, unit, person, today)? {
            Some(person) => Some(person),
            None => return Ok(None),
        },
        None => None,
    };
    let term = match (viewer.term, viewer.person) {
        // What another officer has yet to confirm gives no office.
        _ if waits => None,
        (Some(term), _) if runs(look, &term)? => Some(term),
        // Asked of the entry that the account was made for: to be found the same as an officer gives no office.
        (_, Some(person)) => (site.holds)(look, unit, person)?,
        _ => None,
    };
    Ok((term.is_some() || person.is_some()).then_some(Viewer { unit, term, person }))
}

/// For whom a session stands.
pub fn of(look: &Look, site: &Site, session: &Session, today: Day) -> ledger::Result<Option<Viewer>> {
    present(look, site, session.viewer.clone(), session.waits, today)
}

/// Whether a term of office runs, by the bulletin of its unit.
fn runs(look: &Look, term: &Term) -> ledger::Result<bool> {
    let Term::Office { unit, office, number } = *term else { return Ok(false) };
    let offices: Offices = look.subject(unit, own_subject(unit))?.unwrap_or_default();
    Ok(offices.terms.iter().any(|held| held.office == office && held.number == number && held.ended.is_none()))
}
