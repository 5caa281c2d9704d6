//! Handing over: what whoever takes on an office needs to know, on one paper that both sign.

use book::{BookId, Kind, UnitId};
use charter::calendar::Day;
use charter::offices::{Offices, Term};
use charter::recipients::Recipients;
use charter::{Right, UnitKind};
use dues::Money;
use ledger::Unit;
use maud::{Markup, html};
use meeting::pages::{Next, known};
use member::Holders;
use serde::Serialize;
use web::{Fault, Page, Paper, Reply, Result, Say, Visit};

/// Meetings whose decisions are told.
const MEETINGS: usize = 3;

#[derive(Serialize)]
struct Handing {
    unit: UnitId,
    name: String,
    next: Option<Next>,
    /// Meetings whose minutes are not written or not confirmed.
    minutes: usize,
    tasks: Vec<Line>,
    decided: Vec<String>,
    policies: Vec<Line>,
    /// How many concerns wait. What they say goes on no paper.
    concerns: usize,
    asking: usize,
    /// How many were answered and not confirmed: whoever raised one may still say that it is not settled.
    answered: usize,
    /// The cash, for those who keep it.
    cash: Option<Cash>,
    /// What the unit calls those who can open its book besides the keeper.
    keys: Vec<String>,
    /// The device that keeps the books, as the page of the unit tells it.
    device: Option<String>,
    offices: Vec<Line>,
}

/// The cash of a cell.
#[derive(Serialize)]
struct Cash {
    /// What the book says is there now; none where there is no book yet.
    book: Option<String>,
    /// The last count; none where nobody ever counted.
    count: Option<Counted>,
}

/// A count of the cash.
#[derive(Serialize)]
struct Counted {
    day: Day,
    found: String,
    /// Whether a second person counted it too.
    by_two: bool,
    /// What was there more than the book said then.
    more: Option<String>,
    /// What was there less than the book said then.
    less: Option<String>,
}

/// Something, and until when.
#[derive(Serialize)]
struct Line {
    text: String,
    until: Option<Day>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.among()?;
    if !visit.writes(&unit) {
        return Err(Fault::NotFound);
    }
    let (look, say) = (visit.look, &visit.say);
    let meetings = meeting::list(look, unit.id)?;
    let (mut minutes, mut decided) = (0, vec![]);
    for row in meetings.iter().rev().filter(|row| row.held) {
        let Some(known) = known(look, unit.id, row.id)? else { continue };
        minutes += usize::from(known.state.confirmed.is_none() && !known.state.bulk);
        if decided.len() < MEETINGS {
            decided.push(known.decisions);
        }
    }
    let tasks = task::list(look, unit.id)?.into_iter().filter(|row| row.task.is_open());
    let tasks =
        tasks.map(|row| Line { text: row.text.unwrap_or_else(|| say.t("task-taken-out")), until: row.task.due });
    let policies = policy::asked(look, unit.id, visit.as_of)?.into_iter();
    let policies = policies.filter(|(row, said)| !said.has_answered(row.policy.version));
    let offices: Offices = look.own(unit.id)?;
    let offices = offices.terms.into_iter().filter(|term| term.ended.is_none());
    let recipients: Recipients = look.own(unit.id)?;
    let called = unit::called(look, unit.id)?;
    let holders: Holders = look.own(unit.id)?;
    let people = member::all(look, unit.id)?;
    let held = |term: Term| {
        let office = say.t(&format!("office-{}", term.office.name()));
        let who = holders.of(term.office, term.number);
        let who = who.and_then(|who| people.iter().find(|row| row.person == who)).map(member::Row::called);
        let named = |who: String| say.say("handing-office", &[("office", office.clone().into()), ("name", who.into())]);
        Line { text: who.map_or_else(|| office.clone(), named), until: term.until }
    };
    let keeping = look.keeping(BookId { unit: unit.id, kind: Kind::Record })?;
    let page = Handing {
        next: Next::of(visit, unit.id, &meetings)?,
        minutes,
        tasks: tasks.collect(),
        decided: decided.into_iter().flatten().collect(),
        policies: policies.map(|(row, _)| Line { text: row.title, until: row.policy.outline.due }).collect(),
        concerns: concern::pages::waiting(visit, &unit)?.len(),
        asking: public_page::applications(look, unit.id)?.iter().filter(|(_, application)| application.waits()).count(),
        answered: concern::pages::answered(visit, &unit)?,
        cash: cash(visit, &unit)?,
        keys: recipients.all.into_iter().map(|one| called.get(&one.to).cloned().unwrap_or(one.to)).collect(),
        device: keeping.map(|keeping| keeping.keeper.short()),
        offices: offices.map(held).collect(),
        unit: unit.id,
        name: unit.name.clone(),
    };
    visit.page(Some((&unit, "/people")), &page)
}

