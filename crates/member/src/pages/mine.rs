//! What is told of the viewer, to be put right by them or by whoever looks after them: all that a link of somebody's own
//! opens. And the making and ending of such links.

use account::Opens;
use book::{PersonId, UnitId};
use charter::access::What;
use charter::calendar::Moment;
use maud::{Markup, html};
use serde::Serialize;
use web::{Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit, Who};

use crate::{Details, Member, list};

/// Where a link of somebody's own leads, behind the unit's address.
pub const BOUNDED: &str = "/mine";
/// The addresses and deeds that such a link opens.
pub const OPENS: [&str; 2] = ["/u/{unit}/mine", "me.describe"];

#[derive(Serialize)]
struct Mine {
    unit: UnitId,
    cell: String,
    person: PersonId,
    details: Details,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, person) = (visit.inside()?, visit.person().ok_or(Fault::NotFound)?);
    let member: Member = visit.look.subject(unit.id, person.0)?.ok_or(Fault::NotFound)?;
    let details = member.details().unwrap_or_default();
    visit.page(None, &Mine { unit: unit.id, cell: unit.name, person, details })
}

impl Page for Mine {
    fn title(&self, say: &Say) -> String {
        say.t("mine")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("mine")) }
                p.lede { (say.say("mine-lede", &[("unit", self.cell.as_str().into())])) }
                (form(on, ("me.describe", "button main"), self.unit, self.person, &self.details))
            }
        }
    }
}

/// The form by which it is put down who somebody is; `button` is what its button weighs.
pub fn form(
    on: &Paper,
    (deed, button): (&'static str, &str),
    unit: UnitId,
    person: PersonId,
    details: &Details,
) -> Markup {
    let say = &on.say;
    let contacts = details.contacts.iter().map(|contact| contact.0.as_str()).collect::<Vec<_>>().join("\n");
    let year = details.birth_year.map_or_else(String::new, |year| year.to_string());
    on.form(deed, unit, person.0, |form| {
        html! {
            (form.line("name", "text", &say.t("field-name"), details.name.as_ref().map_or("", |name| &name.0)))
            (form.area("contacts", 3, &say.t("field-contacts"), &contacts))
            (form.line("year", "text", &say.t("field-year"), &year))
            (form.button(button, &say.t("person-keep")))
        }
    })
}

/// Until when somebody's own link works, if there is one, and the forms that make and end it.
pub fn link(on: &Paper, unit: UnitId, person: PersonId, until: Option<Moment>, me: bool) -> Markup {
    let say = &on.say;
    let button = |deed, label| on.form(deed, unit, person.0, |form| html! { (form.button("button", &say.t(label))) });
    html! {
        @if !me || until.is_some() {
            details.more {
                summary { (say.t(if me { "own-link-mine" } else { "own-link" })) }
                div.flow {
                    p { (say.t(if me { "own-link-mine-hint" } else { "own-link-hint" })) }
                    @if let Some(until) = until {
                        p.quiet { (say.say("own-link-until", &[("day", say.date(say.day_of(until)).into())])) }
                        (button(if me { "me.own-link-end" } else { "member.own-link-end" }, "own-link-end"))
                    }
                    @if !me { (button("member.own-link", if until.is_some() { "own-link-anew" } else { "own-link-make" })) }
                }
            }
        }
    }
}

/// Makes somebody's own link, in place of the one before.
pub fn make(asked: &Asked) -> Result<Plan> {
    let (visit, unit, person) = (asked.visit, asked.unit.id, PersonId(asked.subject));
    visit.fresh_session()?;
    let row = list(visit.look, unit)?.into_iter().find(|row| row.person == person).ok_or(Fault::NotFound)?;
    if !row.is_on_the_roll(visit.say.today) {
        return Err(Fault::field("", "not-on-the-roll"));
    }
    let token = visit.accounts.personal(unit, person, Opens::Mine, visit.now, (visit.fresh)().0)?;
    visit.seen(What::Linked, Some(person));
    let link = format!("{}/in#{token}", visit.base);
    let page = Made { back: super::address(unit, person), name: row.called(), link };
    Ok(Plan { shown: Some(visit.page(Some((&asked.unit, "/people")), &page)?), ..Plan::default() })
}

/// Ends it; whoever came in by it is out.
pub fn end(asked: &Asked) -> Result<Plan> {
    let (visit, person) = (asked.visit, PersonId(asked.subject));
    if asked.who == Who::Own && visit.person() != Some(person) {
        return Err(Fault::NotFound);
    }
    let known: Option<Member> = visit.look.subject(asked.unit.id, person.0)?;
    known.ok_or(Fault::NotFound)?;
    visit.accounts.end_personal(asked.unit.id, person, Opens::Mine)?;
    Ok(Plan { told: Told::new("own-link-is-over"), ..Plan::default() })
}

/// A link that was just made: shown once.
#[derive(Serialize)]
struct Made {
    back: String,
    name: String,
    link: String,
}

impl Page for Made {
    fn title(&self, say: &Say) -> String {
        say.t("link-made")
    }

    fn body(&self, on: &Paper) -> Markup {
        super::accounts::handed_over(&on.say, &self.name, &self.link, "own-link-made", &self.back)
    }
}
