//! Offices of a unit as those above see them: which run, by number and without a name, and which are suspended.

use book::UnitId;
use charter::Office;
use charter::calendar::Moment;
use charter::offices::Offices;
use charter::suspensions::{Suspend, Suspended, Suspensions};
use ledger::{Look, Term, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Asked, Fault, Paper, Plan, Result, Told, capital};

/// A term that runs.
#[derive(Serialize)]
pub struct Running {
    office: Office,
    number: u64,
    /// Since when it is suspended from above, if it is.
    suspended: Option<Moment>,
}

/// The terms of a unit that run.
pub fn running(look: &Look, unit: UnitId) -> ledger::Result<Vec<Running>> {
    let offices: Offices = look.own(unit)?;
    let run = offices.terms.into_iter().filter(|term| term.ended.is_none());
    let run = run.map(|term| {
        let of = Suspended { unit, office: term.office, number: term.number };
        let suspended = look.suspension(&of)?.map(|one| one.since);
        Ok(Running { office: term.office, number: term.number, suspended })
    });
    run.collect()
}

/// The terms, with what those above can do.
pub fn shown(on: &Paper, unit: UnitId, terms: &[Running], from_above: bool) -> Markup {
    let say = &on.say;
    let ask = |term: &Running, deed: &'static str, class: &str, label: &str| {
        on.form(deed, unit, own_subject(unit), |form| {
            html! {
                (form.hidden("office", term.office.name()))
                (form.hidden("number", &term.number.to_string()))
                (form.button(class, &say.t(label)))
            }
        })
    };
    html! {
        @if !terms.is_empty() {
            section aria-labelledby="terms" {
                h2 id="terms" { (say.t("manage-offices")) }
                ul.told {
                    @for term in terms {
                        li {
                            b { (capital(say.t(&format!("office-{}", term.office.name())))) }
                            div {
                                @match term.suspended {
                                    Some(since) => {
                                        p { (say.say("suspended-since", &[("day", say.date(say.day_of(since)).into())])) }
                                        @if from_above { (ask(term, "office.reinstate", "button", "reinstate")) }
                                    }
                                    None if from_above => details.more {
                                        summary { (say.t("suspend")) }
                                        p { (say.t("suspend-hint")) }
                                        (ask(term, "office.suspend", "button grave", "suspend-yes"))
                                    },
                                    None => p.quiet { (say.t("office-runs")) },
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Suspends a term.
pub fn suspend(asked: &Asked) -> Result<Plan> {
    from_above(asked, Suspend::Suspended, "office-is-suspended")
}

/// Lets a suspended term give its rights again.
pub fn reinstate(asked: &Asked) -> Result<Plan> {
    from_above(asked, Suspend::Reinstated, "office-is-reinstated")
}

fn from_above(asked: &Asked, what: fn(Suspended) -> Suspend, told: &'static str) -> Result<Plan> {
    let office = asked.fields.get("office").and_then(Office::named).ok_or(Fault::NotFound)?;
    let number = asked.fields.get("number").and_then(|number| number.parse().ok()).ok_or(Fault::NotFound)?;
    // It stands in the bulletin above, by an office that is held there or further up.
    let above = asked.unit.parent.ok_or(Fault::NotFound)?;
    if matches!(asked.actor, Term::Office { unit, .. } if unit == asked.unit.id) {
        return Err(charter::Refusal::NotYours.into());
    }
    let command = what(Suspended { unit: asked.unit.id, office, number });
    Ok(Plan::one(asked.of::<Suspensions>(above, own_subject(above), &command)?, Told::new(told)))
}
