//! Mappings: by default, by pairs, saved.

use crate::{Field, Mapping, SheetError};

const WANTED: [Field; 3] = [
    Field { name: "unit", required: true },
    Field { name: "parent", required: false },
    Field { name: "name", required: true },
];

fn headers(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn mapping(pairs: &[&str]) -> Mapping {
    let mut mapping = Mapping::default();
    pairs.iter().for_each(|pair| mapping.add(pair).unwrap());
    mapping
}

#[test]
fn fields_are_found_by_their_own_names_and_the_rest_is_skipped() {
    let bound = mapping(&[]).bind(&headers(&["Name", "colour", "unit", ""]), &WANTED).unwrap();
    assert_eq!(bound.places, [Some(2), None, Some(0)]);
    assert_eq!(bound.skipped, ["colour"]);
    let row = headers(&["Mitte", "red", "m", ""]);
    assert_eq!((bound.get(&row, 0), bound.get(&row, 1)), (Some("m"), None));
}

#[test]
fn a_pair_says_which_column_a_field_is() {
    let mapping = mapping(&["unit=Ortsgruppe", " name = Wie sie = heißt"]);
    let bound = mapping.bind(&headers(&["Ortsgruppe", "Wie sie = heißt", "unit"]), &WANTED).unwrap();
    assert_eq!(bound.places, [Some(0), None, Some(1)]);
    assert_eq!(bound.skipped, ["unit"]);
}

#[test]
fn hostile_039_headers_that_are_missing_are_named() {
    let found = headers(&["colour"]);
    let names = headers(&["unit", "name"]);
    let error = mapping(&[]).bind(&found, &WANTED).unwrap_err();
    assert_eq!(error, SheetError::MissingHeaders { names, found });
    let error = mapping(&["parent=Region"]).bind(&headers(&["unit", "name"]), &WANTED).unwrap_err();
    assert!(matches!(error, SheetError::MissingHeaders { names, .. } if names == ["Region"]));
}

#[test]
fn hostile_039_headers_that_stand_twice_are_named() {
    let error = mapping(&[]).bind(&headers(&["unit", "name", "x", "Unit", "x", ""]), &WANTED).unwrap_err();
    assert_eq!(error, SheetError::DuplicateHeaders { names: headers(&["Unit", "x"]) });
}

#[test]
fn what_cannot_be_a_mapping_is_refused() {
    for pair in ["unit", "=x", "unit=", ""] {
        assert_eq!(Mapping::default().add(pair).unwrap_err().code(), "not-a-pair");
    }
    let mut twice = mapping(&["unit=a"]);
    assert_eq!(twice.add("unit=b").unwrap_err().code(), "mapped-twice");
    let error = mapping(&["colour=x"]).bind(&headers(&["unit", "name"]), &WANTED).unwrap_err();
    assert_eq!(error.code(), "unknown-field");
    let doubled = r#"{"columns": {"unit": "a", "unit": "b"}}"#;
    for saved in ["", "[]", "{}", r#"{"columns": {}, "more": 1}"#, doubled, &"[".repeat(100_000)] {
        assert!(["bad-mapping", "too-large"].contains(&Mapping::read(saved).unwrap_err().code()));
    }
}

#[test]
fn a_saved_mapping_reads_back() {
    let mapping = mapping(&["unit=Ячейка", "name=\"Name\""]);
    assert_eq!(Mapping::read(&mapping.write().unwrap()).unwrap(), mapping);
}
