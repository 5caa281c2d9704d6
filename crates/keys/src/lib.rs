//! The keys of this node: in no book, in a file of their own, each named by its hash.
//!
//! A unit's epoch key locks its record; a person's key locks, inside, what would outlive them. This
//! crate knows no subject and no book: it keeps keys, hands them out by reference, and remembers
//! which were destroyed. It opens every file of a node, encrypted or not, and the secret of its device.

mod device;
mod file;
mod image;
#[cfg(test)]
mod tests;

use book::{Hash, SubjectId, UnitId, key_ref};
pub use device::{Cost, Device, NotOpened, PASSPHRASE_BYTES, PASSPHRASE_LEAST, is_locked};
pub use file::{FileKey, SQLITE_LEAST, is_plain, migrate, open, open_with, plans, settings};
pub use image::{IMAGE_BYTES, give, take};
use rusqlite::{Connection, OptionalExtension, params};

/// 32 random bytes.
pub type Key = [u8; 32];

/// Why a key is not kept, or not had.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file does not answer.
    #[error("the file of keys: {0}")]
    Sql(#[from] rusqlite::Error),
    /// The reference is not the key's hash.
    #[error("the key is not the one that its reference names")]
    NotItsHash,
    /// Somebody reads the file, so the log beside it cannot be cleared yet.
    #[error("the file of keys is being read: what was destroyed is not cleared from the disk yet")]
    StillRead,
    /// Bytes that should be a file of SQLite are none, or not the whole of one.
    #[error("this is not the copy of a file, or not the whole of it")]
    NotAnImage,
    /// A copy in memory would be too large.
    #[error("the file is larger than what is copied in memory")]
    TooLarge,
    /// The copy could not be read or written.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The key was destroyed, and is not taken back.
    #[error("this key was destroyed, and is not taken back")]
    Destroyed,
}

const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE epoch (unit BLOB NOT NULL, number INTEGER NOT NULL, ref BLOB NOT NULL UNIQUE, key BLOB NOT NULL,
        PRIMARY KEY (unit, number)) STRICT, WITHOUT ROWID;
    CREATE TABLE person (unit BLOB NOT NULL, person BLOB NOT NULL, ref BLOB NOT NULL, key BLOB NOT NULL,
        number INTEGER NOT NULL, PRIMARY KEY (unit, person, ref)) STRICT, WITHOUT ROWID;
    CREATE TABLE destroyed (ref BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
",
    "
    CREATE TABLE letterbox (public BLOB PRIMARY KEY, unit BLOB NOT NULL, secret BLOB NOT NULL) STRICT, WITHOUT ROWID;
",
];

/// Makes the tables, if they are not there yet.
pub fn prepare(keys: &mut Connection) -> Result<(), Error> {
    // What is deleted is written over with zeros, and not only given back.
    keys.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    Ok(migrate(keys, MIGRATIONS)?)
}

/// The unit's present epoch key, with its reference.
pub fn present(keys: &Connection, unit: UnitId) -> Result<Option<(Hash, Key)>, Error> {
    let mut query = keys.prepare_cached("SELECT ref, key FROM epoch WHERE unit = ? ORDER BY number DESC LIMIT 1")?;
    let row = query.query_row([unit.0], |row| Ok((Hash(row.get(0)?), row.get(1)?)));
    Ok(row.optional()?)
}

/// The epoch key of this reference.
pub fn epoch(keys: &Connection, key: Hash) -> Result<Option<Key>, Error> {
    let mut query = keys.prepare_cached("SELECT key FROM epoch WHERE ref = ?")?;
    Ok(query.query_row([key.0], |row| row.get(0)).optional()?)
}

/// Keeps a unit's next epoch key.
pub fn add_epoch(keys: &Connection, unit: UnitId, key: Key) -> Result<Hash, Error> {
    let name = key_ref(&key);
    not_destroyed(keys, name)?;
    keys.prepare_cached(
        "INSERT INTO epoch SELECT ?1, 1 + coalesce(max(number), 0), ?2, ?3 FROM epoch WHERE unit = ?1
         ON CONFLICT (ref) DO NOTHING",
    )?
    .execute(params![unit.0, name.0, key])?;
    Ok(name)
}

