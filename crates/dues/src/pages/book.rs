//! The cash book of a year, latest first; and what came in or went out beside dues.

use book::UnitId;
use charter::access::What as Seen;
use ledger::own_subject;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::{about, kept, shown};
use crate::{Cell, Currency, Money, Posting, Source, Use, What, said};

#[derive(Serialize)]
struct Book {
    unit: UnitId,
    year: i16,
    currency: Currency,
    carried: Money,
    balance: Money,
    /// Up to which posting two have counted.
    closed: u32,
    postings: Vec<Line>,
    #[serde(skip)]
    years: Vec<i16>,
    /// Whether it is the last one: only there something is put down.
    #[serde(skip)]
    open: bool,
    #[serde(skip)]
    people: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    posting: Posting,
    /// What the one whom it is about is called.
    name: Option<String>,
    text: Option<String>,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = kept(visit)?;
    visit.seen(Seen::People, None);
    let cell = Cell::of(visit.look, unit.id)?;
    let years = cell.books.iter().filter_map(|book| Some(book.opened?.year)).collect::<Vec<_>>();
    let Some(latest) = years.last().copied() else {
        return Ok(Reply::Elsewhere(unit.id.address() + "/dues"));
    };
    let year = match visit.query.filled("year") {
        Some(year) => year.parse().map_err(|_| Fault::NotFound)?,
        None => latest,
    };
    let book = cell.book(year).ok_or(Fault::NotFound)?;
    let opened = book.opened.ok_or(Fault::NotFound)?;
    let mut texts = said(visit.look, unit.id, year)?;
    let mut line = |posting: &Posting| {
        let person = match posting.what {
            What::Took(Source::Dues(person)) | What::Gave(Use::Back(person)) => Some(person),
            _ => None,
        };
        let name = person.and_then(|person| cell.called(person));
        Line { name, text: texts.remove(&posting.number), posting: posting.clone() }
    };
    let on_roll = cell.members.iter().filter(|row| row.same_as.is_none());
    let page = Book {
        unit: unit.id,
        year,
        currency: opened.currency,
        carried: opened.carried,
        balance: book.balance(),
        closed: book.closed().map_or(0, |count| count.upto),
        postings: book.postings.iter().rev().map(&mut line).collect(),
        people: on_roll.map(|row| (row.person.to_string(), row.called())).collect(),
        open: year == latest,
        years,
    };
    visit.page(Some((&unit, "/people")), &page)
}

impl Page for Book {
    fn title(&self, say: &Say) -> String {
        say.say("cash-book-of", &[("year", self.year.to_string().into())])
    }

    fn body(&self, on: &Paper) -> Markup {
        let (say, here) = (&on.say, self.unit.address() + "/dues");
        html! {
            h1 { (self.title(say)) }
            p.lede { (about(say, "book-says", self.balance, self.currency)) }
            p.row {
                a href=(here.clone() + "/count") { (say.t("count-the-cash")) }
                @for year in self.years.iter().filter(|year| **year != self.year) {
                    a href=(format!("{here}/book?year={year}")) { (say.say("cash-book-of", &[("year", year.to_string().into())])) }
                }
            }
            div.split {
                @if self.open { div.flow.screen { (self.giving(on)) (self.taking(on)) } }
                div.flow {
                    @if self.postings.is_empty() { p.quiet { (say.t("no-postings")) } }
                    ul.told {
                        @for line in &self.postings { (self.line(on, line)) }
                        li { b { (say.t("carried")) } p { (shown(say, self.carried, self.currency)) } }
                    }
                }
            }
            p { a href=(here) { (say.t("dues")) } }
        }
    }
}

impl Book {
    fn line(&self, on: &Paper, line: &Line) -> Markup {
        let (say, posting) = (&on.say, &line.posting);
        let number = [("number", posting.number.to_string().into()), ("day", say.date(posting.day).into())];
        html! {
            li {
                b { (say.say("posting-number", &number)) }
                div {
                    p { (shown(say, posting.amount, self.currency)) " · " (what(say, posting.what, line.name.as_deref())) }
                    @if let Some(text) = &line.text { p { bdi { (text) } } }
                    @if let Some(by) = posting.reversed { p.quiet { (say.say("taken-back-by", &[("number", by.to_string().into())])) } }
                    @if self.open && posting.stands() && posting.number > self.closed {
                        details.more {
                            summary { (say.t("take-back")) span.unseen { ": " (say.say("posting-number", &number)) } }
                            (on.form("dues.reverse", self.unit, own_subject(self.unit), |form| html! {
                                (form.hidden("year", &self.year.to_string()))
                                (form.hidden("number", &posting.number.to_string()))
                                (form.button("button grave", &say.t("take-back-yes")))
                            }))
                        }
                    }
                }
            }
        }
    }

    fn giving(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let kinds = ["spent", "above", "back", "difference"];
        let kinds = kinds.map(|kind| (kind.to_string(), web::capital(say.t(&format!("gave-{kind}"))))).to_vec();
        html! {
            section.card.flow aria-labelledby="give" {
                h2 id="give" { (say.t("give-money")) }
                (on.form("dues.give", self.unit, own_subject(self.unit), |form| html! {
                    (form.line("amount", "text", &say.t("field-amount"), ""))
                    (form.select("to", &say.t("field-what-for"), &kinds, ""))
                    (form.line("text", "text", &say.t("field-known"), ""))
                    details.more open[on.refused("dues.give")] {
                        summary { (say.t("more-about-it")) }
                        (form.select("who", &say.t("field-back-to"), &self.people, ""))
                        (form.line("day", "date", &say.t("field-day"), &say.today.to_string()))
                    }
                    (form.button("button main", &say.t("give-money-yes")))
                }))
            }
        }
    }

    fn taking(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let kinds = ["gift", "other", "difference"];
        let kinds = kinds.map(|kind| (kind.to_string(), web::capital(say.t(&format!("took-{kind}"))))).to_vec();
        html! {
            details.more open[on.refused("dues.take")] {
                summary { (say.t("take-money")) }
                (on.form("dues.take", self.unit, own_subject(self.unit), |form| html! {
                    (form.line("amount", "text", &say.t("field-amount"), ""))
                    (form.select("from", &say.t("field-where-from"), &kinds, ""))
                    (form.line("text", "text", &say.t("field-known"), ""))
                    (form.line("day", "date", &say.t("field-day"), &say.today.to_string()))
                    (form.button("button", &say.t("take-money-yes")))
                }))
            }
        }
    }
}

/// What a posting is, in words.
pub fn what(say: &Say, what: What, name: Option<&str>) -> String {
    let name = name.map_or_else(|| say.t("somebody"), String::from);
    match what {
        What::Took(Source::Dues(_)) => say.say("took-dues", &[("name", name.into())]),
        What::Took(Source::Gift) => say.t("took-gift"),
        What::Took(Source::Other) => say.t("took-other"),
        What::Took(Source::Difference) => say.t("took-difference"),
        What::Gave(Use::Above) => say.t("gave-above"),
        What::Gave(Use::Spent) => say.t("gave-spent"),
        What::Gave(Use::Difference) => say.t("gave-difference"),
        What::Gave(Use::Back(_)) => say.say("gave-back-to", &[("name", name.into())]),
        What::Reversed(of) => say.say("takes-back", &[("number", of.to_string().into())]),
    }
}
