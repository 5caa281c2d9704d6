//! What one member owes and paid: for themselves, and for those who keep the cash. Printed, it is a statement of the year.

use book::{PersonId, UnitId};
use charter::access::What;
use charter::calendar::{Day, Month};
use ledger::Unit;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Fault, Page, Paper, Reply, Result, Say, Visit};

use super::{about, kept, receipt, written};
use crate::{Cell, Currency, Money, Standing};

/// A member's account.
#[derive(Serialize)]
pub struct Account {
    #[serde(skip)]
    unit: UnitId,
    #[serde(skip)]
    cell: String,
    /// Whose it is.
    pub person: PersonId,
    #[serde(skip)]
    name: String,
    /// In which currency; none while nothing is asked and no book is open.
    pub currency: Option<Currency>,
    /// How they stand today.
    pub standing: Standing,
    /// What they paid, oldest first; less than nothing where they were given back.
    pub payments: Vec<Payment>,
    /// When nothing is asked of them: from which month, and until which.
    pub waivers: Vec<(Month, Option<Month>)>,
    /// Of which year payments are shown.
    #[serde(skip)]
    year: i16,
    /// Whether it is the viewer's own.
    #[serde(skip)]
    own: bool,
    /// Whether a count waits for a second person.
    #[serde(skip)]
    counting: bool,
}

/// Something that somebody paid.
#[derive(Clone, Serialize)]
pub struct Payment {
    /// Of which year the book is.
    pub year: i16,
    /// The posting's number in it.
    pub number: u32,
    /// The day.
    pub day: Day,
    /// How much.
    pub amount: Money,
}

impl Account {
    /// What a cell knows of somebody's dues.
    pub fn of(cell: &Cell, unit: &Unit, person: PersonId, today: Day) -> Account {
        let payments = cell.payments(person).into_iter().map(|(year, posting)| Payment {
            year,
            number: posting.number,
            day: posting.day,
            amount: posting.amount,
        });
        let spans = cell.waivers.get(&person).into_iter().flat_map(|waivers| &waivers.spans);
        Account {
            unit: unit.id,
            cell: unit.name.clone(),
            person,
            name: cell.called(person).unwrap_or_default(),
            currency: cell.currency(),
            standing: cell.standing(person, today),
            payments: payments.collect(),
            waivers: spans.map(|(from, until)| (Month(*from), *until)).collect(),
            year: crate::year(today),
            own: false,
            counting: cell.books.last().is_some_and(|book| book.waiting().is_some()),
        }
    }

    /// Whether anything is held of them here.
    pub fn is_empty(&self) -> bool {
        self.payments.is_empty() && self.waivers.is_empty()
    }
}

/// For those who keep the cash.
pub fn view(visit: &Visit) -> Result<Reply> {
    let (unit, person) = (kept(visit)?, PersonId(visit.subject()?));
    let cell = Cell::of(visit.look, unit.id)?;
    let row = cell.members.iter().find(|row| row.person == person).ok_or(Fault::NotFound)?;
    if let Some(same) = row.same_as {
        return Ok(Reply::Elsewhere(format!("{}/dues/of/{same}", unit.id.address())));
    }
    visit.seen(What::Person, Some(person));
    shown(visit, &unit, Account::of(&cell, &unit, person, visit.as_of))
}

/// For the member themselves.
pub fn mine(visit: &Visit) -> Result<Reply> {
    let (unit, person) = (visit.inside()?, visit.person().ok_or(Fault::NotFound)?);
    let cell = Cell::of(visit.look, unit.id)?;
    let account = Account { own: true, ..Account::of(&cell, &unit, person, visit.as_of) };
    shown(visit, &unit, account)
}

fn shown(visit: &Visit, unit: &Unit, account: Account) -> Result<Reply> {
    let year = visit.query.filled("year").map(|year| year.parse::<i16>().map_err(|_| Fault::NotFound));
    let year = year.transpose()?.unwrap_or(account.year);
    let Some(number) = visit.query.filled("receipt") else {
        return visit.page(Some((unit, "/people")), &Account { year, ..account });
    };
    let number = number.parse::<u32>().map_err(|_| Fault::NotFound)?;
    let payment = account.payments.iter().find(|payment| (payment.year, payment.number) == (year, number));
    let (payment, currency) = payment.zip(account.currency).ok_or(Fault::NotFound)?;
    let page = receipt::Receipt {
        back: account.address(),
        cell: account.cell.clone(),
        name: account.name.clone(),
        payment: payment.clone(),
        currency,
    };
    visit.page(Some((unit, "/people")), &page)
}

