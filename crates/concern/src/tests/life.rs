//! A concern from its raising to its settling, and who may say what of it.

use charter::{Bytes, Office, Reach, Refusal};
use proptest::prelude::{Just, Strategy, prop, prop_oneof, proptest};

use super::{CELL, REGION};
use super::{act, appeal, by, keeper, raise, raised, receipt, secretary, settle, text};
use crate::{Command, Concern, Standing, Word};

#[test]
fn hostile_155_nobody_settles_a_concern_without_the_code_of_its_receipt() {
    let mut concern = raised();
    act(&mut concern, &secretary(), Command::Answer(text()), 3).unwrap();
    let other = receipt(2);
    for by in [secretary(), by(Office::Ombuds, Reach::Here), by(Office::Organiser, Reach::Above), keeper()] {
        let forged = [settle(&other, 1), Command::Settle { word: 1, signature: Bytes(vec![0; 64]) }];
        for command in forged.into_iter().chain([Command::Settle { word: 1, signature: Bytes(vec![]) }]) {
            assert!(act(&mut concern, &by, command, 4).is_err());
        }
    }
    // An officer who holds the very signature still does not write it in: the keeper does, for whoever brought it.
    assert_eq!(act(&mut concern, &secretary(), settle(&receipt(1), 1), 4), Err(Refusal::NotYours));
    assert_eq!(act(&mut concern, &keeper(), settle(&receipt(1), 1), 4), Ok(1));
    assert!(concern.is_settled());
}

#[test]
fn a_signature_is_good_for_one_word_and_one_meaning() {
    let mut concern = raised();
    let sign = |said, word| Bytes(receipt(1).sign(said, word).to_vec());
    let crossed = Command::Settle { word: 1, signature: sign(Word::Appealed, 1) };
    assert_eq!(act(&mut concern, &keeper(), crossed, 1), Err(Refusal::NotTheReceipt));
    let later = Command::Settle { word: 2, signature: sign(Word::Settled, 2) };
    assert_eq!(act(&mut concern, &keeper(), later, 1), Err(Refusal::NotTheReceipt));
    act(&mut concern, &keeper(), settle(&receipt(1), 1), 1).unwrap();
    act(&mut concern, &keeper(), appeal(&receipt(1), 2), 2).unwrap();
    // The old word is not said again by whoever kept a copy of it.
    assert_eq!(act(&mut concern, &keeper(), settle(&receipt(1), 1), 3), Err(Refusal::NotTheReceipt));
    assert!(!concern.is_settled());
}

#[test]
fn a_concern_is_raised_by_the_keeper_alone_and_once() {
    let mut concern = Concern::default();
    for by in [secretary(), by(Office::Organiser, Reach::Above)] {
        assert_eq!(act(&mut concern, &by, raise(&receipt(1)), 0), Err(Refusal::NotYours));
    }
    assert_eq!(act(&mut concern, &keeper(), raise(&receipt(1)), 0), Ok(2));
    assert_eq!(act(&mut concern, &keeper(), raise(&receipt(1)), 0), Ok(0), "the same, sent twice");
    assert_eq!(act(&mut concern, &keeper(), raise(&receipt(2)), 0), Err(Refusal::Exists));
}

#[test]
fn what_is_settled_is_answered_no_more_until_its_raiser_says_otherwise() {
    let mut concern = raised();
    act(&mut concern, &keeper(), settle(&receipt(1), 1), 1).unwrap();
    for command in [Command::Answer(text()), Command::AnswerSoFar(text()), Command::Acknowledge] {
        assert_eq!(act(&mut concern, &secretary(), command, 2), Err(Refusal::Settled));
    }
    act(&mut concern, &keeper(), appeal(&receipt(1), 2), 2).unwrap();
    assert_eq!(super::whole(concern.clone()).standing(), Standing::Appealed);
    assert_eq!(act(&mut concern, &secretary(), Command::Answer(text()), 3), Ok(2));
    assert_eq!(super::whole(concern).standing(), Standing::Answered, "silence is 'answered', and not confirmed");
}

#[test]
fn only_the_unit_itself_or_its_ombuds_answers_and_nobody_speaks_for_it_from_above() {
    for (office, reach, may) in [
        (Office::Secretary, Reach::Here, true),
        (Office::Deputy, Reach::Here, true),
        (Office::Ombuds, Reach::Here, true),
        (Office::Treasurer, Reach::Here, false),
        (Office::Organiser, Reach::Above, false),
    ] {
        let done = act(&mut raised(), &by(office, reach), Command::Answer(text()), 1);
        assert_eq!(done.is_ok(), may, "{office:?} {reach:?}");
    }
}

#[test]
fn a_concern_is_passed_upward_and_nowhere_else() {
    let mut concern = raised();
    let pass = |to| Command::PassOn { to, text: text() };
    assert_eq!(act(&mut concern, &secretary(), pass(CELL), 1), Err(Refusal::NotHere));
    assert_eq!(act(&mut concern, &secretary(), pass(REGION), 1), Ok(2));
    assert!(super::whole(concern).opens_to(REGION, 1, super::day(1)), "whoever was asked waits for no date");
}

fn commands() -> impl Strategy<Value = (bool, Command)> {
    let words = (1..4_u8, 0..5_u32, prop::bool::ANY).prop_map(|(of, word, is_settled)| {
        let receipt = receipt(of);
        (true, if is_settled { settle(&receipt, word) } else { appeal(&receipt, word) })
    });
    let offices = prop_oneof![
        Just(Command::Acknowledge),
        Just(Command::Answer(text())),
        Just(Command::AnswerSoFar(text())),
        Just(Command::PassOn { to: REGION, text: text() }),
    ];
    prop_oneof![words, offices.prop_map(|command| (false, command))]
}

proptest! {
    #[test]
    fn whatever_is_asked_only_the_receipt_settles_and_words_are_numbered_without_a_gap(
        asked in prop::collection::vec(commands(), 0..40),
    ) {
        let mut concern = raised();
        for (on, (as_keeper, command)) in asked.into_iter().enumerate() {
            let (before, words) = (concern.clone(), concern.words());
            let own = matches!(
                &command,
                Command::Settle { word, signature } | Command::Appeal { word, signature, .. }
                    if *word == words + 1 && [Word::Settled, Word::Appealed].into_iter()
                        .any(|said| receipt(1).sign(said, *word).to_vec() == signature.0)
            );
            let by = if as_keeper { keeper() } else { secretary() };
            let done = act(&mut concern, &by, command, on as i32);
            assert!(done.is_ok() || concern == before, "a refusal changes nothing");
            assert!(concern.is_settled() == before.is_settled() || own);
            assert!(concern.words() == words || (own && concern.words() == words + 1));
        }
    }
}
