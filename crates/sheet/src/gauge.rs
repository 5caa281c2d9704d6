//! Counts what a parser takes and stops it when it is too much. Knows bytes, and no XML.
//!
//! A parser gathers a whole tag or text before it hands it on. So the count
//! stands between it and the file, and ends a piece while it is still growing.

use crate::SheetError;
use crate::limits::{MAX_UNPACKED, MAX_XML_PIECE};
use std::io::{BufRead, BufReader, Error, Read};

/// A reader of one part, with a count for the archive and one for the piece.
pub(crate) struct Gauge<R> {
    input: BufReader<R>,
    unpacked: u64,
    piece: u64,
}

impl<R: Read> Gauge<R> {
    /// Goes on from what other parts have brought.
    pub(crate) fn new(input: R, unpacked: u64) -> Self {
        Self { input: BufReader::new(input), unpacked, piece: 0 }
    }

    /// A piece has ended well.
    pub(crate) fn next_piece(&mut self) {
        self.piece = 0;
    }

    /// All that has come out so far, the parts before included.
    pub(crate) fn unpacked(&self) -> u64 {
        self.unpacked
    }

    /// Why no more is given.
    pub(crate) fn over(&self) -> Option<SheetError> {
        if self.unpacked > MAX_UNPACKED {
            Some(SheetError::TooLarge { what: "unpacked", limit: MAX_UNPACKED })
        } else if self.piece > MAX_XML_PIECE {
            Some(SheetError::TooLarge { what: "piece", limit: MAX_XML_PIECE })
        } else {
            None
        }
    }
}

impl<R: Read> Read for Gauge<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let available = self.fill_buf()?;
        let taken = available.len().min(into.len());
        into[..taken].copy_from_slice(&available[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: Read> BufRead for Gauge<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        match self.over() {
            Some(error) => Err(Error::other(error)),
            None => self.input.fill_buf(),
        }
    }

    fn consume(&mut self, bytes: usize) {
        self.unpacked += bytes as u64;
        self.piece += bytes as u64;
        self.input.consume(bytes);
    }
}
