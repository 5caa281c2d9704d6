//! Who has an account here, for the officers of a unit: links for those who have none, and the way in for those who
//! lost it. Nobody sets what opens another's account.

use account::{Account, AccountId, Link, Means, Viewer, Warrant};
use book::{PersonId, SubjectId, UnitId};
use charter::access::What;
use charter::calendar::Moment;
use charter::offices::Offices;
use charter::permits::{Allow, Permit, Permits};
use charter::{Office, UnitKind};
use ledger::{Scope, Term, own_subject};
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Asked, Fault, Page, Paper, Plan, Reply, Result, Say, Told, Visit, capital};

use crate::{Holders, list, roll};

#[derive(Serialize)]
struct Accounts {
    unit: UnitId,
    lines: Vec<Line>,
    #[serde(skip)]
    writes: bool,
}

#[derive(Serialize)]
struct Line {
    name: String,
    person: Option<PersonId>,
    #[serde(skip)]
    account: Option<SubjectId>,
    means: Means,
    /// Whether another officer has yet to confirm it.
    waits: bool,
    /// How many officers asked that the way in be opened again.
    asked: usize,
    ready: bool,
    /// Whether all is said that is needed, and a day has to pass.
    passes: bool,
    /// Whether two have to sign that it is opened again.
    #[serde(skip)]
    signs: bool,
    #[serde(skip)]
    mine: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.among()?;
    visit.in_office(unit.id).map_err(|_| Fault::NotFound)?;
    visit.seen(What::Accounts, None);
    let (mut accounts, on_roll) = (visit.accounts.accounts(unit.id)?, roll(visit.look, unit.id, visit.as_of)?);
    let mut lines = vec![];
    for row in list(visit.look, unit.id)?.into_iter().filter(|row| on_roll.contains(&row.person)) {
        let at = accounts.iter().position(|account| account.viewer.person == Some(row.person));
        let account = at.map(|at| accounts.remove(at));
        lines.push(line(visit, row.called(), Some(row.person), account)?);
    }
    let seats = accounts.into_iter().filter(|account| account.viewer.person.is_none());
    for seat in seats {
        let office = match seat.viewer.term {
            Some(Term::Office { office, number, .. }) => {
                let name = say_office(&visit.say, office);
                visit.say.say("seat", &[("office", name.into()), ("number", number.to_string().into())])
            }
            _ => unit.name.clone(),
        };
        lines.push(line(visit, office, None, Some(seat))?);
    }
    let page = Accounts { unit: unit.id, lines, writes: visit.writes(&unit) };
    visit.page(Some((&unit, "/people")), &page)
}

fn say_office(say: &Say, office: Office) -> String {
    capital(say.t(&format!("office-{}", office.name())))
}

fn line(visit: &Visit, name: String, person: Option<PersonId>, account: Option<Account>) -> Result<Line> {
    let reset = account.as_ref().map(|account| visit.accounts.reset(account.id)).transpose()?.unwrap_or_default();
    let warrant = account.as_ref().map_or(Ok(Warrant::Asked), |account| warrant(visit, account))?;
    let mine = account.as_ref().map(|account| account.id) == visit.session.map(|session| session.account);
    Ok(Line {
        name,
        person,
        means: account.as_ref().map_or(Means::default(), |account| account.means),
        waits: account.as_ref().is_some_and(|account| account.waits),
        asked: reset.by.len(),
        ready: reset.is_ready(warrant, visit.now),
        passes: reset.is_ready(warrant, Moment(i64::MAX)),
        signs: warrant != Warrant::Asked,
        account: account.map(|account| SubjectId(account.id.0)),
        mine,
    })
}

impl Page for Accounts {
    fn title(&self, say: &Say) -> String {
        say.t("accounts")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (say.t("accounts")) }
            p.lede { (say.t("accounts-lede")) }
            ul.told { @for line in &self.lines { li { b { bdi { (line.name) } } div { (self.line(on, line)) } } } }
            p.screen { a href=(self.unit.address() + "/people") { (say.t("see-people")) } }
        }
    }
}

