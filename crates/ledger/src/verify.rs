//! Verifying: every header, commitment, link and seal of what is stored, read back from the disk.

use std::collections::HashMap;

use book::{Batch, BookId, Hash, Header, Kind, Seal, Signer, UnitId, gate};

use rusqlite::{Connection, OpenFlags};

use crate::error::Result;
use crate::folder::Folder;
use crate::store::{self, Store};
use crate::take::book_of;

/// What a whole look found in order, and what not.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// Books.
    pub books: usize,
    /// Batches, each with one seal.
    pub seals: u64,
    /// Entries, erased ones included.
    pub entries: u64,
    /// What is not in order.
    pub damages: Vec<Damage>,
}

/// A place that is not in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The book, if the row still tells.
    pub book: Option<BookId>,
    /// Who sealed the batch, as the row tells.
    pub keeper: Option<Signer>,
    /// The seq of its first entry, as the row tells.
    pub seq: Option<u64>,
    /// What is wrong.
    pub why: String,
}

/// Damages that are told before it is enough.
pub const DAMAGES: usize = 100;

impl Store {
    /// Reads everything that is stored, and checks it.
    pub fn verify(&self) -> Result<Verified> {
        let mut found = Verified::default();
        found.look_through("books.db", &self.files.books);
        found.look_through("keys.db", &self.files.keys);
        found.look_through("node.db", &self.files.node);
        found.check_books(&self.files.books)?;
        Ok(found)
    }
}

/// Checks a folder that may be too damaged to be opened: each file by itself.
pub fn verify(dir: impl Into<Folder>) -> Verified {
    let dir = dir.into();
    let mut found = Verified::default();
    for name in ["books.db", "keys.db", "node.db"] {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        match keys::open_with(&dir.join(name), flags, dir.key()) {
            // A backup without keys, or one of books alone, has no such file.
            Err(_) if name != "books.db" && !dir.join(name).exists() => {}
            Err(why) => found.damages.push(Damage::of_file(name, &why.to_string())),
            Ok(file) => {
                found.look_through(name, &file);
                let checked = if name == "books.db" { found.check_books(&file) } else { Ok(()) };
                if let Err(why) = checked {
                    found.damages.push(Damage::of_file(name, &why.to_string()));
                }
            }
        }
    }
    found
}

impl Verified {
    fn look_through(&mut self, name: &str, file: &Connection) {
        let said = file.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
        match said.as_deref() {
            Ok("ok") => {}
            Ok(why) => self.damages.push(Damage::of_file(name, why)),
            Err(why) => self.damages.push(Damage::of_file(name, &why.to_string())),
        }
    }

    fn check_books(&mut self, books: &Connection) -> Result<()> {
        let found = self;
        let org = store::org(books).ok().flatten();
        let mut links: HashMap<i64, HashMap<Hash, u64>> = HashMap::new();
        let mut counting: HashMap<i64, u64> = HashMap::new();
        let sql =
            "SELECT batch.book, unit, kind, hash, first_seq, header, keeper, signature, wraps, entries, next_seq, prev, cited, place
                   FROM batch LEFT JOIN book ON book.id = batch.book ORDER BY batch.book, first_seq";
        let mut query = books.prepare(sql)?;
        let mut rows = query.query([])?;
        while found.damages.len() < DAMAGES {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(why) => {
                    found.damages.push(Damage::of_file("books.db", &why.to_string()));
                    break;
                }
            };
            let kind = row.get::<_, i64>(2).map(|kind| if kind == 0 { Kind::Bulletin } else { Kind::Record });
            let book = row.get(1).ok().map(UnitId).zip(kind.ok()).map(|(unit, kind)| BookId { unit, kind });
            let keeper = row.get(6).ok().map(Signer);
            let seq = row.get::<_, i64>(4).ok().map(|seq| seq as u64);
            match check(row, book, org) {
                Ok(Checked { file, hash, header, counts }) => {
                    found.seals += 1;
                    // What counts follows on itself, from the first entry to the last.
                    let next = counting.entry(file).or_insert(0);
                    if counts && std::mem::replace(next, header.next_seq()) != header.first_seq {
                        let why = "what counts of the book has a gap".into();
                        found.damages.push(Damage { book, keeper, seq, why });
                    }
                    found.entries += header.entries.len() as u64;
                    let links = links.entry(file).or_default();
                    // What waits for its predecessor is in order as far as it goes.
                    let gap =
                        header.prev.and_then(|prev| links.get(&prev)).is_some_and(|next| *next != header.first_seq);
                    if gap {
                        let why = "the batch does not go on where the one before it ended".into();
                        found.damages.push(Damage { book, keeper, seq, why });
                    }
                    links.insert(hash, header.next_seq());
                }
                Err(why) => found.damages.push(Damage { book, keeper, seq, why }),
            }
        }
        found.books = links.len();
        Ok(())
    }
}

struct Checked {
    file: i64,
    hash: Hash,
    header: Header,
    counts: bool,
}

fn check(row: &rusqlite::Row, book: Option<BookId>, org: Option<UnitId>) -> std::result::Result<Checked, String> {
    let sql = |why: rusqlite::Error| why.to_string();
    let entries = row.get_ref(9).map_err(sql)?.as_blob().map_err(|why| why.to_string())?;
    let batch = Batch {
        header: row.get(5).map_err(sql)?,
        seal: Seal { keeper: Signer(row.get(6).map_err(sql)?), signature: row.get(7).map_err(sql)? },
        wraps: row.get(8).map_err(sql)?,
        entries: store::unpack_entries(entries).map_err(|why| why.to_string())?,
    };
    let (header, hash) = gate::pass(&batch, org).map_err(|why| why.to_string())?;
    let filed =
        (row.get(3).map(Hash).map_err(sql)?, row.get::<_, i64>(4).map_err(sql)?, row.get::<_, i64>(10).map_err(sql)?);
    let prev = row.get::<_, Option<_>>(11).map_err(sql)?.map(Hash);
    let cited = row.get::<_, Option<_>>(12).map_err(sql)?.map(Hash);
    let place = row.get::<_, i64>(13).map_err(sql)?;
    let links = prev == header.prev && cited == header.cited && (0..=1).contains(&place);
    let fits = links && filed == (hash, header.first_seq as i64, header.next_seq() as i64);
    if !fits || book != Some(book_of(&header, hash)) {
        return Err("the batch is filed under another name than its own".into());
    }
    Ok(Checked { file: row.get(0).map_err(sql)?, hash, header, counts: place == 1 })
}

impl Damage {
    fn of_file(name: &str, why: &str) -> Damage {
        Damage { book: None, keeper: None, seq: None, why: format!("{name}: {why}") }
    }
}
