//! How a file of this node is opened: the same settings and numbered migrations for all of them.

use std::time::Duration;

use rusqlite::{Connection, Error, ffi};

/// The oldest SQLite that may be used, as `sqlite3_libversion_number` tells it.
pub const SQLITE_LEAST: i32 = 3_051_003;
/// How long a writer waits for another before it gives up.
const BUSY: Duration = Duration::from_secs(30);

/// Sets WAL and `synchronous=FULL`. NORMAL would lose acknowledged rows when power fails.
pub fn settings(file: &Connection) -> Result<(), Error> {
    if rusqlite::version_number() < SQLITE_LEAST {
        return Err(refuse("this SQLite is too old: 3.51.3 is needed"));
    }
    file.busy_timeout(BUSY)?;
    file.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    file.pragma_update(None, "synchronous", "FULL")?;
    file.pragma_update(None, "foreign_keys", "ON")?;
    file.pragma_update(None, "trusted_schema", "OFF")?;
    plans(file)
}

/// Keeps statements as they were prepared: without this guarantee SQLite plans many of them anew whenever something is
/// bound, which took longer than to run them.
pub fn plans(file: &Connection) -> Result<(), Error> {
    file.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    file.set_prepared_statement_cache_capacity(256);
    Ok(())
}

/// Runs the migrations that this file has not seen, each in a transaction with its number.
/// A file with more of them than this program knows is refused: an older program must not write it.
pub fn migrate(file: &mut Connection, migrations: &[&str]) -> Result<(), Error> {
    let seen: usize = file.pragma_query_value(None, "user_version", |row| row.get::<_, u32>(0))? as usize;
    if seen > migrations.len() {
        return Err(refuse("this file was written by a newer Sward"));
    }
    for (number, migration) in migrations.iter().enumerate().skip(seen) {
        let step = file.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let now: u32 = step.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if now as usize == number {
            step.execute_batch(migration)?;
            step.pragma_update(None, "user_version", number as u32 + 1)?;
        }
        step.commit()?;
    }
    Ok(())
}

fn refuse(why: &str) -> Error {
    Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_ERROR), Some(why.into()))
}
