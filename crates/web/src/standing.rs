//! For whom a session stands today: rights that ended in the books are gone from the pages with the next request.

use account::{How, Session, Viewer};
use charter::UnitKind;
use charter::calendar::{Day, Moment};
use ledger::{Look, Scope};

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
        (Some(term), _) if look.runs(&term)? => Some(term),
        // Asked of the entry that the account was made for: to be found the same as an officer gives no office.
        (_, Some(person)) => (site.holds)(look, unit, person)?,
        _ => None,
    };
    Ok((term.is_some() || person.is_some()).then_some(Viewer { unit, term, person }))
}

/// Hours after coming in by a link during which an office above a cell is given without a passkey, so that one can be made.
const LINK_OFFICE_HOURS: i64 = 24;

/// Whether a session gives no office yet: another officer has to confirm its account; or it is of a unit above a cell,
/// and was not begun by a passkey where browsers could make one.
pub fn waits(look: &Look, session: &Session, passkeys: bool, now: Moment) -> ledger::Result<bool> {
    let hours = now.0.saturating_sub(session.begun.0) / 3_600_000;
    let strong = session.how == How::Passkey || (session.how == How::Link && hours < LINK_OFFICE_HOURS);
    if session.waits || !passkeys || strong {
        return Ok(session.waits);
    }
    let unit = look.unit(Scope::Node, session.viewer.unit)?;
    Ok(unit.is_some_and(|unit| unit.kind != UnitKind::Cell))
}

/// What a viewer is given a right to, in few bytes: while it is the same, so is that.
pub fn rights(viewer: &Viewer) -> [u8; 16] {
    let mut rights = [0; 16];
    let said = serde_json::to_vec(viewer).unwrap_or_default();
    rights.copy_from_slice(&blake3::hash(&said).as_bytes()[..16]);
    rights
}
