//! Keepers: appointed from above, handed the pen, named by more than half of the recovery keys.

use book::{Kind, Signer};

use super::kit::{act, by, hash, organiser, secret, signer, unit};
use crate::keepers::{Command, Fact, Keepers, Reigned, UNITS, is_signed, sign_succession};
use crate::{By, Bytes, Office, Reach, Refusal, Subject};

fn reign() -> Reigned {
    Reigned { unit: unit(1), number: 2, bulletin: hash(3), record: hash(4) }
}

fn keys(numbers: &[u8]) -> Vec<Signer> {
    numbers.iter().map(|number| signer(*number)).collect()
}

/// Signatures of these keys for this device and reign.
fn signed(numbers: &[u8], device: &Signer, reign: &Reigned) -> Vec<(Signer, Bytes)> {
    numbers.iter().map(|number| sign_succession(&secret(*number), device, reign)).collect()
}

fn holds(recovery: &[u8], signers: &[u8]) -> bool {
    let device = signer(9);
    is_signed(&keys(recovery), &device, &reign(), &signed(signers, &device, &reign()))
}

#[test]
fn more_than_half_of_the_recovery_keys_must_sign() {
    assert!(!holds(&[1, 2], &[1]) && holds(&[1, 2], &[1, 2]));
    assert!(!holds(&[1, 2, 3], &[2]) && holds(&[1, 2, 3], &[2, 3]));
    assert!(!holds(&[1, 2, 3, 4], &[1, 4]) && holds(&[1, 2, 3, 4], &[1, 2, 4]));
    assert!(holds(&[1], &[1]));
}

#[test]
fn where_no_recovery_key_is_named_nobody_can_sign() {
    assert!(!holds(&[], &[]) && !holds(&[], &[1, 2, 3]));
}

#[test]
fn a_key_that_signs_twice_counts_once() {
    assert!(!holds(&[1, 2, 3], &[1, 1]) && !holds(&[1, 2, 3], &[1, 1, 1, 1]));
}

#[test]
fn a_key_that_is_named_twice_counts_once() {
    assert!(!holds(&[1, 1, 2], &[1]));
    assert!(holds(&[1, 1, 2], &[1, 2]) && holds(&[1, 1], &[1]));
}

#[test]
fn a_key_that_is_not_named_counts_for_nothing() {
    assert!(!holds(&[1, 2, 3], &[1, 7, 8]));
}

#[test]
fn a_signature_for_another_device_counts_for_nothing() {
    let others = signed(&[1, 2, 3], &signer(8), &reign());
    assert!(is_signed(&keys(&[1, 2, 3]), &signer(8), &reign(), &others));
    assert!(!is_signed(&keys(&[1, 2, 3]), &signer(9), &reign(), &others));
}

#[test]
fn a_signature_for_another_unit_number_or_head_counts_for_nothing() {
    let (recovery, device) = (keys(&[1, 2, 3]), signer(9));
    let others = [
        Reigned { unit: unit(5), ..reign() },
        Reigned { number: 3, ..reign() },
        Reigned { bulletin: hash(5), ..reign() },
        Reigned { record: hash(5), ..reign() },
    ];
    for other in others {
        assert!(!is_signed(&recovery, &device, &other, &signed(&[1, 2, 3], &device, &reign())), "{other:?}");
    }
}

#[test]
fn a_signature_under_another_name_or_of_another_length_counts_for_nothing() {
    let device = signer(9);
    let good = sign_succession(&secret(1), &device, &reign()).1;
    let cut = Bytes(good.0[..63].to_vec());
    let one = |signer, signature| {
        is_signed(
            &keys(&[1, 2]),
            &device,
            &reign(),
            &[(signer, signature), sign_succession(&secret(2), &device, &reign())],
        )
    };
    assert!(one(signer(1), good.clone()));
    assert!(!one(signer(3), good) && !one(signer(1), cut) && !one(signer(1), Bytes::default()));
}

#[test]
fn a_bad_signature_before_a_good_one_of_the_same_key_does_no_harm() {
    let device = signer(9);
    let mut both = vec![(signer(1), Bytes(vec![0; 64]))];
    both.extend(signed(&[1], &device, &reign()));
    assert!(is_signed(&keys(&[1]), &device, &reign(), &both));
}

#[test]
fn a_seal_is_not_a_signature_for_a_succession() {
    let message = crate::keepers::succession_message(&signer(9), &reign());
    let seal = secret(1).sign(b"sward.seal.1\0", &message);
    assert!(!is_signed(&keys(&[1]), &signer(9), &reign(), &[(signer(1), Bytes(seal.to_vec()))]));
}

#[test]
fn only_an_organiser_appoints() {
    let appointed = Fact::Appointed { device: signer(9), units: vec![reign()] };
    for office in Office::ALL {
        let wide = By { below: true, ..by(office, Reach::Here) };
        let allowed = Keepers::default().may(&wide, &appointed).is_ok();
        assert_eq!(allowed, office == Office::Organiser, "{office:?}");
    }
}

#[test]
fn an_organiser_whose_term_ends_at_the_unit_appoints_nobody_below_it() {
    let appointed = Fact::Appointed { device: signer(9), units: vec![reign()] };
    assert_eq!(Keepers::default().may(&by(Office::Organiser, Reach::Here), &appointed), Err(Refusal::NotYours));
}

#[test]
fn a_reign_has_a_number_that_a_header_can_hold_and_not_that_of_the_founding() {
    let may = |number| {
        let units = vec![reign(), Reigned { number, ..reign() }];
        Keepers::default().may(&organiser(), &Fact::Appointed { device: signer(9), units })
    };
    let no = Err(Refusal::NotACommand);
    assert_eq!([0, 1, book::limits::SEQ, book::limits::SEQ + 1, u64::MAX].map(may), [no, Ok(()), Ok(()), no, no]);
}

#[test]
fn an_appointment_that_a_succession_left_behind_is_not_taken_again_by_itself() {
    assert!(!Keepers::default().again(&Fact::PenPassed { to: signer(9) }));
}

#[test]
fn one_appointment_names_so_many_units_and_no_more() {
    let mut keepers = Keepers::default();
    let mut appoint = |many| {
        let command = Command::Appoint { device: signer(9), units: vec![reign(); many] };
        act(&mut keepers, &organiser(), command, &(), 1)
    };
    assert_eq!([appoint(UNITS), appoint(UNITS + 1)], [Ok(1), Err(Refusal::TooLong)]);
    assert_eq!(keepers.named, 1);
}

#[test]
fn whoever_writes_the_record_may_have_the_pen_passed() {
    let passed = Fact::PenPassed { to: signer(9) };
    let may = Office::ALL.map(|office| Keepers::default().may(&by(office, Reach::Here), &passed).is_ok());
    assert_eq!(may, [true, true, false, true, false]);
}

#[test]
fn keepers_stand_in_the_bulletin_and_name_nobody() {
    assert_eq!(Keepers::BOOK, Kind::Bulletin);
    let fact = Fact::Succeeded { device: signer(9), reign: reign(), signatures: signed(&[1], &signer(9), &reign()) };
    let tags = book::cbor::tags(&book::cbor::to_bytes(&fact).unwrap()).unwrap();
    assert!(!tags.person && !tags.text);
}
