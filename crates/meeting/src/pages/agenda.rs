//! An agenda that drafts itself: what a cell should not forget, until its secretary writes another.

use book::UnitId;
use charter::calendar::Day;
use ledger::{Error, Look};
use maud::{Markup, html};
use member::Member;
use web::Say;

use super::told::Known;
use crate::{Meeting, list};

/// Days in which a newcomer is still new.
const NEW: i32 = 60;

/// The agenda that was written, or else the draft.
pub fn planned(look: &Look, unit: UnitId, known: &Known, say: &Say) -> Result<Vec<String>, Error> {
    match &known.agenda {
        Some(agenda) => Ok(agenda.clone()),
        None => draft(look, unit, say),
    }
}

/// How everyone is, who is new, minutes that wait, and when to meet again.
pub fn draft(look: &Look, unit: UnitId, say: &Say) -> Result<Vec<String>, Error> {
    let mut points = vec![say.t("agenda-how")];
    let is_new = |member: &Member, today: Day| {
        let joined = member.joined.filter(|joined| today.since(*joined) <= NEW);
        joined.is_some() && member.welcomed.is_none() && member.is_on_the_roll(today)
    };
    let members = look.subjects::<Member>(unit)?;
    let new = members.into_iter().filter(|(_, member)| is_new(member, say.today));
    let names = new.filter_map(|(_, member)| member.details()?.name).map(|name| name.0).collect::<Vec<_>>();
    if !names.is_empty() {
        points.push(say.say("agenda-welcome", &[("names", say.list(&names).into())]));
    }
    for row in list(look, unit)?.into_iter().rev().filter(|row| row.held).take(2) {
        let waits = look.subject::<Meeting>(unit, row.id)?.filter(|state| state.confirmed.is_none() && !state.bulk);
        if waits.is_some() {
            points.push(say.say("agenda-minutes", &[("day", say.date(row.when.day(say.zone)).into())]));
        }
    }
    points.push(say.t("agenda-own"));
    points.push(say.t("agenda-next"));
    Ok(points)
}

/// Its points, numbered; some of them in whatever language their writer has.
pub fn shown(agenda: &[String]) -> Markup {
    html! { ol.agenda { @for point in agenda { li { span dir="auto" { (point) } } } } }
}
