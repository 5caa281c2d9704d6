//! Writing: the shortest form, always.

use super::{ARRAY, BYTES, FALSE, MAP, NINT, NULL, SIMPLE, STRING, TAG, TRUE, UINT};

/// Appends items to a buffer in their one encoding.
#[derive(Default)]
pub struct Writer(pub Vec<u8>);

impl Writer {
    fn head(&mut self, major: u8, n: u64) -> &mut Self {
        let major = major << 5;
        match n {
            0..24 => self.0.push(major | n as u8),
            24..0x100 => self.0.extend([major | 24, n as u8]),
            0x100..0x1_0000 => {
                self.0.push(major | 25);
                self.0.extend((n as u16).to_be_bytes());
            }
            0x1_0000..0x1_0000_0000 => {
                self.0.push(major | 26);
                self.0.extend((n as u32).to_be_bytes());
            }
            _ => {
                self.0.push(major | 27);
                self.0.extend(n.to_be_bytes());
            }
        }
        self
    }

    /// An unsigned integer.
    pub fn uint(&mut self, n: u64) -> &mut Self {
        self.head(UINT, n)
    }

    /// An integer of either sign.
    pub fn int(&mut self, n: i64) -> &mut Self {
        if n < 0 { self.head(NINT, !(n as u64)) } else { self.head(UINT, n as u64) }
    }

    /// A byte string.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.head(BYTES, bytes.len() as u64).raw(bytes)
    }

    /// A byte string, or null.
    pub fn bytes_or_null(&mut self, bytes: Option<&[u8]>) -> &mut Self {
        match bytes {
            Some(bytes) => self.bytes(bytes),
            None => self.null(),
        }
    }

    /// A text string.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.head(STRING, text.len() as u64).raw(text.as_bytes())
    }

    /// The head of an array; its items follow.
    pub fn array(&mut self, items: usize) -> &mut Self {
        self.head(ARRAY, items as u64)
    }

    /// The head of a map; its pairs follow, sorted by the bytes of their keys.
    pub fn map(&mut self, pairs: usize) -> &mut Self {
        self.head(MAP, pairs as u64)
    }

    /// A tag; the item that it marks follows.
    pub fn tag(&mut self, tag: u64) -> &mut Self {
        self.head(TAG, tag)
    }

    /// True or false.
    pub fn bool(&mut self, yes: bool) -> &mut Self {
        self.head(SIMPLE, if yes { TRUE } else { FALSE })
    }

    /// Nothing.
    pub fn null(&mut self) -> &mut Self {
        self.head(SIMPLE, NULL)
    }

    /// Items that are encoded already.
    pub fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(bytes);
        self
    }
}
