//! Being erased: two people ask, it hides at once, and nothing brings the person back.

use book::{AccountId, PersonId};
use charter::{By, Office, Refusal, Voice};

use super::{act, act_by, by, day, named};
use crate::{Command, Member};

fn voice(actor: u8, account: Option<u8>, of: Option<u8>) -> Voice {
    let person = of.map(|of| PersonId(book::SubjectId([of; 16])));
    Voice { actor: [actor; 16], account: account.map(|account| AccountId([account; 16])), person }
}

fn ask(member: &mut Member, voice: Voice) -> Result<usize, Refusal> {
    act_by(member, &By { voice, ..by(Office::Secretary) }, Command::Erase, 100)
}

fn join(since: i32, bulk: bool) -> Command {
    Command::Join { code: Some("A-7".into()), day: Some(day(since)), left: None, details: Some(named("Ada")), bulk }
}

fn joined() -> Member {
    let mut member = Member::default();
    act(&mut member, join(10, false), 20).unwrap();
    member
}

#[test]
fn one_who_asks_hides_nothing_and_two_hide_at_once_all_that_names_the_person() {
    let mut member = joined();
    ask(&mut member, voice(1, Some(1), Some(1))).unwrap();
    assert!(member.details().is_some() && member.erased.is_none());
    ask(&mut member, voice(2, Some(2), Some(2))).unwrap();
    assert_eq!((member.details(), &member.code, member.erased), (None, &None, Some(day(100))));
    let kept = serde_json::to_string(&member).unwrap();
    assert!(!kept.contains("Ada") && !kept.contains("A-7"), "{kept}");
    // What counts of people hang on stays.
    assert_eq!((member.joined, member.left), (Some(day(10)), Some(day(100))));
}

#[test]
fn one_person_with_two_sessions_two_accounts_or_two_offices_is_not_two_people() {
    let first = voice(1, Some(1), Some(1));
    for again in
        [first, voice(2, Some(1), Some(1)), voice(2, Some(2), Some(1)), voice(1, None, None), voice(2, Some(1), None)]
    {
        let mut member = joined();
        ask(&mut member, first).unwrap();
        assert_eq!(ask(&mut member, again), Err(Refusal::TwoPeople), "{again:?}");
        assert!(member.erased.is_none());
    }
}

#[test]
fn nobody_else_takes_back_what_somebody_asked() {
    let mut member = joined();
    ask(&mut member, voice(1, Some(1), Some(1))).unwrap();
    let officer = By { voice: voice(2, Some(2), Some(2)), ..by(Office::Secretary) };
    assert_eq!(act_by(&mut member, &officer, Command::Keep, 91), Err(Refusal::NotYours));
    assert_eq!(member.asked.len(), 1);
}

#[test]
fn somebody_asks_for_themselves_and_needs_no_office_and_asks_for_nobody_else() {
    let mut member = joined();
    let nobody = By::nobody(book::Actor::Keeper);
    let own = By { own: true, voice: voice(1, Some(1), Some(1)), ..nobody };
    assert_eq!(act_by(&mut member, &nobody, Command::Erase, 90), Err(Refusal::NoSuchTerm));
    act_by(&mut member, &own, Command::Erase, 90).unwrap();
    act_by(&mut member, &own, Command::Keep, 91).unwrap();
    assert!(member.asked.is_empty());
}

#[test]
fn hostile_111_nothing_that_comes_later_brings_an_erased_person_back() {
    let mut member = joined();
    ask(&mut member, voice(1, None, None)).unwrap();
    ask(&mut member, voice(2, None, None)).unwrap();
    let before = member.clone();
    for command in [join(200, false), Command::Describe(named("Ada")), Command::Erase, Command::Keep, Command::MakeHome]
    {
        assert_eq!(act(&mut member, command, 200), Err(Refusal::Erased));
    }
    // A file that is brought in once more says nothing against it, and changes nothing.
    assert_eq!(act(&mut member, join(200, true), 200), Ok(0));
    assert_eq!(member, before);
}

#[test]
fn of_whoever_left_the_keeper_forgets_at_the_end_of_the_term_and_of_nobody_else() {
    let keeper = By { reach: charter::Reach::Keeper, ..By::nobody(book::Actor::Keeper) };
    let mut member = joined();
    assert_eq!(act_by(&mut member, &keeper, Command::Expire, 90), Err(Refusal::NotYet), "they belong to it");
    act(&mut member, Command::Leave(day(40)), 40).unwrap();
    assert_eq!(act(&mut member, Command::Expire, 90), Err(Refusal::NotYours), "an officer does not decide it");
    act_by(&mut member, &keeper, Command::Expire, 90).unwrap();
    assert_eq!((member.details(), member.erased, member.left), (None, Some(day(90)), Some(day(40))));
    assert_eq!(act_by(&mut member, &keeper, Command::Expire, 91), Ok(0));
    // The key is destroyed after it like anybody's.
    assert_eq!(act_by(&mut member, &keeper, Command::Destroyed, 97), Ok(1));
    assert!(member.destroyed);
}
