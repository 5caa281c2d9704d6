//! Who is here: ticks are a draft of this node until the list is closed.

use std::collections::BTreeMap;

use book::{PersonId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};
use ledger::Look;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use web::{Form, Result, Say, Shelf};

use crate::When;

/// Ticks of a meeting that is still being held.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticks {
    /// Who is here, and when they were ticked.
    pub here: BTreeMap<PersonId, Moment>,
    /// Guests by name.
    pub guests: Vec<String>,
    /// The minutes as far as they were typed.
    pub minutes: String,
}

/// A member as the roll calls them.
#[derive(Clone, Debug, Serialize)]
pub struct Called {
    /// Who.
    pub person: PersonId,
    /// The name; none if it cannot be read here.
    pub name: Option<String>,
    /// They joined a short while ago and were not welcomed yet.
    pub new: bool,
}

/// Minutes after which who is ticked came late.
const LATE: i64 = 15 * 60_000;

/// The draft's name on the shelf.
pub fn name(unit: UnitId, meeting: SubjectId) -> String {
    format!("roll/{unit}/{meeting}")
}

/// The ticks so far.
pub fn ticks(shelf: &Shelf, unit: UnitId, meeting: SubjectId) -> Result<Ticks> {
    let kept = shelf.draft(&name(unit, meeting))?;
    Ok(kept.and_then(|kept| serde_json::from_slice(&kept).ok()).unwrap_or_default())
}

/// Everybody on the roll on a day, by name.
pub fn roll(look: &Look, unit: UnitId, day: Day) -> Result<Vec<Called>> {
    let here = member::list(look, unit)?.into_iter().filter(|row| row.is_on_the_roll(day));
    let called = here.map(|row| {
        let new = row.unwelcomed(day).is_some();
        Called { person: row.person, name: row.name.or(row.code), new }
    });
    Ok(called.collect())
}

impl Ticks {
    /// Those who were ticked so long after the beginning that they came late. Where all are written down when the
    /// evening is over, the first of them is the measure; where only the day is known, nobody was late.
    pub fn late(&self, set: When) -> BTreeMap<PersonId, Moment> {
        let first = self.here.values().copied().min().unwrap_or_default();
        let begun = set.at.max(first);
        let late = |at: &Moment| !set.whole_day && at.0 > begun.0.saturating_add(LATE);
        self.here.iter().filter(|(_, at)| late(at)).map(|(person, at)| (*person, *at)).collect()
    }
}

/// The list that is ticked, as a part of its form.
pub fn list(form: &Form, say: &Say, called: &[Called], ticks: &Ticks, set: When) -> Markup {
    let late = ticks.late(set);
    html! {
        ul.roll aria-labelledby="here" data-saves {
            @for one in called {
                @let key = one.person.to_string();
                li {
                    label {
                        span {
                            b { bdi { (one.name.as_deref().unwrap_or("·")) } }
                            @if let Some(at) = late.get(&one.person) {
                                span.quiet { (say.say("came-at", &[("clock", say.clock(*at).into())])) }
                            } @else if one.new {
                                span.quiet { (say.t("say-hello")) }
                            }
                        }
                        input type="checkbox" name="here" value=(key) checked[form.chosen("here", &key, ticks.here.contains_key(&one.person))];
                    }
                }
            }
            @for guest in &ticks.guests {
                li {
                    label {
                        span { b { bdi { (guest) } } span.quiet { (say.t("a-guest")) } }
                        input type="checkbox" name="guest" value=(guest) checked[form.chosen("guest", guest, true)];
                    }
                }
            }
        }
        details.more {
            summary { (say.t("someone-else")) }
            (form.line("newcomer", "text", &say.t("field-guest"), ""))
        }
    }
}
