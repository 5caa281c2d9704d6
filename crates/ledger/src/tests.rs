//! Tests.

use std::cell::Cell;

use book::{Kind, UnitId};
use rusqlite::{Connection, params};

use crate::Look;

#[test]
fn one_look_reads_a_thing_of_a_unit_once_and_the_next_look_reads_it_anew() {
    let (file, reads) = (Connection::open_in_memory().unwrap(), Cell::new(0));
    let read = |look: &Look, unit: u8| {
        let thing = look.once(UnitId([unit; 32]), || Ok(reads.replace(reads.get() + 1)));
        *thing.unwrap()
    };
    let look = Look::at(&file);
    assert_eq!((read(&look, 1), read(&look, 1), read(&look, 2)), (0, 0, 1));
    let other = look.once(UnitId([1; 32]), || Ok("of another type")).unwrap();
    assert_eq!((*other, read(&look, 1)), ("of another type", 0));
    assert_eq!(read(&Look::at(&file), 1), 2);
    let fault = look.once::<Vec<u8>>(UnitId([1; 32]), || Err(crate::Error::ReadOnly));
    assert!(fault.is_err() && look.once(UnitId([1; 32]), || Ok(vec![7_u8])).is_ok(), "a fault is not remembered");
}

#[test]
fn the_number_of_a_book_is_that_of_its_unit_and_kind_however_often_it_is_asked() {
    let file = Connection::open_in_memory().unwrap();
    file.execute_batch("CREATE TABLE chain (book INTEGER PRIMARY KEY, unit BLOB, kind INTEGER)").unwrap();
    let unit = |n: u8| UnitId([n; 32]);
    for n in 0..100 {
        let kind = if n % 2 == 0 { Kind::Bulletin } else { Kind::Record };
        file.execute("INSERT INTO chain VALUES (?, ?, ?)", params![n, unit(n / 2).0, kind as i64]).unwrap();
    }
    let look = Look::at(&file);
    for _ in 0..3 {
        for n in 0..50 {
            assert_eq!(look.book(unit(n), Kind::Bulletin).unwrap(), Some(2 * i64::from(n)));
            assert_eq!(look.book(unit(n), Kind::Record).unwrap(), Some(2 * i64::from(n) + 1));
        }
        assert_eq!(look.book(unit(60), Kind::Record).unwrap(), None);
    }
}