/// What is told of the cash to those who keep it. That nobody counted it is told too: who signs for it should know.
fn cash(visit: &Visit, unit: &Unit) -> Result<Option<Cash>> {
    if unit.kind != UnitKind::Cell || !visit.may(unit, Right::KeepCash) {
        return Ok(None);
    }
    let cell = dues::Cell::of(visit.look, unit.id)?;
    let (Some(currency), false) = (cell.currency(), cell.books.is_empty()) else {
        return Ok(Some(Cash { book: None, count: None }));
    };
    let written = |amount: Money| dues::pages::written(&visit.say, amount, currency);
    let last = cell.books.iter().flat_map(|book| book.counts.iter().map(move |count| (book, count))).last();
    let count = last.map(|(book, count)| {
        let over = count.found - book.balance_at(count.upto);
        Counted {
            day: count.day,
            found: written(count.found),
            by_two: count.closed.is_some(),
            more: (over > Money::NONE).then(|| written(over)),
            less: (over < Money::NONE).then(|| written(-over)),
        }
    });
    Ok(Some(Cash { book: Some(written(cell.balance())), count }))
}

impl Cash {
    fn shown(&self, say: &Say) -> Markup {
        let told = |name: &str, amount: &str| say.say(name, &[("amount", amount.into())]);
        let Some(book) = &self.book else { return html! { (say.t("no-cash-yet")) } };
        let Some(count) = &self.count else { return html! { (told("handing-cash-uncounted", book)) } };
        let counted = if count.by_two { "handing-cash-two" } else { "handing-cash-one" };
        html! {
            p { bdi { (count.found) } " · " (say.say(counted, &[("day", say.dated(count.day).into())])) }
            @if let Some(more) = &count.more { p { (told("handing-cash-more", more)) } }
            @if let Some(less) = &count.less { p { (told("handing-cash-less", less)) } }
            p { (told("handing-cash-now", book)) }
        }
    }
}

impl Page for Handing {
    fn title(&self, say: &Say) -> String {
        say.t("handing-over")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let next = self.next.as_ref().map(|next| say.dated(next.when.day(say.zone)));
        html! {
            h1 { (say.t("handing-over")) }
            p.quiet { bdi { (self.name) } " · " (say.dated(say.today)) }
            p.lede.screen { (say.t("handing-lede")) }
            dl.facts {
                div { dt { (say.t("handing-next")) } dd { (next.unwrap_or_else(|| say.t("handing-no-next"))) } }
                div { dt { (say.t("handing-minutes")) } dd { (say.count("handing-minutes-n", self.minutes)) } }
                div { dt { (say.t("handing-tasks")) } dd { (lines(say, &self.tasks)) } }
                div { dt { (say.t("handing-decided")) } dd { (texts(say, &self.decided)) } }
                div { dt { (say.t("handing-policies")) } dd { (lines(say, &self.policies)) } }
                div { dt { (say.t("handing-concerns")) } dd { (say.count("handing-concerns-n", self.concerns)) } }
                div { dt { (say.t("handing-answered")) } dd { (say.count("handing-answered-n", self.answered)) } }
                div { dt { (say.t("handing-asking")) } dd { (say.number(self.asking as i64)) } }
                @if let Some(cash) = &self.cash { div { dt { (say.t("handing-cash")) } dd { (cash.shown(say)) } } }
                div { dt { (say.t("handing-keys")) } dd { @if self.keys.is_empty() { (say.t("handing-no-keys")) } @else { (texts(say, &self.keys)) } } }
                @if let Some(device) = &self.device { div { dt { (say.t("handing-device")) } dd { bdi { code { (device) } } } } }
                div { dt { (say.t("handing-offices")) } dd { (lines(say, &self.offices)) } }
            }
            div.print { div.sign { p { (say.t("handing-sign")) } p { (say.t("handing-sign-next")) } } }
        }
    }
}

fn lines(say: &Say, lines: &[Line]) -> Markup {
    html! {
        @if lines.is_empty() { (say.t("handing-nothing")) }
        ul { @for line in lines { li { bdi { (web::capital(line.text.clone())) } @if let Some(until) = line.until { " · " (say.say("task-due", &[("day", say.date(until).into())])) } } } }
    }
}

fn texts(say: &Say, texts: &[String]) -> Markup {
    html! {
        @if texts.is_empty() { (say.t("handing-nothing")) }
        ul { @for text in texts { li { bdi { (text) } } } }
    }
}
