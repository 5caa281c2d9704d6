//! What two people sign with their passkeys.

use book::{Hash, UnitId};
use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer;
use sha2::{Digest, Sha256};

use super::kit::{by, founder, happen, hash, organiser, unit};
use crate::keepers::Keepers;
use crate::offices::{Command, Fact, Offices, PASSKEYS};
use crate::places::{Moved, Moves};
use crate::signing::{Assertion, Passkey, base64url, pages};
use crate::units::{self, Unit};
use crate::{By, Bytes, Office, Reach, Refusal, Right, Second, Subject};

const NAME: &str = "cells.example";

fn key(number: u8) -> SigningKey {
    SigningKey::from_slice(&[number; 32]).unwrap()
}

fn passkey(number: u8) -> Passkey {
    let point = key(number).verifying_key().to_sec1_point(true).as_bytes().to_vec();
    Passkey { pages: pages(NAME), point: Bytes(point) }
}

/// What a device and a browser answer.
fn answer(number: u8, name: &str, flags: u8, client: &str) -> Assertion {
    let device = [&Sha256::digest(name)[..], &[flags, 0, 0, 0, 7]].concat();
    let message = [&device[..], &Sha256::digest(client)[..]].concat();
    let signature: p256::ecdsa::Signature = key(number).sign(&message);
    Assertion {
        unit: UnitId([number; 32]),
        office: Office::Organiser,
        number: 1,
        point: passkey(number).point,
        authenticator: Bytes(device),
        client: Bytes(client.into()),
        signature: Bytes(signature.to_bytes().to_vec()),
    }
}

fn client(what: Hash, kind: &str, rest: &str) -> String {
    let challenge = base64url(&what.0);
    format!("{{\"type\":\"{kind}\",\"challenge\":\"{challenge}\",\"origin\":\"https://{NAME}\"{rest}}}")
}

fn good(number: u8) -> Assertion {
    answer(number, NAME, 0b101, &client(hash(9), "webauthn.get", ",\"crossOrigin\":false"))
}

#[test]
fn a_passkey_signs_what_it_was_asked_and_nothing_else() {
    let (key, good) = (passkey(1), good(1));
    assert!(key.signed(hash(9), &good));
    assert!(!key.signed(hash(8), &good), "another command");
    assert!(!passkey(2).signed(hash(9), &good), "another passkey");
    assert!(!Passkey { pages: pages("other.example"), ..key }.signed(hash(9), &good), "other pages");
}

#[test]
fn hostile_022_an_answer_for_other_pages_or_without_its_owner_stands_for_nothing() {
    let get = |rest| client(hash(9), "webauthn.get", rest);
    let bad = [
        ("other pages", answer(1, "other.example", 0b101, &get(""))),
        ("nobody was there", answer(1, NAME, 0b100, &get(""))),
        ("the device did not know who", answer(1, NAME, 0b001, &get(""))),
        ("a passkey that is being made", answer(1, NAME, 0b101, &client(hash(9), "webauthn.create", ""))),
        ("in a frame of other pages", answer(1, NAME, 0b101, &get(",\"crossOrigin\":true"))),
        ("too long", answer(1, NAME, 0b101, &get(&format!(",\"x\":\"{}\"", "y".repeat(2_000))))),
        ("the challenge elsewhere", answer(1, NAME, 0b101, &format!("{{\"x\":{}}}", get("")))),
    ];
    for (why, answer) in bad {
        assert!(!passkey(1).signed(hash(9), &answer), "{why}");
    }
}

#[test]
fn no_bit_of_an_answer_can_be_turned() {
    let good = good(1);
    let parts: [fn(&mut Assertion) -> &mut Bytes; 3] =
        [|a| &mut a.authenticator, |a| &mut a.client, |a| &mut a.signature];
    for part in parts {
        for at in 0..part(&mut good.clone()).0.len() {
            let mut turned = good.clone();
            part(&mut turned).0[at] ^= 1;
            assert!(!passkey(1).signed(hash(9), &turned), "byte {at}");
            let mut cut = good.clone();
            part(&mut cut).0.truncate(at);
            assert!(!passkey(1).signed(hash(9), &cut), "cut to {at}");
        }
    }
}

#[test]
fn two_assertions_are_of_two_terms_and_two_passkeys() {
    let read = |all: &[Assertion]| Assertion::read(&book::cbor::to_bytes(&all).unwrap()).map(|all| all.len());
    let (one, other) = (good(1), good(2));
    assert_eq!(read(&[one.clone(), other.clone()]), Some(2));
    assert_eq!(read(std::slice::from_ref(&one)), None);
    assert_eq!(read(&[one.clone(), one.clone()]), None);
    assert_eq!(read(&[one.clone(), other.clone(), good(3)]), None);
    assert_eq!(read(&[one.clone(), Assertion { point: one.point.clone(), ..other.clone() }]), None, "one passkey");
    assert_eq!(read(&[one.clone(), Assertion { unit: one.unit, ..other }]), None, "one term");
}

