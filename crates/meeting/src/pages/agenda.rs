//! An agenda that drafts itself: what a cell should not forget, until its secretary writes another.

use book::UnitId;
use ledger::{Error, Look};
use maud::{Markup, html};
use member::Row;
use web::Say;

use super::told::Known;
use crate::{Meeting, list};

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
    let rows = member::list(look, unit)?;
    let names = rows.iter().filter(|row| row.unwelcomed(say.today).is_some()).map(Row::called).collect::<Vec<_>>();
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
    // They go into a field, and come back from it.
    Ok(points.into_iter().map(web::plain).collect())
}

/// Its points, numbered; some of them in whatever language their writer has.
pub fn shown(agenda: &[String]) -> Markup {
    html! { ol.agenda { @for point in agenda { li { span dir="auto" { (point) } } } } }
}
