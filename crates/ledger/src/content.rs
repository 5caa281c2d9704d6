//! What stored entries say, once they are found whole and are opened.

use book::{BookId, Hash, Header, Place, SubjectId, UnitId, commitment, lock};
use charter::{Bytes, Private};
use rusqlite::Connection;

use crate::authority::At;

/// A bit that flipped on the disk is found here, before it is folded as though it were somebody's word.
pub(crate) fn is_undamaged(header: &Header, entries: &[Option<Vec<u8>>]) -> bool {
    let mut pairs = entries.iter().zip(&header.entries);
    let same = |(entry, hash): (&Option<Vec<u8>>, &Hash)| entry.as_ref().is_none_or(|entry| commitment(entry) == *hash);
    entries.len() == header.entries.len() && pairs.all(same)
}

/// What each entry says, with the seq of its first piece; none where it was erased or does not open.
pub(crate) fn contents(
    at: &At,
    header: &Header,
    entries: &[Option<Vec<u8>>],
    key: Option<&[u8; 32]>,
) -> Vec<(u64, Option<Vec<u8>>)> {
    let seqs = header.first_seq..;
    let Some(key) = key else {
        return seqs.zip(entries.iter().cloned()).collect();
    };
    let org = header.org.unwrap_or_default();
    let book = BookId { unit: at.unit, kind: at.kind };
    let place = Place { org, book, reign: header.reign, prev: header.prev.unwrap_or_default() };
    let mut contents: Vec<(u64, Option<Vec<u8>>)> = vec![];
    let mut open: Option<(u64, u64)> = None;
    for (seq, stored) in seqs.zip(entries) {
        let piece = stored.as_deref().and_then(|stored| lock::unlock(stored, key, &place, seq).ok());
        match piece {
            Some(piece) if piece.index == 0 => {
                open = (piece.count > 1).then_some((1, piece.count));
                contents.push((seq, Some(piece.content)));
            }
            Some(piece) if open == Some((piece.index, piece.count)) => {
                open = (piece.index + 1 < piece.count).then_some((piece.index + 1, piece.count));
                if let Some((_, Some(content))) = contents.last_mut() {
                    content.extend(piece.content);
                }
            }
            _ => {
                open = None;
                contents.push((seq, None));
            }
        }
    }
    contents
}

/// What is locked under a person's own key, if that is here; `opened` tells what was locked just now.
pub(crate) fn unlock_private(
    keys: &Connection,
    unit: UnitId,
    subject: SubjectId,
    private: &Private,
    opened: &[(Vec<u8>, Vec<u8>)],
) -> Option<Bytes> {
    let Private::Locked(name, bytes) = private else { return None };
    if let Some((_, plain)) = opened.iter().find(|(locked, _)| *locked == bytes.0) {
        return Some(Bytes(plain.clone()));
    }
    let key = keys::person_key_of(keys, unit, subject, *name).ok().flatten()?;
    lock::unwrap(&bytes.0, &key, &subject.0).map(Bytes)
}
