//! Dues: what is asked, paid and waived; the cash book, counted, shown and given out.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use book::{PersonId, Text};
use charter::Refusal;
use charter::access::What as Seen;
use charter::calendar::Month;
use dues::cash::{Command, cash_of};
use dues::pages::{what, written};
use dues::{
    Below, Cash, Cell, Currency, Every, Levied, Levies, Money, Rates, Settled, Source, Use, Waivers, What, waiver,
};
use ledger::{Scope, Unit, own_subject};
use serde_json::json;
use sheet::{Layout, Writer};
use web::Say;

use crate::args::{Dues, For, From, Often};
use crate::desk::Desk;
use crate::layout::{cut, table};
use crate::said::{Result, Said};
use crate::{looking, sentences};

/// Characters of a name or a text that are shown in a list.
const SHOWN: usize = 40;

pub fn run(desk: &mut Desk, asked: Dues) -> Result<Said> {
    match asked {
        Dues::Open { unit, currency, carried } => {
            let unit = desk.unit(&unit)?;
            let carried = carried.map(|text| read(desk, &text, currency)).transpose()?;
            let year = dues::year(desk.today());
            post(desk, &unit, year, &Command::Open { currency: Some(currency), carried })
        }
        Dues::Rate { unit, amount, every, from, currency } => {
            let unit = desk.unit(&unit)?;
            let currency = currency.or(Cell::of(&desk.look(), unit.id)?.currency()).ok_or(Refusal::NoCash)?;
            let (amount, every, from) = (read(desk, &amount, currency)?, often(every), month(desk, from));
            let settled = Settled::Settled { currency, amount, every, from };
            let outcome = desk.act::<Rates>(unit.id, own_subject(unit.id), &settled)?;
            Ok(sentences::done(desk, &outcome))
        }
        Dues::Levy { amount, every, from, currency } => {
            let root = desk.root()?;
            let currency = currency.or(dues::levies(&desk.look())?.0.currency).ok_or(Refusal::NoCash)?;
            let (amount, every, from) = (read(desk, &amount, currency)?, often(every), month(desk, from));
            let levied = Levied::Levied { currency, amount, every, from };
            let outcome = desk.act::<Levies>(root.id, own_subject(root.id), &levied)?;
            Ok(sentences::done(desk, &outcome))
        }
        Dues::Take { unit, amount, person, from, day, text } => {
            let (unit, currency) = with_cash(desk, &unit)?;
            let person = person.map(|name| desk.person(&unit, &name)).transpose()?;
            let from = match (person, from) {
                (Some(row), _) => Source::Dues(row.same_as.unwrap_or(row.person)),
                (None, Some(From::Gift)) => Source::Gift,
                (None, Some(From::Difference)) => Source::Difference,
                (None, Some(From::Other) | None) => Source::Other,
            };
            let (day, amount) = (day.unwrap_or(desk.today()), read(desk, &amount, currency)?);
            let take = Command::Take { day, amount, from, text: text.map(Text), seen: None };
            post(desk, &unit, dues::year(day), &take)
        }
        Dues::Give { unit, amount, what, back, day, text } => {
            let (unit, currency) = with_cash(desk, &unit)?;
            let back = back.map(|name| desk.person(&unit, &name)).transpose()?;
            let to = match (back, what) {
                (Some(row), _) => Use::Back(row.same_as.unwrap_or(row.person)),
                (None, Some(For::Above)) => Use::Above,
                (None, Some(For::Difference)) => Use::Difference,
                (None, Some(For::Spent) | None) => Use::Spent,
            };
            let (day, amount) = (day.unwrap_or(desk.today()), read(desk, &amount, currency)?);
            post(desk, &unit, dues::year(day), &Command::Give { day, amount, to, text: text.map(Text) })
        }
        Dues::Reverse { unit, number } => {
            let (unit, year, _) = latest(desk, &unit)?;
            post(desk, &unit, year, &Command::Reverse(number))
        }
        Dues::Waive { unit, person, from, until, lift } => {
            let unit = desk.unit(&unit)?;
            let row = desk.person(&unit, &person)?;
            let command = if lift { waiver::Command::Lift(from) } else { waiver::Command::Waive { from, until } };
            let outcome = desk.act::<Waivers>(unit.id, row.same_as.unwrap_or(row.person).0, &command)?;
            Ok(sentences::done(desk, &outcome))
        }
        Dues::Count { unit, found, with } => count(desk, &unit, &found, with.as_deref()),
        Dues::Owed { unit, all } => owed(desk, &unit, all),
        Dues::Book { unit, year, file } => book(desk, &unit, year, file.as_deref()),
        Dues::Below { unit, year } => below(desk, &unit, year),
    }
}

fn post(desk: &mut Desk, unit: &Unit, year: i16, command: &Command) -> Result<Said> {
    let outcome = desk.act::<Cash>(unit.id, cash_of(unit.id, year), command)?;
    Ok(sentences::done(desk, &outcome))
}

