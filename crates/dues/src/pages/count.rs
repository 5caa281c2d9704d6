//! Counting the cash: one counts, another one counts too, and what stands before is closed.

use std::collections::BTreeMap;

use book::{PersonId, UnitId};
use charter::{Right, UnitKind};
use ledger::own_subject;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::about;
use crate::{Cell, Count, Currency, Money};

#[derive(Serialize)]
struct Counting {
    unit: UnitId,
    /// The last book; none if the cell has none.
    book: Option<Book>,
    keeps: bool,
    #[serde(skip)]
    me: Option<PersonId>,
    #[serde(skip)]
    names: BTreeMap<PersonId, String>,
    /// Members without an account: for them an officer says it.
    #[serde(skip)]
    silent: Vec<(String, String)>,
}

#[derive(Serialize)]
struct Book {
    year: i16,
    currency: Currency,
    last: u32,
    says: Money,
    /// The last count, and what the book said then.
    count: Option<Counted>,
}

#[derive(Serialize)]
struct Counted {
    #[serde(skip)]
    count: Count,
    found: Money,
    said: Money,
    closed: bool,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.among()?;
    if unit.kind != UnitKind::Cell {
        return Err(Fault::NotFound);
    }
    let cell = Cell::of(visit.look, unit.id)?;
    let accounts = member::with_accounts(visit.look, unit.id)?;
    let book = cell.books.last().and_then(|book| {
        let opened = book.opened?;
        let count = book.counts.last().map(|count| {
            let (said, closed) = (book.balance_at(count.upto), count.closed.is_some());
            Counted { count: *count, found: count.found, said, closed }
        });
        Some(Book { year: opened.year, currency: opened.currency, last: book.last(), says: book.balance(), count })
    });
    let silent = cell.members.iter().filter(|row| row.is_on_the_roll(visit.as_of) && !accounts.contains(&row.person));
    let page = Counting {
        unit: unit.id,
        book,
        keeps: visit.may(&unit, Right::KeepCash),
        me: visit.person(),
        silent: silent.map(|row| (row.person.to_string(), row.called())).collect(),
        names: cell.members.iter().map(|row| (row.person, row.called())).collect(),
    };
    visit.page(Some((&unit, "/people")), &page)
}

impl Page for Counting {
    fn title(&self, say: &Say) -> String {
        say.t("count-the-cash")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                h1 { (say.t("count-the-cash")) }
                @match &self.book {
                    None => p.quiet { (say.t("no-cash-yet")) },
                    Some(book) => {
                        p.lede { (about(say, "book-says", book.says, book.currency)) }
                        @if let Some(counted) = &book.count { (self.counted(on, book, counted)) }
                        @if self.keeps { (self.counting(on, book)) }
                    },
                }
                @if self.keeps { p { a href=(self.unit.address() + "/dues") { (say.t("dues")) } } }
            }
        }
    }
}

impl Counting {
    /// What was counted, and what a second person says of it.
    fn counted(&self, on: &Paper, book: &Book, counted: &Counted) -> Markup {
        let (say, count) = (&on.say, &counted.count);
        let by = count.voice.person.and_then(|person| self.names.get(&person).cloned());
        let by = by.unwrap_or_else(|| say.t("somebody-of-cash"));
        let day = [("day", say.date(count.day).into()), ("name", by.into())];
        let difference = counted.found - counted.said;
        html! {
            section.card.flow aria-labelledby="counted" {
                h2 id="counted" { (say.say("counted-on", &day)) }
                p { (about(say, "count-found", counted.found, book.currency)) " " (about(say, "count-said", counted.said, book.currency)) }
                @if difference > Money::NONE { p { (about(say, "count-more", difference, book.currency)) } }
                @if difference < Money::NONE { p { (about(say, "count-less", -difference, book.currency)) } }
                @if difference != Money::NONE { p.quiet { (say.t("difference-hint")) } }
                @if counted.closed { p.quiet { (self.second(say, count)) } }
                @else { (self.agreeing(on, book, count)) }
            }
        }
    }

    fn second(&self, say: &Say, count: &Count) -> String {
        let name = count.second.and_then(|voice| voice.person).and_then(|person| self.names.get(&person).cloned());
        match name {
            Some(name) => say.say("counted-too-by", &[("name", name.into())]),
            None => say.t("counted-too"),
        }
    }

    fn agreeing(&self, on: &Paper, book: &Book, count: &Count) -> Markup {
        let say = &on.say;
        // Whoever counted is not the second one, under whichever account.
        let mine = self.me.is_some() && self.me != count.voice.person;
        let fields = |form: &web::Form| {
            html! {
                (form.hidden("year", &book.year.to_string()))
                (form.hidden("upto", &count.upto.to_string()))
            }
        };
        html! {
            p { (say.t("count-second")) }
            @if mine {
                (on.form("me.agree-count", self.unit, own_subject(self.unit), |form| html! {
                    (fields(form))
                    (form.button("button main", &say.t("i-counted-too")))
                }))
            }
            @if self.keeps && !self.silent.is_empty() {
                details.more open[on.refused("dues.confirm")] {
                    summary { (say.t("counted-without-account")) }
                    (on.form("dues.confirm", self.unit, own_subject(self.unit), |form| html! {
                        (fields(form))
                        (form.select("who", &say.t("field-counted-too"), &self.silent, ""))
                        (form.button("button", &say.t("counted-without-account-yes")))
                    }))
                }
            }
        }
    }

    fn counting(&self, on: &Paper, book: &Book) -> Markup {
        let say = &on.say;
        html! {
            section.flow aria-labelledby="count" {
                h2 id="count" { (say.t("count-now")) }
                p.quiet { (say.t("count-hint")) }
                (on.form("dues.count", self.unit, own_subject(self.unit), |form| html! {
                    (form.hidden("year", &book.year.to_string()))
                    (form.hidden("upto", &book.last.to_string()))
                    (form.line("found", "text", &say.t("field-found"), ""))
                    (form.button("button main", &say.t("count-yes")))
                }))
            }
        }
    }
}
