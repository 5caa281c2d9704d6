//! Answers: each once, in sums, and gone without a trace.

use book::{PersonId, SubjectId, UnitId};

use crate::{Answer, Question, Tallies};

const UNIT: UnitId = UnitId([7; 32]);
/// A round that stands as two bytes in the file, which nothing else in it begins with after the unit's id.
const ROUND: i32 = 24_321;

fn person(number: u8) -> [PersonId; 1] {
    [PersonId(SubjectId([number; 16]))]
}

fn question(number: u8) -> Question {
    Question { unit: UNIT, round: ROUND, number }
}

fn sums(tallies: &Tallies) -> Vec<(u8, u32, u32)> {
    tallies.before(ROUND + 1).unwrap().into_iter().flat_map(|round| round.sums).collect()
}

/// Whether a row of the round stands in any file of the folder, in use or not.
fn traces(dir: &std::path::Path) -> usize {
    let row = [&UNIT.0[..], &(ROUND as i16).to_be_bytes()].concat();
    let files = std::fs::read_dir(dir).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    files.map(|bytes| bytes.windows(row.len()).filter(|window| *window == row).count()).sum()
}

#[test]
fn what_is_answered_twice_or_by_two_sessions_at_once_counts_once() {
    let dir = tempfile::tempdir().unwrap();
    let one = [Tallies::open(dir.path()).unwrap(), Tallies::open(dir.path()).unwrap()];
    let counted = std::thread::scope(|scope| {
        let answer = |at: usize| {
            let tallies = &one[at % 2];
            scope.spawn(move || tallies.answer(question(0), &person(1), Answer::Yes).unwrap())
        };
        let threads = (0..20).map(answer).collect::<Vec<_>>();
        threads.into_iter().map(|thread| thread.join().unwrap()).filter(|counted| *counted).count()
    });
    assert_eq!((counted, sums(&one[0])), (1, vec![(0, 1, 0)]));
    assert!(!one[0].answer(question(0), &person(1), Answer::No).unwrap(), "another answer is not taken either");
    assert_eq!(sums(&one[0]), [(0, 1, 0)]);
}

#[test]
fn somebody_with_two_entries_answers_once_and_whoever_skips_is_in_no_sum() {
    let dir = tempfile::tempdir().unwrap();
    let tallies = Tallies::open(dir.path()).unwrap();
    let both = [person(1), person(2)].concat();
    assert!(tallies.answer(question(1), &person(2), Answer::Skip).unwrap());
    assert!(!tallies.answer(question(1), &both, Answer::Yes).unwrap());
    assert!(!tallies.answer(question(1), &[], Answer::Yes).unwrap(), "nobody is nobody");
    assert_eq!(sums(&tallies), [(1, 0, 0)]);
    assert_eq!(tallies.answered(UNIT, ROUND, &both).unwrap(), [1]);
    assert_eq!(tallies.before(ROUND).unwrap(), [], "a round that runs is not counted");
}

#[test]
fn nothing_of_a_round_that_was_thrown_away_is_left_in_the_files() {
    let dir = tempfile::tempdir().unwrap();
    let tallies = Tallies::open(dir.path()).unwrap();
    for number in 0..3 {
        for who in 1..=4 {
            tallies.answer(question(number), &person(who), if who == 1 { Answer::No } else { Answer::Yes }).unwrap();
        }
    }
    assert!(traces(dir.path()) >= 3 * 5, "nothing would be found if it were there");
    tallies.forget(UNIT, ROUND).unwrap();
    tallies.empty_log().unwrap();
    assert_eq!((sums(&tallies), traces(dir.path())), (vec![], 0));
}

#[test]
fn a_person_who_is_forgotten_answered_nothing_and_the_sums_stay() {
    let dir = tempfile::tempdir().unwrap();
    let tallies = Tallies::open(dir.path()).unwrap();
    tallies.answer(question(0), &person(1), Answer::Yes).unwrap();
    tallies.forget_person(UNIT, person(1)[0]).unwrap();
    assert_eq!((tallies.answered(UNIT, ROUND, &person(1)).unwrap(), sums(&tallies)), (vec![], vec![(0, 1, 0)]));
}