fn read(desk: &Desk, text: &str, currency: Currency) -> Result<Money> {
    Money::read(text, currency).map_err(|unread| desk.wrong(unread.message(), &[]))
}

fn often(often: Often) -> Every {
    match often {
        Often::Month => Every::Month,
        Often::Quarter => Every::Quarter,
        Often::Year => Every::Year,
    }
}

fn month(desk: &Desk, month: Option<Month>) -> Month {
    month.unwrap_or(desk.today().month())
}

/// A unit with its currency.
fn with_cash(desk: &Desk, unit: &str) -> Result<(Unit, Currency)> {
    let unit = desk.unit(unit)?;
    let currency = Cell::of(&desk.look(), unit.id)?.currency().ok_or(Refusal::NoCash)?;
    Ok((unit, currency))
}

/// A unit with its latest book.
fn latest(desk: &Desk, unit: &str) -> Result<(Unit, i16, Cash)> {
    let unit = desk.unit(unit)?;
    let book = Cell::of(&desk.look(), unit.id)?.books.pop().ok_or(Refusal::NoCash)?;
    let year = book.opened.ok_or(Refusal::NoCash)?.year;
    Ok((unit, year, book))
}

/// Counts; where somebody without an account counted too, that is said at once.
fn count(desk: &mut Desk, unit: &str, found: &str, with: Option<&str>) -> Result<Said> {
    let (unit, year, book) = latest(desk, unit)?;
    let found = read(desk, found, book.currency().ok_or(Refusal::NoCash)?)?;
    let second = with.map(|name| desk.person(&unit, name)).transpose()?;
    let upto = book.last();
    let said = post(desk, &unit, year, &Command::Count { upto, found })?;
    let Some(row) = second else { return Ok(said) };
    post(desk, &unit, year, &Command::Confirm { upto, by: row.same_as.unwrap_or(row.person) })
}

/// Notes that whoever acts saw people's dues.
fn saw(desk: &Desk, unit: &Unit) {
    looking::note(desk, Seen::People, [(unit.id, None)]);
}

fn owed(desk: &Desk, unit: &str, all: bool) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let (cell, zone) = (Cell::of(&desk.look(), unit.id)?, desk.rules.zone());
    let currency = cell.currency().ok_or(Refusal::NoCash)?;
    saw(desk, &unit);
    let say = Say { words: &desk.words, zone: &zone, today: desk.as_of };
    let (mut rows, mut told) = (vec![], vec![]);
    for row in cell.members.iter().filter(|row| row.is_on_the_roll(desk.as_of)) {
        let standing = cell.standing(row.person, desk.as_of);
        if !all && standing.owed <= Money::NONE {
            continue;
        }
        let since = match standing.open.first() {
            Some(open) => say.say("dues-owed-line", &[("month", open.month.to_string().into())]),
            None => say.t("dues-owed-all"),
        };
        rows.push(vec![cut(&row.called(), SHOWN), written(&say, standing.owed, currency), since]);
        told.push(json!({ "person": row.person.to_string(), "name": row.name, "standing": standing }));
    }
    let text = if rows.is_empty() { say.t("dues-owed-all") } else { table(&rows, &[1]) };
    Ok(Said::new(text, json!({ "currency": currency, "members": told })))
}

fn book(desk: &Desk, unit: &str, year: Option<i16>, file: Option<&Path>) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let (cell, zone) = (Cell::of(&desk.look(), unit.id)?, desk.rules.zone());
    let book = match year {
        Some(year) => cell.book(year),
        None => cell.books.last(),
    };
    let (book, opened) = book.and_then(|book| Some((book, book.opened?))).ok_or(Refusal::NoCash)?;
    let texts = dues::said(&desk.look(), unit.id, opened.year)?;
    let name = |what: &What| person(what).and_then(|person| cell.called(person));
    let text = |number: u32| texts.get(&number).cloned().unwrap_or_default();
    let say = Say { words: &desk.words, zone: &zone, today: desk.as_of };
    if let Some(path) = file {
        looking::note(desk, Seen::Exported, [(unit.id, None)]);
        return export(desk, path, book, opened.currency, text, |what| name(what).unwrap_or_default());
    }
    saw(desk, &unit);
    let mut rows = vec![vec![
        String::new(),
        String::new(),
        written(&say, opened.carried, opened.currency),
        say.t("carried"),
        String::new(),
    ]];
    for posting in &book.postings {
        let name = name(&posting.what).map(|name| cut(&name, SHOWN));
        rows.push(vec![
            posting.number.to_string(),
            posting.day.to_string(),
            written(&say, posting.amount, opened.currency),
            what(&say, posting.what, name.as_deref()),
            cut(&text(posting.number), SHOWN),
        ]);
    }
    let mut lines = vec![table(&rows, &[0, 2])];
    lines.push(say.say("cash-balance", &[("amount", written(&say, book.balance(), opened.currency).into())]));
    lines.extend(counted(&say, book, opened.currency));
    Ok(Said::new(lines.join("\n"), json!({ "book": book, "balance": book.balance(), "said": texts })))
}

