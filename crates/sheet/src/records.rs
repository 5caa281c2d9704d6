//! Cuts text into records and cells as RFC 4180 says. Knows no headers and no spreadsheets.
//!
//! The reader of the csv crate is not used, because it forgives: an open quote
//! swallows the rest of the file as one cell, text after a closing quote is
//! glued on, a carriage return alone ends a line. Where lines are lost in
//! silence, people are. Here each of these is an error with its line.

use crate::SheetError;
use crate::decode::{Decoded, Stop};
use crate::limits::{MAX_CELL, MAX_COLUMNS, MAX_RECORD};

/// Where in a record the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// After a quote inside quotes: the end of the cell, or the first half of a doubled quote.
    Quote,
    /// After a carriage return: a line feed must follow.
    Return,
}

/// The records of a file, one at a time; no more than one is held.
pub(crate) struct Records {
    text: Decoded,
    delimiter: u8,
    line: u64,
}

impl Records {
    pub(crate) fn new(text: Decoded, delimiter: u8) -> Self {
        Self { text, delimiter, line: 1 }
    }

    /// The next record that is not an empty line, and the line on which it begins.
    pub(crate) fn next(&mut self) -> Result<Option<(u64, Vec<String>)>, SheetError> {
        loop {
            let begin = self.line;
            let (ended, cells) = self.record(begin)?;
            match cells {
                Some(cells) => return Ok(Some((begin, cells))),
                None if ended => return Ok(None),
                None => {}
            }
        }
    }

    /// Reads up to the end of a line: whether the file ended, and the cells unless the line was empty.
    fn record(&mut self, begin: u64) -> Result<(bool, Option<Vec<String>>), SheetError> {
        let mut cells = Vec::new();
        let mut cell = String::new();
        let mut at = At::Start;
        let mut length = 0;
        let mut opened = begin;
        loop {
            let line = self.line;
            let column = cells.len() as u64 + 1;
            let text = self.text.text().map_err(|stop| stopped(stop, line))?;
            if text.is_empty() {
                return match at {
                    At::Quoted => Err(SheetError::OpenQuote { line: opened, column }),
                    At::Return => Err(SheetError::BareCr { line }),
                    At::Start if cells.is_empty() => Ok((true, None)),
                    _ => {
                        push(&mut cells, cell, begin)?;
                        Ok((true, Some(cells)))
                    }
                };
            }
            // A run of ordinary characters is taken at once; the sign that ends it is judged alone.
            let run = text.bytes().position(|byte| self.delimiter == byte || is_sign(byte));
            let run = run.unwrap_or(text.len());
            length += run + 1;
            if length > MAX_RECORD + 1 {
                return Err(SheetError::LineTooLong { line: begin, limit: MAX_RECORD as u64 });
            }
            if run > 0 {
                at = match at {
                    At::Quote => return Err(SheetError::AfterQuote { line, column }),
                    At::Return => return Err(SheetError::BareCr { line }),
                    At::Start | At::Plain => At::Plain,
                    At::Quoted => At::Quoted,
                };
                add(&mut cell, &text[..run], line, column)?;
            }
            let Some(&sign) = text.as_bytes().get(run) else {
                self.text.pass(run);
                length -= 1;
                continue;
            };
            self.text.pass(run + 1);
            at = match (at, sign) {
                (_, 0) => return Err(SheetError::Nul { line, column }),
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) => {
                    self.line += u64::from(sign == b'\n');
                    add(&mut cell, ascii(&sign), line, column)?;
                    At::Quoted
                }
                (At::Quote, b'"') => {
                    add(&mut cell, "\"", line, column)?;
                    At::Quoted
                }
                (At::Start, b'"') => {
                    opened = line;
                    At::Quoted
                }
                (At::Plain, b'"') => {
                    add(&mut cell, "\"", line, column)?;
                    At::Plain
                }
                (At::Return, b'\n') | (_, b'\n') => {
                    self.line += 1;
                    if cells.is_empty() && cell.is_empty() && length <= 2 {
                        return Ok((false, None));
                    }
                    push(&mut cells, cell, begin)?;
                    return Ok((false, Some(cells)));
                }
                (At::Return, _) => return Err(SheetError::BareCr { line }),
                (_, b'\r') => At::Return,
                (_, _) => {
                    push(&mut cells, std::mem::take(&mut cell), begin)?;
                    At::Start
                }
            };
        }
    }
}

/// Whether a byte may end a run, whatever the delimiter.
fn is_sign(byte: u8) -> bool {
    matches!(byte, b'"' | b'\n' | b'\r' | 0)
}

/// A sign as text: all signs and delimiters are ASCII.
fn ascii(sign: &u8) -> &str {
    std::str::from_utf8(std::slice::from_ref(sign)).unwrap_or_default()
}

fn add(cell: &mut String, text: &str, line: u64, column: u64) -> Result<(), SheetError> {
    if cell.len() + text.len() > MAX_CELL {
        return Err(SheetError::CellTooLong { line, column, limit: MAX_CELL as u64 });
    }
    cell.push_str(text);
    Ok(())
}

fn push(cells: &mut Vec<String>, cell: String, line: u64) -> Result<(), SheetError> {
    if cells.len() == MAX_COLUMNS {
        return Err(SheetError::TooManyColumns { line, limit: MAX_COLUMNS as u64 });
    }
    cells.push(cell);
    Ok(())
}

pub(crate) fn stopped(stop: Stop, line: u64) -> SheetError {
    match stop {
        Stop::Io(error) => error.into(),
        Stop::NotInEncoding(encoding) => SheetError::NotInEncoding { line, encoding },
    }
}
