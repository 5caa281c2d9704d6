//! Taking entries out of a record: what stands apart goes, and the chain stays whole.

use std::collections::BTreeMap;

use book::Header;
use rusqlite::params;

use crate::authority::At;
use crate::content::contents;
use crate::error::{Error, Result};
use crate::fold::Fold;
use crate::look::Look;
use crate::store::{self, Store};

/// An entry that stands apart: the number of its book on this node, and its seq.
pub type Apart = (i64, u64);

impl Store {
    /// Erases entries that stand apart, here: their commitments stay, so the books verify as before, and no state
    /// changes. What is not apart, or not there any more, is passed over. Tells how many went.
    pub fn redact(&mut self, entries: &[Apart]) -> Result<usize> {
        if entries.is_empty() {
            return Ok(0);
        }
        let files = [&self.files.books, &self.files.read];
        // What goes is written over with zeros, and not only given back.
        files.iter().try_for_each(|file| secure(file, true))?;
        let gone = self.transact(|fold, _| {
            let mut by_book = BTreeMap::<i64, Vec<u64>>::new();
            entries.iter().for_each(|(book, seq)| by_book.entry(*book).or_default().push(*seq));
            by_book.into_iter().try_fold(0, |gone, (book, seqs)| Ok(gone + take_out(fold, book, &seqs)?))
        });
        for file in [&self.files.books, &self.files.read] {
            secure(file, false)?;
            let busy: bool = file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
            if busy {
                return Err(keys::Error::StillRead.into());
            }
        }
        gone
    }
}

fn secure(file: &rusqlite::Connection, on: bool) -> Result<()> {
    let how = if on { "ON" } else { "OFF" };
    Ok(file.pragma_update_and_check(None, "secure_delete", how, |_| Ok(()))?)
}

fn take_out(fold: &Fold, book: i64, seqs: &[u64]) -> Result<usize> {
    let mut gone = 0;
    for seq in seqs {
        let forget = "DELETE FROM apart WHERE book = ? AND seq = ?";
        if fold.read.prepare_cached(forget)?.execute(params![book, *seq as i64])? == 0 {
            continue;
        }
        let sql =
            "SELECT id, header, entries FROM batch WHERE book = ?1 AND place = 1 AND first_seq <= ?2 AND next_seq > ?2";
        let row = fold.books.prepare_cached(sql)?.query_row(params![book, *seq as i64], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?, row.get::<_, Vec<u8>>(2)?))
        });
        let (id, header, entries) = row?;
        let header = Header::decode(&header).map_err(|fault| Error::Damaged(fault.to_string()))?;
        let mut entries = store::unpack_entries(&entries)?;
        for piece in pieces(fold, book, &header, &entries, *seq)? {
            entries[piece] = None;
        }
        let values = params![store::pack_entries(&entries), id];
        fold.books.prepare_cached("UPDATE batch SET entries = ? WHERE id = ?")?.execute(values)?;
        gone += 1;
    }
    Ok(gone)
}

/// Where the pieces of one entry stand in its batch: up to where the next one begins.
fn pieces(
    fold: &Fold,
    book: i64,
    header: &Header,
    entries: &[Option<Vec<u8>>],
    seq: u64,
) -> Result<std::ops::Range<usize>> {
    let id = Look::at(fold.read).book_of(book)?.ok_or_else(|| Error::Damaged("a book".into()))?;
    let key = header.key.map(|key| keys::epoch(fold.keys, key)).transpose()?.flatten();
    let at = At { book, unit: id.unit, kind: id.kind, own: 0, above: None, founding: None, sealer: None };
    let begins = contents(&at, header, entries, key.as_ref()).into_iter().map(|(begins, _)| begins);
    let next = begins.filter(|begins| *begins > seq).min().unwrap_or(header.next_seq());
    let at = |seq: u64| (seq - header.first_seq) as usize;
    Ok(at(seq)..at(next))
}
