//! Units: founded, renamed, closed.

use book::{CommandId, Text};

use super::kit::{act, by, founder, happen, organiser, signer, unit};
use crate::calendar::Month;
use crate::units::{CODE_BYTES, Command, Fact, Founding, Inside, NAME_BYTES, RECOVERY_KEYS, Unit};
use crate::{Office, Reach, Refusal, Subject, UnitKind};

const EMPTY: Inside = Inside { members: 0, units: 0 };

fn founding(name: &str) -> Founding {
    Founding {
        kind: UnitKind::Cell,
        name: name.into(),
        code: None,
        founded: None,
        out_of: None,
        recovery: vec![],
        nonce: CommandId::default(),
    }
}

fn mill() -> Unit {
    let mut unit = Unit::default();
    happen(&mut unit, &founder(), Fact::Founded(founding("Mill")), 0).unwrap();
    unit
}

fn rename(from: &str, to: &str) -> Command {
    Command::Rename { from: from.into(), to: to.into() }
}

#[test]
fn a_unit_is_what_its_founder_says() {
    let founding =
        Founding { kind: UnitKind::Region, recovery: vec![signer(1)], out_of: Some(unit(9)), ..founding("North") };
    let mut unit = Unit::default();
    happen(&mut unit, &founder(), Fact::Founded(founding), 0).unwrap();
    assert_eq!((unit.kind, unit.name.0.as_str(), unit.is_cell()), (UnitKind::Region, "North", false));
    assert_eq!((unit.recovery, unit.out_of.is_some(), unit.closed), (vec![signer(1)], true, false));
}

#[test]
fn a_unit_is_founded_in_its_first_batch_and_nowhere_else() {
    let founded = Fact::Founded(founding("Mill"));
    assert_eq!(Unit::default().may(&organiser(), &founded), Err(Refusal::Exists));
    assert_eq!(mill().may(&organiser(), &founded), Err(Refusal::Exists));
}

#[test]
fn a_founding_without_a_name_is_refused() {
    for name in ["", " ", "\u{a0}\t"] {
        assert_eq!(founding(name).check(), Err(Refusal::NoName), "{name:?}");
        let fact = Fact::Founded(founding(name));
        assert_eq!(Unit::default().may(&founder(), &fact), Err(Refusal::NoName), "{name:?}");
    }
}

#[test]
fn a_founding_past_a_limit_is_refused() {
    let name = |len| founding(&"m".repeat(len));
    let code = |len| Founding { code: Some("c".repeat(len)), ..founding("Mill") };
    let keys = |len| Founding { recovery: vec![signer(1); len], ..founding("Mill") };
    for good in [name(NAME_BYTES), code(CODE_BYTES), keys(RECOVERY_KEYS)] {
        assert_eq!(good.check(), Ok(()));
    }
    for bad in [name(NAME_BYTES + 1), code(CODE_BYTES + 1), keys(RECOVERY_KEYS + 1)] {
        assert_eq!(bad.check(), Err(Refusal::TooLong));
    }
}

#[test]
fn blanks_around_a_name_count_in_its_length() {
    let padded = format!("Mill{}", " ".repeat(NAME_BYTES));
    assert_eq!(founding(&padded).check(), Err(Refusal::TooLong));
    assert_eq!(mill().may(&organiser(), &Fact::Renamed(Text(padded))), Err(Refusal::TooLong));
}

#[test]
fn a_name_changes_once() {
    let mut unit = mill();
    assert_eq!(act(&mut unit, &organiser(), rename("Mill", "Water Mill"), &EMPTY, 1), Ok(1));
    assert_eq!(unit.name.0, "Water Mill");
    assert_eq!(act(&mut unit, &organiser(), rename("Mill", "Water Mill"), &EMPTY, 2), Ok(0));
}

#[test]
fn a_rename_from_a_stale_name_is_refused() {
    let mut unit = mill();
    act(&mut unit, &organiser(), rename("Mill", "Water Mill"), &EMPTY, 1).unwrap();
    assert_eq!(act(&mut unit, &organiser(), rename("Mill", "Wind Mill"), &EMPTY, 2), Err(Refusal::Changed));
    assert_eq!(unit.name.0, "Water Mill");
}

#[test]
fn an_empty_name_is_refused() {
    assert_eq!(act(&mut mill(), &organiser(), rename("Mill", " "), &EMPTY, 1), Err(Refusal::NoName));
}

#[test]
fn a_unit_with_somebody_inside_is_not_closed() {
    for inside in [Inside { members: 1, units: 0 }, Inside { members: 0, units: 1 }] {
        let close = Command::Close { into: None };
        assert_eq!(act(&mut mill(), &organiser(), close, &inside, 1), Err(Refusal::NotEmpty));
    }
}

