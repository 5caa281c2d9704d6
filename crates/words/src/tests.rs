use std::collections::BTreeSet;

use crate::Words;

const REFUSALS: &str = include_str!("en/refusals.ftl");

/// The names of the messages of a file.
fn names(source: &str) -> Vec<&str> {
    let name = |line: &str| line.split_once(" =").map(|(name, _)| name.len());
    let plain = |line: &&str| line.starts_with(|sign: char| sign.is_ascii_lowercase());
    source.lines().filter(plain).filter_map(|line| name(line).map(|len| &line[..len])).collect()
}

/// A message about a number of things, as people read it.
fn say(name: &str, particular: &str, n: i64) -> String {
    let told = |name: &'static str| (name, n.into());
    let about = [(particular, n.into()), ("path", "a.csv".into()), ("into", "Mill".into())];
    let beside = ["few", "part", "people", "cells"].map(told);
    Words::english().say(name, &[&about[..], &beside].concat())
}

#[test]
fn every_message_parses_and_none_stands_twice() {
    assert_eq!(Words::faults(), Vec::<String>::new());
}

#[test]
fn a_missing_message_shows_its_name() {
    assert_eq!(Words::english().t("no-such-message"), "[no-such-message]");
    assert!(!Words::english().has("no-such-message") && Words::english().has("not-yours"));
}

#[test]
fn every_refusal_says_why_and_what_to_do_next() {
    let (words, names) = (Words::english(), names(REFUSALS));
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        let said = words.t(name);
        let sentences = said.split_terminator(". ").collect::<Vec<_>>();
        assert!(sentences.len() >= 2, "{name} names no next step: {said}");
        let begins = |sentence: &&str| sentence.starts_with(char::is_uppercase) && sentence.split(' ').count() > 1;
        assert!(said.ends_with('.') && sentences.iter().all(begins), "{name}: {said}");
    }
}

#[test]
fn no_two_refusals_say_the_same() {
    let (words, names) = (Words::english(), names(REFUSALS));
    let said = names.iter().map(|name| words.t(name)).collect::<BTreeSet<_>>();
    assert_eq!(said.len(), names.len());
}

#[test]
fn a_refusal_needs_no_particulars() {
    // It is said wherever it comes from, by whoever knows nothing but its name.
    assert!(names(REFUSALS).iter().all(|name| !Words::english().t(name).contains(['{', '}', '$'])));
}

#[test]
fn one_is_told_otherwise_than_many() {
    assert_eq!(say("export-done", "n", 1), "One row is in a.csv.");
    assert_eq!(say("export-done", "n", 2), "2 rows are in a.csv.");
    assert_eq!(say("export-done", "n", 0), "0 rows are in a.csv.");
    assert_eq!(say("export-done", "n", 21), "21 rows are in a.csv.");
}

#[test]
fn none_is_told_without_a_number() {
    assert_eq!(say("left-behind", "n", 0), "Nothing was left behind.");
    assert_eq!(say("left-behind", "n", 1), "One fact was left behind. Take it again with 'sward keeper answer'.");
    assert_eq!(say("left-behind", "n", 5), "5 facts were left behind. Take them again with 'sward keeper answer'.");
}

#[test]
fn a_sentence_goes_on_after_its_number() {
    assert_eq!(say("unit-merged", "n", 1), "One member went over to Mill, and the cell is closed.");
    assert_eq!(say("unit-merged", "n", 3), "3 members went over to Mill, and the cell is closed.");
}

#[test]
fn every_message_that_counts_tells_one_and_two_apart() {
    let mut counting = 0;
    // Days and months are named by their numbers, and not counted.
    for source in super::ENGLISH.iter().filter(|source| !source.starts_with("# Days")) {
        // A message ends where the next one begins; `{ $n ->` names what is counted.
        let (mut name, mut seen) = ("", BTreeSet::new());
        for line in source.lines() {
            if let [first] = names(line)[..] {
                name = first;
            }
            let Some((before, _)) = line.split_once(" ->") else { continue };
            let counted = before.rsplit_once('$').expect("what is counted").1;
            assert!(seen.insert((name, counted)), "{name} counts {counted} twice");
            let [none, one, two] = [0, 1, 2].map(|n| say(name, counted, n));
            assert!(one != two || none != one, "{name}: {one}");
            assert!(two.contains('2') || counted == "baselines", "{name}: {two}");
            counting += 1;
        }
    }
    assert!(counting >= 10, "{counting}");
}

#[test]
fn particulars_stand_in_their_places_without_marks_around_them() {
    let said = Words::english().say("unreadable", &[("why", "no such file".into())]);
    assert_eq!(said, "It cannot be read: no such file.");
}

#[test]
fn a_particular_is_never_read_as_words_of_ours() {
    let said = Words::english().say("unreadable", &[("why", "{ $other } = \\u0041".into())]);
    assert_eq!(said, "It cannot be read: { $other } = \\u0041.");
}

#[test]
fn what_holds_a_cell_back_is_said_of_one_and_of_several() {
    let said = |name: &str, part: i64, all: i64| {
        let few = |n: i64| if n < 13 { Words::english().say("few", &[("n", n.into())]) } else { n.to_string() };
        let about = [("n", part.into()), ("all", all.into()), ("part", few(part).into()), ("of", few(all).into())];
        Words::english().say(name, &about).replace(['\u{2068}', '\u{2069}'], "")
    };
    assert_eq!(said("bad-carried", 1, 2), "Of two policies, one was answered in time.");
    assert_eq!(said("bad-carried", 0, 1), "Of one policy, none were answered in time.");
    assert_eq!(said("bad-carried", 2, 5), "Of five policies, two were answered in time.");
    assert_eq!(said("bad-settled", 1, 3), "Of three concerns, one is settled.");
    assert_eq!(said("bad-present", 1, 20), "Of 20 places at the meetings, one was filled.");
}
