//! The gate: what a batch must be before anything looks inside it. Limits, canonical form,
//! commitments, seal. Whose turn it is to keep the book is asked where the chain is known.

use crate::cbor::{Fault, Reader};
use crate::{Batch, BookId, Hash, Header, Kind, UnitId, batch, limits};

/// Why a batch does not pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The header is not canonical, or past a limit.
    #[error("the header is not in order: {0}")]
    Header(Fault),
    /// Fields of the header contradict each other.
    #[error("the header contradicts itself")]
    Shape,
    /// It is larger than a batch may be.
    #[error("the batch is larger than the limit")]
    TooLarge,
    /// What stands beside the header is not what it commits to.
    #[error("entry {0} is not the one that the header names")]
    Entry(usize),
    /// The wraps are not what the header commits to, or not of their one length.
    #[error("the key wraps are not those that the header names")]
    Wraps,
    /// The signature does not hold.
    #[error("the seal does not hold")]
    Seal,
    /// It belongs to another organisation.
    #[error("the batch is another organisation's")]
    Org,
}

/// Lets a batch through, or says why not; its header and hash are worked out on the way.
/// `org` is this node's organisation, if it has one yet.
pub fn pass(batch: &Batch, org: Option<UnitId>) -> Result<(Header, Hash), Refused> {
    if batch.size() > limits::BATCH_BYTES {
        return Err(Refused::TooLarge);
    }
    let header = Header::decode(&batch.header).map_err(Refused::Header)?;
    let hash = batch.hash();
    shape(&header)?;
    let its_org = header.org.unwrap_or(UnitId(hash.0));
    if org.is_some_and(|org| org != its_org) {
        return Err(Refused::Org);
    }
    wraps(batch, &header)?;
    entries(batch, &header)?;
    batch.seal.holds(&hash).then_some((header, hash)).ok_or(Refused::Seal)
}

fn shape(header: &Header) -> Result<(), Refused> {
    let fits = match header.book {
        // The root has neither organisation nor parent to name; everyone else has both.
        None => {
            let root = header.org.is_none() && header.parent.is_none() && header.cited.is_none();
            let below = header.org.is_some() && header.parent.is_some();
            let first = header.first_seq == 0 && header.prev.is_none() && header.reign == Default::default();
            first && (root || below) && header.key.is_none() && header.wraps.is_none()
        }
        Some(book) => goes_on(header, book),
    };
    if fits { Ok(()) } else { Err(Refused::Shape) }
}

/// Whether a batch that founds nothing fits the book that it names.
fn goes_on(header: &Header, BookId { unit, kind }: BookId) -> bool {
    let named = header.org.is_some() && header.parent.is_none() && header.prev.is_some();
    let reign = header.reign.number > 0 || header.reign.begun_by.0 == unit.0;
    let fits = match kind {
        Kind::Bulletin => {
            let nothing_above = header.org != Some(unit) || header.cited.is_none();
            header.key.is_none() && header.wraps.is_none() && header.first_seq > 0 && nothing_above
        }
        Kind::Record => {
            let begins = header.prev == Some(Hash(unit.0));
            let locked = header.key.is_some() && header.wraps.is_some();
            locked && header.cited.is_some() && (header.first_seq == 0) == begins
        }
    };
    named && reign && fits
}

fn wraps(batch: &Batch, header: &Header) -> Result<(), Refused> {
    let fits = match header.wraps {
        None => batch.wraps.is_empty(),
        Some(hash) => {
            batch.wraps.len() == limits::WRAPS * limits::WRAP_BYTES && batch::wraps_commitment(&batch.wraps) == hash
        }
    };
    if fits { Ok(()) } else { Err(Refused::Wraps) }
}

fn entries(batch: &Batch, header: &Header) -> Result<(), Refused> {
    if batch.entries.len() != header.entries.len() {
        return Err(Refused::Entry(batch.entries.len().min(header.entries.len())));
    }
    for (at, (entry, hash)) in batch.entries.iter().zip(&header.entries).enumerate() {
        // Open entries are never erased: whoever leaves one out would change whom the chain trusts.
        let Some(entry) = entry else {
            if header.key.is_none() {
                return Err(Refused::Entry(at));
            }
            continue;
        };
        let size = match header.key {
            Some(_) => limits::LOCKED_BYTES.contains(&entry.len()),
            None => entry.len() <= limits::OPEN_ENTRY_BYTES && is_canonical(entry),
        };
        if !size || batch::commitment(entry) != *hash {
            return Err(Refused::Entry(at));
        }
    }
    Ok(())
}

pub(crate) fn is_canonical(entry: &[u8]) -> bool {
    let mut r = Reader::new(entry);
    r.item().is_ok() && r.is_done()
}