#[test]
fn a_unit_closes_once_and_says_into_what_it_went() {
    let mut cell = mill();
    let close = |into| Command::Close { into };
    assert_eq!(act(&mut cell, &organiser(), close(Some(unit(2))), &EMPTY, 1), Ok(1));
    assert_eq!((cell.closed, cell.merged_into), (true, Some(unit(2))));
    assert_eq!(act(&mut cell, &organiser(), close(Some(unit(3))), &EMPTY, 2), Ok(0));
    assert_eq!(cell.merged_into, Some(unit(2)));
}

#[test]
fn a_unit_is_not_merged_into_itself() {
    let mut cell = mill();
    let itself = crate::tests::kit::stamp(1).unit;
    let close = Command::Close { into: Some(itself) };
    assert_eq!(act(&mut cell, &organiser(), close, &EMPTY, 1), Err(Refusal::Circle));
    assert!(!cell.closed);
}

#[test]
fn nothing_more_happens_to_a_closed_unit() {
    let mut unit = mill();
    act(&mut unit, &organiser(), Command::Close { into: None }, &EMPTY, 1).unwrap();
    let more = [
        Fact::Renamed("Water Mill".into()),
        Fact::Ruled(crate::Rules::default()),
        Fact::Closed { into: None },
        Fact::PausedAfter(Month(0)),
        Fact::LivesOn,
    ];
    for fact in more {
        assert_eq!(unit.may(&organiser(), &fact), Err(Refusal::Closed), "{fact:?}");
    }
}

#[test]
fn a_deputy_a_treasurer_and_an_ombuds_leave_units_as_they_are() {
    for office in [Office::Deputy, Office::Treasurer, Office::Ombuds] {
        let by = by(office, Reach::Here);
        for fact in [Fact::Renamed("Ours".into()), Fact::Closed { into: None }, Fact::LivesOn] {
            assert_eq!(mill().may(&by, &fact), Err(Refusal::NotYours), "{office:?}");
        }
    }
    assert_eq!(mill().may(&by(Office::Secretary, Reach::Here), &Fact::Renamed("Ours".into())), Ok(()));
}

#[test]
fn the_keeper_alone_and_one_who_is_nobody_do_nothing() {
    let renamed = Fact::Renamed("Ours".into());
    let keeper = crate::By { office: None, reach: Reach::Keeper, ..organiser() };
    assert_eq!(mill().may(&keeper, &renamed), Err(Refusal::NotYours));
    // Not even with an office: it is not known where it was held.
    assert_eq!(mill().may(&by(Office::Organiser, Reach::Nowhere), &renamed), Err(Refusal::NoSuchTerm));
    let vacant = crate::By { office: None, ..by(Office::Organiser, Reach::Here) };
    assert_eq!(mill().may(&vacant, &renamed), Err(Refusal::NoSuchTerm));
}

#[test]
fn an_import_pauses_until_an_officer_says_that_the_organisation_lives_on() {
    let mut unit = mill();
    let mut ask = |command| act(&mut unit, &organiser(), command, &EMPTY, 1);
    let (june, july) = (Month(2026 * 12 + 5), Month(2026 * 12 + 6));
    assert_eq!(ask(Command::LiveOn), Ok(0));
    assert_eq!([ask(Command::PauseAfter(june)), ask(Command::PauseAfter(june))], [Ok(1), Ok(0)]);
    assert_eq!(ask(Command::PauseAfter(july)), Ok(1));
    assert_eq!([ask(Command::LiveOn), ask(Command::LiveOn)], [Ok(1), Ok(0)]);
    assert_eq!(unit.paused_after, None);
}

#[test]
fn the_same_rules_twice_are_one_fact() {
    let mut unit = mill();
    let mut ask = || act(&mut unit, &organiser(), Command::Rule(crate::Rules::default()), &EMPTY, 1);
    assert_eq!([ask(), ask()], [Ok(1), Ok(0)]);
}

#[test]
fn a_field_that_nobody_knows_is_refused_and_not_skipped() {
    #[derive(serde::Serialize)]
    enum Later {
        Close { into: Option<u8>, why: Option<u8> },
        Reopen,
    }
    let bytes =
        [Later::Close { into: None, why: None }, Later::Reopen].map(|later| book::cbor::to_bytes(&later).unwrap());
    assert!(bytes.iter().all(|bytes| book::cbor::from_bytes::<Command>(bytes).is_err()));
    let known = book::cbor::to_bytes(&Command::Close { into: None }).unwrap();
    assert!(book::cbor::from_bytes::<Command>(&known).is_ok());
}
