//! Pictures on the shelf: drawn once, and as old as they may be.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::channel;

use book::{CommandId, SubjectId, UnitId};
use charter::calendar::{Day, Moment};

use crate::shelf::{Intake, Shelf};

fn shelf() -> (tempfile::TempDir, Shelf) {
    let dir = tempfile::tempdir().expect("a folder");
    let shelf = Shelf::open(dir.path()).expect("a shelf");
    (dir, shelf)
}

/// What stands on the shelf at a time, in a state of the tables, or else this.
fn keep(shelf: &Shelf, state: i64, now: i64, stale: i64, or: impl FnOnce() -> u32) -> u32 {
    *shelf.keep(state, Moment(now), "a picture", |_| stale, || Ok(or())).expect("a picture")
}

#[test]
fn what_many_want_at_once_is_drawn_once() {
    let (_dir, shelf) = shelf();
    let drawn = AtomicU32::new(0);
    let draw = || {
        // Long enough for all to have come; whoever comes later finds it there.
        std::thread::sleep(std::time::Duration::from_millis(50));
        drawn.fetch_add(1, Ordering::SeqCst)
    };
    std::thread::scope(|scope| {
        (0..16).for_each(|_| drop(scope.spawn(|| assert_eq!(keep(&shelf, 1, 0, 0, draw), 0))));
    });
    assert_eq!(drawn.into_inner(), 1);
}

#[test]
fn a_picture_that_may_be_old_is_shown_to_the_others_while_one_draws_it_anew() {
    let (_dir, shelf) = shelf();
    assert_eq!(keep(&shelf, 1, 0, 1_000, || 1), 1);
    assert_eq!(keep(&shelf, 2, 999, 1_000, || 2), 1, "it may be a second old");
    let ((begun, begins), (end, ends)) = (channel(), channel::<()>());
    std::thread::scope(|scope| {
        let shelf = &shelf;
        let first = scope.spawn(move || {
            keep(shelf, 2, 5_000, 1_000, || {
                begun.send(()).expect("somebody listens");
                ends.recv().expect("somebody ends it");
                3
            })
        });
        begins.recv().expect("it begins");
        let meanwhile = keep(shelf, 2, 5_000, 1_000, || 4);
        // Said before anything is judged: whoever waits for it would wait for ever.
        end.send(()).expect("it waits");
        assert_eq!(meanwhile, 1);
        assert_eq!(first.join().expect("it was drawn"), 3);
    });
    assert_eq!(keep(&shelf, 2, 5_000, 1_000, || 5), 3);
    assert_eq!(keep(&shelf, 3, 500_000, 1_000, || 6), 6, "nobody is shown what is long gone");
}

#[test]
fn where_nothing_may_be_old_everybody_waits_for_what_is_true_now() {
    let (_dir, shelf) = shelf();
    assert_eq!(keep(&shelf, 1, 0, 0, || 1), 1);
    let ((begun, begins), (end, ends)) = (channel(), channel::<()>());
    std::thread::scope(|scope| {
        let shelf = &shelf;
        scope.spawn(move || {
            keep(shelf, 2, 0, 0, || {
                begun.send(()).expect("somebody listens");
                ends.recv().expect("somebody ends it");
                2
            })
        });
        begins.recv().expect("it begins");
        let second = scope.spawn(move || keep(shelf, 2, 0, 0, || 3));
        end.send(()).expect("it waits");
        assert_eq!(second.join().expect("it waited"), 2);
    });
}

#[test]
fn a_picture_that_could_not_be_drawn_is_tried_again() {
    let (_dir, shelf) = shelf();
    let failed = shelf.keep(1, Moment(0), "a picture", |_: &u32| 0, || Err(crate::Fault::NotFound));
    assert!(failed.is_err());
    assert_eq!(keep(&shelf, 1, 0, 0, || 2), 2);
}

#[test]
fn what_waits_for_the_end_of_the_day_leaves_nothing_in_a_log_that_tells_between_what_it_came() {
    let (dir, shelf) = shelf();
    let log = || std::fs::metadata(dir.path().join("node.db-wal")).map_or(0, |log| log.len());
    let draft = |name: &str| shelf.put(&[(name.into(), Some(vec![7]))], Moment(1)).expect("a draft");
    let intake = Intake {
        id: CommandId([1; 16]),
        unit: UnitId([2; 32]),
        subject: SubjectId([3; 16]),
        kind: "concern".into(),
        day: Day(7),
        value: vec![4],
    };
    draft("before");
    assert!(log() > 0, "the test would see it");
    assert!(shelf.take_in(std::slice::from_ref(&intake)).expect("it is taken in"));
    assert_eq!(log(), 0, "once it is taken in");
    draft("after");
    shelf.written(&[intake.id]).expect("it is written");
    assert_eq!(log(), 0, "once it is written");
}
