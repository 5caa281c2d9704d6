mod mail;
mod notes;
mod tallies;

use book::UnitId;
use charter::calendar::Moment;

use crate::{
    Accounts, Hashing, How, LINK_HOURS, Link, Network, Notice, Pace, SESSION_DAYS, Session, Unfit, Viewer, Warrant,
};

const HOUR: i64 = 3_600_000;
const NOW: Moment = Moment(0);
const PASSWORD: (&str, &str) = ("Ada", "a long enough password");

fn accounts() -> (tempfile::TempDir, Accounts) {
    let dir = tempfile::tempdir().unwrap();
    let accounts = Accounts::open(dir.path()).unwrap();
    (dir, accounts)
}

fn viewer(person: u8) -> Viewer {
    let person = Some(book::PersonId(book::SubjectId([person; 16])));
    Viewer { unit: UnitId([7; 32]), term: None, person }
}

fn officer(person: u8, number: u64) -> Viewer {
    let term = ledger::Term::Office { unit: UnitId([7; 32]), office: charter::Office::Secretary, number };
    Viewer { term: Some(term), ..viewer(person) }
}

fn is_officer(account: &crate::Account) -> ledger::Result<bool> {
    Ok(account.viewer.term.is_some())
}

fn came_in(accounts: &Accounts, viewer: &Viewer, seed: u8) -> Session {
    let link = Link::to(viewer.clone(), None);
    let token = accounts.invite(&link, NOW, [seed; 16]).unwrap();
    accounts.enter(&token, "", NOW, [[seed + 1; 16], [seed + 2; 16]], is_officer).unwrap().unwrap()
}

#[test]
fn a_link_is_used_once() {
    let (_dir, accounts) = accounts();
    let link = Link::to(viewer(1), None);
    let token = accounts.invite(&link, NOW, [1; 16]).unwrap();
    assert_eq!(accounts.invited(&token, NOW).unwrap(), Some(link));
    let session = accounts.enter(&token, "", NOW, [[2; 16], [9; 16]], is_officer).unwrap().unwrap();
    let found = accounts.session(&session.token, NOW).unwrap().unwrap();
    assert_eq!((found.viewer, found.how, found.can_return), (viewer(1), How::Link, false));
    assert_eq!(accounts.enter(&token, "", NOW, [[3; 16], [8; 16]], is_officer).unwrap(), None);
}

#[test]
fn a_link_ends_after_its_hours() {
    let (_dir, accounts) = accounts();
    let token = accounts.invite(&Link::to(viewer(1), None), NOW, [1; 16]).unwrap();
    let late = Moment(LINK_HOURS * HOUR + 1);
    assert_eq!(accounts.invited(&token, late).unwrap(), None);
    assert_eq!(accounts.enter(&token, "", late, [[2; 16], [9; 16]], is_officer).unwrap(), None);
}

#[test]
fn a_session_ends_when_nobody_comes_and_lasts_while_somebody_does() {
    let (_dir, accounts) = accounts();
    let session = came_in(&accounts, &viewer(1), 1).token;
    let later = Moment(20 * 24 * HOUR);
    assert!(accounts.session(&session, later).unwrap().is_some());
    let much_later = Moment(later.0 + 20 * 24 * HOUR);
    assert!(accounts.session(&session, much_later).unwrap().is_some());
    let too_late = Moment(much_later.0 + (SESSION_DAYS + 1) * 24 * HOUR);
    assert_eq!(accounts.session(&session, too_late).unwrap(), None);
}

#[test]
fn who_leaves_is_gone() {
    let (_dir, accounts) = accounts();
    let session = came_in(&accounts, &viewer(1), 1).token;
    accounts.leave(&session).unwrap();
    assert_eq!(accounts.session(&session, NOW).unwrap(), None);
}

#[test]
fn what_is_no_token_is_nobody() {
    let (_dir, accounts) = accounts();
    for token in ["", "x", "0123", "zz".repeat(16).as_str(), "é".repeat(16).as_str()] {
        assert_eq!(accounts.session(token, NOW).unwrap(), None, "{token}");
        assert_eq!(accounts.enter(token, "", NOW, [[2; 16], [9; 16]], is_officer).unwrap(), None, "{token}");
    }
}

