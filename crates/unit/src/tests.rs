//! What lists of areas do, without a store.

mod load;

use book::{Actor, Text};
use charter::{By, Office, Reach, Refusal, Stamp, Subject};

use crate::areas::{Areas, Command, Fact, LIST_BYTES};

fn names(names: &[&str]) -> Vec<Text> {
    names.iter().map(|name| Text((*name).into())).collect()
}

#[test]
fn a_list_takes_the_place_of_the_one_before_and_the_same_list_says_nothing() {
    let mut areas = Areas::default();
    for list in [&["Alder", "Birch"][..], &["Birch"], &[]] {
        let facts = areas.decide(Command::List(names(list)), &false, &Stamp::default()).expect("it fits");
        assert_eq!(facts, [Fact::Listed(names(list))]);
        facts.into_iter().for_each(|fact| areas.apply(fact, &Stamp::default()));
        assert_eq!(areas.names, list);
        assert_eq!(areas.decide(Command::List(names(list)), &false, &Stamp::default()), Ok(vec![]));
    }
}

#[test]
fn a_list_that_is_too_long_or_has_an_empty_name_is_refused_before_and_after_it_is_sealed() {
    let actor = Actor::Term { unit: Default::default(), office: "organiser", number: 1 };
    let organiser = By { office: Some(Office::Organiser), reach: Reach::Here, ..By::nobody(actor) };
    let long = (0..=LIST_BYTES / 400).map(|n| Text(format!("{n:0400}"))).collect();
    for (list, why) in [
        (names(&["Alder", " "]), Refusal::NoName),
        (vec![Text("a".repeat(401))], Refusal::TooLong),
        (long, Refusal::TooLong),
    ] {
        let areas = Areas::default();
        assert_eq!(areas.decide(Command::List(list.clone()), &false, &Stamp::default()), Err(why));
        assert_eq!(areas.may(&organiser, &Fact::Listed(list)), Err(why));
    }
    let treasurer = By { office: Some(Office::Treasurer), ..organiser };
    assert_eq!(Areas::default().may(&treasurer, &Fact::Listed(names(&["Alder"]))), Err(Refusal::NotYours));
}

#[test]
fn an_area_stands_in_a_list_once_and_a_cell_has_no_list() {
    let list = |is_cell| {
        Areas::default().decide(Command::List(names(&["Alder", "Birch", "Alder"])), &is_cell, &Stamp::default())
    };
    assert_eq!(list(false), Ok(vec![Fact::Listed(names(&["Alder", "Birch"]))]));
    assert_eq!(list(true), Err(Refusal::BelowACell));
}
