//! Turns bytes in a declared encoding into text, a piece at a time. Knows no lines and no cells.
//!
//! Nothing is replaced: where the bytes mean nothing, the text before them is
//! handed out first, and then the fault, so that its line can be told.

use crate::SheetError;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::Read;

/// Bytes taken from the input at once.
const PIECE: usize = 64 * 1024;

/// Why no more text comes.
pub(crate) enum Stop {
    Io(std::io::Error),
    NotInEncoding(&'static str),
}

/// Text that is decoded as it is asked for.
pub(crate) struct Decoded {
    input: Box<dyn Read + Send>,
    encoding: &'static Encoding,
    decoder: Decoder,
    bytes: Vec<u8>,
    text: String,
    read: usize,
    ended: bool,
    fault: bool,
}

impl Decoded {
    /// Begins at `head`, the first bytes, which `input` goes on from. A byte order mark outweighs the label.
    pub(crate) fn new(head: Vec<u8>, input: Box<dyn Read + Send>, label: Option<&str>) -> Result<Self, SheetError> {
        let declared = match label {
            None => UTF_8,
            Some(label) => Encoding::for_label_no_replacement(label.trim().as_bytes())
                .ok_or_else(|| SheetError::UnknownEncoding { label: label.to_owned() })?,
        };
        let (encoding, mark) = Encoding::for_bom(&head).unwrap_or((declared, 0));
        let mut bytes = head;
        bytes.drain(..mark);
        Ok(Self {
            input,
            encoding,
            decoder: encoding.new_decoder_without_bom_handling(),
            bytes,
            text: String::new(),
            read: 0,
            ended: false,
            fault: false,
        })
    }

    /// The text that is decoded and not yet passed; empty at the end of the file.
    pub(crate) fn text(&mut self) -> Result<&str, Stop> {
        while self.read == self.text.len() {
            if self.fault {
                return Err(Stop::NotInEncoding(self.encoding.name()));
            }
            if !self.more()? {
                break;
            }
        }
        Ok(&self.text[self.read..])
    }

    /// Passes over so many bytes of what `text` gave.
    pub(crate) fn pass(&mut self, bytes: usize) {
        self.read = (self.read + bytes).min(self.text.len());
    }

    /// Decodes further without passing over anything; false if there is no more.
    pub(crate) fn more(&mut self) -> Result<bool, Stop> {
        if self.fault || (self.ended && self.bytes.is_empty()) {
            return Ok(false);
        }
        self.text.drain(..self.read);
        self.read = 0;
        if self.bytes.is_empty() {
            self.bytes.resize(PIECE, 0);
            let got = read_some(&mut self.input, &mut self.bytes).map_err(Stop::Io)?;
            self.bytes.truncate(got);
            self.ended = got == 0;
        }
        // Three bytes of UTF-8 for each byte read is the most that any encoding makes.
        self.text.reserve(self.bytes.len() * 3 + 16);
        let (result, used) = self.decoder.decode_to_string_without_replacement(&self.bytes, &mut self.text, self.ended);
        self.bytes.drain(..used);
        match result {
            DecoderResult::Malformed(..) => self.fault = true,
            DecoderResult::InputEmpty => self.bytes.clear(),
            DecoderResult::OutputFull => {}
        }
        Ok(true)
    }
}

fn read_some(input: &mut dyn Read, into: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match input.read(into) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
