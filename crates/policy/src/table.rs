//! Policies and what cells say to them, as they are found: one policy, those that reach a unit, and how the whole tree
//! below a unit stands to one.

use std::collections::BTreeMap;
use std::sync::Arc;

use book::{Kind as BookKind, SubjectId, Text, UnitId};
use charter::UnitKind;
use charter::calendar::{Day, Zone};
use ledger::{Apart, Error, Kind, Look, Scope, Unit};
use rusqlite::params;
use rusqlite::types::Value;
use serde::Serialize;

use crate::{Answer, Around, Fact, FileKind, Policy, Responded, Response, Texts};

/// Policies.
pub const POLICY: Kind<Policy> = Kind { columns: "", indexed: &[], row: |_| vec![], around: Some(around) };

/// What cells say to policies: small enough, and in one index, that all cells of an organisation are counted at once.
pub const RESPONSE: Kind<Response> = Kind {
    columns: "said INTEGER, version INTEGER, heard INTEGER, figure INTEGER, answered INTEGER",
    indexed: &["id, said, version, heard, figure, answered"],
    row,
    around: Some(|look, unit, id| Ok(find(look, unit, id)?.map(|found| found.policy))),
};

/// What a cell said, as a number of a column: a report by its outcome, an objection by its reason.
fn row(response: &Response) -> Vec<Value> {
    let number = |n: u32| Value::from(i64::from(n));
    let answered = Value::from(response.at.0);
    match response.answer {
        Some(Answer::Reported { version, outcome, figure }) => {
            let figure = figure.map_or(Value::Null, number);
            vec![(outcome as i64).into(), number(version), Value::Null, figure, answered]
        }
        Some(Answer::Objected { version, reason, heard }) => {
            vec![(crate::tally::OBJECTS + reason as i64).into(), number(version), number(heard), Value::Null, answered]
        }
        None => {
            let over = response.talked_over.map_or(Value::Null, number);
            vec![Value::Null, over, Value::Null, Value::Null, Value::Null]
        }
    }
}

/// A policy, and the unit that publishes it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The unit.
    pub by: Unit,
    /// The policy.
    pub policy: Policy,
}

/// The policy of this id that reaches a unit: its own, or of a unit above it.
pub fn find(look: &Look, unit: UnitId, id: SubjectId) -> Result<Option<Found>, Error> {
    for above in look.way_up(unit)? {
        if let Some(policy) = look.subject::<Policy>(above, id)?.filter(|policy| policy.version > 0) {
            return Ok(look.unit(Scope::Node, above)?.map(|by| Found { by, policy }));
        }
    }
    Ok(None)
}

/// A policy in a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: SubjectId,
    /// What it is called.
    pub title: String,
    /// The unit that publishes it.
    pub by: Unit,
    /// How it stands.
    pub policy: Policy,
}

/// All policies that reach a unit: those of the centre first, of each unit what was changed last. What is being
/// written is its own unit's alone.
pub fn list(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    Ok((*all(look, unit)?).clone())
}

/// The same, read once in a look.
fn all(look: &Look, unit: UnitId) -> Result<Arc<Vec<Row>>, Error> {
    look.once(unit, || read(look, unit))
}

fn read(look: &Look, unit: UnitId) -> Result<Vec<Row>, Error> {
    let mut rows = vec![];
    for above in look.way_up(unit)?.into_iter().rev() {
        let policies = look.subjects::<Policy>(above)?;
        let shown =
            policies.into_iter().filter(|(_, policy)| policy.version > 0 && (policy.is_shown() || above == unit));
        let mut shown = shown.collect::<Vec<_>>();
        if shown.is_empty() {
            continue;
        }
        shown.sort_by_key(|(id, policy)| (std::cmp::Reverse(policy.since), *id));
        let Some(by) = look.unit(Scope::Node, above)? else { continue };
        let mut titles = titles(look, above)?;
        rows.extend(shown.into_iter().map(|(id, policy)| {
            let title = titles.remove(&id).unwrap_or_else(|| id.short());
            Row { id, title, by: by.clone(), policy }
        }));
    }
    Ok(rows)
}

/// Policies that ask a cell something on a day, with what it said.
pub fn asked(look: &Look, cell: UnitId, day: Day) -> Result<Vec<(Row, Response)>, Error> {
    let (all, said) = (all(look, cell)?, look.subjects::<Response>(cell)?);
    let rows = all.iter().filter(|row| row.by.id != cell && row.policy.asks(day));
    let said = |id: SubjectId| said.iter().find(|said| said.0 == id).map(|said| said.1.clone()).unwrap_or_default();
    Ok(rows.map(|row| (row.clone(), said(row.id))).collect())
}

/// What was asked of a cell until a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Due {
    /// The day by which cells were to say what came of it.
    pub day: Day,
    /// The day on which this one first said anything: a report or an objection.
    pub answered: Option<Day>,
}

/// All that units above ever asked a cell to answer until a day, while it held on that day.
pub fn dues(look: &Look, cell: UnitId, zone: &Zone) -> Result<Vec<Due>, Error> {
    let mut dues = vec![];
    for above in look.way_up(cell)?.into_iter().skip(1) {
        for (id, policy) in look.subjects::<Policy>(above)? {
            let Some(day) = policy.due_day(zone) else { continue };
            let response = look.subject::<Response>(cell, id)?.unwrap_or_default();
            dues.push(Due { day, answered: response.first.map(|first| zone.day(first)) });
        }
    }
    dues.sort_unstable();
    Ok(dues)
}

/// More bytes than a title has as JSON, each of its own escaped with six.
const TITLED_BYTES: i64 = 6 * crate::TITLE_BYTES as i64 + 100;

