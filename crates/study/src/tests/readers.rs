//! A reader from its first version to the day on which it is offered no more, and who may write one.

use charter::{Office, Refusal};
use proptest::prelude::{any, prop, proptest};

use super::{act, by, member, part, write};
use crate::{Around, Booklet, Command, PARTS, Part, QUESTION_BYTES, QUESTIONS, Reader, TEXT_BYTES, TITLE_BYTES};

fn offered() -> Reader {
    let mut reader = Reader::default();
    act(&mut reader, &by(Office::Organiser), write(0, vec![part("Bread", &["Who bakes?"])]), &Around::default())
        .unwrap();
    reader
}

fn cell() -> Around {
    Around { is_cell: true, stands: None }
}

#[test]
fn whoever_manages_a_unit_offers_a_reader_and_nobody_else_does() {
    let one = || write(0, vec![part("Bread", &["Who bakes?"])]);
    let around = Around::default();
    for who in [member(1), by(Office::Treasurer), by(Office::Deputy), by(Office::Ombuds)] {
        assert!(act(&mut Reader::default(), &who, one(), &around).is_err(), "{who:?}");
    }
    assert_eq!(act(&mut Reader::default(), &by(Office::Organiser), one(), &around), Ok(3));
    assert_eq!(act(&mut Reader::default(), &by(Office::Organiser), one(), &cell()), Err(Refusal::BelowACell));
}

#[test]
fn a_cell_writes_one_for_itself_and_a_unit_above_does_not_write_in_a_record() {
    let one = || write(0, vec![part("Our hill", &["Who was here first?"])]);
    assert_eq!(act(&mut Booklet::default(), &by(Office::Deputy), one(), &cell()), Ok(3));
    assert_eq!(act(&mut Booklet::default(), &member(1), one(), &cell()), Err(Refusal::NoSuchTerm));
    assert_eq!(act(&mut Booklet::default(), &by(Office::Secretary), one(), &Around::default()), Err(Refusal::NotACell));
}

#[test]
fn a_reader_has_one_to_twenty_four_parts_and_each_one_to_ten_questions_that_fit() {
    let asked = |parts| act(&mut Reader::default(), &by(Office::Organiser), write(0, parts), &Around::default());
    let many = |n: usize| vec!["Why?"; n];
    assert_eq!(asked(vec![]), Err(Refusal::NotAReader));
    assert_eq!(asked(vec![part("Bread", &[])]), Err(Refusal::NotAReader));
    assert_eq!(asked(vec![part(" ", &["Why?"])]), Err(Refusal::NotAReader));
    assert_eq!(asked(vec![part("Bread", &[" "])]), Err(Refusal::NotAReader));
    assert_eq!(asked(vec![part("Bread", &many(QUESTIONS + 1))]), Err(Refusal::NotAReader));
    assert_eq!(asked(vec![part("Bread", &many(QUESTIONS)); PARTS + 1]), Err(Refusal::NotAReader));
    assert_eq!(asked(vec![part("Bread", &many(QUESTIONS)); PARTS]), Ok(PARTS + 2));
    let long = |n: usize| "x".repeat(n);
    assert_eq!(asked(vec![part(&long(TITLE_BYTES + 1), &["Why?"])]), Err(Refusal::TooLong));
    assert_eq!(asked(vec![part("Bread", &[&long(QUESTION_BYTES + 1)])]), Err(Refusal::TooLong));
    let text = Part { text: book::Text(long(TEXT_BYTES + 1)), ..part("Bread", &["Why?"]) };
    assert_eq!(asked(vec![text]), Err(Refusal::TooLong));
    let untitled = Command::Write { from: 0, title: " ".into(), parts: vec![part("Bread", &["Why?"])] };
    let reader = &mut Reader::default();
    assert_eq!(act(reader, &by(Office::Organiser), untitled, &Around::default()), Err(Refusal::NoName));
}

#[test]
fn another_version_is_written_from_the_latest_and_offers_it_again() {
    let (mut reader, organiser) = (offered(), by(Office::Organiser));
    let longer = || vec![part("Bread", &["Who bakes?"]), part("Roses", &["Who plants?"])];
    assert_eq!(act(&mut reader, &organiser, write(0, longer()), &Around::default()), Err(Refusal::Changed));
    act(&mut reader, &organiser, Command::Withdraw, &Around::default()).unwrap();
    assert!(!reader.is_offered());
    assert_eq!(act(&mut reader, &organiser, Command::Withdraw, &Around::default()), Ok(0));
    act(&mut reader, &organiser, write(1, longer()), &Around::default()).unwrap();
    assert_eq!((reader.version, reader.parts, reader.is_offered()), (2, 2, true));
    let stands = Some(("Bread and roses".into(), longer()));
    let around = Around { is_cell: false, stands };
    assert_eq!(act(&mut reader, &organiser, write(2, longer()), &around), Ok(0), "it stands so already");
}

proptest! {
    #[test]
    fn whatever_is_asked_a_reader_that_is_offered_has_parts(asked in prop::collection::vec((any::<bool>(), 0..4_u32, 0..30_usize), 0..30)) {
        let mut reader = Reader::default();
        for (writes, from, parts) in asked {
            let command = if writes { write(from, vec![part("Bread", &["Why?"]); parts]) } else { Command::Withdraw };
            let before = reader.clone();
            if act(&mut reader, &by(Office::Organiser), command, &Around::default()).is_err() {
                assert_eq!(reader, before, "a refusal changes nothing");
            }
            assert!(!reader.is_offered() || (1..=PARTS as u32).contains(&reader.parts), "{reader:?}");
        }
    }
}
