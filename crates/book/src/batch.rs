//! The batch: what one commit adds to one book. Its header is chained, hashed and sealed; its
//! entries stand beside it, so that one can be erased while the chain stays whole.

use crate::cbor::{Fault, Reader, Reason, Writer};
use crate::{Hash, Seal, Signer, UnitId, limits};

/// Which of a unit's two books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Open, read by the whole organisation, names nobody.
    Bulletin = 0,
    /// Locked, about people, read inside the unit.
    Record = 1,
}

/// A book: one of the two of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BookId {
    /// The unit.
    pub unit: UnitId,
    /// Its bulletin or its record.
    pub kind: Kind,
}

/// A keeper's time: a number that rises, and the hash of what began it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reign {
    /// The founding reign is 0.
    pub number: u64,
    /// Zero in the founding batch, which cannot name itself; there after the founding hash.
    pub begun_by: Hash,
}

/// What is hashed and sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The organisation: the root's id. None in the root's own founding batch.
    pub org: Option<UnitId>,
    /// The book. None in a founding batch, whose hash is the unit's id.
    pub book: Option<BookId>,
    /// The unit above, named by a founding batch alone.
    pub parent: Option<UnitId>,
    /// The keeper's reign.
    pub reign: Reign,
    /// The seq of the first entry.
    pub first_seq: u64,
    /// The header before; for a record's first batch the founding hash; none in a founding batch.
    pub prev: Option<Hash>,
    /// The head by which authority is judged: of the unit's own bulletin in a record, of the one above in a bulletin.
    pub cited: Option<Hash>,
    /// The key that locks the entries, by its hash; none if they are open.
    pub key: Option<Hash>,
    /// The hash of the key wraps beside a record's batch.
    pub wraps: Option<Hash>,
    /// The commitments to the entries as stored, in their order.
    pub entries: Vec<Hash>,
}

/// A header with its seal and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The header's bytes, canonical.
    pub header: Vec<u8>,
    /// The keeper's signature over the header's hash.
    pub seal: Seal,
    /// Key wraps, or random bytes of the same length; empty beside open entries.
    pub wraps: Vec<u8>,
    /// The entries as stored; none where one was erased.
    pub entries: Vec<Option<Vec<u8>>>,
}

const FIELDS: usize = 12;
const HEADER: &[u8] = b"sward.batch.1\0";

impl Header {
    /// Whether this is the first batch of a unit.
    pub fn is_founding(&self) -> bool {
        self.book.is_none()
    }

    /// The seq after the last entry.
    pub fn next_seq(&self) -> u64 {
        self.first_seq.saturating_add(self.entries.len() as u64)
    }

    /// The name of the batch that this keeper makes of it.
    pub fn hash(&self, keeper: &Signer) -> Hash {
        hash(keeper, &self.encode())
    }

    /// The one encoding.
    pub fn encode(&self) -> Vec<u8> {
        let mut w = Writer(Vec::with_capacity(256 + 34 * self.entries.len()));
        let hash = |hash: &Option<Hash>| hash.map(|hash| hash.0);
        w.array(FIELDS).uint(limits::FORMAT).uint(limits::LEVEL);
        w.bytes_or_null(self.org.as_ref().map(|org| &org.0[..]));
        match &self.book {
            Some(book) => w.array(2).bytes(&book.unit.0).uint(book.kind as u64),
            None => w.null(),
        };
        w.bytes_or_null(self.parent.as_ref().map(|parent| &parent.0[..]));
        w.array(2).uint(self.reign.number).bytes(&self.reign.begun_by.0);
        w.uint(self.first_seq);
        for field in [self.prev, self.cited, self.key, self.wraps] {
            w.bytes_or_null(hash(&field).as_ref().map(|hash| &hash[..]));
        }
        w.array(self.entries.len());
        self.entries.iter().for_each(|entry| {
            w.bytes(&entry.0);
        });
        w.0
    }

    /// Reads a header; whatever is not exactly one is a fault with its offset.
    pub fn decode(bytes: &[u8]) -> Result<Header, Fault> {
        let mut r = Reader::new(bytes);
        if bytes.len() > limits::HEADER_BYTES {
            return Err(r.fault(Reason::Limit("bytes of a header")));
        }
        r.array_of(FIELDS)?;
        for known in [limits::FORMAT, limits::LEVEL] {
            let fault = r.fault(Reason::Expected("a format and level that this program knows"));
            if r.uint()? != known {
                return Err(fault);
            }
        }
        let org = r.fixed_or_null()?.map(UnitId);
        let book = if r.null_next() { None } else { Some(book(&mut r)?) };
        let parent = r.fixed_or_null()?.map(UnitId);
        r.array_of(2)?;
        let reign = Reign { number: small(&mut r, "the number of a reign")?, begun_by: Hash(r.fixed()?) };
        let first_seq = small(&mut r, "seq")?;
        let mut hash = || r.fixed_or_null().map(|hash| hash.map(Hash));
        let (prev, cited, key, wraps) = (hash()?, hash()?, hash()?, hash()?);
        let fault = r.fault(Reason::Limit("entries in a batch"));
        let count = r.array()?;
        if count == 0 || count > limits::BATCH_ENTRIES {
            return Err(fault);
        }
        let entries = (0..count).map(|_| r.fixed().map(Hash)).collect::<Result<_, _>>()?;
        r.end()?;
        Ok(Header { org, book, parent, reign, first_seq, prev, cited, key, wraps, entries })
    }
}

fn book(r: &mut Reader) -> Result<BookId, Fault> {
    r.array_of(2)?;
    let unit = UnitId(r.fixed()?);
    let fault = r.fault(Reason::Expected("the kind of a book, 0 or 1"));
    match r.uint()? {
        0 => Ok(BookId { unit, kind: Kind::Bulletin }),
        1 => Ok(BookId { unit, kind: Kind::Record }),
        _ => Err(fault),
    }
}

fn small(r: &mut Reader, name: &'static str) -> Result<u64, Fault> {
    let fault = r.fault(Reason::Limit(name));
    r.uint().and_then(|n| if n <= limits::SEQ { Ok(n) } else { Err(fault) })
}

impl Batch {
    /// The hash of keeper and header: what the next batch names as the one before.
    pub fn hash(&self) -> Hash {
        hash(&self.seal.keeper, &self.header)
    }

    /// How many bytes it takes, with all that it holds.
    pub fn size(&self) -> usize {
        let entries = self.entries.iter().flatten().map(Vec::len).sum::<usize>();
        self.header.len() + self.wraps.len() + entries + 96
    }
}

/// The keeper is in it, so that nobody's seal on another's header makes the same batch.
fn hash(keeper: &Signer, header: &[u8]) -> Hash {
    tagged(HEADER, &[&keeper.0, header].concat())
}

/// The commitment to an entry as stored.
pub fn commitment(entry: &[u8]) -> Hash {
    tagged(b"sward.entry.1\0", entry)
}

/// The commitment to a batch's key wraps.
pub fn wraps_commitment(wraps: &[u8]) -> Hash {
    tagged(b"sward.wraps.1\0", wraps)
}

/// The reference to a key: its hash, so that no ciphertext has two.
pub fn key_ref(key: &[u8; 32]) -> Hash {
    tagged(b"sward.key.1\0", key)
}

pub(crate) fn tagged(tag: &[u8], bytes: &[u8]) -> Hash {
    Hash(*blake3::Hasher::new().update(tag).update(bytes).finalize().as_bytes())
}
