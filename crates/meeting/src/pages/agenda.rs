//! An agenda that drafts itself: what a cell should not forget, until its secretary writes another; and what lies on it
//! by itself, whoever writes it.

use book::{SubjectId, UnitId};
use maud::{Markup, html};
use member::Row;
use web::{Result, Visit};

use super::told::Known;
use crate::{Meeting, all};

/// The agenda that was written, or else the draft; with what lies on it by itself, while the meeting is ahead.
pub fn planned(visit: &Visit, unit: UnitId, id: SubjectId, known: &Known) -> Result<Vec<String>> {
    let ahead = known.state.held.is_none() && !known.state.cancelled;
    let points = if ahead { (visit.site.points)(visit.look, (unit, id), visit.as_of, &visit.say)? } else { vec![] };
    let Some(agenda) = &known.agenda else { return draft(visit, unit, points) };
    let missing = points.into_iter().filter(|point| !agenda.contains(point));
    Ok(agenda.iter().cloned().chain(missing).collect())
}

/// How everyone is, who is new, minutes that wait, and when to meet again.
fn draft(visit: &Visit, unit: UnitId, on_it: Vec<String>) -> Result<Vec<String>> {
    let (look, say) = (visit.look, &visit.say);
    let mut points = vec![say.t("agenda-how")];
    let rows = member::all(look, unit)?;
    let names = rows.iter().filter(|row| row.unwelcomed(say.today).is_some()).map(Row::called).collect::<Vec<_>>();
    if !names.is_empty() {
        points.push(say.say("agenda-welcome", &[("names", say.list(&names).into())]));
    }
    for row in all(look, unit)?.iter().rev().filter(|row| row.held).take(2) {
        let waits = look.subject::<Meeting>(unit, row.id)?.filter(|state| state.confirmed.is_none() && !state.bulk);
        if waits.is_some() {
            points.push(say.say("agenda-minutes", &[("day", say.date(row.when.day(say.zone)).into())]));
        }
    }
    points.extend(on_it);
    points.push(say.t("agenda-own"));
    points.push(say.t("agenda-next"));
    // They go into a field, and come back from it.
    Ok(points.into_iter().map(web::plain).collect())
}

/// Its points, numbered; some of them in whatever language their writer has.
pub fn shown(agenda: &[String]) -> Markup {
    html! { ol.agenda { @for point in agenda { li { span dir="auto" { (point) } } } } }
}
