//! What is read of dues: all of a cell, and the sums of everything below a unit.

use std::collections::{BTreeMap, HashMap};

use book::{Kind as BookKind, PersonId, SubjectId, UnitId};
use charter::UnitKind;
use charter::calendar::Day;
use ledger::{Error, Kind, Look, Scope, Unit};
use member::{Member, Row};
use rusqlite::params;
use rusqlite::types::Value;

use crate::subjects::cash::{Around, Fact};
use crate::subjects::rate::RateAround;
use crate::{
    Cash, Currency, Levies, Money, Posting, Rates, Schedule, Standing, Stay, Sums, Waivers, cash_of, standing, year_of,
};

/// Cash books, with what tells whether the cash is worth counting, since whoever keeps it is asked at every look at their
/// week: the year, the day of the last count, that of the first posting, and the postings since the count.
pub const CASH: Kind<Cash> = Kind {
    columns: "year INTEGER, counted INTEGER, first INTEGER, open INTEGER",
    indexed: &[],
    row: |book| {
        let Some(opened) = book.opened else { return vec![] };
        let day = |day: Option<Day>| day.map_or(Value::Null, |day| day.0.into());
        let first = book.postings.iter().map(|posting| posting.day).min();
        let counted = book.counts.last().map(|count| count.day);
        vec![i64::from(opened.year).into(), day(counted), day(first), i64::from(book.uncounted()).into()]
    },
    around: Some(around),
};

/// What cells ask of their members.
pub const RATE: Kind<Rates> = Kind {
    columns: "",
    indexed: &[],
    row: |_| vec![],
    around: Some(|look, unit, _| {
        let currency = books(look, unit)?.last().and_then(Cash::currency);
        Ok(RateAround { is_cell: is_of(look, unit, UnitKind::Cell)?, currency })
    }),
};

/// Of whom nothing is asked for a time.
pub const WAIVER: Kind<Waivers> = Kind {
    columns: "",
    indexed: &[],
    row: |_| vec![],
    around: Some(|look, unit, id| Ok(member::list(look, unit)?.iter().any(|row| row.person == PersonId(id)))),
};

/// What the centre asks of cells.
pub const LEVY: Kind<Levies> = Kind {
    columns: "",
    indexed: &[],
    row: |_| vec![],
    around: Some(|look, unit, _| is_of(look, unit, UnitKind::Centre)),
};

/// Sums that cells told.
pub const DUES: Kind<Sums> = Kind { columns: "", indexed: &[], row: |_| vec![], around: None };

/// All of a cell's money.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it asks of each member.
    pub rates: Schedule,
    /// Its cash books, by year.
    pub books: Vec<Cash>,
    /// Everybody who ever belonged to it.
    pub members: Vec<Row>,
    /// Since when and until when each of them belonged, the erased too: so that no sum changes by an erasure. An entry
    /// that gave way to another of the same person is left out.
    pub belonged: Vec<Member>,
    /// Of whom nothing is asked for a time.
    pub waivers: BTreeMap<PersonId, Waivers>,
}

impl Cell {
    /// Reads all of a cell's money.
    pub fn of(look: &Look, unit: UnitId) -> Result<Cell, Error> {
        let rates: Rates = look.own(unit)?;
        let waivers = look.subjects::<Waivers>(unit)?.into_iter().map(|(id, waivers)| (PersonId(id), waivers));
        let (books, members) = (books(look, unit)?, member::list(look, unit)?);
        let belonged = look.subjects::<Member>(unit)?.into_iter().map(|(_, member)| member);
        let belonged = belonged.filter(|member| member.same_as.is_none()).collect();
        Ok(Cell { rates: rates.0, books, members, belonged, waivers: waivers.collect() })
    }

    /// Its one currency; none while nothing was settled and no book was opened.
    pub fn currency(&self) -> Option<Currency> {
        self.books.last().and_then(Cash::currency).or(self.rates.currency)
    }

    /// The book of a year.
    pub fn book(&self, year: i16) -> Option<&Cash> {
        self.books.iter().find(|book| book.opened.is_some_and(|opened| opened.year == year))
    }

    /// What is there now, as the last book says.
    pub fn balance(&self) -> Money {
        self.books.last().map_or(Money::NONE, Cash::balance)
    }

    /// The day of the earliest posting.
    pub fn first_posting(&self) -> Option<Day> {
        self.books.iter().flat_map(|book| &book.postings).map(|posting| posting.day).min()
    }

    /// How many were on the roll on a day.
    pub fn roll(&self, day: Day) -> usize {
        self.belonged.iter().filter(|member| member.is_on_the_roll(day)).count()
    }

    /// The entry that stands for somebody: their own, or the one that it gave way to.
    fn stands(&self, person: PersonId) -> PersonId {
        let row = self.members.iter().find(|row| row.person == person);
        row.and_then(|row| row.same_as).unwrap_or(person)
    }