impl Page for Account {
    fn title(&self, say: &Say) -> String {
        if self.own { say.t("my-dues") } else { say.say("dues-of", &[("name", self.name.as_str().into())]) }
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            h1 { (self.title(say)) }
            p.print { bdi { (self.cell) } ", " bdi { (self.name) } ", " (say.dated(say.today)) }
            @match self.currency {
                None => p.quiet { (say.t("dues-none-asked")) },
                Some(currency) => {
                    p.lede { (self.stands(say, currency)) }
                    div.split {
                        div.flow { (self.open(say, currency)) (self.waived(on)) }
                        div.flow { (self.paid(say, currency)) }
                    }
                },
            }
            @if self.own && self.counting {
                p.screen { (say.t("count-waits")) " " a href=(self.unit.address() + "/dues/count") { (say.t("count-see")) } }
            }
            p.screen { @match self.own {
                true => a href=(self.unit.address() + "/you/held") { (say.t("held")) },
                false => a href=(self.unit.address() + "/dues") { (say.t("dues")) },
            } }
        }
    }
}

impl Account {
    fn address(&self) -> String {
        match self.own {
            true => self.unit.address() + "/you/dues",
            false => format!("{}/dues/of/{}", self.unit.address(), self.person),
        }
    }

    fn stands(&self, say: &Say, currency: Currency) -> String {
        let owed = self.standing.owed;
        match owed.cmp(&Money::NONE) {
            std::cmp::Ordering::Greater => about(say, "dues-are-open", owed, currency),
            std::cmp::Ordering::Less => about(say, "dues-are-ahead", -owed, currency),
            std::cmp::Ordering::Equal => say.t("dues-are-even"),
        }
    }

    fn open(&self, say: &Say, currency: Currency) -> Markup {
        html! {
            @if !self.standing.open.is_empty() {
                h2 { (say.t("dues-open-months")) }
                ul.told {
                    @for open in &self.standing.open {
                        li { b { (web::capital(say.month(open.month))) } p { (super::shown(say, open.owed, currency)) } }
                    }
                }
            }
        }
    }

    fn paid(&self, say: &Say, currency: Currency) -> Markup {
        let of_year = self.payments.iter().filter(|payment| payment.year == self.year).collect::<Vec<_>>();
        let mut years =
            self.payments.iter().map(|payment| payment.year).filter(|year| *year != self.year).collect::<Vec<_>>();
        years.dedup();
        let sum = of_year.iter().map(|payment| payment.amount).sum::<Money>();
        let about = [("year", self.year.to_string().into()), ("amount", written(say, sum, currency).into())];
        html! {
            h2 { (say.say("paid-in", &about)) }
            @if of_year.is_empty() { p.quiet { (say.t("paid-nothing")) } }
            ul.told {
                @for payment in of_year {
                    li {
                        b { (say.date(payment.day)) }
                        p {
                            (super::shown(say, payment.amount, currency)) " "
                            a.screen href=(format!("{}?year={}&receipt={}", self.address(), payment.year, payment.number)) {
                                (say.t("dues-receipt")) span.unseen { ": " (say.date(payment.day)) }
                            }
                        }
                    }
                }
            }
            @for year in years {
                p.screen { a href=(format!("{}?year={year}", self.address())) { (say.say("paid-of-year", &[("year", year.to_string().into())])) } }
            }
        }
    }

    fn waived(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            @for (from, until) in &self.waivers {
                p { (span(say, *from, *until)) }
                @if !self.own {
                    (on.form("dues.lift", self.unit, self.person.0, |form| html! {
                        (form.hidden("from", &from.to_string()))
                        (form.button("button plain", &say.t("waiver-lift")))
                    }))
                }
            }
            @if !self.own {
                details.more open[on.refused("dues.waive")] {
                    summary { (say.t("waive")) }
                    (on.form("dues.waive", self.unit, self.person.0, |form| html! {
                        p.quiet { (say.t("waive-hint")) }
                        (form.line("from", "month", &say.t("field-from-month"), &say.today.month().to_string()))
                        (form.line("until", "month", &say.t("field-until-month"), ""))
                        (form.button("button", &say.t("waive-yes")))
                    }))
                }
            }
        }
    }
}

/// From when until when nothing is asked.
pub fn span(say: &Say, from: Month, until: Option<Month>) -> String {
    let from = say.month(from);
    match until {
        Some(until) => say.say("waived-until", &[("from", from.into()), ("until", say.month(until).into())]),
        None => say.say("waived-from", &[("from", from.into())]),
    }
}
