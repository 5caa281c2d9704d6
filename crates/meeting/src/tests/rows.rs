//! The row of a meeting in lists.

use rusqlite::types::Value;

use super::{act, at, cancel, evening, roll, was_held, was_set};
use crate::{MEETING, Meeting};

fn row(meeting: &Meeting) -> Vec<Value> {
    (MEETING.row)(meeting)
}

#[test]
fn a_meeting_that_was_never_set_nor_held_is_in_no_list() {
    assert_eq!(row(&Meeting::default()), []);
}

#[test]
fn a_row_says_when_a_meeting_was_held_or_is_set() {
    let columns = MEETING.columns.split(',').count();
    assert_eq!(row(&was_set()).len(), columns);
    assert_eq!(row(&was_set())[..3], [at(1).at.0.into(), 0.into(), 0.into()]);
    assert_eq!(row(&was_held())[..3], [at(1).at.0.into(), 0.into(), 1.into()]);
    // Held on another day than it was set for: the day on which it was held is shown.
    let moved = Meeting { held: Some(at(2)), ..was_set() };
    assert_eq!(row(&moved)[0], at(2).at.0.into());
}

#[test]
fn a_row_says_that_a_meeting_was_cancelled() {
    let mut meeting = was_set();
    assert_eq!(row(&meeting)[4], 0.into());
    act(&mut meeting, cancel(), &roll(8, 0), evening(0)).unwrap();
    assert_eq!(row(&meeting)[4], 1.into());
}
