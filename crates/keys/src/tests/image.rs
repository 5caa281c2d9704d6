//! A file as one run of bytes: it comes back as it was, encrypted or not, and nothing else is taken for one.

use crate::{Error, FileKey, IMAGE_BYTES, give, is_plain, open, settings, take};

fn filled(path: &std::path::Path, key: Option<&FileKey>) -> Vec<u8> {
    let mut file = open(path, key).unwrap();
    settings(&file).unwrap();
    file.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT) STRICT; PRAGMA user_version = 7").unwrap();
    for n in 0..2_000 {
        file.execute("INSERT INTO t VALUES (?, ?)", rusqlite::params![n * 3, format!("name {n}")]).unwrap();
    }
    let mut image = vec![];
    give(&mut file, &mut image).unwrap();
    image
}

#[test]
fn a_file_goes_out_in_plain_and_comes_back_under_another_key_or_none() {
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (FileKey::new([1; 32]), FileKey::new([2; 32]));
    for (n, from, to) in
        [(0, Some(&one), Some(&other)), (1, Some(&one), None), (2, None, Some(&other)), (3, None, None)]
    {
        let image = filled(&dir.path().join(format!("from{n}")), from);
        assert!(image.starts_with(b"SQLite format 3\0"));
        let path = dir.path().join(format!("to{n}"));
        take(&mut &image[..], &path, to).unwrap();
        assert_eq!(is_plain(&path), to.is_none());
        let file = open(&path, to).unwrap();
        let row = |sql: &str| file.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(row("SELECT count(*) FROM t WHERE name = 'name ' || (id / 3)"), 2_000);
        assert_eq!(row("PRAGMA user_version"), 7);
        // An ordinary SQLite opens the bytes too, once they are on a disk.
        std::fs::write(dir.path().join("bytes"), &image).unwrap();
        assert!(open(&dir.path().join("bytes"), None).unwrap().query_row("SELECT 1 FROM t", [], |_| Ok(())).is_ok());
        std::fs::remove_file(dir.path().join("bytes")).unwrap();
    }
}

#[test]
fn what_is_cut_short_too_long_or_no_file_at_all_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let image = filled(&dir.path().join("from"), None);
    let refused = |bytes: &[u8]| take(&mut &bytes[..], &dir.path().join("to"), None).unwrap_err();
    assert!(matches!(refused(b""), Error::NotAnImage));
    assert!(matches!(refused(&[0; 200]), Error::NotAnImage));
    refused(&image[..image.len() - 1]);
    assert!(matches!(refused(&[&image[..], b"x"].concat()), Error::NotAnImage));
    let mut huge = image.clone();
    huge[28..32].fill(0xff);
    assert!(matches!(refused(&huge), Error::TooLarge) && IMAGE_BYTES < u64::from(u32::MAX) * 4096);
    refused(&b"no file of SQLite, whatever its length says".repeat(100));
}
