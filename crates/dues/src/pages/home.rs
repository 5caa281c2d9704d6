//! The dues of a cell, for those who keep its cash: what comes in, and what is open yet.

use book::{PersonId, UnitId};
use charter::UnitKind;
use charter::access::What;
use charter::calendar::Month;
use ledger::own_subject;
use maud::{Markup, html};
use serde::Serialize;
use web::{Address, Form, Page, Paper, Reply, Result, Say, Visit};

use super::{about, above, kept, written};
use crate::{Cell, Currency, Every, Money, Rate, Standing, levies};

#[derive(Serialize)]
struct Dues {
    unit: UnitId,
    /// In which currency; none while nothing is settled and no book is open.
    currency: Option<Currency>,
    rate: Option<Rate>,
    balance: Money,
    /// What is owed to the centre for the months that are over.
    above: Option<Money>,
    /// Members of whom something is open.
    open: Vec<Line>,
    /// Everybody on the roll.
    #[serde(skip)]
    members: Vec<Line>,
    /// For whom the form is filled in.
    #[serde(skip)]
    who: Option<PersonId>,
    /// The last posting of this year's book.
    #[serde(skip)]
    seen: u32,
    #[serde(skip)]
    month: Month,
}

#[derive(Clone, Serialize)]
struct Line {
    person: PersonId,
    name: String,
    standing: Standing,
}

pub fn view(visit: &Visit) -> Result<Reply> {
    let unit = visit.unit()?;
    if unit.kind != UnitKind::Cell {
        return above::view(visit, unit);
    }
    let unit = kept(visit)?;
    visit.seen(What::People, None);
    let (cell, today) = (Cell::of(visit.look, unit.id)?, visit.as_of);
    let on_roll = cell.members.iter().filter(|row| row.is_on_the_roll(today));
    let line =
        |row: &member::Row| Line { person: row.person, name: row.called(), standing: cell.standing(row.person, today) };
    let members = on_roll.map(line).collect::<Vec<_>>();
    let open = members.iter().filter(|line| line.standing.owed > Money::NONE).cloned().collect::<Vec<_>>();
    let wanted = visit.query.get("who").and_then(|who| who.parse().ok());
    let who = wanted.filter(|who| members.iter().any(|line| line.person == *who));
    let levies = levies(visit.look)?;
    let page = Dues {
        unit: unit.id,
        currency: cell.currency(),
        rate: cell.rates.present(today.month()),
        balance: cell.balance(),
        above: levies.0.currency.map(|_| cell.owed_above(&levies, today.month().plus(-1))),
        who: who.or(open.first().map(|line| line.person)),
        seen: cell.book(crate::year(today)).map_or(0, crate::Cash::last),
        month: today.month(),
        members,
        open,
    };
    visit.page(Some((&unit, "/people")), &page)
}

impl Page for Dues {
    fn title(&self, say: &Say) -> String {
        say.t("dues")
    }

    fn body(&self, on: &Paper) -> Markup {
        let say = &on.say;
        let here = self.unit.address();
        html! {
            h1 { (say.t("dues")) }
            @match self.currency {
                None => { (self.beginning(on)) },
                Some(currency) => {
                    p.lede { (about(say, "cash-holds", self.balance, currency)) }
                    p.row.screen {
                        a href=(here.clone() + "/dues/book") { (say.t("cash-book")) }
                        a href=(here.clone() + "/dues/count") { (say.t("count-the-cash")) }
                    }
                    div.split {
                        div.flow { (self.taking(on, currency)) (self.asking(on, currency)) }
                        div.flow { (self.still_open(on, currency)) (self.everybody(say)) }
                    }
                },
            }
            p.screen { a href=(here + "/people") { (say.t("see-people")) } }
        }
    }
}

impl Dues {
    fn beginning(&self, on: &Paper) -> Markup {
        let say = &on.say;
        html! {
            div.narrow.flow {
                p.lede { (say.t("dues-begin-lede")) }
                (on.form("dues.begin", self.unit, own_subject(self.unit), |form| html! {
                    (form.line("currency", "text", &say.t("field-currency"), ""))
                    (form.line("carried", "text", &say.t("field-carried"), ""))
                    (rate(form, say, None, self.month))
                    (form.button("button main", &say.t("dues-begin")))
                }))
            }
        }
    }