/// A centre with two organisers who reach below.
fn centre() -> Offices {
    let mut offices = Offices::default();
    let began = |number| Fact::Began { office: Office::Organiser, number, below: true, until: None };
    happen(&mut offices, &founder(), began(1), 0).unwrap();
    happen(&mut offices, &organiser(), began(2), 1).unwrap();
    offices
}

fn keyed(number: u64, key: u8) -> Fact {
    Fact::Keyed { office: Office::Organiser, number, passkey: passkey(key) }
}

fn keeper() -> By<'static> {
    By { reach: Reach::Keeper, office: None, ..organiser() }
}

#[test]
fn a_passkey_is_named_by_the_keeper_beside_a_term_that_runs_and_beside_one_alone() {
    let mut offices = centre();
    assert_eq!(happen(&mut offices, &organiser(), keyed(1, 1), 2), Err(Refusal::NotYours));
    assert_eq!(happen(&mut offices, &keeper(), keyed(3, 1), 2), Err(Refusal::NotInOffice));
    happen(&mut offices, &keeper(), keyed(1, 1), 2).unwrap();
    assert_eq!(happen(&mut offices, &keeper(), keyed(2, 1), 3), Err(Refusal::Exists), "one passkey is one person's");
    let spelt = |begins: u8, from: &Passkey| Bytes([&[begins][..], &from.point.0[1..]].concat());
    for point in [spelt(5, &passkey(1)), spelt(4, &passkey(1)), Bytes(vec![2; 32]), Bytes(vec![])] {
        let odd = Fact::Keyed { office: Office::Organiser, number: 2, passkey: Passkey { point, ..passkey(1) } };
        assert_eq!(happen(&mut offices, &keeper(), odd, 3), Err(Refusal::NotACommand), "another spelling");
    }
    for more in 1..PASSKEYS as u8 {
        happen(&mut offices, &keeper(), keyed(1, 1 + more), 3).unwrap();
    }
    assert_eq!(happen(&mut offices, &keeper(), keyed(1, 200), 4), Err(Refusal::TooLong));
    // What is named already is not named again.
    let again = Command::Key { office: Office::Organiser, number: 1, passkey: passkey(1) };
    assert_eq!(offices.decide(again, &(), &super::kit::stamp(5)), Ok(vec![]));
}

#[test]
fn from_the_second_passkey_of_those_who_reach_below_two_sign_and_it_never_goes_back() {
    let mut offices = centre();
    happen(&mut offices, &keeper(), keyed(1, 1), 2).unwrap();
    happen(&mut offices, &keeper(), keyed(1, 3), 3).unwrap();
    assert_eq!(offices.two_since, None, "two passkeys of one term are not two people's");
    happen(&mut offices, &keeper(), keyed(2, 2), 4).unwrap();
    assert_eq!(offices.two_since, Some(4));
    happen(&mut offices, &organiser(), Fact::Ended { office: Office::Organiser, number: 2 }, 5).unwrap();
    assert_eq!(offices.two_since, Some(4));
}

#[test]
fn what_is_hard_to_undo_is_done_by_one_until_two_can_sign_and_by_two_from_then_on() {
    let alone = organiser();
    let must = By { two: true, ..alone };
    let with = |office, below| By { second: Some(Second { office, below }), ..must };
    let may = |by: &By| {
        let closed = Unit::default().may(by, &units::Fact::Closed { into: None });
        let moved = Moved { unit: unit(3), from: unit(2), from_head: hash(1), to: unit(1) };
        let moved = Moves::default().may(by, &moved);
        let appointed = crate::keepers::Fact::Appointed { device: super::kit::signer(1), units: vec![] };
        [closed, moved, Keepers::default().may(by, &appointed)]
    };
    assert_eq!(may(&alone), [Ok(()); 3]);
    assert_eq!(may(&must), [Err(Refusal::TwoSign); 3]);
    assert_eq!(may(&with(Office::Organiser, true)), [Ok(()); 3]);
    // The second has to have the right as well, and to reach as far.
    assert_eq!(may(&with(Office::Deputy, true)), [Err(Refusal::NotYours); 3]);
    assert_eq!(may(&with(Office::Organiser, false)), [Ok(()), Ok(()), Err(Refusal::NotYours)]);
    // And so has the first.
    let deputy = By {
        two: true,
        second: Some(Second { office: Office::Organiser, below: true }),
        ..by(Office::Deputy, Reach::Here)
    };
    assert_eq!(may(&deputy), [Err(Refusal::NotYours); 3]);
    assert_eq!(deputy.may(Right::WriteRecord), Ok(()));
}
