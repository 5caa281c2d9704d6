//! Refusals: each has a name of its own.

use std::collections::BTreeSet;

use crate::Refusal;

#[test]
fn every_refusal_has_a_name_of_its_own() {
    let codes = Refusal::ALL.iter().map(|refusal| refusal.code()).collect::<BTreeSet<_>>();
    assert_eq!(codes.len(), Refusal::ALL.len());
    let refusals = Refusal::ALL.iter().collect::<BTreeSet<_>>();
    assert_eq!(refusals.len(), codes.len());
}

#[test]
fn every_name_is_small_words_with_hyphens_between() {
    for refusal in Refusal::ALL {
        let words = refusal.code().split('-').collect::<Vec<_>>();
        let small = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(words.iter().all(small), "{}", refusal.code());
    }
}

#[test]
fn a_refusal_is_called_what_its_sentence_is_called() {
    // NotYours, not-yours: nobody has to look up which message belongs to which refusal.
    for refusal in Refusal::ALL {
        let name = format!("{refusal:?}").to_lowercase();
        assert_eq!(name, refusal.code().replace('-', ""));
    }
}
