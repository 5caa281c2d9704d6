//! The floor of an import: encrypt, hash, sign and insert the rows of a finished ledger once more, in
//! groups, in the order in which they came.

use std::hint::black_box;
use std::ops::Range;
use std::path::Path;

use book::lock::{NONCE, wrap};
use book::{Secret, commitment, key_ref, wraps_commitment};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::read::hash_of;
use super::{Row, fresh, insert, rows, source};
use crate::kit::{self, Result, Watch, tell};

/// Batches and persons in a group.
const GROUP: i64 = 10_000;
/// Bytes that a nonce and a tag add.
const OVERHEAD: usize = NONCE + 16;
/// Bytes of what is known of a person.
const DETAILS: usize = 60;

/// Tables of `read.db` by book, and by unit.
const BY_BOOK: &[&str] = &["chain", "subject", "done", "member_list", "meeting_list", "return_list", "sign_list"];
const BY_UNIT: &[&str] = &["unit", "parent", "cite"];

/// What one group writes.
#[derive(Default)]
struct Group {
    books: Vec<Row>,
    batches: Vec<Row>,
    epochs: Vec<Row>,
    persons: Vec<Row>,
    read: Vec<(&'static str, Vec<Row>)>,
}

#[derive(Default)]
struct Counts {
    seals: usize,
    locked: usize,
    rows: usize,
}

/// Writes the same rows into fresh files. Reading what to write is not counted.
pub fn import(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    let open = |name: &str| -> Result<(Connection, Connection)> {
        let like = source(from, name)?;
        let (file, _) = fresh(to, &like, name, true)?;
        Ok((like, file))
    };
    let [(books, own_books), (keys, own_keys), (read, own_read)] =
        [open("books.db")?, open("keys.db")?, open("read.db")?];
    let own = [&own_keys, &own_books, &own_read];
    let secret = Secret::new(&random::<32>());
    let (mut watch, mut counts) = (Watch::default(), Counts::default());
    let newest: i64 = books.query_row("SELECT max(id) FROM batch", [], |row| row.get(0))?;
    let persons: i64 = keys.query_row("SELECT count(*) FROM person", [], |row| row.get(0))?;
    let sql = "SELECT min(batch.id), count(*) FROM batch JOIN book ON book.id = batch.book WHERE kind = 1";
    let (record, records): (Option<i64>, i64) = books.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut first = 0;
    while first <= newest {
        let bulletins = record.is_none_or(|record| first < record);
        let many = if bulletins { GROUP } else { (GROUP * records / (records + persons)).max(1) };
        let last = record.filter(|record| bulletins && *record < first + many).unwrap_or(first + many);
        let group = plan(&books, &keys, &read, first..last)?;
        first = last;
        watch.time(|| {
            own.iter().try_for_each(|file| file.execute_batch("BEGIN IMMEDIATE"))?;
            write(&group, &secret, own, &mut counts)?;
            own.iter().try_for_each(|file| file.execute_batch("COMMIT"))?;
            Ok(())
        })?;
    }
    watch.time(|| {
        [own_keys, own_books, own_read].into_iter().try_for_each(|file| file.close().map_err(|(_, why)| why.into()))
    })?;
    watch.tell("import");
    tell("seals", counts.seals as f64);
    tell("locked", counts.locked as f64);
    tell("rows", counts.rows as f64);
    tell("stored", kit::stored(to)?);
    Ok(())
}

/// What these batches, and the read rows of books that begin with them, say.
fn plan(books: &Connection, keys: &Connection, read: &Connection, ids: Range<i64>) -> Result<Group> {
    let mut group = Group::default();
    let sql = "SELECT * FROM batch WHERE id >= ? AND id < ? ORDER BY id";
    group.batches = rows(&mut *books.prepare_cached(sql)?, params![ids.start, ids.end])?;
    let mut begun = vec![];
    for batch in &group.batches {
        let sql = "SELECT book.* FROM book JOIN batch ON batch.book = book.id AND batch.first_seq = 0
                   WHERE batch.id = ?";
        begun.extend(rows(&mut *books.prepare_cached(sql)?, [&batch[0]])?);
    }
    for table in BY_BOOK {
        let mut query = read.prepare_cached(&format!("SELECT * FROM {table} WHERE book = ?"))?;
        let found = begun.iter().map(|book| rows(&mut query, [&book[0]])).collect::<Result<Vec<_>>>()?;
        group.read.push((table, found.concat()));
    }
    let (bulletins, records): (Vec<Row>, Vec<Row>) =
        begun.iter().cloned().partition(|book| book[2] == Value::Integer(0));
    for table in BY_UNIT {
        let mut query = read.prepare_cached(&format!("SELECT * FROM {table} WHERE unit = ?"))?;
        let found = bulletins.iter().map(|book| rows(&mut query, [&book[1]])).collect::<Result<Vec<_>>>()?;
        group.read.push((table, found.concat()));
    }
    for (table, of, into) in [("epoch", &bulletins, &mut group.epochs), ("person", &records, &mut group.persons)] {
        let mut query = keys.prepare_cached(&format!("SELECT * FROM {table} WHERE unit = ?"))?;
        for book in of {
            into.extend(rows(&mut query, [&book[1]])?);
        }
    }
    group.books = begun;
    Ok(group)
}

fn write(group: &Group, secret: &Secret, [keys, books, read]: [&Connection; 3], counts: &mut Counts) -> Result<()> {
    let key = random::<32>();
    for _ in &group.persons {
        let key = random::<32>();
        black_box(key_ref(&key));
        black_box(wrap(&[7; DETAILS], &key, &[7; 16], random()));
    }
    for _ in &group.epochs {
        black_box(key_ref(&random::<32>()));
    }
    insert(keys, "epoch", &group.epochs)?;
    insert(keys, "person", &group.persons)?;
    insert(books, "book", &group.books)?;
    for batch in &group.batches {
        let [header, keeper, _, wraps, entries] = &batch[batch.len() - 5..] else {
            return Err("a batch has other columns than this floor knows".into());
        };
        let (header, keeper, wraps, entries) = (blob(header)?, blob(keeper)?, blob(wraps)?, blob(entries)?);
        black_box(secret.seal(&hash_of(keeper, header)));
        let mut r = book::cbor::Reader::new(entries);
        for _ in 0..r.array()? {
            let entry = r.bytes()?;
            if wraps.is_empty() {
                black_box(commitment(entry));
            } else {
                let locked = wrap(&entry[OVERHEAD..], &key, &header[..160.min(header.len())], random());
                black_box(commitment(&locked));
                counts.locked += 1;
            }
        }
        if !wraps.is_empty() {
            black_box(wraps_commitment(&random::<320>()));
        }
    }
    insert(books, "batch", &group.batches)?;
    counts.seals += group.batches.len();
    for (table, rows) in &group.read {
        insert(read, table, rows)?;
        counts.rows += rows.len();
    }
    Ok(())
}

fn blob(value: &Value) -> Result<&[u8]> {
    match value {
        Value::Blob(blob) => Ok(blob),
        other => Err(format!("{other:?} stands where bytes should").into()),
    }
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap_or_else(|_| std::process::abort());
    bytes
}