    fn taking(&self, on: &Paper, currency: Currency) -> Markup {
        let say = &on.say;
        let called = |line: &Line| match line.standing.owed > Money::NONE {
            true => {
                let amount = written(say, line.standing.owed, currency);
                web::plain(say.say("name-and-open", &[("name", line.name.as_str().into()), ("amount", amount.into())]))
            }
            false => line.name.clone(),
        };
        let members = self.members.iter().map(|line| (line.person.to_string(), called(line))).collect::<Vec<_>>();
        let owed = self.open.iter().find(|line| Some(line.person) == self.who).map(|line| line.standing.owed);
        html! {
            section.card.flow.screen aria-labelledby="take" {
                h2 id="take" { (say.t("take-payment")) }
                (on.form("dues.take", self.unit, own_subject(self.unit), |form| html! {
                    (form.select("who", &say.t("field-payer"), &members, &self.who.map_or_else(String::new, |who| who.to_string())))
                    (form.line("amount", "text", &say.t("field-amount"), &owed.map_or_else(String::new, |owed| owed.plain(currency))))
                    (form.line("day", "date", &say.t("field-day"), &say.today.to_string()))
                    (form.button("button main", &say.t("take-payment-yes")))
                }))
            }
        }
    }

    /// What is open, a short list; one press puts down that all of it was paid.
    fn still_open(&self, on: &Paper, currency: Currency) -> Markup {
        let say = &on.say;
        html! {
            h2 { (web::capital(say.count("dues-open", self.open.len()))) }
            @if self.open.is_empty() { p.quiet { (say.t(if self.rate.is_some() { "dues-none-open" } else { "dues-none-asked" })) } }
            ul.told {
                @for line in &self.open {
                    li {
                        b { a href=(address(self.unit, line.person)) { bdi { (line.name) } } }
                        div {
                            p.quiet { (since(say, &line.standing, currency)) }
                            (on.form("dues.take", self.unit, line.person.0, |form| html! {
                                (form.hidden("who", &line.person.to_string()))
                                (form.hidden("amount", &line.standing.owed.plain(currency)))
                                (form.hidden("seen", &self.seen.to_string()))
                                button.button { (say.t("all-is-paid")) span.unseen { ": " bdi { (line.name) } } }
                            }))
                        }
                    }
                }
            }
        }
    }

    fn everybody(&self, say: &Say) -> Markup {
        html! {
            details.more {
                summary { (say.t("dues-everybody")) }
                ul.names {
                    @for line in &self.members { li { a.reach href=(address(self.unit, line.person)) { bdi { (line.name) } } } }
                }
            }
        }
    }

    fn asking(&self, on: &Paper, currency: Currency) -> Markup {
        let say = &on.say;
        let now = self.rate.map(|rate| {
            let every = say.t(&format!("every-{}", rate.every.name()));
            say.say("we-ask", &[("amount", written(say, rate.amount, currency).into()), ("every", every.into())])
        });
        html! {
            @if let Some(now) = now { p { (now) } }
            @if let Some(owed) = self.above {
                p.quiet { (about(say, if owed > Money::NONE { "owed-above" } else { "owed-above-none" }, owed, currency)) }
            }
            details.more open[on.refused("dues.settle")] {
                summary { (say.t("dues-settle")) }
                (on.form("dues.settle", self.unit, own_subject(self.unit), |form| html! {
                    (rate(form, say, self.rate.map(|rate| (rate, currency)), self.month))
                    (form.button("button", &say.t("dues-settle-yes")))
                }))
            }
        }
    }
}

/// Where the account of a member stands, for those who keep the cash.
fn address(unit: UnitId, person: PersonId) -> String {
    format!("{}/dues/of/{person}", unit.address())
}

/// What is open, and since when.
fn since(say: &Say, standing: &Standing, currency: Currency) -> String {
    let amount = written(say, standing.owed, currency);
    match standing.open.first() {
        Some(open) => say.say("open-since", &[("amount", amount.into()), ("month", say.month(open.month).into())]),
        None => amount,
    }
}

/// Fields for a rate.
pub fn rate(form: &Form, say: &Say, present: Option<(Rate, Currency)>, month: Month) -> Markup {
    let every =
        Every::ALL.map(|every| (every.name().to_string(), web::capital(say.t(&format!("every-{}", every.name())))));
    let amount = present.map_or_else(String::new, |(rate, currency)| rate.amount.plain(currency));
    html! {
        (form.line("amount", "text", &say.t("field-rate"), &amount))
        (form.select("every", &say.t("field-how-often"), &every, present.map_or("month", |(rate, _)| rate.every.name())))
        (form.line("from", "month", &say.t("field-from-month"), &month.to_string()))
    }
}
