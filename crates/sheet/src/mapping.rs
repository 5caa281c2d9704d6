//! Which column of a file is which field. Knows no field by name: they are asked for.
//!
//! Without a word from the person, a field is the column that bears its name.
//! Capitals make no difference: people write `Unit` and mean `unit`.

use crate::SheetError;
use crate::limits::MAX_MAPPING;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Something that is looked for in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name, and the header it has unless the mapping says otherwise.
    pub name: &'static str,
    /// Whether the table is refused without it.
    pub required: bool,
}

/// The columns that the person has named, by field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Field and header.
    #[serde(deserialize_with = "each_once")]
    pub columns: BTreeMap<String, String>,
}

/// A mapping that was found in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// For each wanted field, in the order asked for, its place in a row.
    pub places: Vec<Option<usize>>,
    /// The headers that nobody asked for.
    pub skipped: Vec<String>,
}

impl Mapping {
    /// Finds the wanted fields among the headers.
    pub fn bind(&self, headers: &[String], wanted: &[Field]) -> Result<Bound, SheetError> {
        once(headers)?;
        for field in self.columns.keys() {
            if !wanted.iter().any(|wanted| wanted.name == field) {
                let known = wanted.iter().map(|wanted| wanted.name.to_owned()).collect();
                return Err(SheetError::UnknownField { field: field.clone(), known });
            }
        }
        let (mut places, mut missing) = (Vec::new(), Vec::new());
        for field in wanted {
            let said = self.columns.get(field.name);
            let header = said.map_or(field.name, String::as_str);
            let place = headers.iter().position(|found| key(found) == key(header));
            // A column that the person has named is missed even where the field may be left out.
            if place.is_none() && (field.required || said.is_some()) {
                missing.push(header.to_owned());
            }
            places.push(place);
        }
        if !missing.is_empty() {
            return Err(SheetError::MissingHeaders { names: missing, found: headers.to_vec() });
        }
        let skipped = headers.iter().enumerate();
        let skipped = skipped.filter(|(place, name)| !places.contains(&Some(*place)) && !name.is_empty());
        let skipped = skipped.map(|(_, name)| name.clone()).collect();
        Ok(Bound { places, skipped })
    }

    /// Adds a pair as it is given on a command line: `field=Column`.
    pub fn add(&mut self, pair: &str) -> Result<(), SheetError> {
        let parts = pair.split_once('=').map(|(field, column)| (field.trim(), column.trim()));
        match parts {
            Some((field, column)) if !field.is_empty() && !column.is_empty() => {
                match self.columns.insert(field.to_owned(), column.to_owned()) {
                    Some(_) => Err(SheetError::MappedTwice { field: field.to_owned() }),
                    None => Ok(()),
                }
            }
            _ => Err(SheetError::NotAPair { pair: pair.to_owned() }),
        }
    }

    /// Reads a saved mapping: JSON, `{"columns": {"field": "Column"}}`.
    pub fn read(saved: &str) -> Result<Self, SheetError> {
        if saved.len() > MAX_MAPPING {
            return Err(SheetError::TooLarge { what: "mapping", limit: MAX_MAPPING as u64 });
        }
        serde_json::from_str(saved).map_err(|error| SheetError::BadMapping {
            line: error.line() as u64,
            column: error.column() as u64,
            reason: error.to_string(),
        })
    }

    /// The mapping as it is saved.
    pub fn write(&self) -> Result<String, SheetError> {
        let saved = serde_json::to_string_pretty(self);
        saved.map(|text| text + "\n").map_err(|error| SheetError::Io { reason: error.to_string() })
    }
}

impl Bound {
    /// The text of the wanted field at this place in the asking; none where the table has no such column.
    pub fn get<'a>(&self, cells: &'a [String], wanted: usize) -> Option<&'a str> {
        let place = *self.places.get(wanted)?;
        cells.get(place?).map(String::as_str)
    }
}

fn key(header: &str) -> String {
    header.nfc().collect::<String>().to_lowercase()
}

/// Columns without a header may be several: nobody can ask for them.
fn once(headers: &[String]) -> Result<(), SheetError> {
    let (mut seen, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for header in headers.iter().filter(|header| !header.is_empty()) {
        if !seen.insert(key(header)) {
            twice.insert(header.clone());
        }
    }
    let names: Vec<String> = twice.into_iter().collect();
    if names.is_empty() { Ok(()) } else { Err(SheetError::DuplicateHeaders { names }) }
}

/// JSON lets a name stand twice and the last one win; here that is an error.
fn each_once<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<String, String>, D::Error> {
    struct EachOnce;
    impl<'de> Visitor<'de> for EachOnce {
        type Value = BTreeMap<String, String>;

        fn expecting(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            to.write_str("fields and their columns")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut columns = BTreeMap::new();
            while let Some((field, column)) = map.next_entry::<String, String>()? {
                if columns.insert(field.clone(), column).is_some() {
                    return Err(serde::de::Error::custom(format!("mapped twice: {field:?}")));
                }
            }
            Ok(columns)
        }
    }
    from.deserialize_map(EachOnce)
}