impl Accounts {
    fn line(&self, on: &Paper, line: &Line) -> Markup {
        let say = &on.say;
        let button = |deed, subject, class, label| {
            on.form(deed, self.unit, subject, |form| html! { (form.button(class, &say.t(label))) })
        };
        match (line.account, line.person) {
            (Some(account), _) if line.waits => html! {
                p { (say.t("account-waits-for")) }
                (button("account.confirm", account, "button main", "account-confirm"))
            },
            (Some(account), _) if line.means.any() => html! {
                p.quiet { (say.t(if line.means.passkeys > 0 { "account-by-passkey" } else { "account-open" })) }
                @if !line.mine { (self.lost(on, line, account)) }
            },
            (None | Some(_), Some(person)) if self.writes && !line.mine => html! {
                p.quiet { (say.t(if line.account.is_some() { "account-link-only" } else { "account-none" })) }
                (button("account.invite", person.0, "button", "account-invite"))
            },
            (Some(_), _) => html! { p.quiet { (say.t("account-link-only")) } },
            _ => html! { p.quiet { (say.t("account-none")) } },
        }
    }

    fn lost(&self, on: &Paper, line: &Line, account: SubjectId) -> Markup {
        let say = &on.say;
        html! {
            details.more open[line.asked > 0] {
                summary { (say.t("reset-head")) span.unseen { ": " bdi { (line.name) } } }
                p { (say.t(if line.signs { "reset-hint-signed" } else { "reset-hint" })) }
                @if line.asked > 0 { p.quiet { (say.count("reset-asked", line.asked)) } }
                @if line.ready {
                    (on.form("account.link", self.unit, account, |form| html! { (form.button("button main", &say.t("reset-link"))) }))
                } @else if !line.passes {
                    (on.form("account.reset", self.unit, account, |form| html! { (form.button("button grave", &say.t("reset-ask"))) }))
                } @else { p.quiet { (say.t("reset-a-day")) } }
            }
        }
    }
}

/// A link that was just made: shown once.
#[derive(Serialize)]
struct Made {
    unit: UnitId,
    name: String,
    link: String,
}

impl Page for Made {
    fn title(&self, say: &Say) -> String {
        say.t("link-made")
    }

    fn body(&self, on: &Paper) -> Markup {
        handed_over(&on.say, &self.name, &self.link, "link-hint", &(self.unit.address() + "/accounts"))
    }
}

/// A link for somebody, with what is said of it, and where it leads once it is given.
pub fn handed_over(say: &Say, name: &str, link: &str, hint: &str, back: &str) -> Markup {
    html! {
        div.narrow.flow {
            h1 { (say.say("link-for", &[("name", name.into())])) }
            p.lede { (say.t(hint)) }
            p.item { code dir="ltr" { (link) } }
            p { a.button.main href=(back) { (say.t("link-is-given")) } }
        }
    }
}

fn made(asked: &Asked, token: &str, name: String) -> Result<Plan> {
    let page = Made { unit: asked.unit.id, name, link: format!("{}/in#{token}", asked.visit.base) };
    Ok(Plan { shown: Some(asked.visit.page(Some((&asked.unit, "/people")), &page)?), ..Plan::default() })
}

/// Makes a link for somebody on the roll who has no account yet, or one that nothing opens.
pub fn invite(asked: &Asked) -> Result<Plan> {
    let (visit, unit, person) = (asked.visit, asked.unit.id, PersonId(asked.subject));
    let session = visit.fresh_session()?;
    let row = list(visit.look, unit)?.into_iter().find(|row| row.person == person).ok_or(Fault::NotFound)?;
    if !row.is_on_the_roll(visit.say.today) {
        return Err(Fault::field("", "not-on-the-roll"));
    }
    // Whoever holds an office comes in with it; then another officer says that the link reached the right person.
    let term = (visit.site.holds)(visit.look, unit, person)?;
    let viewer = Viewer { unit, term, person: Some(person) };
    if visit.accounts.of(&viewer)?.is_some_and(|account| account.means.any()) {
        return Err(Fault::field("", "account-is-there"));
    }
    let token = visit.accounts.invite(&Link::to(viewer, Some(session.account)), visit.now, (visit.fresh)().0)?;
    visit.seen(What::Linked, Some(person));
    made(asked, &token, row.called())
}

