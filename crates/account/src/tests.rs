use book::UnitId;
use charter::calendar::Moment;

use crate::{Accounts, LINK_HOURS, SESSION_DAYS, Viewer};

const HOUR: i64 = 3_600_000;

fn accounts() -> (tempfile::TempDir, Accounts) {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path()).unwrap();
    (dir, accounts)
}

fn viewer() -> Viewer {
    Viewer { unit: UnitId([7; 32]), term: None, person: None }
}

#[test]
fn a_link_is_used_once() {
    let (_dir, accounts) = accounts();
    let token = accounts.invite(&viewer(), Moment(0), [1; 16]).unwrap();
    assert_eq!(accounts.invited(&token, Moment(0)).unwrap(), Some(viewer()));
    let session = accounts.enter(&token, Moment(0), [2; 16]).unwrap().unwrap();
    assert_eq!(accounts.viewer(&session, Moment(0)).unwrap(), Some(viewer()));
    assert_eq!(accounts.enter(&token, Moment(0), [3; 16]).unwrap(), None);
}

#[test]
fn a_link_ends_after_its_hours() {
    let (_dir, accounts) = accounts();
    let token = accounts.invite(&viewer(), Moment(0), [1; 16]).unwrap();
    let late = Moment(LINK_HOURS * HOUR + 1);
    assert_eq!(accounts.invited(&token, late).unwrap(), None);
    assert_eq!(accounts.enter(&token, late, [2; 16]).unwrap(), None);
}

#[test]
fn a_session_ends_when_nobody_comes_and_lasts_while_somebody_does() {
    let (_dir, accounts) = accounts();
    let token = accounts.invite(&viewer(), Moment(0), [1; 16]).unwrap();
    let session = accounts.enter(&token, Moment(0), [2; 16]).unwrap().unwrap();
    let later = Moment(20 * 24 * HOUR);
    assert!(accounts.viewer(&session, later).unwrap().is_some());
    let much_later = Moment(later.0 + 20 * 24 * HOUR);
    assert!(accounts.viewer(&session, much_later).unwrap().is_some());
    let too_late = Moment(much_later.0 + (SESSION_DAYS + 1) * 24 * HOUR);
    assert_eq!(accounts.viewer(&session, too_late).unwrap(), None);
}

#[test]
fn who_leaves_is_gone() {
    let (_dir, accounts) = accounts();
    let token = accounts.invite(&viewer(), Moment(0), [1; 16]).unwrap();
    let session = accounts.enter(&token, Moment(0), [2; 16]).unwrap().unwrap();
    accounts.leave(&session).unwrap();
    assert_eq!(accounts.viewer(&session, Moment(0)).unwrap(), None);
}

#[test]
fn what_is_no_token_is_nobody() {
    let (_dir, accounts) = accounts();
    for token in ["", "x", "0123", "zz".repeat(16).as_str(), "é".repeat(16).as_str()] {
        assert_eq!(accounts.viewer(token, Moment(0)).unwrap(), None, "{token}");
        assert_eq!(accounts.enter(token, Moment(0), [2; 16]).unwrap(), None, "{token}");
    }
}

#[test]
fn no_token_stands_in_the_file() {
    let (dir, accounts) = accounts();
    let token = accounts.invite(&viewer(), Moment(0), *b"find me in there").unwrap();
    accounts.enter(&token, Moment(0), *b"or else this one").unwrap();
    drop(accounts);
    for name in ["node.db", "node.db-wal"] {
        let bytes = std::fs::read(dir.path().join(name)).unwrap_or_default();
        for secret in [b"find me in there", b"or else this one"] {
            assert!(!bytes.windows(16).any(|window| window == secret), "{name}");
        }
    }
}
