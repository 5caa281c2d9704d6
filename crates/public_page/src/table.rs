//! Pages that are shown, who asks to join, and the directory of all pages.

use book::{SubjectId, Text, UnitId};
use charter::calendar::Moment;
use ledger::{Error, Kind, Look, Scope, Unit, own_subject};
use rusqlite::types::Value;

use crate::{Application, Fact, Outcome, Page, Post, Shown};

/// The pages of units.
pub const PUBLIC_PAGE: Kind<Page> = Kind {
    columns: "shown INTEGER",
    indexed: &["shown"],
    row: |page| vec![page.shown.map(|_| 1_i64).into()],
    around: Some(|look, unit, _| presented(look, unit)),
};

/// Those who ask to join: in the list those who were not taken in and of whom it is still told who they are, with when
/// that was said.
pub const APPLICATION: Kind<Application> =
    Kind { columns: "over INTEGER", indexed: &["over"], row: over, around: None };

fn over(application: &Application) -> Vec<Value> {
    let over = application.outcome.filter(|_| application.is_over() && application.asking.is_some());
    vec![over.map(|(_, at)| at.0).into()]
}

/// Those who were not taken in, or took it back, before a moment, and of whom it is still told who they are.
pub fn not_taken_in(look: &Look, before: Moment) -> Result<Vec<(UnitId, SubjectId)>, Error> {
    let sql = "SELECT unit, id FROM application_list JOIN chain USING (book) WHERE over < ?";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows = query.query_map([before.0], |row| Ok((UnitId(row.get(0)?), SubjectId(row.get(1)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a page says of its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// What it offers.
    pub shown: Shown,
    /// Who we are.
    pub about: String,
    /// How to reach us.
    pub reach: String,
    /// When and where we meet.
    pub meets: String,
    /// Names of places that it is found by.
    pub places: Vec<String>,
}

/// Whether a unit shows a page to everybody.
pub fn is_public(look: &Look, unit: UnitId) -> Result<bool, Error> {
    let page: Page = look.own(unit)?;
    let open = look.unit(Scope::Node, unit)?.is_some_and(|unit| !unit.closed);
    Ok(open && page.shown.is_some())
}

/// What a unit's page says, if it is shown.
pub fn face(look: &Look, unit: UnitId) -> Result<Option<Face>, Error> {
    let page: Page = look.own(unit)?;
    let Some(shown) = page.shown.filter(|_| is_public(look, unit).unwrap_or(false)) else { return Ok(None) };
    Ok(Some(written(look, unit, shown)?))
}

/// What was written for a unit's page, whether or not it is shown.
pub fn written(look: &Look, unit: UnitId, shown: Shown) -> Result<Face, Error> {
    Ok(match presented(look, unit)? {
        Some(Fact::Presented { about, reach, meets, places }) => Face {
            shown,
            about: about.0,
            reach: reach.0,
            meets: meets.0,
            places: places.into_iter().map(|place| place.0).collect(),
        },
        _ => Face { shown, ..Face::default() },
    })
}

fn presented(look: &Look, unit: UnitId) -> Result<Option<Fact>, Error> {
    let facts = look.apart::<Page>(unit, own_subject(unit))?;
    Ok(facts.into_iter().rev().find(|fact| matches!(fact, Fact::Presented { .. })))
}

/// What a unit said and shows, the latest first: each with its number, and its words where they still stand.
pub fn posts(look: &Look, unit: UnitId, most: usize) -> Result<Vec<(u32, Post, Text, Text)>, Error> {
    let page: Page = look.own(unit)?;
    let facts = look.apart::<Page>(unit, own_subject(unit))?;
    let posts = facts.into_iter().rev().filter_map(|fact| match fact {
        Fact::Post { number, title, text } => {
            let post = *page.posts.get(number.checked_sub(1)? as usize)?;
            post.shown.then_some((number, post, title, text))
        }
        _ => None,
    });
    Ok(posts.take(most).collect())
}

/// Those who asked to join a unit: those who wait first, the longest first; of one day those who were taken in.
pub fn applications(look: &Look, unit: UnitId) -> Result<Vec<(SubjectId, Application)>, Error> {
    let mut all = look.subjects::<Application>(unit)?;
    all.retain(|(_, application)| application.asked.is_some());
    let left = |application: &Application| !matches!(application.outcome, Some((Outcome::Accepted(_), _)));
    all.sort_by_key(|(id, application)| (!application.waits(), application.asked, left(application), *id));
    Ok(all)
}

/// Every unit that shows a page, with the places by which it is found.
pub fn directory(look: &Look) -> Result<Vec<(Unit, Vec<String>)>, Error> {
    let mut shown = vec![];
    for id in with_a_page(look)? {
        let Some(unit) = look.unit(Scope::Node, id)?.filter(|unit| !unit.closed) else { continue };
        shown.push((unit, written(look, id, Shown::default())?.places));
    }
    shown.sort_by(|a, b| (&a.0.name, a.0.id).cmp(&(&b.0.name, b.0.id)));
    Ok(shown)
}

/// Whether any unit shows a page to everybody.
pub fn any_public(look: &Look) -> Result<bool, Error> {
    for unit in with_a_page(look)? {
        if is_public(look, unit)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The units that show a page, closed ones too.
fn with_a_page(look: &Look) -> Result<Vec<UnitId>, Error> {
    let sql = "SELECT unit FROM public_page_list JOIN chain USING (book) WHERE shown = 1";
    let mut query = look.tables().prepare_cached(sql)?;
    let units = query.query_map([], |row| row.get(0).map(UnitId))?;
    Ok(units.collect::<rusqlite::Result<_>>()?)
}
