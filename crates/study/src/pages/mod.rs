//! Pages of studying together: the list, one reader on the screen and on paper, and one circle.

mod circle;
mod deeds;
mod list;
mod one;

use book::{SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use ledger::{Error, Look, Unit};
use web::{Address, Deed, Route, Say};

use crate::{Circle, Words, of_circle, words};

/// Every address here.
pub const ROUTES: [Route; 3] = [
    Route { path: "/u/{unit}/study", view: list::view },
    Route { path: "/u/{unit}/readers/{id}", view: one::view },
    Route { path: "/u/{unit}/circles/{id}", view: circle::view },
];

/// Everything that a form here asks for.
pub const DEEDS: [Deed; 11] = [
    Deed::of_managers("reader.write", deeds::write),
    Deed::of_managers("reader.withdraw", deeds::withdraw),
    Deed::of_writers("booklet.write", deeds::write_own),
    Deed::of_writers("booklet.withdraw", deeds::withdraw_own),
    Deed::of_writers("circle.begin", deeds::begin),
    Deed::of_writers("circle.lead", deeds::lead),
    Deed::own("me.lead", deeds::lead_oneself),
    Deed::of_writers("circle.assign", deeds::assign),
    Deed::of_writers("circle.finish", deeds::finish),
    Deed::of_writers("circle.drop", deeds::drop_it),
    Deed::of_writers("circle.reopen", deeds::reopen),
];

/// Where a unit's readers and circles stand.
pub fn address(unit: UnitId) -> String {
    unit.address() + "/study"
}

/// The address of a reader, as a unit sees it.
pub fn reader_address(unit: UnitId, id: SubjectId) -> String {
    format!("{}/readers/{id}", unit.address())
}

/// The address of a circle.
pub fn circle_address(unit: UnitId, id: SubjectId) -> String {
    format!("{}/circles/{id}", unit.address())
}

/// The tab under which a unit finds its readers.
fn tab(unit: &Unit) -> &'static str {
    if unit.kind == UnitKind::Cell { "" } else { "/policies" }
}

/// What lies on the agenda of a meeting by itself: the part whose session it is, and its questions.
pub fn points(look: &Look, (cell, meeting): (UnitId, SubjectId), _: Day, say: &Say) -> Result<Vec<String>, Error> {
    let mut points = vec![];
    for (_, circle) in look.subjects::<Circle>(cell)?.into_iter().filter(|(_, circle)| circle.is_open()) {
        let Some(session) = circle.sessions.iter().find(|session| session.meeting == meeting) else { continue };
        let Some(found) = of_circle(look, cell, &circle)? else { continue };
        let Words { title, mut parts } = words(look, &found, circle.reader)?;
        let Some(part) = parts.remove(&session.part) else { continue };
        let title = title.unwrap_or_else(|| circle.reader.short());
        let about = [
            ("title", title.into()),
            ("n", i64::from(session.part).into()),
            ("of", i64::from(found.reader.parts).into()),
            ("name", part.name.0.into()),
        ];
        points.push(web::plain(say.say("agenda-study", &about)));
        points.extend(part.questions.into_iter().map(|question| question.0));
    }
    Ok(points)
}
