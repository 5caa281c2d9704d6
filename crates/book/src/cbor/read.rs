//! Reading: any bytes give an item or a fault that names its offset.

use super::{ARRAY, BYTES, FALSE, MAP, NINT, NULL, PERSON_TAG, SIMPLE, STRING, TAG, TEXT_TAG, TRUE, UINT};
use crate::limits;

/// What is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at byte {at}")]
pub struct Fault {
    /// The offset of the item at fault.
    pub at: usize,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What can be wrong with bytes that should be canonical CBOR.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// The input ends inside an item.
    #[error("the input ends too early")]
    Short,
    /// Bytes follow the last item.
    #[error("more bytes follow")]
    Trailing,
    /// A longer form than needed, an indefinite length, disorder, a doubled key, a float, a foreign tag.
    #[error("the encoding is not canonical")]
    NotCanonical,
    /// An item of another type stands here.
    #[error("expected {0}")]
    Expected(&'static str),
    /// Nested deeper, or longer, than the limits allow.
    #[error("past a limit: {0}")]
    Limit(&'static str),
    /// The value does not fit its meaning.
    #[error("{0}")]
    Value(String),
}

/// Reads items one after another.
#[derive(Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

type Read<T> = Result<T, Fault>;

/// Bytes of a person's id.
const ID: u8 = 16;

impl<'a> Reader<'a> {
    /// Begins at the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { bytes, at: 0 }
    }

    /// The offset of the next item.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Whether all bytes are read.
    pub fn is_done(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Nothing may follow.
    pub fn end(&self) -> Read<()> {
        if self.is_done() { Ok(()) } else { Err(self.fault(Reason::Trailing)) }
    }

    /// A fault at the next item.
    pub fn fault(&self, reason: Reason) -> Fault {
        Fault { at: self.at, reason }
    }

    pub(crate) fn peek(&self) -> Read<u8> {
        self.bytes.get(self.at).map(|byte| byte >> 5).ok_or_else(|| self.fault(Reason::Short))
    }

    /// The next bytes of the item that began at `start`.
    fn take(&mut self, start: usize, len: u64) -> Read<&'a [u8]> {
        let end = usize::try_from(len).ok().and_then(|len| self.at.checked_add(len));
        let slice = end.and_then(|end| self.bytes.get(self.at..end));
        let slice = slice.ok_or(Fault { at: start, reason: Reason::Short })?;
        self.at += slice.len();
        Ok(slice)
    }

    pub(crate) fn head(&mut self) -> Read<(u8, u64)> {
        let start = self.at;
        let first = self.take(start, 1)?[0];
        let (major, info) = (first >> 5, first & 31);
        let not_canonical = Fault { at: start, reason: Reason::NotCanonical };
        let (n, least) = match info {
            0..24 => (u64::from(info), 0),
            24 => (u64::from(self.take(start, 1)?[0]), 24),
            25..28 => {
                let wide = self.take(start, 1 << (info - 24))?;
                (wide.iter().fold(0, |n, byte| n << 8 | u64::from(*byte)), 1 << (8 << (info - 25)))
            }
            _ => return Err(not_canonical),
        };
        let simple = major == SIMPLE && !(info < 24 && matches!(n, FALSE..=NULL));
        if n < least || simple || (major == TAG && n != PERSON_TAG && n != TEXT_TAG) {
            return Err(not_canonical);
        }
        Ok((major, n))
    }

    fn expect(&mut self, major: u8, name: &'static str) -> Read<u64> {
        let start = self.clone();
        match self.head()? {
            (found, n) if found == major => Ok(n),
            _ => Err(start.fault(Reason::Expected(name))),
        }
    }

    /// An unsigned integer.
    pub fn uint(&mut self) -> Read<u64> {
        self.expect(UINT, "an unsigned integer")
    }

    /// An integer that fits 64 bits with sign.
    pub fn int(&mut self) -> Read<i64> {
        let start = self.clone();
        let wrong = |name| start.fault(Reason::Expected(name));
        match self.head()? {
            (UINT, n) => i64::try_from(n).map_err(|_| wrong("an integer of 64 bits")),
            (NINT, n) => i64::try_from(n).map(|n| !n).map_err(|_| wrong("an integer of 64 bits")),
            _ => Err(wrong("an integer")),
        }
    }

    /// A byte string.
    pub fn bytes(&mut self) -> Read<&'a [u8]> {
        let start = self.at;
        let len = self.expect(BYTES, "bytes")?;
        self.take(start, len)
    }

    /// A byte string of a fixed length.
    pub fn fixed<const N: usize>(&mut self) -> Read<[u8; N]> {
        let start = self.clone();
        self.bytes()?.try_into().map_err(|_| start.fault(Reason::Expected("bytes of a fixed length")))
    }

