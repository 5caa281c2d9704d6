//! The first four weeks in an office as a page, and the one thing of them that stands in its holder's week.

use book::{BookId, Kind, PersonId, UnitId};
use charter::calendar::{Day, Month};
use charter::offices::Offices;
use charter::recipients::Recipients;
use charter::{Office, UnitKind};
use ledger::{Term, Unit};
use maud::{Markup, html};
use member::Holders;
use serde::Serialize;
use task::Task;
use unit::load::Load;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::week::Thing;
use crate::beginning::{self, Book, Held, Path, Step, What};

/// Things that one week has room for, this one among them.
const THINGS: usize = 7;

#[derive(Serialize)]
struct Beginning {
    unit: UnitId,
    office: Office,
    /// When the term began, as far as that is known.
    since: Option<Day>,
    #[serde(flatten)]
    path: Path,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.among()?;
    let Some(Term::Office { office, .. }) = visit.viewer()?.term.filter(|_| unit.kind == UnitKind::Cell) else {
        return Err(Fault::NotFound);
    };
    let office = if office == Office::Treasurer { office } else { Office::Secretary };
    let offices: Offices = visit.look.own(unit.id)?;
    let term = offices.present(office);
    let since = term.and_then(|term| term.since).map(|since| visit.say.day_of(since));
    let begun = since.unwrap_or(visit.as_of);
    let read = Read::of(visit, &unit, office, term.map_or(0, |term| term.number), begun)?;
    let mut book = Book { cash_book: read.has_cash()?, ..Book::default() };
    beginning::plan(office, book.cash_book).iter().flatten().try_for_each(|what| read.put(*what, &mut book))?;
    let path = Path::of(office, begun, visit.as_of, &book);
    visit.page(Some((&unit, "/people")), &Beginning { unit: unit.id, office, since, path })
}

/// The one thing of the path that stands in the week of whoever holds the office, in the first four weeks of their term.
pub fn thing(visit: &Visit, unit: &Unit, things: &mut Vec<Thing>) -> Result<()> {
    let Some(Term::Office { unit: of, office, number }) = visit.viewer()?.term else { return Ok(()) };
    if of != unit.id || !matches!(office, Office::Secretary | Office::Treasurer) {
        return Ok(());
    }
    let offices: Offices = visit.look.own(of)?;
    let term = offices.terms.iter().find(|term| (term.office, term.number) == (office, number));
    let Some(since) = term.and_then(|term| term.since).map(|since| visit.say.day_of(since)) else { return Ok(()) };
    if !(0..beginning::DAYS).contains(&visit.as_of.since(since)) {
        return Ok(());
    }
    let read = Read::of(visit, unit, office, number, since)?;
    let next = beginning::next(office, since, visit.as_of, read.has_cash()?, |what| {
        let mut book = Book::default();
        read.put(what, &mut book).map(|()| book)
    });
    let (Some(next), say) = (next?, &visit.say) else { return Ok(()) };
    let (title, _, _, leads) = said(next.what);
    let (to, leads) = (unit.id.address() + "/beginning", unit.id.address() + leads);
    // What is to be done anyway stands there once.
    if things.iter().any(|thing| thing.leads_to(&leads)) {
        return Ok(());
    }
    things.truncate(THINGS - 1);
    things.push(Thing::go(say.t(title), say.t("beginning-thing"), say.t("beginning-see"), to, None));
    Ok(())
}

/// Whose book is read, and for whom.
struct Read<'a> {
    visit: &'a Visit<'a>,
    unit: UnitId,
    holder: Option<PersonId>,
    since: Day,
}