    /// Postings about somebody that stand, oldest first, each with its year.
    pub fn payments(&self, person: PersonId) -> Vec<(i16, &Posting)> {
        let of_year = |book: &'_ Cash| book.opened.map(|opened| opened.year);
        let all = self.books.iter().filter_map(|book| Some((of_year(book)?, book)));
        let all = all.flat_map(|(year, book)| book.postings.iter().map(move |posting| (year, posting)));
        all.filter(|(_, posting)| posting.paid().is_some_and(|(who, _)| self.stands(who) == person)).collect()
    }

    /// How somebody stands on a day; nothing is asked of whom nobody knows.
    pub fn standing(&self, person: PersonId, day: Day) -> Standing {
        let row = self.members.iter().find(|row| row.person == person);
        let Some((since, left)) = row.and_then(|row| Some((row.joined.or(row.noted)?, row.left))) else {
            return Standing::default();
        };
        let paid = self.payments(person).into_iter().map(|(_, posting)| (posting.day, posting.amount));
        let none = Waivers::default();
        let waivers = self.waivers.get(&person).unwrap_or(&none);
        standing(&self.rates, Stay { since, left }, waivers, &paid.collect::<Vec<_>>(), day)
    }

    /// What somebody is called; none, if they are known no more.
    pub fn called(&self, person: PersonId) -> Option<String> {
        self.members.iter().find(|row| row.person == person).map(Row::called)
    }
}

/// Since which day nobody counted a unit's cash, and how many postings stand since; none where nothing does. Where nobody
/// ever counted, since the first posting.
pub fn uncounted(look: &Look, unit: UnitId) -> Result<Option<(Day, usize, bool)>, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(None) };
    let sql = "SELECT counted, first, open FROM cash_list WHERE book = ? ORDER BY year";
    let mut query = look.tables().prepare_cached(sql)?;
    let day = |day: Option<i32>| day.map(Day);
    let rows = query.query_map([book], |row| Ok((row.get(0).map(day)?, row.get(1).map(day)?, row.get(2)?)))?;
    let rows = rows.collect::<rusqlite::Result<Vec<(Option<Day>, Option<Day>, u32)>>>()?;
    let counted = rows.iter().rev().find_map(|row| row.0);
    let since = counted.or(rows.iter().filter_map(|row| row.1).min());
    let open = rows.last().map_or(0, |row| row.2 as usize);
    Ok(since.filter(|_| open > 0).map(|since| (since, open, counted.is_some())))
}

/// Whether a unit keeps a cash book of a year.
pub fn has_book(look: &Look, unit: UnitId, year: i16) -> Result<bool, Error> {
    let Some(book) = look.book(unit, BookKind::Record)? else { return Ok(false) };
    Ok(look
        .tables()
        .prepare_cached("SELECT 1 FROM cash_list WHERE book = ? AND year = ?")?
        .exists([book, year.into()])?)
}

impl Cash {
    /// Postings that stand in it since it was last counted.
    fn uncounted(&self) -> u32 {
        self.last().saturating_sub(self.counts.last().map_or(0, |count| count.upto))
    }

    /// The currency of all that stands in it.
    pub fn currency(&self) -> Option<Currency> {
        self.opened.map(|opened| opened.currency)
    }
}

/// What is to be known of the postings of a book, by their number.
pub fn said(look: &Look, unit: UnitId, year: i16) -> Result<BTreeMap<u32, String>, Error> {
    let facts = look.apart::<Cash>(unit, cash_of(unit, year))?.into_iter();
    Ok(facts
        .filter_map(|fact| if let Fact::Said(number, text) = fact { Some((number, text.0)) } else { None })
        .collect())
}

/// How often somebody is known to have counted the cash with another one, under any of their entries.
pub fn counted(look: &Look, unit: UnitId, cell: &Cell, people: &[PersonId]) -> Result<usize, Error> {
    let own = |person: Option<PersonId>| person.is_some_and(|person| people.contains(&person));
    let seconds = cell.books.iter().flat_map(|book| &book.counts).filter(|count| {
        let second = count.second.and_then(|voice| voice.person);
        count.closed.is_some() && (own(second) || own(count.voice.person))
    });
    let mut counted = seconds.count();
    for year in cell.books.iter().filter_map(|book| Some(book.opened?.year)) {
        let facts = look.apart::<Cash>(unit, cash_of(unit, year))?;
        counted += facts.iter().filter(|fact| matches!(fact, Fact::ConfirmedBy(who) if people.contains(who))).count();
    }
    Ok(counted)
}

/// What the centre asks of cells.
pub fn levies(look: &Look) -> Result<Levies, Error> {
    let Some(root) = look.root()? else { return Ok(Levies::default()) };
    look.own(root.id)
}

