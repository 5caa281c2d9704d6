//! The row of a member in lists.

use rusqlite::types::Value;

use super::{act, day, join, joined, named};
use crate::{Command, MEMBER, Member};

fn row(member: &Member) -> Vec<Value> {
    (MEMBER.row)(member)
}

#[test]
fn a_row_has_a_value_for_every_column() {
    let columns = MEMBER.columns.split(',').count();
    assert_eq!([row(&Member::default()).len(), row(&joined(10)).len()], [columns; 2]);
}

#[test]
fn a_row_shows_the_name_where_it_can_be_read() {
    let mut member = joined(10);
    assert_eq!(row(&member)[1], Value::Null);
    act(&mut member, Command::Describe(named("Ada")), 11).unwrap();
    assert_eq!(row(&member)[1], Value::Text("Ada".into()));
}

#[test]
fn a_row_shows_the_days_by_which_the_roll_is_found() {
    let mut member = Member::default();
    act(&mut member, join(None, None), 15).unwrap();
    act(&mut member, Command::Leave(day(20)), 20).unwrap();
    assert_eq!(row(&member)[2..5], [Value::Null, day(15).0.into(), day(20).0.into()]);
    assert_eq!(row(&joined(10))[2..5], [day(10).0.into(), day(10).0.into(), Value::Null]);
    assert_eq!(row(&Member::default())[2..5], [const { Value::Null }; 3]);
}