/// Takes an epoch key that came from elsewhere, if it is the one that its reference names.
pub fn accept_epoch(keys: &Connection, unit: UnitId, name: Hash, key: Key) -> Result<(), Error> {
    if key_ref(&key) != name {
        return Err(Error::NotItsHash);
    }
    add_epoch(keys, unit, key).map(drop)
}

/// Takes epoch keys that came together, oldest first. One that is new here goes before the later ones of
/// them that are held, since keys of long ago may come last, and must not become the present one.
pub fn accept_epochs(keys: &Connection, unit: UnitId, came: &[Key]) -> Result<(), Error> {
    let mut order = epochs(keys, unit)?.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let names = came.iter().map(key_ref).collect::<Vec<_>>();
    for (at, (name, key)) in names.iter().zip(came).enumerate() {
        add_epoch(keys, unit, *key)?;
        if !order.contains(name) {
            let later = names[at..].iter().find_map(|later| order.iter().position(|held| held == later));
            order.insert(later.unwrap_or(order.len()), *name);
        }
    }
    put_in_order(keys, unit, &order)
}

/// Puts the keys that were used into the order of their first use. Those that never were keep their
/// places: nothing tells how old they are but the order in which they came.
pub fn arrange(keys: &Connection, unit: UnitId, used: &[Hash]) -> Result<(), Error> {
    let held = epochs(keys, unit)?.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let mut in_turn = used.iter().filter(|name| held.contains(name));
    let place = |name: &Hash| if used.contains(name) { in_turn.next().copied() } else { Some(*name) };
    let order = held.iter().filter_map(place).collect::<Vec<_>>();
    if order == held { Ok(()) } else { put_in_order(keys, unit, &order) }
}

/// Puts some of a unit's keys before all others, so that none of them is the present one while there is another.
pub fn put_first(keys: &Connection, unit: UnitId, first: &[Hash]) -> Result<(), Error> {
    let held = epochs(keys, unit)?.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let (before, after): (Vec<_>, Vec<_>) = held.iter().copied().partition(|name| first.contains(name));
    let order = [before, after].concat();
    if order == held { Ok(()) } else { put_in_order(keys, unit, &order) }
}

fn put_in_order(keys: &Connection, unit: UnitId, order: &[Hash]) -> Result<(), Error> {
    // Numbers are unique, so they pass through the negative ones.
    let mut number = keys.prepare_cached("UPDATE epoch SET number = ? WHERE unit = ? AND ref = ?")?;
    for (at, name) in order.iter().enumerate() {
        number.execute(params![-1 - at as i64, unit.0, name.0])?;
    }
    keys.prepare_cached("UPDATE epoch SET number = -number WHERE unit = ? AND number < 0")?.execute([unit.0])?;
    Ok(())
}

