//! What a cell says to a policy: a report, or an objection that counts as much.

use book::Text;
use charter::{Office, Reach, Refusal};

use super::{act, adopted, by};
use crate::{Answer, Outcome, Reason, Respond, Response, STORY_BYTES, Stage};

fn report(version: u32, story: Option<&str>) -> Respond {
    let story = story.map(|story| Text(story.into()));
    Respond::Report { version, outcome: Outcome::Partly, figure: Some(3), story }
}

fn object(version: u32) -> Respond {
    Respond::Object { version, reason: Reason::Means, text: Text("We have no car.".into()) }
}

#[test]
fn a_cell_answers_for_itself_and_nobody_above_does() {
    let policy = Some(adopted(1));
    for (office, reach, refusal) in [
        (Office::Organiser, Reach::Above, Refusal::NotYours),
        (Office::Secretary, Reach::Above, Refusal::NotYours),
        (Office::Treasurer, Reach::Here, Refusal::NotYours),
    ] {
        assert_eq!(act(&mut Response::default(), &by(office, reach), report(1, None), &policy), Err(refusal));
    }
    let mut response = Response::default();
    assert_eq!(act(&mut response, &by(Office::Deputy, Reach::Here), report(1, Some("Snow")), &policy), Ok(2));
    assert!(response.has_answered(1));
}

#[test]
fn an_objection_answers_as_a_report_does_and_has_to_give_reasons() {
    let (policy, secretary) = (Some(adopted(1)), by(Office::Secretary, Reach::Here));
    let mut response = Response::default();
    let bare = Respond::Object { version: 1, reason: Reason::Wrong, text: Text("  ".into()) };
    assert_eq!(act(&mut response, &secretary, bare, &policy), Err(Refusal::NoName));
    assert_eq!(act(&mut response, &secretary, object(1), &policy), Ok(2));
    assert!(response.has_answered(1) && response.has_talked(1));
    assert_eq!(act(&mut response, &secretary, Respond::TakeBack, &policy), Ok(1));
    assert!(!response.has_answered(1));
    assert_eq!(act(&mut response, &secretary, Respond::TakeBack, &policy), Ok(0));
}

#[test]
fn an_amended_policy_waits_for_the_cells_word_again() {
    let (mut response, secretary) = (Response::default(), by(Office::Secretary, Reach::Here));
    act(&mut response, &secretary, report(1, None), &Some(adopted(1))).unwrap();
    let amended = Some(adopted(2));
    assert!(response.has_answered(1) && !response.has_answered(2) && !response.has_talked(2));
    assert_eq!(act(&mut response, &secretary, report(1, None), &amended), Err(Refusal::Changed));
    assert_eq!(act(&mut response, &secretary, Respond::TalkOver(2), &amended), Ok(1));
    assert!(response.has_talked(2) && !response.has_answered(2));
    act(&mut response, &secretary, object(2), &amended).unwrap();
    assert!(matches!(response.answer, Some(Answer::Objected { version: 2, heard: 0, .. })));
    assert_eq!(response.times, 2, "the words that go with it are the second ones");
}

#[test]
fn nothing_is_said_to_what_nobody_above_asks() {
    let secretary = by(Office::Secretary, Reach::Here);
    let say = |policy, command| act(&mut Response::default(), &secretary, command, &policy);
    assert_eq!(say(None, report(1, None)), Err(Refusal::NotHere));
    let draft = crate::Policy { stage: Stage::Writing, ..adopted(1) };
    assert_eq!(say(Some(draft), Respond::TalkOver(1)), Err(Refusal::NotHere));
    let consulting = crate::Policy { stage: Stage::Consulting(None), ..adopted(1) };
    assert_eq!(say(Some(consulting.clone()), report(1, None)), Err(Refusal::NotAdopted));
    assert_eq!(say(Some(consulting), object(1)), Ok(2));
    let withdrawn = crate::Policy { stage: Stage::Withdrawn, ..adopted(1) };
    assert_eq!(say(Some(withdrawn), object(1)), Err(Refusal::PolicyOver));
    let long = "x".repeat(STORY_BYTES + 1);
    assert_eq!(say(Some(adopted(1)), report(1, Some(&long))), Err(Refusal::TooLong));
}