impl Read<'_> {
    fn of<'a>(visit: &'a Visit, unit: &Unit, office: Office, number: u64, since: Day) -> Result<Read<'a>> {
        let holders: Holders = visit.look.own(unit.id)?;
        // Where nobody wrote down whose the term is, it is of whoever came in with it.
        let came = visit.viewer()?.term == Some(Term::Office { unit: unit.id, office, number });
        let holder = holders.of(office, number).or(visit.person().filter(|_| came));
        Ok(Read { visit, unit: unit.id, holder, since })
    }

    fn has_cash(&self) -> Result<bool> {
        Ok(dues::has_book(self.visit.look, self.unit, dues::year(self.visit.as_of))?)
    }

    /// Puts down what one step looks at.
    fn put(&self, what: What, book: &mut Book) -> Result<()> {
        let (look, unit) = (self.visit.look, self.unit);
        match what {
            What::Keys => {
                let recipients: Recipients = look.own(unit)?;
                let key = look.keeping(BookId { unit, kind: Kind::Record })?.and_then(|keeping| keeping.key);
                book.second_key = recipients.second(key, self.visit.now).next().is_some();
            }
            What::SetMeeting | What::Minutes | What::Agree => (book.set, book.held) = self.meetings()?,
            What::CallAll => {
                let known = care::known(look, unit)?;
                let others = known.values().filter(|one| one.row.is_on_the_roll(self.visit.as_of));
                let others = others.filter(|one| Some(one.row.person) != self.holder && one.care.is_counted());
                let days = |one: &care::Known| one.care.met.iter().map(|met| met.day).chain(one.row.welcomed).collect();
                book.contacts = others.map(days).collect();
            }
            What::Share => {
                let tasks = look.subjects::<Task>(unit)?.into_iter().map(|(_, task)| task);
                let shared = tasks.filter(|task| task.owner.is_some() && task.owner != self.holder && !task.dropped);
                book.shared = shared.filter_map(|task| task.set.map(|set| self.visit.say.day_of(set))).collect();
            }
            What::Count | What::Settle => {
                let cash = dues::Cell::of(look, unit)?;
                let closed = cash.books.iter().flat_map(|book| &book.counts).filter_map(|count| count.closed);
                book.counted = closed.map(|at| self.visit.say.day_of(at)).collect();
                book.settled = !cash.rates.rates.is_empty();
            }
            What::CashBook => book.cash_book = self.has_cash()?,
            What::Deputy => {
                let offices: Offices = look.own(unit)?;
                book.deputy = offices.present(Office::Deputy).is_some();
            }
            What::Page => book.page = public_page::is_public(look, unit)?,
            What::Hours => {
                let load: Option<Load> = self.holder.map(|who| look.subject(unit, who.0)).transpose()?.flatten();
                book.told = load.unwrap_or_default().months.into_keys().map(Month).collect();
            }
        }
        Ok(())
    }

    /// The days for which meetings are set, and those that were held in the term.
    fn meetings(&self) -> Result<(Vec<Day>, Vec<Held>)> {
        let (look, mut set, mut held) = (self.visit.look, vec![], vec![]);
        for row in meeting::all(look, self.unit)?.iter().filter(|row| !row.cancelled) {
            let day = row.when.day(self.visit.say.zone);
            if !row.held {
                set.push(day);
            } else if day >= self.since {
                let state: meeting::Meeting = look.subject(self.unit, row.id)?.unwrap_or_default();
                held.push(Held { day, minuted: state.minuted.is_some(), confirmed: state.confirmed.is_some() });
            }
        }
        Ok((set, held))
    }
}

/// What a step is called, why it is worth doing, what its button says, and where that leads.
fn said(what: What) -> (&'static str, &'static str, &'static str, &'static str) {
    match what {
        What::Keys => ("beginning-keys", "beginning-keys-why", "beginning-keys-go", "/unit"),
        What::SetMeeting => ("beginning-meeting", "no-next-hint", "set-it", "/meetings"),
        What::CallAll => ("beginning-call", "beginning-call-why", "beginning-call-go", "/care"),
        What::Minutes => ("beginning-minutes", "minutes-fresh", "write-them", "/meetings"),
        What::Agree => ("beginning-agree", "minutes-need-two", "read-them", "/meetings"),
        What::Share => ("beginning-share", "beginning-share-why", "see-tasks", "/tasks"),
        What::Count => ("beginning-count", "beginning-count-why", "see-how", "/dues/count"),
        What::Deputy => ("beginning-deputy", "beginning-deputy-why", "see-offices", "/offices"),
        What::Page => ("beginning-page", "beginning-page-why", "beginning-page-go", "/page"),
        What::Hours => ("beginning-hours", "beginning-hours-why", "load-tell", "/load"),
        What::CashBook => ("beginning-book", "beginning-book-why", "beginning-book-go", "/dues"),
        What::Settle => ("beginning-settle", "beginning-settle-why", "see-how", "/dues"),
    }
}

impl Page for Beginning {
    fn title(&self, say: &Say) -> String {
        say.t("beginning")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let office = say.t(&format!("office-{}", self.office.name()));
        html! {
            h1 { (say.t("beginning")) }
            p.lede { (say.t("beginning-lede")) }
            p.quiet {
                (web::capital(office))
                @if let Some(since) = self.since { " · " (say.say("since", &[("day", say.date(since).into())])) }
            }
            @if self.office == Office::Secretary {
                p.screen { a href=(self.unit.address() + "/handing-over") { (say.t("beginning-paper")) } }
            }
            @let next = self.path.next();
            @for (number, steps) in (1..).zip(&self.path.weeks) { (self.week(say, number, steps, next)) }
            p.quiet { (say.t("beginning-book-says")) }
        }
    }
}

impl Beginning {
    fn week(&self, say: &Say, number: usize, steps: &[Step], next: Option<Step>) -> Markup {
        let id = format!("week-{number}");
        let now = self.path.week == Some(number);
        html! {
            section.flow aria-labelledby=(id) {
                h2 id=(id) { (say.say(if now { "beginning-week-now" } else { "beginning-week" }, &[("n", (number as i64).into())])) }
                ul.told { @for step in steps { (self.step(say, step, next == Some(*step))) } }
            }
        }
    }

    fn step(&self, say: &Say, step: &Step, next: bool) -> Markup {
        let (title, why, button, to) = said(step.what);
        html! {
            li {
                b { (say.t(title)) }
                div {
                    @if step.done { p.quiet { (say.t("beginning-done")) } } @else {
                        p { (say.t(why)) }
                        @if let Some((n, of)) = step.part {
                            p.quiet { (say.say("beginning-part", &[("n", (n as i64).into()), ("of", (of as i64).into())])) }
                        }
                        a.button.main[next] href=(self.unit.address() + to) { (say.t(button)) span.unseen { ": " (say.t(title)) } }
                    }
                }
            }
        }
    }
}
