//! What forms propose, and what pages say to those who cannot do it.

use crate::kit::town::{NOW, Town, fresh};
use crate::kit::visitor::Visitor;

#[test]
fn an_answer_to_a_policy_presets_no_outcome_and_no_day_that_is_past() {
    let town = Town::new();
    let at = |args: &[&str]| town.node.ok(&[args, &["--now", NOW]].concat());
    let text = town.node.write("visits.md", b"Visit everybody.");
    at(&["policy", "write", "meadow", "Visits", &text, "--due", "2026-02-09"]);
    at(&["policy", "adopt", "meadow", "Visits"]);
    let secretary = town.visitor("secretary");
    let path = format!("{}/policies/{}", town.at("mill"), town.policy());
    let page = town.get(&secretary, &path).body;
    assert!(page.contains("<option value=\"\" selected>Choose</option>"), "{page}");
    assert!(!page.contains("value=\"2026-02-09\""), "the day is past: {page}");
    let (id, policy, before) = (fresh(), town.policy(), town.node.digest());
    let fields = [("deed", "response.report"), ("id", &id), ("unit", town.unit("mill")), ("subject", &policy)];
    let answer = town.send(&secretary, &[&fields[..], &[("back", &path), ("version", "1"), ("outcome", "")]].concat());
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("Choose what came of it."), "{}", answer.body);
    assert_eq!(town.node.digest(), before);
}

#[test]
fn a_page_says_why_it_has_no_form_and_offers_nothing_that_one_may_not_do() {
    let town = Town::new();
    let mut unlisted = Visitor::default();
    unlisted.open(&town.pages, &town.link("mill", Some("secretary"), None)).press(&town.pages, "Come in", &[]);
    let load = |who: &Visitor| town.get(who, &(town.at("mill") + "/load")).body;
    assert!(load(&unlisted).contains("you came in without one"), "{}", load(&unlisted));
    let (secretary, member) = (town.visitor("secretary"), town.visitor("member"));
    assert!([&secretary, &member].iter().all(|who| !load(who).contains("you came in without one")));
    let study = |who: &Visitor| town.get(who, &(town.at("mill") + "/study")).body;
    let write = "You can write one for yourselves.";
    assert!(study(&secretary).contains(write) && !study(&member).contains(write), "{}", study(&member));
}