    /// A byte string of a fixed length, or null.
    pub fn fixed_or_null<const N: usize>(&mut self) -> Read<Option<[u8; N]>> {
        if self.null_next() { Ok(None) } else { self.fixed().map(Some) }
    }

    /// A text string.
    pub fn text(&mut self) -> Read<&'a str> {
        let start = self.clone();
        let len = self.expect(STRING, "text")?;
        std::str::from_utf8(self.take(start.at, len)?).map_err(|_| start.fault(Reason::NotCanonical))
    }

    /// The head of an array: at most as many items as bytes are left.
    pub fn array(&mut self) -> Read<usize> {
        let start = self.clone();
        let items = self.expect(ARRAY, "an array")?;
        start.count(items, self.bytes.len() - self.at)
    }

    /// The head of an array of exactly this many items.
    pub fn array_of(&mut self, items: usize) -> Read<()> {
        let start = self.clone();
        if self.array()? == items { Ok(()) } else { Err(start.fault(Reason::Expected("an array of another length"))) }
    }

    pub(crate) fn map(&mut self) -> Read<usize> {
        let start = self.clone();
        let pairs = self.expect(MAP, "a map")?;
        start.count(pairs, (self.bytes.len() - self.at) / 2)
    }

    fn count(&self, n: u64, most: usize) -> Read<usize> {
        usize::try_from(n).ok().filter(|n| *n <= most).ok_or_else(|| self.fault(Reason::Short))
    }

    pub(crate) fn tag(&mut self, tag: u64, name: &'static str) -> Read<()> {
        let start = self.clone();
        if self.expect(TAG, name)? == tag { Ok(()) } else { Err(start.fault(Reason::Expected(name))) }
    }

    pub(crate) fn bool(&mut self) -> Read<bool> {
        let start = self.clone();
        match self.expect(SIMPLE, "true or false")? {
            TRUE => Ok(true),
            FALSE => Ok(false),
            _ => Err(start.fault(Reason::Expected("true or false"))),
        }
    }

    /// Steps over a null, if one is next.
    pub fn null_next(&mut self) -> bool {
        let next = self.bytes.get(self.at) == Some(&(SIMPLE << 5 | NULL as u8));
        self.at += usize::from(next);
        next
    }

    /// One whole item as it stands, found to be canonical.
    pub fn item(&mut self) -> Read<&'a [u8]> {
        self.item_below(0)
    }

    /// The same for an item that stands so many items deep.
    pub(crate) fn item_below(&mut self, above: usize) -> Read<&'a [u8]> {
        let start = self.at;
        self.skip(limits::DEPTH - above, &mut Tags::default())?;
        Ok(&self.bytes[start..self.at])
    }

    fn skip(&mut self, depth: usize, seen: &mut Tags) -> Read<()> {
        let depth = depth.checked_sub(1).ok_or_else(|| self.fault(Reason::Limit("depth")))?;
        match self.peek()? {
            BYTES => self.bytes().map(drop),
            STRING => self.text().map(drop),
            ARRAY => (0..self.array()?).try_for_each(|_| self.skip(depth, seen)),
            MAP => {
                let mut last: &[u8] = &[];
                for _ in 0..self.map()? {
                    last = self.key_after(last)?;
                    self.skip(depth, seen)?;
                }
                Ok(())
            }
            TAG => {
                let start = self.clone();
                let (_, tag) = self.head()?;
                *(if tag == PERSON_TAG { &mut seen.person } else { &mut seen.text }) = true;
                let fits = match tag {
                    PERSON_TAG => self.bytes.get(self.at).is_none_or(|head| *head == BYTES << 5 | ID),
                    _ => self.peek()? == STRING,
                };
                if !fits {
                    return Err(start.fault(Reason::NotCanonical));
                }
                self.skip(depth, seen)
            }
            _ => self.head().map(drop),
        }
    }

    /// The next key of a map, a text, which must sort after the last one.
    pub(crate) fn key_after(&mut self, last: &[u8]) -> Read<&'a [u8]> {
        let start = self.clone();
        self.text()?;
        let key = &self.bytes[start.at..self.at];
        if key > last { Ok(key) } else { Err(start.fault(Reason::NotCanonical)) }
    }
}

/// Which of the two tags occur in an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// A person's id.
    pub person: bool,
    /// Free text.
    pub text: bool,
}

/// Looks for tags anywhere in one canonical item.
pub fn tags(bytes: &[u8]) -> Read<Tags> {
    let (mut reader, mut seen) = (Reader::new(bytes), Tags::default());
    reader.skip(limits::DEPTH, &mut seen)?;
    reader.end()?;
    Ok(seen)
}
