//! What may be attached to a policy, and how it stands in a book: cut into pieces that fit an open entry, and put
//! together again. What it is, its bytes say; its name only has to agree. Knows no policy, and unpacks nothing.

use std::collections::BTreeMap;

use book::Hash;
use charter::{Bytes, Refusal};
use serde::{Deserialize, Serialize};

/// Bytes of one file.
pub const FILE_BYTES: usize = 240 * 1024;
/// Bytes of one piece: an open entry takes 64 KiB with all that stands around it.
pub const PIECE_BYTES: usize = 40 * 1024;
/// Bytes of the name of a file.
pub const FILE_NAME_BYTES: usize = 120;

/// A file, without its bytes and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// What it is.
    pub kind: FileKind,
    /// How many bytes it has.
    pub bytes: u32,
    /// The BLAKE3 hash of all of them.
    pub digest: Hash,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// It begins as a PDF does (ISO 32000-2, 7.5.2).
    Pdf,
    /// UTF-8 without control characters, but for ends of lines and tabs.
    Text,
}

impl File {
    /// A file of this name, or why it may not be attached.
    pub fn of(name: &str, bytes: &[u8]) -> Result<File, Refusal> {
        if bytes.len() > FILE_BYTES {
            return Err(Refusal::FileTooLarge);
        }
        let kind = FileKind::of(bytes).ok_or(Refusal::NotAFile)?;
        if !is_name(name) || !kind.is_called(name) {
            return Err(Refusal::FileName);
        }
        Ok(File { kind, bytes: bytes.len() as u32, digest: digest(bytes) })
    }

    /// Whether a file may have so many bytes.
    pub fn fits(&self) -> bool {
        (1..=FILE_BYTES).contains(&(self.bytes as usize))
    }

    /// How many bytes a piece of it has, counted from 0; none, if it has no such piece.
    pub fn piece(&self, part: u32) -> Option<usize> {
        let rest = (self.bytes as usize).checked_sub((part as usize).checked_mul(PIECE_BYTES)?)?;
        Some(rest.min(PIECE_BYTES)).filter(|bytes| *bytes > 0)
    }

    /// The file, put together from its pieces in whatever order; none, if one is missing or another's.
    pub fn whole(&self, pieces: impl IntoIterator<Item = (u32, Bytes)>) -> Option<Vec<u8>> {
        let mut parts = BTreeMap::new();
        for (part, bytes) in pieces {
            parts.entry(part).or_insert(bytes.0);
        }
        let whole = parts.into_values().collect::<Vec<_>>().concat();
        (whole.len() == self.bytes as usize && digest(&whole) == self.digest).then_some(whole)
    }
}

impl FileKind {
    fn of(bytes: &[u8]) -> Option<FileKind> {
        let is_plain = |sign: char| !sign.is_control() || matches!(sign, '\n' | '\r' | '\t');
        let is_text = || std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_plain));
        match bytes {
            [] => None,
            _ if bytes.starts_with(b"%PDF-") => Some(FileKind::Pdf),
            _ => is_text().then_some(FileKind::Text),
        }
    }

    /// How names of such files end; the first is the usual one.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Pdf => &["pdf"],
            FileKind::Text => &["txt", "csv", "md"],
        }
    }

    /// Otherwise a page for a browser could pass as a text, or begin as a PDF does.
    fn is_called(self, name: &str) -> bool {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| self.endings().contains(&ending.as_str()))
    }
}

/// Whether a file may be called so: one line of signs that are seen, and no way into another folder.
pub fn is_name(name: &str) -> bool {
    let acts = |sign: char| {
        sign.is_control()
            || matches!(sign, '/' | '\\' | '\u{2028}' | '\u{2029}' | '\u{feff}')
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    let is_line = !name.is_empty() && name.trim() == name && !name.chars().any(acts);
    is_line && name.len() <= FILE_NAME_BYTES && !name.starts_with('.')
}

/// The pieces into which a file is cut, in order.
pub fn cut(bytes: &[u8]) -> impl Iterator<Item = (u32, Bytes)> {
    (0..).zip(bytes.chunks(PIECE_BYTES).map(|piece| Bytes(piece.to_vec())))
}

fn digest(bytes: &[u8]) -> Hash {
    Hash(*blake3::hash(bytes).as_bytes())
}
