//! What the forms of dues ask for.

use book::{CommandId, PersonId, Text};
use charter::Refusal;
use charter::calendar::{Day, Month};
use ledger::own_subject;
use web::{Asked, Fault, Plan, Result, Told};

use super::written;
use crate::cash::Command;
use crate::{
    Cash, Cell, Currency, Every, Levied, Levies, Money, Rates, Settled, Source, Use, Waivers, cash_of, levies, waiver,
    year,
};

/// Opens the first cash book, and settles what is asked, if anything is.
pub fn begin(asked: &Asked) -> Result<Plan> {
    let (unit, currency) = (asked.unit.id, currency(asked)?);
    let carried = match asked.fields.filled("carried") {
        Some(text) => read(text, "carried", currency)?,
        None => Money::NONE,
    };
    let book = cash_of(unit, year(asked.visit.say.today));
    let open = Command::Open { currency: Some(currency), carried: Some(carried) };
    let mut wishes = vec![];
    if asked.fields.filled("amount").is_some() {
        wishes.push(asked.more::<Rates>(1, own_subject(unit), &settled(asked, currency)?)?);
    }
    wishes.push(asked.of::<Cash>(unit, book, &open)?);
    Ok(Plan { wishes, told: Told::new("dues-are-begun"), ..Plan::default() })
}

/// Settles what is asked of each member.
pub fn settle(asked: &Asked) -> Result<Plan> {
    let settled = settled(asked, known(asked)?.1)?;
    let wish = asked.of::<Rates>(asked.unit.id, own_subject(asked.unit.id), &settled)?;
    Ok(Plan::one(wish, Told::new("dues-are-settled")))
}

/// Puts down what came in.
pub fn take(asked: &Asked) -> Result<Plan> {
    let (cell, currency) = known(asked)?;
    let (day, amount) = (day(asked)?, amount(asked, currency)?);
    let from = match asked.fields.get("from") {
        Some("gift") => Source::Gift,
        Some("other") => Source::Other,
        Some("difference") => Source::Difference,
        _ => Source::Dues(who(asked)?),
    };
    let seen = asked.fields.filled("seen").and_then(|seen| seen.parse().ok());
    let take = Command::Take { day, amount, from, text: text(asked), seen };
    let name = if let Source::Dues(person) = from { cell.called(person) } else { None };
    let money = written(&asked.visit.say, amount, currency);
    let told = match name {
        Some(name) => Told::new("dues-are-taken").with("name", name),
        None => Told::new("money-is-taken"),
    };
    post(asked, day, &take, told.with("amount", money))
}

/// Puts down what went out.
pub fn give(asked: &Asked) -> Result<Plan> {
    let currency = known(asked)?.1;
    let (day, amount) = (day(asked)?, amount(asked, currency)?);
    let to = match asked.fields.get("to") {
        Some("above") => Use::Above,
        Some("spent") => Use::Spent,
        Some("difference") => Use::Difference,
        Some("back") => Use::Back(who(asked)?),
        _ => return Err(Fault::field("to", "field-missing")),
    };
    let told = Told::new("money-is-given").with("amount", written(&asked.visit.say, amount, currency));
    post(asked, day, &Command::Give { day, amount, to, text: text(asked) }, told)
}

/// A posting in the book of its year, which can be taken back at once.
fn post(asked: &Asked, day: Day, command: &Command, told: Told) -> Result<Plan> {
    let wish = asked.of::<Cash>(asked.unit.id, cash_of(asked.unit.id, year(day)), command)?;
    let fields = vec![("year", year(day).to_string()), ("command", asked.id.to_string())];
    Ok(Plan { undo: Some(asked.back("dues.reverse", fields)), ..Plan::one(wish, told) })
}

/// Takes a posting back.
pub fn reverse(asked: &Asked) -> Result<Plan> {
    let command = asked.fields.get("command").and_then(|id| id.parse::<CommandId>().ok());
    let number = asked.fields.get("number").and_then(|number| number.parse().ok());
    let reverse = command.map(Command::TakeBack).or(number.map(Command::Reverse)).ok_or(Fault::NotFound)?;
    book(asked, &reverse, "posting-is-reversed")
}

/// Puts down what was counted.
pub fn count(asked: &Asked) -> Result<Plan> {
    let found = asked.fields.filled("found").ok_or(Fault::field("found", "field-missing"))?;
    let found = read(found, "found", known(asked)?.1)?;
    book(asked, &Command::Count { upto: upto(asked)?, found }, "cash-is-counted")
}

/// Says that another one, who has no account, counted too.
pub fn confirm(asked: &Asked) -> Result<Plan> {
    book(asked, &Command::Confirm { upto: upto(asked)?, by: who(asked)? }, "cash-is-closed")
}

