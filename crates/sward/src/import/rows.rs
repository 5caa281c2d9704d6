//! Rows of a file by the names of their fields, each text made clean or refused with its line.

use book::SubjectId;
use charter::calendar::{Day, Moment, Zone};
use meeting::When;
use sheet::{Bound, Field, Mapping, Row, Rows, Table};

use super::{Report, subject_id};
use crate::said::{Result, text_fault};
use words::Words;

/// An open file whose columns are known.
pub struct File {
    rows: Rows,
    bound: Bound,
    fields: &'static [Field],
}

/// One row of it.
pub struct Line<'a> {
    /// Its number in the file.
    pub number: u64,
    row: &'a Row,
    file: &'a File,
}

const fn field(name: &'static str, required: bool) -> Field {
    Field { name, required }
}

const UNITS: &[Field] =
    &[field("unit", true), field("parent", true), field("kind", true), field("name", true), field("founded", false)];
const MEMBERS: &[Field] = &[
    field("person", true),
    field("unit", true),
    field("name", false),
    field("contacts", false),
    field("birth_year", false),
    field("languages", false),
    field("joined", false),
    field("left", false),
];
const MEMBERSHIPS: &[Field] =
    &[field("person", true), field("unit", true), field("joined", false), field("left", false)];
const MEETINGS: &[Field] =
    &[field("meeting", true), field("unit", true), field("title", false), field("starts_at", true)];

/// The fields of each kind of file.
pub fn fields(what: &str) -> &'static [Field] {
    match what {
        "Units" => UNITS,
        "Members" => MEMBERS,
        "Meetings" => MEETINGS,
        _ => MEMBERSHIPS,
    }
}

impl File {
    /// Finds the columns; those that nobody asked for are told in the report.
    pub fn bind(table: Table, mapping: &Mapping, fields: &'static [Field], report: &mut Report) -> Result<File> {
        let bound = mapping.bind(&table.headers, fields)?;
        report.columns.clone_from(&bound.skipped);
        Ok(File { rows: table.rows, bound, fields })
    }

    /// The next row; a row that cannot be cut out ends the whole import.
    pub fn next(&mut self) -> Result<Option<Row>> {
        Ok(self.rows.next().transpose()?)
    }

    /// Looks at a row by the names of its fields.
    pub fn line<'a>(&'a self, row: &'a Row) -> Line<'a> {
        Line { number: row.line, row, file: self }
    }
}

impl Line<'_> {
    /// A field as text, clean; none if it is empty or not in the file.
    pub fn text(&self, name: &str) -> std::result::Result<Option<String>, String> {
        let place = self.file.fields.iter().position(|field| field.name == name);
        let cell = place.and_then(|place| self.file.bound.get(&self.row.cells, place)).unwrap_or("").trim();
        if cell.is_empty() {
            return Ok(None);
        }
        sheet::clean(cell).map(Some).map_err(|fault| text_fault(&fault))
    }

    /// A field that may not be empty.
    pub fn needed(&self, name: &str) -> std::result::Result<String, String> {
        let empty = || Words::english().say("field-empty", &[("field", name.into())]);
        self.text(name)?.ok_or_else(empty)
    }

    /// A day, as 2026-03-01.
    pub fn day(&self, name: &str) -> std::result::Result<Option<Day>, String> {
        self.text(name)?.map(|text| text.parse().map_err(|_| not_a_date(&text))).transpose()
    }

    /// A moment in RFC 3339 or here, or a day alone, as 2026-03-01 or 2026-03-01Z.
    pub fn when(&self, name: &str, zone: &Zone) -> std::result::Result<When, String> {
        let text = self.needed(name)?;
        let day = text.strip_suffix('Z').unwrap_or(&text).parse::<Day>();
        if let Ok(day) = day {
            return Ok(When { at: day.start(), whole_day: true });
        }
        let at: Moment = zone.moment(&text).map_err(|_| not_a_date(&text))?;
        Ok(When { at, whole_day: false })
    }
}

fn not_a_date(text: &str) -> String {
    Words::english().say("not-a-date", &[("text", sheet::escaped(text).into())])
}

/// The id of a person whom files name by a code: one in all cells.
pub fn person_id(secret: &[u8; 32], code: &str) -> SubjectId {
    subject_id(secret, "person", code)
}