/// How far the book was counted, and what was found.
fn counted(say: &Say, book: &Cash, currency: Currency) -> Vec<String> {
    let mut lines = vec![];
    if let Some(count) = book.closed() {
        lines.push(say.say("cash-closed-upto", &[("number", count.upto.to_string().into())]));
    }
    if let Some(count) = book.waiting() {
        let found = written(say, count.found, currency);
        lines.push(say.say("cash-counted-upto", &[("number", count.upto.to_string().into()), ("found", found.into())]));
    }
    if let Some(count) = book.counts.last() {
        let difference = count.found - book.balance_at(count.upto);
        let over = difference > Money::NONE;
        let amount = written(say, if over { difference } else { -difference }, currency);
        let name = if over { "cash-is-over-by" } else { "cash-is-under-by" };
        lines.extend((difference != Money::NONE).then(|| say.say(name, &[("amount", amount.into())])));
    }
    lines
}

fn person(what: &What) -> Option<PersonId> {
    match what {
        What::Took(Source::Dues(person)) | What::Gave(Use::Back(person)) => Some(*person),
        _ => None,
    }
}

/// What a posting is, in a word that stays the same.
fn kind(what: &What) -> &'static str {
    match what {
        What::Took(Source::Dues(_)) => "dues",
        What::Took(Source::Gift) => "gift",
        What::Took(Source::Other) => "other",
        What::Took(Source::Difference) | What::Gave(Use::Difference) => "difference",
        What::Gave(Use::Above) => "above",
        What::Gave(Use::Spent) => "spent",
        What::Gave(Use::Back(_)) => "back",
        What::Reversed(_) => "reversed",
    }
}

/// Writes a book as CSV, oldest first: what a spreadsheet would run is made harmless by the writer.
fn export(
    desk: &Desk,
    path: &Path,
    book: &Cash,
    currency: Currency,
    text: impl Fn(u32) -> String,
    name: impl Fn(&What) -> String,
) -> Result<Said> {
    let unwritable = |why: std::io::Error| {
        desk.wrong("unwritable", &[("path", path.display().to_string().into()), ("why", why.to_string().into())])
    };
    // Nobody else on this machine reads it; what hinders that is told by the next line.
    let _ = ledger::own_alone(path);
    let mut out = BufWriter::new(File::create(path).map_err(unwritable)?);
    let heads = ["number", "day", "kind", "name", "in", "out", "currency", "balance", "of", "text"];
    // Two columns: an amount that begins with a hyphen would be taken for a formula, and made text.
    let way = |amount: Money| if amount > Money::NONE { amount.plain(currency) } else { String::new() };
    let mut writer = Writer::new(&mut out, Layout::default(), &heads)?;
    for posting in &book.postings {
        let of = if let What::Reversed(of) = posting.what { of.to_string() } else { String::new() };
        writer.row(&[
            posting.number.to_string(),
            posting.day.to_string(),
            kind(&posting.what).into(),
            name(&posting.what),
            way(posting.amount),
            way(-posting.amount),
            currency.to_string(),
            book.balance_at(posting.number).plain(currency),
            of,
            text(posting.number),
        ])?;
    }
    writer.finish()?;
    out.flush().map_err(unwritable)?;
    let about = [("n", i64::from(book.last()).into()), ("path", path.display().to_string().into())];
    Ok(Said::new(desk.words.say("dues-exported", &about), json!({ "rows": book.last() })))
}

fn below(desk: &Desk, unit: &str, year: Option<i16>) -> Result<Said> {
    let unit = desk.unit(unit)?;
    let (look, zone) = (desk.look(), desk.rules.zone());
    let year = year.unwrap_or(dues::year(desk.as_of));
    let levied = dues::levies(&look)?.0.currency;
    let units = look.units(Scope::Below(unit.id))?;
    let say = Say { words: &desk.words, zone: &zone, today: desk.as_of };
    let mut lines = if levied.is_none() { vec![say.t("levy-none")] } else { vec![] };
    // Without a currency of the centre's nothing was told in one, and nothing can be said.
    let Some(currency) = levied.or(dues::told_in(&look, year, &units)?) else {
        let nothing = json!({ "year": year, "currency": null, "sums": Below::default() });
        return Ok(Said::new(lines.join("\n"), nothing));
    };
    let sums = dues::below(&look, year, currency)?;
    let mut all = Below::default();
    units.iter().filter_map(|unit| sums.get(&unit.id)).for_each(|sums| all += *sums);
    let amount = |amount: Money| written(&say, amount, currency).into();
    if levied.is_some() {
        lines.push(say.say("passed-of-owed", &[("passed", amount(all.passed)), ("owed", amount(all.owed))]));
    }
    lines.push(say.say("sums-taken-all", &[("taken", amount(all.taken))]));
    lines.extend((all.others > 0).then(|| say.count("sums-others", all.others)));
    Ok(Said::new(lines.join("\n"), json!({ "year": year, "currency": currency, "sums": all })))
}
