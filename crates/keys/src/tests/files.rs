//! How a file is opened: its settings, and migrations that run once each.

use rusqlite::Connection;

use crate::{migrate, settings};

const FIRST: &str = "CREATE TABLE pages (page INTEGER) STRICT; INSERT INTO pages VALUES (1);";
const SECOND: &str = "INSERT INTO pages VALUES (2);";

fn file() -> Connection {
    Connection::open_in_memory().unwrap()
}

fn version(file: &Connection) -> u32 {
    file.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn pages(file: &Connection) -> Vec<i64> {
    let mut query = file.prepare("SELECT page FROM pages ORDER BY rowid").unwrap();
    query.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn numbered_migrations_run_once_each() {
    let mut file = file();
    migrate(&mut file, &[FIRST, SECOND]).unwrap();
    migrate(&mut file, &[FIRST, SECOND]).unwrap();
    assert_eq!((pages(&file), version(&file)), (vec![1, 2], 2));
}

#[test]
fn an_older_file_gets_the_migrations_that_it_has_not_seen() {
    let mut file = file();
    migrate(&mut file, &[FIRST]).unwrap();
    assert_eq!((pages(&file), version(&file)), (vec![1], 1));
    migrate(&mut file, &[FIRST, SECOND]).unwrap();
    assert_eq!((pages(&file), version(&file)), (vec![1, 2], 2));
}

#[test]
fn a_file_with_a_newer_version_is_refused_and_left_as_it_was() {
    let mut file = file();
    migrate(&mut file, &[FIRST, SECOND]).unwrap();
    let refused = migrate(&mut file, &[FIRST]).unwrap_err();
    assert!(refused.to_string().contains("newer Sward"), "{refused}");
    assert_eq!((pages(&file), version(&file)), (vec![1, 2], 2));
}

#[test]
fn a_migration_that_fails_half_way_leaves_nothing_of_itself() {
    let mut file = file();
    let bad = "INSERT INTO pages VALUES (2); INSERT INTO nowhere VALUES (3);";
    assert!(migrate(&mut file, &[FIRST, bad]).is_err());
    assert_eq!((pages(&file), version(&file)), (vec![1], 1));
    migrate(&mut file, &[FIRST, SECOND]).unwrap();
    assert_eq!((pages(&file), version(&file)), (vec![1, 2], 2));
}

#[test]
fn every_file_is_written_through_to_the_disk() {
    let file = file();
    settings(&file).unwrap();
    let pragma = |name| file.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    // FULL is 2: NORMAL would lose acknowledged rows when power fails.
    assert_eq!((pragma("synchronous"), pragma("foreign_keys"), pragma("trusted_schema")), (2, 1, 0));
}

#[test]
fn the_sqlite_that_is_built_in_is_new_enough() {
    assert!(rusqlite::version_number() >= crate::SQLITE_LEAST);
    assert_eq!(crate::SQLITE_LEAST, 3_051_003);
}
