//! What happens when a key comes late: what was carried unread is folded as if it came now. The
//! reverse stands here too: a key is destroyed, and what it opened is gone.

use std::collections::BTreeSet;

use book::{BookId, Hash, Header, Kind, SubjectId, UnitId};
use rusqlite::params;

use crate::chain;
use crate::error::Result;
use crate::fold::Fold;
use crate::parcel::Parcel;
use crate::store::{self, Store};

impl Store {
    /// All keys of a unit that this node holds.
    pub fn parcel(&self, unit: UnitId) -> Result<Parcel> {
        let epochs = keys::epochs(&self.files.keys, unit)?.into_iter().map(|(_, key)| key).collect();
        let persons = keys::persons(&self.files.keys, unit)?;
        Ok(Parcel { unit, epochs, persons, letterboxes: keys::letterboxes(&self.files.keys, unit)? })
    }

    /// Takes keys in, and reads what they open. Keys that were destroyed here since are left where they are.
    pub fn unlock(&mut self, parcel: &Parcel) -> Result<()> {
        self.transact(|fold, _| {
            let held = keys::epochs(fold.keys, parcel.unit)?.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
            keys::accept_epochs(fold.keys, parcel.unit, &parcel.epochs)?;
            arrange(fold, parcel.unit)?;
            // Nothing tells who locked a parcel. A key in it that locks no batch here may be anybody's, so it opens what
            // comes, and never locks what this node writes.
            let used = used(fold, parcel.unit)?;
            let came = parcel.epochs.iter().map(book::key_ref);
            let unused = came.filter(|name| !held.contains(name) && !used.contains(name)).collect::<Vec<_>>();
            keys::put_first(fold.keys, parcel.unit, &unused)?;
            for (person, key) in &parcel.persons {
                match keys::accept_person(fold.keys, parcel.unit, *person, *key) {
                    Ok(()) | Err(keys::Error::Destroyed) => {}
                    Err(fault) => return Err(fault.into()),
                }
            }
            for (public, secret) in &parcel.letterboxes {
                keys::add_letterbox(fold.keys, parcel.unit, *public, *secret)?;
            }
            again(fold, BookId { unit: parcel.unit, kind: Kind::Record })?;
            store::settle(fold, &[parcel.unit])
        })
    }
}

impl Store {
    /// Destroys the keys of people: what was locked under them opens nowhere again, and no key of theirs is taken back.
    /// Tells how many keys there were. What was opened by them is gone from this node's files once this returns; where
    /// somebody reads just then, it says so, and is to be called again.
    pub fn destroy(&mut self, people: &[(UnitId, SubjectId)]) -> Result<usize> {
        let destroyed = self.transact(|fold, _| {
            let mut destroyed = 0;
            for (unit, person) in people {
                let names = keys::person_refs(fold.keys, *unit, *person)?;
                destroyed += names.len();
                names.iter().try_for_each(|name| keys::destroy(fold.keys, *name))?;
            }
            // What these keys opened stands in states of several kinds: they are folded again without it.
            let units = people.iter().map(|(unit, _)| *unit).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
            for unit in &units {
                again(fold, BookId { unit: *unit, kind: Kind::Record })?;
            }
            store::settle(fold, &units)?;
            Ok(destroyed)
        })?;
        self.sweep()?;
        Ok(destroyed)
    }

    /// Whether a key of this person is held here.
    pub fn holds_key_of(&self, unit: UnitId, person: SubjectId) -> Result<bool> {
        Ok(!keys::person_refs(&self.files.keys, unit, person)?.is_empty())
    }

    /// Writes every file anew in which something that was opened may still lie, and the log beside it.
    pub fn sweep(&self) -> Result<()> {
        for file in [&self.files.keys, &self.files.read, &self.files.node] {
            keys::sweep(file)?;
        }
        Ok(())
    }
}

/// Forgets what one book said, so that it is folded again from its beginning.
fn again(fold: &mut Fold, id: BookId) -> Result<()> {
    let Some(mut chain) = chain::of(fold.read, id)? else { return Ok(()) };
    for table in ["subject", "apart", "done", "aside"] {
        fold.read.execute(&format!("DELETE FROM {table} WHERE book = ?"), params![chain.book])?;
    }
    for kind in fold.kinds.iter().filter(|kind| kind.book() == id.kind && !kind.tables().is_empty()) {
        fold.read.execute(&format!("DELETE FROM \"{}_list\" WHERE book = ?", kind.name()), params![chain.book])?;
    }
    fold.forget();
    (chain.folded, chain.cited, chain.shut) = (0, 0, false);
    chain::save(fold.read, &chain)
}

/// Puts a unit's epoch keys into the order in which its record first used them, so that one that came
/// late does not lock what is written next: somebody who left may still have it.
pub(crate) fn arrange(fold: &Fold, unit: UnitId) -> Result<()> {
    Ok(keys::arrange(fold.keys, unit, &used(fold, unit)?)?)
}

/// The keys that lock what counts of a unit's record, in the order of their first use.
fn used(fold: &Fold, unit: UnitId) -> Result<Vec<Hash>> {
    let Some(chain) = chain::of(fold.read, BookId { unit, kind: Kind::Record })? else { return Ok(vec![]) };
    let sql = "SELECT header FROM batch WHERE book = ? AND place = 1 ORDER BY first_seq";
    let mut query = fold.books.prepare_cached(sql)?;
    let mut rows = query.query(params![chain.book])?;
    let mut used = vec![];
    while let Some(row) = rows.next()? {
        let header = Header::decode(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?);
        used.extend(header.ok().and_then(|header| header.key).filter(|key| !used.contains(key)));
    }
    Ok(used)
}
