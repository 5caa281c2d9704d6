//! Walks the XML of a workbook before anything is built from it, and refuses what would take
//! more than its share. Knows tags and attributes, and no values.
//!
//! The same parser with the same settings reads the parts afterwards, so both
//! see the same tags. What is looked for is whatever makes a reader take memory
//! that the length of the file does not justify.

use crate::SheetError;
use crate::gauge::Gauge;
use crate::limits::{MAX_ATTRIBUTES, MAX_DEFINITION_TAG, MAX_DEFINITIONS, MAX_SHEET_CELLS};
use crate::spread::Spread;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::Read;

/// What has come out of an archive so far.
#[derive(Default)]
pub(crate) struct Walk {
    unpacked: u64,
    definitions: u64,
    strings: u64,
    spread: Spread,
}

impl Walk {
    /// Walks one part to its end.
    pub(crate) fn part(&mut self, part: &str, input: impl Read) -> Result<(), SheetError> {
        let gauge = Gauge::new(input, self.unpacked);
        let mut xml = Reader::from_reader(gauge);
        let config = xml.config_mut();
        config.check_end_names = false;
        config.trim_text(false);
        config.check_comments = false;
        config.expand_empty_elements = true;
        let mut piece = Vec::new();
        loop {
            piece.clear();
            xml.get_mut().next_piece();
            match xml.read_event_into(&mut piece) {
                Ok(Event::Start(tag)) => self.tag(&tag)?,
                Ok(Event::End(tag)) => self.spread.end(tag.name().as_ref())?,
                Ok(Event::Text(text)) => self.spread.text(text.len() as u64),
                Ok(Event::CData(text)) => self.spread.text(text.len() as u64),
                Ok(Event::GeneralRef(_)) => self.spread.text(4),
                Ok(Event::DocType(_)) => {
                    return Err(SheetError::Entities { part: part.to_owned() });
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => {
                    let damaged = SheetError::Damaged { reason: format!("{part}: {error}") };
                    return Err(xml.get_ref().over().unwrap_or(damaged));
                }
            }
        }
        self.unpacked = xml.get_ref().unpacked();
        Ok(())
    }

    fn tag(&mut self, tag: &BytesStart<'_>) -> Result<(), SheetError> {
        let name = tag.name();
        let name: &str = name.as_ref();
        let local = name.rsplit(':').next().unwrap_or(name);
        let length = tag.len();
        let defines = matches!(
            local,
            "xf" | "font"
                | "fill"
                | "border"
                | "numFmt"
                | "name"
                | "sheet"
                | "Relationship"
                | "definedName"
                | "style"
                | "table"
        );
        if defines && length > MAX_DEFINITION_TAG {
            let limit = MAX_DEFINITION_TAG as u64;
            return Err(SheetError::TooLarge { what: "tag", limit });
        }
        self.definitions += u64::from(defines);
        if self.definitions > MAX_DEFINITIONS {
            return Err(SheetError::TooLarge { what: "definitions", limit: MAX_DEFINITIONS });
        }
        self.strings += u64::from(local == "si");
        self.spread.begin(name, length as u64);
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            if count == MAX_ATTRIBUTES {
                let limit = MAX_ATTRIBUTES as u64;
                return Err(SheetError::TooLarge { what: "attributes", limit });
            }
            let damaged = |error| SheetError::Damaged { reason: format!("{error}") };
            let attribute = attribute.map_err(damaged)?;
            let key: &str = attribute.key.as_ref();
            if key == "uniqueCount" {
                // Room is made for so many texts before the first is read.
                self.strings = self.strings.max(attribute.value.trim().parse().unwrap_or(u64::MAX));
            }
            self.spread.attribute(name, key, &attribute.value)?;
        }
        if self.strings > MAX_SHEET_CELLS {
            return Err(SheetError::TooLarge { what: "texts", limit: MAX_SHEET_CELLS });
        }
        if name == "manifest:encryption-data" { Err(SheetError::Locked) } else { Ok(()) }
    }
}