/// What the cells below a unit told of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Below {
    /// What members paid.
    pub taken: Money,
    /// What was passed on to the centre.
    pub passed: Money,
    /// What the centre asked.
    pub owed: Money,
    /// Cells that told something of the year.
    pub cells: usize,
    /// Cells whose cash is of another currency: no sum holds theirs.
    pub others: usize,
}

/// What each cell told of a year, in the currency that is asked for; of months with a roll under five nothing.
pub fn below(look: &Look, year: i16, currency: Currency) -> Result<HashMap<UnitId, Below>, Error> {
    let sql = "SELECT chain.unit, json_extract(state, '$.currency') = ?3,
                 coalesce(sum(json_extract(month.value, '$.taken')), 0),
                 coalesce(sum(json_extract(month.value, '$.passed')), 0),
                 coalesce(sum(json_extract(month.value, '$.owed')), 0)
               FROM subject JOIN chain USING (book), json_each(state, '$.months') AS month
               WHERE subject.kind = 'dues' AND CAST(month.key AS INTEGER) BETWEEN ?1 AND ?2 GROUP BY chain.unit";
    let mut query = look.tables().prepare_cached(sql)?;
    let first = i32::from(year) * 12;
    let rows = query.query_map(params![first, first + 11, currency.code()], |row| {
        let money = |at: usize| row.get(at).map(Money::of);
        let told = match row.get::<_, bool>(1)? {
            true => Below { taken: money(2)?, passed: money(3)?, owed: money(4)?, cells: 1, others: 0 },
            false => Below { others: 1, ..Below::default() },
        };
        Ok((UnitId(row.get(0)?), told))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The currency in which most of these units told sums of a year: what can be added up before the centre asks anything.
pub fn told_in(look: &Look, year: i16, units: &[Unit]) -> Result<Option<Currency>, Error> {
    let sql = "SELECT chain.unit, json_extract(state, '$.currency') FROM subject JOIN chain USING (book)
               WHERE subject.kind = 'dues' AND EXISTS (SELECT 1 FROM json_each(state, '$.months') AS month
                 WHERE CAST(month.key AS INTEGER) BETWEEN ?1 AND ?2)";
    let mut query = look.tables().prepare_cached(sql)?;
    let first = i32::from(year) * 12;
    let rows = query.query_map([first, first + 11], |row| Ok((UnitId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let asked = units.iter().map(|unit| unit.id).collect::<std::collections::HashSet<_>>();
    let mut told = BTreeMap::<String, usize>::new();
    for row in rows {
        let (unit, currency) = row?;
        *told.entry(currency).or_default() += usize::from(asked.contains(&unit));
    }
    let most = told.into_iter().filter(|(_, cells)| *cells > 0).max_by_key(|(_, cells)| *cells);
    Ok(most.and_then(|(currency, _)| currency.parse().ok()))
}

impl std::ops::AddAssign for Below {
    fn add_assign(&mut self, other: Below) {
        self.taken = self.taken + other.taken;
        self.passed = self.passed + other.passed;
        self.owed = self.owed + other.owed;
        self.cells += other.cells;
        self.others += other.others;
    }
}

/// The cash books of a unit, by year.
fn books(look: &Look, unit: UnitId) -> Result<Vec<Cash>, Error> {
    let mut books = look.subjects::<Cash>(unit)?.into_iter().map(|(_, book)| book).collect::<Vec<_>>();
    books.retain(|book| book.opened.is_some());
    books.sort_by_key(|book| book.opened.map(|opened| opened.year));
    Ok(books)
}

fn is_of(look: &Look, unit: UnitId, kind: UnitKind) -> Result<bool, Error> {
    Ok(look.unit(Scope::Node, unit)?.is_some_and(|unit| unit.kind == kind))
}

fn around(look: &Look, unit: UnitId, id: SubjectId) -> Result<Around, Error> {
    let (cell, year) = (Cell::of(look, unit)?, year_of(unit, id));
    let of = |book: &Cash| book.opened.map(|opened| opened.year);
    let before = cell.books.iter().rev().find(|book| of(book) < year).map(Cash::balance);
    let on_roll = cell.members.iter().filter(|row| row.left.is_none() && row.same_as.is_none());
    Ok(Around {
        is_cell: is_of(look, unit, UnitKind::Cell)?,
        year,
        currency: cell.currency(),
        before,
        is_over: cell.books.iter().any(|book| of(book) > year),
        people: cell.members.iter().map(|row| row.person).collect(),
        roll: on_roll.map(|row| row.person).collect(),
        accounts: member::with_accounts(look, unit)?,
        rules: look.rules()?,
    })
}

/// The year of a day.
pub fn year(day: Day) -> i16 {
    i16::try_from(day.month().0.div_euclid(12)).unwrap_or(i16::MAX)
}
