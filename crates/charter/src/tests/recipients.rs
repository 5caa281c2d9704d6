//! Who can open a record besides its keeper, and until when that holds.

use book::Hash;

use super::kit::{act, by, hash};
use crate::calendar::Moment;
use crate::recipients::{Command, Fact, GIVEN_DAYS, RECIPIENTS, Recipients};
use crate::{Office, Reach, Refusal, Subject};

fn ask(state: &mut Recipients, command: Command) -> Result<usize, Refusal> {
    let told = |facts: &Vec<Fact>| facts.iter().filter(|fact| !Recipients::apart(fact)).count();
    let facts = state.decide(command, &(), &super::kit::stamp(1))?;
    let count = told(&facts);
    for fact in facts.into_iter().filter(|fact| !Recipients::apart(fact)) {
        super::kit::happen(state, &by(Office::Secretary, Reach::Here), fact, 1)?;
    }
    Ok(count)
}

fn give(to: &str, key: Hash) -> Command {
    Command::Give { to: to.into(), name: "A stick".into(), key }
}

fn open(to: &str, key: Hash) -> Command {
    Command::Open { to: to.into(), key }
}

fn safe(state: &Recipients, key: Hash, days: i64) -> bool {
    state.second(Some(key), Moment(days * 86_400_000)).next().is_some()
}

#[test]
fn a_record_is_safe_once_what_was_given_was_tried_and_while_it_opens_what_is_written() {
    let mut state = Recipients::default();
    assert!(!safe(&state, hash(1), 0));
    ask(&mut state, give("age1a", hash(1))).unwrap();
    assert!(!safe(&state, hash(1), 0), "nobody tried it");
    ask(&mut state, open("age1a", hash(1))).unwrap();
    assert!(safe(&state, hash(1), 0));
    assert!(safe(&state, hash(1), GIVEN_DAYS) && !safe(&state, hash(1), GIVEN_DAYS + 1), "too old");
    assert!(!safe(&state, hash(2), 0), "another key locks what is written now");
    assert!(state.second(None, Moment(0)).next().is_none());
    ask(&mut state, give("age1a", hash(2))).unwrap();
    assert!(!safe(&state, hash(2), 0), "the new one was not tried");
}

#[test]
fn a_code_of_what_was_given_before_tells_nothing_of_what_is_given_now() {
    let mut state = Recipients::default();
    ask(&mut state, give("age1a", hash(1))).unwrap();
    assert_eq!(ask(&mut state, open("age1a", hash(2))), Err(Refusal::NotTheCode));
    assert_eq!(ask(&mut state, open("age1b", hash(1))), Err(Refusal::NotTheCode));
}

#[test]
fn whoever_is_withdrawn_counts_no_more() {
    let mut state = Recipients::default();
    ask(&mut state, give("age1a", hash(1))).unwrap();
    ask(&mut state, open("age1a", hash(1))).unwrap();
    ask(&mut state, Command::Withdraw { to: "age1a".into() }).unwrap();
    assert!(!safe(&state, hash(1), 0));
    assert_eq!(ask(&mut state, Command::Withdraw { to: "age1a".into() }), Err(Refusal::NotHere));
}

#[test]
fn only_those_who_write_give_keys_and_to_so_many() {
    let given = Fact::Given { to: "age1a".into(), key: hash(1) };
    assert_eq!(Recipients::default().may(&by(Office::Treasurer, Reach::Here), &given), Err(Refusal::NotYours));
    let mut state = Recipients::default();
    for number in 0..RECIPIENTS {
        ask(&mut state, give(&number.to_string(), hash(1))).unwrap();
    }
    assert_eq!(ask(&mut state, give("one more", hash(1))), Err(Refusal::TooLong));
    ask(&mut state, give("1", hash(2))).unwrap();
    let long = "x".repeat(crate::recipients::NAME_BYTES + 1);
    let named = Command::Give { to: "1".into(), name: long.as_str().into(), key: hash(1) };
    assert_eq!(act(&mut state, &by(Office::Secretary, Reach::Here), named, &(), 1), Err(Refusal::TooLong));
}