/// All epoch keys of a unit, oldest first.
pub fn epochs(keys: &Connection, unit: UnitId) -> Result<Vec<(Hash, Key)>, Error> {
    let mut query = keys.prepare_cached("SELECT ref, key FROM epoch WHERE unit = ? ORDER BY number")?;
    let rows = query.query_map([unit.0], |row| Ok((Hash(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A person's key within a unit, made from `fresh` bytes if there is none yet.
pub fn person_or(
    keys: &Connection,
    unit: UnitId,
    person: SubjectId,
    fresh: impl FnOnce() -> Key,
) -> Result<(Hash, Key), Error> {
    if let Some(found) = person_key(keys, unit, person)? {
        return Ok(found);
    }
    let key = fresh();
    let name = key_ref(&key);
    let sql = "INSERT INTO person VALUES (?, ?, ?, ?, 1)";
    keys.prepare_cached(sql)?.execute(params![unit.0, person.0, name.0, key])?;
    Ok((name, key))
}

/// A person's newest key within a unit, with its reference.
pub fn person_key(keys: &Connection, unit: UnitId, person: SubjectId) -> Result<Option<(Hash, Key)>, Error> {
    let sql = "SELECT ref, key FROM person WHERE unit = ? AND person = ? ORDER BY number DESC LIMIT 1";
    let mut query = keys.prepare_cached(sql)?;
    Ok(query.query_row(params![unit.0, person.0], |row| Ok((Hash(row.get(0)?), row.get(1)?))).optional()?)
}

/// The person's key of this reference: two keepers that did not meet may each have made one.
pub fn person_key_of(keys: &Connection, unit: UnitId, person: SubjectId, name: Hash) -> Result<Option<Key>, Error> {
    let mut query = keys.prepare_cached("SELECT key FROM person WHERE unit = ? AND person = ? AND ref = ?")?;
    Ok(query.query_row(params![unit.0, person.0, name.0], |row| row.get(0)).optional()?)
}

/// References of all keys of a person within a unit.
pub fn person_refs(keys: &Connection, unit: UnitId, person: SubjectId) -> Result<Vec<Hash>, Error> {
    let mut query = keys.prepare_cached("SELECT ref FROM person WHERE unit = ? AND person = ?")?;
    let rows = query.query_map(params![unit.0, person.0], |row| Ok(Hash(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All persons' keys of a unit.
pub fn persons(keys: &Connection, unit: UnitId) -> Result<Vec<(SubjectId, Key)>, Error> {
    let mut query = keys.prepare_cached("SELECT person, key FROM person WHERE unit = ? ORDER BY person, number")?;
    let rows = query.query_map([unit.0], |row| Ok((SubjectId(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a person's key that came from elsewhere. It opens what it locks; what is locked next goes under the one that was
/// here before.
pub fn accept_person(keys: &Connection, unit: UnitId, person: SubjectId, key: Key) -> Result<(), Error> {
    let name = key_ref(&key);
    not_destroyed(keys, name)?;
    add_person(keys, unit, person, name, key)
}

fn add_person(keys: &Connection, unit: UnitId, person: SubjectId, name: Hash, key: Key) -> Result<(), Error> {
    let sql = "INSERT INTO person SELECT ?1, ?2, ?3, ?4, coalesce(min(number), 2) - 1 FROM person
               WHERE unit = ?1 AND person = ?2 ON CONFLICT DO NOTHING";
    keys.prepare_cached(sql)?.execute(params![unit.0, person.0, name.0, key])?;
    Ok(())
}

/// Keeps the secret of one of a unit's letterboxes, by its public half.
pub fn add_letterbox(keys: &Connection, unit: UnitId, public: Key, secret: Key) -> Result<(), Error> {
    let sql = "INSERT INTO letterbox VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    keys.prepare_cached(sql)?.execute(params![public, unit.0, secret])?;
    Ok(())
}

/// The secrets of a unit's letterboxes, each with its public half.
pub fn letterboxes(keys: &Connection, unit: UnitId) -> Result<Vec<(Key, Key)>, Error> {
    let mut query = keys.prepare_cached("SELECT public, secret FROM letterbox WHERE unit = ? ORDER BY public")?;
    let rows = query.query_map([unit.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Destroys whatever key has this reference, and remembers never to take it back: all of it, or nothing.
/// Its bytes are gone from the disk once the transaction is committed and `sweep` was called.
pub fn destroy(keys: &Connection, name: Hash) -> Result<(), Error> {
    // A savepoint, since it may stand inside a transaction that goes on.
    keys.execute_batch("SAVEPOINT destroy")?;
    let forget = |sql: &str| keys.execute(sql, [name.0]);
    let done = forget("DELETE FROM epoch WHERE ref = ?")
        .and_then(|_| forget("DELETE FROM person WHERE ref = ?"))
        .and_then(|_| forget("INSERT INTO destroyed VALUES (?) ON CONFLICT DO NOTHING"));
    if done.is_err() {
        keys.execute_batch("ROLLBACK TO destroy")?;
    }
    keys.execute_batch("RELEASE destroy")?;
    Ok(done.map(drop)?)
}

/// Clears the file, and the log beside it, of what was destroyed. To be called outside of transactions.
/// It writes the whole file anew: pages that were split once may hold another copy of a key, which to
/// delete the key does not reach.
pub fn sweep(keys: &Connection) -> Result<(), Error> {
    // All keys pass through it on the way, so it must not lie in a folder for all.
    keys.pragma_update(None, "temp_store", "MEMORY")?;
    keys.execute_batch("VACUUM")?;
    let busy: bool = keys.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy { Err(Error::StillRead) } else { Ok(()) }
}

fn not_destroyed(keys: &Connection, name: Hash) -> Result<(), Error> {
    let mut query = keys.prepare_cached("SELECT 1 FROM destroyed WHERE ref = ?")?;
    if query.exists([name.0])? { Err(Error::Destroyed) } else { Ok(()) }
}