/// Says that one counted too.
pub fn agree(asked: &Asked) -> Result<Plan> {
    asked.visit.person().ok_or(Fault::NotFound)?;
    book(asked, &Command::Agree { upto: upto(asked)? }, "cash-is-closed")
}

/// A command about the book of the year that the form names.
fn book(asked: &Asked, command: &Command, told: &'static str) -> Result<Plan> {
    let year = asked.fields.get("year").and_then(|year| year.parse::<i16>().ok()).ok_or(Fault::NotFound)?;
    let wish = asked.of::<Cash>(asked.unit.id, cash_of(asked.unit.id, year), command)?;
    Ok(Plan::one(wish, Told::new(told)))
}

/// Asks nothing of somebody for a time.
pub fn waive(asked: &Asked) -> Result<Plan> {
    let from = month(asked, "from")?.ok_or(Fault::field("from", "field-missing"))?;
    let waive = waiver::Command::Waive { from, until: month(asked, "until")? };
    Ok(Plan::one(asked.wish::<Waivers>(&waive)?, Told::new("dues-are-waived")))
}

/// Takes that back.
pub fn lift(asked: &Asked) -> Result<Plan> {
    let from = month(asked, "from")?.ok_or(Fault::NotFound)?;
    Ok(Plan::one(asked.wish::<Waivers>(&waiver::Command::Lift(from))?, Told::new("waiver-is-lifted")))
}

/// Says what the centre asks of cells.
pub fn levy(asked: &Asked) -> Result<Plan> {
    let currency = match levies(asked.visit.look)?.0.currency {
        Some(currency) => currency,
        None => currency(asked)?,
    };
    let Settled::Settled { currency, amount, every, from } = settled(asked, currency)?;
    let levied = Levied::Levied { currency, amount, every, from };
    let wish = asked.of::<Levies>(asked.unit.id, own_subject(asked.unit.id), &levied)?;
    Ok(Plan::one(wish, Told::new("levy-is-set")))
}

fn settled(asked: &Asked, currency: Currency) -> Result<Settled> {
    let amount = asked.fields.filled("amount").ok_or(Fault::field("amount", "field-missing"))?;
    let amount = read(amount, "amount", currency)?;
    let every = asked.fields.get("every").and_then(Every::named).ok_or(Fault::field("every", "field-missing"))?;
    let from = month(asked, "from")?.ok_or(Fault::field("from", "field-missing"))?;
    Ok(Settled::Settled { currency, amount, every, from })
}

/// The cell's money, and its currency.
fn known(asked: &Asked) -> Result<(Cell, Currency)> {
    let cell = Cell::of(asked.visit.look, asked.unit.id)?;
    let currency = cell.currency().ok_or(Refusal::NoCash)?;
    Ok((cell, currency))
}

fn currency(asked: &Asked) -> Result<Currency> {
    let code = asked.fields.filled("currency").ok_or(Fault::field("currency", "field-missing"))?;
    code.to_ascii_uppercase().parse().map_err(|_| Fault::field("currency", "not-a-currency"))
}

/// An amount that is more than nothing.
fn amount(asked: &Asked, currency: Currency) -> Result<Money> {
    let amount = asked.fields.filled("amount").ok_or(Fault::field("amount", "field-missing"))?;
    let amount = read(amount, "amount", currency)?;
    if amount.is_amount() { Ok(amount) } else { Err(Fault::field("amount", "not-an-amount")) }
}

fn read(text: &str, field: &'static str, currency: Currency) -> Result<Money> {
    Money::read(text, currency).map_err(|unread| Fault::field(field, unread.message()))
}

fn day(asked: &Asked) -> Result<Day> {
    let day = asked.fields.filled("day").map(|day| day.parse::<Day>().map_err(|_| Fault::field("day", "not-a-day")));
    Ok(day.transpose()?.unwrap_or(asked.visit.say.today))
}

fn month(asked: &Asked, field: &'static str) -> Result<Option<Month>> {
    let month = asked.fields.filled(field).map(|month| month.parse::<Month>());
    month.transpose().map_err(|_| Fault::field(field, "not-a-month"))
}

fn who(asked: &Asked) -> Result<PersonId> {
    let who = asked.fields.filled("who").and_then(|who| who.parse().ok());
    who.ok_or(Fault::field("who", "field-missing"))
}

fn upto(asked: &Asked) -> Result<u32> {
    asked.fields.get("upto").and_then(|upto| upto.parse().ok()).ok_or(Fault::NotFound)
}

fn text(asked: &Asked) -> Option<Text> {
    asked.fields.filled("text").map(|text| Text(text.into()))
}
