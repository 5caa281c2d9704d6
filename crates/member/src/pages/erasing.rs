//! Being forgotten: what two people ask for, and how far it has come. And what somebody puts right of themselves.

use book::{PersonId, SubjectId, UnitId};
use maud::{Markup, html};
use serde::Serialize;
use web::{Asked, Fault, Paper, Plan, Result, Told, Visit, Who};

use super::deeds;
use crate::subject::ERASERS;
use crate::{Command, Member, entries};

/// How far somebody's erasure has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Asking {
    /// Nobody has asked.
    Nobody,
    /// The viewer has.
    Viewer,
    /// Somebody else has.
    Other,
}

impl Asking {
    /// As it stands for a viewer.
    pub fn of(visit: &Visit, member: &Member) -> Asking {
        let account = visit.session.map(|session| session.account);
        match &member.asked[..] {
            [] => Asking::Nobody,
            asked if asked.iter().any(|voice| voice.account == account) => Asking::Viewer,
            _ => Asking::Other,
        }
    }

    /// The forms that go with it, for those who write the record or for the person themselves.
    pub fn form(self, on: &Paper, unit: UnitId, person: SubjectId, me: bool) -> Markup {
        let say = &on.say;
        let (erase, keep) = if me { ("me.erase", "me.keep") } else { ("member.erase", "member.keep") };
        let form =
            |deed, class, label| on.form(deed, unit, person, |form| html! { (form.button(class, &say.t(label))) });
        html! {
            details.more open[self != Asking::Nobody] {
                summary { (say.t(if me { "erase-head-me" } else { "erase-head" })) }
                div.flow {
                    p { (say.t("erase-hint")) }
                    @match self {
                        Asking::Nobody => (form(erase, "button grave", if me { "erase-ask-me" } else { "erase-ask" })),
                        Asking::Other => { p { (say.t("erase-asked")) } (form(erase, "button grave", "erase-too")) },
                        Asking::Viewer => p { b { (say.t("erase-yours")) } },
                    }
                    @if self == Asking::Viewer { (form(keep, "button plain", "erase-drop")) }
                }
            }
        }
    }
}

/// Asks that somebody be erased, with every entry that was found to be theirs.
pub fn erase(asked: &Asked) -> Result<Plan> {
    let (person, look) = (of(asked)?, asked.visit.look);
    asked.visit.fresh_session()?;
    let mut wishes = vec![];
    let mut last = false;
    for (n, entry) in of_person(asked, person)?.into_iter().enumerate() {
        let state: Member = look.subject(asked.unit.id, entry.0)?.ok_or(Fault::NotFound)?;
        last |= state.asked.len() + 1 >= ERASERS;
        wishes.push(asked.more::<Member>(n as u8, entry.0, &Command::Erase)?);
    }
    let told = Told::new(if last { "erase-is-done" } else { "erase-is-asked" });
    let to = last.then(|| format!("{}/people", web::Address::address(&asked.unit.id)));
    Ok(Plan { wishes, told, to, ..Plan::default() })
}

/// Takes that back.
pub fn keep(asked: &Asked) -> Result<Plan> {
    let own = of_person(asked, of(asked)?)?;
    let wish = |(n, entry): (usize, PersonId)| asked.more::<Member>(n as u8, entry.0, &Command::Keep);
    let wishes = own.into_iter().enumerate().map(wish).collect::<Result<_>>()?;
    Ok(Plan { wishes, told: Told::new("erase-is-dropped"), ..Plan::default() })
}

/// Puts down who the viewer is, by themselves.
pub fn describe(asked: &Asked) -> Result<Plan> {
    of(asked)?;
    let plan = deeds::describe(asked)?;
    // What takes it back is theirs too.
    Ok(Plan { undo: plan.undo.map(|undo| web::Undo { deed: "me.describe", ..undo }), ..plan })
}

/// Notes that the viewer leaves, today. What they hold of an office ends for the pages with it.
pub fn leave(asked: &Asked) -> Result<Plan> {
    of(asked)?;
    let wish = asked.wish::<Member>(&Command::Leave(asked.visit.say.today))?;
    Ok(Plan { to: Some("/".into()), ..Plan::one(wish, Told::new("you-have-left")) })
}

/// The entries of somebody who is there.
fn of_person(asked: &Asked, person: PersonId) -> Result<Vec<PersonId>> {
    let entries = entries(asked.visit.look, asked.unit.id, person)?;
    if entries.is_empty() { Err(Fault::NotFound) } else { Ok(entries) }
}

/// Whom a form is about: whoever asks about themselves names nobody else.
fn of(asked: &Asked) -> Result<PersonId> {
    let own = asked.visit.person().map(|person| person.0);
    match asked.who {
        Who::Own if own != Some(asked.subject) => Err(Fault::NotFound),
        _ => Ok(PersonId(asked.subject)),
    }
}
