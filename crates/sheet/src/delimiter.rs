//! What stands between the cells of a CSV file, told from its header row. Knows no rows.

use crate::SheetError;
use crate::decode::Decoded;
use crate::limits::MAX_RECORD;
use crate::records::stopped;

/// What stands between two cells of a CSV file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// `;`
    Semicolon,
    /// A tab
    Tab,
}

impl Delimiter {
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// The delimiter that stands most often in the header row, outside quotes.
pub(crate) fn delimiter_of(text: &mut Decoded) -> Result<Delimiter, SheetError> {
    loop {
        let ahead = text.text().map_err(|stop| stopped(stop, 1))?;
        let header = ahead.trim_start_matches(['\r', '\n']);
        let (mut quoted, mut ended) = (false, false);
        let mut counts = [(0, Delimiter::Comma), (0, Delimiter::Semicolon), (0, Delimiter::Tab)];
        for byte in header.bytes() {
            quoted ^= byte == b'"';
            ended = !quoted && byte == b'\n';
            if ended {
                break;
            }
            for (count, delimiter) in &mut counts {
                *count += usize::from(!quoted && delimiter.byte() == byte);
            }
        }
        let enough = ended || ahead.len() > MAX_RECORD;
        if enough || !text.more().map_err(|stop| stopped(stop, 1))? {
            let most = counts.iter().rev().max_by_key(|(count, _)| *count);
            return Ok(most.map(|(_, delimiter)| *delimiter).unwrap_or_default());
        }
    }
}
