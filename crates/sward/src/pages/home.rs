//! The first page of a unit: a cell's week for those inside, a cell's health for those above, or the whole.

use book::UnitId;
use charter::UnitKind;
use charter::access::What;
use charter::calendar::Moment;
use charter::suspensions::{Suspended, Suspension};
use health::{Advice, Health, State};
use ledger::{Term, Unit};
use maud::{Markup, html};
use meeting::pages::Next;
use serde::Serialize;
use web::{Address, Page, Paper, Reply, Result, Say, Visit};

use super::week::{self, Thing, things};
use super::{beginning, speaking};

#[derive(Serialize)]
struct Week {
    #[serde(skip)]
    unit: Unit,
    #[serde(skip)]
    name: Option<String>,
    #[serde(skip)]
    now: Moment,
    #[serde(skip)]
    writes: bool,
    /// Since when an office of the viewer's is suspended from above, if one is.
    suspended: Option<Moment>,
    next: Option<Next>,
    health: Option<Health>,
    things: Vec<Thing>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if unit.kind != UnitKind::Cell {
        return health::pages::whole(visit, concern::pages::from_below(visit, &unit)?);
    }
    if !visit.is_among(&unit)? {
        return Ok(Reply::Elsewhere(unit.id.address() + "/health"));
    }
    let seen = health::pages::seen(visit)?;
    let health = seen.at.get(&unit.id).map(|at| seen.healths[*at].clone());
    let writes = visit.writes(&unit);
    let meetings = meeting::all(visit.look, unit.id)?;
    let mut things = if writes { things(visit, &unit, &meetings, health.as_ref())? } else { vec![] };
    week::cash(visit, &unit, &mut things)?;
    beginning::thing(visit, &unit, &mut things)?;
    if !things.is_empty() {
        visit.seen(What::Week, None);
    }
    // It names nobody, so it is not noted that it was seen.
    speaking::asked(visit, unit.id, &mut things)?;
    let suspended = suspended(visit, unit.id)?;
    let page = Week {
        suspended: suspended.map(|suspension| suspension.since),
        name: visit.name().map(Into::into),
        now: visit.now,
        next: Next::of(visit, unit.id, &meetings)?,
        things,
        writes,
        health,
        unit,
    };
    visit.page(Some((&page.unit, "")), &page)
}

/// The suspension of an office of the viewer's: of the one that their account was made for, or that the record gives.
fn suspended(visit: &Visit, unit: UnitId) -> Result<Option<Suspension>> {
    if let Some(Term::Office { unit, office, number }) = visit.session.and_then(|session| session.viewer.term)
        && let Some(suspension) = visit.look.suspension(&Suspended { unit, office, number })?
    {
        return Ok(Some(suspension));
    }
    Ok(visit.person().map(|person| member::suspended(visit.look, unit, person)).transpose()?.flatten())
}

impl Page for Week {
    fn title(&self, say: &Say) -> String {
        say.t("tab-week")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1.screen { (self.greeting(say)) }
            p.lede.print { (say.say("week-on-paper", &[("unit", self.unit.name.as_str().into()), ("day", say.dated(say.today).into())])) }
            @if let Some(since) = self.suspended {
                p.notice { (say.say("suspended-yours", &[("day", say.date(say.day_of(since)).into())])) }
            }
            div.split.week {
                div.flow {
                    @match &self.next {
                        Some(next) => { (next.card(say, self.unit.id, self.writes)) },
                        None => { (self.no_meeting(say)) },
                    }
                    @if let Some(health) = &self.health { (self.doing(say, health)) }
                }
                section aria-labelledby="worth" {
                    h2 id="worth" { (say.t("worth-doing")) }
                    @if self.things.is_empty() {
                        p.quiet { (say.t(if self.writes { "nothing-waits" } else { "others-see-to-it" })) }
                    } @else {
                        p.quiet { (say.t("worth-hint")) }
                        ol.things { @for thing in &self.things { (thing.line(on, self.unit.id)) } }
                    }
                    p.row.screen {
                        a href=(care::pages::address(self.unit.id)) { (say.t("care")) }
                        a href=(study::pages::address(self.unit.id)) { (say.t("see-study")) }
                    }
                }
            }
        }
    }
}

impl Week {
    fn greeting(&self, say: &Say) -> String {
        let hour: u8 = say.clock(self.now).get(..2).and_then(|hour| hour.parse().ok()).unwrap_or(12);
        let (alone, by_name) = match hour {
            5..=11 => ("good-morning", "good-morning-name"),
            12..=17 => ("good-day", "good-day-name"),
            _ => ("good-evening", "good-evening-name"),
        };
        let first = self.name.as_deref().and_then(|name| name.split(' ').next());
        first.map_or_else(|| say.t(alone), |first| say.say(by_name, &[("name", first.into())]))
    }

    fn no_meeting(&self, say: &Say) -> Markup {
        html! {
            section.card.flow aria-labelledby="next" {
                h2 id="next" { (say.t("no-next-meeting")) }
                p { (say.t("no-next-hint")) }
                @if self.writes { div.row { a.button.main href=(self.unit.id.address() + "/meetings") { (say.t("set-the-next")) } } }
            }
        }
    }

    fn doing(&self, say: &Say, health: &Health) -> Markup {
        let next = match (health.state, health.why.next) {
            (State::Scored(_), Advice::GoOn) => say.t("go-on"),
            (_, next) => say.say("the-next-step", &[("step", health::pages::advice(say, next).into())]),
        };
        html! {
            section.flow aria-label=(say.t("how-we-do")) {
                p.quiet {
                    (health::pages::mark(say, health.state)) " " (next) " "
                    a href=(self.unit.id.address() + "/health") { (say.t("how-we-do")) }
                }
            }
        }
    }
}
