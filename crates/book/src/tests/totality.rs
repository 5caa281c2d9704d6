//! The body of the fuzz target, over random bytes and over good ones that were spoiled.

use proptest::prelude::*;

use super::kit::{batches, bulletin, founding, locked_entry, open_entry, record};
use crate::{fuzz, segment};

/// Good input of every kind.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds = vec![founding().encode(), bulletin().encode(), record().encode(), open_entry(), locked_entry()];
    seeds.push(segment::pack(&batches()).unwrap());
    let mut w = crate::cbor::Writer::default();
    batches().iter().for_each(|batch| segment::write(&mut w, batch));
    seeds.push(w.0);
    seeds
}

#[derive(Clone, Debug)]
enum Spoil {
    Flip(usize, u8),
    Set(usize, u8),
    Cut(usize),
    Insert(usize, Vec<u8>),
    Repeat(usize, usize),
}

fn a_spoil() -> impl Strategy<Value = Spoil> {
    let at = any::<usize>();
    prop_oneof![
        (at, 0..8u8).prop_map(|(at, bit)| Spoil::Flip(at, bit)),
        (at, any::<u8>()).prop_map(|(at, byte)| Spoil::Set(at, byte)),
        at.prop_map(Spoil::Cut),
        (at, proptest::collection::vec(any::<u8>(), 1..12)).prop_map(|(at, bytes)| Spoil::Insert(at, bytes)),
        (at, 1..40usize).prop_map(|(at, len)| Spoil::Repeat(at, len)),
    ]
}

fn spoil(bytes: &mut Vec<u8>, spoil: &Spoil) {
    if bytes.is_empty() {
        return;
    }
    let len = bytes.len();
    match spoil {
        Spoil::Flip(at, bit) => bytes[at % len] ^= 1 << bit,
        Spoil::Set(at, byte) => bytes[at % len] = *byte,
        Spoil::Cut(at) => bytes.truncate(at % len),
        Spoil::Insert(at, more) => drop(bytes.splice(at % len..at % len, more.iter().copied())),
        Spoil::Repeat(at, many) => {
            let at = at % len;
            let again = bytes[at..(at + many).min(len)].to_vec();
            bytes.splice(at..at, again);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]
    #[test]
    fn every_promise_holds_of_random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(fuzz::any(&bytes), Ok(()));
    }

    #[test]
    fn every_promise_holds_of_good_bytes_that_were_spoiled(
        seed in any::<prop::sample::Index>(), spoils in proptest::collection::vec(a_spoil(), 0..5)
    ) {
        let mut bytes = seed.get(&seeds()).clone();
        spoils.iter().for_each(|one| spoil(&mut bytes, one));
        prop_assert_eq!(fuzz::any(&bytes), Ok(()));
    }
}

#[test]
fn every_promise_holds_of_good_bytes() {
    for seed in seeds() {
        assert_eq!(fuzz::any(&seed), Ok(()));
    }
}

#[test]
fn every_promise_holds_of_every_first_byte() {
    for first in 0..=u8::MAX {
        for second in [0, 0x17, 0x18, 0x60, 0x7f, 0x80, 0xf6, 0xff] {
            assert_eq!(fuzz::any(&[first]), Ok(()));
            assert_eq!(fuzz::any(&[first, second, 0]), Ok(()));
        }
    }
}
