//! A file under a key: nothing of it is plain, and without that key it is nothing.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::{FileKey, SQLITE_LEAST, is_plain, open, settings, sweep};

const CANARY: &str = "Kanarek Zwitscher";

fn key(number: u8) -> FileKey {
    FileKey::new([number; 32])
}

fn written(path: &Path) -> Connection {
    let file = open(path, Some(&key(7))).unwrap();
    settings(&file).unwrap();
    file.execute_batch("CREATE TABLE name (name TEXT); CREATE VIRTUAL TABLE found USING fts5 (name)").unwrap();
    for n in 0..500 {
        file.execute("INSERT INTO name VALUES (?)", [format!("{CANARY} {n}")]).unwrap();
        file.execute("INSERT INTO found VALUES (?)", [format!("{CANARY} {n}")]).unwrap();
    }
    file
}

fn count(file: &Connection) -> rusqlite::Result<i64> {
    file.query_row("SELECT count(*) FROM found WHERE name MATCH 'zwitscher'", [], |row| row.get(0))
}

/// Whether the canary stands in any file of a folder.
fn told(folder: &Path) -> bool {
    let mut files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    files.any(|bytes| bytes.windows(CANARY.len()).any(|part| part == CANARY.as_bytes()))
}

#[test]
fn what_is_written_under_a_key_is_read_back_under_it_and_stands_nowhere_in_plain() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.db");
    let file = written(&path);
    assert!(dir.path().join("file.db-wal").exists() && !told(dir.path()) && !is_plain(&path));
    // Wiping, the whole file anew, and a copy while it is open.
    file.execute("DELETE FROM name", []).unwrap();
    sweep(&file).unwrap();
    let mut copy = open(&dir.path().join("copy.db"), Some(&key(8))).unwrap();
    Backup::new(&file, &mut copy).unwrap().run_to_completion(100, std::time::Duration::ZERO, None).unwrap();
    drop((file, copy));
    assert!(!told(dir.path()));
    assert_eq!(count(&open(&path, Some(&key(7))).unwrap()).unwrap(), 500);
    assert_eq!(count(&open(&dir.path().join("copy.db"), Some(&key(8))).unwrap()).unwrap(), 500);
}

#[test]
fn without_its_key_a_file_is_no_database_and_the_error_tells_no_key() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.db");
    drop(written(&path));
    for other in [None, Some(key(0x5a))] {
        let why = count(&open(&path, other.as_ref()).unwrap()).unwrap_err();
        assert_eq!(why.sqlite_error_code(), Some(rusqlite::ErrorCode::NotADatabase));
        assert!(!format!("{why} {why:?}").contains("5a5a"), "{why:?}");
    }
    assert_eq!(count(&open(&path, Some(&key(7))).unwrap()).unwrap(), 500);
}

#[test]
fn a_plain_file_stays_plain_and_does_not_open_under_a_key() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.db");
    open(&path, None).unwrap().execute_batch("CREATE TABLE name (name TEXT)").unwrap();
    assert!(is_plain(&path) && rusqlite::version_number() >= SQLITE_LEAST);
    let keyed = open(&path, Some(&key(7))).unwrap();
    assert!(keyed.execute_batch("INSERT INTO name VALUES ('a')").is_err());
    assert!(is_plain(&path));
}