/// Says that an account is the right person's.
pub fn confirm(asked: &Asked) -> Result<Plan> {
    let (session, account) = (asked.visit.fresh_session()?, account(asked)?);
    match asked.visit.accounts.confirm(account.id, session.account, asked.visit.now)? {
        true => {
            asked.visit.seen(What::Confirmed, account.viewer.person);
            Ok(done("account-is-confirmed"))
        }
        false => Err(Fault::field("", "account-not-yours")),
    }
}

/// Asks that the way into an account be opened again.
pub fn reset(asked: &Asked) -> Result<Plan> {
    let (session, account) = (asked.visit.fresh_session()?, account(asked)?);
    let permit = by_two(asked.visit, &account)?;
    if !asked.visit.accounts.ask_reset(account.id, session, permit.is_some(), asked.visit.now)? {
        return Err(Fault::field("", "reset-not-so"));
    }
    asked.visit.seen(What::Reset, account.viewer.person);
    match permit {
        Some(permit) => {
            let (unit, allow) = (asked.unit.id, Allow::Allowed(permit));
            Ok(Plan::one(asked.of::<Permits>(unit, own_subject(unit), &allow)?, Told::new("reset-is-asked")))
        }
        None => Ok(done("reset-is-asked")),
    }
}

/// What two sign before the way into an account is opened again: where it gives an office above a cell, and browsers can
/// make passkeys at the pages' address.
fn by_two(visit: &Visit, account: &Account) -> Result<Option<Permit>> {
    let (look, unit) = (visit.look, account.viewer.unit);
    let above = look.unit(Scope::Node, unit)?.is_some_and(|unit| unit.kind != UnitKind::Cell);
    if !above || !visit.makes_passkeys {
        return Ok(None);
    }
    let offices: Offices = look.own(unit)?;
    let holders: Holders = look.own(unit)?;
    let held = holders.terms.iter().filter(|held| Some(held.2) == account.viewer.person);
    let mut held = held.map(|(office, number, _)| (*office, *number)).collect::<Vec<_>>();
    held.sort_unstable();
    let own = match account.viewer.term {
        Some(Term::Office { office, number, .. }) => Some((office, number)),
        _ => None,
    };
    // A term that is suspended counts: once it is reinstated, the account gives it again.
    let runs =
        |of: &(Office, u64)| offices.terms.iter().any(|term| (term.office, term.number) == *of && term.ended.is_none());
    let term = own.into_iter().chain(held).find(runs);
    Ok(term.map(|(office, number)| Permit::Reset { office, number }))
}

/// What is needed before the way into an account is opened again, and how far that is.
fn warrant(visit: &Visit, account: &Account) -> Result<Warrant> {
    let Some(permit) = by_two(visit, account)? else { return Ok(Warrant::Asked) };
    let unit = account.viewer.unit;
    let permits: Permits = visit.look.own(unit)?;
    Ok(Warrant::Signed(permits.good(permit, visit.now)))
}

/// Makes the link that opens the way again.
pub fn link(asked: &Asked) -> Result<Plan> {
    let (visit, account) = (asked.visit, account(asked)?);
    visit.fresh_session()?;
    let warrant = warrant(visit, &account)?;
    let token = visit.accounts.reset_link(account.id, warrant, visit.now, (visit.fresh)().0)?;
    let token = token.ok_or(Fault::field("", "reset-not-so"))?;
    let person = account.viewer.person;
    visit.seen(What::Opened, person);
    let name = list(visit.look, asked.unit.id)?.into_iter().find(|row| Some(row.person) == person);
    made(asked, &token, name.map_or_else(|| asked.unit.name.clone(), |row| row.called()))
}

/// The account that a form is about, if it is of this unit.
fn account(asked: &Asked) -> Result<Account> {
    let account = asked.visit.accounts.account(AccountId(asked.subject.0))?;
    account.filter(|account| account.viewer.unit == asked.unit.id).ok_or(Fault::NotFound)
}

fn done(told: &'static str) -> Plan {
    Plan { told: Told::new(told), ..Plan::default() }
}
