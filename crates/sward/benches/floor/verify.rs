//! The floor of verifying: read, unpack, decode strictly, hash, check the seals.

use std::path::Path;

use book::{Header, commitment, wraps_commitment};

use super::read::{COLUMNS, Stored};
use super::source;
use crate::kit::{Result, tell, timed};

/// Checks every batch by itself.
pub fn verify(from: &Path) -> Result<()> {
    let books = source(from, "books.db")?;
    let (entries, seals) = timed("verify", || {
        let mut query = books.prepare(&format!("SELECT {COLUMNS} FROM batch"))?;
        let mut rows = query.query([])?;
        let (mut count, mut seals) = (0, 0);
        while let Some(row) = rows.next()? {
            let batch = Stored::of(row)?;
            let header = Header::decode(batch.header)?;
            let entries = batch.entries()?;
            for (entry, hash) in entries.iter().zip(&header.entries) {
                let Some(entry) = entry else { continue };
                if header.key.is_none() {
                    let mut r = book::cbor::Reader::new(entry);
                    r.item()?;
                    r.end()?;
                }
                same(commitment(entry) == *hash)?;
            }
            same(header.wraps.is_none_or(|hash| wraps_commitment(batch.wraps) == hash))?;
            same(batch.seal.holds(&batch.hash()))?;
            count += entries.len();
            seals += 1;
        }
        Ok((count, seals))
    })?;
    tell("entries", entries as f64);
    tell("seals", f64::from(seals));
    Ok(())
}

fn same(same: bool) -> Result<()> {
    if same { Ok(()) } else { Err("what is stored is not in order".into()) }
}
