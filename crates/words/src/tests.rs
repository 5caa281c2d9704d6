use crate::Words;

#[test]
fn every_message_parses_and_none_stands_twice() {
    assert_eq!(Words::faults(), Vec::<String>::new());
}

#[test]
fn a_missing_message_shows_its_name() {
    assert_eq!(Words::english().t("no-such-message"), "[no-such-message]");
}

#[test]
fn numbers_choose_their_plural() {
    let words = Words::english();
    let say = |n: i64| words.say("report-added", &[("n", n.into()), ("what", "units".into())]);
    assert_ne!(say(1).replace('1', ""), "");
}