#[test]
fn no_secret_stands_in_the_file() {
    let (dir, accounts) = accounts();
    let link = Link::to(viewer(1), None);
    let token = accounts.invite(&link, NOW, *b"find me in there").unwrap();
    let session = accounts.enter(&token, "", NOW, [*b"or else this one", [9; 16]], is_officer).unwrap().unwrap();
    let set = accounts.set_password(session.account, PASSWORD, &Hashing::default(), [1; 16], NOW).unwrap();
    assert_eq!(set, Ok(()));
    let codes = accounts.make_codes(session.account, std::array::from_fn(|at| [at as u8; 16]), NOW).unwrap();
    drop(accounts);
    for name in ["node.db", "node.db-wal"] {
        let bytes = std::fs::read(dir.path().join(name)).unwrap_or_default();
        for secret in [&b"find me in there"[..], b"or else this one", PASSWORD.1.as_bytes(), codes[0].as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret), "{name}");
        }
    }
}

#[test]
fn a_name_and_a_password_open_an_account_whatever_the_case_of_the_name() {
    let (_dir, accounts) = accounts();
    let (session, hashing) = (came_in(&accounts, &viewer(1), 1), Hashing::default());
    accounts.set_password(session.account, PASSWORD, &hashing, [1; 16], NOW).unwrap().unwrap();
    let try_it = |name, password| accounts.by_password((name, password), &hashing, "", NOW, [5; 16]).unwrap();
    assert_eq!(try_it("ADA ", PASSWORD.1).unwrap().account, session.account);
    for (name, password) in [("Ada", "a long enough passwore"), ("Eda", PASSWORD.1), ("", ""), ("Ada", "")] {
        assert_eq!(try_it(name, password), None, "{name} {password}");
    }
    assert_eq!(accounts.notices(session.account).unwrap(), [(NOW, Notice::PasswordSet)]);
}

#[test]
fn hostile_019_every_sign_of_a_long_password_counts_and_one_without_end_is_not_hashed() {
    let (_dir, accounts) = accounts();
    let (session, hashing) = (came_in(&accounts, &viewer(1), 1), Hashing::default());
    let set =
        |password: &str| accounts.set_password(session.account, ("ada", password), &hashing, [1; 16], NOW).unwrap();
    let long = "0123456789".repeat(20);
    assert_eq!(set(&long), Ok(()));
    let cut = &long[..long.len() - 1];
    assert_eq!(accounts.by_password(("ada", cut), &hashing, "", NOW, [5; 16]).unwrap(), None);
    assert!(accounts.by_password(("ada", &long), &hashing, "", NOW, [5; 16]).unwrap().is_some());
    assert_eq!(set(&"x1".repeat(1_000_000)), Err(Unfit::Long));
    assert_eq!(accounts.by_password(("ada", &"x1".repeat(1_000_000)), &hashing, "", NOW, [6; 16]).unwrap(), None);
}

#[test]
fn passwords_that_would_be_guessed_first_are_not_taken() {
    let (_dir, accounts) = accounts();
    let (session, hashing) = (came_in(&accounts, &viewer(1), 1), Hashing::default());
    let set = |name: &str, password: &str| {
        accounts.set_password(session.account, (name, password), &hashing, [1; 16], NOW).unwrap()
    };
    assert_eq!(set("ada", "short"), Err(Unfit::Short));
    assert_eq!(set("ada", "I am Ada, always"), Err(Unfit::Plain));
    assert_eq!(set("ada", "zzzzzzzzzzzzzz"), Err(Unfit::Plain));
    assert_eq!(set(" ", "a long enough password"), Err(Unfit::Name));
    let other = came_in(&accounts, &viewer(2), 20);
    accounts.set_password(other.account, ("Ada", "another long password"), &hashing, [1; 16], NOW).unwrap().unwrap();
    assert_eq!(set("aDA", "a long enough password"), Err(Unfit::NameTaken));
}

#[test]
fn a_code_opens_once_however_it_is_typed_and_new_ones_take_the_place_of_those_before() {
    let (_dir, accounts) = accounts();
    let session = came_in(&accounts, &viewer(1), 1);
    let random = std::array::from_fn(|at| [at as u8; 16]);
    let codes = accounts.make_codes(session.account, random, NOW).unwrap();
    let typed = codes[1].to_lowercase().replace('-', " ");
    let found = accounts.by_code(&typed, "", NOW, [50; 16]).unwrap().unwrap();
    assert_eq!((found.account, found.how), (session.account, How::Code));
    assert_eq!(accounts.by_code(&codes[1], "", NOW, [51; 16]).unwrap(), None);
    accounts.make_codes(session.account, std::array::from_fn(|at| [100 + at as u8; 16]), NOW).unwrap();
    assert_eq!(accounts.by_code(&codes[2], "", NOW, [52; 16]).unwrap(), None);
    assert_eq!(accounts.by_code("", "", NOW, [53; 16]).unwrap(), None);
}

