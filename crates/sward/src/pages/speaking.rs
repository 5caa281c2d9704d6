//! What care adds to a cell's week: those to speak to, the same as on the page of care, and help that is asked.

use std::collections::BTreeMap;

use book::{PersonId, UnitId};
use care::{Known, Why};
use web::{Result, Visit};

use super::week::{THINGS, Thing};

/// The suggestions of this week that are not done. A newcomer who is named already is not named twice.
pub fn suggested(
    visit: &Visit,
    unit: UnitId,
    known: &BTreeMap<PersonId, Known>,
    things: &mut Vec<Thing>,
) -> Result<()> {
    let (say, own) = (&visit.say, visit.person());
    for one in care::this_week(visit.look, unit, known, visit.as_of, say.zone)? {
        let named = things.iter().any(|thing| thing.is_about(one.person));
        let Some(who) = known.get(&one.person).filter(|_| !one.done && !named && Some(one.person) != own) else {
            continue;
        };
        let (title, reason, how) = care::pages::to_do(say, one.why, &who.row.called(), visit.as_of);
        let instead = match one.why {
            Why::New { .. } => "mail-newcomer",
            Why::Missed => "mail-absent",
            Why::Quiet { .. } => "mail-quiet",
        };
        things.push(Thing::met(title, reason, say.t("care-talked"), (one.person, how), instead));
    }
    Ok(())
}

/// Help that others in the cell ask for and nobody gives yet: one line, for whoever is on the roll, if there is room.
pub fn asked(visit: &Visit, unit: UnitId, things: &mut Vec<Thing>) -> Result<()> {
    let (say, Some(me)) = (&visit.say, visit.person()) else { return Ok(()) };
    if things.len() >= THINGS {
        return Ok(());
    }
    let rows = care::open(visit.look, unit, visit.as_of)?;
    let asked = rows.into_iter().filter(|row| !row.help.offers && !row.matched && row.who != me).collect::<Vec<_>>();
    let Some(first) = asked.first() else { return Ok(()) };
    let title = say.t(&format!("help-thing-{}", first.sort.name()));
    let reason = say.count("help-thing-why", asked.len() - 1);
    things.push(Thing::go(title, reason, say.t("help-thing-see"), care::pages::address(unit), None));
    Ok(())
}
