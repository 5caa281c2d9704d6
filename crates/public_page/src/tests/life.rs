//! A page that is shown and hidden, and somebody who asks to join.

use book::{PersonId, SubjectId, Text};
use charter::{Office, Private, Reach, Refusal};

use super::{act, by, keeper, secretary};
use crate::{Application, Apply, Asking, Command, Fact, Outcome, Page, Shown, TEXT_BYTES};

fn show(about: &str, places: usize) -> Command {
    let shown = Shown { joins: true, ..Shown::default() };
    let places = (0..places).map(|n| Text(format!("Place {n}"))).collect();
    Command::Show { shown, about: Text(about.into()), reach: Text::default(), meets: Text::default(), places }
}

fn post(title: &str, text: &str) -> Command {
    Command::Post { title: Text(title.into()), text: Text(text.into()) }
}

#[test]
fn a_page_is_shown_by_the_unit_s_own_choice_and_by_nobody_above() {
    let mut page = Page::default();
    assert_eq!(act(&mut page, &by(Office::Organiser, Reach::Above), show("We", 1), &None), Err(Refusal::NotYours));
    assert_eq!(act(&mut page, &by(Office::Treasurer, Reach::Here), show("We", 1), &None), Err(Refusal::NotYours));
    assert_eq!(act(&mut page, &secretary(), show("We", 1), &None), Ok(2));
    let stands = Fact::Presented {
        about: Text("We".into()),
        reach: Text::default(),
        meets: Text::default(),
        places: vec![Text("Place 0".into())],
    };
    assert_eq!(act(&mut page, &secretary(), show("We", 1), &Some(stands.clone())), Ok(0), "it is so already");
    assert_eq!(act(&mut page, &secretary(), show("We", 2), &Some(stands)), Ok(2));
    assert_eq!(act(&mut page, &secretary(), Command::Hide, &None), Ok(1));
    assert_eq!(act(&mut page, &secretary(), Command::Hide, &None), Err(Refusal::NotHere));
    assert!(page.shown.is_none());
}

#[test]
fn what_is_said_is_numbered_and_can_be_taken_down_once() {
    let mut page = Page::default();
    for n in 1..=3 {
        act(&mut page, &secretary(), post(&format!("Post {n}"), "Words"), &None).unwrap();
    }
    assert_eq!(act(&mut page, &secretary(), Command::TakeDown(2), &None), Ok(1));
    for nobody in [2, 0, 4, u32::MAX] {
        assert_eq!(act(&mut page, &secretary(), Command::TakeDown(nobody), &None), Err(Refusal::NotHere));
    }
    assert_eq!(page.posts.iter().map(|post| post.shown).collect::<Vec<_>>(), [true, false, true]);
}

#[test]
fn words_fit_or_are_refused() {
    let long = "x".repeat(TEXT_BYTES + 1);
    for (command, refusal) in [
        (show("  ", 1), Refusal::NoName),
        (show(&long, 1), Refusal::TooLong),
        (show("We", 21), Refusal::TooLong),
        (post("", "Words"), Refusal::NoName),
        (post("Title", " "), Refusal::NoName),
        (post(&"x".repeat(401), "Words"), Refusal::TooLong),
        (post("Title", &long), Refusal::TooLong),
    ] {
        assert_eq!(act(&mut Page::default(), &secretary(), command, &None), Err(refusal));
    }
}

fn asking(name: &str) -> Apply {
    let asking = Asking { name: Text(name.into()), contact: Text("+48 1".into()), words: Text::default() };
    Apply::Ask(Private::new(&asking).unwrap())
}

#[test]
fn whoever_asks_to_join_waits_for_the_cell_and_for_nobody_else() {
    let mut application = Application::default();
    let person = PersonId(SubjectId([1; 16]));
    assert_eq!(
        act(&mut application, &secretary(), asking("Farah"), &()),
        Err(Refusal::NotYours),
        "only for whoever came"
    );
    assert_eq!(act(&mut application, &keeper(), asking(""), &()), Err(Refusal::TooLong));
    assert_eq!(act(&mut application, &keeper(), asking("Farah"), &()), Ok(2));
    assert!(application.waits());
    assert_eq!(act(&mut application, &keeper(), Apply::Accept(person), &()), Err(Refusal::NotYours));
    assert_eq!(act(&mut application, &secretary(), Apply::Withdraw, &()), Err(Refusal::NotYours));
    assert_eq!(act(&mut application, &secretary(), Apply::Accept(person), &()), Ok(1));
    assert_eq!(act(&mut application, &secretary(), Apply::Accept(person), &()), Ok(0));
    for over in [Apply::Decline, asking("Else")] {
        let by = if matches!(over, Apply::Decline) { secretary() } else { keeper() };
        assert_eq!(act(&mut application, &by, over, &()), Err(Refusal::Exists));
    }
    assert_eq!(application.outcome.map(|of| of.0), Some(Outcome::Accepted(person)));
}
