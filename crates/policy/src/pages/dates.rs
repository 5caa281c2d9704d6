//! Answers to policies as calendars take them: the days by which a cell's word is due, for those who give it. What a policy
//! is called stays inside: a calendar may lie open on a screen.

use book::PersonId;
use charter::{Right, UnitKind};
use ledger::{Error, Look, Unit};
use web::calendar::{At, Dated};
use web::{Say, plain};

use crate::asked;

/// Days before an answer is due on which one is reminded: time to talk it over.
const REMINDS: u32 = 14;

/// The days by which the answers are due that somebody gives for their cell, as long as they are not given.
pub fn dates(look: &Look, unit: &Unit, who: PersonId, say: &Say) -> Result<Vec<Dated>, Error> {
    if unit.kind != UnitKind::Cell || !member::has(look, unit.id, who, Right::WriteRecord)? {
        return Ok(vec![]);
    }
    let title = plain(say.say("calendar-policy", &[("unit", unit.name.as_str().into())]));
    let asked = asked(look, unit.id, say.today)?.into_iter().map(|(row, said)| (row.id, row.policy, said));
    let open = asked.filter(|(_, policy, said)| policy.holds(say.today) && !said.has_answered(policy.version));
    let dated = open.filter_map(|(id, policy, _)| {
        let (uid, at, changed) = (format!("policy-{id}"), At::Day(policy.outline.due?), Some(policy.since));
        Some(Dated { uid, title: title.clone(), at, changed, cancelled: false, reminds: Some(REMINDS) })
    });
    Ok(dated.collect())
}
