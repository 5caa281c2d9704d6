//! What is held on somebody who took something on: circles that they lead, and what they said of the hours that an office
//! takes.

use book::{PersonId, SubjectId, UnitId};
use charter::Office;
use charter::calendar::{Day, Month};
use ledger::{Look, Result};
use serde::Serialize;
use study::Circle;
use unit::load::{Hours, Load};

/// A circle that somebody leads.
#[derive(Serialize)]
pub struct Leads {
    /// The circle.
    pub circle: SubjectId,
    /// Since when it goes on.
    pub begun: Option<Day>,
    /// Whether it is finished or dropped.
    pub over: bool,
}

/// What somebody said of a month.
#[derive(Serialize)]
pub struct Spent {
    /// The month.
    pub month: Month,
    /// The office.
    pub office: Office,
    /// The hours, in quarters; none where their key is not here.
    pub hours: Option<Hours>,
}

/// Circles that somebody leads, under any of their entries.
pub fn led(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Vec<Leads>> {
    let zone = look.rules()?.zone();
    let circles = look.subjects::<Circle>(unit)?.into_iter();
    let led = circles.filter(|(_, circle)| circle.leader.is_some_and(|leader| people.contains(&leader)));
    let led = led.map(|(id, circle)| {
        let begun = circle.begun.map(|begun| zone.day(begun));
        Leads { circle: id, begun, over: !circle.is_open() }
    });
    Ok(led.collect())
}

/// What somebody said of their hours, under any of their entries.
pub fn spent(look: &Look, unit: UnitId, people: &[PersonId]) -> Result<Vec<Spent>> {
    let mut spent = vec![];
    for person in people {
        let load: Load = look.subject(unit, person.0)?.unwrap_or_default();
        spent.extend(load.months.iter().map(|(month, (office, hours))| Spent {
            month: Month(*month),
            office: *office,
            hours: hours.open(),
        }));
    }
    spent.sort_by_key(|one| one.month);
    Ok(spent)
}
