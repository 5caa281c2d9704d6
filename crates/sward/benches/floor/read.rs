//! A stored batch, as a bare loop sees it.

use book::cbor::Reader;
use book::{Hash, Seal, Signer};

use crate::kit::Result;

/// The columns that `Stored` is read from.
pub const COLUMNS: &str = "header, keeper, signature, wraps, entries";

/// A batch as it stands in its row.
pub struct Stored<'a> {
    pub header: &'a [u8],
    pub seal: Seal,
    pub wraps: &'a [u8],
    pub entries: &'a [u8],
}

impl<'a> Stored<'a> {
    /// From the row of a query for `COLUMNS`.
    pub fn of(row: &'a rusqlite::Row) -> Result<Stored<'a>> {
        let blob = |at: usize| -> Result<&'a [u8]> { Ok(row.get_ref(at)?.as_blob()?) };
        let seal = Seal { keeper: Signer(row.get(1)?), signature: row.get(2)? };
        Ok(Stored { header: blob(0)?, seal, wraps: blob(3)?, entries: blob(4)? })
    }

    /// The hash of the batch.
    pub fn hash(&self) -> Hash {
        hash_of(&self.seal.keeper.0, self.header)
    }

    /// Each entry as stored; none where it was erased.
    pub fn entries(&self) -> Result<Vec<Option<&'a [u8]>>> {
        let mut r = Reader::new(self.entries);
        let read = |r: &mut Reader<'a>| if r.null_next() { Ok(None) } else { r.bytes().map(Some) };
        let entries = (0..r.array()?).map(|_| read(&mut r)).collect::<Result<_, _>>()?;
        r.end()?;
        Ok(entries)
    }
}

/// The hash of a batch, by its keeper and its header's bytes.
pub fn hash_of(keeper: &[u8], header: &[u8]) -> Hash {
    Hash(*blake3::Hasher::new().update(b"sward.batch.1\0").update(keeper).update(header).finalize().as_bytes())
}