#[test]
fn hostile_100_a_link_steps_round_nothing_that_opens_an_account() {
    let (_dir, accounts) = accounts();
    let (session, hashing) = (came_in(&accounts, &viewer(1), 1), Hashing::default());
    let again = accounts.invite(&Link::to(viewer(1), None), NOW, [9; 16]).unwrap();
    accounts.set_password(session.account, PASSWORD, &hashing, [1; 16], NOW).unwrap().unwrap();
    assert_eq!(accounts.enter(&again, "", NOW, [[11; 16], [12; 16]], is_officer).unwrap(), None);
}

#[test]
fn an_officer_who_was_invited_by_one_is_confirmed_by_another_who_is_somebody_else() {
    let (_dir, accounts) = accounts();
    let (first, second) = (came_in(&accounts, &officer(1, 1), 1), came_in(&accounts, &officer(2, 2), 10));
    let link = Link::to(officer(3, 3), Some(first.account));
    let token = accounts.invite(&link, NOW, [20; 16]).unwrap();
    let third = accounts.enter(&token, "", NOW, [[21; 16], [22; 16]], is_officer).unwrap().unwrap();
    assert!(third.waits);
    assert!(!accounts.confirm(third.account, third.account, NOW).unwrap());
    assert!(!accounts.confirm(third.account, first.account, NOW).unwrap(), "whoever made the link");
    assert!(accounts.confirm(third.account, second.account, NOW).unwrap());
    assert!(!accounts.session(&third.token, NOW).unwrap().unwrap().waits);
}

#[test]
fn the_only_officer_of_a_unit_invites_the_next_one_without_another() {
    let (_dir, accounts) = accounts();
    let first = came_in(&accounts, &officer(1, 1), 1);
    let link = Link::to(officer(3, 3), Some(first.account));
    let token = accounts.invite(&link, NOW, [20; 16]).unwrap();
    assert!(!accounts.enter(&token, "", NOW, [[21; 16], [22; 16]], is_officer).unwrap().unwrap().waits);
}

#[test]
fn hostile_018_whoever_guesses_waits_ever_longer_and_keeps_nobody_else_out() {
    let (pace, here) = (Pace::default(), Network::of([10, 0, 0, 1].into()));
    let elsewhere = Network::of([10, 0, 0, 2].into());
    let tried = (0..100).filter(|_| pace.enter("ada", here, NOW).is_ok()).count();
    assert_eq!(tried, 4);
    assert_eq!(pace.enter("ada", here, NOW), Err(1_000));
    // The owner, from another place, waits a second at most.
    assert_eq!(pace.enter("ada", elsewhere, NOW), Ok(1_000));
    assert_eq!(pace.enter("eda", here, NOW), Ok(0));
    for step in 1..20 {
        let _ = pace.enter("ada", here, Moment(step * 120_000));
    }
    let wait = pace.enter("ada", here, Moment(19 * 120_000 + 1)).unwrap_err();
    assert!((30_000..=60_000).contains(&wait), "{wait}");
    pace.got_in("ada", here);
    assert!(pace.enter("ada", here, Moment(19 * 120_000 + 2)).is_ok());
}

#[test]
fn one_network_that_tries_many_names_waits_for_all_of_them() {
    let (pace, here) = (Pace::default(), Network::of([10, 0, 0, 1].into()));
    let tried = (0..100).filter(|name| pace.enter(&format!("name {name}"), here, NOW).is_ok()).count();
    assert_eq!(tried, 30);
}

#[test]
fn two_officers_open_the_way_again_after_a_day_and_everything_before_is_closed() {
    let (_dir, accounts) = accounts();
    let hashing = Hashing::default();
    let owner = came_in(&accounts, &viewer(1), 1);
    accounts.set_password(owner.account, PASSWORD, &hashing, [1; 16], NOW).unwrap().unwrap();
    let (first, second) = (came_in(&accounts, &officer(2, 1), 10), came_in(&accounts, &officer(3, 2), 20));
    assert!(!accounts.ask_reset(owner.account, &owner, false, NOW).unwrap(), "nobody asks it for themselves");
    assert!(accounts.ask_reset(owner.account, &first, false, NOW).unwrap());
    assert!(!accounts.ask_reset(owner.account, &first, false, NOW).unwrap(), "one officer is not two");
    assert!(accounts.ask_reset(owner.account, &second, false, Moment(HOUR)).unwrap());
    assert_eq!(
        accounts.reset_link(owner.account, Warrant::Asked, Moment(24 * HOUR), [30; 16]).unwrap(),
        None,
        "a day has not passed"
    );
    let link = accounts.reset_link(owner.account, Warrant::Asked, Moment(25 * HOUR), [30; 16]).unwrap().unwrap();
    let now = Moment(26 * HOUR);
    let session = accounts.enter(&link, "", now, [[31; 16], [32; 16]], is_officer).unwrap().unwrap();
    assert_eq!(session.account, owner.account);
    assert_eq!(accounts.by_password(PASSWORD, &hashing, "", now, [33; 16]).unwrap(), None);
    assert_eq!(accounts.session(&owner.token, now).unwrap(), None);
    assert!(accounts.notices(owner.account).unwrap().iter().any(|(_, notice)| *notice == Notice::ResetAsked));
}