/// What the policies of a unit are called.
fn titles(look: &Look, unit: UnitId) -> Result<BTreeMap<SubjectId, String>, Error> {
    let Some(book) = look.book(unit, BookKind::Bulletin)? else { return Ok(BTreeMap::new()) };
    // Long words and pieces of files stand beside them, and are not read for a list: their length is known without.
    let sql = "SELECT id, fact FROM apart WHERE book = ? AND kind = 'policy' AND octet_length(fact) < ? \
               AND fact LIKE '{\"Titled\"%' ORDER BY seq";
    let mut query = look.tables().prepare_cached(sql)?;
    let rows =
        query.query_map(params![book, TITLED_BYTES], |row| Ok((SubjectId(row.get(0)?), row.get::<_, String>(1)?)))?;
    let mut titles = BTreeMap::new();
    for row in rows {
        let (id, fact) = row?;
        if let Fact::Titled(title) = serde_json::from_str(&fact)? {
            titles.insert(id, title.0);
        }
    }
    Ok(titles)
}

/// All words of one policy: what can be erased is simply not there.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// What it is called.
    pub title: Option<String>,
    /// Each version's, by its number.
    pub versions: BTreeMap<u32, Texts>,
    /// Why it was withdrawn.
    pub because: Option<String>,
    /// The answers to objections, by their number.
    pub replies: BTreeMap<u32, String>,
    /// What its files are called, by their number.
    pub files: BTreeMap<u32, String>,
}

impl Words {
    /// What a file is called; where its name was taken out, it has one that says nothing.
    pub fn file(&self, number: u32, kind: FileKind) -> String {
        let none = || format!("{number}.{}", kind.endings()[0]);
        self.files.get(&number).cloned().unwrap_or_else(none)
    }
}

/// All words of one policy.
pub fn words(look: &Look, by: UnitId, id: SubjectId) -> Result<Words, Error> {
    let mut words = Words::default();
    for fact in apart(look, by, id, "fact NOT LIKE '{\"Piece\"%'")? {
        match fact {
            Fact::Named { number, name } => drop(words.files.entry(number).or_insert(name.0)),
            Fact::Titled(title) => words.title = Some(title.0),
            Fact::Wrote { version, texts } => drop(words.versions.insert(version, texts)),
            Fact::Because(reason) => words.because = Some(reason.0),
            Fact::Reply { number, text } => drop(words.replies.insert(number, text.0)),
            _ => {}
        }
    }
    Ok(words)
}

/// The bytes of a file that is attached to a policy; none, if a piece is missing here or is not its own.
pub fn file(
    look: &Look,
    by: UnitId,
    (id, policy): (SubjectId, &Policy),
    number: u32,
) -> Result<Option<Vec<u8>>, Error> {
    let Some(attachment) = policy.files.get(number) else { return Ok(None) };
    let pieces = apart(look, by, id, &format!("fact LIKE '{{\"Piece\":{{\"number\":{number},%'"))?;
    let own = pieces.into_iter().filter_map(|fact| match fact {
        Fact::Piece { number: of, part, bytes } => (of == number).then_some((part, bytes)),
        _ => None,
    });
    Ok(attachment.file.whole(own))
}

/// Entries with the pieces of files that were taken off, file by file: nobody is given these any more.
pub fn taken_off(look: &Look) -> Result<Vec<Vec<Apart>>, Error> {
    let sql = "SELECT book, seq, id, json_extract(fact, '$.Piece.number') AS number
               FROM subject JOIN apart USING (book, kind, id)
               WHERE kind = 'policy' AND state GLOB '*\"off\":[0-9]*' AND fact LIKE '{\"Piece\"%'
                 AND json_extract(state, '$.files[' || (number - 1) || '].off') IS NOT NULL";
    let mut query = look.tables().prepare_cached(sql)?;
    let mut rows = query.query([])?;
    let mut files = BTreeMap::<(i64, [u8; 16], u32), Vec<Apart>>::new();
    while let Some(row) = rows.next()? {
        let (book, seq): (i64, i64) = (row.get(0)?, row.get(1)?);
        files.entry((book, row.get(2)?, row.get(3)?)).or_default().push((book, seq as u64));
    }
    Ok(files.into_values().collect())
}

/// What stands beside a policy, the oldest first: without the pieces of its files, or one file's alone.
fn apart(look: &Look, by: UnitId, id: SubjectId, which: &str) -> Result<Vec<Fact>, Error> {
    let Some(book) = look.book(by, BookKind::Bulletin)? else { return Ok(vec![]) };
    let sql = format!("SELECT fact FROM apart WHERE book = ? AND kind = 'policy' AND id = ? AND {which} ORDER BY seq");
    let mut query = look.tables().prepare_cached(&sql)?;
    let rows = query.query_map(params![book, id.0], |row| row.get::<_, String>(0))?;
    rows.map(|row| Ok(serde_json::from_str(&row?)?)).collect()
}

/// The words of a cell's latest answer: its story, or why it objects.
pub fn said(look: &Look, cell: UnitId, id: SubjectId, response: &Response) -> Result<Option<String>, Error> {
    let words = look.apart::<Response>(cell, id)?.into_iter().rev().find_map(|fact| match fact {
        Responded::Story { number, text } | Responded::Argued { number, text } => {
            (number == response.times).then_some(text.0)
        }
        _ => None,
    });
    Ok(words)
}

fn around(look: &Look, unit: UnitId, id: SubjectId) -> Result<Around, Error> {
    let is_cell = look.unit(Scope::Node, unit)?.is_some_and(|unit| unit.kind == UnitKind::Cell);
    let mut words = words(look, unit, id)?;
    let stands = words.title.take().zip(words.versions.pop_last());
    let files = words.files;
    Ok(Around { is_cell, files, stands: stands.map(|(title, (_, texts))| (Text(title), texts)) })
}
