//! Bare loops: what a result takes at the least, with the same rows, sizes and settings, and nothing
//! decided, looked up or kept in order.

mod import;
mod read;
mod refold;
mod verify;

pub use import::import;
pub use refold::refold;
pub use verify::verify;

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, Params, Statement, params_from_iter};

use crate::kit::Result;

/// One row of any table.
type Row = Vec<Value>;

/// A finished database, to read what the floor will write.
fn source(dir: &Path, name: &str) -> Result<Connection> {
    let file = Connection::open_with_flags(dir.join(name), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    file.set_prepared_statement_cache_capacity(64);
    Ok(file)
}

/// A fresh database with the tables of a finished one, and the settings that the program gives it.
/// Indexes are made now, or given back to be made after the rows.
fn fresh(dir: &Path, like: &Connection, name: &str, indexes_now: bool) -> Result<(Connection, Vec<String>)> {
    let file = Connection::open(dir.join(name))?;
    file.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    file.pragma_update(None, "synchronous", if name == "read.db" { "NORMAL" } else { "FULL" })?;
    file.pragma_update(None, "foreign_keys", "ON")?;
    file.pragma_update(None, "wal_autocheckpoint", 20_000)?;
    file.pragma_update(None, "cache_size", -64_000)?;
    file.set_prepared_statement_cache_capacity(64);
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, rowid";
    let statements = like.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let (later, now) =
        statements.into_iter().partition(|sql: &String| !indexes_now && !sql.starts_with("CREATE TABLE"));
    let now: Vec<String> = now;
    now.iter().try_for_each(|sql| file.execute_batch(sql))?;
    Ok((file, later))
}

/// The rows that a query gives, whole.
fn rows(query: &mut Statement, values: impl Params) -> Result<Vec<Row>> {
    let columns = query.column_count();
    let rows = query.query_map(values, |row| (0..columns).map(|column| row.get(column)).collect::<Result<Row, _>>())?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Inserts rows with one prepared statement.
fn insert(file: &Connection, table: &str, rows: &[Row]) -> Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let marks = vec!["?"; first.len()].join(", ");
    let mut insert = file.prepare_cached(&format!("INSERT INTO \"{table}\" VALUES ({marks})"))?;
    for row in rows {
        insert.execute(params_from_iter(row))?;
    }
    Ok(())
}