#[test]
fn what_two_signed_opens_the_way_a_day_later_if_somebody_asked_before_and_the_owner_did_not_object() {
    let (_dir, accounts) = accounts();
    let owner = came_in(&accounts, &viewer(1), 1);
    let officer = came_in(&accounts, &officer(2, 1), 10);
    let signed = |at: i64| Warrant::Signed(Some(Moment(at)));
    let link =
        |warrant, hours: i64| accounts.reset_link(owner.account, warrant, Moment(hours * HOUR), [30; 16]).unwrap();
    assert_eq!(link(signed(0), 25), None, "nobody asked here, so the owner was not told");
    assert!(accounts.ask_reset(owner.account, &officer, true, Moment(HOUR)).unwrap());
    assert!(
        accounts.ask_reset(owner.account, &officer, true, Moment(HOUR)).unwrap(),
        "who did not sign yet asks again"
    );
    assert_eq!(accounts.reset(owner.account).unwrap().by.len(), 1);
    assert_eq!(link(Warrant::Asked, 30), None, "one asked, and that is not two");
    assert_eq!(link(Warrant::Signed(None), 30), None, "nobody signed");
    assert_eq!(link(signed(0), 30), None, "it was signed for another time");
    assert_eq!(link(signed(2 * HOUR), 25), None, "a day has not passed");
    assert!(link(signed(2 * HOUR), 26).is_some());
    accounts.object(owner.account).unwrap();
    assert_eq!(link(signed(2 * HOUR), 30), None, "the owner objected");
}

#[test]
fn an_owner_who_objects_ends_it_and_hostile_098_a_link_that_was_too_late_stays_dead() {
    let (_dir, accounts) = accounts();
    let owner = came_in(&accounts, &viewer(1), 1);
    let officers = [came_in(&accounts, &officer(2, 1), 10), came_in(&accounts, &officer(3, 2), 20)];
    let ask = || officers.iter().for_each(|by| assert!(accounts.ask_reset(owner.account, by, false, NOW).unwrap()));
    ask();
    let link = accounts.reset_link(owner.account, Warrant::Asked, Moment(24 * HOUR), [30; 16]).unwrap().unwrap();
    accounts.object(owner.account).unwrap();
    let enter = |link: &str, now| accounts.enter(link, "", now, [[31; 16], [32; 16]], is_officer).unwrap();
    assert_eq!(enter(&link, Moment(25 * HOUR)), None);
    ask();
    let link = accounts.reset_link(owner.account, Warrant::Asked, Moment(24 * HOUR), [40; 16]).unwrap().unwrap();
    assert_eq!(enter(&link, Moment((24 + LINK_HOURS) * HOUR + 1)), None);
}

#[test]
fn hostile_023_an_officer_of_another_unit_asks_for_no_way_into_an_account_and_confirms_none() {
    let (_dir, accounts) = accounts();
    let first = came_in(&accounts, &officer(2, 1), 10);
    came_in(&accounts, &officer(3, 2), 20);
    let made = accounts.invite(&Link::to(officer(1, 3), Some(first.account)), NOW, [30; 16]).unwrap();
    let owner = accounts.enter(&made, "", NOW, [[31; 16], [32; 16]], is_officer).unwrap().unwrap();
    let before = accounts.account(owner.account).unwrap();
    for (unit, seed) in [(6, 40), (8, 50)] {
        let unit = UnitId([unit; 32]);
        let term = ledger::Term::Office { unit, office: charter::Office::Organiser, number: 1 };
        let other = came_in(&accounts, &Viewer { unit, term: Some(term), person: None }, seed);
        assert!(!accounts.ask_reset(owner.account, &other, false, NOW).unwrap());
        assert!(!accounts.confirm(owner.account, other.account, NOW).unwrap());
    }
    assert_eq!(accounts.account(owner.account).unwrap(), before);
    assert!(
        accounts.reset(owner.account).unwrap().by.is_empty() && accounts.notices(owner.account).unwrap().is_empty()
    );
}
