//! Terms of office as calendars take them: the days on which one's own should end. Which office it is stays inside.

use book::PersonId;
use charter::offices::Offices;
use ledger::{Error, Look, Unit, own_subject};
use web::calendar::{At, Dated};
use web::{Say, plain};

use crate::{Holders, entries};

/// Days before the end of a term on which one is reminded: enough to look for whoever comes next.
const REMINDS: u32 = 60;

/// The ends of somebody's own terms.
pub fn dates(look: &Look, unit: &Unit, who: PersonId, say: &Say) -> Result<Vec<Dated>, Error> {
    let own = own_subject(unit.id);
    let holders: Holders = look.subject(unit.id, own)?.unwrap_or_default();
    let offices: Offices = look.subject(unit.id, own)?.unwrap_or_default();
    let people = entries(look, unit.id, who)?;
    let title = plain(say.say("calendar-term", &[("unit", unit.name.as_str().into())]));
    let mine = holders.terms.iter().filter(|(.., who)| people.contains(who));
    let dated = mine.filter_map(|(office, number, _)| {
        let is_it = |term: &&charter::offices::Term| (term.office, term.number) == (*office, *number);
        let until = offices.terms.iter().find(is_it).filter(|term| term.ended.is_none())?.until?;
        let uid = format!("term-{}-{}-{number}", unit.id.short(), office.name());
        let (title, at) = (title.clone(), At::Day(until));
        Some(Dated { uid, title, at, changed: None, cancelled: false, reminds: Some(REMINDS) })
    });
    Ok(dated.collect())
}
